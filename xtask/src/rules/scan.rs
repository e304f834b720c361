//! Finds the tests of one file and the rules that their names carry.
//! It must never take for a test what no test runner would run.

/// One rule named by one test.
#[derive(Debug, PartialEq, Eq)]
pub struct Naming {
    pub id: String,
    pub file: String,
    pub test: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub namings: Vec<Naming>,
    /// Tests that mean to name a rule and name none, one message each.
    pub mistakes: Vec<String>,
}

/// What node's test runner calls a test, and its parts.
const TITLED: [&str; 5] = ["test", "it", "describe", "suite", "step"];

pub fn may_hold_tests(path: &str) -> bool {
    path.ends_with(".rs") || path.ends_with(".mjs")
}

pub fn tests_in(file: &str, text: &str) -> Found {
    let tests = if file.ends_with(".rs") { functions(text) } else { titles(text) };
    let mut found = Found::default();
    for test in tests {
        let ids = ids(&test);
        if ids.is_empty() && (test.starts_with("r_") || test.starts_with("inv_")) {
            let remedy = "write r_area_1_… or inv_1_…, or another first word";
            found.mistakes.push(format!("{file}: the test `{test}` names no rule: {remedy}"));
        }
        found.namings.extend(ids.into_iter().map(|id| Naming {
            id,
            file: file.to_owned(),
            test: test.clone(),
        }));
    }
    found
}

/// The ids in a name or title, in their order and each once: `r_bulk_8`, `R-BULK-8`, `inv_2`, `INV-2`.
fn ids(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let mut ids = Vec::new();
    let mut rest = words.as_slice();
    while let [_, tail @ ..] = rest {
        let id = match rest {
            [first, area, number, ..] if is(first, "R") && is_word(area) && is_number(number) => {
                Some(format!("R-{}-{number}", area.to_ascii_uppercase()))
            }
            [first, number, ..] if is(first, "INV") && is_number(number) => Some(format!("INV-{number}")),
            _ => None,
        };
        ids.extend(id.filter(|id| !ids.contains(id)));
        rest = tail;
    }
    ids
}

fn is(word: &str, letters: &str) -> bool {
    word.eq_ignore_ascii_case(letters)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphabetic())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// Functions under a test attribute, or inside the braces of a macro, which writes the attribute itself.
fn functions(text: &str) -> Vec<String> {
    let (mut tests, mut attributed) = (Vec::new(), false);
    // Indents at which macros were opened; the layout is checked by rustfmt, so they close at the same one.
    let mut macros: Vec<usize> = Vec::new();
    for line in text.lines() {
        let code = line.trim();
        let indent = line.len() - line.trim_start().len();
        if opens_macro(code) {
            macros.push(indent);
        } else if code.starts_with('}') && macros.last() == Some(&indent) {
            macros.pop();
        }
        if is_test_attribute(code) {
            attributed = true;
        } else if let Some(name) = function(code) {
            if attributed || !macros.is_empty() {
                tests.push(name.to_owned());
            }
            attributed = false;
        } else if !(code.is_empty() || code.starts_with("//") || code.starts_with('#')) {
            attributed = false;
        }
    }
    tests
}

/// `proptest! {` and its like; the definition of a macro holds patterns and no tests.
fn opens_macro(code: &str) -> bool {
    let Some(name) = code.strip_suffix('{').map(str::trim_end).and_then(|rest| rest.strip_suffix('!')) else {
        return false;
    };
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_:".contains(c))
}

/// `#[test]`, `#[tokio::test]`, `#[tokio::test(flavor = "multi_thread")]`.
fn is_test_attribute(code: &str) -> bool {
    let Some(inside) = code.strip_prefix("#[") else { return false };
    let path = inside.split(['(', ']']).next().unwrap_or_default();
    path.trim().rsplit("::").next() == Some("test")
}

fn function(code: &str) -> Option<&str> {
    let mut rest = code;
    if let Some(public) = rest.strip_prefix("pub") {
        let scoped = public.strip_prefix('(').and_then(|scope| scope.split_once(')'));
        rest = scoped.map_or(public, |(_, after)| after).trim_start();
    }
    rest = rest.strip_prefix("async ").unwrap_or(rest).trim_start();
    let name = rest.strip_prefix("fn ")?;
    name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

/// The first argument of `test("…`, `t.test('…` or ``it.only(`…``, on the same line or a later one.
fn titles(text: &str) -> Vec<String> {
    let mut titles = Vec::new();
    for (at, _) in text.match_indices('(') {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let line = before.rsplit('\n').next().unwrap_or_default();
        let called =
            line.rsplit(|c: char| !(c.is_alphanumeric() || "_$.".contains(c))).next().unwrap_or_default();
        let is_comment = line.trim_start().starts_with("//");
        if !is_comment && called.split('.').any(|word| TITLED.contains(&word)) {
            titles.extend(quoted(after.trim_start()));
        }
    }
    titles
}

/// The text between the quote that begins here and its end.
fn quoted(text: &str) -> Option<String> {
    let mut letters = text.chars();
    let quote = letters.next().filter(|c| "\"'`".contains(*c))?;
    let mut title = String::new();
    let mut escaped = false;
    for letter in letters {
        if letter == quote && !escaped {
            return Some(title);
        }
        escaped = letter == '\\' && !escaped;
        if !escaped {
            title.push(letter);
        }
    }
    None
}

#[cfg(test)]
mod tests;
