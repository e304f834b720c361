//! What the disk and the engines can do at best, without Cupo: the limits that other figures are held against.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use futures::SinkExt;
use rusqlite::Connection;
use tokio_postgres::NoTls;

use crate::ground::{Engine, folder, forget, server};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::{Watch, quantile};

const EXPLANATION: &str = "\
L-sqlite: one process, one connection, no server, WAL, synchronous=FULL, cache of 256 MiB; 1,000,000 users, 300,000 \
licenses of another product; 100,000 users (every tenth, none holds it) get a product in one transaction: for each a look \
whether the user exists, a license (primary key and one index), an outcome row, and one change of the pool; timed from BEGIN \
to COMMIT, as a loop of prepared statements and set-based, the better of both counts. L-pg: one loopback connection, \
synchronous_commit=on, the same rows by COPY into both tables and one change of the pool. L-commit: 8 KiB appended and \
fdatasync, in a loop on the same file system.";

const USERS: i64 = 1_000_000;
const CHOSEN: i64 = 100_000;
const COMMITS: usize = 500;

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Limits, {}", engine.name()), EXPLANATION);
    match engine {
        Engine::Sqlite => {
            commits(&mut table, report)?;
            sqlite(options, &mut table, report)?;
        }
        Engine::Postgres => postgres(options, &mut table, report).await?,
    }
    report.add(table);
    Ok(())
}

fn commits(table: &mut Table, report: &mut Report) -> Result<(), String> {
    let path = folder()?.join("commits");
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut file = std::fs::File::create(&path).map_err(said)?;
    let (block, mut times) = ([7_u8; 8_192], Vec::with_capacity(COMMITS));
    let all = Watch::start();
    for _ in 0..COMMITS {
        let one = Watch::start();
        file.write_all(&block).map_err(said)?;
        file.sync_data().map_err(said)?;
        times.push(one.lap());
    }
    let rate = 1.0 * f64::from(u32::try_from(COMMITS).unwrap_or(0)) / all.seconds();
    times.sort();
    let [median, late] = [500, 990].map(|q| quantile(&times, q).as_secs_f64() * 1_000.0);
    table.figure("L-commit", format!("{rate:.0}/s (median {median:.2} ms, p99 {late:.2} ms)"));
    report.limit("commit", rate);
    std::fs::remove_file(&path).map_err(said)
}

fn sqlite(options: &Options, table: &mut Table, report: &mut Report) -> Result<(), String> {
    let path = folder()?.join("limit.db");
    forget(&path)?;
    let said = |error: rusqlite::Error| format!("L-sqlite: {error}");
    let mut connection = limit_tables(&path).map_err(said)?;
    let mut best = [Duration::MAX; 2];
    for _ in 0..options.repetitions() + 2 {
        for (slot, set_based) in best.iter_mut().zip([false, true]) {
            let watch = Watch::start();
            assign(&mut connection, set_based).map_err(said)?;
            *slot = watch.lap().min(*slot);
            connection
                .execute_batch(
                    "DELETE FROM assignment WHERE sku_id = 10; DELETE FROM outcome; UPDATE sku_pool SET consumed = 0;
                     PRAGMA wal_checkpoint(TRUNCATE);",
                )
                .map_err(said)?;
        }
    }
    drop(connection);
    forget(&path)?;
    let [looped, set_based] = best.map(|d| d.as_secs_f64());
    table.figure("L-sqlite, loop of prepared statements", format!("{looped:.3} s"));
    table.figure("L-sqlite, set-based", format!("{set_based:.3} s"));
    report.limit("SQLite", looped.min(set_based));
    Ok(())
}

fn limit_tables(path: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;
         PRAGMA temp_store = MEMORY;
         CREATE TABLE users (tenant_id INTEGER NOT NULL, user_id INTEGER NOT NULL, login TEXT NOT NULL,
             display_name TEXT NOT NULL, dept INTEGER NOT NULL, created_at INTEGER NOT NULL,
             PRIMARY KEY (tenant_id, user_id)) WITHOUT ROWID;
         CREATE TABLE sku_pool (tenant_id INTEGER NOT NULL, sku_id INTEGER NOT NULL, total INTEGER NOT NULL,
             consumed INTEGER NOT NULL CHECK (consumed >= 0), ver INTEGER NOT NULL,
             PRIMARY KEY (tenant_id, sku_id)) WITHOUT ROWID;
         CREATE TABLE assignment (tenant_id INTEGER NOT NULL, sku_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
             disabled_plans TEXT NOT NULL, assigned_at INTEGER NOT NULL,
             PRIMARY KEY (tenant_id, sku_id, user_id)) WITHOUT ROWID;
         CREATE INDEX assignment_by_user ON assignment (tenant_id, user_id);
         CREATE TABLE outcome (tenant_id INTEGER NOT NULL, op_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
             status INTEGER NOT NULL, PRIMARY KEY (tenant_id, op_id, user_id)) WITHOUT ROWID;
         INSERT INTO sku_pool VALUES (1, 10, 600000, 0, 0), (1, 11, 600000, 300000, 0);",
    )?;
    let transaction = connection.transaction()?;
    let mut user = transaction.prepare("INSERT INTO users VALUES (1, ?1, ?2, ?3, ?4, 0)")?;
    let mut license = transaction.prepare("INSERT INTO assignment VALUES (1, 11, ?1, '', 0)")?;
    for id in 0..USERS {
        user.execute((
            id,
            format!("person.number.{id:07}@x.example"),
            format!("Person Number {id:07}"),
            id % 40,
        ))?;
        if id % 10 < 3 {
            license.execute([id])?;
        }
    }
    drop((user, license));
    transaction.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(connection)
}

fn assign(connection: &mut Connection, set_based: bool) -> rusqlite::Result<()> {
    let ids: Vec<i64> = (0..CHOSEN).map(|n| n * 10 + 7).collect();
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if set_based {
        let list = cupo_store::value::id_list(ids);
        transaction.execute(
            "INSERT INTO assignment SELECT u.tenant_id, 10, u.user_id, '', 1 FROM json_each(?1) j CROSS
             JOIN users u ON u.tenant_id = 1 AND u.user_id = j.value WHERE true ON CONFLICT DO NOTHING",
            [&list],
        )?;
        transaction.execute("INSERT INTO outcome SELECT 1, 5, value, 0 FROM json_each(?1)", [&list])?;
    } else {
        let mut exists =
            transaction.prepare_cached("SELECT 1 FROM users WHERE tenant_id = 1 AND user_id = ?1")?;
        let mut license = transaction
            .prepare_cached("INSERT INTO assignment VALUES (1, 10, ?1, '', 1) ON CONFLICT DO NOTHING")?;
        let mut outcome = transaction.prepare_cached("INSERT INTO outcome VALUES (1, 5, ?1, 0)")?;
        for id in ids {
            exists.query_row([id], |_| Ok(()))?;
            license.execute([id])?;
            outcome.execute([id])?;
        }
    }
    transaction.execute(
        "UPDATE sku_pool SET consumed = consumed + ?1, ver = ver + 1
         WHERE tenant_id = 1 AND sku_id = 10 AND consumed + ?1 <= total",
        [CHOSEN],
    )?;
    transaction.commit()
}

async fn postgres(options: &Options, table: &mut Table, report: &mut Report) -> Result<(), String> {
    let said = |error: tokio_postgres::Error| format!("L-pg: {error:?}");
    let (client, connection) = tokio_postgres::connect(&server()?, NoTls).await.map_err(said)?;
    let running = tokio::spawn(connection);
    client
        .batch_execute(
            "DROP SCHEMA IF EXISTS bench_limit CASCADE; CREATE SCHEMA bench_limit; SET search_path = bench_limit;
             CREATE TABLE sku_pool (tenant_id bigint, sku_id bigint, total bigint, consumed bigint, ver bigint,
                 PRIMARY KEY (tenant_id, sku_id));
             CREATE TABLE assignment (tenant_id bigint, sku_id bigint, user_id bigint, disabled_plans text,
                 assigned_at bigint, PRIMARY KEY (tenant_id, sku_id, user_id));
             CREATE INDEX assignment_by_user ON assignment (tenant_id, user_id);
             CREATE TABLE outcome (tenant_id bigint, op_id bigint, user_id bigint, status smallint,
                 PRIMARY KEY (tenant_id, op_id, user_id));
             INSERT INTO sku_pool VALUES (1, 10, 600000, 0, 0);
             INSERT INTO assignment SELECT 1, 11, n, '', 0 FROM generate_series(0, 999999) n WHERE n % 10 < 3;",
        )
        .await
        .map_err(said)?;
    let mut best = Duration::MAX;
    for _ in 0..options.repetitions() + 2 {
        // Each by itself: together they would be one transaction, in which neither may run.
        client.batch_execute("VACUUM assignment, outcome, sku_pool").await.map_err(said)?;
        client.batch_execute("CHECKPOINT").await.map_err(said)?;
        let watch = Watch::start();
        client.batch_execute("BEGIN").await.map_err(said)?;
        copy(&client, "assignment", |id| format!("1\t10\t{id}\t\t1\n")).await.map_err(said)?;
        copy(&client, "outcome", |id| format!("1\t5\t{id}\t0\n")).await.map_err(said)?;
        client
            .batch_execute(
                "UPDATE sku_pool SET consumed = consumed + 100000, ver = ver + 1
                 WHERE tenant_id = 1 AND sku_id = 10 AND consumed + 100000 <= total; COMMIT",
            )
            .await
            .map_err(said)?;
        best = watch.lap().min(best);
        client
            .batch_execute("DELETE FROM assignment WHERE sku_id = 10; DELETE FROM outcome; UPDATE sku_pool SET consumed = 0")
            .await
            .map_err(said)?;
    }
    client.batch_execute("DROP SCHEMA bench_limit CASCADE").await.map_err(said)?;
    drop(client);
    drop(running.await);
    table.figure("L-pg", format!("{:.3} s", best.as_secs_f64()));
    report.limit("PostgreSQL", best.as_secs_f64());
    Ok(())
}

async fn copy(
    client: &tokio_postgres::Client,
    table: &str,
    row: impl Fn(i64) -> String,
) -> Result<(), tokio_postgres::Error> {
    let sink = client.copy_in::<_, bytes::Bytes>(&format!("COPY {table} FROM STDIN")).await?;
    let mut sink = std::pin::pin!(sink);
    for chunk in 0..CHOSEN / 1_000 {
        let text: String = (chunk * 1_000..(chunk + 1) * 1_000).map(|n| row(n * 10 + 7)).collect();
        sink.send(bytes::Bytes::from(text)).await?;
    }
    sink.close().await
}
