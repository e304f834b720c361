//! Previews: what a command would do, kept so that exactly this can be applied.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use cupo_app::licenses::Request;
use cupo_app::licenses::totals::Totals;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Code;
use cupo_http::words::Words;

use crate::body::Json;
use crate::caller::{At, Visit};
use crate::commands::{self, Change};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{Command, Decide, Preview, Refusals};
use crate::words;

/// Refusals of a preview, grouped by product and reason.
const GROUPS_MAX: usize = 200;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            ("POST", "/customers/{customer}/previews"),
            "createPreview",
            "Previews",
            "Preview a command",
            post(create),
        )
        .detail(
            "Nothing is changed. The answer says who gets or loses what, which seats move, whose data clocks would \
             start and who would be refused and why; apply it with its `id` and `digest` by `POST …/operations`. It is \
             kept for 24 hours.",
        )
        .json::<Decide>()
        .answers::<Preview>(201, "The decision.")
        .refuses(409, "The command as a whole cannot be done; `code` says why.")
        .refuses(410, "It is past the time in which it could be brought back."),
    ]
}

async fn create(
    visit: Visit,
    Path(customer): Path<String>,
    asked: Json<Decide>,
) -> Result<Response, Trouble> {
    let asked = asked.value;
    commands::check_reason(&asked.reason)?;
    let action = match asked.command {
        Command::Undo { .. } => Action::AssignLicenses,
        ref command => commands::action(command),
    };
    let at = visit.at(&customer, action).await?;
    let request = request(&visit, &at, &asked).await?;
    let preview = visit.app().preview(&at.permit, &request).await?;
    let body = Preview {
        id: preview.guid.to_string(),
        digest: preview.digest.clone(),
        expires_at: words::instant(visit.app().now().0 + cupo_app::licenses::PREVIEW_HOURS * 3_600_000_000),
        kind: commands::kind(&asked.command).to_owned(),
        totals: words::totals(&visit.app().store().catalogue(), &preview.totals),
        refusals: groups(&visit, &at, &preview.totals).await?,
    };
    let place = format!("/api/v1/customers/{}/previews/{}", at.organisation.guid, body.id);
    Ok((StatusCode::CREATED, [(LOCATION, place)], axum::Json(body)).into_response())
}

/// The request of a command that changes licenses.
///
/// # Errors
/// E-INVALID for other commands, which are shown by their own previews.
pub(super) async fn request(visit: &Visit, at: &At, asked: &Decide) -> Result<Request, Trouble> {
    match &asked.command {
        Command::ChangeLicenses { users, give, take, replace, plans, mode } => {
            let change = Change { users, give, take, replace: *replace, plans, mode: *mode };
            commands::licenses(visit, at, change, &asked.reason).await
        }
        Command::Undo { operation } => commands::undo(visit, at, operation, &asked.reason).await,
        _ => Err(Trouble::new(Code::Invalid, "kind").pointer("/command/kind")),
    }
}

/// Refusals in groups with some names.
pub(super) async fn groups(visit: &Visit, at: &At, totals: &Totals) -> Result<Vec<Refusals>, Trouble> {
    let store = visit.app().store();
    let shown = totals.reasons.iter().take(GROUPS_MAX);
    let ids: Vec<UserId> = shown.clone().flat_map(|group| group.sample.iter().copied()).collect();
    let named = store.users_by_id(&at.permit, &ids).await?;
    let name = |id: &UserId| named.iter().find(|row| row.id == *id).map(|row| row.sign_in.clone());
    let catalogue = store.catalogue();
    let said = Words::new(&catalogue, visit.lang);
    let group = |g| words::refusals(&said, g, g.sample.iter().filter_map(name).collect());
    Ok(shown.map(group).collect())
}
