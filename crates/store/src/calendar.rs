//! Addresses at which calendar programs read due dates: who made them, by the hash of their secret.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, UserId};

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

/// Whose address it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// The customer whose dates are read.
    pub customer: CustomerId,
    /// The organisation the person belongs to.
    pub home: CustomerId,
    /// The person.
    pub user: UserId,
    /// Language of the texts.
    pub lang: String,
    /// When it was made.
    pub created_at: i64,
}

const FEED: Shape = Shape {
    table: "calendar_feed",
    columns: &[
        ("customer_id", Kind::Int),
        ("home_id", Kind::Int),
        ("user_id", Kind::Int),
        ("secret_hash", Kind::Text),
        ("lang", Kind::Text),
        ("created_at", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, home_id, user_id) DO UPDATE SET secret_hash = excluded.secret_hash, \
        lang = excluded.lang, created_at = excluded.created_at",
};

/// The statement that keeps an address; an earlier one of the same person at the same customer ends.
#[must_use]
pub fn keep_feed(it: &FeedRow, secret_hash: &str) -> Statement {
    let row = params![it.customer.0, it.home.0, it.user.0, secret_hash, it.lang.as_str(), it.created_at];
    Statement::insert(&FEED, vec![row])
}

/// The statement that ends a person's address.
#[must_use]
pub fn end_feed(customer: CustomerId, (home, user): (CustomerId, UserId)) -> Statement {
    Statement::any(
        "DELETE FROM calendar_feed WHERE customer_id = $1 AND home_id = $2 AND user_id = $3",
        params![customer.0, home.0, user.0],
    )
}

impl Store {
    /// A person's address at a customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn feed(
        &self,
        permit: &Permit,
        (home, user): (CustomerId, UserId),
    ) -> Result<Option<FeedRow>, StoreError> {
        let sql = "SELECT customer_id, home_id, user_id, lang, created_at FROM calendar_feed \
                   WHERE customer_id = $1 AND home_id = $2 AND user_id = $3";
        self.one_feed(Query::new(sql, params![permit.customer().0, home.0, user.0])).await
    }

    /// Whose address a secret is. It stands for a sign-in, so no customer is known before.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn feed_by_secret(&self, secret_hash: &str) -> Result<Option<FeedRow>, StoreError> {
        let sql = "SELECT customer_id, home_id, user_id, lang, created_at FROM calendar_feed \
                   WHERE secret_hash = $1";
        self.one_feed(Query::new(sql, params![secret_hash])).await
    }

    async fn one_feed(&self, query: Query) -> Result<Option<FeedRow>, StoreError> {
        let rows = self.read_one(query).await?;
        rows.first()
            .map(|row| {
                Ok(FeedRow {
                    customer: CustomerId(row.int(0)?),
                    home: CustomerId(row.int(1)?),
                    user: UserId(row.int(2)?),
                    lang: row.text(3)?,
                    created_at: row.int(4)?,
                })
            })
            .transpose()
    }
}
