//! Choosing what a group gives: products and their plans, shown first with what it does to each member (R-GROUP-12).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::groups::{Given, GroupWish};
use cupo_app::store::groups::GroupRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::{Catalogue, Product, Target};
use cupo_domain::groups::GroupLicense;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, PoolKind};

use super::home;
use super::one::{asks, group_of};
use crate::pages::{GroupLicensesPage, LicenseChoice, PlanChoice};
use crate::refusals::refusal;
use crate::view::{FieldError, Link, Place};
use crate::web::frame::of_customer;
use crate::web::posted::{Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::wizard::apart;
use crate::web::words::Names;

/// GET /c/{customer}/groups/{group}/licenses
pub(super) async fn show(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let group = group_of(&signed, &at, &group).await?;
    page(&signed, &at, &group, (None, None)).await
}

/// POST /c/{customer}/groups/{group}/licenses: what these licenses would do to everybody in the group.
pub(super) async fn choose(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let group = group_of(&signed, &at, &group).await?;
    let given = match given(&signed.visit.hall.app.store().catalogue(), &fields) {
        Ok(given) => given,
        Err(denial) => return page(&signed, &at, &group, (Some(&fields), Some(denial))).await,
    };
    let answer = asks(&signed, &at, &group, GroupWish::Give(group.guid, given)).await;
    let said = [Code::Invalid, Code::Depends, Code::Exclusive, Code::Mixed];
    match answer.as_ref().err().and_then(Trouble::denial).cloned() {
        Some(denial) if said.contains(&denial.code) => {
            page(&signed, &at, &group, (Some(&fields), Some(denial))).await
        }
        _ => answer,
    }
}

/// What the form gives: plans that are not ticked are off.
fn given(catalogue: &Catalogue, fields: &Fields) -> Result<Vec<Given>, Denial> {
    let mut all = Vec::new();
    for id in fields.guids("product")? {
        let product = catalogue.product_by_guid(id).ok_or_else(|| Denial::new(Code::Invalid, "product"))?;
        let ticked = |plan: Guid| fields.all("plan").contains(&format!("{id}:{plan}"));
        let shown = fields.all("plans").contains(&id.to_string());
        let free = catalogue.offered(product).filter(|plan| !catalogue.fixed_plans().contains(plan.id));
        let plans_off = free.map(|plan| plan.guid).filter(|plan| shown && !ticked(*plan)).collect();
        all.push(Given { product: id, plans_off });
    }
    Ok(all)
}

async fn page(
    signed: &Signed,
    at: &At,
    group: &GroupRow,
    (typed, denial): (Option<&Fields>, Option<Denial>),
) -> Result<Response, Trouble> {
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let catalogue = store.catalogue();
    let all = store.group_licenses(&at.permit).await?;
    let own = all.get(&group.id).map(|licenses| licenses.to_vec()).unwrap_or_default();
    let names = Names { catalogue: &catalogue, t };
    let pools = store.pools(&at.permit).await?;
    let apart = apart::of(signed, at).await?;
    let mut choices: Vec<LicenseChoice> = pools
        .iter()
        .filter(|pool| pool.kind == PoolKind::Central)
        .filter_map(|pool| {
            let product = catalogue.product(pool.product).filter(|p| p.target == Target::User)?;
            let license = own.iter().find(|license| license.pool == pool.id);
            if license.is_none() && apart.contains(&pool.product) {
                return None;
            }
            Some(choice(&names, (pool, product), license, typed))
        })
        .collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    let back = format!("{}/{}", home(at), group.guid);
    let crumbs = vec![Link::new(t.rail_groups(), home(at)), Link::new(&group.name, &back)];
    let status = denial.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok());
    let said = |it: &Denial| {
        if it.subject == "group-kind" {
            return t.groups_kind_wrong().into_owned();
        }
        let text = refusal(t, it.code);
        format!("{} {} ({}, {})", text.explanation, text.remedy, it.subject, it.code.as_str())
    };
    let title = t.groups_licenses_title(&group.name);
    let page = GroupLicensesPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Groups), crumbs).await,
        errors: denial.iter().map(|it| FieldError { field: "product", text: said(it) }).collect(),
        choices,
        action: format!("{back}/licenses"),
        back,
    };
    with_status(status.unwrap_or(StatusCode::OK), page)
}

/// A product as the group gives it now, or as it was just ticked.
fn choice(
    names: &Names<'_>,
    (pool, product): (&Pool, &Product),
    license: Option<&GroupLicense>,
    typed: Option<&Fields>,
) -> LicenseChoice {
    let id = product.guid.to_string();
    let checked = typed.map_or(license.is_some(), |fields| fields.all("product").contains(&id));
    let mut plans: Vec<PlanChoice> = names
        .catalogue
        .offered(product)
        .map(|plan| {
            let off = license.is_some_and(|license| license.plans_off.contains(plan.id));
            let ticked = |fields: &Fields| fields.all("plan").contains(&format!("{id}:{}", plan.guid));
            let locked = names.catalogue.fixed_plans().contains(plan.id);
            PlanChoice {
                id: plan.guid.to_string(),
                name: names.plan(plan.id),
                on: locked || typed.map_or(!off, ticked),
                was_off: false,
                locked,
                note: String::new(),
            }
        })
        .collect();
    plans.sort_by(|a, b| a.name.cmp(&b.name));
    LicenseChoice {
        groups: Vec::new(),
        checked,
        was: false,
        locked: String::new(),
        available: names.t.choice_available(pool.available().max(0)),
        buy: None,
        notes: Vec::new(),
        plans_on: plans.iter().filter(|plan| plan.on).count(),
        open: plans.iter().any(|plan| !plan.on),
        plans,
        name: names.product(product.id),
        id,
    }
}
