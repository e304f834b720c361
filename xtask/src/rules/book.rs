//! Reads `rules.toml`: every rule once, and who answers for it.
//! It must never accept an entry that says two things, or nothing, about that.

use serde::Deserialize;

/// What brings the rules that are ours and not begun; a misspelled one would hide them.
const AREAS: [&str; 6] =
    ["groups", "self-service", "lifecycle", "retention", "wire-compatible APIs", "roles"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub section: String,
    pub text: String,
    enforced: Option<bool>,
    not_ours: Option<String>,
    later: Option<String>,
}

/// Who answers for a rule.
#[derive(Debug, PartialEq, Eq)]
pub enum Duty<'a> {
    Ours,
    /// Ours, with the area that brings it.
    Later(&'a str),
    /// With the reason.
    NotOurs(&'a str),
}

impl Book {
    pub fn parse(text: &str) -> Result<Self, String> {
        let book: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let mistakes: Vec<String> = book.mistakes().collect();
        if mistakes.is_empty() { Ok(book) } else { Err(mistakes.join("\n")) }
    }

    pub fn knows(&self, id: &str) -> bool {
        self.rules.iter().any(|rule| rule.id == id)
    }

    /// In the order of the file.
    pub fn sections(&self) -> Vec<&str> {
        let mut sections: Vec<&str> = self.rules.iter().map(|rule| rule.section.as_str()).collect();
        sections.dedup();
        sections
    }

    fn mistakes(&self) -> impl Iterator<Item = String> {
        let doubles = self.rules.iter().enumerate().filter_map(|(at, rule)| {
            let double = self.rules.iter().take(at).any(|earlier| earlier.id == rule.id);
            double.then(|| format!("{} stands here twice: keep one", rule.id))
        });
        let sections = self.sections();
        let torn =
            sections.iter().enumerate().filter(|(at, name)| sections.iter().take(*at).any(|s| s == *name));
        let torn: Vec<String> = torn
            .map(|(_, name)| format!("the section {name} is interrupted: move its rules together"))
            .collect();
        self.rules.iter().filter_map(Rule::mistake).chain(doubles).chain(torn)
    }
}

impl Rule {
    pub fn duty(&self) -> Duty<'_> {
        match (&self.not_ours, &self.later) {
            (Some(reason), _) => Duty::NotOurs(reason),
            (None, Some(area)) => Duty::Later(area),
            (None, None) => Duty::Ours,
        }
    }

    fn mistake(&self) -> Option<String> {
        let id = &self.id;
        if !is_id(id) {
            return Some(format!("`{id}` is no id: write R-AREA-1 or INV-1"));
        }
        if self.text.trim().is_empty() || self.section.trim().is_empty() {
            return Some(format!("{id} has no text or no section: write both"));
        }
        match (self.enforced, &self.not_ours, &self.later) {
            (Some(true), None, None) => None,
            (Some(true), None, Some(area)) => {
                let known = AREAS.contains(&area.as_str());
                (!known).then(|| format!("{id} waits for `{area}`: choose one of {}", AREAS.join(", ")))
            }
            (None, Some(reason), None) => reason
                .trim()
                .is_empty()
                .then(|| format!("{id} is not ours, and why is not said: give the reason")),
            _ => Some(format!("{id} needs either enforced = true, with or without later, or not_ours alone")),
        }
    }
}

/// `R-`, capital letters, `-` and a number, or `INV-` and a number.
fn is_id(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        ["R", area, number] => is_word(area) && is_number(number),
        ["INV", number] => is_number(number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(id: &str, section: &str, rest: &str) -> String {
        format!("[[rule]]\nid = \"{id}\"\nsection = \"{section}\"\ntext = \"T.\"\n{rest}\n")
    }

    fn error(text: &str) -> String {
        Book::parse(text).expect_err("a mistake")
    }

    #[test]
    fn each_entry_says_who_answers() {
        let text = [
            rule("R-A-1", "A", "enforced = true"),
            rule("R-A-2", "A", "enforced = true\nlater = \"groups\""),
            rule("INV-20", "B", "not_ours = \"mail\""),
        ];
        let book = Book::parse(&text.concat()).expect("three good entries");
        let duties: Vec<Duty<'_>> = book.rules.iter().map(Rule::duty).collect();
        assert_eq!(duties, [Duty::Ours, Duty::Later("groups"), Duty::NotOurs("mail")]);
        assert_eq!(book.sections(), ["A", "B"]);
        assert!(book.knows("R-A-2") && !book.knows("R-A-20"));
    }

    #[test]
    fn two_answers_or_none_are_refused() {
        for rest in ["", "enforced = false", "later = \"groups\"", "enforced = true\nnot_ours = \"x\""] {
            assert!(error(&rule("R-A-1", "A", rest)).contains("R-A-1 needs either"), "{rest}");
        }
        assert!(error(&rule("R-A-1", "A", "not_ours = \" \"")).contains("why is not said"));
        assert!(error(&rule("R-A-1", "A", "enforced = true\nlater = \"soon\"")).contains("`soon`"));
    }

    #[test]
    fn ids_are_well_formed_and_unique_and_sections_whole() {
        for id in ["R-A", "R-a-1", "R-A-x", "A-1", "INV-", "R-A-B-1", ""] {
            assert!(error(&rule(id, "A", "enforced = true")).contains("is no id"), "{id}");
        }
        let one = rule("R-A-1", "A", "enforced = true");
        assert!(error(&format!("{one}{one}")).contains("R-A-1 stands here twice"));
        let other = rule("R-B-1", "B", "enforced = true");
        let back = rule("R-A-2", "A", "enforced = true");
        assert!(error(&format!("{one}{other}{back}")).contains("section A is interrupted"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        assert!(error(&rule("R-A-1", "A", "enforcd = true")).contains("enforcd"));
    }
}
