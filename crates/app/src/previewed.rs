//! Looking at a kept preview again: what it says, as long as applying it would do exactly that; and everybody who would
//! be refused, one by one. No rule, and nothing is changed.

use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::decision::{Decision, Verdict};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::{Code, Refusal};
use cupo_domain::time::Instant;
use cupo_store::operations::PreviewRow;

use crate::accounts::Asking;
use crate::app::App;
use crate::changes::doc::ChangeDoc;
use crate::changes::{Command, Shown, What};
use crate::error::AppError;
use crate::licenses::doc::Doc;
use crate::licenses::{PREVIEW_HOURS, undo_until};

/// Why a user is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// One product.
    License(ProductId, Refusal),
    /// The whole account.
    Account(Code),
}

/// A kept preview as it still holds.
#[derive(Clone, Debug)]
pub struct Again {
    /// What it asks; none for a change of licenses.
    pub command: Option<Command>,
    /// It brings back what was before another operation.
    pub undoes: bool,
    /// What would happen.
    pub shown: Shown,
    /// Everybody who is refused, in the order of the decision.
    pub refused: Vec<(UserId, Why)>,
}

impl App {
    /// Looks at a kept preview again: what it says, as long as that is what would be done.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there, too old or another person's, E-ROLE, `Changed` when it would do
    /// something else by now.
    pub async fn preview_again(&self, by: Asking<'_>, preview: Guid) -> Result<Again, AppError> {
        let row = self.own_preview(by.permit, by.owner, preview).await?;
        let Some(doc) = ChangeDoc::from_json(&row.command)? else {
            return self.licenses_again(by, &row).await;
        };
        let command = doc.command();
        let by = Asking { reason: &doc.reason, ..by };
        let (undo, what) = self.still_judged(by, &command, (&row.digest, &row.marks)).await?;
        let refused = refused_accounts(&what);
        let undoes = matches!(command, Command::Undo(_));
        Ok(Again { undoes, command: Some(command), shown: shown(&row, undo, what), refused })
    }

    async fn licenses_again(&self, by: Asking<'_>, row: &PreviewRow) -> Result<Again, AppError> {
        let request = Doc::from_json(&row.command)?.request(by.owner)?;
        let decided = self.decide_again(by.permit, &request, Some((&row.digest, &row.marks))).await?;
        crate::licenses::unchanged(Some((&row.digest, &row.marks)), &decided)?;
        let refused = refused_licenses(&decided.decision);
        let undo = Ok(undo_until(&decided.decision, Instant(row.created_at)));
        let shown = shown(row, undo, What::Licenses(decided.totals.clone()));
        // Applying it, or reading the next page, need not decide it once more.
        self.keep_decision(by.permit, decided);
        Ok(Again { command: None, undoes: request.wanted.undoes().is_some(), shown, refused })
    }
}

fn shown(row: &PreviewRow, undo: Result<Instant, &'static str>, what: What) -> Shown {
    let expires_at = Instant(row.created_at + PREVIEW_HOURS * 3_600_000_000);
    Shown { guid: row.guid, digest: row.digest.clone(), expires_at, undo, what }
}

/// Everybody a decision about licenses refuses.
fn refused_licenses(decision: &Decision) -> Vec<(UserId, Why)> {
    let users = decision.users.iter();
    let lines = users.flat_map(|it| it.plan.outcomes.iter().map(move |outcome| (it.user, outcome)));
    let refused = lines.filter_map(|(user, outcome)| match &outcome.verdict {
        Verdict::Refused(refusal) => Some((user, Why::License(outcome.product, refusal.clone()))),
        _ => None,
    });
    refused.collect()
}

/// Everybody whose account is left as it is.
#[must_use]
pub fn refused_accounts(what: &What) -> Vec<(UserId, Why)> {
    let deletion = |(user, answer): &(UserId, Deletion)| match answer {
        Deletion::Refused(code) => Some((*user, Why::Account(*code))),
        Deletion::Done { .. } => None,
    };
    let restore = |(user, answer): &(UserId, Restoration)| match answer {
        Restoration::Refused(code) => Some((*user, Why::Account(*code))),
        Restoration::Done { .. } => None,
    };
    match what {
        What::Deletion(it) => it.answers.iter().filter_map(deletion).collect(),
        What::Restore(it) => it.answers.iter().filter_map(restore).collect(),
        _ => Vec::new(),
    }
}
