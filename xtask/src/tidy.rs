//! The rules of the house that no compiler checks; STYLE.md gives the reason for each.
//! A check is a pure function from text to findings; it must never change a file.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::shell;

mod source;
mod rust;
mod rooms;
mod map;
mod text;

/// One breach of one rule, with the remedy in its message.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A file of the project that is text, with its path from the root.
struct Page {
    path: String,
    text: String,
}

/// Checks every file that git has or would take.
pub fn check(root: &Path) -> Result<String, String> {
    let names = names(root)?;
    let pages: Vec<Page> = names.iter().filter_map(|path| read(root, path)).collect();
    let mut findings: Vec<Finding> = Vec::new();
    for page in &pages {
        findings.extend(text::check(&page.path, &page.text));
        if page.path.ends_with(".rs") {
            findings.extend(rust::check(&page.path, &page.text));
        }
        if page.path.ends_with("Cargo.toml") {
            findings.extend(rooms::check(&page.path, &page.text));
        }
    }
    match pages.iter().find(|page| page.path == map::MAP) {
        Some(page) => findings.extend(map::check(&page.text, &names)),
        None => findings.push(Finding::new(map::MAP, 1, "is missing; a newcomer starts there")),
    }
    conclude(&findings, names.len())
}

fn conclude(findings: &[Finding], files: usize) -> Result<String, String> {
    if findings.is_empty() {
        return Ok(format!("tidy: {files} files keep the rules of the house"));
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(format!("tidy: {} findings, each against STYLE.md\n{}", findings.len(), lines.join("\n")))
}

/// New files count before they are committed; files that are ignored never do.
fn names(root: &Path) -> Result<Vec<String>, String> {
    let root_name = root.to_string_lossy();
    let words = ["-C", &root_name, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list =
        shell::answer("git", &words).ok_or("tidy asks git for the files, and git gave no answer here")?;
    let names = list.split('\0').filter(|name| !name.is_empty() && root.join(name).is_file());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    Ok(names)
}

/// Pictures and other files that are no text have nothing to check.
fn read(root: &Path, path: &str) -> Option<Page> {
    let text = String::from_utf8(fs::read(root.join(path)).ok()?).ok()?;
    Some(Page { path: path.to_owned(), text })
}
