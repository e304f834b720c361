//! `cupo operation`: list, show, wait, undo.

use std::cell::Cell;

use cupo_api::wire::{Command, Operation, Outcome};

use super::change::{change, operation_text, outcome_row, wait};
use super::desk::Desk;
use super::words;
use crate::args::{CustomerOption, OperationCommand};
use crate::client::{Aim, Ask};
use crate::failure::Failure;
use crate::output::{Column, Listing, json_line, say, to_json};

/// Does what was said about operations.
///
/// # Errors
/// What the interface answers; exit code 1 when users were refused.
pub async fn operation(desk: &Desk, command: OperationCommand) -> Result<(), Failure> {
    match command {
        OperationCommand::List { customer, limit } => list(desk, &customer, limit).await,
        OperationCommand::Show { operation, refused, customer } => {
            show(desk, &customer, &operation, refused).await
        }
        OperationCommand::Wait { operation, customer } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            let found: Operation = client.ask(Ask::get(format!("{at}/operations/{operation}"))).await?;
            let done = wait((&client, &at), found, desk.output.t()).await?;
            if desk.output.json { json_line(&done) } else { say(&operation_text(desk.output.t(), &done)) }
        }
        OperationCommand::Undo { operation, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::Undo { operation }, &how, desk.output).await
        }
    }
}

async fn list(desk: &Desk, customer: &CustomerOption, limit: u64) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_when()),
        Column::text(t.col_what()),
        Column::text(t.col_who()),
        Column::text(t.col_state()),
        Column::figures(t.col_users()),
        Column::figures(t.col_changed()),
        Column::figures(t.col_refused()),
        Column::text(t.col_why()),
        Column::whole(t.col_id()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Operation| {
        vec![
            it.created_at.chars().take(19).collect(),
            it.kind.clone(),
            it.actor.clone(),
            words::snake(&it.state),
            it.users.to_string(),
            it.succeeded.to_string(),
            it.refused.to_string(),
            it.reason.clone(),
            it.id.clone(),
        ]
    };
    let path = format!("{at}/operations");
    client.list(&path, &[], Some(limit), |page: Vec<Operation>| listing.page(&page, row)).await?;
    listing.end(&t.none_operations())
}

async fn show(desk: &Desk, customer: &CustomerOption, id: &str, refused: bool) -> Result<(), Failure> {
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let path = format!("{at}/operations/{id}");
    let operation: Operation = client.ask(Ask::get(path.clone())).await?;
    let query: Vec<(&str, String)> = refused.then(|| ("result", "refused".to_owned())).into_iter().collect();
    let outcomes = format!("{path}/outcomes");
    if desk.output.json {
        say(&format!("{{\"operation\":{},\"outcomes\":[", to_json(&operation)?))?;
        let first = Cell::new(true);
        client
            .list(&outcomes, &query, None, |page: Vec<Outcome>| {
                for outcome in page {
                    say(if first.replace(false) { "\n" } else { ",\n" })?;
                    say(&to_json(&outcome)?)?;
                }
                Ok(())
            })
            .await?;
        return say("\n]}\n");
    }
    let t = desk.output.t();
    say(&operation_text(t, &operation))?;
    let columns = [
        Column::whole(t.col_user()),
        Column::whole(t.col_product()),
        Column::whole(t.col_result()),
        Column::text(t.col_why()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    client.list(&outcomes, &query, None, |page: Vec<Outcome>| listing.page(&page, outcome_row)).await?;
    listing.end(&t.none_outcomes())
}
