//! A change that one press asks for: first the page that says what it would do, then exactly that. Every kind of change
//! can come this way; what it would do is told here in words, and decided elsewhere.

mod groups;
mod words;

pub(crate) use words::{held_kind, kind_name, told};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use cupo_app::changes::{Command, Shown};
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;
use cupo_http::hall::Hall;
use serde_json::Value as Json;

use crate::pages::{Footer, PreviewPage};
use crate::view::{Link, Pager, Place};
use crate::web::accounts::asking;
use crate::web::address::Address;
use crate::web::changes::{differences, stored_preview};
use crate::web::frame::{of_customer, when};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};

/// Where a question stands.
pub struct Question {
    /// The place in the rail.
    pub place: Place,
    /// The pages above it.
    pub crumbs: Vec<Link>,
    /// Where to go instead, and afterwards for those who may not see operations.
    pub back: String,
    /// Where to go once it is done; none for the page of the operation.
    pub then: Option<String>,
}

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new().route("/c/{customer}/changes", post(apply))
}

/// The page that says what a command would do, with the button that does it.
///
/// # Errors
/// As the use case.
pub async fn ask(
    signed: &Signed,
    at: &At,
    (command, reason): (&Command, &str),
    question: Question,
) -> Result<Response, Trouble> {
    let by = cupo_app::accounts::Asking { reason, ..asking(signed, at) };
    let shown = signed.visit.hall.app.preview_command(by, command).await?;
    page(signed, at, (&shown, Vec::new()), question).await
}

/// The page of a stored preview; with differences it is the answer that nothing was done (412).
///
/// # Errors
/// When the page cannot be made.
pub async fn page(
    signed: &Signed,
    at: &At,
    (shown, changed): (&Shown, Vec<String>),
    question: Question,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let it = told(signed, at, &shown.what);
    let undo = match shown.undo {
        Ok(until) => t.ops_undo_deadline(when(signed, &at.organisation, until.0).text),
        Err(why) => t.operation_not_undoable(words::final_words(t, why)),
    };
    let status = if changed.is_empty() { StatusCode::OK } else { StatusCode::PRECONDITION_FAILED };
    let action = Address::of(format!("/c/{}/changes", at.organisation.guid), &Fields::default(), &[]);
    let action = match &question.then {
        Some(then) => action.with("then", then),
        None => action,
    };
    let page = PreviewPage {
        t,
        frame: of_customer(signed, &at.organisation, (&it.title, question.place), question.crumbs).await,
        figures: Vec::new(),
        fields: it.fields,
        changed,
        notes: it.notes,
        rows: Vec::new(),
        pager: Pager::default(),
        footer: Footer {
            sentence: it.sentence,
            undo,
            clocks: it.clocks,
            save_label: it.button.clone(),
            confirm: it.button,
            preview: shown.guid.to_string(),
            digest: shown.digest.clone(),
            ..Footer::default()
        },
        action: action.with("back", &question.back).href(),
        back: question.back,
    };
    with_status(status, page)
}

/// POST /c/{customer}/changes: applies what was shown.
async fn apply(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let look = match signed.at(&customer, Action::View).await {
        // Whoever may only see subscriptions changes them all the same (R-ROLE-17), and an agent sees nothing of its
        // own organization but what it creates for it.
        Err(AppError::Denied(denial)) if denial.code == Code::Role || denial.code == Code::Cloud => {
            match signed.at(&customer, Action::CreateCustomers).await {
                Err(_) => signed.at(&customer, Action::ViewSubscriptions).await?,
                Ok(at) => at,
            }
        }
        other => other?,
    };
    if !Action::CHANGES.iter().any(|action| signed.may(*action, &look.organisation)) {
        return Err(AppError::denied(Code::Role, "changes").into());
    }
    let guid = stored_preview(&posted)?;
    let action = app.action_of_preview(&look.permit, signed.owner(), guid).await?;
    let at = permitted(&signed, &customer, action).await?;
    let back = local(asked.text("back")).to_owned();
    let then = asked.some("then").map(|then| local(then).to_owned());
    let row = app.own_preview(&at.permit, signed.owner(), guid).await?;
    let unconfirmed = loses_data(&row.totals) && !posted.ticked("confirm");
    let question =
        Question { place: Place::Operations, crumbs: Vec::new(), back: back.clone(), then: then.clone() };
    if unconfirmed {
        let command = app.command_of_preview(&at.permit, signed.owner(), guid).await?;
        return ask(&signed, &at, (&command, ""), question).await;
    }
    match app.apply_preview(asking(&signed, &at), guid, posted.text("digest")).await {
        Ok(done) => Ok(see(&match then {
            Some(then) => then,
            None if signed.may(Action::View, &at.organisation) => {
                format!("/c/{}/operations/{}", at.organisation.guid, done.receipt.operation)
            }
            None => back,
        })),
        Err(AppError::Changed(it)) => {
            let command = app.command_of_preview(&at.permit, signed.owner(), guid).await?;
            let changed = differences(&signed, &at, &it).await?;
            let shown = app.preview_command(asking(&signed, &at), &command).await?;
            page(&signed, &at, (&shown, changed), question).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The permit of an action; where users may not be edited the right to their location suffices to ask, and the use case
/// sees to it that nothing else changes (R-ROLE-4).
pub(crate) async fn permitted(signed: &Signed, customer: &str, action: Action) -> Result<At, AppError> {
    match signed.at(customer, action).await {
        Err(AppError::Denied(denial)) if denial.code == Code::Role && action == Action::EditUsers => {
            signed.at(customer, Action::EditLocation).await
        }
        other => other,
    }
}

fn loses_data(totals: &str) -> bool {
    let totals: Json = serde_json::from_str(totals).unwrap_or_default();
    let clocks = totals.get("clocks").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    clocks.iter().any(|clock| clock.get("loses_data").and_then(Json::as_bool).unwrap_or(false))
}
