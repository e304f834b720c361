//! Product keys that were loaded, by hash, and the statement that uses one up. A key itself is never here.

use cupo_domain::decide::prepaid::IssuedKey;
use cupo_domain::ids::{CustomerId, ProductId, SubscriptionId};
use cupo_domain::subscription::Term;
use cupo_domain::time::Instant;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

/// A key to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// Its number.
    pub id: i64,
    /// What is stored of it.
    pub hash: String,
}

const KEY: Shape = Shape {
    table: "product_key",
    columns: &[
        ("key_id", Kind::Int),
        ("key_hash", Kind::Text),
        ("product_id", Kind::Int),
        ("seats", Kind::Int),
        ("term", Kind::Text),
        ("loaded_at", Kind::Int),
    ],
    on_conflict: "",
};

/// The statement that loads keys of one kind.
#[must_use]
pub fn load_keys(keys: &[NewKey], it: &IssuedKey, now: Instant) -> Statement {
    let row =
        |key: &NewKey| params![key.id, key.hash.as_str(), it.product.0, it.seats, it.term.as_str(), now.0];
    Statement::insert(&KEY, keys.iter().map(row).collect())
}

/// The statement that uses a key up; it must not have been used before.
#[must_use]
pub fn use_key(customer: CustomerId, key: i64, by: SubscriptionId, now: Instant) -> Statement {
    Statement::exactly(
        1,
        "UPDATE product_key SET customer_id = $1, subscription_id = $3, used_at = $4 \
         WHERE key_id = $2 AND used_at IS NULL",
        params![customer.0, key, by.0, now.0],
    )
}

impl Store {
    /// The number of a key by what is stored of it.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn key_by_hash(&self, hash: &str) -> Result<Option<i64>, StoreError> {
        let query = Query::new("SELECT key_id FROM product_key WHERE key_hash = $1", params![hash]);
        self.read_one(query).await?.first().map(|row| row.int(0)).transpose()
    }

    /// A key by its number.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn issued_key(&self, key: i64) -> Result<Option<IssuedKey>, StoreError> {
        let sql = "SELECT product_id, seats, term, used_at FROM product_key WHERE key_id = $1";
        let rows = self.read_one(Query::new(sql, params![key])).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let term = row.text(2)?;
        Ok(Some(IssuedKey {
            product: ProductId(row.int(0)?),
            seats: row.int(1)?,
            term: Term::parse(&term).ok_or_else(|| StoreError::Corrupt(format!("`{term}` is no term")))?,
            used: row.int_or_null(3)?.is_some(),
        }))
    }
}
