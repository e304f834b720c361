//! Takes a file that a browser sends, piece by piece onto the disk, and judges it. The token comes before the file,
//! so that nothing of a form from elsewhere is kept.

use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import_users::{ImportChoice, ImportError};
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;

use super::{form, uploads, words};
use crate::view::FieldError;
use crate::web::accounts::asking;
use crate::web::posted::check_token;
use crate::web::trouble::Trouble;
use crate::web::upload::{Kept, broken, save, text};
use crate::web::visit::{At, Signed, see};

/// What was sent.
struct Received {
    file: Option<Kept>,
    update: bool,
}

/// Judges a file and shows what was found; nothing is written.
pub(super) async fn judge(
    signed: Signed,
    Path(customer): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let multipart = multipart.map_err(|_| AppError::denied(Code::Invalid, "form"))?;
    let received = receive(&signed, multipart).await?;
    let Some(file) = received.file else {
        let text = signed.t().import_file_missing().into_owned();
        return refuse(&signed, &at, received.update, vec![text]).await;
    };
    let choice = ImportChoice { dry_run: true, ..ImportChoice::default() };
    let app = &signed.visit.hall.app;
    match app.import_users(asking(&signed, &at), file.path(), choice, |_| {}).await {
        Ok(report) => {
            let id = uploads::keep(&signed, &at, (file, received.update), report)?;
            Ok(see(&format!("/c/{}/users/import?file={id}", at.organisation.guid)))
        }
        Err(ImportError::File(error)) => {
            refuse(&signed, &at, received.update, words::file_error(signed.t(), &error)).await
        }
        Err(ImportError::App(error)) => Err(error.into()),
    }
}

async fn refuse(signed: &Signed, at: &At, update: bool, texts: Vec<String>) -> Result<Response, Trouble> {
    let errors = texts.into_iter().map(|text| FieldError { field: "file", text }).collect();
    form(signed, at, StatusCode::BAD_REQUEST, (update, errors, None)).await
}

async fn receive(signed: &Signed, mut multipart: Multipart) -> Result<Received, AppError> {
    let mut received = Received { file: None, update: false };
    let mut trusted = false;
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name().unwrap_or("") {
            "csrf" => {
                check_token(&signed.visit, &text(field).await?)?;
                trusted = true;
            }
            "existing" => received.update = text(field).await? == "update",
            // A form without its token ends here, before anything is kept.
            "file" if !trusted => check_token(&signed.visit, "")?,
            "file" if received.file.is_none() => received.file = save(field).await?,
            _ => return Err(AppError::denied(Code::Invalid, "form")),
        }
    }
    if trusted { Ok(received) } else { Err(AppError::denied(Code::Role, "form-token")) }
}
