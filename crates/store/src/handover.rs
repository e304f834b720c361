//! Who takes over the mail and files of people who leave (R-DEL-6, R-FILE-3): rows, and the statements that hand over
//! and take back. No rule is here.

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::UserId;

use crate::commit::Belongs;
use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement, id_list};

/// Who takes over in a deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// Who opens the mailboxes from then on.
    pub mail: Option<UserId>,
    /// Who reaches the files until their end.
    pub files: Option<UserId>,
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
    ],
    on_conflict: "ON CONFLICT (customer_id, user_id, workload) DO UPDATE SET heir_id = excluded.heir_id, \
        operation_id = excluded.operation_id, since = excluded.since",
};

fn rows(to: Belongs<'_>, users: &[i64], workload: Workload, heir: UserId) -> Statement {
    let row = |user: &i64| {
        params![
            to.permit.customer().0,
            *user,
            encode::workload_number(workload),
            heir.0,
            to.operation.0,
            to.now,
        ]
    };
    Statement::insert(&HANDOVER, users.iter().map(row).collect())
}

/// Mailboxes become shared ones: their accounts stay, and nobody signs in to them.
pub(crate) fn share_mailboxes(to: Belongs<'_>, users: &[i64], heir: UserId) -> [Statement; 3] {
    let count = u64::try_from(users.len()).unwrap_or(u64::MAX);
    let list = params![to.permit.customer().0, id_list(users.iter().copied())];
    [
        rows(to, users, Workload::Mail, heir),
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

/// Files are reached by somebody else until their end.
pub(crate) fn give_files(to: Belongs<'_>, users: &[i64], heir: UserId) -> Statement {
    rows(to, users, Workload::Files, heir)
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
