//! What was found in a file of users, in the words that all surfaces have. It must never hold a sentence.

use cupo_app::import::users::{Column, FileError, UserFinding};
use cupo_http::findings;

use crate::texts::Texts;

pub(super) use cupo_http::findings::value;

/// The heading of a column as the reader's template has it.
pub(super) fn heading(t: &Texts, column: Column) -> &'static str {
    findings::heading(t.said(), column)
}

/// What was found, and what to do.
pub(super) fn finding(t: &Texts, what: &UserFinding) -> String {
    findings::finding(t.said(), what)
}

/// Why a whole file cannot be read: one line for each thing that is wrong.
pub(super) fn file_error(t: &Texts, error: &FileError) -> Vec<String> {
    findings::file_error(t.said(), error, |column| heading(t, column))
}
