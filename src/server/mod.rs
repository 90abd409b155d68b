//! The language server: the only place that names the protocol's crates or a runtime.
//!
//! A reader thread takes the turns of the main loop, which alone changes state; what it has to say goes through the
//! outbox, which leaves to a writer thread what the client has no room for yet.

mod accepting;
mod actions;
mod at_once;
mod bare;
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

use crate::knowledge::Library;

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
    // The first draft need not wait for what is looked up in it: two halves that take about as long.
    std::thread::spawn(|| _ = Library::built_in().treatments());
    std::thread::spawn(|| Library::built_in().prepare());
    let session = Shared::default();
    let (inbox, outbox) = transport::write(output)?;
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
            serve_over(stream.try_clone().unwrap(), stream, None).unwrap()
        });
        let (mut client, _) = listener.accept().unwrap();
        for body in [
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#,
            r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#,
            r#"{"jsonrpc":"2.0","method":"exit"}"#,
        ] {
            write!(client, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        }
        assert_eq!(server.join().unwrap(), 0);
        let mut heard = vec![0; 16];
        client.read_exact(&mut heard).unwrap();
        assert_eq!(heard, b"Content-Length: ");
    }
}
