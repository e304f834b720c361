//! Groups that carry licenses: rows, what they give, who is in them, and what is written when one changes. What members
//! get of it is written by `commit`; nothing here decides who gets what.

mod members;
mod rules;

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::groups::{GroupKind, GroupLicense};
use cupo_domain::ids::{CustomerId, GroupId, Guid, OperationId, PoolId, ProductId, UserId};
use cupo_domain::time::Instant;

use crate::encode;
use crate::error::StoreError;
use crate::organisations::{contains, guid};
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, id_list};

pub use members::{MemberError, MemberList, MemberRow, people_query, standing_queries};
pub use rules::{RuleMoves, begin_following, followed, rule_query, set_rule};

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Internal key.
    pub id: GroupId,
    /// Outside identity.
    pub guid: Guid,
    /// Name for people.
    pub name: String,
    /// The name as names are compared; no two groups of a customer share one.
    pub folded: String,
    /// Sort key of the name.
    pub sort_key: Vec<u8>,
    /// What it is for.
    pub description: String,
    /// What kind of group.
    pub kind: GroupKind,
    /// The rule that says who is in it; empty where people are chosen by hand.
    pub rule: String,
    /// The operation at work on it, if one is (R-GROUP-4).
    pub processing: Option<OperationId>,
    /// When created.
    pub created_at: i64,
}

/// A group with its figures, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFigures {
    /// The group.
    pub group: GroupRow,
    /// Active members.
    pub members: i64,
    /// Products it gives.
    pub licenses: i64,
    /// People in error.
    pub in_error: i64,
}

/// A part of the list of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupList {
    /// Only names with this in them, folded.
    pub search: String,
    /// After this group.
    pub after: Option<(Vec<u8>, GroupId)>,
    /// So many at most.
    pub take: i64,
}

const GROUP: Shape = Shape {
    table: "license_group",
    columns: &[
        ("customer_id", Kind::Int),
        ("group_id", Kind::Int),
        ("guid", Kind::Text),
        ("name", Kind::Text),
        ("folded", Kind::Text),
        ("sort_key", Kind::Blob),
        ("description", Kind::Text),
        ("kind", Kind::Text),
        ("processing", Kind::Int),
        ("created_at", Kind::Int),
        ("rule", Kind::Text),
    ],
    on_conflict: "",
};

const MEMBER: Shape = Shape {
    table: "group_member",
    columns: &[
        ("customer_id", Kind::Int),
        ("group_id", Kind::Int),
        ("user_id", Kind::Int),
        ("since", Kind::Int),
    ],
    on_conflict: "",
};

const LICENSE: Shape = Shape {
    table: "group_license",
    columns: &[
        ("customer_id", Kind::Int),
        ("group_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("plans_off", Kind::Text),
    ],
    on_conflict: "",
};

const COLUMNS: &str = "g.group_id, g.guid, g.name, g.folded, g.sort_key, g.description, g.kind, g.processing, \
    g.created_at, g.rule";

fn group(row: &Row) -> Result<GroupRow, StoreError> {
    let kind = row.text(6)?;
    let kind = GroupKind::parse(&kind)
        .ok_or_else(|| StoreError::Corrupt(format!("`{kind}` is no kind of group")))?;
    let processing = row.int(7)?;
    Ok(GroupRow {
        id: GroupId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        folded: row.text(3)?,
        sort_key: row.blob(4)?,
        description: row.text(5)?,
        kind,
        processing: (processing != 0).then_some(OperationId(processing)),
        created_at: row.int(8)?,
        rule: row.text(9)?,
    })
}

/// Keeps new groups.
#[must_use]
pub fn create_groups(customer: CustomerId, groups: &[GroupRow]) -> Statement {
    let row = |it: &GroupRow| {
        params![
            customer.0,
            it.id.0,
            it.guid.to_string(),
            it.name.as_str(),
            it.folded.as_str(),
            it.sort_key.clone(),
            it.description.as_str(),
            it.kind.key(),
            it.processing.map_or(0, |id| id.0),
            it.created_at,
            it.rule.as_str(),
        ]
    };
    Statement::insert(&GROUP, groups.iter().map(row).collect())
}

/// Forgets a group and who was in it; it must be there, and give nothing (R-GROUP-13).
#[must_use]
pub fn delete_group(customer: CustomerId, it: GroupId) -> Vec<Statement> {
    vec![
        Statement::any(
            "DELETE FROM group_member WHERE customer_id = $1 AND group_id = $2",
            params![customer.0, it.0],
        ),
        Statement::exactly(
            1,
            "DELETE FROM license_group WHERE customer_id = $1 AND group_id = $2 AND NOT EXISTS \
             (SELECT 1 FROM group_license l WHERE l.customer_id = $1 AND l.group_id = $2)",
            params![customer.0, it.0],
        ),
    ]
}

/// People join; none of them may be in it already.
#[must_use]
pub fn join(customer: CustomerId, it: GroupId, users: &[UserId], since: Instant) -> Statement {
    let row = |user: &UserId| params![customer.0, it.0, user.0, since.0];
    Statement::insert(&MEMBER, users.iter().map(row).collect())
}

/// People leave; all of them must be in it.
#[must_use]
pub fn leave(customer: CustomerId, it: GroupId, users: &[UserId]) -> Statement {
    Statement::exactly(
        u64::try_from(users.len()).unwrap_or(u64::MAX),
        "DELETE FROM group_member WHERE customer_id = $1 AND group_id = $2 AND user_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
        params![customer.0, it.0, id_list(users.iter().map(|u| u.0))],
    )
}

/// What a group gives from now on.
#[must_use]
pub fn set_licenses(customer: CustomerId, it: GroupId, licenses: &[GroupLicense]) -> Vec<Statement> {
    let row = |l: &GroupLicense| params![customer.0, it.0, l.pool.0, l.plans_off.encode()];
    vec![
        Statement::any(
            "DELETE FROM group_license WHERE customer_id = $1 AND group_id = $2",
            params![customer.0, it.0],
        ),
        Statement::insert(&LICENSE, licenses.iter().map(row).collect()),
    ]
}

/// An operation begins to work on a group.
#[must_use]
pub fn begin_processing(customer: CustomerId, it: GroupId, operation: OperationId) -> Statement {
    Statement::exactly(
        1,
        "UPDATE license_group SET processing = $3 WHERE customer_id = $1 AND group_id = $2",
        params![customer.0, it.0, operation.0],
    )
}

/// It is done with it; another one that runs may still be at work on it.
#[must_use]
pub fn end_processing(customer: CustomerId, operation: OperationId) -> Statement {
    Statement::any(
        "UPDATE license_group SET processing = coalesce((SELECT max(o.operation_id) FROM operation o \
         WHERE o.customer_id = $1 AND o.status = 0 AND o.operation_id <> $2 \
         AND o.command LIKE '{\"group\":' || CAST(group_id AS TEXT) || ',%'), 0) \
         WHERE customer_id = $1 AND processing = $2",
        params![customer.0, operation.0],
    )
}

/// The questions for a page of groups: with their figures, and how many members of each group are deleted, who do not
/// count. The second looks at those who are deleted, once for all groups.
#[must_use]
pub fn list_queries(permit: &Permit, list: &GroupList) -> [Query; 2] {
    let mut params = params![permit.customer().0, list.take];
    let mut sql = format!(
        "SELECT {COLUMNS}, (SELECT count(*) FROM group_member m WHERE m.customer_id = g.customer_id \
             AND m.group_id = g.group_id), \
             (SELECT count(*) FROM group_license l WHERE l.customer_id = g.customer_id AND l.group_id = g.group_id), \
             (SELECT count(DISTINCT e.user_id) FROM source_error e WHERE e.customer_id = g.customer_id \
             AND e.origin = g.group_id) FROM license_group g WHERE g.customer_id = $1"
    );
    if !list.search.is_empty() {
        params.push(contains(&list.search).into());
        sql.push_str(&format!(" AND g.folded LIKE ${} ESCAPE '\\'", params.len()));
    }
    if let Some((key, id)) = &list.after {
        params.extend(params![key.clone(), id.0]);
        let last = params.len();
        sql.push_str(&format!(" AND (g.sort_key, g.group_id) > (${}, ${last})", last - 1));
    }
    sql.push_str(" ORDER BY g.sort_key, g.group_id LIMIT $2");
    let gone = "SELECT +m.group_id, count(*) FROM users u CROSS JOIN group_member m WHERE u.customer_id = $1 \
                AND u.state = 1 AND m.customer_id = $1 AND m.user_id = u.user_id GROUP BY +m.group_id";
    [Query { sql: sql.into(), params }, Query::new(gone, params![permit.customer().0])]
}

impl Store {
    /// Groups by name, with their figures.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn groups(&self, permit: &Permit, list: &GroupList) -> Result<Vec<GroupFigures>, StoreError> {
        let answers = self.read(list_queries(permit, list).into()).await?;
        let part = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        let gone: Result<BTreeMap<i64, i64>, StoreError> =
            part(1).iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect();
        let gone = gone?;
        let figures = |row: &Row| {
            let (rows, licenses, in_error) = (row.int(10)?, row.int(11)?, row.int(12)?);
            let members = rows - gone.get(&row.int(0)?).copied().unwrap_or(0);
            Ok(GroupFigures { group: group(row)?, members, licenses, in_error })
        };
        part(0).iter().map(figures).collect()
    }

    /// How many groups a customer has.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_groups(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM license_group WHERE customer_id = $1";
        self.read_one(Query::new(sql, params![permit.customer().0]))
            .await?
            .first()
            .map_or(Ok(0), |r| r.int(0))
    }

    /// A group by outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group(&self, permit: &Permit, it: Guid) -> Result<Option<GroupRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM license_group g WHERE g.customer_id = $1 AND g.guid = $2");
        let params = params![permit.customer().0, it.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(group).transpose()
    }

    /// Whether a name is taken, as names are compared.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_named(&self, permit: &Permit, folded: &str) -> Result<Option<GroupId>, StoreError> {
        let sql = "SELECT group_id FROM license_group WHERE customer_id = $1 AND folded = $2";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, folded])).await?;
        rows.first().map(|row| Ok(GroupId(row.int(0)?))).transpose()
    }

    /// The outside identities and names of groups by key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_names(
        &self,
        permit: &Permit,
    ) -> Result<BTreeMap<GroupId, (Guid, String)>, StoreError> {
        let sql = "SELECT group_id, guid, name FROM license_group WHERE customer_id = $1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|r| Ok((GroupId(r.int(0)?), (guid(&r.text(1)?)?, r.text(2)?)))).collect()
    }

    /// What every group of a customer gives.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_licenses(
        &self,
        permit: &Permit,
    ) -> Result<BTreeMap<GroupId, Arc<[GroupLicense]>>, StoreError> {
        let sql = "SELECT l.group_id, l.pool_id, p.product_id, l.plans_off FROM group_license l JOIN pool p \
                   ON p.customer_id = l.customer_id AND p.pool_id = l.pool_id WHERE l.customer_id = $1 \
                   ORDER BY l.group_id, l.pool_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        let mut found: BTreeMap<GroupId, Vec<GroupLicense>> = BTreeMap::new();
        for row in &rows {
            let license = GroupLicense {
                pool: PoolId(row.int(1)?),
                product: ProductId(row.int(2)?),
                plans_off: encode::plans(&row.text(3)?)?,
            };
            found.entry(GroupId(row.int(0)?)).or_default().push(license);
        }
        Ok(found.into_iter().map(|(group, licenses)| (group, licenses.into())).collect())
    }
}
