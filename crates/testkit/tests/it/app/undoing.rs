//! Undo: the exact earlier state, service plans included; what changed since is told and left alone (D-14).

use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::command::Edits;
use cupo_domain::ids::UserId;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, give_without, request, take};
use cupo_testkit::world::place::{ADMIN, APPS, FILES_PLAN, MAIL, TOP};
use cupo_testkit::world::{DAY, World};

async fn held(world: &World, users: &[UserId]) -> Vec<String> {
    let mut all = Vec::new();
    for user in users {
        all.push(world.held(*user).await);
    }
    all
}

on_both! {
    async fn undo_and_its_undo_restore_every_plan(world) {
        let users = world.users(&["Ana", "Beto", "Carla", "Dora"]).await;
        for product in [MAIL, APPS, TOP] {
            world.seats(product, 4).await;
        }
        world.load(MAIL, &users[..1], &[FILES_PLAN], 0).await;
        world.load(MAIL, &users[1..2], &[], 0).await;
        world.load(APPS, &users[1..3], &[], 0).await;
        world.load(APPS, &users[2..3], &[], 5).await;
        let before = held(world, &users).await;
        let replaced = world.save(&request(Who::Users(users.clone()), Edits::Replace(vec![give(TOP)]))).await;
        let after = held(world, &users).await;
        assert_eq!(after, ["TOP", "TOP", "APPS@5 TOP", "TOP"]);
        let undone = world.undo(replaced).await;
        assert_eq!(held(world, &users).await, before);
        assert_eq!(world.counts(undone).await, (4, 0, 0, 4));
        assert_eq!(world.operation(replaced).await.undone_by, Some(world.operation(undone).await.id));
        world.undo(undone).await;
        assert_eq!(held(world, &users).await, after);
        let permit = world.permit().await;
        let again = world.app().undo_request(&permit, replaced, ADMIN.0, "console").await;
        assert_eq!(denied(again), "E-FINAL undone");
    }

    async fn undo_tells_what_changed_since_and_leaves_it_alone(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        let given = world.save(&for_users(&users, vec![give(MAIL)])).await;
        world.save(&for_users(&users[1..2], vec![give_without(MAIL, &[FILES_PLAN])])).await;
        world.save(&for_users(&users[2..], vec![take(MAIL)])).await;
        let undone = world.undo(given).await;
        assert_eq!(world.results(undone).await, [
            "Ana: MAIL revoked",
            "Beto: MAIL E-CHANGED",
            "Carla: MAIL unchanged",
        ]);
        assert_eq!(held(world, &users).await, ["", "MAIL-FILES_PLAN", ""]);
        assert_eq!(world.free(MAIL).await, 2);
    }

    async fn inv_12_who_holds_nothing_has_a_line_in_the_operation_and_in_its_undo(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        world.load(MAIL, &users[2..], &[], 0).await;
        let taken = world.save(&request(Who::Users(users.clone()), Edits::UnassignAll)).await;
        assert_eq!(world.results(taken).await, ["Ana: MAIL revoked", "Beto: all unchanged", "Carla: MAIL revoked"]);
        assert_eq!(world.counts(taken).await, (2, 1, 0, 3));
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[1..2], None, None).await.unwrap();
        let undone = world.undo(taken).await;
        assert_eq!(world.results(undone).await, ["Ana: MAIL granted", "Beto: all unchanged", "Carla: MAIL granted"]);
        assert_eq!(world.counts(undone).await, (2, 1, 0, 3), "nothing was done to who is gone, so nothing is undone");
        let again = world.save(&request(Who::Users(users), Edits::UnassignAll)).await;
        assert_eq!(world.results(again).await, ["Ana: MAIL revoked", "Beto: all E-STATE", "Carla: MAIL revoked"]);
    }

    async fn undo_needs_seats_like_any_change(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 2).await;
        world.load(MAIL, &users[..2], &[FILES_PLAN], 0).await;
        let taken = world.save(&for_users(&users[..2], vec![take(MAIL)])).await;
        world.save(&for_users(&users[2..], vec![give(MAIL)])).await;
        let undone = world.undo(taken).await;
        assert_eq!(world.results(undone).await, ["Ana: MAIL granted", "Beto: MAIL E-COUNT"]);
        assert_eq!(world.held(users[0]).await, "MAIL-FILES_PLAN");
    }

    async fn undo_ends_after_thirty_days(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(APPS, 2).await;
        let given = world.save(&for_users(&users, vec![give(APPS)])).await;
        let permit = world.permit().await;
        world.wait(30 * DAY - 1);
        world.app().undo_request(&permit, given, ADMIN.0, "console").await.unwrap();
        world.wait(1);
        let late = world.app().undo_request(&permit, given, ADMIN.0, "console").await;
        assert_eq!(denied(late), "E-FINAL late");
    }

    async fn an_undo_that_was_shown_in_time_is_refused_when_it_is_late(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        world.load(MAIL, &users, &[], 0).await;
        let taken = world.save(&for_users(&users, vec![take(MAIL)])).await;
        let permit = world.permit().await;
        world.wait(30 * DAY - 60_000_000);
        let undo = world.app().undo_request(&permit, taken, ADMIN.0, "console").await.unwrap();
        let preview = world.preview(&undo).await;
        world.wait(60_000_000);
        assert_eq!(denied(world.apply(&preview).await), "E-FINAL late", "the mailbox is gone");
        assert_eq!(world.held(users[0]).await, "");
    }

    async fn an_undo_happens_once(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        let given = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let undo = world.app().undo_request(&permit, given, ADMIN.0, "console").await.unwrap();
        let by_program = world.app().undo_request(&permit, given, ADMIN.0, "api").await.unwrap();
        let (one, two) = (world.preview(&undo).await, world.preview(&by_program).await);
        world.apply(&one).await.unwrap();
        assert_eq!(denied(world.apply(&two).await), "E-FINAL undone");
        assert_eq!(denied(world.app().save(&permit, &undo, None).await), "E-FINAL undone");
    }

    async fn what_changed_nothing_needs_no_undo(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        let nothing = world.save(&for_users(&users, vec![take(MAIL)])).await;
        let permit = world.permit().await;
        let undo = world.app().undo_request(&permit, nothing, ADMIN.0, "console").await;
        assert_eq!(denied(undo), "E-FINAL nothing");
    }

    async fn a_large_change_is_undone_in_slices_too(world) {
        let users = world.crowd(5_001).await;
        world.seats(APPS, 6_000).await;
        let given = world.save(&for_users(&users, vec![give(APPS)])).await;
        assert_eq!(world.free(APPS).await, 999);
        let permit = world.permit().await;
        let undo = world.app().undo_request(&permit, given, ADMIN.0, "console").await.unwrap();
        let receipt = world.app().save(&permit, &undo, None).await.unwrap();
        assert!(receipt.running);
        assert_eq!(denied(world.app().undo_request(&permit, receipt.operation, ADMIN.0, "console").await),
            "E-FINAL running");
        world.crash().await;
        world.work().await;
        assert_eq!(world.counts(receipt.operation).await, (5_001, 0, 0, 5_001));
        assert_eq!(world.free(APPS).await, 6_000);
    }

    async fn an_undo_of_licenses_never_touches_an_operation_on_accounts(world) {
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::DeleteUsers).await;
        let deleted = world.app().delete_users(desk.asking(), &users, None, None).await.unwrap();
        let wrong = world.app().undo_request(&desk.permit, deleted.operation, ADMIN.0, "console").await;
        assert_eq!(denied(wrong), "E-NOTFOUND operation");
    }

    async fn an_undo_answers_for_somebody_who_was_deleted_since(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        let given = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[1..], None, None).await.unwrap();
        let undone = world.undo(given).await;
        let results = world.results(undone).await;
        assert_eq!(results.len(), 2, "{results:?}");
        assert_eq!(world.held(users[0]).await, "");
        assert_eq!(world.free(MAIL).await, 2);
    }
}
