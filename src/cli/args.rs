//! The arguments: what may be asked for, and how it is described.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::config::Profile;
use crate::rules::Severity;

/// A checker and language server for California Independent Medical Review determinations.
#[derive(Debug, Parser)]
#[command(name = "imr-ls", version, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check determinations for what is missing or contradicts itself
    Check(CheckArgs),
    /// Show the sections and items of a determination, with outcomes and conclusions
    Outline(OutlineArgs),
    /// Print a blank determination
    New(NewArgs),
    /// List what is checked
    Rules(RulesArgs),
    /// Explain a finding: what it means, why it matters, what to write instead
    Explain(ExplainArgs),
    /// Look up the MTUS guidelines, and import your own copy of one
    Guidelines(GuidelinesArgs),
    /// Show the settings in force and where they come from, or the JSON schema of imr.toml
    Config(ConfigArgs),
    /// Say whether imr-ls works on this machine, and what to do where it does not
    Doctor(DoctorArgs),
    /// Serve an editor (editors start this themselves)
    Serve(ServeArgs),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --fail-on; 1 something; 2 something could not be read or asked for wrongly.\n")]
pub struct CheckArgs {
    /// Files and folders to check, or - for standard input
    ///
    /// A folder is searched for *.imr, *.imr.txt, and *.txt that are determinations; ignore files are honoured. A file
    /// that is named is always checked.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// How findings are reported
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// draft leaves out what is not written yet; final reports everything [default: as imr.toml says, else final]
    #[arg(long, value_parser = profile_parser())]
    pub profile: Option<Profile>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = severity_parser())]
    pub fail_on: Severity,
    /// Exit with status 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, with the lines in question
    Text,
    /// One JSON object
    Json,
    /// One JSON object a file, each on a line, as soon as it is ready
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub workflow commands
    Github,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, clap::Args)]
pub struct OutlineArgs {
    /// The determination, or - for standard input
    pub file: PathBuf,
    /// How the outline is printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// How many disputed items it has
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub items: u16,
}

#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code of the finding, such as outcome-contradicts-rationale
    pub code: String,
}

#[derive(Debug, clap::Args)]
pub struct GuidelinesArgs {
    #[command(subcommand)]
    pub command: GuidelinesCommand,
}

#[derive(Debug, Subcommand)]
pub enum GuidelinesCommand {
    /// List the chapters of the MTUS, or the topics of one
    List(GuidelinesListArgs),
    /// Show what is known of a topic or a treatment
    Show(GuidelinesShowArgs),
    /// Turn your own copy of an official guideline into a pack with its pages and its words
    Import(GuidelinesImportArgs),
}

#[derive(Debug, clap::Args)]
pub struct GuidelinesListArgs {
    /// List the topics of this chapter, such as chronic-pain-medical-treatment-2009
    #[arg(long, value_name = "ID")]
    pub chapter: Option<String>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub struct GuidelinesShowArgs {
    /// The title of the topic, another name of it or its id; or the name of a treatment
    pub topic: String,
    /// Look only in this chapter
    #[arg(long, value_name = "ID")]
    pub chapter: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is sent anywhere. The pack holds the guideline's own words, which are under copyright: keep it to yourself \
and out of repositories. imr.toml names the packs that are in use: packs = [\"FILE.toml\"]\n")]
pub struct GuidelinesImportArgs {
    /// The official PDF, or plain text extracted from it with its footers
    ///
    /// The Chronic Pain Medical Treatment Guidelines of 2009 and 2016 and the Opioids Treatment Guidelines of 2016 are
    /// known.
    pub file: PathBuf,
    /// Where the pack is written [default: the chapter's id and .toml, in the current folder]
    #[arg(long, short, value_name = "PACK.toml")]
    pub output: Option<PathBuf>,
    /// Replace the pack if it is there already
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show which imr.toml is in force for a file or folder, and each setting with where it comes from
    Show {
        /// The file or folder
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Print the JSON schema of imr.toml
    Schema,
}

#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// The file or folder whose settings are looked at
    #[arg(default_value = ".")]
    pub path: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// Talk over standard input and output (the default)
    #[arg(long, conflicts_with = "socket")]
    pub stdio: bool,
    /// The editor's process: the server ends when that does
    #[arg(long = "clientProcessId", alias = "client-process-id", value_name = "N")]
    pub client_process_id: Option<u32>,
    /// Connect to this port of this machine instead
    #[arg(long, value_name = "PORT")]
    pub socket: Option<u16>,
}

fn profile_parser() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name)).map(|name| Profile::named(&name).unwrap_or_default())
}

fn severity_parser() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .map(|name| Severity::ALL.into_iter().find(|s| s.name() == name).unwrap_or(Severity::Error))
}
