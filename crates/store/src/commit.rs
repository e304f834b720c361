//! A decision as statements: licenses, seats, clocks, outcomes and audit, in one transaction. Pure: it reads no
//! database and decides nothing. A statement that finds something else than decided undoes all of them (D-1).

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::decision::{ClockChange, Decision, Direct, Outcome, Plan, Verdict};
use cupo_domain::ids::{CustomerId, OperationId, PoolId, UserId};
use serde_json::{Value as Json, json};

use crate::audit::{AuditContext, AuditHead, Chain};
use crate::encode;
use crate::history::source_ends;
use crate::operations::Progress;
use crate::params;
use crate::value::{Kind, Shape, Statement, Value, id_list};

mod members;

const SOURCE: Shape = Shape {
    table: "source",
    columns: &[
        ("customer_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("user_id", Kind::Int),
        ("origin", Kind::Int),
        ("state", Kind::Int),
        ("plans_off", Kind::Text),
        ("since", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, pool_id, user_id, origin) DO UPDATE SET state = excluded.state, \
        plans_off = excluded.plans_off, since = excluded.since",
};

const CLOCK: Shape = Shape {
    table: "data_clock",
    columns: &[
        ("customer_id", Kind::Int),
        ("user_id", Kind::Int),
        ("workload", Kind::Int),
        ("started_at", Kind::Int),
        ("due_at", Kind::Int),
        ("loses_data", Kind::Int),
        ("reason", Kind::Text),
        ("operation_id", Kind::Int),
    ],
    // A clock that runs keeps its end (invariant 16); one that has ended makes room for the next.
    on_conflict: "ON CONFLICT (customer_id, user_id, workload) DO UPDATE SET started_at = excluded.started_at, \
        due_at = excluded.due_at, loses_data = excluded.loses_data, reason = excluded.reason, \
        operation_id = excluded.operation_id WHERE data_clock.due_at <= excluded.started_at",
};

const OUTCOME: Shape = Shape {
    table: "outcome",
    columns: &[
        ("customer_id", Kind::Int),
        ("operation_id", Kind::Int),
        ("user_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("position", Kind::Int),
        ("verdict", Kind::Int),
        ("effect", Kind::Text),
        ("code", Kind::Text),
        ("detail", Kind::Text),
        ("before_held", Kind::Text),
        ("after_held", Kind::Text),
    ],
    on_conflict: "ON CONFLICT (customer_id, operation_id, user_id, pool_id) DO UPDATE SET \
        verdict = excluded.verdict, effect = excluded.effect, code = excluded.code, detail = excluded.detail, \
        after_held = excluded.after_held",
};

const ERROR: Shape = Shape {
    table: "source_error",
    columns: &[
        ("customer_id", Kind::Int),
        ("origin", Kind::Int),
        ("user_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("code", Kind::Text),
        ("detail", Kind::Text),
    ],
    on_conflict: "",
};

/// What a commit of licenses belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Belongs<'a> {
    /// Customer and actor.
    pub permit: &'a Permit,
    /// Through which door.
    pub channel: &'a str,
    /// Which operation.
    pub operation: OperationId,
    /// When.
    pub now: i64,
}

/// The statements of a decision about licenses, the audit included; `positions` are the places of its users in the
/// order of the selection.
#[must_use]
pub fn licenses(to: Belongs<'_>, decision: &Decision, positions: &[i64], head: &AuditHead) -> Vec<Statement> {
    let mut batch = Batch::new(to.permit.customer(), head);
    batch.add(to, decision, positions);
    batch.statements()
}

/// How a decision counts: every user is in exactly one of the figures.
#[must_use]
pub fn progress(decision: &Decision) -> Progress {
    let mut it = Progress::default();
    for user in &decision.users {
        it.done += 1;
        if user.plan.refused() {
            it.refused += 1;
        } else if user.plan.changes() {
            it.succeeded += 1;
        } else {
            it.unchanged += 1;
        }
    }
    it
}

/// Decisions about licenses of one customer that are committed together. They must concern different users, because
/// the statements of all are merged by table.
#[derive(Debug)]
pub struct Batch {
    customer: CustomerId,
    seats: BTreeMap<PoolId, i64>,
    /// By pool and origin: 0 for direct ones, else the group.
    gone: BTreeMap<(PoolId, i64), Vec<UserId>>,
    /// The same with the instant at which they end.
    ended: BTreeMap<(PoolId, i64, i64), Vec<UserId>>,
    stopped: BTreeMap<(i64, i64), Vec<UserId>>,
    sources: Vec<Vec<Value>>,
    clocks: Vec<Vec<Value>>,
    outcomes: Vec<Vec<Value>>,
    /// Members whose errors in a group are told anew, by group.
    mended: BTreeMap<i64, Vec<i64>>,
    errors: Vec<Vec<Value>>,
    audit: Chain,
}

/// What a plan says in the words of the database, made once for all users who share it.
struct Encoded {
    outcomes: Vec<EncodedOutcome>,
    audit: Option<(&'static str, Value)>,
}

struct EncodedOutcome {
    /// Verdict, effect, code, detail, before and after.
    cells: [Value; 6],
    /// State and plans off of the license that is written, if one is.
    written: Option<[Value; 2]>,
    gone: bool,
    /// What was held ends, or goes on with other plans.
    ends: bool,
}

impl Batch {
    /// Nothing yet; `head` is the end of the customer's audit chain.
    #[must_use]
    pub fn new(customer: CustomerId, head: &AuditHead) -> Self {
        Self {
            customer,
            seats: BTreeMap::new(),
            gone: BTreeMap::new(),
            ended: BTreeMap::new(),
            stopped: BTreeMap::new(),
            sources: Vec::new(),
            clocks: Vec::new(),
            outcomes: Vec::new(),
            mended: BTreeMap::new(),
            errors: Vec::new(),
            audit: Chain::after(customer, head),
        }
    }

    /// One more decision.
    pub fn add(&mut self, to: Belongs<'_>, decision: &Decision, positions: &[i64]) {
        for seats in &decision.seats {
            *self.seats.entry(seats.pool).or_default() += seats.taken - seats.freed;
        }
        let context =
            AuditContext { permit: to.permit, channel: to.channel, operation: to.operation.0, at: to.now };
        let mut known: BTreeMap<*const Plan, Encoded> = BTreeMap::new();
        for (user, position) in decision.users.iter().zip(positions) {
            let plan = known.entry(Arc::as_ptr(&user.plan)).or_insert_with(|| Encoded::of(&user.plan));
            for (outcome, encoded) in user.plan.outcomes.iter().zip(&plan.outcomes) {
                self.outcome(to, (user.user, *position), outcome.pool, encoded);
            }
            for clock in &user.plan.clocks {
                self.clock(to, user.user, clock);
            }
            if let Some((action, detail)) = &plan.audit {
                self.audit.add(context, action, user.user.0, detail);
            }
        }
    }

    fn outcome(
        &mut self,
        to: Belongs<'_>,
        (user, position): (UserId, i64),
        pool: PoolId,
        it: &EncodedOutcome,
    ) {
        if it.gone {
            self.gone.entry((pool, 0)).or_default().push(user);
        }
        if it.ends {
            self.ended.entry((pool, 0, to.now)).or_default().push(user);
        }
        let (customer, pool, user) = (Value::Int(self.customer.0), Value::Int(pool.0), Value::Int(user.0));
        if let Some([state, off]) = &it.written {
            let (state, off) = (state.clone(), off.clone());
            let origin = Value::Int(0);
            let since = Value::Int(to.now);
            self.sources.push(vec![customer.clone(), pool.clone(), user.clone(), origin, state, off, since]);
        }
        let mut row = Vec::with_capacity(OUTCOME.columns.len());
        row.extend([customer, Value::Int(to.operation.0), user, pool, Value::Int(position)]);
        row.extend_from_slice(&it.cells);
        self.outcomes.push(row);
    }

    fn clock(&mut self, to: Belongs<'_>, user: UserId, clock: &ClockChange) {
        match clock {
            ClockChange::Cancel { workload } => {
                let key = (encode::workload_number(*workload), to.now);
                self.stopped.entry(key).or_default().push(user);
            }
            ClockChange::Start { .. } => {
                self.clocks.extend(clock_row(to, user, clock, "license-removed"));
            }
        }
    }

    /// A record of its own, in its place between the others.
    pub fn record(
        &mut self,
        to: Belongs<'_>,
        (action, operation): (&'static str, i64),
        subject: i64,
        detail: &Json,
    ) {
        let context = AuditContext { permit: to.permit, channel: to.channel, operation, at: to.now };
        self.audit.add(context, action, subject, &Value::shared(&detail.to_string()));
    }

    /// The end of the audit chain, as it will be once the statements are committed.
    #[must_use]
    pub fn head(&self) -> AuditHead {
        self.audit.head()
    }

    /// The statements of all decisions together.
    #[must_use]
    pub fn statements(mut self) -> Vec<Statement> {
        // In the order of the tables' keys, so that a page is written once and not once for each of its rows.
        self.sources.sort_unstable_by_key(|row| numbers(row));
        self.outcomes.sort_unstable_by_key(|row| numbers(row));
        let customer = self.customer.0;
        let mut statements = Vec::new();
        for (pool, change) in self.seats.into_iter().filter(|(_, change)| *change != 0) {
            statements.push(Statement::exactly(
                1,
                "UPDATE pool SET consumed = consumed + $3, version = version + 1 \
                 WHERE customer_id = $1 AND pool_id = $2",
                params![customer, pool.0, change],
            ));
        }
        for ((pool, origin, now), users) in self.ended {
            statements.push(source_ends(self.customer, (pool, origin), &users, now));
        }
        for ((pool, origin), users) in self.gone {
            statements.push(Statement::exactly(
                u64::try_from(users.len()).unwrap_or(u64::MAX),
                "DELETE FROM source WHERE customer_id = $1 AND pool_id = $2 AND origin = $4 AND user_id IN \
                 (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
                params![customer, pool.0, id_list(users.iter().map(|u| u.0)), origin],
            ));
        }
        for (origin, users) in self.mended {
            statements.push(Statement::any(
                "DELETE FROM source_error WHERE customer_id = $1 AND origin = $2 AND user_id IN \
                 (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
                params![customer, origin, id_list(users)],
            ));
        }
        for ((workload, now), users) in self.stopped {
            statements.push(Statement::any(
                "DELETE FROM data_clock WHERE customer_id = $1 AND workload = $2 AND due_at > $4 AND user_id IN \
                 (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
                params![customer, workload, id_list(users.iter().map(|u| u.0)), now],
            ));
        }
        statements.push(Statement::insert(&SOURCE, self.sources));
        statements.push(Statement::insert(&CLOCK, self.clocks));
        statements.push(Statement::insert(&OUTCOME, self.outcomes));
        statements.push(Statement::insert(&ERROR, self.errors));
        statements.extend(self.audit.statements());
        statements
    }
}

/// The first numbers of a row, which are its key.
fn numbers(row: &[Value]) -> [i64; 4] {
    let number = |at: usize| match row.get(at) {
        Some(Value::Int(number)) => *number,
        _ => 0,
    };
    [number(0), number(1), number(2), number(3)]
}

impl Encoded {
    fn of(plan: &Plan) -> Self {
        let audit = audit_entry(plan).map(|(action, detail)| (action, Value::shared(&detail)));
        Self { outcomes: plan.outcomes.iter().map(EncodedOutcome::of).collect(), audit }
    }
}

impl EncodedOutcome {
    fn of(outcome: &Outcome) -> Self {
        let done = matches!(outcome.verdict, Verdict::Done(_));
        let (verdict, effect, code, detail) = encode::verdict_parts(&outcome.verdict);
        let held = |it: &Direct| encode::direct_text(it).map_or(Value::Null, |text| Value::shared(&text));
        let written = outcome
            .after
            .as_ref()
            .filter(|_| done)
            .map(|(state, off)| [Value::Int(encode::state_number(*state)), Value::shared(&off.encode())]);
        Self {
            cells: [
                Value::Int(verdict),
                Value::Word(effect),
                Value::Word(code),
                Value::shared(&detail),
                held(&outcome.before),
                held(&outcome.after),
            ],
            written,
            gone: done && outcome.after.is_none(),
            ends: done && outcome.before.as_ref().is_some_and(|(state, _)| state.holds()),
        }
    }
}

/// The row of a clock that starts.
pub(crate) fn clock_row(
    to: Belongs<'_>,
    user: UserId,
    clock: &ClockChange,
    reason: &str,
) -> Option<Vec<Value>> {
    let ClockChange::Start { workload, due, loses_data } = clock else { return None };
    Some(params![
        to.permit.customer().0,
        user.0,
        encode::workload_number(*workload),
        to.now,
        due.0,
        *loses_data,
        reason,
        to.operation.0,
    ])
}

/// Rows of clocks as a statement.
pub(crate) fn insert_clocks(rows: Vec<Vec<Value>>) -> Statement {
    Statement::insert(&CLOCK, rows)
}

/// Rows of sources as a statement.
pub(crate) fn insert_sources(rows: Vec<Vec<Value>>) -> Statement {
    Statement::insert(&SOURCE, rows)
}

/// Rows of outcomes as a statement.
pub(crate) fn insert_outcomes(rows: Vec<Vec<Value>>) -> Statement {
    Statement::insert(&OUTCOME, rows)
}

/// One record per user and operation: before and after for each license and the seat that was taken (1) or given
/// back (-1), so that the records of a product add up to its seats in use, or the codes of a refusal. Nothing is
/// written about users for whom nothing happened (R-REVOKE-10).
fn audit_entry(plan: &Plan) -> Option<(&'static str, String)> {
    let changed: Vec<Json> = plan
        .outcomes
        .iter()
        .filter(|o| matches!(o.verdict, Verdict::Done(_)))
        .map(|o| {
            let seat = i64::from(plan.takes.contains(&o.pool)) - i64::from(plan.frees.contains(&o.pool));
            json!({"product": o.product.0, "pool": o.pool.0, "before": held(&o.before), "after": held(&o.after),
                "seat": seat})
        })
        .collect();
    let refused: Vec<Json> = plan
        .outcomes
        .iter()
        .filter_map(|o| match &o.verdict {
            Verdict::Refused(refusal) => {
                Some(json!({"product": o.product.0, "code": refusal.code().as_str()}))
            }
            _ => None,
        })
        .collect();
    if changed.is_empty() && refused.is_empty() {
        return None;
    }
    let action = if changed.is_empty() { "licenses.refused" } else { "licenses.changed" };
    let mut detail = serde_json::Map::new();
    for (name, list) in [("changed", changed), ("refused", refused)] {
        if !list.is_empty() {
            detail.insert(name.to_owned(), Json::Array(list));
        }
    }
    Some((action, Json::Object(detail).to_string()))
}

fn held(direct: &Direct) -> Json {
    encode::direct_text(direct).map_or(Json::Null, Json::String)
}
