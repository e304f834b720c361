//! Addresses for calendar programs: a secret for each person and customer, which ends with the person's right to look.

use cupo_domain::access::{Action, Role};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::place::{ADMIN, ANDES, EVA, NORTE, SUR, caller};

async fn make(world: &World) -> String {
    let desk = world.desk(Action::View).await;
    world.app().make_feed(desk.asking(), (NORTE, ADMIN), "es").await.expect("an address")
}

async fn unknown(world: &World, secret: &str) {
    assert_eq!(denied(world.app().open_feed(secret).await.map(|_| ())), "E-NOTFOUND calendar");
}

on_both! {
    async fn an_address_leads_to_its_customer_until_it_is_ended_or_another_is_made(world) {
        let first = make(world).await;
        let (customer, permit, lang) = world.app().open_feed(&first).await.expect("it opens");
        assert_eq!((customer.id, permit.customer(), permit.action(), lang.as_str()), (NORTE, NORTE, Action::View, "es"));
        let second = make(world).await;
        unknown(world, &first).await;
        world.app().open_feed(&second).await.expect("the new one opens");
        let desk = world.desk(Action::View).await;
        world.app().end_feed(desk.asking(), (NORTE, ADMIN)).await.expect("it ends");
        unknown(world, &second).await;
        for bad in ["", "x", &"a".repeat(5_000), "' OR 1=1", "\0"] {
            unknown(world, bad).await;
        }
        assert_eq!(world.raw_number("SELECT count(*) FROM audit WHERE action = 'calendar.made'").await, 2);
    }

    async fn an_address_says_no_more_than_its_person_may_see_at_that_time(world) {
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = world.desk_of(&agent, SUR, Action::View).await;
        let secret = world.app().make_feed(desk.asking(), (ANDES, EVA), "en").await.expect("an address");
        world.app().open_feed(&secret).await.expect("it opens");
        world.raw("UPDATE customer SET delegated = 0").await;
        unknown(world, &secret).await;
        world.raw("UPDATE customer SET delegated = 1").await;
        world.app().open_feed(&secret).await.expect("it opens again");
        world.raw("UPDATE users SET enabled = 0").await;
        unknown(world, &secret).await;
    }
}
