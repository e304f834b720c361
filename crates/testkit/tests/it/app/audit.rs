//! The audit chain: written with its change, and every later alteration is noticed (R-AUDIT-7).

use cupo_app::changes::Command;
use cupo_domain::access::{Action, Role};
use cupo_store::audit::AuditRow;
use cupo_store::check::chain::{ChainFault, ChainProof};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::people::{guid_of_user, pool_of};
use cupo_testkit::world::place::{ANDES, EVA, MAIL, NORTE, caller};

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

fn changed(record: i64) -> String {
    format!(
        "inv-19: an audit record was changed: customer norte.example (2), record {record}. Somebody wrote past Cupo; \
         compare with a backup, and find out who can reach the database"
    )
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

    async fn r_audit_7_a_changed_a_missing_and_an_exchanged_record_are_each_named(world) {
        live(world).await;
        let whole = world.store().verify_audit(None).await.unwrap();
        assert!(whole.iter().all(ChainProof::whole), "{whole:?}");
        assert_eq!(whole.iter().map(|it| it.records).sum::<i64>(), 6);
        world.damaged_on_purpose();
        let norte = whole.iter().find(|it| it.records == 6).unwrap().customer;
        let faults = async |world: &World, sql: &'static str, back: &'static str| {
            world.raw_batch(sql).await;
            let found = world.store().verify_audit(Some(norte)).await.unwrap().remove(0).faults;
            world.raw_batch(back).await;
            found
        };
        let flipped = "UPDATE audit SET subject_id = subject_id + 1 WHERE customer_id = 2 AND seq = 3";
        let back = "UPDATE audit SET subject_id = subject_id - 1 WHERE customer_id = 2 AND seq = 3";
        assert_eq!(faults(world, flipped, back).await, [ChainFault::Changed { record: 3 }]);
        let swap = "UPDATE audit SET seq = 0 WHERE customer_id = 2 AND seq = 4; \
            UPDATE audit SET seq = 4 WHERE customer_id = 2 AND seq = 5; \
            UPDATE audit SET seq = 5 WHERE customer_id = 2 AND seq = 0;";
        let exchanged = [
            ChainFault::Changed { record: 4 },
            ChainFault::Changed { record: 5 },
            ChainFault::Unlinked { record: 6 },
        ];
        assert_eq!(faults(world, swap, swap).await, exchanged);
        let behind = "UPDATE audit SET seq = seq + 100 WHERE customer_id = 2 AND seq > 4";
        let before = "UPDATE audit SET seq = seq - 100 WHERE customer_id = 2 AND seq > 100";
        assert_eq!(faults(world, behind, before).await, [
            ChainFault::Missing { from: 5, to: 6 },
            ChainFault::Head { head: 6, last: 106 },
        ]);
        world.raw_batch("DELETE FROM audit WHERE customer_id = 2 AND seq = 2").await;
        let found = world.store().verify_audit(Some(norte)).await.unwrap().remove(0).faults;
        assert_eq!(found, [ChainFault::Missing { from: 2, to: 2 }]);
        world.raw_batch("DELETE FROM audit WHERE customer_id = 2 AND seq = 6").await;
        let found = world.store().verify_audit(Some(norte)).await.unwrap().remove(0).faults;
        assert_eq!(found, [ChainFault::Missing { from: 2, to: 2 }, ChainFault::Missing { from: 6, to: 6 }]);
    }

    async fn r_audit_1_a_partners_change_is_kept_with_who_what_when_and_its_outcome(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        let eva = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = world.desk_of(&eva, NORTE, Action::AssignLicenses).await;
        let (app, at) = (world.app(), world.app().now());
        let request = for_users(&users, vec![give(MAIL)]);
        let done = app.save(&desk.permit, &request, None).await.unwrap();
        let rows = records(world).await;
        let (changed, refused) = (&rows[0], &rows[1]);
        for row in &rows {
            // Customer (the chain is the customer's own), actor with home, application, operation, instant in UTC.
            assert_eq!((row.actor.as_str(), row.channel.as_str()), ("person:1:11", "console"));
            assert_eq!((row.operation, row.at), (world.operation(done.operation).await.id.0, at.0));
        }
        // Resource, old and new value; what succeeded and what failed.
        assert_eq!((changed.action.as_str(), changed.subject), ("licenses.changed", users[0].0));
        let detail: serde_json::Value = serde_json::from_str(&changed.detail).unwrap();
        let expected = serde_json::json!({"changed": [
            {"product": MAIL.0, "pool": pool_of(MAIL).0, "before": null, "after": "0:", "seat": 1},
        ]});
        assert_eq!(detail, expected);
        assert_eq!((refused.action.as_str(), refused.subject), ("licenses.refused", users[1].0));
        assert!(refused.detail.contains("E-COUNT"), "{}", refused.detail);
        // No record of it stands at the partner's own organization.
        assert_eq!(world.store().audit_head(ANDES).await.unwrap().seq, 0);
    }

    async fn r_audit_1_a_large_change_says_how_far_it_is(world) {
        let users = world.crowd(6_000).await;
        world.seats(MAIL, 6_000).await;
        let permit = world.permit().await;
        let done = world.app().save(&permit, &for_users(&users, vec![give(MAIL)]), None).await.unwrap();
        world.app().work_on_next_slices().await.unwrap();
        let row = world.operation(done.operation).await;
        assert!(row.running && row.users_done == 5_000, "in progress");
        assert_eq!(world.store().audit_head(NORTE).await.unwrap().seq, 5_000, "records of what is done so far");
        world.check().await;
        world.work().await;
        assert_eq!(world.store().audit_head(NORTE).await.unwrap().seq, 6_000);
    }

    async fn every_other_change_has_its_record_too(world) {
        let ana = world.users(&["Ana"]).await[0];
        let desk = world.desk(Action::EditUsers).await;
        let app = world.app();
        let fields = [("department".to_owned(), "Ventas".to_owned())].into();
        let edit = Command::EditUser { user: guid_of_user(ana), fields };
        app.run(desk.asking(), &edit, None).await.unwrap();
        world.reset_password(desk.asking(), ana).await.unwrap();
        app.delete_users(desk.asking(), &[ana], None, None).await.unwrap();
        app.restore_users(desk.asking(), &[ana], None, None).await.unwrap();
        let settings = world.desk(Action::ChangeSettings).await;
        let fields = [("licenses_page_limit".to_owned(), "30".to_owned())].into();
        app.run(settings.asking(), &Command::Settings(fields), None).await.unwrap();
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
        assert_eq!(wrong(world).await, changed(3));
    }

    async fn a_record_of_another_hand_is_noticed(world) {
        live(world).await;
        world.raw("UPDATE audit SET actor = 'person:2:99' WHERE customer_id = 2 AND seq = 6").await;
        assert_eq!(wrong(world).await, changed(6));
    }

    async fn a_record_that_was_deleted_is_noticed(world) {
        live(world).await;
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq = 3").await;
        assert!(wrong(world).await.starts_with("inv-19: an audit record is missing: customer norte.example (2), record 3."));
    }

    async fn the_last_records_cannot_be_cut_off(world) {
        live(world).await;
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq > 4").await;
        assert!(wrong(world).await.starts_with("inv-19: the last audit records are missing: customer norte.example (2), after 4."));
    }

    async fn records_that_changed_places_are_noticed(world) {
        live(world).await;
        for (from, to) in [(2, 1_000), (3, 2), (1_000, 3)] {
            world.raw(&format!("UPDATE audit SET seq = {to} WHERE customer_id = 2 AND seq = {from}")).await;
        }
        assert_eq!(wrong(world).await, changed(2));
    }

    async fn the_head_cannot_be_set_back(world) {
        live(world).await;
        let row = records(world).await.remove(3);
        world.raw("DELETE FROM audit WHERE customer_id = 2 AND seq > 4").await;
        world.raw(&format!("UPDATE audit_head SET seq = {} WHERE customer_id = 2", row.seq)).await;
        assert!(wrong(world).await.starts_with("inv-19: the head of the audit chain is not its last record"));
    }
}
