//! Random histories: one thing after another happens to a world, and every change of licenses is recorded with the
//! world before and after it. Changes are decided by the domain; what else happens to a customer is simulated here.

use std::collections::BTreeMap;

use cupo_domain::assignment::{Origin, SourceState};
use cupo_domain::command::{ChangeLicenses, Edits, Target};
use cupo_domain::decide::change_licenses::decide;
use cupo_domain::decision::{Decision, Verdict};
use cupo_domain::ids::{GroupId, PoolId, UserId};
use cupo_domain::seats::PoolKind;
use cupo_domain::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::generate::{NOW, RawCommand, command, selection, world};
use crate::model::{License, Plans, Seats, World, holds};

/// Something that happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// A change of licenses for these users.
    Change(RawCommand, Vec<UserId>),
    /// One of the earlier changes is undone; an undo can be undone too.
    Undo(usize),
    /// Time passes, in hours.
    Wait(i64),
    /// Seats of a pool are bought, end, or are set aside.
    Seats(usize, i64, i64),
    /// A user joins a group that carries a product, or leaves it.
    Group(usize, usize, i64),
    /// The account is deleted and its sources go.
    Delete(usize),
}

/// One change of licenses inside a history.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub now: Instant,
    /// For whom.
    pub users: Vec<UserId>,
    /// What was asked.
    pub command: ChangeLicenses,
    /// What was decided.
    pub decision: Decision,
    /// The customer before.
    pub before: World,
    /// The customer after.
    pub after: World,
}

/// A world with its clock and everything that was changed so far.
#[derive(Clone, Debug)]
pub struct History {
    /// Business time.
    pub now: Instant,
    /// The customer now.
    pub world: World,
    /// Seats held as the decisions say, never counted again (invariant 1 compares).
    pub consumed: BTreeMap<PoolId, i64>,
    /// All changes of licenses.
    pub changes: Vec<Change>,
}

/// A world and what happens to it.
pub fn histories() -> impl Strategy<Value = (World, Vec<Step>)> {
    let step = prop_oneof![
        6 => (command(), selection()).prop_map(|(c, users)| Step::Change(c, users)),
        4 => (0..8_usize).prop_map(Step::Undo),
        2 => prop_oneof![0..48_i64, 600..800_i64].prop_map(Step::Wait),
        1 => (0..6_usize, -2..4_i64, 0..2_i64).prop_map(|(p, by, reserved)| Step::Seats(p, by, reserved)),
        1 => (0..6_usize, 0..6_usize, 1..3_i64).prop_map(|(u, p, g)| Step::Group(u, p, g)),
        1 => (0..6_usize).prop_map(Step::Delete),
    ];
    (world(), vec(step, 1..12))
}

impl History {
    /// The beginning, with nothing changed and no mailbox that both runs and ends.
    pub fn start(mut world: World) -> Self {
        let plain = world.clone();
        for person in world.people.values_mut() {
            let on = plain.plans_on(&person.licenses, None);
            person.clocks.retain(|workload, _| !plain.market.stands_for(&on, *workload));
        }
        let consumed = world.pools.keys().map(|pool| (*pool, world.consumed(*pool))).collect();
        Self { now: NOW, world, consumed, changes: Vec::new() }
    }

    /// Lets it all happen.
    pub fn run(world: World, steps: &[Step]) -> Self {
        let mut it = Self::start(world);
        for step in steps {
            it.happen(step);
        }
        it
    }

    fn happen(&mut self, step: &Step) {
        match step {
            Step::Change(raw, users) => {
                let command = raw.fit(&self.world);
                self.change(command, users.clone());
            }
            Step::Undo(index) => {
                let past = self.changes.len();
                if past > 0 {
                    self.undo(index % past);
                }
            }
            Step::Wait(hours) => self.now = Instant(self.now.0 + hours * 3_600_000_000),
            Step::Seats(pool, by, reserved) => {
                if let Some(seats) = self.world.pools.values_mut().nth(*pool) {
                    seats.units.enabled = (seats.units.enabled + by).max(0);
                    seats.reserved = *reserved;
                }
            }
            Step::Group(user, pool, group) => self.join_or_leave(*user, *pool, *group),
            Step::Delete(user) => self.delete(*user),
        }
    }

    /// Decides and writes a change.
    pub fn change(&mut self, command: ChangeLicenses, users: Vec<UserId>) {
        let catalogue = self.world.market.catalogue();
        let decision = decide(&catalogue, &self.world.snapshot(&users), &command, self.now);
        let before = self.world.clone();
        self.world.apply(&decision);
        for pool in self.world.pools.keys() {
            *self.consumed.entry(*pool).or_default() += decision.consumed_change(*pool);
        }
        let after = self.world.clone();
        self.changes.push(Change { now: self.now, users, command, decision, before, after });
    }

    /// Undoes an earlier change as a new one.
    pub fn undo(&mut self, index: usize) {
        if let Some(past) = self.changes.get(index).cloned() {
            self.change(inverse(&past.decision), past.users);
        }
    }

    fn join_or_leave(&mut self, user: usize, pool: usize, group: i64) {
        let central = |(id, seats): (&PoolId, &Seats)| (seats.kind == PoolKind::Central).then_some(*id);
        let Some(pool) = self.world.pools.iter().filter_map(central).nth(pool) else { return };
        let free = self.world.free(pool);
        let Some(person) = self.world.people.values_mut().filter(|p| p.active).nth(user) else { return };
        let key = (pool, Origin::Group(GroupId(group)));
        if person.licenses.remove(&key).is_none() {
            let fits = free > 0 || holds(&person.licenses, pool);
            let state = if fits { SourceState::Active } else { SourceState::Error };
            person.licenses.insert(key, License { state, off: Plans::new() });
        }
        // Group processing starts and stops clocks itself; here only those are dropped that have no reason left.
        let licenses = person.licenses.clone();
        let on = self.world.plans_on(&licenses, None);
        let market = self.world.market.clone();
        for person in self.world.people.values_mut().filter(|p| p.licenses == licenses) {
            person.clocks.retain(|workload, _| !market.stands_for(&on, *workload));
        }
        self.recount();
    }

    fn delete(&mut self, user: usize) {
        if let Some(person) = self.world.people.values_mut().nth(user) {
            person.active = false;
            person.licenses.clear();
        }
        self.recount();
    }

    fn recount(&mut self) {
        self.consumed = self.world.pools.keys().map(|pool| (*pool, self.world.consumed(*pool))).collect();
    }
}

/// The command that undoes a decision: back to what was before, wherever it still is as the decision left it.
pub fn inverse(decision: &Decision) -> ChangeLicenses {
    let mut targets: BTreeMap<UserId, Vec<Target>> = BTreeMap::new();
    for user in &decision.users {
        for line in user.plan.outcomes.iter().filter(|o| matches!(o.verdict, Verdict::Done(_))) {
            targets.entry(user.user).or_default().push(Target {
                pool: line.pool,
                product: line.product,
                expected: line.after.clone(),
                wanted: line.before.clone(),
            });
        }
    }
    ChangeLicenses::bulk(Edits::Restore(targets))
}
