//! What can be said of any file of cells, in words: verdicts here, faults in the words that all surfaces have. It must
//! never judge a file.

use std::fmt::Debug;

use cupo_app::import::cells::finding::{FileError, RowFault, Verdict};
use cupo_app::import::cells::heading::HeadingLanguage;
use cupo_http::findings;

use crate::texts::Texts;

/// The language of headings that the reader's own files have.
#[must_use]
pub fn heading_language(t: &Texts) -> HeadingLanguage {
    findings::heading_language(t.lang)
}

/// A verdict as shape and word.
#[must_use]
pub fn verdict(t: &Texts, verdict: Verdict) -> (&'static str, String) {
    let (icon, word) = match verdict {
        Verdict::Accept => ("done", t.import_accept()),
        Verdict::Warn => ("changed", t.import_warn()),
        Verdict::Skip => ("unchanged", t.import_skip()),
        Verdict::Reject => ("refused", t.import_reject()),
    };
    (icon, word.into_owned())
}

/// Why a row is no row, and what to do.
#[must_use]
pub fn row_fault(t: &Texts, fault: &RowFault) -> String {
    findings::row_fault(t.said(), fault)
}

/// Why a whole file cannot be read: one line for each thing that is wrong.
pub fn file_error<C: Copy + Debug>(
    t: &Texts,
    error: &FileError<C>,
    heading: impl Fn(C) -> &'static str,
) -> Vec<String> {
    findings::file_error(t.said(), error, heading)
}
