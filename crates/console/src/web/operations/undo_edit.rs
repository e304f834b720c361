//! Bringing the former values of fields back: a user's or the customer's settings.

use cupo_app::edits::EditPreview;

use crate::view::{Note, NoteKind};
use crate::web::changes::{field_value, setting_rows};
use crate::web::operations::undo::{Case, Shown};
use crate::web::words::Names;

/// What bringing them back would do.
#[must_use]
pub fn shown(case: &Case, it: &EditPreview) -> Shown {
    let t = case.signed.t();
    let catalogue = case.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let sentence = t.change_back(it.changes.len());
    let kept = |change: &cupo_app::edits::FieldChange| Note {
        kind: NoteKind::Refusal,
        text: t.change_kept(
            names.field(&change.name),
            field_value(t, &change.name, &change.before),
            field_value(t, &change.name, &change.after),
        ),
        who: None,
        repair: None,
    };
    Shown {
        sentence: match &it.user {
            Some(user) => t.ops_group_of(&user.display_name, sentence),
            None => sentence,
        },
        notes: it.skipped.iter().map(kept).collect(),
        fields: setting_rows(&names, &it.changes),
        ..Shown::default()
    }
}
