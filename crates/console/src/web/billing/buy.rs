//! Buy more: finds the subscription of a product that can grow, so that the person need not know which one (R-PARTNER-8).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Product;
use cupo_domain::decide::quantity::{QUANTITY_MAX, decide};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use super::subscriptions::{Bought, circumstances, closed, more_href, quantity_href, visible};
use super::words;
use crate::pages::ErrorPage;
use crate::view::{Link, Place};
use crate::web::address::Address;
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};
use crate::web::words::Names;

/// On to the page of the quantity, or why there is nothing to buy.
pub async fn choose(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let guid = Guid::parse_str(asked.0.text("product")).ok();
    let product = guid.and_then(|g| catalogue.product_by_guid(g));
    let product = product.ok_or_else(|| AppError::denied(Code::NotFound, "product"))?;
    let list = format!("/c/{}/subscriptions", at.organisation.guid);
    let back = asked.0.some("back").map_or(list.as_str(), local);
    // How many are missing is known to the form that the person comes from.
    let more = asked.0.text("more").parse::<i64>().unwrap_or(0).clamp(0, QUANTITY_MAX);
    let all = visible(&signed, &at).await?;
    let own: Vec<&Bought> = all.iter().filter(|b| b.row.subscription.product == product.id).collect();
    let can_grow = |bought: &&&Bought| {
        let it = &bought.row.subscription;
        decide(it, it.quantity.saturating_add(1), circumstances(&signed, &at, bought)).is_ok()
    };
    // The one that lasts longest, then the largest: seats added there are of use for the longest time.
    let best = own.iter().filter(can_grow).max_by_key(|b| (b.row.ends_at, b.row.subscription.quantity));
    match best {
        Some(bought) if more > 0 => Ok(see(&more_href(&at, bought, (more, back)))),
        Some(bought) => Ok(see(&quantity_href(&at, bought, back))),
        None => nothing(&signed, &at, (product, &own), (more, back)).await,
    }
}

async fn nothing(
    signed: &Signed,
    at: &At,
    (product, own): (&Product, &[&Bought]),
    (more, back): (i64, &str),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let name = Names { catalogue: &catalogue, t }.product(product.id);
    let title = t.bill_nothing_to_buy();
    let frame = of_customer(signed, &at.organisation, (&title, Place::Products), Vec::new()).await;
    let reason = |bought: &&Bought| {
        let it = &bought.row.subscription;
        let denial = closed(signed, at, bought)
            .or_else(|| decide(it, it.quantity.saturating_add(1), circumstances(signed, at, bought)).err())?;
        let why = words::no_step(t, &bought.row, &denial, at.permit.by_partner());
        Some(t.bill_subscription_why(words::channel(t, it.channel), it.quantity, why))
    };
    let remedy = if at.permit.by_partner() { t.bill_nothing_partner() } else { t.bill_nothing_customer() };
    let list = format!("/c/{}/subscriptions", at.organisation.guid);
    let mut links = vec![Link::new(t.bill_go_back(), back), Link::new(t.rail_your_products(), list.clone())];
    if !product.end_of_sale && product.clouds.contains(&at.organisation.cloud) {
        let new = Address::of(format!("{list}/new"), &Fields::default(), &[])
            .with("product", &product.guid.to_string())
            .with("quantity", &more.max(1).to_string());
        links.insert(0, Link::new(t.bill_buy_subscription(&name), new.href()));
    }
    with_status(
        StatusCode::CONFLICT,
        ErrorPage {
            t,
            frame,
            title: title.into_owned(),
            what: if own.is_empty() { t.bill_no_subscription(&name) } else { t.bill_none_grows(&name) },
            rule: "R-BUY-7".to_owned(),
            remedy: remedy.into_owned(),
            details: own.iter().filter_map(reason).collect(),
            links,
            operation: None,
        },
    )
}
