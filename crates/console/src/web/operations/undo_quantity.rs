//! Taking a change of the number of seats back.

use cupo_app::purchases::QuantityPreview;

use crate::format::money;
use crate::view::{Note, NoteKind, Tone};
use crate::web::operations::undo::{Case, Shown, figure};
use crate::web::words::Names;

/// What taking it back would do.
#[must_use]
pub fn shown(case: &Case, preview: &QuantityPreview) -> Shown {
    let t = case.signed.t();
    let catalogue = case.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let it = &preview.subscription.subscription;
    let wanted = it.quantity + preview.change;
    let price = preview.cost_minor.map(|minor| (minor, preview.subscription.currency.as_str()));
    Shown {
        sentence: t.ops_did_quantity(wanted, it.quantity, names.product(it.product)),
        figures: vec![
            figure(case, it.quantity, t.ops_figure_before(), Tone::Plain),
            figure(case, wanted, t.ops_figure_after(), Tone::Plain),
        ],
        notes: vec![Note {
            kind: NoteKind::Info,
            text: t.ops_undo_price(money(t, price)),
            repair: None,
            who: None,
        }],
        ..Shown::default()
    }
}
