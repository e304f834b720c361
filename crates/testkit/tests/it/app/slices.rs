//! Large changes: admitted with their seats set aside, done piece by piece, each effect once whatever happens.

use std::collections::BTreeSet;
use std::sync::Arc;

use cupo_app::error::AppError;
use cupo_domain::access::{Action, Role};
use cupo_domain::decision::Verdict;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Code;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::answer::verdict;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::place::{ANDES, APPS, EVA, MAIL, NORTE, SEARCH, caller};

const CROWD: usize = 12_000;
const SEATS: i64 = 11_000;

/// Admits a change for more users than there are seats.
async fn admit(world: &mut World) -> (Vec<UserId>, cupo_domain::ids::Guid) {
    let users = world.crowd(CROWD).await;
    world.seats(MAIL, SEATS).await;
    world.seats(APPS, 50).await;
    let permit = world.permit().await;
    let receipt = world.app().save(&permit, &for_users(&users, vec![give(MAIL)]), None).await.unwrap();
    assert!(receipt.running);
    (users, receipt.operation)
}

/// Everybody has one answer, the figures add up, and nothing happened twice.
async fn prove(world: &World, users: &[UserId], operation: cupo_domain::ids::Guid) {
    let outcomes = world.outcomes(operation).await;
    let answered: BTreeSet<UserId> = outcomes.iter().map(|o| o.user).collect();
    assert_eq!((outcomes.len(), answered.len()), (users.len(), users.len()));
    let row = world.operation(operation).await;
    assert!(!row.running && row.finished_at.is_some());
    assert_eq!(row.users_done, row.users_total);
    let granted = outcomes.iter().filter(|o| verdict(&o.verdict) == "granted").count();
    assert_eq!(row.succeeded, i64::try_from(granted).unwrap());
    let twice = world
        .raw_number(
            "SELECT count(*) FROM (SELECT subject_id FROM audit WHERE action = 'licenses.changed' \
             GROUP BY subject_id, operation_id HAVING count(*) > 1) t",
        )
        .await;
    assert_eq!(twice, 0, "nobody was changed twice");
    for table in ["operation_slice", "operation_need"] {
        let sql: &'static str = if table == "operation_slice" {
            "SELECT count(*) FROM operation_slice"
        } else {
            "SELECT count(*) FROM operation_need"
        };
        assert_eq!(world.raw_number(sql).await, 0, "{table} is empty when all is done");
    }
    world.check().await;
}

/// Works on what is left; so many users are refused because of the role, and the seats meant for them are free.
async fn refused(world: &World, users: &[UserId], operation: cupo_domain::ids::Guid, count: usize) {
    world.work().await;
    prove(world, users, operation).await;
    let is_role = |verdict: &Verdict| matches!(verdict, Verdict::Refused(it) if it.code() == Code::Role);
    let outcomes = world.outcomes(operation).await;
    assert_eq!(outcomes.iter().filter(|o| is_role(&o.verdict)).count(), count);
    let (all, left) = (i64::try_from(users.len()).unwrap(), i64::try_from(count).unwrap());
    assert_eq!(world.counts(operation).await, (all - left, 0, left, all));
    assert_eq!(world.free(outcomes[0].product).await, left);
}

async fn step(world: &World) {
    assert!(world.app().work_on_next_slices().await.unwrap(), "there was something to do");
    world.check().await;
}

on_both! {
    async fn d_2_a_large_decision_that_was_shown_is_applied_unless_something_it_rests_on_has_moved(world) {
        let users = world.crowd(6_000).await;
        world.seats(MAIL, 9_000).await;
        world.seats(APPS, 9_000).await;
        let mail = for_users(&users, vec![give(MAIL)]);
        let shown = world.preview(&mail).await;
        world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        assert!(matches!(world.apply(&shown).await, Err(AppError::Changed(_))), "a user is another one now");
        let shown = world.preview(&mail).await;
        // The pool has moved: it is decided again, and the seats still suffice for the very same answers.
        world.raw("UPDATE pool SET enabled = 6100 WHERE product_id = 1").await;
        assert!(world.apply(&shown).await.is_ok(), "the answers are the same");
        world.raw("UPDATE pool SET enabled = 9000 WHERE product_id = 1").await;
        world.work().await;
        assert_eq!(world.free(MAIL).await, 3_000);
        let shown = world.preview(&for_users(&users, vec![give(APPS)])).await;
        world.raw("UPDATE pool SET enabled = 100 WHERE product_id = 2").await;
        assert!(matches!(world.apply(&shown).await, Err(AppError::Changed(_))), "seats are missing now");
        world.damaged_on_purpose();
    }

    async fn d_2_slices_use_what_was_decided_at_admission_until_somebody_else_writes(world) {
        let users = world.crowd(12_000).await;
        world.seats(MAIL, 12_000).await;
        world.seats(APPS, 50).await;
        let operation = world.save(&for_users(&users, vec![give(MAIL)])).await;
        prove(world, &users, operation).await;
        assert_eq!(world.free(MAIL).await, 0);

        let minute = 60_000_000;
        let shown = world.preview(&for_users(&users, vec![take(MAIL)])).await;
        world.wait(minute);
        let admitted = world.apply(&shown).await.unwrap().operation;
        world.wait(minute);
        step(world).await;
        let permit = world.permit().await;
        for user in [users[7_000], users[100]] {
            world.app().save(&permit, &for_users(&[user], vec![give(APPS)]), None).await.unwrap();
        }
        world.wait(minute);
        world.work().await;
        assert_eq!(world.counts(admitted).await, (11_999, 0, 1, 12_000));
        assert_eq!(world.held(users[7_000]).await, "MAIL APPS");
        assert_eq!(world.free(MAIL).await, 11_999);
        let days = "SELECT count(*) FROM data_clock WHERE workload = 0 AND due_at - started_at = 2592000000000";
        assert_eq!(world.raw_number(days).await, 11_999, "R-MAIL-1: thirty days from when each license went");
        let starts = "SELECT count(*) FROM (SELECT DISTINCT started_at FROM data_clock) t";
        assert_eq!(world.raw_number(starts).await, 2, "the slices were worked on at two instants");
    }

    async fn r_bulk_11_r_bulk_7_a_large_change_sets_seats_aside_and_answers_for_everybody(world) {
        let (users, operation) = admit(world).await;
        let pool = world.pool(MAIL).await;
        assert_eq!((pool.consumed, pool.reserved, pool.assignable()), (0, SEATS, 0));
        world.check().await;
        // Seats that are set aside are nobody else's.
        let late = world.users(&["Aaron"]).await;
        let permit = world.permit().await;
        let small = world.app().save(&permit, &for_users(&late, vec![give(MAIL)]), None).await.unwrap();
        assert_eq!(world.results(small.operation).await, ["Aaron: MAIL E-COUNT"]);

        step(world).await;
        let pool = world.pool(MAIL).await;
        assert_eq!((pool.consumed, pool.reserved), (5_000, SEATS - 5_000));
        assert_eq!(world.counts(operation).await, (5_000, 0, 0, 12_000));
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000));
        let outcomes = world.outcomes(operation).await;
        let first_without = outcomes.iter().position(|o| verdict(&o.verdict) == "E-COUNT");
        assert_eq!(first_without, Some(11_000), "the order of the list decides who gets the seats");
        assert!(outcomes.iter().zip(&users).all(|(o, user)| o.user == *user), "answers in the order of names");
        assert!(!world.app().work_on_next_slices().await.unwrap(), "nothing is left to do");
    }

    async fn somebody_who_changes_between_slices_is_told_so_and_nobody_else(world) {
        let (users, operation) = admit(world).await;
        step(world).await;
        let permit = world.permit().await;
        // One in the slice to come, one in a slice that is done already.
        for user in [users[7_000], users[100]] {
            world.app().save(&permit, &for_users(&[user], vec![give(APPS)]), None).await.unwrap();
        }
        world.work().await;
        prove(world, &users, operation).await;
        let outcomes = world.outcomes(operation).await;
        let changed: Vec<UserId> =
            outcomes.iter().filter(|o| verdict(&o.verdict) == "E-CHANGED").map(|o| o.user).collect();
        assert_eq!(changed, [users[7_000]]);
        assert_eq!(world.held(users[7_000]).await, "APPS");
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000), "the seat went to the next in order");
        assert_eq!(world.held(users[11_000]).await, "MAIL");
    }

    async fn who_found_no_seat_is_tried_once_more_at_the_end(world) {
        let (users, operation) = admit(world).await;
        let permit = world.permit().await;
        for _ in 0..3 {
            step(world).await;
        }
        assert!(world.operation(operation).await.running, "those without a seat wait for their second try");
        world.app().save(&permit, &for_users(&users[..2], vec![take(MAIL)]), None).await.unwrap();
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS + 2, 0, 998, 12_000));
        assert_eq!(world.held(users[11_001]).await, "MAIL");
        assert_eq!(world.free(MAIL).await, 0);
    }

    async fn work_goes_on_after_the_program_was_killed_before_it_began(world) {
        let (users, operation) = admit(world).await;
        world.crash().await;
        assert_eq!(world.pool(MAIL).await.reserved, SEATS, "seats stay set aside");
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000));
    }

    async fn work_goes_on_after_the_program_was_killed_between_slices(world) {
        let (users, operation) = admit(world).await;
        step(world).await;
        world.crash().await;
        step(world).await;
        world.crash().await;
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000));
    }

    async fn work_goes_on_after_the_worker_was_killed_anywhere(world) {
        let (users, operation) = admit(world).await;
        for delay in [0, 3, 10, 40, 90] {
            let app = Arc::clone(world.app());
            let worker = tokio::spawn(async move { app.work_on_operations().await });
            tokio::time::sleep(std::time::Duration::from_millis(delay)).await;
            worker.abort();
            // Aborted, or done already: both are fine, an error is not.
            if let Ok(done) = worker.await {
                done.unwrap();
            }
            // A commit that has begun keeps the turn until it is over.
            drop(world.store().turn().await.unwrap());
            world.crash().await;
        }
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000));
    }

    async fn somebody_deleted_while_waiting_is_answered_and_gets_no_seat(world) {
        let (users, operation) = admit(world).await;
        step(world).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[6_000..6_001], None, None).await.unwrap();
        world.work().await;
        prove(world, &users, operation).await;
        assert_eq!(world.counts(operation).await, (SEATS, 0, 1_000, 12_000));
    }

    async fn two_large_changes_share_the_worker(world) {
        let users = world.crowd(11_000).await;
        world.seats(MAIL, 8_000).await;
        world.seats(APPS, 8_000).await;
        let permit = world.permit().await;
        let (one, two) = (&users[..5_500], &users[5_500..]);
        let first = world.app().save(&permit, &for_users(one, vec![give(MAIL)]), None).await.unwrap();
        let second = world.app().save(&permit, &for_users(two, vec![give(MAIL)]), None).await.unwrap();
        assert_eq!(world.pool(MAIL).await.reserved, 8_000);
        step(world).await;
        world.work().await;
        prove(world, one, first.operation).await;
        assert_eq!(world.counts(first.operation).await, (5_500, 0, 0, 5_500), "what was set aside came");
        assert_eq!(world.counts(second.operation).await, (2_500, 0, 3_000, 5_500));
    }

    async fn r_role_1_r_role_17_what_is_left_is_refused_once_whoever_began_it_may_not_change_licenses(world) {
        let users = world.crowd(11_000).await;
        for product in [MAIL, APPS, SEARCH] {
            world.seats(product, 11_000).await;
        }
        let permit = world.permit().await;
        let begun = world.app().save(&permit, &for_users(&users, vec![give(MAIL)]), None).await.unwrap();
        step(world).await;
        world.raw("UPDATE role_grant SET role = 'license-admin' WHERE customer_id = 2 AND user_id = 21").await;
        step(world).await;
        world.raw("UPDATE role_grant SET role = 'billing-admin' WHERE customer_id = 2 AND user_id = 21").await;
        refused(world, &users, begun.operation, 1_000).await;
        world.raw("UPDATE role_grant SET role = 'global-admin' WHERE customer_id = 2 AND user_id = 21").await;

        let begun = world.app().save(&permit, &for_users(&users, vec![give(APPS)]), None).await.unwrap();
        step(world).await;
        world.raw("UPDATE users SET enabled = 0 WHERE customer_id = 2 AND user_id = 21").await;
        refused(world, &users, begun.operation, 6_000).await;
        world.raw("UPDATE users SET enabled = 1 WHERE customer_id = 2 AND user_id = 21").await;

        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let permit = world.desk_of(&agent, NORTE, Action::AssignLicenses).await.permit;
        let begun = world.app().save(&permit, &for_users(&users, vec![give(SEARCH)]), None).await.unwrap();
        step(world).await;
        world.raw("UPDATE customer SET delegated = 0 WHERE customer_id = 2").await;
        refused(world, &users, begun.operation, 6_000).await;
    }
}
