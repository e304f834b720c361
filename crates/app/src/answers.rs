//! What a program was answered to a request with a key. Keys of operations stand in their own rows; this is for requests
//! that make none, or more than an operation tells. It must never keep a secret.

use cupo_domain::access::Permit;
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use cupo_store::answers::keep_answer;
use cupo_store::operations::{Once, OperationRow};
use cupo_store::value::Statement;

use crate::app::App;
use crate::error::AppError;

/// How long an answer is kept.
pub const ANSWER_DAYS: i64 = 30;

/// What came of the same request before.
#[derive(Clone, Debug)]
pub enum Before {
    /// An operation.
    Operation(Box<OperationRow>),
    /// An answer without one.
    Answer(String),
}

impl App {
    /// What came of the same request before; none when its key is new.
    ///
    /// # Errors
    /// E-KEY when the key was sent with another request, failures of the store.
    pub async fn before(&self, permit: &Permit, once: &Once) -> Result<Option<Before>, AppError> {
        let other = || AppError::denied(Code::Key, "Idempotency-Key");
        let named = (once.by.as_str(), once.key.as_str());
        if let Some(row) = self.store.operation_once(permit, named).await? {
            let same = row.once.as_ref().is_some_and(|before| before.body == once.body);
            return if same { Ok(Some(Before::Operation(Box::new(row)))) } else { Err(other()) };
        }
        match self.store.kept_answer(permit, named).await? {
            Some(kept) if kept.body == once.body => Ok(Some(Before::Answer(kept.answer))),
            Some(_) => Err(other()),
            None => Ok(None),
        }
    }

    /// Keeps what was answered, after the work was done. If the program goes away in between, the work is found done.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn keep_answer(&self, permit: &Permit, once: &Once, answer: &str) -> Result<(), AppError> {
        let turn = self.store.turn().await?;
        Ok(self.store.commit(&turn, self.kept(permit, once, answer)).await?)
    }

    /// The statements that keep an answer beside the work itself.
    pub(crate) fn kept(&self, permit: &Permit, once: &Once, answer: &str) -> Vec<Statement> {
        let now = self.now();
        let from = Instant(now.0).plus_days(-ANSWER_DAYS);
        keep_answer(permit.customer(), once, answer, (now.0, from.0))
    }
}
