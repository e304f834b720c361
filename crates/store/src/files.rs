//! Files that deleted people leave behind: who is whose manager, and when their end
//! comes and is told. Rows and statements; the rules are the domain's.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::time::{DAY_MICROS, Instant};

use crate::due::NEVER;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement, id_list};

/// The key under which a customer's second owner stands among the managers.
pub const SECOND_OWNER: UserId = UserId(0);

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
}
