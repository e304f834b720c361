//! Who may what at a customer, and how it is set up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person with roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleBearer {
    /// The person's identity.
    pub user: String,
    /// Sign-in name.
    pub user_name: String,
    /// Name for people.
    pub display_name: String,
    /// Signing in is allowed.
    pub sign_in: bool,
    /// What the person holds, such as `license-admin`.
    pub roles: Vec<String>,
}

/// How a customer is set up; the names are those of the command `settings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settings {
    /// Users at a time on the page Licenses.
    pub licenses_page_limit: i64,
    /// Days that files of deleted users are kept.
    pub file_retention_days: i64,
    /// Restored users get licenses back even where no seat is free.
    pub restore_over_quota: bool,
    /// Managers get access to the files of people who are deleted.
    pub file_delegation: bool,
    /// Who gets that access where there is no manager; empty for nobody.
    pub second_owner: String,
    /// Name of the time zone.
    pub time_zone: String,
    /// The agreement under which the customer buys itself: `online` or `customer`.
    pub billing_agreement: String,
}
