//! Plans that cannot be on together (R-PROD-5, R-PROD-6). Only what a change makes worse is refused; what was
//! already so is left to the reports.

use crate::ids::ProductId;
use crate::refusal::Reason;

use super::Change;

/// New clashes, each seen from every product of `touched` that brings one of its sides.
#[must_use]
pub fn reasons(change: &Change<'_>, touched: &[ProductId]) -> Vec<(ProductId, Reason)> {
    let mut found = Vec::new();
    for (a, b) in change.catalogue.exclusions_in(&change.after) {
        if change.before.contains(a) && change.before.contains(b) {
            continue;
        }
        for product in touched {
            for (plan, with) in [(a, b), (b, a)] {
                if brings(change, *product, plan) {
                    let with_product = change.bringer(with, Some(*product));
                    found.push((*product, Reason::Excluded { plan, with, with_product }));
                }
            }
        }
    }
    found
}

/// Whether the product brings the plan after the change and did not before.
fn brings(change: &Change<'_>, product: ProductId, plan: crate::ids::PlanId) -> bool {
    let on = |sources: &[crate::assignment::Source]| {
        sources.iter().any(|s| {
            s.product == product
                && s.state.holds()
                && !s.plans_off.contains(plan)
                && change.catalogue.product(product).is_some_and(|p| p.plans.contains(plan))
        })
    };
    on(change.sources_after) && !on(change.sources_before)
}
