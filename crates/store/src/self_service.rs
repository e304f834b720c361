//! What purchases of people need beside subscriptions and pools: the customer's policies, and who holds a seat of one
//! purchase. It decides nothing.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, Guid, PoolId, UserId};

use crate::error::StoreError;
use crate::organisations::{contains, guid};
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement};

/// Somebody who holds a seat of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatHolder {
    /// Who.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Since when.
    pub since: i64,
}

/// The statement that keeps an option of a customer.
#[must_use]
pub fn set_option(customer: CustomerId, name: &str, value: &str) -> Statement {
    Statement::exactly(
        1,
        "INSERT INTO customer_option (customer_id, name, value) VALUES ($1, $2, $3) \
         ON CONFLICT (customer_id, name) DO UPDATE SET value = excluded.value",
        params![customer.0, name, value],
    )
}

impl Store {
    /// The options of a customer that somebody has set.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn options(&self, permit: &Permit) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT name, value FROM customer_option WHERE customer_id = $1 ORDER BY name";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect()
    }

    /// Who holds a seat of a pool, in the order of names; those whose name has a part, or everybody.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn seat_holders(
        &self,
        permit: &Permit,
        pool: PoolId,
        search: &str,
        take: i64,
    ) -> Result<Vec<SeatHolder>, StoreError> {
        let sql = "SELECT u.user_id, u.guid, u.display_name, u.sign_in, s.since FROM source s \
                   CROSS JOIN users u WHERE s.customer_id = $1 AND s.pool_id = $2 AND s.origin = 0 AND s.state < 2 AND u.search LIKE $4 ESCAPE '\\' \
                   AND u.customer_id = s.customer_id AND u.user_id = s.user_id \
                   ORDER BY u.sort_key, u.user_id LIMIT $3";
        let rows = self
            .read_one(Query::new(sql, params![permit.customer().0, pool.0, take, contains(search)]))
            .await?;
        rows.iter()
            .map(|row| {
                Ok(SeatHolder {
                    user: UserId(row.int(0)?),
                    guid: guid(&row.text(1)?)?,
                    name: row.text(2)?,
                    sign_in: row.text(3)?,
                    since: row.int(4)?,
                })
            })
            .collect()
    }
}
