//! The table from rule to tests: `docs/rules.md`, made of `docs/reference/rules.toml` and the names of the tests.
//! It must never call a rule enforced that no test names, nor let a test name a rule that does not exist.

use std::fs;
use std::path::{Path, PathBuf};

mod book;
mod page;
mod scan;

use book::Book;
use scan::Naming;

const BOOK: &str = "docs/reference/rules.toml";
const PAGE: &str = "docs/rules.md";
const PLACES: [&str; 2] = ["crates", "e2e"];
/// Folders that hold other people's files, or none that a person wrote.
const FOREIGN: [&str; 2] = ["node_modules", "target"];

/// Writes the table and answers with its summary in one line.
pub fn generate(root: &Path) -> Result<String, String> {
    let (markdown, summary) = render(root)?;
    fs::write(root.join(PAGE), markdown).map_err(|error| format!("{PAGE}: {error}"))?;
    Ok(format!("{PAGE}: {summary}"))
}

/// Fails unless the committed table is the one that would be generated now.
pub fn check(root: &Path) -> Result<(), String> {
    let (markdown, _) = render(root)?;
    match fs::read_to_string(root.join(PAGE)) {
        Ok(committed) if committed == markdown => Ok(()),
        Ok(_) => Err(format!("{PAGE} is not current: run `cargo xtask rules` and commit it")),
        Err(error) => Err(format!("{PAGE}: {error}; run `cargo xtask rules` and commit it")),
    }
}

fn render(root: &Path) -> Result<(String, String), String> {
    let book = Book::parse(&read(root, Path::new(BOOK))?).map_err(|error| format!("{BOOK}: {error}"))?;
    let mut files = Vec::new();
    for place in PLACES {
        collect(root, Path::new(place), &mut files)?;
    }
    files.sort();
    let mut namings = Vec::new();
    let mut mistakes = Vec::new();
    for file in &files {
        let found = scan::tests_in(&shown(file), &read(root, file)?);
        namings.extend(found.namings);
        mistakes.extend(found.mistakes);
    }
    mistakes.extend(unknown(&book, &namings));
    if mistakes.is_empty() { Ok(page::write(&book, &namings)) } else { Err(mistakes.join("\n")) }
}

fn unknown(book: &Book, namings: &[Naming]) -> Vec<String> {
    let strange = namings.iter().filter(|naming| !book.knows(&naming.id));
    let message = |naming: &Naming| {
        let Naming { file, test, id } = naming;
        format!("{file}: the test `{test}` names {id}, which is not in {BOOK}: correct the name")
    };
    strange.map(message).collect()
}

fn read(root: &Path, path: &Path) -> Result<String, String> {
    fs::read_to_string(root.join(path)).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files that can hold tests, by their path from the root.
fn collect(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !root.join(folder).is_dir() {
        return Ok(());
    }
    let entries =
        fs::read_dir(root.join(folder)).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let entry = entry.map_err(|error| format!("{}: {error}", folder.display()))?;
        let path = folder.join(entry.file_name());
        // A link may lead out of the project or back up.
        let kind = entry.file_type().map_err(|error| format!("{}: {error}", path.display()))?;
        if kind.is_dir() {
            if !FOREIGN.iter().any(|name| path.ends_with(name)) {
                collect(root, &path, files)?;
            }
        } else if kind.is_file() && scan::may_hold_tests(&shown(&path)) {
            files.push(path);
        }
    }
    Ok(())
}

/// With `/`, on every system.
fn shown(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "[[rule]]\nid = \"R-BULK-8\"\nsection = \"Bulk\"\ntext = \"A.\"\nenforced = true\n\
        [[rule]]\nid = \"INV-2\"\nsection = \"Invariants\"\ntext = \"B.\"\nenforced = true\n";

    /// A project of its own in a folder of the system's, named after the test.
    fn project(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("cupo-rules-{}-{name}", std::process::id()));
        for (path, text) in [(BOOK, TWO)].iter().chain(files) {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("created");
            fs::write(file, text).expect("written");
        }
        root
    }

    #[test]
    fn what_is_generated_is_current_until_a_test_is_added() {
        let test = "#[test]\nfn r_bulk_8_partial_changes_nobody() {}\n";
        let root = project("current", &[("crates/a/src/deep/a.rs", test)]);
        assert!(check(&root).expect_err("no page yet").contains("cargo xtask rules"));
        assert!(generate(&root).expect("written").contains("2 rules: 1 enforced, 1 open"));
        assert_eq!(check(&root), Ok(()));
        fs::write(root.join("crates/a/src/b.rs"), "#[test]\nfn inv_2_two_sources_one_seat() {}\n")
            .expect("b");
        assert!(check(&root).expect_err("a new test").contains("not current"));
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn a_test_with_an_unknown_rule_fails_with_file_and_name() {
        let browser = "test(\"R-BULK-9: the page\", run);\n";
        let foreign = "test(\"R-NONE-1\", run);\n";
        let files = [("e2e/deep/b.test.mjs", browser), ("e2e/node_modules/x/c.mjs", foreign)];
        let root = project("unknown", &files);
        let error = generate(&root).expect_err("unknown");
        assert!(error.contains("e2e/deep/b.test.mjs: ") && error.contains("`R-BULK-9: the page`"), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!root.join(PAGE).exists(), "nothing is written");
        fs::remove_dir_all(root).expect("removed");
    }
}
