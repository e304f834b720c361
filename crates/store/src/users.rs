//! Users: rows and keyset pages.
//! No offset anywhere: a page costs the same at the millionth user as at the first.

use cupo_domain::access::Permit;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{CustomerId, Guid, ProductId, UserId};

use crate::encode;
use crate::engine::Dialect;
use crate::error::StoreError;
use crate::organisations::{contains, guid};
use crate::params;
use crate::store::Store;
use crate::user_filter::{Condition, condition};
use crate::value::{Kind, Query, Row, Shape, Statement, Value, id_list};

pub use crate::user_filter::{Position, Selected, Twice, UserFilter, UserPage, UserSort};

/// A user as lists and panels show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Internal key.
    pub id: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Sign-in name, in lower case.
    pub sign_in: String,
    /// Name for people.
    pub display_name: String,
    /// Sort key of the name (D-8).
    pub sort_key: Vec<u8>,
    /// Folded text for search.
    pub search: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Job title.
    pub job_title: String,
    /// Department.
    pub department: String,
    /// Usage location, two letters.
    pub location: Option<String>,
    /// Other fields of the directory as a JSON object.
    pub profile: String,
    /// Sign-in is allowed.
    pub enabled: bool,
    /// Who masters the account.
    pub mastery: Mastery,
    /// Mail forwarding or a shared mailbox hangs on it (R-DEL-3).
    pub anchored: bool,
    /// 0 active, 1 deleted.
    pub state: i64,
    /// When created.
    pub created_at: i64,
    /// When deleted.
    pub deleted_at: Option<i64>,
}

const COLUMNS: &str = "u.user_id, u.guid, u.sign_in, u.display_name, u.sort_key, u.search, u.first_name, \
    u.last_name, u.job_title, u.department, u.location, u.profile, u.enabled, u.mastery, u.anchored, u.state, \
    u.created_at, u.deleted_at";

fn user(row: &Row) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        id: UserId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        sign_in: row.text(2)?,
        display_name: row.text(3)?,
        sort_key: row.blob(4)?,
        search: row.text(5)?,
        first_name: row.text(6)?,
        last_name: row.text(7)?,
        job_title: row.text(8)?,
        department: row.text(9)?,
        location: row.text_or_null(10)?,
        profile: row.text(11)?,
        enabled: row.flag(12)?,
        mastery: encode::mastery(row.int(13)?)?,
        anchored: row.flag(14)?,
        state: row.int(15)?,
        created_at: row.int(16)?,
        deleted_at: row.int_or_null(17)?,
    })
}

const USER_COLUMNS: &[(&str, Kind)] = &[
    ("customer_id", Kind::Int),
    ("user_id", Kind::Int),
    ("guid", Kind::Text),
    ("sign_in", Kind::Text),
    ("display_name", Kind::Text),
    ("sort_key", Kind::Blob),
    ("search", Kind::Text),
    ("first_name", Kind::Text),
    ("last_name", Kind::Text),
    ("job_title", Kind::Text),
    ("department", Kind::Text),
    ("location", Kind::Text),
    ("profile", Kind::Text),
    ("enabled", Kind::Int),
    ("mastery", Kind::Int),
    ("anchored", Kind::Int),
    ("state", Kind::Int),
    ("created_at", Kind::Int),
    ("deleted_at", Kind::Int),
];

const USER: Shape = Shape { table: "users", columns: USER_COLUMNS, on_conflict: "" };

/// Users that are there: their rows bring the editable fields.
const EDITED: Shape = Shape {
    table: "users",
    columns: USER_COLUMNS,
    on_conflict: "ON CONFLICT (customer_id, user_id) DO UPDATE SET display_name = excluded.display_name, \
        sort_key = excluded.sort_key, search = excluded.search, first_name = excluded.first_name, \
        last_name = excluded.last_name, job_title = excluded.job_title, department = excluded.department, \
        location = excluded.location, profile = excluded.profile, enabled = excluded.enabled \
        WHERE users.state = 0",
};

/// Rows for new users.
#[must_use]
pub fn insert_users(customer: CustomerId, users: &[UserRow]) -> Statement {
    Statement::insert(&USER, rows(customer, users))
}

/// Writes the editable fields of users that were read in the same turn.
#[must_use]
pub fn update_users(customer: CustomerId, users: &[UserRow]) -> Statement {
    Statement::insert(&EDITED, rows(customer, users))
}

fn rows(customer: CustomerId, users: &[UserRow]) -> Vec<Vec<Value>> {
    users
        .iter()
        .map(|u| {
            params![
                customer.0,
                u.id.0,
                u.guid.to_string(),
                u.sign_in.as_str(),
                u.display_name.as_str(),
                u.sort_key.clone(),
                u.search.as_str(),
                u.first_name.as_str(),
                u.last_name.as_str(),
                u.job_title.as_str(),
                u.department.as_str(),
                u.location.as_deref(),
                u.profile.as_str(),
                u.enabled,
                encode::mastery_number(u.mastery),
                u.anchored,
                u.state,
                u.created_at,
                u.deleted_at,
            ]
        })
        .collect()
}

/// The statement that writes the editable fields of a user; it must find the user active.
#[must_use]
pub fn update_user(customer: CustomerId, u: &UserRow) -> Statement {
    Statement::exactly(
        1,
        "UPDATE users SET display_name = $3, sort_key = $4, search = $5, first_name = $6, last_name = $7, \
         job_title = $8, department = $9, location = $10, enabled = $11, profile = $12, sign_in = $13 \
         WHERE customer_id = $1 AND user_id = $2 AND state = 0",
        params![
            customer.0,
            u.id.0,
            u.display_name.as_str(),
            u.sort_key.clone(),
            u.search.as_str(),
            u.first_name.as_str(),
            u.last_name.as_str(),
            u.job_title.as_str(),
            u.department.as_str(),
            u.location.as_deref(),
            u.enabled,
            u.profile.as_str(),
            u.sign_in.as_str(),
        ],
    )
}

/// A page that was found.
#[derive(Clone, Debug, Default)]
pub struct UserPageFound {
    /// The users in their order.
    pub users: Vec<UserRow>,
    /// There are more before.
    pub more_before: bool,
    /// There are more after.
    pub more_after: bool,
}

/// Users that are looked at in the order of the list before the index of texts is asked: a frequent text fills its
/// page among them, and a rare one costs only these.
const NEAR_USERS: i64 = 16_000;

/// The question for a page of users, and for one more that tells whether there are more.
#[must_use]
pub fn page_query(dialect: Dialect, permit: &Permit, page: &UserPage) -> Query {
    let mut it = condition(dialect, permit, &page.filter);
    let (order, size) = (placed(&mut it, page), it.mark(page.size + 1));
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE {} ORDER BY {order} LIMIT {size}", it.sql);
    Query { sql: sql.into(), params: it.params }
}

/// The same page, as far as the next few thousand users of the list hold it.
#[must_use]
pub fn near_query(dialect: Dialect, permit: &Permit, page: &UserPage) -> Query {
    let everyone = UserFilter { search: None, ..page.filter.clone() };
    let mut it = condition(dialect, permit, &everyone);
    let order = placed(&mut it, page);
    let near = it.mark(NEAR_USERS);
    let text = it.mark(contains(page.filter.search.as_deref().unwrap_or_default()));
    let size = it.mark(page.size + 1);
    let (columns, again) = (COLUMNS.replace("u.", "n."), order.replace("u.", "n."));
    let sql = format!(
        "SELECT {columns} FROM (SELECT u.* FROM users u WHERE {} ORDER BY {order} LIMIT {near}) n \
         WHERE n.search LIKE {text} ESCAPE '\\' ORDER BY {again} LIMIT {size}",
        it.sql
    );
    Query { sql: sql.into(), params: it.params }
}

/// Narrows to what lies behind the place of a page, and says its order.
fn placed(it: &mut Condition, page: &UserPage) -> String {
    let key = page.sort.column();
    let down = page.descending != page.position.backwards();
    if let Position::After(anchor) | Position::Before(anchor) = page.position {
        let (mark, than) = (it.mark(anchor.0), if down { "<" } else { ">" });
        it.and(&format!(
            "(u.{key}, u.user_id) {than} (SELECT k.{key}, k.user_id FROM users k \
             WHERE k.customer_id = $1 AND k.user_id = {mark})"
        ));
    }
    let order = if down { "DESC" } else { "ASC" };
    format!("u.{key} {order}, u.user_id {order}")
}

/// The question how many users a filter finds.
#[must_use]
pub fn count_query(dialect: Dialect, permit: &Permit, filter: &UserFilter) -> Query {
    let it = condition(dialect, permit, filter);
    Query { sql: format!("SELECT count(*) FROM users u WHERE {}", it.sql).into(), params: it.params }
}

/// The question which users a filter finds, in the order of names.
#[must_use]
pub fn ids_query(dialect: Dialect, permit: &Permit, filter: &UserFilter) -> Query {
    let it = condition(dialect, permit, filter);
    let sql = format!("SELECT u.user_id FROM users u WHERE {} ORDER BY u.sort_key, u.user_id", it.sql);
    Query { sql: sql.into(), params: it.params }
}

/// The question which active users have these outside identities. From the list to the users: SQLite takes a list for
/// long and would rather walk all of them.
#[must_use]
pub fn guids_query(permit: &Permit, guids: &[Guid]) -> Query {
    let list: Vec<String> = guids.iter().map(|g| format!("\"{g}\"")).collect();
    let sql = "SELECT u.guid, u.user_id FROM json_each(CAST($2 AS TEXT)) j CROSS JOIN users u \
               WHERE u.customer_id = $1 AND u.guid = j.value AND u.state = 0";
    Query::new(sql, params![permit.customer().0, format!("[{}]", list.join(","))])
}

/// The question which active users have these sign-in names.
///
/// # Errors
/// Never in practice.
pub fn names_query(permit: &Permit, names: &[String]) -> Result<Query, StoreError> {
    // No text in the database has a NUL, and not every engine takes one in a question.
    let names: Vec<&String> = names.iter().filter(|name| !name.contains('\0')).collect();
    let list = serde_json::to_string(&names).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let sql = "SELECT u.sign_in, u.user_id FROM json_each(CAST($2 AS TEXT)) j CROSS JOIN users u \
               WHERE u.customer_id = $1 AND u.state = 0 AND u.sign_in = j.value";
    Ok(Query::new(sql, params![permit.customer().0, list]))
}

impl Store {
    /// A page of users.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn users(&self, permit: &Permit, page: &UserPage) -> Result<UserPageFound, StoreError> {
        let rows = self.page_rows(permit, page).await?;
        let mut users = rows.iter().map(user).collect::<Result<Vec<_>, _>>()?;
        let size = usize::try_from(page.size).unwrap_or(0);
        let more = users.len() > size;
        users.truncate(size);
        let backwards = page.position.backwards();
        if backwards {
            users.reverse();
        }
        let anchored = !matches!(page.position, Position::First | Position::Last);
        let (more_before, more_after) = if backwards { (more, anchored) } else { (anchored, more) };
        Ok(UserPageFound { users, more_before, more_after })
    }

    /// A text alone is looked for among the next users of the list first; only where they do not fill the page, by
    /// its index.
    async fn page_rows(&self, permit: &Permit, page: &UserPage) -> Result<Vec<Row>, StoreError> {
        if page.filter.is_only_text() {
            let near = self.read_one(near_query(self.dialect(), permit, page)).await?;
            if i64::try_from(near.len()).unwrap_or(i64::MAX) > page.size {
                return Ok(near);
            }
        }
        self.read_one(page_query(self.dialect(), permit, page)).await
    }

    /// How many users a filter finds.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_users(&self, permit: &Permit, filter: &UserFilter) -> Result<i64, StoreError> {
        let rows = self.read_one(count_query(self.dialect(), permit, filter)).await?;
        rows.first().map_or(Ok(0), |r| r.int(0))
    }

    /// The users a filter finds, in the order in which last seats are given (D-8).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn user_ids(&self, permit: &Permit, filter: &UserFilter) -> Result<Vec<UserId>, StoreError> {
        let rows = self.read_one(ids_query(self.dialect(), permit, filter)).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// Users by key, in the order of names.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn users_by_id(&self, permit: &Permit, ids: &[UserId]) -> Result<Vec<UserRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM users u WHERE u.customer_id = $1 AND u.user_id IN \
             (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY u.sort_key, u.user_id"
        );
        let params = params![permit.customer().0, id_list(ids.iter().map(|u| u.0))];
        self.read_one(Query { sql: sql.into(), params }).await?.iter().map(user).collect()
    }

    /// Those of these users that exist, in the order of names.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn in_order_of_names(
        &self,
        permit: &Permit,
        ids: &[UserId],
    ) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM users WHERE customer_id = $1 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY sort_key, user_id";
        let params = params![permit.customer().0, id_list(ids.iter().map(|u| u.0))];
        self.read_one(Query::new(sql, params)).await?.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// A user by outside identity, active or deleted.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn user_by_guid(&self, permit: &Permit, guid: Guid) -> Result<Option<UserRow>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM users u WHERE u.customer_id = $1 AND u.guid = $2 AND u.state < 2");
        let params = params![permit.customer().0, guid.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(user).transpose()
    }

    /// Which of these outside identities belong to users of the customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn ids_of_guids(
        &self,
        permit: &Permit,
        guids: &[Guid],
    ) -> Result<Vec<(Guid, UserId)>, StoreError> {
        let rows = self.read_one(guids_query(permit, guids)).await?;
        rows.iter().map(|r| Ok((guid(&r.text(0)?)?, UserId(r.int(1)?)))).collect()
    }

    /// Which of these sign-in names are taken by active users, with the users.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn ids_of_names(
        &self,
        permit: &Permit,
        names: &[String],
    ) -> Result<Vec<(String, UserId)>, StoreError> {
        let rows = self.read_one(names_query(permit, names)?).await?;
        rows.iter().map(|r| Ok((r.text(0)?, UserId(r.int(1)?)))).collect()
    }

    /// Departments that occur at a customer, for the filter; walks the index from one to the next.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn departments(&self, permit: &Permit) -> Result<Vec<String>, StoreError> {
        let sql = "WITH RECURSIVE found(value) AS (SELECT min(department) FROM users \
                   WHERE customer_id = $1 AND state = 0 AND department > '' UNION ALL SELECT (SELECT min(u.department) \
                   FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND u.department > found.value) \
                   FROM found WHERE found.value IS NOT NULL) \
                   SELECT value FROM found WHERE value IS NOT NULL LIMIT 500";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|r| r.text(0)).collect()
    }

    /// Locations that occur at a customer, for the filter; walks the index from one to the next.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn locations(&self, permit: &Permit) -> Result<Vec<String>, StoreError> {
        let sql = "WITH RECURSIVE found(value) AS (SELECT min(location) FROM users \
                   WHERE customer_id = $1 AND state = 0 AND location > '' UNION ALL SELECT (SELECT min(u.location) \
                   FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND u.location > found.value) \
                   FROM found WHERE found.value IS NOT NULL) \
                   SELECT value FROM found WHERE value IS NOT NULL LIMIT 500";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|r| r.text(0)).collect()
    }

    /// Products each of these users holds, by user and product.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn products_of(
        &self,
        permit: &Permit,
        ids: &[UserId],
    ) -> Result<Vec<(UserId, ProductId)>, StoreError> {
        let sql = "SELECT DISTINCT s.user_id, p.product_id FROM source s JOIN pool p \
                   ON p.customer_id = s.customer_id AND p.pool_id = s.pool_id \
                   WHERE s.customer_id = $1 AND s.state < 2 AND s.user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
                   ORDER BY s.user_id, p.product_id";
        let params = params![permit.customer().0, id_list(ids.iter().map(|u| u.0))];
        let rows = self.read_one(Query::new(sql, params)).await?;
        rows.iter().map(|r| Ok((UserId(r.int(0)?), ProductId(r.int(1)?)))).collect()
    }
}
