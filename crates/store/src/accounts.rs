//! Deletions and restores as statements. Pure, like `commit`.

use cupo_domain::assignment::SourceState;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decide::restore_users::{Former, Restoration};
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{PoolId, UserId};
use cupo_domain::time::Instant;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

use crate::audit::{AuditContext, AuditEntry, AuditHead, append};
use crate::commit::{Belongs, clock_row, insert_clocks, insert_outcomes, insert_sources};
use crate::encode;
use crate::organisations::count_users;
use crate::params;
use crate::value::{Statement, Value, id_list};

/// Days in which nobody else may use the addresses of a deleted mailbox (R-DEL-7).
const ADDRESS_DAYS: i64 = cupo_domain::decide::delete_users::RESTORE_DAYS;

/// The statements of deletions: accounts, seats, what comes back on restore, clocks, outcomes and audit.
#[must_use]
pub fn deletions(to: Belongs<'_>, answers: &[(UserId, Deletion)], head: &AuditHead) -> Vec<Statement> {
    let customer = to.permit.customer();
    let mut gone = Vec::new();
    let mut freed: BTreeMap<PoolId, i64> = BTreeMap::new();
    let (mut clocks, mut outcomes, mut audit) = (Vec::new(), Vec::new(), Vec::new());
    for (position, (user, answer)) in answers.iter().enumerate() {
        let mut detail = json!({});
        let code = match answer {
            Deletion::Refused(code) => code.as_str(),
            Deletion::Done { frees, clocks: started } => {
                gone.push(user.0);
                for pool in frees {
                    *freed.entry(*pool).or_default() += 1;
                }
                clocks.extend(started.iter().filter_map(|c| clock_row(to, *user, c, "deleted")));
                detail = json!({ "freed": frees.iter().map(|pool| pool.0).collect::<Vec<_>>() });
                ""
            }
        };
        outcomes.push(account_outcome(to, *user, position, code, "deleted"));
        audit.push(account_audit(*user, (code, detail), "user.deleted", "user.delete-refused"));
    }
    let count = u64::try_from(gone.len()).unwrap_or(u64::MAX);
    let list = id_list(gone.iter().copied());
    let in_list = params![customer.0, list, to.now];
    let mut statements = seats(customer.0, &freed, -1);
    statements.push(Statement::exactly(
        count,
        "UPDATE users SET state = 1, deleted_at = $3 WHERE customer_id = $1 AND state = 0 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        in_list.clone(),
    ));
    let two: Vec<Value> = in_list.into_iter().take(2).collect();
    statements.push(Statement::any(
        "DELETE FROM source WHERE customer_id = $1 AND origin <> 0 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        two.clone(),
    ));
    statements.push(Statement::any(
        "UPDATE source SET state = CASE WHEN state < 2 THEN 3 ELSE 4 END \
         WHERE customer_id = $1 AND origin = 0 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        two.clone(),
    ));
    statements.push(Statement::any(
        "DELETE FROM session WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        two,
    ));
    statements.push(Statement::any(
        "UPDATE alias SET held_until = $3 WHERE customer_id = $1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        params![customer.0, id_list(gone.iter().copied()), Instant(to.now).plus_days(ADDRESS_DAYS).0],
    ));
    let moved = i64::try_from(gone.len()).unwrap_or(0);
    statements.push(count_users(customer, -moved, moved));
    statements.push(insert_clocks(clocks));
    statements.push(insert_outcomes(outcomes));
    statements.extend(append(context(to), head, &audit));
    statements
}

/// The statements of restores.
#[must_use]
pub fn restores(to: Belongs<'_>, answers: &[(UserId, Restoration)], head: &AuditHead) -> Vec<Statement> {
    let customer = to.permit.customer();
    let mut back = Vec::new();
    let mut taken: BTreeMap<PoolId, i64> = BTreeMap::new();
    let (mut sources, mut outcomes, mut audit) = (Vec::new(), Vec::new(), Vec::new());
    let mut stopped: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (position, (user, answer)) in answers.iter().enumerate() {
        let mut detail = json!({});
        let code = match answer {
            Restoration::Refused(code) => code.as_str(),
            Restoration::Done { licenses, clocks } => {
                back.push(user.0);
                detail = json!({ "back": licenses.iter().map(returned).collect::<Vec<_>>() });
                for (former, state) in licenses {
                    if state.holds() {
                        *taken.entry(former.pool).or_default() += 1;
                    }
                    sources.push(params![
                        customer.0,
                        former.pool.0,
                        user.0,
                        0_i64,
                        encode::state_number(*state),
                        former.plans_off.encode(),
                        to.now,
                    ]);
                }
                for clock in clocks {
                    if let ClockChange::Cancel { workload } = clock {
                        stopped.entry(encode::workload_number(*workload)).or_default().push(user.0);
                    }
                }
                ""
            }
        };
        outcomes.push(account_outcome(to, *user, position, code, "restored"));
        audit.push(account_audit(*user, (code, detail), "user.restored", "user.restore-refused"));
    }
    let mut statements = seats(customer.0, &taken, 1);
    statements.push(Statement::exactly(
        u64::try_from(back.len()).unwrap_or(u64::MAX),
        "UPDATE users SET state = 0, deleted_at = NULL WHERE customer_id = $1 AND state = 1 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        params![customer.0, id_list(back.iter().copied())],
    ));
    for (workload, users) in stopped {
        statements.push(Statement::any(
            "DELETE FROM data_clock WHERE customer_id = $1 AND workload = $2 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
            params![customer.0, workload, id_list(users)],
        ));
    }
    statements.extend(addresses_back(customer.0, &back));
    let moved = i64::try_from(back.len()).unwrap_or(0);
    statements.push(count_users(customer, moved, -moved));
    statements.push(insert_sources(sources));
    statements.push(insert_outcomes(outcomes));
    statements.extend(append(context(to), head, &audit));
    statements
}

/// The outcome of a change of one user's fields; what they said stands in the operation.
#[must_use]
pub fn edited(to: Belongs<'_>, user: UserId) -> Statement {
    insert_outcomes(vec![account_outcome(to, user, 0, "", "edited")])
}

/// Addresses that others use meanwhile are dropped, which is no error (R-RESTORE-4); the others are in use again.
fn addresses_back(customer: i64, back: &[i64]) -> [Statement; 2] {
    let users = params![customer, id_list(back.iter().copied())];
    [
        Statement::any(
            "DELETE FROM alias WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) AND address IN \
             (SELECT o.address FROM alias own CROSS JOIN alias o CROSS JOIN users u \
             WHERE own.customer_id = $1 AND own.user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
             AND o.customer_id = $1 AND o.address = own.address AND u.customer_id = $1 AND u.user_id = o.user_id \
             AND u.state = 0 AND o.user_id NOT IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))))",
            users.clone(),
        ),
        Statement::any(
            "UPDATE alias SET held_until = NULL WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            users,
        ),
    ]
}

fn context(to: Belongs<'_>) -> AuditContext<'_> {
    AuditContext { permit: to.permit, channel: to.channel, operation: to.operation.0, at: to.now }
}

fn seats(customer: i64, moved: &BTreeMap<PoolId, i64>, sign: i64) -> Vec<Statement> {
    moved
        .iter()
        .map(|(pool, count)| {
            Statement::exactly(
                1,
                "UPDATE pool SET consumed = consumed + $3, version = version + 1 \
                 WHERE customer_id = $1 AND pool_id = $2",
                params![customer, pool.0, sign * count],
            )
        })
        .collect()
}

fn account_outcome(to: Belongs<'_>, user: UserId, position: usize, code: &str, effect: &str) -> Vec<Value> {
    let refused = !code.is_empty();
    params![
        to.permit.customer().0,
        to.operation.0,
        user.0,
        0_i64,
        i64::try_from(position).unwrap_or(i64::MAX),
        if refused { 3_i64 } else { 0_i64 },
        if refused { "" } else { effect },
        code,
        "[]",
        Option::<String>::None,
        Option::<String>::None,
    ]
}

/// A license that comes back, as its record tells it: the pool, and the state and plans it has from now on.
fn returned((former, state): &(Former, SourceState)) -> Json {
    let after = encode::direct_text(&Some((*state, former.plans_off.clone())));
    json!({"product": former.product.0, "pool": former.pool.0, "after": after})
}

/// The record of a deletion or restore: the seats that became free or the licenses that came back, or the code of
/// the refusal.
fn account_audit(
    user: UserId,
    (code, detail): (&str, Json),
    done: &'static str,
    refused: &'static str,
) -> AuditEntry {
    let action = if code.is_empty() { done } else { refused };
    let detail = if code.is_empty() { detail } else { json!({ "code": code }) };
    AuditEntry { action, subject: user.0, detail: detail.to_string() }
}
