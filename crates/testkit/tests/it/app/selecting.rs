//! What is selected stays selected: by criterion with exceptions, per person and customer (D-38).

use cupo_app::licenses::{Who, in_selection};
use cupo_domain::access::Permit;
use cupo_domain::command::Edits;
use cupo_domain::ids::UserId;
use cupo_store::users::UserFilter;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{give, request};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, MAIL, NORTE, SUR};

async fn chosen(world: &World, permit: &Permit, owner: i64) -> Vec<String> {
    let filter = in_selection(world.app().selected(permit, owner).await.unwrap());
    let ids = world.store().user_ids(permit, &filter).await.unwrap();
    assert_eq!(world.app().count_selected(permit, owner).await.unwrap(), i64::try_from(ids.len()).unwrap());
    ids.iter().map(|id| world.name(*id)).collect()
}

fn sales() -> UserFilter {
    UserFilter { department: Some("Ventas".to_owned()), ..UserFilter::default() }
}

async fn hire(world: &mut World, name: &str, department: &str) -> UserId {
    world.person(Person::named(name).working_in(department)).await
}

on_both! {
    async fn r_bulk_9_r_partner_3_ticks_and_a_criterion_with_exceptions_survive(world) {
        let ana = hire(world, "Ana", "Ventas").await;
        hire(world, "Beto", "Ventas").await;
        let carla = hire(world, "Carla", "Compras").await;
        let permit = world.permit().await;
        let app = world.app();
        app.select(&permit, ADMIN.0, &[guid_of_user(carla)], true).await.unwrap();
        assert_eq!(chosen(world, &permit, ADMIN.0).await, ["Carla"]);
        app.select_matching(&permit, ADMIN.0, &sales()).await.unwrap();
        assert_eq!(chosen(world, &permit, ADMIN.0).await, ["Ana", "Beto"], "exactly those who match");
        app.select(&permit, ADMIN.0, &[guid_of_user(ana)], false).await.unwrap();
        app.select(&permit, ADMIN.0, &[guid_of_user(carla)], true).await.unwrap();
        assert_eq!(chosen(world, &permit, ADMIN.0).await, ["Beto", "Carla"]);
        world.crash().await;
        hire(world, "Dora", "Ventas").await;
        assert_eq!(chosen(world, &permit, ADMIN.0).await, ["Beto", "Carla", "Dora"], "a criterion follows");
        assert_eq!(chosen(world, &permit, ADMIN.0 + 1).await, Vec::<String>::new(), "one person's own");
        world.app().clear_selection(&permit, ADMIN.0).await.unwrap();
        assert_eq!(chosen(world, &permit, ADMIN.0).await, Vec::<String>::new());
    }

    async fn a_preview_freezes_who_was_selected(world) {
        hire(world, "Ana", "Ventas").await;
        world.seats(MAIL, 5).await;
        let permit = world.permit().await;
        world.app().select_matching(&permit, ADMIN.0, &sales()).await.unwrap();
        let preview = world.preview(&request(Who::Selection, Edits::Products(vec![give(MAIL)]))).await;
        let beto = hire(world, "Beto", "Ventas").await;
        let operation = world.apply(&preview).await.unwrap().operation;
        assert_eq!(world.results(operation).await, ["Ana: MAIL granted"]);
        assert_eq!(world.held(beto).await, "");
        let now = world.save(&request(Who::Selection, Edits::Products(vec![give(MAIL)]))).await;
        assert_eq!(world.results(now).await, ["Ana: MAIL unchanged", "Beto: MAIL granted"]);
    }

    async fn people_of_another_customer_cannot_be_selected(world) {
        let far = world.person_at(SUR, Person::named("Lejana")).await;
        let near = hire(world, "Ana", "").await;
        let permit = world.permit().await;
        let both = [guid_of_user(far), guid_of_user(near)];
        world.app().select(&permit, ADMIN.0, &both, true).await.unwrap();
        assert_eq!(chosen(world, &permit, ADMIN.0).await, ["Ana"]);
        let marks = world.store().selection(&permit, ADMIN.0).await.unwrap();
        assert_eq!((marks.marks, marks.criterion), (1, None), "nothing is kept of whom {NORTE} does not have");
    }
}
