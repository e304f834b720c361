//! Tables of the rules about giving licenses (section 6 of the rule book, D-9, D-10, D-31).

use crate::fixture::check;

#[test]
fn r_assign_1_additions_and_removals_are_applied_together() {
    check(
        "pool E1 1\npool E3 1\nuser ana ES: E1",
        "give E3, take E1",
        "ana: E3 granted, E1 revoked\nseats: E1 0/1, E3 1/1",
    );
}

#[test]
fn r_assign_2_with_no_plans_named_every_plan_is_on() {
    check("pool E3 1\nuser ana ES:", "give E3", "ana: E3 granted");
}

#[test]
fn r_assign_3_exactly_these_plans_replace_the_earlier_choice() {
    check(
        "pool E3 5\nuser ana ES: E3-teams-files",
        "give E3 exactly -apps",
        "ana: E3 plans -apps | apps degraded in 30 | loses apps",
    );
    check("pool E3 5\nuser ana ES: E3-teams-files", "give E3 exactly", "ana: E3 plans");
}

#[test]
fn r_assign_3_a_plan_box_left_partial_keeps_each_users_own_choice() {
    check(
        "pool E3 5\nuser ana ES: E3-teams-files\nuser eva ES: E3-files\nuser iris ES:",
        "give E3 -teams",
        "ana: E3 unchanged\neva: E3 plans -files -teams\niris: E3 granted -teams",
    );
}

#[test]
fn r_assign_4_what_is_held_with_the_same_plans_changes_nothing() {
    check("pool E3 0\nuser ana ES: E3-teams", "give E3 exactly -teams", "ana: E3 unchanged");
    check("pool E3 0\nuser ana ES: E3-teams", "give E3", "ana: E3 unchanged");
}

#[test]
fn r_assign_4_plans_that_have_left_the_product_since_are_no_difference() {
    check("pool E1 1\nuser ana ES: E1-files", "give E1", "ana: E1 unchanged");
    check("pool E1 1\nuser ana ES: E1-files", "plans E1 +teams", "ana: E1 unchanged");
    check("pool E1 1\nuser ana ES: E1@1-files-teams", "give E1 -teams", "ana: E1 unchanged");
}

#[test]
fn r_assign_5_checks_are_reported_in_their_order_and_all_of_them() {
    check(
        "pool E1 5\npool E3 0\npool MC 5\nself PH 5
         user ana -: E1; deleted
         user eva IN: E1",
        "give E3, give MC, give PH",
        "ana: E3 E-STATE + E-LOC-MISSING + E-MIXED + E-COUNT + E-EXCLUSIVE mail2 x mail1 of E1 (restore user), \
         MC E-STATE + E-LOC-MISSING + E-MIXED (restore user), \
         PH E-STATE + E-LOC-MISSING + E-MIXED + E-SSP-OWNED (restore user)
         eva: E3 E-MIXED + E-COUNT + E-EXCLUSIVE mail2 x mail1 of E1 (split), \
         MC E-MIXED (split), PH E-LOC-DENIED radio IN + E-MIXED + E-SSP-OWNED (switch off radio in PH)",
    );
}

#[test]
fn r_assign_5_seat_exclusion_need_and_address_in_their_order() {
    check(
        "product ALL = mail1 wfa files\nadvice files excludes teams\nplan solo none\nproduct SOLO = solo
         rule files excludes solo\npool ALL 0\npool SOLO 5
         user ana ES: SOLO; taken ana@example.com",
        "give ALL -wfa",
        "ana: ALL E-COUNT + E-EXCLUSIVE files x solo of SOLO + E-UNIQUE ana@example.com (buy ALL)",
    );
}

#[test]
fn r_assign_5_removals_are_applied_before_the_seat_check() {
    check(
        "pool E1 1\npool E3 1\nuser ana ES: E1\nuser eva ES: E3",
        "give E3, take E1",
        "ana: E3 E-COUNT (buy E3), E1 E-OTHER E3\neva: E3 unchanged, E1 unchanged",
    );
    check(
        "pool E1 1\nuser ana ES:\nuser eva ES: E1",
        "take E1",
        "ana: E1 unchanged\neva: E1 revoked | mail erased in 30 | loses mail\nseats: E1 0/1",
    );
}

#[test]
fn r_assign_5_removals_are_applied_before_exclusion_and_dependency() {
    check(
        "pool E1 1\npool E3 1\npool WFA 1\nuser ana ES: E1 WFA",
        "give E3, take E1",
        "ana: E3 granted, E1 revoked",
    );
}

#[test]
fn r_assign_8_plans_of_an_inherited_license_are_not_edited_on_the_user() {
    let given = "pool E1 5\nuser ana ES: E1@1";
    check(given, "named: plans E1 -teams", "ana: E1 E-INHERITED (edit group)");
    check(given, "plans E1 -teams", "ana: E1 kept, inherited");
    check(given, "give E1", "ana: E1 unchanged");
}

#[test]
fn r_assign_8_of_several_groups_a_plan_is_off_only_where_all_switch_it_off() {
    let given = "pool E1 5\nuser ana ES: E1@1-teams E1@2\nuser eva ES: E1@1-teams E1@2-teams-mail1";
    check(given, "plans E1 -teams", "ana: E1 kept, inherited\neva: E1 unchanged");
}

#[test]
fn r_assign_9_a_direct_license_stands_beside_an_inherited_one() {
    check(
        "pool E1 1\nuser ana ES: E1@1-teams",
        "beside: give E1 -mail1",
        "ana: E1 granted -mail1\nseats: E1 1/1",
    );
}

#[test]
fn r_assign_10_a_source_cannot_turn_off_what_another_turns_on() {
    check("pool E1 1\nuser ana ES: E1 E1@1-teams", "plans E1 -mail1", "ana: E1 plans -mail1");
    check(
        "pool E1 1\nuser ana ES: E1 E1@1-mail1",
        "plans E1 -mail1",
        "ana: E1 plans -mail1 | mail erased in 30 | loses mail",
    );
}

#[test]
fn r_assign_11_seats_of_a_self_service_purchase_are_not_given() {
    let given = "self ODD 5\nuser ana ES:\nuser eva ES: ODD~";
    check(given, "give ODD", "ana: ODD E-SSP-OWNED (take over)\neva: ODD E-SSP-OWNED (take over)");
}

#[test]
fn r_assign_11_plans_of_a_self_service_seat_are_not_switched() {
    let given = "self PH 5\nuser ana ES: PH~\nuser eva ES: PH~-search\nuser iris ES:";
    check(given, "plans PH -search", "ana: PH kept, self-service\neva: PH unchanged\niris: PH unchanged");
    check(
        given,
        "named: plans PH -search",
        "ana: PH E-SSP-OWNED (take over)\neva: PH unchanged\niris: PH unchanged",
    );
}

#[test]
fn r_assign_13_a_deleted_user_gets_nothing() {
    check("pool E1 5\nuser ana ES: ; deleted", "give E1", "ana: E1 E-STATE (restore user)");
}

#[test]
fn an_unknown_user_is_refused_for_every_product() {
    check(
        "pool E1 5\npool E3 5\nuser ana ES:\nunknown nemo",
        "give E1, take E3",
        "ana: E1 granted, E3 unchanged\nnemo: E1 E-NOTFOUND, E3 E-NOTFOUND",
    );
}

#[test]
fn r_assign_14_replace_takes_all_that_is_direct_and_gives_what_is_chosen() {
    check(
        "pool E1 5\npool E3 5\npool PH 5\nself ODD 5
         user ana ES: E1 PH
         user eva ES: E1@1
         user iris ES: ODD~ PH?",
        "replace E3 -mail2",
        "ana: E3 granted -mail2, E1 revoked, PH revoked | mail erased in 30 | loses mail search
         eva: E3 granted -mail2, E1 kept, inherited
         iris: E3 granted -mail2, PH revoked, ODD kept, self-service",
    );
}

#[test]
fn d_10_replace_and_unassign_all_never_refuse_what_was_not_named() {
    let given = "pool E1 5\npool E3 5\nself ODD 5\nuser ana ES: E1@1 E3@1? ODD~ E3-mail2";
    check(
        given,
        "named: unassign all",
        "ana: E1 kept, inherited, E3 revoked, ODD kept, self-service | apps degraded in 30 | loses files apps",
    );
    check(
        given,
        "named: replace E1",
        "ana: E1 unchanged, E3 revoked, ODD kept, self-service | apps degraded in 30 | loses files apps",
    );
    check("pool E1 5\npool PH 5\nuser ana ES: PH@1?", "held: replace E1", "ana: E1 granted, PH unchanged");
}

#[test]
fn r_assign_15_replace_that_keeps_a_product_needs_no_seat_and_starts_no_clock() {
    check(
        "pool E3 1\npool E1 1\nuser ana ES: E3-teams E1-mail1",
        "replace E3",
        "ana: E3 plans, E1 revoked\nseats: E1 0/1, E3 1/1",
    );
    check("pool E3 0\npool E1 9\nuser ana ES: E3", "replace E3", "ana: E3 unchanged");
    check("pool E3 1\npool E1 1\nuser ana ES: E1", "replace E3", "ana: E3 granted, E1 revoked");
}

#[test]
fn r_assign_16_moving_users_needs_a_free_seat_for_each() {
    check(
        "pool E1 3\npool E3 2\nuser ana ES: E1\nuser eva ES: E1\nuser iris ES: E1",
        "replace E3",
        "ana: E3 granted, E1 revoked
         eva: E3 granted, E1 revoked
         iris: E3 E-COUNT (buy E3), E1 E-OTHER E3
         seats: E1 1/3, E3 2/2",
    );
}

#[test]
fn r_assign_17_mail_given_back_before_the_end_is_saved_and_at_the_end_it_is_too_late() {
    check("pool E1 1\nuser ana ES: ; mail in 1", "give E1", "ana: E1 granted | mail saved");
    check("pool E1 1\nuser ana ES: ; mail in 0", "give E1", "ana: E1 granted");
    check("pool E1 1\nuser ana ES: ; mail in -1", "give E1", "ana: E1 granted");
    check("pool E1 1\nuser ana ES: ; mail in 1", "give E1 -mail1", "ana: E1 granted -mail1");
}

#[test]
fn r_assign_18_a_mail_plan_does_not_turn_on_while_another_has_the_address() {
    let given = "pool E1 5\npool E3 5
         user ana ES: ; taken ana@example.com
         user eva ES: E1-mail1; taken eva@example.com
         user iris ES: E1; taken iris@example.com";
    check(
        given,
        "give E1 +mail1",
        "ana: E1 E-UNIQUE ana@example.com (change address)
         eva: E1 E-UNIQUE eva@example.com (change address)
         iris: E1 unchanged",
    );
    check(
        given,
        "replace E3 -files",
        "ana: E3 E-UNIQUE ana@example.com (change address)
         eva: E3 E-UNIQUE eva@example.com (change address), E1 E-OTHER E3
         iris: E3 granted -files, E1 revoked",
    );
    check(
        given,
        "give E1 -mail1",
        "ana: E1 granted -mail1\neva: E1 unchanged\n\
         iris: E1 plans -mail1 | mail erased in 30 | loses mail",
    );
}
