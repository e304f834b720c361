//! What a change would do, in words.

use std::collections::BTreeSet;

use cupo_app::accounts::{ACCOUNTS_MAX, PasswordPreview};
use cupo_app::changes::What;
use cupo_app::directory::NewCustomer;
use cupo_app::domains::{DEFAULT, domain_of};
use cupo_app::edits::{EditPreview, FieldChange};
use cupo_app::files::FileEnds;
use cupo_app::holds::HoldPreview;
use cupo_app::lives::{AddOn, LifePreview};
use cupo_app::locations::LocationPreview;
use cupo_domain::decide::life::LifeWish;
use cupo_domain::lifecycle::Step;
use cupo_domain::retention::HoldKind;
use cupo_domain::subscription::Status;
use cupo_domain::time::Instant;

use crate::pages::ClockLine;
use crate::texts::Texts;
use crate::view::{FieldRow, Note, NoteKind, Tone};
use crate::web::billing::words::state;
use crate::web::changes::{created_rows, field_rows, setting_rows};
use crate::web::frame::when;
use crate::web::visit::{At, Signed};
use crate::web::wizard::country_name;
use crate::web::words::{Names, workload_words};

/// A change in words.
pub struct Told {
    /// The title of the page.
    pub title: String,
    /// What would happen.
    pub sentence: String,
    /// The label of the button.
    pub button: String,
    /// Fields before and after.
    pub fields: Vec<FieldRow>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// Clocks that start.
    pub clocks: Vec<ClockLine>,
}

/// What it would do.
pub fn told(signed: &Signed, at: &At, what: &What) -> Told {
    let t = signed.t();
    match what {
        What::Hold(it) => hold(signed, at, it),
        What::Data(it) => crate::web::left::told(signed, at, it),
        What::Life(it) => life(signed, at, it),
        What::Locations(it) => locations(t, it),
        What::Group(it) => super::groups::told(signed, at, it),
        What::Request(it) => crate::web::requests::told(signed, at, it),
        What::SelfService(it) => crate::web::mine::words::told(signed, at, it),
        What::Edit(it) => edit(signed, it),
        What::Password(it) => password(t, it),
        What::Roles(it) => roles(t, it),
        What::Customer(it) => customer(t, it),
        What::Domains(it) => domains(t, it),
        _ => plain(t),
    }
}

fn password(t: &Texts, it: &PasswordPreview) -> Told {
    let named = t.wiz_reset_password().into_owned();
    let sentence = t.start_password_ask(&it.name, it.sessions);
    Told { sentence, title: named.clone(), button: named, ..plain(t) }
}

fn edit(signed: &Signed, it: &EditPreview) -> Told {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let fields = setting_rows(&Names { catalogue: &catalogue, t }, &it.changes);
    let (sentence, notes) = match (&it.user, it.changes.as_slice()) {
        (Some(user), [change]) if blocks(change) => {
            let sentence = t.leave_block_sure(&user.display_name);
            let named = t.leave_block().into_owned();
            return Told { sentence, fields, title: named.clone(), button: named, ..plain(t) };
        }
        (Some(user), changes) => {
            (t.change_of_user(changes.len(), &user.display_name), consequences(t, changes))
        }
        (None, changes) => {
            let ends = it.ends.as_ref().map(|it| moved_ends(t, it)).into_iter().flatten();
            (t.change_of_settings(changes.len()), consequences(t, changes).into_iter().chain(ends).collect())
        }
    };
    Told { sentence, fields, notes, ..plain(t) }
}

/// What another retention does to files that wait already (R-FILE-2).
fn moved_ends(t: &Texts, it: &FileEnds) -> Vec<Note> {
    let note = |kind, text: String| Note { kind, text, who: None, repair: None };
    let waiting =
        (it.waiting > 0).then(|| note(NoteKind::Clock, t.change_retention_waiting(it.waiting, it.days)));
    let at_once = (it.at_once > 0).then(|| note(NoteKind::Clock, t.change_retention_at_once(it.at_once)));
    waiting.into_iter().chain(at_once).collect()
}

fn roles(t: &Texts, it: &EditPreview) -> Told {
    let name = it.user.as_ref().map(|user| user.display_name.as_str()).unwrap_or_default();
    let sentence = t.change_of_roles(it.changes.len(), name);
    let note = Note { kind: NoteKind::Info, text: t.roles_at_once().into_owned(), who: None, repair: None };
    Told { sentence, fields: field_rows(t, &it.changes), notes: vec![note], ..plain(t) }
}

fn domains(t: &Texts, it: &EditPreview) -> Told {
    let named = |says: &str| -> String {
        let these = it.changes.iter().filter(|c| c.after == says).filter_map(|c| domain_of(&c.name));
        these.map(|domain| format!("@{domain}")).collect::<Vec<_>>().join(", ")
    };
    let (added, removed) = (named("true"), named("false"));
    let default = it.changes.iter().find(|c| c.name == DEFAULT);
    let sentences = [
        (!added.is_empty()).then(|| t.domains_sentence_add(&added)),
        (!removed.is_empty()).then(|| t.domains_sentence_remove(&removed)),
        default.map(|change| t.domains_sentence_default(format!("@{}", change.after))),
    ];
    Told {
        title: t.domains_title().into_owned(),
        sentence: sentences.into_iter().flatten().collect::<Vec<_>>().join(" "),
        fields: field_rows(t, &it.changes),
        ..plain(t)
    }
}

fn customer(t: &Texts, it: &NewCustomer) -> Told {
    Told {
        title: t.new_customer().into_owned(),
        sentence: t.new_customer_sentence(&it.domain, &it.name),
        button: t.new_customer_create().into_owned(),
        fields: created_rows(t, &it.fields()),
        ..plain(t)
    }
}

fn blocks(change: &FieldChange) -> bool {
    change.name == "enabled" && change.after == "false"
}

fn consequences(t: &Texts, changes: &[FieldChange]) -> Vec<Note> {
    changes.iter().filter_map(|change| consequence(t, change)).collect()
}

/// What else follows from a field.
fn consequence(t: &Texts, change: &FieldChange) -> Option<Note> {
    let text = match (change.name.as_str(), change.after.as_str()) {
        _ if blocks(change) => t.change_blocks(),
        ("location", "") => t.field_location_hint(),
        ("file_retention_days", _) => t.change_retention(),
        _ => return None,
    };
    Some(Note { kind: NoteKind::Info, text: text.into_owned(), who: None, repair: None })
}

fn locations(t: &Texts, it: &LocationPreview) -> Told {
    let note = |text| Note { kind: NoteKind::Info, text, repair: None, who: None };
    let mut notes = Vec::new();
    if !it.unchanged.is_empty() {
        notes.push(note(t.locations_unchanged(it.unchanged.len())));
    }
    if !it.kept.is_empty() {
        notes.push(note(t.locations_kept(it.kept.len())));
    }
    let countries: BTreeSet<_> = it.moves.iter().map(|m| m.after.clone()).collect();
    let one = countries.first().cloned().flatten().filter(|_| countries.len() == 1);
    let sentence = match one {
        Some(country) => t.locations_sentence(it.moves.len(), country_name(t, &country)),
        None => t.locations_back(it.moves.len()),
    };
    Told { title: t.wiz_set_location().into_owned(), sentence, notes, ..plain(t) }
}

/// A change that says nothing of itself.
pub(crate) fn plain(t: &Texts) -> Told {
    Told {
        title: t.change_title().into_owned(),
        sentence: t.change_title().into_owned(),
        button: t.save_changes().into_owned(),
        fields: Vec::new(),
        notes: Vec::new(),
        clocks: Vec::new(),
    }
}

fn hold(signed: &Signed, at: &At, it: &HoldPreview) -> Told {
    let t = signed.t();
    let data = crate::web::holds::data_name(t, it.hold.hold.workload);
    let kind = kind_name(t, it.hold.hold.kind);
    if !it.releases {
        let keeps = it.hold.hold.kind.keeps();
        let text = if keeps { t.hold_keeps_note() } else { t.hold_deletes_note() };
        let note = Note { kind: NoteKind::Info, text: text.into_owned(), repair: None, who: None };
        return Told {
            title: t.hold_place().into_owned(),
            sentence: t.hold_place_sentence(data, kind, &it.name),
            button: t.hold_place().into_owned(),
            notes: vec![note],
            ..plain(t)
        };
    }
    let line = |(row, after): &(cupo_app::store::due::ClockRow, cupo_domain::retention::DataClock)| {
        let (what, _, _) = workload_words(t, row.clock.workload, 1);
        ClockLine {
            what,
            consequence: t.hold_clock_starts().into_owned(),
            due: after.due.map(|due| when(signed, &at.organisation, due.0)),
            saves: String::new(),
            who: None,
            tone: Tone::Loss,
        }
    };
    Told {
        title: t.hold_release().into_owned(),
        sentence: t.hold_release_sentence(data, kind, &it.name),
        button: t.hold_release().into_owned(),
        clocks: it.clocks.iter().map(line).collect(),
        ..plain(t)
    }
}

/// Add-ons that share what is asked for (R-PROD-16).
fn add_ons(signed: &Signed, it: &LifePreview) -> Vec<Note> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let one = |it: &AddOn| {
        let (state, _) = state(t, it.after.status);
        let text = t.life_add_on_too(names.product(it.after.product), it.after.quantity, state);
        Note { kind: NoteKind::Clock, text, repair: None, who: None }
    };
    it.add_ons.iter().map(one).collect()
}

fn life(signed: &Signed, at: &At, it: &LifePreview) -> Told {
    let t = signed.t();
    let day = |instant: Instant| when(signed, &at.organisation, instant.0).day;
    let (life, after) = (&it.it.life.life, &it.change.after);
    let gone = it.ahead.iter().find(|t| t.step == Step::Delete).map(|t| day(t.due)).unwrap_or_default();
    let (title, sentence) = match it.wish {
        LifeWish::Recurring(false) => (t.life_off(), t.life_do_off(day(life.ends))),
        LifeWish::Recurring(true) => (t.life_on(), t.life_do_on(day(life.ends))),
        LifeWish::Cancel if after.status == Status::Active => {
            (t.life_cancel(), t.life_do_off(day(life.ends)))
        }
        LifeWish::Cancel => (t.life_cancel(), t.life_sure_cancel(gone, life.quantity)),
        LifeWish::AtRenewal(Some(seats)) | LifeWish::SellerPlan(Some(seats)) => {
            (t.life_plan(), t.life_sure_plan(seats, day(life.ends)))
        }
        LifeWish::AtRenewal(None) | LifeWish::SellerPlan(None) => {
            (t.life_as_now(), t.life_sure_as_now(life.quantity, day(life.ends)))
        }
        LifeWish::ExtendTrial => (t.life_extend(), t.life_sure_extend(day(after.ends))),
        LifeWish::Key(..) if life.status == Status::Active => {
            (t.life_key_add(), t.life_sure_key_adds(after.quantity - life.quantity, after.quantity))
        }
        LifeWish::Key(..) => (t.life_key_renew(), t.life_sure_key_renews(after.quantity, day(after.ends))),
        LifeWish::Suspend(_) => (t.life_suspend(), t.life_sure_suspend(gone)),
        LifeWish::Credit(true) => (t.life_credit_grant(), t.life_sure_credit_grant(day(after.ends))),
        LifeWish::Credit(false) => (t.life_credit_refuse(), t.life_sure_credit_refuse().into_owned()),
        LifeWish::Reactivate => {
            let next = it.change.successor.as_ref().unwrap_or(after);
            (t.life_reactivate(), t.life_sure_reactivate(day(next.ends)))
        }
        LifeWish::Delete if it.files.people > 0 => {
            (t.life_delete(), t.life_sure_delete_files(it.files.people))
        }
        LifeWish::Delete => (t.life_delete(), t.life_sure_delete().into_owned()),
        LifeWish::Back { .. } => (t.life_back(), t.life_sure_back().into_owned()),
    };
    let note = |kind, text: String| Note { kind, text, repair: None, who: None };
    let mut notes = Vec::new();
    let stops = after.status != Status::Active && matches!(it.wish, LifeWish::Cancel | LifeWish::Suspend(_));
    if stops && it.it.pool.consumed > 0 {
        notes.push(note(NoteKind::Clock, t.life_people_lose(it.it.pool.consumed)));
    }
    notes.extend(add_ons(signed, it));
    if let (Some(seats), None) = (life.at_renewal, after.at_renewal) {
        notes.push(note(NoteKind::Info, t.life_plan_dropped(seats)));
    }
    if it.change.successor.is_some() {
        notes.push(note(NoteKind::Info, t.life_new_one().into_owned()));
    }
    Told {
        button: title.clone().into_owned(),
        title: title.into_owned(),
        sentence,
        fields: field_rows(t, &it.fields),
        notes,
        clocks: Vec::new(),
    }
}

/// A kind of order in words.
pub fn kind_name(t: &Texts, kind: HoldKind) -> String {
    match kind {
        HoldKind::Litigation => t.hold_kind_litigation(),
        HoldKind::RetentionPolicy => t.hold_kind_policy(),
        HoldKind::DeleteOnlyPolicy => t.hold_kind_delete_only(),
        HoldKind::RetainingLabel => t.hold_kind_label(),
        HoldKind::DiscoveryCase => t.hold_kind_case(),
    }
    .into_owned()
}

/// Why something cannot be undone.
pub fn final_words(t: &Texts, why: &str) -> String {
    match why {
        "hold" => t.ops_final_hold(),
        "files-restored" => t.ops_final_files_restored(),
        "files-erased" => t.ops_final_files_erased(),
        "recovered" => t.ops_final_recovered(),
        "copied" => t.ops_final_copied(),
        "password" => t.ops_final_password(),
        "purchase" => t.ops_final_purchase(),
        "import" => t.ops_final_import(),
        "import-large" => t.ops_final_import_large(ACCOUNTS_MAX).into(),
        "import-updated" => t.ops_final_import_updated(),
        "suspended" => t.ops_final_suspended(),
        "key" => t.ops_final_key(),
        "seller-plan" => t.ops_final_seller(),
        "credit-granted" | "credit-refused" | "canceled" | "extended" | "reactivated" | "deleted" => {
            t.ops_final_life()
        }
        "customer" => t.ops_final_customer(),
        "group-deleted" => t.ops_final_group(),
        "reprocessed" => t.ops_final_reprocess(),
        "followed" => t.ops_final_followed(),
        "self-service" => t.ops_final_self_service(),
        "request" => t.ops_final_request(),
        "self-service-ended" => t.ops_final_self_service_ended(),
        _ => t.ops_final_other(),
    }
    .into_owned()
}

/// A stored kind of order in words; one that is not known stands as it is.
pub fn held_kind(t: &Texts, key: &str) -> String {
    HoldKind::parse(key).map_or_else(|| key.to_owned(), |kind| kind_name(t, kind))
}
