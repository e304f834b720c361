//! Totals and what wants attention: the same figures on both engines, and only of whom the partner may see.

use cupo_domain::access::{Action, PartnerPermit, Role, partner_permit};
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_store::organisations::Organisation;
use cupo_store::overview::{CustomerLine, CustomerPosition, CustomerQuery, CustomerSort, SeatSums};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, ANDES, APPS, EVA, LEJOS, MAIL, NORTE, SUR, TOP, caller, guid_of};

fn partner() -> PartnerPermit {
    partner_permit(&caller(ANDES, EVA, &[Role::AdminAgent])).unwrap()
}

/// One more customer of the partner.
async fn sold_by_andes(world: &World, (guid, name): (Guid, &str), users: i64) -> Organisation {
    let like = world.store().organisation_by_id(SUR).await.unwrap().unwrap();
    let number = i64::try_from(guid.as_u128()).unwrap();
    Organisation {
        id: CustomerId(9_000_000 + number),
        guid,
        name: name.to_owned(),
        sort_key: name.as_bytes().to_vec(),
        search: name.to_lowercase(),
        domain: format!("c{number}.example"),
        users_active: users,
        ..like
    }
}

/// One product with seats left, one with more holders than seats, one that has expired.
async fn furnish(world: &mut World) {
    let users = world.users(&["Ana", "Beto", "Carla"]).await;
    world.seats(MAIL, 5).await;
    world.seats(APPS, 1).await;
    world.buy(SUR, TOP, 4, (Channel::Reseller, Status::Expired)).await;
    world.buy(LEJOS, MAIL, 9, (Channel::Direct, Status::Active)).await;
    world.load(MAIL, &users[..1], &[], 0).await;
    world.load(APPS, &users, &[], 0).await;
}

on_both! {
    async fn r_ui_1_seats_are_summed_so_that_a_shortage_hides_nothing(world) {
        furnish(world).await;
        let store = world.store();
        let norte = SeatSums { total: 6, taken: 2, reserved: 0, expiring: 0, free: 4, over: 2 };
        let sur = SeatSums { total: 4, taken: 0, reserved: 0, expiring: 4, free: 4, over: 0 };
        assert_eq!(store.seat_sums(&world.permit().await).await.unwrap(), norte);
        let there = world.desk_at(SUR, Action::View).await;
        assert_eq!(store.seat_sums(&there.permit).await.unwrap(), sur);
        let totals = store.partner_totals(&partner()).await.unwrap();
        assert_eq!((totals.customers, totals.users), (2, 5));
        assert_eq!(totals.seats, SeatSums { total: 10, taken: 2, reserved: 0, expiring: 4, free: 8, over: 2 });
        let lines = async |query: CustomerQuery| {
            let found = store.partner_customers(&partner(), &query).await.unwrap();
            (found.lines.iter().map(|l| (l.name.clone(), l.users, l.seats)).collect::<Vec<_>>(), found.total)
        };
        let all = CustomerQuery { take: 10, ..CustomerQuery::default() };
        let both = vec![("Norte".to_owned(), 4, norte), ("Sur".to_owned(), 1, sur)];
        assert_eq!(lines(all.clone()).await, (both.clone(), 2));
        for sort in [CustomerSort::Domain, CustomerSort::Users] {
            let mut expected = both.clone();
            if sort == CustomerSort::Users {
                expected.reverse();
            }
            assert_eq!(lines(CustomerQuery { sort, ..all.clone() }).await.0, expected);
        }
        let position = CustomerPosition::After(guid_of(SUR));
        let one = CustomerQuery { descending: true, position, take: 1, ..all.clone() };
        assert_eq!(lines(one).await, (both[..1].to_vec(), 2));
        assert_eq!(lines(CustomerQuery { search: "%".to_owned(), ..all }).await, (vec![], 0));
    }

    async fn customers_are_paged_by_key_in_every_order_and_both_directions(world) {
        // Their counters of users stand for people who are not there.
        world.damaged_on_purpose();
        for number in 0..7 {
            let guid = Guid::from_u128(0xF000 + number);
            let name = format!("Cliente {number}");
            // Three of them have equally many users, so that the key decides.
            let users = i64::try_from(number % 3).unwrap();
            world.found(&sold_by_andes(world, (guid, &name), users).await).await;
        }
        let store = world.store();
        for sort in [CustomerSort::Name, CustomerSort::Domain, CustomerSort::Users] {
            for descending in [false, true] {
                let all = CustomerQuery { sort, descending, take: 100, ..CustomerQuery::default() };
                let whole = store.partner_customers(&partner(), &all).await.unwrap();
                assert_eq!((whole.lines.len(), whole.total), (9, 9));
                assert!(!whole.more_before && !whole.more_after);
                let pages = async |mut position: CustomerPosition| {
                    let mut found: Vec<CustomerLine> = Vec::new();
                    let forward = position == CustomerPosition::First;
                    for _ in 0..9 {
                        let list = CustomerQuery { position, take: 2, ..all.clone() };
                        let page = store.partner_customers(&partner(), &list).await.unwrap();
                        let more = if forward { page.more_after } else { page.more_before };
                        if forward {
                            position = CustomerPosition::After(page.lines.last().unwrap().guid);
                            found.extend(page.lines);
                        } else {
                            position = CustomerPosition::Before(page.lines[0].guid);
                            found.splice(0..0, page.lines);
                        }
                        if !more {
                            return found;
                        }
                    }
                    panic!("the pages do not end");
                };
                assert_eq!(pages(CustomerPosition::First).await, whole.lines, "{sort:?} {descending}");
                assert_eq!(pages(CustomerPosition::Last).await, whole.lines, "{sort:?} {descending}");
            }
        }
        let gone = CustomerPosition::After(Guid::from_u128(1));
        let list = CustomerQuery { position: gone, take: 5, ..CustomerQuery::default() };
        assert_eq!(store.partner_customers(&partner(), &list).await.unwrap().lines, []);
        let foreign = CustomerPosition::After(guid_of(LEJOS));
        let list = CustomerQuery { position: foreign, take: 5, ..CustomerQuery::default() };
        assert_eq!(store.partner_customers(&partner(), &list).await.unwrap().lines, [], "no place of ours");
    }

    async fn what_is_tight_or_ends_is_named(world) {
        furnish(world).await;
        let store = world.store();
        let tight = store.tight_pools(&partner(), 10).await.unwrap();
        let told: Vec<_> = tight.iter().map(|t| (t.name.as_str(), t.product, t.total, t.consumed)).collect();
        assert_eq!(told, [("Norte", APPS, 1, 3)]);
        let ending = async |until| {
            let found = store.ending_subscriptions(&partner(), until, 10).await.unwrap();
            found.iter().map(|e| (e.name.clone(), e.product, e.status)).collect::<Vec<_>>()
        };
        let expired = ("Sur".to_owned(), TOP, Status::Expired);
        assert_eq!(ending(i64::MAX).await, std::slice::from_ref(&expired), "what is renewed does not end");
        world.raw("UPDATE subscription SET recurring = 0 WHERE customer_id = 2 AND product_id = 1").await;
        assert_eq!(ending(world.app().now().0).await, std::slice::from_ref(&expired));
        assert_eq!(ending(i64::MAX).await.len(), 2);
    }

    async fn r_role_17_people_of_customers_without_delegation_are_not_counted_out(world) {
        world.person(Person::named("Ana").living_in(None)).await;
        world.person_at(SUR, Person::named("Beto").living_in(None)).await;
        world.person_at(SUR, Person::named("Carla").living_in(None)).await;
        let store = world.store();
        assert_eq!(store.unlocated(&world.permit().await).await.unwrap(), 1);
        let lines = store.unlocated_by_customer(&partner()).await.unwrap();
        assert_eq!(lines, [(guid_of(SUR), "Sur".to_owned(), 2), (guid_of(NORTE), "Norte".to_owned(), 1)]);
        world.raw("UPDATE customer SET delegated = 0 WHERE customer_id = 3").await;
        let lines = store.unlocated_by_customer(&partner()).await.unwrap();
        assert_eq!(lines.len(), 1);
    }

    async fn the_latest_operations_come_with_their_customers(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        let first = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let second = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let found = world.store().recent_operations(&partner(), 10).await.unwrap();
        let told: Vec<_> = found.iter().map(|o| (o.operation, o.name.as_str(), o.succeeded, o.users)).collect();
        assert_eq!(told, [(second, "Norte", 0, 1), (first, "Norte", 1, 1)]);
        assert_eq!(world.store().recent_operations(&partner(), 1).await.unwrap().len(), 1);
        world.raw("UPDATE customer SET delegated = 0").await;
        assert!(world.store().recent_operations(&partner(), 10).await.unwrap().is_empty());
    }

    async fn names_and_deleted_people_are_found_by_their_identities(world) {
        let users = world.users(&["Beto", "Ana"]).await;
        let names = world.store().names_of(NORTE, &[ADMIN, users[0], EVA]).await.unwrap();
        let names: std::collections::BTreeSet<_> = names.into_iter().map(|(_, name)| name).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Beto", "Zulema Admin"]);
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users, None, None).await.unwrap();
        let guids = [guid_of_user(users[0]), guid_of_user(users[1]), guid_of_user(ADMIN)];
        let found = world.store().deleted_ids_of_guids(&desk.permit, &guids).await.unwrap();
        assert_eq!(found, [users[1], users[0]], "in the order of names");
        let version = world.store().catalogue().version;
        world.store().reload_catalogue().await.unwrap();
        assert!(world.store().catalogue().version > version);
    }
}
