//! What importing a file found and did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operations::Preview;

/// Something in a row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowFinding {
    /// The line where the row starts.
    pub line: u64,
    /// `accept`, `warn`, `reject` or `skip`.
    pub verdict: String,
    /// The heading of the column in English; null where it is about the whole row.
    pub column: Option<String>,
    /// What it is, as a stable word.
    pub code: String,
    /// What it is and what to do, in the language that was asked for.
    pub detail: String,
}

/// A row whose user is there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExistingUser {
    /// The line where the row starts.
    pub line: u64,
    /// The sign-in name.
    pub name: String,
}

/// A domain in a file that is not the customer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnknownDomain {
    /// The domain as it would be kept.
    pub domain: String,
    /// Rows that are rejected for it.
    pub rows: u64,
}

/// What an import of users did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UserImport {
    /// Rows of the file.
    pub rows: u64,
    /// Good rows, those with a warning included.
    pub good: u64,
    /// Good rows with a warning.
    pub warned: u64,
    /// Rows that are rejected.
    pub rejected: u64,
    /// Rows that hold no user.
    pub skipped: u64,
    /// Good rows whose user is there already.
    pub existing: u64,
    /// Users that were created.
    pub created: u64,
    /// Users whose fields were taken over.
    pub updated: u64,
    /// Users who had these fields already.
    #[serde(default)]
    pub unchanged: u64,
    /// Something was written.
    pub applied: bool,
    /// The operation that was recorded.
    pub operation: Option<String>,
    /// The first findings.
    pub findings: Vec<RowFinding>,
    /// Findings beyond those.
    pub more_findings: u64,
    /// The first rows whose user is there already.
    pub existing_users: Vec<ExistingUser>,
    /// The first domains that are not the customer's; a `change_domains` gives them to it.
    #[serde(default)]
    pub unknown_domains: Vec<UnknownDomain>,
}

/// Something odd in a row of the published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueFinding {
    /// The line where the row starts.
    pub line: u64,
    /// The heading of the column; null where it is about the whole row.
    pub column: Option<String>,
    /// What it is, as a stable word.
    pub code: String,
    /// What stands there.
    pub seen: String,
    /// What was taken instead; null where the row was rejected.
    pub taken: Option<String>,
}

/// What an import of the published list did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueImport {
    /// Rows of the file.
    pub rows: u64,
    /// Products in the file.
    pub products: usize,
    /// Service plans in the file.
    pub plans: usize,
    /// Pairs of product and service plan in the file.
    pub pairs: usize,
    /// Products that are new.
    pub added_products: usize,
    /// Products that are different.
    pub changed_products: usize,
    /// Service plans that are new.
    pub added_plans: usize,
    /// Service plans that are different.
    pub changed_plans: usize,
    /// Pairs that are new.
    pub added_pairs: usize,
    /// Pairs that are kept although the list lacks them.
    pub kept_pairs: usize,
    /// Something was written.
    pub applied: bool,
    /// What was odd and taken all the same.
    pub oddities: Vec<CatalogueFinding>,
    /// Rows that were not taken.
    pub rejects: Vec<CatalogueFinding>,
}

/// What a file of licenses says, and what applying it would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LicenseImport {
    /// Rows of the file.
    pub rows: u64,
    /// Good rows, those with a warning included.
    pub good: u64,
    /// Good rows with a warning.
    pub warned: u64,
    /// Rows that are rejected.
    pub rejected: u64,
    /// Rows that hold nothing.
    pub skipped: u64,
    /// Good rows of users who have a rejected row: they are left out with it.
    pub left_out: u64,
    /// Users for whom the file asks something that can be asked.
    pub users: u64,
    /// The first findings, in the order of the lines.
    pub findings: Vec<RowFinding>,
    /// Findings beyond those.
    pub more_findings: u64,
    /// Why there is no preview, in the language that was asked for; null when there is one.
    pub withheld: Option<String>,
    /// What applying the file would do; null when rows stand in the way.
    pub preview: Option<Preview>,
}
