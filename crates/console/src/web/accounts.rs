//! Accounts of users: new ones, deleted ones and their return, deleting with its clocks, another password, other fields.

mod add;
mod choices;
mod delete;
pub(crate) mod deleted;
mod edit;
pub mod passwords;
mod leaving;
pub(crate) mod restore;
pub mod returns;

use axum::Router;
use axum::routing::{get, post};
use cupo_app::accounts::{Asking, limited};
use cupo_http::hall::Hall;

use crate::web::suggest;
use crate::web::visit::{At, Signed};

/// The door by which changes of the console come in.
const CHANNEL: &str = "console";
/// Names said one by one before "and so many more".
const NAMES_MAX: usize = 50;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/deleted-users", get(deleted::show))
        .route("/c/{customer}/deleted-users/restore", get(restore::opened).post(restore::restore))
        .route("/c/{customer}/users/new", get(add::show).post(add::create))
        .route("/c/{customer}/users/suggest", get(suggest::show))
        .route("/c/{customer}/users/delete", get(delete::show).post(delete::apply))
        .route("/c/{customer}/users/{user}/password", get(passwords::ask))
        .route("/c/{customer}/passwords", get(passwords::show))
        .route("/c/{customer}/users/{user}/account", post(edit::account))
        .route("/c/{customer}/users/{user}/leaving", get(leaving::show))
        .route("/c/{customer}/users/{user}/leaving/block", get(leaving::block))
}

/// Who asks, for the use cases.
pub(crate) fn asking<'a>(signed: &Signed, at: &'a At) -> Asking<'a> {
    Asking {
        permit: &at.permit,
        organisation: &at.organisation,
        limited: limited(&signed.who.caller),
        owner: signed.owner(),
        channel: CHANNEL,
        once: None,
        reason: "",
    }
}
