//! What users hold: sources of products with their service-plan choices (sections 6 and 9, D-5).
//! Effective plans are computed here and nowhere else.

use crate::catalogue::Catalogue;
use crate::country::Country;
use crate::ids::{GroupId, PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::seats::{Pool, PoolKind};
use crate::time::Instant;

/// Where a license comes from: from the user's own row or from exactly one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Given to the user.
    Direct,
    /// Inherited from a group.
    Group(GroupId),
}

/// State of one source (R-GROUP-8; `Disabled` is derived from the pool, D-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceState {
    /// In force.
    Active,
    /// In force although something is wrong; the seat is consumed (R-AVAIL-6).
    ActiveWithError,
    /// Recorded intent that is not in force; consumes nothing (R-AVAIL-6, D-20).
    Error,
}

impl SourceState {
    /// Whether this source takes a seat and gives service.
    #[must_use]
    pub fn holds(self) -> bool {
        !matches!(self, Self::Error)
    }
}

/// One reason why a user has a product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The pool whose seat it takes.
    pub pool: PoolId,
    /// The pool's product.
    pub product: ProductId,
    /// Whether the pool is a self-service purchase.
    pub self_service: bool,
    /// Direct or a group.
    pub origin: Origin,
    /// In force or not.
    pub state: SourceState,
    /// Plans of the product that this source switches off.
    pub plans_off: PlanSet,
}

/// A data clock that runs for a user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunningClock {
    /// Which data.
    pub workload: crate::catalogue::Workload,
    /// When it ends.
    pub due: Instant,
}

/// What decisions need to know about one user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// Who.
    pub user: UserId,
    /// Active (true) or deleted (R-USER-5).
    pub active: bool,
    /// Usage location, if one is set (R-USER-1).
    pub location: Option<Country>,
    /// A mail address of this user that another active user holds now (R-ASSIGN-18, D-31).
    pub address_taken: Option<String>,
    /// Every source, in the order of (pool, origin).
    pub sources: Vec<Source>,
    /// Clocks that run for this user.
    pub clocks: Vec<RunningClock>,
}

impl Holder {
    /// The direct source of a pool.
    #[must_use]
    pub fn direct(&self, pool: PoolId) -> Option<&Source> {
        self.sources.iter().find(|s| s.pool == pool && s.origin == Origin::Direct)
    }

    /// Whether some source of the pool takes a seat.
    #[must_use]
    pub fn holds(&self, pool: PoolId) -> bool {
        self.sources.iter().any(|s| s.pool == pool && s.state.holds())
    }

    /// Whether a group gives the pool's product.
    #[must_use]
    pub fn inherits(&self, pool: PoolId) -> bool {
        self.sources.iter().any(|s| s.pool == pool && s.state.holds() && s.origin != Origin::Direct)
    }
}

/// Plans that are on: the union over sources of the product's plans without those the source switches off
/// (R-ASSIGN-10, R-GROUP-21, invariant 6).
#[must_use]
pub fn effective_plans(catalogue: &Catalogue, sources: &[Source]) -> PlanSet {
    let mut on = PlanSet::new();
    for source in sources.iter().filter(|s| s.state.holds()) {
        if let Some(product) = catalogue.product(source.product) {
            on = on.union(&product.plans.minus(&source.plans_off));
        }
    }
    on
}

/// One consistent read of everything a decision about users needs.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Pools of the customer, by key.
    pub pools: Vec<Pool>,
    /// Users in the order in which last seats are given (D-8).
    pub holders: Vec<Holder>,
    /// Users that were asked for and do not exist at this customer.
    pub unknown: Vec<UserId>,
}

impl Snapshot {
    /// The central pool of a product.
    #[must_use]
    pub fn central(&self, product: ProductId) -> Option<&Pool> {
        self.pools.iter().find(|p| p.product == product && p.kind == PoolKind::Central)
    }
}
