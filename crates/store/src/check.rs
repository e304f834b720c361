//! Proves a database consistent: the invariants of section 23 as questions, the audit chain by its hashes, and what is
//! held now against what the audit says was done. It changes nothing; it says what is wrong, where, and what to do.
//! It may run beside a writer: each comparison rests on one consistent read.

pub mod chain;
mod finding;
mod questions;
mod groups;
mod replay;

use cupo_domain::ids::CustomerId;

use crate::engine::Dialect;
use crate::error::StoreError;
use crate::store::Store;
use crate::value::Query;

use finding::Finding;
use groups::OF_GROUPS;
use questions::{OF_SQLITE, QUESTIONS};
use replay::Replay;

impl Store {
    /// Everything that is wrong, in sentences; empty when the database is consistent.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn check(&self) -> Result<Vec<String>, StoreError> {
        let own = match self.dialect() {
            Dialect::Sqlite => OF_SQLITE,
            Dialect::Postgres => &[],
        };
        let questions = || QUESTIONS.iter().chain(OF_GROUPS).chain(own);
        let answers = self.read(questions().map(|it| Query::new(it.sql, vec![])).collect()).await?;
        let mut found = Vec::new();
        for (question, rows) in questions().zip(&answers) {
            for row in rows {
                found.push(Finding::of(question, row)?);
            }
        }
        for customer in
            self.read_one(Query::new("SELECT customer_id FROM customer ORDER BY 1", vec![])).await?
        {
            found.extend(Replay::prove(self, CustomerId(customer.int(0)?)).await?);
        }
        let mut sentences = Vec::with_capacity(found.len());
        for finding in found {
            sentences.push(finding.sentence(self).await?);
        }
        Ok(sentences)
    }
}
