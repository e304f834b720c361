//! The slow, obviously correct model of license changes: plain maps, everything counted again each time, one user
//! after another. It uses the data types of the domain and must never call a function that decides, settles, checks
//! a rule or computes plans: two ways to the same answer are the proof.

mod answer;
pub mod generate;
mod wish;

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::assignment::{Holder, Origin, RunningClock, Snapshot, Source, SourceState};
use cupo_domain::catalogue::{Catalogue, PlanRule, Product, ServicePlan, Workload};
use cupo_domain::country::Country;
use cupo_domain::decision::{ClockChange, Decision, Effect, Kept, Verdict};
use cupo_domain::ids::{PlanId, PoolId, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::time::Instant;

pub use answer::answer;

/// Plans as a plain set.
pub type Plans = BTreeSet<PlanId>;

/// What is sold, as lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// All products.
    pub products: BTreeMap<ProductId, Product>,
    /// All plans.
    pub plans: BTreeMap<PlanId, ServicePlan>,
    /// All rules, those included that are not enforced.
    pub rules: Vec<PlanRule>,
}

/// Seats of one pool; who holds them is counted, never kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seats {
    /// For what.
    pub product: ProductId,
    /// Whose.
    pub kind: PoolKind,
    /// How many.
    pub units: Units,
    /// Set aside for running operations.
    pub reserved: i64,
}

/// One source of a license.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// In force or not.
    pub state: SourceState,
    /// Plans switched off.
    pub off: Plans,
}

/// All sources of one person.
pub type Licenses = BTreeMap<(PoolId, Origin), License>;

/// One user.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Not deleted.
    pub active: bool,
    /// Where.
    pub location: Option<Country>,
    /// A mail address that somebody else has.
    pub address_taken: Option<String>,
    /// What the person holds.
    pub licenses: Licenses,
    /// When data ends.
    pub clocks: BTreeMap<Workload, Instant>,
}

/// One customer at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// What is sold.
    pub market: Market,
    /// Seats.
    pub pools: BTreeMap<PoolId, Seats>,
    /// Users; their order is that of last seats.
    pub people: BTreeMap<UserId, Person>,
}

/// The answer for one user and pool, without the details of reasons.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// It happened.
    Done(Effect),
    /// Nothing to do.
    Unchanged,
    /// Left alone.
    Kept(Kept),
    /// Every code, the reported one first.
    Refused(Vec<Code>),
}

/// All lines of one user.
pub type Lines = Vec<(PoolId, ProductId, Reply)>;

impl Market {
    /// The form that the domain reads.
    pub fn catalogue(&self) -> Catalogue {
        let products = self.products.values().cloned().collect();
        Catalogue::new(1, products, self.plans.values().cloned().collect(), self.rules.clone())
    }

    /// All plans of a product.
    pub fn plans_in(&self, product: ProductId) -> Plans {
        self.products.get(&product).map(|p| p.plans.iter().collect()).unwrap_or_default()
    }

    /// Whether some plan of the set stands for this kind of data.
    pub fn stands_for(&self, plans: &Plans, workload: Workload) -> bool {
        plans.iter().any(|plan| self.plans.get(plan).is_some_and(|p| p.workload == workload))
    }
}

impl World {
    /// Plans that these sources turn on; of one product only, or of all.
    pub fn plans_on(&self, licenses: &Licenses, of: Option<ProductId>) -> Plans {
        let mut on = Plans::new();
        for ((pool, _), license) in licenses {
            let product = self.pools.get(pool).map(|p| p.product);
            if license.state == SourceState::Error || (of.is_some() && product != of) {
                continue;
            }
            for plan in product.map(|p| self.market.plans_in(p)).unwrap_or_default() {
                if !license.off.contains(&plan) {
                    on.insert(plan);
                }
            }
        }
        on
    }

    /// Users who hold a seat of the pool, counted one by one.
    pub fn consumed(&self, pool: PoolId) -> i64 {
        let holders = self.people.values().filter(|p| p.active && holds(&p.licenses, pool));
        i64::try_from(holders.count()).unwrap_or(0)
    }

    /// Seats that a command may still take.
    pub fn free(&self, pool: PoolId) -> i64 {
        let Some(seats) = self.pools.get(&pool) else { return 0 };
        seats.units.enabled + seats.units.warning - self.consumed(pool) - seats.reserved
    }

    /// What the domain reads for these users.
    pub fn snapshot(&self, users: &[UserId]) -> Snapshot {
        let mut snapshot = Snapshot { pools: self.pool_rows(), ..Snapshot::default() };
        for user in users {
            match self.people.get(user) {
                Some(person) => snapshot.holders.push(self.holder(*user, person)),
                None => snapshot.unknown.push(*user),
            }
        }
        snapshot
    }

    /// The pools with their figures.
    pub fn pool_rows(&self) -> Vec<Pool> {
        let row = |(id, s): (&PoolId, &Seats)| Pool {
            id: *id,
            product: s.product,
            kind: s.kind,
            units: s.units,
            consumed: self.consumed(*id),
            reserved: s.reserved,
        };
        self.pools.iter().map(row).collect()
    }

    /// One user as the domain reads it.
    pub fn holder(&self, user: UserId, person: &Person) -> Holder {
        let source = |((pool, origin), license): (&(PoolId, Origin), &License)| {
            let seats = self.pools.get(pool)?;
            Some(Source {
                pool: *pool,
                product: seats.product,
                self_service: seats.kind != PoolKind::Central,
                origin: *origin,
                state: license.state,
                plans_off: license.off.iter().copied().collect(),
            })
        };
        Holder {
            user,
            active: person.active,
            location: person.location,
            address_taken: person.address_taken.clone(),
            sources: person.licenses.iter().filter_map(source).collect(),
            clocks: person.clocks.iter().map(|(w, due)| RunningClock { workload: *w, due: *due }).collect(),
        }
    }

    /// Writes what a decision says: the direct sources of every line that was done, and the clocks.
    pub fn apply(&mut self, decision: &Decision) {
        for entry in &decision.users {
            let Some(person) = self.people.get_mut(&entry.user) else { continue };
            for line in entry.plan.outcomes.iter().filter(|o| matches!(o.verdict, Verdict::Done(_))) {
                let key = (line.pool, Origin::Direct);
                match &line.after {
                    None => person.licenses.remove(&key),
                    Some((state, off)) => {
                        person.licenses.insert(key, License { state: *state, off: off.iter().collect() })
                    }
                };
            }
            for clock in &entry.plan.clocks {
                match clock {
                    ClockChange::Start { workload, due, .. } => person.clocks.insert(*workload, *due),
                    ClockChange::Cancel { workload } => person.clocks.remove(workload),
                };
            }
        }
    }
}

/// Whether some source in force takes a seat of the pool.
pub fn holds(licenses: &Licenses, pool: PoolId) -> bool {
    licenses.iter().any(|((p, _), l)| *p == pool && l.state != SourceState::Error)
}

/// A decision without the details of reasons, to be compared with the model's answer.
pub fn replies(decision: &Decision) -> BTreeMap<UserId, Lines> {
    let reply = |verdict: &Verdict| match verdict {
        Verdict::Done(effect) => Reply::Done(*effect),
        Verdict::Unchanged => Reply::Unchanged,
        Verdict::Kept(kept) => Reply::Kept(*kept),
        Verdict::Refused(refusal) => {
            let mut codes: Vec<Code> = refusal.reasons.iter().map(|r| r.code()).collect();
            codes.dedup();
            Reply::Refused(codes)
        }
    };
    let lines = |plan: &cupo_domain::decision::Plan| {
        plan.outcomes.iter().map(|o| (o.pool, o.product, reply(&o.verdict))).collect()
    };
    decision.users.iter().map(|u| (u.user, lines(&u.plan))).collect()
}
