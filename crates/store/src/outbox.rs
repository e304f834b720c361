//! Messages that leave Cupo: written in the commit that causes them, delivered later (D-39).

use cupo_domain::access::PartnerPermit;
use cupo_domain::ids::CustomerId;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement};

/// A message as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Key.
    pub id: i64,
    /// Kind, such as `password-reset`.
    pub kind: String,
    /// Who it is for.
    pub recipient: String,
    /// Content as JSON.
    pub payload: String,
    /// When written.
    pub created_at: i64,
    /// When delivered.
    pub sent_at: Option<i64>,
}

/// The statement that writes a message.
#[must_use]
pub fn write_message(customer: CustomerId, it: &MessageRow) -> Statement {
    Statement::exactly(
        1,
        "INSERT INTO outbox (customer_id, message_id, kind, recipient, payload, created_at, sent_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            customer.0,
            it.id,
            it.kind.as_str(),
            it.recipient.as_str(),
            it.payload.as_str(),
            it.created_at,
            it.sent_at,
        ],
    )
}

impl Store {
    /// The newest messages of a partner's customers.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn messages(&self, permit: &PartnerPermit, take: i64) -> Result<Vec<MessageRow>, StoreError> {
        let sql = "SELECT message_id, kind, recipient, payload, created_at, sent_at FROM outbox \
                   WHERE customer_id IN (SELECT customer_id FROM customer WHERE partner_id = $1) \
                   ORDER BY message_id DESC LIMIT $2";
        let rows = self.read_one(Query::new(sql, params![permit.partner().0, take])).await?;
        rows.iter()
            .map(|r| {
                Ok(MessageRow {
                    id: r.int(0)?,
                    kind: r.text(1)?,
                    recipient: r.text(2)?,
                    payload: r.text(3)?,
                    created_at: r.int(4)?,
                    sent_at: r.int_or_null(5)?,
                })
            })
            .collect()
    }
}
