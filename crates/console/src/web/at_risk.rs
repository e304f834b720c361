//! Data at risk of a customer or of one person: what is on a clock, why, how long, and what saves it, the first loss on
//! top (sections 12 to 16). It reads; what saves data is done on the pages it leads to.

mod calendar;
mod download;
mod strip;
pub(crate) mod words;

pub(crate) use words::name as data_name;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::error::AppError;
use cupo_app::store::at_risk::{RiskFilter, RiskPlace, RiskPosition, RiskRow};
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::hints::{LOSS_SOON_DAYS, loss_until};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_http::hall::Hall;
use jiff::tz::TimeZone;

use crate::pages::{AtRiskPage, AtRiskRow, StripDay};
use crate::texts::Texts;
use crate::view::{Chip, Link, Pager, Place, Tab, Tone};
use crate::web::address::{Address, Turn, turned};
use crate::web::frame::{flash, of_customer, when, zone};
use crate::web::posted::{Asked, Fields};
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Rows on a page.
const SIZE: usize = 50;
/// The parts of an address that filter.
const PARTS: [&str; 5] = ["data", "user", "day", "kept", "soon"];
/// From so many days before the end on, the date is coloured.
const SOON_DAYS: i64 = LOSS_SOON_DAYS;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/data-at-risk", get(page))
        .route("/c/{customer}/data-at-risk.csv", get(download::csv))
        .route("/c/{customer}/data-at-risk/calendar", post(calendar::change))
        .route("/calendar/{secret}", get(calendar::feed))
}

/// What an address asks.
pub(super) struct Asks {
    /// What the list is limited to.
    pub filter: RiskFilter,
    /// The name of the only person.
    person: Option<String>,
    /// The only day.
    day: Option<jiff::civil::Date>,
    /// Only what is lost in the next days.
    soon: bool,
}

impl Asks {
    /// Reads an address.
    ///
    /// # Errors
    /// E-INVALID with the part that is not understood, E-NOTFOUND for an unknown person.
    pub async fn read(signed: &Signed, at: &At, asked: &Fields) -> Result<Self, AppError> {
        let mut filter = RiskFilter { kept: asked.ticked("kept"), ..RiskFilter::default() };
        if let Some(key) = asked.some("data") {
            filter.workload = Some(words::workload(key).ok_or_else(|| Denial::new(Code::Invalid, "data"))?);
        }
        let mut person = None;
        if let Some(text) = asked.some("user") {
            let unknown = || Denial::new(Code::NotFound, "user");
            let guid = Guid::parse_str(text).map_err(|_| unknown())?;
            let found = signed.visit.hall.app.store().person_at_risk(&at.permit, guid).await?;
            let (id, name) = found.ok_or_else(unknown)?;
            filter.user = Some(id);
            person = Some(name);
        }
        let soon = asked.ticked("soon");
        if soon {
            filter.until = Some(loss_until(signed.visit.hall.app.now()));
        }
        let mut day = None;
        if let Some(text) = asked.some("day") {
            let bad = || Denial::new(Code::Invalid, "day");
            let date: jiff::civil::Date = text.parse().map_err(|_| bad())?;
            let (from, until) = strip::bounds(&zone(&at.organisation), date).ok_or_else(bad)?;
            (filter.from, filter.until) = (Some(from), Some(until));
            day = Some(date);
        }
        Ok(Self { filter, person, day, soon })
    }
}

/// The instant at which a day that somebody typed begins in a zone; none for what is no day.
pub(crate) fn begin_of_day(zone: &TimeZone, typed: &str) -> Option<Instant> {
    strip::bounds(zone, typed.parse().ok()?).map(|(from, _)| from)
}

/// GET /c/{customer}/data-at-risk
async fn page(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let asks = Asks::read(&signed, &at, &asked).await?;
    let position = position(&signed, &at, &asked).await?;
    let take = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let found = store.at_risk(&at.permit, &asks.filter, position, take).await?;
    let counts =
        store.at_risk_counts(&at.permit, &RiskFilter { workload: None, kept: false, ..asks.filter }).await?;
    let kept = RiskFilter { kept: true, from: None, until: None, workload: None, user: asks.filter.user };
    let kept: i64 = store.at_risk_counts(&at.permit, &kept).await?.iter().map(|(_, n)| n).sum();
    let path = format!("/c/{}/data-at-risk", at.organisation.guid);
    let here = Address::of(&path, &asked, &PARTS);
    let total: i64 = counts.iter().map(|(_, n)| n).sum();
    let listed = match (asks.filter.kept, asks.filter.workload) {
        (true, _) => kept,
        (false, None) => total,
        (false, Some(only)) => counts.iter().filter(|(w, _)| *w == only).map(|(_, n)| n).sum(),
    };
    let (rows, pager) = turned(found, (SIZE, turn(position)), &here, |row| {
        let place = row.place();
        format!("{}.{}.{}", place.due.0, row.guid, words::key(place.workload))
    });
    let feed = store.feed(&at.permit, (signed.who.home, signed.who.user)).await?;
    let (strip, later) = weeks(&signed, &at, (&asks, &here)).await?;
    let base = format!("/c/{}", at.organisation.guid);
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.risk_title(), Place::AtRisk), Vec::new()).await;
    frame.flash = flash(t, &asked);
    render::page(AtRiskPage {
        t,
        frame,
        total,
        strip,
        later,
        tabs: tabs(t, &here, (&counts, kept), &asks.filter),
        chips: chips(t, &here, &asks),
        clear: path.clone(),
        csv_href: Address::of(format!("{path}.csv"), &asked, &PARTS).href(),
        links: vec![
            Link::new(t.inactive_title(), format!("{base}/inactive-mailboxes")),
            Link::new(t.found_title(), format!("{base}/search-reach")),
        ],
        restore_action: format!("{base}/deleted-users/restore"),
        calendar_action: format!("{base}/data-at-risk/calendar"),
        calendar_made: feed.map(|feed| when(&signed, &at.organisation, feed.created_at)),
        pager: Pager { range: t.ops_range(rows.len(), listed), ..pager },
        none: none(t, &asks, !here.query().is_empty()),
        rows: rows.iter().map(|it| row(&signed, &at, it)).collect(),
        empty_link: if here.query().is_empty() {
            Link::new(t.users_show_all(), format!("{base}/users"))
        } else {
            Link::new(t.risk_show_all(), path)
        },
    })
}

/// What an empty list says, and what will stand there.
fn none(t: &Texts, asks: &Asks, limited: bool) -> (String, String) {
    let (title, help) = match (asks.filter.kept, limited) {
        (true, _) => (t.risk_none_kept(), t.risk_none_kept_help()),
        (false, true) => (t.risk_none_here(), t.risk_none_help()),
        (false, false) => (t.risk_none(), t.risk_none_help()),
    };
    (title.into_owned(), help.into_owned())
}

/// The place in the list; one that nobody understands is told.
async fn position(signed: &Signed, at: &At, asked: &Fields) -> Result<RiskPosition, AppError> {
    if asked.text("page") == "last" {
        return Ok(RiskPosition::Last);
    }
    for (name, position) in [("after", RiskPosition::After as fn(_) -> _), ("before", RiskPosition::Before)] {
        let Some(text) = asked.some(name) else { continue };
        let bad = || Denial::new(Code::Invalid, name);
        let mut parts = text.split('.');
        let (Some(due), Some(user), Some(data)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(bad().into());
        };
        let due = due.parse().map_err(|_| bad())?;
        let workload = words::workload(data).ok_or_else(bad)?;
        let guid = Guid::parse_str(user).map_err(|_| bad())?;
        let found = signed.visit.hall.app.store().person_at_risk(&at.permit, guid).await?;
        let (user, _) = found.ok_or_else(bad)?;
        return Ok(position(RiskPlace { due: Instant(due), user, workload }));
    }
    Ok(RiskPosition::First)
}

fn turn(position: RiskPosition) -> Turn {
    match position {
        RiskPosition::First => Turn::First,
        RiskPosition::Last => Turn::Last,
        RiskPosition::After(_) => Turn::After,
        RiskPosition::Before(_) => Turn::Before,
    }
}

/// The days of the next weeks with what is due on each, and how much comes after them.
async fn weeks(
    signed: &Signed,
    at: &At,
    (asks, here): (&Asks, &Address),
) -> Result<(Vec<StripDay>, String), AppError> {
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let days = strip::days(&zone(&at.organisation), signed.visit.hall.app.now());
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok((Vec::new(), String::new()));
    };
    let of = RiskFilter { kept: false, from: None, until: None, ..asks.filter };
    let within = RiskFilter { from: Some(first.from), until: Some(last.until), ..of };
    let slots = store.at_risk_slots(&at.permit, &within).await?;
    let after = RiskFilter { from: Some(last.until), ..of };
    let later: i64 = store.at_risk_counts(&at.permit, &after).await?.iter().map(|(_, n)| n).sum();
    if slots.is_empty() && later == 0 {
        return Ok((Vec::new(), String::new()));
    }
    let list = here.without(&["day", "kept", "soon"]);
    let cell = |day: &strip::Day| {
        let own = || slots.iter().filter(|(begin, ..)| (day.from..day.until).contains(begin));
        let count: i64 = own().map(|(_, _, n)| n).sum();
        let lost = own().any(|(_, workload, _)| words::holds_data(*workload));
        StripDay {
            day: strip::label(t, day.date),
            count,
            href: if count > 0 { list.with("day", &day.date.to_string()).href() } else { String::new() },
            current: asks.day == Some(day.date),
            tone: match (count, lost) {
                (0, _) => Tone::Plain,
                (_, true) => Tone::Loss,
                (_, false) => Tone::Clock,
            },
        }
    };
    let later = if later > 0 { t.risk_later(later) } else { String::new() };
    Ok((days.iter().map(cell).collect(), later))
}

fn tabs(t: &Texts, here: &Address, (counts, kept): (&[(Workload, i64)], i64), on: &RiskFilter) -> Vec<Tab> {
    let list = here.without(&["data", "kept"]);
    let total = counts.iter().map(|(_, n)| n).sum();
    let all = Tab {
        label: t.risk_all().into_owned(),
        count: Some(total),
        href: list.href(),
        current: on.workload.is_none() && !on.kept,
    };
    let of = |(workload, count): &(Workload, i64)| Tab {
        label: words::name(t, *workload),
        count: Some(*count),
        href: list.with("data", words::key(*workload)).href(),
        current: on.workload == Some(*workload) && !on.kept,
    };
    let held = Tab {
        label: t.risk_kept().into_owned(),
        count: Some(kept),
        href: list.without(&["day", "soon"]).with("kept", "yes").href(),
        current: on.kept,
    };
    [all].into_iter().chain(counts.iter().map(of)).chain([held]).collect()
}

fn chips(t: &Texts, here: &Address, asks: &Asks) -> Vec<Chip> {
    let person = asks
        .person
        .as_ref()
        .map(|name| Chip { label: t.risk_only_user(name), remove: here.without(&["user"]).href() });
    let day = asks
        .day
        .map(|day| Chip { label: t.risk_only_day(day.to_string()), remove: here.without(&["day"]).href() });
    let soon = asks
        .soon
        .then(|| Chip { label: t.risk_only_soon(LOSS_SOON_DAYS), remove: here.without(&["soon"]).href() });
    person.into_iter().chain(day).chain(soon).collect()
}

fn row(signed: &Signed, at: &At, it: &RiskRow) -> AtRiskRow {
    let t = signed.t();
    let now = signed.visit.hall.app.now();
    let base = format!("/c/{}", at.organisation.guid);
    AtRiskRow {
        name: it.name.clone(),
        sign_in: it.sign_in.clone(),
        href: if it.state == 0 { format!("{base}/users/{}?tab=account", it.guid) } else { String::new() },
        state: words::state(signed, at, it),
        data: words::name(t, it.clock.workload),
        event: words::event(t, it),
        why: words::why(t, it),
        due: it.clock.due.map(|due| when(signed, &at.organisation, due.0)),
        tone: match it.clock.due {
            Some(due) if words::is_loss(it) && due <= now.plus_days(SOON_DAYS) => Tone::Loss,
            Some(_) => Tone::Clock,
            None => Tone::Plain,
        },
        ways: words::ways(signed, at, it),
    }
}
