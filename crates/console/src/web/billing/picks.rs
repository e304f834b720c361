//! Who is ticked on the page of a product: kept by the server for each person and product, so that paging, searching and
//! a reload lose nothing, as on Active users (D-38).

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::in_selection;
use cupo_app::selection::picks_of;
use cupo_app::store::users::UserFilter;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use super::product::{Held, PLACED, held};
use crate::pages::{PicksBar, PicksBarFragment};
use crate::web::address::Address;
use crate::web::posted::{Fields, Posted};
use crate::web::render::page as render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};

/// Takes ticks over and goes back, or answers with the bar alone when the script asks.
pub async fn change(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let held = held(&signed, &at, &product).await?;
    // Without script a link of the list is a button that takes the ticks of the page along.
    if let Some(next) = fields.some("go") {
        keep(&signed, &at, &held, &fields).await?;
        return Ok(see(local(next)));
    }
    match fields.text("do") {
        "update" => keep(&signed, &at, &held, &fields).await?,
        "clear" => clear(&signed, &at, &held).await?,
        _ => return Err(AppError::denied(Code::Invalid, "do").into()),
    }
    let back = local(fields.text("back"));
    if !signed.visit.fragment {
        return Ok(see(back));
    }
    let asked = back.split_once('?').map_or("", |(_, query)| query);
    let asked = Fields::read(asked.as_bytes()).unwrap_or_default();
    let count = signed.visit.hall.app.count_users(&at.permit, &picked(&signed, &at, &held).await?).await?;
    render(PicksBarFragment { t: signed.t(), bar: bar(&signed, &at, &held, (&asked, count)) })
}

/// Takes over what is ticked among the users that were shown.
pub(super) async fn keep(signed: &Signed, at: &At, held: &Held, fields: &Fields) -> Result<(), AppError> {
    let (app, key) = (&signed.visit.hall.app, picks_of(signed.owner(), held.product.id));
    let (on, off) = fields.ticks()?;
    app.select(&at.permit, key, &off, false).await?;
    app.select(&at.permit, key, &on, true).await
}

/// Forgets all ticks.
pub(super) async fn clear(signed: &Signed, at: &At, held: &Held) -> Result<(), AppError> {
    signed.visit.hall.app.clear_selection(&at.permit, picks_of(signed.owner(), held.product.id)).await
}

/// The filter that finds who is ticked and still holds the product.
pub(super) async fn picked(signed: &Signed, at: &At, held: &Held) -> Result<UserFilter, AppError> {
    let key = picks_of(signed.owner(), held.product.id);
    let selected = signed.visit.hall.app.selected(&at.permit, key).await?;
    Ok(UserFilter { product: Some(held.product.id), ..in_selection(selected) })
}

/// Everybody who is ticked.
pub(super) async fn all(signed: &Signed, at: &At, held: &Held) -> Result<BTreeSet<Guid>, AppError> {
    let store = signed.visit.hall.app.store();
    let ids = store.user_ids(&at.permit, &picked(signed, at, held).await?).await?;
    Ok(store.users_by_id(&at.permit, &ids).await?.into_iter().map(|user| user.guid).collect())
}

/// The bar above the list.
pub(super) fn bar(signed: &Signed, at: &At, held: &Held, (asked, ticked): (&Fields, i64)) -> PicksBar {
    PicksBar {
        ticked,
        limit: at.organisation.licenses_page_limit,
        may_change: signed.may(Action::AssignLicenses, &at.organisation),
        unassign_action: Address::of(format!("{}/unassign", held.href(at)), asked, &PLACED).href(),
    }
}
