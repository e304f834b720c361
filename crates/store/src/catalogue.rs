//! The catalogue's rows: products, plans, rules and prices, loaded whole into memory.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::catalogue::{
    Catalogue, LicenseGroup, Offer, PlanRule, Product, RuleKind, ServicePlan, Target,
};
use cupo_domain::country::Country;
use cupo_domain::ids::{PlanId, ProductId};
use cupo_domain::plan_set::PlanSet;

use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::{Store, Turn};
use crate::value::{Kind, Query, Row, Shape, Statement};

/// A product with what the domain does not decide on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    /// What rules need.
    pub product: Product,
    /// Where the entry comes from: `demo`, `public` or `csv`.
    pub origin: String,
}

/// A plan with what the domain does not decide on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// What rules need.
    pub plan: ServicePlan,
    /// Where the entry comes from.
    pub origin: String,
}

/// A rule with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// What decisions need.
    pub rule: PlanRule,
    /// How well it is known: documented, reported, …
    pub status: String,
    /// A remark for operators.
    pub note: String,
    /// The day since when it holds, as YYYY-MM-DD.
    pub valid_from: String,
}

/// The price of a product per seat and term (D-29).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRow {
    /// Of what.
    pub product: ProductId,
    /// `P1M`, `P1Y` or `P3Y`.
    pub term: String,
    /// ISO 4217.
    pub currency: String,
    /// Per seat and term.
    pub minor_units: i64,
    /// Where the figure comes from.
    pub origin: String,
}

/// Rows to write; what is there already is replaced.
#[derive(Clone, Debug, Default)]
pub struct CatalogueRows {
    /// Products.
    pub products: Vec<ProductRow>,
    /// Plans.
    pub plans: Vec<PlanRow>,
    /// Rules.
    pub rules: Vec<RuleRow>,
    /// Prices.
    pub prices: Vec<PriceRow>,
}

const PRODUCT: Shape = Shape {
    table: "product",
    columns: &[
        ("product_id", Kind::Int),
        ("guid", Kind::Text),
        ("part_number", Kind::Text),
        ("name_en", Kind::Text),
        ("name_es", Kind::Text),
        ("target", Kind::Int),
        ("license_group", Kind::Int),
        ("seats_min", Kind::Int),
        ("seats_max", Kind::Int),
        ("end_of_sale", Kind::Int),
        ("denied", Kind::Text),
        ("origin", Kind::Text),
        ("clouds", Kind::Int),
        ("third_party", Kind::Int),
        ("add_on_to", Kind::Text),
        ("stands_alone", Kind::Int),
    ],
    on_conflict: "ON CONFLICT (product_id) DO UPDATE SET part_number = excluded.part_number, \
        name_en = excluded.name_en, name_es = excluded.name_es, target = excluded.target, \
        license_group = excluded.license_group, seats_min = excluded.seats_min, \
        seats_max = excluded.seats_max, end_of_sale = excluded.end_of_sale, denied = excluded.denied, \
        origin = excluded.origin, clouds = excluded.clouds, \
        third_party = excluded.third_party, add_on_to = excluded.add_on_to, \
        stands_alone = excluded.stands_alone",
};

const PLAN: Shape = Shape {
    table: "service_plan",
    columns: &[
        ("plan_id", Kind::Int),
        ("guid", Kind::Text),
        ("name", Kind::Text),
        ("friendly_en", Kind::Text),
        ("friendly_es", Kind::Text),
        ("target", Kind::Int),
        ("workload", Kind::Int),
        ("denied", Kind::Text),
        ("origin", Kind::Text),
    ],
    on_conflict: "ON CONFLICT (plan_id) DO UPDATE SET name = excluded.name, \
        friendly_en = excluded.friendly_en, friendly_es = excluded.friendly_es, target = excluded.target, \
        workload = excluded.workload, denied = excluded.denied, origin = excluded.origin",
};

const PRODUCT_PLAN: Shape = Shape {
    table: "product_plan",
    columns: &[("product_id", Kind::Int), ("plan_id", Kind::Int)],
    on_conflict: "ON CONFLICT (product_id, plan_id) DO NOTHING",
};

const RULE: Shape = Shape {
    table: "plan_rule",
    columns: &[
        ("name", Kind::Text),
        ("kind", Kind::Int),
        ("plan_id", Kind::Int),
        ("any_of", Kind::Text),
        ("status", Kind::Text),
        ("enforced", Kind::Int),
        ("note", Kind::Text),
        ("valid_from", Kind::Text),
    ],
    on_conflict: "ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, plan_id = excluded.plan_id, \
        any_of = excluded.any_of, status = excluded.status, note = excluded.note",
};

const PRICE: Shape = Shape {
    table: "price",
    columns: &[
        ("product_id", Kind::Int),
        ("term", Kind::Text),
        ("currency", Kind::Text),
        ("minor_units", Kind::Int),
        ("origin", Kind::Text),
    ],
    on_conflict: "ON CONFLICT (product_id, term, currency) DO UPDATE SET minor_units = excluded.minor_units",
};

impl Store {
    /// Reads the catalogue again after it has changed.
    ///
    /// # Errors
    /// When the engine cannot answer or the rows make no sense.
    pub async fn reload_catalogue(&self) -> Result<(), StoreError> {
        let rows = self.catalogue_rows().await?;
        let version = self.catalogue().version + 1;
        self.set_catalogue(Catalogue::new(
            version,
            rows.products.into_iter().map(|p| p.product).collect(),
            rows.plans.into_iter().map(|p| p.plan).collect(),
            rows.rules.into_iter().map(|r| r.rule).collect(),
        ));
        Ok(())
    }

    /// Everything the catalogue holds.
    ///
    /// # Errors
    /// When the engine cannot answer or the rows make no sense.
    pub async fn catalogue_rows(&self) -> Result<CatalogueRows, StoreError> {
        let answers = self
            .read(vec![
                Query::new("SELECT product_id, plan_id FROM product_plan ORDER BY product_id, plan_id", vec![]),
                Query::new(
                    "SELECT product_id, guid, part_number, name_en, name_es, target, license_group, seats_min, \
                     seats_max, end_of_sale, denied, origin, clouds, third_party, add_on_to, \
                     stands_alone FROM product ORDER BY product_id",
                    vec![],
                ),
                Query::new(
                    "SELECT plan_id, guid, name, friendly_en, friendly_es, target, workload, denied, origin \
                     FROM service_plan ORDER BY plan_id",
                    vec![],
                ),
                Query::new(
                    "SELECT name, kind, plan_id, any_of, status, enforced, note, valid_from \
                     FROM plan_rule ORDER BY name",
                    vec![],
                ),
                Query::new(
                    "SELECT product_id, term, currency, minor_units, origin FROM price \
                     ORDER BY product_id, term, currency",
                    vec![],
                ),
            ])
            .await?;
        let [pairs, products, plans, rules, prices] = <[Vec<Row>; 5]>::try_from(answers)
            .map_err(|_| StoreError::Corrupt("answers of the catalogue".to_owned()))?;
        let mut contents: BTreeMap<i64, PlanSet> = BTreeMap::new();
        for row in &pairs {
            contents.entry(row.int(0)?).or_default().insert(PlanId(row.int(1)?));
        }
        Ok(CatalogueRows {
            products: products.iter().map(|r| product(r, &contents)).collect::<Result<_, _>>()?,
            plans: plans.iter().map(plan).collect::<Result<_, _>>()?,
            rules: rules.iter().map(rule).collect::<Result<_, _>>()?,
            prices: prices.iter().map(price).collect::<Result<_, _>>()?,
        })
    }

    /// Writes rows of the catalogue and loads it again.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_catalogue(&self, turn: &Turn<'_>, rows: &CatalogueRows) -> Result<(), StoreError> {
        self.commit(turn, statements(rows)).await?;
        self.reload_catalogue().await
    }
}

fn statements(rows: &CatalogueRows) -> Vec<Statement> {
    let plans = rows.plans.iter().map(plan_values).collect();
    let products = rows.products.iter().map(product_values).collect();
    let pairs = rows
        .products
        .iter()
        .flat_map(|p| p.product.plans.iter().map(|plan| params![p.product.id.0, plan.0]))
        .collect();
    let rules = rows.rules.iter().map(rule_values).collect();
    let prices = rows
        .prices
        .iter()
        .map(|p| params![p.product.0, p.term.as_str(), p.currency.as_str(), p.minor_units, p.origin.as_str()])
        .collect();
    vec![
        Statement::insert(&PLAN, plans),
        Statement::insert(&PRODUCT, products),
        Statement::insert(&PRODUCT_PLAN, pairs),
        Statement::insert(&RULE, rules),
        Statement::insert(&PRICE, prices),
    ]
}

fn product_values(row: &ProductRow) -> Vec<crate::value::Value> {
    let p = &row.product;
    params![
        p.id.0,
        p.guid.to_string(),
        p.part_number.as_str(),
        p.name_en.as_str(),
        p.name_es.as_str(),
        target_number(p.target),
        if p.license_group == LicenseGroup::Group1 { 1_i64 } else { 2_i64 },
        p.seats_min,
        p.seats_max,
        p.end_of_sale,
        countries_text(&p.denied),
        row.origin.as_str(),
        encode::clouds_number(&p.clouds),
        p.offer.third_party,
        p.offer.add_on_to.iter().cloned().collect::<Vec<String>>().join(" "),
        p.offer.stands_alone,
    ]
}

fn plan_values(row: &PlanRow) -> Vec<crate::value::Value> {
    let p = &row.plan;
    params![
        p.id.0,
        p.guid.to_string(),
        p.name.as_str(),
        p.friendly_en.as_str(),
        p.friendly_es.as_str(),
        target_number(p.target),
        encode::workload_number(p.workload),
        countries_text(&p.denied),
        row.origin.as_str(),
    ]
}

fn rule_values(row: &RuleRow) -> Vec<crate::value::Value> {
    let (kind, plan, any_of) = match &row.rule.kind {
        RuleKind::Excludes(a, b) => (0_i64, a.0, [*b].into_iter().collect::<PlanSet>()),
        RuleKind::Requires(a, any) => (1_i64, a.0, any.clone()),
    };
    params![
        row.rule.name.as_str(),
        kind,
        plan,
        any_of.encode(),
        row.status.as_str(),
        row.rule.enforced,
        row.note.as_str(),
        row.valid_from.as_str(),
    ]
}

fn product(row: &Row, contents: &BTreeMap<i64, PlanSet>) -> Result<ProductRow, StoreError> {
    let id = row.int(0)?;
    Ok(ProductRow {
        product: Product {
            id: ProductId(id),
            guid: guid(&row.text(1)?)?,
            part_number: row.text(2)?,
            name_en: row.text(3)?,
            name_es: row.text(4)?,
            target: target(row.int(5)?),
            license_group: if row.int(6)? == 2 { LicenseGroup::Group2 } else { LicenseGroup::Group1 },
            plans: contents.get(&id).cloned().unwrap_or_default(),
            seats_min: row.int_or_null(7)?,
            seats_max: row.int_or_null(8)?,
            end_of_sale: row.flag(9)?,
            denied: countries(&row.text(10)?),
            clouds: encode::clouds(row.int(12)?),
            offer: Offer {
                third_party: row.flag(13)?,
                add_on_to: row.text(14)?.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
                stands_alone: row.flag(15)?,
            },
        },
        origin: row.text(11)?,
    })
}

fn plan(row: &Row) -> Result<PlanRow, StoreError> {
    Ok(PlanRow {
        plan: ServicePlan {
            id: PlanId(row.int(0)?),
            guid: guid(&row.text(1)?)?,
            name: row.text(2)?,
            friendly_en: row.text(3)?,
            friendly_es: row.text(4)?,
            target: target(row.int(5)?),
            workload: encode::workload(row.int(6)?)?,
            denied: countries(&row.text(7)?),
        },
        origin: row.text(8)?,
    })
}

fn rule(row: &Row) -> Result<RuleRow, StoreError> {
    let (plan, any_of) = (PlanId(row.int(2)?), encode::plans(&row.text(3)?)?);
    let first = any_of.iter().next();
    let kind = match (row.int(1)?, first) {
        (0, Some(other)) => RuleKind::Excludes(plan, other),
        _ => RuleKind::Requires(plan, any_of),
    };
    Ok(RuleRow {
        rule: PlanRule { name: row.text(0)?, kind, enforced: row.flag(5)? },
        status: row.text(4)?,
        note: row.text(6)?,
        valid_from: row.text(7)?,
    })
}

fn price(row: &Row) -> Result<PriceRow, StoreError> {
    Ok(PriceRow {
        product: ProductId(row.int(0)?),
        term: row.text(1)?,
        currency: row.text(2)?,
        minor_units: row.int(3)?,
        origin: row.text(4)?,
    })
}

fn target(number: i64) -> Target {
    match number {
        1 => Target::Company,
        2 => Target::Everybody,
        _ => Target::User,
    }
}

fn target_number(target: Target) -> i64 {
    match target {
        Target::User => 0,
        Target::Company => 1,
        Target::Everybody => 2,
    }
}

fn countries(text: &str) -> BTreeSet<Country> {
    text.split(',').filter_map(Country::parse).collect()
}

fn countries_text(countries: &BTreeSet<Country>) -> String {
    countries.iter().map(Country::as_str).collect::<Vec<_>>().join(",")
}
