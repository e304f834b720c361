//! The lines of a decision that is only looked at: what a page shows beside the figures of a preview. It keeps
//! nothing and changes nothing.

use cupo_domain::access::Permit;
use cupo_domain::decision::Outcome;
use cupo_domain::ids::UserId;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::Request;

/// A line of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub user: UserId,
    /// The answer for one product.
    pub outcome: Outcome,
}

impl App {
    /// The first lines of what a request would do now, in the order of its users.
    ///
    /// # Errors
    /// As [`App::preview`].
    pub async fn first_lines(
        &self,
        permit: &Permit,
        request: &Request,
        take: usize,
    ) -> Result<Vec<Line>, AppError> {
        let decided = self.decide(permit, request).await?;
        let users = decided.decision.users.iter();
        let lines = users.flat_map(|user| {
            user.plan.outcomes.iter().map(|outcome| Line { user: user.user, outcome: outcome.clone() })
        });
        Ok(lines.take(take).collect())
    }
}
