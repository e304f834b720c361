//! The strict manner (D-3): a change of licenses that works for everybody, or changes nothing. It never decides anew;
//! it only holds back what was decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::decision::{Decision, Outcome, Plan, UserDecision, Verdict};
use crate::refusal::{Reason, Refusal};

/// The same decision when nobody is refused; otherwise every refusal with nothing changed for anybody else.
#[must_use]
pub fn all_or_nothing(decision: Decision) -> Decision {
    if !decision.users.iter().any(|it| it.plan.refused()) {
        return decision;
    }
    // Many users share few plans, and share their held-back forms too. The addresses are only compared.
    let mut forms: BTreeMap<*const Plan, Arc<Plan>> = BTreeMap::new();
    let users = decision.users.iter().map(|it| {
        let form = forms.entry(Arc::as_ptr(&it.plan)).or_insert_with(|| held_back(&it.plan));
        UserDecision { user: it.user, plan: Arc::clone(form) }
    });
    Decision::new(users.collect())
}

fn held_back(plan: &Arc<Plan>) -> Arc<Plan> {
    if !plan.changes() {
        return Arc::clone(plan);
    }
    let outcomes = plan.outcomes.iter().map(|line| match &line.verdict {
        Verdict::Done(_) => {
            let refusal = Refusal::of(line.product, vec![Reason::AllOrNothing]);
            Outcome { verdict: Verdict::Refused(refusal), after: line.before.clone(), ..line.clone() }
        }
        _ => line.clone(),
    });
    Arc::new(Plan {
        outcomes: outcomes.collect(),
        clocks: vec![],
        lost: vec![],
        takes: vec![],
        frees: vec![],
    })
}
