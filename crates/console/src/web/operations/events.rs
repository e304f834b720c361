//! How far a running operation is, as server-sent events. A stream ends when the operation does, and after a while
//! anyway, so that a server can stop; browsers then ask again.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Path;
use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::ids::OperationId;
use futures::stream::unfold;
use tokio::sync::watch;

use crate::web::operations::find;
use crate::web::progress;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Least time between two events: a person sees no more.
const PAUSE: Duration = Duration::from_millis(250);
/// Most time between two events, so that connections that are gone are noticed.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// Events of one stream; about a minute when nothing happens.
const EVENTS_MAX: u32 = 240;
/// Events after which a stream in which nothing happens ends.
const QUIET_MAX: u32 = 3;

struct Watching {
    signed: Signed,
    at: At,
    operation: OperationId,
    progress: watch::Receiver<u64>,
    sent: u32,
    quiet: u32,
    ended: bool,
}

/// GET /c/{customer}/operations/{operation}/events
pub async fn events(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let row = find(&signed, &at, &operation).await?;
    let progress = signed.visit.hall.app.watch_progress();
    let watching = Watching { signed, at, operation: row.id, progress, sent: 0, quiet: 0, ended: false };
    let events = Sse::new(unfold(watching, next));
    Ok(([(CACHE_CONTROL, "no-store")], events).into_response())
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
    let row = match current(&it).await {
        Ok(Some(row)) => row,
        Ok(None) => return None,
        Err(error) => {
            tracing::warn!(%error, "progress cannot be told");
            return None;
        }
    };
    it.sent += 1;
    it.ended = !row.running || it.sent >= EVENTS_MAX || it.quiet >= QUIET_MAX;
    let event = progress::event(it.signed.t(), (row.users_done, row.users_total), !row.running);
    Some((Ok(event), it))
}

async fn current(it: &Watching) -> Result<Option<OperationRow>, AppError> {
    Ok(it.signed.visit.hall.app.store().operation_by_id(&it.at.permit, it.operation).await?)
}
