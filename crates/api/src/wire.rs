//! The bodies of requests and answers, as structures that the server, the command line and the published document
//! share. Nothing here knows the inside: identities are GUIDs as text, instants are RFC 3339 in UTC.

mod command;
mod people;
mod licenses;
mod operations;
mod imports;
mod apps;
mod audit;
mod problem;
mod settings;

pub use apps::{App, AppCreated, CreateApp, Token};
pub use audit::{Activity, AuditAbout, AuditLink, AuditRecord};
pub(crate) use command::PLACE_END;
pub use command::{Command, Give, Life, Mode, PlanSwitch, UserFilter, Users};
pub use imports::{
    CatalogueFinding, CatalogueImport, ExistingUser, LicenseImport, RowFinding, UnknownDomain, UserImport,
};
pub use licenses::{
    Assignment, CatalogueProduct, Holder, Plan, Product, ProductState, Seats, Source, Subscription,
};
pub use operations::{
    Apply, Changed, Clock, Decide, FieldChange, Money, NotGiven, OneTimePassword, Operation, Outcome,
    Preview, ProductTotals, Progress, Refusals, RefusedUser, Returns, State, Stopped, Submit, Totals,
    Verdict,
};
pub use people::{CreatedUser, Customer, Domain, EditUser, Hold, License, NewUser, User, UserState};
pub use problem::Problem;
pub use settings::{RoleBearer, Settings};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ListOf{T}")]
pub struct List<T> {
    /// The entries of this page.
    pub items: Vec<T>,
    /// Send this as `after` to get the next page; null on the last page.
    pub next: Option<String>,
    /// How many entries there are on all pages; only on the first page.
    pub count: Option<i64>,
}
