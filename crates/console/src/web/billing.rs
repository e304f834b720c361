//! Billing and what belongs to it: Licenses, the page of a product, Your products, buying seats, a customer's settings,
//! and the installation's catalogue. It shows and asks; what is allowed is decided elsewhere.

mod buy;
mod catalogue;
mod change;
mod confirm;
pub(in crate::web) mod domains;
mod findings;
mod holders;
mod import;
mod licenses;
pub(crate) mod life_words;
mod product;
mod picks;
pub(in crate::web) mod policies;
mod quantity;
mod self_service;
pub(in crate::web) mod settings;
mod subscription;
mod subscriptions;
mod subscriptions_csv;
mod uploads;
pub(in crate::web) mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use cupo_domain::seats::Pool;
use cupo_http::hall::Hall;

use crate::view::SeatBar;

/// The header with which the page's script asks for a part of a page.
pub(crate) const FRAGMENT: &str = "x-fragment";

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    let import = Router::new()
        .route("/catalogue/import", get(import::show).post(import::judge))
        .layer(DefaultBodyLimit::max(uploads::BODY_BYTES_MAX));
    Router::new()
        .route("/c/{customer}/products", get(licenses::show))
        .route("/c/{customer}/products/{product}", get(product::show))
        .route("/c/{customer}/products/{product}/suggest", get(product::suggest))
        .route("/c/{customer}/products/{product}/selection", post(picks::change))
        .route("/c/{customer}/products/{product}/assign", get(product::back).post(change::assign))
        .route("/c/{customer}/products/{product}/unassign", get(product::back).post(change::unassign))
        .route("/c/{customer}/subscriptions", get(subscriptions::show))
        .route("/c/{customer}/subscriptions.csv", get(subscriptions_csv::csv))
        .route("/c/{customer}/self-service/{product}", get(self_service::show))
        .route("/c/{customer}/self-service/{product}/people.csv", get(self_service::csv))
        .route("/c/{customer}/subscriptions/buy", get(buy::choose))
        .route("/c/{customer}/subscriptions/{subscription}", get(subscription::show))
        .route("/c/{customer}/subscriptions/{subscription}/change", get(subscription::change))
        .route("/c/{customer}/subscriptions/{subscription}/key", post(subscription::key))
        .route(
            "/c/{customer}/subscriptions/{subscription}/quantity",
            get(quantity::show).post(quantity::save),
        )
        .route(
            "/c/{customer}/subscriptions/{subscription}/quantity/preview",
            get(quantity::show).post(quantity::preview),
        )
        .route("/c/{customer}/settings", get(settings::show).post(settings::save))
        .route("/c/{customer}/settings/self-service", get(policies::show).post(policies::save))
        .route("/c/{customer}/settings/domains", post(domains::change))
        .route("/catalogue", get(catalogue::show))
        .route("/catalogue/import/findings.csv", get(import::csv))
        .route("/catalogue/import/apply", post(import::apply).get(import::show))
        .merge(import)
}

/// Removes every file that waits.
pub(crate) fn forget_files() {
    uploads::forget_all();
}

/// The seats of a pool as a bar.
fn seat_bar(pool: &Pool) -> SeatBar {
    SeatBar {
        total: pool.total(),
        taken: pool.consumed,
        reserved: pool.reserved,
        expiring: pool.units.warning,
    }
}
