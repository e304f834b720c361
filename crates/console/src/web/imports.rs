//! Importing users from a file: it is kept on this server, judged row by row, shown by line and column, and applied
//! as it was judged. The whole of it needs little memory, however many rows there are.

mod apply;
mod csv;
mod events;
mod receive;
mod report;
mod uploads;
mod words;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::accounts::ACCOUNTS_MAX;
use cupo_app::import::users::{HeadingLanguage, template_csv};
use cupo_domain::access::Action;
use cupo_http::hall::Hall;
use cupo_http::limits::UPLOAD_BYTES_MAX;

use crate::lang::Lang;
use crate::pages::{ImportPage, ImportResult};
use crate::view::{Choice, FieldError, Link, Place};
use crate::web::frame::{is_agent, of_customer};
use crate::web::posted::Asked;
use crate::web::render::{download, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// What a text file with cells is called.
const CSV: &str = "text/csv; charset=utf-8";

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    let upload = get(show).post(receive::judge).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    Router::new()
        .route("/c/{customer}/users/import", upload)
        .route("/c/{customer}/users/import/apply", post(apply::apply))
        .route("/c/{customer}/users/import/events", get(events::events))
        .route("/c/{customer}/users/import/findings.csv", get(csv::findings))
        .route("/c/{customer}/users/import/template.csv", get(template))
}

/// Removes every file that waits.
pub(crate) fn forget_files() {
    uploads::forget_all();
}

/// The form, and what was found in a file that is kept.
async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let Some(id) = asked.some("file") else {
        return form(&signed, &at, StatusCode::OK, (false, Vec::new(), None)).await;
    };
    let Some(upload) = uploads::find(&signed, &at, id) else {
        let text = signed.t().start_import_gone().into_owned();
        let errors = vec![FieldError { field: "file", text }];
        return form(&signed, &at, StatusCode::NOT_FOUND, (false, errors, None)).await;
    };
    let result = report::result(&signed, &at, (id, &upload), &asked);
    form(&signed, &at, StatusCode::OK, (upload.update, Vec::new(), Some(result))).await
}

async fn form(
    signed: &Signed,
    at: &At,
    status: StatusCode,
    (update, errors, result): (bool, Vec<FieldError>, Option<ImportResult>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let base = format!("/c/{}/users", at.organisation.guid);
    let label = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let crumbs = vec![Link::new(label, &base)];
    let template = |lang: Lang| format!("{base}/import/template.csv?lang={}", lang.code());
    let title = t.import_users_title();
    let page = ImportPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Users), crumbs).await,
        lead: t.import_users_lead(ACCOUNTS_MAX),
        hint: format!("{} {}", t.import_users_hint(), t.start_import_wait(UPLOAD_BYTES_MAX / (1024 * 1024))),
        action: format!("{base}/import"),
        on_existing: vec![
            Choice::new("skip", t.import_existing_skip(), !update),
            Choice::new("update", t.import_existing_update(), update),
        ],
        templates: vec![
            Link::new(t.import_template_en(), template(Lang::En)),
            Link::new(t.import_template_es(), template(Lang::Es)),
        ],
        errors,
        result,
    };
    with_status(status, page)
}

/// The empty file with its headings.
async fn template(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    signed.at(&customer, Action::EditUsers).await?;
    let (name, language) = match asked.some("lang").and_then(Lang::parse).unwrap_or(signed.visit.lang) {
        Lang::Es => ("usuarios.csv", HeadingLanguage::Spanish),
        Lang::En => ("users.csv", HeadingLanguage::English),
    };
    Ok(download(name, CSV, template_csv(language)))
}
