//! What comes back with restored users, in words: for the page that restores and for the undo of a deletion alike. It
//! decides nothing.

use cupo_app::restoring::{RestorePreview, Returns};
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::ProductId;

use crate::web::at_risk::words::name;
use crate::web::words::Names;

/// What comes back with one user, in sentences.
#[must_use]
pub fn sentences(names: &Names<'_>, it: &Returns) -> String {
    let t = names.t;
    let products =
        |list: &[ProductId]| list.iter().map(|id| names.product(*id)).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if it.licenses.is_empty() && it.from_groups.is_empty() {
        parts.push(t.returns_no_license().into_owned());
    }
    if !it.licenses.is_empty() {
        parts.push(t.returns_licenses(products(&it.licenses)));
    }
    if !it.from_groups.is_empty() {
        parts.push(t.returns_groups(products(&it.from_groups)));
    }
    if !it.without_seat.is_empty() {
        parts.push(t.returns_without(products(&it.without_seat)));
    }
    for (product, refusal) in &it.not_from_groups {
        let why = refusal.reasons.first().map(|reason| names.reason(*product, reason)).unwrap_or_default();
        parts.push(t.returns_groups_not(names.product(*product), why));
    }
    if !it.stops.is_empty() {
        parts.push(t.returns_stops(data(names, it.stops.iter().copied())));
    }
    parts.join(" ")
}

/// Seats that are taken or missing, product by product, and the data clocks that stop.
#[must_use]
pub fn together(names: &Names<'_>, it: &RestorePreview) -> Vec<String> {
    let t = names.t;
    let seats = it.seats.iter().map(|s| {
        let product = names.product(s.product);
        match s.missing + s.refused {
            0 => t.returns_seats(s.after, s.back, s.before, product),
            not => t.returns_seats_not(s.after, s.back, s.before, not, product),
        }
    });
    let stops = it.stops().into_iter().map(|(workload, count)| t.returns_clocks(count, name(t, workload)));
    seats.chain(stops).collect()
}

fn data(names: &Names<'_>, kinds: impl Iterator<Item = Workload>) -> String {
    kinds.map(|kind| name(names.t, kind)).collect::<Vec<_>>().join(", ")
}
