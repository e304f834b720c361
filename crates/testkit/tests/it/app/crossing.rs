//! Where two features meet: groups with deletions, restores and history, and what fails beside what goes on.

use cupo_app::changes::{Applied, Command};
use cupo_app::deletion::Settlement;
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::listing::AssignmentList;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::{ADMIN, APPS, MAIL};
use cupo_testkit::world::{DAY, World};

use super::grouping::{done, gives, group, joins, leaves};
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

on_both! {
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
                     SELECT customer_id, pool_id, user_id, origin, since - {}, since + 1, plans_off FROM source \
                     WHERE origin > 0 AND user_id = (SELECT max(user_id) FROM source)";
        for before in ["5", "0"] {
            assert_eq!(world.raw(&ended.replace("{}", before)).await, 1);
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
