//! Undoing what one press asked for: a hold, or the life of a subscription.

use cupo_app::changes::What;

use crate::web::commands::told;
use crate::web::operations::undo::{Case, Shown};

/// What undoing it would do.
#[must_use]
pub fn shown(case: &Case, what: &What) -> Shown {
    let it = told(&case.signed, &case.at, what);
    Shown {
        sentence: it.sentence,
        notes: it.notes,
        fields: it.fields,
        clocks: it.clocks,
        confirm: it.button,
        ..Shown::default()
    }
}
