//! Assign, revoke, replace, switch plans, restore: for one user or a million (sections 6 to 8, D-7 to D-10).
//! Everything for one user stands or falls together (R-BULK-5); users never fail one another (R-BULK-4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assignment::{Holder, Snapshot};
use crate::catalogue::Catalogue;
use crate::command::{ChangeLicenses, EachUser, Edits, LicenseEdit, PlanEdit, ProductEdit};
use crate::decision::{Decision, Outcome, Plan, UserDecision, Verdict};
use crate::ids::{PoolId, UserId};
use crate::refusal::{Code, Denial, Reason, Refusal};
use crate::seats::{Pool, PoolKind};
use crate::time::Instant;

mod lines;
mod user;

pub use user::{APPS_CHECK_DAYS, MAIL_GRACE_DAYS, Planner};
pub(in crate::decide) use user::{clock_changes, lost, running};

/// Seats that may still be taken, by pool.
pub type Ledger = BTreeMap<PoolId, i64>;

/// The seats of the pools as a command may take them now.
#[must_use]
pub fn ledger(pools: &[Pool]) -> Ledger {
    pools.iter().map(|p| (p.id, p.assignable())).collect()
}

/// Refuses a command that makes no sense whoever the users are.
///
/// # Errors
/// E-NOTFOUND for a product the customer does not own, E-INVALID for a product or plan that cannot be given to
/// users or is named twice, for a product in a Replace that is not given, or for nothing asked at all (R-PROD-2,
/// R-PROD-4).
pub fn check(catalogue: &Catalogue, pools: &[Pool], command: &ChangeLicenses) -> Result<(), Denial> {
    match &command.edits {
        Edits::Products(edits) => check_edits(catalogue, pools, edits, |_| true),
        Edits::Replace(edits) => check_edits(catalogue, pools, edits, |e| e.license == LicenseEdit::Give),
        Edits::Each(each) => check_each(catalogue, pools, each),
        Edits::UnassignAll | Edits::Restore(_) => Ok(()),
    }
}

/// Each list of edits once, however many users share it.
fn check_each(catalogue: &Catalogue, pools: &[Pool], each: &EachUser) -> Result<(), Denial> {
    let fits = |e: &ProductEdit| !each.exactly || e.license == LicenseEdit::Give || e.asks_nothing();
    let mut seen = BTreeSet::new();
    for edits in each.of.values().filter(|edits| !edits.is_empty()) {
        if seen.insert(Arc::as_ptr(edits)) {
            check_edits(catalogue, pools, edits, fits)?;
        }
    }
    Ok(())
}

fn check_edits(
    catalogue: &Catalogue,
    pools: &[Pool],
    edits: &[ProductEdit],
    fits: impl Fn(&ProductEdit) -> bool,
) -> Result<(), Denial> {
    if edits.is_empty() {
        return Err(Denial::new(Code::Invalid, "products"));
    }
    for (index, edit) in edits.iter().enumerate() {
        check_edit(catalogue, pools, edit)?;
        let twice = edits.iter().take(index).any(|earlier| earlier.product == edit.product);
        if twice || !fits(edit) {
            let name = catalogue.product(edit.product).map(|p| p.part_number.clone());
            return Err(Denial::new(Code::Invalid, name.unwrap_or_default()));
        }
    }
    Ok(())
}

fn check_edit(catalogue: &Catalogue, pools: &[Pool], edit: &ProductEdit) -> Result<(), Denial> {
    let Some(product) = catalogue.product(edit.product) else {
        return Err(Denial::new(Code::NotFound, edit.product.to_string()));
    };
    if !pools.iter().any(|p| p.product == edit.product) {
        return Err(Denial::new(Code::NotFound, product.part_number.clone()));
    }
    if product.target == crate::catalogue::Target::Company && edit.license == LicenseEdit::Give {
        return Err(Denial::new(Code::Invalid, product.part_number.clone()));
    }
    let named = edit.plans.named();
    let foreign = named.minus(&product.plans).iter().next();
    let fixed = named.intersection(catalogue.fixed_plans()).iter().next();
    let both_ways = match &edit.plans {
        PlanEdit::Adjust { on, off } => on.intersection(off).iter().next(),
        PlanEdit::Exactly { .. } => None,
    };
    match foreign.or(fixed).or(both_ways) {
        Some(plan) => {
            let name = catalogue.plan(plan).map_or_else(|| plan.to_string(), |p| p.name.clone());
            Err(Denial::new(Code::Invalid, name))
        }
        None => Ok(()),
    }
}

/// Decides for all users of a snapshot. Their order is the order in which last seats are given (R-BULK-7).
#[must_use]
pub fn decide(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    command: &ChangeLicenses,
    now: Instant,
) -> Decision {
    let mut planner = Planner::new(catalogue, &snapshot.pools, command, now);
    let mut planned: Vec<(UserId, Arc<Plan>)> =
        snapshot.holders.iter().map(|holder| (holder.user, planner.plan(holder))).collect();
    planned.extend(snapshot.unknown.iter().map(|user| (*user, planner.missing(*user))));
    settle(planned, &mut ledger(&snapshot.pools))
}

/// Gives the seats: users who only lose first, then the others in order, then one more try for those who found
/// no seat (D-7). A user whose change needs a seat that is not there keeps everything as it is.
#[must_use]
pub fn settle(planned: Vec<(UserId, Arc<Plan>)>, ledger: &mut Ledger) -> Decision {
    let mut settled: Vec<Option<Arc<Plan>>> = vec![None; planned.len()];
    let mut refusals = Refusals::new();
    for round in [Round::Losers, Round::Takers, Round::Retry] {
        for ((_, plan), slot) in planned.iter().zip(settled.iter_mut()) {
            if slot.is_none() && round.concerns(plan) {
                *slot = round.settle(plan, ledger, &mut refusals);
            }
        }
    }
    let users = planned
        .into_iter()
        .zip(settled)
        .map(|((user, plan), slot)| UserDecision { user, plan: slot.unwrap_or(plan) })
        .collect();
    Decision::new(users)
}

/// Refused forms of shared plans, by the plan and the pools it lacks, so that a million refused users share them
/// too. The addresses are only compared, and live as long as the plans that are being settled.
type Refusals = BTreeMap<(*const Plan, Vec<PoolId>), Arc<Plan>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Losers,
    Takers,
    Retry,
}

impl Round {
    fn concerns(self, plan: &Plan) -> bool {
        (self == Self::Losers) == plan.takes.is_empty()
    }

    /// The final plan, or none when the user shall wait for the next round.
    fn settle(self, plan: &Arc<Plan>, ledger: &mut Ledger, refusals: &mut Refusals) -> Option<Arc<Plan>> {
        let missing: Vec<PoolId> =
            plan.takes.iter().filter(|p| ledger.get(p).copied().unwrap_or(0) <= 0).copied().collect();
        if plan.refused_already() {
            return Some(refused(plan, missing, refusals));
        }
        if !missing.is_empty() {
            return (self == Self::Retry).then(|| refused(plan, missing, refusals));
        }
        for pool in &plan.takes {
            *ledger.entry(*pool).or_default() -= 1;
        }
        for pool in &plan.frees {
            *ledger.entry(*pool).or_default() += 1;
        }
        Some(Arc::clone(plan))
    }
}

fn refused(plan: &Arc<Plan>, missing: Vec<PoolId>, refusals: &mut Refusals) -> Arc<Plan> {
    let form = |(_, missing): &(*const Plan, Vec<PoolId>)| match missing.as_slice() {
        [] => Arc::new(plan.without_seats()),
        some => Arc::new(plan.refused_for_seats(some)),
    };
    Arc::clone(refusals.entry((Arc::as_ptr(plan), missing)).or_insert_with_key(form))
}

impl Plan {
    /// Refused for a reason that fails the whole user; a pair changed since an undone operation does not.
    fn refused_already(&self) -> bool {
        self.outcomes.iter().any(|o| match &o.verdict {
            Verdict::Refused(refusal) => refusal.code() != Code::Changed,
            _ => false,
        })
    }

    fn without_seats(&self) -> Self {
        Self { takes: Vec::new(), frees: Vec::new(), clocks: Vec::new(), lost: Vec::new(), ..self.clone() }
    }

    /// The same user with no seat in `missing`: those products are refused for it, the others with them.
    fn refused_for_seats(&self, missing: &[PoolId]) -> Self {
        let first = self.outcomes.iter().find(|o| missing.contains(&o.pool)).map(|o| o.product);
        let outcomes = self
            .outcomes
            .iter()
            .map(|o| {
                let reasons = match &o.verdict {
                    Verdict::Unchanged | Verdict::Kept(_) => return o.clone(),
                    Verdict::Refused(refusal) => refusal.reasons.clone(),
                    Verdict::Done(_) => Vec::new(),
                };
                refused_line(o, reasons, missing, first)
            })
            .collect();
        Self { outcomes, ..self.without_seats() }
    }
}

fn refused_line(
    line: &Outcome,
    mut reasons: Vec<Reason>,
    missing: &[PoolId],
    first: Option<crate::ids::ProductId>,
) -> Outcome {
    if missing.contains(&line.pool) {
        reasons.retain(|r| !matches!(r, Reason::Sibling { .. }));
        reasons.push(Reason::NoSeat);
    } else if reasons.is_empty() {
        reasons.push(Reason::Sibling { product: first.unwrap_or(line.product) });
    }
    let verdict = Verdict::Refused(Refusal::of(line.product, reasons));
    Outcome { verdict, after: line.before.clone(), ..line.clone() }
}

/// The pool that a product edit means: the central one, else a self-service one.
fn pool_of(pools: &[Pool], product: crate::ids::ProductId) -> Option<&Pool> {
    let central = pools.iter().find(|p| p.product == product && p.kind == PoolKind::Central);
    central.or_else(|| pools.iter().find(|p| p.product == product))
}

/// Whether a user holds a self-service seat of the product.
fn self_service_seat(holder: &Holder, product: crate::ids::ProductId) -> bool {
    holder.sources.iter().any(|s| s.product == product && s.self_service && s.state.holds())
}
