//! Client credentials and tokens of programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What creating client credentials asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApp {
    /// A name for people, 1 to 64 characters.
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    /// The customer it belongs to; null or absent for the organisation of the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// What it may do, such as `license-admin`.
    pub role: String,
}

/// Client credentials without their secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct App {
    /// The identity with which it asks for tokens.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// The organisation it belongs to.
    pub customer: String,
    /// What it may do.
    pub role: String,
    /// When it was created.
    pub created_at: String,
}

/// Client credentials just made: the only answer that holds the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AppCreated {
    /// The identity with which it asks for tokens.
    pub client_id: String,
    /// The secret; nobody can read it again. Null when a repeated request is answered again.
    pub client_secret: Option<String>,
    /// Its name.
    pub name: String,
    /// The organisation it belongs to.
    pub customer: String,
    /// What it may do.
    pub role: String,
}

/// An access token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds for which it is good.
    pub expires_in: i64,
}
