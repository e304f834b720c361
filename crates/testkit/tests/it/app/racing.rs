//! Several at once: no seat is ever given twice.

use std::sync::Arc;

use cupo_app::licenses::Request;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::place::{APPS, MAIL};

/// Saves all requests at once; the last word of the first line of each result, in the order of the requests.
async fn race(world: &World, requests: impl IntoIterator<Item = Request>) -> Vec<String> {
    let permit = world.permit().await;
    let mut racing = Vec::new();
    for request in requests {
        let (app, permit) = (Arc::clone(world.app()), permit.clone());
        racing.push(tokio::spawn(async move { app.save(&permit, &request, None).await.unwrap().operation }));
    }
    let mut told = Vec::new();
    for one in racing {
        let results = world.results(one.await.unwrap()).await;
        told.push(results[0].rsplit(' ').next().unwrap().to_owned());
    }
    told
}

on_both! {
    async fn r_avail_14_inv_4_of_those_who_reach_for_the_last_seats_as_many_get_one(world) {
        let users = world.crowd(8).await;
        world.seats(MAIL, 3).await;
        let permit = world.permit().await;
        let mut racing = Vec::new();
        for user in &users {
            let (app, permit) = (Arc::clone(world.app()), permit.clone());
            let request = for_users(&[*user], vec![give(MAIL)]);
            racing.push(tokio::spawn(async move { app.save(&permit, &request, None).await.unwrap().operation }));
        }
        let mut told = Vec::new();
        for one in racing {
            let results = world.results(one.await.unwrap()).await;
            told.push(results[0].rsplit(' ').next().unwrap().to_owned());
        }
        told.sort();
        assert_eq!(told, ["E-COUNT", "E-COUNT", "E-COUNT", "E-COUNT", "E-COUNT", "granted", "granted", "granted"]);
        assert_eq!(world.free(MAIL).await, 0);
    }

    async fn r_avail_14_inv_4_sixty_four_callers_share_the_last_seats_and_nobody_is_refused_while_one_is_free(world) {
        let users = world.crowd(64).await;
        world.seats(MAIL, 20).await;
        let given = race(world, users.iter().map(|user| for_users(&[*user], vec![give(MAIL)]))).await;
        assert_eq!(given.iter().filter(|result| *result == "granted").count(), 20);
        assert_eq!(given.iter().filter(|result| *result == "E-COUNT").count(), 44);
        assert_eq!(world.free(MAIL).await, 0);
    }

    async fn r_avail_14_inv_4_seats_that_some_give_back_while_others_reach_are_never_given_twice(world) {
        let users = world.crowd(64).await;
        world.seats(MAIL, 24).await;
        world.load(MAIL, &users[..24], &[], 0).await;
        let back = users[..24].iter().map(|user| for_users(&[*user], vec![take(MAIL)]));
        let reach = users[24..].iter().map(|user| for_users(&[*user], vec![give(MAIL)]));
        let told = race(world, back.chain(reach).collect::<Vec<_>>()).await;
        assert!(told[..24].iter().all(|result| result == "revoked"), "{told:?}");
        let winners = told[24..].iter().filter(|result| *result == "granted").count();
        assert!(winners <= 24);
        assert_eq!(usize::try_from(world.free(MAIL).await).unwrap(), 24 - winners);
    }

    async fn one_user_changed_by_many_at_once_is_changed_one_after_another(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let edits = (0..32).map(|n| if n % 2 == 0 { give(MAIL) } else { take(MAIL) });
        let told = race(world, edits.map(|edit| for_users(&users, vec![edit]))).await;
        assert!(told.iter().all(|result| ["granted", "revoked", "unchanged"].contains(&result.as_str())), "{told:?}");
        let (given, taken) = ["granted", "revoked"].map(|r| told.iter().filter(|t| *t == r).count()).into();
        assert!(given == taken || given == taken + 1, "{told:?}");
        assert_eq!(usize::try_from(world.free(MAIL).await).unwrap(), 1 + taken - given);
    }

    async fn refused_whole_commands_among_many_do_not_disturb_the_others(world) {
        let users = world.crowd(16).await;
        world.seats(MAIL, 16).await;
        let (app, permit) = (Arc::clone(world.app()), world.permit().await);
        let mut racing = Vec::new();
        for (n, user) in users.iter().enumerate() {
            // Nobody owns the other product.
            let product = if n % 4 == 0 { APPS } else { MAIL };
            let (app, permit, request) = (Arc::clone(&app), permit.clone(), for_users(&[*user], vec![give(product)]));
            racing.push(tokio::spawn(async move { app.save(&permit, &request, None).await }));
        }
        drop(app);
        let mut done = 0;
        for (n, one) in racing.into_iter().enumerate() {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                refused => assert_eq!((n % 4, denied(refused).as_str()), (0, "E-NOTFOUND APPS")),
            }
        }
        assert_eq!((done, world.free(MAIL).await), (12, 4));
    }

    async fn r_avail_14_two_previews_of_the_last_seat_cannot_both_be_applied(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        let first = world.preview(&for_users(&users[..1], vec![give(MAIL)])).await;
        let second = world.preview(&for_users(&users[1..], vec![give(MAIL)])).await;
        let (a, b) = tokio::join!(world.apply(&first), world.apply(&second));
        assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
        assert_eq!(world.free(MAIL).await, 0);
    }
}
