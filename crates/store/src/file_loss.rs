//! People whose personal files hang on one product alone, for a subscription that is deleted for good (R-LIFE-4): how many
//! there are, and the statement that ends the wait. When that happens is the domain's.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, OperationId, PoolId};
use cupo_domain::time::Instant;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Expect, Query, Statement, id_list};

/// Who has files from pool `$2` and from none of the pools `$3`; what a hold covers is safe (invariant 15).
const WHO: &str = "FROM users u WHERE u.customer_id = $1 AND u.state = 0 \
    AND EXISTS (SELECT 1 FROM source s WHERE s.customer_id = $1 AND s.pool_id = $2 \
    AND s.user_id = u.user_id AND s.state IN (0, 1)) \
    AND NOT EXISTS (SELECT 1 FROM source o WHERE o.customer_id = $1 AND o.user_id = u.user_id \
    AND o.state IN (0, 1) AND o.pool_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))) \
    AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer_id = $1 AND h.user_id = u.user_id \
    AND h.workload = 2 AND h.released_at IS NULL AND h.keeps = 1)";

/// The statement that has the files of exactly so many people erased by the next look at what is due.
#[must_use]
pub fn erase_files(
    customer: CustomerId,
    (pool, elsewhere): (PoolId, &[PoolId]),
    count: i64,
    (operation, now): (OperationId, Instant),
) -> Statement {
    let sql = format!(
        "INSERT INTO data_clock (customer_id, user_id, workload, started_at, due_at, loses_data, reason, \
         operation_id, stage) SELECT u.customer_id, u.user_id, 2, CAST($4 AS BIGINT), CAST($4 AS BIGINT), 1, \
         'license-removed', CAST($5 AS BIGINT), 1 {WHO} \
         ON CONFLICT (customer_id, user_id, workload) DO UPDATE SET started_at = excluded.started_at, \
         due_at = excluded.due_at, loses_data = 1, reason = excluded.reason, \
         operation_id = excluded.operation_id, stage = 1"
    );
    let pools = id_list(elsewhere.iter().map(|it| it.0));
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let params = params![customer.0, pool.0, pools, now.0, operation.0];
    Statement::Run { sql: sql.into(), params, expect: Expect::Rows(count) }
}

impl Store {
    /// How many people have files from a pool and from none of the others.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn files_only_from(
        &self,
        permit: &Permit,
        pool: PoolId,
        elsewhere: &[PoolId],
    ) -> Result<i64, StoreError> {
        let pools = id_list(elsewhere.iter().map(|it| it.0));
        let sql = format!("SELECT count(*) {WHO}");
        let query = Query { sql: sql.into(), params: params![permit.customer().0, pool.0, pools] };
        self.read_one(query).await?.first().map_or(Ok(0), |row| row.int(0))
    }
}
