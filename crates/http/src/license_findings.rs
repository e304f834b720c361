//! What was found in a file of licenses, in words, on every surface. The matches are exhaustive: a new finding does not
//! compile without its sentence. It must never judge anything.

use cupo_app::import::licenses::{Column, FileError, LicenseFinding};
use cupo_app::import_licenses::Withheld;

use crate::findings::{self, heading_language, row_fault};
use crate::said::Texts;

/// The heading of a column as the reader's files have it.
#[must_use]
pub fn heading(t: &Texts, column: Column) -> &'static str {
    column.heading(heading_language(t.lang))
}

/// Why there is nothing to save.
#[must_use]
pub fn withheld(t: &Texts, why: Withheld) -> String {
    match why {
        Withheld::Nobody => t.license_file_nobody(),
        Withheld::Rejected => t.license_file_rejected(),
        Withheld::OthersAtRisk => t.license_file_others_at_risk(),
    }
    .into_owned()
}

/// What was found, and what to do.
#[must_use]
pub fn finding(t: &Texts, what: &LicenseFinding) -> String {
    use LicenseFinding as F;
    match what {
        F::Row(fault) => row_fault(t, fault),
        F::NoUser => t.finding_lic_no_user().into_owned(),
        F::UserUnknown { text } => t.finding_lic_user_unknown(text),
        F::NoProduct => t.finding_lic_no_product().into_owned(),
        F::ProductUnknown { text } => t.finding_lic_product_unknown(text),
        F::ProductAmbiguous { text, choices } => t.finding_lic_product_ambiguous(choices, text),
        F::ProductNotOwned { text } => t.finding_lic_product_not_owned(text),
        F::ProductCompany { text } => t.finding_lic_product_company(text),
        F::PlanUnknown { text } => t.finding_lic_plan_unknown(text),
        F::PlanCompany { text } => t.finding_lic_plan_company(text),
        F::PlansAlone => t.finding_lic_plans_alone().into_owned(),
        F::PlansIgnored => t.finding_lic_plans_ignored().into_owned(),
        F::StateUnknown { text } => t.finding_lic_state_unknown(text),
        F::Again { first_line } => t.finding_lic_again(*first_line),
        F::Contradicts { first_line } => t.finding_lic_contradicts(*first_line),
        F::NothingAndSomething { first_line } => t.finding_lic_nothing_and_something(*first_line),
    }
}

/// What stands in the file, where the finding knows it.
#[must_use]
pub fn value(what: &LicenseFinding) -> &str {
    use LicenseFinding as F;
    match what {
        F::UserUnknown { text }
        | F::ProductUnknown { text }
        | F::ProductAmbiguous { text, .. }
        | F::ProductNotOwned { text }
        | F::ProductCompany { text }
        | F::PlanUnknown { text }
        | F::PlanCompany { text }
        | F::StateUnknown { text } => text,
        F::Row(_)
        | F::NoUser
        | F::NoProduct
        | F::PlansAlone
        | F::PlansIgnored
        | F::Again { .. }
        | F::Contradicts { .. }
        | F::NothingAndSomething { .. } => "",
    }
}

/// Why a whole file cannot be read: one line for each thing that is wrong.
#[must_use]
pub fn file_error(t: &Texts, error: &FileError) -> Vec<String> {
    findings::file_error(t, error, |column| heading(t, column))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lang::Lang;

    fn samples() -> Vec<LicenseFinding> {
        use LicenseFinding as F;
        let text = || "Xyz".to_owned();
        vec![
            F::NoUser,
            F::UserUnknown { text: text() },
            F::NoProduct,
            F::ProductUnknown { text: text() },
            F::ProductAmbiguous { text: text(), choices: "A, B".to_owned() },
            F::ProductNotOwned { text: text() },
            F::ProductCompany { text: text() },
            F::PlanUnknown { text: text() },
            F::PlanCompany { text: text() },
            F::PlansAlone,
            F::PlansIgnored,
            F::StateUnknown { text: text() },
            F::Again { first_line: 7 },
            F::Contradicts { first_line: 7 },
            F::NothingAndSomething { first_line: 7 },
        ]
    }

    #[test]
    fn every_finding_has_its_own_sentence_in_both_languages() {
        let codes: Vec<&str> = samples().iter().map(LicenseFinding::code).collect();
        assert_eq!(codes, LicenseFinding::CODES, "the samples are all there is");
        for lang in Lang::ALL {
            let t = Texts::get(lang);
            let sentences: BTreeSet<String> = samples().iter().map(|it| finding(t, it)).collect();
            assert_eq!(sentences.len(), codes.len(), "two say the same in {lang:?}");
            for it in samples() {
                assert!(finding(t, &it).contains(value(&it)), "{} leaves the text out", it.code());
            }
        }
    }
}
