//! Deletions and restores as statements. Pure, like `commit`.

use cupo_domain::assignment::SourceState;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decide::restore_users::{Former, Restoration};
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{CustomerId, PoolId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

use crate::audit::{AuditContext, AuditEntry, AuditHead, Chain, append};
use crate::commit::{Belongs, clock_row, insert_clocks, insert_outcomes, insert_sources};
use crate::encode;
use crate::handover::{self, Handed};
use crate::history::{all_ends, direct_ends};
use crate::organisations::count_users;
use crate::params;
use crate::users::UserRow;
use crate::value::{Statement, Value, id_list};

/// What is said of users whom somebody changed since.
const CHANGED: Code = Code::Changed;

/// Days in which nobody else may use the addresses of a deleted mailbox (R-DEL-7).
const ADDRESS_DAYS: i64 = cupo_domain::decide::delete_users::RESTORE_DAYS;

/// The statements of deletions: accounts, seats, what comes back on restore, clocks, who takes over, outcomes and
/// audit, with the records of what happens `beside`. Some leave under another name.
#[must_use]
pub fn deletions(
    to: Belongs<'_>,
    answers: &[(UserId, Deletion)],
    (handed, names): (&Handed, &[&Rename]),
    head: &AuditHead,
    beside: Vec<AuditEntry>,
) -> Vec<Statement> {
    let customer = to.permit.customer();
    let (mut gone, mut anchors) = (Vec::new(), Vec::new());
    let mut freed: BTreeMap<PoolId, i64> = BTreeMap::new();
    let (mut clocks, mut outcomes, mut audit) = (Vec::new(), Vec::new(), beside);
    for (position, (user, answer)) in answers.iter().enumerate() {
        let mut told = Told::of(*user, answer, handed);
        tell_name(names, *user, &mut told.detail);
        if let Deletion::Done { frees, clocks: started, anchors: stays } = answer {
            if *stays { &mut anchors } else { &mut gone }.push(user.0);
            for pool in frees {
                *freed.entry(*pool).or_default() += 1;
            }
            let reason = if *stays { "license-removed" } else { "deleted" };
            clocks.extend(started.iter().filter_map(|c| clock_row(to, *user, c, reason)));
        }
        outcomes.push(account_outcome(to, *user, position, told.code, told.effect));
        audit.push(account_audit(*user, (told.code, told.detail), told.action, "user.delete-refused"));
    }
    let mut statements = seats(customer.0, &freed, -1);
    let both: Vec<i64> = gone.iter().chain(&anchors).copied().collect();
    statements.push(all_ends(customer, &gone, to.now));
    statements.push(direct_ends(customer, &anchors, to.now));
    statements.extend(leave(to, &gone));
    // Somebody who stays may have that name by now.
    statements.extend(names.iter().map(|it| it.statement(customer)));
    if let Some(heir) = handed.mail.filter(|_| !anchors.is_empty()) {
        statements.extend(handover::share_mailboxes(to, &anchors, heir));
    }
    if !handed.files.is_empty() {
        let heirs = handed.files.iter().map(|(user, heir)| (*user, *heir));
        statements.push(handover::give_files(to, heirs, handed.remind));
    }
    statements.extend(park(customer.0, &both));
    statements.push(insert_clocks(clocks));
    statements.push(insert_outcomes(outcomes));
    statements.extend(append(context(to), head, &audit));
    statements
}

/// What a deletion says of one user in its outcome and its record.
struct Told {
    code: &'static str,
    effect: &'static str,
    action: &'static str,
    detail: Json,
}

impl Told {
    fn of(user: UserId, answer: &Deletion, handed: &Handed) -> Self {
        match answer {
            Deletion::Refused(code) => {
                Self { code: code.as_str(), effect: "", action: "user.deleted", detail: json!({}) }
            }
            Deletion::Done { frees, anchors, .. } => {
                let freed: Vec<i64> = frees.iter().map(|pool| pool.0).collect();
                let mut detail = json!({ "freed": freed });
                let (effect, action, heir) = if *anchors {
                    ("mailbox-shared", "user.mailbox-shared", ("mail_to", handed.mail))
                } else {
                    ("deleted", "user.deleted", ("files_to", handed.files.get(&user).copied()))
                };
                if let (name, Some(heir), Some(fields)) = (heir.0, heir.1, detail.as_object_mut()) {
                    fields.insert(name.to_owned(), heir.0.into());
                }
                Self { code: "", effect, action, detail }
            }
        }
    }
}

/// The accounts that go: they are no longer active, and nobody else has their addresses for a while.
fn leave(to: Belongs<'_>, gone: &[i64]) -> Vec<Statement> {
    let customer = to.permit.customer();
    let list = id_list(gone.iter().copied());
    let moved = i64::try_from(gone.len()).unwrap_or(0);
    vec![
        Statement::exactly(
            u64::try_from(gone.len()).unwrap_or(u64::MAX),
            "UPDATE users SET state = 1, deleted_at = $3 WHERE customer_id = $1 AND state = 0 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer.0, list.as_str(), to.now],
        ),
        Statement::any(
            "DELETE FROM source WHERE customer_id = $1 AND origin <> 0 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer.0, list.as_str()],
        ),
        // Who was in which group stays known: what groups give is decided anew with the restore.
        Statement::any(
            "DELETE FROM source_error WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer.0, list.as_str()],
        ),
        Statement::any(
            "UPDATE alias SET held_until = $3 WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer.0, list, Instant(to.now).plus_days(ADDRESS_DAYS).0],
        ),
        count_users(customer, -moved, moved),
    ]
}

/// Direct licenses are kept for the restore, and nobody stays signed in.
fn park(customer: i64, users: &[i64]) -> [Statement; 2] {
    let list = params![customer, id_list(users.iter().copied())];
    [
        Statement::any(
            "UPDATE source SET state = CASE WHEN state < 2 THEN 3 ELSE 4 END \
             WHERE customer_id = $1 AND origin = 0 AND state < 3 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            list.clone(),
        ),
        Statement::any(
            "DELETE FROM session WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            list,
        ),
    ]
}

/// Somebody's name before, and the row with the name of from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Who.
    pub user: UserId,
    /// The sign-in name before.
    pub before: String,
    /// The row with its new name, and all that is made from it.
    pub after: UserRow,
}

impl Rename {
    /// The statement that writes the name, whether the user is active or deleted.
    #[must_use]
    pub fn statement(&self, customer: CustomerId) -> Statement {
        let it = &self.after;
        Statement::exactly(
            1,
            "UPDATE users SET sign_in = $3, sort_key = $4, search = $5 WHERE customer_id = $1 AND user_id = $2",
            params![customer.0, self.user.0, it.sign_in.as_str(), it.sort_key.clone(), it.search.as_str()],
        )
    }

    /// Both names, in the one record that the change of the account has (invariant 19).
    fn tell(&self, detail: &mut Json) {
        let says = |name: &str| json!({ "user_name": name });
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("before".to_owned(), says(&self.before));
            fields.insert("after".to_owned(), says(&self.after.sign_in));
        }
    }
}

/// Tells the other name of a user, where there is one.
fn tell_name(names: &[&Rename], user: UserId, detail: &mut Json) {
    if let Some(it) = names.iter().find(|it| it.user == user) {
        it.tell(detail);
    }
}

/// The statements of restores, some under another name, and the end of the audit chain after them.
#[must_use]
pub fn restores(
    to: Belongs<'_>,
    answers: &[(UserId, Restoration)],
    names: &[&Rename],
    head: &AuditHead,
) -> (Vec<Statement>, AuditHead) {
    let customer = to.permit.customer();
    let (mut back, mut anchors) = (Vec::new(), Vec::new());
    let mut taken: BTreeMap<PoolId, i64> = BTreeMap::new();
    let (mut sources, mut outcomes, mut audit) = (Vec::new(), Vec::new(), Vec::new());
    let mut stopped: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (position, (user, answer)) in answers.iter().enumerate() {
        let mut detail = json!({});
        let code = match answer {
            Restoration::Refused(code) => code.as_str(),
            Restoration::Done { licenses, takes, clocks, anchored } => {
                if *anchored { &mut anchors } else { &mut back }.push(user.0);
                detail = json!({ "back": licenses.iter().map(|it| returned(it, takes)).collect::<Vec<_>>() });
                for pool in takes {
                    *taken.entry(*pool).or_default() += 1;
                }
                sources.extend(licenses.iter().map(|it| comes_back(to, *user, it)));
                for clock in clocks {
                    if let ClockChange::Cancel { workload } = clock {
                        stopped.entry(encode::workload_number(*workload)).or_default().push(user.0);
                    }
                }
                ""
            }
        };
        outcomes.push(account_outcome(to, *user, position, code, "restored"));
        tell_name(names, *user, &mut detail);
        audit.push(account_audit(*user, (code, detail), "user.restored", "user.restore-refused"));
    }
    let mut statements = seats(customer.0, &taken, 1);
    // The old name may be somebody else's by now.
    statements.extend(names.iter().map(|it| it.statement(customer)));
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
    let both: Vec<i64> = back.iter().chain(&anchors).copied().collect();
    statements.extend(handover::take_back(customer.0, &both, &anchors));
    statements.extend(addresses_back(customer.0, &back));
    let moved = i64::try_from(back.len()).unwrap_or(0);
    statements.push(count_users(customer, moved, -moved));
    statements.push(insert_sources(sources));
    statements.push(insert_outcomes(outcomes));
    let mut chain = Chain::after(customer, head);
    for it in &audit {
        chain.add(context(to), it.action, it.subject, &Value::from(it.detail.as_str()));
    }
    let head = chain.head();
    statements.extend(chain.statements());
    (statements, head)
}

/// The row of a direct license that comes back.
fn comes_back(to: Belongs<'_>, user: UserId, (former, state): &(Former, SourceState)) -> Vec<Value> {
    params![
        to.permit.customer().0,
        former.pool.0,
        user.0,
        0_i64,
        encode::state_number(*state),
        former.plans_off.encode(),
        to.now,
    ]
}

/// The outcome of a change of one user's fields; what they said stands in the operation.
#[must_use]
pub fn edited(to: Belongs<'_>, user: UserId) -> Statement {
    insert_outcomes(vec![account_outcome(to, user, 0, "", "edited")])
}

/// The outcome of a user's creation.
#[must_use]
pub fn created(to: Belongs<'_>, user: UserId) -> Statement {
    insert_outcomes(vec![account_outcome(to, user, 0, "", "created")])
}

/// The outcomes of people who join or leave a group that gives them nothing, and of those who are where they shall be
/// already; their places come after those of `others`.
#[must_use]
pub fn moves(
    to: Belongs<'_>,
    (moved, effect): (&[UserId], &'static str),
    (stay, others): (&[UserId], usize),
) -> Statement {
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(moved.len() + stay.len());
    for (position, user) in moved.iter().enumerate() {
        rows.push(account_outcome(to, *user, position, "", effect));
    }
    for (position, user) in (others + moved.len()..).zip(stay) {
        rows.push(account_outcome(to, *user, position, "", ""));
    }
    insert_outcomes(rows)
}

/// The statements that give users other locations: each with what it was, for the records. Some have theirs already,
/// and some keep what they got since.
#[must_use]
pub fn located(
    to: Belongs<'_>,
    moves: &[(UserId, Option<&str>, Option<&str>)],
    (same, kept): (&[UserId], &[UserId]),
    head: &AuditHead,
) -> Vec<Statement> {
    let mut groups: BTreeMap<Option<&str>, Vec<i64>> = BTreeMap::new();
    let (mut outcomes, mut audit) = (Vec::new(), Vec::new());
    for (position, (user, before, after)) in moves.iter().enumerate() {
        groups.entry(*after).or_default().push(user.0);
        outcomes.push(account_outcome(to, *user, position, "", "edited"));
        let says = |it: &Option<&str>| json!({ "location": it.unwrap_or_default() });
        let detail = json!({ "before": says(before), "after": says(after) });
        audit.push(AuditEntry { action: "user.edited", subject: user.0, detail: detail.to_string() });
    }
    let others = same.iter().map(|user| (user, "")).chain(kept.iter().map(|user| (user, CHANGED.as_str())));
    for (position, (user, code)) in (moves.len()..).zip(others) {
        outcomes.push(account_outcome(to, *user, position, code, ""));
    }
    let customer = to.permit.customer().0;
    let set = |(location, users): (Option<&str>, Vec<i64>)| {
        Statement::exactly(
            u64::try_from(users.len()).unwrap_or(u64::MAX),
            "UPDATE users SET location = $3 WHERE customer_id = $1 AND state = 0 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer, id_list(users), location],
        )
    };
    let mut statements: Vec<Statement> = groups.into_iter().map(set).collect();
    statements.push(insert_outcomes(outcomes));
    statements.extend(append(context(to), head, &audit));
    statements
}

/// Addresses that others use meanwhile are dropped, which is no error (R-RESTORE-4); the others are in use again.
fn addresses_back(customer: i64, back: &[i64]) -> [Statement; 3] {
    let users = params![customer, id_list(back.iter().copied())];
    [
        Statement::any(
            "DELETE FROM alias WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) AND EXISTS \
             (SELECT 1 FROM users u WHERE u.customer_id = alias.customer_id AND u.state = 0 \
             AND u.sign_in = alias.address AND u.user_id <> alias.user_id)",
            users.clone(),
        ),
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
    // 0 done, 1 unchanged, 3 refused.
    let verdict = match (code, effect) {
        ("", "") => 1_i64,
        ("", _) => 0,
        _ => 3,
    };
    params![
        to.permit.customer().0,
        to.operation.0,
        user.0,
        0_i64,
        i64::try_from(position).unwrap_or(i64::MAX),
        verdict,
        if code.is_empty() { effect } else { "" },
        code,
        "[]",
        Option::<String>::None,
        Option::<String>::None,
    ]
}

/// A license that comes back, as its record tells it: the pool, the state and plans it has from now on, and the seat it
/// takes.
fn returned((former, state): &(Former, SourceState), takes: &[PoolId]) -> Json {
    let after = encode::direct_text(&Some((*state, former.plans_off.clone())));
    let seat = i64::from(takes.contains(&former.pool));
    json!({"product": former.product.0, "pool": former.pool.0, "after": after, "seat": seat})
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
