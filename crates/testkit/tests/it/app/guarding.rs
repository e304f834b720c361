//! The guard before doors that nobody watches: what takes much waits, is looked at, approved or declined (D-15). Both
//! engines.

use cupo_app::accounts::Asking;
use cupo_app::changes::{Applied, Command};
use cupo_app::error::AppError;
use cupo_app::groups::GroupWish;
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use cupo_store::guard::WaitingRow;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::MAIL;

use super::grouping::{done, gives, group, records};

async fn through_api(world: &World, action: Action, command: &Command) -> Result<Applied, AppError> {
    let desk = world.desk(action).await;
    let by = Asking { channel: "api", ..desk.asking() };
    world.app().run(by, command, None).await
}

fn takes(users: &[UserId]) -> Command {
    Command::Licenses {
        who: Who::Users(users.to_vec()),
        change: ChangeLicenses::bulk(Edits::Products(vec![take(MAIL)])),
        users_max: None,
        strict: false,
    }
}

/// The change that waits because of an answer.
fn kept(answer: Result<Applied, AppError>) -> (Guid, i64) {
    match answer {
        Err(AppError::Denied(denial)) if denial.code == Code::Guard => {
            (Guid::parse_str(&denial.subject).expect("a change"), denial.figure.unwrap_or(0))
        }
        other => panic!("it did not wait: {other:?}"),
    }
}

async fn only(world: &World) -> WaitingRow {
    let mut rows = world.store().waiting(&world.permit().await, 9).await.expect("rows");
    assert_eq!(rows.len(), 1);
    assert_eq!(world.store().count_waiting(&world.permit().await).await.expect("a count"), 1);
    rows.remove(0)
}

async fn setting(world: &World, most: &str) {
    let desk = world.desk(Action::ChangeSettings).await;
    let fields = [("guard_users".to_owned(), most.to_owned())].into();
    world.app().run(desk.asking(), &Command::Settings(fields), None).await.expect("a setting");
}

on_both! {
    async fn d_15_what_takes_much_through_the_api_waits_and_is_done_when_somebody_approves_it(world) {
        let users = world.crowd(40).await;
        world.seats(MAIL, 40).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let answer = through_api(world, Action::AssignLicenses, &takes(&users[..11])).await;
        let (guid, people) = kept(answer);
        assert_eq!((people, world.free(MAIL).await), (11, 0), "nothing has been done");
        let again = through_api(world, Action::AssignLicenses, &takes(&users[..11])).await;
        assert_eq!(kept(again).0, guid, "the same change waits once");
        let row = only(world).await;
        assert_eq!((row.guid, row.users, row.clocks, row.channel.as_str()), (guid, 11, 11, "api"));
        let desk = world.desk(Action::AssignLicenses).await;
        assert_eq!(world.app().action_of_waiting(&desk.permit, &row).await.expect("an action"), Action::AssignLicenses);
        let shown = world.app().preview_waiting(desk.asking(), &row).await.expect("a preview");
        let applied = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it is done");
        world.app().decide_about(desk.asking(), &row, Some(applied.receipt.operation)).await.expect("decided");
        assert_eq!(world.free(MAIL).await, 11);
        let twice = world.app().decide_about(desk.asking(), &row, None).await;
        assert_eq!(denied(twice), "E-STATE decided");
        assert_eq!((records(world, "change.held").await.len(), records(world, "change.approved").await.len()), (1, 1));
    }

    async fn d_15_what_went_through_within_the_hour_counts_and_watched_doors_never_wait(world) {
        let users = world.crowd(40).await;
        world.seats(MAIL, 40).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        through_api(world, Action::AssignLicenses, &takes(&users[..6])).await.expect("six are few");
        kept(through_api(world, Action::AssignLicenses, &takes(&users[6..12])).await);
        world.wait(3_600_000_001);
        through_api(world, Action::AssignLicenses, &takes(&users[6..12])).await.expect("an hour later six are few");
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!(world.free(MAIL).await, 40, "a person who looks is the approval");
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        setting(world, "1000000").await;
        world.wait(3_600_000_001);
        kept(through_api(world, Action::AssignLicenses, &takes(&users)).await);
        setting(world, "0").await;
        kept(through_api(world, Action::AssignLicenses, &takes(&users[..1])).await);
        let more = Command::Licenses {
            who: Who::Users(users.clone()),
            change: ChangeLicenses::bulk(Edits::Products(vec![give(MAIL)])),
            users_max: None,
            strict: false,
        };
        through_api(world, Action::AssignLicenses, &more).await.expect("giving never waits");
    }

    async fn d_15_a_deletion_through_the_api_waits_and_is_declined(world) {
        let users = world.crowd(30).await;
        world.seats(MAIL, 30).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let delete = Command::delete(Who::Users(users.clone()));
        let (guid, people) = kept(through_api(world, Action::DeleteUsers, &delete).await);
        assert_eq!((people, world.free(MAIL).await), (30, 0));
        let desk = world.desk(Action::DeleteUsers).await;
        let row = world.app().waiting_change(&desk.permit, guid).await.expect("it waits");
        assert_eq!(world.app().action_of_waiting(&desk.permit, &row).await.expect("an action"), Action::DeleteUsers);
        world.app().decide_about(desk.asking(), &row, None).await.expect("declined");
        assert_eq!(world.store().count_waiting(&desk.permit).await.expect("a count"), 0);
        let late = world.app().preview_waiting(desk.asking(), &only_declined(world, guid).await).await.map(|_| ());
        assert_eq!(denied(late), "E-STATE decided");
        assert_eq!(records(world, "change.declined").await.len(), 1);
    }

    async fn d_15_r_group_17_a_rule_takes_nothing_from_many_by_surprise(world) {
        let mut users = Vec::new();
        for number in 0..12 {
            users.push(world.person(Person::named(&format!("Ana {number}")).working_in("Sales")).await);
        }
        world.seats(MAIL, 20).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, GroupWish::Rule(sales, "user.department -eq \"Sales\"".to_owned())).await;
        assert_eq!(world.free(MAIL).await, 8);
        let desk = world.desk(Action::EditUsers).await;
        for user in &users {
            let fields = [("department".to_owned(), "IT".to_owned())].into();
            let command = Command::EditUser { user: guid_of_user(*user), fields };
            world.app().run(desk.asking(), &command, None).await.expect("an edit");
        }
        let newcomer = world.person(Person::named("Beto").working_in("IT")).await;
        let fields = [("department".to_owned(), "Sales".to_owned())].into();
        let command = Command::EditUser { user: guid_of_user(newcomer), fields };
        world.app().run(desk.asking(), &command, None).await.expect("an edit");
        world.app().work_on_rules().await.expect("groups follow");
        assert_eq!(world.free(MAIL).await, 7, "who joins joins, and nobody leaves yet");
        world.app().work_on_rules().await.expect("groups follow");
        let row = only(world).await;
        assert_eq!((row.kind.as_str(), row.users), ("group-rule", 12));
        let desk = world.desk(Action::ManageGroups).await;
        let shown = world.app().preview_waiting(desk.asking(), &row).await.expect("a preview");
        let applied = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it is done");
        world.app().decide_about(desk.asking(), &row, Some(applied.receipt.operation)).await.expect("decided");
        assert_eq!(world.free(MAIL).await, 19);
    }
}

async fn only_declined(world: &World, guid: Guid) -> WaitingRow {
    let permit = world.permit().await;
    world.store().waiting_by(&permit, guid).await.expect("an answer").expect("it was kept")
}
