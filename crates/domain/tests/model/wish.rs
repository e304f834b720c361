//! What a command asks of one user, product by product, before anything is checked. It must never look at another
//! user or at seats.

use std::collections::BTreeSet;

use cupo_domain::assignment::{Origin, SourceState};
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit, Target};
use cupo_domain::decision::{Direct, Effect, Kept};
use cupo_domain::ids::{PlanId, PoolId, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::seats::PoolKind;

use super::{License, Person, Plans, World};

/// One line before the checks.
#[derive(Clone, Debug)]
pub struct Wish {
    pub pool: PoolId,
    pub product: ProductId,
    pub ask: Ask,
}

/// What shall become of the direct source.
#[derive(Clone, Debug)]
pub enum Ask {
    Want(Effect, Option<License>),
    Nothing,
    Stays(Kept),
    No(BTreeSet<Code>),
}

/// All lines for one user; a line for the user where no product is asked for.
pub fn wishes(world: &World, command: &ChangeLicenses, user: UserId, person: &Person) -> Vec<Wish> {
    let mut found = by_product(world, command, user, person);
    if found.is_empty() {
        found.push(Wish { pool: PoolId(0), product: ProductId(0), ask: Ask::Nothing });
    }
    found
}

/// Whether the command says anything of this user at all.
pub fn asked(command: &ChangeLicenses, user: UserId) -> bool {
    match &command.edits {
        Edits::Restore(targets) => targets.get(&user).is_some_and(|own| !own.is_empty()),
        Edits::Each(each) => each.exactly || each.of.get(&user).is_some_and(|own| !own.is_empty()),
        Edits::Products(_) | Edits::Replace(_) | Edits::UnassignAll => true,
    }
}

fn by_product(world: &World, command: &ChangeLicenses, user: UserId, person: &Person) -> Vec<Wish> {
    match &command.edits {
        Edits::Products(edits) => edits.iter().filter_map(|edit| one(world, command, person, edit)).collect(),
        Edits::Each(each) if !each.exactly => {
            each.edits(user).iter().filter_map(|edit| one(world, command, person, edit)).collect()
        }
        Edits::Each(each) => {
            let left =
                |edit: &&ProductEdit| edit.license == LicenseEdit::Keep && edit.plans == PlanEdit::none();
            let alone: BTreeSet<ProductId> =
                each.edits(user).iter().filter(left).map(|e| e.product).collect();
            let mut found: Vec<Wish> =
                each.edits(user).iter().filter_map(|edit| one(world, command, person, edit)).collect();
            leave_others(world, person, &mut found);
            let seats: BTreeSet<PoolId> = alone.iter().filter_map(|id| seats_of(world, *id)).collect();
            found.retain(|wish| !seats.contains(&wish.pool));
            found
        }
        Edits::Replace(edits) => {
            let give = |edit: &ProductEdit| {
                let off = match &edit.plans {
                    PlanEdit::Adjust { off, .. } | PlanEdit::Exactly { off } => off.clone(),
                };
                let plans = PlanEdit::Exactly { off };
                one(
                    world,
                    command,
                    person,
                    &ProductEdit { license: LicenseEdit::Give, plans, ..edit.clone() },
                )
            };
            let mut found: Vec<Wish> = edits.iter().filter_map(give).collect();
            leave_others(world, person, &mut found);
            found
        }
        Edits::UnassignAll => {
            let mut found = Vec::new();
            leave_others(world, person, &mut found);
            found
        }
        Edits::Restore(targets) => {
            targets.get(&user).into_iter().flatten().map(|target| back(person, target)).collect()
        }
    }
}

/// The seats that a product edit means: the central ones, else those of somebody.
fn seats_of(world: &World, product: ProductId) -> Option<PoolId> {
    let of_product = || world.pools.iter().filter(|(_, s)| s.product == product);
    let central = of_product().find(|(_, s)| s.kind == PoolKind::Central);
    central.or_else(|| of_product().next()).map(|(pool, _)| *pool)
}

/// Everything held that is not chosen: direct central licenses go, the rest stays.
fn leave_others(world: &World, person: &Person, found: &mut Vec<Wish>) {
    for (pool, _) in person.licenses.keys() {
        let Some(seats) = world.pools.get(pool) else { continue };
        if found.iter().all(|wish| wish.pool != *pool) {
            found.push(Wish { pool: *pool, product: seats.product, ask: leave(world, person, *pool) });
        }
    }
}

fn leave(world: &World, person: &Person, pool: PoolId) -> Ask {
    let central = world.pools.get(&pool).is_some_and(|s| s.kind == PoolKind::Central);
    if central && person.licenses.contains_key(&(pool, Origin::Direct)) {
        return Ask::Want(Effect::Revoked, None);
    }
    match held_otherwise(world, person, pool) {
        Some((kept, _)) => Ask::Stays(kept),
        None => Ask::Nothing,
    }
}

/// Sources of the product that administrators must not touch, and how their plans are switched off.
fn held_otherwise(world: &World, person: &Person, pool: PoolId) -> Option<(Kept, Vec<Plans>)> {
    let product = world.pools.get(&pool).map(|s| s.product);
    let mut groups = Vec::new();
    let mut own = Vec::new();
    for ((at, origin), license) in &person.licenses {
        if license.state == SourceState::Error {
            continue;
        }
        if *at == pool && *origin != Origin::Direct {
            groups.push(license.off.clone());
        }
        let seats = world.pools.get(at);
        if seats.is_some_and(|s| Some(s.product) == product && s.kind != PoolKind::Central) {
            own.push(license.off.clone());
        }
    }
    if !groups.is_empty() {
        return Some((Kept::Inherited, groups));
    }
    (!own.is_empty()).then_some((Kept::SelfService, own))
}

fn one(world: &World, command: &ChangeLicenses, person: &Person, edit: &ProductEdit) -> Option<Wish> {
    if edit.license == LicenseEdit::Keep && edit.plans == PlanEdit::none() {
        return None;
    }
    let pool = &seats_of(world, edit.product)?;
    let central = world.pools.get(pool).is_some_and(|s| s.kind == PoolKind::Central);
    let ask = match edit.license {
        LicenseEdit::Take => taken(world, command, person, *pool),
        LicenseEdit::Give if !central => Ask::No(self_service(world, person, edit)),
        LicenseEdit::Give | LicenseEdit::Keep => adjusted(world, command, person, (*pool, central), edit),
    };
    Some(Wish { pool: *pool, product: edit.product, ask })
}

fn taken(world: &World, command: &ChangeLicenses, person: &Person, pool: PoolId) -> Ask {
    match leave(world, person, pool) {
        Ask::Stays(Kept::Inherited) if command.named => Ask::No([Code::Inherited].into()),
        Ask::Stays(Kept::SelfService) if command.named => Ask::No([Code::SelfServiceOwned].into()),
        Ask::Nothing if command.require_held => Ask::No([Code::NotHeld].into()),
        other => other,
    }
}

fn self_service(world: &World, person: &Person, edit: &ProductEdit) -> BTreeSet<Code> {
    let off = asked_off(world, edit, &Plans::new());
    let mut on = world.market.plans_in(edit.product);
    on.retain(|plan| !off.contains(plan));
    let mut codes = BTreeSet::from([Code::SelfServiceOwned]);
    codes.extend(wrong_place(world, person, edit.product, &on));
    codes
}

/// Why these plans of a product cannot be given where the person is.
pub fn wrong_place(world: &World, person: &Person, product: ProductId, on: &Plans) -> Option<Code> {
    let Some(country) = person.location else { return Some(Code::LocationMissing) };
    let product_denied = world.market.products.get(&product).is_some_and(|p| p.denied.contains(&country));
    (product_denied || plan_denied(world, on, country)).then_some(Code::LocationDenied)
}

/// Whether one of the plans is not offered there.
pub fn plan_denied(world: &World, on: &Plans, country: cupo_domain::country::Country) -> bool {
    on.iter().any(|plan| world.market.plans.get(plan).is_some_and(|p| p.denied.contains(&country)))
}

fn adjusted(
    world: &World,
    command: &ChangeLicenses,
    person: &Person,
    (pool, central): (PoolId, bool),
    edit: &ProductEdit,
) -> Ask {
    let give = edit.license == LicenseEdit::Give;
    let direct = person.licenses.get(&(pool, Origin::Direct)).filter(|_| central);
    let active = |off: Plans| Some(License { state: SourceState::Active, off });
    match direct {
        Some(now) if now.state != SourceState::Error => {
            let off = asked_off(world, edit, &now.off);
            let same = plans_left(world, edit.product, &off) == plans_left(world, edit.product, &now.off);
            return match same {
                true => Ask::Nothing,
                false => Ask::Want(Effect::PlansChanged, Some(License { state: now.state, off })),
            };
        }
        Some(intent) if give => {
            return Ask::Want(Effect::Granted, active(asked_off(world, edit, &intent.off)));
        }
        _ => {}
    }
    match held_otherwise(world, person, pool) {
        Some((Kept::SelfService, _)) | None if give => {
            Ask::Want(Effect::Granted, active(asked_off(world, edit, &Plans::new())))
        }
        Some((Kept::Inherited, _)) if give && command.beside_inherited => {
            Ask::Want(Effect::Granted, active(asked_off(world, edit, &Plans::new())))
        }
        None => Ask::Nothing,
        Some((kept, offs)) => untouched(world, command, edit, kept, &offs),
    }
}

/// As asked already, or left alone, or refused because the row itself was named.
fn untouched(world: &World, command: &ChangeLicenses, edit: &ProductEdit, kept: Kept, offs: &[Plans]) -> Ask {
    let mut off_everywhere = world.market.plans_in(edit.product);
    off_everywhere.retain(|plan| offs.iter().all(|off| off.contains(plan)));
    let no_plans_asked = edit.plans == PlanEdit::none();
    if no_plans_asked || asked_off(world, edit, &off_everywhere) == off_everywhere {
        return Ask::Nothing;
    }
    match (command.named, kept) {
        (false, _) => Ask::Stays(kept),
        (true, Kept::Inherited) => Ask::No([Code::Inherited].into()),
        (true, Kept::SelfService) => Ask::No([Code::SelfServiceOwned].into()),
    }
}

fn plans_left(world: &World, product: ProductId, off: &Plans) -> Plans {
    let mut on = world.market.plans_in(product);
    on.retain(|plan| !off.contains(plan));
    on
}

/// Plans of the product that shall be off, from those that are off now.
fn asked_off(world: &World, edit: &ProductEdit, now: &Plans) -> Plans {
    let wants_off = |plan: &PlanId| match &edit.plans {
        PlanEdit::Exactly { off } => off.contains(*plan),
        PlanEdit::Adjust { on, off } => off.contains(*plan) || (now.contains(plan) && !on.contains(*plan)),
    };
    world.market.plans_in(edit.product).into_iter().filter(wants_off).collect()
}

fn back(person: &Person, target: &Target) -> Wish {
    let now = person.licenses.get(&(target.pool, Origin::Direct)).cloned();
    let (wanted, expected) = (license(&target.wanted), license(&target.expected));
    let ask = if now == wanted {
        Ask::Nothing
    } else if now != expected {
        Ask::No([Code::Changed].into())
    } else {
        let holds = |l: &Option<License>| l.as_ref().is_some_and(|l| l.state != SourceState::Error);
        let effect = match (&now, &wanted) {
            (Some(_), None) => Effect::Revoked,
            (Some(_), Some(_)) if holds(&now) && !holds(&wanted) => Effect::Revoked,
            (Some(_), Some(_)) if holds(&now) == holds(&wanted) => Effect::PlansChanged,
            _ => Effect::Granted,
        };
        Ask::Want(effect, wanted)
    };
    Wish { pool: target.pool, product: target.product, ask }
}

fn license(direct: &Direct) -> Option<License> {
    direct.as_ref().map(|(state, off)| License { state: *state, off: off.iter().collect() })
}
