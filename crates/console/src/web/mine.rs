//! The own pages of everybody who signs in: what one holds, what one may buy, and the purchases one manages (R-SSP-2).
//! What is allowed is decided elsewhere.

mod purchase;
mod requests;
mod shop;
pub(crate) mod words;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::error::AppError;
use cupo_domain::access::{Action, permit};
use cupo_domain::assignment::{Origin, Source};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{MyLicense, MyLicensesPage, MyPurchase, MyPurchasesPage};
use crate::view::{Fact, Frame, Link, Place, SeatBar};
use crate::web::accounts::asking;
use crate::web::billing::words as bill;
use crate::web::frame::{flash, general, role_names, when};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Where one buys.
pub(crate) const SHOP: &str = "/my/buy";
/// Where one's own purchases are.
pub(crate) const PURCHASES: &str = "/my/purchases";

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/my/licenses", get(licenses))
        .route("/my/buy", get(shop::show))
        .route("/my/buy/{product}", get(shop::form).post(shop::order))
        .route("/my/purchases", get(purchases))
        .route("/my/requests", get(requests::show))
        .route("/my/requests/{product}", get(requests::form).post(requests::order))
        .route("/my/purchases/{subscription}", get(purchase::show))
        .route("/my/purchases/{subscription}/people", post(purchase::people))
        .route("/my/purchases/{subscription}/seats", post(purchase::seats))
        .route("/my/purchases/{subscription}/cancel", post(purchase::cancel))
}

/// The organization of whoever is signed in, with the permit to serve oneself there.
pub(super) async fn own(signed: &Signed) -> Result<At, AppError> {
    let found = signed.visit.hall.app.store().organisation_by_id(signed.who.home).await?;
    let organisation = found.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
    let permit = permit(&signed.who.caller, Action::ServeSelf, &organisation.territory())?;
    Ok(At { organisation, permit })
}

/// What surrounds an own page; `crumbs` are the pages above it.
pub(super) async fn frame(
    signed: &Signed,
    (title, place): (&str, Place),
    asked: &Fields,
    mut crumbs: Vec<Link>,
) -> Frame {
    if !crumbs.is_empty() {
        crumbs.push(Link::new(title, ""));
    }
    Frame { flash: flash(signed.t(), asked), crumbs, ..general(signed, title, place).await }
}

/// GET /my/licenses
async fn licenses(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    show_licenses(&signed, &asked).await
}

/// My licenses and apps; for who administers nothing this is where they start.
pub(crate) async fn show_licenses(signed: &Signed, asked: &Fields) -> Result<Response, Trouble> {
    let at = own(signed).await?;
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let held = signed.visit.hall.app.own_licenses(asking(signed, &at)).await?;
    let own = signed.visit.hall.app.own_purchases(asking(signed, &at)).await?;
    let groups = store.group_names(&at.permit).await?;
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let row = |it: &Source| {
        let on = catalogue.product(it.product).map(|product| {
            let on = product.plans.minus(&it.plans_off);
            on.iter().filter(|plan| catalogue.plan(*plan).is_some()).map(|plan| names.plan(plan)).collect()
        });
        let from = match it.origin {
            Origin::Group(group) => match groups.get(&group) {
                Some((_, name)) => t.my_from_group(name),
                None => t.my_from_direct().into_owned(),
            },
            Origin::Direct if !it.self_service => t.my_from_direct().into_owned(),
            Origin::Direct if own.iter().any(|own| own.pool.id == it.pool) => t.my_from_own().into_owned(),
            Origin::Direct => t.my_from_other().into_owned(),
        };
        MyLicense { product: names.product(it.product), from, apps: on.unwrap_or_default() }
    };
    let rows = held.iter().map(row).collect();
    let facts = vec![
        Fact::new(t.column_user_name(), &signed.who.sign_in),
        Fact::new(t.start_organisation(), &at.organisation.name),
        Fact::new(t.start_demo_role(), role_names(t, &signed.who.caller.roles)),
    ];
    page(MyLicensesPage {
        t,
        frame: frame(signed, (&t.my_licenses(), Place::MyLicenses), asked, Vec::new()).await,
        hello: t.my_hello(&signed.who.display_name),
        rows,
        facts,
        shop: Link::new(t.my_shop(), SHOP),
        help: if signed.may(Action::View, &at.organisation) {
            String::new()
        } else {
            t.start_nothing_help().into_owned()
        },
    })
}

/// GET /my/purchases
async fn purchases(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let t = signed.t();
    let found = signed.visit.hall.app.own_purchases(asking(&signed, &at)).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let row = |it: &cupo_app::lives::Lived| {
        let (state, tone) = words::state(t, it);
        MyPurchase {
            product: names.product(it.row.subscription.product),
            href: words::is_there(it).then(|| format!("{PURCHASES}/{}", it.row.guid)),
            state,
            tone,
            seats: bar(it),
            price: bill::price(t, &it.row),
            until: when(&signed, &at.organisation, it.row.ends_at),
        }
    };
    let rows = found.iter().map(row).collect();
    page(MyPurchasesPage {
        t,
        frame: frame(&signed, (&t.my_purchases(), Place::MyPurchases), &asked, Vec::new()).await,
        rows,
        shop: Link::new(t.my_shop(), SHOP),
    })
}

/// The seats of a purchase.
fn bar(it: &cupo_app::lives::Lived) -> SeatBar {
    SeatBar {
        total: it.pool.total(),
        taken: it.pool.consumed,
        reserved: it.pool.reserved,
        expiring: it.pool.units.warning,
    }
}
