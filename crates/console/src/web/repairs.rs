//! Repairs of whole groups of refused users: what would help them, as a change that is shown for all of them at once.
//! Puts the advice of a refusal into boxes of the editor, seats to buy or a location to set; it decides nothing.

use std::collections::BTreeMap;

use cupo_domain::advice::{self, is_whole};
use cupo_domain::command::{Edits, LicenseEdit, PlanEdit};
use cupo_domain::ids::{PlanId, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Reason, Repair};
use cupo_domain::seats::{Pool, PoolKind};

use crate::view::TriChoice;
use crate::web::edits::{plan_box, product_box};
use crate::web::frame::is_agent;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// What is chosen in the editor, by the names of its boxes.
pub type Choices = BTreeMap<String, TriChoice>;

/// What helps a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The same change with other boxes, and the product and plan that it gives in addition, where it gives one.
    Change(Choices, Option<(ProductId, PlanId)>),
    /// So many seats more.
    Buy(ProductId, i64),
    /// A location for all of them.
    Locate,
}

/// The seats that would have to be bought now, where some have become free since `step` was refused.
#[must_use]
pub fn less_free(step: Step, pools: &[Pool]) -> Step {
    match step {
        Step::Buy(product, seats) => {
            let pool = pools.iter().find(|p| p.product == product && p.kind == PoolKind::Central);
            let free = pool.map_or(0, Pool::assignable).max(0);
            Step::Buy(product, (seats - free).max(1))
        }
        other => other,
    }
}

/// What helps a group of `count` users for whom `choices` were refused; none where only people can help.
#[must_use]
pub fn step(
    names: &Names<'_>,
    pools: &[Pool],
    (reason, repair): (Option<&Reason>, &Repair),
    (choices, count): (&Choices, i64),
) -> Option<Step> {
    let (mut choices, mut given) = (choices.clone(), None);
    let product_of = |id: ProductId| product_box(names.guid(id));
    match advice::best(names.catalogue, reason, repair) {
        Repair::BuySeats { product } => {
            let pool = pools.iter().find(|p| p.product == product && p.kind == PoolKind::Central);
            // What is in use above what there is has to be bought as well before anybody gets a seat.
            let short = pool.map_or(0, |pool| (-pool.assignable()).max(0));
            return Some(Step::Buy(product, count + short));
        }
        Repair::SetLocation => return Some(Step::Locate),
        Repair::SwitchOff { product, plans } => {
            for plan in plans {
                choices.insert(plan_of(names, product, plan)?, TriChoice::Take);
            }
        }
        Repair::TakeAway { product } => {
            choices.insert(product_of(product), TriChoice::Take);
        }
        Repair::ReleaseNeed { plan, product: Some(product) } => {
            let name = if is_whole(names.catalogue, product, plan) {
                product_of(product)
            } else {
                plan_of(names, product, plan)?
            };
            choices.insert(name, TriChoice::Take);
        }
        Repair::TurnOn { any_of } => {
            let (product, plan) = bringing(names, pools, &any_of)?;
            choices.insert(product_of(product), TriChoice::Give);
            choices.insert(plan_of(names, product, plan)?, TriChoice::Give);
            given = Some((product, plan));
        }
        _ => return None,
    }
    Some(Step::Change(choices, given))
}

fn plan_of(names: &Names<'_>, product: ProductId, plan: PlanId) -> Option<String> {
    Some(plan_box(names.guid(product), names.catalogue.plan(plan)?.guid))
}

/// The product with the most free seats that brings one of these plans.
fn bringing(names: &Names<'_>, pools: &[Pool], any_of: &[PlanId]) -> Option<(ProductId, PlanId)> {
    let brings = |pool: &&Pool| {
        let plans = &names.catalogue.product(pool.product)?.plans;
        any_of.iter().copied().find(|plan| plans.contains(*plan))
    };
    let central = pools.iter().filter(|p| p.kind == PoolKind::Central && p.assignable() > 0);
    let best = central.filter(|p| brings(p).is_some()).max_by_key(|p| (p.assignable(), p.product));
    best.and_then(|pool| Some((pool.product, brings(&pool)?)))
}

/// A change as boxes of the editor; none for changes that it cannot show.
#[must_use]
pub fn choices_of(names: &Names<'_>, edits: &Edits) -> Option<Choices> {
    let Edits::Products(edits) = edits else { return None };
    let mut choices = Choices::new();
    for edit in edits {
        let product = product_box(names.guid(edit.product));
        match edit.license {
            LicenseEdit::Give => choices.insert(product, TriChoice::Give),
            LicenseEdit::Take => choices.insert(product, TriChoice::Take),
            LicenseEdit::Keep => None,
        };
        let (on, off) = match &edit.plans {
            PlanEdit::Adjust { on, off } => (on.clone(), off.clone()),
            PlanEdit::Exactly { off } => {
                let all = names.catalogue.product(edit.product).map(|p| p.plans.clone()).unwrap_or_default();
                let own = all.minus(names.catalogue.fixed_plans());
                let on = if edit.license == LicenseEdit::Keep { own.minus(off) } else { PlanSet::new() };
                (on, off.clone())
            }
        };
        for (plans, choice) in [(on, TriChoice::Give), (off, TriChoice::Take)] {
            for plan in plans.iter() {
                choices.insert(plan_of(names, edit.product, plan)?, choice);
            }
        }
    }
    Some(choices)
}

/// The editor of the selection with these boxes, for this reader.
#[must_use]
pub fn editor(signed: &Signed, at: &At, choices: &Choices) -> String {
    let home = format!("/c/{}/licenses", at.organisation.guid);
    let base = if is_agent(signed) { format!("{home}/manage") } else { format!("{home}/several?mode=edit") };
    with_choices(&base, choices)
}

/// An address with boxes.
#[must_use]
pub fn with_choices(base: &str, choices: &Choices) -> String {
    let pairs: Vec<(&str, &str)> =
        choices.iter().map(|(name, choice)| (name.as_str(), choice.as_str())).collect();
    let query = serde_html_form::to_string(&pairs).unwrap_or_default();
    match (query.is_empty(), base.contains('?')) {
        (true, _) => base.to_owned(),
        (false, true) => format!("{base}&{query}"),
        (false, false) => format!("{base}?{query}"),
    }
}

/// The label of the button for a group.
#[must_use]
pub fn label(
    names: &Names<'_>,
    (reason, repair): (Option<&Reason>, &Repair),
    (step, count): (&Step, i64),
) -> String {
    let t = names.t;
    match (step, advice::best(names.catalogue, reason, repair)) {
        (Step::Buy(product, seats), _) => t.repair_buy(names.product(*product), *seats),
        (Step::Locate, _) => t.repair_location(count),
        (Step::Change(..), Repair::SwitchOff { product, plans }) => {
            t.repair_switch_off(count, names.plans(plans), names.product(product))
        }
        (Step::Change(..), Repair::TakeAway { product }) => t.repair_take_away(count, names.product(product)),
        (Step::Change(..), Repair::ReleaseNeed { plan, .. }) => t.repair_release(count, names.plans([plan])),
        (Step::Change(_, Some((product, plan))), _) => {
            t.repair_turn_on(count, names.plans([*plan]), names.product(*product))
        }
        (Step::Change(_, None), _) => t.repair_other(count),
    }
}

/// The label of the same for everybody who is selected.
#[must_use]
pub fn label_for_all(
    names: &Names<'_>,
    (reason, repair): (Option<&Reason>, &Repair),
    given: Option<(ProductId, PlanId)>,
) -> String {
    let t = names.t;
    let what = match advice::best(names.catalogue, reason, repair) {
        Repair::SwitchOff { product, plans } => t.repair_all_off(names.plans(plans), names.product(product)),
        Repair::TakeAway { product } => t.repair_all_take(names.product(product)),
        Repair::ReleaseNeed { plan, .. } => t.repair_all_off_anywhere(names.plans([plan])),
        _ => match given {
            Some((product, plan)) => t.repair_all_give(names.plans([plan]), names.product(product)),
            None => return t.repair_for_all().into_owned(),
        },
    };
    t.repair_all(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cupo_domain::ids::PoolId;
    use cupo_domain::seats::Units;

    #[test]
    fn r_partner_8_seats_that_became_free_since_need_not_be_bought() {
        let product = ProductId(1);
        let units = Units { enabled: 10, ..Units::default() };
        let pool = Pool { id: PoolId(1), product, kind: PoolKind::Central, units, consumed: 7, reserved: 0 };
        assert_eq!(less_free(Step::Buy(product, 5), &[pool]), Step::Buy(product, 2));
        assert_eq!(less_free(Step::Buy(product, 2), &[pool]), Step::Buy(product, 1));
        assert_eq!(less_free(Step::Buy(product, 5), &[]), Step::Buy(product, 5));
        assert_eq!(less_free(Step::Locate, &[pool]), Step::Locate);
    }
}
