//! What a decision is made of: a verdict for each user and product, and the exact consequence.
//! Plain data; it never reads, writes or chooses.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assignment::SourceState;
use crate::catalogue::Workload;
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::refusal::Refusal;
use crate::time::Instant;

/// What was done for one user and product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The user has the license now.
    Granted,
    /// The direct license is gone.
    Revoked,
    /// Other service plans are on.
    PlansChanged,
}

/// Why a license stayed without anybody refusing it (D-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// A group gives it.
    Inherited,
    /// It is a seat of a self-service purchase.
    SelfService,
}

/// The answer for one user and product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something changes.
    Done(Effect),
    /// It already is as asked (R-ASSIGN-4, R-REVOKE-10).
    Unchanged,
    /// It stays for a reason that is no refusal.
    Kept(Kept),
    /// No.
    Refused(Refusal),
}

/// The direct source of a user before or after: state and plans switched off; none when there is none.
pub type Direct = Option<(SourceState, PlanSet)>;

/// One line of the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// Which seats.
    pub pool: PoolId,
    /// Which product.
    pub product: ProductId,
    /// The answer.
    pub verdict: Verdict,
    /// The direct source before.
    pub before: Direct,
    /// The direct source after; equal to `before` unless the verdict is `Done`.
    pub after: Direct,
}

impl Outcome {
    /// The line of somebody of whom no product is asked, because there is none to take, to give or to change: who was
    /// selected has an answer too (invariant 12).
    #[must_use]
    pub fn nothing() -> Self {
        let (pool, product) = (PoolId(0), ProductId(0));
        Self { pool, product, verdict: Verdict::Unchanged, before: None, after: None }
    }

    /// Whether it is about the user as a whole and not about a product.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.product == ProductId(0)
    }
}

/// What happens to a data clock of a user (sections 12 to 15).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockChange {
    /// The clock begins to run.
    Start {
        /// Which data.
        workload: Workload,
        /// When it ends.
        due: Instant,
        /// Whether data is erased at the end, or a service only degrades (R-MAIL-1, R-APP-6).
        loses_data: bool,
    },
    /// The clock stops because its reason is gone (R-ASSIGN-17, invariant 14).
    Cancel {
        /// Which data.
        workload: Workload,
    },
}

/// Everything a decision says about users who are in the same situation. Shared between them, because a million
/// users have few situations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan {
    /// A line for each product the command concerns; one about the user as a whole where it concerns none.
    pub outcomes: Vec<Outcome>,
    /// Clocks that start or stop.
    pub clocks: Vec<ClockChange>,
    /// Kinds of data whose service the user loses, with or without a clock (R-UI-15).
    pub lost: Vec<Workload>,
    /// Pools in which the user takes a seat.
    pub takes: Vec<PoolId>,
    /// Pools in which the user gives a seat back.
    pub frees: Vec<PoolId>,
}

impl Plan {
    /// Nothing is asked, nothing happens.
    #[must_use]
    pub fn nothing() -> Self {
        let outcomes = vec![Outcome::nothing()];
        Self { outcomes, clocks: vec![], lost: vec![], takes: vec![], frees: vec![] }
    }

    /// Whether anything is written for the user.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.outcomes.iter().any(|o| matches!(o.verdict, Verdict::Done(_)))
    }

    /// Whether anything was refused.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.outcomes.iter().any(|o| matches!(o.verdict, Verdict::Refused(_)))
    }

    fn later(&self, micros: i64) -> Self {
        let mut plan = self.clone();
        for clock in &mut plan.clocks {
            if let ClockChange::Start { due, .. } = clock {
                due.0 = due.0.saturating_add(micros);
            }
        }
        plan
    }

    /// Whether data will be erased at some instant unless somebody acts.
    #[must_use]
    pub fn loses_data(&self) -> bool {
        self.clocks.iter().any(|c| matches!(c, ClockChange::Start { loses_data: true, .. }))
    }
}

/// What happens to one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDecision {
    /// Who.
    pub user: UserId,
    /// What.
    pub plan: Arc<Plan>,
}

/// How many holders a pool gains or loses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatMove {
    /// Which pool.
    pub pool: PoolId,
    /// Users who take a seat.
    pub taken: i64,
    /// Users who give one back.
    pub freed: i64,
}

/// The exact consequence of a command on a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// One entry for each user asked for, in the order asked.
    pub users: Vec<UserDecision>,
    /// Seats that move, by pool.
    pub seats: Vec<SeatMove>,
}

impl Decision {
    /// Puts a decision together and counts its seats.
    #[must_use]
    pub fn new(users: Vec<UserDecision>) -> Self {
        let mut moves: BTreeMap<PoolId, (i64, i64)> = BTreeMap::new();
        for user in &users {
            for pool in &user.plan.takes {
                moves.entry(*pool).or_default().0 += 1;
            }
            for pool in &user.plan.frees {
                moves.entry(*pool).or_default().1 += 1;
            }
        }
        let seats = moves.into_iter().map(|(pool, (taken, freed))| SeatMove { pool, taken, freed }).collect();
        Self { users, seats }
    }

    /// The same decision, carried out that many microseconds after it was made: clocks count days from the instant at
    /// which they start (R-MAIL-1), so their ends move along.
    #[must_use]
    pub fn later(mut self, micros: i64) -> Self {
        let mut moved: BTreeMap<*const Plan, Arc<Plan>> = BTreeMap::new();
        for user in self.users.iter_mut().filter(|user| !user.plan.clocks.is_empty()) {
            let plan =
                moved.entry(Arc::as_ptr(&user.plan)).or_insert_with(|| Arc::new(user.plan.later(micros)));
            user.plan = Arc::clone(plan);
        }
        self
    }

    /// The change of `consumed` in a pool.
    #[must_use]
    pub fn consumed_change(&self, pool: PoolId) -> i64 {
        self.seats.iter().filter(|s| s.pool == pool).map(|s| s.taken - s.freed).sum()
    }
}
