//! Purchases that people make for themselves (section 10): who may buy what under which policy, how many seats a purchase
//! may have, and what giving and taking its seats means for each person. It decides nothing about anybody's other
//! licenses, and knows no prices.

use std::collections::{BTreeMap, BTreeSet};

use crate::assignment::{Holder, SourceState};
use crate::catalogue::{Catalogue, Product, Target as Of};
use crate::cloud::Cloud;
use crate::command::{ChangeLicenses, Edits, Target};
use crate::country::Country;
use crate::decide::purchase::offered;
use crate::decision::{Decision, Verdict};
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::refusal::{Code, Denial, Refusal};
use crate::seats::{Pool, PoolKind};

/// Most people whose seats a purchaser changes at a time (R-SSP-2).
pub const PEOPLE_MAX: usize = 20;
/// Most seats of one purchase: whoever takes it over moves all of its people in one step.
pub const SEATS_MAX: i64 = 5_000;
/// Seats of a trial that somebody starts without asking.
pub const TRIAL_SEATS_MAX: i64 = 25;

/// What people may buy of a product for themselves (R-SSP-8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Buy and try.
    #[default]
    Allow,
    /// Try without a way to pay, and then no more (R-SSP-9).
    TrialsOnly,
    /// Neither; they may ask for it instead (R-REQ-1).
    Deny,
}

impl Policy {
    /// Every policy.
    pub const ALL: &'static [Self] = &[Self::Allow, Self::TrialsOnly, Self::Deny];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::TrialsOnly => "trials-only",
            Self::Deny => "deny",
        }
    }

    /// Reads the key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == text)
    }
}

/// What kind of organization a customer is, as far as buying for oneself cares (R-SSP-1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    /// A business or association.
    #[default]
    Commercial,
    /// A public body.
    Government,
    /// A school or university.
    Education,
}

impl Sector {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Commercial, Self::Government, Self::Education];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Commercial => "commercial",
            Self::Government => "government",
            Self::Education => "education",
        }
    }

    /// Reads the key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == text)
    }
}

/// Who wants to buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// A guest from another organization.
    pub guest: bool,
    /// The kind of the organization.
    pub sector: Sector,
    /// Where the organization is.
    pub country: Option<Country>,
    /// Its cloud.
    pub cloud: Cloud,
}

/// What somebody wants to buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Seats.
    pub seats: i64,
    /// Without a way to pay.
    pub trial: bool,
    /// This person has tried the product before.
    pub tried: bool,
}

/// Whether a sign-in name is that of a guest: the directory writes the address of its home in front of this mark.
#[must_use]
pub fn is_guest(sign_in: &str) -> bool {
    sign_in.split('@').next().is_some_and(|local| local.to_ascii_lowercase().ends_with("#ext#"))
}

/// Whether somebody may buy for themselves at all (R-SSP-1).
///
/// # Errors
/// E-ROLE with the reason.
pub fn may_buy(buyer: &Buyer) -> Result<(), Denial> {
    let no = |why: &str| Err(Denial::new(Code::Role, why));
    if buyer.guest {
        return no("self-service-guest");
    }
    if buyer.sector != Sector::Commercial {
        return no("self-service-sector");
    }
    match buyer.country.as_ref().map(Country::as_str) {
        Some("IN") => no("self-service-country"),
        _ => Ok(()),
    }
}

/// Whether a product is for sale to people at all, whoever they are: sold to users, still sold, in their cloud.
#[must_use]
pub fn for_sale(product: &Product, cloud: Cloud) -> bool {
    product.target == Of::User && !product.end_of_sale && offered(product, cloud).is_ok()
}

/// Decides whether somebody may buy so many seats of a product, or try it.
///
/// # Errors
/// E-ROLE where the organization, the country or the policy forbids it (R-SSP-1, R-SSP-8), E-STATE for a product that
/// is not sold any more or a second trial, E-CLOUD, E-QTY with the limit.
pub fn order(buyer: &Buyer, product: &Product, policy: Policy, it: Order) -> Result<(), Denial> {
    may_buy(buyer)?;
    let far = matches!(buyer.country.as_ref().map(Country::as_str), Some("BR" | "CD"));
    if far && is_project_or_visio(product) {
        return Err(Denial::new(Code::Role, "self-service-product"));
    }
    offered(product, buyer.cloud)?;
    if product.target != Of::User {
        return Err(Denial::new(Code::Invalid, "product"));
    }
    if product.end_of_sale {
        return Err(Denial::new(Code::State, "end-of-sale"));
    }
    match (policy, it.trial) {
        (Policy::Allow, _) | (Policy::TrialsOnly, true) => {}
        (Policy::TrialsOnly, false) => return Err(Denial::new(Code::Role, "self-service-trials")),
        (Policy::Deny, _) => return Err(Denial::new(Code::Role, "self-service-policy")),
    }
    if it.trial && it.tried {
        return Err(Denial::new(Code::State, "tried"));
    }
    let offer = product.seats_max.unwrap_or(SEATS_MAX).min(SEATS_MAX);
    let most = if it.trial { offer.min(TRIAL_SEATS_MAX) } else { offer };
    within(it.seats, (product.seats_min.unwrap_or(1).max(1).min(most), most))
}

fn within(seats: i64, (least, most): (i64, i64)) -> Result<(), Denial> {
    if seats < least {
        return Err(Denial::new(Code::Quantity, "minimum").with_figure(least));
    }
    if seats > most {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(most));
    }
    Ok(())
}

/// The part numbers of two families have had many forms.
fn is_project_or_visio(product: &Product) -> bool {
    let name = product.part_number.to_ascii_uppercase();
    name.starts_with("PROJECT") || name.starts_with("VISIO")
}

/// Decides whether a purchase may have so many seats from now on. More of them is another purchase, so it needs the
/// policy of today (R-SSP-9); fewer does not.
///
/// # Errors
/// As [`order`]; E-ASSIGNED with the seats that can go.
pub fn seats(
    buyer: &Buyer,
    (product, policy): (&Product, Policy),
    pool: &Pool,
    (now, order_of): (i64, Order),
) -> Result<(), Denial> {
    let wanted = order_of.seats;
    if wanted > now {
        return order(buyer, product, policy, Order { tried: false, ..order_of });
    }
    within(wanted, (product.seats_min.unwrap_or(1).max(1).min(now), SEATS_MAX))?;
    let free = pool.available().max(0);
    if now - wanted > free {
        return Err(Denial::new(Code::Assigned, "assigned").with_figure(free));
    }
    Ok(())
}

/// Who gets a seat of a pool, and whose goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// They get one.
    pub give: BTreeSet<UserId>,
    /// Theirs goes.
    pub take: BTreeSet<UserId>,
}

impl People {
    /// Refuses nobody, the same person twice, and more people than a purchaser changes at a time (R-SSP-2).
    ///
    /// # Errors
    /// E-INVALID, E-BATCH with the limit.
    pub fn check(&self) -> Result<(), Denial> {
        if self.give.is_empty() && self.take.is_empty() {
            return Err(Denial::new(Code::Invalid, "nobody"));
        }
        if !self.give.is_disjoint(&self.take) {
            return Err(Denial::new(Code::Invalid, "both-ways"));
        }
        if self.give.len() + self.take.len() > PEOPLE_MAX {
            let most = i64::try_from(PEOPLE_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Batch, "people").with_figure(most));
        }
        Ok(())
    }

    /// The change of licenses that gives and takes these seats of one purchase.
    #[must_use]
    pub fn change(&self, pool: &Pool, holders: &[Holder]) -> ChangeLicenses {
        let mut targets = BTreeMap::new();
        for holder in holders {
            let wanted = if self.give.contains(&holder.user) { whole() } else { None };
            targets.insert(holder.user, vec![target(holder, (pool.id, pool.product), wanted)]);
        }
        ChangeLicenses::bulk(Edits::Restore(targets))
    }
}

/// The change of licenses that takes the seats of a purchase from all who hold one; with another pool, each gets a seat
/// there instead (R-SSP-6). Who holds one there already keeps it as it is.
#[must_use]
pub fn leave(pool: &Pool, to: Option<&Pool>, holders: &[Holder]) -> ChangeLicenses {
    let mut targets = BTreeMap::new();
    for holder in holders {
        let mut own = vec![target(holder, (pool.id, pool.product), None)];
        if let Some(to) = to.filter(|to| !holder.holds(to.id)) {
            own.push(target(holder, (to.id, to.product), whole()));
        }
        targets.insert(holder.user, own);
    }
    ChangeLicenses::bulk(Edits::Restore(targets))
}

fn whole() -> Option<(SourceState, PlanSet)> {
    Some((SourceState::Active, PlanSet::new()))
}

fn target(
    holder: &Holder,
    (pool, product): (PoolId, ProductId),
    wanted: Option<(SourceState, PlanSet)>,
) -> Target {
    let expected = holder.direct(pool).map(|it| (it.state, it.plans_off.clone()));
    // A seat that is held already stays with the plans it has.
    let held = expected.as_ref().is_some_and(|(state, _)| state.holds());
    let wanted = if held && wanted.is_some() { expected.clone() } else { wanted };
    Target { pool, product, expected, wanted }
}

/// The first person whom a take-over would leave without what it promises, with the reason: then nobody is moved
/// (R-SSP-6).
#[must_use]
pub fn left_behind(decision: &Decision) -> Option<(UserId, &Refusal)> {
    decision.users.iter().find_map(|user| {
        let refused = user.plan.outcomes.iter().filter_map(|it| match &it.verdict {
            Verdict::Refused(refusal) => Some((user.user, refusal)),
            _ => None,
        });
        // What was refused because of another line says nothing by itself.
        refused.min_by_key(|(_, refusal)| refusal.code() == Code::Other)
    })
}

/// The pool that people of a purchase can be moved to: seats that administrators manage.
#[must_use]
pub fn target_pool(catalogue: &Catalogue, pools: &[Pool], product: ProductId) -> Option<Pool> {
    let central = pools.iter().find(|it| it.product == product && it.kind == PoolKind::Central);
    central.copied().filter(|_| catalogue.product(product).is_some_and(|it| it.target == Of::User))
}

#[cfg(test)]
mod tests;
