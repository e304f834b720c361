//! Quantities: the number asked for is the new total, and nobody's license changes with it (section 17).

use cupo_app::changes::Command;
use cupo_domain::access::{Action, Role};
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::Guid;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::subscription_of;
use cupo_testkit::world::place::{ANDES, APPS, Desk, EVA, MAIL, NORTE, caller};
use cupo_testkit::world::{DAY, World};

/// The partner's desk at the customer.
async fn partner(world: &World) -> Desk {
    world.desk_of(&caller(ANDES, EVA, &[Role::AdminAgent]), NORTE, Action::ChangeSubscriptions).await
}

async fn to(world: &World, desk: &Desk, seats: i64) -> String {
    match world.app().change_quantity(desk.asking(), subscription_of(MAIL), seats, None, None).await {
        Ok(_) => format!("ok {}", world.pool(MAIL).await.total()),
        other => denied(other),
    }
}

on_both! {
    async fn r_buy_1_r_avail_13_inv_17_more_seats_come_at_once_and_licenses_stay(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        let desk = partner(world).await;
        let shown = world.app().preview_quantity(desk.asking(), subscription_of(MAIL), 3).await.unwrap();
        assert_eq!((shown.change, shown.cost_minor), (2, Some(2_500)));
        assert_eq!(to(world, &desk, 3).await, "ok 3");
        assert_eq!(world.pool(MAIL).await.consumed, 1);
        let given = world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        assert_eq!(world.results(given).await, ["Beto: MAIL granted"], "R-AVAIL-13");
    }

    async fn r_buy_2_only_what_was_added_lately_goes_back_and_not_for_long(world) {
        world.seats(MAIL, 10).await;
        let desk = partner(world).await;
        world.wait(30 * DAY);
        assert_eq!(to(world, &desk, 9).await, "E-WINDOW window", "the term began too long ago");
        assert_eq!(to(world, &desk, 14).await, "ok 14");
        world.wait(7 * DAY - 1);
        assert_eq!(to(world, &desk, 12).await, "ok 12");
        assert_eq!(to(world, &desk, 9).await, "E-WINDOW window", "only two of the added ones are left");
        assert_eq!(to(world, &desk, 10).await, "ok 10");
        assert_eq!(to(world, &desk, 11).await, "ok 11");
        world.wait(7 * DAY);
        assert_eq!(to(world, &desk, 10).await, "E-WINDOW window");
    }

    async fn r_buy_5_r_buy_6_r_sub_5_a_customer_keeps_seats_that_people_hold(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.buy(NORTE, MAIL, 3, (Channel::Direct, Status::Active)).await;
        world.load(MAIL, &users, &[], 0).await;
        let own = world.desk(Action::ChangeSubscriptions).await;
        assert_eq!(to(world, &own, 1).await, "E-ASSIGNED assigned");
        assert_eq!(to(world, &own, 2).await, "ok 2");
        assert_eq!(to(world, &partner(world).await, 5).await, "E-CHANNEL channel", "bought without the partner");
    }

    async fn r_buy_7_r_avail_10_the_seller_may_leave_a_shortage_and_the_buyer_nothing(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 3).await;
        world.load(MAIL, &users, &[], 0).await;
        assert_eq!(to(world, &world.desk(Action::ChangeSubscriptions).await, 4).await, "E-CHANNEL channel");
        assert_eq!(to(world, &partner(world).await, 1).await, "ok 1");
        assert_eq!(world.pool(MAIL).await.available(), -1);
        assert_eq!(world.held(users[1]).await, "MAIL");
    }

    async fn r_sub_8_a_subscription_that_changed_since_is_not_changed_again(world) {
        world.seats(MAIL, 3).await;
        let desk = partner(world).await;
        let app = world.app();
        let version = Some(1);
        app.change_quantity(desk.asking(), subscription_of(MAIL), 4, version, None).await.unwrap();
        let stale = app.change_quantity(desk.asking(), subscription_of(MAIL), 5, version, None).await;
        assert_eq!(denied(stale), "E-ETAG subscription");
        let same = app.change_quantity(desk.asking(), subscription_of(MAIL), 4, None, None).await;
        assert_eq!(denied(same), "E-INVALID same-quantity");
        let unknown = app.preview_quantity(desk.asking(), Guid::from_u128(1), 4).await;
        assert_eq!(denied(unknown), "E-NOTFOUND subscription");
    }

    async fn r_prod_17_r_sub_7_limits_and_states_are_kept(world) {
        world.seats(APPS, 3).await;
        world.buy(NORTE, MAIL, 3, (Channel::Reseller, Status::Suspended)).await;
        let desk = partner(world).await;
        let many = world.app().preview_quantity(desk.asking(), subscription_of(APPS), 301).await;
        assert_eq!(denied(many), "E-QTY maximum");
        for none in [0, -5, i64::MIN] {
            let none = world.app().preview_quantity(desk.asking(), subscription_of(APPS), none).await;
            assert_eq!(denied(none), "E-QTY minimum");
        }
        let most = world.app().preview_quantity(desk.asking(), subscription_of(APPS), i64::MAX).await;
        assert_eq!(denied(most), "E-QTY maximum");
        assert_eq!(to(world, &desk, 4).await, "E-STATE status");
        assert_eq!(world.free(MAIL).await, 0, "R-AVAIL-2: suspended seats are no seats");
    }

    async fn a_change_of_quantity_is_taken_back_once_and_in_time(world) {
        world.seats(MAIL, 3).await;
        let desk = partner(world).await;
        let app = world.app();
        let more = app.change_quantity(desk.asking(), subscription_of(MAIL), 5, None, None).await.unwrap();
        app.run(desk.asking(), &Command::Undo(more.operation), None).await.unwrap();
        assert_eq!(world.pool(MAIL).await.total(), 3);
        assert_eq!(denied(app.run(desk.asking(), &Command::Undo(more.operation), None).await), "E-FINAL undone");
        let more = app.change_quantity(desk.asking(), subscription_of(MAIL), 6, None, None).await.unwrap();
        world.wait(7 * DAY);
        assert_eq!(denied(app.run(desk.asking(), &Command::Undo(more.operation), None).await), "E-FINAL late");
    }

    async fn seats_set_aside_for_a_running_change_cannot_be_given_back(world) {
        let users = world.crowd(5_001).await;
        world.buy(NORTE, MAIL, 6_000, (Channel::Direct, Status::Active)).await;
        let permit = world.permit().await;
        world.app().save(&permit, &for_users(&users, vec![give(MAIL)]), None).await.unwrap();
        let own = world.desk(Action::ChangeSubscriptions).await;
        assert_eq!(to(world, &own, 5_000).await, "E-ASSIGNED assigned");
        assert_eq!(to(world, &own, 5_001).await, "ok 5001");
        world.work().await;
        assert_eq!(world.pool(MAIL).await.consumed, 5_001);
    }
}
