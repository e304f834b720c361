//! Tables of what people may do with the life of a subscription (sections 11 and 17 of the rule book), with every window
//! a second before its end, at it and after it.

use std::collections::BTreeSet;

use cupo_domain::country::Country;
use cupo_domain::decide::life::{
    CANCEL_DAYS, LEGACY_CANCEL_SEATS_MAX, LifeChange, LifeWish, Surroundings, cancel_until, decide, with_base,
};
use cupo_domain::decide::prepaid::{IssuedKey, normal};
use cupo_domain::ids::ProductId;
use cupo_domain::lifecycle::{Agreement, Life, PeriodTable, SuspensionReason, next, units};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::{Channel, Status, Term};
use cupo_domain::time::{DAY_MICROS, Instant};

use crate::fixture::NOW;

const SECOND: i64 = 1_000_000;

fn life(channel: Channel, status: Status) -> Life {
    let agreement = match channel {
        Channel::Reseller => Agreement::Partner,
        Channel::Trial => Agreement::Trial,
        _ => Agreement::Standard,
    };
    Life {
        product: ProductId(1),
        channel,
        agreement,
        status,
        term: Term::Year,
        anchor: NOW,
        starts: NOW,
        ends: NOW.plus_days(365),
        since: None,
        recurring: true,
        pays: false,
        canceled: false,
        quantity: 10,
        at_renewal: None,
        pinned: false,
        tied: false,
        third_party: false,
        suspended_for: None,
    }
}

fn around(now: Instant) -> Surroundings {
    Surroundings {
        by_partner: false,
        country: Country::parse("ES"),
        extended: false,
        assignable: 4,
        seats_min: None,
        seats_max: Some(300),
        now,
    }
}

fn said(answer: Result<LifeChange, Denial>) -> String {
    match answer {
        Ok(change) => format!("{:?}", change.after.status),
        Err(denial) => format!("{} {}", denial.code.as_str(), denial.subject),
    }
}

#[test]
fn r_buy_9_r_life_3_canceling_works_until_the_exact_end_of_the_window_and_disables_at_once() {
    let it = life(Channel::Direct, Status::Active);
    let end = cancel_until(&it, None).expect("a window");
    assert_eq!(end, NOW.plus_days(CANCEL_DAYS));
    for (offset, answer) in [
        (-SECOND, "Disabled"),
        (-1, "Disabled"),
        (0, "E-WINDOW cancel-window"),
        (SECOND, "E-WINDOW cancel-window"),
    ] {
        let now = Instant(end.0 + offset);
        assert_eq!(said(decide(&it, LifeWish::Cancel, &around(now))), answer, "{offset}");
    }
    let change = decide(&it, LifeWish::Cancel, &around(NOW)).expect("it is canceled");
    assert_eq!(units(&change.after).locked_out, 10, "R-LIFE-7");
    assert!(change.final_because.is_some());
    let gone = next(&change.after, &PeriodTable::default()).expect("it ends");
    assert_eq!((gone.after.status, gone.due), (Status::Deleted, NOW.plus_days(90)));
}

#[test]
fn r_buy_10_r_buy_15_through_a_partner_the_partner_cancels_and_in_chile_there_are_ten_days() {
    let it = life(Channel::Reseller, Status::Active);
    assert_eq!(said(decide(&it, LifeWish::Cancel, &around(NOW))), "E-CHANNEL channel", "the customer cannot");
    for (country, days) in [("ES", 7), ("CL", 10)] {
        let end = NOW.plus_days(days);
        for (offset, answer) in
            [(-SECOND, "Disabled"), (0, "E-WINDOW cancel-window"), (SECOND, "E-WINDOW cancel-window")]
        {
            let at = Surroundings {
                by_partner: true,
                country: Country::parse(country),
                ..around(Instant(end.0 + offset))
            };
            assert_eq!(said(decide(&it, LifeWish::Cancel, &at)), answer, "{country} {offset}");
        }
    }
}

#[test]
fn r_buy_15_somebody_elses_offer_has_a_day_or_two_weeks_and_then_ends_with_its_period() {
    for (channel, by_partner) in [(Channel::Direct, false), (Channel::Reseller, true)] {
        for (term, window) in [(Term::Month, DAY_MICROS), (Term::Year, 14 * DAY_MICROS)] {
            let it = Life { term, third_party: true, at_renewal: Some(3), ..life(channel, Status::Active) };
            let end = cancel_until(&it, Country::parse("CL")).expect("a window");
            assert_eq!(end.0 - NOW.0, window, "{channel:?} {term:?}: also in Chile");
            let at = |offset| Surroundings { by_partner, ..around(Instant(end.0 + offset)) };
            for offset in [-SECOND, -1] {
                let change = decide(&it, LifeWish::Cancel, &at(offset)).expect("inside");
                assert_eq!((change.after.status, change.final_because), (Status::Disabled, Some("canceled")));
            }
            for offset in [0, SECOND] {
                let change = decide(&it, LifeWish::Cancel, &at(offset)).expect("planned for the renewal");
                let ending = Life { recurring: false, at_renewal: None, ..it.clone() };
                assert_eq!(
                    (change.after, change.final_because),
                    (ending, None),
                    "{channel:?} {term:?} {offset}"
                );
            }
            let ending = Life { recurring: false, ..it };
            assert_eq!(
                said(decide(&ending, LifeWish::Cancel, &at(0))),
                "E-WINDOW cancel-window",
                "it ends already"
            );
        }
    }
}

#[test]
fn inv_13_r_sub_7_whatever_people_wish_states_move_along_the_published_ways_only() {
    use Status::{Active, Deleted, Disabled, Expired, Pending, Scheduled, Suspended};
    let wishes = [
        LifeWish::Recurring(true),
        LifeWish::Recurring(false),
        LifeWish::Cancel,
        LifeWish::AtRenewal(Some(8)),
        LifeWish::AtRenewal(None),
        LifeWish::SellerPlan(Some(12)),
        LifeWish::ExtendTrial,
        LifeWish::Suspend(SuspensionReason::Fraud),
        LifeWish::Reactivate,
        LifeWish::Credit(true),
        LifeWish::Credit(false),
        LifeWish::Delete,
        LifeWish::Back { recurring: true, at_renewal: None },
    ];
    let ways = [
        (Pending, Active),
        (Pending, Deleted),
        (Active, Disabled),
        (Active, Suspended),
        (Expired, Active),
        (Disabled, Active),
        (Suspended, Active),
        (Expired, Deleted),
        (Disabled, Deleted),
        (Suspended, Deleted),
    ];
    let mut seen = BTreeSet::new();
    let channels = [
        Channel::Direct,
        Channel::Legacy,
        Channel::Reseller,
        Channel::PrepaidKey,
        Channel::Volume,
        Channel::Trial,
        Channel::SelfService,
        Channel::Free,
    ];
    for channel in channels {
        for status in [Scheduled, Pending, Active, Expired, Disabled, Suspended, Deleted] {
            for (wish, by_partner) in wishes.iter().flat_map(|wish| [(*wish, false), (*wish, true)]) {
                let it = life(channel, status);
                let at = Surroundings { by_partner, ..around(NOW) };
                let Ok(change) = decide(&it, wish, &at) else { continue };
                let to = change.after.status;
                assert!(
                    to == status || ways.contains(&(status, to)),
                    "{channel:?} {wish:?}: {status:?} to {to:?}"
                );
                let serves = [Active, Expired].contains(&to);
                let counted = units(&change.after);
                assert_eq!(counted.enabled + counted.warning > 0, serves, "{channel:?} {wish:?}: {to:?}");
                if to != status {
                    seen.insert((status, to));
                }
            }
        }
    }
    assert_eq!(seen.len(), ways.len(), "every way is taken by somebody: {seen:?}");
}

#[test]
fn r_buy_11_under_the_older_agreement_more_than_25_seats_are_reduced_first() {
    for (seats, answer) in
        [(LEGACY_CANCEL_SEATS_MAX, "Disabled"), (LEGACY_CANCEL_SEATS_MAX + 1, "E-QTY cancel-seats")]
    {
        let it = Life { quantity: seats, ..life(Channel::Legacy, Status::Active) };
        let late = around(NOW.plus_days(200));
        assert_eq!(said(decide(&it, LifeWish::Cancel, &late)), answer, "{seats}");
    }
}

#[test]
fn r_life_11_r_life_2_recurring_billing_is_switched_only_while_active_and_changes_nothing_else() {
    for status in [Status::Expired, Status::Disabled, Status::Suspended, Status::Deleted, Status::Scheduled] {
        let it = life(Channel::Direct, status);
        assert_eq!(
            said(decide(&it, LifeWish::Recurring(false), &around(NOW))),
            "E-STATE status",
            "{status:?}"
        );
    }
    let it = life(Channel::Direct, Status::Active);
    let off = decide(&it, LifeWish::Recurring(false), &around(NOW)).expect("it is off").after;
    assert_eq!(off, Life { recurring: false, ..it.clone() });
    assert_eq!(
        said(decide(&life(Channel::Direct, Status::Pending), LifeWish::Cancel, &around(NOW))),
        "E-CREDIT status"
    );
}

#[test]
fn r_buy_13_switching_recurring_billing_off_drops_what_was_planned() {
    let it = Life { at_renewal: Some(7), ..life(Channel::Direct, Status::Active) };
    let off = decide(&it, LifeWish::Recurring(false), &around(NOW)).expect("it is off").after;
    assert_eq!(off.at_renewal, None);
    let back = LifeWish::Back { recurring: true, at_renewal: Some(7) };
    assert_eq!(decide(&off, back, &around(NOW)).expect("it is back").after, it);
}

#[test]
fn r_buy_2_r_buy_3_r_buy_5_seats_from_the_next_period_on_need_recurring_billing_and_free_seats() {
    let it = life(Channel::Direct, Status::Active);
    let wish = |seats| said(decide(&it, LifeWish::AtRenewal(Some(seats)), &around(NOW.plus_days(100))));
    assert_eq!(wish(6), "Active", "four are free");
    assert_eq!(wish(5), "E-ASSIGNED assigned");
    assert_eq!(wish(0), "E-QTY minimum");
    assert_eq!(wish(-3), "E-QTY minimum");
    assert_eq!(wish(i64::MIN), "E-QTY minimum");
    assert_eq!(wish(300), "Active");
    assert_eq!(wish(301), "E-QTY maximum");
    assert_eq!(wish(i64::MAX), "E-QTY maximum");
    let planned = decide(&it, LifeWish::AtRenewal(Some(6)), &around(NOW)).expect("it is planned").after;
    let renewed = next(&planned, &PeriodTable::default()).expect("it renews");
    assert_eq!((renewed.due, renewed.after.quantity), (it.ends, 6));
    assert_eq!(decide(&planned, LifeWish::AtRenewal(None), &around(NOW)).expect("as now").after, it);
    let off = Life { recurring: false, ..it };
    let answer = decide(&off, LifeWish::AtRenewal(Some(6)), &around(NOW));
    assert_eq!(said(answer), "E-STATE recurring");
}

#[test]
fn r_life_16_a_trial_is_extended_once_by_30_days_within_15_days_of_its_end() {
    let it = Life { ends: NOW.plus_days(30), ..life(Channel::Trial, Status::Active) };
    let from = NOW.plus_days(15);
    for (offset, answer) in [(-SECOND, "E-WINDOW extension-early"), (0, "Active"), (SECOND, "Active")] {
        let now = Instant(from.0 + offset);
        assert_eq!(said(decide(&it, LifeWish::ExtendTrial, &around(now))), answer, "{offset}");
    }
    let longer = decide(&it, LifeWish::ExtendTrial, &around(from)).expect("it is extended");
    assert_eq!(longer.after.ends, NOW.plus_days(60));
    assert!(longer.extended);
    let again = Surroundings { extended: true, ..around(NOW.plus_days(50)) };
    assert_eq!(said(decide(&longer.after, LifeWish::ExtendTrial, &again)), "E-WINDOW extended");
    let paid = life(Channel::Direct, Status::Active);
    assert_eq!(said(decide(&paid, LifeWish::ExtendTrial, &around(NOW))), "E-CHANNEL channel");
}

#[test]
fn r_life_9_r_life_10_expired_and_disabled_come_back_and_deleted_never() {
    let later = NOW.plus_days(400);
    for status in [Status::Expired, Status::Disabled] {
        let it = life(Channel::Direct, status);
        let change = decide(&it, LifeWish::Reactivate, &around(later)).expect("it comes back");
        let next = change.successor.expect("a new subscription");
        assert_eq!(change.after.status, Status::Deleted);
        assert_eq!((next.status, next.starts, next.term), (Status::Active, later, it.term));
        assert_eq!(next.ends, later.plus_months(12).expect("a year later"));
        let old = life(Channel::Legacy, status);
        let change = decide(&old, LifeWish::Reactivate, &around(later)).expect("it comes back");
        assert_eq!((change.after.status, change.successor), (Status::Active, None));
    }
    for status in [Status::Deleted, Status::Active] {
        for channel in [Channel::Direct, Channel::Legacy] {
            let answer = decide(&life(channel, status), LifeWish::Reactivate, &around(later));
            assert_eq!(said(answer), "E-STATE status", "{channel:?} {status:?}");
        }
    }
}

#[test]
fn r_life_14_a_partner_lifts_its_suspension_inside_the_period_without_moving_it() {
    let it = life(Channel::Reseller, Status::Suspended);
    let at = Surroundings { by_partner: true, ..around(NOW.plus_days(20)) };
    let back = decide(&it, LifeWish::Reactivate, &at).expect("it comes back").after;
    assert_eq!((back.status, back.starts, back.ends), (Status::Active, it.starts, it.ends));
    assert_eq!(said(decide(&it, LifeWish::Reactivate, &around(NOW))), "E-CHANNEL channel");
}

#[test]
fn r_life_4_an_explicit_deletion_waits_for_nothing() {
    for status in [Status::Expired, Status::Disabled] {
        let change =
            decide(&life(Channel::Direct, status), LifeWish::Delete, &around(NOW)).expect("it is gone");
        assert_eq!(change.after.status, Status::Deleted);
        assert_eq!(next(&change.after, &PeriodTable::default()), None, "nothing follows");
        assert!(change.erases_files, "personal files go at once");
    }
    assert_eq!(
        said(decide(&life(Channel::Direct, Status::Active), LifeWish::Delete, &around(NOW))),
        "E-STATE status"
    );
}

#[test]
fn r_buy_7_r_buy_8_what_others_sell_or_a_key_pays_for_is_not_changed_here() {
    for channel in [Channel::PrepaidKey, Channel::Volume, Channel::SelfService, Channel::Free] {
        for wish in [LifeWish::Cancel, LifeWish::Recurring(false), LifeWish::AtRenewal(Some(3))] {
            assert_eq!(said(decide(&life(channel, Status::Active), wish, &around(NOW))), "E-CHANNEL channel");
        }
    }
    let partner = Surroundings { by_partner: true, ..around(NOW) };
    assert_eq!(
        said(decide(&life(Channel::Direct, Status::Active), LifeWish::Cancel, &partner)),
        "E-CHANNEL channel"
    );
}

#[test]
fn r_partner_13_r_life_14_only_the_partner_suspends_for_one_of_three_reasons_and_it_has_an_end() {
    let partner = Surroundings { by_partner: true, ..around(NOW.plus_days(20)) };
    for reason in SuspensionReason::ALL {
        assert_eq!(SuspensionReason::parse(reason.key()), Some(*reason));
        let wish = LifeWish::Suspend(*reason);
        let it = Life { at_renewal: Some(4), ..life(Channel::Reseller, Status::Active) };
        let after = decide(&it, wish, &partner).expect("it is suspended").after;
        assert_eq!((after.status, after.suspended_for), (Status::Suspended, Some(*reason)));
        assert_eq!(
            (after.at_renewal, after.recurring),
            (None, true),
            "what was planned is dropped (R-BUY-13)"
        );
        assert_eq!(units(&after).suspended, it.quantity);
        let gone = next(&after, &PeriodTable::default()).expect("an end");
        assert_eq!((gone.after.status, gone.due), (Status::Deleted, partner.now.plus_days(90)));
        let back = decide(&after, LifeWish::Reactivate, &partner).expect("it comes back").after;
        assert_eq!(back, Life { at_renewal: None, ..it.clone() }, "nothing else has changed");
        assert_eq!(said(decide(&it, wish, &around(NOW))), "E-CHANNEL channel", "not the customer");
        for channel in [Channel::Direct, Channel::Legacy, Channel::Trial, Channel::PrepaidKey] {
            for at in [&partner, &around(NOW)] {
                assert_eq!(said(decide(&life(channel, Status::Active), wish, at)), "E-CHANNEL channel");
            }
        }
        for status in
            [Status::Expired, Status::Disabled, Status::Suspended, Status::Deleted, Status::Scheduled]
        {
            assert_eq!(said(decide(&life(Channel::Reseller, status), wish, &partner)), "E-STATE status");
        }
    }
    assert_eq!(SuspensionReason::parse("boredom"), None);
}

#[test]
fn r_life_14_a_suspension_does_not_turn_recurring_billing_on() {
    let partner = Surroundings { by_partner: true, ..around(NOW.plus_days(20)) };
    let it = Life { recurring: false, ..life(Channel::Reseller, Status::Active) };
    let wish = LifeWish::Suspend(SuspensionReason::NonPayment);
    let after = decide(&it, wish, &partner).expect("it is suspended").after;
    assert_eq!(decide(&after, LifeWish::Reactivate, &partner).expect("it comes back").after, it);
}

#[test]
fn r_cloud_4_suspended_in_the_other_cloud_it_is_gone_after_exactly_sixty_days() {
    let partner = Surroundings { by_partner: true, ..around(NOW.plus_days(3)) };
    let it = Life { agreement: Agreement::PartnerVianet, ..life(Channel::Reseller, Status::Active) };
    let wish = LifeWish::Suspend(SuspensionReason::Request);
    let after = decide(&it, wish, &partner).expect("it is suspended").after;
    let gone = next(&after, &PeriodTable::default()).expect("an end");
    assert_eq!(gone.due, partner.now.plus_days(60), "the days to the first bill do not count there");
    let table = PeriodTable::default();
    for (offset, steps) in [(-SECOND, 0), (0, 1), (SECOND, 1)] {
        let now = Instant(gone.due.0 + offset);
        assert_eq!(cupo_domain::lifecycle::due(&after, &table, now).len(), steps, "{offset}");
    }
}

#[test]
fn r_buy_7_the_seller_answers_a_credit_check_and_the_period_begins_with_it() {
    let later = NOW.plus_days(5);
    let partner = Surroundings { by_partner: true, ..around(later) };
    let it = life(Channel::Reseller, Status::Pending);
    assert_eq!(said(decide(&it, LifeWish::Cancel, &partner)), "E-CREDIT status");
    assert_eq!(said(decide(&it, LifeWish::Credit(true), &around(later))), "E-CHANNEL channel");
    let granted = decide(&it, LifeWish::Credit(true), &partner).expect("it is granted").after;
    assert_eq!((granted.status, granted.starts, granted.anchor), (Status::Active, later, later));
    assert_eq!(Some(granted.ends), later.plus_months(12));
    assert_eq!(units(&granted).enabled, it.quantity);
    let refused = decide(&it, LifeWish::Credit(false), &partner).expect("it is refused").after;
    assert_eq!((refused.status, next(&refused, &PeriodTable::default())), (Status::Deleted, None));
    for answer in [true, false] {
        let active = life(Channel::Reseller, Status::Active);
        assert_eq!(said(decide(&active, LifeWish::Credit(answer), &partner)), "E-STATE status");
        let own = life(Channel::Direct, Status::Pending);
        assert_eq!(said(decide(&own, LifeWish::Credit(answer), &around(later))), "E-CHANNEL channel");
    }
}

#[test]
fn r_buy_8_a_key_has_25_letters_and_digits_however_it_is_typed() {
    assert_eq!(normal("abcde-12345-FGHIJ 67890-klmno").as_deref(), Ok("ABCDE12345FGHIJ67890KLMNO"));
    let long = "A".repeat(100_000);
    for wrong in [
        "",
        "ABCDE",
        "ABCDE-12345-FGHIJ-67890-KLMN",
        "ABCDE-12345-FGHIJ-67890-KLMNOP",
        "ÁBCDE-12345-FGHIJ-67890-KLMN",
        "ABCDE-12345-FGHIJ-67890-KLMN!",
        &long,
    ] {
        let denial = normal(wrong).expect_err("no key");
        assert_eq!(
            (denial.code.as_str(), denial.subject.as_str()),
            ("E-INVALID", "key-format"),
            "{wrong:.40}"
        );
    }
}

#[test]
fn r_buy_8_a_key_adds_seats_and_only_the_next_period_can_have_fewer() {
    let issued = IssuedKey { product: ProductId(1), seats: 7, term: Term::Year, used: false };
    let later = around(NOW.plus_days(400));
    let wish = LifeWish::Key(1, Some(issued));
    let active = life(Channel::PrepaidKey, Status::Active);
    for by_partner in [false, true] {
        let at = Surroundings { by_partner, ..later };
        let after = decide(&active, wish, &at).expect("seats are added").after;
        assert_eq!(after, Life { quantity: 17, ..active.clone() }, "and nothing else changes");
    }
    let refused = |it: &Life, key| said(decide(it, LifeWish::Key(1, key), &later));
    assert_eq!(refused(&active, None), "E-NOTFOUND key");
    assert_eq!(refused(&active, Some(IssuedKey { used: true, ..issued })), "E-STATE key-used");
    assert_eq!(refused(&active, Some(IssuedKey { product: ProductId(2), ..issued })), "E-STATE key-product");
    assert_eq!(refused(&active, Some(IssuedKey { seats: 291, ..issued })), "E-QTY maximum");
    assert_eq!(refused(&active, Some(IssuedKey { seats: i64::MAX, ..issued })), "E-QTY maximum");
    assert_eq!(refused(&life(Channel::Direct, Status::Active), Some(issued)), "E-CHANNEL channel");
    for status in [Status::Deleted, Status::Suspended, Status::Scheduled] {
        assert_eq!(refused(&life(Channel::PrepaidKey, status), Some(issued)), "E-STATE status");
    }
    let expired = life(Channel::PrepaidKey, Status::Expired);
    let next = decide(&expired, wish, &later).expect("it is renewed").after;
    assert_eq!((next.status, next.quantity, next.starts), (Status::Active, 7, NOW.plus_days(400)));
    assert_eq!(Some(next.ends), NOW.plus_days(400).plus_months(12));
    assert_eq!(refused(&expired, Some(IssuedKey { seats: 5, ..issued })), "E-ASSIGNED assigned");
    assert_eq!(refused(&expired, Some(IssuedKey { term: Term::Month, ..issued })), "E-STATE key-term");
}

#[test]
fn r_buy_14_what_the_seller_planned_blocks_the_rest_until_the_period_ends() {
    let at = around(NOW.plus_days(3));
    for channel in [Channel::Direct, Channel::Legacy] {
        let it = life(channel, Status::Active);
        let planned = decide(&it, LifeWish::SellerPlan(Some(2)), &at).expect("below what is held").after;
        assert_eq!((planned.at_renewal, planned.pinned, planned.quantity), (Some(2), true, 10));
        for wish in [
            LifeWish::Recurring(false),
            LifeWish::AtRenewal(Some(20)),
            LifeWish::AtRenewal(None),
            LifeWish::Back { recurring: true, at_renewal: None },
        ] {
            assert_eq!(said(decide(&planned, wish, &at)), "E-STATE seller-plan", "{wish:?}");
        }
        let renewed = next(&planned, &PeriodTable::default()).expect("it renews").after;
        assert_eq!((renewed.quantity, renewed.at_renewal, renewed.pinned), (2, None, false));
        assert_eq!(said(decide(&renewed, LifeWish::Recurring(false), &at)), "Active");
        let free = decide(&planned, LifeWish::SellerPlan(None), &at).expect("the seller lets go").after;
        assert_eq!(free, it);
        assert_eq!(said(decide(&it, LifeWish::SellerPlan(Some(301)), &at)), "E-QTY maximum");
    }
    for channel in [Channel::Trial, Channel::PrepaidKey, Channel::Volume] {
        let answer = decide(&life(channel, Status::Active), LifeWish::SellerPlan(Some(2)), &at);
        assert_eq!(said(answer), "E-CHANNEL channel", "{channel:?}");
    }
}

#[test]
fn r_prod_16_r_life_14_an_add_on_shares_the_fate_of_its_base_and_has_none_of_its_own() {
    let tied = Life { tied: true, quantity: 3, ..life(Channel::Reseller, Status::Active) };
    let base = life(Channel::Reseller, Status::Active);
    let partner = Surroundings { by_partner: true, ..around(NOW) };
    for wish in [
        LifeWish::Cancel,
        LifeWish::Recurring(false),
        LifeWish::Suspend(SuspensionReason::Fraud),
        LifeWish::Reactivate,
        LifeWish::Delete,
    ] {
        assert_eq!(said(decide(&tied, wish, &partner)), "E-STATE add-on", "{wish:?}");
    }
    assert!(decide(&tied, LifeWish::AtRenewal(Some(2)), &partner).is_ok(), "its seats are its own");
    let mut before = base;
    let suspend = LifeWish::Suspend(SuspensionReason::NonPayment);
    for (wish, state) in [
        (suspend, Status::Suspended),
        (LifeWish::Reactivate, Status::Active),
        (LifeWish::Cancel, Status::Disabled),
        (LifeWish::Delete, Status::Deleted),
    ] {
        before = decide(&before, wish, &partner).expect("the base moves").after;
        let add_on = with_base(&tied, &before);
        assert_eq!((add_on.status, add_on.quantity), (state, 3), "{wish:?}");
        let due = |it: &Life| next(it, &PeriodTable::default()).map(|it| it.due);
        assert_eq!(due(&add_on), due(&before), "{wish:?}: time moves both at one instant");
    }
}

#[test]
fn r_ui_10_nothing_is_renewed_or_planned_of_what_is_bought_for_good() {
    let it = Life { term: Term::Once, recurring: false, ..life(Channel::Direct, Status::Active) };
    let at = around(NOW);
    let wishes = [
        LifeWish::Recurring(true),
        LifeWish::Recurring(false),
        LifeWish::AtRenewal(Some(3)),
        LifeWish::AtRenewal(None),
        LifeWish::SellerPlan(Some(3)),
    ];
    for wish in wishes {
        let seller = matches!(wish, LifeWish::SellerPlan(_));
        let denied =
            decide(&it, wish, &Surroundings { by_partner: seller, ..at }).map_err(|d| (d.code, d.subject));
        assert!(denied.is_err(), "{wish:?}");
        if !seller {
            assert_eq!(denied.map(|_| ()), Err((Code::State, "once".to_owned())), "{wish:?}");
        }
    }
    // It can be canceled in its window, and comes back as what it was.
    let canceled = decide(&it, LifeWish::Cancel, &at).unwrap().after;
    assert_eq!(canceled.status, Status::Disabled);
    let back = decide(&canceled, LifeWish::Reactivate, &at).unwrap();
    let fresh = back.successor.unwrap_or(back.after);
    assert_eq!((fresh.status, fresh.recurring), (Status::Active, false));
}
