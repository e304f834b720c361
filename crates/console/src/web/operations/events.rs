//! How far a running operation is, as server-sent events.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use axum::response::Response;
use cupo_domain::access::Action;
use cupo_http::follow::{Followed, Rhythm, follow};

use crate::web::operations::find;
use crate::web::progress;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// A person sees no more than four a second; about a minute when nothing is slow.
const RHYTHM: Rhythm = Rhythm { pause: Duration::from_millis(250), events_max: 240 };

/// GET /c/{customer}/operations/{operation}/events
pub async fn events(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let row = find(&signed, &at, &operation).await?;
    let it = Followed { app: Arc::clone(&signed.visit.hall.app), permit: at.permit, operation: row.id };
    let t = signed.t();
    Ok(follow(it, RHYTHM, move |row| progress::event(t, (row.users_done, row.users_total), !row.running)))
}
