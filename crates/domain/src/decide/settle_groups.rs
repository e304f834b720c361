//! What groups give: from what each member holds, and what the member's groups want, to what changes (section 9).
//! A member receives all products of a group or none of them, what fails stays as a wish with its reason, and members
//! never fail one another. It knows no command: whatever changed a group or a member, the same question is asked anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assignment::{Holder, Source};
use crate::catalogue::{Catalogue, Workload};
use crate::country::Country;
use crate::decide::change_licenses::{Ledger, running};
use crate::decision::{Decision, Direct, Plan, UserDecision};
use crate::groups::Intent;
use crate::ids::{GroupId, PoolId, ProductId, UserId};
use crate::refusal::{Reason, Refusal};
use crate::time::Instant;

mod member;

/// Which groups are asked anew. What another group could not give stays as it is until somebody asks (R-GROUP-9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every group of each member (R-GROUP-11).
    Every,
    /// These groups.
    Groups(BTreeSet<GroupId>),
}

impl Scope {
    /// One group.
    #[must_use]
    pub fn one(group: GroupId) -> Self {
        Self::Groups(BTreeSet::from([group]))
    }

    fn covers(&self, group: GroupId) -> bool {
        match self {
            Self::Every => true,
            Self::Groups(groups) => groups.contains(&group),
        }
    }
}

/// What becomes of one source of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inherited {
    /// Which group.
    pub group: GroupId,
    /// Which seats.
    pub pool: PoolId,
    /// Which product.
    pub product: ProductId,
    /// Before; none when there was nothing.
    pub before: Direct,
    /// After; none when there is nothing any more.
    pub after: Direct,
    /// Why it is in error, where it is.
    pub refusal: Option<Refusal>,
}

/// Everything that is decided about members in the same situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPlan {
    /// A line for each product, clocks and seats, as with every change of licenses.
    pub plan: Arc<Plan>,
    /// The sources, group by group; those that stay as they are too.
    pub sources: Vec<Inherited>,
    /// The country of the organization was used, because the member has none (Q-12, R-USER-3).
    pub country_of_organization: bool,
}

impl MemberPlan {
    /// Pools in which the member waits for a seat.
    fn lacks(&self) -> impl Iterator<Item = PoolId> + '_ {
        let lacks =
            |it: &&Inherited| it.refusal.as_ref().is_some_and(|r| r.reasons.contains(&Reason::NoSeat));
        self.sources.iter().filter(lacks).map(|it| it.pool)
    }
}

/// What is decided about one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDecision {
    /// Who.
    pub user: UserId,
    /// What.
    pub plan: Arc<MemberPlan>,
}

/// The same as a decision about licenses: its figures, its clocks and its seats.
#[must_use]
pub fn as_decision(members: &[MemberDecision]) -> Decision {
    let user = |it: &MemberDecision| UserDecision { user: it.user, plan: Arc::clone(&it.plan.plan) };
    Decision::new(members.iter().map(user).collect())
}

/// All that a member's plan depends on, besides seats. Who it is does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Situation {
    active: bool,
    location: Option<Country>,
    address_taken: Option<String>,
    sources: Vec<Source>,
    intents: Vec<Intent>,
    running: Vec<Workload>,
}

/// Decides about members of one customer, one after another, remembering situations it has seen.
pub struct Settler<'a> {
    catalogue: &'a Catalogue,
    /// The country of the organization, for members without one.
    country: Option<Country>,
    scope: &'a Scope,
    now: Instant,
    known: BTreeMap<Situation, usize>,
    situations: Vec<(Arc<Situation>, Vec<PoolId>)>,
    plans: BTreeMap<(usize, BTreeSet<PoolId>), Arc<MemberPlan>>,
}

/// A member that waits for the seats to be given: who, and the number of the situation.
pub type Waiting = (UserId, usize);

impl<'a> Settler<'a> {
    /// A settler for one customer at one instant.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, country: Option<Country>, scope: &'a Scope, now: Instant) -> Self {
        let (known, situations, plans) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Self { catalogue, country, scope, now, known, situations, plans }
    }

    /// The number of a member's situation. `intents` are what the member's groups give, in the order of groups.
    pub fn situation(&mut self, holder: &Holder, intents: &[Intent]) -> usize {
        let situation = Situation {
            active: holder.active,
            location: holder.location,
            address_taken: holder.address_taken.clone(),
            sources: holder.sources.clone(),
            intents: intents.to_vec(),
            running: running(holder, self.now).collect(),
        };
        if let Some(number) = self.known.get(&situation) {
            return *number;
        }
        let number = self.situations.len();
        let pools: BTreeSet<PoolId> =
            intents.iter().flat_map(|i| i.licenses.iter().map(|l| l.pool)).collect();
        self.situations.push((Arc::new(situation.clone()), pools.into_iter().collect()));
        self.known.insert(situation, number);
        number
    }

    /// Gives the seats: members who take none first, then the others in their order, then one more try for those who
    /// found none (D-7). The order is that of joining (D-8).
    pub fn settle(&mut self, members: &[Waiting], ledger: &mut Ledger) -> Vec<MemberDecision> {
        let mut settled: Vec<Option<Arc<MemberPlan>>> = vec![None; members.len()];
        for ((_, situation), slot) in members.iter().zip(settled.iter_mut()) {
            let plan = self.plan(*situation, BTreeSet::new());
            if plan.plan.takes.is_empty() {
                move_seats(ledger, &plan.plan, 1);
                *slot = Some(plan);
            }
        }
        for ((_, situation), slot) in members.iter().zip(settled.iter_mut()) {
            if slot.is_none() {
                let plan = self.plan_now(*situation, ledger);
                move_seats(ledger, &plan.plan, 1);
                *slot = Some(plan);
            }
        }
        for ((_, situation), slot) in members.iter().zip(settled.iter_mut()) {
            let Some(plan) = slot else { continue };
            if plan.lacks().any(|pool| ledger.get(&pool).copied().unwrap_or(0) > 0) {
                move_seats(ledger, &plan.plan, -1);
                *plan = self.plan_now(*situation, ledger);
                move_seats(ledger, &plan.plan, 1);
            }
        }
        let decided = members.iter().zip(settled);
        decided.filter_map(|((user, _), plan)| Some(MemberDecision { user: *user, plan: plan? })).collect()
    }

    fn plan_now(&mut self, situation: usize, ledger: &Ledger) -> Arc<MemberPlan> {
        let pools = self.situations.get(situation).map_or(&[][..], |(_, pools)| pools);
        let empty = |pool: &&PoolId| ledger.get(*pool).copied().unwrap_or(0) <= 0;
        let exhausted = pools.iter().filter(empty).copied().collect();
        self.plan(situation, exhausted)
    }

    /// The plan in a situation when no seat is free in the `exhausted` pools.
    fn plan(&mut self, number: usize, exhausted: BTreeSet<PoolId>) -> Arc<MemberPlan> {
        let key = (number, exhausted);
        if let Some(plan) = self.plans.get(&key) {
            return Arc::clone(plan);
        }
        let Some((situation, _)) = self.situations.get(number) else {
            return Arc::new(MemberPlan::nothing());
        };
        let of = member::Of {
            catalogue: self.catalogue,
            situation,
            country: self.country,
            exhausted: &key.1,
            now: self.now,
        };
        let plan = Arc::new(of.decide(self.scope));
        self.plans.insert(key, Arc::clone(&plan));
        plan
    }
}

fn move_seats(ledger: &mut Ledger, plan: &Plan, times: i64) {
    for pool in &plan.takes {
        *ledger.entry(*pool).or_default() -= times;
    }
    for pool in &plan.frees {
        *ledger.entry(*pool).or_default() += times;
    }
}

impl MemberPlan {
    /// Nothing is asked, nothing happens.
    #[must_use]
    pub fn nothing() -> Self {
        Self { plan: Arc::new(Plan::nothing()), sources: Vec::new(), country_of_organization: false }
    }
}
