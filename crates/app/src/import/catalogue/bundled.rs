//! Reads the catalogue that comes with the program. Its text is written by hand, so every mistake is told with the
//! line and the entry, all of them at once. Must never accept a name that stands for nothing.

mod entries;
mod rules;

use std::collections::BTreeMap;

use cupo_domain::ids::Guid;
use serde::Deserialize;
use toml::Spanned;

use super::entry::CatalogueFile;

/// The text of the catalogue.
const TEXT: &str = include_str!("../../../data/catalogue.toml");

/// One mistake in a catalogue file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {entry}: {what}")]
pub struct CatalogueFault {
    /// The line, counted from 1; 0 where none can be named.
    pub line: usize,
    /// The entry.
    pub entry: String,
    /// What is wrong.
    pub what: String,
}

/// The catalogue that comes with the program.
///
/// # Errors
/// Every mistake in its text.
pub fn bundled() -> Result<CatalogueFile, Vec<CatalogueFault>> {
    read_catalogue(TEXT)
}

/// Reads a catalogue from the text of a file.
///
/// # Errors
/// Every mistake in it.
pub fn read_catalogue(text: &str) -> Result<CatalogueFile, Vec<CatalogueFault>> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(text, span.start));
        vec![CatalogueFault { line, entry: "file".to_owned(), what: error.message().to_owned() }]
    })?;
    let mut faults = Faults { text, found: Vec::new() };
    let (plans, keys) = entries::plans(file.plans, &mut faults);
    let products = entries::products(file.products, &keys, &mut faults);
    let rules = rules::rules(file.rules, &keys, &mut faults);
    if faults.found.is_empty() {
        return Ok(CatalogueFile { edition: file.edition, products, plans, rules });
    }
    faults.found.sort_by_key(|fault| fault.line);
    Err(faults.found)
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edition: String,
    plans: BTreeMap<Group, BTreeMap<String, Spanned<entries::PlanText>>>,
    products: Vec<Spanned<entries::ProductText>>,
    rules: Vec<Spanned<rules::RuleText>>,
}

/// The workloads by which plans are grouped.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Group {
    Mail,
    MailArchive,
    Files,
    Apps,
    Search,
    None,
    Unknown,
}

/// The plans by the keys of the file.
type Keys = BTreeMap<String, Guid>;

/// Collects mistakes with their lines.
struct Faults<'a> {
    text: &'a str,
    found: Vec<CatalogueFault>,
}

impl Faults<'_> {
    /// Notes a mistake of the entry that starts at a byte of the text.
    fn add(&mut self, at: usize, entry: &str, what: impl Into<String>) {
        let line = line_of(self.text, at);
        self.found.push(CatalogueFault { line, entry: entry.to_owned(), what: what.into() });
    }

    /// The value, or a note about why there is none.
    fn keep<T>(&mut self, at: usize, entry: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|what| self.add(at, entry, what)).ok()
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
