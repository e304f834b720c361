//! Attempts to sign in: counted before the password is looked at, so that many at once count like one after another.
//! Names are here as hashes only, whether somebody has them or not.

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement};

/// After how many attempts a name is locked, and for how long. Durations are microseconds.
#[derive(Clone, Copy, Debug)]
pub struct LockRule {
    /// The attempt that locks first.
    pub locking: i64,
    /// How long it locks; each further one twice as long.
    pub first: i64,
    /// So many times it doubles.
    pub doublings: i64,
    /// The longest lock.
    pub longest: i64,
    /// After so long without an attempt they are forgotten.
    pub forgotten: i64,
}

/// Forgets the attempts for a name.
#[must_use]
pub fn forget_attempts(name_hash: &str) -> Statement {
    Statement::any("DELETE FROM sign_in_attempt WHERE name_hash = $1", params![name_hash])
}

impl Store {
    /// Until when no attempt for a name counts; zero when it is not locked.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn attempts_locked_until(&self, name_hash: &str) -> Result<i64, StoreError> {
        let sql = "SELECT locked_until FROM sign_in_attempt WHERE name_hash = $1";
        let rows = self.read_one(Query::new(sql, params![name_hash])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Counts an attempt, unless the name is locked: counting and locking are one statement, so of any number of
    /// attempts at once no more come through than of the same one after another.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn claim_attempt(&self, name_hash: &str, now: i64, rule: LockRule) -> Result<bool, StoreError> {
        let old = "DELETE FROM sign_in_attempt WHERE tried_at <= $1";
        let claim = "INSERT INTO sign_in_attempt AS it (name_hash, failures, locked_until, tried_at) \
             VALUES ($1, 1, 0, $2) \
             ON CONFLICT (name_hash) DO UPDATE SET failures = it.failures + 1, tried_at = excluded.tried_at, \
             locked_until = CASE WHEN it.failures + 1 < $3 THEN 0 \
             WHEN it.failures + 1 - $3 >= $5 THEN excluded.tried_at + $6 \
             ELSE excluded.tried_at + (CAST($4 AS BIGINT) << CAST(it.failures + 1 - $3 AS INTEGER)) END \
             WHERE it.locked_until <= excluded.tried_at";
        let values = params![name_hash, now, rule.locking, rule.first, rule.doublings, rule.longest];
        let statements =
            vec![Statement::any(old, params![now - rule.forgotten]), Statement::exactly(1, claim, values)];
        match self.note(statements).await {
            Err(StoreError::Stale(_)) => Ok(false),
            done => done.map(|()| true),
        }
    }
}
