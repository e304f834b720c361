//! `cupo subscription`: list, buy, resize.

use cupo_api::wire::{Command, Subscription};

use super::change::change;
use super::desk::Desk;
use super::words;
use crate::args::{CustomerOption, SubscriptionCommand};
use crate::client::Aim;
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Does what was said about subscriptions.
///
/// # Errors
/// What the interface answers.
pub async fn subscription(desk: &Desk, command: SubscriptionCommand) -> Result<(), Failure> {
    match command {
        SubscriptionCommand::List { customer } => list(desk, &customer).await,
        SubscriptionCommand::Buy { product, quantity, term, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::Buy { product, quantity, term }, &how, desk.output).await
        }
        SubscriptionCommand::Resize { subscription, quantity, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::ChangeQuantity { subscription, quantity }, &how, desk.output)
                .await
        }
    }
}

async fn list(desk: &Desk, customer: &CustomerOption) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let columns = [
        Column::text("Product"),
        Column::whole("Part number"),
        Column::figures("Seats"),
        Column::text("Status"),
        Column::text("Term"),
        Column::text("Ends"),
        Column::figures("Price per seat"),
        Column::whole("Id"),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Subscription| {
        vec![
            it.name.clone(),
            it.part_number.clone(),
            it.quantity.to_string(),
            it.status.clone(),
            it.term.clone(),
            it.ends_at.chars().take(10).collect(),
            words::money(it.price.as_ref()),
            it.id.clone(),
        ]
    };
    let path = format!("{at}/subscriptions");
    client.list(&path, &[], None, |page: Vec<Subscription>| listing.page(&page, row)).await?;
    listing.end("The customer has no subscriptions.")
}
