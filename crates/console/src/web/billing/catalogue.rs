//! The catalogue of the installation: every product that is known, with its plans and list prices. For those who may
//! import it.

use std::collections::BTreeSet;

use axum::response::Response;
use cupo_app::store::catalogue::PriceRow;
use cupo_app::text::{fold, sort_key};
use cupo_domain::access::Role;
use cupo_domain::catalogue::{Catalogue, Product};
use cupo_domain::ids::ProductId;
use cupo_domain::refusal::{Code, Denial};

use super::words::term_price;
use crate::format::money;
use crate::pages::{CataloguePage, CataloguePrice, CatalogueRow};
use crate::texts::Texts;
use crate::view::{Link, Pager, Place};
use crate::web::address::Address;
use crate::web::frame::{flash, general};
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;
use crate::web::words::Names;

/// Products on a page.
const SIZE: usize = 50;
/// Where a list is imported.
const IMPORT: &str = "/catalogue/import";

/// Whether somebody may see the installation's catalogue.
fn permitted(signed: &Signed) -> Result<(), Denial> {
    let roles = &signed.who.caller.roles;
    if roles.contains(&Role::Operator) || roles.contains(&Role::AdminAgent) {
        Ok(())
    } else {
        Err(Denial::new(Code::Role, "catalogue"))
    }
}

/// Whether somebody may change it: every partner and customer here has the same one, so that only the installation's
/// operator does.
pub(super) fn may_change(signed: &Signed) -> Result<(), Denial> {
    if signed.who.caller.roles.contains(&Role::Operator) {
        Ok(())
    } else {
        Err(Denial::new(Code::Role, "catalogue"))
    }
}

/// The page.
pub async fn show(signed: Signed, asked: Asked) -> Result<Response, Trouble> {
    permitted(&signed)?;
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let wanted = fold(asked.0.text("q"));
    let mut found: Vec<(Vec<u8>, &Product)> = catalogue
        .products()
        .filter(|p| matches(p, &wanted))
        .map(|p| (sort_key(&names.product(p.id), &p.part_number), p))
        .collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let total = found.len();
    let pages = total.div_ceil(SIZE).max(1);
    let number = asked.0.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let prices = store.catalogue_rows().await?.prices;
    let skip = (number - 1) * SIZE;
    let shown = found.iter().skip(skip).take(SIZE);
    let rows: Vec<CatalogueRow> = shown.map(|(_, product)| row(&names, product, &prices)).collect();
    let here = Address::of("/catalogue", &asked.0, &["q"]);
    let mut frame = general(&signed, &t.rail_catalogue(), Place::Catalogue).await;
    frame.flash = flash(t, &asked.0);
    let all = asked.0.some("q").map(|_| Link::new(t.bill_catalogue_all(), "/catalogue"));
    page(CataloguePage {
        t,
        frame,
        total: i64::try_from(total).unwrap_or(i64::MAX),
        q: asked.0.text("q").to_owned(),
        import_href: may_change(&signed).is_ok().then(|| IMPORT.to_owned()),
        pager: pager(t, &here, (number, pages), (skip, rows.len(), total)),
        rows,
        empty_link: all.unwrap_or_else(|| Link::new(t.catalogue_import(), IMPORT)),
    })
}

fn matches(product: &Product, wanted: &str) -> bool {
    wanted.is_empty()
        || [&product.name_en, &product.name_es, &product.part_number]
            .iter()
            .any(|text| fold(text).contains(wanted))
        || product.guid.to_string().contains(wanted)
}

fn row(names: &Names<'_>, product: &Product, prices: &[PriceRow]) -> CatalogueRow {
    let mut plans: Vec<String> =
        product.plans.iter().map(|plan| plan_name(names, names.catalogue, plan)).collect();
    plans.sort_by_cached_key(|name| sort_key(name, ""));
    CatalogueRow {
        name: names.product(product.id),
        id: product.guid.to_string(),
        part_number: product.part_number.clone(),
        plans,
        prices: list_prices(names.t, product.id, prices),
    }
}

/// A plan with its identifier: names for people are not unique.
fn plan_name(names: &Names<'_>, catalogue: &Catalogue, plan: cupo_domain::ids::PlanId) -> String {
    let friendly = names.plan(plan);
    match catalogue.plan(plan) {
        Some(plan) if plan.name != friendly => format!("{friendly} ({})", plan.name),
        _ => friendly,
    }
}

/// The list prices of a product, a line for each currency, so that the same currency stands side by side.
fn list_prices(t: &Texts, product: ProductId, prices: &[PriceRow]) -> Vec<CataloguePrice> {
    let own: Vec<&PriceRow> = prices.iter().filter(|p| p.product == product).collect();
    let currencies: BTreeSet<&str> = own.iter().map(|p| p.currency.as_str()).collect();
    let of = |currency: &str, term: &str| {
        own.iter().find(|p| p.currency == currency && p.term == term).map(|p| p.minor_units)
    };
    let amount = |currency: &str, term: &str| match of(currency, term) {
        None => "\u{2013}".to_owned(),
        Some(0) => t.subscriptions_free().into_owned(),
        Some(minor) => money(t, Some((minor, currency))),
    };
    let line = |currency: &str| CataloguePrice {
        month: amount(currency, "P1M"),
        year: amount(currency, "P1Y"),
        years: ["P3Y", "once"]
            .into_iter()
            .find_map(|term| of(currency, term).map(|it| term_price(t, term, Some(it), currency)))
            .unwrap_or_default(),
    };
    currencies.into_iter().map(line).collect()
}

/// The pages of a list that is held in memory.
pub(super) fn pager(
    t: &Texts,
    here: &Address,
    (number, pages): (usize, usize),
    (skip, shown, total): (usize, usize, usize),
) -> Pager {
    let at = |page: usize| here.with("page", &page.to_string()).href();
    let words = |n: usize| t.number(i64::try_from(n).unwrap_or(i64::MAX));
    Pager {
        first: (number > 1).then(|| here.href()),
        previous: (number > 1).then(|| at(number - 1)),
        next: (number < pages).then(|| at(number + 1)),
        last: (number < pages).then(|| at(pages)),
        range: match shown {
            0 => String::new(),
            _ => t.pager_range(words(skip + 1), words(skip + shown), words(total)),
        },
    }
}
