//! Data at risk as the database lists it: the first loss on top, page by page in both directions, and counted by time.

use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::at_risk::{RiskFilter, RiskPosition, RiskRow, SLOT_MICROS};
use cupo_store::files::set_manager;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, take};
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::{APPS, MAIL, SUR};
use cupo_testkit::world::{BEGIN, DAY, World};

/// Three people lose mail and apps a day after one another, and the last one is deleted.
async fn losses(world: &mut World) -> Vec<UserId> {
    let users = world.users(&["Ana", "Beto", "Cira"]).await;
    world.seats(MAIL, 5).await;
    world.seats(APPS, 5).await;
    world.load(MAIL, &users, &[], 0).await;
    world.load(APPS, &users, &[], 0).await;
    for user in &users {
        world.save(&for_users(&[*user], vec![take(MAIL), take(APPS)])).await;
        world.wait(DAY);
    }
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().delete_users(desk.asking(), &users[2..], None, None).await.expect("Cira is deleted");
    users
}

async fn list(world: &World, filter: &RiskFilter, at: RiskPosition, take: i64) -> Vec<RiskRow> {
    world.store().at_risk(&world.permit().await, filter, at, take).await.expect("the list is read")
}

fn told(rows: &[RiskRow]) -> Vec<(String, Workload, i64)> {
    let day = |row: &RiskRow| (row.clock.due.expect("it is due").0 - BEGIN.0) / DAY;
    rows.iter().map(|row| (row.name.clone(), row.clock.workload, day(row))).collect()
}

on_both! {
    async fn a_person_of_the_list_is_found_at_home_only(world) {
        let ana = world.users(&["Ana"]).await[0];
        let permit = world.permit().await;
        let found = world.store().person_at_risk(&permit, guid_of_user(ana)).await.expect("an answer");
        assert_eq!(found, Some((ana, "Ana".to_owned())));
        let unknown = cupo_domain::ids::Guid::from_u128(0xF0E);
        assert_eq!(world.store().person_at_risk(&permit, unknown).await.expect("an answer"), None);
    }

    async fn files_and_managers_are_found_at_home_only(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        let permit = world.permit().await;
        let turn = world.store().turn().await.expect("a turn");
        let known = set_manager(permit.customer(), users[0], Some(users[1]));
        world.store().commit(&turn, known).await.expect("Beto manages Ana");
        drop(turn);
        let managers = world.store().managers(&permit, &users).await.expect("an answer");
        assert_eq!(managers.into_iter().collect::<Vec<_>>(), [(users[0], users[1])]);
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[..1], None, None).await.expect("Ana is deleted");
        let waiting = |days| world.store().files_waiting(&permit, days, BEGIN);
        assert_eq!(waiting(30).await.expect("a count"), (1, 0));
        assert_eq!(waiting(0).await.expect("a count"), (1, 1));
        let left = world.store().data_left(&permit, guid_of_user(users[0]), Workload::Files).await.expect("an answer");
        let left = left.expect("Ana's files");
        let remind = Some(Instant(BEGIN.0 + 23 * DAY));
        assert_eq!((left.user, left.state, left.held, left.heir), (users[0], 1, false, Some((users[1], remind))));
        let elsewhere = world.desk_at(SUR, Action::View).await.permit;
        assert_eq!(world.store().managers(&elsewhere, &users).await.expect("an answer").len(), 0);
        assert_eq!(world.store().data_left(&elsewhere, guid_of_user(users[0]), Workload::Files).await.expect("an answer"), None);
    }

    async fn what_is_lost_first_stands_on_top_and_pages_meet(world) {
        losses(world).await;
        let everything = list(world, &RiskFilter::default(), RiskPosition::First, 100).await;
        let due: Vec<i64> = told(&everything).iter().map(|(.., day)| *day).collect();
        assert!(due.is_sorted(), "{due:?}");
        assert!(everything.iter().any(|row| row.clock.workload == Workload::Files), "Cira's files");
        let mut forward = Vec::new();
        let mut at = RiskPosition::First;
        loop {
            let page = list(world, &RiskFilter::default(), at, 2).await;
            let Some(last) = page.last() else { break };
            at = RiskPosition::After(last.place());
            forward.extend(page);
        }
        assert_eq!(forward, everything);
        let mut backward = Vec::new();
        let mut at = RiskPosition::Last;
        loop {
            let page = list(world, &RiskFilter::default(), at, 2).await;
            let Some(first) = page.first() else { break };
            at = RiskPosition::Before(first.place());
            backward.splice(0..0, page);
        }
        assert_eq!(backward, everything);
    }

    async fn filters_say_whose_which_and_when_and_counts_agree(world) {
        let users = losses(world).await;
        let mail = RiskFilter { workload: Some(Workload::Mail), ..RiskFilter::default() };
        let rows = list(world, &mail, RiskPosition::First, 100).await;
        assert_eq!(told(&rows)[0], ("Ana".to_owned(), Workload::Mail, 30));
        assert_eq!(rows.len(), 3);
        let anas = RiskFilter { user: Some(users[0]), ..RiskFilter::default() };
        assert_eq!(list(world, &anas, RiskPosition::First, 100).await.len(), 2);
        let first = Instant(BEGIN.0 + 30 * DAY);
        let day = RiskFilter { from: Some(first), until: Some(first.plus_days(1)), ..RiskFilter::default() };
        let rows = list(world, &day, RiskPosition::First, 100).await;
        assert_eq!(told(&rows)[0].0, "Ana");
        let permit = world.permit().await;
        let counts = world.store().at_risk_counts(&permit, &day).await.expect("counts");
        let counted: i64 = counts.iter().map(|(_, n)| n).sum();
        assert_eq!(counted, i64::try_from(rows.len()).expect("a number"));
        let slots = world.store().at_risk_slots(&permit, &day).await.expect("pieces");
        assert!(slots.iter().all(|(begin, ..)| begin.0 % SLOT_MICROS == 0));
        assert_eq!(slots.iter().map(|(.., n)| n).sum::<i64>(), counted);
        let kept = RiskFilter { kept: true, ..RiskFilter::default() };
        assert_eq!(list(world, &kept, RiskPosition::First, 100).await, []);
    }

    async fn data_of_another_customer_is_never_in_the_list(world) {
        losses(world).await;
        let other = world.desk_at(SUR, Action::View).await.permit;
        let found = world.store().at_risk(&other, &RiskFilter::default(), RiskPosition::First, 100).await;
        assert_eq!(found.expect("the list is read"), []);
        let counts = world.store().at_risk_counts(&other, &RiskFilter::default()).await;
        assert_eq!(counts.expect("counts"), []);
    }
}
