//! Plans that need other plans (R-PROD-7, R-PROD-8, R-PROD-10, R-REVOKE-3). A prerequisite may come from any
//! license, and one that is switched off counts as absent.

use crate::ids::{PlanId, ProductId};
use crate::plan_set::PlanSet;
use crate::refusal::Reason;

use super::Change;

/// New unmet needs, each laid at the products of `touched` that cause it.
#[must_use]
pub fn reasons(change: &Change<'_>, touched: &[ProductId]) -> Vec<(ProductId, Reason)> {
    let mut found = Vec::new();
    for (plan, any_of) in change.catalogue.unmet_in(&change.after) {
        let met_before = any_of.intersects(&change.before);
        if change.before.contains(plan) && !met_before {
            continue;
        }
        for product in touched {
            found.extend(blame(change, *product, plan, any_of).map(|reason| (*product, reason)));
        }
    }
    found
}

fn blame(change: &Change<'_>, product: ProductId, plan: PlanId, any_of: &PlanSet) -> Option<Reason> {
    let before = plans_from(change, product, change.sources_before);
    let after = plans_from(change, product, change.sources_after);
    if after.contains(plan) && !before.contains(plan) {
        return Some(Reason::Needs { plan, any_of: any_of.iter().collect() });
    }
    let gone = before.minus(&after).intersection(any_of).iter().next()?;
    change.before.contains(plan).then(|| Reason::NeededBy {
        plan: gone,
        by: plan,
        by_product: change.bringer(plan, Some(product)).or_else(|| change.bringer(plan, None)),
    })
}

fn plans_from(change: &Change<'_>, product: ProductId, sources: &[crate::assignment::Source]) -> PlanSet {
    let own: Vec<_> = sources.iter().filter(|s| s.product == product).cloned().collect();
    crate::assignment::effective_plans(change.catalogue, &own)
}
