//! Changing the selection: by ticks, by page, by everything that matches. It lives on the server (D-38).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::licenses::in_selection;
use cupo_app::selection::picks_of;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};

use super::filter;
use crate::pages::{SelectionBar, SelectionBarFragment};
use crate::web::address::Address;
use crate::web::edits;
use crate::web::frame::is_agent;
use crate::web::posted::{Fields, Posted};
use crate::web::render::page as render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};

/// Changes the selection and goes back, or answers with the bar alone when the script asks.
pub async fn change(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let app = &signed.visit.hall.app;
    let owner = signed.owner();
    let back = local(fields.text("back")).to_owned();
    let ids = fields.guids("ids").map_err(cupo_app::error::AppError::from)?;
    // Without script a link of the list is a button that takes the ticks of the page along.
    if let Some(next) = fields.some("go") {
        keep_page(&signed, &at, &fields).await?;
        return Ok(see(local(next)));
    }
    match fields.text("do") {
        "tick" => app.select(&at.permit, owner, &ids, true).await?,
        "untick" => app.select(&at.permit, owner, &ids, false).await?,
        "page" => app.select(&at.permit, owner, &shown(&fields)?, true).await?,
        "page-off" => app.select(&at.permit, owner, &shown(&fields)?, false).await?,
        "update" => keep_page(&signed, &at, &fields).await?,
        "only" => {
            app.clear_selection(&at.permit, owner).await?;
            app.select(&at.permit, owner, &ids, true).await?;
            leave_product(&signed, &at, &fields).await?;
        }
        "all" => app.select_matching(&at.permit, owner, &filter::filter(app, &asked_by(&back))).await?,
        "clear" => app.clear_selection(&at.permit, owner).await?,
        _ => return Err(cupo_app::error::AppError::from(Denial::new(Code::Invalid, "do")).into()),
    }
    if signed.visit.fragment {
        return fragment(&signed, &at, &back).await;
    }
    Ok(see(&with_chosen(&signed, &back, &fields)))
}

/// Whoever goes on here with those who were ticked on the page of a product leaves no ticks there (D-16).
async fn leave_product(signed: &Signed, at: &At, fields: &Fields) -> Result<(), Trouble> {
    let app = &signed.visit.hall.app;
    let catalogue = app.store().catalogue();
    for guid in fields.guids("holders").map_err(cupo_app::error::AppError::from)? {
        if let Some(product) = catalogue.product_by_guid(guid) {
            app.clear_selection(&at.permit, picks_of(signed.owner(), product.id)).await?;
        }
    }
    Ok(())
}

/// The way back to a form with what is chosen in it.
fn with_chosen(signed: &Signed, back: &str, fields: &Fields) -> String {
    let chosen = edits::chosen(&signed.visit.hall.app.store().catalogue(), fields);
    if chosen.is_empty() {
        return back.to_owned();
    }
    let path = back.split_once('?').map_or(back, |(path, _)| path);
    let kept = asked_by(back).pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>();
    Address::of(path, &Fields::default(), &[]).and(kept).and(chosen).href()
}

/// Takes over what is ticked among the users that were shown.
async fn keep_page(signed: &Signed, at: &At, fields: &Fields) -> Result<(), Trouble> {
    let app = &signed.visit.hall.app;
    let (on, off) = fields.ticks().map_err(cupo_app::error::AppError::from)?;
    app.select(&at.permit, signed.owner(), &off, false).await?;
    app.select(&at.permit, signed.owner(), &on, true).await?;
    Ok(())
}

fn shown(fields: &Fields) -> Result<Vec<Guid>, Trouble> {
    Ok(fields.guids("shown").map_err(cupo_app::error::AppError::from)?)
}

/// What the list asked that the person came from.
fn asked_by(back: &str) -> Fields {
    let query = back.split_once('?').map_or("", |(_, query)| query);
    Fields::read(query.as_bytes()).unwrap_or_default()
}

async fn fragment(signed: &Signed, at: &At, back: &str) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let selected = app.selected(&at.permit, signed.owner()).await?;
    let chosen = app.store().count_users(&at.permit, &in_selection(selected)).await?;
    let asked = asked_by(back);
    let matching = if filter::is_narrow(&asked) {
        app.count_users(&at.permit, &filter::filter(app, &asked)).await?
    } else {
        at.organisation.users_active
    };
    let home = format!("/c/{}", at.organisation.guid);
    let agent = is_agent(signed);
    let may = signed.may(Action::AssignLicenses, &at.organisation);
    let costume = if agent { "manage" } else { "several" };
    let bar = SelectionBar {
        selected: chosen,
        total: at.organisation.users_active,
        matching,
        partner: agent,
        manage_href: may.then(|| format!("{home}/licenses/{costume}")),
        delete_href: signed
            .may(Action::DeleteUsers, &at.organisation)
            .then(|| format!("{home}/users/delete?selected=1")),
    };
    render(SelectionBarFragment { t: signed.t(), bar })
}
