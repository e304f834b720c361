//! Help and completions: complete, and understood by the shells that are there.

use std::process::Command;

use crate::bench::{Folder, command, run};

fn script(shell: &str) -> String {
    let folder = Folder::new();
    let mut ask = command(&folder.0);
    ask.args(["completions", shell]);
    run(ask, "").done()
}

#[test]
fn completions_know_every_command_and_parse() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let text = script(shell);
        for word in ["license", "assign", "operation", "strict", "everybody", "completions"] {
            assert!(text.contains(word), "{shell} {word}");
        }
    }
    for (shell, args) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        let folder = Folder::new();
        let file = folder.file("script", &script(shell));
        // A shell that is not installed cannot be asked.
        let Ok(ended) = Command::new(shell).args(args).arg(&file).output() else { continue };
        assert!(ended.status.success(), "{shell}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn help_tells_places_exit_codes_and_examples() {
    let folder = Folder::new();
    let help = |args: &[&str]| {
        let mut ask = command(&folder.0);
        ask.args(args);
        run(ask, "").done()
    };
    let whole = help(&["--help"]);
    for text in ["Exit codes:", "CUPO_SERVER", "configuration file", "Examples:", "in use"] {
        assert!(whole.contains(text), "{text}");
    }
    for args in
        [&["license", "assign", "--help"][..], &["user", "import", "--help"], &["app", "token", "--help"]]
    {
        assert!(help(args).contains("Example"), "{args:?}");
    }
}
