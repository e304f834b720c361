//! Importing the published list of products and service plans: nothing is lost, nothing known is taken away, and a
//! second import changes nothing.

use std::collections::BTreeMap;
use std::io::Read;

use cupo_domain::catalogue::{Product, ServicePlan};
use cupo_domain::ids::Guid;
use cupo_store::catalogue::{CatalogueRows, PlanRow, ProductRow};

use crate::app::App;
use crate::error::AppError;
use crate::import::catalogue::{
    CatalogueDelta, CatalogueFile, Oddity, OfficialCatalogue, OfficialError, PlanEntry, ProductEntry, Reject,
    merge, read_official,
};
use crate::load_catalogue::catalogue_rows;

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct CatalogueReport {
    /// Rows of the file.
    pub rows: u64,
    /// Products in the file.
    pub products: usize,
    /// Plans in the file.
    pub plans: usize,
    /// Pairs of product and plan in the file.
    pub pairs: usize,
    /// The difference it makes.
    pub delta: CatalogueDelta,
    /// What is odd about the file and was taken all the same.
    pub oddities: Vec<Oddity>,
    /// Rows that were not taken.
    pub rejects: Vec<Reject>,
    /// Something was written.
    pub applied: bool,
}

/// Why a list could not even be judged.
#[derive(Debug)]
pub enum CatalogueImportError {
    /// The file cannot be read as the published list.
    File(OfficialError),
    /// Anything else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for CatalogueImportError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// Judges a list and, unless `dry_run`, writes the difference. Rows that are rejected are told and left out.
    ///
    /// # Errors
    /// When the file cannot be read at all, with the place; failures of the store.
    pub async fn import_catalogue(
        &self,
        reader: impl Read,
        dry_run: bool,
    ) -> Result<CatalogueReport, CatalogueImportError> {
        let list = read_official(reader).map_err(CatalogueImportError::File)?;
        let turn = self.store.turn().await?;
        let known = self.store.catalogue_rows().await?;
        let existing = entries(&known);
        let delta = merge(&existing, &list);
        let pairs = list.pairs();
        let applied = !dry_run && !delta.is_empty();
        if applied {
            let rows = changed_rows(&existing, &known, &delta)?;
            self.store.save_catalogue(&turn, &rows).await?;
        }
        let OfficialCatalogue { products, plans, oddities, rejects, rows, .. } = list;
        Ok(CatalogueReport {
            rows,
            products: products.len(),
            plans: plans.len(),
            pairs,
            delta,
            oddities,
            rejects,
            applied,
        })
    }
}

/// What is known, as entries.
fn entries(known: &CatalogueRows) -> CatalogueFile {
    let guids: BTreeMap<i64, Guid> = known.plans.iter().map(|p| (p.plan.id.0, p.plan.guid)).collect();
    CatalogueFile {
        edition: String::new(),
        products: known.products.iter().map(|row| product_entry(&row.product, &guids)).collect(),
        plans: known.plans.iter().map(|row| plan_entry(&row.plan)).collect(),
        rules: Vec::new(),
    }
}

fn product_entry(it: &Product, guids: &BTreeMap<i64, Guid>) -> ProductEntry {
    ProductEntry {
        id: it.guid,
        part_number: it.part_number.clone(),
        name_en: it.name_en.clone(),
        name_es: it.name_es.clone(),
        target: it.target,
        license_group: it.license_group,
        seats_min: it.seats_min,
        seats_max: it.seats_max,
        end_of_sale: it.end_of_sale,
        trial: false,
        clouds: it.clouds.clone(),
        offer: it.offer.clone(),
        plans: it.plans.iter().filter_map(|plan| guids.get(&plan.0).copied()).collect(),
        denied: it.denied.clone(),
        prices: Vec::new(),
        demo: std::collections::BTreeSet::new(),
    }
}

fn plan_entry(it: &ServicePlan) -> PlanEntry {
    PlanEntry {
        id: it.guid,
        name: it.name.clone(),
        friendly_en: it.friendly_en.clone(),
        friendly_es: it.friendly_es.clone(),
        target: it.target,
        workload: it.workload,
        denied: it.denied.clone(),
        demo: std::collections::BTreeSet::new(),
    }
}

/// The rows that the difference touches; entries that are known keep their number and their origin.
fn changed_rows(
    existing: &CatalogueFile,
    known: &CatalogueRows,
    delta: &CatalogueDelta,
) -> Result<CatalogueRows, AppError> {
    let whole = delta.applied_to(existing);
    let rows = catalogue_rows(&whole, known)?;
    let plans: BTreeMap<Guid, &PlanRow> = known.plans.iter().map(|p| (p.plan.guid, p)).collect();
    let products: BTreeMap<Guid, &ProductRow> = known.products.iter().map(|p| (p.product.guid, p)).collect();
    let origin = |known: Option<&String>| known.cloned().unwrap_or_else(|| "csv".to_owned());
    Ok(CatalogueRows {
        plans: rows
            .plans
            .into_iter()
            .filter(|row| plans.get(&row.plan.guid).is_none_or(|was| was.plan != row.plan))
            .map(|row| PlanRow { origin: origin(plans.get(&row.plan.guid).map(|p| &p.origin)), ..row })
            .collect(),
        products: rows
            .products
            .into_iter()
            .filter(|row| products.get(&row.product.guid).is_none_or(|was| was.product != row.product))
            .map(|row| ProductRow {
                origin: origin(products.get(&row.product.guid).map(|p| &p.origin)),
                ..row
            })
            .collect(),
        rules: Vec::new(),
        prices: Vec::new(),
    })
}
