//! PostgreSQL: pooled connections, one process writes at a time, proven by an epoch in every commit (D-11).

mod tls;

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::{IsolationLevel, NoTls};

use crate::error::StoreError;
use crate::value::{Kind, Query, Row, Shape, Statement, Value};

use super::sqlite::expected;
use super::{MIGRATIONS, newest, too_new};

/// Connections in the pool.
const CONNECTIONS_MAX: usize = 8;

/// How often the writer's lock is tried, and the pause between: two seconds in all.
const LOCK_ATTEMPTS_MAX: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// A server's database.
pub struct Postgres {
    pool: Pool,
    writer: Option<Writer>,
}

/// Proof of being the only writer: an epoch that every commit names, and a lock that lives as long as its
/// connection, so that a writer that died is followed at once and one that lives never.
struct Writer {
    epoch: i64,
    _lock: deadpool_postgres::Object,
}

impl Postgres {
    /// Connects, becomes the only writer and brings the schema up to date.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let pool = connect(address)?;
        let lock = pool.get().await.map_err(unreachable)?;
        if !become_writer(&lock).await? {
            return Err(StoreError::InUse(without_password(address)));
        }
        migrate(&pool).await?;
        tell_missing_index(&pool).await?;
        let epoch = take_over(&pool).await?;
        Ok(Self { pool, writer: Some(Writer { epoch, _lock: lock }) })
    }

    /// Connects to read, beside whoever writes.
    pub async fn open_to_read(address: &str) -> Result<Self, StoreError> {
        let pool = connect(address)?;
        let client = pool.get().await.map_err(unreachable)?;
        let found = schema(&client).await?;
        if found != newest() {
            return Err(StoreError::Version { found, known: newest() });
        }
        Ok(Self { pool, writer: None })
    }

    pub async fn read(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let mut client = self.pool.get().await.map_err(unavailable)?;
        let transaction = client
            .build_transaction()
            .isolation_level(IsolationLevel::RepeatableRead)
            .read_only(true)
            .start()
            .await
            .map_err(failed)?;
        let mut answers = Vec::with_capacity(queries.len());
        for query in queries {
            let statement = transaction.prepare_cached(&query.sql).await.map_err(failed)?;
            let rows = transaction.query(&statement, &bound(&query.params)).await.map_err(failed)?;
            answers.push(rows.iter().map(cells).collect::<Result<Vec<Row>, StoreError>>()?);
        }
        transaction.commit().await.map_err(failed)?;
        Ok(answers)
    }

    /// Lets go of the server.
    pub fn close(&self) {
        self.pool.close();
    }

    pub async fn commit(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        let writer = self.writer.as_ref();
        let writer = writer.ok_or_else(|| StoreError::Unavailable("opened only to read".to_owned()))?;
        let mut client = self.pool.get().await.map_err(unavailable)?;
        let transaction = client.transaction().await.map_err(failed)?;
        let mine = transaction.execute(LEASE, &[&writer.epoch]).await.map_err(failed)?;
        if mine != 1 {
            return Err(StoreError::InUse("of this server".to_owned()));
        }
        for statement in &statements {
            match statement {
                Statement::Run { sql, params, expect } => {
                    let prepared = transaction.prepare_cached(sql).await.map_err(failed)?;
                    let touched = transaction.execute(&prepared, &bound(params)).await.map_err(failed)?;
                    expected(sql, touched, *expect)?;
                }
                Statement::Insert { shape, rows } => insert(&transaction, shape, rows).await?,
            }
        }
        transaction.commit().await.map_err(failed)
    }
}

fn connect(address: &str) -> Result<Pool, StoreError> {
    let (plain, wish) = tls::read(address)?;
    let mut config: tokio_postgres::Config =
        plain.parse().map_err(|_| StoreError::Address(without_password(&plain)))?;
    config.application_name("cupo").ssl_mode(wish.for_driver());
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match wish.mode {
        tls::Mode::Disable => Manager::from_config(config, NoTls, recycling),
        _ => Manager::from_config(config, wish.connector()?, recycling),
    };
    let pool = Pool::builder(manager).max_size(CONNECTIONS_MAX).build().map_err(unavailable)?;
    Ok(pool)
}

/// Whether the lock could be had. The server may need a moment to notice that the writer before has ended, and a
/// restart must not fail for that.
async fn become_writer(client: &deadpool_postgres::Object) -> Result<bool, StoreError> {
    for attempt in 0..LOCK_ATTEMPTS_MAX {
        if attempt > 0 {
            tokio::time::sleep(LOCK_PAUSE).await;
        }
        if client.query_one(LOCK, &[&LOCK_KEY]).await.map_err(failed)?.get(0) {
            return Ok(true);
        }
    }
    Ok(false)
}

const LEASE: &str = "UPDATE writer_lease SET holder = holder WHERE one = 1 AND epoch = $1";

const LOCK: &str = "SELECT pg_try_advisory_lock($1)";
/// The key of the writer's lock: `cupo` as bytes.
const LOCK_KEY: i64 = 0x6375_706f;

/// The version of the schema; 0 for none.
async fn schema(client: &deadpool_postgres::Object) -> Result<i64, StoreError> {
    let there = client.query_one("SELECT to_regclass('meta') IS NOT NULL", &[]).await.map_err(failed)?;
    let mut found = 0;
    if there.get::<_, bool>(0) {
        let row =
            client.query_opt("SELECT value FROM meta WHERE key = 'schema'", &[]).await.map_err(failed)?;
        let text: Option<String> = row.map(|r| r.get(0));
        found = text.and_then(|t| t.parse().ok()).unwrap_or(0);
    }
    Ok(found)
}

async fn migrate(pool: &Pool) -> Result<(), StoreError> {
    let mut client = pool.get().await.map_err(unavailable)?;
    let found = schema(&client).await?;
    too_new(found)?;
    for migration in MIGRATIONS.iter().filter(|m| m.number > found) {
        let transaction = client.transaction().await.map_err(failed)?;
        transaction.batch_execute(migration.postgres).await.map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO meta (key, value) VALUES ('schema', $1) ON CONFLICT (key) DO UPDATE SET value = $1",
                &[&migration.number.to_string()],
            )
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
    }
    tracing::debug!(schema = newest(), "database is up to date");
    Ok(())
}

/// Search works without its index, only not fast; whoever runs the server has to hear of it.
async fn tell_missing_index(pool: &Pool) -> Result<(), StoreError> {
    let client = pool.get().await.map_err(unavailable)?;
    let sql = "SELECT 1 FROM pg_indexes WHERE schemaname = current_schema() AND indexname = 'users_by_text'";
    if client.query_opt(sql, &[]).await.map_err(failed)?.is_none() {
        tracing::warn!(
            "search in large customers is slow: create the extensions pg_trgm and btree_gin and the index users_by_text"
        );
    }
    Ok(())
}

async fn take_over(pool: &Pool) -> Result<i64, StoreError> {
    let client = pool.get().await.map_err(unavailable)?;
    let row = client
        .query_one(
            "INSERT INTO writer_lease (one, epoch, holder) VALUES (1, 1, 'cupo')
             ON CONFLICT (one) DO UPDATE SET epoch = writer_lease.epoch + 1 RETURNING epoch",
            &[],
        )
        .await
        .map_err(failed)?;
    Ok(row.get(0))
}

async fn insert(
    transaction: &deadpool_postgres::Transaction<'_>,
    shape: &Shape,
    rows: &[Vec<Value>],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = shape.columns.iter().map(|(name, _)| *name).collect();
    let lists: Vec<String> = shape
        .columns
        .iter()
        .enumerate()
        .map(|(n, (_, kind))| format!("${}::{}", n + 1, array(*kind)))
        .collect();
    let text = format!(
        "INSERT INTO {} ({}) SELECT * FROM unnest({}) {}",
        shape.table,
        names.join(", "),
        lists.join(", "),
        shape.on_conflict
    );
    let columns: Vec<Vec<&Value>> = (0..names.len())
        .map(|n| rows.iter().map(|row| row.get(n).unwrap_or(&Value::Null)).collect())
        .collect();
    let params: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|c| c as &(dyn ToSql + Sync)).collect();
    let prepared = transaction.prepare_cached(&text).await.map_err(failed)?;
    transaction.execute(&prepared, &params).await.map_err(failed)?;
    Ok(())
}

fn array(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "bigint[]",
        Kind::Text => "text[]",
        Kind::Blob => "bytea[]",
    }
}

fn bound(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|p| p as &(dyn ToSql + Sync)).collect()
}

fn cells(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let cells = (0..row.len()).map(|n| row.try_get::<_, Value>(n).map_err(failed));
    Ok(Row(cells.collect::<Result<Vec<Value>, StoreError>>()?))
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => number.to_sql_checked(ty, out),
            Self::Text(text) => text.to_sql_checked(ty, out),
            Self::Blob(bytes) => bytes.to_sql_checked(ty, out),
            Self::Shared(text) => (&**text).to_sql_checked(ty, out),
            Self::Word(text) => text.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::BOOL => Self::Int(i64::from(bool::from_sql(ty, raw)?)),
            Type::BYTEA => Self::Blob(Vec::from_sql(ty, raw)?),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL | Type::BYTEA | Type::TEXT | Type::VARCHAR)
    }
}

fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(start), Some(end)) if start + 3 < end => {
            let (head, tail) = (address.get(..start + 3).unwrap_or(""), address.get(end..).unwrap_or(""));
            format!("{head}…{tail}")
        }
        _ => address.to_owned(),
    }
}

/// Why there is no connection, with all its causes: that a certificate is not believed is the last of them.
fn unreachable(error: impl std::error::Error) -> StoreError {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(it) = cause {
        let more = it.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = it.source();
    }
    StoreError::Unavailable(text)
}

fn unavailable(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

fn failed(error: tokio_postgres::Error) -> StoreError {
    let Some(db) = error.as_db_error() else { return StoreError::Unavailable(error.to_string()) };
    let text = format!("{} {}", db.message(), db.detail().unwrap_or(""));
    match db.code() {
        &SqlState::UNIQUE_VIOLATION | &SqlState::CHECK_VIOLATION => StoreError::Duplicate(text),
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => StoreError::Stale(text),
        &SqlState::UNDEFINED_TABLE
        | &SqlState::UNDEFINED_COLUMN
        | &SqlState::SYNTAX_ERROR
        | &SqlState::UNDEFINED_FUNCTION
        | &SqlState::DATATYPE_MISMATCH => StoreError::Corrupt(text),
        _ => StoreError::Unavailable(text),
    }
}
