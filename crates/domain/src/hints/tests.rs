//! What is told, at both ends of every period.

use std::collections::BTreeSet;

use super::*;
use crate::catalogue::{LicenseGroup, Offer, Product, ServicePlan, Target};
use crate::ids::{Guid, PlanId, PoolId, SubscriptionId};
use crate::lifecycle::Agreement;
use crate::seats::{PoolKind, Units};

const BEGIN: Instant = Instant(1_800_000_000_000_000);
const SECOND: i64 = 1_000_000;

fn pool(enabled: i64, consumed: i64) -> Pool {
    let units = Units { enabled, ..Units::default() };
    Pool { id: PoolId(1), product: ProductId(1), kind: PoolKind::Central, units, consumed, reserved: 0 }
}

fn paid(seats: i64, term: Term, price: Option<i64>) -> Paid<'static> {
    Paid { seats, term, price, currency: "EUR" }
}

fn bought(channel: Channel, seats: i64) -> (Subscription, Life) {
    let it = Subscription {
        id: SubscriptionId(1),
        pool: PoolId(1),
        product: ProductId(1),
        channel,
        status: Status::Active,
        quantity: seats,
        window_from: BEGIN,
        window_seats: seats,
        version: 1,
    };
    let life = Life {
        product: ProductId(1),
        channel,
        agreement: Agreement::Standard,
        status: Status::Active,
        term: Term::Year,
        anchor: BEGIN,
        starts: BEGIN,
        ends: BEGIN.plus_days(365),
        since: None,
        recurring: true,
        pays: true,
        canceled: false,
        quantity: seats,
        at_renewal: None,
        pinned: false,
        tied: false,
        third_party: false,
        suspended_for: None,
    };
    (it, life)
}

fn at(now: Instant, assignable: i64) -> Circumstances {
    Circumstances {
        by_partner: false,
        assignable,
        seats_min: None,
        seats_max: None,
        shared: false,
        end_of_sale: false,
        recurring: true,
        pinned: false,
        now,
    }
}

#[test]
fn unused_seats_are_the_cheapest_and_cost_what_a_month_costs() {
    let all = [paid(10, Term::Year, Some(1_200)), paid(10, Term::Month, Some(90)), paid(5, Term::Year, None)];
    let none = unused(&pool(25, 25), &all);
    assert_eq!(none, Unused::default());
    let some = unused(&pool(25, 12), &all);
    assert_eq!((some.seats, some.unpriced), (13, 0));
    assert_eq!(some.month.get("EUR"), Some(&(10 * 90 + 3 * 100)));
    let most = unused(&pool(25, 0), &all);
    assert_eq!((most.seats, most.unpriced, most.month.get("EUR")), (25, 5, Some(&1_900)));
    assert_eq!(unused(&pool(10, 30), &all).seats, 0, "a shortage leaves nothing");
    let spare = unused(&Pool { reserved: 4, ..pool(10, 5) }, &all);
    assert_eq!(spare.seats, 1, "seats set aside are not unused");
}

#[test]
fn seats_of_a_trial_are_unused_before_paid_ones() {
    let bought = [paid(100, Term::Year, Some(1_200))];
    assert_eq!(
        unused(&pool(125, 100), &bought),
        Unused::default(),
        "25 of a trial, and all paid ones are held"
    );
    let some = unused(&pool(125, 97), &bought);
    assert_eq!((some.seats, some.month.get("EUR")), (3, Some(&300)));
}

#[test]
fn a_month_is_rounded_to_the_nearest_unit_and_currencies_stay_apart() {
    let year = unused(&pool(1, 0), &[paid(1, Term::Year, Some(100))]);
    assert_eq!(year.month.get("EUR"), Some(&8));
    let dollars = Paid { currency: "USD", ..paid(1, Term::ThreeYears, Some(54)) };
    let both = unused(&pool(2, 0), &[dollars, paid(1, Term::Year, Some(6))]);
    assert_eq!(both.month, BTreeMap::from([("EUR".to_owned(), 1), ("USD".to_owned(), 2)]));
}

#[test]
fn trials_free_offers_and_what_is_not_in_force_are_not_paid() {
    assert!(is_paid(Channel::Direct, Status::Active, None));
    assert!(!is_paid(Channel::Direct, Status::Active, Some(0)));
    assert!(!is_paid(Channel::Trial, Status::Active, None));
    assert!(!is_paid(Channel::Direct, Status::Expired, Some(5)));
}

#[test]
fn r_buy_2_seats_go_back_until_the_window_closes_and_at_the_renewal_after_that() {
    let (it, life) = bought(Channel::Direct, 10);
    let closes = BEGIN.plus_days(REDUCTION_WINDOW_DAYS);
    for (offset, now) in [(-SECOND, true), (0, false), (SECOND, false)] {
        let found = reduction(&it, &life, at(Instant(closes.0 + offset), 4)).expect("it can be reduced");
        let when = if now { Deadline::Now(Some(closes)) } else { Deadline::AtRenewal(life.ends) };
        assert_eq!(found, Reduction { fewer: 4, left: 6, when }, "{offset}");
    }
}

#[test]
fn a_reduction_takes_no_seat_from_anybody_and_leaves_the_least() {
    let (it, life) = bought(Channel::Direct, 10);
    assert_eq!(reduction(&it, &life, at(BEGIN, 0)), None);
    assert_eq!(reduction(&it, &life, at(BEGIN, -3)), None);
    let most = reduction(&it, &life, Circumstances { seats_min: Some(8), ..at(BEGIN, 9) });
    assert_eq!(most.map(|r| (r.fewer, r.left)), Some((2, 8)));
    let added = Subscription { window_seats: 3, ..it.clone() };
    assert_eq!(reduction(&added, &life, at(BEGIN, 9)).map(|r| r.fewer), Some(3));
    let planned = Life { at_renewal: Some(6), ..life.clone() };
    let late = BEGIN.plus_days(30);
    assert_eq!(reduction(&it, &planned, at(late, 4)), None, "it is planned already");
    assert_eq!(reduction(&it, &planned, at(late, 5)).map(|r| (r.fewer, r.left)), Some((1, 5)));
    let last = Life { recurring: false, ..life };
    assert_eq!(reduction(&it, &last, Circumstances { recurring: false, ..at(late, 5) }), None);
}

#[test]
fn what_a_partner_sold_is_reduced_by_the_partner() {
    let (it, life) = bought(Channel::Reseller, 10);
    assert_eq!(reduction(&it, &life, at(BEGIN, 4)), None);
    assert!(reduction(&it, &life, Circumstances { by_partner: true, ..at(BEGIN, 4) }).is_some());
    let (old, life) = bought(Channel::Legacy, 10);
    let found = reduction(&old, &life, at(BEGIN.plus_days(99), 4)).map(|r| r.when);
    assert_eq!(found, Some(Deadline::Now(None)), "older agreements know no window");
}

#[test]
fn r_buy_9_a_purchase_is_told_in_the_last_days_of_its_window_only() {
    let (_, life) = bought(Channel::Direct, 10);
    let ends = BEGIN.plus_days(7);
    let begins = ends.plus_days(-CANCEL_SOON_DAYS);
    let told = |edge: Instant, offset| {
        let now = Instant(edge.0 + offset);
        about_to_leave(&life, &around(&at(now, 0)))
    };
    assert_eq!([-SECOND, 0, SECOND].map(|o| told(begins, o).is_some()), [false, true, true]);
    assert_eq!([-SECOND, 0, SECOND].map(|o| told(ends, o)), [Some(ends), None, None]);
    let (_, sold) = bought(Channel::Reseller, 10);
    assert_eq!(about_to_leave(&sold, &around(&at(begins, 0))), None, "the partner cancels that");
}

fn catalogue(products: &[(i64, &[i64])]) -> Catalogue {
    let plan = |id: i64| ServicePlan {
        id: PlanId(id),
        guid: Guid::from_u128(u128::try_from(id).unwrap_or(0)),
        name: String::new(),
        friendly_en: String::new(),
        friendly_es: String::new(),
        target: if id == 9 { Target::Company } else { Target::User },
        workload: Workload::None,
        denied: BTreeSet::new(),
    };
    let product = |(id, plans): &(i64, &[i64])| Product {
        id: ProductId(*id),
        guid: Guid::from_u128(u128::try_from(*id).unwrap_or(0)),
        part_number: String::new(),
        name_en: String::new(),
        name_es: String::new(),
        target: Target::User,
        license_group: LicenseGroup::Group1,
        plans: plans.iter().map(|n| PlanId(*n)).collect(),
        seats_min: None,
        seats_max: None,
        end_of_sale: false,
        denied: BTreeSet::new(),
        clouds: BTreeSet::new(),
        offer: Offer::default(),
    };
    Catalogue::new(1, products.iter().map(product).collect(), (1..10).map(plan).collect(), Vec::new())
}

#[test]
fn what_contains_a_product_has_every_plan_a_person_can_use() {
    let it = catalogue(&[(1, &[1, 2, 3]), (2, &[2, 9]), (3, &[2, 4]), (4, &[9]), (5, &[1, 2, 3])]);
    let by = |id| containers(&it, ProductId(id)).map(|c| c.by).unwrap_or_default();
    assert_eq!(by(2), [ProductId(1), ProductId(3), ProductId(5)], "the organization's plan does not count");
    assert_eq!(by(3), []);
    assert_eq!(by(4), [], "nothing of it is a person's");
    assert_eq!((by(1), by(5)), (Vec::new(), vec![ProductId(1)]), "of two alike one is too many");
}
