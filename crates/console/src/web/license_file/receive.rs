//! Takes a file of licenses, judges it and keeps what was found. The file itself is gone when that is done. The token
//! comes before the file, so that nothing of a form from elsewhere is kept.

use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;

use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import::licenses::FileMode;
use cupo_app::import_licenses::{FileAsking, LicenseFile, LicenseFileError};
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;

use super::{DEFAULT, JUDGED, Judged, form, here, words};
use crate::view::FieldError;
use crate::web::posted::check_token;
use crate::web::trouble::Trouble;
use crate::web::upload::{Kept, broken, failed, save, text};
use crate::web::visit::{At, Signed, see};

/// Judges a file and shows what was found; no license is changed.
pub(super) async fn judge(
    signed: Signed,
    Path(customer): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let multipart = multipart.map_err(|_| AppError::denied(Code::Invalid, "form"))?;
    let (kept, file) = receive(&signed, multipart).await?;
    let Some(kept) = kept else {
        return refuse(&signed, &at, file, vec![signed.t().import_file_missing().into_owned()]).await;
    };
    if file.others && file.mode != FileMode::Replace {
        return refuse(&signed, &at, file, vec![signed.t().license_file_others_mode().into_owned()]).await;
    }
    let source = File::open(kept.path()).map_err(|e| failed("reading an upload", &e))?;
    let asking = FileAsking { reason: String::new(), channel: "console", owner: signed.owner() };
    let app = &signed.visit.hall.app;
    let found = app.preview_license_file(&at.permit, BufReader::new(source), (file, asking), |_| {}).await;
    drop(kept);
    match found {
        Ok(report) => {
            let id = JUDGED.keep(&signed, &at, Judged { file, report: Arc::new(report) })?;
            Ok(see(&format!("{}?file={id}", here(&at))))
        }
        Err(LicenseFileError::File(error)) => {
            refuse(&signed, &at, file, words::file_error(signed.t(), &error)).await
        }
        Err(LicenseFileError::App(error)) => Err(error.into()),
    }
}

async fn refuse(
    signed: &Signed,
    at: &At,
    file: LicenseFile,
    texts: Vec<String>,
) -> Result<Response, Trouble> {
    let errors = texts.into_iter().map(|text| FieldError { field: "file", text }).collect();
    form(signed, at, StatusCode::BAD_REQUEST, (file, errors, None)).await
}

async fn receive(signed: &Signed, mut multipart: Multipart) -> Result<(Option<Kept>, LicenseFile), AppError> {
    let (mut kept, mut file, mut trusted) = (None, DEFAULT, false);
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name().unwrap_or("") {
            "csrf" => {
                check_token(&signed.visit, &text(field).await?)?;
                trusted = true;
            }
            "mode" => {
                let mode = FileMode::parse(&text(field).await?);
                file.mode = mode.ok_or_else(|| AppError::denied(Code::Invalid, "mode"))?;
            }
            "others" => file.others = text(field).await? == "yes",
            // A form without its token ends here, before anything is kept.
            "file" if !trusted => check_token(&signed.visit, "")?,
            "file" if kept.is_none() => kept = save(field).await?,
            _ => return Err(AppError::denied(Code::Invalid, "form")),
        }
    }
    if trusted { Ok((kept, file)) } else { Err(AppError::denied(Code::Role, "form-token")) }
}
