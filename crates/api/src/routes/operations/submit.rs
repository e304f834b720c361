//! Starting an operation: from a preview, or from a command at once; once per key, however often it is sent.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use cupo_app::accounts::{Asking, OneTimePassword as Issued};
use cupo_app::answers::Before;
use cupo_app::app::App;
use cupo_app::changes::{Applied, Command as Change, undo_action};
use cupo_app::error::AppError;
use cupo_app::licenses::{Receipt, Who};
use cupo_app::store::operations::Once;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;

use crate::body::Json;
use crate::caller::{At, Visit};
use crate::commands;
use crate::creation;
use crate::find;
use crate::once::{self, Key};
use crate::routes::previews::request;
use crate::trouble::Trouble;
use crate::wire::{Apply, Changed, Command, Decide, OneTimePassword, Operation, Submit, Users};
use crate::words;

/// Users whose names tell what changed since a preview.
const NAMES_MAX: usize = 100;

/// What came of it.
struct Done {
    receipt: Receipt,
    passwords: Vec<Issued>,
}

impl From<Receipt> for Done {
    fn from(receipt: Receipt) -> Self {
        Self { receipt, passwords: Vec::new() }
    }
}

/// POST /customers/{customer}/operations
pub(super) async fn create(
    visit: Visit,
    Path(customer): Path<String>,
    key: Key,
    asked: Json<Submit>,
) -> Result<Response, Trouble> {
    let at = permitted(&visit, &customer, &asked.value).await?;
    let once = key.asking(&visit, "", &asked.bytes);
    if let Some(before) = once::before(&visit, &at, once.as_ref()).await? {
        return again(&visit, &at, before);
    }
    match carry_out(&visit, &at, &asked.value, once.as_ref()).await {
        Ok(done) => created(&visit, &at, done).await,
        Err(error) => again(&visit, &at, once::instead(&visit, &at, (once.as_ref(), error)).await?),
    }
}

async fn permitted(visit: &Visit, customer: &str, asked: &Submit) -> Result<At, Trouble> {
    match asked {
        Submit::Apply(_) => visit.at(customer, Action::AssignLicenses).await,
        Submit::Decide(it) => {
            commands::check_reason(&it.reason)?;
            visit.at(customer, commands::action(&it.command)).await
        }
    }
}

/// The answer to a request that was done before.
fn again(visit: &Visit, at: &At, before: Before) -> Result<Response, Trouble> {
    match before {
        Before::Operation(row) => Ok(answer(at, words::operation(&row, visit.app().now().0))),
        // A key is kept with all that was asked, so this cannot be the same request.
        Before::Answer(_) => Err(once::other()),
    }
}

fn answer(at: &At, body: Operation) -> Response {
    let status =
        if body.state == crate::wire::State::Running { StatusCode::ACCEPTED } else { StatusCode::CREATED };
    let place = format!("/api/v1/customers/{}/operations/{}", at.organisation.guid, body.id);
    (status, [(LOCATION, place)], axum::Json(body)).into_response()
}

async fn created(visit: &Visit, at: &At, done: Done) -> Result<Response, Trouble> {
    let store = visit.app().store();
    let row = store.operation(&at.permit, done.receipt.operation).await?;
    let row = row.ok_or_else(|| AppError::Bug("an operation that was just made is not there".to_owned()))?;
    let mut body = words::operation(&row, visit.app().now().0);
    let ids: Vec<UserId> = done.passwords.iter().map(|p| p.user).collect();
    if !ids.is_empty() {
        let named = store.users_by_id(&at.permit, &ids).await?;
        let name =
            |id: UserId| named.iter().find(|u| u.id == id).map(|u| u.sign_in.clone()).unwrap_or_default();
        let told = done.passwords.into_iter();
        body.passwords = told.map(|p| OneTimePassword { user: name(p.user), password: p.password }).collect();
    }
    Ok(answer(at, body))
}

async fn carry_out(visit: &Visit, at: &At, asked: &Submit, once: Option<&Once>) -> Result<Done, Trouble> {
    let done = match asked {
        Submit::Apply(it) => apply(visit, at, it, once).await?.map(Done::from),
        Submit::Decide(it) => decide(visit, at, it, once).await?,
    };
    match done {
        Ok(done) => Ok(done),
        Err(AppError::Changed(it)) => {
            let shown: Vec<UserId> = it.users.iter().copied().take(NAMES_MAX).collect();
            let named = visit.app().store().users_by_id(&at.permit, &shown).await?;
            let totals = words::totals(&visit.app().store().catalogue(), &it.now);
            Err(Trouble::changed(Changed { users: named.into_iter().map(|u| u.sign_in).collect(), totals }))
        }
        Err(error) => Err(error.into()),
    }
}

type Answer<T> = Result<Result<T, AppError>, Trouble>;

async fn apply(visit: &Visit, at: &At, it: &Apply, once: Option<&Once>) -> Answer<Receipt> {
    let unknown = || Trouble::new(Code::NotFound, "preview").pointer("/preview");
    let guid = Guid::parse_str(&it.preview).map_err(|_| unknown())?;
    let row = visit.app().store().preview(&at.permit, guid).await?.filter(|row| row.owner == visit.owner);
    let row = row.ok_or_else(unknown)?;
    if row.digest != it.digest {
        return Err(Trouble::new(Code::Changed, "digest")
            .pointer("/digest")
            .status(StatusCode::PRECONDITION_FAILED));
    }
    Ok(visit.app().apply_once(&at.permit, visit.owner, guid, once.cloned()).await)
}

async fn decide(visit: &Visit, at: &At, it: &Decide, once: Option<&Once>) -> Answer<Done> {
    let (app, by) = (visit.app(), Asking { reason: it.reason.as_str(), ..visit.asking(at, once) });
    Ok(match &it.command {
        Command::Undo { operation } => return undo(visit, at, operation, (it, once)).await,
        Command::ChangeLicenses { .. } => {
            let request =
                cupo_app::licenses::Request { once: once.cloned(), ..request(visit, at, it).await? };
            app.save(&at.permit, &request, None).await.map(Done::from)
        }
        Command::CreateUser { user } => match run(app, by, &creation::command(user)).await {
            Err(error @ AppError::Denied(_)) => return Err(creation::placed(error, "/command/user")),
            other => other,
        },
        Command::DeleteUsers { users, give_back, mail_to, files_to } => {
            let who = Who::Users(people(visit, at, users, false).await?);
            let settle = commands::settlement(visit, at, give_back, (mail_to, files_to)).await?;
            run(app, by, &Change::DeleteUsers { who, settle }).await
        }
        Command::RestoreUsers { users } => {
            let users = people(visit, at, users, true).await?;
            run(app, by, &Change::RestoreUsers(users)).await
        }
        Command::ChangeQuantity { subscription, quantity } => {
            let bad = || Trouble::new(Code::NotFound, "subscription").pointer("/command/subscription");
            let subscription = Guid::parse_str(subscription).map_err(|_| bad())?;
            run(app, by, &Change::Quantity { subscription, seats: *quantity }).await
        }
        Command::Buy { product, quantity, term } => {
            let catalogue = app.store().catalogue();
            let found = find::product(&catalogue, product).map_err(|t| t.pointer("/command/product"))?;
            let bought = Change::Buy { product: found.guid, seats: *quantity, term: term.clone() };
            run(app, by, &bought).await
        }
    })
}

async fn run(app: &App, by: Asking<'_>, change: &Change) -> Result<Done, AppError> {
    let Applied { receipt, passwords } = app.run(by, change, None).await?;
    Ok(Done { receipt, passwords })
}

async fn people(visit: &Visit, at: &At, users: &Users, deleted: bool) -> Result<Vec<UserId>, Trouble> {
    find::users(visit, at, users, deleted).await
}

/// Each kind of operation has its way back, and its permit.
async fn undo(visit: &Visit, at: &At, operation: &str, (it, once): (&Decide, Option<&Once>)) -> Answer<Done> {
    let app = visit.app();
    let guid = commands::operation_id(operation)?;
    let row = app.store().operation(&at.permit, guid).await?;
    let row = row.ok_or_else(|| Trouble::new(Code::NotFound, "operation").pointer("/command/operation"))?;
    let at = &visit.at(&at.organisation.guid.to_string(), undo_action(&row.kind)).await?;
    let by = Asking { reason: it.reason.as_str(), ..visit.asking(at, once) };
    Ok(run(app, by, &Change::Undo(guid)).await)
}
