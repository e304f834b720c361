//! Time passes: what is due is carried out once, in order, with the instant at which it was due (sections 11 to 16).

use cupo_app::passing::{Happening, What};
use cupo_domain::access::Action;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::lifecycle::{Agreement, PeriodRow, Periods};
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditRow;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::place::{APPS, MAIL, NORTE, TOP};
use cupo_testkit::world::{BEGIN, DAY, World};

/// The state, units and seats of the pool of a product.
async fn standing(world: &World) -> String {
    let pool = world.pool(MAIL).await;
    let status = world.raw_number("SELECT status FROM subscription WHERE subscription_id = 501").await;
    let units = pool.units;
    format!("{status}: {} {} {} {}", units.enabled, units.warning, units.suspended, units.locked_out)
}

async fn stop_renewing(world: &World) {
    world.raw("UPDATE subscription SET recurring = 0").await;
}

/// Records that time wrote, oldest first: what, and days from the begin to when it was due.
async fn told(world: &World) -> Vec<(String, i64)> {
    let mut rows: Vec<AuditRow> =
        world.store().audit(&world.permit().await, i64::MAX, 1_000).await.expect("the audit is read");
    rows.retain(|row| row.channel == "clock");
    rows.reverse();
    let due = |row: &AuditRow| {
        let detail: serde_json::Value = serde_json::from_str(&row.detail).expect("the detail is JSON");
        detail["due"].as_i64().expect("every record says when it was due")
    };
    rows.iter().map(|row| (row.action.clone(), (due(row) - BEGIN.0) / DAY)).collect()
}

async fn work(world: &World) -> usize {
    world.app().work_on_time().await.expect("time is worked on")
}

on_both! {
    async fn r_life_1_r_life_7_inv_13_a_subscription_moves_at_the_exact_instant_and_its_units_with_it(world) {
        world.seats(MAIL, 5).await;
        stop_renewing(world).await;
        let boundaries = [
            (365 * DAY, "2: 5 0 0 0", "3: 0 5 0 0"),
            (395 * DAY, "3: 0 5 0 0", "4: 0 0 5 0"),
            (485 * DAY, "4: 0 0 5 0", "6: 0 0 0 0"),
        ];
        for (at, before, after) in boundaries {
            let until = |offset: i64| Instant(BEGIN.0 + at + offset);
            world.app().advance_to(until(-1_000_000)).await.expect("time passes");
            assert_eq!(standing(world).await, before);
            world.app().advance_to(until(-1)).await.expect("time passes");
            assert_eq!(standing(world).await, before);
            world.app().advance_to(until(0)).await.expect("time passes");
            assert_eq!(standing(world).await, after);
            world.app().advance_to(until(1_000_000)).await.expect("time passes");
            assert_eq!(standing(world).await, after);
        }
        assert_eq!(work(world).await, 0, "nothing is done twice");
    }

    async fn q_19_after_a_year_without_the_server_everything_is_caught_up_in_order(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        world.buy(NORTE, APPS, 3, (Channel::Direct, Status::Active)).await;
        world.raw("UPDATE subscription SET recurring = 0 WHERE subscription_id = 502").await;
        world.load(MAIL, &users, &[], 0).await;
        world.save(&for_users(&users[..1], vec![take(MAIL)])).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[1..], None, None).await.expect("Beto is deleted");
        world.restart_after(600 * DAY).await;
        let done = work(world).await;
        let expected = [
            ("data.mail-erased", 30), ("data.files-to-bin", 30), ("data.mail-erased", 30), ("user.purged", 30),
            ("data.files-erased", 123), ("subscription.renewed", 365), ("subscription.expired", 365),
            ("subscription.disabled", 395), ("subscription.deleted", 485),
        ];
        assert_eq!(told(world).await, expected.map(|(what, day)| (what.to_owned(), day)));
        assert_eq!(done, expected.len());
        assert_eq!(work(world).await, 0, "nothing is done twice");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0);
        assert_eq!(world.raw_number("SELECT count(*) FROM users WHERE state = 2").await, 1);
    }

    async fn q_19_catching_up_in_pieces_tells_the_same_as_at_once(world) {
        world.seats(MAIL, 5).await;
        stop_renewing(world).await;
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.expect("Ana is deleted");
        let (simulated, cut) = world.app().simulate(Instant(BEGIN.0 + 600 * DAY)).await.expect("a simulation");
        assert!(!cut);
        for _ in 0..60 {
            world.wait(10 * DAY);
            work(world).await;
        }
        let simulated: Vec<(String, i64)> =
            simulated.iter().map(|h| (h.action().to_owned(), (h.due.0 - BEGIN.0) / DAY)).collect();
        assert_eq!(told(world).await, simulated);
        assert_eq!(simulated.len(), 6);
    }

    async fn r_life_8_licenses_stay_through_the_time_without_service(world) {
        world.seats(MAIL, 5).await;
        stop_renewing(world).await;
        let users = world.users(&["Ana"]).await;
        world.load(MAIL, &users, &[], 0).await;
        world.app().advance_to(Instant(BEGIN.0 + 400 * DAY)).await.expect("time passes");
        let pool = world.pool(MAIL).await;
        assert!(pool.disabled());
        assert_eq!(pool.consumed, 1, "the license is there and gives no service");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0, "R-LIFE-17");
    }

    async fn r_del_2_r_restore_1_at_the_end_of_thirty_days_nobody_can_bring_an_account_back(world) {
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.expect("Ana is deleted");
        world.app().advance_to(Instant(BEGIN.0 + 30 * DAY - 1)).await.expect("time passes");
        assert_eq!(world.raw_number("SELECT count(*) FROM users WHERE state = 1").await, 1);
        world.app().advance_to(Instant(BEGIN.0 + 30 * DAY)).await.expect("time passes");
        assert_eq!(world.raw_number("SELECT count(*) FROM users WHERE state = 2").await, 1);
        let late = world.app().preview_restore(desk.asking(), &users).await.expect("an answer");
        assert_eq!(late.answers, [(users[0], Restoration::Refused(Code::Gone))]);
    }

    async fn inv_14_a_license_that_comes_back_in_time_stops_the_clock_and_later_does_not(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        world.load(MAIL, &users, &[], 0).await;
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        world.app().advance_to(Instant(BEGIN.0 + 30 * DAY - 1)).await.expect("time passes");
        world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        world.app().advance_to(Instant(BEGIN.0 + 30 * DAY)).await.expect("time passes");
        assert_eq!(told(world).await, [("data.mail-erased".to_owned(), 30)], "only Beto's");
    }

    async fn d_17_time_does_not_go_backwards_nor_beyond_reason(world) {
        world.seats(TOP, 1).await;
        let back = world.app().advance_to(Instant(BEGIN.0 - 1)).await.map(|_| ());
        assert_eq!(denied(back), "E-INVALID past");
        let far = world.app().advance_to(Instant(i64::MAX)).await.map(|_| ());
        assert_eq!(denied(far), "E-INVALID too-far");
        let past = world.app().simulate(Instant(BEGIN.0 - 1)).await.map(|_| ());
        assert_eq!(denied(past), "E-INVALID past");
        assert_eq!(world.app().now(), BEGIN);
    }

    async fn the_next_event_is_the_first_of_subscriptions_data_and_accounts(world) {
        assert_eq!(world.app().next_event().await.expect("an answer"), None);
        world.seats(MAIL, 5).await;
        work(world).await;
        let next = |days: i64| Some(Instant(BEGIN.0 + days * DAY));
        assert_eq!(world.app().next_event().await.expect("an answer"), next(365));
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.expect("Ana is deleted");
        assert_eq!(world.app().next_event().await.expect("an answer"), next(30));
    }

    async fn a_simulation_says_who_and_what_and_changes_nothing(world) {
        world.seats(MAIL, 5).await;
        stop_renewing(world).await;
        let (told, _) = world.app().simulate(Instant(BEGIN.0 + 365 * DAY)).await.expect("a simulation");
        let [Happening { due, what: What::Subscription { status, seats, .. }, .. }] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!((due.0, *status, *seats), (BEGIN.0 + 365 * DAY, (Status::Active, Status::Expired), (5, 5)));
        assert_eq!(standing(world).await, "2: 5 0 0 0");
        assert_eq!(world.raw_number("SELECT count(*) FROM subscription_life").await, 0);
    }

    async fn q_8_other_durations_hold_for_what_waits_already(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        stop_renewing(world).await;
        world.app().advance_to(Instant(BEGIN.0 + 366 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "3: 0 5 0 0");
        let shorter = |days: i64| PeriodRow {
            agreement: Agreement::Standard,
            term: None,
            product: None,
            periods: Periods {
                expired_days: days,
                disabled_days: 90,
                suspended_days: 90,
                suspended_days_max: 90,
            },
        };
        for (bad, told) in [
            (vec![shorter(-1)], "E-INVALID days"),
            (vec![shorter(i64::MAX)], "E-INVALID days"),
            (vec![shorter(5), shorter(6)], "E-INVALID twice"),
        ] {
            assert_eq!(denied(world.app().set_periods(&bad).await), told);
        }
        world.app().set_periods(&[shorter(10)]).await.expect("ten days");
        world.app().advance_to(Instant(BEGIN.0 + 375 * DAY - 1)).await.expect("time passes");
        assert_eq!(standing(world).await, "3: 0 5 0 0");
        world.app().advance_to(Instant(BEGIN.0 + 375 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "4: 0 0 5 0", "ten days after its end and not thirty");
    }
}
