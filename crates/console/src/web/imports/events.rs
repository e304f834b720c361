//! How far the writing of a file is, as server-sent events until it ends. A stream ends after a while anyway, so that a
//! server can stop; browsers then ask again.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Path;
use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;
use futures::stream::unfold;

use super::uploads;
use crate::web::posted::Asked;
use crate::web::progress;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Time between two events: a person sees no more.
const PAUSE: Duration = Duration::from_millis(250);
/// Events of one stream: half a minute.
const EVENTS_MAX: u32 = 120;

struct Watching {
    signed: Signed,
    at: At,
    id: String,
    sent: u32,
    ended: bool,
}

/// GET /c/{customer}/users/import/events
pub(super) async fn events(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let id = asked.some("file").unwrap_or_default().to_owned();
    uploads::find(&signed, &at, &id).ok_or_else(|| AppError::denied(Code::NotFound, "file"))?;
    let events = Sse::new(unfold(Watching { signed, at, id, sent: 0, ended: false }, next));
    Ok(([(CACHE_CONTROL, "no-store")], events).into_response())
}

async fn next(mut it: Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    if it.ended {
        return None;
    }
    if it.sent > 0 {
        tokio::time::sleep(PAUSE).await;
    }
    let upload = uploads::find(&it.signed, &it.at, &it.id)?;
    let running = upload.running();
    it.sent += 1;
    it.ended = running.is_none() || it.sent >= EVENTS_MAX;
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    let total = count(upload.report().rows);
    let done = running.map_or(total, count);
    let event = progress::event(it.signed.t(), (done, total), running.is_none());
    Some((Ok(event), it))
}
