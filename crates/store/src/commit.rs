//! A decision as statements: licenses, seats, clocks, outcomes and audit, in one transaction. Pure: it reads no
//! database and decides nothing. A statement that finds something else than decided undoes all of them (D-1).

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::decision::{ClockChange, Decision, Direct, Outcome, Plan, UserDecision, Verdict};
use cupo_domain::ids::{OperationId, PoolId, UserId};
use serde_json::{Value as Json, json};

use crate::audit::{AuditContext, AuditEntry, AuditHead, append};
use crate::encode;
use crate::operations::Progress;
use crate::params;
use crate::value::{Kind, Shape, Statement, Value, id_list};

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
        plans_off = excluded.plans_off",
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
    let customer = to.permit.customer().0;
    let mut writer = Writer::default();
    for (user, position) in decision.users.iter().zip(positions) {
        writer.add(to, user, *position);
    }
    let mut statements = Vec::new();
    for seats in &decision.seats {
        let change = seats.taken - seats.freed;
        if change != 0 {
            statements.push(Statement::exactly(
                1,
                "UPDATE pool SET consumed = consumed + $3, version = version + 1 \
                 WHERE customer_id = $1 AND pool_id = $2",
                params![customer, seats.pool.0, change],
            ));
        }
    }
    for (pool, users) in writer.gone {
        statements.push(Statement::exactly(
            u64::try_from(users.len()).unwrap_or(u64::MAX),
            "DELETE FROM source WHERE customer_id = $1 AND pool_id = $2 AND origin = 0 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
            params![customer, pool.0, id_list(users.iter().map(|u| u.0))],
        ));
    }
    for (workload, users) in writer.stopped {
        statements.push(Statement::any(
            "DELETE FROM data_clock WHERE customer_id = $1 AND workload = $2 AND due_at > $4 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
            params![customer, workload, id_list(users.iter().map(|u| u.0)), to.now],
        ));
    }
    statements.push(Statement::insert(&SOURCE, writer.sources));
    statements.push(Statement::insert(&CLOCK, writer.clocks));
    statements.push(Statement::insert(&OUTCOME, writer.outcomes));
    let context =
        AuditContext { permit: to.permit, channel: to.channel, operation: to.operation.0, at: to.now };
    statements.extend(append(context, head, &writer.audit));
    statements
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

#[derive(Default)]
struct Writer {
    gone: BTreeMap<PoolId, Vec<UserId>>,
    stopped: BTreeMap<i64, Vec<UserId>>,
    sources: Vec<Vec<Value>>,
    clocks: Vec<Vec<Value>>,
    outcomes: Vec<Vec<Value>>,
    audit: Vec<AuditEntry>,
}

impl Writer {
    fn add(&mut self, to: Belongs<'_>, user: &UserDecision, position: i64) {
        for outcome in &user.plan.outcomes {
            self.outcome(to, user.user, outcome, position);
        }
        for clock in &user.plan.clocks {
            self.clock(to, user.user, clock);
        }
        if let Some(entry) = audit_entry(user.user, &user.plan) {
            self.audit.push(entry);
        }
    }

    fn outcome(&mut self, to: Belongs<'_>, user: UserId, outcome: &Outcome, position: i64) {
        let customer = to.permit.customer().0;
        if matches!(outcome.verdict, Verdict::Done(_)) {
            match &outcome.after {
                None => self.gone.entry(outcome.pool).or_default().push(user),
                Some((state, off)) => self.sources.push(params![
                    customer,
                    outcome.pool.0,
                    user.0,
                    0_i64,
                    encode::state_number(*state),
                    off.encode(),
                    to.now,
                ]),
            }
        }
        let (verdict, effect, code, detail) = encode::verdict_parts(&outcome.verdict);
        self.outcomes.push(params![
            customer,
            to.operation.0,
            user.0,
            outcome.pool.0,
            position,
            verdict,
            effect,
            code,
            detail,
            encode::direct_text(&outcome.before),
            encode::direct_text(&outcome.after),
        ]);
    }

    fn clock(&mut self, to: Belongs<'_>, user: UserId, clock: &ClockChange) {
        match clock {
            ClockChange::Cancel { workload } => {
                self.stopped.entry(encode::workload_number(*workload)).or_default().push(user);
            }
            ClockChange::Start { .. } => {
                self.clocks.extend(clock_row(to, user, clock, "license-removed"));
            }
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
fn audit_entry(user: UserId, plan: &Plan) -> Option<AuditEntry> {
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
    Some(AuditEntry { action, subject: user.0, detail: Json::Object(detail).to_string() })
}

fn held(direct: &Direct) -> Json {
    encode::direct_text(direct).map_or(Json::Null, Json::String)
}
