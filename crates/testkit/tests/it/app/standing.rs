//! What stands whatever one does: whom lists show, whose addresses are kept, what sums up and what is explained.

use cupo_domain::access::Action;
use cupo_domain::decision::Verdict;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Repair;
use cupo_store::users::UserFilter;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{APPS, MAIL};
use cupo_testkit::world::{DAY, World};

async fn delete(world: &World, users: &[UserId]) {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().delete_users(desk.asking(), users, None, None).await.unwrap();
}

async fn restore(world: &World, users: &[UserId]) {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().restore_users(desk.asking(), users, None, None).await.unwrap();
}

on_both! {
    async fn r_user_5_r_partner_12_deleted_people_are_listed_only_when_asked_for(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        let permit = world.permit().await;
        let before = world.store().user_ids(&permit, &UserFilter::default()).await.unwrap();
        delete(world, &users[..1]).await;
        let active = world.store().user_ids(&permit, &UserFilter::default()).await.unwrap();
        let deleted = UserFilter { deleted: true, ..UserFilter::default() };
        let gone = world.store().user_ids(&permit, &deleted).await.unwrap();
        assert_eq!(active.len() + 1, before.len());
        assert!(!active.contains(&users[0]));
        assert_eq!(gone, &users[..1]);
        restore(world, &users[..1]).await;
        assert_eq!(world.store().user_ids(&permit, &UserFilter::default()).await.unwrap(), before);
    }

    async fn r_del_7_addresses_of_a_deleted_mailbox_are_kept_for_thirty_days(world) {
        let old = world.person(Person::named("Ana").reachable_at("ventas@norte.example")).await;
        world.seats(MAIL, 5).await;
        world.load(MAIL, &[old], &[], 0).await;
        delete(world, &[old]).await;
        let new = world.person(Person::named("Beto").reachable_at("ventas@norte.example")).await;
        let early = world.save(&for_users(&[new], vec![give(MAIL)])).await;
        assert_eq!(world.results(early).await, ["Beto: MAIL E-UNIQUE"]);
        world.wait(30 * DAY);
        let later = world.save(&for_users(&[new], vec![give(MAIL)])).await;
        assert_eq!(world.results(later).await, ["Beto: MAIL granted"]);
    }

    async fn r_restore_4_addresses_that_others_use_are_dropped_without_an_error(world) {
        let old = world.person(Person::named("Ana").reachable_at("ventas@norte.example")).await;
        world.seats(MAIL, 5).await;
        delete(world, &[old]).await;
        let new = world.person(Person::named("Beto").reachable_at("ventas@norte.example")).await;
        restore(world, &[old]).await;
        let saved = world.save(&for_users(&[old, new], vec![give(MAIL)])).await;
        assert_eq!(world.results(saved).await, ["Ana: MAIL granted", "Beto: MAIL granted"]);
    }

    async fn r_assign_6_a_refusal_comes_with_the_way_out(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(APPS, 0).await;
        let saved = world.save(&for_users(&users, vec![give(APPS)])).await;
        let outcomes = world.outcomes(saved).await;
        let Verdict::Refused(refusal) = &outcomes[0].verdict else { panic!("no seat, no license") };
        assert_eq!(refusal.repair, Repair::BuySeats { product: APPS });
    }
}
