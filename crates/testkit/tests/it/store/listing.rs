//! Lists for programs: whose organisations, who holds what, page by page by key, and operations by the key of a request.

use std::collections::BTreeSet;

use cupo_app::licenses::Request;
use cupo_domain::access::{Actor, Caller, Role, list_permit};
use cupo_domain::ids::CustomerId;
use cupo_store::listing::{AssignmentList, OrganisationList};
use cupo_store::operations::Once;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::place::{ANDES, APPS, MAIL, NORTE, SUR};

fn program(home: CustomerId, role: Role) -> Caller {
    let actor = Actor::App { home, name: "Nightly".to_owned() };
    Caller { actor, roles: BTreeSet::from([role]) }
}

on_both! {
    async fn organisations_are_listed_by_page_within_reach(world) {
        let store = world.store();
        let operator = Caller { actor: Actor::Operator { name: "root".to_owned() }, roles: BTreeSet::new() };
        let all = list_permit(&operator).unwrap();
        let every = store.organisations(&all, &OrganisationList { take: 100, ..OrganisationList::default() }).await;
        let every: Vec<CustomerId> = every.unwrap().into_iter().map(|o| o.id).collect();
        assert_eq!(store.count_organisations(&all, "").await.unwrap(), i64::try_from(every.len()).unwrap());
        for descending in [false, true] {
            let mut walked = Vec::new();
            let mut after = None;
            while let Some(one) = store
                .organisations(&all, &OrganisationList { descending, after, take: 1, ..OrganisationList::default() })
                .await
                .unwrap()
                .pop()
            {
                walked.push(one.id);
                after = Some(one.id);
            }
            let mut wanted = every.clone();
            if descending {
                wanted.reverse();
            }
            assert_eq!(walked, wanted);
        }
        let agent = list_permit(&program(ANDES, Role::HelpdeskAgent)).unwrap();
        let own = store.organisations(&agent, &OrganisationList { take: 9, ..OrganisationList::default() }).await;
        assert!(own.unwrap().iter().all(|o| o.partner == Some(ANDES)), "a partner's customers");
        let reader = list_permit(&program(SUR, Role::GlobalReader)).unwrap();
        let own = store.organisations(&reader, &OrganisationList { take: 9, ..OrganisationList::default() }).await;
        assert_eq!(own.unwrap().iter().map(|o| o.id).collect::<Vec<_>>(), [SUR]);
        assert_eq!(store.count_organisations(&reader, "no such name").await.unwrap(), 0);
        assert!(list_permit(&program(NORTE, Role::User)).is_err());
    }

    async fn licenses_are_listed_by_page_by_product_and_by_user(world) {
        let users = world.crowd(5).await;
        for product in [MAIL, APPS] {
            world.seats(product, 9).await;
            world.load(product, &users, &[], 0).await;
        }
        let (permit, store) = (world.permit().await, world.store());
        let all = AssignmentList { take: 100, ..AssignmentList::default() };
        assert_eq!(store.count_assignments(&permit, &all).await.unwrap(), 10);
        let (mut walked, mut after) = (Vec::new(), None);
        while let Some(one) =
            store.assignments(&permit, &AssignmentList { after, take: 1, ..all.clone() }).await.unwrap().pop()
        {
            after = Some((one.pool.0, one.user.0, one.origin));
            walked.push(one);
        }
        assert_eq!(walked, store.assignments(&permit, &all).await.unwrap());
        assert_eq!(walked.len(), 10);
        let mail = AssignmentList { product: Some(MAIL), ..all.clone() };
        assert_eq!(store.count_assignments(&permit, &mail).await.unwrap(), 5);
        assert!(store.assignments(&permit, &mail).await.unwrap().iter().all(|a| a.product == MAIL));
        let one = AssignmentList { user: Some(users[2]), ..all };
        assert_eq!(store.assignments(&permit, &one).await.unwrap().len(), 2);
    }

    async fn an_operation_is_found_by_the_key_of_its_request_and_made_once(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 9).await;
        let once = Once { by: "app:one".to_owned(), key: "k".to_owned(), body: "b".to_owned() };
        let request = Request { once: Some(once.clone()), ..for_users(&users, vec![give(MAIL)]) };
        let made = world.save(&request).await;
        let (permit, store) = (world.permit().await, world.store());
        let found = store.operation_once(&permit, ("app:one", "k")).await.unwrap().unwrap();
        assert_eq!((found.guid, found.once), (made, Some(once)));
        assert!(store.operation_once(&permit, ("app:two", "k")).await.unwrap().is_none());
        assert!(world.app().save(&permit, &request, None).await.is_err(), "the same key makes no second one");
        assert_eq!(world.raw_number("SELECT count(*) FROM operation WHERE once_key = 'k'").await, 1);
    }
}
