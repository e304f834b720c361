//! Files that deleted people leave behind: who is whose manager, who reaches the files, where they stand, and when their
//! end is told. Rows and statements; the rules are the domain's.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, Guid, UserId};
use cupo_domain::retention::DataClock;
use cupo_domain::time::{DAY_MICROS, Instant};

use crate::due::{HELD, NEVER, data_clock};
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Statement, id_list};

/// The key under which a customer's second owner stands among the managers.
pub const SECOND_OWNER: UserId = UserId(0);

/// A deleted person's files: where they stand and who reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftFiles {
    /// Whose.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// 0 active, 1 deleted, 2 purged.
    pub state: i64,
    /// When the person was deleted.
    pub deleted_at: Option<i64>,
    /// The clock of the files; none when they are gone, or the person is there.
    pub clock: Option<DataClock>,
    /// A hold covers them.
    pub held: bool,
    /// Who reaches them, and when that person is reminded.
    pub heir: Option<(UserId, Option<Instant>)>,
}

/// The statements that say who somebody's manager is from now on.
#[must_use]
pub fn set_manager(customer: CustomerId, user: UserId, manager: Option<UserId>) -> Vec<Statement> {
    let forget = Statement::any(
        "DELETE FROM manager WHERE customer_id = $1 AND user_id = $2",
        params![customer.0, user.0],
    );
    let known = manager.map(|it| {
        Statement::exactly(
            1,
            "INSERT INTO manager (customer_id, user_id, manager_id) VALUES ($1, $2, $3)",
            params![customer.0, user.0, it.0],
        )
    });
    [forget].into_iter().chain(known).collect()
}

/// The statement that notes that these people's heirs were reminded, or need not be.
#[must_use]
pub fn reminded(customer: CustomerId, users: &[UserId]) -> Statement {
    Statement::any(
        "UPDATE handover SET remind_at = NULL WHERE customer_id = $1 AND workload = 2 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        params![customer.0, id_list(users.iter().map(|u| u.0))],
    )
}

/// The statement that forgets who reached files that are gone.
#[must_use]
pub fn forget_heirs(customer: CustomerId, users: &[UserId]) -> Statement {
    Statement::any(
        "DELETE FROM handover WHERE customer_id = $1 AND workload = 2 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
        params![customer.0, id_list(users.iter().map(|u| u.0))],
    )
}

const WAITING: &str = "customer_id = $1 AND workload = 2 AND reason = 'deleted' AND stage = 0";

/// The statements that move the ends of files in deletion to so many days after it, with the reminders before them
/// (R-FILE-2); so many there must be.
#[must_use]
pub fn move_file_ends(customer: CustomerId, days: i64, count: u64) -> [Statement; 2] {
    let before = cupo_domain::retention::REMINDER_DAYS * DAY_MICROS;
    [
        Statement::Run {
            sql: format!("UPDATE data_clock SET due_at = started_at + $2 WHERE {WAITING}").into(),
            params: params![customer.0, days.saturating_mul(DAY_MICROS)],
            expect: crate::value::Expect::Rows(count),
        },
        Statement::Run {
            sql: format!(
                "UPDATE handover SET remind_at = (SELECT d.due_at - $2 FROM data_clock d \
                 WHERE d.customer_id = handover.customer_id AND d.user_id = handover.user_id AND d.workload = 2) \
                 WHERE customer_id = $1 AND workload = 2 AND user_id IN \
                 (SELECT user_id FROM data_clock WHERE {WAITING})"
            )
            .into(),
            params: params![customer.0, before],
            expect: crate::value::Expect::Any,
        },
    ]
}

const LEFT: &str = "SELECT u.user_id, u.guid, u.display_name, u.state, u.deleted_at, h.heir_id, h.remind_at, \
    HELD, coalesce(d.workload, -1), coalesce(d.started_at, 0), coalesce(d.due_at, 0), coalesce(d.reason, ''), \
    coalesce(d.stage, 0) FROM users u \
    LEFT JOIN data_clock d ON d.customer_id = u.customer_id AND d.user_id = u.user_id AND d.workload = 2 \
    LEFT JOIN handover h ON h.customer_id = u.customer_id AND h.user_id = u.user_id AND h.workload = 2 \
    WHERE u.customer_id = $1 AND u.guid = $2";

fn left(row: &Row) -> Result<LeftFiles, StoreError> {
    let remind = row.int_or_null(6)?.map(Instant);
    Ok(LeftFiles {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        state: row.int(3)?,
        deleted_at: row.int_or_null(4)?,
        clock: if row.int(8)? < 0 { None } else { Some(data_clock(row, 8)?) },
        held: row.flag(7)?,
        heir: row.int_or_null(5)?.map(|heir| (UserId(heir), remind)),
    })
}

impl Store {
    /// The managers of these people, as far as their accounts are active.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn managers(
        &self,
        permit: &Permit,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, UserId>, StoreError> {
        let sql = "SELECT m.user_id, m.manager_id FROM manager m JOIN users u ON u.customer_id = m.customer_id \
                   AND u.user_id = m.manager_id WHERE m.customer_id = $1 AND u.state = 0 AND m.user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))";
        let params = params![permit.customer().0, id_list(users.iter().map(|u| u.0))];
        let rows = self.read_one(Query::new(sql, params)).await?;
        rows.iter().map(|row| Ok((UserId(row.int(0)?), UserId(row.int(1)?)))).collect()
    }

    /// How many people's files wait for their end after a deletion, and how many of them would have reached it at
    /// `now` if they were kept for `days` days.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn files_waiting(
        &self,
        permit: &Permit,
        days: i64,
        now: Instant,
    ) -> Result<(i64, i64), StoreError> {
        let sql = format!(
            "SELECT count(*), coalesce(CAST(sum(CASE WHEN started_at <= $2 THEN 1 ELSE 0 END) AS BIGINT), 0) \
             FROM data_clock WHERE {WAITING} AND due_at < $3"
        );
        let begun = now.plus_days(-days).0;
        let params = params![permit.customer().0, begun, NEVER];
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        rows.first().map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
    }

    /// A person's files, also of one whose account is purged (R-RESTORE-7).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn files_left(&self, permit: &Permit, person: Guid) -> Result<Option<LeftFiles>, StoreError> {
        let sql = LEFT.replace("HELD", HELD);
        let params = params![permit.customer().0, person.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(left).transpose()
    }
}
