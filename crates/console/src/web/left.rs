//! What is left of people who are deleted: one person's data with what can be done with it, the inactive mailboxes, and
//! which mailboxes a search finds (sections 12, 13 and 15). It decides nothing.

mod found;
mod inactive;
mod words;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::ids::GuidText;
use cupo_app::left::DataDoc;
use cupo_app::store::left::LeftData;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{LeftPage, LeftSection};
use crate::view::{FieldError, Link, Place};
use crate::web::commands::{Question, ask};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

pub(crate) use words::{told, why_not};

/// Fields that say who gets data, one for each deed that needs somebody.
const RECEIVERS: [(&str, &str); 4] = [
    ("hand-files", "files_to"),
    ("bring-back-files", "back_to"),
    ("recover-mailbox", "recover_to"),
    ("restore-mailbox", "copy_to"),
];

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/users/{user}/data", get(show))
        .route("/c/{customer}/users/{user}/data/change", get(change))
        .route("/c/{customer}/inactive-mailboxes", get(inactive::show))
        .route("/c/{customer}/search-reach", get(found::show))
}

/// GET /c/{customer}/users/{user}/data
async fn show(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    page(&signed, &at, &user, (&asked, None)).await
}

/// GET /c/{customer}/users/{user}/data/change: what a deed would do, with the button that does it.
async fn change(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageHolds).await?;
    let guid = named(&user)?;
    // Nobody's data is told apart from that of somebody elsewhere.
    left(&signed, &at, guid, Workload::Files).await?;
    let answer = match read(&signed, &at, guid, &asked).await {
        Ok(doc) => {
            let command = Command::Data(doc.wish().map_err(AppError::from)?);
            let back = format!("/c/{}/users/{guid}/data", at.organisation.guid);
            let crumbs = vec![Link::new(signed.t().left_link(), &back)];
            let question = Question { place: Place::AtRisk, crumbs, back, then: None };
            ask(&signed, &at, (&command, ""), question).await
        }
        Err(error) => Err(error.into()),
    };
    let denial = answer.as_ref().err().and_then(Trouble::denial).cloned();
    match denial.filter(words::is_known) {
        Some(denial) => page(&signed, &at, &user, (&asked, Some(denial))).await,
        None => answer,
    }
}

fn named(user: &str) -> Result<Guid, AppError> {
    Guid::parse_str(user).map_err(|_| AppError::denied(Code::NotFound, "user"))
}

/// What an address asks; who gets the data is named by sign-in name.
async fn read(signed: &Signed, at: &At, owner: Guid, asked: &Fields) -> Result<DataDoc, AppError> {
    let deed = asked.text("do");
    let mut to = None;
    if let Some((_, field)) = RECEIVERS.iter().find(|(key, _)| *key == deed) {
        let name = asked.text(field).trim().to_lowercase();
        let store = signed.visit.hall.app.store();
        let found = store.ids_of_names(&at.permit, &[name]).await?;
        let ids: Vec<_> = found.iter().map(|(_, id)| *id).collect();
        let row = store.users_by_id(&at.permit, &ids).await?.into_iter().next();
        to = Some(GuidText(row.ok_or_else(|| Denial::new(Code::NotFound, "to"))?.guid));
    }
    Ok(DataDoc { owner: GuidText(owner), deed: deed.to_owned(), to, data: asked.text("data").to_owned() })
}

/// One kind of a person's data.
async fn left(signed: &Signed, at: &At, user: Guid, of: Workload) -> Result<LeftData, AppError> {
    let found = signed.visit.hall.app.store().data_left(&at.permit, user, of).await?;
    Ok(found.ok_or_else(|| Denial::new(Code::NotFound, "user"))?)
}

async fn page(
    signed: &Signed,
    at: &At,
    user: &str,
    (asked, denial): (&Fields, Option<Denial>),
) -> Result<Response, Trouble> {
    let (t, guid) = (signed.t(), named(user)?);
    let (mail, files) =
        (left(signed, at, guid, Workload::Mail).await?, left(signed, at, guid, Workload::Files).await?);
    let base = format!("/c/{}", at.organisation.guid);
    let title = t.left_title(&mail.name);
    let risk = Link::new(t.risk_title(), format!("{base}/data-at-risk"));
    let crumbs = if mail.state == 0 {
        vec![Link::new(&mail.name, format!("{base}/users/{guid}"))]
    } else {
        vec![risk]
    };
    let errors: Vec<FieldError> = denial
        .iter()
        .map(|it| {
            let field = RECEIVERS.iter().find(|(deed, _)| *deed == asked.text("do"));
            FieldError { field: field.map_or("mail", |(_, field)| field), text: why_not(t, it) }
        })
        .collect();
    let status =
        denial.and_then(|it| StatusCode::from_u16(it.code.http_status()).ok()).unwrap_or(StatusCode::OK);
    let mut sections: Vec<LeftSection> =
        vec![words::mail(signed, at, &mail).await?, words::files(signed, at, &files).await?];
    for form in sections.iter_mut().flat_map(|it| it.forms.iter_mut()) {
        if let Some(field) = &mut form.to {
            asked.text(field.name).clone_into(&mut field.value);
            field.error = errors.iter().find(|e| e.field == field.name).map(|e| e.text.clone());
        }
    }
    let links = vec![
        Link::new(t.hold_title(), format!("{base}/users/{guid}/holds")),
        Link::new(t.risk_title(), format!("{base}/data-at-risk?user={guid}")),
    ];
    let frame = of_customer(signed, &at.organisation, (&title, Place::AtRisk), crumbs).await;
    with_status(
        status,
        LeftPage { t, frame, errors, action: format!("{base}/users/{guid}/data/change"), sections, links },
    )
}
