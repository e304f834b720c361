//! Where two features meet: groups with deletions, restores and history, and what fails beside what goes on.

use cupo_app::changes::{Applied, Command, Shown, What};
use cupo_app::deletion::Settlement;
use cupo_app::error::AppError;
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::listing::AssignmentList;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::{ADMIN, APPS, MAIL};
use cupo_testkit::world::{DAY, World};

use super::grouping::{done, errors, gives, group, joins, leaves};
use super::remembering::told;

const GOING_ON: [&str; 2] = [
    include_str!("../../../../store/migrations/0022_going_on.sqlite.sql"),
    include_str!("../../../../store/migrations/0022_going_on.postgres.sql"),
];

/// The repair of what once was written about licenses that go on.
async fn repair(world: &World) {
    let [file, server] = GOING_ON;
    world.raw_batch(if world.on_file() { file } else { server }).await;
}

async fn runs(world: &World, command: &Command) -> Applied {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().run(desk.asking(), command, None).await.expect("it is done")
}

async fn hand_over(world: &World, user: UserId) -> Applied {
    let settle = Settlement { mail_to: Some(guid_of_user(ADMIN)), ..Settlement::default() };
    runs(world, &Command::DeleteUsers { who: Who::Users(vec![user]), settle }).await
}

/// How many licenses of mail were held right before an instant.
async fn mails(world: &World, before: Instant) -> usize {
    let permit = world.desk(Action::View).await.permit;
    let list =
        AssignmentList { product: Some(MAIL), before: Some(before), take: 100, ..AssignmentList::default() };
    told(world, &permit, list).await.len()
}

async fn shows(world: &World, command: &Command) -> Shown {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().preview_command(desk.asking(), command).await.expect("a preview")
}

async fn applies(world: &World, shown: &Shown) -> Applied {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it is applied")
}

/// Mail clocks that run.
async fn ends(world: &World) -> i64 {
    world.raw_number("SELECT count(*) FROM data_clock WHERE workload = 0").await
}

on_both! {
    async fn q_3_r_restore_6_what_groups_give_comes_back_with_the_account_as_far_as_seats_reach(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 2).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &users[..2])).await;
        world.wait(DAY);
        let deleted = runs(world, &Command::delete(Who::Users(users[..2].to_vec()))).await;
        assert_eq!((world.free(MAIL).await, ends(world).await), (2, 2));
        world.wait(DAY);
        runs(world, &Command::Undo(deleted.receipt.operation)).await;
        assert_eq!((world.free(MAIL).await, ends(world).await), (0, 0), "both have their mail again");
        assert!(errors(world, sales).await.is_empty());
        world.check().await;
        runs(world, &Command::delete(Who::Users(users[..2].to_vec()))).await;
        world.save(&for_users(&users[2..], vec![give(MAIL)])).await;
        let shown = shows(world, &Command::restore(users[..2].to_vec())).await;
        let What::Restore(it) = &shown.what else { panic!("a restore") };
        let groups = it.groups.as_ref().expect("the preview tells what groups give");
        assert_eq!((groups.totals.succeeded, groups.totals.refused), (1, 1));
        let restored = applies(world, &shown).await;
        assert_eq!(world.counts(restored.receipt.operation).await, (2, 0, 0, 2), "both accounts are back");
        assert_eq!((world.free(MAIL).await, ends(world).await), (0, 1), "who has no mail goes on losing it");
        assert_eq!(errors(world, sales).await, ["Beto E-COUNT"]);
        assert_eq!(mails(world, Instant(world.app().now().0 + 1)).await, 2);
    }

    async fn d_2_a_restore_that_a_group_would_change_since_it_was_shown_is_not_done(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        runs(world, &Command::delete(Who::Users(users.clone()))).await;
        let shown = shows(world, &Command::restore(users.clone())).await;
        done(world, gives(world, sales, &[MAIL])).await;
        let desk = world.desk(Action::DeleteUsers).await;
        match world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await {
            Err(AppError::Changed(it)) => assert_eq!(it.users, users),
            other => panic!("something else was shown: {other:?}"),
        }
        applies(world, &shows(world, &Command::restore(users.clone())).await).await;
        assert_eq!(world.free(MAIL).await, 0);
    }

    async fn inv_8_an_anchor_that_is_taken_back_has_its_own_license_and_the_groups_and_one_seat(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &users)).await;
        world.wait(DAY);
        let handed = hand_over(world, users[0]).await;
        assert_eq!(world.free(MAIL).await, 0, "the group goes on giving it");
        world.wait(DAY);
        runs(world, &Command::Undo(handed.receipt.operation)).await;
        let held = world.held(users[0]).await;
        assert!(held.starts_with("MAIL MAIL@"), "{held}");
        assert_eq!(world.free(MAIL).await, 0);
        world.check().await;
        done(world, leaves(sales, &users)).await;
        assert_eq!((world.held(users[0]).await.as_str(), world.free(MAIL).await), ("MAIL", 0));
    }

    async fn d_14_who_is_deleted_by_now_is_left_out_of_an_undo_and_told(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        let joined = done(world, joins(sales, &users)).await;
        runs(world, &Command::delete(Who::Users(users[..1].to_vec()))).await;
        let desk = world.desk(Action::ManageGroups).await;
        let shown = world.app().preview_command(desk.asking(), &Command::Undo(joined)).await.expect("a preview");
        let What::Group(it) = &shown.what else { panic!("a group") };
        assert_eq!((it.moved.len(), it.gone), (2, 1));
        let app = world.app();
        let back = app.apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it is undone");
        assert_eq!((world.free(MAIL).await, world.held(users[1]).await.as_str()), (3, ""));
        let again = app.preview_command(desk.asking(), &Command::Undo(back.receipt.operation)).await.expect("a preview");
        runs(world, &Command::delete(Who::Users(users[1..2].to_vec()))).await;
        match app.apply_preview(desk.asking(), again.guid, &again.digest).await {
            Err(AppError::Changed(it)) => assert_eq!(it.users, users[1..2]),
            other => panic!("one of them is gone: {other:?}"),
        }
        let unknown = app.run(desk.asking(), &Command::Group(joins(sales, &[UserId(77)])), None).await.map(|_| ());
        assert_eq!(denied(unknown), "E-NOTFOUND user");
    }

    async fn d_22_r_del_6_what_a_group_gives_goes_on_when_a_mailbox_is_handed_over(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 3).await;
        world.seats(APPS, 3).await;
        world.save(&for_users(&users, vec![give(APPS)])).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &users)).await;
        world.wait(DAY);
        let day_before = world.app().now();
        let handed = hand_over(world, users[0]).await;
        world.wait(DAY);
        let day_after = world.app().now();
        let list = |before| AssignmentList { user: Some(users[0]), before: Some(before), take: 9, ..AssignmentList::default() };
        let permit = world.desk(Action::View).await.permit;
        let rows = world.store().assignments(&permit, &list(day_before)).await.expect("a list");
        assert_eq!(rows.len(), 2, "each license once: mail of the group, and applications");
        let rows = world.store().assignments(&permit, &list(day_after)).await.expect("a list");
        assert_eq!(rows.iter().map(|it| it.origin > 0).collect::<Vec<_>>(), [true], "only the group's goes on");
        runs(world, &Command::Undo(handed.receipt.operation)).await;
        world.wait(DAY);
        runs(world, &Command::delete(Who::Users(vec![users[0]]))).await;
        world.wait(DAY);
        assert!(world.store().assignments(&permit, &list(world.app().now())).await.expect("a list").is_empty());
        hand_over(world, users[1]).await;
        world.wait(DAY);
        assert_eq!(mails(world, world.app().now()).await, 1);
        done(world, leaves(sales, &users[1..])).await;
        world.wait(DAY);
        assert_eq!(mails(world, world.app().now()).await, 0, "her mail has its real end");
        assert_eq!(world.free(MAIL).await, 3);
    }

    async fn r_group_4_an_operation_that_fails_is_tried_again_and_holds_no_other_one_up(world) {
        let users = world.crowd(5_001).await;
        world.seats(MAIL, 6_000).await;
        world.seats(APPS, 6_000).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        done(world, gives(world, sales, &[MAIL])).await;
        world.work().await;
        world.wait(DAY);
        let ended = "INSERT INTO license_past (customer_id, pool_id, user_id, origin, from_at, to_at, plans_off) \
                     SELECT customer_id, pool_id, user_id, origin, since + {}, plans_off FROM source \
                     WHERE origin > 0 AND user_id = (SELECT max(user_id) FROM source)";
        for (from, to) in [("-5", "-1"), ("0", "1")] {
            assert_eq!(world.raw(&ended.replace("{}", &format!("{from}, since + {to}"))).await, 1);
        }
        let broken = done(world, gives(world, sales, &[])).await;
        let later = world.app().save(&world.permit().await, &for_users(&users, vec![give(APPS)]), None).await;
        let later = later.expect("it is admitted");
        assert!(later.running);
        world.app().work_on_operations().await.expect("the store works");
        assert!(!world.operation(later.operation).await.running, "the later one came to its end");
        assert!(world.operation(broken).await.running);
        assert!(!world.app().work_on_next_slices().await.expect("an answer"), "it is not tried again at once");
        repair(world).await;
        assert_eq!(world.raw_number("SELECT count(*) FROM license_past WHERE origin > 0").await, 5_000 + 1);
        world.crash().await;
        world.work().await;
        assert_eq!(world.counts(broken).await, (5_001, 0, 0, 5_001));
        assert_eq!(world.free(MAIL).await, 6_000);
    }
}
