//! `cupo customer`: the customers one may see.

use cupo_api::wire::Customer;

use super::desk::Desk;
use crate::args::CustomerCommand;
use crate::client::Aim;
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Lists customers.
///
/// # Errors
/// What the interface answers.
pub async fn customer(desk: &Desk, command: CustomerCommand) -> Result<(), Failure> {
    let CustomerCommand::List { search } = command;
    let client = desk.client(Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_name()),
        Column::whole(t.col_domain()),
        Column::text(t.col_country()),
        Column::figures(t.col_users()),
        Column::figures(t.col_deleted()),
        Column::whole(t.col_id()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let query: Vec<_> = search.map(|text| ("search", text)).into_iter().collect();
    let row = |it: &Customer| {
        vec![
            it.name.clone(),
            it.domain.clone(),
            it.country.clone(),
            it.users.to_string(),
            it.deleted_users.to_string(),
            it.id.clone(),
        ]
    };
    client.list("/customers", &query, None, |page: Vec<Customer>| listing.page(&page, row)).await?;
    listing.end(&t.none_customers())
}
