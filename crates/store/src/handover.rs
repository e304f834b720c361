//! Who takes over the mail and files of people who leave (R-DEL-6, R-FILE-3): rows, and the statements that hand over
//! and take back. No rule is here.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::time::Instant;

use crate::commit::Belongs;
use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, id_list};

/// Who takes over in a deletion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// Who opens the mailboxes from then on.
    pub mail: Option<UserId>,
    /// Who reaches whose files until their end.
    pub files: BTreeMap<UserId, UserId>,
    /// When whoever reaches files is reminded of their end.
    pub remind: Option<Instant>,
}

/// Files that somebody reaches and that end soon (R-FILE-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderRow {
    /// Of which customer.
    pub customer: CustomerId,
    /// Whose files.
    pub user: UserId,
    /// The owner's name.
    pub owner: String,
    /// When it is due.
    pub due: Instant,
    /// When the files end.
    pub end: Instant,
    /// Who reaches them.
    pub heir: UserId,
    /// That person's name and address, while the account is there.
    pub to: Option<(String, String)>,
}

pub(crate) const REMINDERS: &str = "SELECT h.customer_id, h.user_id, u.display_name, h.remind_at, d.due_at, \
    h.heir_id, o.display_name, o.sign_in FROM handover h \
    JOIN users u ON u.customer_id = h.customer_id AND u.user_id = h.user_id \
    JOIN data_clock d ON d.customer_id = h.customer_id AND d.user_id = h.user_id AND d.workload = h.workload \
    LEFT JOIN users o ON o.customer_id = h.customer_id AND o.user_id = h.heir_id AND o.state = 0 \
    WHERE h.remind_at <= $1 ORDER BY h.remind_at, h.customer_id, h.user_id LIMIT $2";

pub(crate) fn reminder(row: &Row) -> Result<ReminderRow, StoreError> {
    let to = row.text_or_null(6)?.zip(row.text_or_null(7)?);
    Ok(ReminderRow {
        customer: CustomerId(row.int(0)?),
        user: UserId(row.int(1)?),
        owner: row.text(2)?,
        due: Instant(row.int(3)?),
        end: Instant(row.int(4)?),
        heir: UserId(row.int(5)?),
        to,
    })
}

const HANDOVER: Shape = Shape {
    table: "handover",
    columns: &[
        ("customer_id", Kind::Int),
        ("user_id", Kind::Int),
        ("workload", Kind::Int),
        ("heir_id", Kind::Int),
        ("operation_id", Kind::Int),
        ("since", Kind::Int),
        ("remind_at", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, user_id, workload) DO UPDATE SET heir_id = excluded.heir_id, \
        operation_id = excluded.operation_id, since = excluded.since, remind_at = excluded.remind_at",
};

fn rows(
    to: Belongs<'_>,
    heirs: impl Iterator<Item = (UserId, UserId)>,
    workload: Workload,
    remind: Option<Instant>,
) -> Statement {
    let row = |(user, heir): (UserId, UserId)| {
        params![
            to.permit.customer().0,
            user.0,
            encode::workload_number(workload),
            heir.0,
            to.operation.0,
            to.now,
            remind.map(|at| at.0),
        ]
    };
    Statement::insert(&HANDOVER, heirs.map(row).collect())
}

/// Mailboxes become shared ones: their accounts stay, and nobody signs in to them.
pub(crate) fn share_mailboxes(to: Belongs<'_>, users: &[i64], heir: UserId) -> [Statement; 3] {
    let count = u64::try_from(users.len()).unwrap_or(u64::MAX);
    let list = params![to.permit.customer().0, id_list(users.iter().copied())];
    [
        rows(to, users.iter().map(|user| (UserId(*user), heir)), Workload::Mail, None),
        Statement::exactly(
            count,
            "UPDATE handover SET enabled = (SELECT u.enabled FROM users u WHERE u.customer_id = handover.customer_id \
             AND u.user_id = handover.user_id) WHERE customer_id = $1 AND workload = 0 \
             AND user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            list.clone(),
        ),
        Statement::exactly(
            count,
            "UPDATE users SET anchored = 1, enabled = 0 WHERE customer_id = $1 AND state = 0 AND anchored = 0 \
             AND user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            list,
        ),
    ]
}

/// Files of the first of each pair are reached by the second until their end, of which that person is reminded.
#[must_use]
pub fn give_files(
    to: Belongs<'_>,
    heirs: impl Iterator<Item = (UserId, UserId)>,
    remind: Option<Instant>,
) -> Statement {
    rows(to, heirs, Workload::Files, remind)
}

/// What was handed over is its owners' again; the anchors of shared mailboxes among them sign in again.
pub(crate) fn take_back(customer: i64, owners: &[i64], anchors: &[i64]) -> [Statement; 2] {
    [
        Statement::exactly(
            u64::try_from(anchors.len()).unwrap_or(u64::MAX),
            "UPDATE users SET anchored = 0, enabled = (SELECT h.enabled FROM handover h \
             WHERE h.customer_id = users.customer_id AND h.user_id = users.user_id AND h.workload = 0) \
             WHERE customer_id = $1 AND state = 0 AND anchored = 1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer, id_list(anchors.iter().copied())],
        ),
        Statement::any(
            "DELETE FROM handover WHERE customer_id = $1 AND user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))",
            params![customer, id_list(owners.iter().copied())],
        ),
    ]
}

impl Store {
    /// Those of these users whose mailbox was handed over when they were to be deleted.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn handed_over(&self, permit: &Permit, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM handover WHERE customer_id = $1 AND workload = 0 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY user_id";
        let params = params![permit.customer().0, id_list(users.iter().map(|u| u.0))];
        let rows = self.read_one(Query::new(sql, params)).await?;
        rows.iter().map(|row| row.int(0).map(UserId)).collect()
    }
}
