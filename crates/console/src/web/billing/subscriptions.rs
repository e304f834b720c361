//! Your products: one row per subscription with its channel, price and the one next step (R-UI-10, R-SUB-2). What was
//! bought through a partner is for the partner and Global admins only (R-ROLE-8).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::subscriptions::SubscriptionRow as Stored;
use cupo_app::text::sort_key;
use cupo_domain::access::{Action, BILLING_ROLE, permit};
use cupo_domain::catalogue::Target;
use cupo_domain::decide::quantity::{Channel, Circumstances, Status, decide};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::Pool;

use super::licenses::purchasers;
use super::self_service::{apart, line};
use super::words;
use crate::pages::{SubscriptionRow, SubscriptionsPage};
use crate::refusals::refusal_of;
use crate::texts::Texts;
use crate::view::{Link, Place, Tab};
use crate::web::address::Address;
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// A subscription with its seats.
pub(super) struct Bought {
    /// The subscription.
    pub row: Stored,
    /// The pool its seats are in.
    pub pool: Pool,
}

/// Which subscriptions a tab shows.
const KINDS: [(&str, Option<Channel>); 4] = [
    ("", None),
    ("trial", Some(Channel::Trial)),
    ("self-service", Some(Channel::SelfService)),
    ("free", Some(Channel::Free)),
];

/// The page.
pub async fn show(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewSubscriptions).await?;
    let t = signed.t();
    let all = visible(&signed, &at).await?;
    let kind = kind(&asked.0);
    let shown: Vec<&Bought> = all.iter().filter(|b| is_of(b, kind.1)).collect();
    let (others, own) = apart(&shown);
    let mut lines = rows(&signed, &at, &others).await?;
    for (product, list) in &own {
        let first = rows(&signed, &at, list.get(..1).unwrap_or_default()).await?;
        lines.extend(first.into_iter().map(|row| line(&signed, &at, (*product, list), row)));
    }
    let mut rows = lines;
    rows.sort_by_cached_key(|r| sort_key(&r.product, &r.channel));
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.rail_your_products(), Place::Products), Vec::new()).await;
    frame.flash = flash(t, &asked.0);
    let here = Address::of(format!("/c/{}/subscriptions", at.organisation.guid), &Fields::default(), &[]);
    let buy_href = signed
        .may(Action::ChangeSubscriptions, &at.organisation)
        .then(|| format!("/c/{}/subscriptions/new", at.organisation.guid));
    let empty_link = match (kind.1, &buy_href) {
        (Some(_), _) => Link::new(t.subscriptions_all(), here.href()),
        (None, Some(buy)) => Link::new(t.buy_licenses(), buy),
        (None, None) => Link::default(),
    };
    let empty_help = if kind.1.is_some() { t.subscriptions_none_help() } else { t.subscriptions_none_yet() };
    page(SubscriptionsPage {
        t,
        frame,
        csv_href: Address::of(format!("/c/{}/subscriptions.csv", at.organisation.guid), &asked.0, &["kind"])
            .href(),
        buy_href,
        filters: tabs(t, &all, (&here, kind.0)),
        rows,
        empty_help: empty_help.into_owned(),
        empty_link,
    })
}

/// The tab that an address asks for.
pub(super) fn kind(asked: &Fields) -> (&'static str, Option<Channel>) {
    KINDS.iter().find(|(key, _)| *key == asked.text("kind")).copied().unwrap_or(("", None))
}

pub(super) fn is_of(bought: &Bought, kind: Option<Channel>) -> bool {
    kind.is_none_or(|kind| bought.row.subscription.channel == kind)
}

fn tabs(t: &Texts, all: &[Bought], (here, current): (&Address, &str)) -> Vec<Tab> {
    let tab = |(key, kind): (&str, Option<Channel>)| {
        let label = match key {
            "trial" => t.subscriptions_trial(),
            "self-service" => t.subscriptions_self_service(),
            "free" => t.subscriptions_free(),
            _ => t.subscriptions_all(),
        };
        Tab {
            label: label.into_owned(),
            count: i64::try_from(all.iter().filter(|b| is_of(b, kind)).count()).ok(),
            href: if key.is_empty() { here.href() } else { here.with("kind", key).href() },
            current: key == current,
        }
    };
    KINDS.into_iter().map(tab).collect()
}

/// The subscriptions that the reader may see.
pub(super) async fn visible(signed: &Signed, at: &At) -> Result<Vec<Bought>, Trouble> {
    let store = signed.visit.hall.app.store();
    let pools = store.pools(&at.permit).await?;
    let mut list = Vec::new();
    for row in store.subscriptions(&at.permit).await? {
        if !may_see(signed, at, row.subscription.channel) {
            continue;
        }
        let pool = pools.iter().find(|p| p.id == row.subscription.pool).copied();
        let pool = pool.ok_or_else(|| AppError::Bug("a subscription without a pool".to_owned()))?;
        list.push(Bought { row, pool });
    }
    Ok(list)
}

/// One of them by its GUID. One that the reader must not see is refused, not unknown (R-ROLE-8).
pub(super) async fn find(signed: &Signed, at: &At, text: &str) -> Result<Bought, Trouble> {
    let guid = Guid::parse_str(text).map_err(|_| AppError::denied(Code::NotFound, "subscription"))?;
    let all = signed.visit.hall.app.store().subscriptions(&at.permit).await?;
    if all.iter().any(|r| r.guid == guid && !may_see(signed, at, r.subscription.channel)) {
        return Err(AppError::denied(Code::Role, "subscription").into());
    }
    let found = visible(signed, at).await?.into_iter().find(|b| b.row.guid == guid);
    Ok(found.ok_or_else(|| AppError::denied(Code::NotFound, "subscription"))?)
}

fn may_see(signed: &Signed, at: &At, channel: Channel) -> bool {
    cupo_domain::access::sees_channel(&signed.who.caller, &at.permit, channel)
}

/// What surrounds a change of a subscription's seats.
pub(super) fn circumstances(signed: &Signed, at: &At, bought: &Bought) -> Circumstances {
    let catalogue = signed.visit.hall.app.store().catalogue();
    let product = catalogue.product(bought.row.subscription.product);
    Circumstances {
        by_partner: at.permit.by_partner(),
        assignable: bought.pool.assignable(),
        seats_min: product.and_then(|p| p.seats_min),
        seats_max: product.and_then(|p| p.seats_max),
        end_of_sale: product.is_some_and(|p| p.end_of_sale),
        shared: product.is_some_and(|p| p.target != Target::User),
        recurring: bought.row.goes_on(),
        pinned: bought.row.pinned,
        now: signed.visit.hall.app.now(),
    }
}

/// Why no quantity at all can be set; none where some can.
pub(super) fn closed(signed: &Signed, at: &At, bought: &Bought) -> Option<Denial> {
    let it = &bought.row.subscription;
    let answer = decide(it, it.quantity, circumstances(signed, at, bought));
    answer.err().filter(|denial| denial.code != Code::Quantity)
}

pub(super) async fn rows(
    signed: &Signed,
    at: &At,
    shown: &[&Bought],
) -> Result<Vec<SubscriptionRow>, Trouble> {
    let pools: Vec<Pool> = shown.iter().map(|b| b.pool).collect();
    let purchasers = purchasers(signed, at, &pools).await?;
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let row = |bought: &&Bought| {
        let it = &bought.row.subscription;
        let purchaser = match bought.pool.kind {
            cupo_domain::seats::PoolKind::SelfService { purchaser } => purchasers.get(&purchaser),
            cupo_domain::seats::PoolKind::Central => None,
        };
        let (state, tone) = words::state(t, it.status);
        let (step, no_step) = step(signed, at, bought);
        SubscriptionRow {
            product: names.product(it.product),
            purchaser: purchaser.map(|name| t.bill_bought_by(name)).unwrap_or_default(),
            state,
            tone,
            // That it renews is the rule; only what ends is worth a line.
            billing: if it.status == Status::Deleted || bought.row.recurring {
                String::new()
            } else {
                words::billing(t, &bought.row)
            },
            channel: words::channel(t, it.channel),
            quantity: it.quantity,
            price: words::price(t, &bought.row),
            href: super::subscription::href(at, bought),
            renews: super::quantity::renewal(signed, at, bought),
            step,
            no_step,
        }
    };
    Ok(shown.iter().map(row).collect())
}

/// The one next step, or why there is none.
fn step(signed: &Signed, at: &At, bought: &Bought) -> (Option<Link>, String) {
    let t = signed.t();
    if let Some(denial) = closed(signed, at, bought) {
        return (None, words::no_step(t, &bought.row, &denial, at.permit.by_partner()));
    }
    if !signed.may(Action::ChangeSubscriptions, &at.organisation) {
        return (None, why_role(signed, at));
    }
    let list = format!("/c/{}/subscriptions", at.organisation.guid);
    (Some(Link::new(t.bill_change_quantity(), quantity_href(at, bought, &list))), String::new())
}

/// Which role it takes to buy here (R-ROLE-9).
pub(super) fn why_role(signed: &Signed, at: &At) -> String {
    let t = signed.t();
    let asked = permit(&signed.who.caller, Action::ChangeSubscriptions, &at.organisation.territory());
    match asked {
        Err(denial) if denial.subject == BILLING_ROLE => {
            let text = refusal_of(t, denial.code, &denial.subject);
            format!("{} {}", text.explanation, text.remedy)
        }
        _ => t.bill_why_role().into_owned(),
    }
}

/// The page on which the seats of a subscription are changed, and where it comes back to.
pub(super) fn quantity_href(at: &At, bought: &Bought, back: &str) -> String {
    quantity_page(at, bought, back).href()
}

/// The page of another quantity with so many seats more in its field.
pub(super) fn more_href(at: &At, bought: &Bought, (more, back): (i64, &str)) -> String {
    let wanted = bought.row.subscription.quantity.saturating_add(more);
    quantity_page(at, bought, back).with("quantity", &wanted.to_string()).href()
}

fn quantity_page(at: &At, bought: &Bought, back: &str) -> Address {
    let path = format!("/c/{}/subscriptions/{}/quantity", at.organisation.guid, bought.row.guid);
    Address::of(path, &Fields::default(), &[]).with("back", back)
}
