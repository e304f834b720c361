//! Taking control of what somebody bought for themselves: moving its people to another product, or ending it (R-UI-11).
//! What is allowed is decided elsewhere.

use axum::response::Response;
use cupo_app::accounts::Asking;
use cupo_app::changes::Command;
use cupo_app::lives::Lived;
use cupo_app::self_service::SelfServiceWish;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Target;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::PoolKind;
use cupo_domain::subscription::Status;

use super::{href, name, page};
use crate::pages::TakeOver;
use crate::view::{Choice, Field, Link, Place};
use crate::web::accounts::asking;
use crate::web::billing::subscriptions::Bought;
use crate::web::commands::{Question, page as preview_page};
use crate::web::posted::Fields;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// What it would do, with the button that does it; or the page of the subscription with what is wrong.
pub(super) async fn answer(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    asked: &Fields,
) -> Result<Response, Trouble> {
    let purchase = bought.row.guid;
    let unknown = Denial::new(Code::NotFound, "product");
    let wish = match asked.text("do") {
        "end" => Ok(SelfServiceWish::End(purchase)),
        _ => Guid::parse_str(asked.text("to"))
            .map(|to| SelfServiceWish::Move { purchase, to })
            .map_err(|_| unknown),
    };
    let by = Asking { reason: asked.text("reason"), ..asking(signed, at) };
    let shown = match wish {
        Ok(wish) => signed.visit.hall.app.preview_command(by, &Command::SelfService(wish)).await,
        Err(denial) => Err(denial.into()),
    };
    let back = href(at, bought);
    let list = format!("/c/{}/subscriptions", at.organisation.guid);
    let crumbs =
        vec![Link::new(signed.t().rail_your_products(), list), Link::new(name(signed, bought), &back)];
    let question = Question { place: Place::Products, crumbs, back, then: None };
    match shown {
        Ok(shown) => preview_page(signed, at, (&shown, Vec::new()), question).await,
        Err(cupo_app::error::AppError::Denied(denial)) if denial.code != Code::Role => {
            page(signed, at, bought, (asked, Some(denial))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The forms, for whoever may.
pub(super) async fn form(
    signed: &Signed,
    at: &At,
    it: &Lived,
    asked: &Fields,
) -> Result<Option<TakeOver>, Trouble> {
    let own = matches!(it.pool.kind, PoolKind::SelfService { .. });
    let live = it.row.subscription.status != Status::Deleted;
    if !own || !live || !signed.may(Action::TakeOver, &at.organisation) {
        return Ok(None);
    }
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let pools = store.pools(&at.permit).await?;
    let central = pools.iter().filter(|pool| pool.kind == PoolKind::Central && pool.total() > 0);
    let to_people = central
        .filter(|pool| catalogue.product(pool.product).is_some_and(|product| product.target == Target::User));
    let choice = |pool: &cupo_domain::seats::Pool| {
        let guid = names.guid(pool.product).to_string();
        let chosen = match asked.some("to") {
            Some(to) => to == guid,
            None => pool.product == it.pool.product,
        };
        let label = format!("{} · {}", names.product(pool.product), t.seats_free(pool.assignable().max(0)));
        Choice::new(guid, label, chosen)
    };
    Ok(Some(TakeOver {
        action: format!("/c/{}/subscriptions/{}/change", at.organisation.guid, it.row.guid),
        products: to_people.map(choice).collect(),
        reason: Field::text("reason", t.take_reason()).value(asked.text("reason")),
    }))
}
