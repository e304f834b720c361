//! A change that one press asks for: first the page that says what it would do, then exactly that. Every kind of change
//! can come this way; what it would do is told here in words, and decided elsewhere.

pub mod groups;
mod words;

pub(crate) use words::{Told, final_words, held_kind, kind_name, plain, told};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use cupo_app::changes::{Command, Shown};
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use cupo_http::hall::Hall;
use serde_json::Value as Json;

use crate::pages::{ErrorPage, Footer, PreviewPage};
use crate::refusals::RefusalText;
use crate::view::{Link, Pager, Place};
use crate::web::accounts::asking;
use crate::web::accounts::passwords::{given, waiting};
use crate::web::address::Address;
use crate::web::changes::{Pressed, became, is_gone, press, stored_preview};
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
    let it = told(signed, at, &shown.what);
    let action = Address::of(format!("/c/{}/changes", at.organisation.guid), &Fields::default(), &[]);
    let action = match &question.then {
        Some(then) => action.with("then", then),
        None => action,
    };
    let action = action.with("back", &question.back).href();
    page_of(signed, at, (shown, changed), question, (it, action)).await
}

/// The same in other words, and with a form that goes elsewhere.
///
/// # Errors
/// When the page cannot be made.
pub async fn page_of(
    signed: &Signed,
    at: &At,
    (shown, changed): (&Shown, Vec<String>),
    question: Question,
    (it, action): (Told, String),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let undo = match shown.undo {
        Ok(until) => t.ops_undo_deadline(when(signed, &at.organisation, until.0).text),
        Err(why) => t.operation_not_undoable(final_words(t, why)),
    };
    let status = if changed.is_empty() { StatusCode::OK } else { StatusCode::PRECONDITION_FAILED };
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
        action,
        back: question.back,
    };
    with_status(status, page)
}

/// POST /c/{customer}/changes: applies what was shown, once; what is no longer kept is shown again.
async fn apply(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let look = looking(&signed, &customer).await?;
    let guid = stored_preview(&posted)?;
    let back = local(asked.text("back")).to_owned();
    let then = asked.some("then").map(|then| local(then).to_owned());
    // Asked in this order: what is used up between the two is there as what it became.
    let wish = app.asked_by(&look.permit, signed.owner(), guid).await?;
    if let Some(operation) = became(&signed, &look, guid).await? {
        return Ok(see(&again(&signed, &look, (operation, then, back))));
    }
    let Some(wish) = wish else { return lost(&signed, &look, back).await };
    let action = app.action_of(&look.permit, &wish.command).await?;
    let at = permitted(&signed, &customer, action).await?;
    let question =
        Question { place: Place::Operations, crumbs: Vec::new(), back: back.clone(), then: then.clone() };
    let command = (&wish.command, wish.reason.as_str());
    match app.own_preview(&at.permit, signed.owner(), guid).await {
        Ok(row) if loses_data(&row.totals) && !posted.ticked("confirm") => {
            return ask(&signed, &at, command, question).await;
        }
        Err(error) if !is_gone(&error) => return Err(error.into()),
        _ => {}
    }
    match press(&signed, &at, &posted).await? {
        Pressed::Done(done) if !done.passwords.is_empty() => given(&signed, &at, &done).await,
        Pressed::Done(done) => Ok(see(&result(&signed, &at, (done.receipt.operation, then, back)))),
        Pressed::Before(operation) => Ok(see(&again(&signed, &at, (operation, then, back)))),
        Pressed::Look(changed) => {
            let by = cupo_app::accounts::Asking { reason: command.1, ..asking(&signed, &at) };
            let shown = app.preview_command(by, command.0).await?;
            page(&signed, &at, (&shown, changed), question).await
        }
    }
}

/// Whoever may change anything at a customer, with the permit to look that goes with it.
async fn looking(signed: &Signed, customer: &str) -> Result<At, AppError> {
    let look = match signed.at(customer, Action::View).await {
        // Whoever may only see subscriptions changes them all the same (R-ROLE-17), and an agent sees nothing of its
        // own organization but what it creates for it.
        Err(AppError::Denied(denial)) if denial.code == Code::Role || denial.code == Code::Cloud => {
            match signed.at(customer, Action::CreateCustomers).await {
                // Everybody changes what is their own (R-SSP-2).
                Err(_) => match signed.at(customer, Action::ViewSubscriptions).await {
                    Err(_) => signed.at(customer, Action::ServeSelf).await?,
                    Ok(at) => at,
                },
                Ok(at) => at,
            }
        }
        other => other?,
    };
    if Action::CHANGES.iter().any(|action| signed.may(*action, &look.organisation)) {
        Ok(look)
    } else {
        Err(AppError::denied(Code::Role, "changes"))
    }
}

/// Where somebody goes who sends a form once more: to the passwords it gave, while they wait.
fn again(signed: &Signed, at: &At, (operation, then, back): (Guid, Option<String>, String)) -> String {
    waiting(signed, at, operation).unwrap_or_else(|| result(signed, at, (operation, then, back)))
}

/// Where somebody goes once it is done.
fn result(signed: &Signed, at: &At, (operation, then, back): (Guid, Option<String>, String)) -> String {
    match then {
        Some(then) => then,
        None if signed.may(Action::View, &at.organisation) => {
            format!("/c/{}/operations/{operation}", at.organisation.guid)
        }
        None => back,
    }
}

/// The answer where nothing is known any more of what was shown.
///
/// # Errors
/// When the page cannot be made.
pub async fn lost(signed: &Signed, at: &At, back: String) -> Result<Response, Trouble> {
    let t = signed.t();
    let title = t.change_lost_title();
    let text = RefusalText {
        title: title.clone().into_owned(),
        explanation: t.change_lost().into_owned(),
        rule: "",
        remedy: t.change_lost_remedy().into_owned(),
    };
    let frame = of_customer(signed, &at.organisation, (&title, Place::Operations), Vec::new()).await;
    let links = vec![Link::new(t.change_lost_back(), back)];
    with_status(StatusCode::NOT_FOUND, ErrorPage { links, ..ErrorPage::refusal(t, frame, text) })
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

pub(crate) fn loses_data(totals: &str) -> bool {
    let totals: Json = serde_json::from_str(totals).unwrap_or_default();
    let clocks = totals.get("clocks").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    clocks.iter().any(|clock| clock.get("loses_data").and_then(Json::as_bool).unwrap_or(false))
}
