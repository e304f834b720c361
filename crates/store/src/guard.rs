//! Changes that wait for a person, and what doors that nobody watches have taken within the hour (D-15). It decides
//! nothing about what waits.

use std::collections::BTreeMap;

use cupo_domain::access::{Permit, Role};
use cupo_domain::ids::{CustomerId, Guid, OperationId, PoolId};

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Statement};

/// A change that waits, or waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// Internal key.
    pub id: i64,
    /// Outside identity.
    pub guid: Guid,
    /// The kind of the operation that it would be.
    pub kind: String,
    /// What is wanted, as previews keep it.
    pub command: String,
    /// Through which door.
    pub channel: String,
    /// Who asked for it.
    pub actor: String,
    /// What they said.
    pub reason: String,
    /// People who would lose a license.
    pub users: i64,
    /// People whose data clocks would start.
    pub clocks: i64,
    /// Since when.
    pub created_at: i64,
    /// 0 waits, 1 approved, 2 declined.
    pub state: i64,
    /// Who decided.
    pub decided_by: String,
    /// The operation it became.
    pub operation: OperationId,
}

const COLUMNS: &str = "waiting_id, guid, kind, command, channel, actor, reason, users, clocks, created_at, state, \
    decided_by, operation_id";

fn waiting(row: &Row) -> Result<WaitingRow, StoreError> {
    Ok(WaitingRow {
        id: row.int(0)?,
        guid: guid(&row.text(1)?)?,
        kind: row.text(2)?,
        command: row.text(3)?,
        channel: row.text(4)?,
        actor: row.text(5)?,
        reason: row.text(6)?,
        users: row.int(7)?,
        clocks: row.int(8)?,
        created_at: row.int(9)?,
        state: row.int(10)?,
        decided_by: row.text(11)?,
        operation: OperationId(row.int(12)?),
    })
}

/// A change waits from now on.
#[must_use]
pub fn hold_change(customer: CustomerId, it: &WaitingRow) -> Statement {
    Statement::exactly(
        1,
        "INSERT INTO waiting_change (customer_id, waiting_id, guid, kind, command, channel, actor, reason, users, \
         clocks, created_at, state, decided_by, operation_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', 0)",
        params![
            customer.0,
            it.id,
            it.guid.to_string(),
            it.kind.as_str(),
            it.command.as_str(),
            it.channel.as_str(),
            it.actor.as_str(),
            it.reason.as_str(),
            it.users,
            it.clocks,
            it.created_at,
        ],
    )
}

/// Somebody decided about a change; it must still wait. An operation is what it became, 0 when it was declined.
#[must_use]
pub fn decide_waiting(customer: CustomerId, it: i64, by: &str, operation: OperationId) -> Statement {
    let state = if operation.0 == 0 { 2_i64 } else { 1 };
    Statement::exactly(
        1,
        "UPDATE waiting_change SET state = $3, decided_by = $4, operation_id = $5 WHERE customer_id = $1 \
         AND waiting_id = $2 AND state = 0",
        params![customer.0, it, state, by, operation.0],
    )
}

/// What went through an unwatched door, and that what is older than an hour is forgotten.
#[must_use]
pub fn passed(
    customer: CustomerId,
    taken: &BTreeMap<PoolId, i64>,
    (at, forget, id): (i64, i64, i64),
) -> Vec<Statement> {
    let row = |(pool, users): (&PoolId, &i64)| {
        Statement::exactly(
            1,
            "INSERT INTO guard_passed (customer_id, passed_id, pool_id, users, at) VALUES ($1, $2, $3, $4, $5)",
            params![customer.0, id, pool.0, *users, at],
        )
    };
    let old = Statement::any(
        "DELETE FROM guard_passed WHERE customer_id = $1 AND at < $2",
        params![customer.0, forget],
    );
    taken.iter().map(row).chain([old]).collect()
}

impl Store {
    /// Changes that wait at a customer, the newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn waiting(&self, permit: &Permit, take: i64) -> Result<Vec<WaitingRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM waiting_change WHERE customer_id = $1 AND state = 0 \
             ORDER BY waiting_id DESC LIMIT $2"
        );
        let query = Query { sql: sql.into(), params: params![permit.customer().0, take] };
        self.read_one(query).await?.iter().map(waiting).collect()
    }

    /// How many changes wait at a customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_waiting(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM waiting_change WHERE customer_id = $1 AND state = 0";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// A change that waits, or waited.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn waiting_by(&self, permit: &Permit, it: Guid) -> Result<Option<WaitingRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM waiting_change WHERE customer_id = $1 AND guid = $2");
        let query = Query { sql: sql.into(), params: params![permit.customer().0, it.to_string()] };
        self.read_one(query).await?.first().map(waiting).transpose()
    }

    /// The same change, if it waits already.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn waiting_like(
        &self,
        permit: &Permit,
        command: &str,
    ) -> Result<Option<WaitingRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM waiting_change WHERE customer_id = $1 AND state = 0 AND command = $2 LIMIT 1"
        );
        let query = Query { sql: sql.into(), params: params![permit.customer().0, command] };
        self.read_one(query).await?.first().map(waiting).transpose()
    }

    /// What went through unwatched doors since an instant.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn passed_since(
        &self,
        permit: &Permit,
        since: i64,
    ) -> Result<BTreeMap<PoolId, i64>, StoreError> {
        let sql = "SELECT pool_id, CAST(sum(users) AS BIGINT) FROM guard_passed WHERE customer_id = $1 AND at >= $2 GROUP BY pool_id";
        let query = Query { sql: sql.into(), params: params![permit.customer().0, since] };
        self.read_one(query).await?.iter().map(|row| Ok((PoolId(row.int(0)?), row.int(1)?))).collect()
    }

    /// The addresses of a customer's Global admins.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn admin_addresses(&self, permit: &Permit, take: i64) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT u.sign_in FROM role_grant g JOIN users u ON u.customer_id = g.customer_id \
                   AND u.user_id = g.user_id WHERE g.customer_id = $1 AND g.role = $2 AND u.state = 0 \
                   ORDER BY u.sort_key, u.user_id LIMIT $3";
        let params = params![permit.customer().0, Role::GlobalAdmin.key(), take];
        self.read_one(Query::new(sql, params)).await?.iter().map(|row| row.text(0)).collect()
    }
}
