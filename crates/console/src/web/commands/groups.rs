//! What a change of a group would do, in words: who moves, what happens to seats and data, and who would be left with an
//! error.

use cupo_app::groups::{GroupPreview, GroupWish};
use cupo_app::licenses::totals::{ProductTotals, Totals};

use super::words::{Told, plain};
use crate::texts::Texts;
use crate::view::{Note, NoteKind};
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, clock_lines, reason_sentence};

/// Kinds of failure that are told one by one.
const REASONS_MAX: usize = 20;
/// Members from which the work goes on in the background.
const BACKGROUND_FROM: i64 = 5_000;

/// What it would do.
pub fn told(signed: &Signed, at: &At, it: &GroupPreview) -> Told {
    let t = signed.t();
    let name = it.group.as_ref().map(|group| group.name.as_str()).unwrap_or_default();
    let members = it.members.len();
    let (title, sentence) = match &it.wish {
        GroupWish::Create { rule, .. } if rule.trim().is_empty() => {
            (t.groups_title_create(), t.groups_tell_create(name))
        }
        GroupWish::Create { .. } => {
            (t.groups_title_create(), t.groups_tell_create_by_rule(it.moved.len(), name))
        }
        GroupWish::Rule(..) => (t.groups_title_rule(), moves(t, it, name)),
        GroupWish::ByHand(..) if it.moved.is_empty() && it.leaves.is_empty() => {
            (t.groups_title_by_hand(), t.groups_tell_by_hand(name))
        }
        GroupWish::ByHand(..) => (t.groups_title_by_hand(), moves(t, it, name)),
        GroupWish::Join(..) => (t.groups_title_join(), t.groups_tell_join(it.moved.len(), name)),
        GroupWish::Leave(..) => (t.groups_title_leave(), t.groups_tell_leave(it.moved.len(), name)),
        GroupWish::Give(..) if it.before == it.after => {
            (t.groups_title_give(), t.groups_tell_give_same(name))
        }
        GroupWish::Give(..) => (t.groups_title_give(), t.groups_tell_give(name)),
        GroupWish::Delete(_) => (t.groups_title_delete(), t.groups_tell_delete(name)),
        GroupWish::Reprocess(_) => (t.groups_title_reprocess(), t.groups_tell_reprocess(members, name)),
        GroupWish::ReprocessUsers(_) => (t.groups_title_reprocess(), t.groups_tell_reprocess_users(members)),
    };
    Told {
        title: title.clone().into_owned(),
        sentence,
        button: title.into_owned(),
        notes: notes(signed, it),
        clocks: clock_lines(signed, &at.organisation, &it.totals),
        ..plain(t)
    }
}

/// Who joins and who leaves, as figures.
fn moves(t: &Texts, it: &GroupPreview, name: &str) -> String {
    format!("{} {}", t.groups_tell_join(it.moved.len(), name), t.groups_tell_leave(it.leaves.len(), name))
}

/// The first names of those who move, and how many more there are.
fn names_of(t: &Texts, names: &[String], all: usize) -> String {
    let more = all.saturating_sub(names.len());
    let list = names.join(", ");
    if more == 0 { list } else { t.groups_tell_names_more(more, list) }
}

/// What becomes of seats and people.
pub fn notes(signed: &Signed, it: &GroupPreview) -> Vec<Note> {
    let t = signed.t();
    let note = |kind, text| Note { kind, text, repair: None, who: None };
    let mut notes = Vec::new();
    if it.covered > 0 {
        notes.push(note(NoteKind::Info, t.groups_tell_covered(it.covered)));
    }
    if !it.names.0.is_empty() {
        notes.push(note(NoteKind::Info, t.groups_tell_joiners(names_of(t, &it.names.0, it.moved.len()))));
    }
    if !it.names.1.is_empty() {
        let kind = if it.totals.clocks.is_empty() { NoteKind::Info } else { NoteKind::Clock };
        notes.push(note(kind, t.groups_tell_leavers(names_of(t, &it.names.1, it.leaves.len()))));
    }
    if !it.stay.is_empty() {
        notes.push(note(NoteKind::Info, t.groups_tell_stay(it.stay.len())));
    }
    if it.forgets > 0 {
        notes.push(note(NoteKind::Info, t.groups_tell_forgets(it.forgets)));
    }
    if it.gone > 0 {
        notes.push(note(NoteKind::Info, t.groups_tell_gone(it.gone)));
    }
    notes.extend(totals_notes(signed, &it.totals));
    if it.totals.users > BACKGROUND_FROM {
        notes.push(note(NoteKind::Info, t.groups_tell_background().into_owned()));
    }
    notes
}

/// What becomes of seats, and who is refused.
pub fn totals_notes(signed: &Signed, totals: &Totals) -> Vec<Note> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { t, catalogue: &catalogue };
    let note = |kind, text| Note { kind, text, repair: None, who: None };
    let mut notes = Vec::new();
    let moves = |p: &&ProductTotals| p.granted + p.revoked + p.plans_changed > 0;
    for p in totals.products.iter().filter(moves) {
        let text = t.groups_tell_product(
            p.available_after,
            p.plans_changed,
            p.granted,
            names.product(p.product),
            p.revoked,
        );
        notes.push(note(NoteKind::Info, text));
    }
    for group in totals.reasons.iter().take(REASONS_MAX) {
        notes.push(note(NoteKind::Refusal, reason_sentence(&names, group)));
    }
    notes
}
