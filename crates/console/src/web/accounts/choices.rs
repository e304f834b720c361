//! What becomes of what deleted users leave behind, as the form asks it: seats, mail and files (R-UI-13, R-DEL-5,
//! R-DEL-6, R-FILE-3). Reads choices and puts them in words; what may be chosen is decided elsewhere.

use std::collections::BTreeMap;

use cupo_app::deletion::{DeletionPreview, FreedSeats, Settlement};
use cupo_app::error::AppError;
use cupo_app::store::users::UserRow;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::{Deletion, RESTORE_DAYS};
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};

use crate::format::money;
use crate::pages::{DeletionChoices, HeirChoice, SeatChoice};
use crate::texts::Texts;
use crate::view::FieldError;
use crate::web::frame::when;
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// People who get files by themselves and are named one by one.
const HEIRS_MAX: usize = 3;

/// Choices that were read, as far as they can be.
#[derive(Default)]
pub(super) struct Choices {
    /// What is wished.
    pub settle: Settlement,
    /// What is wrong with the names.
    pub errors: Vec<FieldError>,
    mail: Typed,
    files: Typed,
}

/// Who takes over, as it was typed.
#[derive(Default)]
struct Typed {
    hands: bool,
    name: String,
    error: Option<String>,
}

impl Choices {
    /// Reads what the form says.
    pub(super) async fn read(signed: &Signed, at: &At, fields: &Fields) -> Result<Self, AppError> {
        let mut read = Self {
            settle: Settlement { give_back: fields.guids("give")?, ..Settlement::default() },
            ..Self::default()
        };
        (read.mail, read.settle.mail_to) = heir(signed, at, fields, ("mail", "mail_to")).await?;
        (read.files, read.settle.files_to) = heir(signed, at, fields, ("files", "files_to")).await?;
        for (field, typed) in [("mail_to", &read.mail), ("files_to", &read.files)] {
            read.errors.extend(typed.error.clone().map(|text| FieldError { field, text }));
        }
        Ok(read)
    }

    /// Takes out the choice that a rule does not allow, with the reason beside it; false for a denial of anything
    /// else.
    pub(super) fn without(&mut self, t: &Texts, denial: &Denial) -> bool {
        let (field, typed, heir) = match (denial.subject.as_str(), denial.code) {
            ("mail_to", _) => ("mail_to", &mut self.mail, &mut self.settle.mail_to),
            ("files_to", _) => ("files_to", &mut self.files, &mut self.settle.files_to),
            (
                _,
                Code::Channel | Code::Window | Code::Assigned | Code::Quantity | Code::State | Code::Credit,
            ) if !self.settle.give_back.is_empty() => {
                self.settle.give_back.clear();
                self.errors.push(FieldError { field: "seats", text: reason(t, denial) });
                return true;
            }
            _ => return false,
        };
        let text = t.delete_heir_leaves(&typed.name);
        (typed.error, *heir) = (Some(text.clone()), None);
        self.errors.push(FieldError { field, text });
        true
    }

    /// The choices as the page shows them.
    pub(super) async fn shown(
        &self,
        signed: &Signed,
        at: &At,
        decided: &DeletionPreview,
    ) -> Result<DeletionChoices, AppError> {
        let t = signed.t();
        let catalogue = signed.visit.hall.app.store().catalogue();
        let names = Names { catalogue: &catalogue, t };
        let seats = decided.freed.iter().filter_map(|it| seat_choice(&names, it)).collect();
        let now = signed.visit.hall.app.now();
        let until = |days| when(signed, &at.organisation, now.plus_days(days).0).text;
        let may_hand = !super::asking(signed, at).limited;
        let choice = |typed: &Typed, leave: String, hand: String| HeirChoice {
            leave,
            heirs: Vec::new(),
            hand,
            hands: typed.hands,
            name: typed.name.clone(),
            error: typed.error.clone(),
            may_hand,
        };
        let mail = has_mailbox(decided).then(|| {
            choice(&self.mail, t.delete_mail_leave(until(RESTORE_DAYS)), t.delete_mail_hand().into_owned())
        });
        let end = when(signed, &at.organisation, decided.files_until.0).text;
        let heirs = if decided.chosen.is_none() { heirs(signed, at, decided).await? } else { Vec::new() };
        let files = (decided.counts().0 > 0).then(|| HeirChoice {
            heirs,
            ..choice(&self.files, t.delete_files_leave(end.clone()), t.delete_files_hand(end.clone()))
        });
        Ok(DeletionChoices { seats, kept: kept(&names, &decided.freed), mail, files })
    }
}

/// Who gets access to the files by itself: managers and the second owner, the first of them by name (R-FILE-3).
async fn heirs(signed: &Signed, at: &At, decided: &DeletionPreview) -> Result<Vec<String>, AppError> {
    let t = signed.t();
    let mut by_heir: BTreeMap<UserId, usize> = BTreeMap::new();
    for heir in decided.handed.files.values() {
        *by_heir.entry(*heir).or_default() += 1;
    }
    let named: Vec<UserId> = by_heir.keys().copied().take(HEIRS_MAX).collect();
    let users = signed.visit.hall.app.store().users_by_id(&at.permit, &named).await?;
    let says =
        |user: &UserRow| t.delete_files_heir(by_heir.get(&user.id).copied().unwrap_or(0), &user.display_name);
    let mut lines: Vec<String> = users.iter().map(says).collect();
    if by_heir.len() > named.len() {
        lines.push(t.delete_files_heirs_more(by_heir.len() - named.len()));
    }
    let nobody = decided.counts().0.saturating_sub(decided.handed.files.len());
    if nobody > 0 {
        lines.push(t.delete_files_nobody(nobody));
    }
    Ok(lines)
}

async fn heir(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    (choice, field): (&'static str, &'static str),
) -> Result<(Typed, Option<Guid>), AppError> {
    let t = signed.t();
    let hands = fields.text(choice) == "hand";
    let name = fields.text(field).to_owned();
    if !hands {
        return Ok((Typed { hands, name, error: None }, None));
    }
    if name.is_empty() {
        return Ok((Typed { hands, name, error: Some(t.delete_heir_nobody().into_owned()) }, None));
    }
    let store = signed.visit.hall.app.store();
    let found = store.ids_of_names(&at.permit, &[name.to_lowercase()]).await?;
    let user = match found.first() {
        Some((_, id)) => store.users_by_id(&at.permit, &[*id]).await?.into_iter().next(),
        None => None,
    };
    Ok(match user {
        Some(user) => (Typed { hands, name, error: None }, Some(user.guid)),
        None => {
            let error = Some(t.delete_heir_unknown(&name));
            (Typed { hands, name, error }, None)
        }
    })
}

/// Whether somebody who goes has a mailbox with a license.
fn has_mailbox(decided: &DeletionPreview) -> bool {
    decided.answers.iter().any(|(_, answer)| match answer {
        Deletion::Done { anchors: true, .. } => true,
        Deletion::Done { clocks, .. } => {
            clocks.iter().any(|c| matches!(c, ClockChange::Start { workload: Workload::Mail, .. }))
        }
        Deletion::Refused(_) => false,
    })
}

/// The box of seats that can go back.
fn seat_choice(names: &Names<'_>, it: &FreedSeats) -> Option<SeatChoice> {
    let t = names.t;
    it.offer.as_ref().ok()?;
    let some = it.returnable() < it.freed;
    let part = some.then(|| t.delete_seats_some(it.returnable(), it.freed));
    let parts = [part, saves(t, it)];
    Some(SeatChoice {
        product: names.catalogue.product(it.product).map(|p| p.guid.to_string()).unwrap_or_default(),
        label: t.delete_seats_give(it.returnable(), names.product(it.product)),
        note: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        chosen: it.goes_back,
    })
}

/// Seats that cannot go back: a sentence for each reason, and not one for each product.
fn kept(names: &Names<'_>, freed: &[FreedSeats]) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for it in freed {
        let Err(denial) = &it.offer else { continue };
        let (why, product) = (reason(names.t, denial), names.product(it.product));
        match reasons.iter_mut().find(|(told, _)| *told == why) {
            Some((_, products)) => products.push(product),
            None => reasons.push((why, vec![product])),
        }
    }
    reasons.into_iter().map(|(why, products)| names.t.delete_seats_kept(products.join(", "), why)).collect()
}

/// What giving the seats back saves.
fn saves(t: &Texts, it: &FreedSeats) -> Option<String> {
    let offer = it.offer.as_ref().ok()?;
    let (first, _) = offer.first()?;
    let same = offer.iter().all(|(of, _)| of.currency == first.currency && of.term == first.term);
    let total: Option<i64> = offer.iter().map(|(of, count)| Some(of.price_minor? * count)).sum();
    let amount = money(t, Some((total.filter(|_| same)?, first.currency.as_str())));
    Some(t.delete_seats_save(if first.term == "P1M" {
        t.price_per_month(amount)
    } else {
        t.price_per_year(amount)
    }))
}

/// Why seats cannot go back, with what helps.
fn reason(t: &Texts, denial: &Denial) -> String {
    match (denial.code, denial.subject.as_str()) {
        (Code::Role, _) => t.delete_seats_role(),
        (Code::Channel, _) => t.delete_seats_channel(),
        (Code::Window, "commitment") => t.delete_seats_commitment(),
        (Code::Window, _) => t.delete_seats_window(),
        (Code::Assigned, _) => t.delete_seats_assigned(),
        (Code::Quantity, _) => t.delete_seats_minimum(),
        (Code::NotFound, _) => t.delete_seats_none(),
        _ => t.delete_seats_state(),
    }
    .into_owned()
}
