//! What a file asks: something else of each user, in one operation.

use crate::fixture::{check, check_refused};

#[test]
fn each_user_gets_and_loses_what_its_own_rows_say() {
    check(
        "pool E1 5\npool PH 5\nuser ana ES: PH\nuser eva ES: E1\nuser olga ES: PH",
        "each ana give E1 -teams; eva take E1, give PH",
        "ana: E1 granted -teams
         eva: E1 revoked, PH granted | mail erased in 30 | loses mail
         olga: nothing",
    );
}

#[test]
fn r_assign_14_a_desired_state_is_reached_for_each_user_and_reached_already_changes_nothing() {
    let given = "pool E1 5\npool PH 5\nuser ana ES: PH\nuser eva ES: E1-teams\nuser olga ES: PH";
    check(
        given,
        "exactly ana E1 -teams exactly; eva E1 -teams exactly; olga",
        "ana: E1 granted -teams, PH revoked | loses search
         eva: E1 unchanged
         olga: PH revoked | loses search",
    );
}

#[test]
fn r_bulk_8_a_desired_state_can_leave_a_product_as_it_is() {
    check(
        "pool E1 5\npool PH 5\nuser ana ES: PH? E1\nuser eva ES: PH?",
        "exactly ana E1, keep PH; eva E1",
        "ana: E1 unchanged
         eva: E1 granted, PH revoked",
    );
}

#[test]
fn r_bulk_7_last_seats_go_to_the_first_users_whatever_the_order_of_the_rows() {
    check(
        "pool E1 1\nuser ana ES:\nuser eva ES:",
        "each eva give E1; ana give E1",
        "ana: E1 granted
         eva: E1 E-COUNT (buy E1)",
    );
}

#[test]
fn r_prod_13_the_request_of_a_user_in_a_file_is_what_changes_for_it() {
    check(
        "pool E1 5\npool MC 5\nuser ana ES: MC\nuser eva ES:",
        "exactly ana E1, MC; eva E1, MC",
        "ana: E1 granted, MC unchanged
         eva: E1 E-MIXED (split), MC E-MIXED (split)",
    );
}

#[test]
fn a_file_that_names_a_product_twice_for_a_user_is_refused_whole() {
    check_refused("pool E1 5\nuser ana ES:", "each ana give E1, take E1", "E-INVALID E1");
    check_refused("pool E1 5\nuser ana ES:", "exactly ana E1, E1 -teams", "E-INVALID E1");
    check_refused("pool E1 5\nuser ana ES:", "each ana give PH", "E-NOTFOUND PH");
}

#[test]
fn r_assign_4_a_desired_state_without_a_word_about_plans_leaves_them_as_they_are() {
    check(
        "pool E1 5\nuser ana ES: E1-teams\nuser eva ES:",
        "exactly ana E1; eva E1",
        "ana: E1 unchanged\neva: E1 granted",
    );
    check("pool E1 5\nuser ana ES: E1-teams", "exactly ana E1 exactly", "ana: E1 plans");
}
