//! The clock of a demo, which can be moved forward: by an hour, a day, to the next event, to a day (D-17). Outside of a
//! demo there is no such page.

use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_domain::access::Role;
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use jiff::tz::TimeZone;

use crate::format::When;
use crate::pages::TimePage;
use crate::view::{Field, Flash, FlashKind, Frame, Place};
use crate::web::at_risk::begin_of_day;
use crate::web::frame::general;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};

const HOUR_MICROS: i64 = 3_600_000_000;

/// Whether the visitor may move the clock: it moves for everybody in the demo.
pub(crate) fn may(signed: &Signed) -> bool {
    let roles = [Role::AdminAgent, Role::GlobalAdmin, Role::Operator];
    signed.visit.hall.demo.is_some() && roles.iter().any(|role| signed.who.caller.roles.contains(role))
}

fn check(signed: &Signed) -> Result<(), AppError> {
    if signed.visit.hall.demo.is_none() {
        return Err(AppError::denied(Code::NotFound, "time"));
    }
    if may(signed) { Ok(()) } else { Err(AppError::denied(Code::Role, "time")) }
}

/// GET /time
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    check(&signed)?;
    page(&signed, &asked, None).await
}

/// POST /time: moves the clock and does what is due by then.
pub(super) async fn advance(signed: Signed, Posted(posted): Posted) -> Result<Response, Trouble> {
    check(&signed)?;
    let app = &signed.visit.hall.app;
    let now = app.now();
    let until = match posted.text("by") {
        "hour" => Instant(now.0.saturating_add(HOUR_MICROS)),
        "day" => now.plus_days(1),
        "next" => app.next_event().await?.unwrap_or(now),
        "date" => match begin_of_day(&TimeZone::UTC, posted.text("to")) {
            Some(until) => until,
            None => return page(&signed, &posted, Some("to")).await,
        },
        _ => return Err(AppError::denied(Code::Invalid, "by").into()),
    };
    match app.advance_to(until).await {
        Ok(passed) => Ok(see(&format!("/time?passed={passed}"))),
        Err(AppError::Denied(denial)) => page(&signed, &posted, Some(&denial.subject)).await,
        Err(other) => Err(other.into()),
    }
}

async fn page(signed: &Signed, asked: &Fields, wrong: Option<&str>) -> Result<Response, Trouble> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let now = app.now();
    let next = app.next_event().await?;
    let mut to = Field::text("to", t.time_to()).of("date", "off").value(asked.text("to"));
    to.error = wrong.map(|subject| match subject {
        "past" => t.time_past().into_owned(),
        "too-far" => t.time_far().into_owned(),
        _ => t.time_unreadable().into_owned(),
    });
    let flash = asked.text("passed").parse::<i64>().ok().map(|passed| Flash {
        kind: FlashKind::Done,
        text: t.time_passed(passed),
        action: None,
    });
    let frame = general(signed, &t.rail_time(), Place::Time).await;
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let page = TimePage {
        t,
        frame: Frame { flash, ..frame },
        now: When::new(t, &TimeZone::UTC, now.0, now.0),
        next: next.map(|next| When::new(t, &TimeZone::UTC, next.0, now.0)),
        errors: to.summary().into_iter().collect(),
        to,
    };
    with_status(status, page)
}
