//! The answers of the operation that was admitted last, kept for its slices: while nobody else has changed anything, a
//! slice is what was decided at admission and need not be read and decided again. After a restart, or once anything has
//! moved, every slice is decided anew. It never decides.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use cupo_domain::decision::{Decision, Plan, UserDecision};
use cupo_domain::ids::{OperationId, PoolId};
use cupo_domain::seats::{Pool, Units};
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::operations::SliceRow;

/// How long answers are used, in microseconds of the business clock: a clock that ran when they were made may have ended.
const AGE_MAX: i64 = 10 * 60 * 1_000_000;

/// What a slice must find as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ground {
    /// Every change of a user or a license moves it.
    pub head: AuditHead,
    /// The version of the catalogue.
    pub catalogue: i64,
    /// What the pools hold; seats in use move with the operation itself.
    units: Vec<(PoolId, Units)>,
}

impl Ground {
    /// What decisions rest on now.
    pub fn of(head: &AuditHead, catalogue: i64, pools: &[Pool]) -> Self {
        let units = pools.iter().map(|pool| (pool.id, pool.units)).collect();
        Self { head: head.clone(), catalogue, units }
    }
}

/// The plans of each slice, in the order of its users.
pub(crate) type Plans = BTreeMap<i64, Vec<Arc<Plan>>>;

/// An admitted operation whose seats are all set aside.
pub(crate) struct Answers {
    pub operation: OperationId,
    pub ground: Ground,
    pub at: Instant,
    pub plans: Plans,
}

impl Answers {
    /// The decision of a slice, if it would be the same now.
    pub fn decision(&mut self, slice: &SliceRow, ground: &Ground, now: Instant) -> Option<Decision> {
        let passed = now.0 - self.at.0;
        if self.ground != *ground || !(0..AGE_MAX).contains(&passed) || slice.retry {
            return None;
        }
        let plans = self.plans.remove(&slice.slice).filter(|plans| plans.len() == slice.users.len())?;
        let users = slice.users.iter().zip(plans).map(|(it, plan)| UserDecision { user: it.user, plan });
        Some(Decision::new(users.collect()).later(passed))
    }
}

/// Room for one operation.
#[derive(Default)]
pub(crate) struct Underway(Mutex<Option<Answers>>);

impl Underway {
    /// Keeps the answers of an operation.
    pub fn keep(&self, answers: Answers) {
        drop(self.replace(Some(answers)));
    }

    /// Takes the answers of this operation out; another operation's stay.
    pub fn take(&self, operation: OperationId) -> Option<Answers> {
        let mut room = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        room.take_if(|answers| answers.operation == operation)
    }

    fn replace(&self, answers: Option<Answers>) -> Option<Answers> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), answers)
    }
}
