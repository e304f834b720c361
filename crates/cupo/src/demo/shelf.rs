//! Who gets which licenses at one customer. Kits and extras are given only where every rule allows it: no plans that
//! exclude one another, nothing without what it needs, a location that is set and not denied. It counts what it gives.

use std::collections::BTreeMap;

use cupo_domain::catalogue::{Catalogue, Product};
use cupo_domain::country::Country;
use cupo_domain::ids::{PoolId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::rules::location;
use cupo_store::load::{LoadedLicense, LoadedState};

use super::chance::Chance;
use super::jobs::Department;
use super::offers::{Choice, Offers, Whom};

/// A product that a customer has a pool of.
pub(super) struct Item<'a> {
    pub(super) pool: PoolId,
    pub(super) product: &'a Product,
    /// Choices of plans with their shares.
    choices: Vec<(u64, PlanSet)>,
}

/// The pools of a customer and who took what.
pub(super) struct Shelf<'a> {
    catalogue: &'a Catalogue,
    offers: Offers,
    items: BTreeMap<&'static str, Item<'a>>,
    allowed: BTreeMap<(ProductId, Country), bool>,
    /// Users who hold a seat of each pool.
    pub(super) consumed: BTreeMap<PoolId, i64>,
}

/// One thing given to one person.
#[derive(Clone, Debug)]
struct Given {
    pool: PoolId,
    origin: i64,
    plans: PlanSet,
    off: PlanSet,
}

impl<'a> Shelf<'a> {
    /// The pools for a customer's purchases, numbered from `first`. A part number that the catalogue lacks is
    /// answered with its name.
    pub(super) fn new(catalogue: &'a Catalogue, offers: Offers, first: i64) -> Result<Self, String> {
        let mut items = BTreeMap::new();
        let mut next = first;
        for purchase in offers.purchases {
            if items.contains_key(purchase.product) {
                continue;
            }
            let product = find(catalogue, purchase.product)?;
            let choices = offers.choices.iter().filter(|c| c.product == purchase.product);
            let choices = choices.map(|c| Ok((c.share, plans(catalogue, product, c)?)));
            let choices = choices.collect::<Result<_, String>>()?;
            items.insert(purchase.product, Item { pool: PoolId(next), product, choices });
            next += 1;
        }
        Ok(Self { catalogue, offers, items, allowed: BTreeMap::new(), consumed: BTreeMap::new() })
    }

    /// The pools with their part numbers.
    pub(super) fn items(&self) -> impl Iterator<Item = (&'static str, &Item<'a>)> {
        self.items.iter().map(|(name, item)| (*name, item))
    }

    /// What one active person gets.
    pub(super) fn serve(
        &mut self,
        user: UserId,
        department: &Department,
        location: Option<Country>,
        chance: &mut Chance,
    ) -> Vec<LoadedLicense> {
        let given = self.choose(department, location, chance);
        let mut pools: Vec<PoolId> = given.iter().map(|g| g.pool).collect();
        pools.dedup();
        for pool in pools {
            *self.consumed.entry(pool).or_default() += 1;
        }
        given.iter().map(|g| loaded(user, g, LoadedState::Active)).collect()
    }

    /// What one deleted person had, and the plans that were on: direct licenses only, which take no seat.
    pub(super) fn remember(
        &mut self,
        user: UserId,
        department: &Department,
        location: Option<Country>,
        chance: &mut Chance,
    ) -> (Vec<LoadedLicense>, PlanSet) {
        let mut given = self.choose(department, location, chance);
        given.retain(|g| g.origin == 0);
        let plans = given.iter().fold(PlanSet::new(), |all, one| all.union(&one.plans));
        (given.iter().map(|g| loaded(user, g, LoadedState::Former)).collect(), plans)
    }

    fn choose(
        &mut self,
        department: &Department,
        location: Option<Country>,
        chance: &mut Chance,
    ) -> Vec<Given> {
        let Some(country) = location else { return Vec::new() };
        let mut given: Vec<Given> = Vec::new();
        let kits: Vec<_> = self.offers.kits.iter().filter(|k| concerns(k.whom, department)).collect();
        if let Some(kit) = chance.weighed(&kits, |k| k.weight) {
            for product in kit.products {
                self.give(&mut given, (product, 0), country, chance);
            }
        }
        for extra in self.offers.extras.iter().filter(|e| concerns(e.whom, department)) {
            if chance.permille(extra.share) {
                self.give(&mut given, (extra.product, extra.group), country, chance);
            }
        }
        given.sort_by_key(|g| (g.pool, g.origin));
        given.dedup_by_key(|g| (g.pool, g.origin));
        given
    }

    /// Gives a product if it suits what the person has and where the person is.
    fn give(
        &mut self,
        given: &mut Vec<Given>,
        (name, origin): (&'static str, i64),
        country: Country,
        chance: &mut Chance,
    ) {
        let Some(item) = self.items.get(name) else { return };
        let (pool, product) = (item.pool, item.product);
        let off = choice(item, chance);
        let plans = product.plans.minus(&off);
        let catalogue = self.catalogue;
        let allowed = *self.allowed.entry((product.id, country)).or_insert_with(|| {
            location::reasons(catalogue, product, &product.plans, Some(country)).is_empty()
        });
        let all = given.iter().fold(plans.clone(), |all, one| all.union(&one.plans));
        let suits =
            catalogue.exclusions_in(&all).next().is_none() && catalogue.unmet_in(&all).next().is_none();
        if allowed && suits {
            given.push(Given { pool, origin, plans, off });
        }
    }
}

fn loaded(user: UserId, given: &Given, state: LoadedState) -> LoadedLicense {
    LoadedLicense {
        pool: given.pool,
        user,
        origin: given.origin,
        state,
        plans_off: given.off.encode(),
        since: 0,
    }
}

/// The product with a part number; the first of several.
pub(super) fn find<'a>(catalogue: &'a Catalogue, part_number: &str) -> Result<&'a Product, String> {
    let mut products = catalogue.products();
    products
        .find(|p| p.part_number == part_number)
        .ok_or_else(|| format!("the catalogue has no product {part_number}"))
}

fn plans(catalogue: &Catalogue, product: &Product, choice: &Choice) -> Result<PlanSet, String> {
    let named = |name: &&str| {
        let mut own = product.plans.iter();
        let found = own.find(|id| catalogue.plan(*id).is_some_and(|p| p.name == *name));
        found.ok_or_else(|| format!("{} has no plan {name}", product.part_number))
    };
    choice.off.iter().map(named).collect()
}

fn choice(item: &Item<'_>, chance: &mut Chance) -> PlanSet {
    if item.choices.is_empty() {
        return PlanSet::new();
    }
    let mut point = chance.below(1_000);
    for (share, off) in &item.choices {
        if point < *share {
            return off.clone();
        }
        point -= share;
    }
    PlanSet::new()
}

fn concerns(whom: Whom, department: &Department) -> bool {
    match whom {
        Whom::All => true,
        Whom::Desk => !department.front,
        Whom::Front => department.front,
        Whom::In(name) => department.name == name,
    }
}
