//! Answers to requests that carry a key, kept so that the same request is answered in the same way and not done again.
//! Nothing here knows what an answer says.

use cupo_domain::access::Permit;
use cupo_domain::ids::CustomerId;

use crate::error::StoreError;
use crate::operations::Once;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

/// What was answered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Hash of what was asked.
    pub body: String,
    /// What was answered.
    pub answer: String,
}

const ANSWER: Shape = Shape {
    table: "kept_answer",
    columns: &[
        ("customer_id", Kind::Int),
        ("asked_by", Kind::Text),
        ("request_key", Kind::Text),
        ("body", Kind::Text),
        ("answer", Kind::Text),
        ("created_at", Kind::Int),
    ],
    on_conflict: "",
};

/// The statements that keep an answer and forget those older than `keep_from`. A key that is taken is a duplicate.
#[must_use]
pub fn keep_answer(
    customer: CustomerId,
    once: &Once,
    answer: &str,
    (now, keep_from): (i64, i64),
) -> Vec<Statement> {
    let row =
        params![customer.0, once.by.as_str(), once.key.as_str(), once.body.as_str(), answer.to_owned(), now];
    vec![
        Statement::any(
            "DELETE FROM kept_answer WHERE customer_id = $1 AND created_at < $2",
            params![customer.0, keep_from],
        ),
        Statement::insert(&ANSWER, vec![row]),
    ]
}

impl Store {
    /// What somebody was answered to a request with a key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn kept_answer(
        &self,
        permit: &Permit,
        (by, key): (&str, &str),
    ) -> Result<Option<KeptAnswer>, StoreError> {
        let sql = "SELECT body, answer FROM kept_answer \
                   WHERE customer_id = $1 AND asked_by = $2 AND request_key = $3";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, by, key])).await?;
        rows.first().map(|row| Ok(KeptAnswer { body: row.text(0)?, answer: row.text(1)? })).transpose()
    }
}
