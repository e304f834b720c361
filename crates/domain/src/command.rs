//! What a person or machine wants. Surfaces build commands; `decide` answers them. No rule is applied here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::decision::Direct;
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;

/// What to do with the license of one product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LicenseEdit {
    /// Leave it: a box left partial (R-BULK-8).
    Keep,
    /// Give it to those who lack it: a filled box.
    Give,
    /// Take it from those who hold it: a cleared box.
    Take,
}

/// What to do with the service plans of a product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanEdit {
    /// Switch some on and some off, leave the others as each user has them; new holders get all but `off`.
    Adjust {
        /// Plans to switch on.
        on: PlanSet,
        /// Plans to switch off.
        off: PlanSet,
    },
    /// Exactly these are off, for old and new holders alike (R-ASSIGN-3).
    Exactly {
        /// Plans that are off.
        off: PlanSet,
    },
}

impl PlanEdit {
    /// No change of plans; new holders get all of them (R-ASSIGN-2).
    #[must_use]
    pub fn none() -> Self {
        Self::Adjust { on: PlanSet::new(), off: PlanSet::new() }
    }

    /// Every plan that is named.
    #[must_use]
    pub fn named(&self) -> PlanSet {
        match self {
            Self::Adjust { on, off } => on.union(off),
            Self::Exactly { off } => off.clone(),
        }
    }
}

/// What to do with one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProductEdit {
    /// Which product; its central pool is meant.
    pub product: ProductId,
    /// The license.
    pub license: LicenseEdit,
    /// Its service plans.
    pub plans: PlanEdit,
}

impl ProductEdit {
    /// A box left partial (R-BULK-8).
    #[must_use]
    pub fn asks_nothing(&self) -> bool {
        self.license == LicenseEdit::Keep && self.plans == PlanEdit::none()
    }
}

/// Where the direct source of one user and pool shall go back to (D-14).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Which seats.
    pub pool: PoolId,
    /// Which product.
    pub product: ProductId,
    /// What the undone operation left; anything else means that somebody changed it since.
    pub expected: Direct,
    /// What was there before.
    pub wanted: Direct,
}

/// What each of many users shall have, or have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EachUser {
    /// The edits of a user; users with the same edits share them.
    pub of: BTreeMap<UserId, Arc<[ProductEdit]>>,
    /// A user shall have exactly what the edits give: other direct licenses go, and who has no edits keeps none. An
    /// edit that keeps everything leaves its product as it is.
    pub exactly: bool,
}

impl EachUser {
    /// The edits of a user.
    #[must_use]
    pub fn edits(&self, user: UserId) -> &[ProductEdit] {
        self.of.get(&user).map_or(&[], |edits| edits)
    }
}

/// A change of licenses for many users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edits {
    /// Product by product (tri-state editor, assign, revoke).
    Products(Vec<ProductEdit>),
    /// All direct licenses go and these take their place (R-ASSIGN-14).
    Replace(Vec<ProductEdit>),
    /// All direct licenses go (R-REVOKE-9).
    UnassignAll,
    /// User by user, as a file says.
    Each(EachUser),
    /// Back to an earlier state, user by user.
    Restore(BTreeMap<UserId, Vec<Target>>),
}

/// A change of licenses with its manner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLicenses {
    /// What changes.
    pub edits: Edits,
    /// The person named the row itself, so that what cannot be taken is refused and not merely kept (D-10).
    pub named: bool,
    /// A license that is not held is an error (D-10).
    pub require_held: bool,
    /// Give a direct license even beside an inherited one (R-ASSIGN-9).
    pub beside_inherited: bool,
}

impl ChangeLicenses {
    /// Whether somebody may lose a license or a service plan by it.
    #[must_use]
    pub fn may_take(&self) -> bool {
        match &self.edits {
            Edits::Products(edits) => {
                edits.iter().any(|it| it.license != LicenseEdit::Give || it.plans != PlanEdit::none())
            }
            Edits::Replace(_) | Edits::UnassignAll | Edits::Each(_) | Edits::Restore(_) => true,
        }
    }

    /// The manner of screens for several users.
    #[must_use]
    pub fn bulk(edits: Edits) -> Self {
        Self { edits, named: false, require_held: false, beside_inherited: false }
    }
}
