//! What a world says about itself, as text that a story can be compared with.

use cupo_domain::assignment::{Origin, SourceState};
use cupo_domain::decision::{Effect, Verdict};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::seats::Pool;
use cupo_store::operations::{OperationRow, OutcomeList, OutcomeRow};

use super::World;
use super::people::pool_of;

impl World {
    /// The pool of a product.
    pub async fn pool(&self, product: ProductId) -> Pool {
        let pools = self.store().pools(&self.permit().await).await.unwrap();
        pools.into_iter().find(|p| p.id == pool_of(product)).unwrap()
    }

    /// Seats of a product that a new command may take now.
    pub async fn free(&self, product: ProductId) -> i64 {
        self.pool(product).await.assignable()
    }

    /// What a user holds: `MAIL-FILES_PLAN APPS@3 GAME?` is mail without files, applications of group 3, and the
    /// mere intent of a game.
    pub async fn held(&self, user: UserId) -> String {
        let holder = self.app().holder(&self.permit().await, user).await.unwrap().unwrap();
        let catalogue = self.store().catalogue();
        let mut parts = Vec::new();
        for source in &holder.sources {
            let mut part = self.product(source.product);
            for plan in source.plans_off.iter() {
                part.push('-');
                part.push_str(catalogue.plan(plan).map_or("", |p| p.name.as_str()));
            }
            if let Origin::Group(group) = source.origin {
                part.push_str(&format!("@{group}"));
            }
            if source.state == SourceState::Error {
                part.push('?');
            }
            parts.push(part);
        }
        parts.join(" ")
    }

    /// The part number of a product; nothing for the account itself.
    #[must_use]
    pub fn product(&self, product: ProductId) -> String {
        self.store().catalogue().product(product).map(|p| p.part_number.clone()).unwrap_or_default()
    }

    /// An operation.
    pub async fn operation(&self, operation: Guid) -> OperationRow {
        self.store().operation(&self.permit().await, operation).await.unwrap().unwrap()
    }

    /// The lines of an operation's result.
    pub async fn outcomes(&self, operation: Guid) -> Vec<OutcomeRow> {
        let row = self.operation(operation).await;
        let list = OutcomeList { take: 1_000_000, ..OutcomeList::default() };
        self.store().outcomes(&self.permit().await, row.id, &list).await.unwrap()
    }

    /// The lines of an operation's result as text: `Ana: MAIL granted`.
    pub async fn results(&self, operation: Guid) -> Vec<String> {
        let line = |o: &OutcomeRow| {
            // A line about the user as a whole names no product.
            let product = if o.product.0 == 0 { "all" } else { &self.product(o.product) };
            format!("{}: {product} {}", o.display_name, verdict(&o.verdict))
        };
        self.outcomes(operation).await.iter().map(line).collect()
    }

    /// Users of an operation, as `succeeded unchanged refused of total`.
    pub async fn counts(&self, operation: Guid) -> (i64, i64, i64, i64) {
        let row = self.operation(operation).await;
        (row.succeeded, row.unchanged, row.refused, row.users_total)
    }
}

/// A verdict in one word.
#[must_use]
pub fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Done(Effect::Granted) => "granted",
        Verdict::Done(Effect::Revoked) => "revoked",
        Verdict::Done(Effect::PlansChanged) => "plans",
        Verdict::Unchanged => "unchanged",
        Verdict::Kept(_) => "kept",
        Verdict::Refused(refusal) => refusal.code().as_str(),
    }
}
