//! Records of the audit log.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whom or what a record is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditAbout {
    /// `customer`, `user`, `subscription` or `group`.
    pub kind: String,
    /// Its identity; null when it is not there any more.
    pub id: Option<String>,
    /// A customer's or a group's name, a user's sign-in name, a subscription's product; null when it is not known any more.
    pub name: Option<String>,
}

/// A record as it is bound into the chain of its customer: the hash covers every field and the hash before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditLink {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The operation's key; 0 for none.
    pub operation: i64,
    /// The key of what it is about; 0 for the customer.
    pub subject: i64,
    /// What was stored of it.
    pub detail: String,
    /// The hash of the record before, in hexadecimal.
    pub previous: String,
    /// The hash of this record.
    pub hash: String,
}

/// What a partner did at one of its customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    /// The customer's identity.
    pub customer: String,
    /// Its name.
    pub customer_name: String,
    /// The record in the customer's chain.
    #[serde(flatten)]
    pub record: AuditRecord,
}

/// One record of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRecord {
    /// Its number in the chain of the customer; there are no gaps.
    pub number: i64,
    /// When.
    pub at: String,
    /// What kind of change, such as `licenses.changed`.
    pub action: String,
    /// It was refused.
    pub refused: bool,
    /// Through which door: `console`, `cli`, `api`, `graph`, `partner`, `scim` or `system`.
    pub channel: String,
    /// Who, as it is stored.
    pub actor: String,
    /// Who, by name; null for Cupo itself, for people of other organizations, and when nobody knows the name any more.
    pub by: Option<String>,
    /// The organization of whoever did it, when it is another than the customer.
    pub by_organization: Option<String>,
    /// Whom or what it is about.
    pub about: AuditAbout,
    /// The operation it belongs to.
    pub operation: Option<String>,
    /// Before and after, or why not; products and service plans by name.
    pub detail: Value,
    /// The record as it is bound into the chain.
    pub record: AuditLink,
}
