//! `cupo customer`: the customers one may see, new ones, and their domains.

use cupo_api::wire::{Command, Customer, Domain, List};

use super::change::change;
use super::desk::{Desk, customer_id};
use crate::args::{CustomerCommand, DomainCommand};
use crate::client::{Aim, Ask, Client};
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Does what was said about customers.
///
/// # Errors
/// What the interface answers.
pub async fn customer(desk: &Desk, command: CustomerCommand) -> Result<(), Failure> {
    match command {
        CustomerCommand::List { search } => list(desk, search).await,
        CustomerCommand::Create { name, domain, country, reseller_only, partner, how } => {
            let client = desk.client(Aim::Write).await?;
            let id = partner_id(&client, partner).await?;
            let mut domains = domain.into_iter();
            let domain = domains.next().unwrap_or_default();
            let command = Command::CreateCustomer {
                name,
                domain,
                domains: domains.collect(),
                country,
                delegated: !reseller_only,
            };
            change((&client, &format!("/customers/{id}")), command, &how, desk.output).await
        }
        CustomerCommand::Domain(command) => domain(desk, command).await,
    }
}

async fn list(desk: &Desk, search: Option<String>) -> Result<(), Failure> {
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

/// The id of the one organization here that sells to others.
/// The id of a partner that is named, or of the only one there is.
///
/// # Errors
/// When there is none, or several and none is named.
pub(super) async fn partner_id(client: &Client, named: Option<String>) -> Result<String, Failure> {
    match named {
        Some(named) => customer_id(client, &named).await,
        None => only_partner(client).await,
    }
}

async fn only_partner(client: &Client) -> Result<String, Failure> {
    let mut partners = Vec::new();
    client
        .list("/customers", &[], None, |page: Vec<Customer>| {
            partners.extend(page.into_iter().filter(|it| it.partner).map(|it| it.id));
            Ok(())
        })
        .await?;
    match (partners.pop(), partners.is_empty()) {
        (Some(id), true) => Ok(id),
        (Some(_), false) => {
            Err(Failure::usage("there are several partners here; say which one with --partner ID|DOMAIN"))
        }
        (None, _) => Err(Failure::usage(
            "no organization here sells to others, so none can have customers; with a partner's credentials, name \
             the partner with --partner ID|DOMAIN",
        )),
    }
}

async fn domain(desk: &Desk, command: DomainCommand) -> Result<(), Failure> {
    let nothing = (Vec::new(), Vec::new(), None);
    let (customer, (add, remove, default), how) = match command {
        DomainCommand::List { customer } => {
            let (client, at) = desk.at(&customer, Aim::Read).await?;
            let all: List<Domain> = client.ask(Ask::get(format!("{at}/domains"))).await?;
            let t = desk.output.t();
            let columns = [Column::whole(t.col_domain()), Column::text(t.col_new_users())];
            let mut listing = Listing::new(desk.output, &columns);
            let row = |it: &Domain| {
                let word = if it.default { t.cell_yes() } else { t.cell_no() };
                vec![it.domain.clone(), word.into_owned()]
            };
            listing.page(&all.items, row)?;
            return listing.end(&t.none_domains());
        }
        DomainCommand::Add { domain, customer, how } => (customer, (domain, nothing.1, nothing.2), how),
        DomainCommand::Remove { domain, customer, how } => (customer, (nothing.0, domain, nothing.2), how),
        DomainCommand::Default { domain, customer, how } => {
            (customer, (nothing.0, nothing.1, Some(domain)), how)
        }
    };
    let (client, at) = desk.at(&customer, Aim::Write).await?;
    change((&client, &at), Command::ChangeDomains { add, remove, default }, &how, desk.output).await
}
