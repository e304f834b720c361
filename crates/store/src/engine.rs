//! The two engines. Each can do two things only: answer questions from one consistent read, and run a list of
//! statements in one transaction. Everything that differs between SQLite and PostgreSQL is below here.

mod postgres;
mod sqlite;

use crate::error::StoreError;
use crate::value::{Query, Row, Statement};

/// In what the engines differ when they are asked for a text in the middle of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A table of trigrams.
    Sqlite,
    /// An index of trigrams.
    Postgres,
}

/// A database.
pub enum Engine {
    /// A file, written by this process alone.
    Sqlite(sqlite::Sqlite),
    /// A server.
    Postgres(postgres::Postgres),
}

impl Engine {
    /// Opens `sqlite:FILE` or `postgres://…`, brings its schema up to date and becomes its only writer.
    ///
    /// # Errors
    /// When the address is not understood, the database cannot be reached, is in use or too new.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        if let Some(file) = address.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(sqlite::Sqlite::open(file)?));
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(postgres::Postgres::open(address).await?));
        }
        Err(StoreError::Address(address.to_owned()))
    }

    /// Opens a database only to read it, beside whoever writes (D-11). Its schema must be this program's.
    ///
    /// # Errors
    /// When the address is not understood, or the database cannot be reached or belongs to another version.
    pub async fn open_to_read(address: &str) -> Result<Self, StoreError> {
        if let Some(file) = address.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(sqlite::Sqlite::open_to_read(file)?));
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(postgres::Postgres::open_to_read(address).await?));
        }
        Err(StoreError::Address(address.to_owned()))
    }

    /// Answers all questions from one consistent read.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn read(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.read(queries).await,
            Self::Postgres(engine) => engine.read(queries).await,
        }
    }

    /// Runs all statements in one transaction, durable when it returns.
    ///
    /// # Errors
    /// `Stale` when a statement touched another number of rows than it must, `Duplicate` when a unique key is
    /// taken; nothing has changed then.
    pub async fn commit(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(engine) => engine.commit(statements).await,
            Self::Postgres(engine) => engine.commit(statements).await,
        }
    }

    /// Ends the work with the database; nothing can be asked of it afterwards.
    ///
    /// # Errors
    /// When the engine cannot write what is left to write.
    pub async fn close(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(engine) => engine.close().await,
            Self::Postgres(engine) => {
                engine.close();
                Ok(())
            }
        }
    }

    /// How it is asked for a text.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The name of the engine, for logs and `check`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

/// The migrations of both engines, in pairs with equal numbers.
struct Migration {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        sqlite: include_str!("../migrations/0001_house.sqlite.sql"),
        postgres: include_str!("../migrations/0001_house.postgres.sql"),
    },
    Migration {
        number: 2,
        sqlite: include_str!("../migrations/0002_license_files.sqlite.sql"),
        postgres: include_str!("../migrations/0002_license_files.postgres.sql"),
    },
    Migration {
        number: 3,
        sqlite: include_str!("../migrations/0003_clouds.sqlite.sql"),
        postgres: include_str!("../migrations/0003_clouds.postgres.sql"),
    },
    Migration {
        number: 4,
        sqlite: include_str!("../migrations/0004_search.sqlite.sql"),
        postgres: include_str!("../migrations/0004_search.postgres.sql"),
    },
    Migration {
        number: 5,
        sqlite: include_str!("../migrations/0005_time.sqlite.sql"),
        postgres: include_str!("../migrations/0005_time.postgres.sql"),
    },
    Migration {
        number: 6,
        sqlite: include_str!("../migrations/0006_programs.sqlite.sql"),
        postgres: include_str!("../migrations/0006_programs.postgres.sql"),
    },
    Migration {
        number: 7,
        sqlite: include_str!("../migrations/0007_facts.sqlite.sql"),
        postgres: include_str!("../migrations/0007_facts.postgres.sql"),
    },
    Migration {
        number: 8,
        sqlite: include_str!("../migrations/0008_operation_clocks.sqlite.sql"),
        postgres: include_str!("../migrations/0008_operation_clocks.postgres.sql"),
    },
    Migration {
        number: 9,
        sqlite: include_str!("../migrations/0009_handover.sqlite.sql"),
        postgres: include_str!("../migrations/0009_handover.postgres.sql"),
    },
    Migration {
        number: 10,
        sqlite: include_str!("../migrations/0010_attempts.sqlite.sql"),
        postgres: include_str!("../migrations/0010_attempts.postgres.sql"),
    },
    Migration {
        number: 11,
        sqlite: include_str!("../migrations/0011_views.sqlite.sql"),
        postgres: include_str!("../migrations/0011_views.postgres.sql"),
    },
    Migration {
        number: 12,
        sqlite: include_str!("../migrations/0012_calendar.sqlite.sql"),
        postgres: include_str!("../migrations/0012_calendar.postgres.sql"),
    },
    Migration {
        number: 13,
        sqlite: include_str!("../migrations/0013_answers.sqlite.sql"),
        postgres: include_str!("../migrations/0013_answers.postgres.sql"),
    },
    Migration {
        number: 14,
        sqlite: include_str!("../migrations/0014_hints.sqlite.sql"),
        postgres: include_str!("../migrations/0014_hints.postgres.sql"),
    },
    Migration {
        number: 15,
        sqlite: include_str!("../migrations/0015_preview_parts.sqlite.sql"),
        postgres: include_str!("../migrations/0015_preview_parts.postgres.sql"),
    },
    Migration {
        number: 16,
        sqlite: include_str!("../migrations/0016_suspension.sqlite.sql"),
        postgres: include_str!("../migrations/0016_suspension.postgres.sql"),
    },
    Migration {
        number: 17,
        sqlite: include_str!("../migrations/0017_history.sqlite.sql"),
        postgres: include_str!("../migrations/0017_history.postgres.sql"),
    },
    Migration {
        number: 18,
        sqlite: include_str!("../migrations/0018_product_keys.sqlite.sql"),
        postgres: include_str!("../migrations/0018_product_keys.postgres.sql"),
    },
    Migration {
        number: 19,
        sqlite: include_str!("../migrations/0019_history_by_user.sqlite.sql"),
        postgres: include_str!("../migrations/0019_history_by_user.postgres.sql"),
    },
    Migration {
        number: 20,
        sqlite: include_str!("../migrations/0020_groups.sqlite.sql"),
        postgres: include_str!("../migrations/0020_groups.postgres.sql"),
    },
    Migration {
        number: 21,
        sqlite: include_str!("../migrations/0021_preview_use.sqlite.sql"),
        postgres: include_str!("../migrations/0021_preview_use.postgres.sql"),
    },
    Migration {
        number: 22,
        sqlite: include_str!("../migrations/0022_going_on.sqlite.sql"),
        postgres: include_str!("../migrations/0022_going_on.postgres.sql"),
    },
    Migration {
        number: 23,
        sqlite: include_str!("../migrations/0023_sources_by_group.sqlite.sql"),
        postgres: include_str!("../migrations/0023_sources_by_group.postgres.sql"),
    },
    Migration {
        number: 24,
        sqlite: include_str!("../migrations/0024_seller_plans.sqlite.sql"),
        postgres: include_str!("../migrations/0024_seller_plans.postgres.sql"),
    },
    Migration {
        number: 25,
        sqlite: include_str!("../migrations/0025_billing_agreement.sqlite.sql"),
        postgres: include_str!("../migrations/0025_billing_agreement.postgres.sql"),
    },
    Migration {
        number: 26,
        sqlite: include_str!("../migrations/0026_files.sqlite.sql"),
        postgres: include_str!("../migrations/0026_files.postgres.sql"),
    },
    Migration {
        number: 27,
        sqlite: include_str!("../migrations/0027_offers.sqlite.sql"),
        postgres: include_str!("../migrations/0027_offers.postgres.sql"),
    },
    Migration {
        number: 28,
        sqlite: include_str!("../migrations/0028_self_service.sqlite.sql"),
        postgres: include_str!("../migrations/0028_self_service.postgres.sql"),
    },
    Migration {
        number: 29,
        sqlite: include_str!("../migrations/0029_left_data.sqlite.sql"),
        postgres: include_str!("../migrations/0029_left_data.postgres.sql"),
    },
    Migration {
        number: 30,
        sqlite: include_str!("../migrations/0030_add_ons.sqlite.sql"),
        postgres: include_str!("../migrations/0030_add_ons.postgres.sql"),
    },
    Migration {
        number: 31,
        sqlite: include_str!("../migrations/0031_group_rules.sqlite.sql"),
        postgres: include_str!("../migrations/0031_group_rules.postgres.sql"),
    },
    Migration {
        number: 32,
        sqlite: include_str!("../migrations/0032_guard.sqlite.sql"),
        postgres: include_str!("../migrations/0032_guard.postgres.sql"),
    },
    Migration {
        number: 33,
        sqlite: include_str!("../migrations/0033_requests.sqlite.sql"),
        postgres: include_str!("../migrations/0033_requests.postgres.sql"),
    },
];

/// The newest schema this program knows.
fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |m| m.number)
}

fn too_new(found: i64) -> Result<(), StoreError> {
    if found > newest() { Err(StoreError::Version { found, known: newest() }) } else { Ok(()) }
}
