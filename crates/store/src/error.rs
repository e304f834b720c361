//! What can go wrong below the use cases. Refusals are not here: they are normal answers of the domain.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// What the decision rested on is no longer so; read again and decide again.
    #[error("something changed meanwhile: {0}")]
    Stale(String),
    /// A unique key is taken.
    #[error("already there: {0}")]
    Duplicate(String),
    /// The engine cannot work now; trying again later may help.
    #[error("the database cannot be reached or written: {0}")]
    Unavailable(String),
    /// Too many changes wait already; nothing was done, and trying again soon helps.
    #[error("too many changes are waiting")]
    Busy,
    /// Another process writes this database (D-11).
    #[error("the database {0} is in use by another cupo; stop that one first")]
    InUse(String),
    /// The database belongs to another version of the program.
    #[error("the database has version {found}, this program knows up to {known}; use a newer cupo")]
    Version {
        /// What the database says.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// The database holds something this program cannot have written, or a statement is wrong.
    #[error("the database does not fit this program: {0}")]
    Corrupt(String),
    /// What the address says about encryption cannot be met.
    #[error("the address of the database: {0}")]
    Encryption(String),
    /// The address of the database is not understood.
    #[error("`{0}` is no database address; write sqlite:FILE or postgres://USER@HOST/NAME")]
    Address(String),
}
