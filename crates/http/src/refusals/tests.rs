//! Every refusal has its words, in every language.

use super::*;
use crate::lang::Lang;
use crate::said::Texts;

#[test]
fn every_code_says_what_happened_why_and_what_to_do_in_both_languages() {
    for lang in Lang::ALL {
        let t = Texts::get(lang);
        for code in Code::ALL {
            let text = refusal(t, *code);
            for part in [&text.title, &text.explanation, &text.remedy] {
                assert!(part.len() > 5 && !part.contains("refusal-"), "{code:?} in {lang:?}: {part}");
            }
            assert!(
                !text.title.ends_with('.') && text.explanation.ends_with('.') && text.remedy.ends_with('.')
            );
        }
    }
}

#[test]
fn a_rule_is_named_as_the_rule_book_numbers_it() {
    for code in Code::ALL {
        let rule = rule(*code);
        assert!(rule.is_empty() || rule.starts_with("R-") || rule.starts_with("D-"), "{rule}");
    }
    assert_eq!(rule(Code::Count), "R-AVAIL-7");
}

#[test]
fn a_role_that_does_not_suffice_names_the_rule_of_what_was_refused() {
    use cupo_domain::access::{Action, action_key};
    let rules: Vec<&str> = [
        Action::AssignLicenses,
        Action::EditLocation,
        Action::DeleteUsers,
        Action::ChangeSubscriptions,
        Action::ViewSubscriptions,
        Action::ChangeSettings,
    ]
    .into_iter()
    .map(|action| role_rule(action_key(action)))
    .collect();
    assert_eq!(rules, ["R-ROLE-1", "R-ROLE-4", "R-ROLE-5", "R-ROLE-9", "R-ROLE-8", "E-ROLE"]);
}
