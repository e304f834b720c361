//! Holds: only before a removal, with the plan it needs, and what the end of the last one starts (R-HOLD-2, R-HOLD-5,
//! R-MAIL-9, D-19).

use cupo_app::changes::{Applied, Command, Shown, What};
use cupo_app::error::AppError;
use cupo_app::holds::HoldWish;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::retention::HoldKind;
use cupo_domain::time::Instant;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, take};
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::MAIL;
use cupo_testkit::world::{BEGIN, DAY, World};

/// Somebody with mail whose plan lets it be held.
async fn keeper(world: &mut World, name: &str) -> UserId {
    let users = world.users(&[name]).await;
    world.raw("UPDATE service_plan SET name = 'EXCHANGE_S_ENTERPRISE' WHERE plan_id = 1").await;
    world.store().reload_catalogue().await.expect("the catalog is read again");
    world.seats(MAIL, 5).await;
    world.load(MAIL, &users, &[], 0).await;
    users[0]
}

async fn run(world: &World, command: Command) -> Result<Applied, AppError> {
    let desk = world.desk(Action::ManageHolds).await;
    world.app().run(desk.asking(), &command, None).await
}

async fn show(world: &World, command: &Command) -> Shown {
    let desk = world.desk(Action::ManageHolds).await;
    world.app().preview_command(desk.asking(), command).await.expect("a preview")
}

fn mail_of(user: UserId) -> Command {
    let (user, workload, kind) = (guid_of_user(user), Workload::Mail, HoldKind::Litigation);
    Command::Hold(HoldWish::Place { user, workload, kind })
}

async fn place(world: &World, user: UserId) -> Applied {
    run(world, mail_of(user)).await.expect("the hold is placed")
}

async fn hold_of(world: &World, user: UserId) -> Guid {
    let permit = world.permit().await;
    world.store().holds_of(&permit, user).await.expect("holds").first().expect("a hold").guid
}

async fn clocks(world: &World) -> i64 {
    world.raw_number("SELECT count(*) FROM data_clock WHERE workload = 0").await
}

on_both! {
    async fn r_hold_2_a_hold_before_the_removal_keeps_the_mailbox_and_one_after_it_is_too_late(world) {
        let kept = keeper(world, "Ana").await;
        let other = world.users(&["Beto"]).await[0];
        world.load(MAIL, &[other], &[], 0).await;
        place(world, kept).await;
        world.save(&for_users(&[kept, other], vec![take(MAIL)])).await;
        let late = run(world, mail_of(other)).await.map(|_| ());
        assert_eq!(denied(late), "E-STATE hold-too-late");
        world.app().advance_to(Instant(BEGIN.0 + 30 * DAY)).await.expect("time passes");
        assert_eq!(clocks(world).await, 1, "Beto's mailbox is gone, Ana's is kept");
        world.app().advance_to(Instant(BEGIN.0 + 3_000 * DAY)).await.expect("time passes");
        assert_eq!(clocks(world).await, 1, "without an end");
    }

    async fn r_hold_5_mail_is_held_only_with_the_plan_it_takes_and_only_while_the_person_is_there(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users, &[], 0).await;
        assert_eq!(denied(run(world, mail_of(users[0])).await.map(|_| ())), "E-STATE hold-plan");
        let stranger = HoldWish::Place {
            user: Guid::from_u128(7),
            workload: Workload::Mail,
            kind: HoldKind::Litigation,
        };
        assert_eq!(denied(run(world, Command::Hold(stranger)).await.map(|_| ())), "E-NOTFOUND user");
        let apps = HoldWish::Place {
            user: guid_of_user(users[0]),
            workload: Workload::Apps,
            kind: HoldKind::Litigation,
        };
        assert_eq!(denied(run(world, Command::Hold(apps)).await.map(|_| ())), "E-INVALID hold-workload");
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.expect("Ana is deleted");
        assert_eq!(denied(run(world, mail_of(users[0])).await.map(|_| ())), "E-STATE hold-deleted");
        assert_eq!(world.raw_number("SELECT count(*) FROM hold").await, 0, "nothing was written");
    }

    async fn r_mail_9_the_mailbox_of_a_deleted_person_has_183_days_from_the_end_of_its_last_hold(world) {
        let kept = keeper(world, "Ana").await;
        place(world, kept).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &[kept], None, None).await.expect("Ana is deleted");
        world.app().advance_to(Instant(BEGIN.0 + 400 * DAY)).await.expect("time passes");
        assert_eq!(clocks(world).await, 1, "an inactive mailbox");
        let release = Command::Hold(HoldWish::Release(hold_of(world, kept).await));
        let shown = show(world, &release).await;
        assert_eq!(shown.undo, Err("hold"), "it is said before");
        let What::Hold(it) = &shown.what else { panic!("a hold") };
        let due: Vec<Option<Instant>> = it.clocks.iter().map(|(_, after)| after.due).collect();
        let end = BEGIN.0 + (400 + 183) * DAY;
        assert!(due.contains(&Some(Instant(end))), "{due:?}");
        run(world, release.clone()).await.expect("the hold is released");
        assert_eq!(denied(run(world, release).await.map(|_| ())), "E-STATE hold-released");
        for (offset, left) in [(-1_000_000, 1), (0, 0), (1_000_000, 0)] {
            world.app().advance_to(Instant(end + offset)).await.expect("time passes");
            assert_eq!(clocks(world).await, left, "{offset}");
        }
    }

    async fn d_14_a_hold_is_undone_by_releasing_it_and_a_release_by_placing_it_again(world) {
        let kept = keeper(world, "Ana").await;
        let placed = place(world, kept).await;
        assert_eq!(denied(run(world, mail_of(kept)).await.map(|_| ())), "E-STATE hold-there");
        let undone = run(world, Command::Undo(placed.receipt.operation)).await.expect("it is undone");
        let in_force = "SELECT count(*) FROM hold WHERE released_at IS NULL";
        assert_eq!(world.raw_number(in_force).await, 0);
        run(world, Command::Undo(undone.receipt.operation)).await.expect("and that again");
        assert_eq!(world.raw_number(in_force).await, 1);
        let desk = world.desk(Action::AssignLicenses).await;
        let other = world.app().run(desk.asking(), &mail_of(kept), None).await.map(|_| ());
        assert_eq!(denied(other), "E-ROLE manage-holds");
    }
}
