//! How far an operation is, as server-sent events.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::response::sse::Event;
use cupo_domain::access::Action;
use cupo_http::follow::{Followed, Rhythm, follow};

use super::find;
use crate::caller::Visit;
use crate::page::accepted;
use crate::trouble::Trouble;
use crate::words;

/// Ten a second, for ten minutes when nothing is slow.
const RHYTHM: Rhythm = Rhythm { pause: Duration::from_millis(100), events_max: 6_000 };

/// GET …/events
pub(super) async fn watch(
    visit: Visit,
    headers: HeaderMap,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    accepted(&headers, &["text/event-stream"])?;
    let row = find(&visit, &at, &operation).await?;
    let it = Followed { app: Arc::clone(&visit.desk.app), permit: at.permit, operation: row.id };
    Ok(follow(it, RHYTHM, |row| {
        let data = serde_json::to_string(&words::progress(row)).unwrap_or_default();
        Event::default().event("progress").data(data)
    }))
}
