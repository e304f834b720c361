//! The two ways to licenses for several users: the partner's wizard (seed 002) and Active users with its panels
//! (seed 000). Lists, the selection, the boxes, the live preview and saving.

pub(in crate::web) mod apart;
mod rows;
mod saving;
mod list;
mod filter;
pub(crate) mod views;
mod selection;
pub(crate) mod footer;
mod manage;
mod several;
mod given_by;
mod account;
mod panel;
mod holder;

pub(crate) use account::account_again;
pub(crate) use list::{country_name, csv_line, shown, wanted_users};
pub(crate) use manage::changed;

use axum::Router;
use axum::routing::{get, post};
use cupo_http::hall::Hall;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/users", get(list::page))
        .route("/c/{customer}/views", get(views::list))
        .route("/c/{customer}/views/new", get(views::new).post(views::create))
        .route("/c/{customer}/views/{view}", get(views::one).post(views::change))
        .route("/c/{customer}/users.csv", get(list::export))
        .route("/c/{customer}/selection", post(selection::change))
        .route("/c/{customer}/licenses/manage", get(manage::page))
        .route("/c/{customer}/licenses/manage/preview", post(manage::preview))
        .route("/c/{customer}/licenses/manage/save", post(manage::save))
        .route("/c/{customer}/licenses/several", get(several::page))
        .route("/c/{customer}/licenses/several/preview", post(several::preview))
        .route("/c/{customer}/licenses/several/save", post(several::save))
        .route("/c/{customer}/products/{product}/users/{user}", get(holder::show))
        .route("/c/{customer}/products/{product}/users/{user}/preview", post(holder::preview))
        .route("/c/{customer}/products/{product}/users/{user}/save", post(holder::save))
        .route("/c/{customer}/users/{user}", get(panel::page))
        .route("/c/{customer}/users/{user}/licenses/preview", post(panel::preview))
        .route("/c/{customer}/users/{user}/licenses/save", post(panel::save))
}
