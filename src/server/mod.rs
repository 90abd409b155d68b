//! The language server: the only place that names the protocol's crates or a runtime.
//!
//! A reader thread takes the turns of the main loop, which alone changes state; what it has to say goes through the
//! outbox, which leaves to a writer thread what the client has no room for yet.

mod accepting;
mod actions;
mod at_once;
mod bare;
mod beside;
mod client;
mod commands;
mod convert;
mod document;
mod elsewhere;
mod forward;
mod main_loop;
mod methods;
mod navigate;
mod outline;
mod place;
mod progress;
mod protocol;
mod publish;
mod pull;
mod readiness;
mod render;
mod run;
mod session;
mod settings_files;
mod show;
mod sync;
mod token_memory;
mod transport;
mod typed;
mod unchanged;
mod watch;
mod write;

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

pub use bare::{Bare, heard};
use methods::Methods;
use protocol::LspService;
use session::Shared;
use transport::{Input, Output};

/// How to serve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Speak over this port of the loopback interface instead of standard input and output.
    pub socket: Option<u16>,
    /// Leave when this process is gone.
    pub client_process: Option<u32>,
}

/// Serves one client until it leaves; gives the exit code of the process.
///
/// Meant to be the last thing a process does: threads that wait for the client are not joined.
pub fn serve(options: Options) -> u8 {
    start_log();
    let served = match options.socket {
        None => {
            transport::private_stdout().and_then(|output| serve_to(transport::stdin()?, output, options.client_process))
        }
        Some(port) => connect(port).and_then(|stream| {
            let output = Output::socket(&stream)?;
            serve_to(Input::socket(stream)?, output, options.client_process)
        }),
    };
    served.unwrap_or_else(|error| {
        tracing::error!(kind = ?error.kind(), "cannot serve");
        2
    })
}

/// Serves one client over any two streams until it leaves: [`serve`] without what is the process's own, its log and its
/// standard input and output.
pub fn serve_over(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    client_process: Option<u32>,
) -> io::Result<u8> {
    serve_to(Input::slow(input), Output::slow(output), client_process)
}

fn serve_to(input: Input, output: Output, client_process: Option<u32>) -> io::Result<u8> {
    let session = Shared::default();
    let (inbox, outbox) = transport::queues(output);
    let methods = |to_client| Methods::new(session.clone(), inbox.clone(), outbox.clone(), to_client);
    let router = LspService::build(methods).custom_method("window/workDoneProgress/cancel", Methods::call_off).finish();
    main_loop::run(router, session.clone(), (inbox.clone(), outbox.clone()), input, client_process)
}

/// Editors that name a port listen on it themselves; where none does, the server listens for one client.
fn connect(port: u16) -> io::Result<TcpStream> {
    let address = (Ipv4Addr::LOCALHOST, port);
    let stream = match TcpStream::connect(address) {
        Ok(stream) => stream,
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => TcpListener::bind(address)?.accept()?.0,
        Err(error) => return Err(error),
    };
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Whether to log something that may happen with every message: each time the count reaches a power of two. A client
/// that does not read standard error would stop the server with a full pipe.
fn seldom(count: &mut u64) -> bool {
    *count += 1;
    count.is_power_of_two()
}

/// Logs go to standard error and hold codes, sizes and times. A panic's message may quote a draft, so of a panic only
/// the place is logged.
fn start_log() {
    use tracing_subscriber::filter::{LevelFilter, Targets};
    use tracing_subscriber::{Layer, layer::SubscriberExt, util::SubscriberInitExt};
    let asked = std::env::var("IMR_LS_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let filter = asked.unwrap_or_else(|| Targets::new().with_target("imr_ls", LevelFilter::WARN));
    // A client may have closed standard error: then there is no log, and no panic over it. Starting one fails when
    // there is one already, which then serves as well.
    let log = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false).log_internal_errors(false);
    _ = tracing_subscriber::registry().with(log.with_filter(filter)).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic.location().map_or(("", 0), |at| (at.file(), at.line()));
        tracing::error!(file, line, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_over_the_loopback_interface() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let stream = connect(port).unwrap();
            let output = Output::socket(&stream).unwrap();
            serve_to(Input::socket(stream).unwrap(), output, None).unwrap()
        });
        let (mut client, _) = listener.accept().unwrap();
        let mut send = |method: &str, id: Option<u32>, params: serde_json::Value| {
            let mut body = serde_json::json!({ "jsonrpc": "2.0", "method": method, "params": params });
            if let Some(id) = id {
                body["id"] = id.into();
            }
            let body = body.to_string();
            write!(client, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        };
        let symbols = serde_json::json!({ "hierarchicalDocumentSymbolSupport": true });
        send(
            "initialize",
            Some(1),
            serde_json::json!({ "capabilities": { "textDocument": { "documentSymbol": symbols } } }),
        );
        let text = "Cane: Upheld\nDecision rationale: The cane is not medically necessary.\n\n".repeat(5_000);
        let document = serde_json::json!({ "uri": "file:///a.imr", "languageId": "imr", "version": 1, "text": text });
        send("textDocument/didOpen", None, serde_json::json!({ "textDocument": document }));
        // More than an interface takes at once, to a client that does not read yet.
        for id in 2..10 {
            send(
                "textDocument/documentSymbol",
                Some(id),
                serde_json::json!({ "textDocument": { "uri": "file:///a.imr" } }),
            );
        }
        send("shutdown", Some(10), serde_json::Value::Null);
        std::thread::sleep(std::time::Duration::from_millis(300));
        let (mut heard, mut answers) = (Vec::new(), Vec::new());
        let mut piece = vec![0; 1 << 16];
        while !answers.contains(&10) {
            let read = client.read(&mut piece).unwrap();
            assert!(read > 0, "the server has left after {answers:?}");
            heard.extend_from_slice(&piece[..read]);
            while let Some(end) = memchr::memmem::find(&heard, b"\r\n\r\n") {
                let header = std::str::from_utf8(&heard[..end]).unwrap();
                let length: usize = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
                let Some(body) = heard.get(end + 4..end + 4 + length) else { break };
                let body: serde_json::Value = serde_json::from_slice(body).unwrap();
                answers.extend(body["id"].as_u64());
                assert!(
                    !(2..10).contains(&body["id"].as_u64().unwrap_or(0))
                        || body["result"].as_array().unwrap().len() == 5_000
                );
                heard.drain(..end + 4 + length);
            }
        }
        assert_eq!(answers, (1..=10).collect::<Vec<_>>());
        drop(client);
        assert_eq!(server.join().unwrap(), 0);
    }
}
