//! Holds ARCHITECTURE.md to the tree: what it names exists, and every room is on it.

use std::collections::BTreeSet;

use super::Finding;

pub const MAP: &str = "ARCHITECTURE.md";
const ENDINGS: [&str; 13] =
    [".rs", ".md", ".toml", ".sql", ".ftl", ".mjs", ".js", ".css", ".json", ".html", ".csv", ".txt", ".lock"];

/// `names` are the paths of all files of the project, from its root.
pub fn check(text: &str, names: &[String]) -> Vec<Finding> {
    let tree = Tree::of(names);
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for token in line.split('`').skip(1).step_by(2) {
            let missing = expand(token).into_iter().filter(|path| tree.lacks(path));
            findings.extend(missing.map(|path| {
                Finding::new(MAP, number, format!("names `{path}`, which does not exist: correct the map"))
            }));
        }
    }
    let absent = tree.rooms.iter().filter(|room| !mentions(text, room));
    findings.extend(absent.map(|room| Finding::new(MAP, 1, format!("does not mention the room `{room}`"))));
    findings
}

fn mentions(text: &str, room: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).any(|word| word == room)
}

struct Tree {
    /// Files and folders, from the root and from `crates`.
    paths: BTreeSet<String>,
    file_names: BTreeSet<String>,
    rooms: BTreeSet<String>,
}

impl Tree {
    fn of(names: &[String]) -> Self {
        let mut tree = Self { paths: BTreeSet::new(), file_names: BTreeSet::new(), rooms: BTreeSet::new() };
        for name in names {
            let short = name.strip_prefix("crates/");
            for path in [Some(name.as_str()), short].into_iter().flatten() {
                let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
                tree.paths.extend(ends.filter_map(|end| path.get(..end)).map(str::to_owned));
            }
            tree.file_names.extend(name.rsplit('/').next().map(str::to_owned));
            tree.rooms.extend(short.and_then(|rest| rest.split_once('/')).map(|(room, _)| room.to_owned()));
        }
        tree
    }

    /// Only for what looks like a path; addresses of pages begin with a slash and are none.
    fn lacks(&self, token: &str) -> bool {
        let odd = |c: char| !(c.is_alphanumeric() || "/._-*".contains(c));
        if token.starts_with('/') || token.contains(odd) {
            return false;
        }
        let has_ending = ENDINGS.iter().any(|ending| token.ends_with(ending));
        let Some((first, _)) = token.split_once('/') else {
            return has_ending && !self.file_names.contains(token) && !token.contains('*');
        };
        if !has_ending && !self.paths.contains(first) {
            return false;
        }
        let fixed = token.split('*').next().unwrap_or_default();
        let stem =
            if fixed == token { token } else { fixed.rsplit_once('/').map_or("", |(folder, _)| folder) };
        !stem.is_empty() && !self.paths.contains(stem.trim_end_matches('/'))
    }
}

/// `a/{b,c}` stands for `a/b` and `a/c`.
fn expand(token: &str) -> Vec<String> {
    let Some((head, rest)) = token.split_once('{') else { return vec![token.to_owned()] };
    let Some((list, tail)) = rest.split_once('}') else { return vec![token.to_owned()] };
    list.split(',').flat_map(|middle| expand(&format!("{head}{}{tail}", middle.trim()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let names =
            ["README.md", "crates/domain/src/lib.rs", "crates/domain/src/rules/a.rs", "e2e/harness.mjs"];
        check(text, &names.map(str::to_owned)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn what_exists_may_be_named_in_any_usual_way() {
        let text = "domain `crates/domain` `crates/domain/src/` `domain/src/lib.rs` `lib.rs` `README.md` \
            `crates/domain/src/rules/*.rs` `crates/*/src` `{crates/domain,e2e}` `e2e/harness.mjs`";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_path_is_left_alone() {
        let text =
            "domain `/sign-in` `cargo xtask test` `text/html` `Store::commit(&Permit)` `app::access` `en/es`";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn what_is_gone_is_found() {
        let text =
            "domain\n`crates/attic` `domain/src/gone.rs` `gone.md` `crates/domain/{src,sql}` `e2e/old/*.mjs`";
        let expected =
            ["crates/attic", "domain/src/gone.rs", "gone.md", "crates/domain/sql", "e2e/old/*.mjs"];
        let found = found(text);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (finding, path) in found.iter().zip(expected) {
            assert!(finding.contains(path) && finding.contains(":2:"), "{finding}");
        }
    }

    #[test]
    fn every_room_is_mentioned_as_a_word() {
        assert_eq!(found("subdomains only").len(), 1);
        assert!(found("the room `domain`").is_empty());
    }
}
