//! The difference that a published list makes to what is known. The list has no workloads, prices, limits or rules:
//! those stay as they are. Must never take anything away: what the list no longer has is told and kept.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{Offer, Target};
use cupo_domain::ids::Guid;

use super::entry::{CatalogueFile, PlanEntry, ProductEntry};
use super::infer::{infer_license_group, infer_target, infer_workload};
use super::names::lacks_letters;
use super::official::{OfficialCatalogue, OfficialPlan, OfficialProduct};

/// Something before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// As it is known.
    pub before: T,
    /// As it becomes.
    pub after: T,
}

/// What an import changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueDelta {
    /// Products that were not known, with their plans.
    pub added_products: Vec<ProductEntry>,
    /// Products whose part number, name or plans change.
    pub changed_products: Vec<Changed<ProductEntry>>,
    /// Plans that were not known.
    pub added_plans: Vec<PlanEntry>,
    /// Plans whose names change.
    pub changed_plans: Vec<Changed<PlanEntry>>,
    /// Every new pair of product and plan, those of new products included.
    pub added_pairs: Vec<(Guid, Guid)>,
    /// Pairs that are known, kept, and missing in the list although it has the product.
    pub kept_pairs: Vec<(Guid, Guid)>,
    /// Products of the list that are known just so.
    pub unchanged_products: usize,
    /// Plans of the list that are known just so.
    pub unchanged_plans: usize,
    /// Pairs of the list that are known.
    pub unchanged_pairs: usize,
}

impl CatalogueDelta {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added_products.is_empty()
            && self.changed_products.is_empty()
            && self.added_plans.is_empty()
            && self.changed_plans.is_empty()
            && self.added_pairs.is_empty()
    }

    /// The catalogue with the change.
    #[must_use]
    pub fn applied_to(&self, existing: &CatalogueFile) -> CatalogueFile {
        let mut products: BTreeMap<Guid, &ProductEntry> = BTreeMap::new();
        products.extend(existing.products.iter().map(|product| (product.id, product)));
        products.extend(self.changed_products.iter().map(|change| (change.after.id, &change.after)));
        products.extend(self.added_products.iter().map(|product| (product.id, product)));
        let mut plans: BTreeMap<Guid, &PlanEntry> = BTreeMap::new();
        plans.extend(existing.plans.iter().map(|plan| (plan.id, plan)));
        plans.extend(self.changed_plans.iter().map(|change| (change.after.id, &change.after)));
        plans.extend(self.added_plans.iter().map(|plan| (plan.id, plan)));
        CatalogueFile {
            edition: existing.edition.clone(),
            products: products.into_values().cloned().collect(),
            plans: plans.into_values().cloned().collect(),
            rules: existing.rules.clone(),
        }
    }
}

/// The difference between what is known and a list. Merging the same list again makes none.
#[must_use]
pub fn merge(existing: &CatalogueFile, incoming: &OfficialCatalogue) -> CatalogueDelta {
    let mut delta = CatalogueDelta::default();
    merge_plans(existing, incoming, &mut delta);
    let products: BTreeMap<Guid, &ProductEntry> =
        existing.products.iter().map(|known| (known.id, known)).collect();
    for listed in &incoming.products {
        match products.get(&listed.id) {
            None => {
                delta.added_pairs.extend(listed.plans.iter().map(|plan| (listed.id, *plan)));
                delta.added_products.push(new_product(listed));
            }
            Some(known) => merge_product(known, listed, &mut delta),
        }
    }
    delta
}

fn merge_plans(existing: &CatalogueFile, incoming: &OfficialCatalogue, delta: &mut CatalogueDelta) {
    let plans: BTreeMap<Guid, &PlanEntry> = existing.plans.iter().map(|known| (known.id, known)).collect();
    for listed in &incoming.plans {
        let Some(known) = plans.get(&listed.id) else {
            delta.added_plans.push(new_plan(listed));
            continue;
        };
        let mut after = PlanEntry { name: listed.name.clone(), ..(*known).clone() };
        if is_news(&listed.friendly, &known.friendly_en) && !is_identifier(listed) {
            rename(&mut after.friendly_en, &mut after.friendly_es, &listed.friendly);
        }
        if after == **known {
            delta.unchanged_plans += 1;
        } else {
            delta.changed_plans.push(Changed { before: (*known).clone(), after });
        }
    }
}

fn merge_product(known: &ProductEntry, listed: &OfficialProduct, delta: &mut CatalogueDelta) {
    let pair = |plan: &Guid| (known.id, *plan);
    delta.added_pairs.extend(listed.plans.difference(&known.plans).map(pair));
    delta.kept_pairs.extend(known.plans.difference(&listed.plans).map(pair));
    delta.unchanged_pairs += listed.plans.intersection(&known.plans).count();
    let mut after = ProductEntry { part_number: listed.part_number.clone(), ..known.clone() };
    after.plans.extend(&listed.plans);
    if is_news(&listed.name, &known.name_en) {
        rename(&mut after.name_en, &mut after.name_es, &listed.name);
    }
    if after == *known {
        delta.unchanged_products += 1;
    } else {
        delta.changed_products.push(Changed { before: known.clone(), after });
    }
}

/// Whether a name says something else than the known one: other letter case and lost letters do not.
fn is_news(listed: &str, known: &str) -> bool {
    listed.to_lowercase() != known.to_lowercase() && !lacks_letters(listed, known)
}

/// Whether the list gives nothing but the identifier as the name for people.
fn is_identifier(listed: &OfficialPlan) -> bool {
    listed.friendly.eq_ignore_ascii_case(&listed.name)
}

/// A translation stays; a name that was the same in both languages stays the same in both.
fn rename(english: &mut String, spanish: &mut String, to: &str) {
    if spanish == english {
        to.clone_into(spanish);
    }
    to.clone_into(english);
}

fn new_plan(listed: &OfficialPlan) -> PlanEntry {
    PlanEntry {
        id: listed.id,
        name: listed.name.clone(),
        friendly_en: listed.friendly.clone(),
        friendly_es: listed.friendly.clone(),
        target: infer_target(&listed.name),
        workload: infer_workload(&listed.name),
        denied: BTreeSet::new(),
        demo: BTreeSet::new(),
    }
}

fn new_product(listed: &OfficialProduct) -> ProductEntry {
    ProductEntry {
        id: listed.id,
        part_number: listed.part_number.clone(),
        name_en: listed.name.clone(),
        name_es: listed.name.clone(),
        target: Target::User,
        license_group: infer_license_group(&listed.part_number),
        seats_min: None,
        seats_max: None,
        end_of_sale: false,
        trial: false,
        offer: Offer::default(),
        clouds: BTreeSet::from([Cloud::Worldwide]),
        plans: listed.plans.clone(),
        denied: BTreeSet::new(),
        prices: Vec::new(),
        demo: BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests;
