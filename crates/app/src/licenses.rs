//! Changing licenses: preview, save, slices, undo. One way for every door. A preview and its application are the same
//! decision, so they cannot disagree; what changed between them is named (D-2).

pub(crate) mod decided;
pub mod doc;
pub mod lines;
pub mod totals;
pub mod marks;
pub mod listed;
pub mod file;
pub(crate) mod kept;
pub(crate) mod together;
pub(crate) mod underway;
mod reading;
mod forms;
pub(crate) mod stuck;
mod slices;
mod undo;

use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::command::ChangeLicenses;
use cupo_domain::decide::all_or_nothing::all_or_nothing;
use cupo_domain::decide::change_licenses::{Planner, check, ledger, settle};
use cupo_domain::decision::{ClockChange, Decision, Plan};
use cupo_domain::ids::{FileId, Guid, OperationId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::Pool;
use cupo_domain::time::Instant;
use cupo_store::audit::{AuditHead, actor_text};
use cupo_store::commit::{Belongs, licenses, progress};
use cupo_store::operations::{
    Once, OperationRow, PreviewRow, SLICE_USERS_MAX, create_operation, mark_undone,
};
use cupo_store::previews::{PreviewUse, remember_use};
use cupo_store::store::Turn;
use cupo_store::users::{Selected, UserFilter};

use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::decided::Decided;
use crate::licenses::doc::{Doc, Wanted};
use crate::licenses::marks::marks;
use crate::licenses::reading::{Portion, Portions};
use crate::licenses::together::{Answer, Terms};
use crate::licenses::totals::{Totals, digest, fingerprint, totals, totals_json};
use crate::previews::CONSOLE;

pub use marks::{Answers, Differences, Since};

/// Days in which an operation can be undone (D-14).
pub const UNDO_DAYS: i64 = 30;
/// How long a preview is kept.
pub const PREVIEW_HOURS: i64 = 24;
/// Most users of a strict operation (D-3).
pub const STRICT_USERS_MAX: i64 = 50_000;

/// Whose licenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// These users.
    Users(Vec<UserId>),
    /// The selection of the person who asks.
    Selection,
    /// Everybody who matches.
    Filter(UserFilter),
    /// Everybody a file is about.
    File(FileId),
}

/// What somebody wants.
#[derive(Clone, Debug)]
pub struct Request {
    /// Whose licenses.
    pub who: Who,
    /// What shall change.
    pub wanted: Wanted,
    /// Why, in the person's words.
    pub reason: String,
    /// Through which door.
    pub channel: &'static str,
    /// Whose selection and previews: the user, or 0.
    pub owner: i64,
    /// Most users this door allows, if it has a limit (R-BULK-1).
    pub users_max: Option<i64>,
    /// Change nothing unless it works for everybody (D-3).
    pub strict: bool,
    /// The key with which a program asks for it once.
    pub once: Option<Once>,
    /// The preview of a form that it uses up: a form that is sent twice is done once.
    pub used: Option<PreviewUse>,
}

/// A decision that was shown.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Outside identity.
    pub guid: Guid,
    /// What must not have changed when it is applied.
    pub digest: String,
    /// Its figures.
    pub totals: Totals,
    /// Until when its application could be undone (D-14).
    pub undo_until: Instant,
}

/// What the caller gets back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The operation; its page shows every outcome.
    pub operation: Guid,
    /// Whether work goes on in the background.
    pub running: bool,
}

/// What saving a form came to.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is done, or under way.
    Done(Receipt),
    /// Nobody was shown this, or data would be lost: it is what would happen; nothing has been done.
    Confirm(Box<Preview>),
}

impl Request {
    /// Refuses nobody, and more users than the door allows.
    fn check_count(&self, users: &[UserId]) -> Result<(), AppError> {
        let count = i64::try_from(users.len()).unwrap_or(i64::MAX);
        if let Some(most) = self.users_max.filter(|most| count > *most) {
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        if self.strict && count > STRICT_USERS_MAX {
            return Err(Denial::new(Code::Batch, "strict").with_figure(STRICT_USERS_MAX).into());
        }
        if users.is_empty() {
            return Err(AppError::denied(Code::Invalid, "nobody"));
        }
        Ok(())
    }

    /// Gives the seats in the manner that was asked for.
    fn settle(&self, planned: Vec<(UserId, Arc<Plan>)>, pools: &[Pool]) -> Decision {
        let decision = settle(planned, &mut ledger(pools));
        if self.strict { all_or_nothing(decision) } else { decision }
    }
}

impl App {
    /// Decides without changing anything, and keeps the decision so that it can be applied.
    ///
    /// # Errors
    /// Denials of the whole command; failures of the store.
    pub async fn preview(&self, permit: &Permit, request: &Request) -> Result<Preview, AppError> {
        let decided = self.decide(permit, request).await?;
        self.keep(permit, request, decided).await
    }

    /// Keeps a decision so that it can be applied.
    async fn keep(&self, permit: &Permit, request: &Request, decided: Decided) -> Result<Preview, AppError> {
        let now = self.now();
        let row = PreviewRow {
            id: self.preview_key((request.channel, request.owner), &request.form()),
            guid: new_guid()?,
            owner: request.owner,
            command: Doc::of(request, &decided.ids).to_json()?,
            digest: decided.digest.clone(),
            totals: totals_json(&decided.totals),
            marks: marks(&decided.decision),
            created_at: now.0,
        };
        let keep_from = now.0 - PREVIEW_HOURS * 3_600_000_000;
        let parts = listed::parts(&decided.decision)?;
        self.store.save_listed_preview(permit, &row, parts, keep_from).await?;
        let undo_until = undo_until(&decided.decision, now);
        let (guid, digest, totals) = (row.guid, row.digest, decided.totals.clone());
        self.keep_decision(permit, decided);
        Ok(Preview { guid, digest, totals, undo_until })
    }

    /// Applies a preview: exactly that, or what has changed since.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there or another person's, `Changed` with the differences.
    pub async fn apply(&self, permit: &Permit, owner: i64, preview: Guid) -> Result<Receipt, AppError> {
        self.apply_once(permit, owner, preview, None).await
    }

    /// The same with the key of a program that asks for it once.
    ///
    /// # Errors
    /// As [`App::apply`].
    pub async fn apply_once(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
        once: Option<Once>,
    ) -> Result<Receipt, AppError> {
        let row = self.store.preview(permit, preview).await?.filter(|row| row.owner == owner);
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "preview"))?;
        let request = Doc::from_json(&row.command)?.request(owner)?;
        // Programs say with a key what they want once; forms of people have their preview alone.
        let used = (request.channel == CONSOLE).then_some(PreviewUse { preview, owner, asked: 0 });
        let request = Request { once, used, ..request };
        self.save_checked(permit, &request, Some((&row.digest, &row.marks))).await
    }

    /// Applies a request; with a digest only if the decision is still the one that was shown.
    ///
    /// # Errors
    /// Denials of the whole command, `Changed`, failures of the store.
    pub async fn save(
        &self,
        permit: &Permit,
        request: &Request,
        digest: Option<&str>,
    ) -> Result<Receipt, AppError> {
        self.save_checked(permit, request, digest.map(|d| (d, &[][..]))).await
    }

    async fn save_checked(
        &self,
        permit: &Permit,
        request: &Request,
        shown: Option<(&str, &[u8])>,
    ) -> Result<Receipt, AppError> {
        if request.is_small() {
            return match self.change_small(permit, request, Terms { shown, confirmed: true }).await? {
                Answer::Done(receipt) => Ok(receipt),
                Answer::Ask(_) => Err(AppError::Bug("asked although it was confirmed".to_owned())),
            };
        }
        let turn = self.store.turn().await?;
        let decided = self.decide_again(permit, request, shown).await?;
        unchanged(shown, &decided)?;
        self.carry_out(&turn, permit, request, decided).await
    }

    /// The decision in the turn in which it is carried out: what was shown, while nothing has moved since.
    pub(crate) async fn decide_again(
        &self,
        permit: &Permit,
        request: &Request,
        shown: Option<(&str, &[u8])>,
    ) -> Result<Decided, AppError> {
        let kept = match shown {
            Some((digest, _)) => self.kept_decision(permit, request, digest).await?,
            None => None,
        };
        match kept {
            Some(decided) => Ok(decided),
            None => self.decide(permit, request).await,
        }
    }

    /// Commits a decision in the turn in which it was made: whole, or admitted to be worked on in slices.
    async fn carry_out(
        &self,
        turn: &Turn<'_>,
        permit: &Permit,
        request: &Request,
        decided: Decided,
    ) -> Result<Receipt, AppError> {
        let row = self.operation_row(permit, request, &decided)?;
        let receipt =
            Receipt { operation: row.guid, running: !request.strict && decided.ids.len() > SLICE_USERS_MAX };
        if receipt.running {
            self.admit(turn, permit, request, (row, decided)).await?;
        } else {
            self.commit_whole(turn, permit, request, (row, decided)).await?;
        }
        Ok(receipt)
    }

    async fn commit_whole(
        &self,
        turn: &Turn<'_>,
        permit: &Permit,
        request: &Request,
        (row, decided): (OperationRow, Decided),
    ) -> Result<(), AppError> {
        let row = whole(row, &decided.decision);
        let to = Belongs { permit, channel: request.channel, operation: row.id, now: row.created_at };
        let mut statements = vec![create_operation(permit.customer(), &row)];
        statements.extend(request.used.map(|used| remember_use(permit, used, row.id)));
        statements.extend(row.undoes.map(|undone| mark_undone(permit.customer(), undone, row.id)));
        let positions: Vec<i64> = (0..).take(decided.decision.users.len()).collect();
        statements.extend(licenses(to, &decided.decision, &positions, &decided.head));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(())
    }

    fn operation_row(
        &self,
        permit: &Permit,
        request: &Request,
        decided: &Decided,
    ) -> Result<OperationRow, AppError> {
        let now = self.now();
        Ok(OperationRow {
            id: OperationId(self.next_id()),
            guid: new_guid()?,
            kind: request.wanted.kind().to_owned(),
            channel: request.channel.to_owned(),
            actor: actor_text(permit.actor()),
            actor_id: request.owner,
            reason: request.reason.clone(),
            command: Doc::of(request, &[]).to_json()?,
            totals: totals_json(&decided.totals),
            running: true,
            users_total: i64::try_from(decided.ids.len()).unwrap_or(i64::MAX),
            users_done: 0,
            succeeded: 0,
            unchanged: 0,
            refused: 0,
            created_at: now.0,
            finished_at: None,
            undo_until: undo_until(&decided.decision, now).0,
            final_because: String::new(),
            undoes: request.wanted.undoes(),
            undone_by: None,
            once: request.once.clone(),
        })
    }

    /// Reads users in chunks and decides for all of them.
    pub(crate) async fn decide(&self, permit: &Permit, request: &Request) -> Result<Decided, AppError> {
        self.check_undo(permit, &request.wanted).await?;
        let ids = self.users_of(permit, request).await?;
        request.check_count(&ids)?;
        let (catalogue, now) = (self.store.catalogue(), self.now());
        let mut answers = Vec::with_capacity(ids.len());
        let mut read: Option<(Vec<Pool>, AuditHead)> = None;
        let portions = Portions::of(self, permit, &request.wanted, &ids, now);
        let mut portions = portions.ok_or_else(|| AppError::Bug("used after its end".to_owned()))?;
        while let Some(Portion { places, command, snapshot, head }) = portions.next().await? {
            let (pools, _) = read.get_or_insert((snapshot.pools, head));
            check(&catalogue, pools, &command)?;
            let mut planner = Planner::new(&catalogue, pools, &command, now);
            let mut holders = snapshot.holders.iter().peekable();
            for (user, place) in &places {
                answers.push(match holders.next_if(|holder| holder.user == *user) {
                    Some(holder) => (*place, *user, planner.plan(holder), fingerprint(holder)),
                    None => (*place, *user, planner.missing(*user), 0),
                });
            }
        }
        answers.sort_unstable_by_key(|(place, ..)| *place);
        let fingerprints = answers.iter().map(|(.., fingerprint)| *fingerprint).collect();
        let planned = answers.into_iter().map(|(_, user, plan, _)| (user, plan)).collect();
        let (pools, head) = read.ok_or_else(|| AppError::Bug("a decision without a read".to_owned()))?;
        let decision = request.settle(planned, &pools);
        let (digest, totals) = (digest(&decision), totals(&pools, &decision));
        Ok(Decided { ids, fingerprints, decision, pools, head, at: now, digest, totals })
    }

    async fn command_for(
        &self,
        permit: &Permit,
        wanted: &Wanted,
        users: &[UserId],
    ) -> Result<ChangeLicenses, AppError> {
        match wanted {
            Wanted::Change(command) => Ok(command.clone()),
            Wanted::File(file) => self.file_command(permit, *file, users).await,
            Wanted::Undo(operation) => self.undo_command(permit, *operation, users).await,
        }
    }

    async fn users_of(&self, permit: &Permit, request: &Request) -> Result<Vec<UserId>, AppError> {
        match &request.who {
            Who::Users(users) => {
                let mut seen = std::collections::BTreeSet::new();
                let once: Vec<UserId> = users.iter().filter(|u| seen.insert(**u)).copied().collect();
                if once.len() == 1 {
                    return Ok(once);
                }
                let mut ordered = self.store.in_order_of_names(permit, &once).await?;
                let known: std::collections::BTreeSet<UserId> = ordered.iter().copied().collect();
                ordered.extend(once.into_iter().filter(|u| !known.contains(u)));
                Ok(ordered)
            }
            Who::Filter(filter) => Ok(self.store.user_ids(permit, filter).await?),
            Who::File(file) => Ok(self.store.file_users(permit, *file).await?),
            Who::Selection => {
                let selected = self.selected(permit, request.owner).await?;
                Ok(self.store.user_ids(permit, &in_selection(selected)).await?)
            }
        }
    }
}

/// The row of an operation that is done with the commit of its decision.
fn whole(row: OperationRow, decision: &Decision) -> OperationRow {
    let done = progress(decision);
    OperationRow {
        running: false,
        users_done: done.done,
        succeeded: done.succeeded,
        unchanged: done.unchanged,
        refused: done.refused,
        finished_at: Some(row.created_at),
        ..row
    }
}

/// Refuses a decision that is no longer the one that was shown, naming what differs (D-2).
pub(crate) fn unchanged(shown: Option<(&str, &[u8])>, decided: &Decided) -> Result<(), AppError> {
    match shown {
        Some((digest, marks)) if digest != decided.digest => {
            tracing::debug!(digest, "the decision changed since it was shown");
            let differences = Differences::between(marks, &decided.decision, decided.totals.clone());
            Err(AppError::Changed(Box::new(differences)))
        }
        _ => Ok(()),
    }
}

/// The filter that finds a selection.
#[must_use]
pub fn in_selection(selected: Selected) -> UserFilter {
    UserFilter { selected: Some(Box::new(selected)), ..UserFilter::default() }
}

/// Undo ends after 30 days, or when the first data that it would have to bring back is lost (D-14).
pub(crate) fn undo_until(decision: &Decision, now: Instant) -> Instant {
    let losses = decision.users.iter().flat_map(|u| &u.plan.clocks).filter_map(|c| match c {
        ClockChange::Start { due, loses_data: true, .. } => Some(*due),
        _ => None,
    });
    losses.chain([now.plus_days(UNDO_DAYS)]).min().unwrap_or(now)
}
