//! imr-ls reads determinations of Independent Medical Review as they are drafted: their outline, what is missing in them,
//! and where they contradict themselves.
//!
//! The modules in reading order, each built on those before it:
//! - [`text`]: characters, positions, spans;
//! - [`letter`]: lines to a tree of sections, items and fields;
//! - [`prose`]: what a rationale concludes;
//! - [`knowledge`]: what the parts of a letter are for, and the law behind them;
//! - [`rules`]: facts in, findings out;
//! - [`config`]: which findings are shown, and how gravely;
//! - [`draft`]: text, tree, facts and findings of one draft, kept up to date edit by edit;
//! - [`features`]: what an editor shows;
//! - [`server`]: the language server, on a transport of our own;
//! - [`cli`]: the command line.
//!
//! What holds everywhere (`tests/architecture.rs` reads the source for it): every text has a tree; nothing panics on
//! purpose; only `server` names the protocol and the runtime, only `text` the rope; files, environment, clock and
//! processes are named in `config`, `server` and `cli` alone; there is no network code but the loopback socket of `serve`.

pub mod cli;
pub mod config;
pub mod draft;
pub mod features;
pub mod knowledge;
pub mod letter;
pub mod prose;
pub mod rules;
pub mod server;
pub mod text;
