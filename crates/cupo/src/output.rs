//! What commands say: tables for people, JSON for programs. It must never say on standard output what is no answer;
//! questions, progress and complaints go to standard error.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};
use std::time::Duration;

use cupo_domain::letters::is_reordering;
use cupo_http::lang::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::failure::{Failure, UNAVAILABLE};
use crate::texts::Texts;

mod table;

/// Seconds between two lines about work that goes on.
const TELL_SECONDS: u64 = 10;

pub use table::{Column, Table};

/// How answers are written.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// JSON for programs.
    pub json: bool,
    /// The language of people.
    pub lang: Lang,
}

impl Output {
    /// The texts of the language.
    #[must_use]
    pub fn t(self) -> &'static Texts {
        Texts::get(self.lang)
    }
}

/// Writes to standard output what cannot steer a terminal; a reader that went away is a reason to stop, not a defect.
///
/// # Errors
/// When nobody reads any more, or what is written to is full.
pub fn say(text: &str) -> Result<(), Failure> {
    say_as_it_is(&harmless(text))
}

/// The text with every letter that steers a terminal or reorders a line as its number. In JSON such letters stand in
/// strings only, where the same number means the letter.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let harm = |it: char| (it.is_control() && !matches!(it, '\n' | '\t')) || is_reordering(it);
    if !text.contains(harm) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if harm(letter) {
            safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// Writes what this program has drawn itself.
pub(crate) fn say_as_it_is(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| unwritten(&e))
}

/// Writes a piece of a file as it is; on a terminal, what cannot steer it.
///
/// # Errors
/// As [`say`].
pub fn say_file(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = if out.is_terminal() {
        out.write_all(harmless(&String::from_utf8_lossy(bytes)).as_bytes())
    } else {
        out.write_all(bytes)
    };
    written.and_then(|()| out.flush()).map_err(|e| unwritten(&e))
}

fn unwritten(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::unread(),
        _ => Failure::new(UNAVAILABLE, format!("the answer could not be written: {error}")),
    }
}

/// Tells the person something beside the answer. Nobody listening is no reason to stop.
pub fn tell(text: &str) {
    drop(std::io::stderr().lock().write_all(format!("{}\n", harmless(text)).as_bytes()));
}

/// A value as one line of JSON.
///
/// # Errors
/// When nobody reads any more.
pub fn json_line(value: &impl Serialize) -> Result<(), Failure> {
    say(&format!("{}\n", to_json(value)?))
}

/// A value as JSON.
///
/// # Errors
/// Never in practice.
pub fn to_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map(|text| harmless(&text).into_owned())
        .map_err(|e| Failure::new(crate::failure::DEFECT, format!("writing JSON: {e}")))
}

/// Asks for a yes at the terminal.
///
/// # Errors
/// Usage, when there is no terminal to ask on.
pub fn confirmed(question: &str) -> Result<bool, Failure> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Err(Failure::usage(
            "nothing was changed: there is no terminal to ask on; add --yes to do it, or --dry-run to only look",
        ));
    }
    drop(std::io::stderr().lock().write_all(format!("{} [y/N] ", harmless(question)).as_bytes()));
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|e| Failure::general(format!("reading the answer: {e}")))?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "s" | "sí" | "si"))
}

/// A bar on standard error where a terminal is; nothing elsewhere.
#[must_use]
pub fn bar(total: u64, what: &str) -> ProgressBar {
    let shown = std::io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(total), target);
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}} of {{len}} {what}")) {
        bar.set_style(style);
    }
    bar
}

/// Waits for something long, and where no terminal shows a bar says every while how far it is: a log that is silent for
/// minutes cannot be told from one that has stopped. Short work says nothing.
pub async fn telling<T>(work: impl Future<Output = T>, mut how_far: impl FnMut(u64) -> String) -> T {
    let mut work = std::pin::pin!(work);
    if std::io::stderr().is_terminal() {
        return work.await;
    }
    let (mut seconds, mut told) = (0, false);
    loop {
        tokio::select! {
            biased;
            done = &mut work => {
                if told {
                    tell(&how_far(seconds));
                }
                return done;
            }
            () = tokio::time::sleep(Duration::from_secs(TELL_SECONDS)) => {
                seconds += TELL_SECONDS;
                told = true;
                tell(&how_far(seconds));
            }
        }
    }
}

/// A list that is written while it is read, page by page: JSON `{"items":[…]}` with an item a line, or a table whose
/// columns are as wide as its first page asks.
pub struct Listing {
    output: Output,
    table: Table,
    items: u64,
}

impl Listing {
    /// A list with these columns.
    #[must_use]
    pub fn new(output: Output, columns: &[Column]) -> Self {
        Self { output, table: Table::new(columns), items: 0 }
    }

    /// Writes a page; `row` makes the cells of a person's table.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn page<T: Serialize>(
        &mut self,
        items: &[T],
        row: impl Fn(&T) -> Vec<String>,
    ) -> Result<(), Failure> {
        let mut text = String::new();
        if self.output.json {
            for item in items {
                text.push_str(if self.items == 0 { "{\"items\":[\n" } else { ",\n" });
                text.push_str(&to_json(item)?);
                self.items += 1;
            }
        } else {
            let rows: Vec<Vec<String>> = items.iter().map(row).collect();
            text = self.table.page(&rows);
            self.items += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        }
        say_as_it_is(&text)
    }

    /// Writes the end; `none` is what a person reads when there was nothing.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn end(self, none: &str) -> Result<(), Failure> {
        match (self.output.json, self.items) {
            (true, 0) => say("{\"items\":[]}\n"),
            (true, _) => say("\n]}\n"),
            (false, 0) => {
                tell(none);
                Ok(())
            }
            (false, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_said_steers_a_terminal() {
        assert_eq!(harmless("Ana\tÑandú\n"), "Ana\tÑandú\n");
        assert_eq!(harmless("a\u{1b}[2Jb\r\u{9b}c\u{202e}"), "a\\u001b[2Jb\\u000d\\u009bc\\u202e");
        let json = to_json(&"a\u{9b}\u{202e}").unwrap();
        assert!(json.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "a\u{9b}\u{202e}");
    }
}
