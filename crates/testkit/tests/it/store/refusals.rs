//! What the schema refuses, and that a refused list of statements leaves nothing behind (D-1).

use cupo_domain::ids::UserId;
use cupo_store::error::StoreError;
use cupo_store::line::WAITING_MAX;
use cupo_store::params;
use cupo_store::users::{UserRow, insert_users};
use cupo_store::value::Statement;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{MAIL, NORTE, SUR};

async fn commit(world: &World, statements: Vec<Statement>) -> Result<(), StoreError> {
    let turn = world.store().turn().await.unwrap();
    world.store().commit(&turn, statements).await
}

async fn taken(world: &World, statements: Vec<Statement>) {
    let before = counted(world).await;
    let result = commit(world, statements).await;
    assert!(matches!(result, Err(StoreError::Duplicate(_))), "{result:?}");
    assert_eq!(counted(world).await, before, "nothing stayed behind");
}

async fn counted(world: &World) -> (i64, i64, i64) {
    (
        world.raw_number("SELECT count(*) FROM users").await,
        world.raw_number("SELECT count(*) FROM audit").await,
        world.raw_number("SELECT count(*) FROM pool").await,
    )
}

on_both! {
    async fn a_row_count_that_misses_undoes_the_whole_list(world) {
        world.seats(MAIL, 5).await;
        let row = world.row(NORTE, UserId(900), &Person::named("Nadia Nueva"));
        let before = counted(world).await;
        let result = commit(world, vec![
            insert_users(NORTE, &[row]),
            Statement::any("UPDATE pool SET consumed = consumed + 1 WHERE customer_id = $1", params![NORTE.0]),
            Statement::exactly(1, "UPDATE pool SET version = 0 WHERE customer_id = $1 AND pool_id = $2", params![
                NORTE.0, 12_345_i64
            ]),
            Statement::any("DELETE FROM pool WHERE customer_id = $1", params![NORTE.0]),
        ]).await;
        assert!(matches!(&result, Err(StoreError::Stale(_))), "{result:?}");
        assert_eq!(counted(world).await, before);
        assert_eq!(world.pool(MAIL).await.consumed, 0);
    }

    async fn a_sign_in_name_belongs_to_one_active_user_of_a_customer(world) {
        let ana = world.users(&["Ana Ruiz"]).await[0];
        let again = |world: &World, guid| UserRow {
            guid: guid_of_user(UserId(guid)),
            ..world.row(NORTE, UserId(901), &Person::named("Ana Ruiz"))
        };
        taken(world, vec![insert_users(NORTE, &[again(world, 901)])]).await;
        taken(world, vec![insert_users(NORTE, &[UserRow {
            sign_in: "otra@norte.example".to_owned(),
            ..again(world, ana.0)
        }])]).await;
        let deleted = UserRow { state: 1, deleted_at: Some(1), ..again(world, 901) };
        commit(world, vec![
            insert_users(NORTE, &[deleted]),
            cupo_store::organisations::count_users(NORTE, 0, 1),
        ]).await.unwrap();
        world.person_at(SUR, Person::named("Ana Ruiz")).await;
    }

    async fn a_product_has_one_central_pool_and_figures_never_fall_below_zero(world) {
        world.seats(MAIL, 5).await;
        let pool = world.pool(MAIL).await;
        let second = cupo_domain::seats::Pool { id: cupo_domain::ids::PoolId(999), ..pool };
        taken(world, vec![cupo_store::subscriptions::insert_pools(NORTE, &[second])]).await;
        for column in ["consumed", "reserved"] {
            let sql = format!("UPDATE pool SET {column} = -1 WHERE customer_id = $1");
            let below = Statement::Run {
                sql: sql.into(),
                params: params![NORTE.0],
                expect: cupo_store::value::Expect::Any,
            };
            taken(world, vec![below]).await;
        }
    }

    async fn a_domain_belongs_to_one_organisation(world) {
        let again = Statement::any(
            "INSERT INTO customer_domain (domain, customer_id) VALUES ($1, $2)",
            params!["norte.example", SUR.0],
        );
        taken(world, vec![again]).await;
    }

    async fn text_that_looks_like_a_statement_stays_text(world) {
        let name = "Robert'); DROP TABLE users; -- $1 ?2 \\ \"";
        let user = world.person(Person::named(name).signing_in_as("robert")).await;
        let found = world.store().users_by_id(&world.permit().await, &[user]).await.unwrap();
        assert_eq!(found[0].display_name, name);
    }

    async fn the_line_for_the_turn_is_bounded_and_who_was_admitted_is_never_refused(world) {
        let store = world.store();
        let held = store.turn().await.unwrap();
        let mut waiting: Vec<_> = (0..WAITING_MAX).map(|_| Box::pin(store.turn())).collect();
        for one in &mut waiting {
            assert!(futures::poll!(one.as_mut()).is_pending());
        }
        assert!(matches!(store.turn().await, Err(StoreError::Busy)));
        let mut admitted = Box::pin(store.turn_in_the_end());
        assert!(futures::poll!(admitted.as_mut()).is_pending());
        waiting.pop();
        let mut next = Box::pin(store.turn());
        assert!(futures::poll!(next.as_mut()).is_pending(), "who went away left its place");
        drop((held, waiting));
        drop(admitted.await);
        drop(next.await.unwrap());
    }
}
