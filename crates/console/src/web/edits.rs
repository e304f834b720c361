//! What the boxes of a form ask for, as commands. Boxes that nobody touched ask for nothing (R-BULK-8).

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::catalogue::{Catalogue, Product};
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Code, Denial};

use crate::view::TriChoice;
use crate::web::posted::Fields;

/// The name of a product's tri-state box.
#[must_use]
pub fn product_box(product: Guid) -> String {
    format!("p.{product}")
}

/// The name of a plan's tri-state box.
#[must_use]
pub fn plan_box(product: Guid, plan: Guid) -> String {
    format!("s.{product}.{plan}")
}

/// What a tri-state form wants of each product and plan, by the names of its boxes.
#[must_use]
pub fn choices(fields: &Fields) -> BTreeMap<String, TriChoice> {
    fields
        .iter()
        .filter(|(name, _)| name.starts_with("p.") || name.starts_with("s."))
        .filter_map(|(name, value)| Some((name.to_owned(), TriChoice::parse(value)?)))
        .filter(|(_, choice)| *choice != TriChoice::Keep)
        .collect()
}

/// What is chosen in a form, short enough for an address, so that another page leads back to it as it was (D-38):
/// boxes that are not left alone, ticked products, and those of their plans that are not ticked (`off`).
#[must_use]
pub fn chosen(catalogue: &Catalogue, fields: &Fields) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> =
        choices(fields).into_iter().map(|(name, choice)| (name, choice.as_str().to_owned())).collect();
    let shown = ticked_plans(catalogue, fields).unwrap_or_default();
    for product in fields.all("product").iter().filter_map(|text| find(catalogue, text).ok()) {
        parts.push(("product".to_owned(), product.guid.to_string()));
        let off = plans_off(catalogue, product, shown.get(&product.id));
        let off = off.iter().filter_map(|plan| catalogue.plan(plan));
        parts.extend(off.map(|plan| ("off".to_owned(), format!("{}:{}", product.guid, plan.guid))));
    }
    parts
}

/// The fields of a form that [`chosen`] stands for.
#[must_use]
pub fn expanded(catalogue: &Catalogue, asked: &Fields) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    for product in asked.all("product").iter().filter_map(|text| find(catalogue, text).ok()) {
        let id = product.guid.to_string();
        fields.push(("product".to_owned(), id.clone()));
        fields.push(("plans".to_owned(), id.clone()));
        let plans = product.plans.iter().filter_map(|plan| catalogue.plan(plan));
        let on =
            plans.map(|plan| format!("{id}:{}", plan.guid)).filter(|value| !asked.all("off").contains(value));
        fields.extend(on.map(|value| ("plan".to_owned(), value)));
    }
    fields.into_iter().collect()
}

/// The command of a tri-state form.
///
/// # Errors
/// E-NOTFOUND for a box of a product or plan that is not in the catalogue.
pub fn tri_state(catalogue: &Catalogue, fields: &Fields) -> Result<ChangeLicenses, Denial> {
    of_choices(catalogue, &choices(fields))
}

/// The command of what is chosen in tri-state boxes.
///
/// # Errors
/// As [`tri_state`].
pub fn of_choices(
    catalogue: &Catalogue,
    choices: &BTreeMap<String, TriChoice>,
) -> Result<ChangeLicenses, Denial> {
    let mut edits: BTreeMap<ProductId, ProductEdit> = BTreeMap::new();
    for (name, choice) in choices {
        let mut parts = name.split('.').skip(1);
        let product = find(catalogue, parts.next().unwrap_or(""))?;
        let edit = edits.entry(product.id).or_insert_with(|| ProductEdit {
            product: product.id,
            license: LicenseEdit::Keep,
            plans: PlanEdit::none(),
        });
        match (parts.next(), choice) {
            (None, TriChoice::Give) => edit.license = LicenseEdit::Give,
            (None, TriChoice::Take) => edit.license = LicenseEdit::Take,
            (None, TriChoice::Keep) | (Some(_), TriChoice::Keep) => {}
            (Some(plan), choice) => {
                let plan = find_plan(catalogue, plan)?;
                if let PlanEdit::Adjust { on, off } = &mut edit.plans {
                    if *choice == TriChoice::Give { on.insert(plan) } else { off.insert(plan) }
                }
            }
        }
    }
    // What is taken away takes its plans along, whatever their boxes say.
    for edit in edits.values_mut().filter(|edit| edit.license == LicenseEdit::Take) {
        edit.plans = PlanEdit::none();
    }
    Ok(ChangeLicenses::bulk(Edits::Products(edits.into_values().collect())))
}

/// The command of ticked products that shall be given, or take the place of everything.
///
/// # Errors
/// E-NOTFOUND for an unknown product or plan.
pub fn ticked(catalogue: &Catalogue, fields: &Fields, replace: bool) -> Result<ChangeLicenses, Denial> {
    let plans = ticked_plans(catalogue, fields)?;
    let mut edits = Vec::new();
    for text in fields.all("product") {
        let product = find(catalogue, text)?;
        let off = plans_off(catalogue, product, plans.get(&product.id));
        let plans = PlanEdit::Adjust { on: PlanSet::new(), off };
        edits.push(ProductEdit { product: product.id, license: LicenseEdit::Give, plans });
    }
    Ok(ChangeLicenses::bulk(if replace { Edits::Replace(edits) } else { Edits::Products(edits) }))
}

/// The command of one user's panel: only what differs between what the form showed (`was`, `was_off`) and what is
/// ticked now, so that what somebody else changed meanwhile stays as they left it.
///
/// # Errors
/// E-NOTFOUND for an unknown product or plan.
pub fn panel(catalogue: &Catalogue, fields: &Fields) -> Result<ChangeLicenses, Denial> {
    let (plans, were_off) = (ticked_plans(catalogue, fields)?, plans_of(catalogue, fields, "was_off")?);
    let set = |name: &str| -> Result<BTreeSet<ProductId>, Denial> {
        fields.all(name).iter().map(|text| Ok(find(catalogue, text)?.id)).collect()
    };
    let (was, now) = (set("was")?, set("product")?);
    let mut edits = Vec::new();
    for id in was.union(&now) {
        let Some(product) = catalogue.product(*id) else { continue };
        let off = plans_off(catalogue, product, plans.get(id));
        let (license, plans) = match (was.contains(id), now.contains(id)) {
            (_, false) => (LicenseEdit::Take, PlanEdit::none()),
            (false, true) => (LicenseEdit::Give, PlanEdit::Adjust { on: PlanSet::new(), off }),
            (true, true) if plans.contains_key(id) => {
                let was = were_off.get(id).cloned().unwrap_or_default();
                (LicenseEdit::Keep, PlanEdit::Adjust { on: was.minus(&off), off: off.minus(&was) })
            }
            (true, true) => (LicenseEdit::Keep, PlanEdit::none()),
        };
        edits.push(ProductEdit { product: *id, license, plans });
    }
    edits.retain(|edit| !edit.asks_nothing());
    Ok(ChangeLicenses {
        edits: Edits::Products(edits),
        named: true,
        require_held: false,
        beside_inherited: false,
    })
}

/// Plans that are ticked; `plans` names the products whose plans the form showed, so that none ticked is not the same
/// as none shown.
fn ticked_plans(catalogue: &Catalogue, fields: &Fields) -> Result<BTreeMap<ProductId, PlanSet>, Denial> {
    let mut plans = plans_of(catalogue, fields, "plan")?;
    for text in fields.all("plans") {
        plans.entry(find(catalogue, text)?.id).or_default();
    }
    Ok(plans)
}

/// Plans by product, from values such as `product:plan`.
fn plans_of(
    catalogue: &Catalogue,
    fields: &Fields,
    name: &str,
) -> Result<BTreeMap<ProductId, PlanSet>, Denial> {
    let mut plans: BTreeMap<ProductId, PlanSet> = BTreeMap::new();
    for text in fields.all(name) {
        let (product, plan) = text.split_once(':').ok_or_else(|| Denial::new(Code::Invalid, "plan"))?;
        let product = find(catalogue, product)?.id;
        plans.entry(product).or_default().insert(find_plan(catalogue, plan)?);
    }
    Ok(plans)
}

/// Plans a person may switch that are not ticked. A product whose plans were not in the form at all has all on.
fn plans_off(catalogue: &Catalogue, product: &Product, ticked: Option<&PlanSet>) -> PlanSet {
    let Some(ticked) = ticked else { return PlanSet::new() };
    product.plans.minus(catalogue.fixed_plans()).minus(ticked)
}

fn find<'a>(catalogue: &'a Catalogue, text: &str) -> Result<&'a Product, Denial> {
    let guid = Guid::parse_str(text).map_err(|_| Denial::new(Code::Invalid, "product"))?;
    catalogue.product_by_guid(guid).ok_or_else(|| Denial::new(Code::NotFound, "product"))
}

fn find_plan(catalogue: &Catalogue, text: &str) -> Result<cupo_domain::ids::PlanId, Denial> {
    let guid = Guid::parse_str(text).map_err(|_| Denial::new(Code::Invalid, "plan"))?;
    catalogue.plan_by_guid(guid).map(|p| p.id).ok_or_else(|| Denial::new(Code::NotFound, "plan"))
}
