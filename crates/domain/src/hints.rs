//! What somebody could do today to pay less and lose nothing: seats that are paid and unused, subscriptions that can be
//! reduced and until when, purchases about to leave their cancellation window, licenses that a person holds twice. It
//! looks nothing up and does nothing; whether a change is allowed is asked of the decision that would do it.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Workload};
use crate::decide::life::{self, LifeWish, Surroundings, cancel_until};
use crate::decide::quantity::{self, Circumstances, REDUCTION_WINDOW_DAYS};
use crate::ids::ProductId;
use crate::lifecycle::Life;
use crate::plan_set::PlanSet;
use crate::retention::Trigger;
use crate::seats::Pool;
use crate::subscription::{Channel, Status, Subscription, Term};
use crate::time::Instant;

/// Days before the end of its cancellation window from which a purchase is told.
pub const CANCEL_SOON_DAYS: i64 = 3;
/// Days ahead in which data that will be lost is told.
pub const LOSS_SOON_DAYS: i64 = 7;
/// Workloads whose clocks take something from a person.
pub const LOSSES: &[Workload] = &[Workload::Mail, Workload::MailArchive, Workload::Files];
/// Clocks of this reason keep the data, out of reach (R-FILE-10).
pub const KEEPS: Trigger = Trigger::Unlicensed;

/// Months into which the longest term divides.
const MONTHS_MAX: i64 = 36;

/// What is paid for a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid<'a> {
    /// Seats bought.
    pub seats: i64,
    /// Length of a period.
    pub term: Term,
    /// Price per seat and period; none where it is not set (D-29).
    pub price: Option<i64>,
    /// ISO 4217.
    pub currency: &'a str,
}

/// Seats that are paid and that nobody holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unused {
    /// Seats.
    pub seats: i64,
    /// What they cost in a month, by currency, rounded to the nearest minor unit.
    pub month: BTreeMap<String, i64>,
    /// Those of them whose price is not set.
    pub unpriced: i64,
}

/// When seats can be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// Now, until an instant where there is one.
    Now(Option<Instant>),
    /// From the next period on, if that is said before it begins.
    AtRenewal(Instant),
}

/// How far a subscription can be reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// Seats fewer.
    pub fewer: i64,
    /// Seats that are left.
    pub left: i64,
    /// When.
    pub when: Deadline,
}

/// What contains a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Containers {
    /// The service plans of the product that can be switched for a person.
    pub plans: PlanSet,
    /// Products that have them all.
    pub by: Vec<ProductId>,
}

/// Whether somebody pays for a subscription: it is in force, and neither a trial nor free.
#[must_use]
pub fn is_paid(channel: Channel, status: Status, price: Option<i64>) -> bool {
    status == Status::Active && !matches!(channel, Channel::Trial | Channel::Free) && price != Some(0)
}

/// The seats of a pool that are paid and unused. The cheapest are counted first, so the cost is never overstated: before
/// all those that nobody pays for, or that are not told here.
#[must_use]
pub fn unused(pool: &Pool, paid: &[Paid<'_>]) -> Unused {
    // What is bought for good costs nothing any more.
    let share = |it: &Paid<'_>| match it.term {
        Term::Once => it.price.map(|_| 0),
        term => it.price.map(|price| price.saturating_mul(MONTHS_MAX / term.months())),
    };
    let mut paid: Vec<&Paid<'_>> = paid.iter().collect();
    paid.sort_by_key(|it| share(it).map_or((1, 0), |price| (0, price)));
    let others = pool.total() - paid.iter().map(|it| it.seats).sum::<i64>();
    let mut left = (pool.assignable() - others.max(0)).max(0);
    let mut found = Unused::default();
    let mut costs: BTreeMap<&str, i64> = BTreeMap::new();
    for it in paid {
        let seats = it.seats.min(left);
        left -= seats;
        found.seats += seats;
        match share(it) {
            Some(price) if seats > 0 => {
                let cost = costs.entry(it.currency).or_default();
                *cost = cost.saturating_add(price.saturating_mul(seats));
            }
            Some(_) => {}
            None => found.unpriced += seats,
        }
    }
    let month = |cost: i64| cost.saturating_add(MONTHS_MAX / 2).div_euclid(MONTHS_MAX);
    found.month = costs.into_iter().map(|(currency, cost)| (currency.to_owned(), month(cost))).collect();
    found
}

/// How far a subscription can be reduced without taking a seat from anybody: now where its window is open, else from the
/// next period on (R-BUY-2).
#[must_use]
pub fn reduction(it: &Subscription, life: &Life, at: Circumstances) -> Option<Reduction> {
    let least = at.seats_min.unwrap_or(1).max(1);
    let room = at.assignable.min(it.quantity - least);
    let now = if it.channel == Channel::Legacy { room } else { room.min(it.window_seats) };
    if now > 0 && quantity::decide(it, it.quantity - now, at).is_ok() {
        let until = it.window_from.plus_days(REDUCTION_WINDOW_DAYS);
        let until = (it.channel != Channel::Legacy).then_some(until);
        return Some(Reduction { fewer: now, left: it.quantity - now, when: Deadline::Now(until) });
    }
    let left = it.quantity - room;
    let planned = life.at_renewal.unwrap_or(it.quantity);
    let wish = LifeWish::AtRenewal(Some(left));
    let allowed = room > 0 && left < planned && life::decide(life, wish, &around(&at)).is_ok();
    allowed.then_some(Reduction { fewer: planned - left, left, when: Deadline::AtRenewal(life.ends) })
}

fn around(at: &Circumstances) -> Surroundings {
    Surroundings {
        by_partner: at.by_partner,
        country: None,
        extended: false,
        assignable: at.assignable,
        seats_min: at.seats_min,
        seats_max: at.seats_max,
        now: at.now,
    }
}

/// Until when a purchase can be canceled that soon cannot any more.
#[must_use]
pub fn about_to_leave(it: &Life, at: &Surroundings) -> Option<Instant> {
    let until = cancel_until(it, at.country)?;
    let soon = (until.plus_days(-CANCEL_SOON_DAYS)..until).contains(&at.now);
    (soon && life::decide(it, LifeWish::Cancel, at).is_ok()).then_some(until)
}

/// The instant before which data that will be lost is told.
#[must_use]
pub fn loss_until(now: Instant) -> Instant {
    now.plus_days(LOSS_SOON_DAYS)
}

/// Products that contain a product whole, so that whoever holds both holds it twice. Of two that are alike the one with
/// the smaller number contains the other.
#[must_use]
pub fn containers(catalogue: &Catalogue, product: ProductId) -> Option<Containers> {
    let own = |id: ProductId| catalogue.product(id).map(|it| it.plans.minus(catalogue.fixed_plans()));
    let plans = own(product).filter(|plans| !plans.is_empty())?;
    let contains = |other: &ProductId| {
        let Some(theirs) = own(*other) else { return false };
        let whole = plans.minus(&theirs).is_empty();
        whole && *other != product && (theirs != plans || *other < product)
    };
    let by: Vec<ProductId> = catalogue.products().map(|it| it.id).filter(contains).collect();
    (!by.is_empty()).then_some(Containers { plans, by })
}

#[cfg(test)]
mod tests;
