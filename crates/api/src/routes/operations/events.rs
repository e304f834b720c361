//! How far an operation is, as server-sent events. A stream ends when the operation does, and after a while anyway, so
//! that a server can stop; clients then ask again.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use cupo_domain::access::Action;
use cupo_domain::ids::OperationId;
use futures::stream::unfold;
use tokio::sync::watch;

use super::find;
use crate::caller::{At, Visit};
use crate::page::accepted;
use crate::trouble::Trouble;
use crate::words;

/// Least time between two events.
const PAUSE: Duration = Duration::from_millis(100);
/// Most time between two events, so that connections that are gone are noticed.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// Events of one stream.
const EVENTS_MAX: u32 = 6_000;
/// Events after which a stream in which nothing happens ends.
const QUIET_MAX: u32 = 3;

struct Watching {
    visit: Visit,
    at: At,
    operation: OperationId,
    progress: watch::Receiver<u64>,
    sent: u32,
    quiet: u32,
    ended: bool,
}

/// GET …/events
pub(super) async fn watch(
    visit: Visit,
    headers: HeaderMap,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    accepted(&headers, &["text/event-stream"])?;
    let row = find(&visit, &at, &operation).await?;
    let progress = visit.app().watch_progress();
    let watching = Watching { visit, at, operation: row.id, progress, sent: 0, quiet: 0, ended: false };
    Ok(([(CACHE_CONTROL, "no-store")], Sse::new(unfold(watching, next))).into_response())
}

async fn next(mut it: Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    if it.ended {
        return None;
    }
    if it.sent > 0 {
        tokio::time::sleep(PAUSE).await;
        match tokio::time::timeout(SILENCE_MAX, it.progress.changed()).await {
            Ok(Ok(())) => it.quiet = 0,
            Ok(Err(_)) => return None,
            Err(_) => it.quiet += 1,
        }
    }
    it.progress.mark_unchanged();
    let row = match it.visit.app().store().operation_by_id(&it.at.permit, it.operation).await {
        Ok(row) => row?,
        Err(error) => {
            tracing::warn!(%error, "progress cannot be told");
            return None;
        }
    };
    it.sent += 1;
    it.ended = !row.running || it.sent >= EVENTS_MAX || it.quiet >= QUIET_MAX;
    let data = serde_json::to_string(&words::progress(&row)).unwrap_or_default();
    Some((Ok(Event::default().event("progress").data(data)), it))
}
