//! Where one starts: the dashboard of a partner, the home of a customer's administrators, the page of people who
//! administer nothing, the partner's customers, one customer at a glance, and the mail of a demo.

mod answers;
mod customers;
mod customers_csv;
mod customer;
mod mail;
mod overview;
mod partner;
mod recent;
pub(crate) mod time;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use cupo_domain::access::Action;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_http::hall::Hall;

use crate::view::{Figure, SeatBar, Tone};
use crate::web::frame::is_agent;
use crate::web::mine::show_licenses;
use crate::web::posted::Asked;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/", get(home))
        .route("/customers", get(customers::show))
        .route("/customers.csv", get(customers_csv::csv))
        .route("/c/{customer}", get(overview::show))
        .route("/mail", get(mail::show))
        .route("/time", get(time::show).post(time::advance))
}

async fn home(signed: Signed, asked: Asked) -> Result<Response, Trouble> {
    if is_agent(&signed) {
        return partner::show(&signed, &asked.0).await;
    }
    let own = signed.visit.hall.app.store().organisation_by_id(signed.who.home).await?;
    match own {
        Some(own) if signed.may(Action::View, &own) => customer::show(&signed, &own, &asked.0).await,
        _ => show_licenses(&signed, &asked.0).await,
    }
}

/// A number with its words; worth a colour only when it is not zero.
fn figure(signed: &Signed, value: i64, label: &str, href: &str, tone: Tone) -> Figure {
    Figure {
        value: signed.t().number(value),
        label: label.to_owned(),
        // Nothing to see is no place to go.
        href: if value > 0 { href.to_owned() } else { String::new() },
        tone: if value > 0 { tone } else { Tone::Plain },
    }
}

/// The seats of a pool.
fn bar(pool: &Pool) -> SeatBar {
    SeatBar {
        total: pool.total(),
        taken: pool.consumed,
        reserved: pool.reserved,
        expiring: pool.units.warning,
    }
}

/// Pools of administrators that have seats or holders.
fn central(pools: Vec<Pool>) -> Vec<Pool> {
    let shown = |p: &Pool| p.kind == PoolKind::Central && (p.total() > 0 || p.consumed > 0);
    pools.into_iter().filter(shown).collect()
}
