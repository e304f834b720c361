//! Client credentials of programs.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use cupo_app::answers::Before;
use cupo_app::programs::NewProgram;
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::{Json, Query};
use crate::caller::Visit;
use crate::once::{self, Key};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{App, AppCreated, CreateApp, List};
use crate::words::instant;

/// Whose client credentials.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AppQuery {
    /// The customer; without it the organisation of the caller.
    #[serde(default)]
    customer: Option<String>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Apps";
    vec![
        Route::new(("GET", "/apps"), "listApps", tag, "List client credentials", get(list))
            .query::<AppQuery>()
            .answers::<List<App>>(200, "All of the organisation, by name; secrets are not among them.")
            .refuses(404, "There is no such customer, or not for this caller."),
        Route::new(("POST", "/apps"), "createApp", tag, "Create client credentials", post(create))
            .detail(
                "The answer is the only place where the secret is. A program of a customer gets a role of customers, a \
                 program of a partner a role of partners.",
            )
            .header(once::HEADER, once::MEANS)
            .json::<CreateApp>()
            .answers::<AppCreated>(201, "The credentials.")
            .refuses(404, "There is no such customer, or not for this caller.")
            .refuses(409, "Another program has this name.")
            .refuses(422, once::REFUSED),
        Route::new(("DELETE", "/apps/{client}"), "deleteApp", tag, "Remove client credentials", delete(remove))
            .detail("Its tokens are worth nothing from then on.")
            .sends(204, "Removed.", None),
    ]
}

async fn organisation(visit: &Visit, named: Option<&str>) -> Result<Guid, Trouble> {
    let unknown = || Trouble::new(Code::Scope, "customer");
    match (named, visit.caller.home()) {
        (Some(named), _) => Guid::parse_str(named).map_err(|_| unknown()),
        (None, Some(home)) => Ok(visit.app().organisation_of(home).await?.ok_or_else(unknown)?.guid),
        (None, None) => Err(Trouble::new(Code::Invalid, "customer").parameter("customer")),
    }
}

async fn list(visit: Visit, Query(asked): Query<AppQuery>) -> Result<Response, Trouble> {
    let customer = organisation(&visit, asked.customer.as_deref()).await?;
    let (at, rows) = visit.app().programs(&visit.caller, customer).await?;
    let items: Vec<App> = rows
        .into_iter()
        .map(|row| App {
            client_id: row.client_id,
            name: row.name,
            customer: at.guid.to_string(),
            role: row.role.key().to_owned(),
            created_at: instant(row.created_at),
        })
        .collect();
    let count = i64::try_from(items.len()).ok();
    Ok(axum::Json(List { items, next: None, count }).into_response())
}

async fn create(visit: Visit, key: Key, asked: Json<CreateApp>) -> Result<Response, Trouble> {
    let once = key.asking(&visit, "createApp", &asked.bytes);
    let asked = asked.value;
    let role = Role::parse(&asked.role);
    let role = role.ok_or_else(|| Trouble::new(Code::Invalid, "role").pointer("/role"))?;
    let customer = organisation(&visit, asked.customer.as_deref()).await?;
    let wanted = NewProgram { name: asked.name, role, once };
    let once = wanted.once.as_ref();
    let told = |client_id: String, client_secret: Option<String>| {
        let body = AppCreated {
            client_id,
            client_secret,
            name: wanted.name.trim().to_owned(),
            customer: customer.to_string(),
            role: role.key().to_owned(),
        };
        (StatusCode::CREATED, axum::Json(body)).into_response()
    };
    let at = visit.at(&customer.to_string(), Action::ManageApps).await?;
    if let Some(before) = once::before(&visit, &at, once).await? {
        return Ok(told(made_before(before)?, None));
    }
    match visit.app().create_program(&visit.caller, customer, &wanted, visit.channel).await {
        Ok(made) => Ok(told(made.client_id, Some(made.secret))),
        Err(error) => {
            let before = once::instead(&visit, &at, (once, error.into())).await?;
            Ok(told(made_before(before)?, None))
        }
    }
}

/// The identity of the credentials that the same request made before.
fn made_before(before: Before) -> Result<String, Trouble> {
    match before {
        Before::Answer(client_id) => Ok(client_id),
        Before::Operation(_) => Err(once::other()),
    }
}

async fn remove(visit: Visit, Path(client): Path<String>) -> Result<Response, Trouble> {
    visit.app().remove_program(&visit.caller, &client, visit.channel).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
