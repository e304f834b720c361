//! Operations: what was done, for whom it worked and for whom not (Licenses updated of seed 002), and undoing it.
//! It shows what the store kept and asks the use cases to undo; it decides nothing.

pub(crate) mod describe;
mod list;
mod list_csv;
mod updated;
mod filter;
mod lines;
mod repair;
mod attention;
mod downloads;
mod events;
mod undo;
mod undo_licenses;
mod undo_accounts;
mod undo_quantity;
mod undo_command;
mod undo_edit;

pub mod people;

use axum::Router;
use axum::routing::{get, post};
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use cupo_http::hall::Hall;

use crate::web::visit::{At, Signed};

pub use describe::{sentence, title};

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/operations", get(list::page))
        .route("/c/{customer}/operations.csv", get(list_csv::csv))
        .route("/c/{customer}/operations/{operation}", get(updated::page))
        .route("/c/{customer}/operations/{operation}/events", get(events::events))
        .route("/c/{customer}/operations/{operation}/outcomes.csv", get(downloads::csv))
        .route("/c/{customer}/operations/{operation}/outcomes.json", get(downloads::json))
        .route("/c/{customer}/operations/{operation}/repair", post(repair::start))
        .route("/c/{customer}/operations/{operation}/undo", get(undo::show).post(undo::apply))
}

/// The operation of an address.
async fn find(signed: &Signed, at: &At, operation: &str) -> Result<OperationRow, AppError> {
    let unknown = || AppError::denied(Code::NotFound, "operation");
    let guid = Guid::parse_str(operation).map_err(|_| unknown())?;
    signed.visit.hall.app.store().operation(&at.permit, guid).await?.ok_or_else(unknown)
}

/// The page of an operation.
fn address(at: &At, operation: Guid) -> String {
    format!("/c/{}/operations/{operation}", at.organisation.guid)
}
