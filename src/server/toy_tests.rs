//! A toy server behind the same transport, as a process of its own: its handlers sleep, work, panic, print, and wait for
//! the client. The test binary starts itself anew to be it.

use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::Value;
use tower_lsp::ls_types::{
    DocumentFormattingParams, Hover, HoverParams, InitializeParams, InitializeResult, MessageType, Range, TextEdit,
};
use tower_lsp::{Client, LanguageServer, LspService};

use super::*;
use crate::server::client::Client as Agreed;
use crate::server::progress::Stop;
use crate::server::{start_log, transport};
use crate::text::Span;

#[path = "../../tests/support/client.rs"]
mod strict;

pub(super) use strict::*;

/// Says that the test binary is to be the toy.
const TOY: &str = "IMR_LS_TOY";

/// What stands before the first frame: the test harness has words of its own.
const FRAMES_FOLLOW: &str = "@@ frames follow";

/// A toy that waits for `initialize`; with `reading` false nothing is read from it before [`Server::resume`].
fn toy(reading: bool) -> Server {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let this = "server::main_loop::tests::toy::the_toy_itself";
    command.args(["--exact", this, "--ignored", "--nocapture", "--test-threads=1"]).env(TOY, "1");
    Server::spawn(command, reading, Some(FRAMES_FOLLOW))
}

/// A toy that was greeted by a client that counts in this unit.
pub(super) fn greeted(encoding: &str) -> Server {
    let mut server = toy(true);
    let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
    assert!(server.request("initialize", json!({ "capabilities": capabilities }))["result"].is_object());
    server.notify("initialized", json!({}));
    server
}

/// A toy whose client does not read before [`Server::resume`].
pub(super) fn unread() -> Server {
    let mut server = toy(false);
    server.ask("initialize", json!({ "capabilities": {} }));
    server.notify("initialized", json!({}));
    server
}

/// The text of the document, as the toy has it.
pub(super) fn text(server: &mut Server) -> String {
    let params = json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 4, "insertSpaces": true } });
    server.request("textDocument/formatting", params)["result"][0]["newText"].as_str().unwrap().to_string()
}

#[test]
#[ignore = "the toy itself: other tests start it"]
fn the_toy_itself() {
    use std::io::Write;
    if std::env::var_os(TOY).is_none() {
        return;
    }
    writeln!(std::io::stdout(), "{FRAMES_FOLLOW}").unwrap();
    start_log();
    let output = transport::private_stdout().unwrap();
    let session = Shared::default();
    let toy = |client| Toy { client, session: session.clone(), dropped: Arc::default(), stopped: Arc::default() };
    let router = LspService::build(toy)
        .custom_method("toy/sleep", Toy::sleep)
        .custom_method("toy/dropped", Toy::dropped)
        .custom_method("toy/work", Toy::work)
        .custom_method("toy/stopped", Toy::stopped)
        .custom_method("toy/stubborn", Toy::stubborn)
        .custom_method("toy/panic", Toy::panic)
        .custom_method("toy/panicLater", Toy::panic_later)
        .custom_method("toy/panicNote", Toy::panic_note)
        .custom_method("toy/applyEdit", Toy::apply_edit)
        .custom_method("toy/applyEditImpatiently", Toy::apply_edit_impatiently)
        .custom_method("toy/print", Toy::print)
        .custom_method("toy/flood", Toy::flood)
        .finish();
    let queues = transport::queues(output);
    let code = run(router, session.clone(), queues, transport::stdin().unwrap(), None).unwrap();
    std::process::exit(code.into());
}

struct Toy {
    client: Client,
    session: Shared,
    dropped: Arc<AtomicUsize>,
    stopped: Arc<AtomicBool>,
}

/// Counts the sleepers that were not let sleep to the end.
struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

type Told = tower_lsp::jsonrpc::Result<Value>;

/// A minute: whoever waits for it is found out.
const LONG: Duration = Duration::from_secs(60);

impl Toy {
    async fn sleep(&self) -> Told {
        let _guard = Guard(self.dropped.clone());
        tokio::time::sleep(LONG).await;
        Ok(json!("slept"))
    }

    async fn dropped(&self) -> Told {
        Ok(json!(self.dropped.load(Ordering::SeqCst)))
    }

    /// Blocks a thread for a minute, but not the loop's, and stops when nobody wants it any more: as the server's own
    /// work does.
    async fn work(&self) -> Told {
        let stop = Stop::default();
        let (unwanted, stopped) = (stop.flag(), self.stopped.clone());
        let work = tokio::task::spawn_blocking(move || {
            for _ in 0..LONG.as_millis() {
                std::thread::sleep(Duration::from_millis(1));
                if unwanted.load(Ordering::SeqCst) {
                    return stopped.store(true, Ordering::SeqCst);
                }
            }
        });
        work.await.map_err(|_| Error::internal_error())?;
        Ok(json!("worked"))
    }

    async fn stopped(&self) -> Told {
        Ok(json!(self.stopped.load(Ordering::SeqCst)))
    }

    /// Work that looks at no flag: nobody can stop it.
    async fn stubborn(&self) -> Told {
        let work = tokio::task::spawn_blocking(|| std::thread::sleep(LONG));
        work.await.map_err(|_| Error::internal_error())?;
        Ok(json!("worked"))
    }

    async fn panic(&self) -> Told {
        panic!("on purpose")
    }

    async fn panic_later(&self) -> Told {
        tokio::time::sleep(Duration::from_millis(20)).await;
        panic!("on purpose")
    }

    async fn panic_note(&self) {
        panic!("on purpose")
    }

    async fn apply_edit(&self) -> Told {
        let applied = self.client.apply_edit(Default::default()).await?;
        Ok(json!(applied.applied))
    }

    async fn apply_edit_impatiently(&self) -> Told {
        let edit = self.client.apply_edit(Default::default());
        Ok(json!(tokio::time::timeout(Duration::from_millis(100), edit).await.is_ok()))
    }

    /// Prints as a careless library might: in lines, in pieces, with a frame's header, and from another process.
    #[expect(clippy::print_stdout)]
    async fn print(&self) -> Told {
        use std::io::Write;
        println!("a stray line");
        print!("Content-Length: 3\r\n\r\n{{}}");
        std::io::stdout().write_all(&[b'.'; 200_000]).unwrap();
        std::io::stdout().flush().unwrap();
        _ = Command::new("echo").arg("a stray process").status();
        Ok(json!("printed"))
    }

    async fn flood(&self) -> Told {
        for n in 0..20_000 {
            self.client.log_message(MessageType::INFO, format!("{n} {}", "and so on ".repeat(100))).await;
        }
        Ok(json!("flooded"))
    }
}

impl LanguageServer for Toy {
    async fn initialize(&self, params: InitializeParams) -> tower_lsp::jsonrpc::Result<InitializeResult> {
        self.session.lock().client = Agreed::new(&params);
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> tower_lsp::jsonrpc::Result<()> {
        Ok(())
    }

    async fn hover(&self, _: HoverParams) -> tower_lsp::jsonrpc::Result<Option<Hover>> {
        Ok(None)
    }

    /// Tells the text.
    async fn formatting(&self, _: DocumentFormattingParams) -> tower_lsp::jsonrpc::Result<Option<Vec<TextEdit>>> {
        let snapshot = self.session.lock().snapshot(URI);
        let text = snapshot.map(|s| s.draft.text().slice(Span::new(0, usize::MAX)).into_owned());
        Ok(text.map(|text| vec![TextEdit::new(Range::default(), text)]))
    }
}
