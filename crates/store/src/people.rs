//! Who can sign in: credentials, roles, sessions, setup links.
//! Only hashes of secrets are here.

use std::collections::BTreeSet;

use cupo_domain::access::{Permit, Role};
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::subscription::Status;

use crate::attempts::forget_attempts;
use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, id_list};

/// What sign-in needs to know.
#[derive(Clone, Debug)]
pub struct Account {
    /// Organisation.
    pub customer: CustomerId,
    /// User.
    pub user: UserId,
    /// Name for greeting.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Sign-in is allowed.
    pub enabled: bool,
    /// Hash of the password; none when the user has no password.
    pub password_hash: Option<String>,
    /// The password must be changed at the next sign-in.
    pub must_change: bool,
    /// Roles.
    pub roles: BTreeSet<Role>,
}

/// A session in the database.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Organisation.
    pub customer: CustomerId,
    /// User.
    pub user: UserId,
    /// Secret of its forms.
    pub csrf: String,
    /// End.
    pub expires_at: i64,
}

const CREDENTIAL: Shape = Shape {
    table: "credential",
    columns: &[
        ("customer_id", Kind::Int),
        ("user_id", Kind::Int),
        ("password_hash", Kind::Text),
        ("must_change", Kind::Int),
        ("failures", Kind::Int),
        ("locked_until", Kind::Int),
        ("changed_at", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (customer_id, user_id) DO UPDATE SET password_hash = excluded.password_hash, \
        must_change = excluded.must_change, changed_at = excluded.changed_at",
};

const ROLE: Shape = Shape {
    table: "role_grant",
    columns: &[("customer_id", Kind::Int), ("user_id", Kind::Int), ("role", Kind::Text)],
    on_conflict: "ON CONFLICT (customer_id, user_id, role) DO NOTHING",
};

/// Sets a password.
#[must_use]
pub fn set_password(
    customer: CustomerId,
    user: UserId,
    hash: &str,
    must_change: bool,
    now: i64,
) -> Statement {
    let row = params![customer.0, user.0, hash, must_change, 0_i64, 0_i64, now];
    Statement::insert(&CREDENTIAL, vec![row])
}

/// Gives roles.
#[must_use]
pub fn grant_roles(customer: CustomerId, user: UserId, roles: &[Role]) -> Statement {
    let rows = roles.iter().map(|r| params![customer.0, user.0, r.key()]).collect();
    Statement::insert(&ROLE, rows)
}

/// Ends every session of a user.
#[must_use]
pub fn end_sessions(customer: CustomerId, user: UserId) -> Statement {
    Statement::any("DELETE FROM session WHERE customer_id = $1 AND user_id = $2", params![customer.0, user.0])
}

impl Store {
    /// Whether somebody holds licenses that a partner has suspended, and none that gives service.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn only_suspended(&self, customer: CustomerId, user: UserId) -> Result<bool, StoreError> {
        let sql = "SELECT COALESCE(MAX(CASE WHEN EXISTS (SELECT 1 FROM subscription t \
                   WHERE t.customer_id = $1 AND t.pool_id = s.pool_id AND t.status = $3) THEN 1 ELSE 0 END), 0), \
                   COALESCE(MAX(CASE WHEN p.enabled + p.warning > 0 THEN 1 ELSE 0 END), 0) \
                   FROM source s JOIN pool p ON p.customer_id = s.customer_id AND p.pool_id = s.pool_id \
                   WHERE s.customer_id = $1 AND s.user_id = $2 AND s.state IN (0, 1)";
        let suspended = encode::status_number(Status::Suspended);
        let rows = self.read_one(Query::new(sql, params![customer.0, user.0, suspended])).await?;
        rows.first().map_or(Ok(false), |row| Ok(row.flag(0)? && !row.flag(1)?))
    }

    /// Those of some users who have a password.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn with_password(&self, permit: &Permit, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM credential WHERE customer_id = $1 AND user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) ORDER BY user_id";
        let list = id_list(users.iter().map(|u| u.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, list])).await?;
        rows.iter().map(|row| row.int(0).map(UserId)).collect()
    }

    /// The account behind a sign-in name of an organisation; only active users have one.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn account_by_name(
        &self,
        customer: CustomerId,
        sign_in: &str,
    ) -> Result<Option<Account>, StoreError> {
        let sql = "SELECT user_id FROM users WHERE customer_id = $1 AND sign_in = $2 AND state = 0";
        let rows = self.read_one(Query::new(sql, params![customer.0, sign_in])).await?;
        match rows.first() {
            Some(row) => self.account(customer, UserId(row.int(0)?)).await,
            None => Ok(None),
        }
    }

    /// The account of an active user.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn account(&self, customer: CustomerId, user: UserId) -> Result<Option<Account>, StoreError> {
        let answers = self
            .read(vec![
                Query::new(
                    "SELECT u.display_name, u.sign_in, u.enabled, c.password_hash, \
                     coalesce(c.must_change, 0) \
                     FROM users u LEFT JOIN credential c \
                     ON c.customer_id = u.customer_id AND c.user_id = u.user_id \
                     WHERE u.customer_id = $1 AND u.user_id = $2 AND u.state = 0",
                    params![customer.0, user.0],
                ),
                Query::new(
                    "SELECT role FROM role_grant WHERE customer_id = $1 AND user_id = $2",
                    params![customer.0, user.0],
                ),
            ])
            .await?;
        let Some(row) = answers.first().and_then(|rows| rows.first()) else { return Ok(None) };
        let mut roles = BTreeSet::from([Role::User]);
        for grant in answers.get(1).map_or(&[][..], Vec::as_slice) {
            roles.extend(Role::parse(&grant.text(0)?));
        }
        Ok(Some(Account {
            customer,
            user,
            display_name: row.text(0)?,
            sign_in: row.text(1)?,
            enabled: row.flag(2)?,
            password_hash: row.text_or_null(3)?,
            must_change: row.flag(4)?,
            roles,
        }))
    }

    /// Opens a session and forgets the attempts for the name.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn open_session(
        &self,
        (token_hash, name_hash): (&str, &str),
        it: &SessionRow,
        now: i64,
    ) -> Result<(), StoreError> {
        self.note(vec![
            Statement::any("DELETE FROM session WHERE expires_at <= $1", params![now]),
            forget_attempts(name_hash),
            Statement::any(
                "INSERT INTO first_sign_in (customer_id, user_id, at) VALUES ($1, $2, $3) \
                 ON CONFLICT (customer_id, user_id) DO NOTHING",
                params![it.customer.0, it.user.0, now],
            ),
            Statement::exactly(
                1,
                "INSERT INTO session (token_hash, customer_id, user_id, csrf, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                params![token_hash, it.customer.0, it.user.0, it.csrf.as_str(), now, it.expires_at],
            ),
        ])
        .await
    }

    /// The session behind a token that has not ended.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn session(&self, token_hash: &str, now: i64) -> Result<Option<SessionRow>, StoreError> {
        let sql = "SELECT customer_id, user_id, csrf, expires_at FROM session \
                   WHERE token_hash = $1 AND expires_at > $2";
        let rows = self.read_one(Query::new(sql, params![token_hash, now])).await?;
        rows.first().map(session).transpose()
    }

    /// How many sessions of a user have not ended.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_sessions(&self, permit: &Permit, user: UserId, now: i64) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM session WHERE customer_id = $1 AND user_id = $2 AND expires_at > $3";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, user.0, now])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE token_hash = $1";
        self.note(vec![Statement::any(sql, params![token_hash])]).await
    }

    /// Replaces the one-time setup link.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn set_setup_link(&self, token_hash: &str, expires_at: i64) -> Result<(), StoreError> {
        self.note(vec![
            Statement::any("DELETE FROM setup_link", vec![]),
            Statement::exactly(
                1,
                "INSERT INTO setup_link (token_hash, expires_at) VALUES ($1, $2)",
                params![token_hash, expires_at],
            ),
        ])
        .await
    }

    /// Whether a setup link is good.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn setup_link_valid(&self, token_hash: &str, now: i64) -> Result<bool, StoreError> {
        let sql = "SELECT expires_at FROM setup_link WHERE token_hash = $1 AND expires_at > $2";
        Ok(!self.read_one(Query::new(sql, params![token_hash, now])).await?.is_empty())
    }
}

/// Uses a setup link up: a commit that carries this can happen once.
#[must_use]
pub fn use_setup_link(token_hash: &str, now: i64) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM setup_link WHERE token_hash = $1 AND expires_at > $2",
        params![token_hash, now],
    )
}

fn session(row: &Row) -> Result<SessionRow, StoreError> {
    Ok(SessionRow {
        customer: CustomerId(row.int(0)?),
        user: UserId(row.int(1)?),
        csrf: row.text(2)?,
        expires_at: row.int(3)?,
    })
}
