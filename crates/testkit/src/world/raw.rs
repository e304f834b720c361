//! Behind the store's back: what a database really holds, what an engine thinks of a query, and damage on purpose.
//! Connections of their own, so that nothing of the program is in between.

use cupo_store::value::{Query, Value};
use rusqlite::types::ValueRef;
use tokio_postgres::NoTls;

use super::{World, file_of};

impl World {
    /// On the engine that is a file.
    #[must_use]
    pub fn on_file(&self) -> bool {
        file_of(&self.address()).is_some()
    }

    /// Runs a statement behind the store's back; the number of rows it touched.
    pub async fn raw(&self, sql: &str) -> u64 {
        let address = self.address();
        if let Some(file) = file_of(&address) {
            let touched = rusqlite::Connection::open(file).unwrap().execute(sql, []).unwrap();
            return u64::try_from(touched).unwrap_or_default();
        }
        let client = connect(&address).await;
        client.execute(sql, &[]).await.unwrap()
    }

    /// Runs a list of statements behind the store's back, as one text.
    pub async fn raw_batch(&self, sql: &str) {
        let address = self.address();
        match file_of(&address) {
            Some(file) => rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap(),
            None => connect(&address).await.batch_execute(sql).await.unwrap(),
        }
    }

    /// The rows a query finds behind the store's back.
    pub async fn raw_rows(&self, query: &Query) -> Vec<Vec<Value>> {
        let address = self.address();
        if let Some(file) = file_of(&address) {
            return file_rows(file, query);
        }
        server_rows(&connect(&address).await, query).await
    }

    /// The only number a query finds.
    pub async fn raw_number(&self, sql: &'static str) -> i64 {
        let rows = self.raw_rows(&Query::new(sql, vec![])).await;
        match rows.first().and_then(|row| row.first()) {
            Some(Value::Int(number)) => *number,
            other => panic!("`{sql}` found {other:?}"),
        }
    }

    /// How the engine means to answer a query when it reads whole tables only where it has no other way.
    pub async fn explain(&self, query: &Query) -> String {
        let address = self.address();
        let explained =
            |word: &str| Query { sql: format!("{word} {}", query.sql).into(), params: query.params.clone() };
        let rows = match file_of(&address) {
            Some(file) => file_rows(file, &explained("EXPLAIN QUERY PLAN")),
            None => {
                let client = connect(&address).await;
                client.execute("SET enable_seqscan = off", &[]).await.unwrap();
                server_rows(&client, &explained("EXPLAIN")).await
            }
        };
        let text = |row: Vec<Value>| match row.into_iter().next_back() {
            Some(Value::Text(text)) => text,
            other => panic!("a plan holds {other:?}"),
        };
        rows.into_iter().map(text).collect::<Vec<_>>().join("\n")
    }
}

async fn server_rows(client: &tokio_postgres::Client, query: &Query) -> Vec<Vec<Value>> {
    let params: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> =
        query.params.iter().map(|p| p as &(dyn tokio_postgres::types::ToSql + Sync)).collect();
    let rows = client.query(query.sql.as_ref(), &params).await.unwrap();
    rows.iter().map(|row| (0..row.len()).map(|n| row.get::<_, Value>(n)).collect()).collect()
}

fn file_rows(file: &std::path::Path, query: &Query) -> Vec<Vec<Value>> {
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut statement = connection.prepare(&query.sql.replace('$', "?")).unwrap();
    let width = statement.column_count();
    let cell = |value: ValueRef<'_>| match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        ValueRef::Real(number) => panic!("the fraction {number}"),
    };
    let rows = statement.query_map(rusqlite::params_from_iter(&query.params), |row| {
        (0..width).map(|n| row.get_ref(n).map(cell)).collect()
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

async fn connect(address: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.unwrap();
    // It ends by itself when the client is dropped.
    drop(tokio::spawn(connection));
    client
}
