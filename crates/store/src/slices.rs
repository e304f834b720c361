//! Slices of running operations, and the seats that are set aside for them (D-3, D-4). Each slice is taken off its
//! list in the commit that does its work, so that nothing happens twice.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, OperationId, PoolId, UserId};

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

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

impl Store {
    /// The next slice of an operation, and how many wait with it: 2 stands for more.
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
                    "SELECT count(*) FROM (SELECT slice FROM operation_slice WHERE customer_id = $1 \
                     AND operation_id = $2 LIMIT 2) AS few",
                    keys,
                ),
            ])
            .await?;
        let count = answers.get(1).and_then(|rows| rows.first()).map_or(Ok(0), |r| r.int(0))?;
        let Some(row) = answers.first().and_then(|rows| rows.first()) else { return Ok((None, count)) };
        let slice = SliceRow { slice: row.int(0)?, users: slice_users(&row.blob(1)?), retry: row.flag(2)? };
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
}
