//! Programs: their client credentials and access tokens. Only hashes of secrets are here.

use cupo_domain::access::Role;
use cupo_domain::ids::CustomerId;

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement};

/// Client credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// What the program calls itself.
    pub client_id: String,
    /// The organisation it belongs to.
    pub customer: CustomerId,
    /// Its name for people; no two of an organisation share one.
    pub name: String,
    /// Hash of its secret.
    pub secret_hash: String,
    /// What it may do.
    pub role: Role,
    /// When it was created.
    pub created_at: i64,
}

const PROGRAM: Shape = Shape {
    table: "api_app",
    columns: &[
        ("client_id", Kind::Text),
        ("customer_id", Kind::Int),
        ("name", Kind::Text),
        ("secret_hash", Kind::Text),
        ("role", Kind::Text),
        ("created_at", Kind::Int),
    ],
    on_conflict: "",
};

const COLUMNS: &str = "a.client_id, a.customer_id, a.name, a.secret_hash, a.role, a.created_at";

fn program(row: &Row) -> Result<ProgramRow, StoreError> {
    let role = row.text(4)?;
    Ok(ProgramRow {
        client_id: row.text(0)?,
        customer: CustomerId(row.int(1)?),
        name: row.text(2)?,
        secret_hash: row.text(3)?,
        role: Role::parse(&role).ok_or_else(|| StoreError::Corrupt(format!("`{role}` is no role")))?,
        created_at: row.int(5)?,
    })
}

/// Creates client credentials.
#[must_use]
pub fn create_program(it: &ProgramRow) -> Statement {
    let row = params![
        it.client_id.as_str(),
        it.customer.0,
        it.name.as_str(),
        it.secret_hash.as_str(),
        it.role.key(),
        it.created_at,
    ];
    Statement::insert(&PROGRAM, vec![row])
}

/// Removes client credentials with all their tokens; they must be there.
#[must_use]
pub fn remove_program(customer: CustomerId, client_id: &str) -> Vec<Statement> {
    vec![
        Statement::any("DELETE FROM api_token WHERE client_id = $1", params![client_id]),
        Statement::exactly(
            1,
            "DELETE FROM api_app WHERE customer_id = $1 AND client_id = $2",
            params![customer.0, client_id],
        ),
    ]
}

impl Store {
    /// Client credentials by what a program calls itself.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn program(&self, client_id: &str) -> Result<Option<ProgramRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM api_app a WHERE a.client_id = $1");
        let rows = self.read_one(Query { sql: sql.into(), params: params![client_id] }).await?;
        rows.first().map(program).transpose()
    }

    /// The client credentials of an organisation, by name.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn programs(&self, customer: CustomerId) -> Result<Vec<ProgramRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM api_app a WHERE a.customer_id = $1 ORDER BY a.name");
        let rows = self.read_one(Query { sql: sql.into(), params: params![customer.0] }).await?;
        rows.iter().map(program).collect()
    }

    /// Keeps the hash of a token, and forgets tokens that have ended.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn keep_token(
        &self,
        token_hash: &str,
        client_id: &str,
        (now, expires_at): (i64, i64),
    ) -> Result<(), StoreError> {
        self.note(vec![
            Statement::any("DELETE FROM api_token WHERE expires_at <= $1", params![now]),
            Statement::exactly(
                1,
                "INSERT INTO api_token (token_hash, client_id, expires_at) VALUES ($1, $2, $3)",
                params![token_hash, client_id, expires_at],
            ),
        ])
        .await
    }

    /// The program behind a token that has not ended, and when it ends.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn token(&self, token_hash: &str, now: i64) -> Result<Option<(ProgramRow, i64)>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, t.expires_at FROM api_token t JOIN api_app a ON a.client_id = t.client_id \
             WHERE t.token_hash = $1 AND t.expires_at > $2"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: params![token_hash, now] }).await?;
        rows.first().map(|row| Ok((program(row)?, row.int(6)?))).transpose()
    }
}
