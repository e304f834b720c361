//! What time has made due: subscriptions, data clocks and accounts, over all customers in the order of their instants,
//! and the statements that carry it out. The rules are the domain's; nothing here decides.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, PoolId, SubscriptionId, UserId};
use cupo_domain::lifecycle::{Agreement, Life};
use cupo_domain::retention::{DataClock, Trigger};
use cupo_domain::seats::Units;
use cupo_domain::subscription::Term;
use cupo_domain::time::Instant;

use crate::audit::{AuditHead, head};
use crate::encode;
use crate::error::StoreError;
use crate::handover::{REMINDERS, ReminderRow, reminder};
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, Value, id_list};

/// Most rows of a kind in one slice.
pub const DUE_SLICE_MAX: i64 = 5_000;

/// The instant that stands for "never" in a column that must not be empty.
pub(crate) const NEVER: i64 = i64::MAX;

/// A subscription with its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeRow {
    /// Whose.
    pub customer: CustomerId,
    /// Its key.
    pub id: SubscriptionId,
    /// Where its seats go.
    pub pool: PoolId,
    /// Its version.
    pub version: i64,
    /// The trial was extended already (R-LIFE-16).
    pub extended: bool,
    /// What time makes of it.
    pub life: Life,
}

/// A data clock with its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// Whose customer.
    pub customer: CustomerId,
    /// Whose data.
    pub user: UserId,
    /// A hold covers it.
    pub held: bool,
    /// The clock.
    pub clock: DataClock,
}

/// A deleted account that can no longer be restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeavingRow {
    /// Of which customer.
    pub customer: CustomerId,
    /// Who.
    pub user: UserId,
    /// When it was deleted.
    pub deleted: Instant,
}

/// What is due, each list in the order of its instants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Subscriptions.
    pub lives: Vec<LifeRow>,
    /// Data clocks.
    pub clocks: Vec<ClockRow>,
    /// Accounts.
    pub leaving: Vec<LeavingRow>,
    /// Reminders of the end of files.
    pub reminders: Vec<ReminderRow>,
}

const LIFE: Shape = Shape {
    table: "subscription_life",
    columns: &[
        ("customer_id", Kind::Int),
        ("subscription_id", Kind::Int),
        ("agreement", Kind::Int),
        ("anchor_at", Kind::Int),
        ("since", Kind::Int),
        ("pays", Kind::Int),
        ("canceled", Kind::Int),
        ("at_renewal", Kind::Int),
        ("extended", Kind::Int),
        ("due_at", Kind::Int),
        ("suspended_for", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, subscription_id) DO UPDATE SET agreement = excluded.agreement, \
        anchor_at = excluded.anchor_at, since = excluded.since, pays = excluded.pays, \
        canceled = excluded.canceled, at_renewal = excluded.at_renewal, extended = excluded.extended, \
        due_at = excluded.due_at, suspended_for = excluded.suspended_for",
};

pub(crate) const LIFE_COLUMNS: &str = "s.customer_id, s.subscription_id, s.pool_id, s.version, s.product_id, s.channel, \
    s.status, s.term, s.starts_at, s.ends_at, s.recurring, s.quantity, c.cloud, l.agreement, l.anchor_at, \
    l.since, l.pays, l.canceled, l.at_renewal, l.extended, l.suspended_for, s.pinned, \
    COALESCE((SELECT p.third_party FROM product p WHERE p.product_id = s.product_id), 0), \
    CASE WHEN s.base_id IS NULL THEN 0 ELSE 1 END";

pub(crate) fn life(row: &Row) -> Result<LifeRow, StoreError> {
    let channel = encode::channel(row.int(5)?)?;
    let term = row.text(7)?;
    let starts = Instant(row.int(8)?);
    let agreement = match row.int_or_null(13)? {
        Some(number) => encode::agreement(number)?,
        None => Agreement::usual(channel, encode::cloud(row.int(12)?)?),
    };
    let life = Life {
        product: cupo_domain::ids::ProductId(row.int(4)?),
        channel,
        agreement,
        status: encode::status(row.int(6)?)?,
        term: Term::parse(&term).ok_or_else(|| StoreError::Corrupt(format!("`{term}` is no term")))?,
        anchor: row.int_or_null(14)?.map_or(starts, Instant),
        starts,
        ends: Instant(row.int(9)?),
        since: row.int_or_null(15)?.map(Instant),
        recurring: row.flag(10)?,
        pays: row.int_or_null(16)?.unwrap_or(0) != 0,
        canceled: row.int_or_null(17)?.unwrap_or(0) != 0,
        quantity: row.int(11)?,
        at_renewal: row.int_or_null(18)?,
        pinned: row.flag(21)?,
        third_party: row.flag(22)?,
        tied: row.flag(23)?,
        suspended_for: row.int_or_null(20)?.map(encode::suspension).transpose()?,
    };
    Ok(LifeRow {
        customer: CustomerId(row.int(0)?),
        id: SubscriptionId(row.int(1)?),
        pool: PoolId(row.int(2)?),
        version: row.int(3)?,
        extended: row.int_or_null(19)?.unwrap_or(0) != 0,
        life,
    })
}

/// Reads the columns user, workload, started, due, reason, stage from `at` on.
pub(crate) fn data_clock(row: &Row, at: usize) -> Result<DataClock, StoreError> {
    let reason = row.text(at + 3)?;
    let stage = encode::stage(row.int(at + 4)?)?;
    let due = Instant(row.int(at + 2)?);
    Ok(DataClock {
        workload: encode::workload(row.int(at)?)?,
        trigger: Trigger::parse(&reason)
            .ok_or_else(|| StoreError::Corrupt(format!("`{reason}` starts no clock")))?,
        stage,
        started: Instant(row.int(at + 1)?),
        due: (due.0 != NEVER).then_some(due),
    })
}

/// Whether a hold covers the data of the clock `d`: a mailbox's hold covers the archive beside it.
pub(crate) const HELD: &str = "CASE WHEN EXISTS (SELECT 1 FROM hold h WHERE h.customer_id = d.customer_id \
    AND h.user_id = d.user_id AND h.workload = CASE WHEN d.workload = 1 THEN 0 ELSE d.workload END \
    AND h.released_at IS NULL AND h.keeps = 1) THEN 1 ELSE 0 END";

/// The row of a subscription's clock, with the instant of its next transition.
#[must_use]
pub fn keep_lives(rows: &[(LifeRow, Option<Instant>)]) -> Statement {
    let rows = rows.iter().map(|(row, due)| {
        let it = &row.life;
        params![
            row.customer.0,
            row.id.0,
            encode::agreement_number(it.agreement),
            it.anchor.0,
            it.since.map(|i| i.0),
            it.pays,
            it.canceled,
            it.at_renewal,
            row.extended,
            due.map(|i| i.0),
            it.suspended_for.map(encode::suspension_number),
        ]
    });
    Statement::insert(&LIFE, rows.collect())
}

/// The statement that says these subscriptions of a customer were looked at.
#[must_use]
pub fn looked_at(customer: CustomerId, ids: &[SubscriptionId]) -> Statement {
    Statement::any(
        "UPDATE subscription SET looked = 1 WHERE customer_id = $1 AND subscription_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        params![customer.0, id_list(ids.iter().map(|id| id.0))],
    )
}

/// The statement that makes a subscription what it is from now on; it must have the version that was read. Where a
/// period began, what may be given back begins anew (R-BUY-2).
#[must_use]
pub fn change_life(row: &LifeRow, after: &Life) -> Statement {
    let renewed = after.starts != row.life.starts;
    Statement::exactly(
        1,
        "UPDATE subscription SET status = $4, channel = $5, starts_at = $6, ends_at = $7, recurring = $8, \
         quantity = $9, window_from = CASE WHEN CAST($10 AS BIGINT) = 1 THEN $6 ELSE window_from END, \
         window_seats = CASE WHEN CAST($10 AS BIGINT) = 1 THEN $9 ELSE window_seats END, pinned = $11, looked = 1, version = version + 1 \
         WHERE customer_id = $1 AND subscription_id = $2 AND version = $3",
        params![
            row.customer.0,
            row.id.0,
            row.version,
            encode::status_number(after.status),
            encode::channel_number(after.channel),
            after.starts.0,
            after.ends.0,
            after.recurring,
            after.quantity,
            renewed,
            after.pinned,
        ],
    )
}

/// The statement that forgets the seats that were planned for the next period of a subscription.
#[must_use]
pub fn forget_scheduled(customer: CustomerId, it: SubscriptionId) -> Statement {
    Statement::any(
        "UPDATE subscription_life SET at_renewal = NULL WHERE customer_id = $1 AND subscription_id = $2",
        params![customer.0, it.0],
    )
}

/// The statement that moves units of a pool.
#[must_use]
pub fn move_units(customer: CustomerId, pool: PoolId, by: Units) -> Statement {
    Statement::exactly(
        1,
        "UPDATE pool SET enabled = enabled + $3, warning = warning + $4, suspended = suspended + $5, \
         locked_out = locked_out + $6, version = version + 1 WHERE customer_id = $1 AND pool_id = $2",
        params![customer.0, pool.0, by.enabled, by.warning, by.suspended, by.locked_out],
    )
}

/// The statements that carry clocks of one customer on: those that are over go, the others get their next stage.
#[must_use]
pub fn carry_clocks(customer: CustomerId, rows: &[(ClockRow, Option<DataClock>)]) -> Vec<Statement> {
    let mut over: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut on: BTreeMap<(i64, i64, i64, i64, &'static str), Vec<i64>> = BTreeMap::new();
    for (row, after) in rows {
        let workload = encode::workload_number(row.clock.workload);
        match after {
            None => over.entry(workload).or_default().push(row.user.0),
            Some(it) => {
                let due = it.due.map_or(NEVER, |i| i.0);
                let key = (workload, encode::stage_number(it.stage), it.started.0, due, it.trigger.key());
                on.entry(key).or_default().push(row.user.0);
            }
        }
    }
    let count = |users: &[i64]| u64::try_from(users.len()).unwrap_or(u64::MAX);
    let gone = over.into_iter().map(|(workload, users)| {
        Statement::exactly(
            count(&users),
            "DELETE FROM data_clock WHERE customer_id = $1 AND workload = $2 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
            params![customer.0, workload, id_list(users)],
        )
    });
    let next = on.into_iter().map(|((workload, stage, started, due, reason), users)| {
        Statement::exactly(
            count(&users),
            "UPDATE data_clock SET stage = $4, started_at = $5, due_at = $6, reason = $7 \
             WHERE customer_id = $1 AND workload = $2 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
            params![customer.0, workload, id_list(users), stage, started, due, reason],
        )
    });
    gone.chain(next).collect()
}

/// The statements that purge accounts of one customer: nobody can bring them back (R-DEL-2). What is left is a name
/// for the files that may still be there (R-RESTORE-7) and for the records.
#[must_use]
pub fn purge(customer: CustomerId, users: &[UserId]) -> Vec<Statement> {
    const OWNED: &[&str] = &[
        "DELETE FROM group_member WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM source WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM alias WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM manager WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM role_grant WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM credential WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM first_sign_in WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        "DELETE FROM session WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
    ];
    let count = u64::try_from(users.len()).unwrap_or(u64::MAX);
    let fewer = i64::try_from(users.len()).unwrap_or(i64::MAX);
    let list = params![customer.0, id_list(users.iter().map(|u| u.0))];
    let mut statements = vec![
        Statement::exactly(
            count,
            "UPDATE users SET state = 2, profile = '{}' WHERE customer_id = $1 AND state = 1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            list.clone(),
        ),
        crate::organisations::count_users(customer, 0, -fewer),
    ];
    statements.extend(OWNED.iter().map(|sql| Statement::any(sql, list.clone())));
    statements
}

impl Store {
    /// A subscription with its clock, whether or not somebody has looked at it.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn life_of(&self, permit: &Permit, it: SubscriptionId) -> Result<Option<LifeRow>, StoreError> {
        let sql = format!(
            "SELECT {LIFE_COLUMNS} FROM subscription s JOIN customer c ON c.customer_id = s.customer_id \
             LEFT JOIN subscription_life l ON l.customer_id = s.customer_id \
             AND l.subscription_id = s.subscription_id WHERE s.customer_id = $1 AND s.subscription_id = $2"
        );
        let params = params![permit.customer().0, it.0];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(life).transpose()
    }

    /// Subscriptions nobody has looked at yet to learn when they are due.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn lives_to_look_at(&self) -> Result<Vec<LifeRow>, StoreError> {
        let sql = format!(
            "SELECT {LIFE_COLUMNS} FROM subscription s JOIN customer c ON c.customer_id = s.customer_id \
             LEFT JOIN subscription_life l ON l.customer_id = s.customer_id \
             AND l.subscription_id = s.subscription_id WHERE s.looked = 0 \
             ORDER BY s.customer_id, s.subscription_id LIMIT $1"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: params![DUE_SLICE_MAX] }).await?;
        rows.iter().map(life).collect()
    }

    /// What is due at an instant, the earliest first, at most `take` of each kind. `leaving` is the latest deletion
    /// whose account cannot come back any more then.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn due(&self, at: Instant, leaving: Instant, take: i64) -> Result<Due, StoreError> {
        let lives = format!(
            "SELECT {LIFE_COLUMNS} FROM subscription_life l JOIN subscription s \
             ON s.customer_id = l.customer_id AND s.subscription_id = l.subscription_id \
             JOIN customer c ON c.customer_id = s.customer_id WHERE l.due_at <= $1 \
             ORDER BY l.due_at, l.customer_id, l.subscription_id LIMIT $2"
        );
        let clocks = format!(
            "SELECT d.customer_id, d.user_id, {HELD}, d.workload, d.started_at, d.due_at, d.reason, d.stage \
             FROM data_clock d WHERE d.due_at <= $1 \
             ORDER BY d.due_at, d.customer_id, d.user_id, d.workload LIMIT $2"
        );
        let gone = "SELECT customer_id, user_id, deleted_at FROM users WHERE state = 1 AND deleted_at <= $1 \
                    ORDER BY deleted_at, customer_id, user_id LIMIT $2";
        let answers = self
            .read(vec![
                Query { sql: lives.into(), params: params![at.0, take] },
                Query { sql: clocks.into(), params: params![at.0, take] },
                Query::new(gone, params![leaving.0, take]),
                Query::new(REMINDERS, params![at.0, take]),
            ])
            .await?;
        let rows = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        let clock = |row: &Row| {
            Ok(ClockRow {
                customer: CustomerId(row.int(0)?),
                user: UserId(row.int(1)?),
                held: row.flag(2)?,
                clock: data_clock(row, 3)?,
            })
        };
        let account = |row: &Row| {
            Ok(LeavingRow {
                customer: CustomerId(row.int(0)?),
                user: UserId(row.int(1)?),
                deleted: Instant(row.int(2)?),
            })
        };
        Ok(Due {
            lives: rows(0).iter().map(life).collect::<Result<_, StoreError>>()?,
            clocks: rows(1).iter().map(clock).collect::<Result<_, StoreError>>()?,
            leaving: rows(2).iter().map(account).collect::<Result<_, StoreError>>()?,
            reminders: rows(3).iter().map(reminder).collect::<Result<_, StoreError>>()?,
        })
    }

    /// The first instants after `at` at which something is due: of subscriptions, of data, of reminders, and of
    /// accounts the instant of deletion.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn next_due(&self, at: Instant, leaving: Instant) -> Result<[Option<Instant>; 4], StoreError> {
        let answers = self
            .read(vec![
                Query::new("SELECT min(due_at) FROM subscription_life WHERE due_at > $1", params![at.0]),
                Query::new(
                    "SELECT min(due_at) FROM data_clock WHERE due_at > $1 AND due_at < $2",
                    params![at.0, NEVER],
                ),
                Query::new(
                    "SELECT min(deleted_at) FROM users WHERE state = 1 AND deleted_at > $1",
                    params![leaving.0],
                ),
                Query::new("SELECT min(remind_at) FROM handover WHERE remind_at > $1", params![at.0]),
            ])
            .await?;
        let first =
            |n: usize| answers.get(n).and_then(|rows| rows.first()).map_or(Ok(None), |r| r.int_or_null(0));
        let first = |n: usize| first(n).map(|micros| micros.map(Instant));
        Ok([first(0)?, first(1)?, first(3)?, first(2)?])
    }

    /// The heads of several audit chains.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn audit_heads(
        &self,
        customers: &[CustomerId],
    ) -> Result<BTreeMap<CustomerId, AuditHead>, StoreError> {
        let sql = "SELECT seq, hash, customer_id FROM audit_head WHERE customer_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT)))";
        let list: Vec<Value> = params![id_list(customers.iter().map(|c| c.0))];
        let rows = self.read_one(Query::new(sql, list)).await?;
        rows.iter().map(|row| Ok((CustomerId(row.int(2)?), head(Some(row))?))).collect()
    }
}
