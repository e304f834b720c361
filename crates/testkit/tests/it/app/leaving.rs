//! Files of people who are deleted: the customer's days, who reaches them, the messages, the bin and what is done with
//! them there (R-FILE-2 to R-FILE-5, R-FILE-9, R-RESTORE-7).

use std::collections::BTreeMap;

use cupo_app::changes::{Command, What};
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::value::{Query, Row};
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::{BEGIN, DAY, World};

const SECOND: i64 = 1_000_000;

/// A day after the begin, with so many microseconds more.
fn day(days: i64, offset: i64) -> Instant {
    Instant(BEGIN.0 + days * DAY + offset)
}

async fn until(world: &World, days: i64, offset: i64) {
    world.app().advance_to(day(days, offset)).await.expect("time passes");
}

async fn set(world: &World, name: &str, says: &str) -> Result<(), cupo_app::error::AppError> {
    let desk = world.desk(Action::ChangeSettings).await;
    let fields = BTreeMap::from([(name.to_owned(), says.to_owned())]);
    world.app().run(desk.asking(), &Command::Settings(fields), None).await.map(|_| ())
}

async fn manages(world: &World, user: UserId, manager: &str) -> Result<(), cupo_app::error::AppError> {
    let desk = world.desk(Action::EditUsers).await;
    let fields = BTreeMap::from([("manager".to_owned(), manager.to_owned())]);
    let command = Command::EditUser { user: guid_of_user(user), fields };
    world.app().run(desk.asking(), &command, None).await.map(|_| ())
}

async fn delete(world: &World, users: &[UserId]) -> cupo_domain::ids::Guid {
    let desk = world.desk(Action::DeleteUsers).await;
    let command = Command::delete(Who::Users(users.to_vec()));
    world.app().run(desk.asking(), &command, None).await.expect("they are deleted").receipt.operation
}

/// Stage of each person's files, and days from the begin to their end; empty for files that are gone.
async fn files(world: &World, user: UserId) -> String {
    let left = world.store().files_left(&world.permit().await, guid_of_user(user)).await.expect("an answer");
    let clock = left.expect("a person").clock;
    clock.map_or(String::new(), |it| {
        format!("{:?} {}", it.stage, it.due.map_or(-1, |due| (due.0 - BEGIN.0) / DAY))
    })
}

async fn letters(world: &World) -> Vec<String> {
    let query = Query::new("SELECT kind, recipient, payload FROM outbox ORDER BY message_id", Vec::new());
    let rows = world.raw_rows(&query).await.into_iter().map(Row);
    let told = |row: Row| {
        let payload: serde_json::Value = serde_json::from_str(&row.text(2).unwrap()).unwrap();
        let (count, end) = (payload["count"].as_i64().unwrap(), payload["until"].as_i64().unwrap());
        let days = (end - BEGIN.0) / DAY;
        format!("{} {} {count} {days}", row.text(0).unwrap(), row.text(1).unwrap())
    };
    rows.map(told).collect()
}

on_both! {
    async fn r_file_2_the_customers_days_count_from_the_deletion_also_for_those_who_are_in_deletion(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        delete(world, &users[..1]).await;
        until(world, 10, 0).await;
        set(world, "file_retention_days", "60").await.expect("another retention");
        delete(world, &users[1..]).await;
        assert_eq!((files(world, users[0]).await, files(world, users[1]).await),
            ("Grace 60".to_owned(), "Grace 70".to_owned()));
        for (offset, stage) in [(-SECOND, "Grace 60"), (-1, "Grace 60"), (0, "Bin 153"), (SECOND, "Bin 153")] {
            until(world, 60, offset).await;
            assert_eq!(files(world, users[0]).await, stage, "{offset}");
        }
        for wrong in ["29", "3651", "-1", "soon"] {
            assert!(denied(set(world, "file_retention_days", wrong).await).starts_with("E-INVALID"), "{wrong}");
        }
        assert_eq!(files(world, users[1]).await, "Grace 70", "nothing changed");
        world.check().await;
    }

    async fn r_file_2_inv_16_a_lower_retention_says_whose_files_end_at_once(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        set(world, "file_retention_days", "100").await.expect("another retention");
        delete(world, &users[..1]).await;
        until(world, 40, 0).await;
        delete(world, &users[1..]).await;
        let desk = world.desk(Action::ChangeSettings).await;
        let fields = BTreeMap::from([("file_retention_days".to_owned(), "30".to_owned())]);
        let shown = world.app().preview_command(desk.asking(), &Command::Settings(fields)).await.expect("a preview");
        let What::Edit(it) = &shown.what else { panic!("an edit") };
        let ends = it.ends.expect("ends move");
        assert_eq!((ends.waiting, ends.at_once), (2, 1));
        let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("applied");
        world.app().work_on_time().await.expect("what is due is done");
        assert_eq!((files(world, users[0]).await, files(world, users[1]).await),
            ("Bin 123".to_owned(), "Grace 70".to_owned()), "the instant that was due, and not that of the change");
        let undo = Command::Undo(done.receipt.operation);
        world.app().run(desk.asking(), &undo, None).await.expect("the days of before");
        assert_eq!((files(world, users[0]).await, files(world, users[1]).await),
            ("Bin 123".to_owned(), "Grace 140".to_owned()), "what is in the bin stays there");
    }

    async fn r_file_3_the_manager_else_the_second_owner_else_nobody_reaches_the_files(world) {
        let users = world.users(&["Ana", "Beto", "Carla", "Dora", "Eva", "Fidel"]).await;
        manages(world, users[0], "carla@norte.example").await.expect("Carla manages Ana");
        manages(world, users[1], "BETO@norte.example").await.expect_err("nobody manages themselves");
        manages(world, users[1], "nobody@norte.example").await.expect_err("an unknown manager");
        delete(world, &users[1..2]).await;
        assert_eq!(letters(world).await, [""; 0], "neither manager nor second owner");
        set(world, "second_owner", "dora@norte.example").await.expect("a second owner");
        manages(world, users[4], "fidel@norte.example").await.expect("Fidel manages Eva");
        delete(world, &[users[0], users[4], users[5]]).await;
        assert_eq!(letters(world).await, [
            "files-handed-over carla@norte.example 1 30",
            "files-handed-over dora@norte.example 2 30",
        ], "Fidel leaves with Eva");
        set(world, "file_delegation", "false").await.expect("it is switched off");
        delete(world, &users[2..3]).await;
        assert_eq!(letters(world).await.len(), 2, "nobody is told then");
        world.check().await;
    }

    async fn r_file_4_whoever_reaches_the_files_is_told_at_once_and_seven_days_before_the_end(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        for user in &users[..2] {
            manages(world, *user, "carla@norte.example").await.expect("Carla manages both");
        }
        delete(world, &users[..2]).await;
        let first = "files-handed-over carla@norte.example 2 30".to_owned();
        let last = "files-end-soon carla@norte.example 2 30".to_owned();
        assert_eq!(world.app().next_event().await.expect("an answer"), Some(day(23, 0)));
        for (offset, told) in [
            (-SECOND, vec![first.clone()]),
            (-1, vec![first.clone()]),
            (0, vec![first.clone(), last.clone()]),
            (SECOND, vec![first.clone(), last.clone()]),
        ] {
            until(world, 23, offset).await;
            assert_eq!(letters(world).await, told, "{offset}");
        }
        until(world, 29, 0).await;
        set(world, "file_retention_days", "50").await.expect("a later end");
        until(world, 43, -1).await;
        assert_eq!(letters(world).await.len(), 2);
        until(world, 43, 0).await;
        assert_eq!(letters(world).await[2], "files-end-soon carla@norte.example 2 50", "before the new end");
        until(world, 400, 0).await;
        assert_eq!(letters(world).await.len(), 3, "and never again");
        assert_eq!(world.raw_number("SELECT count(*) FROM handover").await, 0, "the files are gone");
        world.check().await;
    }

    async fn r_file_8_r_file_4_the_reminder_goes_out_though_a_hold_keeps_the_files(world) {
        let users = world.users(&["Ana", "Carla"]).await;
        manages(world, users[0], "carla@norte.example").await.expect("Carla manages Ana");
        let desk = world.desk(Action::ManageHolds).await;
        let hold = cupo_app::holds::HoldWish::Place {
            user: guid_of_user(users[0]),
            workload: cupo_domain::catalogue::Workload::Files,
            kind: cupo_domain::retention::HoldKind::Litigation,
        };
        world.app().run(desk.asking(), &Command::Hold(hold), None).await.expect("a hold");
        delete(world, &users[..1]).await;
        until(world, 40, 0).await;
        assert_eq!(letters(world).await.len(), 2);
        assert_eq!(files(world, users[0]).await, "Held -1", "nothing is deleted");
    }
}
