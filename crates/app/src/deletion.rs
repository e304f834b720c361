//! Deleting users (section 16) and settling what they leave behind: seats that stay or go back to the seller, mail
//! and files that stay until their end or are handed to somebody (R-DEL-5, R-DEL-6, R-FILE-3). Decided like licenses:
//! shown first, applied exactly. No rule is here.

use std::collections::BTreeMap;

use cupo_domain::access::{self, Action, BillingAgreement, Permit};
use cupo_domain::decide::change_licenses::ledger;
use cupo_domain::decide::delete_users::{self, Deletion, Remover};
use cupo_domain::decide::give_back::{self, Sold};
use cupo_domain::decide::quantity::Circumstances;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{Guid, OperationId, PoolId, ProductId, SubscriptionId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::reminder;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_domain::subscription::Term;
use cupo_domain::time::Instant;
use cupo_store::accounts::{Rename, deletions};
use cupo_store::audit::{AuditEntry, AuditHead};
use cupo_store::handover::Handed;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::store::Turn;
use cupo_store::subscriptions::{SubscriptionRow, change_quantity};
use cupo_store::value::Statement;
use serde_json::json;

use crate::accounts::{Asking, Beside, belongs, check_count, same};
use crate::app::App;
use crate::changes::Cost;
use crate::error::AppError;
use crate::licenses::{Receipt, UNDO_DAYS};
use crate::restoring::with_names;

/// What becomes of what deleted users leave behind. Without anything said, seats stay with their subscriptions, and
/// mail and files stay until their end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Products whose freed seats go back to the seller (R-DEL-5).
    pub give_back: Vec<Guid>,
    /// Who gets the mailboxes, as shared ones (R-DEL-6).
    pub mail_to: Option<Guid>,
    /// Who reaches the files until their end (R-FILE-3).
    pub files_to: Option<Guid>,
}

/// Seats of one product that become free, and whether they may go back to the seller.
#[derive(Clone, Debug)]
pub struct FreedSeats {
    /// Of what.
    pub product: ProductId,
    /// How many become free.
    pub freed: i64,
    /// Subscriptions with the seats that may go back; or why none may.
    pub offer: Result<Vec<(SubscriptionRow, i64)>, Denial>,
    /// They go back.
    pub goes_back: bool,
}

impl FreedSeats {
    /// How many may go back.
    #[must_use]
    pub fn returnable(&self) -> i64 {
        self.offer.iter().flatten().map(|(_, count)| count).sum()
    }
}

/// What deletion of some users would do.
#[derive(Clone, Debug)]
pub struct DeletionPreview {
    /// The answer for each user.
    pub answers: Vec<(UserId, Deletion)>,
    /// Seats that become free, by product.
    pub freed: Vec<FreedSeats>,
    /// Who takes over mail and files.
    pub handed: Handed,
    /// Who was chosen to take over the files, instead of managers.
    pub chosen: Option<UserId>,
    /// When the files end.
    pub files_until: Instant,
    /// Who has the name of before again: a restore under another name is undone (R-RESTORE-3).
    pub names: BTreeMap<UserId, Rename>,
    /// Changes when anything of it does.
    pub digest: String,
}

impl DeletionPreview {
    /// Users whose account goes, and users whose account stays as the anchor of a shared mailbox.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.leaving(false).count(), self.leaving(true).count())
    }

    /// Users whose account goes, or whose account stays as an anchor.
    fn leaving(&self, stays: bool) -> impl Iterator<Item = UserId> {
        let is = move |it: &&(UserId, Deletion)| matches!(it.1, Deletion::Done { anchors, .. } if anchors == stays);
        self.answers.iter().filter(is).map(|(user, _)| *user)
    }

    /// Clocks that start or stop, of all users.
    fn clocks(&self) -> impl Iterator<Item = &ClockChange> {
        self.answers.iter().flat_map(|(_, answer)| match answer {
            Deletion::Done { clocks, .. } => clocks.as_slice(),
            Deletion::Refused(_) => &[],
        })
    }

    /// For each clock that would start, whether data is erased at its end.
    pub(crate) fn losses(&self) -> impl Iterator<Item = bool> {
        self.clocks().filter_map(|c| match c {
            ClockChange::Start { loses_data, .. } => Some(*loses_data),
            ClockChange::Cancel { .. } => None,
        })
    }

    /// Until when it can be undone: 30 days, or when the first data is lost (D-14).
    #[must_use]
    pub fn undo_until(&self, now: Instant) -> Instant {
        let losses = self.clocks().filter_map(|c| match c {
            ClockChange::Start { due, loses_data: true, .. } => Some(*due),
            _ => None,
        });
        losses.chain([now.plus_days(UNDO_DAYS)]).min().unwrap_or(now)
    }

    /// Subscriptions with the seats that go back to the seller.
    pub fn seats_back(&self) -> impl Iterator<Item = &(SubscriptionRow, i64)> {
        self.freed.iter().filter(|it| it.goes_back).flat_map(|it| it.offer.iter().flatten())
    }

    /// What the seats that go back save per term.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let mut saved: Option<(i64, &str)> = None;
        for (of, count) in self.seats_back() {
            let Some(price) = of.price_minor else { return Cost::Unknown };
            match &mut saved {
                Some((minor, currency)) if *currency == of.currency => *minor -= price.saturating_mul(*count),
                // Two currencies make no sum.
                Some(_) => return Cost::Unknown,
                None => saved = Some((-price.saturating_mul(*count), &of.currency)),
            }
        }
        saved.map_or(Cost::None, |(minor, currency)| Cost::Money(minor, currency.to_owned()))
    }
}

impl App {
    /// What deleting these users would do.
    ///
    /// # Errors
    /// E-INVALID for nobody, E-BATCH for too many, failures of the store.
    pub async fn preview_deletion(
        &self,
        by: Asking<'_>,
        users: &[UserId],
    ) -> Result<DeletionPreview, AppError> {
        Ok(self.decide_deletion(by, users, &Settlement::default()).await?.0)
    }

    /// Deletes users if that still does what was shown.
    ///
    /// # Errors
    /// As [`App::preview_deletion`], and E-ETAG when the digest is another one now.
    pub async fn delete_users(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        digest: Option<&str>,
        undoes: Option<OperationId>,
    ) -> Result<Receipt, AppError> {
        let turn = self.store.turn().await?;
        let (preview, head) = self.decide_deletion(by, users, &Settlement::default()).await?;
        same(digest, &preview.digest)?;
        self.commit_deletion(&turn, by, (&preview, &head), Beside { undoes, preview: None }).await
    }

    /// Commits a deletion in the turn in which it was decided.
    pub(crate) async fn commit_deletion(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        (preview, head): (&DeletionPreview, &AuditHead),
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let users: Vec<UserId> = preview.answers.iter().map(|(user, _)| *user).collect();
        let (left, anchors) = preview.counts();
        let until = preview.undo_until(self.now());
        let row = self.account_row(by, "delete-users", &users, (left + anchors, users.len()), until)?;
        let gone: Vec<UserId> = preview.leaving(false).collect();
        let names = || preview.names.values().filter(|it| gone.contains(&it.user));
        let command = with_names(&record(preview, &users), names());
        let row = OperationRow { undoes: beside.undoes, command, ..row };
        let customer = by.permit.customer();
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let mut records = Vec::new();
        for (of, count) in preview.seats_back() {
            let it = &of.subscription;
            let window = (it.window_seats - count).max(0);
            statements.extend(change_quantity(customer, it, -count, it.window_from, window));
            records.push(AuditEntry {
                action: "subscription.quantity-changed",
                subject: it.id.0,
                detail: json!({"before": it.quantity, "after": it.quantity - count}).to_string(),
            });
        }
        statements.extend(self.letters(by, preview).await?);
        let to = belongs(by, &row);
        statements.extend(deletions(
            to,
            &preview.answers,
            (&preview.handed, &names().collect::<Vec<_>>()),
            head,
            records,
        ));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// Messages to whoever takes over (R-FILE-4), written with the deletion itself.
    async fn letters(&self, by: Asking<'_>, preview: &DeletionPreview) -> Result<Vec<Statement>, AppError> {
        let (customer, now) = (by.permit.customer(), self.now());
        let until = preview.files_until;
        let mut letters = Vec::new();
        let anchors =
            preview.handed.mail.map(|heir| ("mailbox-shared", heir, preview.leaving(true).collect()));
        let mut heirs: BTreeMap<UserId, Vec<UserId>> = BTreeMap::new();
        for (owner, heir) in &preview.handed.files {
            heirs.entry(*heir).or_default().push(*owner);
        }
        let files = heirs.into_iter().map(|(heir, owners)| ("files-handed-over", heir, owners));
        for (kind, heir, owners) in anchors.into_iter().chain(files) {
            let Some(first) = owners.first() else { continue };
            let named = self.store.users_by_id(by.permit, &[heir, *first]).await?;
            let name = |id: UserId| named.iter().find(|u| u.id == id);
            let Some(to) = name(heir) else { continue };
            let message = MessageRow {
                id: self.next_id(),
                kind: kind.to_owned(),
                recipient: to.sign_in.clone(),
                payload: json!({
                    "name": to.display_name,
                    "who": name(*first).map(|u| u.display_name.as_str()).unwrap_or_default(),
                    "count": owners.len(),
                    "until": until.0,
                })
                .to_string(),
                created_at: now.0,
                sent_at: None,
            };
            letters.push(write_message(customer, &message));
        }
        Ok(letters)
    }

    pub(crate) async fn decide_deletion(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        settle: &Settlement,
    ) -> Result<(DeletionPreview, AuditHead), AppError> {
        check_count(users)?;
        self.check_right(by, settle).await?;
        let now = self.now();
        let (snapshot, head) = self.store.license_snapshot(by.permit, users, now).await?;
        if !snapshot.unknown.is_empty() {
            return Err(AppError::denied(Code::NotFound, "user"));
        }
        let mail = self.heir(by.permit, users, ("mail_to", settle.mail_to)).await?;
        let chosen = self.heir(by.permit, users, ("files_to", settle.files_to)).await?;
        // What the caller holds of the customer may be older than what was set meanwhile.
        let organisation = self.settled(by).await?;
        let remover = Remover {
            user: Some(UserId(by.owner)).filter(|u| u.0 != 0),
            limited: by.limited,
            global_admins: self.store.global_admins(by.permit).await?,
            file_retention_days: organisation.file_retention_days,
            hands_mail_over: mail.is_some(),
        };
        let pools = snapshot.pools.clone();
        let candidates = self.store.deletion_candidates(by.permit, snapshot).await?;
        let answers = delete_users::decide(&self.store.catalogue(), &candidates, &remover, now);
        let freed = self.freed(by, &answers, &pools, settle).await?;
        let end = now.plus_days(organisation.file_retention_days);
        let handed = Handed { mail, files: BTreeMap::new(), remind: Some(reminder(end)) };
        let mut preview = DeletionPreview {
            answers,
            freed,
            handed,
            chosen,
            files_until: end,
            names: BTreeMap::new(),
            digest: String::new(),
        };
        let gone: Vec<UserId> = preview.leaving(false).collect();
        preview.handed.files = self.file_heirs(by.permit, (users, &gone), (&organisation, chosen)).await?;
        preview.digest = crate::changes::facts::Facts::of_deletion(&preview).digest();
        Ok((preview, head))
    }

    /// Whoever takes over must be there and stay.
    async fn heir(
        &self,
        permit: &Permit,
        leaving: &[UserId],
        (place, whom): (&'static str, Option<Guid>),
    ) -> Result<Option<UserId>, AppError> {
        let Some(guid) = whom else { return Ok(None) };
        let heir = self.store.user_by_guid(permit, guid).await?.filter(|user| user.state == 0);
        let heir = heir.ok_or_else(|| Denial::new(Code::NotFound, place))?;
        if leaving.contains(&heir.id) || heir.anchored {
            return Err(AppError::denied(Code::Invalid, place));
        }
        Ok(Some(heir.id))
    }

    /// Seats that become free, by product, each with what the seller takes back.
    async fn freed(
        &self,
        by: Asking<'_>,
        answers: &[(UserId, Deletion)],
        pools: &[Pool],
        settle: &Settlement,
    ) -> Result<Vec<FreedSeats>, AppError> {
        let catalogue = self.store.catalogue();
        let mut wanted = Vec::new();
        for guid in &settle.give_back {
            let product = catalogue.product_by_guid(*guid);
            wanted.push(product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?.id);
        }
        let mut counts: BTreeMap<PoolId, i64> = BTreeMap::new();
        for (_, answer) in answers {
            let Deletion::Done { frees, .. } = answer else { continue };
            for pool in frees {
                *counts.entry(*pool).or_default() += 1;
            }
        }
        let barred = self.barred_from_reducing(by).await?;
        if let Some(denial) = barred.as_ref().filter(|_| !settle.give_back.is_empty()) {
            return Err(denial.clone().into());
        }
        let sold = self.store.subscriptions(by.permit).await?;
        let assignable = ledger(pools);
        let mut found = Vec::new();
        for pool in pools {
            let Some(freed) = counts.get(&pool.id).copied() else { continue };
            let free = assignable.get(&pool.id).copied().unwrap_or(0) + freed;
            let offer = match &barred {
                Some(denial) => Err(denial.clone()),
                None => self.offer(by, pool, (freed, free), &sold),
            };
            let goes_back = pool.kind == PoolKind::Central && wanted.contains(&pool.product);
            if let (true, Err(denial)) = (goes_back, &offer) {
                return Err(denial.clone().into());
            }
            found.push(FreedSeats { product: pool.product, freed, offer, goes_back });
        }
        Ok(found)
    }

    /// Whoever may only delete hands nothing over (R-ROLE-14).
    async fn check_right(&self, by: Asking<'_>, settle: &Settlement) -> Result<(), AppError> {
        let hands = settle.mail_to.is_some() || settle.files_to.is_some();
        if by.limited && hands && !access::hands_over(&self.standing(by.permit.actor()).await?.roles) {
            return Err(AppError::denied(Code::Role, "hand-over"));
        }
        Ok(())
    }

    /// Why whoever deletes may give no seats back: it takes the right to reduce, too (table of section 1, R-ROLE-9).
    async fn barred_from_reducing(&self, by: Asking<'_>) -> Result<Option<Denial>, AppError> {
        if by.limited {
            return Ok(Some(Denial::new(Code::Role, "change-subscriptions")));
        }
        if by.organisation.agreement == BillingAgreement::Online {
            return Ok(None);
        }
        let caller = self.standing(by.permit.actor()).await?;
        Ok(access::permit(&caller, Action::ChangeSubscriptions, &by.organisation.territory()).err())
    }

    fn offer(
        &self,
        by: Asking<'_>,
        pool: &Pool,
        (freed, assignable): (i64, i64),
        sold: &[SubscriptionRow],
    ) -> Result<Vec<(SubscriptionRow, i64)>, Denial> {
        if pool.kind != PoolKind::Central {
            return Err(Denial::new(Code::Channel, "channel"));
        }
        let own: Vec<&SubscriptionRow> = sold.iter().filter(|s| s.subscription.pool == pool.id).collect();
        let of: Vec<Sold<'_>> = own
            .iter()
            .map(|s| Sold {
                subscription: &s.subscription,
                term: Term::parse(&s.term),
                recurring: s.goes_on(),
                pinned: s.pinned,
            })
            .collect();
        let catalogue = self.store.catalogue();
        let product = catalogue.product(pool.product);
        let at = Circumstances {
            by_partner: by.permit.by_partner(),
            assignable,
            seats_min: product.and_then(|p| p.seats_min),
            seats_max: None,
            shared: false,
            end_of_sale: false,
            recurring: true,
            pinned: false,
            now: self.now(),
        };
        let row = |id: SubscriptionId| own.iter().find(|s| s.subscription.id == id).map(|s| (*s).clone());
        let going = give_back::decide(&of, freed, at)?;
        Ok(going.into_iter().filter_map(|(id, count)| Some((row(id)?, count))).collect())
    }
}

/// What an operation keeps of what was settled.
fn record(preview: &DeletionPreview, users: &[UserId]) -> String {
    let ids: Vec<i64> = users.iter().map(|u| u.0).collect();
    let back: Vec<_> = preview
        .seats_back()
        .map(|(of, count)| json!({"subscription": of.guid.to_string(), "product": of.subscription.product.0, "seats": count}))
        .collect();
    let mut record = json!({ "users": ids });
    if let Some(fields) = record.as_object_mut() {
        if !back.is_empty() {
            fields.insert("back".to_owned(), back.into());
        }
        for (name, heir) in [("mail_to", preview.handed.mail), ("files_to", preview.chosen)] {
            if let Some(heir) = heir {
                fields.insert(name.to_owned(), heir.0.into());
            }
        }
    }
    record.to_string()
}
