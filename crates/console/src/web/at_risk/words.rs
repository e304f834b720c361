//! Data on a clock in words: what it is, what happens to it, why, and what saves it. It decides nothing.

use cupo_app::store::at_risk::RiskRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::RESTORE_DAYS;
use cupo_domain::retention::{self, DataEvent, Owner, Rescue, Stage, Trigger};
use cupo_domain::time::Instant;

use crate::pages::Way;
use crate::texts::Texts;
use crate::web::frame::when;
use crate::web::visit::{At, Signed};

const KEYS: [(Workload, &str); 6] = [
    (Workload::Mail, "mail"),
    (Workload::MailArchive, "mail-archive"),
    (Workload::Files, "files"),
    (Workload::Apps, "apps"),
    (Workload::Search, "search"),
    (Workload::Unknown, "unknown"),
];

/// A kind of data as addresses name it.
pub fn key(workload: Workload) -> &'static str {
    KEYS.iter().find(|(w, _)| *w == workload).map_or("unknown", |(_, key)| key)
}

/// The kind of data an address names.
pub fn workload(key: &str) -> Option<Workload> {
    KEYS.iter().find(|(_, k)| *k == key).map(|(workload, _)| *workload)
}

/// A kind of data in words.
pub fn name(t: &Texts, workload: Workload) -> String {
    match workload {
        Workload::Mail => t.risk_mail(),
        Workload::MailArchive => t.risk_archive(),
        Workload::Files => t.risk_files(),
        Workload::Apps => t.risk_apps(),
        Workload::Search => t.risk_search(),
        Workload::None | Workload::Unknown => t.risk_unknown(),
    }
    .into_owned()
}

/// Whether it is data that somebody made, and no service alone.
pub fn holds_data(workload: Workload) -> bool {
    matches!(workload, Workload::Mail | Workload::MailArchive | Workload::Files)
}

/// Whether the next thing that happens takes data away.
pub fn is_loss(it: &RiskRow) -> bool {
    let next = retention::next(&it.clock, it.held);
    next.is_some_and(|step| step.event.final_loss() || step.event == DataEvent::FilesToBin)
}

/// What happens to the data next.
pub fn event(t: &Texts, it: &RiskRow) -> String {
    match retention::next(&it.clock, it.held).map(|step| step.event) {
        None if it.clock.stage == Stage::Restored => t.left_restored(),
        None => t.risk_held(),
        Some(DataEvent::MailErased) => t.risk_event_mail(),
        Some(DataEvent::ArchiveErased) => t.risk_event_archive(),
        Some(DataEvent::Kept) => t.risk_event_kept(),
        Some(DataEvent::FilesToBin) => t.risk_event_bin(),
        Some(DataEvent::FilesErased) => t.risk_event_files(),
        Some(DataEvent::FilesArchived) => t.risk_event_archived(),
        Some(DataEvent::AppsReduced) => t.risk_event_apps(),
        Some(DataEvent::Ended) => t.risk_event_ended(),
    }
    .into_owned()
}

/// Why the clock runs.
pub fn why(t: &Texts, it: &RiskRow) -> String {
    match it.clock.trigger {
        Trigger::LicenseRemoved => t.risk_why_removed(),
        Trigger::Deleted => t.risk_why_deleted(),
        Trigger::HoldsReleased => t.risk_why_released(),
        Trigger::Unlicensed => t.risk_why_unlicensed(),
    }
    .into_owned()
}

/// Deleted or purged; empty for an active person.
pub fn state(signed: &Signed, at: &At, it: &RiskRow) -> String {
    let t = signed.t();
    match (it.state, it.deleted_at) {
        (0, _) => String::new(),
        (1, Some(deleted)) => t.risk_deleted(when(signed, &at.organisation, deleted).day),
        _ => t.risk_purged().into_owned(),
    }
}

/// The instant until which the person can be restored, if it is in future.
fn owner(signed: &Signed, it: &RiskRow) -> Owner {
    let until = it.deleted_at.map(|deleted| Instant(deleted).plus_days(RESTORE_DAYS));
    let restorable = it.state == 1 && until.is_some_and(|until| signed.visit.hall.app.now() < until);
    Owner { active: it.state == 0, restorable }
}

/// What saves the data, the best first, each where it is done if the reader may do it.
pub fn ways(signed: &Signed, at: &At, it: &RiskRow) -> Vec<Way> {
    let t = signed.t();
    let base = format!("/c/{}", at.organisation.guid);
    let way = |label: std::borrow::Cow<'_, str>| Way {
        label: label.into_owned(),
        href: String::new(),
        restore: String::new(),
    };
    let data = |label: std::borrow::Cow<'_, str>| Way {
        href: format!("{base}/users/{}/data", it.guid),
        ..way(label)
    };
    if it.clock.stage == Stage::Restored {
        return vec![data(t.risk_way_see())];
    }
    if it.clock.due.is_none() {
        let may = signed.may(Action::ManageHolds, &at.organisation);
        let href = if may { format!("{base}/users/{}/holds", it.guid) } else { String::new() };
        return vec![Way { href, ..way(t.risk_way_release()) }];
    }
    let of = |rescue: &Rescue| match rescue {
        Rescue::GiveBack => {
            let may = signed.may(Action::AssignLicenses, &at.organisation);
            let href = format!("{base}/users/{}", it.guid);
            Way { href: if may { href } else { String::new() }, ..way(t.risk_way_give()) }
        }
        Rescue::RestoreUser => {
            let may = signed.may(Action::DeleteUsers, &at.organisation);
            let restore = if may { it.guid.to_string() } else { String::new() };
            Way { restore, ..way(t.risk_way_restore()) }
        }
        Rescue::HandOver => data(t.risk_way_hand_over()),
        Rescue::Export => data(t.risk_way_export()),
        Rescue::BringBackFromBin => data(t.risk_way_bin()),
        Rescue::RecoverMailbox => data(t.risk_way_recover()),
    };
    retention::rescues(&it.clock, owner(signed, it)).iter().map(of).collect()
}
