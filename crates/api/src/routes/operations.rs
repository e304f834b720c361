//! Operations: commands that are done, with every outcome, and how far those are that run.

mod outcomes;
mod events;
mod submit;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::{At, Visit};
use crate::once;
use crate::page::{Source, answer, cursor, cut, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{List, Operation, Outcome, State, Submit};
use crate::words;

/// Which operations.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OperationQuery {
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Operations";
    let one = "/customers/{customer}/operations/{operation}";
    vec![
        Route::new(("POST", "/customers/{customer}/operations"), "createOperation", tag, "Do it", post(submit::create))
            .detail(
                "Applies a preview, or decides a command and does it in one step. Up to 5,000 users are done when the \
                 answer comes (201); more are worked on in the background (202), and going away stops nothing. Users who \
                 are refused do not make it fail: each has an outcome.",
            )
            .header(once::HEADER, once::MEANS)
            .json::<Submit>()
            .answers::<Operation>(201, "It is done.")
            .with(201, "Location", "The operation.")
            .answers::<Operation>(202, "It is under way.")
            .with(202, "Location", "The operation.")
            .refuses(409, "The command as a whole cannot be done; `code` says why.")
            .refuses(410, "It is past the time in which it could be brought back.")
            .refuses(412, "It is no longer what the preview said (E-CHANGED); nothing was changed.")
            .refuses(422, once::REFUSED),
        Route::new(("GET", "/customers/{customer}/operations"), "listOperations", tag, "List operations", get(list))
            .query::<OperationQuery>()
            .answers::<List<Operation>>(200, "A page of operations, the newest first.")
            .sends(200, "", Some("text/csv")),
        Route::new(("GET", one), "getOperation", tag, "One operation", get(shown))
            .answers::<Operation>(200, "The operation as it is now."),
        Route::new(
            ("GET", "/customers/{customer}/operations/{operation}/outcomes"),
            "listOutcomes",
            tag,
            "Every outcome",
            get(outcomes::list),
        )
        .detail("One entry per user and product, in the order of the selection.")
        .query::<outcomes::OutcomeQuery>()
        .answers::<List<Outcome>>(200, "A page of outcomes; as CSV all the rest, unless `limit` says how many.")
        .sends(200, "", Some("text/csv")),
        Route::new(
            ("GET", "/customers/{customer}/operations/{operation}/events"),
            "watchOperation",
            tag,
            "Watch progress",
            get(events::watch),
        )
        .detail(
            "Server-sent events named `progress` with the schema Progress as data. The stream ends when the operation \
             does, or after a while in which nothing happens; ask again then.",
        )
        .sends(200, "The stream.", Some("text/event-stream")),
    ]
}

/// An operation of the address.
async fn find(visit: &Visit, at: &At, id: &str) -> Result<OperationRow, Trouble> {
    let unknown = || Trouble::new(Code::NotFound, "operation");
    let guid = Guid::parse_str(id).map_err(|_| unknown())?;
    visit.app().store().operation(&at.permit, guid).await?.ok_or_else(unknown)
}

struct Operations {
    visit: Visit,
    at: At,
}

impl Source for Operations {
    type Item = Operation;

    fn heading(&self) -> &'static [&'static str] {
        &[
            "id",
            "state",
            "kind",
            "channel",
            "actor",
            "reason",
            "users",
            "succeeded",
            "unchanged",
            "refused",
            "created_at",
            "finished_at",
            "undo_until",
        ]
    }

    fn cells(&self, it: &Operation) -> Vec<String> {
        let state = match it.state {
            State::Running => "running",
            State::Done => "done",
        };
        vec![
            it.id.clone(),
            state.to_owned(),
            it.kind.clone(),
            it.channel.clone(),
            it.actor.clone(),
            it.reason.clone(),
            it.users.to_string(),
            it.succeeded.to_string(),
            it.unchanged.to_string(),
            it.refused.to_string(),
            it.created_at.clone(),
            it.finished_at.clone().unwrap_or_default(),
            it.undo_until.clone().unwrap_or_default(),
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Operation>, Option<String>), Trouble> {
        let below = place::<1>(after.as_deref())?.map_or(i64::MAX, |[id]| id);
        let rows = self.visit.app().store().operations(&self.at.permit, below, limit + 1).await?;
        let (rows, more) = cut(rows, limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(&[last.id.0]));
        let now = self.visit.app().now().0;
        Ok((rows.iter().map(|row| words::operation(row, now)).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().store().count_operations(&self.at.permit).await?)
    }
}

async fn list(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<OperationQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    answer(&headers, Operations { visit, at }, asked.after, asked.limit).await
}

async fn shown(
    visit: Visit,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let row = find(&visit, &at, &operation).await?;
    Ok(axum::Json(words::operation(&row, visit.app().now().0)).into_response())
}
