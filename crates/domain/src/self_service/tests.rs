//! Who may buy for themselves, and what the seats of a purchase allow. It asks nothing of a store.

use super::*;
use crate::catalogue::LicenseGroup;
use crate::ids::Guid;
use crate::seats::Units;

fn product(part_number: &str) -> Product {
    Product {
        id: ProductId(1),
        guid: Guid::nil(),
        part_number: part_number.to_owned(),
        name_en: part_number.to_owned(),
        name_es: part_number.to_owned(),
        target: Of::User,
        license_group: LicenseGroup::Group1,
        plans: PlanSet::new(),
        seats_min: None,
        seats_max: Some(300),
        end_of_sale: false,
        denied: BTreeSet::new(),
        clouds: [Cloud::Worldwide].into(),
        offer: Default::default(),
    }
}

fn buyer(country: &str) -> Buyer {
    let country = Country::parse(country);
    Buyer { guest: false, sector: Sector::Commercial, country, cloud: Cloud::Worldwide }
}

fn buys(seats: i64) -> Order {
    Order { seats, trial: false, tried: false }
}

fn tries(seats: i64) -> Order {
    Order { trial: true, ..buys(seats) }
}

fn told(it: Result<(), Denial>) -> String {
    match it {
        Ok(()) => "yes".to_owned(),
        Err(it) => format!("{} {} {}", it.code.as_str(), it.subject, it.figure.unwrap_or_default()),
    }
}

#[test]
fn r_ssp_1_guests_public_bodies_schools_and_india_buy_nothing() {
    let flow = product("FLOW");
    let ask = |it: &Buyer| told(order(it, &flow, Policy::Allow, buys(1)));
    assert_eq!(ask(&buyer("ES")), "yes");
    assert_eq!(ask(&buyer("IN")), "E-ROLE self-service-country 0");
    assert_eq!(ask(&Buyer { guest: true, ..buyer("ES") }), "E-ROLE self-service-guest 0");
    for sector in [Sector::Government, Sector::Education] {
        assert_eq!(ask(&Buyer { sector, ..buyer("ES") }), "E-ROLE self-service-sector 0");
    }
}

#[test]
fn r_ssp_1_project_and_visio_are_not_for_brazil_and_the_congo() {
    for country in ["BR", "CD"] {
        for name in ["PROJECT_P1", "VISIO_PLAN1_DEPT"] {
            let answer = told(order(&buyer(country), &product(name), Policy::Allow, buys(1)));
            assert_eq!(answer, "E-ROLE self-service-product 0");
        }
        assert_eq!(told(order(&buyer(country), &product("FLOW"), Policy::Allow, buys(1))), "yes");
    }
    assert_eq!(told(order(&buyer("CG"), &product("VISIO"), Policy::Allow, buys(1))), "yes");
}

#[test]
fn r_ssp_1_a_guest_is_told_by_the_name_that_the_directory_writes() {
    assert!(is_guest("ana_lejos.example#EXT#@norte.example"));
    assert!(!is_guest("ana@norte.example") && !is_guest("ext@norte.example") && !is_guest(""));
}

#[test]
fn r_ssp_8_r_ssp_9_each_product_has_a_policy_and_begins_as_allowed() {
    assert_eq!(Policy::default(), Policy::Allow);
    let flow = product("FLOW");
    let ask = |policy, it| told(order(&buyer("ES"), &flow, policy, it));
    assert_eq!(ask(Policy::TrialsOnly, tries(1)), "yes");
    assert_eq!(ask(Policy::TrialsOnly, buys(1)), "E-ROLE self-service-trials 0");
    for it in [tries(1), buys(1)] {
        assert_eq!(ask(Policy::Deny, it), "E-ROLE self-service-policy 0");
    }
    let again = Order { tried: true, ..tries(1) };
    assert_eq!(ask(Policy::TrialsOnly, again), "E-STATE tried 0", "after the trial nothing can be bought");
    for policy in Policy::ALL {
        assert_eq!(Policy::parse(policy.key()), Some(*policy));
    }
}

#[test]
fn r_ssp_2_seats_stay_inside_the_offer_and_above_those_who_hold_one() {
    let flow = product("FLOW");
    let ask = |it| told(order(&buyer("ES"), &flow, Policy::Allow, it));
    assert_eq!(ask(buys(0)), "E-QTY minimum 1");
    assert_eq!(ask(buys(301)), "E-QTY maximum 300");
    assert_eq!(ask(tries(26)), "E-QTY maximum 25");
    let kind = PoolKind::SelfService { purchaser: UserId(1) };
    let units = Units { enabled: 5, ..Units::default() };
    let pool = Pool { id: PoolId(9), product: flow.id, kind, units, consumed: 3, reserved: 0 };
    let change = |policy, wanted| told(seats(&buyer("ES"), (&flow, policy), &pool, (5, buys(wanted))));
    assert_eq!(change(Policy::Deny, 3), "yes", "what is there already stays, whatever the policy says now");
    assert_eq!(change(Policy::Allow, 2), "E-ASSIGNED assigned 2");
    assert_eq!(change(Policy::Allow, 6), "yes");
    assert_eq!(change(Policy::Deny, 6), "E-ROLE self-service-policy 0");
}

#[test]
fn r_ssp_2_twenty_people_at_a_time() {
    let some = |n: i64| (1..=n).map(UserId).collect::<BTreeSet<_>>();
    let ask = |give, take| told(People { give, take }.check());
    assert_eq!(ask(some(20), BTreeSet::new()), "yes");
    assert_eq!(ask(some(21), BTreeSet::new()), "E-BATCH people 20");
    assert_eq!(ask(BTreeSet::new(), BTreeSet::new()), "E-INVALID nobody 0");
    assert_eq!(ask(some(1), some(1)), "E-INVALID both-ways 0");
}
