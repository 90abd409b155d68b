//! A disk that is full, or may not be written to, when a finding is accepted.

use std::os::unix::fs::PermissionsExt;

use rustix::process::{Pid, Signal, kill_process};

use super::*;

/// An allow-list of some length.
fn list() -> String {
    let entry = |n: usize| {
        format!(
            "[[allow]]\nrule = \"no-items\"\nfile = \"{n}.imr\"\nplace = \"0123456789abcdef\"\nreason = \"agreed\"\n"
        )
    };
    (0..40).map(entry).collect::<Vec<_>>().join("\n")
}

/// Opens a letter; gives what the acceptance of its contradiction takes.
fn acceptable(server: &mut Server, folder: &Path) -> Value {
    let letter = uri(folder, "a.imr");
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(server, &letter)[0].0, CONTRADICTION);
    let (line, column) = place(&contradiction(), "Overturned");
    let here = json!({ "line": line, "character": column });
    let params = json!({
        "textDocument": { "uri": letter }, "range": { "start": here, "end": here }, "context": { "diagnostics": [] },
    });
    let actions = server.request("textDocument/codeAction", params)["result"].take();
    let accepts = |action: &&Value| action["command"]["command"] == "imr-ls.acceptFinding";
    let mut argument = actions.as_array().unwrap().iter().find(accepts).unwrap()["command"]["arguments"][0].clone();
    argument["reason"] = json!("agreed");
    argument
}

/// Accepts it; gives the reply.
fn accept(server: &mut Server, folder: &Path) -> Value {
    let argument = acceptable(server, folder);
    execute(server, "imr-ls.acceptFinding", argument)
}

/// The finding cannot be accepted, for this reason, and the list and its folder are as they were.
fn refused(mut server: Server, folder: &Path, why: &str) {
    let before = (names(folder), fs::read_to_string(folder.join(".imr-allow.toml")).ok());
    let reply = accept(&mut server, folder);
    let message = reply["error"]["message"].as_str().unwrap_or_default().to_string();
    assert!(message.contains(".imr-allow.toml could not be written") && message.contains(why), "{reply}");
    assert!(message.ends_with("nothing was changed."), "{reply}");
    assert_eq!((names(folder), fs::read_to_string(folder.join(".imr-allow.toml")).ok()), before);
    // The finding is still shown.
    let letter = uri(folder, "a.imr");
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": letter } }));
    assert_eq!(next(&mut server, &letter)[0].0, CONTRADICTION);
    server.leave();
}

#[test]
fn a_file_may_grow_no_further() {
    let at = folder(&[(".imr-allow.toml", &list()), ("a.imr", &contradiction())]);
    let mut command = Command::new("sh");
    // Without the trap the signal would end the server, which is no fault of a disk.
    command.args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$1\" serve", "sh", binary()]);
    refused(serve(at.path(), command), at.path(), "File too large");
}

#[test]
#[cfg(target_os = "linux")]
fn the_disk_is_full() {
    let at = folder(&[]);
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=32k", "none"]).arg(at.path()).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return skipped("no small disk can be mounted here");
    }
    let outcome = std::panic::catch_unwind(|| {
        fs::write(at.path().join(".imr-allow.toml"), list()).unwrap();
        fs::write(at.path().join("a.imr"), contradiction()).unwrap();
        // The rest of the disk, but for less than the list takes.
        let mut left = 1 << 20;
        let rest = loop {
            let rest = vec![b' '; left];
            if fs::write(at.path().join("rest"), &rest).is_ok() || left < 1024 {
                break left;
            }
            left -= 1024;
        };
        assert!(rest > 0);
        refused(serve(at.path(), shipped()), at.path(), "No space left");
        // With room again the same succeeds, whole.
        fs::remove_file(at.path().join("rest")).unwrap();
        let mut server = serve(at.path(), shipped());
        assert_eq!(accept(&mut server, at.path())["result"], Value::Null);
        let written = fs::read_to_string(at.path().join(".imr-allow.toml")).unwrap();
        assert!(written.starts_with(list().trim_end()) && written.contains(CONTRADICTION), "{written}");
        server.leave();
    });
    Command::new("umount").arg(at.path()).status().unwrap();
    outcome.unwrap_or_else(|fault| std::panic::resume_unwind(fault));
}

#[test]
fn the_folder_may_not_be_written_to() {
    let at = folder(&[(".imr-allow.toml", &list()), ("a.imr", &contradiction())]);
    fs::set_permissions(at.path(), fs::Permissions::from_mode(0o555)).unwrap();
    match bound(shipped()) {
        Some(command) => refused(serve(at.path(), command), at.path(), "Permission denied"),
        None => skipped("there is no user here whom permissions bind"),
    }
    fs::set_permissions(at.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn who_may_read_the_list_stays_as_it_was() {
    let at = folder(&[(".imr-allow.toml", &list()), ("a.imr", &contradiction())]);
    let path = at.path().join(".imr-allow.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    let mut server = serve(at.path(), shipped());
    assert_eq!(accept(&mut server, at.path())["result"], Value::Null);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
    server.leave();
}

/// Ended in the midst of writing, at any moment, the list is the old one or the new one.
#[test]
fn a_server_that_is_ended_leaves_whole_lists() {
    let at = folder(&[(".imr-allow.toml", &list()), ("a.imr", &contradiction())]);
    let path = at.path().join(".imr-allow.toml");
    let whole = |source: &str| source.matches("[[allow]]").count() == source.matches("reason = \"agreed\"\n").count();
    let mut next = random(7);
    for _ in 0..12 {
        let mut server = serve(at.path(), shipped());
        let argument = acceptable(&mut server, at.path());
        server.ask("workspace/executeCommand", json!({ "command": "imr-ls.acceptFinding", "arguments": [argument] }));
        std::thread::sleep(std::time::Duration::from_micros(next(3000) as u64));
        kill_process(Pid::from_child(&server.child), Signal::TERM).unwrap();
        server.child.wait().unwrap();
        let left = fs::read_to_string(&path).unwrap();
        assert!(whole(&left) && left.starts_with(list().trim_end()), "{left}");
        fs::write(&path, list()).unwrap();
    }
}
