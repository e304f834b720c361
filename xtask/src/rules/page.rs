//! Lays out `docs/rules.md`: the figures first, then one table for each section.
//! It must never say more about a rule than its entry and its tests do.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::book::{Book, Duty, Rule};
use super::scan::Naming;

const HEAD: &str = "\
<!-- Written by `cargo xtask rules` from docs/reference/rules.toml and the names of the tests; edit those. -->

# Rules and their tests

Each rule that Cupo answers for carries the tests that name it. A test named `r_avail_8_…` or `inv_12_…`, or a \
browser test with `R-AVAIL-8` in its title, stands for that rule.

- *enforced*: at least one test names it.
- *open*: ours, and no test names it.
- *later*: ours, and the named area brings it; *begun* when tests name a part of it already.
- *not ours*: somebody else's to keep, or a limit that Cupo does not copy.
";

#[derive(Clone, Copy, Default)]
struct Count {
    enforced: usize,
    open: usize,
    later: usize,
    not_ours: usize,
}

impl Count {
    fn all(self) -> usize {
        self.enforced + self.open + self.later + self.not_ours
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.enforced += other.enforced;
        self.open += other.open;
        self.later += other.later;
        self.not_ours += other.not_ours;
    }
}

type Tests<'a> = BTreeMap<&'a str, Vec<&'a Naming>>;

/// The page, and its summary in one line.
pub fn write(book: &Book, namings: &[Naming]) -> (String, String) {
    let mut tests = Tests::new();
    for naming in namings {
        tests.entry(&naming.id).or_default().push(naming);
    }
    let (mut total, mut figures, mut tables) = (Count::default(), String::new(), String::new());
    for section in book.sections() {
        let (count, table) = table(book, section, &tests);
        figures.push_str(&figures_row(section, count));
        tables.push_str(&format!(
            "\n## {section}\n\n| Rule | In our words | Tests | State |\n|---|---|---|---|\n"
        ));
        tables.push_str(&table);
        total += count;
    }
    let Count { enforced, open, later, not_ours } = total;
    let rules = total.all();
    let summary =
        format!("{rules} rules: {enforced} enforced, {open} open, {later} later, {not_ours} not ours");
    let titles = "| Section | Rules | Enforced | Open | Later | Not ours |\n|---|--:|--:|--:|--:|--:|\n";
    let all = figures_row("**All**", total);
    (format!("{HEAD}\n**{summary}.**\n\n{titles}{figures}{all}{tables}"), summary)
}

fn figures_row(title: &str, count: Count) -> String {
    let Count { enforced, open, later, not_ours } = count;
    format!("| {title} | {} | {enforced} | {open} | {later} | {not_ours} |\n", count.all())
}

fn table(book: &Book, section: &str, tests: &Tests<'_>) -> (Count, String) {
    let (mut count, mut text) = (Count::default(), String::new());
    for rule in book.rules.iter().filter(|rule| rule.section == section) {
        let tests = tests.get(rule.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let state = state(rule, !tests.is_empty(), &mut count);
        let cells = [cell(&rule.id), cell(&rule.text), listed(tests), cell(&state)];
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    (count, text)
}

fn state(rule: &Rule, tested: bool, count: &mut Count) -> String {
    let (counter, text) = match rule.duty() {
        Duty::NotOurs(reason) => (&mut count.not_ours, format!("not ours: {reason}")),
        Duty::Later(area) if tested => (&mut count.later, format!("later: {area} (begun)")),
        Duty::Later(area) => (&mut count.later, format!("later: {area}")),
        Duty::Ours if tested => (&mut count.enforced, "enforced".to_owned()),
        Duty::Ours => (&mut count.open, "open".to_owned()),
    };
    *counter += 1;
    text
}

/// Each file once, with its tests.
fn listed(tests: &[&Naming]) -> String {
    let groups = tests.chunk_by(|one, next| one.file == next.file);
    let line = |group: &[&Naming]| {
        let names: Vec<String> = group.iter().map(|naming| format!("`{}`", cell(&naming.test))).collect();
        let file = group.first().map_or("", |naming| naming.file.as_str());
        format!("{file}: {}", names.join(", "))
    };
    groups.map(line).collect::<Vec<_>>().join("<br>")
}

/// A bar would end the cell, a line break the table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(id: &str, file: &str, test: &str) -> Naming {
        Naming { id: id.to_owned(), file: file.to_owned(), test: test.to_owned() }
    }

    fn written(namings: &[Naming]) -> (String, String) {
        let entries = [
            ("R-A-1", "One.", "enforced = true"),
            ("R-A-2", "Two | or\\n more.", "enforced = true"),
            ("R-A-3", "Three.", "enforced = true\nlater = \"groups\""),
            ("R-A-4", "Four.", "not_ours = \"the mail server does it\""),
        ];
        let text = entries.map(|(id, text, rest)| {
            format!("[[rule]]\nid = \"{id}\"\nsection = \"A\"\ntext = \"{text}\"\n{rest}\n")
        });
        write(&Book::parse(&text.concat()).expect("good entries"), namings)
    }

    #[test]
    fn states_follow_from_entries_and_tests() {
        let (page, summary) = written(&[naming("R-A-1", "a.rs", "r_a_1_x")]);
        assert_eq!(summary, "4 rules: 1 enforced, 1 open, 1 later, 1 not ours");
        assert!(page.contains("| A | 4 | 1 | 1 | 1 | 1 |\n| **All** | 4 | 1 | 1 | 1 | 1 |\n"), "{page}");
        assert!(page.contains("\n| R-A-1 | One. | a.rs: `r_a_1_x` | enforced |\n"), "{page}");
        assert!(page.contains("\n| R-A-2 | Two \\| or more. |  | open |\n"), "{page}");
        assert!(page.contains("\n| R-A-3 | Three. |  | later: groups |\n"), "{page}");
        assert!(page.contains("\n| R-A-4 | Four. |  | not ours: the mail server does it |\n"), "{page}");
    }

    #[test]
    fn a_test_makes_a_later_rule_begun_and_a_foreign_one_no_less_foreign() {
        let (page, summary) = written(&[naming("R-A-3", "a.rs", "x"), naming("R-A-4", "a.rs", "y")]);
        assert_eq!(summary, "4 rules: 0 enforced, 2 open, 1 later, 1 not ours");
        assert!(page.contains("| a.rs: `x` | later: groups (begun) |\n"), "{page}");
        assert!(page.contains("| a.rs: `y` | not ours: the mail server does it |\n"), "{page}");
    }

    #[test]
    fn a_file_stands_once_before_its_tests() {
        let namings = [("a.rs", "one"), ("a.rs", "two"), ("b.mjs", "three | four")];
        let (page, _) = written(&namings.map(|(file, test)| naming("R-A-1", file, test)));
        assert!(page.contains("| a.rs: `one`, `two`<br>b.mjs: `three \\| four` |"), "{page}");
    }
}
