//! Tables of the rules about users, products and service plans (sections 2 and 3 of the rule book).

use cupo_domain::advice;
use cupo_domain::decision::Verdict;
use cupo_domain::refusal::Repair;

use crate::fixture::{check, check_refused, table};

#[test]
fn r_user_1_a_license_needs_a_location() {
    check(
        "pool E1 5
         user ana -:
         user eva ES:",
        "give E1",
        "ana: E1 E-LOC-MISSING (set location)
         eva: E1 granted",
    );
}

#[test]
fn r_user_1_taking_and_switching_plans_need_no_location() {
    check(
        "pool E1 5
         pool E3 5
         user ana -: E1-teams E3-mail2",
        "plans E1 +teams, take E3",
        "ana: E1 plans, E3 revoked | apps degraded in 30 | loses files apps",
    );
}

#[test]
fn r_user_4_no_seat_leaves_the_user_as_he_is() {
    check("pool E1 0\nuser ana ES:", "give E1", "ana: E1 E-COUNT (buy E1)\nseats: E1 0/0");
}

#[test]
fn r_user_12_what_everybody_has_anyway_is_neither_offered_nor_switched() {
    check_refused("pool SUM 5\nuser ana ES: SUM", "plans SUM -canvas", "E-INVALID canvas");
    check_refused("pool SUM 5\nuser ana ES: SUM", "give SUM -canvas", "E-INVALID canvas");
    check("pool SUM 5\nuser ana ES:", "give SUM -teams", "ana: SUM granted -teams");
    let table = table("pool SUM 5");
    let catalogue = table.world.market.catalogue();
    let product = catalogue.product(table.products["SUM"]).unwrap();
    let offered: Vec<&str> = catalogue.offered(product).map(|plan| plan.name.as_str()).collect();
    assert_eq!(offered, ["mail1", "teams"]);
}

#[test]
fn r_prod_1_a_product_gives_all_plans_but_those_switched_off() {
    check("pool E3 1\nuser ana ES:", "give E3 -teams -files", "ana: E3 granted -files -teams");
}

#[test]
fn r_prod_2_a_company_product_is_not_given_to_users() {
    check_refused("pool DIR 5\nuser ana ES:", "give DIR", "E-INVALID DIR");
    check_refused("pool DIR 5\nuser ana ES:", "replace DIR", "E-INVALID DIR");
    check("pool DIR 5\nuser ana ES: DIR", "take DIR", "ana: DIR revoked");
}

#[test]
fn r_prod_2_a_company_plan_is_not_switched_for_one_user() {
    check_refused("pool E1 5\nuser ana ES: E1", "plans E1 -core", "E-INVALID core");
}

#[test]
fn r_prod_2_a_denied_company_plan_cannot_be_switched_off_so_another_product_is_the_remedy() {
    check("pool EDGE 1\nuser ana IN:", "give EDGE", "ana: EDGE E-LOC-DENIED IN (other product)");
}

#[test]
fn r_prod_4_plans_that_are_switched_belong_to_the_product() {
    check_refused("pool E1 5\nuser ana ES: E1", "give E1 -files", "E-INVALID files");
}

#[test]
fn a_command_that_contradicts_itself_is_refused_whole() {
    check_refused("pool E1 5\nuser ana ES:", "give E1, take E1", "E-INVALID E1");
    check_refused("pool E1 5\nuser ana ES: E1", "plans E1 +teams -teams", "E-INVALID teams");
    check_refused("pool E1 5\nuser ana ES: E1", "replace keep E1", "E-INVALID E1");
    check_refused("user ana ES:", "give E1", "E-NOTFOUND E1");
}

#[test]
fn r_prod_5_two_plans_that_exclude_each_other_are_both_named_and_nobody_wins() {
    check(
        "pool E1 5
         pool E3 5
         user ana ES: E1
         user eva ES:",
        "give E3",
        "ana: E3 E-EXCLUSIVE mail2 x mail1 of E1 (switch off mail2 in E3)
         eva: E3 granted",
    );
}

#[test]
fn r_prod_5_both_given_at_once_each_names_the_other() {
    check(
        "pool E1 5\npool E3 5\nuser ana ES:",
        "give E1, give E3",
        "ana: E1 E-EXCLUSIVE mail1 x mail2 of E3 (switch off mail1 in E1), \
         E3 E-EXCLUSIVE mail2 x mail1 of E1 (switch off mail2 in E3)",
    );
}

#[test]
fn r_prod_5_the_repair_switches_off_every_plan_that_clashes_at_once() {
    check(
        "plan tel none\nplan tel2 none\nrule tel excludes tel2\nproduct OLD = mail1 tel files
         product NEW = mail2 tel2 files\npool OLD 5\npool NEW 5\nuser ana ES: OLD",
        "give NEW",
        "ana: NEW E-EXCLUSIVE mail2 x mail1 of OLD + E-EXCLUSIVE tel2 x tel of OLD (switch off mail2 and tel2 in NEW)",
    );
    check(
        "plan tel none\nplan tel2 none\nrule tel excludes tel2\nproduct OLD = mail1 tel files
         product NEW = mail2 tel2 files\npool OLD 5\npool NEW 5\nuser ana ES: OLD",
        "give NEW -mail2 -tel2",
        "ana: NEW granted -mail2 -tel2",
    );
}

#[test]
fn r_prod_5_a_pair_inside_one_product_is_named_without_another_product() {
    check(
        "product BOTH = mail1 mail2\npool BOTH 1\nuser ana ES:",
        "give BOTH",
        "ana: BOTH E-EXCLUSIVE mail1 x mail2 + E-EXCLUSIVE mail2 x mail1 (switch off mail1 in BOTH)",
    );
    check(
        "product BOTH = mail1 mail2\npool BOTH 1\nuser ana ES:",
        "give BOTH -mail1",
        "ana: BOTH granted -mail1",
    );
}

#[test]
fn r_prod_5_a_rule_that_only_advises_refuses_nobody() {
    check(
        "plan chat none\nproduct CHAT = chat\nadvice chat excludes teams\npool CHAT 1\npool E1 1
         user ana ES: E1",
        "give CHAT",
        "ana: CHAT granted",
    );
}

#[test]
fn r_prod_6_the_clashing_plan_switched_off_resolves_it() {
    check("pool E1 1\npool E3 1\nuser ana ES: E1", "give E3 -mail2", "ana: E3 granted -mail2");
    check("pool E1 1\npool E3 1\nuser ana ES: E1-mail1", "give E3", "ana: E3 granted");
    check(
        "pool E1 1\npool E3 1\nuser ana ES: E1 E3-mail2",
        "plans E3 +mail2",
        "ana: E3 E-EXCLUSIVE mail2 x mail1 of E1 (switch off mail2 in E3)",
    );
}

#[test]
fn r_prod_6_switching_one_off_and_the_other_on_in_one_change() {
    check(
        "pool E1 1\npool E3 1\nuser ana ES: E1 E3-mail2",
        "plans E1 -mail1, plans E3 +mail2",
        "ana: E1 plans -mail1, E3 plans",
    );
}

#[test]
fn r_prod_6_a_clash_that_was_there_before_does_not_block_other_changes() {
    check(
        "pool E1 1\npool E3 1\npool WFA 1\nuser ana ES: E1 E3!",
        "give WFA, plans E3 -files",
        "ana: WFA granted, E3 plans -files | loses files",
    );
}

#[test]
fn r_prod_7_a_plan_that_needs_another_is_refused_without_it() {
    check(
        "pool WFA 1\nuser ana ES:",
        "give WFA",
        "ana: WFA E-DEPENDS wfa needs mail1|mail2 (turn on mail1|mail2)",
    );
}

#[test]
fn r_prod_7_a_need_that_was_unmet_before_does_not_block_other_changes() {
    check(
        "product WFA2 = wfa search\npool WFA 1\npool WFA2 1\npool PH 1\nuser ana ES: WFA!",
        "give PH, give WFA2",
        "ana: PH granted, WFA2 granted",
    );
}

#[test]
fn r_prod_8_any_of_the_prerequisites_will_do_from_any_license() {
    check(
        "pool WFA 5\npool E1 5\npool E3 5\nself E1 5
         user ana ES: E1
         user eva ES: E3
         user iris ES: E3@1
         user olga ES: E1~",
        "give WFA",
        "ana: WFA granted
         eva: WFA granted
         iris: WFA granted
         olga: WFA granted",
    );
}

#[test]
fn r_prod_8_a_prerequisite_that_is_off_or_not_in_force_counts_as_absent() {
    check(
        "pool WFA 5\npool E1 5
         user ana ES: E1-mail1
         user eva ES: E1?
         user iris ES: E1@1?",
        "give WFA",
        "ana: WFA E-DEPENDS wfa needs mail1|mail2 (turn on mail1|mail2)
         eva: WFA E-DEPENDS wfa needs mail1|mail2 (turn on mail1|mail2)
         iris: WFA E-DEPENDS wfa needs mail1|mail2 (turn on mail1|mail2)",
    );
}

#[test]
fn r_prod_8_the_prerequisite_may_come_in_the_same_change() {
    check(
        "pool WFA 5\npool E1 5\nuser ana ES:\nuser eva ES: E1-mail1",
        "give WFA, give E1 +mail1",
        "ana: WFA granted, E1 granted
         eva: WFA granted, E1 plans",
    );
}

#[test]
fn r_prod_10_a_plan_that_is_needed_is_not_switched_off() {
    check(
        "pool WFA 1\npool E1 1\nuser ana ES: E1 WFA",
        "plans E1 -mail1",
        "ana: E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA)",
    );
}

#[test]
fn r_prod_10_it_may_go_when_it_is_supplied_otherwise_or_the_need_goes_too() {
    check(
        "pool WFA 9\npool E1 9\npool E3 9
         user ana ES: E1 WFA
         user eva ES: E1 E1@1 WFA",
        "take E1, give E3",
        "ana: E1 revoked, E3 granted
         eva: E1 E-OTHER E3, E3 E-EXCLUSIVE mail2 x mail1 of E1 (switch off mail2 in E3)",
    );
    check(
        "pool WFA 1\npool E1 1\nuser ana ES: E1 WFA",
        "plans E1 -mail1, plans WFA -wfa",
        "ana: E1 plans -mail1, WFA plans -wfa | mail erased in 30 | loses mail",
    );
}

#[test]
fn r_prod_10_the_blame_lies_where_the_plan_goes_and_the_other_product_is_innocent() {
    check(
        "pool WFA 9\npool E1 9\npool PH 9\nuser ana ES: E1 WFA PH",
        "take PH, take E1",
        "ana: PH E-OTHER E1, E1 E-DEPENDS mail1 for wfa of WFA (release wfa of WFA)",
    );
}

#[test]
fn r_prod_11_a_product_that_is_not_offered_there() {
    check(
        "pool BLK 5\nuser ana IN:\nuser eva ES:",
        "give BLK",
        "ana: BLK E-LOC-DENIED IN (other product)
         eva: BLK granted",
    );
}

#[test]
fn r_prod_11_one_plan_that_is_not_offered_there_is_named_and_never_switched_off_unasked() {
    check("pool PH 5\nuser ana IN:", "give PH", "ana: PH E-LOC-DENIED radio IN (switch off radio in PH)");
    check("pool PH 5\nuser ana IN:", "give PH -radio", "ana: PH granted -radio");
    check(
        "pool PH 5\nuser ana IN: PH-radio",
        "plans PH +radio",
        "ana: PH E-LOC-DENIED radio IN (switch off radio in PH)",
    );
}

#[test]
fn r_prod_11_what_is_held_there_already_can_still_be_changed_and_taken() {
    check("pool PH 5\nuser ana IN: PH", "plans PH -search", "ana: PH plans -search | loses search");
    check("pool BLK 5\nuser ana IN: BLK", "take BLK", "ana: BLK revoked");
}

#[test]
fn r_prod_13_one_request_stays_inside_one_license_group() {
    check(
        "pool E1 5\npool MC 5\nuser ana ES:\nuser eva ES: MC",
        "give E1, take MC",
        "ana: E1 E-MIXED (split), MC unchanged
         eva: E1 E-MIXED (split), MC E-MIXED (split)",
    );
}

#[test]
fn r_prod_13_a_box_left_partial_asks_for_nothing_and_mixes_nothing() {
    check("pool E1 5\npool MC 5\nuser ana ES: MC", "give E1, keep MC", "ana: E1 granted");
}

#[test]
fn r_prod_15_seats_of_a_product_that_is_no_longer_sold_are_still_given_and_taken() {
    check(
        "product OLD = files end-of-sale\npool OLD 5\npool E1 5\nuser ana ES:\nuser eva ES: OLD",
        "give OLD",
        "ana: OLD granted\neva: OLD unchanged",
    );
    check(
        "product OLD = files end-of-sale\npool OLD 5\nuser eva ES: OLD",
        "take OLD",
        "eva: OLD revoked | loses files",
    );
}

#[test]
fn r_prod_5_a_product_of_one_plan_is_advised_to_take_the_place_of_what_it_clashes_with() {
    let table = table("product SOLO = mail1\npool SOLO 5\npool E1 5\npool E3 5\nuser ana ES: E3");
    let (decision, _) = table.run(&table.command("give SOLO"));
    let Verdict::Refused(refusal) = &decision.users[0].plan.outcomes[0].verdict else { panic!("refused") };
    let catalogue = table.world.market.catalogue();
    let best = advice::best(&catalogue, refusal.reasons.first(), &refusal.repair);
    assert_eq!(best, Repair::TakeAway { product: table.products["E3"] });
    let (decision, _) = table.run(&table.command("give E1"));
    let Verdict::Refused(refusal) = &decision.users[0].plan.outcomes[0].verdict else { panic!("refused") };
    let same = advice::best(&catalogue, refusal.reasons.first(), &refusal.repair);
    assert_eq!(same, refusal.repair, "where something is left on, its plan is switched off");
}
