//! The guard before doors that nobody watches (D-15): what would take licenses from many people, or start many data
//! clocks, without a person having seen it is kept instead, until somebody looks at its preview and approves or declines
//! it. How many are too many is the domain's; here it is counted and kept.

use std::collections::BTreeMap;

use cupo_domain::access::{Action, Permit};
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decision::ClockChange;
use cupo_domain::guard::{Loss, USUAL_MOST, waits};
use cupo_domain::ids::{Guid, OperationId, PoolId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::actor_text;
use cupo_store::guard::{WaitingRow, decide_waiting, hold_change, passed};
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::changes::doc::ChangeDoc;
use crate::changes::{Applied, Command, Shown, What};
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::doc::Doc;
use crate::licenses::totals::Totals;

/// The setting: most people who may lose something within an hour before a person looks.
pub const GUARD: &str = "guard_users";
/// The least and the most of it.
pub const GUARD_LIMITS: (i64, i64) = (0, 1_000_000);
/// Under which data clocks are counted.
const DATA: PoolId = PoolId(0);
/// People who get a mail about a change that waits.
const LETTERS_MAX: i64 = 5;
/// Decisions that are tried before others have written often enough.
const TRIES_MAX: usize = 3;
const HOUR: i64 = 3_600_000_000;

/// Whether nobody looks at what comes through a door before it is done.
#[must_use]
pub fn unwatched(channel: &str) -> bool {
    channel == "api"
}

/// What a change takes: people by product, and people whose data clocks start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    taken: BTreeMap<PoolId, i64>,
}

impl Weight {
    pub fn of_totals(totals: &Totals) -> Self {
        let mut it = Self::default();
        for product in &totals.products {
            it.add(product.pool, product.revoked);
        }
        it.add(DATA, totals.clocks.iter().filter(|c| c.loses_data).map(|c| c.count).max().unwrap_or(0));
        it
    }

    pub fn of(what: &What) -> Self {
        match what {
            What::Licenses(totals) => Self::of_totals(totals),
            What::Group(it) => Self::of_totals(&it.totals),
            What::SelfService(it) => Self::of_totals(&it.totals),
            What::Request(it) => Self::of_totals(&it.totals),
            What::Deletion(it) => {
                let mut weight = Self::default();
                for (_, answer) in &it.answers {
                    let Deletion::Done { frees, clocks, .. } = answer else { continue };
                    frees.iter().for_each(|pool| weight.add(*pool, 1));
                    let loses = |c: &ClockChange| matches!(c, ClockChange::Start { loses_data: true, .. });
                    weight.add(DATA, i64::from(clocks.iter().any(loses)));
                }
                weight
            }
            _ => Self::default(),
        }
    }

    fn add(&mut self, pool: PoolId, users: i64) {
        if users > 0 {
            *self.taken.entry(pool).or_default() += users;
        }
    }

    fn clocks(&self) -> i64 {
        self.taken.get(&DATA).copied().unwrap_or(0)
    }

    /// The most who lose one product.
    fn users(&self) -> i64 {
        self.taken.iter().filter(|(pool, _)| **pool != DATA).map(|(_, users)| *users).max().unwrap_or(0)
    }
}

impl App {
    /// The setting of a customer.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn guard_users(&self, permit: &Permit) -> Result<i64, AppError> {
        let options = self.store.options(permit).await?;
        Ok(options.get(GUARD).and_then(|text| text.parse().ok()).unwrap_or(USUAL_MOST))
    }

    /// Whether a change through an unwatched door has to wait.
    pub(crate) async fn has_to_wait(&self, permit: &Permit, weight: &Weight) -> Result<bool, AppError> {
        if weight.taken.is_empty() {
            return Ok(false);
        }
        let most = self.guard_users(permit).await?;
        let earlier = self.store.passed_since(permit, self.now().0 - HOUR).await?;
        let mut holders: BTreeMap<PoolId, i64> =
            self.store.pools(permit).await?.into_iter().map(|pool| (pool.id, pool.consumed)).collect();
        // Whoever has data has a license.
        let most_held = holders.values().copied().max().unwrap_or(0);
        holders.insert(DATA, most_held);
        let of = |known: &BTreeMap<PoolId, i64>, pool: &PoolId| known.get(pool).copied().unwrap_or(0);
        let loss = |(pool, now): (&PoolId, &i64)| Loss {
            holders: of(&holders, pool),
            earlier: of(&earlier, pool),
            now: *now,
        };
        Ok(weight.taken.iter().any(|it| waits(loss(it), most)))
    }

    /// What went through counts for an hour.
    pub(crate) fn passed_rows(&self, permit: &Permit, weight: &Weight) -> Vec<Statement> {
        if weight.taken.is_empty() {
            return Vec::new();
        }
        let now = self.now().0;
        passed(permit.customer(), &weight.taken, (now, now - HOUR, self.next_id()))
    }

    /// Keeps a change until somebody decides about it; one that waits already waits once.
    pub(crate) async fn keep_waiting(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        (kind, command): (&str, String),
        weight: &Weight,
    ) -> Result<Guid, AppError> {
        let customer = by.permit.customer();
        if let Some(known) = self.store.waiting_like(by.permit, &command).await? {
            return Ok(known.guid);
        }
        let row = WaitingRow {
            id: self.next_id(),
            guid: new_guid()?,
            kind: kind.to_owned(),
            command,
            channel: by.channel.to_owned(),
            actor: actor_text(by.permit.actor()),
            reason: by.reason.to_owned(),
            users: weight.users(),
            clocks: weight.clocks(),
            created_at: self.now().0,
            state: 0,
            decided_by: String::new(),
            operation: OperationId(0),
        };
        let told =
            json!({"change": row.guid.to_string(), "kind": kind, "users": row.users, "clocks": row.clocks});
        let letter =
            json!({"name": by.organisation.name, "users": row.users, "clocks": row.clocks}).to_string();
        let mut statements = vec![hold_change(customer, &row)];
        for recipient in self.store.admin_addresses(by.permit, LETTERS_MAX).await? {
            let message = MessageRow {
                id: self.next_id(),
                kind: "change-waits".to_owned(),
                recipient,
                payload: letter.clone(),
                created_at: row.created_at,
                sent_at: None,
            };
            statements.push(write_message(customer, &message));
        }
        let head = self.store.audit_head(customer).await?;
        statements.extend(self.audit_one(by, &head, ("change.held", OperationId(0)), 0, told));
        self.store.commit(turn, statements).await?;
        Ok(row.guid)
    }

    /// Decides and does it in one step, unless it takes too much for that; then it waits.
    ///
    /// # Errors
    /// E-GUARD with the change that waits, and how many people it concerns; what the command is refused for.
    pub(crate) async fn run_unwatched(&self, by: Asking<'_>, command: &Command) -> Result<Applied, AppError> {
        if let Some(request) = self.license_request(by, command).await? {
            return self.licenses_unwatched(by, &request).await;
        }
        let turn = self.store.turn().await?;
        let judged = self.judge(by, command).await?;
        let weight = Weight::of(&judged.what);
        if self.has_to_wait(by.permit, &weight).await? {
            let doc = ChangeDoc::of(&judged.frozen, by).to_json()?;
            let kept = self.keep_waiting(&turn, by, (kind_of(command), doc), &weight).await?;
            return Err(held(kept, &weight));
        }
        let rows = self.passed_rows(by.permit, &weight);
        let applied = self.commit_judged(&turn, by, judged, None).await?;
        if !rows.is_empty() {
            self.store.commit(&turn, rows).await?;
        }
        Ok(applied)
    }

    async fn licenses_unwatched(
        &self,
        by: Asking<'_>,
        request: &crate::licenses::Request,
    ) -> Result<Applied, AppError> {
        if !request.wanted.may_take() {
            return Ok(Applied::of(self.save(by.permit, request, None).await?));
        }
        let mut tries = 0;
        loop {
            let decided = self.decide(by.permit, request).await?;
            let weight = Weight::of_totals(&decided.totals);
            if self.has_to_wait(by.permit, &weight).await? {
                let doc = Doc::of(request, &decided.ids).to_json()?;
                let turn = self.store.turn().await?;
                let kept = self.keep_waiting(&turn, by, (request.wanted.kind(), doc), &weight).await?;
                return Err(held(kept, &weight));
            }
            tries += 1;
            let rows = self.passed_rows(by.permit, &weight);
            match self.save(by.permit, request, Some(&decided.digest)).await {
                // Others wrote in between: what was counted is not what would be done.
                Err(AppError::Changed(_)) if tries < TRIES_MAX => {}
                Err(error) => return Err(error),
                Ok(receipt) => {
                    if !rows.is_empty() {
                        let turn = self.store.turn_in_the_end().await;
                        self.store.commit(&turn, rows).await?;
                    }
                    return Ok(Applied::of(receipt));
                }
            }
        }
    }

    /// A change that waits.
    ///
    /// # Errors
    /// E-NOTFOUND.
    pub async fn waiting_change(&self, permit: &Permit, guid: Guid) -> Result<WaitingRow, AppError> {
        let row = self.store.waiting_by(permit, guid).await?;
        Ok(row.ok_or_else(|| Denial::new(Code::NotFound, "change"))?)
    }

    /// The action whose permit deciding about it takes.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub async fn action_of_waiting(&self, permit: &Permit, row: &WaitingRow) -> Result<Action, AppError> {
        match ChangeDoc::from_json(&row.command)? {
            Some(doc) => self.action_of(permit, &doc.command()).await,
            None => Ok(Action::AssignLicenses),
        }
    }

    /// What it would do now, kept so that exactly this can be applied.
    ///
    /// # Errors
    /// E-STATE when it was decided about; what the change is refused for.
    pub async fn preview_waiting(&self, by: Asking<'_>, row: &WaitingRow) -> Result<Shown, AppError> {
        if row.state != 0 {
            return Err(AppError::denied(Code::State, "decided"));
        }
        if let Some(doc) = ChangeDoc::from_json(&row.command)? {
            let by = Asking { reason: &row.reason, ..by };
            return self.preview_command(by, &doc.command()).await;
        }
        let request = Doc::from_json(&row.command)?.request(by.owner)?;
        Ok(self.shown_licenses(self.preview(by.permit, &request).await?))
    }

    /// Somebody decided: with the operation that it became, or without one.
    ///
    /// # Errors
    /// E-STATE when somebody else decided first.
    pub async fn decide_about(
        &self,
        by: Asking<'_>,
        row: &WaitingRow,
        operation: Option<Guid>,
    ) -> Result<(), AppError> {
        let customer = by.permit.customer();
        let turn = self.store.turn().await?;
        if self.waiting_change(by.permit, row.guid).await?.state != 0 {
            return Err(AppError::denied(Code::State, "decided"));
        }
        let became = match operation {
            Some(guid) => self.store.operation(by.permit, guid).await?.map(|it| it.id),
            None => None,
        };
        let became = became.unwrap_or(OperationId(0));
        let action = if operation.is_some() { "change.approved" } else { "change.declined" };
        let detail = json!({"change": row.guid.to_string(), "kind": row.kind,
            "operation": operation.map(|it| it.to_string())});
        let head = self.store.audit_head(customer).await?;
        let mut statements = vec![decide_waiting(customer, row.id, &actor_text(by.permit.actor()), became)];
        statements.extend(self.audit_one(by, &head, (action, OperationId(0)), 0, detail));
        Ok(self.store.commit(&turn, statements).await?)
    }
}

fn held(kept: Guid, weight: &Weight) -> AppError {
    Denial::new(Code::Guard, kept.to_string()).with_figure(weight.users().max(weight.clocks())).into()
}

/// The kind of operation that a command would be.
fn kind_of(command: &Command) -> &'static str {
    match command {
        Command::DeleteUsers { .. } => "delete-users",
        Command::Group(wish) => wish.kind(),
        Command::SelfService(wish) => wish.kind(),
        Command::Request(wish) => wish.kind(),
        _ => "licenses",
    }
}
