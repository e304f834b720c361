//! How far an operation is, as server-sent events, for every surface. A stream ends when the operation does, and after a
//! while anyway, so that a server can stop; whoever listens then asks again. It must never say what an event says.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use cupo_app::app::App;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Permit;
use cupo_domain::ids::OperationId;
use futures::stream::unfold;
use tokio::sync::watch;

/// Most time between two events, so that connections that are gone are noticed.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// Events after which a stream in which nothing happens ends.
const QUIET_MAX: u32 = 3;

/// How often is told.
#[derive(Clone, Copy, Debug)]
pub struct Rhythm {
    /// Least time between two events.
    pub pause: Duration,
    /// Most events of one stream.
    pub events_max: u32,
}

/// Which operation.
#[derive(Clone)]
pub struct Followed {
    /// The use cases.
    pub app: Arc<App>,
    /// At which customer.
    pub permit: Permit,
    /// Its internal key.
    pub operation: OperationId,
}

struct Watching<T> {
    it: Followed,
    rhythm: Rhythm,
    tell: T,
    progress: watch::Receiver<u64>,
    sent: u32,
    quiet: u32,
    ended: bool,
}

/// The stream; `tell` makes an event of each state.
pub fn follow(
    it: Followed,
    rhythm: Rhythm,
    tell: impl Fn(&OperationRow) -> Event + Send + Sync + 'static,
) -> Response {
    let progress = it.app.watch_progress();
    let watching = Watching { it, rhythm, tell, progress, sent: 0, quiet: 0, ended: false };
    ([(CACHE_CONTROL, "no-store")], Sse::new(unfold(watching, next))).into_response()
}

async fn next<T: Fn(&OperationRow) -> Event>(
    mut all: Watching<T>,
) -> Option<(Result<Event, Infallible>, Watching<T>)> {
    if all.ended {
        return None;
    }
    if all.sent > 0 {
        tokio::time::sleep(all.rhythm.pause).await;
        match tokio::time::timeout(SILENCE_MAX, all.progress.changed()).await {
            Ok(Ok(())) => all.quiet = 0,
            Ok(Err(_)) => return None,
            Err(_) => all.quiet += 1,
        }
    }
    all.progress.mark_unchanged();
    let row = match all.it.app.store().operation_by_id(&all.it.permit, all.it.operation).await {
        Ok(row) => row?,
        Err(error) => {
            tracing::warn!(%error, "progress cannot be told");
            return None;
        }
    };
    all.sent += 1;
    all.ended = !row.running || all.sent >= all.rhythm.events_max || all.quiet >= QUIET_MAX;
    let event = (all.tell)(&row);
    Some((Ok(event), all))
}
