//! Files of settings that vanish, are folders, may not be read, or lead in a circle.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

/// Under it the contradiction is no error.
const CALM: &str = "[severity]\noutcome-contradicts-rationale = \"hint\"\n";

/// What `check` complains of in a folder where `imr.toml` is not what it should be, while the defaults hold.
fn told(at: &Path) -> String {
    let output = run(at, &["check", "--format", "json", "a.imr"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    // The letter is checked all the same.
    assert_eq!(json_of(&output)["files"][0]["findings"][0]["code"], CONTRADICTION);
    assert_eq!(json_of(&output)["files"][0]["findings"][0]["severity"], "error");
    text(&output.stderr)
}

#[test]
fn settings_that_are_no_file() {
    let at = folder(&[("a.imr", &contradiction())]);
    let settings = at.path().join("imr.toml");

    fs::create_dir(&settings).unwrap();
    let expected = "imr.toml:1:1: this is a folder and the defaults hold; remove it, or put a file in its place.\n";
    assert_eq!(told(at.path()), format!("error: {expected}"));
    fs::remove_dir(&settings).unwrap();

    symlink("nowhere", &settings).unwrap();
    assert!(told(at.path()).contains("imr.toml:1:1: this is a link that leads nowhere and the defaults hold; "));
    fs::remove_file(&settings).unwrap();

    symlink("imr.toml", &settings).unwrap();
    assert!(told(at.path()).contains("the file cannot be read (Too many levels of symbolic links"));
    fs::remove_file(&settings).unwrap();

    // A pipe that nobody writes to is not waited for.
    let piped = Command::new("mkfifo").arg(&settings).status();
    assert!(piped.unwrap().success());
    assert!(told(at.path()).contains("the file cannot be read (it is no plain file) and the defaults hold; "));
    fs::remove_file(&settings).unwrap();

    fs::write(&settings, b"profile = \"\xff\"").unwrap();
    assert!(told(at.path()).contains("the file is not UTF-8 text and the defaults hold; save it as UTF-8."));
}

#[test]
fn settings_that_may_not_be_read() {
    let at = folder(&[("a.imr", &contradiction()), ("imr.toml", CALM), (".imr-allow.toml", "")]);
    fs::set_permissions(at.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for name in ["imr.toml", ".imr-allow.toml"] {
        fs::set_permissions(at.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let mut command = Command::new(binary());
    command.args(["check", "a.imr"]).current_dir(at.path());
    let Some(mut command) = bound(command) else {
        return skipped("there is no user here whom permissions bind");
    };
    let (status, told) = ended(&command.output().unwrap());
    assert_eq!(status, Some(2), "{told}");
    let ask = "ask for permission to read it.";
    assert!(told.contains(&format!("imr.toml:1:1: the file may not be read and the defaults hold; {ask}")), "{told}");
    assert!(
        told.contains(&format!(".imr-allow.toml:1:1: the file may not be read and nothing is accepted; {ask}")),
        "{told}"
    );
}

#[test]
fn settings_that_vanish_while_a_letter_is_open() {
    let at = folder(&[("a.imr", &contradiction()), ("imr.toml", CALM)]);
    let (settings, letter) = (at.path().join("imr.toml"), uri(at.path(), "a.imr"));
    let mut server = serve(at.path(), shipped());
    let severity = |server: &mut Server| {
        server.notify("textDocument/didSave", json!({ "textDocument": { "uri": letter } }));
        let told = server
            .wait("findings", |m| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == *letter);
        told["params"]["diagnostics"][0]["severity"].as_u64().unwrap()
    };
    server.open_as(&letter, &contradiction(), 1);
    next(&mut server, &letter);
    assert_eq!(severity(&mut server), 4);
    fs::remove_file(&settings).unwrap();
    assert_eq!(severity(&mut server), 1);
    fs::write(&settings, CALM).unwrap();
    assert_eq!(severity(&mut server), 4);
    fs::remove_file(&settings).unwrap();
    fs::create_dir(&settings).unwrap();
    assert_eq!(severity(&mut server), 1);
    let told = next(&mut server, &uri(at.path(), "imr.toml"));
    assert_eq!(told[0].1, "This is a folder and the defaults hold; remove it, or put a file in its place.");
    fs::remove_dir(&settings).unwrap();
    assert_eq!(severity(&mut server), 1);
    assert_eq!(next(&mut server, &uri(at.path(), "imr.toml")), []);
    server.leave();
}

#[test]
fn a_pack_that_leads_in_a_circle() {
    let at =
        folder(&[("a.imr", &contradiction()), ("imr.toml", "packs = [\"own.toml\", \"pipe.toml\", \"no.toml\"]\n")]);
    symlink("other.toml", at.path().join("own.toml")).unwrap();
    symlink("own.toml", at.path().join("other.toml")).unwrap();
    assert!(Command::new("mkfifo").arg(at.path().join("pipe.toml")).status().unwrap().success());
    let (status, told) = ended(&run(at.path(), &["check", "a.imr"]));
    // What the letter itself says is judged all the same.
    assert_eq!(status, Some(1), "{told}");
    let expected =
        "imr.toml:1:10: the pack \"own.toml\" is left out: it cannot be read (Too many levels of symbolic links";
    assert!(told.contains(expected), "{told}");
    assert!(told.contains("the pack \"pipe.toml\" is left out: it cannot be read (it is no plain file)"), "{told}");
    assert!(told.contains("the pack \"no.toml\" is left out: it does not exist"), "{told}");

    let letter = uri(at.path(), "a.imr");
    let mut server = serve(at.path(), shipped());
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(&mut server, &letter)[0].0, CONTRADICTION);
    assert_eq!(next(&mut server, &uri(at.path(), "imr.toml")).len(), 3);
    server.leave();
}
