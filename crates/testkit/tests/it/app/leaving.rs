//! Files of people who are deleted: the customer's days, who reaches them, the messages, the bin and what is done with
//! them there (R-FILE-2 to R-FILE-5, R-FILE-9, R-RESTORE-7).

use std::collections::BTreeMap;

use cupo_app::changes::{Command, What};
use cupo_app::error::AppError;
use cupo_app::left::{Copy, DataDeed, DataWish};
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::retention::searchable;
use cupo_domain::time::Instant;
use cupo_store::left::{LeftData, MailboxPosition};
use cupo_store::value::{Query, Row};
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::MAIL;
use cupo_testkit::world::{BEGIN, DAY, World};

const SECOND: i64 = 1_000_000;

/// A day after the begin, with so many microseconds more.
fn day(days: i64, offset: i64) -> Instant {
    Instant(BEGIN.0 + days * DAY + offset)
}

async fn until(world: &World, days: i64, offset: i64) {
    world.app().advance_to(day(days, offset)).await.expect("time passes");
}

async fn set(world: &World, name: &str, says: &str) -> Result<(), AppError> {
    let desk = world.desk(Action::ChangeSettings).await;
    let fields = BTreeMap::from([(name.to_owned(), says.to_owned())]);
    world.app().run(desk.asking(), &Command::Settings(fields), None).await.map(|_| ())
}

async fn manages(world: &World, user: UserId, manager: &str) -> Result<(), AppError> {
    let desk = world.desk(Action::EditUsers).await;
    let fields = BTreeMap::from([("manager".to_owned(), manager.to_owned())]);
    let command = Command::EditUser { user: guid_of_user(user), fields };
    world.app().run(desk.asking(), &command, None).await.map(|_| ())
}

async fn delete(world: &World, users: &[UserId]) -> Guid {
    let desk = world.desk(Action::DeleteUsers).await;
    let command = Command::delete(Who::Users(users.to_vec()));
    world.app().run(desk.asking(), &command, None).await.expect("they are deleted").receipt.operation
}

/// Stage of each person's files, and days from the begin to their end; empty for files that are gone.
async fn files(world: &World, user: UserId) -> String {
    let left = world
        .store()
        .data_left(&world.permit().await, guid_of_user(user), Workload::Files)
        .await
        .expect("an answer");
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
        let (count, end) = (payload["count"].as_i64().unwrap(), payload["until"].as_i64().unwrap_or(BEGIN.0));
        let days = (end - BEGIN.0) / DAY;
        format!("{} {} {count} {days}", row.text(0).unwrap(), row.text(1).unwrap())
    };
    rows.map(told).collect()
}

async fn deed(world: &World, owner: UserId, deed: DataDeed) -> Result<Guid, AppError> {
    let desk = world.desk(Action::ManageHolds).await;
    let command = Command::Data(DataWish { owner: guid_of_user(owner), deed });
    let shown = world.app().preview_command(desk.asking(), &command).await?;
    let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await?;
    Ok(done.receipt.operation)
}

async fn undo(world: &World, operation: Guid) -> Result<(), AppError> {
    let desk = world.desk(Action::ManageHolds).await;
    world.app().run(desk.asking(), &Command::Undo(operation), None).await.map(|_| ())
}

/// People with mail whose plan lets it be held.
async fn keepers(world: &mut World, names: &[&str]) -> Vec<UserId> {
    let users = world.users(names).await;
    world.raw("UPDATE service_plan SET name = 'EXCHANGE_S_ENTERPRISE' WHERE plan_id = 1").await;
    world.store().reload_catalogue().await.expect("the catalog is read again");
    world.seats(MAIL, 5).await;
    world.load(MAIL, &users, &[], 0).await;
    users
}

async fn held(world: &World, user: UserId, workload: Workload) {
    let desk = world.desk(Action::ManageHolds).await;
    let kind = cupo_domain::retention::HoldKind::Litigation;
    let hold = cupo_app::holds::HoldWish::Place { user: guid_of_user(user), workload, kind };
    world.app().run(desk.asking(), &Command::Hold(hold), None).await.expect("a hold");
}

async fn mail_left(world: &World, user: UserId) -> LeftData {
    let left = world.store().data_left(&world.permit().await, guid_of_user(user), Workload::Mail).await;
    left.expect("an answer").expect("a person")
}

/// Whether somebody's mailbox is on a clock.
async fn mail(world: &World, user: UserId) -> bool {
    mail_left(world, user).await.clock.is_some()
}

async fn found(world: &World, user: UserId) -> bool {
    let left = mail_left(world, user).await;
    let licensed = world.app().with_mail(&world.permit().await, &[user]).await.expect("an answer");
    searchable(left.clock.as_ref(), left.held, licensed.contains(&user))
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
            workload: Workload::Files,
            kind: cupo_domain::retention::HoldKind::Litigation,
        };
        world.app().run(desk.asking(), &Command::Hold(hold), None).await.expect("a hold");
        delete(world, &users[..1]).await;
        until(world, 40, 0).await;
        assert_eq!(letters(world).await.len(), 2);
        assert_eq!(files(world, users[0]).await, "Held -1", "nothing is deleted");
    }

    async fn r_file_5_r_file_9_r_restore_7_files_come_back_from_the_bin_by_themselves_until_they_are_gone(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        let (ana, heir) = (users[0], guid_of_user(users[2]));
        delete(world, &users[..2]).await;
        let early = deed(world, ana, DataDeed::BringBack(heir)).await.map(|_| ());
        assert_eq!(denied(early), "E-STATE files-restorable");
        until(world, 30, 0).await;
        assert_eq!(files(world, ana).await, "Bin 123");
        until(world, 123, -SECOND).await;
        let back = deed(world, ana, DataDeed::BringBack(heir)).await.expect("the last second");
        assert_eq!(files(world, ana).await, "Restored -1");
        assert!(denied(undo(world, back).await).starts_with("E-FINAL"));
        for offset in [0, SECOND] {
            until(world, 123, offset).await;
            assert_eq!(files(world, users[1]).await, "", "Beto's are gone");
            let late = deed(world, users[1], DataDeed::BringBack(heir)).await.map(|_| ());
            assert_eq!(denied(late), "E-GONE files-gone", "{offset}");
        }
        until(world, 9_000, 0).await;
        assert_eq!(files(world, ana).await, "Restored -1", "until somebody deletes them");
        deed(world, ana, DataDeed::EraseFiles).await.expect("deleted for good");
        assert_eq!(files(world, ana).await, "");
        let again = deed(world, ana, DataDeed::EraseFiles).await.map(|_| ());
        assert_eq!(denied(again), "E-GONE files-gone");
        assert_eq!(world.raw_number("SELECT count(*) FROM handover").await, 0);
        world.check().await;
    }

    async fn r_file_3_d_14_files_are_handed_over_after_the_deletion_and_the_undo_gives_them_back(world) {
        let users = world.users(&["Ana", "Carla", "Dora"]).await;
        manages(world, users[0], "carla@norte.example").await.expect("Carla manages Ana");
        delete(world, &users[..1]).await;
        let handed = deed(world, users[0], DataDeed::HandFiles(guid_of_user(users[2]))).await.expect("to Dora");
        assert_eq!(letters(world).await[1], "files-handed-over dora@norte.example 1 30");
        undo(world, handed).await.expect("to Carla again");
        until(world, 23, 0).await;
        assert_eq!(letters(world).await[3], "files-end-soon carla@norte.example 1 30");
        let ended = deed(world, users[0], DataDeed::TakeFilesBack).await.expect("to nobody");
        let nobody = deed(world, users[0], DataDeed::TakeFilesBack).await.map(|_| ());
        assert_eq!(denied(nobody), "E-STATE files-nobody");
        undo(world, ended).await.expect("to Carla once more");
        let gone = deed(world, users[0], DataDeed::HandFiles(guid_of_user(users[0]))).await.map(|_| ());
        assert_eq!(denied(gone), "E-NOTFOUND to", "who is deleted takes nothing over");
        until(world, 30, 0).await;
        let late = deed(world, users[0], DataDeed::HandFiles(guid_of_user(users[2]))).await.map(|_| ());
        assert_eq!(denied(late), "E-STATE files-in-bin");
        world.check().await;
    }

    async fn inv_15_r_file_9_files_that_a_hold_keeps_are_not_deleted(world) {
        let users = world.users(&["Ana"]).await;
        held(world, users[0], Workload::Files).await;
        delete(world, &users).await;
        until(world, 60, 0).await;
        let told = deed(world, users[0], DataDeed::EraseFiles).await.map(|_| ());
        assert_eq!(denied(told), "E-RETAINED files-held");
        assert_eq!(files(world, users[0]).await, "Held -1");
    }

    async fn r_mail_4_r_mail_5_a_lost_license_leaves_no_further_wait_after_the_deletion(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        world.save(&for_users(&users[..1], vec![take(MAIL)])).await;
        until(world, 10, 0).await;
        delete(world, &users).await;
        for (days, offset, ana, beto) in
            [(30, -SECOND, true, true), (30, 0, false, true), (40, -SECOND, false, true), (40, 0, false, false)]
        {
            until(world, days, offset).await;
            assert_eq!((mail(world, users[0]).await, mail(world, users[1]).await), (ana, beto), "{days} {offset}");
        }
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock WHERE workload = 0").await, 0);
    }

    async fn r_mail_8_r_mail_14_an_inactive_mailbox_takes_no_seat_and_is_told_apart_by_its_id(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        held(world, users[0], Workload::Mail).await;
        delete(world, &users).await;
        assert_eq!(world.pool(MAIL).await.consumed, 0, "the seat is free at once");
        until(world, 2_000, 0).await;
        assert_eq!((mail(world, users[0]).await, mail(world, users[1]).await), (true, false));
        let permit = world.permit().await;
        let store = world.store();
        let listed = store.inactive_mailboxes(&permit, MailboxPosition::First, 10).await.expect("a list");
        assert_eq!(listed.iter().map(|it| it.guid).collect::<Vec<_>>(), [guid_of_user(users[0])]);
        assert_eq!(store.count_inactive_mailboxes(&permit).await.expect("a count"), 1);
        let after = store.inactive_mailboxes(&permit, MailboxPosition::After(users[0]), 10).await.expect("a list");
        let last = store.inactive_mailboxes(&permit, MailboxPosition::Last, 10).await.expect("a list");
        assert_eq!((after.len(), last.len()), (0, 1));
        let again = world.person(Person::named("Ana").signing_in_as("ana")).await;
        let at = world.store().mailboxes_at(&permit, "ana@norte.example", 10).await.expect("mailboxes");
        let told: Vec<_> = at.iter().map(|it| (it.guid, it.state)).collect();
        assert_eq!(told, [(guid_of_user(again), 0), (guid_of_user(users[0]), 2)], "one address, two mailboxes");
        world.check().await;
    }

    async fn r_mail_10_r_mail_11_recovery_waits_for_the_thirty_days_and_makes_it_the_mailbox_of_a_new_person(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        let new = world.users(&["Nuria"]).await[0];
        held(world, users[0], Workload::Mail).await;
        delete(world, &users[..1]).await;
        let recover = DataDeed::Recover(guid_of_user(new));
        for offset in [-SECOND, -1] {
            until(world, 30, offset).await;
            let early = deed(world, users[0], recover).await.map(|_| ());
            assert_eq!(denied(early), "E-STATE mailbox-restorable", "{offset}");
        }
        until(world, 30, 0).await;
        let there = deed(world, users[0], DataDeed::Recover(guid_of_user(users[1]))).await.map(|_| ());
        assert_eq!(denied(there), "E-STATE mailbox-there");
        let missing = deed(world, users[0], DataDeed::Restore(guid_of_user(new))).await.map(|_| ());
        assert_eq!(denied(missing), "E-STATE mailbox-missing");
        let copied = deed(world, users[0], DataDeed::Restore(guid_of_user(users[1]))).await.expect("a copy");
        assert!(mail(world, users[0]).await, "it remains");
        assert!(denied(undo(world, copied).await).starts_with("E-FINAL"));
        deed(world, users[0], recover).await.expect("it is recovered");
        assert!(!mail(world, users[0]).await && mail(world, new).await, "the inactive one ceases");
        until(world, 500, 0).await;
        assert!(mail(world, new).await, "inv-15: its hold went along");
        world.save(&for_users(&[new], vec![give(MAIL)])).await;
        assert!(!mail(world, new).await, "with a license it is on no clock");
        let gone = deed(world, users[0], recover).await.map(|_| ());
        assert_eq!(denied(gone), "E-GONE mailbox-gone");
        world.check().await;
    }

    async fn r_mail_11_r_mail_9_what_is_recovered_without_a_hold_needs_a_license_within_thirty_days(world) {
        let users = keepers(world, &["Ana"]).await;
        let new = world.users(&["Nuria"]).await[0];
        held(world, users[0], Workload::Mail).await;
        delete(world, &users).await;
        until(world, 100, 0).await;
        let hold = world.store().holds_of(&world.permit().await, users[0]).await.expect("holds")[0].guid;
        let desk = world.desk(Action::ManageHolds).await;
        let release = Command::Hold(cupo_app::holds::HoldWish::Release(hold));
        world.app().run(desk.asking(), &release, None).await.expect("released");
        until(world, 283, -SECOND).await;
        deed(world, users[0], DataDeed::Recover(guid_of_user(new))).await.expect("in the last second");
        let end = 313;
        until(world, end, -2 * SECOND).await;
        assert!(mail(world, new).await);
        until(world, end, -SECOND).await;
        assert!(!mail(world, new).await, "thirty days from the recovery");
    }

    async fn r_mail_13_with_an_archive_that_grows_by_itself_it_is_neither_recovered_nor_copied(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        let new = world.users(&["Nuria"]).await[0];
        let desk = world.desk(Action::EditUsers).await;
        let fields = BTreeMap::from([("growing_archive".to_owned(), "true".to_owned())]);
        let grow = Command::EditUser { user: guid_of_user(users[0]), fields };
        world.app().run(desk.asking(), &grow, None).await.expect("its archive grows");
        assert!(world.store().grows(&desk.permit, users[0]).await.expect("an answer"));
        held(world, users[0], Workload::Mail).await;
        delete(world, &users[..1]).await;
        until(world, 31, 0).await;
        for wanted in [DataDeed::Recover(guid_of_user(new)), DataDeed::Restore(guid_of_user(users[1]))] {
            assert_eq!(denied(deed(world, users[0], wanted).await.map(|_| ())), "E-STATE mailbox-growing");
        }
        deed(world, users[0], DataDeed::Copy(Workload::Mail, Copy::Asked)).await.expect("it is exported");
    }

    async fn r_hold_1_r_hold_2_the_search_loses_a_mailbox_in_the_instant_its_license_goes(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        held(world, users[1], Workload::Mail).await;
        assert_eq!((found(world, users[0]).await, found(world, users[1]).await), (true, true));
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!((found(world, users[0]).await, found(world, users[1]).await), (false, true));
        world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        assert!(found(world, users[0]).await, "and finds it again with the license");
    }

    async fn r_hold_3_an_inactive_mailbox_is_found_while_its_hold_lasts_and_no_longer(world) {
        let users = keepers(world, &["Ana", "Beto"]).await;
        held(world, users[0], Workload::Mail).await;
        delete(world, &users).await;
        assert_eq!((found(world, users[0]).await, found(world, users[1]).await), (true, false));
        until(world, 400, 0).await;
        assert_eq!((found(world, users[0]).await, found(world, users[1]).await), (true, false));
        let hold = world.store().holds_of(&world.permit().await, users[0]).await.expect("holds")[0].guid;
        let desk = world.desk(Action::ManageHolds).await;
        let release = Command::Hold(cupo_app::holds::HoldWish::Release(hold));
        world.app().run(desk.asking(), &release, None).await.expect("released");
        assert!(!found(world, users[0]).await);
    }

    async fn d_19_a_copy_is_asked_for_taken_and_withdrawn_and_each_is_undone(world) {
        let users = world.users(&["Ana"]).await;
        let copy = |step| DataDeed::Copy(Workload::Files, step);
        let early = deed(world, users[0], copy(Copy::Asked)).await.map(|_| ());
        assert_eq!(denied(early), "E-STATE export-no-clock");
        delete(world, &users).await;
        let asked = deed(world, users[0], copy(Copy::Asked)).await.expect("asked for");
        assert_eq!(denied(deed(world, users[0], copy(Copy::Asked)).await.map(|_| ())), "E-STATE copy-asked");
        undo(world, asked).await.expect("withdrawn");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_export").await, 0);
        deed(world, users[0], copy(Copy::Asked)).await.expect("asked for again");
        let taken = deed(world, users[0], copy(Copy::Taken)).await.expect("taken");
        undo(world, taken).await.expect("only asked for again");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_export WHERE taken_at IS NULL").await, 1);
        until(world, 30, 0).await;
        deed(world, users[0], copy(Copy::Withdrawn)).await.expect("withdrawn");
        assert_eq!(denied(deed(world, users[0], copy(Copy::Asked)).await.map(|_| ())), "E-STATE export-in-bin");
    }
}
