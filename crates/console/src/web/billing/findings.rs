//! What was found in a published list, in words: each code has its sentence in every language, and a new code does not
//! compile until it has.

use cupo_app::import::catalogue::{Oddity, OddityKind, OfficialError, Reject, RejectReason};
use cupo_app::import_catalogue::CatalogueReport;

use crate::pages::FindingRow;
use crate::texts::Texts;

/// Something that was found.
pub(super) enum Finding<'a> {
    /// A row that is left out.
    Rejected(&'a Reject),
    /// Something odd that was taken all the same.
    Odd(&'a Oddity),
}

/// Everything that was found, by line.
pub(super) fn all(report: &CatalogueReport) -> Vec<Finding<'_>> {
    let mut list: Vec<Finding<'_>> = report
        .rejects
        .iter()
        .map(Finding::Rejected)
        .chain(report.oddities.iter().map(Finding::Odd))
        .collect();
    list.sort_by_key(Finding::line);
    list
}

impl Finding<'_> {
    fn line(&self) -> u64 {
        match self {
            Self::Rejected(it) => it.line,
            Self::Odd(it) => it.line,
        }
    }

    /// Whether it belongs to a tab.
    pub fn is_of(&self, kind: &str) -> bool {
        match kind {
            "rejected" => matches!(self, Self::Rejected(_)),
            "odd" => matches!(self, Self::Odd(_)),
            _ => true,
        }
    }

    /// In words.
    pub fn row(&self, t: &Texts) -> FindingRow {
        let line = i64::try_from(self.line()).unwrap_or(i64::MAX);
        match self {
            Self::Rejected(it) => FindingRow {
                line,
                column: it.column.map(|c| c.heading().to_owned()).unwrap_or_default(),
                icon: "refused",
                verdict: t.import_reject().into_owned(),
                text: rejected(t, &it.reason),
                value: visible(&it.seen),
            },
            Self::Odd(it) => FindingRow {
                line,
                column: it.column.map(|c| c.heading().to_owned()).unwrap_or_default(),
                icon: "notice",
                verdict: t.bill_findings_odd().into_owned(),
                text: odd_with_place(t, it),
                value: visible(&it.seen),
            },
        }
    }
}

/// The text of a cell with its control characters made visible, because pages must not hold any.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

fn odd_with_place(t: &Texts, it: &Oddity) -> String {
    let mut text = odd(t, it.kind);
    if !it.taken.is_empty() && it.taken != it.seen {
        text.push(' ');
        text.push_str(&t.bill_odd_taken(visible(&it.taken)));
    }
    if let Some(line) = it.other_line {
        text.push(' ');
        text.push_str(&t.bill_odd_other_line(line));
    }
    text
}

fn odd(t: &Texts, kind: OddityKind) -> String {
    match kind {
        OddityKind::NoBreakSpace => t.bill_odd_no_break_space(),
        OddityKind::Tab => t.bill_odd_tab(),
        OddityKind::OuterBlank => t.bill_odd_outer_blank(),
        OddityKind::DoubleBlank => t.bill_odd_double_blank(),
        OddityKind::InnerBlank => t.bill_odd_inner_blank(),
        OddityKind::GuidCase => t.bill_odd_guid_case(),
        OddityKind::LetterCase => t.bill_odd_letter_case(),
        OddityKind::OtherName => t.bill_odd_other_name(),
        OddityKind::OtherPartNumber => t.bill_odd_other_part_number(),
        OddityKind::CutOff => t.bill_odd_cut_off(),
        OddityKind::NameOfOtherPlan => t.bill_odd_name_of_other_plan(),
        OddityKind::IdentifierAsName => t.bill_odd_identifier_as_name(),
        OddityKind::UnbalancedBracket => t.bill_odd_unbalanced_bracket(),
        OddityKind::FusedNames => t.bill_odd_fused_names(),
        OddityKind::NameMissing => t.bill_odd_name_missing(),
        OddityKind::DuplicateRow => t.bill_odd_duplicate_row(),
        OddityKind::DuplicatePair => t.bill_odd_duplicate_pair(),
        OddityKind::PartNumberShared => t.bill_odd_part_number_shared(),
        OddityKind::ProductNameShared => t.bill_odd_product_name_shared(),
        OddityKind::PlanNameShared => t.bill_odd_plan_name_shared(),
        OddityKind::ProductAndPlan => t.bill_odd_product_and_plan(),
        OddityKind::HeadingAgain => t.bill_odd_heading_again(),
        OddityKind::EmptyRow => t.bill_odd_empty_row(),
    }
    .into_owned()
}

fn rejected(t: &Texts, reason: &RejectReason) -> String {
    match reason {
        RejectReason::CellCount { found } => return t.bill_reject_cell_count(*found),
        RejectReason::OpenQuote => t.bill_reject_open_quote(),
        RejectReason::AfterQuote => t.bill_reject_after_quote(),
        RejectReason::LineTooLong => t.bill_reject_line_too_long(),
        RejectReason::CellTooLong => t.bill_reject_cell_too_long(),
        RejectReason::NotUtf8 => t.bill_reject_not_utf8(),
        RejectReason::ControlCharacter => t.bill_reject_control(),
        RejectReason::Empty => t.bill_reject_empty(),
        RejectReason::BadGuid => t.bill_reject_guid(),
    }
    .into_owned()
}

/// Why a file as a whole is not that list.
pub(super) fn file(t: &Texts, wrong: &OfficialError) -> String {
    match wrong {
        OfficialError::Io(_) => t.bill_file_unreadable().into_owned(),
        OfficialError::Empty => t.bill_file_empty().into_owned(),
        OfficialError::Heading { column, expected, seen } => {
            t.bill_file_heading(*column, *expected, visible(seen))
        }
        OfficialError::TooLarge(bytes) => t.bill_import_large(bytes / (1024 * 1024)),
        OfficialError::TooManyRejects { line, first, max } => t.bill_file_rejects(*first, *line, *max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_oddity_has_a_sentence_of_its_own_in_every_language() {
        for lang in Lang::ALL {
            let t = Texts::get(lang);
            let texts: std::collections::BTreeSet<String> =
                OddityKind::ALL.iter().map(|kind| odd(t, *kind)).collect();
            assert_eq!(texts.len(), OddityKind::ALL.len(), "{}", lang.code());
        }
    }

    #[test]
    fn bytes_of_another_file_never_reach_the_page() {
        let wrong = OfficialError::Heading {
            column: 1,
            expected: "Product_Display_Name",
            seen: "\0\u{1b}[1m".to_owned(),
        };
        let text = file(Texts::get(Lang::En), &wrong);
        assert!(text.contains("Product_Display_Name") && !text.chars().any(char::is_control), "{text:?}");
    }
}
