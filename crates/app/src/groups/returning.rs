//! What groups give to people whose accounts come back: decided and written together with the restore, as an
//! operation of its own beside it. What came back directly counts first, with its seats.

use std::collections::BTreeMap;

use cupo_domain::assignment::{Holder, Origin, Source};
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::change_licenses::Ledger;
use cupo_domain::decide::restore_users::{Former, Restoration};
use cupo_domain::decide::settle_groups::Scope;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{PoolId, UserId};
use cupo_domain::seats::PoolKind;
use cupo_store::audit::AuditHead;
use cupo_store::commit::Batch;
use cupo_store::operations::create_operation;
use cupo_store::value::Statement;

use super::work::{Overlay, processed};
use super::{GroupPreview, GroupWish};
use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::error::AppError;
use crate::licenses::Who;

/// People who come back: with which direct licenses, and which of their clocks stop for those.
#[derive(Clone, Debug, Default)]
pub(super) struct Returns {
    people: BTreeMap<UserId, (Vec<Source>, Vec<Workload>)>,
    taken: BTreeMap<PoolId, i64>,
}

impl Returns {
    fn of(answers: &[(UserId, Restoration)]) -> Self {
        let mut it = Self::default();
        for (user, answer) in answers {
            let Restoration::Done { licenses, takes, clocks, .. } = answer else { continue };
            let stopped = clocks.iter().filter_map(|clock| match clock {
                ClockChange::Cancel { workload } => Some(*workload),
                ClockChange::Start { .. } => None,
            });
            let sources = licenses.iter().map(|(former, state)| {
                let Former { pool, product, kind, plans_off, .. } = former.clone();
                let self_service = kind != PoolKind::Central;
                Source { pool, product, self_service, origin: Origin::Direct, state: *state, plans_off }
            });
            it.people.insert(*user, (sources.collect(), stopped.collect()));
            for pool in takes {
                *it.taken.entry(*pool).or_default() += 1;
            }
        }
        it
    }

    /// A person as it is once it is back.
    pub fn bring_back(&self, holder: &mut Holder) {
        let Some((sources, stopped)) = self.people.get(&holder.user) else { return };
        holder.active = true;
        // Addresses that others use are dropped (R-RESTORE-4).
        holder.address_taken = None;
        holder.sources.extend(sources.iter().cloned());
        holder.sources.sort_by_key(|source| (source.pool, source.origin));
        holder.clocks.retain(|clock| !stopped.contains(&clock.workload));
    }

    /// The seats that direct licenses take before groups give any.
    pub fn take_seats(&self, ledger: &mut Ledger) {
        for (pool, count) in &self.taken {
            *ledger.entry(*pool).or_default() -= count;
        }
    }
}

impl App {
    /// What the groups of people who come back give them; none where they give nothing.
    pub(crate) async fn groups_back(
        &self,
        by: Asking<'_>,
        answers: &[(UserId, Restoration)],
    ) -> Result<Option<Box<GroupPreview>>, AppError> {
        let returns = Returns::of(answers);
        let back: Vec<UserId> =
            answers.iter().map(|(user, _)| *user).filter(|user| returns.people.contains_key(user)).collect();
        let members = self.store.groups_of(by.permit, &back).await?;
        let users: Vec<UserId> = back.into_iter().filter(|user| members.contains_key(user)).collect();
        if users.is_empty() {
            return Ok(None);
        }
        let wish = GroupWish::ReprocessUsers(Who::Users(users.clone()));
        let mut it = GroupPreview::of(wish, self.store.audit_head(by.permit.customer()).await?);
        let overlay = Overlay { returns, ..Overlay::default() };
        self.settle_over(by, &mut it, (&users, &Scope::Every), &overlay).await?;
        Ok((!it.members.is_empty()).then(|| Box::new(it)))
    }

    /// The statements of what groups give beside a restore, as an operation of its own.
    pub(crate) fn settled_beside(
        &self,
        by: Asking<'_>,
        it: &GroupPreview,
        head: &AuditHead,
    ) -> Result<Vec<Statement>, AppError> {
        let customer = by.permit.customer();
        // The key of the request belongs to the restore.
        let row = self.group_operation(Asking { once: None, ..by }, it, Beside::default(), false)?;
        let mut batch = Batch::new(customer, head);
        processed(&mut batch, customer, &it.members, (&row, 0));
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(batch.statements());
        Ok(statements)
    }
}
