//! The answer of the model: users who only lose, then the others in order, then one more try. It must never share a
//! shortcut with the domain: every count and every rule pair is looked at again for each user.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::assignment::{Origin, SourceState};
use cupo_domain::catalogue::{LicenseGroup, RuleKind, Workload};
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::decision::Effect;
use cupo_domain::ids::{PoolId, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;

use super::wish::{Ask, Wish, asked, plan_denied, wishes, wrong_place};
use super::{License, Licenses, Lines, Person, Plans, Reply, World, holds};

/// The order of checks of R-ASSIGN-5, widened by the codes of the decisions.
const ORDER: [Code; 14] = [
    Code::NotFound,
    Code::State,
    Code::Changed,
    Code::LocationMissing,
    Code::LocationDenied,
    Code::Mixed,
    Code::SelfServiceOwned,
    Code::Inherited,
    Code::NotHeld,
    Code::Count,
    Code::Exclusive,
    Code::Depends,
    Code::Unique,
    Code::Other,
];

/// What happens to every user of `users`, and the world afterwards.
pub fn answer(
    world: &World,
    command: &ChangeLicenses,
    users: &[UserId],
    now: Instant,
) -> (BTreeMap<UserId, Lines>, World) {
    let mut world = world.clone();
    let mut done: BTreeMap<UserId, Lines> = BTreeMap::new();
    for round in 1..=3 {
        for user in users {
            if done.contains_key(user) {
                continue;
            }
            if !asked(command, *user) {
                done.insert(*user, vec![(PoolId(0), ProductId(0), Reply::Unchanged)]);
                continue;
            }
            let Some(person) = world.people.get(user).cloned() else {
                done.insert(*user, nobody(&world, command, *user));
                continue;
            };
            let case = Case::of(&world, command, *user, &person);
            if case.needs.is_empty() != (round == 1) {
                continue;
            }
            let lacking: BTreeSet<PoolId> =
                case.needs.iter().copied().filter(|pool| world.free(*pool) <= 0).collect();
            if case.fails() || (round == 3 && !lacking.is_empty()) {
                done.insert(*user, case.refused(&lacking));
            } else if lacking.is_empty() {
                let after = case.carry_out(&world, now);
                world.people.insert(*user, after);
                done.insert(*user, case.granted());
            }
        }
    }
    (done, world)
}

fn nobody(world: &World, command: &ChangeLicenses, user: UserId) -> Lines {
    let nobody = Person {
        active: true,
        location: None,
        address_taken: None,
        licenses: Licenses::new(),
        clocks: BTreeMap::new(),
    };
    let found = wishes(world, command, user, &nobody);
    found.into_iter().map(|w| (w.pool, w.product, Reply::Refused(vec![Code::NotFound]))).collect()
}

/// One user, all checks but seats.
struct Case {
    person: Person,
    wishes: Vec<Wish>,
    codes: Vec<BTreeSet<Code>>,
    after: Licenses,
    needs: BTreeSet<PoolId>,
}

impl Case {
    fn of(world: &World, command: &ChangeLicenses, user: UserId, person: &Person) -> Self {
        let wishes = wishes(world, command, user, person);
        let mut after = person.licenses.clone();
        for wish in &wishes {
            if let Ask::Want(_, direct) = &wish.ask {
                after.remove(&(wish.pool, Origin::Direct));
                after.extend(direct.clone().map(|license| ((wish.pool, Origin::Direct), license)));
            }
        }
        let mixed = mixed(world, command, &wishes);
        let view = View { world, person, after: &after };
        let mut codes: Vec<BTreeSet<Code>> = wishes.iter().map(|wish| view.codes(wish, mixed)).collect();
        let fails = codes.iter().any(fails_user);
        for (wish, codes) in wishes.iter().zip(codes.iter_mut()) {
            if fails && codes.is_empty() && matches!(wish.ask, Ask::Want(..)) {
                codes.insert(Code::Other);
            }
        }
        let takes = |pool: &PoolId| !holds(&person.licenses, *pool) && holds(&after, *pool);
        let needs = world.pools.keys().copied().filter(takes).collect();
        Self { person: person.clone(), wishes, codes, after, needs }
    }

    fn fails(&self) -> bool {
        self.codes.iter().any(fails_user)
    }

    /// Nothing happens: what failed says why, what would have gone with it says E-OTHER.
    fn refused(&self, lacking: &BTreeSet<PoolId>) -> Lines {
        let line = |(wish, codes): (&Wish, &BTreeSet<Code>)| {
            let mut codes = codes.clone();
            if let Ask::Want(..) = wish.ask {
                if lacking.contains(&wish.pool) {
                    codes.remove(&Code::Other);
                    codes.insert(Code::Count);
                } else if codes.is_empty() {
                    codes.insert(Code::Other);
                }
            }
            (wish.pool, wish.product, reply(&wish.ask, &codes))
        };
        self.wishes.iter().zip(&self.codes).map(line).collect()
    }

    fn granted(&self) -> Lines {
        let line = |(w, codes): (&Wish, &BTreeSet<Code>)| (w.pool, w.product, reply(&w.ask, codes));
        self.wishes.iter().zip(&self.codes).map(line).collect()
    }

    fn carry_out(&self, world: &World, now: Instant) -> Person {
        let mut person = self.person.clone();
        if self.wishes.iter().all(|w| !matches!(w.ask, Ask::Want(..))) {
            return person;
        }
        let before = world.plans_on(&person.licenses, None);
        let after = world.plans_on(&self.after, None);
        person.licenses = self.after.clone();
        for workload in [Workload::Mail, Workload::MailArchive, Workload::Apps] {
            let had = world.market.stands_for(&before, workload);
            let has = world.market.stands_for(&after, workload);
            let with_mailbox = workload == Workload::MailArchive;
            if had && !has && (!with_mailbox || world.market.stands_for(&after, Workload::Mail)) {
                person.clocks.insert(workload, now.plus_days(30));
            } else if has && person.clocks.get(&workload).is_some_and(|due| *due > now) {
                person.clocks.remove(&workload);
            }
        }
        person
    }
}

/// Only a pair that changed since an undone operation leaves the others of the same user alone.
fn fails_user(codes: &BTreeSet<Code>) -> bool {
    !codes.is_empty() && *codes != BTreeSet::from([Code::Changed])
}

fn reply(ask: &Ask, codes: &BTreeSet<Code>) -> Reply {
    if !codes.is_empty() {
        return Reply::Refused(ORDER.iter().copied().filter(|code| codes.contains(code)).collect());
    }
    match ask {
        Ask::Want(effect, _) => Reply::Done(*effect),
        Ask::Nothing | Ask::No(_) => Reply::Unchanged,
        Ask::Stays(kept) => Reply::Kept(*kept),
    }
}

fn mixed(world: &World, command: &ChangeLicenses, wishes: &[Wish]) -> bool {
    let asks = |edit: &&ProductEdit| edit.license != LicenseEdit::Keep || edit.plans != PlanEdit::none();
    let wants = |wish: &&Wish| matches!(wish.ask, Ask::Want(..) | Ask::No(_));
    let products: Vec<ProductId> = match &command.edits {
        Edits::Products(edits) | Edits::Replace(edits) => {
            edits.iter().filter(asks).map(|e| e.product).collect()
        }
        Edits::Each(_) => wishes.iter().filter(wants).map(|w| w.product).collect(),
        Edits::UnassignAll | Edits::Restore(_) => return false,
    };
    let has = |group: LicenseGroup| {
        products.iter().any(|id| world.market.products.get(id).is_some_and(|p| p.license_group == group))
    };
    has(LicenseGroup::Group1) && has(LicenseGroup::Group2)
}

/// The user before and after, for the checks.
struct View<'a> {
    world: &'a World,
    person: &'a Person,
    after: &'a Licenses,
}

impl View<'_> {
    fn codes(&self, wish: &Wish, mixed: bool) -> BTreeSet<Code> {
        let mut codes = match &wish.ask {
            Ask::No(codes) => codes.clone(),
            _ => BTreeSet::new(),
        };
        if !self.person.active {
            codes.insert(Code::State);
        }
        if mixed && matches!(wish.ask, Ask::Want(..) | Ask::No(_)) {
            codes.insert(Code::Mixed);
        }
        if let Ask::Want(effect, direct) = &wish.ask {
            codes.extend(self.place(wish, *effect, direct.as_ref()));
            codes.extend(self.address(wish, direct.as_ref()));
            codes.extend(self.exclusive(wish.product));
            codes.extend(self.depends(wish.product));
        }
        codes
    }

    /// Plans of the direct source that were not on in it before.
    fn newly_on(&self, wish: &Wish, direct: Option<&License>) -> Plans {
        let alone = |license: Option<&License>| {
            let it = license.map(|l| ((wish.pool, Origin::Direct), l.clone()));
            self.world.plans_on(&it.into_iter().collect(), None)
        };
        let before = alone(self.person.licenses.get(&(wish.pool, Origin::Direct)));
        alone(direct).into_iter().filter(|plan| !before.contains(plan)).collect()
    }

    fn place(&self, wish: &Wish, effect: Effect, direct: Option<&License>) -> Option<Code> {
        let on = self.newly_on(wish, direct);
        match effect {
            Effect::Granted if direct.is_some_and(|l| l.state != SourceState::Error) => {
                wrong_place(self.world, self.person, wish.product, &on)
            }
            Effect::PlansChanged => {
                let country = self.person.location?;
                plan_denied(self.world, &on, country).then_some(Code::LocationDenied)
            }
            _ => None,
        }
    }

    fn address(&self, wish: &Wish, direct: Option<&License>) -> Option<Code> {
        let mail = |plans: &Plans| self.world.market.stands_for(plans, Workload::Mail);
        let begins = !mail(&self.world.plans_on(&self.person.licenses, None));
        let wants = mail(&self.newly_on(wish, direct));
        (begins && wants && self.person.address_taken.is_some()).then_some(Code::Unique)
    }

    /// A pair that was not on before and is on after, where this product brings one of the two.
    fn exclusive(&self, product: ProductId) -> Option<Code> {
        let before = self.world.plans_on(&self.person.licenses, None);
        let after = self.world.plans_on(self.after, None);
        for rule in self.world.market.rules.iter().filter(|r| r.enforced) {
            let RuleKind::Excludes(a, b) = &rule.kind else { continue };
            let clash = after.contains(a) && after.contains(b);
            let old = before.contains(a) && before.contains(b);
            let brings = self.brought(product).contains(a) || self.brought(product).contains(b);
            if clash && !old && brings {
                return Some(Code::Exclusive);
            }
        }
        None
    }

    /// A need that is not met after and was not unmet before, where this product brings what needs or drops what is
    /// needed.
    fn depends(&self, product: ProductId) -> Option<Code> {
        let before = self.world.plans_on(&self.person.licenses, None);
        let after = self.world.plans_on(self.after, None);
        for rule in self.world.market.rules.iter().filter(|r| r.enforced) {
            let RuleKind::Requires(plan, any_of) = &rule.kind else { continue };
            let unmet = |on: &Plans| on.contains(plan) && any_of.iter().all(|needed| !on.contains(&needed));
            if !unmet(&after) || unmet(&before) {
                continue;
            }
            let drops = self.dropped(product).iter().any(|gone| any_of.contains(*gone));
            if self.brought(product).contains(plan) || (drops && before.contains(plan)) {
                return Some(Code::Depends);
            }
        }
        None
    }

    fn brought(&self, product: ProductId) -> Plans {
        let before = self.world.plans_on(&self.person.licenses, Some(product));
        let after = self.world.plans_on(self.after, Some(product));
        after.into_iter().filter(|plan| !before.contains(plan)).collect()
    }

    fn dropped(&self, product: ProductId) -> Plans {
        let before = self.world.plans_on(&self.person.licenses, Some(product));
        let after = self.world.plans_on(self.after, Some(product));
        before.into_iter().filter(|plan| !after.contains(plan)).collect()
    }
}
