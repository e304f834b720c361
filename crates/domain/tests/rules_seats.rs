//! Tables of the arithmetic of seats (sections 4 and 5 of the rule book, D-4 and D-5).

use crate::fixture::check;

#[test]
fn r_avail_2_r_assign_12_suspended_and_locked_seats_are_not_given_expired_ones_are() {
    check("pool E1 0 suspended 9\nuser ana ES:", "give E1", "ana: E1 E-COUNT (buy E1)");
    check("pool E1 0 locked 9\nuser ana ES:", "give E1", "ana: E1 E-COUNT (buy E1)");
    check("pool E1 0 warning 1\nuser ana ES:", "give E1", "ana: E1 granted\nseats: E1 1/1");
}

#[test]
fn r_avail_4_a_user_with_several_sources_counts_once() {
    check(
        "pool E1 2\nuser ana ES: E1 E1@1 E1@2\nuser eva ES:",
        "give E1",
        "ana: E1 unchanged\neva: E1 granted\nseats: E1 2/2",
    );
}

#[test]
fn r_avail_5_switching_all_plans_off_keeps_the_seat() {
    check(
        "pool E1 1\nuser ana ES: E1\nuser eva ES:",
        "give E1 -teams -mail1",
        "ana: E1 plans -mail1 -teams | mail erased in 30 | loses mail
         eva: E1 E-COUNT (buy E1)
         seats: E1 1/1",
    );
}

#[test]
fn r_avail_6_an_assignment_in_error_takes_no_seat_and_an_active_one_with_an_error_does() {
    check(
        "pool E1 1\nuser ana ES: E1?\nuser eva ES:",
        "give E1",
        "ana: E1 granted\neva: E1 E-COUNT (buy E1)",
    );
    check(
        "pool E1 1\nuser ana ES: E1!\nuser eva ES:",
        "give E1",
        "ana: E1 unchanged\neva: E1 E-COUNT (buy E1)",
    );
}

#[test]
fn r_avail_6_taking_an_assignment_in_error_drops_the_intent_and_frees_nothing() {
    check(
        "pool E1 0\nuser ana ES: E1?\nuser eva ES:",
        "take E1",
        "ana: E1 revoked\neva: E1 unchanged\nseats: E1 0/0",
    );
}

#[test]
fn r_avail_7_no_seat_at_minus_one_and_zero_and_a_seat_at_one() {
    let given = |seats: i64| format!("pool E1 {seats}\nuser ana ES: E1\nuser eva ES:");
    for seats in [0, 1] {
        check(&given(seats), "give E1", "ana: E1 unchanged\neva: E1 E-COUNT (buy E1)");
    }
    check(&given(2), "give E1", "ana: E1 unchanged\neva: E1 granted\nseats: E1 2/2");
}

#[test]
fn r_avail_8_changing_plans_or_sources_of_a_held_product_needs_no_seat() {
    check(
        "pool E1 1\nuser ana ES: E1-teams\nuser eva ES: E1@1",
        "plans E1 +teams",
        "ana: E1 plans\neva: E1 unchanged\nseats: E1 2/1",
    );
    check("pool E1 0\nuser ana ES: E1@1", "beside: give E1", "ana: E1 granted\nseats: E1 1/0");
    check("pool E1 0\nuser ana ES: E1 E1@1", "take E1", "ana: E1 revoked\nseats: E1 1/0");
}

#[test]
fn r_avail_9_a_seat_that_is_given_back_is_free_at_once() {
    check(
        "pool E1 1\npool E3 1\nuser ana ES:\nuser eva ES: E1",
        "replace E1",
        "ana: E1 E-COUNT (buy E1)\neva: E1 unchanged",
    );
    check(
        "pool E1 2\npool E3 0\nuser ana ES: E1\nuser eva ES: E1",
        "take E1",
        "ana: E1 revoked | mail erased in 30 | loses mail
         eva: E1 revoked | mail erased in 30 | loses mail
         seats: E1 0/2, E3 0/0",
    );
}

#[test]
fn r_avail_10_taking_seats_back_lifts_a_shortage_and_gives_nobody_below_zero() {
    check(
        "pool E1 1\npool PH 5\nuser ana ES: E1 PH\nuser eva ES: E1 PH\nuser iris ES: E1",
        "take E1",
        "ana: E1 revoked | mail erased in 30 | loses mail
         eva: E1 revoked | mail erased in 30 | loses mail
         iris: E1 revoked | mail erased in 30 | loses mail
         seats: E1 0/1, PH 2/5",
    );
}

#[test]
fn d_4_seats_set_aside_for_running_operations_are_not_given() {
    check("pool E1 2 reserved 2\nuser ana ES:", "give E1", "ana: E1 E-COUNT (buy E1)");
    check("pool E1 2 reserved 1\nuser ana ES:", "give E1", "ana: E1 granted");
}

#[test]
fn r_sub_4_self_service_seats_are_no_part_of_the_central_pool() {
    check(
        "pool E1 1\nself E1 9\nuser ana ES: E1~\nuser eva ES: E1",
        "give E1",
        "ana: E1 E-COUNT (buy E1)\neva: E1 unchanged\nseats: E1 1/1, E1~ 1/9",
    );
}
