//! Operations: the application of decisions, with their progress, and which of them are still running.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, Guid, OperationId};

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, Value};

pub use crate::outcomes::{OutcomeCount, OutcomeList, OutcomeRow};
pub use crate::previews::PreviewRow;
pub use crate::slices::{
    NeedRow, SLICE_USERS_MAX, SliceRow, SliceUser, create_slices, drop_needs, finish_slice, set_needs,
};

/// The application of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// Internal key.
    pub id: OperationId,
    /// Outside identity.
    pub guid: Guid,
    /// `licenses`, `undo`, `delete-users`, `restore-users`, `quantity`, `import-users`, `edit-user`.
    pub kind: String,
    /// Through which door.
    pub channel: String,
    /// Who, as in the audit.
    pub actor: String,
    /// The signed-in user; 0 for none.
    pub actor_id: i64,
    /// Why, in the person's words.
    pub reason: String,
    /// The command as JSON.
    pub command: String,
    /// The figures of its decision as JSON.
    pub totals: String,
    /// Still running.
    pub running: bool,
    /// Users it concerns.
    pub users_total: i64,
    /// Users worked on.
    pub users_done: i64,
    /// Users for whom something changed.
    pub succeeded: i64,
    /// Users for whom nothing had to change.
    pub unchanged: i64,
    /// Users who were refused.
    pub refused: i64,
    /// When admitted.
    pub created_at: i64,
    /// When done.
    pub finished_at: Option<i64>,
    /// Until when it can be undone.
    pub undo_until: i64,
    /// Why it cannot be undone; empty when it can (D-14).
    pub final_because: String,
    /// The operation it undoes.
    pub undoes: Option<OperationId>,
    /// The operation that undid it.
    pub undone_by: Option<OperationId>,
    /// The key with which it was asked for once.
    pub once: Option<Once>,
}

/// The key with which a program asks for an operation once, however often it sends the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Who asks: keys of others never meet.
    pub by: String,
    /// The key.
    pub key: String,
    /// Hash of what was asked.
    pub body: String,
}

const OPERATION: Shape = Shape {
    table: "operation",
    columns: &[
        ("customer_id", Kind::Int),
        ("operation_id", Kind::Int),
        ("guid", Kind::Text),
        ("kind", Kind::Text),
        ("channel", Kind::Text),
        ("actor", Kind::Text),
        ("actor_id", Kind::Int),
        ("reason", Kind::Text),
        ("command", Kind::Text),
        ("totals", Kind::Text),
        ("status", Kind::Int),
        ("users_total", Kind::Int),
        ("users_done", Kind::Int),
        ("succeeded", Kind::Int),
        ("unchanged", Kind::Int),
        ("refused", Kind::Int),
        ("created_at", Kind::Int),
        ("finished_at", Kind::Int),
        ("undo_until", Kind::Int),
        ("final_because", Kind::Text),
        ("undoes", Kind::Int),
        ("undone_by", Kind::Int),
        ("once_by", Kind::Text),
        ("once_key", Kind::Text),
        ("once_body", Kind::Text),
    ],
    on_conflict: "",
};

const OPERATION_COLUMNS: &str = "operation_id, guid, kind, channel, actor, actor_id, reason, command, totals, status, \
    users_total, users_done, succeeded, unchanged, refused, created_at, finished_at, undo_until, final_because, \
    undoes, undone_by, once_by, once_key, once_body";

fn operation(row: &Row) -> Result<OperationRow, StoreError> {
    Ok(OperationRow {
        id: OperationId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        kind: row.text(2)?,
        channel: row.text(3)?,
        actor: row.text(4)?,
        actor_id: row.int(5)?,
        reason: row.text(6)?,
        command: row.text(7)?,
        totals: row.text(8)?,
        running: row.int(9)? == 0,
        users_total: row.int(10)?,
        users_done: row.int(11)?,
        succeeded: row.int(12)?,
        unchanged: row.int(13)?,
        refused: row.int(14)?,
        created_at: row.int(15)?,
        finished_at: row.int_or_null(16)?,
        undo_until: row.int(17)?,
        final_because: row.text(18)?,
        undoes: row.int_or_null(19)?.map(OperationId),
        undone_by: row.int_or_null(20)?.map(OperationId),
        once: match (row.text_or_null(21)?, row.text_or_null(22)?, row.text_or_null(23)?) {
            (Some(by), Some(key), Some(body)) => Some(Once { by, key, body }),
            _ => None,
        },
    })
}

/// The statement that writes a new operation.
#[must_use]
pub fn create_operation(customer: CustomerId, it: &OperationRow) -> Statement {
    Statement::insert(&OPERATION, vec![row(customer, it)])
}

/// The statement that writes new operations of any customers.
#[must_use]
pub fn create_operations<'a>(new: impl IntoIterator<Item = (CustomerId, &'a OperationRow)>) -> Statement {
    Statement::insert(&OPERATION, new.into_iter().map(|(customer, it)| row(customer, it)).collect())
}

fn row(customer: CustomerId, it: &OperationRow) -> Vec<Value> {
    params![
        customer.0,
        it.id.0,
        it.guid.to_string(),
        it.kind.as_str(),
        it.channel.as_str(),
        it.actor.as_str(),
        it.actor_id,
        it.reason.as_str(),
        it.command.as_str(),
        it.totals.as_str(),
        i64::from(!it.running),
        it.users_total,
        it.users_done,
        it.succeeded,
        it.unchanged,
        it.refused,
        it.created_at,
        it.finished_at,
        it.undo_until,
        it.final_because.as_str(),
        it.undoes.map(|o| o.0),
        it.undone_by.map(|o| o.0),
        it.once.as_ref().map(|o| o.by.as_str()),
        it.once.as_ref().map(|o| o.key.as_str()),
        it.once.as_ref().map(|o| o.body.as_str()),
    ]
}

/// Marks an operation as undone; it must not have been undone before.
#[must_use]
pub fn mark_undone(customer: CustomerId, undone: OperationId, by: OperationId) -> Statement {
    Statement::exactly(
        1,
        "UPDATE operation SET undone_by = $3 WHERE customer_id = $1 AND operation_id = $2 AND undone_by IS NULL",
        params![customer.0, undone.0, by.0],
    )
}

/// How far a slice brings an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Users worked on.
    pub done: i64,
    /// Users for whom something changed.
    pub succeeded: i64,
    /// Users for whom nothing had to change.
    pub unchanged: i64,
    /// Users who were refused.
    pub refused: i64,
}

/// Adds progress, and ends the operation when `finished_at` is given.
#[must_use]
pub fn add_progress(
    customer: CustomerId,
    operation: OperationId,
    by: Progress,
    finished_at: Option<i64>,
) -> Statement {
    Statement::exactly(
        1,
        "UPDATE operation SET users_done = users_done + $3, succeeded = succeeded + $4, \
         unchanged = unchanged + $5, refused = refused + $6, \
         finished_at = CAST($7 AS BIGINT), status = CASE WHEN CAST($7 AS BIGINT) IS NULL THEN 0 ELSE 1 END \
         WHERE customer_id = $1 AND operation_id = $2 AND status = 0",
        params![customer.0, operation.0, by.done, by.succeeded, by.unchanged, by.refused, finished_at,],
    )
}

/// Says anew what an operation that nobody works on in slices has done so far.
#[must_use]
pub fn retell_operation(customer: CustomerId, it: &OperationRow) -> Statement {
    Statement::exactly(
        1,
        "UPDATE operation SET totals = $3, users_total = $4, users_done = $5, succeeded = $6, unchanged = $7, \
         refused = $8, finished_at = $9, command = $10, final_because = $11, undo_until = $12 \
         WHERE customer_id = $1 AND operation_id = $2 AND status = 1",
        params![
            customer.0,
            it.id.0,
            it.totals.as_str(),
            it.users_total,
            it.users_done,
            it.succeeded,
            it.unchanged,
            it.refused,
            it.finished_at,
            it.command.as_str(),
            it.final_because.as_str(),
            it.undo_until,
        ],
    )
}

impl Store {
    /// An operation by its outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation(&self, permit: &Permit, id: Guid) -> Result<Option<OperationRow>, StoreError> {
        let sql = format!("SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND guid = $2");
        let params = params![permit.customer().0, id.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(operation).transpose()
    }

    /// The operation that somebody asked for with a key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation_once(
        &self,
        permit: &Permit,
        (by, key): (&str, &str),
    ) -> Result<Option<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND once_by = $2 AND once_key = $3 \
             AND once_key IS NOT NULL"
        );
        let params = params![permit.customer().0, by, key];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(operation).transpose()
    }

    /// An operation by its key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation_by_id(
        &self,
        permit: &Permit,
        id: OperationId,
    ) -> Result<Option<OperationRow>, StoreError> {
        let sql =
            format!("SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND operation_id = $2");
        let params = params![permit.customer().0, id.0];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(operation).transpose()
    }

    /// The newest operations before `below`, newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operations(
        &self,
        permit: &Permit,
        below: i64,
        take: i64,
    ) -> Result<Vec<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND operation_id < $2 \
             ORDER BY operation_id DESC LIMIT $3"
        );
        let params = params![permit.customer().0, below, take];
        self.read_one(Query { sql: sql.into(), params }).await?.iter().map(operation).collect()
    }

    /// The operations next above `above`, newest first; those above nothing are the oldest.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operations_above(
        &self,
        permit: &Permit,
        above: i64,
        take: i64,
    ) -> Result<Vec<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND operation_id > $2 \
             ORDER BY operation_id LIMIT $3"
        );
        let rows = self
            .read_one(Query { sql: sql.into(), params: params![permit.customer().0, above, take] })
            .await?;
        rows.iter().rev().map(operation).collect()
    }

    /// How many operations there are.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_operations(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM operation WHERE customer_id = $1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Operations that are not finished, over all customers, for the worker.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn running_operations(&self) -> Result<Vec<(CustomerId, OperationId)>, StoreError> {
        let sql = "SELECT customer_id, operation_id FROM operation WHERE status = 0 \
                   ORDER BY operation_id, customer_id";
        let rows = self.read_one(Query::new(sql, vec![])).await?;
        rows.iter().map(|r| Ok((CustomerId(r.int(0)?), OperationId(r.int(1)?)))).collect()
    }

    /// The earliest instant at which data that an operation put on a clock will be lost (D-14).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn first_loss(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT min(due_at) FROM data_clock WHERE customer_id = $1 AND operation_id = $2 AND loses_data = 1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.first().map_or(Ok(None), |r| r.int_or_null(0))
    }
}
