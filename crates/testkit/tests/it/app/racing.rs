//! Several at once: no seat is ever given twice.

use std::sync::Arc;

use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::place::MAIL;

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
