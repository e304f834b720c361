//! Starting an operation: from a preview, or from a command at once; once per key, however often it is sent.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use cupo_app::accounts::Asking;
use cupo_app::answers::Before;
use cupo_app::changes::Applied;
use cupo_app::error::AppError;
use cupo_app::store::operations::Once;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Code;

use crate::body::Json;
use crate::caller::{At, Visit};
use crate::commands;
use crate::once::{self, Key};
use crate::routes::previews::{kept, refused};
use crate::trouble::Trouble;
use crate::wire::{Apply, Decide, OneTimePassword, Operation, Submit};
use crate::words;

/// POST /customers/{customer}/operations
pub(super) async fn create(
    visit: Visit,
    Path(customer): Path<String>,
    key: Key,
    asked: Json<Submit>,
) -> Result<Response, Trouble> {
    let at = visit.looking(&customer).await?;
    let once = key.asking(&visit, "", &asked.bytes);
    if let Some(before) = once::before(&visit, &at, once.as_ref()).await? {
        return again(&visit, &at, before);
    }
    let done = match &asked.value {
        Submit::Apply(it) => apply(&visit, &customer, it, once.as_ref()).await,
        Submit::Decide(it) => decide(&visit, &customer, it, once.as_ref()).await,
    };
    match done {
        Ok(done) => created(&visit, &at, done).await,
        // The same request may have been sent twice at the same time; the other one won.
        Err(error) => again(&visit, &at, once::instead(&visit, &at, (once.as_ref(), error)).await?),
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

async fn created(visit: &Visit, at: &At, done: Applied) -> Result<Response, Trouble> {
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

async fn apply(visit: &Visit, customer: &str, it: &Apply, once: Option<&Once>) -> Result<Applied, Trouble> {
    let (at, row) = kept(visit, customer, &it.preview).await.map_err(|t| t.pointer("/preview"))?;
    if row.digest != it.digest {
        let changed = Trouble::new(Code::Changed, "digest").pointer("/digest");
        return Err(changed.status(StatusCode::PRECONDITION_FAILED));
    }
    match visit.app().apply_preview(visit.asking(&at, once), row.guid, &it.digest).await {
        Ok(done) => Ok(done),
        Err(error) => Err(refused(visit, &at, error).await?),
    }
}

async fn decide(visit: &Visit, customer: &str, it: &Decide, once: Option<&Once>) -> Result<Applied, Trouble> {
    let at = commands::permitted(visit, customer, it).await?;
    let meant = commands::understood(visit, &at, it).await?;
    let by = Asking { reason: it.reason.as_str(), ..visit.asking(&at, once) };
    match visit.app().run(by, &meant, None).await {
        Ok(done) => Ok(done),
        Err(error @ AppError::Changed(_)) => Err(refused(visit, &at, error).await?),
        Err(error) => Err(commands::placed(&it.command, error)),
    }
}
