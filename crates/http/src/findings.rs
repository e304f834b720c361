//! What was found in a file, in words, on every surface: users row by row, rows that are no rows, and files that cannot
//! be read. The matches are exhaustive: a new finding does not compile without its sentence. It must never judge anything.

use std::fmt::Debug;

use cupo_app::import::cells::finding::{FileError, HeadingProblem, NotText, RowFault};
use cupo_app::import::users::{Column, HeadingLanguage, UserFinding};
use cupo_domain::letters::is_reordering;

use crate::lang::Lang;
use crate::said::Texts;

/// The language of headings that the reader's own files have.
#[must_use]
pub fn heading_language(lang: Lang) -> HeadingLanguage {
    match lang {
        Lang::Es => HeadingLanguage::Spanish,
        Lang::En => HeadingLanguage::English,
    }
}

/// The heading of a column as the reader's template has it.
#[must_use]
pub fn heading(t: &Texts, column: Column) -> &'static str {
    column.heading(heading_language(t.lang))
}

/// A letter by its number, because it cannot be seen or would do harm.
#[must_use]
pub fn number(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// Why a text cannot be taken because of a letter in it.
#[must_use]
pub fn letter(t: &Texts, letter: char) -> String {
    if is_reordering(letter) {
        t.finding_bidi(number(letter))
    } else if letter.is_control() {
        t.finding_control(number(letter))
    } else {
        t.finding_invisible(number(letter))
    }
}

/// What was found, and what to do.
#[must_use]
pub fn finding(t: &Texts, what: &UserFinding) -> String {
    plain(t, what).unwrap_or_else(|| with_data(t, what))
}

/// Findings whose sentence needs no data.
fn plain(t: &Texts, what: &UserFinding) -> Option<String> {
    use UserFinding as F;
    Some(
        match what {
            F::UserEmpty => t.finding_user_empty(),
            F::DisplayEmpty => t.finding_display_empty(),
            F::UserNoAt => t.finding_user_no_at(),
            F::UserTwoAt => t.finding_user_two_at(),
            F::UserNoAlias => t.finding_user_no_alias(),
            F::UserNoDomain => t.finding_user_no_domain(),
            F::UserDotStart => t.finding_user_dot_start(),
            F::UserDotEnd => t.finding_user_dot_end(),
            F::UserDotTwice => t.finding_user_dot_twice(),
            F::UserSpace => t.finding_user_space(),
            F::Formula => t.finding_formula(),
            F::Replacement => t.finding_replacement(),
            F::LocationEmpty => t.finding_location_empty(),
            F::EmailForm => t.finding_email_form(),
            _ => return None,
        }
        .into_owned(),
    )
}

fn with_data(t: &Texts, what: &UserFinding) -> String {
    use UserFinding as F;
    match what {
        F::Row(fault) => row_fault(t, fault),
        F::DomainUnknown { domain } => t.finding_domain_unknown(domain),
        F::DomainOneLabel { domain } => t.finding_domain_one_label(domain),
        F::DomainLong { limit, length } => t.finding_domain_long(*length, *limit),
        F::UserAccent { letter } => t.finding_user_accent(letter.to_string()),
        F::UserInvisible { letter } => t.finding_user_zero_width(number(*letter)),
        F::UserHomoglyph { letter, looks_like } => {
            t.finding_user_homoglyph(letter.to_string(), looks_like.to_string())
        }
        F::UserForbidden { letter } => t.finding_user_forbidden(letter.to_string()),
        F::UserLong { limit, length } => t.finding_user_long(*length, *limit),
        F::DuplicateRow { first_line } => t.finding_dup_row(*first_line),
        F::DuplicateUser { first_line } => t.finding_dup_user(*first_line),
        F::TooLong { limit, length } => t.finding_too_long(*length, *limit),
        F::Control { letter } => t.finding_control(number(*letter)),
        F::LocationUnknown { text } => t.finding_location_unknown(text),
        F::Reordering { letter } => t.finding_bidi(number(*letter)),
        F::Invisible { letter } => t.finding_invisible(number(*letter)),
        F::Mojibake { likely } => t.finding_mojibake(likely),
        F::LocationAlias { text, country } => t.finding_location_alias(country.as_str(), text),
        F::ZipNoZero { likely } => t.finding_zip_no_zero(likely),
        F::PhoneScientific { text } => t.finding_phone_scientific(text),
        F::UserEmpty
        | F::DisplayEmpty
        | F::UserNoAt
        | F::UserTwoAt
        | F::UserNoAlias
        | F::UserNoDomain
        | F::UserDotStart
        | F::UserDotEnd
        | F::UserDotTwice
        | F::UserSpace
        | F::Formula
        | F::Replacement
        | F::LocationEmpty
        | F::EmailForm => String::new(),
    }
}

/// What stands in the file, where the finding knows it.
#[must_use]
pub fn value(what: &UserFinding) -> String {
    use UserFinding as F;
    match what {
        F::DomainUnknown { domain } | F::DomainOneLabel { domain } => domain.clone(),
        F::LocationUnknown { text } | F::LocationAlias { text, .. } | F::PhoneScientific { text } => {
            text.clone()
        }
        F::UserAccent { letter } | F::UserForbidden { letter } | F::UserHomoglyph { letter, .. } => {
            letter.to_string()
        }
        F::UserInvisible { letter }
        | F::Control { letter }
        | F::Reordering { letter }
        | F::Invisible { letter } => number(*letter),
        _ => String::new(),
    }
}

/// What a delimiter is called: tabs cannot be seen.
fn delimiter(t: &Texts, letter: char) -> String {
    if letter == '\t' { t.finding_tab().into_owned() } else { letter.to_string() }
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

#[cfg(test)]
mod tests;
