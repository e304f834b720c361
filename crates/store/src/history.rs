//! Licenses of the past: what was held becomes a row when it ends, in the transaction that ends it (D-22). Who holds what
//! now stands in `source` with its beginning, so that giving a license costs nothing here.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, PoolId, UserId};
use cupo_domain::time::Instant;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement, id_list};

/// What is held at an instant: it began before, and has not ended before it. What began and ended at one instant was
/// never held. Asked person by person: a customer's other licenses are not looked at.
const ENDS: &str = "INSERT INTO license_past (customer_id, pool_id, user_id, origin, from_at, to_at, plans_off) \
    SELECT s.customer_id, s.pool_id, s.user_id, s.origin, s.since, CAST($2 AS BIGINT), s.plans_off \
    FROM json_each(CAST($3 AS TEXT)) w CROSS JOIN source s WHERE s.customer_id = $1 \
    AND s.user_id = CAST(w.value AS BIGINT) AND s.state < 2 AND s.since < $2";

/// The same for direct licenses alone.
const DIRECT_ENDS: &str = "INSERT INTO license_past (customer_id, pool_id, user_id, origin, from_at, to_at, plans_off) \
    SELECT s.customer_id, s.pool_id, s.user_id, s.origin, s.since, CAST($2 AS BIGINT), s.plans_off \
    FROM json_each(CAST($3 AS TEXT)) w CROSS JOIN source s WHERE s.customer_id = $1 \
    AND s.user_id = CAST(w.value AS BIGINT) AND s.origin = 0 AND s.state < 2 AND s.since < $2";

/// The same for the licenses of one pool that come from one place: 0 for direct ones, else the group.
const SOURCE_ENDS: &str = "INSERT INTO license_past (customer_id, pool_id, user_id, origin, from_at, to_at, plans_off) \
    SELECT s.customer_id, s.pool_id, s.user_id, s.origin, s.since, CAST($2 AS BIGINT), s.plans_off FROM source s \
    WHERE s.customer_id = $1 AND s.pool_id = $4 AND s.origin = $5 AND s.state < 2 AND s.since < $2 AND s.user_id IN \
    (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))";

/// The statement before licenses of a pool from one place end or change.
#[must_use]
pub fn source_ends(
    customer: CustomerId,
    (pool, origin): (PoolId, i64),
    users: &[UserId],
    now: i64,
) -> Statement {
    let list = id_list(users.iter().map(|user| user.0));
    Statement::any(SOURCE_ENDS, params![customer.0, now, list, pool.0, origin])
}

/// The statement before everything that people hold ends.
#[must_use]
pub fn all_ends(customer: CustomerId, users: &[i64], now: i64) -> Statement {
    Statement::any(ENDS, params![customer.0, now, id_list(users.iter().copied())])
}

/// The statement before everything ends that people hold themselves; what groups give them goes on.
#[must_use]
pub fn direct_ends(customer: CustomerId, users: &[i64], now: i64) -> Statement {
    Statement::any(DIRECT_ENDS, params![customer.0, now, id_list(users.iter().copied())])
}

impl Store {
    /// From when on it is known who held what at a customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn known_from(&self, permit: &Permit) -> Result<Instant, StoreError> {
        let sql = "SELECT coalesce(known_from, created_at) FROM customer WHERE customer_id = $1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(Instant(i64::MAX)), |row| row.int(0).map(Instant))
    }
}
