//! Writes a file that was judged. It goes on when the browser leaves; the page tells how far it is.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import_users::{ImportChoice, ImportError, ImportReport};
use cupo_domain::access::Action;

use super::{form, report, uploads};
use crate::web::accounts::asking;
use crate::web::posted::{Fields, Posted};
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};

/// How long the answer waits for the end of an import.
const SHORT: Duration = Duration::from_secs(1);

/// Applies a kept file: its good rows, as the button said.
pub(super) async fn apply(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let id = fields.text("preview").to_owned();
    let page = format!("/c/{}/users/import?file={id}", at.organisation.guid);
    if !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(see(&format!("/c/{}/users/import", at.organisation.guid)));
    }
    // Pressed twice, or too late: the page says how it is.
    let Some((file, update, rows)) = uploads::begin(&signed, &at, &id) else { return Ok(see(&page)) };
    let shown = fields.text("digest").to_owned();
    let (visitor, place, upload_id) = (signed.clone(), at.clone(), id.clone());
    let choice = ImportChoice { dry_run: false, good_rows: true, update_existing: update };
    let work = tokio::spawn(async move {
        let app = Arc::clone(&signed.visit.hall.app);
        let progress = |read| rows.store(read, Ordering::Relaxed);
        let choice = (choice, Some(shown.as_str()));
        let done = app.import_shown(asking(&signed, &at), file.path(), choice, progress).await;
        drop(file);
        finish(&id, done)
    });
    // A short file is done by the time its page is shown; a long one goes on behind a page that tells how far it is.
    match tokio::time::timeout(SHORT, work).await {
        Ok(ended) => {
            let changed = ended.map_err(|e| AppError::Bug(format!("importing users: {e}")))??;
            if let Some(upload) = uploads::find(&visitor, &place, &upload_id).filter(|_| changed) {
                let result = report::result(&visitor, &place, (&upload_id, &upload), &Fields::default());
                let (status, form_of) =
                    (StatusCode::PRECONDITION_FAILED, (upload.update, Vec::new(), Some(result)));
                return form(&visitor, &place, status, form_of).await;
            }
        }
        Err(_) => tracing::info!("an import goes on behind its page"),
    }
    Ok(see(&page))
}

/// Whether nothing was written because it is no longer what was shown.
fn finish(id: &str, done: Result<ImportReport, ImportError>) -> Result<bool, AppError> {
    match done {
        Ok(report) if report.changed => {
            uploads::again(id, report);
            Ok(true)
        }
        Ok(report) => {
            uploads::end(id, Some(report));
            Ok(false)
        }
        Err(error) => {
            uploads::end(id, None);
            let error = match error {
                ImportError::App(error) => error,
                ImportError::File(error) => AppError::Unavailable(format!("reading an upload: {error}")),
            };
            tracing::error!(%error, "an import stopped before its end");
            Err(error)
        }
    }
}
