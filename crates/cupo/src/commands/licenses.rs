//! `cupo license`: list, assign, revoke, replace.

use cupo_api::wire::{Assignment, Command, Give, List, Mode, Product, Users};

use super::change::change;
use super::desk::Desk;
use super::{import, who, words};
use crate::args::{ChangeArgs, CustomerOption, FilterArgs, LicenseCommand, Manner, Who};
use crate::client::{Aim, Ask, with_query};
use crate::failure::Failure;
use crate::output::{Column, Listing, say_file};

/// Does what was said about licenses.
///
/// # Errors
/// What the interface answers; exit code 1 when users were refused.
pub async fn license(desk: &Desk, command: LicenseCommand) -> Result<(), Failure> {
    match command {
        LicenseCommand::List { customer, product: None, user: None } => products(desk, &customer).await,
        LicenseCommand::List { customer, product, user } => {
            holders(desk, &customer, [("product", product), ("user", user), ("on", None)]).await
        }
        LicenseCommand::Export { customer, filter } => export(desk, &customer, &filter).await,
        LicenseCommand::Apply { csv, mode, others, good_rows, customer, how } => {
            let file = import::LicenseFile { mode, others, good_rows };
            import::apply_licenses(desk, (&customer, &csv), file, &how).await
        }
        LicenseCommand::Assign { who, product, plans_off, manner, how } => {
            if plans_off.is_some() && product.len() > 1 {
                return Err(Failure::usage("--plans-off is about one product; give one --product with it"));
            }
            let give = product.into_iter().map(|product| Give { product, plans_off: plans_off.clone() });
            let edit = Edit { give: give.collect(), take: vec![], replace: false };
            licenses(desk, &who, edit, (manner, &how)).await
        }
        LicenseCommand::Revoke { who, product, all, manner, how } => {
            let edit = Edit { give: vec![], take: product, replace: all };
            licenses(desk, &who, edit, (manner, &how)).await
        }
        LicenseCommand::Replace { who, product, manner, how } => {
            let give = product.into_iter().map(|product| Give { product, plans_off: None });
            let edit = Edit { give: give.collect(), take: vec![], replace: true };
            licenses(desk, &who, edit, (manner, &how)).await
        }
    }
}

/// Writes licenses as a file, piece by piece.
async fn export(desk: &Desk, customer: &CustomerOption, filter: &FilterArgs) -> Result<(), Failure> {
    let query = who::query(who::filter(&filter.filter)?);
    let (client, at) = desk.at(customer, Aim::Read).await?;
    client.copy(Ask::get(with_query(&format!("{at}/exports/licenses"), &query)?), say_file).await
}

struct Edit {
    give: Vec<Give>,
    take: Vec<String>,
    replace: bool,
}

async fn licenses(
    desk: &Desk,
    who: &Who,
    edit: Edit,
    (manner, how): (Manner, &ChangeArgs),
) -> Result<(), Failure> {
    let users: Users = who::users(who)?;
    let (client, at) = desk.at(&who.customer, Aim::Write).await?;
    let mode = if manner.strict { Mode::Strict } else { Mode::BestEffort };
    let Edit { give, take, replace } = edit;
    let command = Command::ChangeLicenses { users, give, take, replace, plans: vec![], mode };
    change((&client, &at), command, how, desk.output).await
}

async fn products(desk: &Desk, customer: &CustomerOption) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_product()),
        Column::whole(t.col_part_number()),
        Column::figures(t.col_total()),
        Column::figures(t.col_held()),
        Column::figures(t.col_reserved()),
        Column::figures(t.col_free()),
        Column::text(t.col_seats()),
        Column::text(t.col_state()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Product| {
        vec![
            it.name.clone(),
            it.part_number.clone(),
            it.total.to_string(),
            it.consumed.to_string(),
            it.reserved.to_string(),
            it.assignable.to_string(),
            words::snake(&it.seats),
            words::snake(&it.state),
        ]
    };
    let all: List<Product> = client.ask(Ask::get(format!("{at}/products"))).await?;
    listing.page(&all.items, row)?;
    listing.end(&t.none_products())
}

/// Lists who holds what; on a day, who held it at its end, and until when.
pub(super) async fn holders(
    desk: &Desk,
    customer: &CustomerOption,
    named: [(&str, Option<String>); 3],
) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let t = desk.output.t();
    let past = named.iter().any(|(name, value)| *name == "on" && value.is_some());
    let mut columns = vec![
        Column::whole(t.col_user()),
        Column::whole(t.col_product()),
        Column::text(t.col_source()),
        Column::text(t.col_plans_off()),
        Column::text(t.col_since()),
    ];
    columns.extend(past.then(|| Column::text(t.col_until())));
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Assignment| {
        let mut cells = vec![
            it.user_name.clone(),
            it.part_number.clone(),
            words::snake(&it.source),
            it.plans_off.join(", "),
            it.since.clone(),
        ];
        cells.extend(past.then(|| it.until.clone().unwrap_or_default()));
        cells
    };
    let query: Vec<(&str, String)> = named.into_iter().filter_map(|(k, v)| Some((k, v?))).collect();
    let path = format!("{at}/assignments");
    client.list(&path, &query, None, |page: Vec<Assignment>| listing.page(&page, row)).await?;
    listing.end(&if past { t.none_history() } else { t.none_holders() })
}
