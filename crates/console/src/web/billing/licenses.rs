//! Billing > Licenses (R-UI-1): a row for each product with all its subscriptions added up; self-service purchases are
//! rows of their own and never part of that sum.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::text::sort_key;
use cupo_domain::access::Action;
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::seats::{Pool, PoolKind};

use super::seat_bar;
use crate::pages::{LicenseRow, LicensesPage};
use crate::texts::Texts;
use crate::view::{Link, Place, SeatBar};
use crate::web::frame::{flash, of_customer};
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// The page.
pub async fn show(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let t = signed.t();
    let pools: Vec<Pool> =
        signed.visit.hall.app.store().pools(&at.permit).await?.into_iter().filter(exists).collect();
    let purchasers = purchasers(&signed, &at, &pools).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut rows: Vec<LicenseRow> =
        lines(&pools).iter().map(|of| row(&names, &at, of, &purchasers)).collect();
    rows.sort_by_cached_key(|r| sort_key(&r.name, &r.kind));
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.rail_licenses(), Place::Licenses), Vec::new()).await;
    frame.flash = flash(t, &asked.0);
    let conflicts = pools.iter().any(Pool::in_conflict);
    page(LicensesPage { t, frame, rows, conflicts, empty_link: products_link(&signed, &at) })
}

/// A pool that somebody would miss: it has seats, holders, or units that come back with the subscription.
fn exists(pool: &Pool) -> bool {
    pool.total() > 0 || pool.consumed > 0 || pool.units.suspended + pool.units.locked_out > 0
}

fn products_link(signed: &Signed, at: &At) -> Link {
    if signed.may(Action::ChangeSubscriptions, &at.organisation) {
        Link::new(signed.t().buy_licenses(), format!("/c/{}/subscriptions/new", at.organisation.guid))
    } else if signed.may(Action::ViewSubscriptions, &at.organisation) {
        let label = signed.t().rail_your_products();
        Link::new(label, format!("/c/{}/subscriptions", at.organisation.guid))
    } else {
        Link::default()
    }
}

/// The pools of each row: a central one alone, and what people bought of one product together (R-SSP-4).
fn lines(pools: &[Pool]) -> Vec<Vec<Pool>> {
    let mut lines: BTreeMap<(ProductId, bool), Vec<Pool>> = BTreeMap::new();
    for pool in pools {
        let own = pool.kind != PoolKind::Central;
        lines.entry((pool.product, own)).or_default().push(*pool);
    }
    lines.into_values().collect()
}

fn row(names: &Names<'_>, at: &At, of: &[Pool], purchasers: &BTreeMap<UserId, String>) -> LicenseRow {
    let mut seats = SeatBar::default();
    for bar in of.iter().map(seat_bar) {
        seats.total += bar.total;
        seats.taken += bar.taken;
        seats.reserved += bar.reserved;
        seats.expiring += bar.expiring;
    }
    let product = of.first().map_or(ProductId(0), |pool| pool.product);
    let free: i64 = of.iter().map(|pool| pool.available().max(0)).sum();
    LicenseRow {
        name: names.product(product),
        href: format!("/c/{}/products/{}", at.organisation.guid, names.guid(product)),
        kind: match of {
            [pool] => kind(names.t, pool, purchasers),
            _ => names.t.bill_self_service_several(names.t.purchases_line(of.len(), free)),
        },
        seats,
    }
}

fn kind(t: &Texts, pool: &Pool, purchasers: &BTreeMap<UserId, String>) -> String {
    match pool.kind {
        PoolKind::Central if pool.disabled() => t.bill_no_service().into_owned(),
        PoolKind::Central => String::new(),
        PoolKind::SelfService { purchaser } => match purchasers.get(&purchaser) {
            Some(name) => t.bill_self_service_of(name),
            None => t.licenses_self_service().into_owned(),
        },
    }
}

/// The names of those who bought for themselves.
pub(super) async fn purchasers(
    signed: &Signed,
    at: &At,
    pools: &[Pool],
) -> Result<BTreeMap<UserId, String>, Trouble> {
    let ids: Vec<UserId> = pools
        .iter()
        .filter_map(|p| match p.kind {
            PoolKind::SelfService { purchaser } => Some(purchaser),
            PoolKind::Central => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let users = signed.visit.hall.app.store().users_by_id(&at.permit, &ids).await?;
    Ok(users.into_iter().map(|u| (u.id, u.display_name)).collect())
}
