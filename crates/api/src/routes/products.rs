//! The catalog, and the seats of each product at a customer.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;
use cupo_domain::seats::{Pool, PoolKind};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::Visit;
use crate::find;
use crate::page::{cursor, cut, limit, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{CatalogueProduct, List, Product};
use crate::words;

/// Which products of the catalog.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CatalogueQuery {
    /// Text in name or part number.
    #[serde(default)]
    search: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Products";
    vec![
        Route::new(("GET", "/products"), "listCatalog", tag, "List the catalog", get(list))
            .detail("All products there are, with their service plans; the same for every customer.")
            .query::<CatalogueQuery>()
            .answers::<List<CatalogueProduct>>(200, "A page of products."),
        Route::new(("GET", "/products/{product}"), "getCatalogProduct", tag, "One product of the catalog", get(one))
            .detail("By identity, or by part number where no other product shares it.")
            .answers::<CatalogueProduct>(200, "The product."),
        Route::new(("GET", "/customers/{customer}/products"), "listProducts", tag, "Seats by product", get(seats))
            .detail(
                "One entry per product; a self-service purchase that nobody has taken over is an entry of its own. \
                 `assignable` is `total` less `consumed` less `reserved`.",
            )
            .answers::<List<Product>>(200, "The products."),
    ]
}

async fn list(visit: Visit, Query(asked): Query<CatalogueQuery>) -> Result<Response, Trouble> {
    let size = limit(asked.limit)?;
    let after = place::<1>(asked.after.as_deref())?.map(|[id]| id);
    let catalogue = visit.app().store().catalogue();
    let search = asked.search.unwrap_or_default().to_lowercase();
    let fits = |p: &&cupo_domain::catalogue::Product| {
        [&p.part_number, &p.name_en, &p.name_es].iter().any(|text| text.to_lowercase().contains(&search))
    };
    let found: Vec<_> = catalogue.products().filter(fits).collect();
    let count = after.is_none().then(|| i64::try_from(found.len()).unwrap_or(i64::MAX));
    let rest: Vec<_> = found.into_iter().filter(|p| after.is_none_or(|after| p.id.0 > after)).collect();
    let (rows, more) = cut(rest, size);
    let next = rows.last().filter(|_| more).map(|last| cursor(&[last.id.0]));
    let items: Vec<_> = rows.iter().map(|p| words::catalogue_product(&catalogue, p, visit.lang)).collect();
    Ok(axum::Json(List { items, next, count }).into_response())
}

async fn one(visit: Visit, Path(product): Path<String>) -> Result<Response, Trouble> {
    let catalogue = visit.app().store().catalogue();
    let found = find::product(&catalogue, &product).map_err(|_| Trouble::new(Code::NotFound, "product"))?;
    Ok(axum::Json(words::catalogue_product(&catalogue, found, visit.lang)).into_response())
}

async fn seats(visit: Visit, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let store = visit.app().store();
    let catalogue = store.catalogue();
    let exists = |p: &Pool| p.total() > 0 || p.consumed > 0 || p.units.suspended + p.units.locked_out > 0;
    let mut pools = store.pools(&at.permit).await?;
    pools.retain(exists);
    pools.sort_by_key(|p| (p.product, p.kind != PoolKind::Central, p.id));
    let items: Vec<Product> = pools.iter().map(|p| words::pool(&catalogue, p, visit.lang)).collect();
    let count = i64::try_from(items.len()).ok();
    Ok(axum::Json(List { items, next: None, count }).into_response())
}
