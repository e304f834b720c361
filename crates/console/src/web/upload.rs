//! Files that browsers send in forms: piece by piece onto this server's disk. Must never know what is in them.

use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use cupo_app::error::AppError;
use cupo_domain::refusal::{Code, Denial};
pub use cupo_http::kept::{Kept, create, failed};
use cupo_http::limits::UPLOAD_BYTES_MAX;
use tokio::io::AsyncWriteExt;

/// Longest text of an ordinary field of the form.
const FIELD_BYTES_MAX: usize = 1024;

/// A short field; a long one is no field of this form.
///
/// # Errors
/// When it is long, or no text.
pub async fn text(mut field: Field<'_>) -> Result<String, AppError> {
    let name = field.name().unwrap_or("form").chars().take(64).collect::<String>();
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_BYTES_MAX {
            return Err(AppError::denied(Code::Invalid, name));
        }
    }
    String::from_utf8(bytes).map_err(|_| AppError::denied(Code::Invalid, name))
}

/// Writes the file to the disk; a file without a byte is none, as when nobody chose one.
///
/// # Errors
/// When the disk cannot take it.
pub async fn save(mut field: Field<'_>) -> Result<Option<Kept>, AppError> {
    let named = field.file_name().is_some_and(|name| !name.is_empty());
    let (mut disk, kept) = create()?;
    let mut size = 0;
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        size += piece.len();
        disk.write_all(&piece).await.map_err(|e| failed("writing an upload", &e))?;
    }
    disk.flush().await.map_err(|e| failed("writing an upload", &e))?;
    Ok((named || size > 0).then_some(kept))
}

/// A body that is too large, or that is no form.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "used to map errors")]
pub fn broken(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let most = i64::try_from(UPLOAD_BYTES_MAX).unwrap_or(i64::MAX);
        return Denial::new(Code::Size, "file").with_figure(most).into();
    }
    AppError::denied(Code::Invalid, "form")
}
