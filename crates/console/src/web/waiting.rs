//! Changes that wait because they would take much without anybody having seen it (D-15): the list, and the preview of one
//! with the button that does it. What waits and why is decided elsewhere.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::accounts::Asking;
use cupo_app::changes::{Shown, What};
use cupo_app::store::guard::WaitingRow;
use cupo_domain::access::Action;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{WaitingLine, WaitingPage};
use crate::view::{Link, Place};
use crate::web::accounts::asking;
use crate::web::changes::{Pressed, press, stored_preview};
use crate::web::commands::groups::totals_notes;
use crate::web::commands::{Question, Told, loses_data, page_of, permitted, plain, told};
use crate::web::frame::{of_customer, when};
use crate::web::operations::describe::title;
use crate::web::operations::people::{People, door};
use crate::web::posted::Posted;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::clock_lines;

/// Changes on the page.
const PAGE: i64 = 100;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/waiting", get(list))
        .route("/c/{customer}/waiting/{change}", get(show))
        .route("/c/{customer}/waiting/{change}/approve", post(approve))
        .route("/c/{customer}/waiting/{change}/decline", post(decline))
}

fn home(at: &At) -> String {
    format!("/c/{}/waiting", at.organisation.guid)
}

/// GET /c/{customer}/waiting
async fn list(signed: Signed, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let found = app.store().waiting(&at.permit, PAGE).await?;
    let people = People::of(&signed, &at, found.iter().map(|row| row.actor.as_str())).await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in &found {
        let action = app.action_of_waiting(&at.permit, row).await?;
        rows.push(WaitingLine {
            what: title(t, &row.kind),
            href: format!("{}/{}", home(&at), row.guid),
            by: people.name(&row.actor),
            door: door(t, &row.channel),
            at: when(&signed, &at.organisation, row.created_at),
            users: row.users,
            clocks: row.clocks,
            may: signed.may(action, &at.organisation),
        });
    }
    page(WaitingPage {
        t,
        frame: of_customer(&signed, &at.organisation, (&t.waiting_title(), Place::Operations), Vec::new())
            .await,
        rows,
        operations: Link::new(t.rail_operations(), format!("/c/{}/operations", at.organisation.guid)),
    })
}

/// A change that waits, with the permit that deciding about it takes.
async fn one(signed: &Signed, customer: &str, change: &str) -> Result<(At, WaitingRow), Trouble> {
    let look = signed.at(customer, Action::View).await?;
    let guid = Guid::parse_str(change).map_err(|_| Denial::new(Code::NotFound, "change"))?;
    let app = &signed.visit.hall.app;
    let row = app.waiting_change(&look.permit, guid).await?;
    let action = app.action_of_waiting(&look.permit, &row).await?;
    Ok((permitted(signed, customer, action).await?, row))
}

/// GET /c/{customer}/waiting/{change}: what it would do now, with the button that does it.
async fn show(signed: Signed, Path((customer, change)): Path<(String, String)>) -> Result<Response, Trouble> {
    let (at, row) = one(&signed, &customer, &change).await?;
    look(&signed, &at, &row, Vec::new()).await
}

async fn look(signed: &Signed, at: &At, row: &WaitingRow, changed: Vec<String>) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let by = Asking { reason: &row.reason, ..asking(signed, at) };
    let shown = app.preview_waiting(by, row).await?;
    let crumbs = vec![Link::new(signed.t().waiting_title(), home(at))];
    let question = Question { place: Place::Operations, crumbs, back: home(at), then: None };
    let words = words(signed, at, row, &shown);
    let action = format!("{}/{}/approve", home(at), row.guid);
    page_of(signed, at, (&shown, changed), question, (words, action)).await
}

/// What it would do, in words.
fn words(signed: &Signed, at: &At, row: &WaitingRow, shown: &Shown) -> Told {
    let t = signed.t();
    let told = match &shown.what {
        What::Licenses(totals) => Told {
            sentence: t.waiting_tell_licenses(totals.succeeded),
            notes: totals_notes(signed, totals),
            clocks: clock_lines(signed, &at.organisation, totals),
            ..plain(t)
        },
        What::Deletion(it) => {
            let gone = it.answers.iter().filter(|(_, it)| matches!(it, Deletion::Done { .. })).count();
            Told { sentence: t.waiting_tell_deletion(gone), ..plain(t) }
        }
        other => told(signed, at, other),
    };
    Told { title: title(t, &row.kind), button: t.waiting_approve().into_owned(), ..told }
}

/// POST /c/{customer}/waiting/{change}/approve: does what was shown, once.
async fn approve(
    signed: Signed,
    Path((customer, change)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let (at, row) = one(&signed, &customer, &change).await?;
    let app = &signed.visit.hall.app;
    let preview = app.own_preview(&at.permit, signed.owner(), stored_preview(&posted)?).await;
    if preview.is_ok_and(|it| loses_data(&it.totals)) && !posted.ticked("confirm") {
        return look(&signed, &at, &row, Vec::new()).await;
    }
    let operation = match press(&signed, &at, &posted).await? {
        Pressed::Done(done) => done.receipt.operation,
        Pressed::Before(operation) => operation,
        Pressed::Look(changed) => return look(&signed, &at, &row, changed).await,
    };
    match app.decide_about(asking(&signed, &at), &row, Some(operation)).await {
        // The same form was sent twice.
        Err(error) if decided(&error) => {}
        other => other?,
    }
    Ok(see(&format!("/c/{}/operations/{operation}", at.organisation.guid)))
}

fn decided(error: &cupo_app::error::AppError) -> bool {
    matches!(error, cupo_app::error::AppError::Denied(denial) if denial.code == Code::State)
}

/// POST /c/{customer}/waiting/{change}/decline: it is not done.
async fn decline(
    signed: Signed,
    Path((customer, change)): Path<(String, String)>,
    Posted(_): Posted,
) -> Result<Response, Trouble> {
    let (at, row) = one(&signed, &customer, &change).await?;
    signed.visit.hall.app.decide_about(asking(&signed, &at), &row, None).await?;
    Ok(see(&home(&at)))
}
