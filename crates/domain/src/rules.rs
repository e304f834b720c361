//! One rule, one file: questions about the plans of one user, answered with every reason (D-9).
//! Rules look at plans before and after a change; they never know seats or other users.

pub mod dependency;
pub mod exclusion;
pub mod location;

use crate::assignment::{Source, effective_plans};
use crate::catalogue::Catalogue;
use crate::country::Country;
use crate::ids::{PlanId, ProductId};
use crate::plan_set::PlanSet;

/// What a change would do to the plans of one user.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// All products, plans and rules.
    pub catalogue: &'a Catalogue,
    /// Where the user is.
    pub location: Option<Country>,
    /// Sources before.
    pub sources_before: &'a [Source],
    /// Sources after.
    pub sources_after: &'a [Source],
    /// Plans on before.
    pub before: PlanSet,
    /// Plans on after.
    pub after: PlanSet,
}

impl<'a> Change<'a> {
    /// Computes the effective plans of both sides.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        location: Option<Country>,
        sources_before: &'a [Source],
        sources_after: &'a [Source],
    ) -> Self {
        Self {
            catalogue,
            location,
            sources_before,
            sources_after,
            before: effective_plans(catalogue, sources_before),
            after: effective_plans(catalogue, sources_after),
        }
    }

    /// A product that has the plan on after the change, other than `not`.
    #[must_use]
    pub fn bringer(&self, plan: PlanId, not: Option<ProductId>) -> Option<ProductId> {
        self.sources_after
            .iter()
            .filter(|s| s.state.holds() && Some(s.product) != not && !s.plans_off.contains(plan))
            .find(|s| self.catalogue.product(s.product).is_some_and(|p| p.plans.contains(plan)))
            .map(|s| s.product)
    }
}
