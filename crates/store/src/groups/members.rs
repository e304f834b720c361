//! Who is in a group, in the orders in which pages and processing want them, and what each member lacks.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::decision::Verdict;
use cupo_domain::ids::{GroupId, Guid, PoolId, ProductId, UserId};
use cupo_domain::refusal::Refusal;

use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, id_list};

/// A member as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Internal key.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Sort key of the name.
    pub sort_key: Vec<u8>,
    /// Still in the group; who is not any more keeps something that is still needed (R-GROUP-14).
    pub member: bool,
    /// What is in error.
    pub errors: Vec<MemberError>,
}

/// Why a member lacks a product, or keeps it with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberError {
    /// Which seats.
    pub pool: PoolId,
    /// Which product.
    pub product: ProductId,
    /// The reasons.
    pub refusal: Refusal,
    /// The license is in force all the same.
    pub active: bool,
}

/// A part of the people of a group, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberList {
    /// Those with an error, or those without.
    pub in_error: bool,
    /// After this one.
    pub after: Option<(Vec<u8>, UserId)>,
    /// So many at most.
    pub take: i64,
}

/// Up to so many members are read by their group and put in order; more are found among everybody in the order of names,
/// where a page of them is soon full.
const FEW_MEMBERS: i64 = 10_000;

const PERSON: &str = "u.user_id, u.guid, u.display_name, u.sign_in, u.sort_key";

fn person(row: &Row, member: bool) -> Result<MemberRow, StoreError> {
    Ok(MemberRow {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        sign_in: row.text(3)?,
        sort_key: row.blob(4)?,
        member,
        errors: Vec::new(),
    })
}

/// The question for a page of the people of a group; `few` when it has few members.
#[must_use]
pub fn people_query(permit: &Permit, group: GroupId, list: &MemberList, few: bool) -> Query {
    let (key, id) = list.after.clone().unwrap_or((Vec::new(), UserId(0)));
    let params = params![permit.customer().0, group.0, key, id.0, list.take];
    let sql = if list.in_error {
        format!(
            "SELECT {PERSON}, CASE WHEN m.user_id IS NULL THEN 0 ELSE 1 END, e.pool_id, e.detail, \
             coalesce(s.state, 2), p.product_id FROM (SELECT DISTINCT v.sort_key, v.user_id FROM source_error f \
             CROSS JOIN users v WHERE f.customer_id = $1 AND f.origin = $2 AND v.customer_id = f.customer_id \
             AND v.user_id = f.user_id AND (v.sort_key, v.user_id) > ($3, $4) \
             ORDER BY v.sort_key, v.user_id LIMIT $5) x CROSS JOIN users u CROSS JOIN source_error e \
             JOIN pool p ON p.customer_id = e.customer_id AND p.pool_id = e.pool_id \
             LEFT JOIN group_member m ON m.customer_id = e.customer_id AND m.group_id = e.origin \
             AND m.user_id = e.user_id LEFT JOIN source s ON s.customer_id = e.customer_id \
             AND s.pool_id = e.pool_id AND s.user_id = e.user_id AND s.origin = e.origin \
             WHERE u.customer_id = $1 AND u.user_id = x.user_id AND e.customer_id = $1 AND e.origin = $2 \
             AND e.user_id = x.user_id ORDER BY u.sort_key, u.user_id, e.pool_id"
        )
    } else {
        // The word forces the order of reading on SQLite, and is no more than a comma elsewhere.
        let join = if few { " CROSS JOIN" } else { "," };
        format!(
            "SELECT {PERSON} FROM group_member m{join} users u WHERE m.customer_id = $1 AND m.group_id = $2 \
             AND u.customer_id = m.customer_id AND u.user_id = m.user_id AND u.state = 0 \
             AND (u.sort_key, u.user_id) > ($3, $4) AND NOT EXISTS (SELECT 1 FROM source_error e \
             WHERE e.customer_id = m.customer_id AND e.origin = m.group_id AND e.user_id = m.user_id) \
             ORDER BY u.sort_key, u.user_id LIMIT $5"
        )
    };
    Query { sql: sql.into(), params }
}

/// The questions for the figures of a group's products: people who have one from there, and people in error.
#[must_use]
pub fn standing_queries(permit: &Permit, group: GroupId) -> [Query; 2] {
    let keys = || params![permit.customer().0, group.0];
    // The sign keeps the order of pools from being taken for a way to the people of this group.
    let held = "SELECT +pool_id, count(*) FROM source WHERE customer_id = $1 AND origin = $2 AND origin > 0 \
                AND state < 2 GROUP BY +pool_id";
    let wrong =
        "SELECT pool_id, count(*) FROM source_error WHERE customer_id = $1 AND origin = $2 GROUP BY pool_id";
    [Query::new(held, keys()), Query::new(wrong, keys())]
}

impl Store {
    /// Whether a group has no more members than are read at once.
    async fn few_members(&self, permit: &Permit, group: GroupId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM group_member WHERE customer_id = $1 AND group_id = $2 LIMIT $3) x";
        let rows =
            self.read_one(Query::new(sql, params![permit.customer().0, group.0, FEW_MEMBERS + 1])).await?;
        rows.first().map_or(Ok(true), |row| Ok(row.int(0)? <= FEW_MEMBERS))
    }

    /// People of a group by name: members without an error, or everybody with one.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_people(
        &self,
        permit: &Permit,
        group: GroupId,
        list: &MemberList,
    ) -> Result<Vec<MemberRow>, StoreError> {
        let few = !list.in_error && self.few_members(permit, group).await?;
        let rows = self.read_one(people_query(permit, group, list, few)).await?;
        if !list.in_error {
            return rows.iter().map(|row| person(row, true)).collect();
        }
        let mut people: Vec<MemberRow> = Vec::new();
        for row in &rows {
            if people.last().map(|it| it.user.0) != Some(row.int(0)?) {
                people.push(person(row, row.flag(5)?)?);
            }
            let product = ProductId(row.int(9)?);
            let Verdict::Refused(refusal) = encode::verdict(3, "", product, &row.text(7)?)? else { continue };
            let error = MemberError { pool: PoolId(row.int(6)?), product, refusal, active: row.int(8)? < 2 };
            if let Some(last) = people.last_mut() {
                last.errors.push(error);
            }
        }
        Ok(people)
    }

    /// Everybody whom a group concerns, in the order of joining: its active members, and who keeps something from it.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_concerns(&self, permit: &Permit, group: GroupId) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT x.user_id FROM (SELECT m.user_id, m.since FROM group_member m JOIN users u \
                   ON u.customer_id = m.customer_id AND u.user_id = m.user_id WHERE m.customer_id = $1 \
                   AND m.group_id = $2 AND u.state = 0 UNION ALL SELECT s.user_id, min(s.since) FROM source s \
                   WHERE s.customer_id = $1 AND s.origin = $2 AND s.origin > 0 AND s.state < 3 AND NOT EXISTS \
                   (SELECT 1 FROM group_member m WHERE m.customer_id = $1 AND m.group_id = $2 \
                   AND m.user_id = s.user_id) GROUP BY s.user_id) x ORDER BY x.since, x.user_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, group.0])).await?;
        rows.iter().map(|row| Ok(UserId(row.int(0)?))).collect()
    }

    /// Those of some users who are in a group.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn members_among(
        &self,
        permit: &Permit,
        group: GroupId,
        users: &[UserId],
    ) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM group_member WHERE customer_id = $1 AND group_id = $2 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT))) ORDER BY user_id";
        let list = id_list(users.iter().map(|u| u.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, group.0, list])).await?;
        rows.iter().map(|row| Ok(UserId(row.int(0)?))).collect()
    }

    /// The groups of some users.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn groups_of(
        &self,
        permit: &Permit,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<GroupId>>, StoreError> {
        let sql = "SELECT user_id, group_id FROM group_member WHERE customer_id = $1 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY user_id, group_id";
        let list = id_list(users.iter().map(|u| u.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, list])).await?;
        let mut found: BTreeMap<UserId, Vec<GroupId>> = BTreeMap::new();
        for row in &rows {
            found.entry(UserId(row.int(0)?)).or_default().push(GroupId(row.int(1)?));
        }
        Ok(found)
    }

    /// For each product of a group: people who have it from there, and people in error (R-GROUP-5).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_standing(
        &self,
        permit: &Permit,
        group: GroupId,
    ) -> Result<BTreeMap<PoolId, (i64, i64)>, StoreError> {
        let answers = self.read(standing_queries(permit, group).into()).await?;
        let mut found: BTreeMap<PoolId, (i64, i64)> = BTreeMap::new();
        for row in answers.first().map_or(&[][..], Vec::as_slice) {
            found.entry(PoolId(row.int(0)?)).or_default().0 = row.int(1)?;
        }
        for row in answers.get(1).map_or(&[][..], Vec::as_slice) {
            found.entry(PoolId(row.int(0)?)).or_default().1 = row.int(1)?;
        }
        Ok(found)
    }

    /// Whether anybody still holds, or waits for, something from a group.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn group_carries(&self, permit: &Permit, group: GroupId) -> Result<bool, StoreError> {
        let sql = "SELECT CASE WHEN EXISTS (SELECT 1 FROM group_license WHERE customer_id = $1 AND group_id = $2) \
                   OR EXISTS (SELECT 1 FROM source WHERE customer_id = $1 AND origin = $2 AND origin > 0) \
                   THEN 1 ELSE 0 END";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, group.0])).await?;
        rows.first().map_or(Ok(false), |row| row.flag(0))
    }
}
