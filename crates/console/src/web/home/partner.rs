//! The dashboard of a partner: figures over all customers, what wants attention, the latest operations.

use axum::response::Response;
use cupo_app::store::overview::{EndingSubscription, PartnerTotals, TightPool};
use cupo_domain::access::partner_permit;
use cupo_domain::decide::quantity::Status;
use cupo_domain::ids::{Guid, ProductId};

use super::{answers, figure, recent};
use crate::format::When;
use crate::pages::{Attention, DashboardPage};
use crate::texts::Texts;
use crate::view::{Figure, Frame, Link, Place, Tone};
use crate::web::frame::{flash, general};
use crate::web::posted::Fields;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;
use crate::web::words::Names;

/// Lines of each kind that wants attention.
const EACH: i64 = 5;
/// Subscriptions that end within these days are told.
pub(super) const ENDING_DAYS: i64 = 30;

/// The page.
pub(super) async fn show(signed: &Signed, asked: &Fields) -> Result<Response, Trouble> {
    let t = signed.t();
    let app = &signed.visit.hall.app;
    let permit = partner_permit(&signed.who.caller)?;
    let store = app.store();
    let totals = store.partner_totals(&permit).await?;
    let until = app.now().plus_days(ENDING_DAYS).0;
    let found = Found {
        tight: store.tight_pools(&permit, EACH).await?,
        ending: store.ending_subscriptions(&permit, until, EACH).await?,
        unlocated: store.unlocated_by_customer(&permit).await?,
    };
    let frame = general(signed, &t.rail_dashboard(), Place::Home).await;
    page(DashboardPage {
        t,
        frame: Frame { flash: flash(t, asked), ..frame },
        partner: true,
        lead: t.start_dashboard_lead().into_owned(),
        figures: figures(signed, &totals, &found),
        attention: attention(signed, &found),
        answers: answers::of_partner(signed, &permit).await?,
        recent: recent::of_partner(signed, &permit).await?,
        links: vec![Link::new(t.rail_customers(), "/customers")],
    })
}

/// What was found to want attention.
struct Found {
    tight: Vec<TightPool>,
    ending: Vec<EndingSubscription>,
    unlocated: Vec<(Guid, String, i64)>,
}

fn figures(signed: &Signed, totals: &PartnerTotals, found: &Found) -> Vec<Figure> {
    let t = signed.t();
    let unlocated = found.unlocated.iter().map(|(_, _, users)| users).sum();
    vec![
        figure(signed, totals.customers, &t.dashboard_customers(), "/customers", Tone::Plain),
        figure(signed, totals.users, &t.dashboard_users(), "", Tone::Plain),
        figure(signed, totals.seats.free, &t.dashboard_seats_free(), "", Tone::Good),
        figure(signed, totals.seats.over, &t.dashboard_seats_over(), "", Tone::Loss),
        figure(signed, unlocated, &t.dashboard_unlocated(), "", Tone::Clock),
    ]
}

fn attention(signed: &Signed, found: &Found) -> Vec<Attention> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let customer = |guid: &Guid, name: &str| Link::new(name, format!("/c/{guid}"));
    let mut list: Vec<Attention> = Vec::new();
    for it in &found.tight {
        let (text, tone) = seats_text(t, &names.product(it.product), it.total, it.consumed);
        let step = seats_step(t, &names, it.customer, it.product);
        list.push(Attention { customer: customer(&it.customer, &it.name), text, tone, step });
    }
    for it in &found.ending {
        let day = day(signed, it.ends_at);
        let (text, tone) = ending_text(t, &names.product(it.product), it.status, it.quantity, day);
        let step = Link::new(t.start_see_subscriptions(), format!("/c/{}/subscriptions", it.customer));
        list.push(Attention { customer: customer(&it.customer, &it.name), text, tone, step });
    }
    for (guid, name, users) in found.unlocated.iter().take(usize::try_from(EACH).unwrap_or(0)) {
        list.push(Attention {
            customer: customer(guid, name),
            text: t.attention_unlocated(*users),
            tone: Tone::Clock,
            step: Link::new(t.attention_see(), format!("/c/{guid}/users?location=none")),
        });
    }
    list.sort_by_key(|it| match it.tone {
        Tone::Loss => 0,
        Tone::Clock => 1,
        Tone::Plain | Tone::Good => 2,
    });
    list
}

/// The day of an instant, in UTC, because several time zones meet on the page.
fn day(signed: &Signed, micros: i64) -> String {
    When::new(signed.t(), &jiff::tz::TimeZone::UTC, micros, signed.visit.hall.app.now().0).day
}

/// A product whose seats do not suffice.
pub(super) fn seats_text(t: &Texts, product: &str, total: i64, consumed: i64) -> (String, Tone) {
    if consumed > total {
        (t.attention_over(consumed - total, product), Tone::Loss)
    } else {
        (t.attention_full(total, product), Tone::Plain)
    }
}

/// Where a shortage is looked at.
pub(super) fn seats_step(t: &Texts, names: &Names<'_>, customer: Guid, product: ProductId) -> Link {
    Link::new(t.start_see_licenses(), format!("/c/{customer}/products/{}", names.guid(product)))
}

/// A subscription that has ended, or will.
pub(super) fn ending_text(
    t: &Texts,
    product: &str,
    status: Status,
    seats: i64,
    day: String,
) -> (String, Tone) {
    match status {
        Status::Expired => (t.start_sub_expired(seats, day, product), Tone::Loss),
        Status::Disabled => (t.start_sub_disabled(seats, product), Tone::Loss),
        Status::Suspended => (t.start_sub_suspended(seats, product), Tone::Clock),
        Status::Active | Status::Scheduled | Status::Pending | Status::Deleted => {
            (t.start_sub_ends(seats, day, product), Tone::Clock)
        }
    }
}
