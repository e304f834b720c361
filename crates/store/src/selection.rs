//! What somebody has selected at a customer: kept by the server, so that paging, searching, a reload or a second
//! tab lose nothing (D-38). A criterion stays a criterion; it never becomes a million rows.

use std::collections::BTreeSet;

use cupo_domain::access::Permit;
use cupo_domain::ids::UserId;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::user_filter::{UserFilter, condition};
use crate::value::{Kind, Query, Shape, Statement, id_list};

/// A selection as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionRow {
    /// The criterion in the text form of the use cases.
    pub criterion: Option<String>,
    /// Users marked one by one.
    pub marks: i64,
}

const MARK: Shape = Shape {
    table: "selection_mark",
    columns: &[
        ("customer_id", Kind::Int),
        ("owner_id", Kind::Int),
        ("user_id", Kind::Int),
        ("mark", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, owner_id, user_id) DO UPDATE SET mark = excluded.mark",
};

const SELECTION: Shape = Shape {
    table: "selection",
    columns: &[
        ("customer_id", Kind::Int),
        ("owner_id", Kind::Int),
        ("criterion", Kind::Text),
        ("changed_at", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, owner_id) DO UPDATE SET criterion = excluded.criterion, \
        changed_at = excluded.changed_at",
};

impl Store {
    /// The selection of an owner.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn selection(&self, permit: &Permit, owner: i64) -> Result<SelectionRow, StoreError> {
        let keys = params![permit.customer().0, owner];
        let answers = self
            .read(vec![
                Query::new(
                    "SELECT criterion FROM selection WHERE customer_id = $1 AND owner_id = $2",
                    keys.clone(),
                ),
                Query::new(
                    "SELECT count(*) FROM selection_mark WHERE customer_id = $1 AND owner_id = $2",
                    keys,
                ),
            ])
            .await?;
        let criterion = answers.first().and_then(|rows| rows.first()).map(|r| r.text_or_null(0));
        let marks = answers.get(1).and_then(|rows| rows.first()).map_or(Ok(0), |r| r.int(0))?;
        Ok(SelectionRow { criterion: criterion.transpose()?.flatten(), marks })
    }

    /// Which of these users a filter finds.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn ids_among(
        &self,
        permit: &Permit,
        filter: &UserFilter,
        users: &[UserId],
    ) -> Result<BTreeSet<UserId>, StoreError> {
        let mut it = condition(self.dialect(), permit, filter);
        let list = it.mark(id_list(users.iter().map(|u| u.0)));
        // The plus keeps SQLite from walking all users of a state: the list of keys is the short way in.
        let found = it.sql.replace(" u.state =", " +u.state =");
        let sql = format!(
            "SELECT u.user_id FROM users u WHERE {found} AND u.user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST({list} AS TEXT)))"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: it.params }).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// Marks users as selected or not; users of other customers are never found by any list, so marks of them
    /// have no effect.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn mark_selected(
        &self,
        permit: &Permit,
        owner: i64,
        users: &[UserId],
        selected: bool,
    ) -> Result<(), StoreError> {
        let rows = users.iter().map(|u| params![permit.customer().0, owner, u.0, selected]).collect();
        self.note(vec![Statement::insert(&MARK, rows)]).await
    }

    /// Replaces the selection by a criterion, or by nothing.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn select_matching(
        &self,
        permit: &Permit,
        owner: i64,
        criterion: Option<&str>,
        now: i64,
    ) -> Result<(), StoreError> {
        let customer = permit.customer().0;
        self.note(vec![
            Statement::any(
                "DELETE FROM selection_mark WHERE customer_id = $1 AND owner_id = $2",
                params![customer, owner],
            ),
            Statement::insert(&SELECTION, vec![params![customer, owner, criterion, now]]),
        ])
        .await
    }
}
