//! The data of one customer that is on a clock: pages of it in the order in which it is lost, counts, and how much is
//! due when. What would save it is the domain's.

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::retention::DataClock;
use cupo_domain::time::Instant;

use crate::due::{HELD, NEVER, data_clock};
use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value};

/// Microseconds of the pieces by which due instants are counted: every time zone begins its days with one.
pub const SLOT_MICROS: i64 = 900_000_000;

/// A place between two rows of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskPlace {
    /// When the row is due.
    pub due: Instant,
    /// Whose data.
    pub user: UserId,
    /// Which data.
    pub workload: Workload,
}

/// Which rows of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RiskPosition {
    /// The first ones.
    #[default]
    First,
    /// The last ones.
    Last,
    /// Those that follow.
    After(RiskPlace),
    /// Those before, next to it.
    Before(RiskPlace),
}

/// What a list is limited to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RiskFilter {
    /// One kind of data.
    pub workload: Option<Workload>,
    /// One person.
    pub user: Option<UserId>,
    /// Due from then on.
    pub from: Option<Instant>,
    /// Due before then.
    pub until: Option<Instant>,
    /// What a hold keeps without an end, instead of what is due.
    pub kept: bool,
}

/// Somebody's data on a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskRow {
    /// Whose.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// 0 active, 1 deleted, 2 purged.
    pub state: i64,
    /// When the person was deleted.
    pub deleted_at: Option<i64>,
    /// A hold covers it.
    pub held: bool,
    /// The clock.
    pub clock: DataClock,
}

impl RiskRow {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> RiskPlace {
        RiskPlace {
            due: self.clock.due.unwrap_or(Instant(NEVER)),
            user: self.user,
            workload: self.clock.workload,
        }
    }
}

/// The condition of a filter on `data_clock d` with its parameters.
fn condition(permit: &Permit, filter: &RiskFilter) -> (String, Vec<Value>) {
    let mut sql = String::from("d.customer_id = $1");
    let mut values = params![permit.customer().0];
    let mut and = |text: &str, value: i64| {
        values.push(Value::from(value));
        sql.push_str(&format!(" AND {text} ${}", values.len()));
    };
    if filter.kept {
        and("d.due_at =", NEVER);
    } else {
        and("d.due_at <", filter.until.map_or(NEVER, |at| at.0));
    }
    if let Some(from) = filter.from {
        and("d.due_at >=", from.0);
    }
    if let Some(user) = filter.user {
        and("d.user_id =", user.0);
    }
    if let Some(workload) = filter.workload {
        and("d.workload =", encode::workload_number(workload));
    }
    (sql, values)
}

fn risk(row: &Row) -> Result<RiskRow, StoreError> {
    Ok(RiskRow {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        sign_in: row.text(3)?,
        state: row.int(4)?,
        deleted_at: row.int_or_null(5)?,
        held: row.flag(6)?,
        clock: data_clock(row, 7)?,
    })
}

impl Store {
    /// A person of the list by outside identity: also one who is purged, of whom files may be left (R-RESTORE-7).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn person_at_risk(
        &self,
        permit: &Permit,
        person: Guid,
    ) -> Result<Option<(UserId, String)>, StoreError> {
        let sql = "SELECT user_id, display_name FROM users WHERE customer_id = $1 AND guid = $2";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, person.to_string()])).await?;
        rows.first().map(|row| Ok((UserId(row.int(0)?), row.text(1)?))).transpose()
    }

    /// A page of the list, what is lost first on top.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn at_risk(
        &self,
        permit: &Permit,
        filter: &RiskFilter,
        position: RiskPosition,
        take: i64,
    ) -> Result<Vec<RiskRow>, StoreError> {
        let (mut sql, mut values) = condition(permit, filter);
        let place = match position {
            RiskPosition::First | RiskPosition::Last => None,
            RiskPosition::After(place) => Some((">", place)),
            RiskPosition::Before(place) => Some(("<", place)),
        };
        if let Some((sign, place)) = place {
            let n = values.len();
            sql.push_str(&format!(
                " AND (d.due_at, d.user_id, d.workload) {sign} (${}, ${}, ${})",
                n + 1,
                n + 2,
                n + 3
            ));
            values.extend(params![place.due.0, place.user.0, encode::workload_number(place.workload)]);
        }
        let back = matches!(position, RiskPosition::Last | RiskPosition::Before(_));
        let way = if back { "DESC" } else { "ASC" };
        values.push(Value::from(take));
        let sql = format!(
            "SELECT u.user_id, u.guid, u.display_name, u.sign_in, u.state, u.deleted_at, {HELD}, d.workload, \
             d.started_at, d.due_at, d.reason, d.stage FROM data_clock d JOIN users u \
             ON u.customer_id = d.customer_id AND u.user_id = d.user_id WHERE {sql} \
             ORDER BY d.due_at {way}, d.user_id {way}, d.workload {way} LIMIT ${}",
            values.len()
        );
        let rows = self.read_one(Query { sql: sql.into(), params: values }).await?;
        let mut rows: Vec<RiskRow> = rows.iter().map(risk).collect::<Result<_, _>>()?;
        if back {
            rows.reverse();
        }
        Ok(rows)
    }

    /// How many there are of each kind of data.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn at_risk_counts(
        &self,
        permit: &Permit,
        filter: &RiskFilter,
    ) -> Result<Vec<(Workload, i64)>, StoreError> {
        let (sql, values) = condition(permit, filter);
        let sql = format!("SELECT d.workload, count(*) FROM data_clock d WHERE {sql} GROUP BY 1 ORDER BY 1");
        let rows = self.read_one(Query { sql: sql.into(), params: values }).await?;
        rows.iter().map(|row| Ok((encode::workload(row.int(0)?)?, row.int(1)?))).collect()
    }

    /// How many of each kind of data are due in each piece of time between two instants: the piece's begin, the kind,
    /// the count.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn at_risk_slots(
        &self,
        permit: &Permit,
        filter: &RiskFilter,
    ) -> Result<Vec<(Instant, Workload, i64)>, StoreError> {
        let (sql, values) = condition(permit, filter);
        let sql = format!(
            "SELECT d.due_at / {SLOT_MICROS}, d.workload, count(*) FROM data_clock d WHERE {sql} \
             GROUP BY 1, 2 ORDER BY 1, 2"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: values }).await?;
        let slot = |row: &Row| {
            let begin = Instant(row.int(0)?.saturating_mul(SLOT_MICROS));
            Ok((begin, encode::workload(row.int(1)?)?, row.int(2)?))
        };
        rows.iter().map(slot).collect()
    }
}
