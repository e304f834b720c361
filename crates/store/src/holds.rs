//! Orders to keep somebody's data: rows, and the statements that place and release them. When that is allowed, and what
//! a release starts, is the domain's.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, Guid, UserId};
use cupo_domain::retention::{Hold, HoldKind};
use cupo_domain::time::Instant;

use crate::due::{ClockRow, HELD, data_clock};
use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement};

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// Internal key.
    pub id: i64,
    /// Outside identity.
    pub guid: Guid,
    /// Whose data.
    pub user: UserId,
    /// Which data, what kind, since when.
    pub hold: Hold,
    /// Why, in the person's words.
    pub reason: String,
    /// When it was released; none while it is in force.
    pub released_at: Option<i64>,
}

/// A person as far as the release of a hold cares: also one whose account is purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPerson {
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// The person is there.
    pub active: bool,
}

const HOLD: Shape = Shape {
    table: "hold",
    columns: &[
        ("customer_id", Kind::Int),
        ("hold_id", Kind::Int),
        ("guid", Kind::Text),
        ("user_id", Kind::Int),
        ("workload", Kind::Int),
        ("kind", Kind::Text),
        ("keeps", Kind::Int),
        ("reason", Kind::Text),
        ("placed_at", Kind::Int),
        ("released_at", Kind::Int),
    ],
    on_conflict: "",
};

/// The statement that places a hold.
#[must_use]
pub fn place(customer: CustomerId, it: &HoldRow) -> Statement {
    let row = params![
        customer.0,
        it.id,
        it.guid.to_string(),
        it.user.0,
        encode::workload_number(it.hold.workload),
        it.hold.kind.key(),
        it.hold.kind.keeps(),
        it.reason.as_str(),
        it.hold.placed.0,
        it.released_at,
    ];
    Statement::insert(&HOLD, vec![row])
}

/// The statement that releases a hold, which must be in force.
#[must_use]
pub fn release(customer: CustomerId, hold: i64, now: Instant) -> Statement {
    Statement::exactly(
        1,
        "UPDATE hold SET released_at = $3 WHERE customer_id = $1 AND hold_id = $2 AND released_at IS NULL",
        params![customer.0, hold, now.0],
    )
}

const COLUMNS: &str = "hold_id, guid, user_id, workload, kind, reason, placed_at, released_at";

fn hold(row: &Row) -> Result<HoldRow, StoreError> {
    let kind = row.text(4)?;
    let kind = HoldKind::parse(&kind).ok_or_else(|| StoreError::Corrupt(format!("`{kind}` is no hold")))?;
    Ok(HoldRow {
        id: row.int(0)?,
        guid: guid(&row.text(1)?)?,
        user: UserId(row.int(2)?),
        hold: Hold { workload: encode::workload(row.int(3)?)?, kind, placed: Instant(row.int(6)?) },
        reason: row.text(5)?,
        released_at: row.int_or_null(7)?,
    })
}

impl Store {
    /// Every hold of a person, the latest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn holds_of(&self, permit: &Permit, user: UserId) -> Result<Vec<HoldRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM hold WHERE customer_id = $1 AND user_id = $2 ORDER BY placed_at DESC, hold_id DESC"
        );
        let params = params![permit.customer().0, user.0];
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        rows.iter().map(hold).collect()
    }

    /// A hold by outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn hold(&self, permit: &Permit, it: Guid) -> Result<Option<HoldRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM hold WHERE customer_id = $1 AND guid = $2");
        let params = params![permit.customer().0, it.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(hold).transpose()
    }

    /// The person whose data a hold keeps.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn held_person(&self, permit: &Permit, user: UserId) -> Result<Option<HeldPerson>, StoreError> {
        let sql = "SELECT guid, display_name, state FROM users WHERE customer_id = $1 AND user_id = $2";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, user.0])).await?;
        let person = |row: &Row| {
            Ok(HeldPerson { guid: guid(&row.text(0)?)?, name: row.text(1)?, active: row.int(2)? == 0 })
        };
        rows.first().map(person).transpose()
    }

    /// Every clock of a person, with what a hold keeps.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn clocks_of(&self, permit: &Permit, user: UserId) -> Result<Vec<ClockRow>, StoreError> {
        let sql = format!(
            "SELECT {HELD}, d.workload, d.started_at, d.due_at, d.reason, d.stage FROM data_clock d \
             WHERE d.customer_id = $1 AND d.user_id = $2 ORDER BY d.workload"
        );
        let params = params![permit.customer().0, user.0];
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        let clock = |row: &Row| {
            Ok(ClockRow { customer: permit.customer(), user, held: row.flag(0)?, clock: data_clock(row, 1)? })
        };
        rows.iter().map(clock).collect()
    }
}
