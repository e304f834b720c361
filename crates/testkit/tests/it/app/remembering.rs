//! Who held what, at every instant: what the store tells of the past against the audit, replayed from zero.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::hints::Answers;
use cupo_domain::access::{Action, Permit};
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditRow;
use cupo_store::listing::AssignmentList;
use cupo_testkit::chance::Chance;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give, give_without, take};
use cupo_testkit::world::place::{APPS, FILES_PLAN, MAIL};
use cupo_testkit::world::{BEGIN, DAY, MINUTE, World};

/// Steps of a history.
const STEPS: usize = 60;

/// Pool and user, with the service plans that are off.
type Held = BTreeMap<(i64, i64), String>;

/// What the records up to an instant lead to; the instant itself belongs to what comes after it.
fn replayed(records: &[AuditRow], before: i64) -> Held {
    let mut held: Held = BTreeMap::new();
    for it in records.iter().filter(|it| it.at < before) {
        let detail: serde_json::Value = serde_json::from_str(&it.detail).unwrap();
        let told = match it.action.as_str() {
            "licenses.changed" => &detail["changed"],
            "user.restored" => &detail["back"],
            "user.deleted" => {
                held.retain(|(_, user), _| *user != it.subject);
                continue;
            }
            _ => continue,
        };
        for change in told.as_array().into_iter().flatten() {
            let key = (change["pool"].as_i64().unwrap(), it.subject);
            match change["after"].as_str().and_then(|text| text.split_once(':')) {
                Some(("0" | "1", off)) => drop(held.insert(key, off.to_owned())),
                _ => drop(held.remove(&key)),
            }
        }
    }
    held
}

pub(super) async fn told(world: &World, permit: &Permit, list: AssignmentList) -> Held {
    let rows = world.store().assignments(permit, &list).await.unwrap();
    let counted = world.store().count_assignments(permit, &list).await.unwrap();
    assert_eq!(counted, i64::try_from(rows.len()).unwrap(), "the count is that of the list");
    for it in &rows {
        assert!(
            it.since < list.before.unwrap().0 && it.until.is_none_or(|until| until >= list.before.unwrap().0)
        );
    }
    let found: Held = rows.iter().map(|it| ((it.pool.0, it.user.0), it.plans_off.encode())).collect();
    assert_eq!(found.len(), rows.len(), "nobody holds a license twice at one instant");
    found
}

async fn step(world: &World, chance: &mut Chance, users: &[UserId], gone: &mut BTreeSet<UserId>) {
    let user = *chance.one(users).unwrap();
    let desk = world.desk(Action::DeleteUsers).await;
    if gone.contains(&user) {
        let shown = world.app().preview_restore(desk.asking(), &[user]).await.unwrap();
        world.app().restore_users(desk.asking(), &[user], Some(&shown.digest), None).await.unwrap();
        gone.remove(&user);
        return;
    }
    let some: Vec<UserId> =
        users.iter().copied().filter(|u| !gone.contains(u) && chance.percent(60)).collect();
    match chance.below(7) {
        _ if some.is_empty() => {}
        0 => {
            let shown = world.app().preview_deletion(desk.asking(), &[user]).await.unwrap();
            world.app().delete_users(desk.asking(), &[user], Some(&shown.digest), None).await.unwrap();
            gone.insert(user);
        }
        1 | 2 => drop(world.save(&for_users(&some, vec![give(MAIL)])).await),
        3 => drop(world.save(&for_users(&some, vec![give_without(MAIL, &[FILES_PLAN])])).await),
        4 => drop(world.save(&for_users(&some, vec![take(MAIL)])).await),
        5 => drop(world.save(&for_users(&some, vec![give(APPS), take(MAIL)])).await),
        _ => drop(world.save(&for_users(&some, vec![take(APPS)])).await),
    }
}

on_both! {
    async fn d_22_inv_19_who_held_what_is_what_the_audit_replayed_from_zero_says(world) {
        let mut users = world.users(&["Ana", "Beto", "Carla", "Dora", "Elena"]).await;
        world.seats(MAIL, 4).await;
        world.seats(APPS, 3).await;
        let seed = Chance::seed("CUPO_SEED");
        let mut chance = Chance::of(seed);
        let mut gone = BTreeSet::new();
        for _ in 0..STEPS {
            if chance.percent(70) {
                world.wait(i64::try_from(chance.below(900)).unwrap() * MINUTE);
            }
            step(world, &mut chance, &users, &mut gone).await;
        }
        let permit = world.desk(Action::View).await.permit;
        let mut records = world.store().audit(&permit, i64::MAX, 10_000).await.unwrap();
        records.reverse();
        let mut instants: BTreeSet<i64> = BTreeSet::from([i64::MAX]);
        instants.extend(records.iter().flat_map(|it| [it.at - 1, it.at, it.at + 1]));
        users.sort();
        for before in instants {
            let wanted = replayed(&records, before);
            let all = AssignmentList { before: Some(Instant(before)), take: 1_000, ..AssignmentList::default() };
            assert_eq!(told(world, &permit, all.clone()).await, wanted, "seed {seed}, before {before}");
            let user = *chance.one(&users).unwrap();
            let own = AssignmentList { user: Some(user), ..all.clone() };
            let mine: Held = wanted.iter().filter(|((_, u), _)| *u == user.0).map(|(k, v)| (*k, v.clone())).collect();
            assert_eq!(told(world, &permit, own).await, mine, "seed {seed}, user {user}, before {before}");
            let mut walked = Vec::new();
            let mut page = AssignmentList { product: Some(MAIL), take: 1, ..all };
            while let Some(it) = world.store().assignments(&permit, &page).await.unwrap().pop() {
                page.after = Some((it.pool.0, it.user.0, it.origin));
                walked.push(it.user);
            }
            let mail = world.store().assignments(&permit, &AssignmentList { after: None, take: 99, ..page }).await;
            assert_eq!(walked, mail.unwrap().iter().map(|it| it.user).collect::<Vec<_>>(), "page by page");
        }
    }

    async fn a_day_is_the_customers_and_only_days_that_are_known_are_told(world) {
        let desk = world.desk(Action::View).await;
        let end = async |day: &str| world.app().end_of_day(&desk.permit, &desk.organisation, day).await;
        let today = world.app().today(&desk.organisation).to_string();
        let until = end(&today).await.unwrap();
        assert!(until > world.app().now() && until.0 - world.app().now().0 <= DAY);
        assert_eq!(denied(end("2025-06-17").await), "E-INVALID on-later");
        assert_eq!(denied(end("2025-06-13").await), "E-INVALID on-unknown");
        assert_eq!(denied(end("yesterday").await), "E-INVALID on");
        assert_eq!(denied(end("9999-12-31").await), "E-INVALID on");
        assert!(world.store().known_from(&desk.permit).await.unwrap() <= BEGIN);
        assert!(Answers::default().is_empty());
    }
}
