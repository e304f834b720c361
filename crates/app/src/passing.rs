//! Time passes here: what is due is carried out in the order of its instants, in slices, through the commit that every
//! change takes, and what would be due until some day can be told without changing anything. It never decides: the
//! domain says what each instant does.

mod happening;

pub use happening::{Happening, What, status_key};

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Action, system_permit};
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::RESTORE_DAYS;
use cupo_domain::ids::{CustomerId, PoolId, SubscriptionId, UserId};
use cupo_domain::lifecycle::{self, PeriodRow, PeriodTable, units};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention;
use cupo_domain::seats::Units;
use cupo_domain::time::Instant;
use cupo_store::audit::{AuditContext, AuditEntry, AuditHead, append};
use cupo_store::due::{
    ClockRow, DUE_SLICE_MAX, Due, LeavingRow, LifeRow, carry_clocks, change_life, keep_lives, looked_at,
    move_units, purge,
};
use cupo_store::files::{forget_heirs, reminded};
use cupo_store::periods::keep_periods;
use cupo_store::value::Statement;

use crate::app::App;
use crate::error::AppError;

/// Most happenings that a simulation tells.
pub const SIMULATED_MAX: i64 = 100_000;
/// The door of everything that time does.
pub const CHANNEL: &str = "clock";
/// Longest duration of a state.
pub const PERIOD_DAYS_MAX: i64 = 3_650;
/// Most days by which the demo's clock moves at once: a century.
pub const ADVANCE_DAYS_MAX: i64 = 36_525;

impl App {
    /// Carries out everything that is due, in order, taking turns with other writers; returns how many transitions
    /// there were. Doing it again at once does nothing.
    ///
    /// # Errors
    /// When the store cannot read or write; whatever was done stays done.
    pub async fn work_on_time(&self) -> Result<usize, AppError> {
        let mut done = 0;
        while self.look_at_subscriptions().await? {}
        loop {
            let slice = self.work_on_due_slice().await?;
            if slice == 0 {
                return Ok(done);
            }
            done += slice;
            self.announce_progress();
        }
    }

    /// Learns when subscriptions are due that nobody has looked at; whether there were any.
    async fn look_at_subscriptions(&self) -> Result<bool, AppError> {
        let turn = self.store.turn().await?;
        let found = self.store.lives_to_look_at().await?;
        if found.is_empty() {
            return Ok(false);
        }
        let table = self.period_table().await?;
        let mut own: BTreeMap<CustomerId, Vec<SubscriptionId>> = BTreeMap::new();
        for row in &found {
            own.entry(row.customer).or_default().push(row.id);
        }
        let rows: Vec<_> = found.into_iter().map(|row| with_due(row, &table)).collect();
        let mut statements = vec![keep_lives(&rows)];
        statements.extend(own.iter().map(|(customer, ids)| looked_at(*customer, ids)));
        self.store.commit(&turn, statements).await?;
        Ok(true)
    }

    /// Puts other durations in the place of those there are; from then on they hold for every subscription, also
    /// for one that waits for its next step already. The installation's own setting: no customer can reach it.
    ///
    /// # Errors
    /// E-INVALID for durations below nothing, beyond ten years, or two of one kind.
    pub async fn set_periods(&self, rows: &[PeriodRow]) -> Result<(), AppError> {
        for (n, it) in rows.iter().enumerate() {
            let days = [
                it.periods.expired_days,
                it.periods.disabled_days,
                it.periods.suspended_days,
                it.periods.suspended_days_max,
            ];
            if let Some(wrong) = days.into_iter().find(|days| !(0..=PERIOD_DAYS_MAX).contains(days)) {
                return Err(Denial::new(Code::Invalid, "days").with_figure(wrong).into());
            }
            let same = |other: &PeriodRow| {
                (other.agreement, other.term, other.product) == (it.agreement, it.term, it.product)
            };
            if rows.iter().take(n).any(same) {
                return Err(AppError::denied(Code::Invalid, "twice"));
            }
        }
        let turn = self.store.turn().await?;
        Ok(self.store.commit(&turn, keep_periods(rows)).await?)
    }

    /// The durations of this installation.
    pub(crate) async fn period_table(&self) -> Result<PeriodTable, AppError> {
        Ok(PeriodTable::with(self.store.life_periods().await?))
    }

    async fn work_on_due_slice(&self) -> Result<usize, AppError> {
        let turn = self.store.turn().await?;
        let now = self.now();
        let table = self.period_table().await?;
        let due = self.store.due(now, last_leaving(now), DUE_SLICE_MAX).await?;
        let (due, horizon) = up_to(due, &table, now);
        let happenings = happenings(&due, &table, horizon);
        if happenings.is_empty() {
            return Ok(0);
        }
        let customers: BTreeSet<CustomerId> = happenings.iter().map(|h| h.customer).collect();
        let customers: Vec<CustomerId> = customers.into_iter().collect();
        let heads = self.store.audit_heads(&customers).await?;
        let mut statements = Vec::new();
        for customer in &customers {
            statements.extend(changes_of(*customer, &due, &table, horizon));
            let head = heads.get(customer).ok_or_else(|| {
                AppError::Bug(format!("customer {customer} has no head of its audit chain"))
            })?;
            let told = due.reminders.iter().filter(|it| it.customer == *customer && it.due <= horizon);
            statements.extend(self.reminders(*customer, told));
            statements.extend(records_of(*customer, &happenings, head, now));
        }
        self.store.commit(&turn, statements).await?;
        Ok(happenings.len())
    }

    /// Everything that would happen until an instant if nobody did anything, in order; changes nothing. True beside it
    /// when there is more than [`SIMULATED_MAX`] of a kind.
    ///
    /// # Errors
    /// E-INVALID for an instant before now.
    pub async fn simulate(&self, until: Instant) -> Result<(Vec<Happening>, bool), AppError> {
        let now = self.now();
        if until < now {
            return Err(AppError::denied(Code::Invalid, "past"));
        }
        let table = self.period_table().await?;
        let unknown = self.store.lives_to_look_at().await?;
        let mut due = self.store.due(until, last_leaving(until), SIMULATED_MAX).await?;
        let known: BTreeSet<_> = due.lives.iter().map(|row| (row.customer, row.id)).collect();
        due.lives.extend(unknown.into_iter().filter(|row| !known.contains(&(row.customer, row.id))));
        let full = |count: usize| i64::try_from(count).unwrap_or(i64::MAX) >= SIMULATED_MAX;
        let cut =
            [due.lives.len(), due.clocks.len(), due.leaving.len(), due.reminders.len()].into_iter().any(full);
        Ok((happenings(&due, &table, until), cut))
    }

    /// The next instant at which something happens by itself; none when nothing will.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn next_event(&self) -> Result<Option<Instant>, AppError> {
        let now = self.now();
        let [life, data, reminder, leaving] = self.store.next_due(now, last_leaving(now)).await?;
        let leaving = leaving.map(|deleted| deleted.plus_days(RESTORE_DAYS));
        Ok([life, data, reminder, leaving].into_iter().flatten().min())
    }

    /// Moves the business clock forward and carries out what is due by then; for the demo and for tests (D-17).
    ///
    /// # Errors
    /// E-INVALID for time that would go backwards or too far, failures of the store.
    pub async fn advance_to(&self, until: Instant) -> Result<usize, AppError> {
        let now = self.now();
        if until < now {
            return Err(AppError::denied(Code::Invalid, "past"));
        }
        if until > now.plus_days(ADVANCE_DAYS_MAX) {
            return Err(AppError::denied(Code::Invalid, "too-far"));
        }
        self.clock.advance(until.0 - now.0);
        self.work_on_time().await
    }
}

/// Accounts deleted until then are past their restore at `now` (R-DEL-2).
fn last_leaving(now: Instant) -> Instant {
    now.plus_days(-RESTORE_DAYS)
}

fn with_due(row: LifeRow, table: &PeriodTable) -> (LifeRow, Option<Instant>) {
    let due = lifecycle::next(&row.life, table).map(|t| t.due);
    (row, due)
}

/// Cuts what was read where a list may go on: up to there nothing is missing, so the order of instants is kept.
fn up_to(mut due: Due, table: &PeriodTable, now: Instant) -> (Due, Instant) {
    let most = usize::try_from(DUE_SLICE_MAX).unwrap_or(usize::MAX);
    let mut horizon = now;
    if due.clocks.len() >= most {
        horizon = due.clocks.last().and_then(|row| row.clock.due).map_or(horizon, |d| d.min(horizon));
    }
    if due.leaving.len() >= most {
        horizon = due.leaving.last().map_or(horizon, |row| ends(row).min(horizon));
    }
    if due.reminders.len() >= most {
        horizon = due.reminders.last().map_or(horizon, |row| row.due.min(horizon));
    }
    if due.lives.len() >= most {
        let last = due.lives.last().and_then(|row| lifecycle::next(&row.life, table));
        horizon = last.map_or(horizon, |t| t.due.min(horizon));
    }
    due.clocks.retain(|row| row.clock.due.is_some_and(|d| d <= horizon));
    due.leaving.retain(|row| ends(row) <= horizon);
    (due, horizon)
}

fn ends(row: &LeavingRow) -> Instant {
    row.deleted.plus_days(RESTORE_DAYS)
}

/// What happens until the horizon, in the order of its instants.
fn happenings(due: &Due, table: &PeriodTable, horizon: Instant) -> Vec<Happening> {
    let mut found = Vec::new();
    for row in &due.lives {
        let mut before = &row.life;
        let steps = lifecycle::due(&row.life, table, horizon);
        for step in &steps {
            found.push(Happening::of_subscription(row, before, step));
            before = &step.after;
        }
    }
    for row in &due.clocks {
        for step in retention::due(&row.clock, row.held, horizon) {
            found.push(Happening::of_data(row, step));
        }
    }
    for row in due.leaving.iter().filter(|row| ends(row) <= horizon) {
        found.push(Happening {
            customer: row.customer,
            due: ends(row),
            what: What::Purge { user: row.user },
        });
    }
    for row in due.reminders.iter().filter(|row| row.due <= horizon) {
        found.push(Happening::of_reminder(row));
    }
    found.sort_by_key(Happening::order);
    found
}

fn changes_of(customer: CustomerId, due: &Due, table: &PeriodTable, horizon: Instant) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut moved: BTreeMap<PoolId, Units> = BTreeMap::new();
    let mut lives = Vec::new();
    for row in due.lives.iter().filter(|row| row.customer == customer) {
        let Some(last) = lifecycle::due(&row.life, table, horizon).pop() else { continue };
        statements.push(change_life(row, &last.after));
        add(moved.entry(row.pool).or_default(), units(&last.after), 1);
        add(moved.entry(row.pool).or_default(), units(&row.life), -1);
        lives.push(with_due(LifeRow { life: last.after, ..row.clone() }, table));
    }
    statements.push(keep_lives(&lives));
    let moved = moved.into_iter().filter(|(_, by)| *by != Units::default());
    statements.extend(moved.map(|(pool, by)| move_units(customer, pool, by)));
    let clocks: Vec<(ClockRow, _)> = due
        .clocks
        .iter()
        .filter(|row| row.customer == customer)
        .filter_map(|row| Some((*row, retention::due(&row.clock, row.held, horizon).pop()?.after)))
        .collect();
    statements.extend(carry_clocks(customer, &clocks));
    let files_over = |(row, after): &&(ClockRow, Option<retention::DataClock>)| {
        row.clock.workload == Workload::Files && after.is_none()
    };
    let erased: Vec<UserId> = clocks.iter().filter(files_over).map(|(row, _)| row.user).collect();
    let reminders = due.reminders.iter().filter(|it| it.customer == customer && it.due <= horizon);
    let told: Vec<UserId> = reminders.map(|it| it.user).collect();
    if !told.is_empty() {
        statements.push(reminded(customer, &told));
    }
    if !erased.is_empty() {
        statements.push(forget_heirs(customer, &erased));
    }
    let leaving = due.leaving.iter().filter(|row| row.customer == customer && ends(row) <= horizon);
    let leaving: Vec<UserId> = leaving.map(|row| row.user).collect();
    if !leaving.is_empty() {
        statements.extend(purge(customer, &leaving));
    }
    statements
}

fn add(to: &mut Units, by: Units, sign: i64) {
    to.enabled += sign * by.enabled;
    to.warning += sign * by.warning;
    to.suspended += sign * by.suspended;
    to.locked_out += sign * by.locked_out;
}

/// The records carry both instants: when it was done, as every record of the chain, and when it was due.
fn records_of(
    customer: CustomerId,
    happenings: &[Happening],
    head: &AuditHead,
    now: Instant,
) -> Vec<Statement> {
    let permit = system_permit(customer, Action::ChangeSubscriptions);
    let context = AuditContext { permit: &permit, channel: CHANNEL, operation: 0, at: now.0 };
    let own = happenings.iter().filter(|h| h.customer == customer);
    let entries: Vec<AuditEntry> = own.map(Happening::record).collect();
    append(context, head, &entries)
}
