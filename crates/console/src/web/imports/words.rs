//! What was found in a file, in words. The match is exhaustive: a new finding does not compile without its sentence.

use cupo_app::import::users::{Column, FileError, UserFinding};

use crate::texts::Texts;
use crate::web::file_words::{self, heading_language, row_fault};

/// The heading of a column as the reader's template has it.
pub(super) fn heading(t: &Texts, column: Column) -> &'static str {
    column.heading(heading_language(t))
}

/// A letter by its number, because it cannot be seen or would do harm.
fn number(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// What was found, and what to do.
pub(super) fn finding(t: &Texts, what: &UserFinding) -> String {
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
pub(super) fn value(what: &UserFinding) -> String {
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

/// Why a whole file cannot be read: one line for each thing that is wrong.
pub(super) fn file_error(t: &Texts, error: &FileError) -> Vec<String> {
    file_words::file_error(t, error, |column| heading(t, column))
}

#[cfg(test)]
mod tests;
