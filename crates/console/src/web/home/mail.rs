//! The mail that a demo would send (D-39). Outside of a demo there is no such page.

use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::outbox::MessageRow;
use cupo_domain::access::partner_permit;
use cupo_domain::refusal::Code;
use jiff::tz::TimeZone;

use crate::format::When;
use crate::pages::{MailPage, MailRow};
use crate::texts::Texts;
use crate::view::{Link, Pager, Place};
use crate::web::frame::general;
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// Messages on a page.
const SIZE: usize = 50;
/// Messages that are kept in reach.
const REACH: i64 = 1_000;

/// The page.
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    if signed.visit.hall.demo.is_none() {
        return Err(AppError::denied(Code::NotFound, "mail").into());
    }
    let t = signed.t();
    let permit = partner_permit(&signed.who.caller)?;
    let messages = signed.visit.hall.app.store().messages(&permit, REACH).await?;
    let last = messages.len().div_ceil(SIZE).max(1);
    let here = asked.text("page").parse::<usize>().unwrap_or(1).clamp(1, last);
    let now = signed.visit.hall.app.now().0;
    let shown = messages.iter().skip((here - 1) * SIZE).take(SIZE);
    let rows = shown.map(|m| row(t, m, now)).collect();
    page(MailPage {
        t,
        frame: general(&signed, &t.rail_mail(), Place::Mail).await,
        rows,
        pager: pager(t, (here, last), messages.len()),
        empty_link: Link::new(t.customers_see(), "/customers"),
    })
}

fn row(t: &Texts, message: &MessageRow, now: i64) -> MailRow {
    let payload: serde_json::Value = serde_json::from_str(&message.payload).unwrap_or_default();
    let name = payload.get("name").and_then(|n| n.as_str()).unwrap_or(&message.recipient);
    let who = payload.get("who").and_then(|n| n.as_str()).unwrap_or_default();
    let number = |key: &str| payload.get(key).and_then(serde_json::Value::as_i64).unwrap_or(0);
    let said = payload.get("reason").and_then(|it| it.as_str()).unwrap_or_default();
    let of = |product: Option<&serde_json::Value>| {
        let key = if t.lang == crate::lang::Lang::Es { "es" } else { "en" };
        let name = product.and_then(|it| it.get(key)).and_then(serde_json::Value::as_str);
        name.unwrap_or_default().to_owned()
    };
    let (subject, body) = match message.kind.as_str() {
        "password-reset" => (t.start_mail_password().into_owned(), t.start_mail_password_body(name)),
        "mailbox-shared" => {
            (t.start_mail_mailbox().into_owned(), t.start_mail_mailbox_body(number("count"), name, who))
        }
        "files-handed-over" => {
            let until = When::new(t, &TimeZone::UTC, number("until"), now).day;
            (t.start_mail_files().into_owned(), t.start_mail_files_body(number("count"), name, until, who))
        }
        "files-kept-for-you" => (t.start_mail_files().into_owned(), t.mail_files_kept_body(name, who)),
        "files-end-soon" => {
            let until = When::new(t, &TimeZone::UTC, number("until"), now).day;
            (t.mail_files_end().into_owned(), t.mail_files_end_body(number("count"), name, until, who))
        }
        "change-waits" => {
            let body = t.mail_waits_body(number("clocks"), name, number("users"));
            (t.mail_waits().into_owned(), body)
        }
        "self-service-moved" => (t.mail_moved().into_owned(), t.mail_moved_body(name)),
        "self-service-ended" => {
            let reason = payload.get("reason").and_then(|n| n.as_str()).unwrap_or_default();
            (t.mail_ended().into_owned(), t.mail_ended_body(name, reason))
        }
        "request-granted" => {
            (t.mail_granted().into_owned(), t.mail_granted_body(name, of(payload.get("product")), said))
        }
        "request-refused" => {
            (t.mail_refused().into_owned(), t.mail_refused_body(name, of(payload.get("product")), said))
        }
        "request-answered" => (
            t.mail_answered().into_owned(),
            t.mail_answered_body(number("count"), name, of(payload.get("product")), said, number("refused")),
        ),
        // A kind that this page has no words for is shown as it is, never hidden.
        other => (other.to_owned(), message.payload.clone()),
    };
    MailRow {
        subject,
        to: message.recipient.clone(),
        at: When::new(t, &TimeZone::UTC, message.created_at, now),
        body,
    }
}

fn pager(t: &Texts, (here, last): (usize, usize), total: usize) -> Pager {
    let to = |page: usize| format!("/mail?page={page}");
    Pager {
        first: (here > 1).then(|| to(1)),
        previous: (here > 1).then(|| to(here - 1)),
        next: (here < last).then(|| to(here + 1)),
        last: (here < last).then(|| to(last)),
        range: t.pager_range(((here - 1) * SIZE + 1).min(total), (here * SIZE).min(total), total),
    }
}
