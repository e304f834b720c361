//! Whom a preview concerns: everybody in the order of the preview, page by page, for its owner alone.

use cupo_app::licenses::Request;
use cupo_app::licenses::listed::{ListedFilter, ListedPage, ListedPlace, ListedUser};
use cupo_domain::decision::{Effect, Verdict};
use cupo_domain::ids::{Guid, PreviewId};
use cupo_store::operations::PreviewRow;
use cupo_store::preview_parts::{Concern, LISTED_PREVIEWS_MAX, PreviewPart};
use cupo_store::previews::FORM_PREVIEWS_MAX;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADMIN, MAIL, SEARCH};

fn names(world: &World, users: &[ListedUser]) -> Vec<String> {
    users.iter().map(|it| world.name(it.user)).collect()
}

async fn page(world: &World, of: PreviewId, filter: &ListedFilter, place: ListedPlace) -> ListedPage {
    let permit = world.permit().await;
    world.app().listed_users(&permit, (ADMIN.0, of), (filter, place, 2)).await.unwrap()
}

async fn listed(world: &World, request: &Request) -> (PreviewId, [i64; 6]) {
    let preview = world.preview(request).await;
    world.app().listed_preview(&world.permit().await, ADMIN.0, preview.guid).await.unwrap()
}

on_both! {
    async fn r_ui_15_everybody_is_listed_with_what_happens_and_when_data_would_be_lost(world) {
        let mut users = world.users(&["Ana", "Beto", "Carla"]).await;
        users.push(world.person(Person::named("Dora").living_in(None)).await);
        world.seats(MAIL, 4).await;
        world.seats(SEARCH, 2).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        let request = for_users(&users, vec![take(MAIL), give(SEARCH)]);
        let preview = world.preview(&request).await;
        let (id, counts) = listed(world, &request).await;
        assert_eq!(counts, [2, 2, 0, 2, 2, 0], "gains, losses, plans, refused, clocks, stays");
        let all = page(world, id, &ListedFilter::default(), ListedPlace::First).await;
        assert_eq!((names(world, &all.users), all.more), (vec!["Ana".to_owned(), "Beto".to_owned()], true));
        let ana = &all.users[0].answer;
        assert_eq!(ana.clocks[0].1, world.app().now().plus_days(30));
        assert!(ana.clocks[0].2, "erased for good");
        assert!(ana.outcomes.iter().any(|o| o.verdict == Verdict::Done(Effect::Revoked)));
        let rest = page(world, id, &ListedFilter::default(), ListedPlace::After(all.users[1].place)).await;
        assert_eq!((names(world, &rest.users), rest.more), (vec!["Carla".to_owned(), "Dora".to_owned()], false));
        for place in [ListedPlace::Last, ListedPlace::Before(99)] {
            let last = page(world, id, &ListedFilter::default(), place).await;
            assert_eq!((names(world, &last.users), last.more), (vec!["Carla".to_owned(), "Dora".to_owned()], true));
        }
        let refused = ListedFilter { concern: Some(Concern::Refused), ..ListedFilter::default() };
        let refused = page(world, id, &refused, ListedPlace::First).await;
        assert_eq!(names(world, &refused.users), ["Carla", "Dora"]);
        assert_eq!(refused.users[1].answer.refusals().count(), 1);
        let samples: Vec<_> = preview.totals.concerned.iter().map(|it| (it.concern, it.count, it.sample.len())).collect();
        assert!(samples.contains(&(Concern::Losses, 2, 2)), "{samples:?}");
    }

    async fn a_list_goes_over_many_pieces_in_both_directions(world) {
        let users = world.crowd(2_300).await;
        world.seats(MAIL, 3_000).await;
        world.load(MAIL, &users[2_100..2_101], &[], 0).await;
        let (id, counts) = listed(world, &for_users(&users, vec![give(MAIL)])).await;
        assert_eq!((counts[0], counts[5]), (2_299, 1));
        let stays = ListedFilter { concern: Some(Concern::Stays), ..ListedFilter::default() };
        for place in [ListedPlace::First, ListedPlace::Last, ListedPlace::After(5), ListedPlace::Before(2_299)] {
            let found = page(world, id, &stays, place).await;
            assert_eq!((found.users.len(), found.more, found.users[0].user), (1, false, users[2_100]), "{place:?}");
        }
        let all = ListedFilter::default();
        for (place, first) in [
            (ListedPlace::After(998), 999),
            (ListedPlace::Before(1_001), 999),
            (ListedPlace::After(1_999), 2_000),
            (ListedPlace::Last, 2_298),
        ] {
            let found = page(world, id, &all, place).await;
            let places: Vec<i64> = found.users.iter().map(|it| it.place).collect();
            assert_eq!(places, [first, first + 1], "{place:?}");
        }
    }

    async fn only_its_owner_reads_a_list_and_only_while_nothing_took_its_place(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        let request = for_users(&users, vec![give(MAIL)]);
        let preview = world.preview(&request).await;
        let permit = world.permit().await;
        assert_eq!(denied(world.app().listed_preview(&permit, ADMIN.0 + 1, preview.guid).await), "E-NOTFOUND preview");
        assert!(world.app().listed_preview(&permit, ADMIN.0, preview.guid).await.is_ok());
        let mut next = preview.clone();
        for _ in 0..FORM_PREVIEWS_MAX {
            world.wait(1_003_000);
            next = world.preview(&request).await;
        }
        assert_eq!(denied(world.app().listed_preview(&permit, ADMIN.0, preview.guid).await), "E-NOTFOUND preview");
        assert!(world.app().listed_preview(&permit, ADMIN.0, next.guid).await.is_ok());
    }

    async fn lists_of_old_previews_give_way_before_the_previews_do(world) {
        let (permit, store) = (world.permit().await, world.store());
        let row = |n: i64| PreviewRow {
            id: PreviewId(n),
            guid: Guid::from_u128(u128::try_from(n).unwrap()),
            owner: ADMIN.0,
            command: "{}".to_owned(),
            digest: "d".to_owned(),
            totals: "{}".to_owned(),
            marks: Vec::new(),
            created_at: n,
        };
        let part = || vec![PreviewPart { answers: "[]".to_owned(), counts: [0, 0, 0, 3, 0, 0], ..PreviewPart::default() }];
        for n in 1..=LISTED_PREVIEWS_MAX + 1 {
            store.save_listed_preview(&permit, &row(n), part(), 0).await.unwrap();
        }
        let counts = async |n: i64| store.preview_counts(&permit, (ADMIN.0, PreviewId(n))).await.unwrap();
        assert_eq!((counts(1).await, counts(2).await), (None, Some([0, 0, 0, 3, 0, 0])));
        assert!(store.preview(&permit, Guid::from_u128(1)).await.unwrap().is_some(), "it can still be applied");
        store.save_listed_preview(&permit, &row(99), part(), 12).await.unwrap();
        assert_eq!(world.raw_number("SELECT count(*) FROM preview_part").await, 1, "a day later all are gone");
    }
}
