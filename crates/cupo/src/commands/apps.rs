//! `cupo app`: the credentials of programs, and tokens for them. A secret is read from where nobody else sees it, and
//! shown once.

use cupo_api::wire::{App, AppCreated, CreateApp, List, Token};

use super::desk::{Desk, customer_id};
use crate::args::AppCommand;
use crate::client::{Aim, Ask, Client, json, token_form, with_query};
use crate::config::{Auth, Place};
use crate::failure::Failure;
use crate::output::{Column, Listing, json_line, say};

/// Does what was said about programs.
///
/// # Errors
/// What the interface answers.
pub async fn app(desk: &Desk, command: AppCommand) -> Result<(), Failure> {
    match command {
        AppCommand::Create { name, role, customer } => {
            let named = desk.config.customer(customer.customer.as_deref())?;
            let client = desk.client(Aim::Write).await?;
            let customer = Some(customer_id(&client, &named).await?);
            let made: AppCreated =
                client.ask(Ask::post("/apps", json(&CreateApp { name, customer, role })?)).await?;
            if desk.output.json {
                return json_line(&made);
            }
            let t = desk.output.t();
            let (said, keep) = (t.app_created(&made.name, &made.role), t.app_keep());
            let secret = made.client_secret.unwrap_or_default();
            say(&format!("{said}\nclient id      {}\nclient secret  {secret}\n{keep}\n", made.client_id))
        }
        AppCommand::List { customer } => {
            let named = desk.config.customer(customer.customer.as_deref())?;
            let client = desk.client(Aim::Read).await?;
            let query = [("customer", customer_id(&client, &named).await?)];
            let all: List<App> = client.ask(Ask::get(with_query("/apps", &query)?)).await?;
            let t = desk.output.t();
            let columns = [
                Column::text(t.col_name()),
                Column::text(t.col_role()),
                Column::text(t.col_created()),
                Column::whole(t.col_client_id()),
            ];
            let mut listing = Listing::new(desk.output, &columns);
            listing.page(&all.items, |it| {
                vec![it.name.clone(), it.role.clone(), it.created_at.clone(), it.client_id.clone()]
            })?;
            listing.end(&t.none_programs())
        }
        AppCommand::Remove { client_id } => {
            let client = desk.client(Aim::Write).await?;
            client.done(Ask::delete(format!("/apps/{client_id}"))).await?;
            if desk.output.json {
                return json_line(&serde_json::json!({"removed": client_id}));
            }
            say(&format!("{}\n", desk.output.t().app_removed(&client_id)))
        }
        AppCommand::Token { client_id } => token(desk, client_id).await,
    }
}

async fn token(desk: &Desk, named: Option<String>) -> Result<(), Failure> {
    let known = desk.config.client();
    let id = named.or(desk.config.env("CUPO_CLIENT_ID").map(str::to_owned));
    let (id, secret) = match (id, known) {
        (Some(id), Some((known, secret))) if id == known => (id, secret),
        (Some(id), _) => {
            let secret = match desk.config.env("CUPO_CLIENT_SECRET") {
                Some(secret) => secret.to_owned(),
                None => secret_from_input()?,
            };
            (id, secret)
        }
        (None, Some(known)) => known,
        (None, None) => {
            return Err(Failure::usage("no client is named; add --client-id, or set CUPO_CLIENT_ID"));
        }
    };
    let place = match desk.config.place(&desk.common)? {
        Place::Server { url, .. } => Place::Server { url, auth: Auth::Nobody },
        place => place,
    };
    let client = Client::open(place, Aim::Write, desk.lang()).await?;
    let token: Token = client.ask(Ask::post("/token", token_form(&id, &secret)?)).await?;
    if desk.output.json { json_line(&token) } else { say(&format!("{}\n", token.access_token)) }
}

fn secret_from_input() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|e| Failure::usage(format!("reading the secret from standard input: {e}")))?;
    let secret = line.trim().to_owned();
    if secret.is_empty() {
        return Err(Failure::usage("no secret: set CUPO_CLIENT_SECRET, or write it to standard input"));
    }
    Ok(secret)
}
