//! The two schemas are one: the same tables, columns, keys and indexes. Only the index of texts is each engine's own: a
//! table of trigrams here, a real index there.

use std::collections::BTreeSet;

use cupo_store::error::StoreError;
use cupo_store::params;
use cupo_store::store::Store;
use cupo_store::value::{Query, Statement, Value};
use cupo_testkit::on_both;
use cupo_testkit::world::World;

/// Table, place, column, type, whether it may be empty, and how text is compared.
const SERVER_COLUMNS: &str = "SELECT table_name::text, ordinal_position::bigint, column_name::text, \
    data_type::text, (is_nullable = 'YES')::int, coalesce(collation_name::text, '') \
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2";
const FILE_COLUMNS: &str = "SELECT m.name, c.cid + 1, c.name, c.type, 1 - c.\"notnull\", '' \
    FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' \
    AND m.name NOT LIKE 'user\\_search%' ESCAPE '\\' ORDER BY 1, 2";
/// Table, columns, whether unique, whether for some rows only.
const SERVER_INDEXES: &str = "SELECT t.relname::text, (SELECT string_agg(a.attname::text, ',' ORDER BY k.n) \
    FROM unnest(i.indkey) WITH ORDINALITY k(num, n) JOIN pg_attribute a ON a.attrelid = t.oid \
    AND a.attnum = k.num), i.indisunique::int, (i.indpred IS NOT NULL)::int FROM pg_index i \
    JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace \
    WHERE s.nspname = 'public' AND i.indexrelid::regclass::text <> 'users_by_text'";
const FILE_INDEXES: &str = "SELECT m.name, (SELECT group_concat(name, ',') FROM \
    (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)), l.\"unique\", l.partial \
    FROM sqlite_schema m, pragma_index_list(m.name) l WHERE m.type = 'table' \
    AND m.name NOT LIKE 'user\\_search%' ESCAPE '\\'";

async fn rows(world: &World, sql: &'static str) -> Vec<Vec<String>> {
    let text = |value: Value| match value {
        Value::Null => "-".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => text,
        other => panic!("{other:?} in a description"),
    };
    let rows = world.raw_rows(&Query::new(sql, vec![])).await;
    rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let Some(server) = World::on_postgres().await else { return };
    let file = World::on_sqlite().await;

    let mut there = rows(&server, SERVER_COLUMNS).await;
    for column in &mut there {
        if column[3] == "text" {
            assert_eq!(column[5], "C", "{}.{} compares bytes as the other engine does", column[0], column[2]);
        }
        column[3] = match column[3].as_str() {
            "bigint" => "INTEGER".to_owned(),
            "text" => "TEXT".to_owned(),
            "bytea" => "BLOB".to_owned(),
            other => panic!("{}.{} is {other}, which the other engine does not have", column[0], column[2]),
        };
        column[5].clear();
    }
    let here = rows(&file, FILE_COLUMNS).await;
    assert!(here.len() > 200, "only {} columns were read", here.len());
    assert_eq!(here, there);

    let there: BTreeSet<Vec<String>> = rows(&server, SERVER_INDEXES).await.into_iter().collect();
    let here: BTreeSet<Vec<String>> = rows(&file, FILE_INDEXES).await.into_iter().collect();
    assert!(here.len() > 30, "only {} indexes were read", here.len());
    assert_eq!(here, there);
}

#[tokio::test]
async fn each_engine_has_its_index_of_texts() {
    let file = World::on_sqlite().await;
    assert_eq!(file.raw_number("SELECT count(*) FROM sqlite_schema WHERE name = 'user_search'").await, 1);
    assert_eq!(file.raw_number("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").await, 3);
    let Some(server) = World::on_postgres().await else { return };
    let there = "SELECT count(*) FROM pg_indexes WHERE indexname = 'users_by_text'";
    assert_eq!(server.raw_number(there).await, 1, "the tests' server lets its owner create extensions");
}

on_both! {
    async fn opening_again_changes_nothing_and_keeps_everything(world) {
        let before = world.store().all_organisations().await.unwrap();
        world.crash().await;
        assert_eq!(world.store().all_organisations().await.unwrap(), before);
        assert_eq!(world.store().catalogue().products().count(), 6);
    }

    async fn a_database_of_a_newer_program_is_left_alone(world) {
        let address = world.address();
        let file = world.on_file();
        world.stop();
        world.raw(if file { "PRAGMA user_version = 99" } else { "UPDATE meta SET value = '99' WHERE key = 'schema'" })
            .await;
        let refused = Store::open(&address).await;
        assert!(matches!(refused.err(), Some(StoreError::Version { found: 99, .. })));
    }

    async fn one_process_writes_and_others_may_read(world) {
        let second = Store::open(&world.address()).await;
        let told = second.err().map(|e| e.to_string()).unwrap_or_default();
        assert!(told.contains("in use by another cupo"), "{told}");
        let reader = Store::open_to_read(&world.address()).await.unwrap();
        let seen = reader.all_organisations().await.unwrap();
        assert_eq!(seen, world.store().all_organisations().await.unwrap());
        let turn = reader.turn().await.unwrap();
        let write = Statement::any("DELETE FROM customer", vec![]);
        let refused = reader.commit(&turn, vec![write]).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    }

    async fn a_commit_that_nobody_waits_for_any_more_is_finished_in_its_turn(world) {
        let store = std::sync::Arc::clone(world.store());
        let abandoned = tokio::spawn(async move {
            let turn = store.turn().await.unwrap();
            let write = Statement::any("UPDATE customer SET time_zone = $1", params!["Atlantic/Canary"]);
            store.commit(&turn, vec![write]).await
        });
        tokio::task::yield_now().await;
        abandoned.abort();
        let begun = !matches!(abandoned.await, Err(e) if !e.is_cancelled());
        assert!(begun, "given up, or done already");
        // Whoever comes next sees all of it or none of it, and nothing changes any more afterwards.
        let turn = world.store().turn().await.unwrap();
        let before = world.store().all_organisations().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(world.store().all_organisations().await.unwrap(), before);
        drop(turn);
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_told_without_its_password() {
    let told = |error: Option<StoreError>| error.map(|e| e.to_string()).unwrap_or_default();
    let none = told(Store::open("mysql://root@host/x").await.err());
    assert!(none.contains("sqlite:FILE"), "{none}");
    let secret = told(Store::open("postgres://ana:geheim@host:notaport/x").await.err());
    assert!(!secret.is_empty() && !secret.contains("geheim"), "{secret}");
}
