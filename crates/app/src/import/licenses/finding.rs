//! What can be said about a row of a file of licenses: codes and data only, the sentences live with the surfaces.
//! Must never decide anything; the verdict of each finding is fixed here beside its code.

use super::column::Column;
use crate::import::cells::finding::{RowFault, findings};

/// One thing found in a row, and in which column where it is one cell's fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The column, or none where the whole row is meant.
    pub column: Option<Column>,
    /// What was found.
    pub what: LicenseFinding,
}

findings! {
    /// What was found, with the data that a sentence about it needs.
    LicenseFinding with Row(RowFault) {
        /// No user.
        NoUser = "lic-no-user", Reject;
        /// Nobody of the customer signs in with this name.
        UserUnknown {
            /// The text as written.
            text: String,
        } = "lic-user-unknown", Reject;
        /// No product, where the file does not say what each user shall have.
        NoProduct = "lic-no-product", Reject;
        /// No product of the catalog has this name.
        ProductUnknown {
            /// The text as written.
            text: String,
        } = "lic-product-unknown", Reject;
        /// Several products have this name.
        ProductAmbiguous {
            /// The text as written.
            text: String,
            /// Names by which each of them can be told.
            choices: String,
        } = "lic-product-ambiguous", Reject;
        /// The customer has no seats of it.
        ProductNotOwned {
            /// The text as written.
            text: String,
        } = "lic-product-not-owned", Reject;
        /// It takes effect for the organisation and is given to nobody (R-PROD-2).
        ProductCompany {
            /// The text as written.
            text: String,
        } = "lic-product-company", Reject;
        /// The product has no such service plan.
        PlanUnknown {
            /// The text as written.
            text: String,
        } = "lic-plan-unknown", Reject;
        /// The plan takes effect for the organisation and cannot be switched for a user (R-PROD-2, R-PROD-4).
        PlanCompany {
            /// The text as written.
            text: String,
        } = "lic-plan-company", Reject;
        /// Plans are named, and no product.
        PlansAlone = "lic-plans-alone", Reject;
        /// Plans mean nothing where licenses are taken away.
        PlansIgnored = "lic-plans-ignored", Warn;
        /// No state of a license.
        StateUnknown {
            /// The text as written.
            text: String,
        } = "lic-state-unknown", Reject;
        /// The same as an earlier row: once is enough.
        Again {
            /// Where the earlier one starts.
            first_line: u64,
        } = "lic-again", Warn;
        /// Says something else than an earlier row about the same user and product.
        Contradicts {
            /// Where the earlier one starts.
            first_line: u64,
        } = "lic-contradicts", Reject;
        /// Says that the user shall have nothing, or something, where an earlier row says the reverse.
        NothingAndSomething {
            /// Where the earlier one starts.
            first_line: u64,
        } = "lic-nothing-and-something", Reject;
    }
}
