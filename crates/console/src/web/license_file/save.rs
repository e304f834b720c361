//! Saves what a file was shown to do, or shows what has changed since.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::Saved;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use super::shown_again;
use crate::web::posted::Posted;
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};
use crate::web::wizard::changed;

/// Applies the preview of a file.
pub(super) async fn save(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let app = &signed.visit.hall.app;
    let unknown = || AppError::denied(Code::NotFound, "preview");
    let guid = Guid::parse_str(fields.text("preview")).map_err(|_| unknown())?;
    let request = app.shown_request(&at.permit, signed.owner(), guid).await?;
    if request.wanted.file().is_none() {
        return Err(unknown().into());
    }
    let shown = Some((guid, fields.text("digest")));
    match app.save_shown(&at.permit, &request, shown, fields.ticked("confirm")).await {
        Ok(Saved::Done(receipt)) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Ok(Saved::Confirm(preview)) => shown_again(&signed, &at, (*preview, Vec::new())).await,
        Err(AppError::Changed(differences)) => {
            let lines = changed(&signed, &at, &differences).await?;
            let preview = app.preview(&at.permit, &request).await?;
            shown_again(&signed, &at, (preview, lines)).await
        }
        Err(error) => Err(error.into()),
    }
}
