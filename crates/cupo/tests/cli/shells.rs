//! Help and completions: complete, and understood by the shells that are there.

use std::process::Command;

use crate::bench::{Folder, Local, command, run};

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
fn help_tables_and_answers_are_there_in_spanish() {
    let local = Local::new();
    let help = local.run(&["license", "assign", "--help", "--lang", "es"]).done();
    for text in ["Uso: cupo license assign", "Opciones:", "Ejemplos:", "Dónde y cómo:", "Dar licencias"] {
        assert!(help.contains(text), "{text}: {help}");
    }
    assert!(!help.contains("Usage") && !help.contains("Show what would happen"), "{help}");
    let mut whole = command(&local.folder.0);
    whole.env("LC_ALL", "es_ES.UTF-8").args(["--help"]);
    let whole = run(whole, "").done();
    assert!(whole.contains("Códigos de salida:") && whole.contains("Órdenes:"), "{whole}");
    let version = local.run(&["--lang=es", "--version"]).done();
    assert!(version.starts_with("cupo "), "{version}");
    let user = local.names("licensed=no", 2).remove(1);
    let table = local.run(&["user", "list", "--lang", "es", "--limit", "2"]).done();
    assert!(table.starts_with("Nombre para mostrar") && table.contains("permitido"), "{table}");
    let shown =
        local.run(&["license", "assign", &user, "--product", "FLOW_FREE", "--dry-run", "--lang", "es"]);
    let shown = shown.done();
    assert!(shown.contains("1 usuario: 1 cambiará") && shown.contains("Disponibles después"), "{shown}");
    let done = local.run(&["license", "assign", &user, "--product", "FLOW_FREE", "--yes", "--lang", "es"]);
    assert!(done.done().contains("Se puede deshacer hasta"));
    let wrong = local.run(&["user", "list", "--lang", "es", "--colour"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    let json = local.run(&["user", "list", "--lang", "es", "--json"]).json();
    assert!(json["items"][0]["sign_in"].is_boolean(), "what programs read knows no language");
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
