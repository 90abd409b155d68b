//! The command line: which command, its words to people, its exit status.

mod args;
mod check;
mod config;
mod doctor;
mod explain;
mod guidelines;
mod markdown;
mod nearest;
mod new;
mod outline;
mod output;
mod progress;
mod report;
mod rules;
mod serve;
mod sources;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use output::Output;

/// Runs the command that the arguments of this process ask for.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) if told.use_stderr() => {
            // Without standard error there is nobody to tell.
            let _ = told.print();
            return Status::Failed.into();
        }
        Err(help) => return Output::stdout().finish_with(&help.render().ansi().to_string(), Status::Clean).into(),
    };
    let status = match args.command {
        None => {
            let help = Args::command().render_help();
            Output::stdout().finish_with(&help.ansi().to_string(), Status::Clean)
        }
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Outline(outline)) => outline::run(&outline),
        Some(Command::New(new)) => new::run(&new),
        Some(Command::Rules(rules)) => rules::run(&rules),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Guidelines(guidelines)) => guidelines::run(&guidelines),
        Some(Command::Config(config)) => config::run(&config),
        Some(Command::Doctor(doctor)) => doctor::run(&doctor),
        Some(Command::Serve(serve)) => return serve::run(&serve),
    };
    status.into()
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// It ran, and there is nothing to object to.
    Clean,
    /// It ran, and something was found.
    Found,
    /// It could not do all that it was asked to.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Failed => 2,
        })
    }
}
