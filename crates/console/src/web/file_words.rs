//! What can be said of any file of cells, in words: verdicts, rows that are no rows, and files that cannot be read.
//! The matches are exhaustive: a new fault does not compile without its sentence.

use std::fmt::Debug;

use cupo_app::import::cells::finding::{FileError, HeadingProblem, NotText, RowFault, Verdict};
use cupo_app::import::cells::heading::HeadingLanguage;

use crate::lang::Lang;
use crate::texts::Texts;

/// The language of headings that the reader's own files have.
#[must_use]
pub fn heading_language(t: &Texts) -> HeadingLanguage {
    match t.lang {
        Lang::Es => HeadingLanguage::Spanish,
        Lang::En => HeadingLanguage::English,
    }
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

/// What a delimiter is called: tabs cannot be seen.
fn delimiter(t: &Texts, letter: char) -> String {
    if letter == '\t' { t.start_tab().into_owned() } else { letter.to_string() }
}

/// Why a row is no row, and what to do.
#[must_use]
pub fn row_fault(t: &Texts, fault: &RowFault) -> String {
    match fault {
        RowFault::OpenQuote => t.finding_open_quote().into_owned(),
        RowFault::TextAfterQuote => t.finding_text_after_quote().into_owned(),
        RowFault::MixedEncoding => t.finding_mixed_encoding().into_owned(),
        RowFault::EmptyLine => t.finding_empty_line().into_owned(),
        RowFault::OnlyDelimiters => t.finding_only_delimiters().into_owned(),
        RowFault::HeadingAgain => t.finding_heading_again().into_owned(),
        RowFault::CellsFew { expected, found } => t.finding_cells_few(*expected, *found),
        RowFault::CellsMany { expected, found } => t.finding_cells_many(*expected, *found),
        RowFault::OtherDelimiter { expected, found } => {
            t.finding_other_delimiter(delimiter(t, *expected), delimiter(t, *found))
        }
        RowFault::RowLong { limit } => t.finding_row_long(*limit),
    }
}

/// Why a whole file cannot be read: one line for each thing that is wrong.
pub fn file_error<C: Copy + Debug>(
    t: &Texts,
    error: &FileError<C>,
    heading: impl Fn(C) -> &'static str,
) -> Vec<String> {
    let first = match error {
        FileError::Empty => t.file_empty().into_owned(),
        FileError::NotText(NotText::Workbook) => t.file_workbook().into_owned(),
        FileError::NotText(NotText::Binary) => t.file_binary().into_owned(),
        FileError::HeadingAbsent { line, first_cell } => t.file_heading_absent(*line, first_cell),
        FileError::Headings { line, .. } => t.file_headings_wrong(*line),
        FileError::HeadingBroken { line } => t.file_heading_broken(*line),
        FileError::Rows { limit } => t.file_rows(*limit),
        FileError::Read { line, .. } => t.file_read(*line),
    };
    let problems = match error {
        FileError::Headings { problems, .. } => problems.as_slice(),
        _ => &[],
    };
    let problem = |problem: &HeadingProblem<C>| match problem {
        HeadingProblem::Unknown { cell, text } => t.file_heading_unknown(*cell, text),
        HeadingProblem::Twice { cell, column } => t.file_heading_twice(*cell, heading(*column)),
        HeadingProblem::Missing { column } => t.file_heading_missing(heading(*column)),
    };
    std::iter::once(first).chain(problems.iter().map(problem)).collect()
}
