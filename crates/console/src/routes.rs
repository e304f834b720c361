//! Every route of the console in one place, inside the layer that finds out who visits and tells trouble.

use axum::Router;
use axum::middleware::from_fn_with_state;
use cupo_http::hall::Hall;

use crate::web::{
    accounts, activity, at_risk, audit, billing, commands, entrance, error_page, groups, history, holds,
    home, imports, left, license_file, locations, mine, newcomers, operations, requests, roles, search,
    trouble, waiting, who, wizard,
};

/// The console.
pub fn router(hall: Hall) -> Router {
    Router::new()
        .merge(wizard::routes())
        .merge(who::routes())
        .merge(newcomers::routes())
        .merge(billing::routes())
        .merge(entrance::routes())
        .merge(home::routes())
        .merge(accounts::routes())
        .merge(imports::routes())
        .merge(license_file::routes())
        .merge(operations::routes())
        .merge(audit::routes())
        .merge(activity::routes())
        .merge(history::routes())
        .merge(roles::routes())
        .merge(search::routes())
        .merge(at_risk::routes())
        .merge(holds::routes())
        .merge(left::routes())
        .merge(groups::routes())
        .merge(waiting::routes())
        .merge(mine::routes())
        .merge(requests::routes())
        .merge(locations::routes())
        .merge(commands::routes())
        .fallback(error_page::no_page)
        .layer(from_fn_with_state(hall.clone(), trouble::pages))
        .route("/assets/{hash}/{name}", axum::routing::get(crate::assets::serve))
        .with_state(hall)
}

/// Removes every file that was sent and still waits. For the end of the process.
pub fn forget_files() {
    imports::forget_files();
    billing::forget_files();
}

/// Says in the visitor's language what the guard that all surfaces share refused. Put around that guard.
pub fn doorstep(hall: Hall, inside: Router) -> Router {
    inside.layer(from_fn_with_state(hall, trouble::barred))
}
