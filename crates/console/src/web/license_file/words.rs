//! What was found in a file of licenses, in the words that all surfaces have, and what only pages say of it.

use cupo_app::import::licenses::{Column, FileError, FileMode, LicenseFinding};
use cupo_app::import_licenses::{LicenseFileReport, Withheld};
use cupo_http::license_findings;

use crate::texts::Texts;

pub(super) use cupo_http::license_findings::value;

/// The heading of a column as the reader's files have it.
pub(super) fn heading(t: &Texts, column: Column) -> &'static str {
    license_findings::heading(t.said(), column)
}

/// What the rows of a file mean.
pub(super) fn mode(t: &Texts, mode: FileMode) -> String {
    match mode {
        FileMode::Assign => t.license_file_assign(),
        FileMode::Revoke => t.license_file_revoke(),
        FileMode::Replace => t.license_file_replace(),
    }
    .into_owned()
}

/// Why there is nothing to save.
pub(super) fn withheld(t: &Texts, why: Withheld) -> String {
    license_findings::withheld(t.said(), why)
}

/// All of it in a sentence.
pub(super) fn sentence(t: &Texts, it: &LicenseFileReport) -> String {
    let mut text = t.import_sentence(it.rejected, it.good, it.rows, it.skipped);
    if it.left_out > 0 {
        text.push(' ');
        text.push_str(&t.license_file_left_out(it.left_out));
    }
    text
}

/// What was found, and what to do.
pub(super) fn finding(t: &Texts, what: &LicenseFinding) -> String {
    license_findings::finding(t.said(), what)
}

/// Why a whole file cannot be read: one line for each thing that is wrong.
pub(super) fn file_error(t: &Texts, error: &FileError) -> Vec<String> {
    license_findings::file_error(t.said(), error)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_mode_has_its_own_words_in_both_languages() {
        for lang in Lang::ALL {
            let modes: BTreeSet<String> =
                FileMode::ALL.iter().map(|it| mode(Texts::get(lang), *it)).collect();
            assert_eq!(modes.len(), 3);
        }
    }
}
