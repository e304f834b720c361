//! What came of an operation, grouped and by page, and the log of a time.

use cupo_app::store::results::RefusalGroup;
use cupo_domain::access::{Action, Actor};
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::OperationId;
use cupo_store::audit::actor;
use cupo_store::audit_log::{AuditList, By};
use cupo_store::operations::OutcomeList;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{APPS, MAIL, SEARCH};

on_both! {
    async fn r_partner_11_refusals_are_grouped_by_reason_with_their_people(world) {
        let mut users = world.users(&["Ana", "Beto", "Carla"]).await;
        users.push(world.person(Person::named("Dora").living_in(Some("CU"))).await);
        world.seats(MAIL, 1).await;
        world.seats(SEARCH, 9).await;
        let mail = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let search = world.save(&for_users(&users, vec![give(SEARCH)])).await;
        let permit = world.permit().await;
        let store = world.store();
        let mail = world.operation(mail).await.id;
        let groups = store.refusal_groups(&permit, mail, 10).await.unwrap();
        assert_eq!((groups.len(), groups[0].code.as_str(), groups[0].count), (1, "E-COUNT", 3));
        let named = store.refused_users(&permit, mail, &groups, 2).await.unwrap();
        let names: Vec<&str> = named[0].iter().map(|n| n.display_name.as_str()).collect();
        assert_eq!(names, ["Beto", "Carla"]);
        let any = RefusalGroup { detail: String::new(), ..groups[0].clone() };
        assert_eq!(store.refused_users(&permit, mail, &[any], 2).await.unwrap(), named);
        let search = world.operation(search).await.id;
        let groups = store.refusal_groups(&permit, search, 10).await.unwrap();
        assert_eq!((groups[0].code.as_str(), groups[0].count, groups[0].product), ("E-LOC-DENIED", 1, SEARCH));
        let guids = store.operation_guids(&permit, &[mail, search, OperationId(1)]).await.unwrap();
        assert_eq!(guids.len(), 2);
    }

    async fn clocks_that_an_operation_started_are_counted_while_they_run(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        for product in [MAIL, APPS] {
            world.seats(product, 2).await;
            world.load(product, &users, &[], 0).await;
        }
        let taken = world.save(&for_users(&users, vec![take(MAIL), take(APPS)])).await;
        let id = world.operation(taken).await.id;
        let permit = world.permit().await;
        let clocks = world.store().operation_clocks(&permit, id).await.unwrap();
        let told: Vec<_> = clocks.iter().map(|c| (c.workload, c.loses_data, c.count)).collect();
        assert_eq!(told, [(Workload::Mail, true, 2), (Workload::Apps, false, 2)]);
        world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        let clocks = world.store().operation_clocks(&permit, id).await.unwrap();
        assert_eq!(clocks[0].count, 1);
    }

    async fn answers_about_accounts_are_read_by_page_in_both_directions(world) {
        let users = world.crowd(7).await;
        world.raw(&format!("UPDATE users SET anchored = 1 WHERE user_id = {}", users[3])).await;
        let desk = world.desk(Action::DeleteUsers).await;
        let deleted = world.app().delete_users(desk.asking(), &users, None, None).await.unwrap().operation;
        let id = world.operation(deleted).await.id;
        let answers = async |list: OutcomeList| {
            let found = world.store().account_answers(&desk.permit, id, &list).await.unwrap();
            found.iter().map(|a| (a.position, a.effect.clone() + &a.code)).collect::<Vec<_>>()
        };
        let all = answers(OutcomeList { take: 100, ..OutcomeList::default() }).await;
        assert_eq!(all.len(), 7);
        assert_eq!(all[3], (3, "E-ANCHOR".to_owned()));
        let after = OutcomeList { after: Some((3, 0)), take: 2, ..OutcomeList::default() };
        assert_eq!(answers(after).await, &all[4..6]);
        let before = OutcomeList { before: Some((3, 0)), take: 2, ..OutcomeList::default() };
        assert_eq!(answers(before).await, &all[1..3]);
        let refused = OutcomeList { verdict: Some(3), take: 9, ..OutcomeList::default() };
        assert_eq!(answers(refused).await, &all[3..4]);
    }

    async fn lines_of_a_result_are_read_backward_too(world) {
        let users = world.crowd(5).await;
        world.seats(MAIL, 9).await;
        world.seats(APPS, 9).await;
        let operation = world.save(&for_users(&users, vec![give(MAIL), give(APPS)])).await;
        let all = world.outcomes(operation).await;
        let id = world.operation(operation).await.id;
        let last = &all[7];
        let list = OutcomeList { before: Some((last.position, last.pool.0)), take: 3, ..OutcomeList::default() };
        let found = world.store().outcomes(&world.permit().await, id, &list).await.unwrap();
        assert_eq!(found, &all[4..7]);
    }

    async fn r_audit_6_the_log_is_read_by_time_kind_and_page(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let middle = world.app().now().0 + 1;
        world.wait(60_000_000);
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.unwrap();
        let permit = world.permit().await;
        let seqs = async |list: AuditList| {
            let rows = world.store().audit_between(&permit, &list).await.unwrap();
            (rows.iter().map(|r| r.seq).collect::<Vec<_>>(), world.store().audit_count(&permit, &list).await.unwrap())
        };
        let all = AuditList { to: i64::MAX, take: 10, ..AuditList::default() };
        assert_eq!(seqs(all.clone()).await, (vec![4, 3, 2, 1], 4));
        assert_eq!(seqs(AuditList { to: middle, ..all.clone() }).await, (vec![2, 1], 2));
        assert_eq!(seqs(AuditList { from: middle, ..all.clone() }).await, (vec![4, 3], 2));
        let deleted = AuditList { action: Some("user.deleted".to_owned()), ..all.clone() };
        assert_eq!(seqs(deleted).await, (vec![4, 3], 2));
        assert_eq!(seqs(AuditList { before: Some(4), take: 2, ..all.clone() }).await.0, [3, 2]);
        assert_eq!(seqs(AuditList { after: Some(1), take: 2, ..all.clone() }).await.0, [3, 2]);
        assert_eq!(seqs(AuditList { from: middle + 1, to: middle, ..all }).await, (vec![], 0));
    }

    async fn r_audit_3_the_log_is_read_by_whom_about_whom_product_door_and_operation(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        for product in [MAIL, APPS] {
            world.seats(product, 5).await;
        }
        let saved = world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        world.save(&for_users(&users[1..], vec![give(APPS)])).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[1..], None, None).await.unwrap();
        let permit = world.permit().await;
        let subjects = async |list: AuditList| {
            let list = AuditList { to: i64::MAX, take: 10, ..list };
            let rows = world.store().audit_between(&permit, &list).await.unwrap();
            assert_eq!(world.store().audit_count(&permit, &list).await.unwrap(), i64::try_from(rows.len()).unwrap());
            rows.into_iter().rev().map(|r| (r.action, r.subject)).collect::<Vec<_>>()
        };
        let all = subjects(AuditList::default()).await;
        let only = |keep: &dyn Fn(&(String, i64)) -> bool| -> Vec<(String, i64)> {
            all.iter().filter(|it| keep(it)).cloned().collect()
        };
        let about = AuditList { users: Some(vec![users[1]]), ..AuditList::default() };
        let expected = only(&|(_, subject)| *subject == users[1].0);
        assert!(expected.len() >= 2 && expected.len() < all.len(), "{all:?}");
        assert_eq!(subjects(about).await, expected);
        let product = AuditList { product: Some(MAIL), ..AuditList::default() };
        let found = subjects(product).await;
        assert!(found.contains(&("licenses.changed".to_owned(), users[0].0)), "{found:?}");
        assert!(found.iter().all(|(action, subject)| action != "licenses.changed" || *subject == users[0].0));
        let operation = world.store().operation(&permit, saved).await.unwrap().unwrap();
        let one = AuditList { operation: Some(operation.id), ..AuditList::default() };
        assert_eq!(subjects(one).await, [("licenses.changed".to_owned(), users[0].0)]);
        let here = AuditList { channel: Some(operation.channel), ..AuditList::default() };
        assert!(!subjects(here).await.is_empty());
        let nowhere = AuditList { channel: Some("scim".to_owned()), ..AuditList::default() };
        assert_eq!(subjects(nowhere).await, []);
        let by = |by: By| AuditList { by: Some(by), ..AuditList::default() };
        assert!(!subjects(by(By::Actor(operation.actor.clone()))).await.is_empty());
        assert_eq!(subjects(by(By::Actor("person:0:0".to_owned()))).await, []);
        let Some(Actor::Person { home, .. }) = actor(&operation.actor) else { panic!("{}", operation.actor) };
        assert_eq!(subjects(by(By::Home(home))).await, subjects(by(By::Actor(operation.actor))).await);
        let named = world.store().everybody_named(&permit, "beto@norte.example").await.unwrap();
        assert_eq!(named, users[1..], "a deleted user is found by the name as well");
        assert_eq!(world.store().everybody_named(&permit, "nobody@norte.example").await.unwrap(), []);
    }
}
