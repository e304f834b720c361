//! The catalogue of products and service plans: the one that comes with the program, the one that is published as a
//! CSV, and the difference between what is known and what comes in. Plain data in, plain data out.
//! Must never store anything: whoever imports decides what becomes of the rejects and hands the difference on.

mod bundled;
mod entry;
mod infer;
mod line;
mod merge;
mod names;
mod oddity;
mod official;
mod row;

pub use bundled::{CatalogueFault, bundled, read_catalogue};
pub use entry::{
    CatalogueFile, Fact, PlanEntry, PriceEntry, PriceTerm, ProductEntry, RuleEffect, RuleEntry, RuleSays,
    RuleStatus,
};
pub use infer::{infer_license_group, infer_target, infer_workload};
pub use merge::{CatalogueDelta, Changed, merge};
pub use oddity::{Oddity, OddityKind};
pub use official::{OfficialCatalogue, OfficialError, OfficialPlan, OfficialProduct, read_official};
pub use row::{Column, Reject, RejectReason};
