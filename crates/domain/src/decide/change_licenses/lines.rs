//! What a command means for one user, product by product, before any check: which line of the result says what.

use crate::assignment::{Holder, SourceState};
use crate::catalogue::Catalogue;
use crate::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit, Target};
use crate::decision::{Direct, Effect, Kept, Outcome, Verdict};
use crate::ids::{PoolId, ProductId};
use crate::plan_set::PlanSet;
use crate::refusal::{Reason, Refusal};
use crate::seats::{Pool, PoolKind};

use super::{pool_of, self_service_seat};

/// Reads a command for users of one customer.
pub(super) struct Lines<'a> {
    pub catalogue: &'a Catalogue,
    pub pools: &'a [Pool],
    pub command: &'a ChangeLicenses,
}

impl Lines<'_> {
    /// A line for each product the command concerns for this user.
    pub fn of(&self, holder: &Holder) -> Vec<Outcome> {
        match &self.command.edits {
            Edits::Products(edits) => edits.iter().filter_map(|e| self.edit(holder, e)).collect(),
            Edits::Replace(edits) => self.replace(holder, edits),
            Edits::UnassignAll => self.replace(holder, &[]),
            Edits::Restore(targets) => {
                let wanted = targets.get(&holder.user).map_or(&[][..], Vec::as_slice);
                wanted.iter().map(|t| restore(holder, t)).collect()
            }
        }
    }

    fn edit(&self, holder: &Holder, edit: &ProductEdit) -> Option<Outcome> {
        if edit.license == LicenseEdit::Keep && edit.plans == PlanEdit::none() {
            return None;
        }
        let pool = pool_of(self.pools, edit.product)?;
        Some(match edit.license {
            LicenseEdit::Give => self.give(holder, pool, edit),
            LicenseEdit::Take => self.take(holder, pool),
            LicenseEdit::Keep => self.plans_only(holder, pool, edit),
        })
    }

    fn give(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit) -> Outcome {
        if pool.kind != PoolKind::Central {
            return refused(pool.id, edit.product, None, Reason::SelfService);
        }
        let before = direct(holder, pool.id);
        match &before {
            Some((SourceState::Error, off)) => {
                let off = self.apply(edit, off);
                line(pool, Verdict::Done(Effect::Granted), before.clone(), Some((SourceState::Active, off)))
            }
            Some(_) => self.plans_only(holder, pool, edit),
            None if holder.inherits(pool.id) && !self.command.beside_inherited => {
                self.inherited(holder, pool, edit)
            }
            None => {
                let off = self.apply(edit, &PlanSet::new());
                line(pool, Verdict::Done(Effect::Granted), None, Some((SourceState::Active, off)))
            }
        }
    }

    /// Plans of a license that is held: on the direct source only (R-GROUP-12).
    fn plans_only(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit) -> Outcome {
        match direct(holder, pool.id) {
            Some((state, off)) if state.holds() => {
                let new_off = self.apply(edit, &off);
                let changed = new_off != off;
                let verdict = if changed { Verdict::Done(Effect::PlansChanged) } else { Verdict::Unchanged };
                line(pool, verdict, Some((state, off)), Some((state, new_off)))
            }
            before if holder.inherits(pool.id) => {
                let kept = self.inherited(holder, pool, edit);
                Outcome { before: before.clone(), after: before, ..kept }
            }
            before => line(pool, Verdict::Unchanged, before.clone(), before),
        }
    }

    /// Asked for what a group gives already: enough, unless other plans were asked for.
    fn inherited(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit) -> Outcome {
        let group_off = holder
            .sources
            .iter()
            .filter(|s| s.pool == pool.id && s.state.holds())
            .map(|s| s.plans_off.clone())
            .reduce(|a, b| a.intersection(&b))
            .unwrap_or_default();
        if edit.plans == PlanEdit::none() || self.apply(edit, &group_off) == group_off {
            return line(pool, Verdict::Unchanged, None, None);
        }
        if self.command.named {
            return refused(pool.id, pool.product, None, Reason::FromGroup);
        }
        line(pool, Verdict::Kept(Kept::Inherited), None, None)
    }

    fn take(&self, holder: &Holder, pool: &Pool) -> Outcome {
        let before = direct(holder, pool.id);
        let central = pool.kind == PoolKind::Central;
        if before.is_some() && central {
            return line(pool, Verdict::Done(Effect::Revoked), before, None);
        }
        let stays = if holder.inherits(pool.id) {
            Some((Kept::Inherited, Reason::FromGroup))
        } else if self_service_seat(holder, pool.product) {
            Some((Kept::SelfService, Reason::SelfService))
        } else {
            None
        };
        match stays {
            Some((_, reason)) if self.command.named => refused(pool.id, pool.product, before, reason),
            Some((kept, _)) => line(pool, Verdict::Kept(kept), before.clone(), before),
            None if self.command.require_held => refused(pool.id, pool.product, before, Reason::NotHeld),
            None => line(pool, Verdict::Unchanged, before.clone(), before),
        }
    }

    /// Everything direct and central that is not chosen goes; what is chosen has exactly the chosen plans.
    fn replace(&self, holder: &Holder, edits: &[ProductEdit]) -> Vec<Outcome> {
        let mut lines: Vec<Outcome> = edits.iter().filter_map(|e| self.edit(holder, &exact(e))).collect();
        let mut seen: Vec<PoolId> = lines.iter().map(|l| l.pool).collect();
        for source in &holder.sources {
            if seen.contains(&source.pool) {
                continue;
            }
            seen.push(source.pool);
            if let Some(pool) = self.pools.iter().find(|p| p.id == source.pool) {
                lines.push(self.take(holder, pool));
            }
        }
        lines
    }

    fn apply(&self, edit: &ProductEdit, off: &PlanSet) -> PlanSet {
        let wanted = match &edit.plans {
            PlanEdit::Adjust { on, off: more } => off.minus(on).union(more),
            PlanEdit::Exactly { off } => off.clone(),
        };
        self.catalogue.product(edit.product).map_or(wanted.clone(), |p| wanted.intersection(&p.plans))
    }
}

fn exact(edit: &ProductEdit) -> ProductEdit {
    let off = match &edit.plans {
        PlanEdit::Adjust { off, .. } | PlanEdit::Exactly { off } => off.clone(),
    };
    ProductEdit { license: LicenseEdit::Give, plans: PlanEdit::Exactly { off }, ..edit.clone() }
}

fn restore(holder: &Holder, target: &Target) -> Outcome {
    let before = direct(holder, target.pool);
    let verdict = if before == target.wanted {
        Verdict::Unchanged
    } else if before != target.expected {
        return refused(target.pool, target.product, before, Reason::ChangedSince);
    } else {
        Verdict::Done(match (&before, &target.wanted) {
            (_, None) => Effect::Revoked,
            (Some((was, _)), Some((will, _))) if was.holds() == will.holds() => Effect::PlansChanged,
            _ => Effect::Granted,
        })
    };
    Outcome { pool: target.pool, product: target.product, verdict, before, after: target.wanted.clone() }
}

fn direct(holder: &Holder, pool: PoolId) -> Direct {
    holder.direct(pool).map(|s| (s.state, s.plans_off.clone()))
}

fn line(pool: &Pool, verdict: Verdict, before: Direct, after: Direct) -> Outcome {
    Outcome { pool: pool.id, product: pool.product, verdict, before, after }
}

fn refused(pool: PoolId, product: ProductId, before: Direct, reason: Reason) -> Outcome {
    let verdict = Verdict::Refused(Refusal::of(product, vec![reason]));
    Outcome { pool, product, verdict, after: before.clone(), before }
}
