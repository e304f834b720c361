//! People who may be meant while a name is typed. It says nothing of anybody who is not a user of the customer, and
//! decides nothing about what becomes of them.

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use cupo_app::store::users::{UserFilter, UserPage, UserRow};
use cupo_app::text::fold;
use cupo_domain::access::Action;
use serde::Serialize;

use crate::web::posted::{Asked, Fields};
use crate::web::render::page as render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Users that are named.
const SUGGESTED_MAX: usize = 8;

/// A user that may be meant.
#[derive(Serialize)]
struct Suggestion {
    name: String,
    sign_in: String,
}

/// The same users as the page's script wants them.
#[derive(Template)]
#[template(
    source = r#"{% for s in list %}<li><button type="button" class="plain" value="{{ s.sign_in }}">{{ s.name }} <span class="quiet small">{{ s.sign_in }}</span></button></li>{% endfor %}"#,
    ext = "html"
)]
struct Suggestions {
    list: Vec<Suggestion>,
}

/// GET /c/{customer}/users/suggest: who may get what somebody leaves behind.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let most = i64::try_from(SUGGESTED_MAX).unwrap_or(i64::MAX);
    let users = matching(&signed, &at, (&asked.0, most)).await?;
    answer(&signed, users)
}

/// At most so many active users that match what is typed; nobody as long as nothing is.
pub(super) async fn matching(
    signed: &Signed,
    at: &At,
    (asked, most): (&Fields, i64),
) -> Result<Vec<UserRow>, Trouble> {
    let typed = fold(asked.text("q"));
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let filter = UserFilter { search: Some(typed), ..UserFilter::default() };
    let wanted = UserPage { filter, size: most, ..UserPage::default() };
    Ok(signed.visit.hall.app.store().users(&at.permit, &wanted).await?.users)
}

/// The first of them, as rows for the script and as data for everybody else.
pub(super) fn answer(signed: &Signed, users: impl IntoIterator<Item = UserRow>) -> Result<Response, Trouble> {
    let list = users.into_iter().take(SUGGESTED_MAX);
    let list: Vec<Suggestion> =
        list.map(|u| Suggestion { name: u.display_name, sign_in: u.sign_in }).collect();
    if signed.visit.fragment { render(Suggestions { list }) } else { Ok(Json(list).into_response()) }
}
