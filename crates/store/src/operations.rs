//! Previews, operations, their slices and outcomes.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::command::Target;
use cupo_domain::decision::{Direct, Verdict};
use cupo_domain::ids::{CustomerId, Guid, OperationId, PoolId, PreviewId, ProductId, UserId};

use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, Value, id_list};

/// A stored decision that somebody may apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Internal key.
    pub id: PreviewId,
    /// Outside identity.
    pub guid: Guid,
    /// Who made it; only this owner may apply it.
    pub owner: i64,
    /// The command as JSON.
    pub command: String,
    /// Digest of the decision (D-2).
    pub digest: String,
    /// Its figures as JSON.
    pub totals: String,
    /// Users with the fingerprints of their answers, to name differences later.
    pub marks: Vec<u8>,
    /// When made.
    pub created_at: i64,
}

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
}

/// Users per slice of a running operation (D-3).
pub const SLICE_USERS_MAX: usize = 5_000;

/// A user who waits for a running operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceUser {
    /// Who.
    pub user: UserId,
    /// The state the user was in when the operation was admitted.
    pub fingerprint: u64,
    /// Place in the order of the selection.
    pub position: i64,
}

/// A slice that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceRow {
    /// Its number; slices are worked on in ascending order.
    pub slice: i64,
    /// Its users.
    pub users: Vec<SliceUser>,
    /// These users found no seat before and are tried once more (D-7).
    pub retry: bool,
}

/// A line of an operation's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The user.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Name.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Pool.
    pub pool: PoolId,
    /// Product.
    pub product: ProductId,
    /// Place in the order of the selection.
    pub position: i64,
    /// The answer.
    pub verdict: Verdict,
    /// Direct license before.
    pub before: Direct,
    /// Direct license after.
    pub after: Direct,
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
    ],
    on_conflict: "",
};

const OPERATION_COLUMNS: &str = "operation_id, guid, kind, channel, actor, actor_id, reason, command, totals, status, \
    users_total, users_done, succeeded, unchanged, refused, created_at, finished_at, undo_until, final_because, \
    undoes, undone_by";

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
    })
}

/// The statement that writes a new operation.
#[must_use]
pub fn create_operation(customer: CustomerId, it: &OperationRow) -> Statement {
    let row = params![
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
    ];
    Statement::insert(&OPERATION, vec![row])
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

const SLICE: Shape = Shape {
    table: "operation_slice",
    columns: &[
        ("customer_id", Kind::Int),
        ("operation_id", Kind::Int),
        ("slice", Kind::Int),
        ("users", Kind::Blob),
        ("retry", Kind::Int),
    ],
    on_conflict: "",
};

/// Statements that keep the slices of an admitted operation.
#[must_use]
pub fn create_slices(customer: CustomerId, operation: OperationId, slices: &[SliceRow]) -> Statement {
    let rows = slices
        .iter()
        .map(|s| params![customer.0, operation.0, s.slice, slice_bytes(&s.users), s.retry])
        .collect();
    Statement::insert(&SLICE, rows)
}

/// The statement that takes a slice off the list; it must be there, so that each effect happens once.
#[must_use]
pub fn finish_slice(customer: CustomerId, operation: OperationId, slice: i64) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM operation_slice WHERE customer_id = $1 AND operation_id = $2 AND slice = $3",
        params![customer.0, operation.0, slice],
    )
}

fn slice_bytes(users: &[SliceUser]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(users.len() * SLICE_USER_BYTES);
    for it in users {
        bytes.extend_from_slice(&it.user.0.to_be_bytes());
        bytes.extend_from_slice(&it.fingerprint.to_be_bytes());
        bytes.extend_from_slice(&it.position.to_be_bytes());
    }
    bytes
}

const SLICE_USER_BYTES: usize = 24;

fn slice_users(bytes: &[u8]) -> Vec<SliceUser> {
    bytes
        .chunks_exact(SLICE_USER_BYTES)
        .filter_map(|chunk| {
            let (user, rest) = chunk.split_first_chunk::<8>()?;
            let (fingerprint, rest) = rest.split_first_chunk::<8>()?;
            let (position, _) = rest.split_first_chunk::<8>()?;
            Some(SliceUser {
                user: UserId(i64::from_be_bytes(*user)),
                fingerprint: u64::from_be_bytes(*fingerprint),
                position: i64::from_be_bytes(*position),
            })
        })
        .collect()
}

/// What an operation still needs of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedRow {
    /// Which pool.
    pub pool: PoolId,
    /// Seats it still means to give.
    pub to_grant: i64,
    /// Seats set aside for that.
    pub reserved: i64,
}

const NEED: Shape = Shape {
    table: "operation_need",
    columns: &[
        ("customer_id", Kind::Int),
        ("operation_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("to_grant", Kind::Int),
        ("reserved", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, operation_id, pool_id) DO UPDATE SET to_grant = excluded.to_grant, \
        reserved = excluded.reserved",
};

/// Writes what an operation needs and moves the pools' reservations along.
#[must_use]
pub fn set_needs(
    customer: CustomerId,
    operation: OperationId,
    before: &[NeedRow],
    after: &[NeedRow],
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = after
        .iter()
        .filter_map(|need| {
            let was = before.iter().find(|b| b.pool == need.pool).map_or(0, |b| b.reserved);
            (need.reserved != was).then(|| {
                Statement::exactly(
                    1,
                    "UPDATE pool SET reserved = reserved + $3, version = version + 1 \
                     WHERE customer_id = $1 AND pool_id = $2",
                    params![customer.0, need.pool.0, need.reserved - was],
                )
            })
        })
        .collect();
    let rows =
        after.iter().map(|n| params![customer.0, operation.0, n.pool.0, n.to_grant, n.reserved]).collect();
    statements.push(Statement::insert(&NEED, rows));
    statements
}

/// Takes the needs of a finished operation away.
#[must_use]
pub fn drop_needs(customer: CustomerId, operation: OperationId) -> Statement {
    Statement::any(
        "DELETE FROM operation_need WHERE customer_id = $1 AND operation_id = $2",
        params![customer.0, operation.0],
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
        params![
            customer.0,
            operation.0,
            by.done,
            by.succeeded,
            by.unchanged,
            by.refused,
            finished_at,
        ],
    )
}

/// Which outcomes of an operation.
#[derive(Clone, Debug, Default)]
pub struct OutcomeList {
    /// 0 done, 1 unchanged, 2 kept, 3 refused.
    pub verdict: Option<i64>,
    /// Only refusals with this code.
    pub code: Option<String>,
    /// Only this product.
    pub product: Option<ProductId>,
    /// After this place and user and pool.
    pub after: Option<(i64, i64)>,
    /// How many.
    pub take: i64,
}

/// How many outcomes share a product, a verdict, an effect and a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeCount {
    /// Product.
    pub product: ProductId,
    /// 0 done, 1 unchanged, 2 kept, 3 refused.
    pub verdict: i64,
    /// Effect or reason of keeping.
    pub effect: String,
    /// Code of the refusal.
    pub code: String,
    /// How many.
    pub count: i64,
}

impl Store {
    /// Keeps a preview and forgets those older than `keep_from`.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_preview(
        &self,
        permit: &Permit,
        it: &PreviewRow,
        keep_from: i64,
    ) -> Result<(), StoreError> {
        let customer = permit.customer().0;
        self.note(vec![
            Statement::any(
                "DELETE FROM preview WHERE customer_id = $1 AND created_at < $2",
                params![customer, keep_from],
            ),
            Statement::exactly(
                1,
                "INSERT INTO preview (customer_id, preview_id, guid, owner_id, command, digest, totals, marks, \
                 created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                params![
                    customer,
                    it.id.0,
                    it.guid.to_string(),
                    it.owner,
                    it.command.as_str(),
                    it.digest.as_str(),
                    it.totals.as_str(),
                    it.marks.clone(),
                    it.created_at,
                ],
            ),
        ])
        .await
    }

    /// A preview by its outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn preview(&self, permit: &Permit, id: Guid) -> Result<Option<PreviewRow>, StoreError> {
        let sql = "SELECT preview_id, guid, owner_id, command, digest, totals, marks, created_at FROM preview \
                   WHERE customer_id = $1 AND guid = $2";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, id.to_string()])).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(PreviewRow {
            id: PreviewId(row.int(0)?),
            guid: guid(&row.text(1)?)?,
            owner: row.int(2)?,
            command: row.text(3)?,
            digest: row.text(4)?,
            totals: row.text(5)?,
            marks: row.blob(6)?,
            created_at: row.int(7)?,
        }))
    }

    /// An operation by its outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation(&self, permit: &Permit, id: Guid) -> Result<Option<OperationRow>, StoreError> {
        let sql = format!("SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND guid = $2");
        let params = params![permit.customer().0, id.to_string()];
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
        let sql = format!("SELECT {OPERATION_COLUMNS} FROM operation WHERE customer_id = $1 AND operation_id = $2");
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

    /// The next slice of an operation and how many wait.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn next_slice(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<(Option<SliceRow>, i64), StoreError> {
        let keys = params![permit.customer().0, operation.0];
        let answers = self
            .read(vec![
                Query::new(
                    "SELECT slice, users, retry FROM operation_slice WHERE customer_id = $1 AND operation_id = $2 \
                     ORDER BY slice LIMIT 1",
                    keys.clone(),
                ),
                Query::new(
                    "SELECT count(*) FROM operation_slice WHERE customer_id = $1 AND operation_id = $2",
                    keys,
                ),
            ])
            .await?;
        let count = answers.get(1).and_then(|rows| rows.first()).map_or(Ok(0), |r| r.int(0))?;
        let Some(row) = answers.first().and_then(|rows| rows.first()) else { return Ok((None, count)) };
        let slice =
            SliceRow { slice: row.int(0)?, users: slice_users(&row.blob(1)?), retry: row.flag(2)? };
        Ok((Some(slice), count))
    }

    /// What an operation still needs.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn needs(&self, permit: &Permit, operation: OperationId) -> Result<Vec<NeedRow>, StoreError> {
        let sql = "SELECT pool_id, to_grant, reserved FROM operation_need \
                   WHERE customer_id = $1 AND operation_id = $2 ORDER BY pool_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter()
            .map(|r| Ok(NeedRow { pool: PoolId(r.int(0)?), to_grant: r.int(1)?, reserved: r.int(2)? }))
            .collect()
    }

    /// Lines of an operation's result in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn outcomes(
        &self,
        permit: &Permit,
        operation: OperationId,
        list: &OutcomeList,
    ) -> Result<Vec<OutcomeRow>, StoreError> {
        let mut params: Vec<Value> = params![permit.customer().0, operation.0];
        let mut sql = String::from(
            "SELECT o.user_id, coalesce(u.guid, ''), coalesce(u.display_name, ''), coalesce(u.sign_in, ''), \
             o.pool_id, coalesce(p.product_id, 0), o.position, o.verdict, o.effect, o.detail, o.before_held, \
             o.after_held FROM outcome o \
             LEFT JOIN users u ON u.customer_id = o.customer_id AND u.user_id = o.user_id \
             LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
             WHERE o.customer_id = $1 AND o.operation_id = $2",
        );
        let mut and = |column: &str, value: Value| {
            params.push(value);
            sql.push_str(&format!(" AND {column} ${}", params.len()));
        };
        if let Some(verdict) = list.verdict {
            and("o.verdict =", verdict.into());
        }
        if let Some(code) = &list.code {
            and("o.code =", code.as_str().into());
        }
        if let Some(product) = list.product {
            and("p.product_id =", product.0.into());
        }
        if let Some((position, pool)) = list.after {
            params.push(position.into());
            params.push(pool.into());
            let n = params.len();
            sql.push_str(&format!(" AND (o.position, o.pool_id) > (${}, ${n})", n - 1));
        }
        params.push(list.take.into());
        sql.push_str(&format!(" ORDER BY o.position, o.pool_id LIMIT ${}", params.len()));
        self.read_one(Query { sql: sql.into(), params }).await?.iter().map(outcome).collect()
    }

    /// Counts of an operation's outcomes by product, verdict and code.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn outcome_counts(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Vec<OutcomeCount>, StoreError> {
        let sql = "SELECT coalesce(p.product_id, 0), o.verdict, o.effect, o.code, count(*) FROM outcome o \
                   LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 \
                   GROUP BY coalesce(p.product_id, 0), o.verdict, o.effect, o.code \
                   ORDER BY 1, 2, 3, 4";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter()
            .map(|r| {
                Ok(OutcomeCount {
                    product: ProductId(r.int(0)?),
                    verdict: r.int(1)?,
                    effect: r.text(2)?,
                    code: r.text(3)?,
                    count: r.int(4)?,
                })
            })
            .collect()
    }

    /// The earliest instant at which data that an operation put on a clock will be lost (D-14).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn first_loss(&self, permit: &Permit, operation: OperationId) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT min(due_at) FROM data_clock WHERE customer_id = $1 AND operation_id = $2 AND loses_data = 1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.first().map_or(Ok(None), |r| r.int_or_null(0))
    }
}

impl Store {
    /// The users an operation changed something for, in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn changed_users(&self, permit: &Permit, operation: OperationId) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id, min(position) FROM outcome WHERE customer_id = $1 AND operation_id = $2 \
                   AND verdict = 0 GROUP BY user_id ORDER BY 2, 1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// Where the licenses of these users have to go back to, to undo an operation.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn undo_targets(
        &self,
        permit: &Permit,
        operation: OperationId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<Target>>, StoreError> {
        let sql = "SELECT o.user_id, o.pool_id, p.product_id, o.before_held, o.after_held FROM outcome o \
                   JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 AND o.verdict = 0 AND o.user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT))) ORDER BY o.user_id, o.pool_id";
        let list = id_list(users.iter().map(|u| u.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0, list])).await?;
        let mut targets: BTreeMap<UserId, Vec<Target>> = BTreeMap::new();
        for row in &rows {
            targets.entry(UserId(row.int(0)?)).or_default().push(Target {
                pool: PoolId(row.int(1)?),
                product: ProductId(row.int(2)?),
                wanted: encode::direct(row.text_or_null(3)?.as_deref())?,
                expected: encode::direct(row.text_or_null(4)?.as_deref())?,
            });
        }
        Ok(targets)
    }
}

fn outcome(row: &Row) -> Result<OutcomeRow, StoreError> {
    let product = ProductId(row.int(5)?);
    Ok(OutcomeRow {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?).unwrap_or_default(),
        display_name: row.text(2)?,
        sign_in: row.text(3)?,
        pool: PoolId(row.int(4)?),
        product,
        position: row.int(6)?,
        verdict: encode::verdict(row.int(7)?, &row.text(8)?, product, &row.text(9)?)?,
        before: encode::direct(row.text_or_null(10)?.as_deref())?,
        after: encode::direct(row.text_or_null(11)?.as_deref())?,
    })
}
