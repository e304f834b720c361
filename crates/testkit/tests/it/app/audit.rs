//! The audit chain: written with its change, and every later alteration is noticed (R-AUDIT-7).

use cupo_domain::access::Action;
use cupo_store::audit::AuditRow;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::MAIL;

async fn records(world: &World) -> Vec<AuditRow> {
    let mut rows = world.store().audit(&world.permit().await, i64::MAX, 1_000).await.unwrap();
    rows.reverse();
    rows
}

/// Six changes of licenses, each with its record.
async fn live(world: &mut World) {
    let users = world.users(&["Ana", "Beto", "Carla"]).await;
    world.seats(MAIL, 5).await;
    world.save(&for_users(&users, vec![give(MAIL)])).await;
    world.save(&for_users(&users, vec![take(MAIL)])).await;
    world.check().await;
}

async fn wrong(world: &mut World) -> String {
    world.damaged_on_purpose();
    let found = world.store().check().await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

on_both! {
    async fn r_audit_4_r_audit_7_each_change_and_refusal_has_its_record(world) {
        let mut users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        let operation = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let id = world.operation(operation).await.id;
        let told: Vec<(String, i64, i64)> =
            records(world).await.iter().map(|r| (r.action.clone(), r.subject, r.operation)).collect();
        assert_eq!(told, [
            ("licenses.changed".to_owned(), users[0].0, id.0),
            ("licenses.refused".to_owned(), users[1].0, id.0),
        ]);
        let row = &records(world).await[0];
        assert_eq!((row.actor.as_str(), row.channel.as_str()), ("person:2:21", "console"));
        assert!(row.detail.contains("before") && row.detail.contains("after"), "{}", row.detail);
        // R-REVOKE-10: nothing to do leaves no record of a change.
        users.remove(0);
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!(records(world).await.len(), 2);
    }

    async fn every_other_change_has_its_record_too(world) {
        let ana = world.users(&["Ana"]).await[0];
        let desk = world.desk(Action::EditUsers).await;
        let app = world.app();
        let row = world.store().users_by_id(&desk.permit, &[ana]).await.unwrap().remove(0);
        let fields = cupo_app::directory::AccountFields {
            department: "Ventas".to_owned(),
            ..cupo_app::directory::fields_of(&row)
        };
        app.edit_account(desk.asking(), guid_of_user(ana), &fields, false).await.unwrap();
        app.reset_password(desk.asking(), ana).await.unwrap();
        app.delete_users(desk.asking(), &[ana], None, None).await.unwrap();
        app.restore_users(desk.asking(), &[ana], None, None).await.unwrap();
        app.change_settings(desk.asking(), &desk.organisation).await.unwrap();
        let actions: Vec<String> = records(world).await.into_iter().map(|r| r.action).collect();
        assert_eq!(actions, [
            "user.edited",
            "user.password-reset",
            "user.deleted",
            "user.restored",
            "settings.changed",
        ]);
    }

    async fn a_record_that_was_changed_is_noticed(world) {
        live(world).await;
        world.raw("UPDATE audit SET detail = '{}' WHERE customer_id = 2 AND seq = 3").await;
        assert_eq!(wrong(world).await, "customer 2: audit record 3 was changed");
    }

    async fn a_record_of_another_hand_is_noticed(world) {
        live(world).await;
        world.raw("UPDATE audit SET actor = 'person:2:99' WHERE customer_id = 2 AND seq = 6").await;
        assert_eq!(wrong(world).await, "customer 2: audit record 6 was changed");
    }

    async fn a_record_that_was_deleted_is_noticed(world) {
        live(world).await;
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq = 3").await;
        assert_eq!(wrong(world).await, "customer 2: audit record 3 is missing");
    }

    async fn the_last_records_cannot_be_cut_off(world) {
        live(world).await;
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq > 4").await;
        assert_eq!(wrong(world).await, "customer 2: audit records after 4 are missing");
    }

    async fn records_that_changed_places_are_noticed(world) {
        live(world).await;
        for (from, to) in [(2, 1_000), (3, 2), (1_000, 3)] {
            world.raw(&format!("UPDATE audit SET seq = {to} WHERE customer_id = 2 AND seq = {from}")).await;
        }
        assert_eq!(wrong(world).await, "customer 2: audit record 2 was changed");
    }

    async fn the_head_cannot_be_set_back(world) {
        live(world).await;
        let row = records(world).await.remove(3);
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq > 4").await;
        world.raw(&format!("UPDATE audit_head SET seq = {} WHERE customer_id = 2", row.seq)).await;
        assert_eq!(wrong(world).await, "customer 2: audit records after 4 are missing");
    }

    async fn seats_that_nobody_holds_or_nobody_counts_are_noticed(world) {
        live(world).await;
        world.raw("UPDATE pool SET consumed = 2 WHERE customer_id = 2").await;
        assert!(wrong(world).await.starts_with("inv-1: seats in use"));
        world.raw("UPDATE pool SET consumed = 0, reserved = 1 WHERE customer_id = 2").await;
        assert!(wrong(world).await.starts_with("reserved seats"));
        world.raw("UPDATE pool SET reserved = 0, enabled = 6 WHERE customer_id = 2").await;
        assert!(wrong(world).await.starts_with("inv-3"));
    }
}
