//! What every table of a database holds, behind the store's back, so that a test can prove that nothing changed.
#![expect(clippy::unwrap_used, reason = "a database that cannot be read ends its test")]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use tokio_postgres::NoTls;

/// Every table with its count and a fingerprint of its rows in any order.
pub async fn read(address: &str) -> BTreeMap<String, (i64, String)> {
    match address.strip_prefix("sqlite:") {
        Some(file) => of_file(file),
        None => of_server(address).await,
    }
}

fn of_file(file: &str) -> BTreeMap<String, (i64, String)> {
    let connection = rusqlite::Connection::open(file).unwrap();
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut names = connection.prepare(names).unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names.into_iter().map(|name| (name.clone(), of_table(&connection, &name))).collect()
}

fn of_table(connection: &rusqlite::Connection, name: &str) -> (i64, String) {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let (mut count, mut sum) = (0, 0_u64);
    while let Some(row) = rows.next().unwrap() {
        let mut hasher = DefaultHasher::new();
        for column in 0..width {
            hasher.write(format!("{:?}|", row.get_ref(column).unwrap()).as_bytes());
        }
        count += 1;
        sum = sum.wrapping_add(hasher.finish());
    }
    (count, format!("{sum:016x}"))
}

async fn of_server(address: &str) -> BTreeMap<String, (i64, String)> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.unwrap();
    // It ends by itself when the client is dropped.
    drop(tokio::spawn(connection));
    let names = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
    let mut tables = BTreeMap::new();
    for row in client.query(names, &[]).await.unwrap() {
        let name: String = row.get(0);
        let sql = format!(
            "SELECT count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') \
             FROM \"{name}\" t"
        );
        let row = client.query_one(&sql, &[]).await.unwrap();
        tables.insert(name, (row.get(0), row.get(1)));
    }
    tables
}

/// Where the worker notes how far it has read; it may do that while anything else happens.
const READING: &str = "group_cursor";

/// The tables that differ, apart from those that may.
#[must_use]
pub fn differences(
    before: &BTreeMap<String, (i64, String)>,
    after: &BTreeMap<String, (i64, String)>,
    may: &[&str],
) -> Vec<String> {
    let differs = |name: &&String| {
        *name != READING && !may.contains(&name.as_str()) && before.get(*name) != after.get(*name)
    };
    after.keys().filter(differs).cloned().collect()
}
