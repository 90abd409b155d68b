//! Readers that leave, outputs that are closed or full, and the signal to end.

use super::*;

/// Every command that prints.
const COMMANDS: &[&str] = &[
    "check --format text many.imr",
    "check --format json many.imr",
    "check --format jsonl many.imr many.imr.txt",
    "check --format sarif many.imr",
    "check --format github many.imr",
    "outline many.imr",
    "outline --format json many.imr",
    "new --items 50",
    "rules",
    "explain no-items",
    "config show",
    "config schema",
    "--help",
    "--version",
];

/// A letter with more findings than a pipe holds.
fn many() -> TempDir {
    let item = "\nLumbar brace: Upheld\n\nDecision rationale: It is late. The request is medically necessary.\n";
    let text = contradiction() + &item.repeat(120);
    folder(&[("many.imr", &text), ("many.imr.txt", &text)])
}

#[test]
fn a_reader_that_has_enough() {
    let at = many();
    for command in COMMANDS {
        let whole = shell(at.path(), &format!("exec \"$1\" {command}"));
        // Of standard output one line is read, then none at all.
        for reader in ["head -n 1", "true"] {
            let script = format!("{{ \"$1\" {command}; echo $? >status; }} | {reader}");
            let output = shell(at.path(), &script);
            let status = fs::read_to_string(at.path().join("status")).unwrap();
            assert_eq!(status.trim().parse().ok(), whole.status.code(), "{command} | {reader}");
            assert_eq!(text(&output.stderr), text(&whole.stderr), "{command} | {reader}");
        }
    }
}

#[test]
fn an_output_that_is_closed() {
    let at = many();
    for command in COMMANDS {
        let whole = shell(at.path(), &format!("exec \"$1\" {command}"));
        let closed = shell(at.path(), &format!("exec \"$1\" {command} >&-"));
        assert_eq!(closed.status.code(), whole.status.code(), "{command}");
        assert_eq!(text(&closed.stderr), text(&whole.stderr), "{command}");
        let all = shell(at.path(), &format!("exec \"$1\" {command} >&- 2>&- <&-"));
        assert_eq!(all.status.code(), whole.status.code(), "{command}");
        // What is opened meanwhile is not taken for it.
        assert_eq!(names(at.path()), ["many.imr", "many.imr.txt"], "{command}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_is_full() {
    let at = many();
    for command in COMMANDS {
        let (status, told) = ended(&shell(at.path(), &format!("exec \"$1\" {command} >/dev/full")));
        assert_eq!(status, Some(2), "{command}: {told}");
        let said = told.matches("standard output cannot be written: No space left on device").count();
        assert_eq!(said, 1, "{command}: {told}");
    }
}

#[test]
fn a_server_without_its_streams() {
    let at = folder(&[]);
    for (streams, status) in
        [("<&-", 1), ("</dev/null", 1), ("</dev/null >&-", 1), ("</dev/null 2>&-", 1), ("<&- >&- 2>&-", 1)]
    {
        let (code, told) = ended(&shell(at.path(), &format!("exec \"$1\" serve {streams}")));
        assert_eq!((code, told.as_str()), (Some(status), ""), "{streams}");
    }
}

/// The signal to end ends it at once, in the midst of a check and of what it writes, and leaves nothing behind.
#[test]
fn the_signal_to_end() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    use std::process::Stdio;
    let at = many();
    for wait in [0, 2, 10, 50, 200] {
        let mut check = Command::new(binary());
        // Nobody reads: it is sure to be in the midst of it.
        let check = check.args(["check", "."]).current_dir(at.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = check.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(Signal::TERM.as_raw()));
        assert_eq!(names(at.path()), ["many.imr", "many.imr.txt"]);
    }
}
