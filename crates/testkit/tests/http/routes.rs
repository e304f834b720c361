//! The routes of the console as its source has them, and requests to each of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::things::Things;

/// Files that wait are kept by the process and not by the server, each person's last one: stories with such a file take
/// turns, since their servers have the same people.
pub static WAITING_FILES: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Method and pattern of every route in the console's source.
pub fn in_source() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../console/src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices(".route(") {
            let call = arguments(&text[at + ".route(".len()..]);
            let pattern = call.split('"').nth(1).unwrap_or_else(|| panic!("{}: {call}", file.display()));
            let handlers = call.split_once("\",").map_or("", |(_, rest)| rest).trim().trim_end_matches(',');
            let named = format!("let {handlers} = ");
            let handlers = match text.split_once(&named) {
                Some((_, rest)) => rest.split(';').next().unwrap_or(""),
                None => handlers,
            };
            let methods: Vec<&str> = ["get", "post", "put", "delete", "patch", "any"]
                .into_iter()
                .filter(|m| calls(handlers, m))
                .collect();
            assert!(!methods.is_empty(), "{}: no method in {call}", file.display());
            for method in methods {
                found.insert((method.to_uppercase(), pattern.to_owned()));
            }
        }
    }
    found
}

/// Whether `get(…)` and the like occurs as a word of its own.
fn calls(text: &str, method: &str) -> bool {
    let call = format!("{method}(");
    text.match_indices(&call)
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// The text up to the parenthesis that closes the call.
fn arguments(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The address of a pattern for the things of a customer.
pub fn address(pattern: &str, things: &Things) -> String {
    pattern
        .replace("{customer}", &things.customer.to_string())
        .replace("{user}", &things.user.to_string())
        .replace("{product}", &things.product.to_string())
        .replace("{subscription}", &things.subscription.to_string())
        .replace("{view}", &things.view.to_string())
        .replace("{group}", &things.group.to_string())
        .replace("{change}", &things.waiting.to_string())
        .replace("{operation}", &things.operation.to_string())
        .replace("{preview}", &things.preview.to_string())
        .replace("{secret}", "no-such-secret")
        .replace("{request}", "00000000-0000-4000-8000-000000000009")
        .replace("{hold}", "00000000-0000-4000-8000-000000000009")
        .replace("{token}", "no-such-link")
        .replace("{hash}", "0")
        .replace("{name}", "cupo.css")
}

/// Whether a form of this pattern has a file.
pub fn takes_file(pattern: &str) -> bool {
    ["/catalogue/import", "/users/import", "/licenses/import"].iter().any(|form| pattern.ends_with(form))
}

/// Sends what the route expects: nothing, a form with its token, or a form with its token and an unfit file.
pub async fn visit(browser: &mut Browser, method: &str, pattern: &str, address: &str) -> Answer {
    match method {
        "GET" => browser.get(address).await,
        _ if takes_file(pattern) => browser.upload(address, b"no heading\n").await,
        _ => browser.post(address, &[]).await,
    }
}
