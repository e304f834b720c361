//! SQLite: one connection writes, a few read. Write-ahead log, every commit on disk before it is answered.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use tokio::sync::Semaphore;

use crate::error::StoreError;
use crate::value::{Expect, Query, Row, Shape, Statement, Value};

use super::{MIGRATIONS, newest, too_new};

/// Connections that may read at the same time.
const READERS_MAX: usize = 4;
/// Statements each connection keeps prepared.
const PREPARED_MAX: usize = 256;
/// Pages in the log before they are carried into the file: a slice writes thousands, and carrying each over at once would
/// write the same pages again and again.
const LOG_PAGES: u32 = 8_192;
/// How long a reader waits for a checkpoint to finish.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// An open database file.
pub struct Sqlite {
    file: PathBuf,
    // Before the writer: only who may write can carry the log into the file, and the last to close does.
    readers: Arc<Mutex<Vec<Connection>>>,
    writer: Arc<Mutex<Option<Connection>>>,
    reading: Semaphore,
    _lock: Option<File>,
}

impl Sqlite {
    /// Opens or creates the file, and locks it against other writers (D-11).
    pub fn open(file: &str) -> Result<Self, StoreError> {
        let path = PathBuf::from(file);
        let lock = lock(&path)?;
        let writer = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate(&writer)?;
        Ok(Self {
            file: path,
            readers: Arc::new(Mutex::new(Vec::new())),
            writer: Arc::new(Mutex::new(Some(writer))),
            reading: Semaphore::new(READERS_MAX),
            _lock: Some(lock),
        })
    }

    /// Opens a file that is there, to read it.
    pub fn open_to_read(file: &str) -> Result<Self, StoreError> {
        let path = PathBuf::from(file);
        let reader = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found: i64 = reader.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
        if found != newest() {
            return Err(StoreError::Version { found, known: newest() });
        }
        Ok(Self {
            file: path,
            readers: Arc::new(Mutex::new(vec![reader])),
            writer: Arc::default(),
            reading: Semaphore::new(READERS_MAX),
            _lock: None,
        })
    }

    pub async fn read(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let _turn = self.reading.acquire().await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        let (readers, file) = (Arc::clone(&self.readers), self.file.clone());
        blocking(move || {
            let idle = readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match idle {
                Some(connection) => connection,
                None => connect(&file, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
            };
            let answer = read_all(&connection, &queries);
            readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            answer
        })
        .await
    }

    pub async fn commit(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        let writer = Arc::clone(&self.writer);
        blocking(move || {
            let mut connection = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = connection.as_mut();
            let none = || StoreError::Unavailable("opened only to read, or closed".to_owned());
            write_all(connection.ok_or_else(none)?, &statements)
        })
        .await
    }

    /// Lets readers finish, carries the log into the file and closes it: the file is whole by itself afterwards.
    pub async fn close(&self) -> Result<(), StoreError> {
        let all = u32::try_from(READERS_MAX).unwrap_or(u32::MAX);
        let gone = |e: tokio::sync::AcquireError| StoreError::Unavailable(e.to_string());
        let _turns = self.reading.acquire_many(all).await.map_err(gone)?;
        self.reading.close();
        let (readers, writer) = (Arc::clone(&self.readers), Arc::clone(&self.writer));
        blocking(move || {
            readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
            let Some(connection) = writer.lock().unwrap_or_else(PoisonError::into_inner).take() else {
                return Ok(());
            };
            connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").map_err(failed)?;
            connection.close().map_err(|(_, e)| failed(e))
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(e) => Err(StoreError::Unavailable(e.to_string())),
    }
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|e| StoreError::Unavailable(format!("{}: {e}", Path::new(&name).display())))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
        Err(std::fs::TryLockError::Error(e)) => Err(StoreError::Unavailable(e.to_string())),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|e| StoreError::Unavailable(format!("{}: {e}", path.display())))?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
    let writes = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
    if writes {
        connection
            .execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LOG_PAGES};"
            ))
            .map_err(failed)?;
    }
    connection
        .execute_batch(
            "PRAGMA cache_size = -65536;
             PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON;",
        )
        .map_err(failed)?;
    Ok(connection)
}

fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    too_new(found)?;
    for migration in MIGRATIONS.iter().filter(|m| m.number > found) {
        let text = format!(
            "BEGIN IMMEDIATE; {} PRAGMA user_version = {}; COMMIT;",
            migration.sqlite, migration.number
        );
        connection.execute_batch(&text).map_err(failed)?;
    }
    tracing::debug!(schema = newest(), "database is up to date");
    Ok(())
}

fn read_all(connection: &Connection, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
    connection.execute_batch("BEGIN DEFERRED").map_err(failed)?;
    let answers = queries.iter().map(|query| read_one(connection, query)).collect();
    connection.execute_batch("COMMIT").map_err(failed)?;
    answers
}

fn read_one(connection: &Connection, query: &Query) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(&numbered(&query.sql)).map_err(failed)?;
    let width = statement.column_count();
    let mut rows = statement.query(bound(&query.params).as_slice()).map_err(failed)?;
    let mut answer = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let mut cells = Vec::with_capacity(width);
        for column in 0..width {
            cells.push(cell(row.get_ref(column).map_err(failed)?)?);
        }
        answer.push(Row(cells));
    }
    Ok(answer)
}

fn cell(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        ValueRef::Real(_) => return Err(StoreError::Corrupt("a fraction in an answer".to_owned())),
    })
}

fn write_all(connection: &mut Connection, statements: &[Statement]) -> Result<(), StoreError> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
    for statement in statements {
        match statement {
            Statement::Run { sql, params, expect } => {
                let mut prepared = transaction.prepare_cached(&numbered(sql)).map_err(failed)?;
                let touched = prepared.execute(bound(params).as_slice()).map_err(failed)?;
                expected(sql, u64::try_from(touched).unwrap_or(u64::MAX), *expect)?;
            }
            Statement::Insert { shape, rows } => {
                let mut prepared = transaction.prepare_cached(&insert_text(shape)).map_err(failed)?;
                let mut before: &[Value] = &[];
                for row in rows {
                    for (column, value) in row.iter().enumerate() {
                        // What is bound stays bound from row to row, and most of a row is as in the one before.
                        if !before.get(column).is_some_and(|bound| bound.is_same(value)) {
                            prepared.raw_bind_parameter(column + 1, value).map_err(failed)?;
                        }
                    }
                    prepared.raw_execute().map_err(failed)?;
                    before = row;
                }
            }
        }
    }
    transaction.commit().map_err(failed)
}

fn insert_text(shape: &Shape) -> String {
    let names: Vec<&str> = shape.columns.iter().map(|(name, _)| *name).collect();
    let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({}) {}",
        shape.table,
        names.join(", "),
        marks.join(", "),
        shape.on_conflict
    )
}

/// Refuses a list of statements whose row count misses.
pub(super) fn expected(sql: &str, touched: u64, expect: Expect) -> Result<(), StoreError> {
    match expect {
        Expect::Rows(rows) if rows != touched => {
            Err(StoreError::Stale(format!("{touched} rows instead of {rows} by: {sql}")))
        }
        _ => Ok(()),
    }
}

/// SQLite numbers `$1` by first appearance, `?1` by its number.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn bound(params: &[Value]) -> Vec<&dyn ToSql> {
    params.iter().map(|p| p as &dyn ToSql).collect()
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::ToSqlOutput::Borrowed;
        Ok(Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Shared(text) => ValueRef::Text(text.as_bytes()),
            Self::Word(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => StoreError::Duplicate(error.to_string()),
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly,
        ) => StoreError::Unavailable(error.to_string()),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Corrupt(error.to_string()),
        _ => StoreError::Corrupt(error.to_string()),
    }
}
