//! Kills while a database of the first schema is brought up to date: it is at one schema or the next, never between.

use std::time::Duration;

use cupo_store::store::Store;
use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;

use crate::program::{Program, free_address};
use crate::report::{result, seed};

/// Kills of each database.
const KILLS: u64 = 4;
/// The longest time until a kill; opening takes a moment.
const DELAY_MS: u64 = 120;

const FIRST_SQLITE: &str = include_str!("../../../store/migrations/0001_house.sqlite.sql");
const FIRST_POSTGRES: &str = include_str!("../../../store/migrations/0001_house.postgres.sql");

/// A customer with one user, as the first version would have left it; `EMPTY` and `ZEROS` are bytes.
const CONTENT: &str = "
    INSERT INTO customer VALUES (2, '00000000-0000-0000-0000-000000c00002', 1, 'Norte', EMPTY, '', 'norte.example',
        'ES', 0, NULL, 1, 'Europe/Madrid', 20, 30, 0, 1, 0, 0);
    INSERT INTO customer_domain VALUES ('norte.example', 2);
    INSERT INTO audit_head VALUES (2, 0, ZEROS);
    INSERT INTO users VALUES (2, 7, '00000000-0000-0000-0000-0000d0000007', 'ana@norte.example', 'Ana', EMPTY, 'ana',
        '', '', '', '', 'ES', '{}', 1, 0, 0, 0, 0, NULL);";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_a_migration_leave_a_whole_schema_on_sqlite() {
    let mut world = World::on_sqlite().await;
    world.stop();
    let file = world.file("cupo.db");
    for end in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(format!("{}{end}", file.display())));
    }
    let content = CONTENT.replace("EMPTY", "x''").replace("ZEROS", "zeroblob(32)");
    let schema = "PRAGMA journal_mode = WAL; PRAGMA user_version = 1;";
    world.raw_batch(&format!("{FIRST_SQLITE} {schema} {content}")).await;
    story(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_a_migration_leave_a_whole_schema_on_postgres() {
    let Some(mut world) = World::on_postgres().await else { return };
    world.stop();
    let content = CONTENT.replace("EMPTY", "''").replace("ZEROS", "decode(repeat('00', 32), 'hex')");
    let schema = "INSERT INTO meta (key, value) VALUES ('schema', '1');";
    world.raw_batch("DROP SCHEMA public CASCADE; CREATE SCHEMA public;").await;
    world.raw_batch(&format!("{FIRST_POSTGRES} {schema} {content}")).await;
    story(&world).await;
}

async fn story(world: &World) {
    let mut chance = Chance::of(seed("migration"));
    let (address, database, log) = (free_address(), world.address(), world.file("migration.log"));
    let listen = address.to_string();
    let words = ["serve", "--database", &database, "--listen", &listen];
    for _ in 0..KILLS {
        let program = Program::begin(&words, log.clone());
        tokio::time::sleep(Duration::from_millis(chance.below(DELAY_MS))).await;
        program.kill_if_running();
    }
    let (place, file) = (database.clone(), log.clone());
    let server = tokio::task::spawn_blocking(move || Program::serve(&place, address, file)).await.unwrap();
    let store = Store::open_to_read(&database).await.unwrap();
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new(), "up to date and whole");
    assert_eq!(world.raw_number("SELECT count(*) FROM users").await, 1, "what was there is there");
    server.kill();
    result(&format!(
        "{}: {KILLS} kills while a database of the first schema is brought up to date",
        engine(world)
    ));
    drop(std::fs::remove_file(log));
}

fn engine(world: &World) -> &'static str {
    if world.on_file() { "sqlite" } else { "postgres" }
}
