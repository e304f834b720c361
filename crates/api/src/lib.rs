//! The native interface: REST under /api/v1 with the document that describes it. It translates; it never holds a rule
//! nor SQL.

pub mod throttle;
pub mod desk;
pub mod trouble;
pub mod caller;
pub mod once;
pub mod wire;
pub mod body;
pub mod page;
pub mod words;
pub mod audit_words;
pub mod find;
pub mod creation;
pub mod commands;
pub mod decided;
pub mod route;
pub mod routes;
pub mod document;
mod editing;
pub mod reference;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use cupo_app::app::App;

pub use caller::{LocalOperator, RowsRead};
pub use throttle::Pace;

use crate::desk::Desk;

/// The interface before the use cases, at its usual pace.
pub fn router(app: Arc<App>) -> Router {
    router_at(app, Pace::default())
}

/// The interface before the use cases, at a pace for each caller.
pub fn router_at(app: Arc<App>, pace: Pace) -> Router {
    let inside = route::router(routes::all())
        .fallback(trouble::no_route)
        .method_not_allowed_fallback(trouble::no_method)
        .layer(from_fn(trouble::words))
        .with_state(Desk::new(app, pace));
    Router::new().nest(document::BASE, inside)
}
