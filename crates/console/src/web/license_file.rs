//! Licenses from a file and to a file: the file is judged, shown by line and column, previewed like every change of
//! licenses, and saved by the same road. Nothing of the file stays on this server but what it says.

mod export;
mod receive;
mod report;
mod save;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::import::cells::heading::HeadingLanguage;
use cupo_app::import::licenses::{FileMode, template_csv};
use cupo_app::import_licenses::{LicenseFile, LicenseFileReport};
use cupo_app::licenses::Preview;
use cupo_domain::access::Action;
use cupo_http::hall::Hall;
use cupo_http::limits::UPLOAD_BYTES_MAX;

use crate::lang::Lang;
use crate::pages::{LicenseFilePage, LicenseFileResult};
use crate::view::{Choice, FieldError, Link, Place};
use crate::web::frame::{is_agent, of_customer};
use crate::web::posted::Asked;
use crate::web::render::{download, with_status};
use crate::web::shelf::Shelf;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// What a text file with cells is called.
const CSV: &str = "text/csv; charset=utf-8";

/// A file that was judged.
#[derive(Clone)]
struct Judged {
    file: LicenseFile,
    report: Arc<LicenseFileReport>,
}

static JUDGED: Shelf<Judged> = Shelf::new();

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    let upload = get(show).post(receive::judge).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    Router::new()
        .route("/c/{customer}/licenses/import", upload)
        .route("/c/{customer}/licenses/import/save", post(save::save))
        .route("/c/{customer}/licenses/import/findings.csv", get(report::findings))
        .route("/c/{customer}/licenses/import/template.csv", get(template))
        .route("/c/{customer}/licenses/export.csv", get(export::export))
}

fn here(at: &At) -> String {
    format!("/c/{}/licenses/import", at.organisation.guid)
}

/// The form, and what was found in a file that was judged.
async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let Some(id) = asked.some("file") else {
        return form(&signed, &at, StatusCode::OK, (DEFAULT, Vec::new(), None)).await;
    };
    let Some(judged) = JUDGED.find(&signed, &at, id) else {
        let errors = vec![FieldError { field: "file", text: signed.t().start_import_gone().into_owned() }];
        return form(&signed, &at, StatusCode::NOT_FOUND, (DEFAULT, errors, None)).await;
    };
    let result = report::result(&signed, &at, (id, &judged), &asked).await?;
    form(&signed, &at, StatusCode::OK, (judged.file, Vec::new(), Some(result))).await
}

/// The file of a page as which changed what it said since it was shown.
async fn shown_again(
    signed: &Signed,
    at: &At,
    (preview, changed): (Preview, Vec<String>),
) -> Result<Response, Trouble> {
    let plan = report::plan(signed, at, (&preview, &here(at)), changed).await?;
    let result = LicenseFileResult { plan: Some(plan), ..LicenseFileResult::default() };
    form(signed, at, StatusCode::PRECONDITION_FAILED, (DEFAULT, Vec::new(), Some(result))).await
}

/// What the form has chosen before anybody chooses.
const DEFAULT: LicenseFile = LicenseFile { mode: FileMode::Replace, others: false, good_rows: true };

async fn form(
    signed: &Signed,
    at: &At,
    status: StatusCode,
    (file, errors, result): (LicenseFile, Vec<FieldError>, Option<LicenseFileResult>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let home = format!("/c/{}", at.organisation.guid);
    let label = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let crumbs = vec![Link::new(label, format!("{home}/users"))];
    let template = |lang: Lang| format!("{}/template.csv?lang={}", here(at), lang.code());
    let mode = |mode: FileMode| Choice::new(mode.key(), words::mode(t, mode), mode == file.mode);
    let title = t.license_file_title();
    let page = LicenseFilePage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Users), crumbs).await,
        action: here(at),
        modes: [FileMode::Replace, FileMode::Assign, FileMode::Revoke].map(mode).into(),
        others: file.others,
        hint: format!("{} {}", t.license_file_hint(), t.start_import_wait(UPLOAD_BYTES_MAX / (1024 * 1024))),
        templates: vec![
            Link::new(t.import_template_en(), template(Lang::En)),
            Link::new(t.import_template_es(), template(Lang::Es)),
            Link::new(t.license_file_export(), format!("{home}/licenses/export.csv")),
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
    signed.at(&customer, Action::AssignLicenses).await?;
    let (name, language) = match asked.some("lang").and_then(Lang::parse).unwrap_or(signed.visit.lang) {
        Lang::Es => ("licencias.csv", HeadingLanguage::Spanish),
        Lang::En => ("licenses.csv", HeadingLanguage::English),
    };
    Ok(download(name, CSV, template_csv(language)))
}
