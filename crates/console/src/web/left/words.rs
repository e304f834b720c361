//! Data that is left in words: where it stands, what can be done with it, and why something cannot. It decides nothing.

use cupo_app::error::AppError;
use cupo_app::left::{Copy, DataDeed, DataPreview, DataWish};
use cupo_app::store::left::LeftData;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::{
    FilesDeed, MailboxDeed, Stage, after_deed, inactive, may_export, may_take_out, searchable,
};

use crate::pages::{ClockLine, LeftForm, LeftSection};
use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::{Fact, Field, Note, NoteKind, Tone};
use crate::web::changes::field_rows;
use crate::web::commands::Told;
use crate::web::frame::when;
use crate::web::visit::{At, Signed};

/// Where data stands.
pub fn stands(signed: &Signed, at: &At, it: &LeftData) -> String {
    let t = signed.t();
    let Some(clock) = it.clock else {
        return if it.state == 0 { t.left_there() } else { t.left_gone() }.into_owned();
    };
    let day = clock.due.map(|due| when(signed, &at.organisation, due.0).text).unwrap_or_default();
    match clock.stage {
        Stage::Grace => t.left_grace(day),
        Stage::Bin => t.left_bin(day),
        Stage::Held => t.risk_held().into_owned(),
        Stage::Restored => t.left_restored().into_owned(),
    }
}

fn shared(signed: &Signed, at: &At, it: &LeftData) -> Vec<Fact> {
    let t = signed.t();
    let day = |micros: i64| when(signed, &at.organisation, micros).day;
    let copy = match it.export {
        None => t.left_copy_none().into_owned(),
        Some((asked, None)) => t.left_copy_asked(day(asked.0)),
        Some((_, Some(taken))) => t.left_copy_taken(day(taken.0)),
    };
    let held = if it.held { t.audit_yes() } else { t.audit_no() };
    vec![
        Fact::new(t.left_stands(), stands(signed, at, it)),
        Fact::new(t.left_held(), held),
        Fact::new(t.left_copy(), copy),
    ]
}

fn form(deed: &'static str, label: impl Into<String>, hint: impl Into<String>) -> LeftForm {
    LeftForm { deed, data: "", label: label.into(), hint: hint.into(), to: None }
}

fn receiver(signed: &Signed, at: &At, name: &'static str) -> Field {
    Field::text(name, signed.t().delete_heir()).suggest(format!("/c/{}/users/suggest", at.organisation.guid))
}

/// What can be noted of a copy.
fn copies(t: &Texts, it: &LeftData, data: &'static str) -> Vec<LeftForm> {
    let copy = |deed, label: std::borrow::Cow<'_, str>, hint: std::borrow::Cow<'_, str>| LeftForm {
        data,
        ..form(deed, label, hint)
    };
    let ask = || copy("ask-copy", t.left_do_ask(), t.left_copy_hint());
    let taken = || copy("copy-taken", t.left_do_taken(), "".into());
    match (may_export(it.clock.as_ref()), it.export) {
        (Ok(()), None) => vec![ask()],
        (Ok(()), Some((_, None))) => vec![taken(), copy("withdraw-copy", t.left_do_withdraw(), "".into())],
        (_, Some(_)) => vec![copy("withdraw-copy", t.left_do_withdraw(), "".into())],
        _ => Vec::new(),
    }
}

fn note(text: String) -> Note {
    Note { kind: NoteKind::Info, text, repair: None, who: None }
}

/// The files of a person.
pub async fn files(signed: &Signed, at: &At, it: &LeftData) -> Result<LeftSection, AppError> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let mut facts = shared(signed, at, it);
    if it.state > 0 {
        let heir = match it.heir {
            Some((heir, _)) => app.store().users_by_id(&at.permit, &[heir]).await?.into_iter().next(),
            None => None,
        };
        facts.push(Fact::new(
            t.left_heir(),
            heir.map_or_else(|| t.left_nobody().into_owned(), |user| user.display_name),
        ));
    }
    let (owner, now) = (app.owner_of(it), app.now());
    let may = signed.may(Action::ManageHolds, &at.organisation);
    let possible = |deed| after_deed(it.clock.as_ref(), owner, (deed, it.held), now);
    let mut forms = Vec::new();
    if possible(FilesDeed::HandOver).is_ok() {
        let to = Some(receiver(signed, at, "files_to"));
        forms.push(LeftForm { to, ..form("hand-files", t.left_do_hand(), t.left_hand_hint()) });
        forms.extend(it.heir.map(|_| form("take-files-back", t.left_do_take_back(), "")));
    }
    if possible(FilesDeed::BringBack).is_ok() {
        let to = Some(receiver(signed, at, "back_to"));
        forms.push(LeftForm { to, ..form("bring-back-files", t.left_do_bring_back(), t.left_back_hint()) });
    }
    forms.extend(copies(t, it, "files"));
    if possible(FilesDeed::Erase).is_ok() {
        forms.push(form("erase-files", t.left_do_erase(), t.left_erase_hint()));
    }
    let obstacle = possible(FilesDeed::BringBack).err().filter(|_| it.state > 0);
    let notes = obstacle.iter().map(|it| note(why_not(t, it))).collect();
    Ok(LeftSection {
        id: "files",
        title: t.risk_files().into_owned(),
        facts,
        forms: if may { forms } else { Vec::new() },
        notes,
    })
}

/// The mailbox of a person.
pub async fn mail(signed: &Signed, at: &At, it: &LeftData) -> Result<LeftSection, AppError> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let licensed = it.state == 0 && app.with_mail(&at.permit, &[it.user]).await?.contains(&it.user);
    let owner = app.owner_of(it);
    let mut facts = shared(signed, at, it);
    if it.state == 0 && it.clock.is_none() && !licensed {
        facts.retain(|fact| fact.label != t.left_stands());
        facts.insert(0, Fact::new(t.left_stands(), t.left_no_mailbox()));
    }
    facts.insert(0, Fact::new(t.left_id(), it.guid.to_string()));
    let found = searchable(it.clock.as_ref(), it.held, licensed);
    facts.push(Fact::new(t.left_found(), if found { t.left_found_yes() } else { t.left_found_no() }));
    facts.extend(it.growing.then(|| Fact::new(t.field_growing(), t.audit_yes())));
    let mut forms = Vec::new();
    let mut notes = Vec::new();
    let possible = |deed, there| may_take_out(it.clock.as_ref(), owner, (it.held, it.growing), (deed, there));
    match possible(MailboxDeed::Recover, false) {
        Ok(()) => {
            let to = |name| Some(receiver(signed, at, name));
            let recover = form("recover-mailbox", t.left_do_recover(), t.left_recover_hint());
            let restore = form("restore-mailbox", t.left_do_restore(), t.left_restore_hint());
            forms.push(LeftForm { to: to("recover_to"), ..recover });
            forms.push(LeftForm { to: to("copy_to"), ..restore });
        }
        Err(denial) if it.state > 0 => notes.push(note(why_not(t, &denial))),
        Err(_) => {}
    }
    forms.extend(copies(t, it, "mail"));
    let may = signed.may(Action::ManageHolds, &at.organisation);
    Ok(LeftSection {
        id: "mail",
        title: t.risk_mail().into_owned(),
        facts,
        forms: if may { forms } else { Vec::new() },
        notes,
    })
}

/// What can be done with an inactive mailbox, in a list.
pub fn ways(signed: &Signed, it: &LeftData) -> (String, Tone) {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let owner = app.owner_of(it);
    let possible =
        may_take_out(it.clock.as_ref(), owner, (it.held, it.growing), (MailboxDeed::Recover, false));
    match possible {
        Ok(()) => (t.inactive_recover().into_owned(), Tone::Plain),
        Err(denial) => (why_not(t, &denial), Tone::Clock),
    }
}

/// Whether a search finds a mailbox, and why.
pub fn found(signed: &Signed, it: &LeftData, licensed: bool) -> (String, Tone) {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let owner = app.owner_of(it);
    let is_inactive = it.clock.as_ref().is_some_and(|clock| inactive(clock, owner, it.held));
    match (searchable(it.clock.as_ref(), it.held, licensed), is_inactive) {
        (true, true) => (t.found_inactive().into_owned(), Tone::Good),
        (true, false) if it.clock.is_some() => (t.found_held().into_owned(), Tone::Good),
        (true, false) => (t.found_licensed().into_owned(), Tone::Good),
        (false, true) => (t.found_released().into_owned(), Tone::Loss),
        (false, false) if it.clock.is_some() => (t.found_unlicensed().into_owned(), Tone::Loss),
        (false, false) => (t.found_nothing().into_owned(), Tone::Plain),
    }
}

/// Whether the page has a sentence for a refusal.
pub fn is_known(it: &Denial) -> bool {
    matches!(it.code, Code::State | Code::Gone | Code::Retained)
        || (it.subject == "to" && it.code != Code::Role)
}

/// Why something cannot be done, with its rule.
pub(crate) fn why_not(t: &Texts, denial: &Denial) -> String {
    match denial.subject.as_str() {
        "files-owner-there" | "mailbox-owner-there" => t.left_why_there(),
        "files-gone" => t.left_why_files_gone(),
        "files-in-bin" => t.left_why_in_bin(),
        "files-restored" => t.left_why_restored(),
        "files-restorable" => t.left_why_restorable(),
        "files-held" => t.left_why_held(),
        "files-nobody" => t.left_why_nobody(),
        "mailbox-gone" => t.left_why_mailbox_gone(),
        "mailbox-restorable" => t.left_why_mailbox_restorable(),
        "mailbox-not-inactive" => t.left_why_not_inactive(),
        "mailbox-growing" => t.left_why_growing(),
        "mailbox-there" => t.left_why_mailbox_there(),
        "mailbox-missing" => t.left_why_mailbox_missing(),
        "export-no-clock" | "export-nothing" => t.left_why_no_clock(),
        "export-in-bin" => t.left_why_copy_bin(),
        "copy-asked" | "copy-taken" => t.left_why_copy_there(),
        "copy-none" => t.left_why_copy_none(),
        "to" => t.left_why_to(),
        _ => {
            let text = refusal(t, denial.code);
            return format!("{} {}", text.explanation, text.remedy);
        }
    }
    .into_owned()
}

/// A deed in words, before it is done.
pub(crate) fn told(signed: &Signed, at: &At, it: &DataPreview) -> Told {
    let t = signed.t();
    let (name, who) =
        (it.left.name.as_str(), it.to.as_ref().map(|u| u.display_name.as_str()).unwrap_or_default());
    let DataWish { deed, .. } = it.wish;
    let due = it.after.and_then(|clock| clock.due).map(|due| when(signed, &at.organisation, due.0));
    let (button, sentence) = match deed {
        DataDeed::HandFiles(_) => (t.left_do_hand(), t.left_sure_hand(name, who)),
        DataDeed::TakeFilesBack => (t.left_do_take_back(), t.left_sure_take_back(name)),
        DataDeed::BringBack(_) => (t.left_do_bring_back(), t.left_sure_bring_back(name, who)),
        DataDeed::EraseFiles => (t.left_do_erase(), t.left_sure_erase(name)),
        DataDeed::Recover(_) => (t.left_do_recover(), t.left_sure_recover(name, who)),
        DataDeed::Restore(_) => (t.left_do_restore(), t.left_sure_restore(name, who)),
        DataDeed::Copy(of, step) => {
            let data = if of == Workload::Files { t.risk_files() } else { t.risk_mail() };
            match step {
                Copy::Asked => (t.left_do_ask(), t.left_sure_ask(data, name)),
                Copy::Taken => (t.left_do_taken(), t.left_sure_taken(data, name)),
                Copy::Withdrawn => (t.left_do_withdraw(), t.left_sure_withdraw(data, name)),
            }
        }
    };
    let recovers = matches!(deed, DataDeed::Recover(_));
    let clock = |due| ClockLine {
        what: t.risk_mail().into_owned(),
        consequence: t.left_recovered_clock().into_owned(),
        due: Some(due),
        saves: t.risk_way_give().into_owned(),
        who: None,
        tone: Tone::Clock,
    };
    Told {
        title: button.clone().into_owned(),
        button: button.into_owned(),
        sentence,
        fields: field_rows(t, &it.fields()),
        notes: Vec::new(),
        clocks: due.filter(|_| recovers).map(clock).into_iter().collect(),
    }
}
