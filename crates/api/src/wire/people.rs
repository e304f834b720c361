//! Customers and users.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An organisation whose licenses are managed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Customer {
    /// Its identity, which is also its tenant id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its main domain.
    pub domain: String,
    /// Its country, two letters.
    pub country: String,
    /// It sells to others.
    pub partner: bool,
    /// Its partner administers users on its behalf.
    pub delegated: bool,
    /// `worldwide` or `21vianet`.
    pub cloud: String,
    /// Active users.
    pub users: i64,
    /// Deleted users that can still be restored.
    pub deleted_users: i64,
    /// The time zone of its pages, an IANA name.
    pub time_zone: String,
}

/// A domain of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Domain {
    /// The domain.
    pub domain: String,
    /// New users get it unless another is chosen.
    pub default: bool,
}

/// An order to keep somebody's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hold {
    /// Identity, by which it is released.
    pub id: String,
    /// `mail` or `files`.
    pub data: String,
    /// `litigation`, `retention-policy`, `delete-only-policy`, `retaining-label` or `discovery-case`.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub placed_at: String,
    /// When it was released; null while it is in force.
    pub released_at: Option<String>,
}

/// Whether a user is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// An ordinary user.
    Active,
    /// Deleted, and can be restored for 30 days.
    Deleted,
}

/// A user of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct User {
    /// Identity.
    pub id: String,
    /// Sign-in name, such as `ana@norte.example`.
    pub name: String,
    /// Name for people.
    pub display_name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Job title.
    pub job_title: String,
    /// Department.
    pub department: String,
    /// Usage location, two letters; null when there is none.
    pub location: Option<String>,
    /// Signing in is allowed.
    pub sign_in: bool,
    /// Active or deleted.
    pub state: UserState,
    /// Who masters the account: `cloud`, `scim` or `sync`.
    pub source: String,
    /// When it was created.
    pub created_at: String,
    /// When it was deleted.
    pub deleted_at: Option<String>,
    /// Part numbers of the products the user holds, whatever the source.
    pub products: Vec<String>,
}

/// One product a user holds from one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct License {
    /// The product's identity.
    pub product: String,
    /// The product's part number.
    pub part_number: String,
    /// The product's name in the language that was asked for.
    pub name: String,
    /// Where it comes from.
    pub source: super::Source,
    /// Names of the service plans that are off.
    pub plans_off: Vec<String>,
}

/// Fields of a user to change; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditUser {
    /// Sign-in name, at one of the customer's domains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Usage location, two letters; an empty text for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Further mail addresses, at the customer's domains: the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<String>>,
    /// Signing in is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<bool>,
}

/// A user to create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Sign-in name, at one of the customer's domains.
    pub name: String,
    /// Name for people.
    pub display_name: String,
    /// Usage location, two letters.
    pub location: String,
    /// First name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// Last name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// Job title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub job_title: String,
    /// Department.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
}

/// A user who was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CreatedUser {
    /// The user.
    pub user: User,
    /// The password for the first sign-in, told this once. Null when a repeated request is answered again.
    pub password: Option<String>,
    /// The operation that created the user, and by which it can be undone.
    pub operation: String,
}
