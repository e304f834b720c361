//! Due dates for calendar programs (iCalendar): an address with a secret, which its person makes and ends, because such
//! programs do not sign in. One entry for each day and kind of data; names of people are not in it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::response::{IntoResponse, Response};
use cupo_app::store::at_risk::RiskFilter;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_http::hall::Hall;
use jiff::Timestamp;
use jiff::civil::Date;

use super::words;
use crate::lang::Lang;
use crate::pages::CalendarAddressPage;
use crate::texts::Texts;
use crate::view::{Link, Place};
use crate::web::accounts::asking;
use crate::web::frame::{of_customer, zone};
use crate::web::posted::Posted;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};

/// Days ahead that are told: files may be kept for ten years, which no calendar needs.
const AHEAD_DAYS: i64 = 400;
/// Longest line, in bytes, before it is folded.
const LINE_MAX: usize = 73;

/// POST /c/{customer}/data-at-risk/calendar: makes an address or ends it.
pub(super) async fn change(
    signed: Signed,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let person = (signed.who.home, signed.who.user);
    let list = format!("/c/{}/data-at-risk", at.organisation.guid);
    if posted.ticked("end") {
        app.end_feed(asking(&signed, &at), person).await?;
        return Ok(see(&format!("{list}?did=calendar-ended")));
    }
    let secret = app.make_feed(asking(&signed, &at), person, t.lang.code()).await?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if signed.visit.hall.secure { "https" } else { "http" };
    let crumbs = vec![Link::new(t.risk_title(), &list)];
    page(CalendarAddressPage {
        t,
        frame: of_customer(&signed, &at.organisation, (&t.risk_calendar(), Place::AtRisk), crumbs).await,
        address: format!("{scheme}://{host}/calendar/{secret}"),
        next: Link::new(t.risk_title(), list),
    })
}

/// GET /calendar/{secret}
pub(super) async fn feed(State(hall): State<Hall>, Path(secret): Path<String>) -> Result<Response, Trouble> {
    let (customer, permit, lang) = hall.app.open_feed(&secret).await?;
    let t = Texts::get(Lang::ALL.iter().copied().find(|l| l.code() == lang).unwrap_or(Lang::En));
    let now = hall.app.now();
    let filter =
        RiskFilter { from: Some(now), until: Some(now.plus_days(AHEAD_DAYS)), ..RiskFilter::default() };
    let zone = zone(&customer);
    let mut days: BTreeMap<(Date, Workload), i64> = BTreeMap::new();
    for (begin, workload, count) in hall.app.store().at_risk_slots(&permit, &filter).await? {
        let at = Timestamp::from_microsecond(begin.0).unwrap_or_default();
        *days.entry((at.to_zoned(zone.clone()).date(), workload)).or_default() += count;
    }
    let stamp = Timestamp::from_microsecond(now.0).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ").to_string();
    let text = calendar(t, (&customer.name, &customer.guid.to_string()), &days, &stamp);
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}

/// The calendar as programs read it (RFC 5545).
fn calendar(
    t: &Texts,
    (name, id): (&str, &str),
    days: &BTreeMap<(Date, Workload), i64>,
    stamp: &str,
) -> String {
    let mut text = String::new();
    let mut line = |content: String| fold(&content, &mut text);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//Cupo//Cupo//EN".to_owned());
    line("METHOD:PUBLISH".to_owned());
    line(format!("X-WR-CALNAME:{}", escaped(&format!("{} – {name}", t.risk_title()))));
    for ((day, workload), count) in days {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{id}-{day}-{}@cupo", words::key(*workload)));
        line(format!("DTSTAMP:{stamp}"));
        line(format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
        let what = t.risk_calendar_entry(*count, words::name(t, *workload));
        line(format!("SUMMARY:{}", escaped(&format!("{what} – {name}"))));
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    text
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A line ends with CR LF, and a long one goes on after a blank, between letters.
fn fold(content: &str, out: &mut String) {
    let mut length = 0;
    for letter in content.chars() {
        if length + letter.len_utf8() > LINE_MAX {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_calendar_has_an_entry_for_each_day_and_kind_and_no_line_is_too_long() {
        let name = "Años; luz, S. A. \\ Compañía de Navegación y Seguros Marítimos del Mediterráneo";
        let days = BTreeMap::from([
            ((date(2026, 11, 30), Workload::Mail), 12),
            ((date(2026, 11, 30), Workload::Files), 1),
            ((date(2026, 12, 1), Workload::Mail), 3),
        ]);
        for lang in Lang::ALL {
            let text = calendar(Texts::get(lang), (name, "c0"), &days, "20261121T000000Z");
            assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 3);
            assert!(text.contains("DTSTART;VALUE=DATE:20261130\r\n"));
            assert!(text.lines().all(|line| line.len() <= 75), "{text}");
            assert!(text.replace("\r\n ", "").contains("Años\\; luz\\, S. A. \\\\ Compañía"), "{text}");
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        }
    }
}
