//! Who holds which role at an organization. Which role allows what is the domain's.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Permit, Role};
use cupo_domain::ids::{CustomerId, Guid, UserId};
use serde_json::json;

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement, id_list};

/// Most people on one page of the list.
pub const BEARERS_PAGE: i64 = 100;

/// A person with roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BearerRow {
    /// Internal key.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Name of the person.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Place in the order of names.
    pub sort_key: Vec<u8>,
    /// Sign-in is allowed.
    pub enabled: bool,
    /// The person has a password.
    pub signs_in: bool,
    /// What the person holds.
    pub roles: BTreeSet<Role>,
}

/// Takes roles that are held; a role that is gone meanwhile makes the list of statements stale.
#[must_use]
pub fn revoke_roles(customer: CustomerId, user: UserId, roles: &BTreeSet<Role>) -> Statement {
    let keys: Vec<&str> = roles.iter().map(|role| role.key()).collect();
    Statement::exactly(
        u64::try_from(roles.len()).unwrap_or(u64::MAX),
        "DELETE FROM role_grant WHERE customer_id = $1 AND user_id = $2 AND role IN \
         (SELECT value FROM json_each(CAST($3 AS TEXT)))",
        params![customer.0, user.0, json!(keys).to_string()],
    )
}

impl Store {
    /// What each of these users holds; who holds nothing is not named.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn roles_of(
        &self,
        permit: &Permit,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, BTreeSet<Role>>, StoreError> {
        let sql = "SELECT user_id, role FROM role_grant WHERE customer_id = $1 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))";
        let params = params![permit.customer().0, id_list(users.iter().map(|u| u.0))];
        let mut roles: BTreeMap<UserId, BTreeSet<Role>> = BTreeMap::new();
        for row in self.read_one(Query::new(sql, params)).await? {
            roles.entry(UserId(row.int(0)?)).or_default().extend(Role::parse(&row.text(1)?));
        }
        Ok(roles)
    }

    /// Active people with roles in the order of names, from after the given place.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn role_bearers(
        &self,
        permit: &Permit,
        after: Option<(&[u8], UserId)>,
    ) -> Result<Vec<BearerRow>, StoreError> {
        let (key, id) = after.map_or((Vec::new(), 0), |(key, id)| (key.to_vec(), id.0));
        let sql = "SELECT b.user_id, b.guid, b.display_name, b.sign_in, b.sort_key, b.enabled, \
                   b.signs_in, g.role FROM \
                   (SELECT u.user_id, u.guid, u.display_name, u.sign_in, u.sort_key, u.enabled, \
                    CASE WHEN c.user_id IS NULL THEN 0 ELSE 1 END AS signs_in \
                    FROM users u LEFT JOIN credential c \
                    ON c.customer_id = u.customer_id AND c.user_id = u.user_id \
                    WHERE u.customer_id = $1 AND u.state = 0 AND u.user_id IN \
                    (SELECT user_id FROM role_grant WHERE customer_id = $1) \
                    AND (u.sort_key, u.user_id) > ($2, CAST($3 AS BIGINT)) \
                    ORDER BY u.sort_key, u.user_id LIMIT $4) b \
                   JOIN role_grant g ON g.customer_id = $1 AND g.user_id = b.user_id \
                   ORDER BY b.sort_key, b.user_id, g.role";
        let rows =
            self.read_one(Query::new(sql, params![permit.customer().0, key, id, BEARERS_PAGE])).await?;
        let mut found: Vec<BearerRow> = Vec::new();
        for row in &rows {
            let user = UserId(row.int(0)?);
            if found.last().is_none_or(|last| last.user != user) {
                found.push(BearerRow {
                    user,
                    guid: guid(&row.text(1)?)?,
                    display_name: row.text(2)?,
                    sign_in: row.text(3)?,
                    sort_key: row.blob(4)?,
                    enabled: row.flag(5)?,
                    signs_in: row.flag(6)?,
                    roles: BTreeSet::new(),
                });
            }
            if let Some(last) = found.last_mut() {
                last.roles.extend(Role::parse(&row.text(7)?));
            }
        }
        Ok(found)
    }
}
