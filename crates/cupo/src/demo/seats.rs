//! Purchases as subscriptions and pools, made when everybody has been served: the seats of a pool are the sums of its
//! subscriptions by state, and the seats in use are those that were given.

use cupo_domain::decide::quantity::{Channel, Status, Subscription};
use cupo_domain::ids::{PoolId, SubscriptionId, UserId};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::subscription::Term;
use cupo_domain::time::{DAY_MICROS, Instant};
use cupo_store::catalogue::PriceRow;
use cupo_store::subscriptions::SubscriptionRow;

use super::chain::{SELF_SERVICE_PRODUCT, SELF_SERVICE_SEATS};
use super::chance::{Chance, Lane, Seed};
use super::offers::{Purchase, Size};
use super::shelf::{Item, Shelf};

/// What sells to a customer: where amounts and instants come from.
pub(super) struct Counter<'a> {
    pub(super) prices: &'a [PriceRow],
    pub(super) currency: &'static str,
    pub(super) seed: &'a Seed,
    /// The customer's number among the draws.
    pub(super) number: u64,
    pub(super) now: Instant,
    /// The next subscription.
    pub(super) next: i64,
}

/// Everything a customer bought.
#[derive(Default)]
pub(super) struct Bought {
    pub(super) subscriptions: Vec<SubscriptionRow>,
    pub(super) pools: Vec<Pool>,
}

impl Counter<'_> {
    /// The subscriptions and pools for what was given.
    pub(super) fn sell(&mut self, shelf: &Shelf<'_>, purchases: &[Purchase]) -> Bought {
        let mut bought = Bought::default();
        for (name, item) in shelf.items() {
            let consumed = shelf.consumed.get(&item.pool).copied().unwrap_or(0);
            let own: Vec<&Purchase> = purchases.iter().filter(|p| p.product == name).collect();
            let mut units = Units::default();
            for purchase in &own {
                let quantity = quantity(purchase, &own, consumed, item);
                count(&mut units, purchase.status, quantity);
                bought.subscriptions.push(self.subscription(purchase, item, item.pool, quantity));
            }
            let (kind, product) = (PoolKind::Central, item.product.id);
            bought.pools.push(Pool { id: item.pool, product, kind, units, consumed, reserved: 0 });
        }
        for (_, item) in shelf.items().filter(|(_, item)| !item.product.offer.add_on_to.is_empty()) {
            tie(&mut bought.subscriptions, item, shelf);
        }
        bought
    }

    /// The purchase somebody made without asking, not taken over (R-SUB-4).
    pub(super) fn sell_to_user(
        &mut self,
        item: &Item<'_>,
        pool: PoolId,
        purchaser: UserId,
        consumed: i64,
    ) -> Bought {
        let seats = Size::Fixed(SELF_SERVICE_SEATS);
        let purchase = Purchase::new(SELF_SERVICE_PRODUCT, Channel::SelfService, "P1M", seats).began(16);
        let units = Units { enabled: SELF_SERVICE_SEATS, ..Units::default() };
        let (kind, product) = (PoolKind::SelfService { purchaser }, item.product.id);
        Bought {
            subscriptions: vec![self.subscription(&purchase, item, pool, SELF_SERVICE_SEATS)],
            pools: vec![Pool { id: pool, product, kind, units, consumed, reserved: 0 }],
        }
    }

    fn subscription(
        &mut self,
        it: &Purchase,
        item: &Item<'_>,
        pool: PoolId,
        quantity: i64,
    ) -> SubscriptionRow {
        let index = u64::try_from(self.next).unwrap_or(0);
        let mut chance = self.seed.draw(Lane::Subscription, self.number, index);
        let starts = began(it, self.now, &mut chance);
        let id = SubscriptionId(self.next);
        self.next += 1;
        SubscriptionRow {
            subscription: Subscription {
                id,
                pool,
                product: item.product.id,
                channel: it.channel,
                status: it.status,
                quantity,
                window_from: starts,
                window_seats: quantity,
                version: 0,
            },
            guid: chance.guid(),
            term: it.term.to_owned(),
            starts_at: starts.0,
            ends_at: after_term(starts, it.term),
            recurring: it.recurring && it.term != Term::Once.as_str(),
            pinned: false,
            base: None,
            price_minor: self.price(it, item),
            currency: self.currency.to_owned(),
        }
    }

    /// The list price where the channel has one; trials and free offers cost nothing; others have no price (D-29).
    fn price(&self, it: &Purchase, item: &Item<'_>) -> Option<i64> {
        match it.channel {
            Channel::Trial | Channel::Free => return Some(0),
            Channel::Volume | Channel::PrepaidKey => return None,
            Channel::Direct | Channel::Legacy | Channel::Reseller | Channel::SelfService => {}
        }
        let (term, years) = if it.term == "P3Y" { ("P1Y", 3) } else { (it.term, 1) };
        let listed =
            |p: &&PriceRow| p.product == item.product.id && p.term == term && p.currency == self.currency;
        self.prices.iter().find(listed).map(|p| p.minor_units * years)
    }
}

/// Seats of one purchase, once it is known how many are in use.
fn quantity(it: &Purchase, all: &[&Purchase], consumed: i64, item: &Item<'_>) -> i64 {
    let others = all.iter().filter(|p| matches!(p.status, Status::Active | Status::Expired));
    let others: i64 = others.filter_map(|p| sized(p.size, consumed)).sum();
    let wanted = match it.size {
        Size::Spare(share) => rounded(consumed + part(consumed, share).max(1)) - others,
        Size::Exact => consumed - others,
        Size::Short(share) => consumed - part(consumed, share).max(1) - others,
        Size::Fixed(_) | Size::Share(_) => sized(it.size, consumed).unwrap_or(1),
    };
    let least = item.product.seats_min.unwrap_or(1).max(1);
    wanted.max(least).min(item.product.seats_max.unwrap_or(i64::MAX).max(least))
}

/// A size that does not depend on the other purchases.
fn sized(size: Size, consumed: i64) -> Option<i64> {
    match size {
        Size::Fixed(seats) => Some(seats),
        Size::Share(share) => Some(part(consumed, share).max(1)),
        Size::Spare(_) | Size::Exact | Size::Short(_) => None,
    }
}

fn part(of: i64, share: i64) -> i64 {
    of * share / 1_000
}

/// As people order: in fives, twenty-fives or hundreds, the more the rounder.
fn rounded(seats: i64) -> i64 {
    let step = match seats {
        ..20 => 1,
        20..200 => 5,
        200..2_000 => 25,
        _ => 100,
    };
    (seats + step - 1) / step * step
}

fn count(units: &mut Units, status: Status, seats: i64) {
    match status {
        Status::Active => units.enabled += seats,
        Status::Expired => units.warning += seats,
        Status::Disabled | Status::Suspended => units.suspended += seats,
        Status::Scheduled | Status::Pending | Status::Deleted => {}
    }
}

/// The instant at which the term began: a full minute of that day.
fn began(it: &Purchase, now: Instant, chance: &mut Chance) -> Instant {
    let minutes = chance.between(60, 600);
    let at = now.0 - it.began * DAY_MICROS - minutes * 60_000_000;
    Instant(at.div_euclid(60_000_000) * 60_000_000)
}

/// The end of a term: calendar months in UTC (D-17); a term that is nobody's ends where it begins.
fn after_term(starts: Instant, term: &str) -> i64 {
    let months = Term::parse(term).map_or(0, Term::months);
    starts.plus_months(months).unwrap_or(starts).0
}

/// An add-on begins and ends with what it extends (R-PROD-16).
fn tie(rows: &mut [SubscriptionRow], add_on: &Item<'_>, shelf: &Shelf<'_>) {
    let extended = |row: &&SubscriptionRow| {
        let of = |(name, item): &(&str, &Item<'_>)| {
            item.product.id == row.subscription.product && add_on.product.offer.add_on_to.contains(*name)
        };
        shelf.items().any(|it| of(&it)) && row.subscription.status == Status::Active
    };
    let Some(base) = rows.iter().find(extended).cloned() else { return };
    let own = |row: &&mut SubscriptionRow| {
        row.subscription.product == add_on.product.id && row.subscription.channel == base.subscription.channel
    };
    for row in rows.iter_mut().filter(own) {
        row.base = Some(base.subscription.id);
        (row.starts_at, row.ends_at, row.recurring) = (base.starts_at, base.ends_at, base.recurring);
        row.subscription.window_from = base.subscription.window_from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_calendar_months_clamped_to_their_end() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        assert_eq!(after_term(Instant(at("2026-01-31T10:00:00Z")), "P1M"), at("2026-02-28T10:00:00Z"));
        assert_eq!(after_term(Instant(at("2024-02-29T10:00:00Z")), "P3Y"), at("2027-02-28T10:00:00Z"));
    }

    #[test]
    fn orders_are_round() {
        assert_eq!([7, 33, 512, 3_017].map(rounded), [7, 35, 525, 3_100]);
    }
}
