//! Undo: a new, previewed operation that brings the exact earlier state back, service plans included, and reports
//! what was changed since instead of overwriting it (D-14). Undo of an undo is the same again.

use cupo_domain::access::Permit;
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::ids::{Guid, OperationId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::operations::OperationRow;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::doc::Wanted;
use crate::licenses::{Request, Who};

/// Reasons why an operation is final that lie in the matter.
const FINAL: [&str; 21] = [
    "password",
    "request",
    "self-service",
    "self-service-ended",
    "import",
    "import-large",
    "import-updated",
    "purchase",
    "customer",
    "hold",
    "canceled",
    "extended",
    "reactivated",
    "deleted",
    "suspended",
    "key",
    "credit-granted",
    "credit-refused",
    "group-deleted",
    "reprocessed",
    "followed",
];

impl App {
    /// The request that undoes an operation on licenses.
    ///
    /// # Errors
    /// E-NOTFOUND, or E-FINAL with the reason why it cannot be undone.
    pub async fn undo_request(
        &self,
        permit: &Permit,
        operation: Guid,
        owner: i64,
        channel: &'static str,
    ) -> Result<Request, AppError> {
        let row = self.store.operation(permit, operation).await?;
        let row = row.filter(|row| ["licenses", "undo"].contains(&row.kind.as_str()));
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?;
        if let Some(why) = self.why_final(&row) {
            return Err(AppError::denied(Code::Final, why));
        }
        let users = self.store.told_users(permit, row.id).await?;
        Ok(Request {
            who: Who::Users(users),
            wanted: Wanted::Undo(row.id),
            reason: String::new(),
            channel,
            owner,
            users_max: None,
            strict: false,
            once: None,
            used: None,
        })
    }

    /// Why an operation cannot be undone; none when it can.
    #[must_use]
    pub fn why_final(&self, row: &OperationRow) -> Option<&'static str> {
        if row.running {
            return Some("running");
        }
        if row.undone_by.is_some() {
            return Some("undone");
        }
        // A reason that lies in the matter says more than a date.
        if let Some(why) = FINAL.into_iter().find(|why| *why == row.final_because) {
            return Some(why);
        }
        if self.now().0 >= row.undo_until {
            return Some("late");
        }
        // Quantities, settings and groups always changed something, though it may be nothing of a user's.
        let of_users = !["quantity", "settings", "domains", "subscription-life"].contains(&row.kind.as_str())
            && !row.kind.starts_with("group-");
        (of_users && row.succeeded == 0).then_some("nothing")
    }

    /// Refuses to decide about an undo that has become impossible since it was asked for.
    pub(super) async fn check_undo(&self, permit: &Permit, wanted: &Wanted) -> Result<(), AppError> {
        let Some(operation) = wanted.undoes() else { return Ok(()) };
        let row = self.store.operation_by_id(permit, operation).await?;
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?;
        match self.why_final(&row) {
            Some(why) => Err(AppError::denied(Code::Final, why)),
            None => Ok(()),
        }
    }

    pub(super) async fn undo_command(
        &self,
        permit: &Permit,
        operation: OperationId,
        users: &[UserId],
    ) -> Result<ChangeLicenses, AppError> {
        let targets = self.store.undo_targets(permit, operation, users).await?;
        Ok(ChangeLicenses::bulk(Edits::Restore(targets)))
    }
}
