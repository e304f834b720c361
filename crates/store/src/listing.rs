//! Lists for programs, page by page by key: organisations, and who holds what. It only reads.

use cupo_domain::access::{ListPermit, ListScope, Permit};
use cupo_domain::ids::{CustomerId, Guid, PoolId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::time::Instant;

use crate::encode;
use crate::error::StoreError;
use crate::organisations::{self, Organisation, contains, guid};
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value};

/// Which organisations.
#[derive(Clone, Debug, Default)]
pub struct OrganisationList {
    /// Folded text in name or domain.
    pub search: String,
    /// Reversed.
    pub descending: bool,
    /// Right after this one.
    pub after: Option<CustomerId>,
    /// How many.
    pub take: i64,
}

/// Which licenses.
#[derive(Clone, Debug, Default)]
pub struct AssignmentList {
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only of this user.
    pub user: Option<UserId>,
    /// Those that were held right before this instant, instead of those that are held now.
    pub before: Option<Instant>,
    /// Right after this pool, user and origin.
    pub after: Option<(i64, i64, i64)>,
    /// How many.
    pub take: i64,
}

/// One source of one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRow {
    /// The pool.
    pub pool: PoolId,
    /// Its product.
    pub product: ProductId,
    /// The pool is a self-service purchase.
    pub self_service: bool,
    /// The user.
    pub user: UserId,
    /// The user's outside identity.
    pub guid: Guid,
    /// The user's sign-in name.
    pub sign_in: String,
    /// The user's name for people.
    pub display_name: String,
    /// 0 for direct, else the group.
    pub origin: i64,
    /// Plans that are off.
    pub plans_off: PlanSet,
    /// Since when.
    pub since: i64,
    /// Until when; none while it is held.
    pub until: Option<i64>,
}

/// A table of licenses under the name `s`, with what differs between what is held and what was.
struct Table {
    from: &'static str,
    began: &'static str,
    ended: &'static str,
}

const PRESENT: Table = Table { from: "source s", began: "s.since", ended: "CAST(NULL AS BIGINT)" };
const PAST: Table = Table { from: "license_past s", began: "s.from_at", ended: "s.to_at" };

/// The question for a page of licenses; every part of it is found by an index.
#[must_use]
pub fn assignments_query(permit: &Permit, list: &AssignmentList) -> Query {
    let Some(before) = list.before else {
        let (condition, mut params) = narrowed(permit, list);
        let sql = page(&PRESENT, &format!("{condition} AND s.state < 2"), list, &mut params);
        return Query { sql: sql.into(), params };
    };
    let (condition, mut params) = narrowed(permit, list);
    params.push(before.0.into());
    let at = params.len();
    let held = format!("{condition} AND s.state < 2 AND s.since < ${at}");
    let was = format!("{condition} AND s.from_at < ${at} AND s.to_at >= ${at}");
    let present = page(&PRESENT, &held, list, &mut params);
    let past = page(&PAST, &was, list, &mut params);
    let sql = format!(
        "SELECT * FROM (SELECT * FROM ({present}) a UNION ALL SELECT * FROM ({past}) b) c \
         ORDER BY pool_id, user_id, origin LIMIT {}",
        list.take
    );
    Query { sql: sql.into(), params }
}

/// A page of one table, in the order of its key.
fn page(of: &Table, condition: &str, list: &AssignmentList, params: &mut Vec<Value>) -> String {
    let mut sql = format!(
        "SELECT s.pool_id, p.product_id, p.kind, s.user_id, u.guid, u.sign_in, u.display_name, s.origin, \
         s.plans_off, {} AS began, {} AS ended FROM {} \
         JOIN pool p ON p.customer_id = s.customer_id AND p.pool_id = s.pool_id \
         JOIN users u ON u.customer_id = s.customer_id AND u.user_id = s.user_id WHERE {condition}",
        of.began, of.ended, of.from
    );
    if let Some((pool, user, origin)) = list.after {
        let at = params.len();
        sql.push_str(&format!(
            " AND (s.pool_id, s.user_id, s.origin) > (${}, ${}, ${})",
            at + 1,
            at + 2,
            at + 3
        ));
        params.extend([pool.into(), user.into(), origin.into()]);
    }
    params.push(list.take.into());
    sql.push_str(&format!(" ORDER BY s.pool_id, s.user_id, s.origin LIMIT ${}", params.len()));
    sql
}

fn narrowed(permit: &Permit, list: &AssignmentList) -> (String, Vec<Value>) {
    let mut params = params![permit.customer().0];
    let mut condition = String::from("s.customer_id = $1");
    if let Some(product) = list.product {
        params.push(product.0.into());
        condition.push_str(&format!(
            " AND s.pool_id IN (SELECT q.pool_id FROM pool q WHERE q.customer_id = $1 AND q.product_id = ${})",
            params.len()
        ));
    }
    if let Some(user) = list.user {
        params.push(user.0.into());
        condition.push_str(&format!(" AND s.user_id = ${}", params.len()));
    }
    (condition, params)
}

fn assignment(row: &Row) -> Result<AssignmentRow, StoreError> {
    Ok(AssignmentRow {
        pool: PoolId(row.int(0)?),
        product: ProductId(row.int(1)?),
        self_service: row.int(2)? != 0,
        user: UserId(row.int(3)?),
        guid: guid(&row.text(4)?)?,
        sign_in: row.text(5)?,
        display_name: row.text(6)?,
        origin: row.int(7)?,
        plans_off: encode::plans(&row.text(8)?)?,
        since: row.int(9)?,
        until: row.int_or_null(10)?,
    })
}

impl Store {
    /// A page of the organisations somebody may list.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn organisations(
        &self,
        permit: &ListPermit,
        list: &OrganisationList,
    ) -> Result<Vec<Organisation>, StoreError> {
        let (scope, mut params) = scope(permit, &list.search);
        let (order, than) = if list.descending { ("DESC", "<") } else { ("ASC", ">") };
        let mut sql = format!("SELECT {} FROM customer WHERE {scope}", organisations::COLUMNS);
        if let Some(after) = list.after {
            params.push(after.0.into());
            sql.push_str(&format!(
                " AND (sort_key, customer_id) {than} (SELECT k.sort_key, k.customer_id FROM customer k \
                 WHERE k.customer_id = ${})",
                params.len()
            ));
        }
        params.push(list.take.into());
        sql.push_str(&format!(" ORDER BY sort_key {order}, customer_id {order} LIMIT ${}", params.len()));
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        rows.iter().map(organisations::organisation).collect()
    }

    /// How many organisations somebody may list.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_organisations(&self, permit: &ListPermit, search: &str) -> Result<i64, StoreError> {
        let (scope, params) = scope(permit, search);
        let sql = format!("SELECT count(*) FROM customer WHERE {scope}");
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// A page of licenses, by pool and user.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn assignments(
        &self,
        permit: &Permit,
        list: &AssignmentList,
    ) -> Result<Vec<AssignmentRow>, StoreError> {
        self.read_one(assignments_query(permit, list)).await?.iter().map(assignment).collect()
    }

    /// How many licenses there are.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_assignments(&self, permit: &Permit, list: &AssignmentList) -> Result<i64, StoreError> {
        let (condition, mut params) = narrowed(permit, list);
        let present = format!("SELECT count(*) FROM source s WHERE {condition} AND s.state < 2");
        let Some(before) = list.before else {
            let rows = self.read_one(Query { sql: present.into(), params }).await?;
            return rows.first().map_or(Ok(0), |row| row.int(0));
        };
        params.push(before.0.into());
        let at = params.len();
        let held = Query { sql: format!("{present} AND s.since < ${at}").into(), params: params.clone() };
        let was = format!(
            "SELECT count(*) FROM license_past s WHERE {condition} AND s.from_at < ${at} AND s.to_at >= ${at}"
        );
        let answers = self.read(vec![held, Query { sql: was.into(), params }]).await?;
        answers.iter().filter_map(|rows| rows.first()).map(|row| row.int(0)).sum()
    }
}

fn scope(permit: &ListPermit, search: &str) -> (String, Vec<Value>) {
    let like = "search LIKE $1 ESCAPE '\\'";
    let pattern = contains(search);
    match permit.scope() {
        ListScope::Installation => (like.to_owned(), params![pattern]),
        ListScope::Partner(partner) => (format!("{like} AND partner_id = $2"), params![pattern, partner.0]),
        ListScope::Own(own) => (format!("{like} AND customer_id = $2"), params![pattern, own.0]),
    }
}
