//! What a decision says in figures, and the digest that tells two decisions apart. Reads decisions, never makes one.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::assignment::{Holder, Origin};
use cupo_domain::catalogue::Workload;
use cupo_domain::decision::{ClockChange, Decision, Effect, Kept, Plan, Verdict};
use cupo_domain::ids::{PoolId, ProductId, UserId};
use cupo_domain::refusal::{Code, Reason, Refusal, Repair};
use cupo_domain::seats::Pool;
use cupo_domain::time::Instant;
use cupo_store::encode::{direct_text, verdict_parts};
use cupo_store::preview_parts::Concern;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::ids::hex;

/// Users named in each group of a preview: the first ones.
const SAMPLE_MAX: usize = 5;

/// The figures of a decision. Every user counts in exactly one of succeeded, unchanged and refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Users asked for.
    pub users: i64,
    /// Users for whom something changes.
    pub succeeded: i64,
    /// Users for whom nothing has to change.
    pub unchanged: i64,
    /// Those of the unchanged who keep a license that was to go or to change, because a group or a self-service
    /// purchase gives it (D-10).
    pub kept: i64,
    /// Licenses that stay because a group gives them.
    pub kept_inherited: i64,
    /// Licenses that stay because they belong to a self-service purchase.
    pub kept_self_service: i64,
    /// Users who are refused.
    pub refused: i64,
    /// Users with a line that names no product.
    pub whole: i64,
    /// By product.
    pub products: Vec<ProductTotals>,
    /// Refusals by product and reason.
    pub reasons: Vec<ReasonTotals>,
    /// Clocks that start, by workload.
    pub clocks: Vec<ClockTotals>,
    /// Users who lose a kind of service, by workload (R-UI-15).
    pub lost: Vec<(Workload, i64)>,
    /// Clocks that stop.
    pub rescued: i64,
    /// Whom it concerns in which way; only the ways that occur.
    pub concerned: Vec<Concerned>,
}

/// Users whom a decision concerns in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// In which way.
    pub concern: Concern,
    /// How many users.
    pub count: i64,
    /// The first of them.
    pub sample: Vec<UserId>,
}

impl Totals {
    /// Data will be erased at some instant unless somebody acts (D-12).
    #[must_use]
    pub fn loses_data(&self) -> bool {
        self.clocks.iter().any(|c| c.loses_data)
    }

    /// Whether applying would change anything.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        self.succeeded > 0
    }
}

/// What happens to one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductTotals {
    /// The pool.
    pub pool: PoolId,
    /// The product.
    pub product: ProductId,
    /// Licenses given.
    pub granted: i64,
    /// Licenses taken.
    pub revoked: i64,
    /// Licenses with other plans.
    pub plans_changed: i64,
    /// Already as asked.
    pub unchanged: i64,
    /// Kept because inherited or self-service.
    pub kept: i64,
    /// Refused.
    pub refused: i64,
    /// Seats to buy for those who are refused because none is free, those in use above what there is included.
    pub missing_seats: i64,
    /// Free seats before.
    pub available_before: i64,
    /// Free seats after.
    pub available_after: i64,
}

/// Refusals of one product for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonTotals {
    /// The product.
    pub product: ProductId,
    /// The code.
    pub code: Code,
    /// The reason that is reported.
    pub reason: Option<Reason>,
    /// What would help.
    pub repair: Repair,
    /// How many users.
    pub count: i64,
    /// The first of them.
    pub sample: Vec<UserId>,
}

/// Clocks of one workload that start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockTotals {
    /// Which data.
    pub workload: Workload,
    /// When they end.
    pub due: Instant,
    /// Whether data is erased then.
    pub loses_data: bool,
    /// How many users.
    pub count: i64,
    /// The first of them.
    pub sample: Vec<UserId>,
}

/// Remembers the hash of each plan, because a million users share few.
#[derive(Default)]
pub(super) struct Hashes {
    seen: BTreeMap<*const Plan, [u8; 32]>,
}

impl Hashes {
    pub(super) fn of(&mut self, plan: &Arc<Plan>) -> [u8; 32] {
        *self.seen.entry(Arc::as_ptr(plan)).or_insert_with(|| plan_hash(plan))
    }
}

/// The hash of what is decided: outcomes and the kinds of clocks, but no instants, because those move with the
/// time at which the decision is applied.
fn plan_hash(plan: &Plan) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut field = |text: &str| {
        hash.update(u64::try_from(text.len()).unwrap_or(0).to_be_bytes());
        hash.update(text.as_bytes());
    };
    for o in &plan.outcomes {
        let (number, effect, code, detail) = verdict_parts(&o.verdict);
        field(&o.pool.to_string());
        field(&number.to_string());
        field(effect);
        field(code);
        field(&detail);
        field(direct_text(&o.before).as_deref().unwrap_or("-"));
        field(direct_text(&o.after).as_deref().unwrap_or("-"));
    }
    for clock in &plan.clocks {
        match clock {
            ClockChange::Start { workload, .. } => field(&format!("start {workload:?}")),
            ClockChange::Cancel { workload } => field(&format!("stop {workload:?}")),
        }
    }
    hash.finalize().into()
}

pub(super) fn short(hash: &[u8; 32]) -> u64 {
    hash.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// The digest of a decision (D-2): another user, order or answer gives another one; other figures of a pool do not.
#[must_use]
pub fn digest(decision: &Decision) -> String {
    let (mut all, mut hashes) = (Sha256::new(), Hashes::default());
    for user in &decision.users {
        all.update(user.user.0.to_be_bytes());
        all.update(hashes.of(&user.plan));
    }
    hex(&all.finalize())
}

/// The state of a user as far as decisions read it, in one number (D-2).
#[must_use]
pub fn fingerprint(holder: &Holder) -> u64 {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    hash.text(format_args!("{}|{:?}|{:?}", holder.active, holder.location, holder.address_taken));
    for source in &holder.sources {
        let origin = match source.origin {
            Origin::Direct => 0,
            Origin::Group(group) => group.0,
        };
        let plans_off = source.plans_off.encode();
        hash.text(format_args!("|{}:{origin}:{:?}:{plans_off}", source.pool, source.state));
    }
    hash.0
}

/// FNV-1a: a state that changes by accident into one with the same number does no harm beyond one user's answer being
/// decided anew.
struct Fnv(u64);

impl Fnv {
    fn text(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to it never fails.
        let _never = std::fmt::Write::write_fmt(self, text);
    }
}

impl std::fmt::Write for Fnv {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 = text
            .bytes()
            .fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Ok(())
    }
}

/// The figures of a decision.
#[must_use]
pub fn totals(pools: &[Pool], decision: &Decision) -> Totals {
    let mut it = Totals::default();
    let (mut reasons, mut clocks, mut lost) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut concerned: BTreeMap<Concern, First> = BTreeMap::new();
    for (plan, users) in by_plan(decision) {
        let count = users.count;
        it.add_users(plan, count);
        it.add_products(pools, plan, count);
        add_reasons(&mut reasons, plan, &users);
        for concern in concerns(plan) {
            concerned.entry(concern).or_default().add(&users);
        }
        for clock in &plan.clocks {
            match clock {
                ClockChange::Cancel { .. } => it.rescued += count,
                ClockChange::Start { workload, due, loses_data } => {
                    let group: &mut First = clocks.entry((*workload, *due, *loses_data)).or_default();
                    group.add(&users);
                }
            }
        }
        if plan.changes() {
            for workload in &plan.lost {
                *lost.entry(*workload).or_insert(0_i64) += count;
            }
        }
    }
    it.finish(pools, decision);
    it.reasons = reasons
        .into_iter()
        .map(|((product, reason), (refusal, group))| ReasonTotals {
            product,
            code: refusal.code(),
            reason,
            repair: refusal.repair.clone(),
            count: group.count,
            sample: group.users(decision),
        })
        .collect();
    it.reasons.sort_by_key(|r| std::cmp::Reverse(r.count));
    it.clocks = clocks
        .into_iter()
        .map(|((workload, due, loses_data), group)| ClockTotals {
            workload,
            due,
            loses_data,
            count: group.count,
            sample: group.users(decision),
        })
        .collect();
    it.lost = lost.into_iter().collect();
    it.concerned = concerned
        .into_iter()
        .map(|(concern, group)| Concerned { concern, count: group.count, sample: group.users(decision) })
        .collect();
    it
}

/// The ways in which a decision concerns users who share a plan.
#[must_use]
pub(super) fn concerns(plan: &Plan) -> Vec<Concern> {
    let does = |effect| plan.outcomes.iter().any(|o| o.verdict == Verdict::Done(effect));
    let starts = plan.clocks.iter().any(|c| matches!(c, ClockChange::Start { .. }));
    let all = [
        (Concern::Gains, does(Effect::Granted)),
        (Concern::Losses, does(Effect::Revoked)),
        (Concern::Plans, does(Effect::PlansChanged)),
        (Concern::Refused, plan.refused()),
        (Concern::Clocks, starts || plan.changes() && plan.lost.iter().copied().any(is_told)),
        (Concern::Stays, !plan.refused() && !plan.changes()),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(concern, _)| concern).collect()
}

/// Services whose loss is told although no clock starts (R-UI-15).
#[must_use]
pub fn is_told(workload: Workload) -> bool {
    matches!(workload, Workload::Files | Workload::Unknown | Workload::Mail)
}

/// How many users, and the places of the first of them.
#[derive(Default)]
struct First {
    count: i64,
    places: Vec<usize>,
}

impl First {
    fn add(&mut self, more: &Self) {
        self.count += more.count;
        self.places.extend(&more.places);
        self.places.sort_unstable();
        self.places.truncate(SAMPLE_MAX);
    }

    fn users(&self, decision: &Decision) -> Vec<UserId> {
        self.places.iter().filter_map(|place| decision.users.get(*place)).map(|user| user.user).collect()
    }
}

/// Users by their plan, in the order in which the plans come: the same decision has the same examples.
fn by_plan(decision: &Decision) -> Vec<(&Plan, First)> {
    let mut groups: Vec<(&Plan, First)> = Vec::new();
    let mut places: BTreeMap<*const Plan, usize> = BTreeMap::new();
    for (at, user) in decision.users.iter().enumerate() {
        let place = *places.entry(Arc::as_ptr(&user.plan)).or_insert(groups.len());
        if place == groups.len() {
            groups.push((&user.plan, First::default()));
        }
        if let Some((_, group)) = groups.get_mut(place) {
            group.count += 1;
            if group.places.len() < SAMPLE_MAX {
                group.places.push(at);
            }
        }
    }
    groups
}

type ReasonGroups<'a> = BTreeMap<(ProductId, Option<Reason>), (&'a Refusal, First)>;

fn add_reasons<'a>(groups: &mut ReasonGroups<'a>, plan: &'a Plan, users: &First) {
    for outcome in &plan.outcomes {
        let Verdict::Refused(refusal) = &outcome.verdict else { continue };
        let first = refusal.reasons.first().cloned();
        let (_, group) =
            groups.entry((outcome.product, first)).or_insert_with(|| (refusal, First::default()));
        group.add(users);
    }
}

impl Totals {
    fn add_users(&mut self, plan: &Plan, count: i64) {
        self.users += count;
        if plan.refused() {
            self.refused += count;
        } else if plan.changes() {
            self.succeeded += count;
        } else {
            self.unchanged += count;
            if plan.outcomes.iter().any(|o| matches!(o.verdict, Verdict::Kept(_))) {
                self.kept += count;
            }
        }
    }

    fn add_products(&mut self, pools: &[Pool], plan: &Plan, count: i64) {
        self.whole += plan.outcomes.iter().filter(|o| o.is_whole()).map(|_| count).sum::<i64>();
        for outcome in plan.outcomes.iter().filter(|o| !o.is_whole()) {
            match outcome.verdict {
                Verdict::Kept(Kept::Inherited) => self.kept_inherited += count,
                Verdict::Kept(Kept::SelfService) => self.kept_self_service += count,
                _ => {}
            }
            let it = self.product(pools, outcome.pool, outcome.product);
            match &outcome.verdict {
                Verdict::Done(Effect::Granted) => it.granted += count,
                Verdict::Done(Effect::Revoked) => it.revoked += count,
                Verdict::Done(Effect::PlansChanged) => it.plans_changed += count,
                Verdict::Unchanged => it.unchanged += count,
                Verdict::Kept(_) => it.kept += count,
                Verdict::Refused(refusal) => {
                    it.refused += count;
                    if refusal.code() == Code::Count {
                        it.missing_seats += count;
                    }
                }
            }
        }
    }

    fn product(&mut self, pools: &[Pool], pool: PoolId, product: ProductId) -> &mut ProductTotals {
        let index = self.products.iter().position(|p| p.pool == pool).unwrap_or(self.products.len());
        if index == self.products.len() {
            let available = pools.iter().find(|p| p.id == pool).map_or(0, Pool::available);
            self.products.push(ProductTotals {
                pool,
                product,
                granted: 0,
                revoked: 0,
                plans_changed: 0,
                unchanged: 0,
                kept: 0,
                refused: 0,
                missing_seats: 0,
                available_before: available,
                available_after: available,
            });
        }
        // The entry was pushed just now when it was missing.
        #[expect(clippy::indexing_slicing, reason = "the index was found or pushed above")]
        &mut self.products[index]
    }

    fn finish(&mut self, pools: &[Pool], decision: &Decision) {
        for product in &mut self.products {
            let before = pools.iter().find(|p| p.id == product.pool).map_or(0, Pool::available);
            product.available_after = before - decision.consumed_change(product.pool);
            if product.missing_seats > 0 {
                // Where more is in use than there is, bought seats are in use before anybody gets one.
                product.missing_seats += (-product.available_after).max(0);
            }
        }
        self.products.sort_by_key(|p| p.product);
    }
}

/// The figures as they are kept beside previews and operations.
#[must_use]
pub fn totals_json(it: &Totals) -> String {
    let products: Vec<_> = it
        .products
        .iter()
        .map(|p| {
            json!({"product": p.product.0, "granted": p.granted, "revoked": p.revoked,
                "plans_changed": p.plans_changed, "unchanged": p.unchanged, "kept": p.kept,
                "refused": p.refused, "missing_seats": p.missing_seats,
                "available_before": p.available_before, "available_after": p.available_after})
        })
        .collect();
    let clocks: Vec<_> = it
        .clocks
        .iter()
        .map(|c| {
            json!({"workload": cupo_store::encode::workload_number(c.workload), "due": c.due.0,
                "loses_data": c.loses_data, "count": c.count})
        })
        .collect();
    json!({"users": it.users, "succeeded": it.succeeded, "unchanged": it.unchanged, "refused": it.refused,
        "products": products, "clocks": clocks})
    .to_string()
}
