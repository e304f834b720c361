//! Every way to end that is not well: a clear sentence, the documented exit code, and nothing changed.

use std::process::Stdio;

use crate::bench::{CUSTOMER, Folder, Local, Served, command, run};

#[test]
fn what_is_said_wrongly_ends_with_two() {
    let local = Local::new();
    let user = format!("ana@{CUSTOMER}");
    for args in [
        &["user", "list", "--colour"][..],
        &["user", "list", "--filter", "colour=red"],
        &["user", "list", "--server", "https://x.example", "--database", "sqlite:x"],
        &["user", "list", "--token", "t"],
        &["user", "list", "--server", "x.example"],
        &["license", "assign", "--product", "SPE_E3"],
        &["license", "assign", &user, "--everybody", "--product", "SPE_E3"],
        &["license", "assign", &user, "--product", "SPE_E3", "--strict", "--best-effort"],
        &["license", "assign", &user, "--product", "SPE_E3", "--dry-run", "--yes"],
        &["license", "revoke", &user],
        &["license", "assign", "--csv", "/no/such/file", "--product", "SPE_E3", "--yes"],
        &["license", "assign", "--csv", "-", "--product", "SPE_E3", "--yes"],
        &["license", "assign", "--filter", "search=nobody-at-all", "--product", "SPE_E3", "--yes"],
        &["subscription", "buy", "SPE_E3", "--quantity", "0"],
        &["user", "import", "/no/such/file"],
        &["completions", "tcsh"],
        &["check", "--server", "https://x.example"],
        &["check", "--database", "mysql://x"],
    ] {
        let ran = local.run(args);
        assert_eq!(ran.code, 2, "{args:?} {}{}", ran.out, ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{args:?} {}", ran.out);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
    assert!(local.run(&["operation", "list"]).out.is_empty(), "nothing was done");
    let nowhere = run(
        {
            let mut ask = command(&local.folder.0);
            ask.args(["user", "list", "--customer", CUSTOMER]);
            ask
        },
        "",
    );
    assert_eq!(nowhere.code, 2, "{}", nowhere.err);
    assert!(nowhere.err.contains("--database"), "{}", nowhere.err);
}

#[test]
fn what_is_found_in_a_file_is_a_sentence_in_the_language_of_the_person() {
    let local = Local::new();
    let rows = local.folder.0.join("rows.csv");
    let headings = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
        Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";
    std::fs::write(&rows, format!("{headings}\n,,,Ana,,,,,,,,,,,,Spain\n")).unwrap();
    let path = rows.to_str().unwrap();
    let args = ["user", "import", path, "--dry-run"];
    let english = local.run(&args);
    assert!(
        english.out.contains("line 2: reject user-empty User Name: The user name is required"),
        "{}",
        english.out
    );
    for (key, args) in
        [("LC_ALL", &args[..]), ("LANG", &args), ("NONE", &[&args[..], &["--lang", "es"]].concat())]
    {
        let mut command = local.command(args);
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG").env(key, "es_ES.UTF-8");
        let spanish = run(command, "");
        assert!(spanish.out.contains("El nombre de usuario es obligatorio"), "{key}: {}", spanish.out);
    }
    let refused =
        local.run(&["user", "list", "--customer", "00000000-0000-4000-8000-000000000001", "--lang", "es"]);
    assert!(refused.code == 3 && refused.err.contains("cliente"), "{}", refused.err);
    assert_eq!(local.run(&["user", "list", "--lang", "fr"]).code, 2);
    std::fs::write(&rows, "User Name,\u{1b}[31mRed\u{1b}[0m\nana,b\n").unwrap();
    let steered = local.run(&args);
    assert_eq!(steered.code, 2, "{}", steered.err);
    assert!(!steered.err.contains('\u{1b}') && !steered.out.contains('\u{1b}'), "{:?}", steered.err);
}

#[test]
fn without_a_terminal_nothing_is_done_unasked() {
    let local = Local::new();
    let user = local.names("licensed=no", 2).remove(1);
    let ran = local.run(&["license", "assign", &user, "--product", "FLOW_FREE"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    assert!(local.run(&["operation", "list"]).out.is_empty());
}

#[test]
fn what_is_not_there_ends_with_three() {
    let local = Local::new();
    for args in [
        &["user", "list", "--customer", "unknown.example"][..],
        &["user", "list", "--customer", "0f9b09cb-62d1-4ff4-9129-43f4996f83a1"],
        &["license", "assign", "nobody@serrania.example", "--product", "SPE_E3", "--yes"],
        &["operation", "show", "0f9b09cb-62d1-4ff4-9129-43f4996f83a1"],
        &["app", "remove", "0f9b09cb-62d1-4ff4-9129-43f4996f83a1"],
    ] {
        let ran = local.run(args);
        assert_eq!(ran.code, 3, "{args:?} {}", ran.err);
        let told = local.run(&[args, &["--json"]].concat());
        let line: serde_json::Value = serde_json::from_str(&told.err).unwrap();
        assert_eq!(line["error"]["exit"], 3, "{args:?}");
    }
    let served = Served::new("global-admin");
    let mut nobody = command(&served.local.folder.0);
    nobody.args(["customer", "list", "--server", &served.url, "--token", "wrong"]);
    assert_eq!(run(nobody, "").code, 3);
}

#[test]
fn a_state_that_does_not_allow_it_ends_with_four() {
    let local = Local::new();
    let user = local.names("licensed=no", 2).remove(1);
    local.run(&["license", "assign", &user, "--product", "FLOW_FREE", "--yes"]).done();
    let id =
        local.run(&["operation", "list", "--json"]).json()["items"][0]["id"].as_str().unwrap().to_owned();
    local.run(&["operation", "undo", &id, "--yes"]).done();
    let again = local.run(&["operation", "undo", &id, "--yes"]);
    assert_eq!(again.code, 4, "{}", again.err);
}

#[test]
fn a_server_that_does_not_answer_ends_with_five_and_so_does_a_full_disk() {
    let folder = Folder::new();
    let mut ask = command(&folder.0);
    // Nobody listens on port 1, and only asking for a token is not tried again.
    ask.env("CUPO_CLIENT_ID", "x").env("CUPO_CLIENT_SECRET", "x");
    ask.args(["customer", "list", "--server", "http://127.0.0.1:1"]);
    let ran = run(ask, "");
    assert_eq!(ran.code, 5, "{}", ran.err);
    assert!(ran.err.contains("http://127.0.0.1:1"), "{}", ran.err);
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let local = Local::new();
        let ended = local.command(&["user", "list"]).stdout(full).output().unwrap();
        assert_eq!(ended.status.code(), Some(5), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn a_database_that_cannot_be_used_ends_with_six() {
    let served = Served::new("global-admin");
    let user = format!("x@{CUSTOMER}");
    let busy = served.local.run(&["user", "add", &user, "--display-name", "X", "--location", "ES", "--yes"]);
    assert_eq!(busy.code, 6, "{}", busy.err);
    assert!(busy.err.contains("in use") && busy.err.contains("--server"), "{}", busy.err);
    assert_eq!(served.local.run(&["user", "list"]).code, 0, "reading works beside the server");
    assert_eq!(served.local.run(&["check"]).code, 0);

    let newer = Local::new();
    let file = rusqlite::Connection::open(newer.folder.0.join("cupo.db")).unwrap();
    file.pragma_update(None, "user_version", 9_999).unwrap();
    drop(file);
    for args in [
        &["user", "list"][..],
        &["user", "add", &user, "--display-name", "X", "--location", "ES", "--yes"],
        &["check"],
    ] {
        let ran = newer.run(args);
        assert_eq!(ran.code, 6, "{args:?} {}", ran.err);
        assert!(ran.err.contains("E-VERSION"), "{}", ran.err);
    }
    let missing = newer.run(&[
        "user",
        "add",
        &user,
        "--display-name",
        "X",
        "--location",
        "ES",
        "--yes",
        "--database",
        "sqlite:/no/such.db",
    ]);
    assert_eq!(missing.code, 6, "{}", missing.err);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let local = Local::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended =
        local.command(&["user", "list", "--json"]).stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn the_configuration_file_is_the_weakest_and_misspelled_lines_are_told() {
    let local = Local::new();
    let told = format!("database = '{}'\ncustomer = '{CUSTOMER}'\n", local.database());
    let file = local.folder.file("own.toml", &told);
    let with = |args: &[&str]| {
        let mut ask = command(&local.folder.0);
        ask.args(["--config", &file]).args(args);
        run(ask, "")
    };
    assert!(with(&["user", "list"]).done().contains(CUSTOMER));
    assert_eq!(with(&["user", "list", "--customer", "unknown.example"]).code, 3);
    assert_eq!(with(&["user", "list", "--database", "sqlite:/no/such.db"]).code, 6);
    local.folder.file("own.toml", "databse = 'x'\n");
    let wrong = with(&["user", "list"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("databse") && wrong.err.contains("own.toml"), "{}", wrong.err);
    std::fs::create_dir_all(local.folder.0.join("cupo")).unwrap();
    local.folder.file("cupo/cupo.toml", &told);
    let mut ask = command(&local.folder.0);
    ask.args(["user", "list"]);
    assert!(run(ask, "").done().contains(CUSTOMER), "the person's own file is found");
}
