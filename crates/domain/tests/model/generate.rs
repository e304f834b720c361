//! Small worlds and commands at random. Everything is drawn as plain numbers and fitted to the market afterwards, so
//! that a counterexample shrinks to few users, products and plans.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cupo_domain::assignment::{Origin, SourceState};
use cupo_domain::catalogue::{
    LicenseGroup, PlanRule, Product, RuleKind, ServicePlan, Target as AppliesTo, Workload,
};
use cupo_domain::command::{ChangeLicenses, EachUser, Edits, LicenseEdit, PlanEdit, ProductEdit, Target};
use cupo_domain::country::Country;
use cupo_domain::ids::{GroupId, Guid, PlanId, PoolId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::seats::{PoolKind, Units};
use cupo_domain::time::Instant;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::{License, Licenses, Market, Person, Seats, World};

/// The present of every generated world.
pub const NOW: Instant = Instant(1_700_000_000_000_000);
/// Most plans of a generated market; masks of plans are one byte.
pub const PLANS_MAX: i64 = 8;
/// Most users of a generated world.
pub const USERS_MAX: i64 = 6;

const COUNTRIES: [&str; 3] = ["ES", "IN", "US"];

/// A world in which the customer may stand in any situation, wrong ones included.
pub fn world() -> impl Strategy<Value = World> {
    (market(), vec((any::<u8>(), seats(), seats()), 5), vec(person(), 1..=6)).prop_map(
        |(market, pools, people)| {
            let pools = pools_of(&market, &pools);
            let people = (1..).zip(people).map(|(id, raw)| (UserId(id), raw.fit(&pools))).collect();
            World { market, pools, people }
        },
    )
}

/// Any users of a world, in an order of their own, and one who does not exist.
pub fn selection() -> impl Strategy<Value = Vec<UserId>> {
    Just((1..=USERS_MAX + 1).map(UserId).collect::<Vec<_>>()).prop_shuffle()
}

/// Products with plans shared between them, and rules between plans.
pub fn market() -> impl Strategy<Value = Market> {
    let plan = (workload(), prop::bool::weighted(0.1), denied());
    let product = (1_u8.., prop::bool::weighted(0.15), prop::bool::weighted(0.08), denied());
    let excludes = (0..PLANS_MAX, 0..PLANS_MAX).prop_map(|(a, b)| (a, None, b));
    let requires = (0..PLANS_MAX, any::<u8>()).prop_map(|(a, any_of)| (a, Some(any_of), 0));
    let rule = (prop_oneof![excludes, requires], prop::bool::weighted(0.9));
    (vec(plan, 8), vec(product, 1..=5), vec(rule, 0..5)).prop_map(|(plans, products, rules)| Market {
        plans: (1..).zip(plans).map(|(id, raw)| (PlanId(id), service_plan(id, raw))).collect(),
        products: (1..).zip(products).map(|(id, raw)| (ProductId(id), product_of(id, raw))).collect(),
        rules: rules.into_iter().enumerate().filter_map(|(n, (raw, on))| plan_rule(n, raw, on)).collect(),
    })
}

fn workload() -> impl Strategy<Value = Workload> {
    prop_oneof![
        3 => Just(Workload::Mail),
        1 => Just(Workload::MailArchive),
        1 => Just(Workload::Files),
        1 => Just(Workload::Apps),
        1 => Just(Workload::Search),
        2 => Just(Workload::None),
        1 => Just(Workload::Unknown),
    ]
}

fn denied() -> impl Strategy<Value = BTreeSet<Country>> {
    prop_oneof![
        9 => Just(BTreeSet::new()),
        1 => Just(Country::parse("IN").into_iter().collect()),
    ]
}

fn service_plan(id: i64, (workload, company, denied): (Workload, bool, BTreeSet<Country>)) -> ServicePlan {
    ServicePlan {
        id: PlanId(id),
        guid: guid(1_000 + id),
        name: format!("PLAN{id}"),
        friendly_en: format!("Plan {id}"),
        friendly_es: format!("Plan {id}"),
        target: if company { AppliesTo::Company } else { AppliesTo::User },
        workload,
        denied,
    }
}

fn product_of(id: i64, (mask, group2, company, denied): (u8, bool, bool, BTreeSet<Country>)) -> Product {
    Product {
        id: ProductId(id),
        guid: guid(2_000 + id),
        part_number: format!("PRODUCT{id}"),
        name_en: format!("Product {id}"),
        name_es: format!("Producto {id}"),
        target: if company { AppliesTo::Company } else { AppliesTo::User },
        license_group: if group2 { LicenseGroup::Group2 } else { LicenseGroup::Group1 },
        plans: plans(mask),
        seats_min: None,
        seats_max: None,
        end_of_sale: false,
        denied,
        clouds: [cupo_domain::cloud::Cloud::Worldwide].into(),
        offer: Default::default(),
    }
}

fn plan_rule(number: usize, (a, any_of, b): (i64, Option<u8>, i64), enforced: bool) -> Option<PlanRule> {
    let kind = match any_of {
        Some(mask) => {
            let candidates = plans(mask).minus(&PlanSet::from_iter([PlanId(a + 1)]));
            (!candidates.is_empty()).then(|| RuleKind::Requires(PlanId(a + 1), candidates))?
        }
        None => (a != b).then(|| RuleKind::Excludes(PlanId(a + 1), PlanId(b + 1)))?,
    };
    Some(PlanRule { name: format!("RULE{number}"), kind, enforced })
}

fn guid(number: i64) -> Guid {
    Guid::from_u128(u128::from(number.unsigned_abs()))
}

/// The plans of a mask, numbered from 1.
pub fn plans(mask: u8) -> PlanSet {
    (0..PLANS_MAX).filter(|bit| mask >> bit & 1 == 1).map(|bit| PlanId(bit + 1)).collect()
}

fn seats() -> impl Strategy<Value = (Units, i64)> {
    (0..5_i64, prop_oneof![3 => Just(0), 1 => 1..3_i64], 0..3_i64, prop_oneof![4 => Just(0), 1 => 1..2_i64])
        .prop_map(|(enabled, warning, suspended, reserved)| {
            (Units { enabled, warning, suspended, locked_out: suspended / 2 }, reserved)
        })
}

type RawPool = (u8, (Units, i64), (Units, i64));

/// A product has a central pool, a self-service one, both, or is not owned at all.
fn pools_of(market: &Market, raw: &[RawPool]) -> BTreeMap<PoolId, Seats> {
    let mut pools = BTreeMap::new();
    for (product, (shape, central, own)) in market.products.keys().zip(raw) {
        let (with_central, with_own) = (shape % 8 != 7, shape % 8 >= 6 || shape % 8 == 1);
        let kinds = [
            (with_central && shape % 16 != 15, product.0 * 10, PoolKind::Central, central),
            (with_own, product.0 * 10 + 1, PoolKind::SelfService { purchaser: UserId(1) }, own),
        ];
        for (exists, id, kind, (units, reserved)) in kinds {
            let seats = Seats { product: *product, kind, units: *units, reserved: *reserved };
            if exists {
                pools.insert(PoolId(id), seats);
            }
        }
    }
    pools
}

#[derive(Clone, Debug)]
struct RawPerson {
    active: bool,
    country: usize,
    taken: bool,
    licenses: BTreeMap<(u8, u8), (u8, u8)>,
    clocks: Vec<(Workload, i64)>,
}

fn person() -> impl Strategy<Value = RawPerson> {
    let license = (any::<u8>(), prop_oneof![2 => Just(0_u8), 1 => any::<u8>()]);
    let due = prop_oneof![Just(-1), Just(0), Just(1), Just(86_400_000_000 * 3)];
    let kind = prop_oneof![2 => Just(Workload::Mail), 1 => Just(Workload::Apps), 1 => Just(Workload::Files)];
    (
        prop::bool::weighted(0.92),
        prop_oneof![6 => Just(0_usize), 1 => Just(1), 2 => Just(2), 1 => Just(9)],
        prop::bool::weighted(0.15),
        btree_map((0..10_u8, 0..3_u8), license, 0..5),
        vec((kind, due), 0..2),
    )
        .prop_map(|(active, country, taken, licenses, clocks)| RawPerson {
            active,
            country,
            taken,
            licenses,
            clocks,
        })
}

impl RawPerson {
    fn fit(self, pools: &BTreeMap<PoolId, Seats>) -> Person {
        let mut licenses = Licenses::new();
        for ((pool, origin), (state, off)) in self.licenses {
            let Some((id, seats)) = pools.iter().nth(usize::from(pool)) else { continue };
            let origin = match (origin, seats.kind) {
                (0, _) | (_, PoolKind::SelfService { .. }) => Origin::Direct,
                (group, PoolKind::Central) => Origin::Group(GroupId(i64::from(group))),
            };
            let state = match state % 8 {
                0 => SourceState::Error,
                1 => SourceState::ActiveWithError,
                _ => SourceState::Active,
            };
            licenses.insert((*id, origin), License { state, off: plans(off).iter().collect() });
        }
        if !self.active {
            licenses.clear();
        }
        Person {
            active: self.active,
            location: COUNTRIES.get(self.country).and_then(|c| Country::parse(c)),
            address_taken: self.taken.then(|| "ana@example.com".to_owned()),
            licenses,
            clocks: self.clocks.into_iter().map(|(w, due)| (w, Instant(NOW.0 + due))).collect(),
        }
    }
}

/// A command before it is fitted to a market.
#[derive(Clone, Debug)]
pub struct RawCommand {
    form: u8,
    edits: Vec<(u8, u8, u8, u8, u8)>,
    named: bool,
    require_held: bool,
    beside_inherited: bool,
}

/// Any change of licenses but a Restore, which needs a past.
pub fn command() -> impl Strategy<Value = RawCommand> {
    let mask = || prop_oneof![Just(0_u8), any::<u8>()];
    (
        any::<u8>(),
        vec((0..5_u8, any::<u8>(), any::<u8>(), mask(), mask()), 1..4),
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.25),
    )
        .prop_map(|(form, edits, named, require_held, beside_inherited)| RawCommand {
            form,
            edits,
            named,
            require_held,
            beside_inherited,
        })
}

impl RawCommand {
    /// The command that this market and these pools allow.
    pub fn fit(&self, world: &World) -> ChangeLicenses {
        let replaces = matches!(self.form % 10, 5 | 6 | 9);
        let mut edits: Vec<ProductEdit> = Vec::new();
        for raw in &self.edits {
            let fitted = self.edit(world, raw, replaces);
            edits.extend(fitted.filter(|new| edits.iter().all(|old| old.product != new.product)));
        }
        let edits = match self.form % 10 {
            7 => Edits::UnassignAll,
            8 | 9 => Edits::Each(self.each(edits, replaces)),
            _ if edits.is_empty() => Edits::UnassignAll,
            5 | 6 => Edits::Replace(edits),
            _ => Edits::Products(edits),
        };
        let Self { named, require_held, beside_inherited, .. } = *self;
        ChangeLicenses { edits, named, require_held, beside_inherited }
    }

    /// Some of the edits for some of the users; where users shall have exactly something, some products are left.
    fn each(&self, edits: Vec<ProductEdit>, exactly: bool) -> EachUser {
        let shared: Vec<Arc<[ProductEdit]>> = (0..3_u8)
            .map(|turn| {
                let chosen =
                    (0..8_u8).zip(&edits).filter(|(n, _)| !(self.form / 10 + n + turn).is_multiple_of(3));
                let left = |(n, edit): (u8, &ProductEdit)| match exactly && (n + turn) % 4 == 3 {
                    true => {
                        ProductEdit { license: LicenseEdit::Keep, plans: PlanEdit::none(), ..edit.clone() }
                    }
                    false => edit.clone(),
                };
                chosen.map(left).collect()
            })
            .collect();
        let of = (1..=USERS_MAX).filter(|user| user % 4 != 0);
        let of = of.filter_map(|user| {
            Some((UserId(user), Arc::clone(shared.get(usize::try_from(user).ok()? % 3)?)))
        });
        EachUser { of: of.collect(), exactly }
    }

    fn edit(&self, world: &World, raw: &(u8, u8, u8, u8, u8), replaces: bool) -> Option<ProductEdit> {
        let (product, license, plan_form, on, off) = *raw;
        let product = world.market.products.values().nth(usize::from(product))?;
        if !world.pools.values().any(|s| s.product == product.id) {
            return None;
        }
        let license = match license % 7 {
            _ if replaces => LicenseEdit::Give,
            0..=3 => LicenseEdit::Give,
            4 | 5 => LicenseEdit::Take,
            _ => LicenseEdit::Keep,
        };
        if product.target == AppliesTo::Company && license == LicenseEdit::Give {
            return None;
        }
        let switchable = |mask: u8| -> PlanSet {
            let user_level =
                |plan: &PlanId| world.market.plans.get(plan).is_some_and(|p| p.target == AppliesTo::User);
            plans(mask).intersection(&product.plans).iter().filter(user_level).collect()
        };
        let (on, off) = (switchable(on), switchable(off));
        let plans = match plan_form % 3 {
            0 => PlanEdit::none(),
            1 => PlanEdit::Adjust { on: on.minus(&off), off },
            _ => PlanEdit::Exactly { off },
        };
        Some(ProductEdit { product: product.id, license, plans })
    }
}

/// A Restore before it is fitted: user, pool, what was there, whether somebody changed it since.
pub type RawBack = Vec<(i64, usize, u8, u8, bool)>;

/// Users who go back to any earlier state, each to another one, so that seats wander in every direction.
pub fn back() -> impl Strategy<Value = RawBack> {
    let off = prop_oneof![3 => Just(0_u8), 1 => any::<u8>()];
    vec((1..=USERS_MAX + 1, 0..6_usize, any::<u8>(), off, prop::bool::weighted(0.1)), 1..12)
}

/// The Restore that this world allows.
pub fn fit_back(raw: &RawBack, world: &World) -> ChangeLicenses {
    let central: Vec<(&PoolId, &Seats)> =
        world.pools.iter().filter(|(_, seats)| seats.kind == PoolKind::Central).collect();
    let mut targets: BTreeMap<UserId, Vec<Target>> = BTreeMap::new();
    for (user, pool, state, off, stale) in raw {
        let Some((pool, seats)) = central.get(*pool) else { continue };
        let of_user = targets.entry(UserId(*user)).or_default();
        if of_user.iter().any(|t| t.pool == **pool) {
            continue;
        }
        let licenses = world.people.get(&UserId(*user)).map(|p| &p.licenses);
        let now = licenses.and_then(|l| l.get(&(**pool, Origin::Direct)));
        let direct = |state, off| Some((state, off));
        let present = now.and_then(|l| direct(l.state, l.off.iter().copied().collect()));
        let wanted = match (state % 6, &present) {
            (0, _) => direct(SourceState::Error, plans(*off)),
            (1 | 2, _) | (3, None) => direct(SourceState::Active, plans(*off)),
            _ => None,
        };
        let expected = if *stale { direct(SourceState::ActiveWithError, plans(1)) } else { present };
        of_user.push(Target { pool: **pool, product: seats.product, expected, wanted });
    }
    ChangeLicenses::bulk(Edits::Restore(targets))
}
