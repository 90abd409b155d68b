//! `serve`: hands over to the server.

use std::process::ExitCode;

use super::args::ServeArgs;
use super::output::complain;

/// How an editor wants to talk to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServeOptions {
    /// A port of this machine to talk over; none for standard input and output.
    pub socket: Option<u16>,
    /// The editor's process, with which the server ends.
    pub client_process_id: Option<u32>,
}

/// Serves an editor until it goes.
pub fn run(options: ServeOptions) -> ExitCode {
    // The merge connects this to `crate::server::serve`.
    let _ = options;
    complain("this build of imr-ls holds no server.");
    ExitCode::from(2)
}

impl From<ServeArgs> for ServeOptions {
    fn from(args: ServeArgs) -> ServeOptions {
        ServeOptions { socket: args.socket, client_process_id: args.client_process_id }
    }
}
