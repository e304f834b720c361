//! Deleting and restoring people: seats are free at once, clocks start and stop, and who comes back too late or
//! without a free seat is told so.

use cupo_app::accounts::OneTimePassword;
use cupo_app::changes::Command;
use cupo_domain::access::Action;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADMIN, APPS, FILES_PLAN, MAIL, NORTE, admin_of, caller};
use cupo_testkit::world::{DAY, World};

async fn delete(world: &World, users: &[UserId]) -> Guid {
    let desk = world.desk(Action::DeleteUsers).await;
    let shown = world.app().preview_deletion(desk.asking(), users).await.unwrap();
    world.app().delete_users(desk.asking(), users, Some(&shown.digest), None).await.unwrap().operation
}

async fn restore(world: &World, users: &[UserId]) -> (Guid, Vec<OneTimePassword>) {
    let desk = world.desk(Action::DeleteUsers).await;
    let shown = world.app().preview_restore(desk.asking(), users).await.unwrap();
    let done = world.app().restore_users(desk.asking(), users, Some(&shown.digest), None).await.unwrap();
    (done.0.operation, done.1)
}

async fn clocks(world: &World) -> i64 {
    world.raw_number("SELECT count(*) FROM data_clock").await
}

/// Each user with `ok` or the code of the refusal.
async fn told(world: &World, operation: Guid) -> Vec<String> {
    let query = cupo_store::value::Query::new(
        "SELECT o.user_id, o.code FROM outcome o JOIN operation p ON p.customer_id = o.customer_id \
         AND p.operation_id = o.operation_id WHERE p.guid = $1 ORDER BY o.position",
        cupo_store::params![operation.to_string()],
    );
    let mut lines = Vec::new();
    for row in world.raw_rows(&query).await {
        let row = cupo_store::value::Row(row);
        let code = row.text(1).unwrap();
        let name = world.name(UserId(row.int(0).unwrap()));
        lines.push(format!("{name} {}", if code.is_empty() { "ok" } else { &code }));
    }
    lines
}

on_both! {
    async fn r_del_1_r_avail_9_inv_18_seats_of_the_deleted_are_free_at_once(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.seats(APPS, 2).await;
        world.load(MAIL, &users, &[FILES_PLAN], 0).await;
        world.load(APPS, &users[..1], &[], 9).await;
        assert_eq!(world.free(MAIL).await, 0);
        let deleted = delete(world, &users[..1]).await;
        assert_eq!((world.free(MAIL).await, world.free(APPS).await), (1, 2));
        assert_eq!(clocks(world).await, 3, "mail, files and applications");
        let permit = world.permit().await;
        let organisation = world.store().organisation_by_id(NORTE).await.unwrap().unwrap();
        assert_eq!((organisation.users_active, organisation.users_deleted), (2, 1));
        let given = world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        assert_eq!(world.results(given).await, ["Ana: MAIL E-STATE"], "R-ASSIGN-13");
        let row = world.store().operation(&permit, deleted).await.unwrap().unwrap();
        assert_eq!((row.kind.as_str(), row.succeeded), ("delete-users", 1));
    }

    async fn r_restore_1_r_restore_6_who_comes_back_in_time_has_everything_again(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users, &[FILES_PLAN], 0).await;
        delete(world, &users).await;
        world.wait(30 * DAY - 1);
        let (operation, passwords) = restore(world, &users).await;
        assert_eq!(told(world, operation).await, ["Ana ok"]);
        assert_eq!(world.held(users[0]).await, "MAIL-FILES_PLAN");
        assert_eq!((world.free(MAIL).await, clocks(world).await), (0, 0));
        let session = world.app().sign_in("ana@norte.example", &passwords[0].password).await.unwrap();
        assert!(session.must_change, "the password is for one time");
    }

    async fn r_restore_2_without_a_free_seat_the_license_stays_a_wish(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        delete(world, &users[..1]).await;
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        restore(world, &users[..1]).await;
        assert_eq!(world.held(users[0]).await, "MAIL?");
        assert_eq!(world.pool(MAIL).await.consumed, 1);
        // A wish is dropped by a revoke and fulfilled by a give once a seat is free.
        world.save(&for_users(&users[1..], vec![take(MAIL)])).await;
        let given = world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        assert_eq!(world.results(given).await, ["Ana: MAIL granted"]);
        assert_eq!((world.held(users[0]).await.as_str(), world.free(MAIL).await), ("MAIL", 0));
    }

    async fn r_avail_10_a_permitted_restore_may_exceed_what_was_bought(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        delete(world, &users[..1]).await;
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        let desk = world.desk(Action::ChangeSettings).await;
        let fields = [("restore_over_quota".to_owned(), "true".to_owned())].into();
        world.app().run(desk.asking(), &Command::Settings(fields), None).await.unwrap();
        restore(world, &users[..1]).await;
        assert_eq!(world.held(users[0]).await, "MAIL");
        assert_eq!(world.free(MAIL).await, -1);
    }

    async fn r_del_2_inv_18_after_thirty_days_nobody_comes_back(world) {
        let users = world.users(&["Ana"]).await;
        delete(world, &users).await;
        world.wait(30 * DAY);
        let (operation, passwords) = restore(world, &users).await;
        assert_eq!(told(world, operation).await, ["Ana E-GONE"]);
        assert!(passwords.is_empty());
    }

    async fn r_del_3_r_del_4_r_del_8_who_cannot_be_deleted_is_named_with_the_reason(world) {
        let ana = world.person(Person::named("Ana").anchored()).await;
        let beto = world.person(Person::named("Beto").mastered_by(Mastery::Sync)).await;
        let carla = world.users(&["Carla"]).await[0];
        let operation = delete(world, &[ana, beto, carla, ADMIN]).await;
        assert_eq!(told(world, operation).await, [
            "Ana E-ANCHOR",
            "Beto E-SYNCED",
            "Carla ok",
            "Zulema Admin E-STATE",
        ]);
        assert_eq!(world.operation(operation).await.refused, 3);
    }

    async fn r_role_5_a_user_admin_deletes_nobody_above(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.grant(NORTE, users[0], &[cupo_domain::access::Role::BillingAdmin]).await;
        let roles = [cupo_domain::access::Role::UserAdmin];
        let desk = world.desk_of(&caller(NORTE, UserId(4_711), &roles), NORTE, Action::DeleteUsers).await;
        let asking = cupo_app::accounts::Asking { limited: true, ..desk.asking() };
        let operation = world.app().delete_users(asking, &users, None, None).await.unwrap().operation;
        assert_eq!(told(world, operation).await, ["Ana E-ROLE", "Beto ok"]);
    }

    async fn r_restore_3_r_restore_5_a_name_that_is_taken_fails_alone(world) {
        let ana = world.person(Person::named("Ana").signing_in_as("ana")).await;
        let beto = world.users(&["Beto"]).await[0];
        delete(world, &[ana, beto]).await;
        world.wait(DAY);
        let other = world.person(Person::named("Ana Nueva").signing_in_as("ana")).await;
        let (operation, _) = restore(world, &[ana, beto]).await;
        assert_eq!(told(world, operation).await, ["Ana E-CLASH", "Beto ok"]);
        delete(world, &[other]).await;
        // Both had the name: whoever had it last can have it back.
        world.wait(DAY);
        let (operation, _) = restore(world, &[ana, other]).await;
        assert_eq!(told(world, operation).await, ["Ana E-CLASH", "Ana Nueva ok"]);
    }

    async fn deletion_is_undone_by_a_restore_and_that_by_a_deletion(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.load(MAIL, &users, &[], 0).await;
        let deleted = delete(world, &users).await;
        let desk = world.desk(Action::DeleteUsers).await;
        let app = world.app();
        let (row, whom) = app.accounts_to_undo(&desk.permit, deleted).await.unwrap();
        assert_eq!(whom, users);
        let (restored, _) = app.restore_users(desk.asking(), &whom, None, Some(row.id)).await.unwrap();
        assert_eq!(world.held(users[1]).await, "MAIL");
        assert_eq!(denied(app.accounts_to_undo(&desk.permit, deleted).await), "E-FINAL undone");
        let (row, whom) = app.accounts_to_undo(&desk.permit, restored.operation).await.unwrap();
        app.delete_users(desk.asking(), &whom, None, Some(row.id)).await.unwrap();
        assert_eq!(world.free(MAIL).await, 2);
    }

    async fn a_deletion_that_would_do_something_else_by_now_is_not_done(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        let desk = world.desk(Action::DeleteUsers).await;
        let shown = world.app().preview_deletion(desk.asking(), &users).await.unwrap();
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let late = world.app().delete_users(desk.asking(), &users, Some(&shown.digest), None).await;
        assert_eq!(denied(late), "E-ETAG preview");
        assert_eq!(world.held(users[0]).await, "MAIL");
        let nobody = world.app().preview_deletion(desk.asking(), &[]).await;
        assert_eq!(denied(nobody), "E-INVALID nobody");
        let unknown = world.app().preview_deletion(desk.asking(), &[UserId(1)]).await;
        assert_eq!(denied(unknown), "E-NOTFOUND user");
    }

    async fn r_del_8_the_last_administrator_stays(world) {
        let users = world.users(&["Ana"]).await;
        world.grant(NORTE, users[0], &[cupo_domain::access::Role::GlobalAdmin]).await;
        let roles = [cupo_domain::access::Role::GlobalAdmin];
        let desk = world.desk_of(&caller(NORTE, users[0], &roles), NORTE, Action::DeleteUsers).await;
        let both = [admin_of(NORTE), users[0]];
        let operation = world.app().delete_users(desk.asking(), &both, None, None).await.unwrap().operation;
        assert_eq!(told(world, operation).await, ["Zulema Admin ok", "Ana E-STATE"]);
    }

    async fn who_is_deleted_is_signed_out(world) {
        let users = world.users(&["Ana"]).await;
        world.password(NORTE, users[0], "una clave bastante larga").await;
        let session = world.app().sign_in("ana@norte.example", "una clave bastante larga").await.unwrap();
        assert!(world.app().who(&session.token).await.unwrap().is_some());
        delete(world, &users).await;
        assert!(world.app().who(&session.token).await.unwrap().is_none());
        let again = world.app().sign_in("ana@norte.example", "una clave bastante larga").await;
        assert_eq!(denied(again), "E-SIGNIN wrong");
    }
}
