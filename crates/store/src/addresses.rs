//! The mail addresses of users, and those that are kept for somebody who was deleted (R-DEL-7).

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::time::Instant;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

const ALIAS: Shape = Shape {
    table: "alias",
    columns: &[
        ("customer_id", Kind::Int),
        ("address", Kind::Text),
        ("user_id", Kind::Int),
        ("held_until", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, address, user_id) DO NOTHING",
};

/// Mail addresses of users.
#[must_use]
pub fn insert_aliases(customer: CustomerId, aliases: &[(String, UserId)]) -> Statement {
    let rows = aliases
        .iter()
        .map(|(address, user)| params![customer.0, address.as_str(), user.0, Option::<i64>::None])
        .collect();
    Statement::insert(&ALIAS, rows)
}

/// Takes mail addresses from a user.
#[must_use]
pub fn drop_aliases(customer: CustomerId, user: UserId, addresses: &[String]) -> Statement {
    let list = serde_json::Value::from(addresses).to_string();
    Statement::exactly(
        u64::try_from(addresses.len()).unwrap_or(u64::MAX),
        "DELETE FROM alias WHERE customer_id = $1 AND user_id = $2 AND address IN \
         (SELECT value FROM json_each(CAST($3 AS TEXT)))",
        params![customer.0, user.0, list],
    )
}

/// Those of some addresses that are in use, or kept after a deletion (R-DEL-7), each with whose they are.
///
/// # Errors
/// Never in practice.
pub fn addresses_query(permit: &Permit, addresses: &[String], now: Instant) -> Result<Query, StoreError> {
    let list = serde_json::to_string(addresses).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let sql = "SELECT a.address, a.user_id FROM json_each(CAST($2 AS TEXT)) j CROSS JOIN alias a CROSS JOIN users u \
               WHERE a.customer_id = $1 AND a.address = j.value AND u.customer_id = a.customer_id \
               AND u.user_id = a.user_id AND (u.state = 0 OR a.held_until > $3)";
    Ok(Query::new(sql, params![permit.customer().0, list, now.0]))
}

impl Store {
    /// Those of some addresses that are in use, or kept after a deletion (R-DEL-7), each with whose they are.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn addresses_in_use(
        &self,
        permit: &Permit,
        addresses: &[String],
        now: Instant,
    ) -> Result<Vec<(String, UserId)>, StoreError> {
        let rows = self.read_one(addresses_query(permit, addresses, now)?).await?;
        rows.iter().map(|r| Ok((r.text(0)?, UserId(r.int(1)?)))).collect()
    }

    /// The further mail addresses of a user, in order.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn addresses_of(&self, permit: &Permit, user: UserId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT address FROM alias WHERE customer_id = $1 AND user_id = $2 ORDER BY address";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, user.0])).await?;
        rows.iter().map(|row| row.text(0)).collect()
    }
}
