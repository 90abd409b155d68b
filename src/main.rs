//! Hands the arguments to the command line; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    imr_ls::cli::main()
}
