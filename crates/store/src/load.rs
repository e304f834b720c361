//! Rows that are loaded at once, without a decision, when a database is first filled: licenses in any state, clocks
//! that run already, aliases that are held. It checks nothing; whoever loads answers for the counts of the pools.

use cupo_domain::catalogue::Workload;
use cupo_domain::decision::Verdict;
use cupo_domain::groups::GroupLicense;
use cupo_domain::ids::{CustomerId, PoolId, UserId};
use cupo_domain::refusal::{Reason, Refusal};
use serde_json::json;

use crate::audit::{AuditContext, AuditEntry, AuditHead, append};
use crate::commit::{insert_clocks, insert_sources};
use crate::encode;
use crate::groups::{GroupRow, begin_following, create_groups, set_licenses};
use crate::params;
use crate::value::Statement;

/// Whether a loaded license is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LoadedState {
    /// In force; takes a seat.
    Active,
    /// Remembered for the restore of a deleted user; takes none.
    Former,
}

/// One source of a license to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedLicense {
    /// The pool.
    pub pool: PoolId,
    /// Who.
    pub user: UserId,
    /// 0 for a direct license, else the group.
    pub origin: i64,
    /// In force or remembered.
    pub state: LoadedState,
    /// Plans switched off, in their stored form.
    pub plans_off: String,
    /// Since when.
    pub since: i64,
}

/// A data clock to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedClock {
    /// Whose data.
    pub user: UserId,
    /// Which data.
    pub workload: Workload,
    /// When it began.
    pub started_at: i64,
    /// When it ends.
    pub due_at: i64,
    /// Data is lost then.
    pub loses_data: bool,
    /// Why it runs: `deleted` or `license-removed`.
    pub reason: &'static str,
}

/// Licenses to load; whoever loads them leaves their records too ([`audit_loaded`]).
#[must_use]
pub fn load_licenses(customer: CustomerId, licenses: &[LoadedLicense]) -> Statement {
    let rows = licenses
        .iter()
        .map(|it| {
            let state = match it.state {
                LoadedState::Active => 0_i64,
                LoadedState::Former => 3,
            };
            params![customer.0, it.pool.0, it.user.0, it.origin, state, it.plans_off.as_str(), it.since]
        })
        .collect();
    insert_sources(rows)
}

/// The records of loaded licenses: how many seats of each pool they take, so that the audit adds up (invariant 19).
#[must_use]
pub fn audit_loaded(
    context: AuditContext<'_>,
    head: &AuditHead,
    seats: impl IntoIterator<Item = (PoolId, i64)>,
) -> Vec<Statement> {
    let entry = |(pool, seats): (PoolId, i64)| AuditEntry {
        action: "licenses.loaded",
        subject: 0,
        detail: json!({"pool": pool.0, "seats": seats}).to_string(),
    };
    let entries: Vec<AuditEntry> = seats.into_iter().filter(|(_, seats)| *seats != 0).map(entry).collect();
    append(context, head, &entries)
}

/// Clocks to load.
#[must_use]
pub fn load_clocks(customer: CustomerId, clocks: &[LoadedClock]) -> Statement {
    let rows = clocks
        .iter()
        .map(|it| {
            params![
                customer.0,
                it.user.0,
                encode::workload_number(it.workload),
                it.started_at,
                it.due_at,
                it.loses_data,
                it.reason,
                0_i64,
            ]
        })
        .collect();
    insert_clocks(rows)
}

/// Whoever has the lowest key of a department manages it, and reaches the files of people of it who are deleted.
#[must_use]
pub fn load_managers(customer: CustomerId) -> Vec<Statement> {
    let people = params![customer.0];
    vec![
        Statement::any(
            "INSERT INTO manager (customer_id, user_id, manager_id) SELECT u.customer_id, u.user_id, d.head \
             FROM users u JOIN (SELECT department, min(user_id) AS head FROM users WHERE customer_id = $1 \
             AND state = 0 AND department <> '' GROUP BY department) d ON d.department = u.department \
             WHERE u.customer_id = $1 AND u.user_id <> d.head",
            people.clone(),
        ),
        Statement::any(
            "INSERT INTO handover (customer_id, user_id, workload, heir_id, operation_id, since, remind_at) \
             SELECT d.customer_id, d.user_id, d.workload, m.manager_id, 0, d.started_at, d.due_at - 604800000000 \
             FROM data_clock d JOIN manager m ON m.customer_id = d.customer_id AND m.user_id = d.user_id \
             WHERE d.customer_id = $1 AND d.workload = 2 AND d.reason = 'deleted'",
            people,
        ),
    ]
}

/// A group that gives one product to everybody who has it from there already.
#[must_use]
pub fn load_group(customer: CustomerId, group: &GroupRow, gives: &GroupLicense) -> Vec<Statement> {
    let mut statements = vec![create_groups(customer, std::slice::from_ref(group))];
    statements.extend(set_licenses(customer, group.id, std::slice::from_ref(gives)));
    statements.push(Statement::any(
        "INSERT INTO group_member (customer_id, group_id, user_id, since) SELECT s.customer_id, s.origin, s.user_id, \
         min(s.since) FROM source s WHERE s.customer_id = $1 AND s.origin = $2 AND s.origin > 0 AND s.state < 3 \
         GROUP BY s.customer_id, s.origin, s.user_id",
        params![customer.0, group.id.0],
    ));
    statements
}

/// A group by rule that gives nothing yet: its members are the people of a department.
#[must_use]
pub fn load_rule_group(customer: CustomerId, group: &GroupRow, department: &str) -> Vec<Statement> {
    let members = Statement::any(
        "INSERT INTO group_member (customer_id, group_id, user_id, since) SELECT u.customer_id, $2, u.user_id, $4 \
         FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND u.department = $3",
        params![customer.0, group.id.0, department, group.created_at],
    );
    vec![create_groups(customer, std::slice::from_ref(group)), members, begin_following(customer, 0)]
}

/// A group whose members, people of a department without the product, all wait for a seat.
#[must_use]
pub fn load_waiting_group(
    customer: CustomerId,
    group: &GroupRow,
    gives: &GroupLicense,
    (department, most): (&str, i64),
) -> Vec<Statement> {
    let refusal = Refusal::of(gives.product, vec![Reason::NoSeat]);
    let (_, _, code, detail) = encode::verdict_parts(&Verdict::Refused(refusal));
    let waiting = Statement::any(
        "INSERT INTO source (customer_id, pool_id, user_id, origin, state, plans_off, since) \
         SELECT u.customer_id, $2, u.user_id, $3, 2, $4, u.created_at FROM users u WHERE u.customer_id = $1 \
         AND u.state = 0 AND u.department = $5 AND NOT EXISTS (SELECT 1 FROM source s \
         WHERE s.customer_id = u.customer_id AND s.user_id = u.user_id AND s.pool_id = $2) \
         ORDER BY u.user_id LIMIT $6",
        params![customer.0, gives.pool.0, group.id.0, gives.plans_off.encode(), department, most],
    );
    let errors = Statement::any(
        "INSERT INTO source_error (customer_id, origin, user_id, pool_id, code, detail) \
         SELECT s.customer_id, s.origin, s.user_id, s.pool_id, $3, $4 FROM source s \
         WHERE s.customer_id = $1 AND s.origin = $2 AND s.origin > 0",
        params![customer.0, group.id.0, code, detail],
    );
    let mut statements = vec![waiting, errors];
    statements.extend(load_group(customer, group, gives));
    statements
}
