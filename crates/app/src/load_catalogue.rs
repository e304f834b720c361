//! The catalogue that comes with the program, put into a database: entries get their numbers here, dense from 1 in
//! the order of the file. An entry that is there already keeps its number; nothing is ever taken out.

use std::collections::BTreeMap;

use cupo_domain::catalogue::{PlanRule, Product, RuleKind, ServicePlan};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::plan_set::{PLAN_MAX, PlanSet};
use cupo_store::catalogue::{CatalogueRows, PlanRow, PriceRow, ProductRow, RuleRow};

use crate::app::App;
use crate::error::AppError;
use crate::import::catalogue::{
    CatalogueFault, CatalogueFile, Fact, PlanEntry, ProductEntry, RuleEffect, RuleEntry, RuleSays, bundled,
};

impl App {
    /// Puts the catalogue that comes with the program into the database. Doing it again changes nothing.
    ///
    /// # Errors
    /// When the store cannot write, or the file contradicts itself, which is a defect of the program.
    pub async fn load_built_in_catalogue(&self) -> Result<(), AppError> {
        let file = bundled().map_err(|faults| AppError::Bug(told(&faults)))?;
        let turn = self.store.turn().await?;
        let known = self.store.catalogue_rows().await?;
        let rows = catalogue_rows(&file, &known)?;
        self.store.save_catalogue(&turn, &rows).await?;
        Ok(())
    }
}

fn told(faults: &[CatalogueFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the built-in catalogue: {}", lines.join("; "))
}

/// The rows of a catalogue file, numbered beside what is known.
///
/// # Errors
/// When an entry names a plan that the file lacks, or there are more plans than a set of plans can hold.
pub fn catalogue_rows(file: &CatalogueFile, known: &CatalogueRows) -> Result<CatalogueRows, AppError> {
    let plans =
        numbers(known.plans.iter().map(|p| (p.plan.guid, p.plan.id.0)), file.plans.iter().map(|p| p.id));
    if plans.values().any(|number| *number > PLAN_MAX) {
        return Err(AppError::Bug(format!("a catalogue holds at most {PLAN_MAX} service plans")));
    }
    let products = numbers(
        known.products.iter().map(|p| (p.product.guid, p.product.id.0)),
        file.products.iter().map(|p| p.id),
    );
    let mut rows = CatalogueRows::default();
    for entry in &file.plans {
        rows.plans.push(plan_row(entry, PlanId(number(&plans, entry.id)?)));
    }
    for entry in &file.products {
        let id = ProductId(number(&products, entry.id)?);
        rows.products.push(product_row(entry, id, &plans)?);
        rows.prices.extend(price_rows(entry, id));
    }
    for entry in &file.rules {
        rows.rules.push(rule_row(entry, &plans)?);
    }
    Ok(rows)
}

/// A number for each entry: the one it has, or the next free one.
fn numbers(
    known: impl Iterator<Item = (Guid, i64)>,
    wanted: impl Iterator<Item = Guid>,
) -> BTreeMap<Guid, i64> {
    let mut numbers: BTreeMap<Guid, i64> = known.collect();
    let mut last = numbers.values().copied().max().unwrap_or(0);
    for guid in wanted {
        numbers.entry(guid).or_insert_with(|| {
            last += 1;
            last
        });
    }
    numbers
}

fn number(numbers: &BTreeMap<Guid, i64>, guid: Guid) -> Result<i64, AppError> {
    let missing = || AppError::Bug(format!("the catalogue file names {guid}, which it does not hold"));
    numbers.get(&guid).copied().ok_or_else(missing)
}

fn set<'a>(
    plans: impl IntoIterator<Item = &'a Guid>,
    numbers: &BTreeMap<Guid, i64>,
) -> Result<PlanSet, AppError> {
    plans.into_iter().map(|guid| number(numbers, *guid).map(PlanId)).collect()
}

fn plan_row(entry: &PlanEntry, id: PlanId) -> PlanRow {
    PlanRow {
        plan: ServicePlan {
            id,
            guid: entry.id,
            name: entry.name.clone(),
            friendly_en: entry.friendly_en.clone(),
            friendly_es: entry.friendly_es.clone(),
            target: entry.target,
            workload: entry.workload,
            denied: entry.denied.clone(),
        },
        origin: origin(entry.demo.contains(&Fact::Denied)),
    }
}

fn product_row(
    entry: &ProductEntry,
    id: ProductId,
    plans: &BTreeMap<Guid, i64>,
) -> Result<ProductRow, AppError> {
    Ok(ProductRow {
        product: Product {
            id,
            guid: entry.id,
            part_number: entry.part_number.clone(),
            name_en: entry.name_en.clone(),
            name_es: entry.name_es.clone(),
            target: entry.target,
            license_group: entry.license_group,
            plans: set(&entry.plans, plans)?,
            seats_min: entry.seats_min,
            seats_max: entry.seats_max,
            end_of_sale: entry.end_of_sale,
            denied: entry.denied.clone(),
            clouds: entry.clouds.clone(),
            offer: entry.offer.clone(),
        },
        origin: origin(entry.demo.contains(&Fact::Seats) || entry.demo.contains(&Fact::Denied)),
    })
}

fn price_rows(entry: &ProductEntry, id: ProductId) -> impl Iterator<Item = PriceRow> {
    let origin = origin(entry.demo.contains(&Fact::Prices));
    entry.prices.iter().map(move |price| PriceRow {
        product: id,
        term: price.term.as_str().to_owned(),
        currency: price.currency.clone(),
        minor_units: price.minor_units,
        origin: origin.clone(),
    })
}

fn rule_row(entry: &RuleEntry, plans: &BTreeMap<Guid, i64>) -> Result<RuleRow, AppError> {
    let kind = match &entry.says {
        RuleSays::Excludes(a, b) => {
            RuleKind::Excludes(PlanId(number(plans, *a)?), PlanId(number(plans, *b)?))
        }
        RuleSays::Requires(plan, any) => RuleKind::Requires(PlanId(number(plans, *plan)?), set(any, plans)?),
    };
    let enforced = entry.effect == RuleEffect::Enforced;
    Ok(RuleRow {
        rule: PlanRule { name: entry.name.clone(), kind, enforced },
        status: entry.status.as_str().to_owned(),
        note: entry.note.clone(),
        valid_from: entry.from.clone(),
    })
}

/// A row is marked as made up as soon as one of its facts is (D-29).
fn origin(made_up: bool) -> String {
    if made_up { "demo" } else { "public" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_in_the_order_of_the_file_and_stay() {
        let file = bundled().unwrap();
        let first = catalogue_rows(&file, &CatalogueRows::default()).unwrap();
        let ids: Vec<i64> = first.products.iter().map(|p| p.product.id.0).collect();
        assert_eq!(ids, (1..=i64::try_from(file.products.len()).unwrap()).collect::<Vec<_>>());
        assert_eq!(first.products[0].product.part_number, file.products[0].part_number);
        let names: std::collections::BTreeSet<&str> =
            first.rules.iter().map(|r| r.rule.name.as_str()).collect();
        assert_eq!(names.len(), first.rules.len(), "rules have names of their own");

        let mut shuffled = file.clone();
        shuffled.products.reverse();
        shuffled.plans.reverse();
        let again = catalogue_rows(&shuffled, &first).unwrap();
        for row in &first.products {
            assert!(again.products.contains(row), "{} keeps its number", row.product.part_number);
        }
    }
}
