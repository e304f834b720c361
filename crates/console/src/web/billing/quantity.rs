//! Another number of seats for a subscription: what it costs before, then buying (R-BUY-1). A quantity that is not
//! possible is told at the field with its rule and the way out.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use cupo_app::changes::{Command, What};
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::decide::quantity::{Circumstances, QUANTITY_MAX, Subscription, decide};
use cupo_domain::refusal::{Code, Denial};

use super::subscription::href as subscription_href;
use super::subscriptions::{Bought, circumstances, closed, find, quantity_href, visible};
use super::{FRAGMENT, seat_bar, words};
use crate::format::{When, money};
use crate::pages::{BuyPage, Sentence};
use crate::refusals::rule;
use crate::texts::Texts;
use crate::view::{Field, Link, Note, NoteKind, Place};
use crate::web::accounts::asking;
use crate::web::changes::{Saving, differences, save_shown};
use crate::web::frame::{of_customer, when};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page as render, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};
use crate::web::words::Names;

/// The form.
pub async fn show(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    let answer = match closed(&signed, &at, &bought) {
        Some(denial) => Err(denial),
        None => look(&signed, &at, (&bought, &asked.0), Keep::No).await?,
    };
    form(&signed, &at, &bought, (&asked.0, answer)).await
}

/// What a quantity would cost: the sentence alone for the script, the whole page for everybody else.
pub async fn preview(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    let answer = look(&signed, &at, (&bought, &fields), Keep::Yes).await?;
    if headers.contains_key(FRAGMENT) {
        let t = signed.t();
        let sentence = match answer {
            Ok(it) => Sentence {
                text: sentence(t, it.seats, it.cost, &bought.row.currency),
                preview: it.preview,
                digest: it.digest,
            },
            Err(denial) => Sentence { text: why(&signed, &at, &bought, &denial), ..Sentence::default() },
        };
        return render(sentence);
    }
    form(&signed, &at, &bought, (&fields, answer)).await
}

/// Buys, and goes back to where the person came from.
pub async fn save(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    let wanted = match number(&fields) {
        Ok(Some(wanted)) => wanted,
        Ok(None) => {
            return form(&signed, &at, &bought, (&fields, Err(Denial::new(Code::Invalid, "quantity")))).await;
        }
        Err(denial) => return form(&signed, &at, &bought, (&fields, Err(denial))).await,
    };
    let command = Command::Quantity { subscription: bought.row.guid, seats: wanted };
    match save_shown(&signed, asking(&signed, &at), &command, &fields).await {
        Ok(Saving::Done(_)) => Ok(see(&done(&back(&at, &fields)))),
        // What was not shown with its price is shown first.
        Ok(Saving::Gone) => {
            let answer = look(&signed, &at, (&bought, &fields), Keep::Yes).await?;
            let why = vec![signed.t().change_gone().into_owned()];
            page(&signed, &at, &bought, (&fields, answer, why)).await
        }
        Ok(Saving::Unseen) => {
            let answer = look(&signed, &at, (&bought, &fields), Keep::Yes).await?;
            let mut page = page_of(&signed, &at, &bought, (&fields, answer, Vec::new())).await?;
            page.1.asked = true;
            with_status(page.0, page.1)
        }
        Err(AppError::Denied(denial)) => {
            // What is shown again is the subscription as it is now.
            let bought = find(&signed, &at, &subscription).await?;
            form(&signed, &at, &bought, (&fields, Err(denial))).await
        }
        Err(AppError::Changed(it)) => {
            let changed = differences(&signed, &at, &it).await?;
            let bought = find(&signed, &at, &subscription).await?;
            let answer = look(&signed, &at, (&bought, &fields), Keep::Yes).await?;
            page(&signed, &at, &bought, (&fields, answer, changed)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The number that was typed, if anything was.
fn number(fields: &Fields) -> Result<Option<i64>, Denial> {
    match fields.some("quantity") {
        None => Ok(None),
        Some(_) => fields.number("quantity").map(Some),
    }
}

/// What a quantity would do and cost, with the stored preview of it.
struct Change {
    seats: i64,
    cost: Option<i64>,
    preview: String,
    digest: String,
}

/// Whether the answer is kept to be applied. A page that only opens keeps nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Yes,
    No,
}

async fn look(
    signed: &Signed,
    at: &At,
    (bought, fields): (&Bought, &Fields),
    keep: Keep,
) -> Result<Result<Change, Denial>, Trouble> {
    let wanted = match number(fields) {
        Ok(wanted) => wanted.unwrap_or(bought.row.subscription.quantity),
        Err(denial) => return Ok(Err(denial)),
    };
    let app = &signed.visit.hall.app;
    let command = Command::Quantity { subscription: bought.row.guid, seats: wanted };
    let by = asking(signed, at);
    let shown = match keep {
        Keep::Yes => app.preview_command(by, &command).await.map(|it| {
            let carried = (it.guid.to_string(), it.digest);
            (it.what, carried)
        }),
        Keep::No => app.consider(by, &command).await.map(|what| (what, Default::default())),
    };
    let (what, (preview, digest)) = match shown {
        Ok(shown) => shown,
        Err(AppError::Denied(denial)) => return Ok(Err(denial)),
        Err(other) => return Err(other.into()),
    };
    let What::Quantity(it) = what else {
        return Err(AppError::Bug("a quantity that is none".to_owned()).into());
    };
    Ok(Ok(Change { seats: it.change, cost: it.cost_minor, preview, digest }))
}

async fn form(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    (fields, answer): (&Fields, Result<Change, Denial>),
) -> Result<Response, Trouble> {
    page(signed, at, bought, (fields, answer, Vec::new())).await
}

async fn page(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    shown: (&Fields, Result<Change, Denial>, Vec<String>),
) -> Result<Response, Trouble> {
    let (status, page) = page_of(signed, at, bought, shown).await?;
    with_status(status, page)
}

async fn page_of(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    (fields, answer, changed): (&Fields, Result<Change, Denial>, Vec<String>),
) -> Result<(StatusCode, BuyPage), Trouble> {
    let t = signed.t();
    let it = &bought.row.subscription;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let renews = renewal(signed, at, bought);
    let typed = fields.some("quantity").map_or_else(|| it.quantity.to_string(), ToOwned::to_owned);
    let (least, most) = range(it, circumstances(signed, at, bought));
    let hint = t.buy_quantity_hint(least, most, it.quantity);
    let mut quantity = Field::text("quantity", t.buy_quantity()).of("text", "off").hint(hint).value(typed);
    let (status, sentence) = match &answer {
        Ok(it) => {
            let status = if changed.is_empty() { StatusCode::OK } else { StatusCode::PRECONDITION_FAILED };
            (status, sentence(t, it.seats, it.cost, &bought.row.currency))
        }
        Err(denial) => {
            quantity.error = Some(why(signed, at, bought, denial));
            let status = StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::CONFLICT);
            (status, String::new())
        }
    };
    let (preview, digest) = answer.map(|it| (it.preview, it.digest)).unwrap_or_default();
    let crumbs =
        vec![Link::new(t.rail_your_products(), format!("/c/{}/subscriptions", at.organisation.guid))];
    let back = back(at, fields);
    // Buy more leads here from the licenses; everybody else comes to change a number.
    let here = format!("/c/{}/subscriptions", at.organisation.guid);
    let title = if back.starts_with(&here) { t.bill_change_quantity() } else { t.buy_title() };
    let frame = of_customer(signed, &at.organisation, (&title, Place::Products), crumbs).await;
    let action = format!("/c/{}/subscriptions/{}/quantity", at.organisation.guid, bought.row.guid);
    let buy = BuyPage {
        t,
        frame,
        product: Names { catalogue: &catalogue, t }.product(it.product),
        subscription: t.bill_channel_state(words::channel(t, it.channel), words::state(t, it.status).0),
        seats: seat_bar(&bought.pool),
        price: words::price(t, &bought.row),
        renews,
        closed: closed(signed, at, bought).map(|denial| why(signed, at, bought, &denial)),
        others: others(signed, at, (bought, &back)).await?,
        notes: fewer(signed, at, bought).into_iter().collect(),
        errors: quantity.summary().into_iter().collect(),
        quantity,
        text: sentence,
        changed,
        asked: false,
        preview,
        digest,
        preview_action: format!("{action}/preview"),
        action,
        back,
    };
    Ok((status, buy))
}

/// Why a quantity is not possible: what the subscription itself forbids in its own words, the rest by its rule.
fn why(signed: &Signed, at: &At, bought: &Bought, denial: &Denial) -> String {
    let t = signed.t();
    let own = matches!(denial.code, Code::Channel | Code::Credit)
        || (denial.code == Code::State && denial.subject == "status");
    if own {
        let text = words::no_step(t, &bought.row, denial, at.permit.by_partner());
        return format!("{text} ({}, {})", denial.code.as_str(), rule(denial.code));
    }
    words::refused(t, denial, renewal(signed, at, bought).as_ref())
}

/// Why no seat can be given back now, until when it could be, and where fewer are planned.
fn fewer(signed: &Signed, at: &At, bought: &Bought) -> Option<Note> {
    let it = &bought.row.subscription;
    let fewer = decide(it, it.quantity.saturating_sub(1), circumstances(signed, at, bought));
    let denial = fewer.err().filter(|it| matches!(it.code, Code::Window | Code::Assigned))?;
    let planned = Link::new(signed.t().life_plan(), subscription_href(at, bought));
    Some(Note {
        kind: NoteKind::Info,
        text: why(signed, at, bought, &denial),
        repair: Some(planned),
        who: None,
    })
}

/// When the term ends, where it does.
pub(super) fn renewal(signed: &Signed, at: &At, bought: &Bought) -> Option<When> {
    let ends = bought.row.ends_at;
    (ends > 0 && !words::for_good(&bought.row)).then(|| when(signed, &at.organisation, ends))
}

/// Other subscriptions of the product that can be changed as well.
async fn others(signed: &Signed, at: &At, (bought, back): (&Bought, &str)) -> Result<Vec<Link>, Trouble> {
    let t = signed.t();
    let it = &bought.row;
    let all = visible(signed, at).await?;
    let same = |b: &&Bought| b.row.subscription.product == it.subscription.product && b.row.guid != it.guid;
    let open = |b: &&Bought| closed(signed, at, b).is_none();
    let link = |b: &Bought| {
        let label = t.bill_other(words::channel(t, b.row.subscription.channel), b.row.subscription.quantity);
        Link::new(label, quantity_href(at, b, back))
    };
    Ok(all.iter().filter(same).filter(open).map(link).collect())
}

/// What the change does and costs.
fn sentence(t: &Texts, change: i64, cost: Option<i64>, currency: &str) -> String {
    let price = |minor: i64| money(t, Some((minor, currency)));
    match (change, cost) {
        (0, _) => t.buy_sentence_same().into_owned(),
        (more @ 1.., Some(cost)) => t.buy_sentence(more, price(cost)),
        (more @ 1.., None) => t.bill_buy_unpriced(more),
        (fewer, Some(cost)) => t.buy_sentence_fewer(-fewer, price(-cost)),
        (fewer, None) => t.bill_buy_fewer_unpriced(-fewer),
    }
}

/// The fewest and the most seats that are possible now. The rules answer for every number; fewer than possible stays
/// impossible, so that the limit is found by halving.
fn range(it: &Subscription, at: Circumstances) -> (i64, i64) {
    let possible = |wanted: i64| decide(it, wanted, at).is_ok();
    let (mut least, mut low) = (it.quantity, 0);
    while least - low > 1 {
        let middle = low + (least - low) / 2;
        if possible(middle) { least = middle } else { low = middle }
    }
    let (mut most, mut high) = (it.quantity, QUANTITY_MAX + 1);
    while high - most > 1 {
        let middle = most + (high - most) / 2;
        if possible(middle) { most = middle } else { high = middle }
    }
    (least, most)
}

/// Where the person came from.
fn back(at: &At, fields: &Fields) -> String {
    let list = format!("/c/{}/subscriptions", at.organisation.guid);
    fields.some("back").map_or(list, |back| local(back).to_owned())
}

/// The same with the message.
fn done(back: &str) -> String {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let mut parts: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !part.starts_with("did=")).collect();
    parts.push("did=bought");
    format!("{path}?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use cupo_domain::decide::quantity::{Channel, Status};
    use cupo_domain::ids::{PoolId, ProductId, SubscriptionId};
    use cupo_domain::time::Instant;

    use super::*;

    fn subscription(quantity: i64, window_seats: i64) -> Subscription {
        Subscription {
            id: SubscriptionId(1),
            pool: PoolId(1),
            product: ProductId(1),
            channel: Channel::Direct,
            status: Status::Active,
            quantity,
            window_from: Instant(0),
            window_seats,
            version: 1,
        }
    }

    fn circumstances() -> Circumstances {
        Circumstances {
            by_partner: false,
            assignable: 100,
            seats_min: None,
            seats_max: Some(300),
            end_of_sale: false,
            shared: false,
            recurring: true,
            pinned: false,
            now: Instant(1),
        }
    }

    #[test]
    fn r_buy_2_r_buy_5_the_limits_that_are_shown_are_those_of_the_rules() {
        assert_eq!(range(&subscription(25, 10), circumstances()), (15, 300));
        let scarce = Circumstances { assignable: 4, ..circumstances() };
        assert_eq!(range(&subscription(25, 10), scarce), (21, 300));
        let ended = Circumstances { end_of_sale: true, ..circumstances() };
        assert_eq!(range(&subscription(25, 25), ended), (1, 25));
    }

    #[test]
    fn the_way_back_keeps_everything_and_tells_once() {
        assert_eq!(done("/c/1/licenses/manage?open=2"), "/c/1/licenses/manage?open=2&did=bought");
        assert_eq!(done("/c/1/subscriptions"), "/c/1/subscriptions?did=bought");
        assert_eq!(done("/x?did=saved&q=a"), "/x?q=a&did=bought");
    }

    #[test]
    fn a_price_that_is_not_set_is_never_zero() {
        let t = Texts::get(crate::lang::Lang::En);
        assert!(sentence(t, 3, None, "EUR").contains('3'));
        assert!(!sentence(t, 3, None, "EUR").contains('0'));
        assert_ne!(sentence(t, 3, Some(600), "EUR"), sentence(t, -3, Some(-600), "EUR"));
    }
}
