//! `cupo hold`: list, place, release.

use cupo_api::wire::{Command, Hold, List};

use super::change::change;
use super::desk::Desk;
use crate::args::HoldCommand;
use crate::client::{Aim, Ask};
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Does what was said about holds.
///
/// # Errors
/// What the interface answers.
pub async fn hold(desk: &Desk, command: HoldCommand) -> Result<(), Failure> {
    match command {
        HoldCommand::List { user, customer } => {
            let (client, at) = desk.at(&customer, Aim::Read).await?;
            let all: List<Hold> = client.ask(Ask::get(format!("{at}/users/{user}/holds"))).await?;
            let t = desk.output.t();
            let columns = [
                Column::text(t.col_data()),
                Column::text(t.col_kind()),
                Column::text(t.col_since()),
                Column::text(t.col_released()),
                Column::text(t.col_why()),
                Column::whole(t.col_id()),
            ];
            let mut listing = Listing::new(desk.output, &columns);
            listing.page(&all.items, |it| {
                let released = it.released_at.clone().unwrap_or_default();
                vec![
                    it.data.clone(),
                    it.kind.clone(),
                    it.placed_at.clone(),
                    released,
                    it.reason.clone(),
                    it.id.clone(),
                ]
            })?;
            listing.end(&t.none_holds())
        }
        HoldCommand::Place { user, data, kind, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::PlaceHold { user, data, hold: kind }, &how, desk.output).await
        }
        HoldCommand::Release { hold, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::ReleaseHold { hold }, &how, desk.output).await
        }
    }
}
