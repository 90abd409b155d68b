//! `serve`: hands over to the language server.

use std::process::ExitCode;

use super::args::ServeArgs;
use crate::server::{Options, serve};

/// Serves one client until it leaves.
pub fn run(args: &ServeArgs) -> ExitCode {
    ExitCode::from(serve(Options { socket: args.socket, client_process: args.client_process_id }))
}
