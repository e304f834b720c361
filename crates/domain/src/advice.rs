//! The repair of a refusal as people are best told of it: what would help alone is known from the reason, what makes
//! sense only from the catalog. It decides nothing.

use crate::catalogue::Catalogue;
use crate::ids::{PlanId, ProductId};
use crate::refusal::{Reason, Repair};

/// The repair, but no product is given with all its plans switched off: then the product that clashes goes instead,
/// or another one is chosen.
#[must_use]
pub fn best(catalogue: &Catalogue, reason: Option<&Reason>, repair: &Repair) -> Repair {
    let Repair::SwitchOff { product, plans } = repair else { return repair.clone() };
    if !are_whole(catalogue, *product, plans) {
        return repair.clone();
    }
    match reason {
        Some(Reason::Excluded { with_product: Some(other), .. }) => Repair::TakeAway { product: *other },
        Some(Reason::PlanDenied { .. }) => Repair::OtherProduct,
        _ => repair.clone(),
    }
}

/// Whether a plan is all of a product that a person can use.
#[must_use]
pub fn is_whole(catalogue: &Catalogue, product: ProductId, plan: PlanId) -> bool {
    are_whole(catalogue, product, &[plan])
}

fn are_whole(catalogue: &Catalogue, product: ProductId, plans: &[PlanId]) -> bool {
    catalogue.product(product).is_some_and(|it| {
        let own = it.plans.minus(catalogue.fixed_plans());
        own.iter().all(|other| plans.contains(&other)) && plans.iter().all(|plan| own.contains(*plan))
    })
}
