//! The rules for one Rust file: its head, its length, and what may not stand in it.

use super::Finding;
use super::source::{self, Source};

/// What fits a reader's head at once, without the tests.
const FILE_LINES_MAX: usize = 500;

pub fn check(path: &str, text: &str) -> Vec<Finding> {
    let source = source::parse(text);
    let mut findings = Vec::new();
    if !text.starts_with("//!") {
        findings.push(Finding::new(
            path,
            1,
            "does not open with `//!`: say what it is for and must never do",
        ));
    }
    let lines = lines_without_tests(path, &source.code);
    if lines > FILE_LINES_MAX {
        let message =
            format!("has {lines} lines without its tests, above {FILE_LINES_MAX}: split it by subject");
        findings.push(Finding::new(path, FILE_LINES_MAX + 1, message));
    }
    findings.extend(banned_code(path, &source));
    findings.extend(statements(path, &source));
    findings.extend(leftovers(path, &source));
    findings
}

fn banned_code(path: &str, source: &Source<'_>) -> Vec<Finding> {
    let in_domain = path.starts_with("crates/domain/");
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(source.code.lines()) {
        let packed: String = line.split_whitespace().collect();
        if packed.contains("#[allow(") || packed.contains("#![allow(") {
            let message = "`allow` outlives its cause: use `#[expect(lint, reason = \"…\")]`";
            findings.push(Finding::new(path, number, message));
        }
        if in_domain && words(line).any(|word| word == "async" || word == "await") {
            findings.push(Finding::new(path, number, "domain decides without waiting: no async here"));
        }
    }
    findings
}

/// SQL lives in the store alone; the test bench may look behind the store's back.
fn statements(path: &str, source: &Source<'_>) -> Vec<Finding> {
    let is_room = path.starts_with("crates/");
    if !is_room || path.starts_with("crates/store/") || path.starts_with("crates/testkit/") {
        return Vec::new();
    }
    let statements = source.literals.iter().filter(|literal| is_statement(literal.text));
    let message = "SQL outside crates/store: give the store a function that says what is wanted";
    statements.map(|literal| Finding::new(path, literal.line, message)).collect()
}

fn is_statement(literal: &str) -> bool {
    let words: Vec<&str> =
        literal.split_whitespace().map(|word| word.trim_matches(['"', '(', '#', 'r'])).collect();
    words
        .windows(2)
        .any(|pair| matches!(pair, ["SELECT", _] | ["INSERT", "INTO" | "OR"] | ["DELETE", "FROM"]))
        || words.windows(3).any(|three| matches!(three, ["UPDATE", _, "SET"]))
}

fn leftovers(path: &str, source: &Source<'_>) -> Vec<Finding> {
    let notes =
        source.comments.iter().filter(|note| words(note.text).any(|word| word == "TODO" || word == "FIXME"));
    notes
        .map(|note| Finding::new(path, note.line, "a note to oneself: do it, or file it where it is read"))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

fn lines_without_tests(path: &str, code: &str) -> usize {
    if path.contains("/tests/") || path.contains("/benches/") || path.ends_with("tests.rs") {
        return 0;
    }
    let (mut count, mut depth, mut announced) = (0, 0_usize, false);
    for line in code.lines() {
        let opened = line.matches('{').count();
        let closed = line.matches('}').count();
        if depth > 0 {
            depth = (depth + opened).saturating_sub(closed);
        } else if announced && line.trim_start().starts_with("mod ") {
            depth = opened.saturating_sub(closed);
            announced = false;
        } else {
            announced = line.trim() == "#[cfg(test)]" || (announced && line.trim_start().starts_with('#'));
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        check(path, text).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_file_opens_with_its_purpose() {
        assert!(messages("xtask/src/a.rs", "//! For this.\nfn a() {}\n").is_empty());
        assert_eq!(messages("xtask/src/a.rs", "fn a() {}\n").len(), 1);
    }

    #[test]
    fn long_files_are_found_and_their_tests_are_not_counted() {
        let body = "fn a() {}\n".repeat(FILE_LINES_MAX - 1);
        let inline = "#[cfg(test)]\nmod tests {\n    fn b() {}\n    fn c() {\n    }\n}\n";
        let kept = messages("crates/app/src/a.rs", &format!("//! A.\n{body}"));
        assert!(kept.is_empty(), "{kept:?}");
        let with_tests = lines_without_tests("crates/app/src/a.rs", &format!("//! A.\n{body}{inline}"));
        assert_eq!(with_tests, FILE_LINES_MAX + 1, "the attribute alone is counted");
        let found = messages("crates/app/src/a.rs", &format!("//! A.\n{body}fn z() {{}}\n"));
        assert!(found.first().is_some_and(|text| text.contains("501 lines")), "{found:?}");
        assert!(messages("crates/app/src/a/tests.rs", &format!("//! A.\n{body}{body}")).is_empty());
    }

    #[test]
    fn code_after_inline_tests_is_counted_again() {
        let text = "#[cfg(test)]\nmod tests {\n    const X: u8 = 1;\n}\nfn after() {}\n";
        assert_eq!(lines_without_tests("crates/app/src/a.rs", text), 2);
    }

    #[test]
    fn sql_is_for_the_store() {
        let text = "//! A.\nconst A: &str = \"SELECT name FROM users\";\n";
        assert_eq!(messages("crates/app/src/a.rs", text).len(), 1);
        assert!(messages("crates/store/src/a.rs", text).is_empty());
        assert!(messages("crates/testkit/src/a.rs", text).is_empty());
        for statement in
            ["INSERT INTO a", "x; UPDATE a SET b = 1", "DELETE FROM a", "(SELECT 1)", "SELECT\n 1"]
        {
            assert!(is_statement(statement), "{statement}");
        }
        for sentence in ["Select a user", "UPDATE now", "// SELECT x", "DELETE", "SELECT"] {
            let found = is_statement(sentence);
            assert_eq!(found, sentence.starts_with("//"), "{sentence}");
        }
        assert!(messages("crates/app/src/a.rs", "//! A.\n// SELECT x FROM y\n").is_empty());
    }

    #[test]
    fn domain_does_not_wait() {
        let text = "//! A.\nasync fn a() {}\n// async in a comment\nconst B: &str = \"async\";\n";
        assert_eq!(messages("crates/domain/src/a.rs", text).len(), 1);
        assert!(messages("crates/app/src/a.rs", text).is_empty());
    }

    #[test]
    fn allow_is_forbidden_in_code_only() {
        let text =
            "//! A.\n#[allow(dead_code)]\nfn a() {}\n#![ allow(x)]\nconst B: &str = \"#[allow(x)]\";\n";
        assert_eq!(messages("crates/app/src/a.rs", text).len(), 2);
        assert!(messages("crates/app/src/a.rs", "//! A.\n#[expect(dead_code, reason = \"r\")]\n").is_empty());
    }

    #[test]
    fn notes_to_oneself_are_found() {
        let note = concat!("//! A.\n// TO", "DO: later\nconst A: &str = \"TO", "DO\";\n");
        assert_eq!(messages("crates/app/src/a.rs", note).len(), 1);
    }
}
