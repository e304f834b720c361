//! One member: what each of the member's groups could give, all checks, and what fails. Seats are a question like the
//! others here: some pools have none left. It never sees another member.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assignment::{Origin, Source, SourceState};
use crate::catalogue::{Catalogue, Product, Workload};
use crate::country::Country;
use crate::decide::change_licenses::{clock_changes, lost};
use crate::decision::{Direct, Effect, Outcome, Plan, Verdict};
use crate::ids::{GroupId, PoolId, ProductId};
use crate::plan_set::PlanSet;
use crate::refusal::{Reason, Refusal};
use crate::rules::{Change, dependency, exclusion, location};
use crate::time::Instant;

use super::{Inherited, MemberPlan, Scope, Situation};

/// The question about one member.
pub(super) struct Of<'a> {
    pub catalogue: &'a Catalogue,
    pub situation: &'a Situation,
    pub country: Option<Country>,
    pub exhausted: &'a BTreeSet<PoolId>,
    pub now: Instant,
}

/// One product of one group, as it is and as the group wants it.
#[derive(Clone, Debug)]
struct Row {
    group: GroupId,
    pool: PoolId,
    product: ProductId,
    before: Direct,
    wanted: Option<PlanSet>,
}

/// What has been found to fail so far; it only grows.
#[derive(Default)]
struct Failures {
    /// Groups that give nothing new, with the reasons by pool.
    groups: BTreeMap<GroupId, BTreeMap<PoolId, Vec<Reason>>>,
    /// Rows that cannot go, by their place.
    kept: BTreeMap<usize, Vec<Reason>>,
}

impl Row {
    fn held(&self) -> bool {
        holds(&self.before)
    }

    /// What it becomes.
    fn after(&self, place: usize, failures: &Failures) -> Direct {
        let still = |state| self.before.as_ref().map(|(_, off)| (state, off.clone()));
        let failed = failures.groups.contains_key(&self.group);
        match (&self.wanted, self.held()) {
            (None, true) if failed || failures.kept.contains_key(&place) => {
                still(SourceState::ActiveWithError)
            }
            (None, _) => None,
            (Some(_), true) if failed => still(SourceState::ActiveWithError),
            (Some(off), false) if failed => Some((SourceState::Error, off.clone())),
            (Some(off), _) => Some((SourceState::Active, off.clone())),
        }
    }

    fn source(&self, after: Direct) -> Option<Source> {
        let (state, plans_off) = after?;
        let origin = Origin::Group(self.group);
        Some(Source { pool: self.pool, product: self.product, self_service: false, origin, state, plans_off })
    }
}

impl Of<'_> {
    /// Decides about the groups of a scope; what other groups give stays as it is.
    pub fn decide(&self, scope: &Scope) -> MemberPlan {
        let rows = self.rows(scope);
        let mine = |s: &&Source| matches!(s.origin, Origin::Group(group) if scope.covers(group));
        let others: Vec<Source> = self.situation.sources.iter().filter(|s| !mine(s)).cloned().collect();
        let mut failures = Failures::default();
        loop {
            let after = sources_after(&others, &rows, &failures);
            let change = Change::new(self.catalogue, self.place(), &self.situation.sources, &after);
            if !self.find(&rows, &change, &mut failures) {
                return self.plan(&rows, &change, &failures);
            }
        }
    }

    /// The location that counts: the member's own, else that of the organization (R-USER-3).
    fn place(&self) -> Option<Country> {
        self.situation.location.or(self.country)
    }

    fn rows(&self, scope: &Scope) -> Vec<Row> {
        let mut rows: BTreeMap<(GroupId, PoolId), Row> = BTreeMap::new();
        for source in &self.situation.sources {
            let Origin::Group(group) = source.origin else { continue };
            if !scope.covers(group) {
                continue;
            }
            let before = Some((source.state, source.plans_off.clone()));
            let (pool, product) = (source.pool, source.product);
            rows.insert((group, pool), Row { group, pool, product, before, wanted: None });
        }
        // Somebody who is deleted gets nothing; what groups gave went with the account (R-DEL-1).
        let intents =
            self.situation.intents.iter().filter(|i| self.situation.active && scope.covers(i.group));
        for intent in intents {
            for license in intent.licenses.iter() {
                let (group, pool, product) = (intent.group, license.pool, license.product);
                let row = rows.entry((group, pool));
                let row = row.or_insert(Row { group, pool, product, before: None, wanted: None });
                row.wanted = Some(license.plans_off.clone());
            }
        }
        rows.into_values().collect()
    }

    /// Adds what fails when everything else happens; whether there was anything new.
    fn find(&self, rows: &[Row], change: &Change<'_>, failures: &mut Failures) -> bool {
        let touched: Vec<ProductId> =
            rows.iter().map(|r| r.product).collect::<BTreeSet<_>>().into_iter().collect();
        let mut shared = exclusion::reasons(change, &touched);
        shared.extend(dependency::reasons(change, &touched));
        let mut found: Vec<(usize, Reason)> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            if row.wanted.is_some() && !failures.groups.contains_key(&row.group) {
                found.extend(self.own_reasons(row, change).into_iter().map(|reason| (place, reason)));
            }
            let after = row.after(place, failures);
            let own = shared.iter().filter(|(product, _)| *product == row.product);
            let own = own.filter(|(_, reason)| self.blamed(row, &after, reason));
            found.extend(own.map(|(_, reason)| (place, reason.clone())));
        }
        let news = !found.is_empty();
        for (place, reason) in found {
            let Some(row) = rows.get(place) else { continue };
            match row.wanted {
                Some(_) => {
                    failures.groups.entry(row.group).or_default().entry(row.pool).or_default().push(reason);
                }
                None => failures.kept.entry(place).or_default().push(reason),
            }
        }
        news
    }

    /// What speaks against giving a row by itself: seat, location, address.
    fn own_reasons(&self, row: &Row, change: &Change<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let Some(product) = self.catalogue.product(row.product) else { return reasons };
        let Some(off) = &row.wanted else { return reasons };
        let newly_on = product.plans.minus(off).minus(&plans_on(product, &row.before));
        if !row.held() {
            reasons.extend(location::reasons(self.catalogue, product, &newly_on, self.place()));
        } else if let Some(country) = self.place() {
            reasons.extend(location::denied_plans(self.catalogue, &newly_on, country));
        }
        if self.exhausted.contains(&row.pool) && !self.holds_pool(row.pool) {
            reasons.push(Reason::NoSeat);
        }
        let mail = self.catalogue.plans_of(Workload::Mail);
        let begins = !change.before.intersects(&mail) && newly_on.intersects(&mail);
        if let (true, Some(address)) = (begins, &self.situation.address_taken) {
            reasons.push(Reason::AddressTaken { address: address.clone() });
        }
        reasons
    }

    /// Whether it is this row that brings, or takes away, the plan that a reason is about.
    fn blamed(&self, row: &Row, after: &Direct, reason: &Reason) -> bool {
        let Some(product) = self.catalogue.product(row.product) else { return false };
        let (on_before, on_after) = (plans_on(product, &row.before), plans_on(product, after));
        match reason {
            Reason::Excluded { plan, .. } | Reason::Needs { plan, .. } => {
                on_after.contains(*plan) && !on_before.contains(*plan)
            }
            Reason::NeededBy { plan, .. } => on_before.contains(*plan) && !on_after.contains(*plan),
            _ => false,
        }
    }

    fn holds_pool(&self, pool: PoolId) -> bool {
        self.situation.sources.iter().any(|s| s.pool == pool && s.state.holds())
    }

    fn plan(&self, rows: &[Row], change: &Change<'_>, failures: &Failures) -> MemberPlan {
        let sources: Vec<Inherited> =
            (0..rows.len()).filter_map(|place| inherited(rows, place, failures)).collect();
        let pools: BTreeSet<PoolId> = rows.iter().map(|r| r.pool).collect();
        let held_after =
            |pool: PoolId| change.sources_after.iter().any(|s| s.pool == pool && s.state.holds());
        let takes = pools.iter().filter(|p| !self.holds_pool(**p) && held_after(**p)).copied().collect();
        let frees = pools.iter().filter(|p| self.holds_pool(**p) && !held_after(**p)).copied().collect();
        let mut outcomes: Vec<Outcome> = pools.iter().filter_map(|pool| outcome(&sources, *pool)).collect();
        if outcomes.is_empty() {
            outcomes.push(Outcome::nothing());
        }
        let new = sources.iter().any(|s| !holds(&s.before) && holds(&s.after));
        let plan = Plan {
            outcomes,
            clocks: match change.before == change.after {
                true => Vec::new(),
                false => clock_changes(change, &self.situation.running, self.now),
            },
            lost: lost(self.catalogue, change),
            takes,
            frees,
        };
        let country_of_organization = new && self.situation.location.is_none();
        MemberPlan { plan: Arc::new(plan), sources, country_of_organization }
    }
}

fn inherited(rows: &[Row], place: usize, failures: &Failures) -> Option<Inherited> {
    let row = rows.get(place)?;
    let after = row.after(place, failures);
    let reasons = match (failures.kept.get(&place), failures.groups.get(&row.group)) {
        (Some(reasons), _) => Some(reasons.clone()),
        // What stays only because a sibling failed says so.
        (None, Some(failed)) if after.is_some() => Some(match failed.get(&row.pool) {
            Some(own) => own.clone(),
            None => vec![Reason::Sibling { product: first_failed(rows, row, failed) }],
        }),
        _ => None,
    };
    let refusal = reasons.map(|reasons| Refusal::of(row.product, reasons));
    let before = row.before.clone();
    Some(Inherited { group: row.group, pool: row.pool, product: row.product, before, after, refusal })
}

fn first_failed(rows: &[Row], row: &Row, failed: &BTreeMap<PoolId, Vec<Reason>>) -> ProductId {
    let own = rows.iter().filter(|other| other.group == row.group);
    own.filter(|other| failed.contains_key(&other.pool))
        .map(|other| other.product)
        .next()
        .unwrap_or(row.product)
}

/// One line for a product that one or several groups give.
fn outcome(sources: &[Inherited], pool: PoolId) -> Option<Outcome> {
    let own: Vec<&Inherited> = sources.iter().filter(|s| s.pool == pool).collect();
    let shown = own.iter().find(|s| s.refusal.is_some()).or_else(|| own.iter().find(|s| s.before != s.after));
    let shown = shown.or_else(|| own.first())?;
    let reasons: Vec<Reason> =
        own.iter().filter_map(|s| s.refusal.as_ref()).flat_map(|r| r.reasons.iter().cloned()).collect();
    let verdict = if reasons.is_empty() {
        effect(&own).map_or(Verdict::Unchanged, Verdict::Done)
    } else {
        Verdict::Refused(Refusal::of(shown.product, reasons))
    };
    let (before, after) = (shown.before.clone(), shown.after.clone());
    Some(Outcome { pool, product: shown.product, verdict, before, after })
}

/// What changes for the member, if anything does.
fn effect(own: &[&Inherited]) -> Option<Effect> {
    let gained = own.iter().any(|s| !holds(&s.before) && holds(&s.after));
    let gone = own.iter().any(|s| holds(&s.before) && !holds(&s.after));
    let other =
        own.iter().any(|s| holds(&s.before) && s.before.as_ref().map(off) != s.after.as_ref().map(off));
    match (gained, gone, other) {
        (true, false, _) => Some(Effect::Granted),
        (false, true, _) => Some(Effect::Revoked),
        (true, true, _) | (_, _, true) => Some(Effect::PlansChanged),
        _ => None,
    }
}

fn off((_, plans): &(SourceState, PlanSet)) -> &PlanSet {
    plans
}

fn holds(direct: &Direct) -> bool {
    direct.as_ref().is_some_and(|(state, _)| state.holds())
}

fn plans_on(product: &Product, direct: &Direct) -> PlanSet {
    match direct {
        Some((state, off)) if state.holds() => product.plans.minus(off),
        _ => PlanSet::new(),
    }
}

fn sources_after(others: &[Source], rows: &[Row], failures: &Failures) -> Vec<Source> {
    let mut sources = others.to_vec();
    let mine = rows.iter().enumerate();
    sources.extend(mine.filter_map(|(place, row)| row.source(row.after(place, failures))));
    sources.sort_by_key(|s| (s.pool, s.origin));
    sources
}
