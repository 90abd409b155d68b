//! The shipped binary over real pipes, under a strict client. Numbers (c15, c31, …) are those of the checklist that the
//! transport was written for; the numbers that are missing here need handlers no product should have, and are cases of
//! `src/server/main_loop_tests.rs`, where a toy server stands behind the same transport.

mod attack;
mod editors;
mod framing;
mod life;
mod methods;
mod order;
mod output;
mod parameters;
#[path = "../support/mod.rs"]
mod support;
mod typing;

use std::time::{Duration, Instant};

use serde_json::json;
use support::*;

/// Long for a server that is to leave at once, short for one that waits for something.
const AT_ONCE: Duration = Duration::from_secs(5);

fn ready() -> Server {
    Server::initialized(json!({}))
}

fn with_letter() -> Server {
    let mut server = ready();
    server.open(LETTER);
    server.diagnostics_of(1);
    server
}

#[test]
fn every_case_of_the_checklist_is_a_test() {
    let sources = [
        include_str!("framing.rs"),
        include_str!("life.rs"),
        include_str!("methods.rs"),
        include_str!("order.rs"),
        include_str!("output.rs"),
        include_str!("../../src/server/main_loop_tests.rs"),
        include_str!("../../src/server/text_tests.rs"),
    ];
    let tests = sources.iter().flat_map(|source| source.split("#[test]\n").skip(1));
    let names: String = tests.filter_map(|test| test.lines().next()).map(|name| name.replace("fn ", "_")).collect();
    let missing: Vec<usize> = (1..=55).filter(|case| !names.contains(&format!("_c{case:02}_"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
