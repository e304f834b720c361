//! `cupo subscription`: list, buy, resize.

use cupo_api::wire::{Command, Life, Subscription};

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
        SubscriptionCommand::Change { subscription, to, quantity, customer, how } => {
            let to = life(&to)?;
            if quantity.is_some() && !matches!(to, Life::SeatsAtRenewal | Life::SellerPlan) {
                return Err(Failure::usage(
                    "--quantity goes with --to seats-at-renewal and --to seller-plan",
                ));
            }
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            let command = Command::ChangeSubscription { subscription, to, quantity };
            change((&client, &at), command, &how, desk.output).await
        }
        SubscriptionCommand::TakeOver { subscription, to, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::TakeOver { subscription, to }, &how, desk.output).await
        }
        SubscriptionCommand::Resize { subscription, quantity, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::ChangeQuantity { subscription, quantity }, &how, desk.output)
                .await
        }
    }
}

/// What shall become of a subscription, by the word of the command line.
fn life(word: &str) -> Result<Life, Failure> {
    let word = serde_json::Value::String(word.replace('-', "_"));
    serde_json::from_value(word).map_err(|e| Failure::usage(format!("--to: {e}")))
}

async fn list(desk: &Desk, customer: &CustomerOption) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_product()),
        Column::whole(t.col_part_number()),
        Column::figures(t.col_seats()),
        Column::text(t.col_status()),
        Column::text(t.col_term()),
        Column::text(t.col_ends()),
        Column::figures(t.col_price()),
        Column::whole(t.col_id()),
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
            words::money(t, it.price.as_ref()),
            it.id.clone(),
        ]
    };
    let path = format!("{at}/subscriptions");
    client.list(&path, &[], None, |page: Vec<Subscription>| listing.page(&page, row)).await?;
    listing.end(&t.none_subscriptions())
}
