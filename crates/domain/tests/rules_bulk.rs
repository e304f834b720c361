//! Tables of changes for several users (section 8 of the rule book, D-7 to D-10).

use crate::fixture::{check, check_strict};

#[test]
fn r_bulk_4_one_users_failure_does_not_undo_anothers_success() {
    check(
        "pool E1 5\nuser ana -:\nuser eva ES:\nuser iris ES: ; deleted\nuser olga ES:",
        "give E1",
        "ana: E1 E-LOC-MISSING (set location)
         eva: E1 granted
         iris: E1 E-STATE (restore user)
         olga: E1 granted
         seats: E1 2/5",
    );
}

#[test]
fn r_bulk_5_one_user_stands_or_falls_whole_and_the_innocent_products_say_other() {
    check(
        "pool E1 5\npool PH 5\npool ODD 5\nuser ana IN: ODD",
        "give E1, give PH, take ODD",
        "ana: E1 E-OTHER PH, PH E-LOC-DENIED radio IN (switch off radio in PH), ODD E-OTHER PH
         seats: E1 0/5, PH 0/5, ODD 1/5",
    );
}

#[test]
fn r_bulk_5_what_does_not_change_or_stays_is_no_part_of_the_failure() {
    check(
        "pool E1 5\npool PH 5\npool WFA 5\nuser ana IN: E1 WFA@1",
        "give E1, give PH, take WFA",
        "ana: E1 unchanged, PH E-LOC-DENIED radio IN (switch off radio in PH), WFA kept, inherited",
    );
}

#[test]
fn r_bulk_6_r_bulk_7_the_last_seats_go_in_the_displayed_order() {
    check(
        "pool E1 2\nuser ana ES:\nuser eva ES:\nuser iris ES:\nuser olga ES:",
        "give E1",
        "ana: E1 granted
         eva: E1 granted
         iris: E1 E-COUNT (buy E1)
         olga: E1 E-COUNT (buy E1)",
    );
}

#[test]
fn r_bulk_6_one_product_without_seats_refuses_the_others_of_the_same_user_too() {
    check(
        "pool E1 1\npool PH 5\nuser ana ES:\nuser eva ES:",
        "give PH, give E1",
        "ana: PH granted, E1 granted
         eva: PH E-OTHER E1, E1 E-COUNT (buy E1)
         seats: E1 1/1, PH 1/5",
    );
}

#[test]
fn r_bulk_7_d_7_users_who_only_lose_come_first_whatever_their_place() {
    check(
        "pool E1 1\nuser ana ES:\nuser eva ES: E1",
        "back ana +E1, eva -E1",
        "ana: E1 granted
         eva: E1 revoked | mail erased in 30 | loses mail
         seats: E1 1/1",
    );
}

#[test]
fn d_7_what_losers_give_back_is_there_before_the_first_taker_is_asked() {
    check(
        "pool E1 1\npool PH 1\nuser ana ES:\nuser eva ES:\nuser iris ES: E1-mail1",
        "back ana +E1 +PH, eva +PH, iris -E1-mail1",
        "ana: E1 granted, PH granted
         eva: PH E-COUNT (buy PH)
         iris: E1 revoked",
    );
}

#[test]
fn d_7_a_seat_that_a_later_user_gives_back_is_found_in_the_second_try() {
    check(
        "pool E1 1\npool PH 1\nuser ana ES:\nuser eva ES: E1-mail1",
        "back ana +E1, eva -E1-mail1 +PH",
        "ana: E1 granted\neva: E1 revoked, PH granted\nseats: E1 1/1, PH 1/1",
    );
}

#[test]
fn d_7_there_is_one_more_try_and_no_third() {
    check(
        "pool BLK 1\npool MC 1\npool WFA 1\npool E1 3
         user ana ES:
         user eva ES: BLK
         user iris ES: MC",
        "back ana +BLK, eva -BLK +MC, iris -MC +E1",
        "ana: BLK E-COUNT (buy BLK)
         eva: BLK revoked, MC granted
         iris: MC revoked, E1 granted
         seats: E1 1/3, WFA 0/1, BLK 0/1, MC 1/1",
    );
}

#[test]
fn d_14_a_pair_changed_since_is_skipped_and_the_rest_of_the_user_goes_back() {
    check(
        "pool BLK 9\npool MC 9\nuser ana ES: BLK-teams\nuser eva ES: BLK MC\nuser iris ES: ; deleted",
        "back ana -BLK +MC, eva -BLK +MC, iris -BLK",
        "ana: BLK E-CHANGED (preview again), MC granted
         eva: BLK revoked, MC unchanged
         iris: BLK E-STATE (restore user)",
    );
}

#[test]
fn d_14_a_pair_changed_since_stays_so_when_the_rest_finds_no_seat() {
    check(
        "pool BLK 9\npool MC 0\npool ODD 9\nuser ana ES: BLK-teams ODD",
        "back ana -BLK +MC -ODD",
        "ana: BLK E-CHANGED (preview again), MC E-COUNT (buy MC), ODD E-OTHER MC",
    );
}

#[test]
fn d_14_going_back_to_an_assignment_in_error_takes_no_seat_and_asks_for_no_location() {
    check(
        "pool BLK 0\npool MC 1\nuser ana -:\nuser eva -: MC",
        "back ana +BLK?, eva -MC +MC?",
        "ana: BLK granted?\neva: MC revoked\nseats: BLK 0/0, MC 0/1",
    );
}

#[test]
fn d_14_an_unknown_user_is_refused_for_its_own_products() {
    check("pool BLK 1\nunknown nemo", "back nemo +BLK", "nemo: BLK E-NOTFOUND");
}

#[test]
fn d_7_only_users_who_pass_every_other_check_compete_for_seats() {
    check(
        "pool E1 1\nuser ana -:\nuser eva ES:",
        "give E1",
        "ana: E1 E-LOC-MISSING (set location)\neva: E1 granted\nseats: E1 1/1",
    );
}

#[test]
fn d_7_only_granted_users_free_their_seats() {
    check(
        "pool E1 1\npool E3 0\nuser ana ES: E1\nuser eva ES:",
        "replace E3",
        "ana: E3 E-COUNT (buy E3), E1 E-OTHER E3\neva: E3 E-COUNT (buy E3)\nseats: E1 1/1, E3 0/0",
    );
}

#[test]
fn d_7_cycles_are_not_solved() {
    check(
        "product X = craft\nproduct Y = odd\npool X 1\npool Y 1\nuser ana ES: X\nuser eva ES: Y",
        "replace Y",
        "ana: Y E-COUNT (buy Y), X E-OTHER Y\neva: Y unchanged\nseats: X 1/1, Y 1/1",
    );
}

#[test]
fn r_bulk_8_a_partial_box_changes_nobody() {
    check(
        "pool E1 5\npool E3 5\nuser ana ES: E1\nuser eva ES:",
        "keep E1, keep E3",
        "ana: nothing\neva: nothing",
    );
}

#[test]
fn r_bulk_8_a_filled_box_gives_only_to_those_who_lack_it() {
    check(
        "pool E1 9\nuser ana ES: E1-teams\nuser eva ES:\nuser iris ES: E1@1\nuser olga ES: E1@1?",
        "give E1",
        "ana: E1 unchanged\neva: E1 granted\niris: E1 unchanged\nolga: E1 granted\nseats: E1 4/9",
    );
}

#[test]
fn r_bulk_8_a_cleared_box_takes_only_from_those_who_hold_it() {
    check(
        "pool ODD 9\nself ODD 9\nuser ana ES: ODD\nuser eva ES:\nuser iris ES: ODD@1\nuser olga ES: ODD~",
        "take ODD",
        "ana: ODD revoked | loses unknown
         eva: ODD unchanged
         iris: ODD kept, inherited
         olga: ODD kept, self-service",
    );
}

#[test]
fn r_bulk_8_a_plan_box_concerns_only_those_who_hold_the_product() {
    check(
        "pool E1 9\nuser ana ES: E1\nuser eva ES:\nuser iris ES: E1-teams\nuser olga ES: E1?",
        "plans E1 -teams",
        "ana: E1 plans -teams\neva: E1 unchanged\niris: E1 unchanged\nolga: E1 unchanged",
    );
}

#[test]
fn d_9_a_user_refused_anyway_is_told_that_seats_lack_too() {
    check("pool E1 0\nuser ana -:", "give E1", "ana: E1 E-LOC-MISSING + E-COUNT (set location)");
}

#[test]
fn strict_holds_everybody_back_when_anybody_is_refused_and_names_every_refusal() {
    check_strict(
        "pool E1 5\npool PH 5\nuser ana -:\nuser eva ES:\nuser iris ES: E1 PH\nuser olga ES: ; deleted",
        "give E1, give PH",
        "ana: E1 E-LOC-MISSING (set location), PH E-LOC-MISSING (set location)
         eva: E1 E-OTHER, PH E-OTHER
         iris: E1 unchanged, PH unchanged
         olga: E1 E-STATE (restore user), PH E-STATE (restore user)",
    );
}

#[test]
fn strict_starts_no_clock_for_those_it_holds_back() {
    check_strict(
        "pool E1 5\npool BLK 5\nuser ana ES: E1\nuser eva IN:",
        "take E1, give BLK",
        "ana: E1 E-OTHER, BLK E-OTHER
         eva: E1 unchanged, BLK E-LOC-DENIED IN (other product)",
    );
}

#[test]
fn strict_does_what_works_for_everybody() {
    check_strict(
        "pool E1 2\nuser ana ES:\nuser eva ES:",
        "give E1",
        "ana: E1 granted
         eva: E1 granted",
    );
}
