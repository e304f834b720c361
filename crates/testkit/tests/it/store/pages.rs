//! Lists of users: forward, backward and whole are the same list, in the same order on both engines (D-8).

use cupo_domain::ids::UserId;
use cupo_store::users::{Position, Selected, UserFilter, UserPage, UserRow, UserSort};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, APPS, MAIL, NORTE};

/// Names that bytes, Spanish rules and a server's own rules order differently.
const NAMES: &[&str] = &[
    "Óscar Núñez",
    "Oscar Nunez",
    "Ñandú Pérez",
    "Nuria Zapata",
    "Nadia Öz",
    "ángel Cano",
    "Ángel Bravo",
    "Zoë Ito",
    "zacarías Lado",
    "Émile Brun",
    "Eva_Luz 100%",
    "Eva Luz 100 ",
    "back\\slash Díaz",
    "O'Hara Quim",
    "李 雷",
    "Łukasz Żak",
    "Ana Ruiz",
    "Ana Ruiz",
    "ana ruiz",
    "Chávez Llano",
    "Curro Lana",
    "Llano Chico",
    "Lola Mar",
];

async fn furnish(world: &mut World) -> Vec<UserId> {
    let mut users = Vec::new();
    for (n, name) in NAMES.iter().enumerate() {
        let mut person = Person::named(name).signing_in_as(&format!("u{:02}", (n * 7) % 23));
        if n % 4 == 1 {
            person = person.living_in(None);
        }
        if n % 5 == 2 {
            person = person.blocked();
        }
        if n % 3 == 0 {
            person = person.working_in("Dirección, 1.ª");
        }
        users.push(world.person(person).await);
    }
    world.seats(MAIL, 50).await;
    world.seats(APPS, 50).await;
    world.load(MAIL, &users[..9], &[], 0).await;
    world.load(MAIL, &users[3..6], &[], 77).await;
    world.load(APPS, &users[6..12], &[], 0).await;
    world.store().mark_selected(&world.permit().await, ADMIN.0, &users[5..8], true).await.unwrap();
    world.store().mark_selected(&world.permit().await, ADMIN.0, &users[0..2], false).await.unwrap();
    users
}

fn filters() -> Vec<UserFilter> {
    let all = UserFilter::default();
    let search = |text: &str| UserFilter { search: Some(text.to_owned()), ..all.clone() };
    let selected = |criterion: Option<UserFilter>| UserFilter {
        selected: Some(Box::new(Selected { owner: ADMIN.0, criterion })),
        ..all.clone()
    };
    let with_mail = UserFilter { product: Some(MAIL), ..all.clone() };
    vec![
        all.clone(),
        with_mail.clone(),
        UserFilter { licensed: Some(true), ..all.clone() },
        UserFilter { licensed: Some(false), ..all.clone() },
        UserFilter { location: Some("ES".to_owned()), ..all.clone() },
        UserFilter { location: Some(String::new()), ..all.clone() },
        UserFilter { department: Some("Dirección, 1.ª".to_owned()), ..all.clone() },
        UserFilter { enabled: Some(false), ..all.clone() },
        UserFilter { enabled: Some(true), search: Some("a".to_owned()), product: Some(MAIL), ..all.clone() },
        search("ana"),
        search("%"),
        search("_"),
        search("\\"),
        search("nun"),
        search("nobody at all"),
        selected(None),
        selected(Some(with_mail.clone())),
        UserFilter { search: Some("a".to_owned()), ..selected(Some(with_mail)) },
        UserFilter { deleted: true, ..all },
    ]
}

/// What a filter means, said once more without SQL.
async fn meant(world: &World, all: &[UserRow], filter: &UserFilter) -> Vec<UserId> {
    let permit = world.permit().await;
    let ids: Vec<UserId> = all.iter().map(|u| u.id).collect();
    let held = world.store().products_of(&permit, &ids).await.unwrap();
    let fits = |user: &UserRow, filter: &UserFilter| {
        let holds = |product| held.contains(&(user.id, product));
        filter.search.as_ref().is_none_or(|text| user.search.contains(text.as_str()))
            && filter.product.is_none_or(holds)
            && filter.licensed.is_none_or(|want| held.iter().any(|(id, _)| *id == user.id) == want)
            && filter.location.as_deref().is_none_or(|l| user.location.as_deref().unwrap_or("") == l)
            && filter.department.as_deref().is_none_or(|d| user.department == d)
            && filter.enabled.is_none_or(|want| user.enabled == want)
            && !filter.deleted
    };
    let (marked, unmarked) = (&ids_of(all, 5..8), &ids_of(all, 0..2));
    let in_selection = |user: &UserRow| match &filter.selected {
        None => true,
        Some(selected) => {
            marked.contains(&user.id)
                || selected.criterion.as_ref().is_some_and(|c| fits(user, c) && !unmarked.contains(&user.id))
        }
    };
    all.iter().filter(|u| fits(u, filter) && in_selection(u)).map(|u| u.id).collect()
}

/// The users created from some of the names; sign-in names tell equal names apart.
fn ids_of(all: &[UserRow], which: std::ops::Range<usize>) -> Vec<UserId> {
    let aliases: Vec<String> = which.map(|n| format!("u{:02}@norte.example", (n * 7) % 23)).collect();
    all.iter().filter(|u| aliases.contains(&u.sign_in)).map(|u| u.id).collect()
}

async fn page(world: &World, page: &UserPage) -> (Vec<UserId>, bool, bool) {
    let found = world.store().users(&world.permit().await, page).await.unwrap();
    (found.users.iter().map(|u| u.id).collect(), found.more_before, found.more_after)
}

async fn walked(world: &World, start: &UserPage, forward: bool) -> Vec<UserId> {
    let mut seen: Vec<UserId> = Vec::new();
    let mut position = if forward { Position::First } else { Position::Last };
    for _ in 0..100 {
        let here = UserPage { position: position.clone(), size: 4, ..start.clone() };
        let (users, more_before, more_after) = page(world, &here).await;
        assert!(users.len() <= 4, "a page is no larger than asked for");
        assert!(!(position == Position::First && more_before), "nothing is before the beginning");
        assert!(!(position == Position::Last && more_after), "nothing is after the end");
        let (Some(first), Some(last)) = (users.first().copied(), users.last().copied()) else { break };
        let more = if forward { more_after } else { more_before };
        position = if forward { Position::After(last) } else { Position::Before(first) };
        if forward {
            seen.extend(users);
        } else {
            seen.splice(0..0, users);
        }
        if !more {
            break;
        }
    }
    seen
}

on_both! {
    async fn r_partner_2_pages_forward_backward_and_whole_are_one_list(world) {
        furnish(world).await;
        let everybody = UserPage { size: 1_000, ..UserPage::default() };
        let mut all = world.store().users(&world.permit().await, &everybody).await.unwrap().users;
        assert_eq!(all.len(), NAMES.len() + 1, "everybody and the administrator");
        for filter in filters() {
            for sort in [UserSort::Name, UserSort::SignIn] {
                match sort {
                    UserSort::Name => all.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id))),
                    UserSort::SignIn => all.sort_by(|a, b| (&a.sign_in, a.id).cmp(&(&b.sign_in, b.id))),
                }
                for descending in [false, true] {
                    let mut expected = meant(world, &all, &filter).await;
                    if descending {
                        expected.reverse();
                    }
                    let whole = UserPage {
                        filter: filter.clone(),
                        sort,
                        descending,
                        position: Position::First,
                        size: 1_000,
                    };
                    let told = format!("{whole:?}");
                    assert_eq!(page(world, &whole).await, (expected.clone(), false, false), "{told}");
                    assert_eq!(walked(world, &whole, true).await, expected, "forward, {told}");
                    assert_eq!(walked(world, &whole, false).await, expected, "backward, {told}");
                }
            }
            let permit = world.permit().await;
            all.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
            let expected = meant(world, &all, &filter).await;
            assert_eq!(world.store().user_ids(&permit, &filter).await.unwrap(), expected);
            let count = world.store().count_users(&permit, &filter).await.unwrap();
            assert_eq!(usize::try_from(count).unwrap(), expected.len());
        }
    }

    async fn names_come_in_the_spanish_order_on_every_engine(world) {
        furnish(world).await;
        let page = UserPage { size: 1_000, ..UserPage::default() };
        let found = world.store().users(&world.permit().await, &page).await.unwrap().users;
        let names: Vec<&str> = found.iter().map(|u| u.display_name.as_str()).collect();
        let place = |name: &str| names.iter().position(|n| *n == name).unwrap();
        for (earlier, later) in [
            ("Ana Ruiz", "Ángel Bravo"),
            ("Ángel Bravo", "ángel Cano"),
            ("Nuria Zapata", "Ñandú Pérez"),
            ("Ñandú Pérez", "Oscar Nunez"),
            ("Oscar Nunez", "Óscar Núñez"),
            ("Chávez Llano", "Curro Lana"),
            ("zacarías Lado", "Zoë Ito"),
            ("Zoë Ito", "李 雷"),
        ] {
            assert!(place(earlier) < place(later), "{earlier} before {later} in {names:?}");
        }
        let places = world.store().departments(&world.permit().await).await.unwrap();
        assert_eq!(places, ["Dirección, 1.ª"]);
    }

    async fn a_page_after_somebody_who_was_deleted_meanwhile_goes_on_from_there(world) {
        let users = world.users(&["Ana", "Beto", "Carla", "Dora"]).await;
        world.raw(&format!("UPDATE users SET state = 1, deleted_at = 1 WHERE user_id = {}", users[1].0)).await;
        world.raw("UPDATE customer SET users_active = users_active - 1, users_deleted = 1 WHERE customer_id = 2").await;
        let after = UserPage { position: Position::After(users[1]), size: 2, ..UserPage::default() };
        assert_eq!(page(world, &after).await.0, &users[2..]);
        let permit = world.permit().await;
        let gone = UserFilter { deleted: true, ..UserFilter::default() };
        assert_eq!(world.store().user_ids(&permit, &gone).await.unwrap(), &users[1..2]);
        let unknown = world.store().user_by_guid(&permit, guid_of_user(UserId(1))).await.unwrap();
        assert!(unknown.is_none(), "and nobody is found by an identity that nobody at {NORTE} has");
    }
}
