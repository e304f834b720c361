//! Tables of the rules about taking licenses away and of the clocks that begin then (sections 7 and 12 to 14 of the
//! rule book, D-10, D-18).

use crate::fixture::check;

#[test]
fn r_revoke_1_only_the_direct_source_goes_and_nothing_is_lost_while_a_group_gives_it() {
    check("pool E1 5\nuser ana ES: E1 E1@1", "take E1", "ana: E1 revoked\nseats: E1 1/5");
}

#[test]
fn r_revoke_2_an_inherited_license_is_refused_when_named_and_kept_otherwise() {
    let given = "pool E1 5\nuser ana ES: E1@1";
    check(given, "named: take E1", "ana: E1 E-INHERITED (edit group)");
    check(given, "take E1", "ana: E1 kept, inherited");
}

#[test]
fn r_revoke_3_a_product_that_another_needs_stays() {
    check(
        "pool E1 5\npool WFA 5\nuser ana ES: E1 WFA\nuser eva ES: E1 WFA@1",
        "take E1",
        "ana: E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA)
         eva: E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA)",
    );
}

#[test]
fn r_revoke_3_both_may_go_together() {
    check(
        "pool E1 5\npool WFA 5\nuser ana ES: E1 WFA",
        "take E1, take WFA",
        "ana: E1 revoked, WFA revoked | mail erased in 30 | loses mail",
    );
    check(
        "pool E1 5\npool WFA 5\nuser ana ES: E1 WFA\nuser eva ES: E1 WFA@1",
        "unassign all",
        "ana: E1 revoked, WFA revoked | mail erased in 30 | loses mail
         eva: E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA), WFA kept, inherited",
    );
}

#[test]
fn inv_12_r_revoke_9_who_holds_nothing_has_a_line_and_who_is_gone_is_refused() {
    check(
        "pool E1 5\nuser ana ES: E1\nuser eva ES:\nunknown nemo",
        "unassign all",
        "ana: E1 revoked | mail erased in 30 | loses mail
         eva: nothing
         nemo: whole E-NOTFOUND",
    );
}

#[test]
fn r_revoke_4_the_quantity_stays() {
    check(
        "pool E1 5\nuser ana ES: E1",
        "take E1",
        "ana: E1 revoked | mail erased in 30 | loses mail\nseats: E1 0/5",
    );
}

#[test]
fn r_revoke_5_a_self_service_seat_is_refused_when_named_and_kept_otherwise() {
    for given in ["self ODD 5\nuser ana ES: ODD~", "self ODD 5\npool ODD 5\nuser ana ES: ODD~"] {
        check(given, "named: take ODD", "ana: ODD E-SSP-OWNED (take over)");
        check(given, "take ODD", "ana: ODD kept, self-service");
    }
}

#[test]
fn r_revoke_6_switching_the_mail_plan_off_is_losing_mail() {
    check(
        "pool E1 5\nuser ana ES: E1",
        "plans E1 -mail1",
        "ana: E1 plans -mail1 | mail erased in 30 | loses mail",
    );
}

#[test]
fn r_revoke_6_clocks_follow_all_sources_together() {
    check("pool E1 5\npool E3 5\nuser ana ES: E1 E3@1!", "take E1", "ana: E1 revoked");
    check("pool E1 5\nuser ana ES: E1 E1@1?", "take E1", "ana: E1 revoked | mail erased in 30 | loses mail");
}

#[test]
fn r_revoke_8_licenses_of_a_canceled_subscription_can_be_taken() {
    check(
        "pool E1 0 suspended 5\nuser ana ES: E1",
        "take E1",
        "ana: E1 revoked | mail erased in 30 | loses mail\nseats: E1 0/0",
    );
}

#[test]
fn r_revoke_9_unassign_all_takes_every_direct_license() {
    check(
        "pool E1 5\npool PH 5\npool ODD 5\nself WFA 1
         user ana ES: E1 PH ODD
         user eva ES: E1 PH@1 WFA~
         user iris ES:",
        "unassign all",
        "ana: E1 revoked, PH revoked, ODD revoked | mail erased in 30 | loses mail search unknown
         eva: E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA), WFA kept, self-service, PH kept, inherited
         iris: nothing",
    );
}

#[test]
fn r_revoke_10_what_is_not_held_is_success_unless_the_caller_is_strict() {
    let given = "pool E1 5\npool E3 5\nuser ana ES: E3";
    check(given, "take E1", "ana: E1 unchanged");
    check(given, "held: take E1, take E3", "ana: E1 E-NOT-HELD, E3 E-OTHER E1");
}

#[test]
fn r_mail_1_r_app_6_losing_everything_starts_the_mail_and_the_apps_clock_and_never_files() {
    check(
        "pool E3 5\nuser ana ES: E3",
        "take E3",
        "ana: E3 revoked | mail erased in 30, apps degraded in 30 | loses mail files apps",
    );
}

#[test]
fn r_mail_1_an_archive_has_a_clock_of_its_own_only_beside_a_mailbox() {
    let given = "pool E1 5\npool ARC 5\nuser ana ES: E1 ARC";
    check(given, "take ARC", "ana: ARC revoked | archive erased in 30 | loses archive");
    check(
        given,
        "take ARC, take E1",
        "ana: ARC revoked, E1 revoked | mail erased in 30 | loses mail archive",
    );
}

#[test]
fn d_18_mail_that_moves_from_one_plan_to_another_is_not_lost() {
    check("pool E1 5\npool E3 5\nuser ana ES: E1", "replace E3", "ana: E3 granted, E1 revoked");
}

#[test]
fn d_18_an_unknown_plan_is_said_to_hold_unknown_data() {
    check(
        "plan odd2 unknown\nproduct ODD2 = odd2\npool ODD 5\npool ODD2 5\nuser ana ES: ODD ODD2",
        "take ODD",
        "ana: ODD revoked | loses unknown",
    );
}

#[test]
fn r_mail_1_a_refused_user_starts_no_clock() {
    check(
        "pool E1 5\npool E3 0\nuser ana ES: E1\nuser eva -: E1",
        "replace E3 -mail2",
        "ana: E3 E-COUNT (buy E3), E1 E-OTHER E3
         eva: E3 E-LOC-MISSING + E-COUNT (set location), E1 E-OTHER E3",
    );
}
