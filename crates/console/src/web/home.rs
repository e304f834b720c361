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
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::Action;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_http::hall::Hall;

use crate::pages::NothingPage;
use crate::view::{Figure, Frame, Place, SeatBar, Tone};
use crate::web::frame::{flash, general, is_agent, role_names};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
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
        own => nothing(&signed, own.as_ref(), &asked.0).await,
    }
}

/// Somebody without an administrative role: who they are, and that there is nothing to administer here.
async fn nothing(signed: &Signed, own: Option<&Organisation>, asked: &Fields) -> Result<Response, Trouble> {
    let t = signed.t();
    let frame = general(signed, &t.rail_home(), Place::Home).await;
    page(NothingPage {
        t,
        frame: Frame { search: None, flash: flash(t, asked), rail: Default::default(), ..frame },
        name: signed.who.display_name.clone(),
        sign_in: signed.who.sign_in.clone(),
        organisation: own.map(|o| o.name.clone()).unwrap_or_default(),
        role: role_names(t, &signed.who.caller.roles),
    })
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
