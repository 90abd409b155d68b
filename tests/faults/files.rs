//! Letters that may not be read, change while they are read, are very many, or have names that are no text.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

fn checked(report: &Value) -> Vec<&str> {
    report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect()
}

#[test]
fn some_may_not_be_read() {
    let wrong = contradiction();
    let at = folder(&[("a.imr", &wrong), ("b.imr", &wrong), ("closed/c.imr", &wrong), ("d.imr", &wrong)]);
    fs::set_permissions(at.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for name in ["b.imr", "closed"] {
        fs::set_permissions(at.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let mut command = Command::new(binary());
    command.args(["check", "--format", "json", "."]).current_dir(at.path());
    let (Some(mut command), Some(server)) = (bound(command), bound(shipped())) else {
        return skipped("there is no user here whom permissions bind");
    };
    let output = command.output().unwrap();
    let (status, told) = ended(&output);
    assert_eq!(status, Some(2), "{told}");
    let why = "may not be read; ask for permission to read it or copy it elsewhere.";
    assert!(told.contains(&format!("b.imr {why}")) && told.contains(&format!("closed {why}")), "{told}");
    assert_eq!(told.lines().count(), 2, "{told}");
    assert_eq!(checked(&json_of(&output)), ["a.imr", "d.imr"]);

    let mut server = serve(at.path(), server);
    let reply = execute(&mut server, "imr-ls.checkWorkspace", json!({}))["result"].take();
    assert_eq!((&reply["files"], &reply["errors"]), (&json!(2), &json!(2)), "{reply}");
    assert_eq!(reply["unreadable"].as_array().unwrap().len(), 2, "{reply}");
    let shown = server.wait("a message", |m| m["method"] == "window/showMessage");
    assert!(shown["params"]["message"].as_str().unwrap().contains(why), "{shown}");
    server.leave();
    fs::set_permissions(at.path().join("closed"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn one_changes_while_it_is_read() {
    let at = folder(&[("a.imr", LETTER), ("b.imr", LETTER)]);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let texts = [LETTER.to_string(), contradiction(), LETTER.repeat(40), String::new()];
            for text in texts.iter().cycle() {
                // In place, as some editors do, and by a new file, as others do.
                fs::write(at.path().join("a.imr"), text).unwrap();
                fs::write(at.path().join("new"), text).unwrap();
                fs::rename(at.path().join("new"), at.path().join("b.imr")).unwrap();
                if stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        for _ in 0..25 {
            let output = run(at.path(), &["check", "--format", "json", "."]);
            let (status, told) = ended(&output);
            assert!(matches!(status, Some(0 | 1)) && told.is_empty(), "{status:?} {told}");
            assert_eq!(checked(&json_of(&output)), ["a.imr", "b.imr"]);
        }
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn ten_thousand_letters_and_few_files_at_once() {
    let at = folder(&[]);
    for n in 0..10_000 {
        let folder = at.path().join(format!("{:02}", n % 100));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{n}.imr")), "Lumbar brace: Upheld\n").unwrap();
    }
    let output = shell(at.path(), "ulimit -n 40; exec \"$1\" check --format json --exit-zero .");
    let (status, told) = ended(&output);
    assert_eq!((status, told.as_str()), (Some(0), ""));
    let report = json_of(&output);
    let paths = checked(&report);
    assert_eq!((paths.len(), report["summary"]["files"].as_u64()), (10_000, Some(10_000)));
    assert!(paths.is_sorted());

    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 40; exec \"$1\" serve", "sh", binary()]);
    let mut server = serve(at.path(), command);
    let id = server.ask("workspace/executeCommand", json!({ "command": "imr-ls.checkWorkspace", "arguments": [{}] }));
    // Meanwhile it is typed and answered.
    server.open(LETTER);
    server.alive();
    let reply = server.reply(&json!(id));
    assert_eq!(reply["result"]["files"], 10_000);
    assert_eq!(reply["result"]["unreadable"], json!([]));
    server.leave();
}

#[test]
fn names_that_are_no_text() {
    let at = folder(&[("z.imr", LETTER)]);
    for (name, text) in [(b"caf\xe9.imr", contradiction()), (b"caf\xe8.imr", LETTER.to_string())] {
        if fs::write(at.path().join(OsStr::from_bytes(name)), text).is_err() {
            return skipped("files must have names of text here");
        }
    }
    let output = run(at.path(), &["check", "--format", "json", "."]);
    assert_eq!(ended(&output), (Some(1), String::new()));
    assert_eq!(checked(&json_of(&output)), ["caf\u{fffd}.imr", "caf\u{fffd}.imr", "z.imr"]);
    assert_eq!(json_of(&output)["summary"]["errors"], 1);
    for format in ["text", "jsonl", "sarif", "github"] {
        let output = run(at.path(), &["check", "--format", format, "."]);
        assert_eq!(ended(&output), (Some(1), String::new()), "{format}");
    }
    // Named one by one, too, and for its outline.
    for command in ["check", "outline"] {
        let mut one = Command::new(binary());
        let output = one.arg(command).arg(OsStr::from_bytes(b"caf\xe8.imr")).current_dir(at.path()).output().unwrap();
        assert_eq!(ended(&output), (Some(0), String::new()), "{command}");
    }

    // An editor cannot be told of them; the user is.
    let mut server = serve(at.path(), shipped());
    let reply = execute(&mut server, "imr-ls.checkWorkspace", json!({}))["result"].take();
    assert_eq!(reply["files"], 1, "{reply}");
    let told: Vec<&str> = reply["unreadable"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect();
    assert!(told.len() == 2 && told[0].ends_with("has a name that editors cannot be told; rename it."), "{reply}");
    server.leave();
}
