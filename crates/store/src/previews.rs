//! Previews: decisions that were shown and may be applied. Nothing here knows what a decision says.

use cupo_domain::access::Permit;
use cupo_domain::ids::{Guid, OperationId, PreviewId};

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::preview_parts::{PreviewPart, write_parts};
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

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
    /// Digest of the decision (D-2); empty once it may not be applied any more.
    pub digest: String,
    /// Its figures as JSON.
    pub totals: String,
    /// Users with the fingerprints of their answers, to name differences later.
    pub marks: Vec<u8>,
    /// When made.
    pub created_at: i64,
}

/// Previews of one form and owner that stand at the same time: a page with a live footer asks for one with each tick, and
/// another tab must not lose its own to that at once.
pub const FORM_PREVIEWS_MAX: i64 = 6;
/// Previews of one form and owner of which it is still known what they asked, so that it can be decided again.
pub const FORM_ASKED_MAX: i64 = 24;
/// How long that is known after a preview has ended: six days more than the day it stands.
const ASKED_MICROS: i64 = 6 * 24 * 3_600_000_000;
/// Keys that one form has.
const FORM_KEYS: i64 = 256;

/// The key of a preview of a form: negative, so that it meets no key of a preview that stands by itself, and beside those
/// of the same form.
#[must_use]
pub fn form_key(form: i64, number: i64) -> PreviewId {
    PreviewId(first_of_form(form | i64::MIN) + number.rem_euclid(FORM_KEYS))
}

fn first_of_form(key: i64) -> i64 {
    key & !(FORM_KEYS - 1)
}

/// The first and the last key of the form of a preview; of one that stands by itself, its own.
pub(crate) fn beside(id: PreviewId) -> (i64, i64) {
    let first = first_of_form(id.0);
    if id.0 < 0 { (first, first + FORM_KEYS - 1) } else { (id.0, id.0) }
}

/// What stays of a preview that gave way to newer ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remains {
    /// What it asked.
    Asked,
    /// Nothing: its form says all of it again.
    Nothing,
}

/// Forgets what a form has shown before its newest previews.
fn forget_older(permit: &Permit, id: PreviewId, remains: Remains) -> Vec<Statement> {
    if id.0 >= 0 {
        return Vec::new();
    }
    let (first, last) = beside(id);
    let but = |newest: i64| params![permit.customer().0, first, last, newest - 1];
    let forget = |newest| {
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND preview_id BETWEEN $2 AND $3 AND preview_id NOT IN \
             (SELECT preview_id FROM preview WHERE customer_id = $1 AND preview_id BETWEEN $2 AND $3 \
             ORDER BY created_at DESC, preview_id DESC LIMIT $4)",
            but(newest),
        )
    };
    let end = |newest| {
        let nothing = params![Vec::<u8>::new()];
        Statement::any(
            "UPDATE preview SET digest = '', totals = '{}', marks = $5 WHERE customer_id = $1 \
             AND preview_id BETWEEN $2 AND $3 AND digest <> '' AND preview_id NOT IN \
             (SELECT preview_id FROM preview WHERE customer_id = $1 AND preview_id BETWEEN $2 AND $3 \
             ORDER BY created_at DESC, preview_id DESC LIMIT $4)",
            [but(newest), nothing].concat(),
        )
    };
    match remains {
        Remains::Nothing => vec![forget(FORM_PREVIEWS_MAX)],
        Remains::Asked => vec![forget(FORM_ASKED_MAX), end(FORM_PREVIEWS_MAX)],
    }
}

/// That an operation applied a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewUse {
    /// The preview.
    pub preview: Guid,
    /// Whose it was.
    pub owner: i64,
    /// Hash of what its form asked.
    pub asked: i64,
}

const USE: Shape = Shape {
    table: "preview_use",
    columns: &[
        ("customer_id", Kind::Int),
        ("guid", Kind::Text),
        ("owner_id", Kind::Int),
        ("asked", Kind::Int),
        ("operation_id", Kind::Int),
    ],
    on_conflict: "",
};

/// The statement that remembers which operation applied a preview; a second one finds the key taken.
#[must_use]
pub fn remember_use(permit: &Permit, it: PreviewUse, operation: OperationId) -> Statement {
    let row = params![permit.customer().0, it.preview.to_string(), it.owner, it.asked, operation.0];
    Statement::insert(&USE, vec![row])
}

/// The statement that uses a preview up: it can be applied once.
#[must_use]
pub fn use_preview(permit: &Permit, id: Guid) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM preview WHERE customer_id = $1 AND guid = $2",
        params![permit.customer().0, id.to_string()],
    )
}

fn keep(permit: &Permit, it: &PreviewRow, (keep_from, remains): (i64, Remains)) -> Vec<Statement> {
    let customer = permit.customer().0;
    let mut statements = vec![
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND created_at < $2 \
             AND (preview_id >= 0 OR created_at < $3)",
            params![customer, keep_from, keep_from - ASKED_MICROS],
        ),
        Statement::any(
            "UPDATE preview SET digest = '', totals = '{}', marks = $3 WHERE customer_id = $1 \
             AND created_at < $2 AND digest <> ''",
            params![customer, keep_from, Vec::<u8>::new()],
        ),
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND preview_id = $2",
            params![customer, it.id.0],
        ),
    ];
    statements.extend(forget_older(permit, it.id, remains));
    statements.push(Statement::exactly(
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
    ));
    statements
}

impl Store {
    /// Keeps a preview. Those older than `keep_from`, and what its form showed before its newest, can be applied no more;
    /// of forms it is known for a while what they asked.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_preview(
        &self,
        permit: &Permit,
        it: &PreviewRow,
        keep_from: i64,
    ) -> Result<(), StoreError> {
        self.note(keep(permit, it, (keep_from, Remains::Asked))).await
    }

    /// The same with the answer of every user, in pieces.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_listed_preview(
        &self,
        permit: &Permit,
        it: &PreviewRow,
        parts: Vec<PreviewPart>,
        keep_from: i64,
    ) -> Result<(), StoreError> {
        let mut statements = keep(permit, it, (keep_from, Remains::Nothing));
        statements.extend(write_parts(permit, it, parts, keep_from));
        self.note(statements).await
    }

    /// The operation that applied a preview of this owner, whether it is running, and the hash of what was asked.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn preview_used(
        &self,
        permit: &Permit,
        (owner, preview): (i64, Guid),
    ) -> Result<Option<(Guid, bool, i64)>, StoreError> {
        let sql = "SELECT operation.guid, operation.status, preview_use.asked FROM preview_use JOIN operation \
                   ON operation.customer_id = preview_use.customer_id \
                   AND operation.operation_id = preview_use.operation_id \
                   WHERE preview_use.customer_id = $1 AND preview_use.guid = $2 AND preview_use.owner_id = $3";
        let params = params![permit.customer().0, preview.to_string(), owner];
        let rows = self.read_one(Query::new(sql, params)).await?;
        let used = |row: &crate::value::Row| Ok((guid(&row.text(0)?)?, row.int(1)? == 0, row.int(2)?));
        rows.first().map(used).transpose()
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
}
