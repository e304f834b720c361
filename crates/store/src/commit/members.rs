//! What groups give, as statements: sources with their group, errors with their reasons, and the records. Seats, clocks
//! and outcomes are written like those of every change of licenses. It decides nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::assignment::SourceState;
use cupo_domain::decide::settle_groups::{Inherited, MemberDecision, MemberPlan, as_decision};
use cupo_domain::decision::{Direct, Verdict};
use cupo_domain::ids::UserId;
use serde_json::{Value as Json, json};

use super::{Batch, Belongs, EncodedOutcome, held};
use crate::audit::AuditContext;
use crate::encode;
use crate::params;
use crate::value::Value;

/// What the plan of members says in the words of the database, made once for all who share it.
struct Encoded {
    outcomes: Vec<EncodedOutcome>,
    audit: Option<(&'static str, Value)>,
}

impl Encoded {
    fn of(plan: &MemberPlan) -> Self {
        let bare = |o| EncodedOutcome { written: None, gone: false, ends: false, ..EncodedOutcome::of(o) };
        Self { outcomes: plan.plan.outcomes.iter().map(bare).collect(), audit: audit_entry(plan) }
    }
}

impl Batch {
    /// What groups give to members; `positions` are their places in the order of work.
    pub fn add_members(&mut self, to: Belongs<'_>, members: &[MemberDecision], positions: &[i64]) {
        for seats in &as_decision(members).seats {
            *self.seats.entry(seats.pool).or_default() += seats.taken - seats.freed;
        }
        let context =
            AuditContext { permit: to.permit, channel: to.channel, operation: to.operation.0, at: to.now };
        let mut known: BTreeMap<*const MemberPlan, Encoded> = BTreeMap::new();
        for (member, position) in members.iter().zip(positions) {
            let plan = known.entry(Arc::as_ptr(&member.plan)).or_insert_with(|| Encoded::of(&member.plan));
            for (outcome, encoded) in member.plan.plan.outcomes.iter().zip(&plan.outcomes) {
                self.outcome(to, (member.user, *position), outcome.pool, encoded);
            }
            for clock in &member.plan.plan.clocks {
                self.clock(to, member.user, clock);
            }
            if let Some((action, detail)) = &plan.audit {
                self.audit.add(context, action, member.user.0, detail);
            }
            for source in &member.plan.sources {
                self.inherited(to, member.user, source);
            }
        }
    }

    fn inherited(&mut self, to: Belongs<'_>, user: UserId, it: &Inherited) {
        let origin = it.group.0;
        if it.before != it.after {
            if it.before.as_ref().is_some_and(|(state, _)| state.holds()) {
                self.ended.entry((it.pool, origin, to.now)).or_default().push(user);
            }
            match &it.after {
                None => self.gone.entry((it.pool, origin)).or_default().push(user),
                Some((state, off)) => self.sources.push(params![
                    self.customer.0,
                    it.pool.0,
                    user.0,
                    origin,
                    encode::state_number(*state),
                    off.encode(),
                    to.now,
                ]),
            }
        }
        if in_error(&it.before) {
            let mended = self.mended.entry(origin).or_default();
            if mended.last() != Some(&user.0) {
                mended.push(user.0);
            }
        }
        if let Some(refusal) = &it.refusal {
            let (_, _, code, detail) = encode::verdict_parts(&Verdict::Refused(refusal.clone()));
            self.errors.push(params![self.customer.0, origin, user.0, it.pool.0, code, detail]);
        }
    }
}

fn in_error(direct: &Direct) -> bool {
    direct.as_ref().is_some_and(|(state, _)| *state != SourceState::Active)
}

/// One record per member and operation: each source before and after with the seat that was taken (1) or given back
/// (-1), and the codes of what failed. Nothing is written about members for whom nothing happened.
fn audit_entry(plan: &MemberPlan) -> Option<(&'static str, Value)> {
    let mut counted = Vec::new();
    let mut changed: Vec<Json> = Vec::new();
    for it in plan.sources.iter().filter(|it| it.before != it.after) {
        let mut seat = 0;
        if !counted.contains(&it.pool) {
            counted.push(it.pool);
            seat =
                i64::from(plan.plan.takes.contains(&it.pool)) - i64::from(plan.plan.frees.contains(&it.pool));
        }
        changed.push(json!({"product": it.product.0, "pool": it.pool.0, "group": it.group.0,
            "before": held(&it.before), "after": held(&it.after), "seat": seat}));
    }
    let refused: Vec<Json> = plan
        .sources
        .iter()
        .filter_map(|it| Some((it, it.refusal.as_ref()?)))
        .map(|(it, refusal)| {
            json!({"product": it.product.0, "group": it.group.0, "code": refusal.code().as_str()})
        })
        .collect();
    if changed.is_empty() && refused.is_empty() {
        return None;
    }
    let action = if changed.is_empty() { "licenses.refused" } else { "licenses.inherited" };
    let mut detail = serde_json::Map::new();
    for (name, list) in [("inherited", changed), ("refused", refused)] {
        if !list.is_empty() {
            detail.insert(name.to_owned(), Json::Array(list));
        }
    }
    if plan.country_of_organization {
        // the country was applied and not written to the user.
        detail.insert("location".to_owned(), json!("organization"));
    }
    Some((action, Value::shared(&Json::Object(detail).to_string())))
}
