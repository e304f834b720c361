//! Saved views of the list of users (R-USER-11): a name and a filter as text, shared by the administrators of a customer.
//! Nothing here knows what a filter says.

use cupo_domain::access::Permit;
use cupo_domain::ids::Guid;

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// Internal key.
    pub id: i64,
    /// Outside identity.
    pub guid: Guid,
    /// Its name for people.
    pub name: String,
    /// The name as names are compared; no two views of a customer share one.
    pub folded: String,
    /// Sort key of the name.
    pub sort_key: Vec<u8>,
    /// The filter as text.
    pub filter: String,
}

const VIEW: Shape = Shape {
    table: "user_view",
    columns: &[
        ("customer_id", Kind::Int),
        ("view_id", Kind::Int),
        ("guid", Kind::Text),
        ("name", Kind::Text),
        ("folded", Kind::Text),
        ("sort_key", Kind::Blob),
        ("filter", Kind::Text),
    ],
    on_conflict: "",
};

fn view(row: &Row) -> Result<ViewRow, StoreError> {
    Ok(ViewRow {
        id: row.int(0)?,
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        folded: row.text(3)?,
        sort_key: row.blob(4)?,
        filter: row.text(5)?,
    })
}

/// Keeps a new view.
#[must_use]
pub fn create_view(permit: &Permit, it: &ViewRow) -> Statement {
    let row = params![
        permit.customer().0,
        it.id,
        it.guid.to_string(),
        it.name.as_str(),
        it.folded.as_str(),
        it.sort_key.clone(),
        it.filter.as_str(),
    ];
    Statement::insert(&VIEW, vec![row])
}

/// Writes what a view is called and what it finds; it must be there.
#[must_use]
pub fn change_view(permit: &Permit, it: &ViewRow) -> Statement {
    Statement::exactly(
        1,
        "UPDATE user_view SET name = $3, folded = $4, sort_key = $5, filter = $6 \
         WHERE customer_id = $1 AND view_id = $2",
        params![
            permit.customer().0,
            it.id,
            it.name.as_str(),
            it.folded.as_str(),
            it.sort_key.clone(),
            it.filter.as_str(),
        ],
    )
}

/// Forgets a view; it must be there.
#[must_use]
pub fn delete_view(permit: &Permit, id: i64) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM user_view WHERE customer_id = $1 AND view_id = $2",
        params![permit.customer().0, id],
    )
}

impl Store {
    /// The saved views of a customer, by name. They are few, because their number is limited.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn views(&self, permit: &Permit) -> Result<Vec<ViewRow>, StoreError> {
        let sql = "SELECT view_id, guid, name, folded, sort_key, filter FROM user_view \
                   WHERE customer_id = $1 ORDER BY sort_key, view_id";
        self.read_one(Query::new(sql, params![permit.customer().0])).await?.iter().map(view).collect()
    }
}
