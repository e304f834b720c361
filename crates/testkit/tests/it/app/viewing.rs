//! Saved views of the list of users on both engines: shared, limited to fifty, recorded, and what the built-in filters
//! beside them find.

use cupo_app::views::VIEWS_MAX;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_store::user_filter::{Twice, UserFilter};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{APPS, MAIL, SUR};

fn unlicensed() -> UserFilter {
    UserFilter { licensed: Some(false), ..UserFilter::default() }
}

fn waiting() -> UserFilter {
    UserFilter { mail_waits: Some(true), ..unlicensed() }
}

async fn save(world: &World, name: &str, filter: &UserFilter) -> Result<Guid, cupo_app::error::AppError> {
    let desk = world.desk(Action::AssignLicenses).await;
    world.app().save_view(desk.asking(), name, filter).await
}

async fn names(world: &World) -> Vec<String> {
    let views = world.app().views(&world.permit().await).await.expect("the views are read");
    views.into_iter().map(|view| view.name).collect()
}

async fn found(world: &World, filter: &UserFilter) -> Vec<String> {
    let permit = world.permit().await;
    let ids: Vec<UserId> = world.store().user_ids(&permit, filter).await.expect("the users are read");
    assert_eq!(world.store().count_users(&permit, filter).await.unwrap(), i64::try_from(ids.len()).unwrap());
    ids.iter().map(|id| world.name(*id)).collect()
}

on_both! {
    async fn what_nothing_else_contains_is_held_twice_by_nobody(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let twice = Some(Twice::default());
        let filter = UserFilter { product: Some(MAIL), twice, ..UserFilter::default() };
        assert_eq!(world.store().count_users(&permit, &filter).await.unwrap(), 0);
    }

    async fn r_user_11_views_are_saved_changed_deleted_and_recorded(world) {
        let sales = UserFilter {
            department: Some("Ventas".to_owned()),
            enabled: Some(false),
            location: Some("ES".to_owned()),
            search: Some("an".to_owned()),
            product: Some(MAIL),
            ..waiting()
        };
        let view = save(world, " Bajas de Ventas ", &sales).await.expect("it is saved");
        save(world, "Ándalus", &unlicensed()).await.expect("it is saved");
        let views = world.app().views(&world.permit().await).await.unwrap();
        assert_eq!(views.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["Ándalus", "Bajas de Ventas"]);
        assert_eq!((views[1].guid, &views[1].filter), (view, &sales), "every condition is kept");
        let desk = world.desk(Action::AssignLicenses).await;
        world.app().change_view(desk.asking(), view, "Bajas", None).await.expect("another name");
        world.app().change_view(desk.asking(), view, "Bajas", Some(&waiting())).await.expect("another filter");
        world.app().change_view(desk.asking(), view, "Bajas", Some(&waiting())).await.expect("nothing to do");
        let views = world.app().views(&world.permit().await).await.unwrap();
        assert_eq!((views[1].name.as_str(), &views[1].filter), ("Bajas", &waiting()));
        world.app().delete_view(desk.asking(), view).await.expect("it is deleted");
        assert_eq!(names(world).await, ["Ándalus"]);
        assert_eq!(denied(world.app().delete_view(desk.asking(), view).await), "E-NOTFOUND view");
        assert_eq!(denied(world.app().change_view(desk.asking(), view, "x", None).await), "E-NOTFOUND view");
        let rows = world.store().audit(&world.permit().await, i64::MAX, 10).await.unwrap();
        let told: Vec<&str> = rows.iter().map(|r| r.action.as_str()).filter(|a| a.starts_with("view.")).collect();
        assert_eq!(told, ["view.deleted", "view.changed", "view.changed", "view.created", "view.created"]);
    }

    async fn r_user_11_the_fifty_first_view_and_unfit_names_are_refused(world) {
        for (name, why) in [("", "E-INVALID name"), ("  ", "E-INVALID name"), ("a\u{1}b", "E-INVALID name")] {
            assert_eq!(denied(save(world, name, &unlicensed()).await), why, "{name:?}");
        }
        assert_eq!(denied(save(world, &"a".repeat(81), &unlicensed()).await), "E-INVALID name");
        assert_eq!(denied(save(world, "Todos", &UserFilter::default()).await), "E-INVALID filter");
        for number in 0..VIEWS_MAX {
            save(world, &format!("Vista {number:02}"), &unlicensed()).await.expect("there is room");
        }
        assert_eq!(denied(save(world, "vistá 07", &unlicensed()).await), "E-INVALID name-taken");
        assert_eq!(denied(save(world, "Una más", &unlicensed()).await), "E-INVALID views");
        assert_eq!(names(world).await.len(), VIEWS_MAX);
        let desk = world.desk(Action::AssignLicenses).await;
        let views = world.app().views(&desk.permit).await.unwrap();
        let rename = |name| world.app().change_view(desk.asking(), views[3].guid, name, None);
        assert_eq!(denied(rename("Vista 04").await), "E-INVALID name-taken");
        rename("VISTA 03").await.expect("its own name in capitals is its own");
        world.app().delete_view(desk.asking(), views[0].guid).await.expect("it is deleted");
        save(world, "Una más", &unlicensed()).await.expect("there is room again");
    }

    async fn r_user_11_unlicensed_and_unlicensed_with_mailbox_are_two_filters(world) {
        let users = world.users(&["Ana", "Beto", "Cira"]).await;
        world.person(Person::named("Dora")).await;
        world.seats(MAIL, 5).await;
        world.seats(APPS, 5).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        world.load(APPS, &users, &[], 0).await;
        world.save(&for_users(&users[..1], vec![take(MAIL), take(APPS)])).await;
        world.save(&for_users(&users[1..2], vec![take(MAIL)])).await;
        world.save(&for_users(&users[2..], vec![take(APPS)])).await;
        assert_eq!(found(world, &waiting()).await, ["Ana"], "Beto still holds a product, Cira had no mailbox");
        let unlicensed = found(world, &unlicensed()).await;
        assert!(["Ana", "Cira", "Dora"].iter().all(|name| unlicensed.contains(&(*name).to_owned())), "{unlicensed:?}");
        assert!(!unlicensed.contains(&"Beto".to_owned()));
        let waits = UserFilter { mail_waits: Some(true), ..UserFilter::default() };
        assert_eq!(found(world, &waits).await, ["Ana", "Beto"]);
        let none = UserFilter { mail_waits: Some(false), ..UserFilter::default() };
        assert!(!found(world, &none).await.contains(&"Ana".to_owned()));
    }

    async fn the_over_assigned_filter_finds_holders_of_what_is_held_more_often_than_owned(world) {
        let users = world.users(&["Ana", "Beto", "Cira"]).await;
        world.seats(MAIL, 1).await;
        world.seats(APPS, 1).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        world.load(APPS, &users[2..], &[], 0).await;
        let over = UserFilter { over_assigned: Some(true), ..UserFilter::default() };
        assert_eq!(found(world, &over).await, ["Ana", "Beto"]);
        let not = UserFilter { over_assigned: Some(false), ..UserFilter::default() };
        let others = found(world, &not).await;
        assert!(others.contains(&"Cira".to_owned()) && !others.contains(&"Ana".to_owned()), "{others:?}");
    }

    async fn views_of_another_customer_are_never_seen_or_touched(world) {
        let view = save(world, "Nuestra", &unlicensed()).await.expect("it is saved");
        let far = world.desk_at(SUR, Action::AssignLicenses).await;
        assert_eq!(world.app().views(&far.permit).await.unwrap(), []);
        assert_eq!(denied(world.app().delete_view(far.asking(), view).await), "E-NOTFOUND view");
        assert_eq!(denied(world.app().change_view(far.asking(), view, "Suya", None).await), "E-NOTFOUND view");
        world.app().save_view(far.asking(), "Nuestra", &unlicensed()).await.expect("names are each customer's own");
        assert_eq!(names(world).await, ["Nuestra"]);
    }
}
