//! Turns a page into an answer.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use cupo_app::error::AppError;

use crate::web::trouble::Trouble;

/// A page, with status 200.
///
/// # Errors
/// Never in practice: every template is rendered with samples by a test.
pub fn page(template: impl Template) -> Result<Response, Trouble> {
    with_status(StatusCode::OK, template)
}

/// A page with another status, such as a form that is shown again with what is wrong.
///
/// # Errors
/// As [`page`].
pub fn with_status(status: StatusCode, template: impl Template) -> Result<Response, Trouble> {
    let html = template.render().map_err(|e| AppError::Bug(format!("rendering a page: {e}")))?;
    Ok((status, Html(html)).into_response())
}

/// A file to download.
#[must_use]
pub fn download(name: &str, kind: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '-' })
        .collect();
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{safe}\""))];
    (headers, body.into()).into_response()
}
