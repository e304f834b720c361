//! Search finds what a look at every user finds, after every way in which users come, change and go.

use cupo_app::import_users::ImportChoice;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_store::users::{Position, UserFilter, UserPage, UserSort, update_user};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::people::Person;

fn text(text: &str) -> UserFilter {
    UserFilter { search: Some(text.to_owned()), ..UserFilter::default() }
}

async fn found(world: &World, wanted: &str) -> Vec<String> {
    let permit = world.permit().await;
    let page = UserPage { filter: text(wanted), size: 50, ..UserPage::default() };
    let page = world.store().users(&permit, &page).await.unwrap();
    let count = world.store().count_users(&permit, &text(wanted)).await.unwrap();
    assert_eq!(count, i64::try_from(page.users.len()).unwrap(), "`{wanted}` is counted as it is listed");
    let ids = world.store().user_ids(&permit, &text(wanted)).await.unwrap();
    assert_eq!(
        ids,
        page.users.iter().map(|u| u.id).collect::<Vec<_>>(),
        "`{wanted}` is selected as it is listed"
    );
    page.users.into_iter().map(|u| u.display_name).collect()
}

/// Every hit of a text, walked page by page in one direction.
async fn walked(world: &World, wanted: &str, sort: UserSort, backwards: bool) -> Vec<UserId> {
    let permit = world.permit().await;
    let mut position = if backwards { Position::Last } else { Position::First };
    let mut all = Vec::new();
    loop {
        let page = UserPage { filter: text(wanted), sort, descending: false, position, size: 7 };
        let page = world.store().users(&permit, &page).await.unwrap();
        let ids: Vec<UserId> = page.users.iter().map(|u| u.id).collect();
        let (more, next) = match backwards {
            true => (page.more_before, ids.first().copied().map(Position::Before)),
            false => (page.more_after, ids.last().copied().map(Position::After)),
        };
        if backwards { all.splice(0..0, ids) } else { all.splice(all.len().., ids) }.for_each(drop);
        match next.filter(|_| more) {
            Some(place) => position = place,
            None => return all,
        }
    }
}

on_both! {
    async fn every_part_of_a_name_finds_its_users_and_nobody_else(world) {
        for name in ["Ana \"La\" Ñúñez", "Ana 100%_x", "Àna O'Brien\\", "Bea 名前テスト", "AND OR NOT*"] {
            world.person(Person::named(name).signing_in_as(&format!("u{}", name.len()))).await;
        }
        let permit = world.permit().await;
        let everybody = UserPage { size: 50, ..UserPage::default() };
        let everybody = world.store().users(&permit, &everybody).await.unwrap().users;
        for user in &everybody {
            let letters: Vec<char> = user.search.chars().collect();
            for length in [1, 2, 3, 4, 9, letters.len()] {
                for part in letters.windows(length) {
                    let part: String = part.iter().collect();
                    let naive = everybody.iter().filter(|u| u.search.contains(&part));
                    let naive: Vec<String> = naive.map(|u| u.display_name.clone()).collect();
                    assert_eq!(found(world, &part).await, naive, "`{part}`");
                }
            }
        }
        assert_eq!(found(world, "ana%").await, [""; 0]);
        assert_eq!(found(world, "zzz").await, [""; 0]);
    }

    async fn rare_and_frequent_texts_are_paged_in_both_directions_and_orders(world) {
        let crowd = world.crowd(6_000).await;
        let mut rare = Vec::new();
        for n in 0..20 {
            rare.push(world.person(Person::named(&format!("Persona 0{n:02}9xx Quiroga"))).await);
        }
        for sort in [UserSort::Name, UserSort::SignIn] {
            for (wanted, hits) in [("quiroga", 20), ("persona 0005", 100), ("persona", 6_020)] {
                let forwards = walked(world, wanted, sort, false).await;
                assert_eq!((forwards.len(), wanted), (hits, wanted));
                assert_eq!(forwards, walked(world, wanted, sort, true).await, "{wanted} backwards");
            }
        }
        let hits = walked(world, "quiroga", UserSort::Name, false).await;
        assert!(hits.iter().all(|id| rare.contains(id) && !crowd.contains(id)));
    }

    async fn search_follows_every_change_of_a_user(world) {
        let ana = world.person(Person::named("Ana Ruiz")).await;
        assert_eq!(found(world, "ruiz").await, ["Ana Ruiz"]);
        let row = world.row(cupo_testkit::world::place::NORTE, ana, &Person::named("Ana Valle"));
        let turn = world.store().turn().await.unwrap();
        world.store().commit(&turn, vec![update_user(cupo_testkit::world::place::NORTE, &row)]).await.unwrap();
        drop(turn);
        assert_eq!((found(world, "ruiz").await.len(), found(world, "valle").await.len()), (0, 1));
        let headings = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
            Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";
        let line = "beto@norte.example,,,Beto Imán,,,,,,,,,,,,Spain";
        let file = world.write_file("search.csv", format!("{headings}\n{line}\n"));
        let desk = world.desk(Action::EditUsers).await;
        world.app().import_users(desk.asking(), &file, ImportChoice::default(), |_| ()).await.unwrap();
        assert_eq!(found(world, "iman").await, ["Beto Imán"]);
        assert_eq!(found(world, "norte.example").await.len(), 3, "the administrator too");
    }

    async fn what_search_would_miss_is_told_by_the_check(world) {
        let ana = world.person(Person::named("Ana Ruiz")).await;
        if !world.on_file() {
            return;
        }
        world.raw(&format!("DELETE FROM user_search WHERE rowid = {ana}")).await;
        world.damaged_on_purpose();
        let wrong = world.store().check().await.unwrap();
        assert!(wrong.iter().any(|it| it.contains("not in the index of texts")), "{wrong:?}");
        world.raw(&format!("INSERT INTO user_search (rowid, search) VALUES ({ana}, 'somebody else')")).await;
        let wrong = world.store().check().await.unwrap();
        assert!(wrong.iter().any(|it| it.contains("not found by the letters")), "{wrong:?}");
        world.raw("INSERT INTO user_search (rowid, search) VALUES (4711, 'nobody')").await;
        let wrong = world.store().check().await.unwrap();
        assert!(wrong.iter().any(|it| it.contains("who is not there")), "{wrong:?}");
    }
}
