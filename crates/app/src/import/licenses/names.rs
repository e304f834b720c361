//! Which product and which service plans a text means, at one customer. Must never guess: what fits several is told
//! with all that it fits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cupo_domain::catalogue::{Catalogue, Product, Target};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::seats::Pool;

use super::finding::LicenseFinding;
use crate::text::fold;

/// Most products that are named where a text fits several.
const CHOICES_MAX: usize = 5;

/// The names of one customer's products.
pub struct Names {
    catalogue: Arc<Catalogue>,
    owned: BTreeSet<ProductId>,
    by_name: BTreeMap<String, Vec<ProductId>>,
}

impl Names {
    /// Of a catalog, and the pools that say what the customer owns.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, pools: &[Pool]) -> Self {
        let mut by_name: BTreeMap<String, Vec<ProductId>> = BTreeMap::new();
        for product in catalogue.products() {
            let names = [&product.part_number, &product.name_en, &product.name_es].map(|name| key(name));
            for name in BTreeSet::from(names) {
                by_name.entry(name).or_default().push(product.id);
            }
        }
        let owned = pools.iter().map(|pool| pool.product).collect();
        Self { catalogue, owned, by_name }
    }

    /// The product that a text means.
    pub(super) fn product(&self, text: &str) -> Result<&Product, LicenseFinding> {
        let text = || text.to_owned();
        let fitting = self.fitting(&text());
        let owned: Vec<&Product> = fitting.iter().copied().filter(|p| self.owned.contains(&p.id)).collect();
        match (owned.as_slice(), fitting.as_slice()) {
            ([product], _) if product.target == Target::Company => {
                Err(LicenseFinding::ProductCompany { text: text() })
            }
            ([product], _) => Ok(product),
            ([], []) => Err(LicenseFinding::ProductUnknown { text: text() }),
            ([], _) => Err(LicenseFinding::ProductNotOwned { text: text() }),
            (several, _) => {
                let choices: Vec<String> = several
                    .iter()
                    .take(CHOICES_MAX)
                    .map(|p| format!("{} {}", p.part_number, p.guid))
                    .collect();
                Err(LicenseFinding::ProductAmbiguous { text: text(), choices: choices.join(", ") })
            }
        }
    }

    fn fitting(&self, text: &str) -> Vec<&Product> {
        if let Ok(guid) = Guid::parse_str(text) {
            return self.catalogue.product_by_guid(guid).into_iter().collect();
        }
        let found = self.by_name.get(&key(text)).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|id| self.catalogue.product(*id)).collect()
    }

    /// The name of a product that the import reads back: its part number, or its GUID where another one that the
    /// customer owns has the same.
    #[must_use]
    pub fn product_text(&self, product: &Product) -> String {
        match self.product(&product.part_number) {
            Ok(found) if found.id == product.id => product.part_number.clone(),
            _ => product.guid.to_string(),
        }
    }

    /// The plans of a product that a cell names. A whole cell may be one name; else semicolons, bars, line ends or
    /// commas stand between names, since names for people may have commas in them.
    pub(super) fn plans(&self, product: &Product, cell: &str) -> Result<PlanSet, Vec<LicenseFinding>> {
        let mut found = PlanSet::new();
        let mut wrong = Vec::new();
        for part in cell.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let whole = self.plan(product, part);
            let parts = match &whole {
                Ok(_) => vec![whole],
                Err(_) => {
                    let parts = part.split(',').map(str::trim).filter(|part| !part.is_empty());
                    parts.map(|part| self.plan(product, part)).collect()
                }
            };
            for plan in parts {
                match plan {
                    Ok(plan) => found.insert(plan),
                    Err(what) => wrong.push(what),
                }
            }
        }
        if wrong.is_empty() { Ok(found) } else { Err(wrong) }
    }

    fn plan(&self, product: &Product, text: &str) -> Result<PlanId, LicenseFinding> {
        let own = || product.plans.iter().filter_map(|id| self.catalogue.plan(id));
        let named = key(text);
        let by_id = Guid::parse_str(text).ok().and_then(|guid| own().find(|plan| plan.guid == guid));
        let found = by_id.or_else(|| own().find(|plan| key(&plan.name) == named)).or_else(|| {
            own().find(|plan| key(&plan.friendly_en) == named || key(&plan.friendly_es) == named)
        });
        match found {
            None => Err(LicenseFinding::PlanUnknown { text: text.to_owned() }),
            Some(plan) if plan.target != Target::User => {
                Err(LicenseFinding::PlanCompany { text: text.to_owned() })
            }
            Some(plan) => Ok(plan.id),
        }
    }

    /// The cell that names these plans of a product, as the import reads it back.
    #[must_use]
    pub fn plans_text(&self, product: &Product, plans: &PlanSet) -> String {
        let plans = product.plans.intersection(plans).minus(self.catalogue.automatic_plans());
        let names = plans.iter().filter_map(|id| self.catalogue.plan(id)).map(|plan| {
            match self.plan(product, &plan.name) {
                Ok(found) if found == plan.id => plan.name.clone(),
                _ => plan.guid.to_string(),
            }
        });
        names.collect::<Vec<_>>().join("; ")
    }

    /// The catalog.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

/// A name as it is compared: small, without accents, one blank between words.
fn key(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
