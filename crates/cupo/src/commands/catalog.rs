//! `cupo catalog`: list and import.

use cupo_api::wire::CatalogueProduct;

use super::desk::Desk;
use super::{import, words};
use crate::args::CatalogCommand;
use crate::client::Aim;
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Does what was said about the catalog.
///
/// # Errors
/// What the interface answers; exit code 1 when rows of a file were rejected.
pub async fn catalog(desk: &Desk, command: CatalogCommand) -> Result<(), Failure> {
    let search = match command {
        CatalogCommand::Import { file, dry_run } => {
            return import::import_catalogue(desk, &file, dry_run).await;
        }
        CatalogCommand::List { search } => search,
    };
    let client = desk.client(Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_product()),
        Column::whole(t.col_part_number()),
        Column::figures(t.col_plans()),
        Column::text(t.col_sold()),
        Column::whole(t.col_id()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &CatalogueProduct| {
        vec![
            it.name.clone(),
            it.part_number.clone(),
            it.plans.len().to_string(),
            words::yes(t, !it.end_of_sale),
            it.id.clone(),
        ]
    };
    let query: Vec<_> = search.map(|text| ("search", text)).into_iter().collect();
    client.list("/products", &query, None, |page: Vec<CatalogueProduct>| listing.page(&page, row)).await?;
    listing.end(&t.none_catalog())
}
