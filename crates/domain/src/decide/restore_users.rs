//! Restoring deleted users: always the account; licenses where a seat is free, otherwise as recorded intent
//! (R-RESTORE-1 to R-RESTORE-6, Q-3, D-20).

use std::collections::BTreeSet;

use crate::assignment::SourceState;
use crate::catalogue::{Catalogue, Workload};
use crate::decision::ClockChange;
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::refusal::Code;
use crate::seats::PoolKind;
use crate::time::Instant;

use super::change_licenses::Ledger;
use super::delete_users::RESTORE_DAYS;

/// A direct license the user had when deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Its pool.
    pub pool: PoolId,
    /// Its product.
    pub product: ProductId,
    /// Whose seats the pool holds.
    pub kind: PoolKind,
    /// Plans that were off.
    pub plans_off: PlanSet,
    /// Whether it was in force, or only intent already.
    pub held: bool,
}

/// What restoring needs to know about one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub user: UserId,
    /// When the user was deleted; none when the user is active.
    pub deleted_at: Option<Instant>,
    /// The account stayed as the anchor of a shared mailbox when its owner was deleted (R-DEL-6): it becomes its
    /// owner's again, as long as it is there.
    pub anchors: bool,
    /// An active user has the sign-in name now, or the other name under which the user shall come back (R-RESTORE-3).
    pub name_taken: bool,
    /// Somebody else has the name under which the user shall come back as a mail address (R-DEL-7).
    pub address_taken: bool,
    /// What comes back if it can.
    pub former: Vec<Former>,
    /// Pools whose seat a group went on giving to an account that stayed as an anchor: no second one is taken.
    pub holds: BTreeSet<PoolId>,
    /// Clocks that run since the deletion.
    pub clocks: Vec<Workload>,
}

/// The answer for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restoration {
    /// The account comes back.
    Done {
        /// Each former license with the state in which it returns.
        licenses: Vec<(Former, SourceState)>,
        /// Pools in which a seat is taken.
        takes: Vec<PoolId>,
        /// Clocks that stop (R-RESTORE-6).
        clocks: Vec<ClockChange>,
        /// The mailbox that was shared is its owner's again.
        anchored: bool,
    },
    /// No.
    Refused(Code),
}

/// Decides for each candidate, in order; `over_quota` returns licenses even where no seat is free.
#[must_use]
pub fn decide(
    candidates: &[Candidate],
    ledger: &mut Ledger,
    over_quota: bool,
    now: Instant,
) -> Vec<(UserId, Restoration)> {
    candidates.iter().map(|c| (c.user, restore(c, ledger, over_quota, now))).collect()
}

/// The same, but clocks go on whose data nothing serves that came back: a mailbox whose license found no seat is
/// still without one (invariant 14). Files need no license (R-FILE-1).
#[must_use]
pub fn decide_with_clocks(
    catalogue: &Catalogue,
    candidates: &[Candidate],
    ledger: &mut Ledger,
    over_quota: bool,
    now: Instant,
) -> Vec<(UserId, Restoration)> {
    let mut answers = decide(candidates, ledger, over_quota, now);
    for (_, answer) in &mut answers {
        if let Restoration::Done { licenses, clocks, .. } = answer {
            let on = plans_back(catalogue, licenses);
            clocks.retain(|clock| match clock {
                ClockChange::Cancel { workload: Workload::Files } | ClockChange::Start { .. } => true,
                ClockChange::Cancel { workload } => on.intersects(&catalogue.plans_of(*workload)),
            });
        }
    }
    answers
}

fn plans_back(catalogue: &Catalogue, licenses: &[(Former, SourceState)]) -> PlanSet {
    let back = licenses.iter().filter(|(_, state)| state.holds());
    let plans = back.filter_map(|(it, _)| Some(catalogue.product(it.product)?.plans.minus(&it.plans_off)));
    plans.fold(PlanSet::new(), |on, more| on.union(&more))
}

fn restore(candidate: &Candidate, ledger: &mut Ledger, over_quota: bool, now: Instant) -> Restoration {
    match candidate.deleted_at {
        None if candidate.anchors => {}
        None => return Restoration::Refused(Code::State),
        Some(at) if now >= at.plus_days(RESTORE_DAYS) => return Restoration::Refused(Code::Gone),
        Some(_) => {}
    }
    if candidate.name_taken {
        return Restoration::Refused(Code::Clash);
    }
    if candidate.address_taken {
        return Restoration::Refused(Code::Unique);
    }
    let mut takes = Vec::new();
    let licenses = candidate
        .former
        .iter()
        .map(|former| {
            let free = ledger.get(&former.pool).copied().unwrap_or(0) > 0;
            let has = candidate.holds.contains(&former.pool);
            let returns = former.held && (has || free || over_quota);
            if returns && !has {
                takes.push(former.pool);
                *ledger.entry(former.pool).or_default() -= 1;
            }
            (former.clone(), if returns { SourceState::Active } else { SourceState::Error })
        })
        .collect();
    let clocks = candidate.clocks.iter().map(|w| ClockChange::Cancel { workload: *w }).collect();
    Restoration::Done { licenses, takes, clocks, anchored: candidate.anchors }
}
