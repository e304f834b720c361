//! `cupo check`: a sound database passes, and each way of breaking one is named with its place and figures.

use cupo_domain::access::{Action, Role};
use cupo_domain::ids::UserId;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{for_users, give, keep, take};
use cupo_testkit::world::people::{Person, subscription_of};
use cupo_testkit::world::place::{ADDON, ANDES, APPS, EVA, MAIL, NORTE, caller};

/// Ana and Beto hold mail, Carla gave hers back, Dora is deleted with hers, Eloy came back; one more seat was bought,
/// and one change was refused.
async fn live(world: &mut World) {
    let users = world.users(&["Ana", "Beto", "Carla", "Dora", "Eloy"]).await;
    assert_eq!((users[0].0, users[4].0), (1_001, 1_005));
    world.seats(MAIL, 5).await;
    world.seats(ADDON, 1).await;
    world.save(&for_users(&users, vec![give(MAIL)])).await;
    world.save(&for_users(&users[2..3], vec![take(MAIL)])).await;
    world.save(&for_users(&users[2..3], vec![give(ADDON)])).await;
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().delete_users(desk.asking(), &users[3..], None, None).await.unwrap();
    world.app().restore_users(desk.asking(), &users[4..], None, None).await.unwrap();
    let eva = caller(ANDES, EVA, &[Role::AdminAgent]);
    let desk = world.desk_of(&eva, NORTE, Action::ChangeSubscriptions).await;
    world.app().change_quantity(desk.asking(), subscription_of(MAIL), 6, None, None).await.unwrap();
    world.check().await;
}

/// Breaks the database and hears what `check` says about it, which must name all of this.
async fn broken(world: &mut World, sql: &[&str], told: &[&[&str]]) {
    world.damaged_on_purpose();
    for one in sql {
        assert!(world.raw(one).await > 0, "{one}");
    }
    let found = world.store().check().await.unwrap();
    assert_eq!(found.len(), told.len(), "{sql:?}: {found:#?}");
    for (sentence, words) in found.iter().zip(told) {
        for word in words.iter().chain(&["norte.example (2)"]) {
            assert!(sentence.contains(word), "`{word}` in: {sentence}");
        }
        assert!(sentence.split(". ").count() >= 2, "it says what to do: {sentence}");
    }
}

on_both! {
    async fn inv_1_a_seat_that_nobody_counts_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE pool SET consumed = 4 WHERE pool_id = 101"], &[
            &["inv-1", "MAIL (101)", "in use 4", "holders counted 3"],
            &["inv-19", "MAIL (101)", "in use 4", "by the audit 3"],
        ]).await;
    }

    async fn inv_2_a_second_source_counts_no_second_seat(world) {
        live(world).await;
        world.load(MAIL, &[UserId(1_001)], &[], 7).await;
        world.check().await;
        broken(world, &["UPDATE pool SET consumed = 4 WHERE pool_id = 101"], &[
            &["inv-1", "in use 4", "holders counted 3"],
            &["inv-19", "by the audit 3"],
        ]).await;
    }

    async fn inv_1_a_license_without_its_pool_is_named(world) {
        live(world).await;
        broken(world, &["INSERT INTO source VALUES (2, 999, 1001, 5, 0, '', 0)"], &[
            &["inv-1: a license without its pool", "ana@norte.example (1001)", "pool 999"],
            &["inv-10: a license", "ana@norte.example (1001)", "group 5"],
        ]).await;
    }

    async fn inv_3_inv_13_seats_that_nobody_bought_are_named(world) {
        live(world).await;
        broken(world, &["UPDATE pool SET enabled = 9 WHERE pool_id = 101"], &[
            &["inv-3", "MAIL (101)", "enabled 9", "subscribed and active 6"],
        ]).await;
    }

    async fn inv_13_seats_without_service_are_never_in_the_total(world) {
        live(world).await;
        broken(world, &["UPDATE subscription SET status = 4 WHERE subscription_id = 501"], &[
            &["inv-13", "enabled 6", "subscribed and active 0", "without service 0", "subscribed without service 6"],
        ]).await;
    }

    async fn inv_3_a_subscription_of_another_pool_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE subscription SET product_id = 2 WHERE subscription_id = 504"], &[
            &["inv-3: a subscription", "pool 104", "product APPS (2)"],
        ]).await;
    }

    async fn reserved_seats_that_nobody_needs_are_named(world) {
        live(world).await;
        broken(world, &["UPDATE pool SET reserved = 2 WHERE pool_id = 101"], &[
            &["d-4", "MAIL (101)", "reserved 2", "needed 0"],
        ]).await;
    }

    async fn inv_8_a_license_of_no_origin_is_named(world) {
        live(world).await;
        broken(world, &["INSERT INTO source VALUES (2, 101, 1001, -1, 0, '', 0)"], &[
            &["inv-8", "ana@norte.example (1001)", "MAIL (101)", "origin -1"],
        ]).await;
    }

    async fn inv_9_what_a_group_gives_and_who_has_it_must_fit(world) {
        live(world).await;
        world.seats(APPS, 5).await;
        world.load(APPS, &[UserId(1_001), UserId(1_002)], &[], 7).await;
        world.check().await;
        let ana = "ana@norte.example (1001)";
        broken(world, &["DELETE FROM group_license WHERE group_id = 7"], &[
            &["inv-9: a license of a group that", ana, "APPS (102)", "group 7"],
            &["inv-9: a license of a group that", "beto@norte.example (1002)"],
        ]).await;
        broken(world, &["INSERT INTO group_license VALUES (2, 7, 101, '')",
            "INSERT INTO group_license VALUES (2, 7, 102, '')"], &[
            &["inv-9: a member without", ana, "MAIL (101)"],
            &["inv-9: a member without", "beto@norte.example (1002)"],
        ]).await;
        broken(world, &["DELETE FROM group_license WHERE pool_id = 101",
            "UPDATE source SET state = 1 WHERE origin = 7 AND user_id = 1001"], &[
            &["inv-9: an error without", ana, "APPS (102)", "group 7"],
        ]).await;
        broken(world, &["UPDATE source SET state = 0 WHERE origin = 7",
            "INSERT INTO source_error VALUES (2, 7, 1001, 101, 'E-COUNT', '[]')"], &[
            &["inv-9: an error without", ana, "MAIL (101)", "group 7"],
        ]).await;
    }

    async fn inv_10_what_hangs_on_no_group_and_a_group_that_nobody_works_on_are_named(world) {
        live(world).await;
        world.seats(APPS, 5).await;
        world.load(APPS, &[UserId(1_001)], &[], 7).await;
        broken(world, &["UPDATE license_group SET processing = 5"], &[
            &["r-group-4", "group 7", "operation 5"],
        ]).await;
        broken(world, &["UPDATE license_group SET processing = 0",
            "INSERT INTO group_member VALUES (2, 7, 77, 0)", "DELETE FROM group_license"], &[
            &["inv-9: a license of a group that"],
            &["inv-10: a member", "77", "group 7"],
        ]).await;
        broken(world, &["DELETE FROM group_member WHERE user_id = 77", "DELETE FROM license_group"], &[
            &["inv-10: a license", "ana@norte.example (1001)", "group 7"],
        ]).await;
    }

    async fn d_22_licenses_of_the_past_that_cannot_have_been_are_named(world) {
        live(world).await;
        let past = |from: &str, to: &str| format!(
            "INSERT INTO license_past SELECT customer_id, pool_id, user_id, origin, {from}, {to}, '' FROM source \
             WHERE pool_id = 101 AND user_id = 1001");
        broken(world, &[&past("since - 5", "since + 1")], &[
            &["d-22: a license ended that is still held", "ana@norte.example (1001)", "MAIL (101)"],
        ]).await;
        broken(world, &["UPDATE license_past SET to_at = to_at - 1", &past("since - 4", "since - 2")], &[
            &["d-22: a license was held twice", "ana@norte.example (1001)", "MAIL (101)"],
        ]).await;
    }

    async fn inv_11_a_self_service_purchase_of_nobody_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE pool SET kind = 1, purchaser = 77 WHERE pool_id = 104"], &[
            &["inv-11", "ADDON (104)", "kind 1", "user 77"],
        ]).await;
    }

    async fn inv_12_half_a_user_is_named(world) {
        live(world).await;
        let sql = "INSERT INTO outcome SELECT customer_id, operation_id, user_id, 102, position, 3, '', 'E-COUNT', \
                   '[]', NULL, NULL FROM outcome WHERE user_id = 1001";
        broken(world, &[sql], &[
            &["inv-12: an operation did and refused", "ana@norte.example (1001)"],
            &["inv-12: results", "succeeded 5", "users with a change 4", "refused 0", "users with a refusal 1"],
        ]).await;
    }

    async fn inv_12_results_that_do_not_add_up_are_named(world) {
        live(world).await;
        broken(world, &["DELETE FROM outcome WHERE user_id = 1001"], &[
            &["inv-12: results", "succeeded 5", "users with a change 4"],
        ]).await;
    }

    async fn inv_12_results_that_are_gone_are_named(world) {
        live(world).await;
        broken(world, &["DELETE FROM outcome WHERE user_id = 1003 AND code <> ''"], &[
            &["inv-12: results of an operation are missing", "succeeded 0", "refused 1"],
        ]).await;
    }

    async fn inv_12_users_that_an_operation_forgot_are_named(world) {
        live(world).await;
        let sql = "UPDATE operation SET users_total = 6 WHERE users_total = 5";
        broken(world, &[sql], &[&["inv-12: users", "users 6", "done 5", "waiting 0"]]).await;
    }

    async fn inv_12_work_that_waits_for_nothing_is_named(world) {
        live(world).await;
        broken(world, &["INSERT INTO operation_need VALUES (2, 12345, 101, 1, 0)"], &[
            &["inv-12: work waits", "operation 12345"],
        ]).await;
    }

    async fn an_undo_of_nothing_is_named(world) {
        live(world).await;
        let sql = "UPDATE operation SET undone_by = operation_id WHERE users_total = 5";
        broken(world, &[sql], &[&["d-14", "undone by"]]).await;
    }

    async fn inv_14_a_clock_of_a_deletion_that_is_over_is_named(world) {
        live(world).await;
        let sql = "UPDATE data_clock SET user_id = 1002 WHERE user_id = 1004 AND workload = 2";
        broken(world, &[sql], &[&["inv-14", "beto@norte.example (1002)", "workload 2"]]).await;
    }

    async fn inv_18_a_deleted_user_with_a_seat_is_named(world) {
        live(world).await;
        let sql = ["UPDATE source SET state = 0 WHERE user_id = 1004",
            "UPDATE pool SET consumed = 4 WHERE pool_id = 101"];
        broken(world, &sql, &[
            &["inv-18", "dora@norte.example (1004)", "MAIL (101)"],
            &["inv-19", "in use 4", "by the audit 3"],
            &["inv-19", "dora@norte.example (1004)", "held `0:`", "by the audit `3:`"],
        ]).await;
    }

    async fn inv_18_a_license_kept_for_nobodys_restore_is_named(world) {
        live(world).await;
        let sql = ["UPDATE source SET state = 3 WHERE user_id = 1001",
            "UPDATE pool SET consumed = 2 WHERE pool_id = 101"];
        broken(world, &sql, &[
            &["inv-18: a license is kept", "ana@norte.example (1001)"],
            &["inv-19", "in use 2", "by the audit 3"],
            &["inv-19", "ana@norte.example (1001)", "held `3:`", "by the audit `0:`"],
        ]).await;
    }

    async fn inv_18_a_user_who_is_active_and_deleted_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE users SET deleted_at = 5 WHERE user_id = 1001"], &[
            &["inv-18", "ana@norte.example (1001)", "state 0", "deleted at 5"],
        ]).await;
    }

    async fn users_that_nobody_counts_are_named(world) {
        live(world).await;
        broken(world, &["UPDATE customer SET users_active = 9 WHERE customer_id = 2"], &[
            &["counted", "active 9", "active counted 5", "deleted 1", "deleted counted 1"],
        ]).await;
    }

    async fn inv_19_a_license_that_no_record_gave_is_named(world) {
        live(world).await;
        let sql = ["INSERT INTO source VALUES (2, 101, 21, 0, 0, '', 0)",
            "UPDATE pool SET consumed = 4 WHERE pool_id = 101"];
        broken(world, &sql, &[&["inv-19", "MAIL (101)", "in use 4", "by the audit 3"]]).await;
    }

    async fn inv_19_a_license_that_no_record_took_is_named(world) {
        live(world).await;
        let sql = ["DELETE FROM source WHERE user_id = 1001",
            "UPDATE pool SET consumed = 2 WHERE pool_id = 101"];
        broken(world, &sql, &[
            &["inv-19", "in use 2", "by the audit 3"],
            &["inv-19", "ana@norte.example (1001)", "held ``", "by the audit `0:`"],
        ]).await;
    }

    async fn inv_19_plans_that_no_record_changed_are_named(world) {
        live(world).await;
        broken(world, &["UPDATE source SET plans_off = '2' WHERE user_id = 1001"], &[
            &["inv-19", "ana@norte.example (1001)", "held `0:2`", "by the audit `0:`"],
        ]).await;
    }

    async fn inv_19_a_quantity_that_no_record_changed_is_named(world) {
        live(world).await;
        let sql = ["UPDATE subscription SET quantity = 8 WHERE subscription_id = 501",
            "UPDATE pool SET enabled = 8 WHERE pool_id = 101"];
        broken(world, &sql, &[&["inv-19: the quantity", "quantity 8", "by the audit 6"]]).await;
    }

    async fn inv_19_an_operation_without_its_records_is_named(world) {
        live(world).await;
        let sql = ["UPDATE operation SET refused = 1, users_total = 6, users_done = 6 WHERE users_total = 5",
            "INSERT INTO outcome SELECT customer_id, operation_id, 21, 101, 9, 3, '', 'E-COUNT', '[]', NULL, NULL \
             FROM operation WHERE users_total = 6"];
        broken(world, &sql, &[
            &["inv-19: users of an operation and its audit records differ", "users changed or refused 6", "audit records 5"],
        ]).await;
    }

    async fn inv_20_what_belongs_to_a_stranger_is_named(world) {
        live(world).await;
        broken(world, &["INSERT INTO role_grant VALUES (2, 4711, 'global-admin')"], &[
            &["inv-20", "user 4711", "what `role`"],
        ]).await;
    }

    async fn inv_20_a_partner_that_is_none_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE customer SET partner_id = 3 WHERE customer_id = 2"], &[
            &["inv-20", "partner sur.example (3)"],
        ]).await;
    }

    async fn inv_20_a_domain_of_somebody_else_is_named(world) {
        live(world).await;
        broken(world, &["UPDATE customer_domain SET customer_id = 3 WHERE customer_id = 2"], &[
            &["inv-20", "domain `norte.example`"],
        ]).await;
    }

    async fn inv_5_a_shortage_is_no_damage(world) {
        live(world).await;
        let sql = ["UPDATE subscription SET status = 5 WHERE subscription_id = 501",
            "UPDATE pool SET enabled = 0, suspended = 6 WHERE pool_id = 101"];
        for one in sql {
            world.raw(one).await;
        }
        world.check().await;
        world.seats(APPS, 1).await;
        let late = world.person(Person::named("Fina")).await;
        let refused = world.save(&for_users(&[late], vec![give(MAIL), keep(APPS)])).await;
        assert_eq!(world.results(refused).await, ["Fina: MAIL E-COUNT"]);
    }
}
