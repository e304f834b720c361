//! The chapter of the guide for scripts and programs is run word for word, in both languages, against a server.

use std::process::Command;

use crate::bench::{Folder, Served, run};

const GUIDES: [(&str, &str, &str); 2] = [
    ("en", include_str!("../../../../docs/guide/en.md"), "## For scripts and programs"),
    ("es", include_str!("../../../../docs/guide/es.md"), "## Para scripts y programas"),
];

/// The chapter without the chapters after it; nothing where the guide has none.
fn chapter((_, guide, heading): (&str, &'static str, &str)) -> &'static str {
    let rest = guide.split_once(&format!("\n{heading}\n")).map_or("", |(_, rest)| rest);
    rest.split_once("\n## ").map_or(rest, |(own, _)| own)
}

/// Its commands.
fn blocks(chapter: &str) -> Vec<&str> {
    let begun = chapter.split("```sh\n").skip(1);
    begun.filter_map(|rest| rest.split_once("\n```").map(|(own, _)| own)).collect()
}

/// The tools that the chapter needs are there.
fn tools() -> bool {
    ["bash", "curl", "jq"]
        .iter()
        .all(|tool| Command::new(tool).arg("--version").output().is_ok_and(|ended| ended.status.success()))
}

#[test]
fn both_languages_have_the_same_chapter_for_programs() {
    let [en, es] = GUIDES.map(chapter);
    let count = |text: &str| (text.matches("\n### ").count(), blocks(text).len());
    assert_eq!(count(en), count(es));
    assert!(blocks(en).len() >= 8, "{}", blocks(en).len());
    assert_eq!(blocks(en), blocks(es), "commands are the same in both languages");
}

#[test]
fn every_address_of_the_chapter_is_in_the_published_document() {
    let document = cupo_api::document::document();
    let known: Vec<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let text = blocks(chapter(GUIDES[0])).join("\n").replace("$home", "$CUPO_SERVER/api/v1/customers/X");
    let mut met = 0;
    for rest in text.split("$CUPO_SERVER/api/v1").skip(1) {
        let path: String = rest.chars().take_while(|c| !matches!(c, '"' | '?' | ' ' | '\n')).collect();
        if path.is_empty() || path == "/customers/$customer" {
            continue;
        }
        let path = path.replace("$(jq", "X");
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &&&str| {
            let pattern: Vec<&str> = pattern.trim_start_matches("/api/v1").split('/').collect();
            pattern.len() == parts.len()
                && pattern.iter().zip(&parts).all(|(own, part)| own.starts_with('{') || own == part)
        };
        // A place that a command fills in is cut at its first space.
        assert!(path.contains('X') && path.ends_with('X') || known.iter().any(|it| fits(&it)), "{path}");
        met += 1;
    }
    assert!(met >= 10, "{met} addresses");
}

#[test]
fn the_chapter_for_programs_works_word_for_word() {
    if !tools() {
        println!("not run: bash, curl and jq are not all here");
        return;
    }
    for guide in GUIDES {
        let served = Served::new("global-admin");
        let folder = Folder::new();
        let script = format!("set -euo pipefail\n{}\n", blocks(chapter(guide)).join("\n"));
        let file = folder.file("chapter.sh", &script);
        let mut ask = Command::new("bash");
        for (key, value) in served.command(&[]).get_envs() {
            match value {
                Some(value) => ask.env(key, value),
                None => ask.env_remove(key),
            };
        }
        let own = std::path::Path::new(env!("CARGO_BIN_EXE_cupo")).parent().unwrap();
        let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
        ask.env("PATH", path).env_remove("CUPO_CUSTOMER").current_dir(&folder.0).arg(&file);
        let ran = run(ask, "");
        assert_eq!(ran.code, 0, "{}\n{}{}", guide.0, ran.out, ran.err);
        let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
        let done: serde_json::Value = serde_json::from_str(&read("operation.json")).unwrap();
        assert_eq!((&done["state"], &done["succeeded"]), (&"done".into(), &1.into()), "{done}");
        let done: serde_json::Value = serde_json::from_str(&read("done.json")).unwrap();
        assert_eq!((&done["state"], &done["succeeded"]), (&"done".into(), &1.into()), "{done}");
        assert!(read("names.txt").lines().count() > 50 && read("outcomes.csv").contains("FLOW_FREE"));
        assert!(ran.out.contains("E-INVALID") && ran.out.contains("nobody is called so"), "{}", ran.out);
        assert!(ran.out.contains("\"state\":\"done\""), "the stream told the end: {}", ran.out);
    }
}
