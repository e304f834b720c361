//! Shown, then saved: a preview and its application are the same decision, and what changed between is named.

use cupo_app::error::AppError;
use cupo_app::licenses::totals::totals_json;
use cupo_app::licenses::{Request, Who};
use cupo_domain::command::Edits;
use cupo_domain::decision::{Effect, Outcome, Verdict};
use cupo_store::users::UserFilter;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, give_without, keep, request, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADDON, ADMIN, APPS, FILES_PLAN, GAME, MAIL, MAIL_PLAN, SEARCH, TOP};

on_both! {
    async fn r_bulk_4_r_partner_11_applying_gives_exactly_what_was_shown(world) {
        let mut users = world.users(&["Ana", "Beto", "Carla"]).await;
        users.push(world.person(Person::named("Dora").living_in(None)).await);
        users.push(world.person(Person::named("Elsa").living_in(Some("CU"))).await);
        world.seats(MAIL, 2).await;
        world.seats(SEARCH, 9).await;
        let preview = world.preview(&for_users(&users, vec![give(MAIL), give(SEARCH)])).await;
        let totals = &preview.totals;
        assert_eq!((totals.users, totals.succeeded, totals.unchanged, totals.refused), (5, 2, 0, 3));
        let mail = &totals.products[0];
        assert_eq!((mail.granted, mail.missing_seats), (2, 2), "a seat alone would not help Elsa, but she lacks one too");
        assert_eq!((mail.available_before, mail.available_after), (2, 0));
        assert_eq!(world.free(MAIL).await, 2, "showing takes nothing");

        let operation = world.apply(&preview).await.unwrap().operation;
        assert_eq!(world.results(operation).await, [
            "Ana: MAIL granted",
            "Ana: SEARCH granted",
            "Beto: MAIL granted",
            "Beto: SEARCH granted",
            "Carla: MAIL E-COUNT",
            "Carla: SEARCH E-OTHER",
            "Dora: MAIL E-LOC-MISSING",
            "Dora: SEARCH E-LOC-MISSING",
            "Elsa: MAIL E-COUNT",
            "Elsa: SEARCH E-LOC-DENIED",
        ]);
        assert_eq!(world.counts(operation).await, (2, 0, 3, 5));
        assert_eq!(world.operation(operation).await.totals, totals_json(totals));
        assert_eq!((world.free(MAIL).await, world.free(SEARCH).await), (0, 7));
        let permit = world.permit().await;
        let row = world.operation(operation).await;
        let counts = world.store().outcome_counts(&permit, row.id).await.unwrap();
        assert_eq!(counts.iter().map(|c| c.count).sum::<i64>(), 10);
    }

    async fn r_ui_15_what_was_shown_is_named_with_its_clocks(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.load(MAIL, &users, &[], 0).await;
        world.load(MAIL, &users[1..], &[], 9).await;
        let preview = world.preview(&for_users(&users, vec![take(MAIL)])).await;
        assert!(preview.totals.loses_data());
        let clock = &preview.totals.clocks[0];
        assert_eq!((clock.count, clock.due), (1, world.app().now().plus_days(30)));
        assert_eq!(clock.sample, &users[..1], "who keeps mail through a group loses nothing");
        world.apply(&preview).await.unwrap();
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 1);
    }

    async fn what_changed_since_it_was_shown_is_named_and_nothing_is_written(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        let preview = world.preview(&for_users(&users, vec![give(MAIL)])).await;
        world.save(&for_users(&users[1..2], vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let before = world.store().audit_head(permit.customer()).await.unwrap();
        match world.apply(&preview).await {
            Err(AppError::Changed(differences)) => {
                assert_eq!(differences.users, &users[1..2]);
                assert_eq!((differences.now.succeeded, differences.now.unchanged), (2, 1));
                let told = &differences.answers[0];
                let verdict = |said: &Option<Vec<Outcome>>| said.as_ref().map(|list| list[0].verdict.clone());
                assert_eq!(verdict(&told.shown), Some(Verdict::Done(Effect::Granted)));
                assert_eq!((told.user, verdict(&told.now)), (users[1], Some(Verdict::Unchanged)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(world.store().audit_head(permit.customer()).await.unwrap(), before);
        assert_eq!(world.held(users[0]).await, "");
        assert_eq!(world.free(MAIL).await, 2);
    }

    async fn what_a_group_gives_is_counted_as_kept_and_not_as_it_was_asked(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        world.load(MAIL, &users[1..2], &[], 9).await;
        let totals = world.preview(&request(Who::Users(users), Edits::UnassignAll)).await.totals;
        assert_eq!((totals.succeeded, totals.unchanged, totals.kept), (1, 2, 1));
        assert_eq!((totals.kept_inherited, totals.kept_self_service), (1, 0));
    }

    async fn seats_that_went_elsewhere_change_what_was_shown(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 2).await;
        let preview = world.preview(&for_users(&users[..2], vec![give(MAIL)])).await;
        world.save(&for_users(&users[2..], vec![give(MAIL)])).await;
        match world.apply(&preview).await {
            Err(AppError::Changed(differences)) => assert_eq!(differences.users, &users[1..2]),
            other => panic!("{other:?}"),
        }
    }

    async fn figures_that_moved_without_changing_an_answer_hold_nothing_up(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        world.seats(APPS, 3).await;
        let preview = world.preview(&for_users(&users[..2], vec![give(MAIL)])).await;
        world.save(&for_users(&users[2..], vec![give(MAIL)])).await;
        world.save(&for_users(&users[..1], vec![give(APPS)])).await;
        world.wait(60_000_000);
        world.apply(&preview).await.unwrap();
        assert_eq!(world.free(MAIL).await, 0);
    }

    async fn a_preview_belongs_to_its_owner(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 3).await;
        let preview = world.preview(&for_users(&users, vec![give(MAIL)])).await;
        let other = world.app().apply(&world.permit().await, ADMIN.0 + 1, preview.guid).await;
        assert_eq!(denied(other), "E-NOTFOUND preview");
    }

    async fn r_bulk_8_a_half_filled_box_changes_nobody(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        world.seats(APPS, 5).await;
        world.load(MAIL, &users[..1], &[FILES_PLAN], 0).await;
        let operation = world.save(&for_users(&users, vec![keep(MAIL), give(APPS)])).await;
        assert_eq!(world.results(operation).await, ["Ana: APPS granted", "Beto: APPS granted"]);
        assert_eq!(world.held(users[0]).await, "MAIL-FILES_PLAN APPS");
        assert_eq!(world.held(users[1]).await, "APPS");
    }

    async fn r_assign_3_r_assign_4_plans_are_kept_as_they_were_chosen(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let chosen = for_users(&users, vec![give_without(MAIL, &[FILES_PLAN])]);
        world.save(&chosen).await;
        assert_eq!(world.held(users[0]).await, "MAIL-FILES_PLAN");
        let again = world.save(&chosen).await;
        assert_eq!(world.results(again).await, ["Ana: MAIL unchanged"]);
        let other = world.save(&for_users(&users, vec![give_without(MAIL, &[MAIL_PLAN])])).await;
        assert_eq!(world.results(other).await, ["Ana: MAIL plans"]);
        assert_eq!(world.held(users[0]).await, "MAIL-MAIL_PLAN");
        assert_eq!(world.free(MAIL).await, 0, "R-AVAIL-8: other plans need no seat");
    }

    async fn r_prod_5_r_prod_7_r_prod_13_plans_that_clash_or_lack_something_are_refused(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        for product in [MAIL, TOP, ADDON, GAME] {
            world.seats(product, 5).await;
        }
        world.load(MAIL, &users[..1], &[], 0).await;
        let clash = world.save(&for_users(&users, vec![give(TOP)])).await;
        assert_eq!(world.results(clash).await, ["Ana: TOP E-EXCLUSIVE", "Beto: TOP granted"]);
        let carla = world.users(&["Carla"]).await;
        let lacks = world.save(&for_users(&[users[0], carla[0]], vec![give(ADDON)])).await;
        assert_eq!(world.results(lacks).await, ["Ana: ADDON granted", "Carla: ADDON E-DEPENDS"]);
        let needed = world.save(&for_users(&users[..1], vec![take(MAIL)])).await;
        assert_eq!(world.results(needed).await, ["Ana: MAIL E-DEPENDS"]);
        let mixed = world.save(&for_users(&carla, vec![give(MAIL), give(GAME)])).await;
        assert_eq!(world.results(mixed).await, ["Carla: MAIL E-MIXED", "Carla: GAME E-MIXED"]);
    }

    async fn r_assign_1_r_assign_15_changing_product_needs_no_gap_and_keeping_one_needs_no_seat(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.seats(TOP, 1).await;
        world.load(MAIL, &users, &[], 0).await;
        let who = || Who::Users(users.clone());
        let preview = world.preview(&request(who(), Edits::Replace(vec![give(TOP)]))).await;
        assert!(!preview.totals.loses_data(), "mail goes on with the other product");
        world.apply(&preview).await.unwrap();
        assert_eq!(world.held(users[0]).await, "TOP");
        let same = world.save(&request(who(), Edits::Replace(vec![give(TOP)]))).await;
        assert_eq!(world.results(same).await, ["Ana: TOP unchanged"]);
        assert_eq!((world.free(MAIL).await, world.free(TOP).await), (1, 0));
    }

    async fn r_revoke_9_r_revoke_1_unassign_all_leaves_what_groups_give(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.seats(APPS, 2).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        world.load(APPS, &users[..1], &[], 0).await;
        world.load(APPS, &users[..1], &[], 7).await;
        let operation = world.save(&request(Who::Users(users.clone()), Edits::UnassignAll)).await;
        assert_eq!(world.results(operation).await, ["Ana: MAIL revoked", "Ana: APPS revoked", "Beto: all unchanged"]);
        assert_eq!(world.held(users[0]).await, "APPS@7");
        assert_eq!((world.free(MAIL).await, world.free(APPS).await), (2, 1));
        assert_eq!(world.counts(operation).await, (1, 1, 0, 2));
    }

    async fn r_assign_17_a_license_given_back_in_time_stops_the_clock(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users, &[], 0).await;
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 1);
        world.wait(29 * cupo_testkit::world::DAY);
        let preview = world.preview(&for_users(&users, vec![give(MAIL)])).await;
        assert_eq!(preview.totals.rescued, 1);
        world.apply(&preview).await.unwrap();
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0);
    }

    async fn inv_16_a_clock_that_runs_keeps_its_end_and_one_that_ended_makes_room(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users, &[], 0).await;
        let due = "SELECT min(due_at) FROM data_clock WHERE workload = 0";
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        let first = world.raw_number(due).await;
        assert_eq!(first, world.app().now().plus_days(30).0);
        // The mailbox is gone after the end; a license gives a new one, and losing that starts a clock of its own.
        world.wait(40 * cupo_testkit::world::DAY);
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let preview = world.preview(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!(preview.totals.clocks.len(), 1);
        world.apply(&preview).await.unwrap();
        assert_eq!(world.raw_number(due).await, world.app().now().plus_days(30).0);
    }

    async fn r_assign_18_an_address_that_somebody_else_has_is_refused(world) {
        world.person(Person::named("Zoe").reachable_at("ventas@norte.example")).await;
        let ana = world.person(Person::named("Ana").reachable_at("ventas@norte.example")).await;
        world.seats(MAIL, 5).await;
        let operation = world.save(&for_users(&[ana], vec![give(MAIL)])).await;
        assert_eq!(world.results(operation).await, ["Ana: MAIL E-UNIQUE"]);
    }

    async fn r_bulk_1_the_limit_of_a_door_refuses_before_anything_happens(world) {
        let users = world.crowd(21).await;
        world.seats(MAIL, 50).await;
        let mut request = for_users(&users, vec![give(MAIL)]);
        request.users_max = Some(20);
        let permit = world.permit().await;
        assert_eq!(denied(world.app().save(&permit, &request, None).await), "E-BATCH users");
        assert_eq!(world.free(MAIL).await, 50);
        request.users_max = Some(21);
        world.save(&request).await;
        assert_eq!(world.free(MAIL).await, 29);
    }

    async fn commands_that_make_no_sense_are_denied_as_a_whole(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let permit = world.permit().await;
        for (edits, users, told) in [
            (vec![], &users[..], "E-INVALID products"),
            (vec![give(APPS)], &users[..], "E-NOTFOUND APPS"),
            (vec![give(MAIL), take(MAIL)], &users[..], "E-INVALID MAIL"),
            (vec![give_without(MAIL, &[cupo_testkit::world::place::TOP_PLAN])], &users[..], "E-INVALID TOP_PLAN"),
            (vec![give(MAIL)], &users[..0], "E-INVALID nobody"),
        ] {
            let request = for_users(users, edits);
            let shown = denied(world.app().preview(&permit, &request).await);
            let saved = denied(world.app().save(&permit, &request, None).await);
            assert_eq!((shown.as_str(), saved.as_str()), (told, told));
        }
    }

    async fn r_bulk_3_everybody_who_matches_is_one_criterion(world) {
        let users = world.crowd(30).await;
        world.seats(MAIL, 50).await;
        let sales = UserFilter { department: Some("Ventas".to_owned()), ..UserFilter::default() };
        let operation = world.save(&request(Who::Filter(sales), Edits::Products(vec![give(MAIL)]))).await;
        assert_eq!(world.counts(operation).await, (10, 0, 0, 10));
        assert_eq!((world.held(users[0]).await, world.held(users[1]).await), ("MAIL".to_owned(), String::new()));
    }

    async fn r_avail_10_r_avail_11_a_shortage_lets_nobody_in_and_everybody_out(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        assert!(world.pool(MAIL).await.in_conflict());
        let totals = world.preview(&for_users(&users[2..], vec![give(MAIL)])).await.totals;
        let missing = totals.products[0].missing_seats;
        assert_eq!(missing, 2, "a seat that is bought is first of all in use by whoever had none");
        let more = world.save(&for_users(&users[2..], vec![give(MAIL)])).await;
        assert_eq!(world.results(more).await, ["Carla: MAIL E-COUNT"]);
        let plans = world.save(&for_users(&users[..1], vec![give_without(MAIL, &[FILES_PLAN])])).await;
        assert_eq!(world.results(plans).await, ["Ana: MAIL plans"]);
        world.save(&for_users(&users[..2], vec![take(MAIL)])).await;
        assert_eq!(world.free(MAIL).await, 1);
    }

    async fn strict_changes_nobody_when_one_is_refused_and_reports_every_refusal(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 2).await;
        let mut request = for_users(&users, vec![give(MAIL)]);
        request.strict = true;
        let preview = world.preview(&request).await;
        let totals = &preview.totals;
        assert_eq!((totals.succeeded, totals.refused, totals.products[0].missing_seats), (0, 3, 1));
        let operation = world.apply(&preview).await.unwrap().operation;
        let told = ["Ana: MAIL E-OTHER", "Beto: MAIL E-OTHER", "Carla: MAIL E-COUNT"];
        assert_eq!(world.results(operation).await, told);
        assert_eq!(world.free(MAIL).await, 2);
        request.who = Who::Users(users[..2].to_vec());
        assert_eq!(world.counts(world.save(&request).await).await, (2, 0, 0, 2));
    }

    async fn strict_is_one_transaction_above_the_size_of_a_slice_and_ends_at_its_limit(world) {
        let users = world.crowd(5_001).await;
        world.seats(MAIL, 60_000).await;
        let mut request = for_users(&users, vec![give(MAIL)]);
        request.strict = true;
        let permit = world.permit().await;
        let receipt = world.app().save(&permit, &request, None).await.unwrap();
        assert!(!receipt.running, "it is done when it is answered");
        assert_eq!(world.counts(receipt.operation).await, (5_001, 0, 0, 5_001));
        let unknown = (0..50_001).map(|n| cupo_domain::ids::UserId(9_000_000 + n)).collect();
        let too_many = Request { who: Who::Users(unknown), ..request };
        assert_eq!(denied(world.app().preview(&permit, &too_many).await), "E-BATCH strict");
        assert_eq!(world.free(MAIL).await, 54_999);
    }
}
