//! What a command means for one user, product by product, before any check: which line of the result says what.

use crate::assignment::{Holder, Source, SourceState};
use crate::catalogue::Catalogue;
use crate::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit, Target};
use crate::decision::{Direct, Effect, Kept, Outcome, Verdict};
use crate::ids::{PoolId, ProductId, UserId};
use crate::plan_set::PlanSet;
use crate::refusal::{Reason, Refusal};
use crate::rules::location;
use crate::seats::{Pool, PoolKind};

use super::{pool_of, self_service_seat};

/// Reads a command for users of one customer.
pub(super) struct Lines<'a> {
    pub catalogue: &'a Catalogue,
    pub pools: &'a [Pool],
    pub command: &'a ChangeLicenses,
}

impl<'a> Lines<'a> {
    /// A line for each product the command concerns for this user, or one for the user where it concerns none.
    pub fn of(&self, holder: &Holder) -> Vec<Outcome> {
        let lines = self.by_product(holder);
        if lines.is_empty() { vec![Outcome::nothing()] } else { lines }
    }

    /// Whether anything is asked of a user: an undo asks nothing of those for whom nothing was done, whatever has
    /// become of them.
    pub fn ask(&self, user: UserId) -> bool {
        match &self.command.edits {
            Edits::Restore(_) => !self.targets(user).is_empty(),
            Edits::Each(each) if !each.exactly => !each.edits(user).is_empty(),
            _ => true,
        }
    }

    fn by_product(&self, holder: &Holder) -> Vec<Outcome> {
        match &self.command.edits {
            Edits::Products(edits) => edits.iter().filter_map(|e| self.edit(holder, e)).collect(),
            Edits::Replace(edits) => self.replace(holder, &edits.iter().map(exact).collect::<Vec<_>>()),
            Edits::UnassignAll => self.replace(holder, &[]),
            Edits::Each(each) if each.exactly => self.replace(holder, each.edits(holder.user)),
            Edits::Each(each) => {
                each.edits(holder.user).iter().filter_map(|e| self.edit(holder, e)).collect()
            }
            Edits::Restore(_) => self.targets(holder.user).iter().map(|t| restore(holder, t)).collect(),
        }
    }

    /// What a command for each user asks of one.
    pub fn edits(&self, user: UserId) -> &'a [ProductEdit] {
        match &self.command.edits {
            Edits::Each(each) => each.edits(user),
            _ => &[],
        }
    }

    /// What a Restore wants for one user.
    pub fn targets(&self, user: UserId) -> &'a [Target] {
        match &self.command.edits {
            Edits::Restore(targets) => targets.get(&user).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    fn edit(&self, holder: &Holder, edit: &ProductEdit) -> Option<Outcome> {
        if edit.asks_nothing() {
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
            return self.give_self_service(holder, pool, edit);
        }
        let before = direct(holder, pool.id);
        match &before {
            Some((SourceState::Error, off)) => {
                let off = self.apply(edit, off);
                line(pool, Verdict::Done(Effect::Granted), before.clone(), Some((SourceState::Active, off)))
            }
            Some(_) => self.plans_only(holder, pool, edit),
            None if holder.inherits(pool.id) && !self.command.beside_inherited => {
                self.kept(holder, pool, edit, Kept::Inherited)
            }
            None => {
                let off = self.apply(edit, &PlanSet::new());
                line(pool, Verdict::Done(Effect::Granted), None, Some((SourceState::Active, off)))
            }
        }
    }

    /// Nobody but the purchaser gives such a seat (R-ASSIGN-11); what else speaks against it is said too (D-9).
    fn give_self_service(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit) -> Outcome {
        let mut reasons = vec![Reason::SelfService];
        if let Some(product) = self.catalogue.product(edit.product) {
            let on = product.plans.minus(&self.apply(edit, &PlanSet::new()));
            reasons.extend(location::reasons(self.catalogue, product, &on, holder.location));
        }
        let before = direct(holder, pool.id);
        let verdict = Verdict::Refused(Refusal::of(edit.product, reasons));
        line(pool, verdict, before.clone(), before)
    }

    /// Plans of a license that is held: on the direct central source only (R-GROUP-12, R-ASSIGN-11).
    fn plans_only(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit) -> Outcome {
        let before = direct(holder, pool.id);
        match &before {
            Some((state, off)) if state.holds() && pool.kind == PoolKind::Central => {
                let new_off = self.apply(edit, off);
                // Plans that have left the product since do not count as a difference (R-ASSIGN-4).
                if new_off == self.of_product(edit.product, off) {
                    return line(pool, Verdict::Unchanged, before.clone(), before);
                }
                let after = Some((*state, new_off));
                line(pool, Verdict::Done(Effect::PlansChanged), before, after)
            }
            _ if holder.inherits(pool.id) => self.kept(holder, pool, edit, Kept::Inherited),
            _ if self_service_seat(holder, edit.product) => self.kept(holder, pool, edit, Kept::SelfService),
            _ => line(pool, Verdict::Unchanged, before.clone(), before),
        }
    }

    /// Asked for what is held through a source that must not be touched: enough, unless other plans were asked for.
    fn kept(&self, holder: &Holder, pool: &Pool, edit: &ProductEdit, kept: Kept) -> Outcome {
        let before = direct(holder, pool.id);
        let concerned = |s: &&Source| match kept {
            Kept::Inherited => s.pool == pool.id,
            Kept::SelfService => s.product == pool.product && s.self_service,
        };
        let held = holder.sources.iter().filter(|s| s.state.holds()).filter(concerned);
        let off = held.map(|s| s.plans_off.clone()).reduce(|a, b| a.intersection(&b)).unwrap_or_default();
        let off = self.of_product(edit.product, &off);
        if edit.plans == PlanEdit::none() || self.apply(edit, &off) == off {
            return line(pool, Verdict::Unchanged, before.clone(), before);
        }
        if self.command.named {
            return refused(pool.id, pool.product, before, reason_of(kept));
        }
        line(pool, Verdict::Kept(kept), before.clone(), before)
    }

    /// A row that was itself named: what cannot be taken is refused where the caller wants that (D-10).
    fn take(&self, holder: &Holder, pool: &Pool) -> Outcome {
        let it = left(holder, pool);
        let reason = match &it.verdict {
            Verdict::Kept(kept) if self.command.named => reason_of(*kept),
            Verdict::Unchanged if self.command.require_held => Reason::NotHeld,
            _ => return it,
        };
        refused(pool.id, pool.product, it.before, reason)
    }

    /// Everything direct and central that is not chosen goes; what is left to itself stays as it is.
    fn replace(&self, holder: &Holder, edits: &[ProductEdit]) -> Vec<Outcome> {
        let given = edits.iter().filter(|e| !e.asks_nothing());
        let mut lines: Vec<Outcome> = given.filter_map(|e| self.edit(holder, e)).collect();
        let left_alone = edits.iter().filter(|e| e.asks_nothing());
        let left_alone = left_alone.filter_map(|e| pool_of(self.pools, e.product)).map(|p| p.id);
        let mut seen: Vec<PoolId> = lines.iter().map(|l| l.pool).chain(left_alone).collect();
        for source in &holder.sources {
            if seen.contains(&source.pool) {
                continue;
            }
            seen.push(source.pool);
            if let Some(pool) = self.pools.iter().find(|p| p.id == source.pool) {
                lines.push(left(holder, pool));
            }
        }
        lines
    }

    fn apply(&self, edit: &ProductEdit, off: &PlanSet) -> PlanSet {
        let wanted = match &edit.plans {
            PlanEdit::Adjust { on, off: more } => off.minus(on).union(more),
            // No form shows what everybody has anyway, so none says how it shall be (R-BULK-8).
            PlanEdit::Exactly { off: chosen } => {
                chosen.union(&off.intersection(self.catalogue.automatic_plans()))
            }
        };
        self.of_product(edit.product, &wanted)
    }

    fn of_product(&self, product: ProductId, plans: &PlanSet) -> PlanSet {
        self.catalogue.product(product).map_or_else(|| plans.clone(), |p| plans.intersection(&p.plans))
    }
}

/// The direct central license goes; what is no such license stays, which is no refusal (D-10).
fn left(holder: &Holder, pool: &Pool) -> Outcome {
    let before = direct(holder, pool.id);
    let central = pool.kind == PoolKind::Central;
    if before.is_some() && central {
        return line(pool, Verdict::Done(Effect::Revoked), before, None);
    }
    let verdict = if holder.inherits(pool.id) {
        Verdict::Kept(Kept::Inherited)
    } else if self_service_seat(holder, pool.product) {
        Verdict::Kept(Kept::SelfService)
    } else {
        Verdict::Unchanged
    };
    line(pool, verdict, before.clone(), before)
}

/// Why a row that was itself named cannot be changed.
fn reason_of(kept: Kept) -> Reason {
    match kept {
        Kept::Inherited => Reason::FromGroup,
        Kept::SelfService => Reason::SelfService,
    }
}

/// What is chosen has exactly the chosen plans.
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
            (Some(_), Some((will, _))) if !will.holds() => Effect::Revoked,
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
