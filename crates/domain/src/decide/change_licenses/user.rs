//! One user: the lines of the command, all checks but seats, and the clocks that would start or stop.
//! Users in the same situation share one plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assignment::{Holder, Origin, Source};
use crate::catalogue::{Catalogue, LicenseGroup, Workload};
use crate::command::{ChangeLicenses, Edits, ProductEdit, Target};
use crate::country::Country;
use crate::decision::{ClockChange, Direct, Effect, Outcome, Plan, Verdict};
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::refusal::{Reason, Refusal};
use crate::rules::{Change, dependency, exclusion, location};
use crate::seats::Pool;
use crate::time::Instant;

use super::lines::Lines;

/// Days until a mailbox without a license is erased (R-MAIL-1).
pub const MAIL_GRACE_DAYS: i64 = 30;
/// Days until an installed application must have noticed that its license is gone (R-APP-4, R-APP-6).
pub const APPS_CHECK_DAYS: i64 = 30;

/// Plans users of one customer, one after another, remembering situations it has seen.
pub struct Planner<'a> {
    lines: Lines<'a>,
    mixed: bool,
    now: Instant,
    seen: BTreeMap<Situation<'a>, Arc<Plan>>,
}

/// All that a plan depends on. Who the user is does not matter, nor when clocks end that are still running: each
/// user's clock ends at another instant, and few situations must stay few.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Situation<'a> {
    targets: &'a [Target],
    edits: &'a [ProductEdit],
    active: bool,
    location: Option<Country>,
    address_taken: Option<String>,
    sources: Vec<Source>,
    running: Vec<Workload>,
}

impl<'a> Planner<'a> {
    /// A planner for one command at one instant.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        pools: &'a [Pool],
        command: &'a ChangeLicenses,
        now: Instant,
    ) -> Self {
        let mixed = mixes_groups(catalogue, command);
        Self { lines: Lines { catalogue, pools, command }, mixed, now, seen: BTreeMap::new() }
    }

    /// What would happen to this user if seats were no question.
    pub fn plan(&mut self, holder: &Holder) -> Arc<Plan> {
        let key = Situation {
            targets: self.lines.targets(holder.user),
            edits: self.lines.edits(holder.user),
            active: holder.active,
            location: holder.location,
            address_taken: holder.address_taken.clone(),
            sources: holder.sources.clone(),
            running: running(holder, self.now).collect(),
        };
        if let Some(plan) = self.seen.get(&key) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(self.think(holder));
        self.seen.insert(key, Arc::clone(&plan));
        plan
    }

    /// The answer for a user that does not exist here: every product of the command is refused.
    #[must_use]
    pub fn unknown(&self) -> Arc<Plan> {
        self.missing(UserId(0))
    }

    /// The same for one whose earlier state a Restore would bring back: its own products are refused.
    #[must_use]
    pub fn missing(&self, user: UserId) -> Arc<Plan> {
        if !self.lines.ask(user) {
            return Arc::new(Plan::nothing());
        }
        let nobody = Holder {
            user,
            active: true,
            location: None,
            address_taken: None,
            sources: Vec::new(),
            clocks: Vec::new(),
        };
        let outcomes =
            self.lines.of(&nobody).into_iter().map(|o| with(o, vec![Reason::UnknownUser])).collect();
        Arc::new(Plan { outcomes, clocks: vec![], lost: vec![], takes: vec![], frees: vec![] })
    }

    fn think(&self, holder: &Holder) -> Plan {
        if !self.lines.ask(holder.user) {
            return Plan::nothing();
        }
        let lines = self.lines.of(holder);
        let after = sources_after(holder, &lines);
        let change = Change::new(self.lines.catalogue, holder.location, &holder.sources, &after);
        let outcomes = self.judge(holder, lines, &change);
        let pools: BTreeSet<PoolId> = outcomes.iter().map(|o| o.pool).collect();
        let holds_after = |pool: PoolId| after.iter().any(|s| s.pool == pool && s.state.holds());
        let takes = pools.iter().filter(|p| !holder.holds(**p) && holds_after(**p)).copied().collect();
        let frees = pools.iter().filter(|p| holder.holds(**p) && !holds_after(**p)).copied().collect();
        let (clocks, lost) = match outcomes.iter().any(done) {
            true => {
                let running: Vec<Workload> = running(holder, self.now).collect();
                (clock_changes(&change, &running, self.now), lost(self.lines.catalogue, &change))
            }
            false => (Vec::new(), Vec::new()),
        };
        Plan { outcomes, clocks, lost, takes, frees }
    }

    /// Adds every failure to its line; one failing line fails all lines that would change (R-BULK-5).
    fn judge(&self, holder: &Holder, lines: Vec<Outcome>, change: &Change<'_>) -> Vec<Outcome> {
        let touched: Vec<ProductId> = lines.iter().filter(|l| done(l)).map(|l| l.product).collect();
        let mixed = self.mixed || self.mixes(&lines);
        let mut shared = exclusion::reasons(change, &touched);
        shared.extend(dependency::reasons(change, &touched));
        let judged: Vec<(Outcome, Vec<Reason>)> = lines
            .into_iter()
            .map(|line| {
                let mut reasons = self.own_reasons(holder, &line, change);
                if mixed && !stays(&line) {
                    reasons.push(Reason::MixedGroups);
                }
                let others = shared.iter().filter(|(p, _)| *p == line.product && done(&line));
                reasons.extend(others.map(|(_, r)| r.clone()));
                (line, reasons)
            })
            .collect();
        let failing = judged.iter().find(|(l, r)| !r.is_empty() || fails_user(l)).map(|(l, _)| l.product);
        judged
            .into_iter()
            .map(|(line, reasons)| match failing {
                Some(product) if done(&line) && reasons.is_empty() => {
                    with(line, vec![Reason::Sibling { product }])
                }
                _ if reasons.is_empty() => line,
                _ => with(line.clone(), [earlier(&line), reasons].concat()),
            })
            .collect()
    }

    /// A file asks something else of each user, so each is a request of its own, made of what it changes.
    fn mixes(&self, lines: &[Outcome]) -> bool {
        let each = matches!(self.lines.command.edits, Edits::Each(_));
        let asked = lines.iter().filter(|l| !stays(l)).map(|l| l.product);
        each && several_groups(self.lines.catalogue, asked)
    }

    fn own_reasons(&self, holder: &Holder, line: &Outcome, change: &Change<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if !holder.active {
            reasons.push(Reason::AccountDeleted);
        }
        if !done(line) {
            return reasons;
        }
        let Some(product) = self.lines.catalogue.product(line.product) else { return reasons };
        let newly_on = newly_on(product, line);
        match line.verdict {
            Verdict::Done(Effect::Granted) if holds(&line.after) => {
                reasons.extend(location::reasons(self.lines.catalogue, product, &newly_on, holder.location));
            }
            Verdict::Done(Effect::PlansChanged) => {
                if let Some(country) = holder.location {
                    reasons.extend(location::denied_plans(self.lines.catalogue, &newly_on, country));
                }
            }
            _ => {}
        }
        let mail = self.lines.catalogue.plans_of(Workload::Mail);
        let mail_begins = !change.before.intersects(&mail) && newly_on.intersects(&mail);
        if let (true, Some(address)) = (mail_begins, &holder.address_taken) {
            reasons.push(Reason::AddressTaken { address: address.clone() });
        }
        reasons
    }
}

/// Clocks that a change of somebody's plans starts and stops; `running` are the kinds whose clock runs.
pub(in crate::decide) fn clock_changes(
    change: &Change<'_>,
    running: &[Workload],
    now: Instant,
) -> Vec<ClockChange> {
    let mut found = Vec::new();
    let mail = change.catalogue.plans_of(Workload::Mail);
    let keeps_mail = change.after.intersects(&mail);
    let kinds = [
        (Workload::Mail, MAIL_GRACE_DAYS, true),
        (Workload::MailArchive, MAIL_GRACE_DAYS, true),
        (Workload::Apps, APPS_CHECK_DAYS, false),
    ];
    for (workload, days, loses_data) in kinds {
        let plans = change.catalogue.plans_of(workload);
        let (had, has) = (change.before.intersects(&plans), change.after.intersects(&plans));
        let counts = workload != Workload::MailArchive || keeps_mail;
        if had && !has && counts {
            found.push(ClockChange::Start { workload, due: now.plus_days(days), loses_data });
        } else if has && running.contains(&workload) {
            found.push(ClockChange::Cancel { workload });
        }
    }
    found
}

fn mixes_groups(catalogue: &Catalogue, command: &ChangeLicenses) -> bool {
    let (Edits::Products(edits) | Edits::Replace(edits)) = &command.edits else { return false };
    // A box left partial asks for nothing (R-BULK-8).
    let asked = edits.iter().filter(|e| !e.asks_nothing());
    several_groups(catalogue, asked.map(|e| e.product))
}

fn several_groups(catalogue: &Catalogue, products: impl Iterator<Item = ProductId>) -> bool {
    let groups: BTreeSet<LicenseGroup> =
        products.filter_map(|id| catalogue.product(id)).map(|p| p.license_group).collect();
    groups.len() > 1
}

/// Kinds of data whose clock has not ended; at its very end it is over (section 0).
pub(in crate::decide) fn running(holder: &Holder, now: Instant) -> impl Iterator<Item = Workload> {
    holder.clocks.iter().filter(move |c| c.due > now).map(|c| c.workload)
}

fn holds(direct: &Direct) -> bool {
    direct.as_ref().is_some_and(|(state, _)| state.holds())
}

/// What spoke against a line from the start.
fn earlier(line: &Outcome) -> Vec<Reason> {
    match &line.verdict {
        Verdict::Refused(refusal) => refusal.reasons.clone(),
        _ => Vec::new(),
    }
}

/// Nothing is asked of it, or nothing can be.
fn stays(line: &Outcome) -> bool {
    matches!(line.verdict, Verdict::Unchanged | Verdict::Kept(_))
}

fn done(line: &Outcome) -> bool {
    matches!(line.verdict, Verdict::Done(_))
}

/// A line that was refused from the start fails the user, except a pair that changed since an undone operation.
fn fails_user(line: &Outcome) -> bool {
    match &line.verdict {
        Verdict::Refused(refusal) => !refusal.reasons.contains(&Reason::ChangedSince),
        _ => false,
    }
}

fn with(line: Outcome, reasons: Vec<Reason>) -> Outcome {
    let verdict = Verdict::Refused(Refusal::of(line.product, reasons));
    Outcome { verdict, after: line.before.clone(), ..line }
}

/// Plans that the direct source has on after and had not before.
fn newly_on(product: &crate::catalogue::Product, line: &Outcome) -> PlanSet {
    let on = |direct: &Direct| match direct {
        Some((state, off)) if state.holds() => product.plans.minus(off),
        _ => PlanSet::new(),
    };
    on(&line.after).minus(&on(&line.before))
}

fn sources_after(holder: &Holder, lines: &[Outcome]) -> Vec<Source> {
    let mut sources = holder.sources.clone();
    for line in lines.iter().filter(|l| done(l)) {
        sources.retain(|s| !(s.pool == line.pool && s.origin == Origin::Direct));
        if let Some((state, plans_off)) = &line.after {
            sources.push(Source {
                pool: line.pool,
                product: line.product,
                self_service: false,
                origin: Origin::Direct,
                state: *state,
                plans_off: plans_off.clone(),
            });
        }
    }
    sources
}

/// Kinds of data whose service goes.
pub(in crate::decide) fn lost(catalogue: &Catalogue, change: &Change<'_>) -> Vec<Workload> {
    let all = [
        Workload::Mail,
        Workload::MailArchive,
        Workload::Files,
        Workload::Apps,
        Workload::Search,
        Workload::Unknown,
    ];
    all.into_iter()
        .filter(|workload| {
            let plans = catalogue.plans_of(*workload);
            let gone = change.before.minus(&change.after).intersects(&plans);
            gone && (*workload == Workload::Unknown || !change.after.intersects(&plans))
        })
        .collect()
}
