//! Previews: decisions that were shown and may be applied. Nothing here knows what a decision says.

use cupo_domain::access::Permit;
use cupo_domain::ids::{Guid, PreviewId};

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::preview_parts::{PreviewPart, write_parts};
use crate::store::Store;
use crate::value::{Query, Statement};

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

/// Previews of one form and owner that stand at the same time: a page with a live footer asks for one with each tick, and
/// another tab must not lose its own to that at once.
pub const FORM_PREVIEWS_MAX: i64 = 6;
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

/// Forgets what a form has shown before its newest previews.
fn forget_older(permit: &Permit, id: PreviewId) -> Option<Statement> {
    let first = first_of_form(id.0);
    (id.0 < 0).then(|| {
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND preview_id BETWEEN $2 AND $3 AND preview_id NOT IN \
             (SELECT preview_id FROM preview WHERE customer_id = $1 AND preview_id BETWEEN $2 AND $3 \
             ORDER BY created_at DESC, preview_id DESC LIMIT $4)",
            params![permit.customer().0, first, first + FORM_KEYS - 1, FORM_PREVIEWS_MAX - 1],
        )
    })
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

fn keep(permit: &Permit, it: &PreviewRow, keep_from: i64) -> Vec<Statement> {
    let customer = permit.customer().0;
    let mut statements = vec![
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND created_at < $2",
            params![customer, keep_from],
        ),
        Statement::any(
            "DELETE FROM preview WHERE customer_id = $1 AND preview_id = $2",
            params![customer, it.id.0],
        ),
    ];
    statements.extend(forget_older(permit, it.id));
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
    /// Keeps a preview, and forgets those older than `keep_from` and what its form showed long ago.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_preview(
        &self,
        permit: &Permit,
        it: &PreviewRow,
        keep_from: i64,
    ) -> Result<(), StoreError> {
        self.note(keep(permit, it, keep_from)).await
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
        let mut statements = keep(permit, it, keep_from);
        statements.extend(write_parts(permit, it, parts, keep_from));
        self.note(statements).await
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
