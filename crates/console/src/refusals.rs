//! What refusals say on pages: the words that all surfaces share, in the language of the page. It decides nothing.

use cupo_domain::refusal::Code;
use cupo_http::refusals;
pub use cupo_http::refusals::{RefusalText, role_rule, rule};

use crate::texts::Texts;

/// The words of a code, told closer where what was refused has words of its own.
#[must_use]
pub fn refusal_of(t: &Texts, code: Code, subject: &str) -> RefusalText {
    refusals::refusal_of(t.said(), code, subject)
}

/// The words of a code.
#[must_use]
pub fn refusal(t: &Texts, code: Code) -> RefusalText {
    refusals::refusal(t.said(), code)
}
