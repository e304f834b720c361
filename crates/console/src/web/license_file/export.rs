//! Licenses as a file that can be edited and imported again: the users that the list shows, or all of them.

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::response::Response;
use cupo_domain::access::Action;
use futures::stream::try_unfold;

use super::CSV;
use crate::lang::Lang;
use crate::web::file_words::heading_language;
use crate::web::posted::Asked;
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;
use crate::web::wizard::wanted_users;

/// Written and sent piece by piece.
pub(super) async fn export(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let filter = wanted_users(&signed, &at, &asked).await?;
    let app = &signed.visit.hall.app;
    let export = app.export_licenses(&at.permit, filter, heading_language(signed.t())).await?;
    let name = if signed.visit.lang == Lang::Es { "licencias.csv" } else { "licenses.csv" };
    let pieces = try_unfold((signed, at, export), |(signed, at, mut export)| async move {
        match export.next(&signed.visit.hall.app, &at.permit).await {
            Ok(piece) => Ok(piece.map(|text| (Bytes::from(text), (signed, at, export)))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "an export of licenses breaks off");
                Err(std::io::Error::other("the export broke off"))
            }
        }
    });
    Ok(download(name, CSV, Body::from_stream(pieces)))
}
