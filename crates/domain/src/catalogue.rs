//! Products, service plans and the rules between plans (sections 3 and 21 of the rule book).
//! The catalogue is data that can change with time; nothing here is about one customer or user.

use std::collections::{BTreeMap, BTreeSet};

use crate::cloud::Cloud;
use crate::country::Country;
use crate::ids::{Guid, PlanId, ProductId};
use crate::plan_set::PlanSet;

/// Who a product or plan takes effect for (R-PROD-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Given to users one by one.
    User,
    /// Takes effect for the whole organisation; cannot be switched per user.
    Company,
    /// Everybody has it anyway; it is never offered and cannot be switched per user (R-USER-12).
    Everybody,
}

/// Which kind of data of a person a plan stands for (D-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Workload {
    /// A mailbox.
    Mail,
    /// An archive beside a mailbox.
    MailArchive,
    /// Personal file storage.
    Files,
    /// Applications installed on devices.
    Apps,
    /// Discovery and search over a person's data.
    Search,
    /// No data of its own.
    None,
    /// Nobody has said yet; previews say "unknown data", never "none".
    Unknown,
}

/// Which assignments may stand together in one request (R-PROD-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LicenseGroup {
    /// Managed in the directory.
    Group1,
    /// Minecraft.
    Group2,
}

/// One service inside products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePlan {
    /// Internal number.
    pub id: PlanId,
    /// Identity in the outside world.
    pub guid: Guid,
    /// Identifier such as `EXCHANGE_S_STANDARD`; not unique.
    pub name: String,
    /// Name for people in English.
    pub friendly_en: String,
    /// Name for people in Spanish; the English one where none is known.
    pub friendly_es: String,
    /// Who it takes effect for.
    pub target: Target,
    /// Whose data it stands for.
    pub workload: Workload,
    /// Countries where it may not be given (R-PROD-11).
    pub denied: BTreeSet<Country>,
}

/// What is sold and assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Internal number.
    pub id: ProductId,
    /// Identity in the outside world.
    pub guid: Guid,
    /// Identifier such as `ENTERPRISEPACK`; not unique.
    pub part_number: String,
    /// Name for people in English.
    pub name_en: String,
    /// Name for people in Spanish; the English one where none is known.
    pub name_es: String,
    /// Who it is given to.
    pub target: Target,
    /// Its license group.
    pub license_group: LicenseGroup,
    /// Its service plans.
    pub plans: PlanSet,
    /// Fewest seats a subscription may have, if the offer says so (R-PROD-17).
    pub seats_min: Option<i64>,
    /// Most seats a subscription may have, if the offer says so (R-PROD-17, Q-17).
    pub seats_max: Option<i64>,
    /// No longer sold; existing seats stay assignable (R-PROD-15).
    pub end_of_sale: bool,
    /// Countries where it may not be given (R-PROD-11).
    pub denied: BTreeSet<Country>,
    /// Clouds that sell it (R-CLOUD-5).
    pub clouds: BTreeSet<Cloud>,
    /// What is particular about how it is sold.
    pub offer: Offer,
}

/// What is particular about how a product is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Somebody else's, sold in the same shop: its windows for canceling are its own (R-BUY-15).
    pub third_party: bool,
    /// Identifiers of the products of which it is an add-on; none for what stands alone (R-PROD-16).
    pub add_on_to: BTreeSet<String>,
    /// An add-on that lives on its own dates; others share the fate of their base.
    pub stands_alone: bool,
}

/// What one rule between plans says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// The two plans cannot be on for one user at once (R-PROD-5, R-PROD-6).
    Excludes(PlanId, PlanId),
    /// The first plan needs any one of the others (R-PROD-7, R-PROD-8).
    Requires(PlanId, PlanSet),
}

/// A rule between plans. Rules are data: they came and went in the past (R-PROD-5, D-30).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRule {
    /// Stable name, for messages and for switching it off.
    pub name: String,
    /// What it says.
    pub kind: RuleKind,
    /// Whether a violation refuses (true) or only warns.
    pub enforced: bool,
}

/// All products, plans and rules at one moment.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Rises with every change; previews remember it (D-2).
    pub version: i64,
    products: BTreeMap<ProductId, Product>,
    plans: BTreeMap<PlanId, ServicePlan>,
    exclusions: Vec<(PlanId, PlanId)>,
    excluders: PlanSet,
    requirements: Vec<(PlanId, PlanSet)>,
    by_guid: BTreeMap<Guid, ProductId>,
    plan_by_guid: BTreeMap<Guid, PlanId>,
    of_workload: BTreeMap<Workload, PlanSet>,
    denied_plans: PlanSet,
    company_plans: PlanSet,
    automatic_plans: PlanSet,
    fixed_plans: PlanSet,
}

impl Catalogue {
    /// Puts a catalogue together. Rules that are not enforced are left out of decisions.
    #[must_use]
    pub fn new(version: i64, products: Vec<Product>, plans: Vec<ServicePlan>, rules: Vec<PlanRule>) -> Self {
        let mut it = Self { version, ..Self::default() };
        for plan in plans {
            it.plan_by_guid.insert(plan.guid, plan.id);
            it.of_workload.entry(plan.workload).or_default().insert(plan.id);
            if !plan.denied.is_empty() {
                it.denied_plans.insert(plan.id);
            }
            match plan.target {
                Target::User => {}
                Target::Company => it.company_plans.insert(plan.id),
                Target::Everybody => it.automatic_plans.insert(plan.id),
            }
            if plan.target != Target::User {
                it.fixed_plans.insert(plan.id);
            }
            it.plans.insert(plan.id, plan);
        }
        for product in products {
            it.by_guid.insert(product.guid, product.id);
            it.products.insert(product.id, product);
        }
        for rule in rules.into_iter().filter(|r| r.enforced) {
            match rule.kind {
                RuleKind::Excludes(a, b) => {
                    it.excluders.insert(a);
                    it.excluders.insert(b);
                    it.exclusions.push((a, b));
                }
                RuleKind::Requires(a, any) => it.requirements.push((a, any)),
            }
        }
        it
    }

    /// A product by its number.
    #[must_use]
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.products.get(&id)
    }

    /// A product by its GUID.
    #[must_use]
    pub fn product_by_guid(&self, guid: Guid) -> Option<&Product> {
        self.by_guid.get(&guid).and_then(|id| self.products.get(id))
    }

    /// A plan by its number.
    #[must_use]
    pub fn plan(&self, id: PlanId) -> Option<&ServicePlan> {
        self.plans.get(&id)
    }

    /// A plan by its GUID.
    #[must_use]
    pub fn plan_by_guid(&self, guid: Guid) -> Option<&ServicePlan> {
        self.plan_by_guid.get(&guid).and_then(|id| self.plans.get(id))
    }

    /// All products by number.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.values()
    }

    /// All plans by number.
    pub fn plans(&self) -> impl Iterator<Item = &ServicePlan> {
        self.plans.values()
    }

    /// The plans that stand for one kind of data.
    #[must_use]
    pub fn plans_of(&self, workload: Workload) -> PlanSet {
        self.of_workload.get(&workload).cloned().unwrap_or_default()
    }

    /// Plans that take effect for the organisation and cannot be switched per user (R-PROD-2).
    #[must_use]
    pub fn company_plans(&self) -> &PlanSet {
        &self.company_plans
    }

    /// Plans that everybody has anyway, which are never offered (R-USER-12).
    #[must_use]
    pub fn automatic_plans(&self) -> &PlanSet {
        &self.automatic_plans
    }

    /// Plans that cannot be switched per user: those of the organisation and those that everybody has anyway.
    #[must_use]
    pub fn fixed_plans(&self) -> &PlanSet {
        &self.fixed_plans
    }

    /// The plans of a product that can be offered: all but those that everybody has anyway (R-USER-12).
    pub fn offered<'a>(&'a self, product: &'a Product) -> impl Iterator<Item = &'a ServicePlan> + 'a {
        let plans = product.plans.iter().filter(|plan| !self.automatic_plans.contains(*plan));
        plans.filter_map(|plan| self.plan(plan))
    }

    /// Plans that some country forbids.
    #[must_use]
    pub fn denied_plans(&self) -> &PlanSet {
        &self.denied_plans
    }

    /// The enforced pairs that exclude one another; `near` lets callers skip when nothing can match.
    pub fn exclusions_in<'a>(&'a self, enabled: &'a PlanSet) -> impl Iterator<Item = (PlanId, PlanId)> + 'a {
        let any = self.excluders.intersects(enabled);
        self.exclusions
            .iter()
            .filter(move |(a, b)| any && enabled.contains(*a) && enabled.contains(*b))
            .copied()
    }

    /// The enforced needs of `enabled` that nothing in `enabled` meets: the plan and what would do.
    pub fn unmet_in<'a>(&'a self, enabled: &'a PlanSet) -> impl Iterator<Item = (PlanId, &'a PlanSet)> + 'a {
        self.requirements
            .iter()
            .filter(|(plan, any)| enabled.contains(*plan) && !any.intersects(enabled))
            .map(|(plan, any)| (*plan, any))
    }
}
