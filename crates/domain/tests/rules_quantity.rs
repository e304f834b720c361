//! Tables of changing the number of seats of a subscription (section 17 of the rule book, R-PROD-15, R-PROD-17,
//! R-SUB-7, R-SUB-9, Q-2).

use cupo_domain::decide::give_back::{self, Sold};
use cupo_domain::decide::quantity::{Channel, Circumstances, QUANTITY_MAX, Status, Subscription, decide};
use cupo_domain::ids::{PoolId, ProductId, SubscriptionId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::Term;
use cupo_domain::time::{DAY_MICROS, Instant};

use crate::fixture::NOW;

/// Ten seats, bought directly just now, all of which may be given back.
fn ten() -> Subscription {
    Subscription {
        id: SubscriptionId(1),
        pool: PoolId(1),
        product: ProductId(1),
        channel: Channel::Direct,
        status: Status::Active,
        quantity: 10,
        window_from: NOW,
        window_seats: 10,
        version: 1,
    }
}

fn now() -> Circumstances {
    Circumstances {
        by_partner: false,
        assignable: 100,
        seats_min: None,
        seats_max: None,
        shared: false,
        end_of_sale: false,
        recurring: true,
        pinned: false,
        now: NOW,
    }
}

fn code(it: &Subscription, wanted: i64, at: Circumstances) -> Option<Code> {
    decide(it, wanted, at).err().map(|denial| denial.code)
}

#[test]
fn r_buy_1_the_quantity_is_the_new_total() {
    assert_eq!(decide(&ten(), 15, now()), Ok(5));
    assert_eq!(decide(&ten(), 10, now()), Ok(0));
    assert_eq!(decide(&ten(), 4, now()), Ok(-6));
}

#[test]
fn r_buy_2_seats_are_given_back_only_within_seven_days() {
    for (offset, refused) in [(-1, None), (0, Some(Code::Window)), (1, Some(Code::Window))] {
        let at = Circumstances { now: Instant(NOW.0 + 7 * DAY_MICROS + offset), ..now() };
        assert_eq!(code(&ten(), 9, at), refused, "{offset}");
        assert_eq!(code(&ten(), 11, at), None, "seats can be added at any time");
    }
}

#[test]
fn r_buy_2_after_an_addition_only_what_was_added_can_be_given_back() {
    let added = Subscription { window_seats: 3, ..ten() };
    assert_eq!(decide(&added, 7, now()), Ok(-3));
    let denial = decide(&added, 6, now()).expect_err("more than was added");
    assert_eq!(denial, Denial::new(Code::Window, "window").with_figure(3));
}

#[test]
fn r_buy_4_an_older_agreement_goes_both_ways_at_any_time() {
    let legacy = Subscription { channel: Channel::Legacy, window_seats: 0, ..ten() };
    let at = Circumstances { now: NOW.plus_days(200), ..now() };
    assert_eq!(decide(&legacy, 4, at), Ok(-6));
    assert_eq!(decide(&legacy, 40, at), Ok(30));
}

#[test]
fn r_buy_5_r_buy_6_a_customer_does_not_cut_into_assigned_seats() {
    for (free, refused) in [(4, Some(Code::Assigned)), (5, None), (6, None), (-3, Some(Code::Assigned))] {
        let at = Circumstances { assignable: free, ..now() };
        assert_eq!(code(&ten(), 5, at), refused, "{free} free over all subscriptions of the product");
    }
    let denial = decide(&ten(), 5, Circumstances { assignable: -3, ..now() }).expect_err("none free");
    assert_eq!(denial.figure, Some(0));
}

#[test]
fn q_2_r_avail_10_the_partner_may_and_the_shortage_shows() {
    let sold = Subscription { channel: Channel::Reseller, ..ten() };
    let at = Circumstances { by_partner: true, assignable: 0, ..now() };
    assert_eq!(decide(&sold, 5, at), Ok(-5));
}

#[test]
fn r_buy_7_who_may_change_what_was_bought_how() {
    let channels = [
        (Channel::Direct, true, false),
        (Channel::Legacy, true, false),
        (Channel::Reseller, false, true),
        (Channel::PrepaidKey, false, false),
        (Channel::Volume, false, false),
        (Channel::Trial, false, false),
        (Channel::SelfService, false, false),
        (Channel::Free, false, false),
    ];
    for (channel, customer, partner) in channels {
        let it = Subscription { channel, ..ten() };
        for (by_partner, may) in [(false, customer), (true, partner)] {
            let answer = code(&it, 11, Circumstances { by_partner, ..now() });
            assert_eq!(answer, (!may).then_some(Code::Channel), "{channel:?} by partner: {by_partner}");
        }
    }
}

#[test]
fn r_buy_8_seats_of_a_prepaid_key_cannot_be_removed() {
    let prepaid = Subscription { channel: Channel::PrepaidKey, ..ten() };
    assert_eq!(code(&prepaid, 5, now()), Some(Code::Channel));
}

#[test]
fn r_buy_7_r_sub_7_r_sub_9_only_an_active_subscription_changes() {
    let answers = [
        (Status::Active, None),
        (Status::Pending, Some(Code::Credit)),
        (Status::Scheduled, Some(Code::State)),
        (Status::Expired, Some(Code::State)),
        (Status::Disabled, Some(Code::State)),
        (Status::Suspended, Some(Code::State)),
        (Status::Deleted, Some(Code::State)),
    ];
    for (status, refused) in answers {
        assert_eq!(code(&Subscription { status, ..ten() }, 11, now()), refused, "{status:?}");
        assert_eq!(code(&Subscription { status, ..ten() }, 9, now()), refused, "{status:?}");
    }
}

#[test]
fn r_prod_15_of_a_product_that_is_no_longer_sold_seats_only_go() {
    let at = Circumstances { end_of_sale: true, ..now() };
    assert_eq!(code(&ten(), 11, at), Some(Code::State));
    assert_eq!(decide(&ten(), 9, at), Ok(-1));
    assert_eq!(decide(&ten(), 10, at), Ok(0));
}

#[test]
fn r_prod_17_offers_have_a_fewest_and_a_most() {
    let at = Circumstances { seats_min: Some(5), seats_max: Some(300), ..now() };
    for (wanted, refused) in [
        (4, Some(Code::Quantity)),
        (5, None),
        (6, None),
        (299, None),
        (300, None),
        (301, Some(Code::Quantity)),
    ] {
        assert_eq!(code(&ten(), wanted, at), refused, "{wanted}");
    }
}

#[test]
fn r_prod_17_without_limits_one_seat_is_the_fewest_and_figures_out_of_reason_are_refused() {
    for wanted in [0, -1, i64::MIN, QUANTITY_MAX + 1, i64::MAX] {
        assert_eq!(code(&ten(), wanted, now()), Some(Code::Quantity), "{wanted}");
    }
    assert_eq!(decide(&ten(), 1, now()), Ok(-9));
    assert_eq!(decide(&ten(), QUANTITY_MAX, now()), Ok(QUANTITY_MAX - 10));
}

fn back(of: &[(&Subscription, Term)], freed: i64, at: Circumstances) -> Result<Vec<(i64, i64)>, Code> {
    let sold: Vec<Sold<'_>> = of
        .iter()
        .map(|(subscription, term)| Sold {
            subscription,
            term: Some(*term),
            recurring: at.recurring,
            pinned: at.pinned,
        })
        .collect();
    let going = give_back::decide(&sold, freed, at).map_err(|denial| denial.code)?;
    Ok(going.into_iter().map(|(id, count)| (id.0, count)).collect())
}

#[test]
fn r_del_5_freed_seats_go_back_where_channel_window_and_commitment_allow_it() {
    let it = ten();
    assert_eq!(back(&[(&it, Term::Year)], 3, now()), Ok(vec![(it.id.0, 3)]));
    for channel in [Channel::Reseller, Channel::Volume, Channel::PrepaidKey, Channel::Trial] {
        let other = Subscription { channel, ..ten() };
        assert_eq!(back(&[(&other, Term::Month)], 3, now()), Err(Code::Channel), "{channel:?}");
    }
    let by_partner = Circumstances { by_partner: true, ..now() };
    let sold = Subscription { channel: Channel::Reseller, ..ten() };
    assert_eq!(
        back(&[(&sold, Term::Month)], 3, by_partner),
        Err(Code::Channel),
        "not even the partner, here"
    );
    let late = Circumstances { now: it.window_from.plus_days(7), ..now() };
    assert_eq!(back(&[(&it, Term::Month)], 3, late), Err(Code::Window), "mid-cycle");
    let legacy = Subscription { channel: Channel::Legacy, ..ten() };
    assert_eq!(back(&[(&legacy, Term::Year)], 3, late), Err(Code::Window), "a year that was promised");
    assert_eq!(back(&[(&legacy, Term::Month)], 3, late), Ok(vec![(legacy.id.0, 3)]));
}

#[test]
fn r_del_5_no_more_seats_go_back_than_the_window_has_and_the_next_subscription_gives_the_rest() {
    let (few, many) = (
        Subscription { window_seats: 2, ..ten() },
        Subscription { id: SubscriptionId(8), quantity: 20, window_seats: 20, ..ten() },
    );
    assert_eq!(back(&[(&few, Term::Year)], 3, now()), Ok(vec![(few.id.0, 2)]));
    let both = [(&few, Term::Year), (&many, Term::Year)];
    assert_eq!(back(&both, 3, now()), Ok(vec![(few.id.0, 2), (8, 1)]));
    let smallest = Subscription { quantity: 1, ..ten() };
    assert_eq!(back(&[(&smallest, Term::Year)], 1, now()), Err(Code::Quantity));
    let short = Circumstances { assignable: -1, ..now() };
    assert_eq!(back(&both, 3, short), Err(Code::Assigned), "a shortage is filled first");
    let two = Circumstances { assignable: 2, ..now() };
    assert_eq!(back(&both, 3, two), Ok(vec![(few.id.0, 2)]), "what is left of a shortage");
    assert_eq!(back(&[], 3, now()), Err(Code::NotFound));
}

#[test]
fn r_buy_3_with_recurring_billing_off_seats_are_added_and_none_is_taken_out() {
    let off = Circumstances { recurring: false, ..now() };
    assert_eq!(decide(&ten(), 12, off), Ok(2));
    let denial = decide(&ten(), 9, off).expect_err("none can go");
    assert_eq!((denial.code, denial.subject.as_str()), (Code::State, "recurring"));
}

#[test]
fn r_buy_14_what_the_seller_planned_lets_seats_be_added_and_none_taken_out() {
    let pinned = Circumstances { pinned: true, ..now() };
    assert_eq!(decide(&ten(), 12, pinned), Ok(2));
    let denial = decide(&ten(), 9, pinned).expect_err("nothing goes");
    assert_eq!((denial.code, denial.subject.as_str()), (Code::State, "seller-plan"));
}

#[test]
fn r_life_6_what_nobody_is_assigned_is_lowered_at_any_time() {
    for channel in [Channel::Direct, Channel::Reseller] {
        let it = Subscription { channel, window_seats: 0, ..ten() };
        let by_partner = channel == Channel::Reseller;
        let late = Circumstances { now: NOW.plus_days(200), by_partner, assignable: 10, ..now() };
        let denial = decide(&it, 4, late).expect_err("seats of people wait for the renewal");
        assert_eq!(denial.code, Code::Window);
        assert_eq!(decide(&it, 4, Circumstances { shared: true, ..late }), Ok(-6), "{channel:?}");
        let nothing = decide(&it, 0, Circumstances { shared: true, ..late }).expect_err("not below one");
        assert_eq!(nothing.code, Code::Quantity);
    }
}
