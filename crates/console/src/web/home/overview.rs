//! One customer at a glance. Without delegated administration a partner sees the subscriptions only, and is told
//! why (R-ROLE-17).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, Cloud, permit};
use cupo_domain::country::Country;
use cupo_domain::refusal::Code;

use super::customer::{self, State};
use super::{answers, bar, recent};
use crate::lang::Lang;
use crate::pages::{Attention, OverviewPage, ProductSeats, Recent};
use crate::texts::Texts;
use crate::view::{Figure, Frame, Link, Note, NoteKind, Place, SeatBar};
use crate::web::frame::{flash, of_customer};
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Products shown; the list of licenses has all.
const PRODUCTS_MAX: usize = 12;

/// The page.
pub(super) async fn show(
    signed: Signed,
    Path(guid): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let at = open(&signed, &guid).await?;
    let organisation = &at.organisation;
    let seen = seen(&signed, organisation).await?;
    let frame = of_customer(&signed, organisation, (&t.rail_overview(), Place::Overview), Vec::new()).await;
    page(OverviewPage {
        t,
        frame: Frame { flash: flash(t, &asked.0), ..frame },
        name: organisation.name.clone(),
        domain: organisation.domain.clone(),
        country: country(t, &organisation.country),
        relation: relation(t, organisation),
        figures: seen.figures,
        notes: seen.notes,
        attention: seen.attention,
        links: customer::links(&signed, organisation),
        products: seen.products,
        partner: false,
        answers: answers::of_customer(&signed, organisation).await?,
        recent: seen.recent,
        empty_link: empty_link(&signed, organisation),
    })
}

/// The customer with a permit to see its users, or at least its subscriptions.
async fn open(signed: &Signed, guid: &str) -> Result<At, AppError> {
    match signed.at(guid, Action::View).await {
        Err(AppError::Denied(denial)) if matches!(denial.code, Code::Role | Code::Cloud) => {
            signed.at(guid, Action::ViewSubscriptions).await
        }
        other => other,
    }
}

/// What the reader may see.
struct Seen {
    figures: Vec<Figure>,
    notes: Vec<Note>,
    attention: Vec<Attention>,
    products: Vec<ProductSeats>,
    recent: Vec<Recent>,
}

async fn seen(signed: &Signed, at: &Organisation) -> Result<Seen, AppError> {
    let Ok(view) = permit(&signed.who.caller, Action::View, &at.territory()) else {
        return subscriptions_only(signed, at).await;
    };
    let state = State::read(signed, at, &view).await?;
    Ok(Seen {
        figures: customer::figures(signed, at, &state),
        notes: Vec::new(),
        attention: customer::attention(signed, at, &state),
        products: products(signed, at, state),
        recent: recent::of_customer(signed, at, &view).await?,
    })
}

/// Products, those with the fewest free seats first.
fn products(signed: &Signed, at: &Organisation, state: State) -> Vec<ProductSeats> {
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let mut pools = state.pools;
    pools.sort_by_key(|p| (p.assignable(), p.product));
    let line = |pool: &cupo_domain::seats::Pool| ProductSeats {
        name: names.product(pool.product),
        href: format!("/c/{}/products/{}", at.guid, names.guid(pool.product)),
        seats: bar(pool),
    };
    pools.iter().take(PRODUCTS_MAX).map(line).collect()
}

/// Seats that were bought, without who holds them.
async fn subscriptions_only(signed: &Signed, at: &Organisation) -> Result<Seen, AppError> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let rows = customer::subscriptions(signed, at).await?;
    let why = if at.cloud == Cloud::Vianet { t.start_why_cloud() } else { t.start_why_reseller() };
    let bought = rows.iter().map(|row| row.subscription.quantity).sum();
    let href = format!("/c/{}/subscriptions", at.guid);
    let products = rows.iter().take(PRODUCTS_MAX).map(|row| ProductSeats {
        name: names.product(row.subscription.product),
        href: href.clone(),
        seats: SeatBar { total: row.subscription.quantity, ..SeatBar::default() },
    });
    let figure = |value: usize, label: &str| {
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        super::figure(signed, value, label, &href, crate::view::Tone::Plain)
    };
    Ok(Seen {
        figures: vec![
            figure(rows.len(), &t.start_subscriptions()),
            super::figure(signed, bought, &t.start_seats_bought(), &href, crate::view::Tone::Plain),
        ],
        notes: vec![Note { kind: NoteKind::Info, text: why.into_owned(), repair: None, who: None }],
        attention: Vec::new(),
        products: products.collect(),
        recent: Vec::new(),
    })
}

/// The step after an empty list of products.
fn empty_link(signed: &Signed, at: &Organisation) -> Link {
    if signed.may(Action::ChangeSubscriptions, at) && signed.may(Action::ViewSubscriptions, at) {
        Link::new(signed.t().buy_licenses(), format!("/c/{}/subscriptions/new", at.guid))
    } else {
        Link::default()
    }
}

/// A country by its code, in words.
fn country(t: &Texts, code: &str) -> String {
    match Country::parse(code) {
        Some(country) if t.lang == Lang::Es => country.name_es().to_owned(),
        Some(country) => country.name_en().to_owned(),
        None => code.to_owned(),
    }
}

/// How the partner is related to the customer; its own people are told nothing about that.
fn relation(t: &Texts, at: &Organisation) -> String {
    match (at.partner, at.delegated) {
        (None, _) => t.start_no_partner().into_owned(),
        (Some(_), true) => t.relation_delegated().into_owned(),
        (Some(_), false) => t.relation_reseller().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_named_in_the_readers_language() {
        assert_eq!(country(Texts::get(Lang::En), "ES"), "Spain");
        assert_eq!(country(Texts::get(Lang::Es), "ES"), "España");
        assert_eq!(country(Texts::get(Lang::Es), "??"), "??");
    }
}
