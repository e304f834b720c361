//! Rows that are loaded at once, without a decision, when a database is first filled: licenses in any state, clocks
//! that run already, aliases that are held. It checks nothing; whoever loads answers for the counts of the pools.

use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{CustomerId, PoolId, UserId};
use serde_json::json;

use crate::audit::{AuditContext, AuditEntry, AuditHead, append};
use crate::commit::{insert_clocks, insert_sources};
use crate::encode;
use crate::params;
use crate::value::Statement;

/// Whether a loaded license is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LoadedState {
    /// In force; takes a seat.
    Active,
    /// Remembered for the restore of a deleted user; takes none.
    Former,
}

/// One source of a license to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedLicense {
    /// The pool.
    pub pool: PoolId,
    /// Who.
    pub user: UserId,
    /// 0 for a direct license, else the group.
    pub origin: i64,
    /// In force or remembered.
    pub state: LoadedState,
    /// Plans switched off, in their stored form.
    pub plans_off: String,
    /// Since when.
    pub since: i64,
}

/// A data clock to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedClock {
    /// Whose data.
    pub user: UserId,
    /// Which data.
    pub workload: Workload,
    /// When it began.
    pub started_at: i64,
    /// When it ends.
    pub due_at: i64,
    /// Data is lost then.
    pub loses_data: bool,
    /// Why it runs: `deleted` or `license-removed`.
    pub reason: &'static str,
}

/// Licenses to load; whoever loads them leaves their records too ([`audit_loaded`]).
#[must_use]
pub fn load_licenses(customer: CustomerId, licenses: &[LoadedLicense]) -> Statement {
    let rows = licenses
        .iter()
        .map(|it| {
            let state = match it.state {
                LoadedState::Active => 0_i64,
                LoadedState::Former => 3,
            };
            params![customer.0, it.pool.0, it.user.0, it.origin, state, it.plans_off.as_str(), it.since]
        })
        .collect();
    insert_sources(rows)
}

/// The records of loaded licenses: how many seats of each pool they take, so that the audit adds up (invariant 19).
#[must_use]
pub fn audit_loaded(
    context: AuditContext<'_>,
    head: &AuditHead,
    seats: impl IntoIterator<Item = (PoolId, i64)>,
) -> Vec<Statement> {
    let entry = |(pool, seats): (PoolId, i64)| AuditEntry {
        action: "licenses.loaded",
        subject: 0,
        detail: json!({"pool": pool.0, "seats": seats}).to_string(),
    };
    let entries: Vec<AuditEntry> = seats.into_iter().filter(|(_, seats)| *seats != 0).map(entry).collect();
    append(context, head, &entries)
}

/// Clocks to load.
#[must_use]
pub fn load_clocks(customer: CustomerId, clocks: &[LoadedClock]) -> Statement {
    let rows = clocks
        .iter()
        .map(|it| {
            params![
                customer.0,
                it.user.0,
                encode::workload_number(it.workload),
                it.started_at,
                it.due_at,
                it.loses_data,
                it.reason,
                0_i64,
            ]
        })
        .collect();
    insert_clocks(rows)
}
