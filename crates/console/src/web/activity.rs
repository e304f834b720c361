//! The activity log of a partner (R-AUDIT-3, R-AUDIT-6): what its people and programs did at all its customers, as far as the
//! reader's role reaches. It reads chains; nothing here can write to one.

mod csv;
mod filter;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::activity::{Deed, Deeds, place};
use cupo_app::audit::refused;
use cupo_app::error::AppError;
use cupo_domain::access::partner_permit;
use cupo_domain::ids::{Guid, OperationId};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::format::When;
use crate::pages::{ActivityPage, ActivityRow};
use crate::view::{FieldError, Link, Pager, Place, VerdictBadge, VerdictKind};
use crate::web::address::Address;
use crate::web::audit::{action_words, detail_words, subject};
use crate::web::frame::general;
use crate::web::operations::people::door;
use crate::web::posted::{Asked, Fields};
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;
use crate::web::words::Names;

use filter::Filter;

/// Records on a page.
const SIZE: usize = 100;
/// The parts of an address that filter.
const PARTS: [&str; 5] = ["from", "to", "company", "customer", "resource"];

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new().route("/activity", get(page)).route("/activity.csv", get(csv::csv))
}

/// What was done at a customer, in words.
struct Told {
    at: When,
    customer: (Guid, String),
    about: String,
    action: String,
    detail: String,
    refused: bool,
    who: String,
    door: String,
    operation: Option<Guid>,
}

/// GET /activity
async fn page(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let permit = partner_permit(&signed.who.caller)?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let filter = Filter::read(&signed, &asked).await?;
    let here = Address::of("/activity", &asked, &PARTS);
    let question = app.ask_activity(&signed.who.caller, (&filter.partner, &permit), &filter.asked).await;
    let fields = filter.fields(t, question.as_ref().err());
    let errors: Vec<FieldError> = [&fields.0, &fields.1].into_iter().filter_map(|it| it.summary()).collect();
    let (mut rows, mut pager) = (Vec::new(), Pager::default());
    match question {
        Err(other) if errors.is_empty() => return Err(other.into()),
        Ok(question) if errors.is_empty() => {
            let before = before(&asked)?;
            let take = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
            let mut found = app.activity(&question, before, take).await?;
            let more = found.deeds.len() > SIZE;
            found.deeds.truncate(SIZE);
            let next = found.deeds.last().filter(|_| more).map(place);
            pager.first = before.map(|_| here.href());
            pager.next =
                next.map(|(at, customer, seq)| here.with("before", &format!("{at}.{customer}.{seq}")).href());
            pager.range = t.ops_range(found.deeds.len(), app.count_activity(&question).await?);
            rows = told(&signed, &filter, found).into_iter().map(|it| row(&signed, it, &here)).collect();
        }
        _ => {}
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = ActivityPage {
        t,
        frame: general(&signed, &t.rail_activity(), Place::Activity).await,
        from: fields.0,
        to: fields.1,
        company: filter.company(t),
        resources: filter.resources(t),
        customer: filter.customer(t, &here),
        errors,
        csv_href: Address::of("/activity.csv", &asked, &PARTS).href(),
        rows,
        pager,
        empty_link: if asked.is_empty() {
            Link::default()
        } else {
            Link::new(t.audit_show_all(), "/activity")
        },
    };
    render::with_status(status, page)
}

fn before(asked: &Fields) -> Result<Option<(i64, i64, i64)>, Denial> {
    let Some(text) = asked.some("before") else { return Ok(None) };
    let bad = || Denial::new(Code::Invalid, "before");
    let numbers: Vec<i64> = text.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| bad())?;
    match numbers.as_slice() {
        [at, customer, seq] => Ok(Some((*at, *customer, *seq))),
        _ => Err(bad()),
    }
}

fn told(signed: &Signed, filter: &Filter, found: Deeds) -> Vec<Told> {
    let t = signed.t();
    let app = &signed.visit.hall.app;
    let (catalogue, now, zone) = (app.store().catalogue(), app.now().0, app.zone_of(&filter.partner));
    let names = Names { catalogue: &catalogue, t };
    let Deeds { deeds, known, actors } = found;
    let one = |Deed { customer, row }: Deed| {
        let known = known.get(&customer.id)?;
        Some(Told {
            at: When::new(t, &zone, row.at, now),
            about: subject(&names, &customer.name, (&row, known)),
            action: action_words(t, &row.action),
            detail: detail_words(&names, known, &row.action, &row.detail),
            refused: refused(&row.action),
            who: actors.told(&row.actor).0.unwrap_or_else(|| t.ops_former_user().into_owned()),
            door: door(t, &row.channel),
            operation: known.operations.get(&OperationId(row.operation)).copied(),
            customer: (customer.guid, customer.name),
        })
    };
    deeds.into_iter().filter_map(one).collect()
}

fn row(signed: &Signed, it: Told, here: &Address) -> ActivityRow {
    let t = signed.t();
    let (guid, name) = it.customer;
    let kind = if it.refused { VerdictKind::Refused } else { VerdictKind::Done };
    ActivityRow {
        at: it.at,
        customer: Link::new(name, here.with("customer", &guid.to_string()).href()),
        about: it.about,
        action: it.action,
        detail: it.detail,
        who: it.who,
        door: it.door,
        verdict: VerdictBadge::new(t, kind),
        operation: it.operation.map(|id| Link::new(t.operation_id(), format!("/c/{guid}/operations/{id}"))),
    }
}

/// What is wrong with a question, as the page says it beside its field.
fn trouble_of(error: Option<&AppError>) -> Option<&str> {
    match error {
        Some(AppError::Denied(denial)) => Some(denial.subject.as_str()),
        _ => None,
    }
}
