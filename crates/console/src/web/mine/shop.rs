//! Buying for oneself: what is sold, and the form for a purchase or a trial. Whether it may be bought is decided
//! elsewhere.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::self_service::SelfServiceWish;
use cupo_app::self_service::looking::Offer;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::requests::may_ask;
use cupo_domain::self_service::{SEATS_MAX, TRIAL_SEATS_MAX, may_buy};

use super::{PURCHASES, SHOP, frame, own, words};
use crate::format::money;
use crate::pages::{FormPage, MyOffer, MyShopPage, Select};
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link, Place};
use crate::web::accounts::asking;
use crate::web::billing::words::term_price;
use crate::web::commands::{Question, ask};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// GET /my/buy
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let buyer = app.buyer(asking(&signed, &at)).await?;
    let closed = may_buy(&buyer).err().map(|denial| words::why(t, &denial)).unwrap_or_default();
    let offers = app.offers(asking(&signed, &at)).await?;
    let procedure = app.procedure(asking(&signed, &at)).await?;
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let row = |it: &Offer| {
        let form = format!("{SHOP}/{}", names.guid(it.product));
        let why = it.buy.as_ref().err().filter(|_| closed.is_empty());
        MyOffer {
            product: names.product(it.product),
            prices: it.prices.iter().map(|price| listed(t, price)).collect(),
            buy: it.buy.is_ok().then(|| form.clone()),
            trial: it.trial.is_ok().then(|| format!("{form}?kind=trial")),
            why: why.map(|denial| words::why(t, denial)).unwrap_or_default(),
            ask: may_ask(&it.buy, &procedure)
                .is_ok()
                .then(|| format!("{}/{}", super::requests::REQUESTS, names.guid(it.product))),
        }
    };
    let wanted = cupo_app::text::fold(asked.text("q"));
    let all = offers.iter().map(row);
    let mut rows: Vec<MyOffer> =
        all.filter(|row| cupo_app::text::fold(&row.product).contains(&wanted)).collect();
    rows.sort_by_cached_key(|row| cupo_app::text::sort_key(&row.product, ""));
    page(MyShopPage {
        t,
        frame: frame(&signed, (&t.my_shop(), Place::MyShop), &asked, Vec::new()).await,
        closed,
        procedure: procedure.clone(),
        rows,
        find: Field::text("q", t.my_shop_find()).value(asked.text("q")),
    })
}

/// What a seat costs for a period.
fn listed(t: &Texts, (term, minor, currency): &(String, i64, String)) -> String {
    match minor {
        0 => t.subscriptions_free().into_owned(),
        minor => words::per_term(t, term, money(t, Some((*minor, currency)))),
    }
}

/// The offer of an address.
async fn offer(signed: &Signed, at: &At, product: &str) -> Result<(Guid, Offer), AppError> {
    let app = &signed.visit.hall.app;
    let unknown = || Denial::new(Code::NotFound, "product");
    let guid = Guid::parse_str(product).map_err(|_| unknown())?;
    let id = app.store().catalogue().product_by_guid(guid).map(|product| product.id);
    let offers = app.offers(asking(signed, at)).await?;
    let found = offers.into_iter().find(|it| Some(it.product) == id);
    Ok((guid, found.ok_or_else(unknown)?))
}

fn is_trial(asked: &Fields) -> bool {
    asked.text("kind") == "trial"
}

/// GET /my/buy/{product}
pub(super) async fn form(
    signed: Signed,
    Path(product): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let it = offer(&signed, &at, &product).await?;
    let refused = if is_trial(&asked) { it.1.trial.clone() } else { it.1.buy.clone() };
    filled(&signed, &it, (&asked, &Fields::default()), refused.err()).await
}

/// POST /my/buy/{product}: what it would do, with the button that does it.
pub(super) async fn order(
    signed: Signed,
    Path(product): Path<String>,
    Asked(asked): Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let it = offer(&signed, &at, &product).await?;
    let seats = match fields.number("seats") {
        Ok(seats) => seats,
        Err(denial) => return filled(&signed, &it, (&asked, &fields), Some(denial)).await,
    };
    let first = it.1.prices.first().map(|(term, ..)| term.clone()).unwrap_or_default();
    let term = fields.some("term").map_or(first, str::to_owned);
    let wish = SelfServiceWish::Buy { product: it.0, seats, term, trial: is_trial(&asked) };
    let t = signed.t();
    let question = Question {
        place: Place::MyShop,
        crumbs: vec![Link::new(t.my_shop(), SHOP)],
        back: SHOP.to_owned(),
        then: Some(format!("{PURCHASES}?did=own-bought")),
    };
    let answer = ask(&signed, &at, (&Command::SelfService(wish), ""), question).await;
    match answer.as_ref().err().and_then(Trouble::denial).cloned() {
        Some(denial) if denial.code != Code::Scope => {
            filled(&signed, &it, (&asked, &fields), Some(denial)).await
        }
        _ => answer,
    }
}

async fn filled(
    signed: &Signed,
    (guid, it): &(Guid, Offer),
    (asked, fields): (&Fields, &Fields),
    wrong: Option<Denial>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let product = Names { catalogue: &catalogue, t }.product(it.product);
    let trial = is_trial(asked);
    let most = if trial { TRIAL_SEATS_MAX } else { SEATS_MAX };
    let offered = catalogue.product(it.product).and_then(|product| product.seats_max).unwrap_or(most);
    let seats = Field::text("seats", t.my_order_seats())
        .of("text", "off")
        .hint(t.my_order_seats_hint(most.min(offered)))
        .value(fields.some("seats").unwrap_or("1"));
    let why = wrong.as_ref().map(|denial| words::why(t, denial));
    let of_seats = wrong.as_ref().is_some_and(|it| matches!(it.code, Code::Quantity | Code::Invalid));
    let seats = match why.clone().filter(|_| of_seats) {
        Some(text) => seats.error(text),
        None => seats,
    };
    let chosen = fields.text("term");
    let term = |(key, minor, money): &(String, i64, String)| {
        Choice::new(key.clone(), term_price(t, key, Some(*minor), money), key == chosen)
    };
    let (title, lead) = if trial {
        (t.my_trial_title(&product), t.my_trial_lead().into_owned())
    } else {
        (t.my_order_title(&product), t.my_shop_lead().into_owned())
    };
    let status = wrong.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok());
    let query = if trial { "?kind=trial" } else { "" };
    let choices: Vec<Choice> = if trial { Vec::new() } else { it.prices.iter().map(term).collect() };
    let form = FormPage {
        t,
        frame: frame(signed, (&title, Place::MyShop), asked, vec![Link::new(t.my_shop(), SHOP)]).await,
        lead,
        errors: why.into_iter().map(|text| FieldError { field: "seats", text }).collect(),
        action: format!("{SHOP}/{guid}{query}"),
        changed: Vec::new(),
        asked: false,
        preview: None,
        first: Vec::new(),
        fields: vec![seats],
        then: if trial {
            Vec::new()
        } else {
            vec![Select { name: "term".into(), label: t.my_order_term().into_owned(), choices }]
        },
        submit: t.manage_preview().into_owned(),
        back: SHOP.to_owned(),
    };
    with_status(status.unwrap_or(StatusCode::OK), form)
}
