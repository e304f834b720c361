//! Where a product or plan may be given (R-USER-1, R-PROD-11, D-30). Never switches anything off by itself.

use crate::catalogue::{Catalogue, Product};
use crate::country::Country;
use crate::plan_set::PlanSet;
use crate::refusal::Reason;

/// Reasons against giving `plans_on` of `product` to somebody at `location`.
#[must_use]
pub fn reasons(
    catalogue: &Catalogue,
    product: &Product,
    plans_on: &PlanSet,
    location: Option<Country>,
) -> Vec<Reason> {
    let Some(country) = location else { return vec![Reason::NoLocation] };
    if product.denied.contains(&country) {
        return vec![Reason::ProductDenied { country }];
    }
    denied_plans(catalogue, plans_on, country)
}

/// Reasons against switching `plans_on` on at a country.
#[must_use]
pub fn denied_plans(catalogue: &Catalogue, plans_on: &PlanSet, country: Country) -> Vec<Reason> {
    plans_on
        .intersection(catalogue.denied_plans())
        .iter()
        .filter(|plan| catalogue.plan(*plan).is_some_and(|p| p.denied.contains(&country)))
        .map(|plan| match catalogue.fixed_plans().contains(plan) {
            // It cannot be switched off for one user (R-PROD-2), so that would be no remedy.
            true => Reason::ProductDenied { country },
            false => Reason::PlanDenied { plan, country },
        })
        .collect()
}
