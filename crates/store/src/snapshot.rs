//! Consistent reads for decisions: users with everything they hold, the pools, and the head of the audit chain.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Permit, Role};
use cupo_domain::assignment::{Holder, Origin, RunningClock, Snapshot, Source};
use cupo_domain::catalogue::Workload;
use cupo_domain::country::Country;
use cupo_domain::decide::delete_users;
use cupo_domain::decide::restore_users::{self, Former};
use cupo_domain::ids::{GroupId, PoolId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::time::Instant;

use crate::addresses::addresses_query;
use crate::audit::AuditHead;
use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::users::names_query;
use crate::value::{Query, Row, id_list};

/// Users per question, so that lists of ids stay small.
pub const CHUNK_USERS: usize = 5_000;

/// A pool's row with its key.
pub(crate) fn pool(row: &Row) -> Result<Pool, StoreError> {
    let kind = if row.int(2)? == 0 {
        PoolKind::Central
    } else {
        PoolKind::SelfService { purchaser: UserId(row.int(3)?) }
    };
    Ok(Pool {
        id: PoolId(row.int(0)?),
        product: ProductId(row.int(1)?),
        kind,
        units: Units {
            enabled: row.int(4)?,
            warning: row.int(5)?,
            suspended: row.int(6)?,
            locked_out: row.int(7)?,
        },
        consumed: row.int(8)?,
        reserved: row.int(9)?,
    })
}

fn pools_query(customer: i64) -> Query {
    Query::new(
        "SELECT pool_id, product_id, kind, purchaser, enabled, warning, suspended, locked_out, consumed, reserved \
         FROM pool WHERE customer_id = $1 ORDER BY pool_id",
        params![customer],
    )
}

impl Store {
    /// The pools of a customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn pools(&self, permit: &Permit) -> Result<Vec<Pool>, StoreError> {
        self.read_one(pools_query(permit.customer().0)).await?.iter().map(pool).collect()
    }

    /// Everything a change of licenses needs to know about these users, and the head of the audit chain. Users
    /// come in the order of `ids`; those that do not exist are listed apart.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn license_snapshot(
        &self,
        permit: &Permit,
        ids: &[UserId],
        now: Instant,
    ) -> Result<(Snapshot, AuditHead), StoreError> {
        let customer = permit.customer().0;
        let mut queries = vec![pools_query(customer), crate::audit::head_query(permit.customer())];
        for chunk in ids.chunks(CHUNK_USERS) {
            let list = id_list(chunk.iter().map(|u| u.0));
            queries.extend(user_queries(customer, &list, now));
        }
        let mut answers = self.read(queries).await?.into_iter();
        let pool_rows = answers.next().unwrap_or_default();
        let pools = pool_rows.iter().map(pool).collect::<Result<Vec<_>, _>>()?;
        let head = crate::audit::head(answers.next().unwrap_or_default().first())?;
        let mut found = Gathered::default();
        while let (Some(users), Some(sources), Some(clocks), Some(taken)) =
            (answers.next(), answers.next(), answers.next(), answers.next())
        {
            found.add(&pools, [&users, &sources, &clocks, &taken])?;
        }
        let mut snapshot = Snapshot { pools, ..Snapshot::default() };
        for id in ids {
            match found.holders.remove(id) {
                Some(holder) => snapshot.holders.push(holder),
                None => snapshot.unknown.push(*id),
            }
        }
        Ok((snapshot, head))
    }

    /// Everything a deletion needs to know about these users.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn deletion_candidates(
        &self,
        permit: &Permit,
        snapshot: Snapshot,
    ) -> Result<Vec<delete_users::Candidate>, StoreError> {
        let customer = permit.customer().0;
        let list = id_list(snapshot.holders.iter().map(|h| h.user.0));
        let answers = self
            .read(vec![
                Query::new(
                    "SELECT user_id, mastery, anchored FROM users WHERE customer_id = $1 AND user_id IN \
                     (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
                    params![customer, list.as_str()],
                ),
                Query::new(
                    "SELECT user_id, role FROM role_grant WHERE customer_id = $1 AND user_id IN \
                     (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
                    params![customer, list],
                ),
            ])
            .await?;
        let mut roles: BTreeMap<i64, BTreeSet<Role>> = BTreeMap::new();
        for row in answers.get(1).map_or(&[][..], Vec::as_slice) {
            roles.entry(row.int(0)?).or_default().extend(Role::parse(&row.text(1)?));
        }
        let mut facts = BTreeMap::new();
        for row in answers.first().map_or(&[][..], Vec::as_slice) {
            facts.insert(row.int(0)?, (encode::mastery(row.int(1)?)?, row.flag(2)?));
        }
        let candidate = |holder: Holder| {
            let (mastery, anchored) = facts.get(&holder.user.0).copied()?;
            let roles = roles.get(&holder.user.0).cloned().unwrap_or_default();
            Some(delete_users::Candidate { holder, mastery, roles, anchored })
        };
        Ok(snapshot.holders.into_iter().filter_map(candidate).collect())
    }

    /// Global admins of a customer that are active.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn global_admins(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM role_grant g JOIN users u ON u.customer_id = g.customer_id \
                   AND u.user_id = g.user_id WHERE g.customer_id = $1 AND g.role = $2 AND u.state = 0";
        let params = params![permit.customer().0, Role::GlobalAdmin.key()];
        let rows = self.read_one(Query::new(sql, params)).await?;
        rows.first().map_or(Ok(0), |r| r.int(0))
    }

    /// Everything a restore needs to know about these users, in the order of `ids`.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn restore_candidates(
        &self,
        permit: &Permit,
        (ids, names): (&[UserId], &BTreeMap<UserId, String>),
        now: Instant,
    ) -> Result<Vec<restore_users::Candidate>, StoreError> {
        let answers = self.read(restore_questions(permit, (ids, names), now)?).await?;
        let rows = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        let pools = rows(0).iter().map(pool).collect::<Result<Vec<_>, _>>()?;
        let mut found: BTreeMap<i64, restore_users::Candidate> = BTreeMap::new();
        let in_use = |n: usize, name: &str, user: i64| {
            let same = |row: &Row| Ok(row.text(0)? == name && row.int(1)? != user);
            rows(n).iter().map(same).collect::<Result<Vec<bool>, StoreError>>().map(|all| all.contains(&true))
        };
        // Of several deleted users with one name, whoever was deleted last has it.
        let mut kept: BTreeSet<String> = BTreeSet::new();
        for row in rows(1) {
            let (user, deleted) = (row.int(0)?, row.int(2)? == 1);
            let other = names.get(&UserId(user));
            let name = other.map_or_else(|| row.text(4), |name| Ok(name.clone()))?;
            let taken = match other {
                Some(name) => in_use(4, name, user)?,
                None => row.int(3)? == 1,
            };
            let address_taken = other.map_or(Ok(false), |name| in_use(5, name, user))?;
            let another = deleted && !kept.insert(name);
            found.insert(
                row.int(0)?,
                restore_users::Candidate {
                    user: UserId(row.int(0)?),
                    // Of an account that was purged it says that it is too late (R-DEL-2).
                    deleted_at: row.int_or_null(1)?.map(Instant),
                    anchors: row.flag(5)?,
                    name_taken: taken || another,
                    address_taken,
                    former: Vec::new(),
                    holds: BTreeSet::new(),
                    clocks: Vec::new(),
                },
            );
        }
        for row in rows(2) {
            let Some(its) = pools.iter().find(|p| p.id.0 == row.int(1).unwrap_or(0)) else { continue };
            if let Some(candidate) = found.get_mut(&row.int(0)?) {
                let plans_off = encode::plans(&row.text(2)?)?;
                let (pool, product, kind) = (its.id, its.product, its.kind);
                let held = row.int(3)? == 3;
                candidate.former.push(Former { pool, product, kind, plans_off, held });
            }
        }
        for row in rows(3) {
            if let Some(candidate) = found.get_mut(&row.int(0)?) {
                candidate.clocks.push(encode::workload(row.int(1)?)?);
            }
        }
        for row in rows(6) {
            if let Some(candidate) = found.get_mut(&row.int(0)?) {
                candidate.holds.insert(PoolId(row.int(1)?));
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(&id.0)).collect())
    }
}

/// What is asked about deleted users: pools, accounts, licenses, clocks, names and addresses in use, seats still held.
fn restore_questions(
    permit: &Permit,
    (ids, names): (&[UserId], &BTreeMap<UserId, String>),
    now: Instant,
) -> Result<Vec<Query>, StoreError> {
    let wanted: Vec<String> = names.values().cloned().collect();
    let customer = permit.customer().0;
    let list = id_list(ids.iter().map(|u| u.0));
    let in_list = "(SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))";
    let question = |sql: String| Query { sql: sql.into(), params: params![customer, list.as_str()] };
    Ok(vec![
        pools_query(customer),
        question(format!(
            "SELECT u.user_id, u.deleted_at, u.state, CASE WHEN EXISTS (SELECT 1 FROM users o \
                     WHERE o.customer_id = u.customer_id AND o.sign_in = u.sign_in AND o.state = 0 \
                     AND o.user_id <> u.user_id) THEN 1 ELSE 0 END, u.sign_in, \
                     CASE WHEN u.state = 0 AND {SHARES} THEN 1 ELSE 0 END FROM users u WHERE u.customer_id = $1 AND u.user_id IN {in_list} \
                     ORDER BY u.deleted_at DESC, u.user_id DESC"
        )),
        question(format!(
            "SELECT user_id, pool_id, plans_off, state FROM source WHERE customer_id = $1 AND state IN (3, 4) \
                     AND origin = 0 AND user_id IN {in_list} ORDER BY user_id, pool_id"
        )),
        question(format!(
            "SELECT u.user_id, u.workload FROM data_clock u WHERE u.customer_id = $1 \
                     AND u.user_id IN {in_list} AND (u.reason <> 'license-removed' OR {SHARES}) \
                     ORDER BY u.user_id, u.workload"
        )),
        names_query(permit, &wanted)?,
        addresses_query(permit, &wanted, now)?,
        question(format!(
            "SELECT user_id, pool_id FROM source WHERE customer_id = $1 AND origin > 0 AND state < 2 \
                     AND user_id IN {in_list} ORDER BY user_id, pool_id"
        )),
    ])
}

/// Whether the mailbox of `u` was handed over when it was to be deleted.
const SHARES: &str = "EXISTS (SELECT 1 FROM handover h WHERE h.customer_id = u.customer_id \
    AND h.user_id = u.user_id AND h.workload = 0)";

/// The questions about everything some users hold: users, sources, clocks, addresses that others have.
#[must_use]
pub fn user_queries(customer: i64, list: &str, now: Instant) -> [Query; 4] {
    [
        // The plus keeps SQLite from walking all users of a state: the list of keys is the short way in.
        Query::new(
            "SELECT user_id, state, location FROM users WHERE customer_id = $1 AND +state < 2 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer, list],
        ),
        Query::new(
            "SELECT user_id, pool_id, origin, state, plans_off FROM source \
             WHERE customer_id = $1 AND state < 3 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY user_id, pool_id, origin",
            params![customer, list],
        ),
        Query::new(
            "SELECT user_id, workload, due_at FROM data_clock WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY user_id, workload",
            params![customer, list],
        ),
        Query::new(
            "SELECT a.user_id, a.address FROM alias a CROSS JOIN alias b CROSS JOIN users u \
             WHERE a.customer_id = $1 AND b.customer_id = a.customer_id AND b.address = a.address \
             AND b.user_id <> a.user_id AND u.customer_id = b.customer_id AND u.user_id = b.user_id \
             AND (u.state = 0 OR b.held_until > $3) \
             AND a.user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
             UNION ALL \
             SELECT s.user_id, s.sign_in FROM users s CROSS JOIN alias b CROSS JOIN users u \
             WHERE s.customer_id = $1 AND b.customer_id = s.customer_id AND b.address = s.sign_in \
             AND b.user_id <> s.user_id AND u.customer_id = b.customer_id AND u.user_id = b.user_id \
             AND (u.state = 0 OR b.held_until > $3) \
             AND s.user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
             UNION ALL \
             SELECT a.user_id, a.address FROM alias a CROSS JOIN users u \
             WHERE a.customer_id = $1 AND u.customer_id = a.customer_id AND u.state = 0 \
             AND u.sign_in = a.address AND u.user_id <> a.user_id \
             AND a.user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
             ORDER BY 1, 2 DESC",
            params![customer, list, now.0],
        ),
    ]
}

#[derive(Default)]
struct Gathered {
    holders: BTreeMap<UserId, Holder>,
    plans: BTreeMap<String, PlanSet>,
}

impl Gathered {
    fn add(&mut self, pools: &[Pool], rows: [&Vec<Row>; 4]) -> Result<(), StoreError> {
        let [users, sources, clocks, taken] = rows;
        for row in users {
            let user = UserId(row.int(0)?);
            let location = row.text_or_null(2)?.as_deref().and_then(Country::parse);
            let active = row.int(1)? == 0;
            let holder = Holder {
                user,
                active,
                location,
                address_taken: None,
                sources: Vec::new(),
                clocks: Vec::new(),
            };
            self.holders.insert(user, holder);
        }
        for row in sources {
            let source = self.source(pools, row)?;
            if let (Some(holder), Some(source)) = (self.holders.get_mut(&UserId(row.int(0)?)), source) {
                holder.sources.push(source);
            }
        }
        for row in clocks {
            let workload: Workload = encode::workload(row.int(1)?)?;
            if let Some(holder) = self.holders.get_mut(&UserId(row.int(0)?)) {
                holder.clocks.push(RunningClock { workload, due: Instant(row.int(2)?) });
            }
        }
        for row in taken {
            if let Some(holder) = self.holders.get_mut(&UserId(row.int(0)?)) {
                holder.address_taken = Some(row.text(1)?);
            }
        }
        Ok(())
    }

    fn source(&mut self, pools: &[Pool], row: &Row) -> Result<Option<Source>, StoreError> {
        let id = PoolId(row.int(1)?);
        let Some(pool) = pools.iter().find(|p| p.id == id) else { return Ok(None) };
        let text = row.text(4)?;
        let plans_off = match self.plans.get(&text) {
            Some(plans) => plans.clone(),
            None => {
                let plans = encode::plans(&text)?;
                self.plans.insert(text, plans.clone());
                plans
            }
        };
        let origin = match row.int(2)? {
            0 => Origin::Direct,
            group => Origin::Group(GroupId(group)),
        };
        Ok(Some(Source {
            pool: id,
            product: pool.product,
            self_service: pool.kind != PoolKind::Central,
            origin,
            state: encode::source_state(row.int(3)?)?,
            plans_off,
        }))
    }
}
