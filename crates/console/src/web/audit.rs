//! The audit log of a customer (R-AUDIT-6): who did what to whom, and what it was before. It reads the chain; nothing
//! here can write to it.

mod groups;
mod detail;
mod download;
mod filter;
mod range;
mod records;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::audit::{kinds, refused};
use cupo_app::store::audit_log::AuditList;
use cupo_domain::access::Action;
use cupo_http::hall::Hall;

use crate::pages::{AuditPage, AuditRow};
use crate::view::{Choice, FieldError, Link, Pager, Place, VerdictBadge, VerdictKind};
use crate::web::address::Address;
use crate::web::frame::of_customer;
use crate::web::posted::Asked;
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

pub(crate) use detail::{action_words, detail_words};
use filter::Filter;
use range::Range;
pub(crate) use records::subject;
use records::{Record, read};

/// Records on a page.
const PAGE_ROWS: usize = 100;
/// The parts of an address that filter.
const PARTS: [&str; 8] = ["from", "to", "action", "who", "user", "product", "door", "operation"];

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/audit", get(page))
        .route("/c/{customer}/audit.csv", get(download::csv))
        .route("/c/{customer}/audit.json", get(download::json))
}

/// GET /c/{customer}/audit
async fn page(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewAudit).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let filter = Filter::read(&signed, &at, &asked).await?;
    let range = Range::read(&signed, &at, (&asked, filter.begins()))?;
    let path = format!("/c/{}/audit", at.organisation.guid);
    let here = Address::of(&path, &asked, &PARTS);
    let (from, to) = range.fields(t);
    let mut errors: Vec<FieldError> = [from.summary(), to.summary()].into_iter().flatten().collect();
    errors.extend(filter.errors(t));
    let take = i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX);
    let (records, total, pager) = if errors.is_empty() {
        let list = AuditList { take, ..filter.narrow(range.list(&asked)?)? };
        let total = store.audit_count(&at.permit, &list).await?;
        let found = read(&signed, &at, &list).await?;
        let (records, pager) = cut(found, &list, &here);
        (records, total, pager)
    } else {
        (Vec::new(), 0, Pager::default())
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let frame = of_customer(&signed, &at.organisation, (&t.rail_audit(), Place::Audit), Vec::new()).await;
    let file = |kind: &str| Address::of(format!("{path}.{kind}"), &asked, &PARTS).href();
    let (who, user) = filter.fields(t);
    let pager = Pager { range: t.ops_range(records.len(), total), ..pager };
    let rows = records.into_iter().map(|record| row(&signed, &at, record)).collect();
    let page = AuditPage {
        t,
        frame,
        from,
        to,
        actions: actions(&signed, asked.text("action")),
        who,
        user,
        products: filter.products(&signed, &at.permit).await?,
        doors: filter.doors(t),
        operation: filter.operation(t, &here),
        errors,
        csv_href: file("csv"),
        json_href: file("json"),
        rows,
        pager,
        empty_link: if asked.is_empty() { Link::default() } else { Link::new(t.audit_show_all(), path) },
    };
    render::with_status(status, page)
}

/// One page of what was found, and the ways to its neighbors.
fn cut(mut found: Vec<Record>, list: &AuditList, here: &Address) -> (Vec<Record>, Pager) {
    let more = found.len() > PAGE_ROWS;
    let up = list.after.is_some();
    if up && more {
        found.remove(0);
    }
    found.truncate(PAGE_ROWS);
    let newer = if up { more } else { list.before.is_some() };
    // The last page is asked for as what is newer than nothing.
    let older = if up { list.after != Some(0) } else { more };
    let place = |name: &str, record: Option<&Record>| Some(here.with(name, &record?.seq.to_string()).href());
    let pager = Pager {
        first: newer.then(|| here.href()),
        previous: newer.then(|| place("after", found.first())).flatten(),
        next: older.then(|| place("before", found.last())).flatten(),
        last: older.then(|| here.with("after", "0").href()),
        range: String::new(),
    };
    (found, pager)
}

fn actions(signed: &Signed, chosen: &str) -> Vec<Choice> {
    let t = signed.t();
    let mut all = vec![Choice::new("", t.filter_any(), chosen.is_empty())];
    all.extend(kinds::ALL.iter().map(|key| Choice::new(*key, action_words(t, key), *key == chosen)));
    all
}

fn row(signed: &Signed, at: &At, it: Record) -> AuditRow {
    let t = signed.t();
    let kind = if refused(&it.action) { VerdictKind::Refused } else { VerdictKind::Done };
    let path = |guid| format!("/c/{}/operations/{guid}", at.organisation.guid);
    AuditRow {
        at: it.at,
        who: it.who,
        door: if it.by_itself { String::new() } else { it.door },
        action: action_words(t, &it.action),
        about: it.subject,
        detail: it.detail,
        verdict: VerdictBadge::new(t, kind),
        operation: it.operation.map(|guid| Link::new(t.operation_id(), path(guid))),
    }
}
