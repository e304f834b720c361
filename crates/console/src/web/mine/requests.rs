//! Asking for a license where one may not buy: the form, and what became of what one asked (R-REQ-1, R-REQ-3). What may be
//! asked is decided elsewhere.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::requests::RequestWish;
use cupo_domain::catalogue::Product;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::requests::REQUEST_PEOPLE_MAX;

use super::{frame, own, purchase, words};
use crate::pages::{FormPage, MyRequestsPage};
use crate::view::{Field, FieldError, Link, Place};
use crate::web::accounts::asking;
use crate::web::commands::{Question, ask};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::requests::{request_rows, rows_for_own};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Where one's own requests are.
pub(crate) const REQUESTS: &str = "/my/requests";
/// Requests on the page.
const SHOWN: i64 = 100;

/// GET /my/requests
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let found = app.own_requests(asking(&signed, &at), SHOWN).await?;
    page(MyRequestsPage {
        t,
        frame: frame(&signed, (&t.my_requests(), Place::MyRequests), &asked, Vec::new()).await,
        procedure: app.procedure(asking(&signed, &at)).await?,
        rows: rows_for_own(request_rows(&signed, &at, &found)),
        shop: Link::new(t.my_shop(), super::SHOP),
    })
}

fn product(signed: &Signed, text: &str) -> Result<Product, Denial> {
    let catalogue = signed.visit.hall.app.store().catalogue();
    let found = Guid::parse_str(text).ok().and_then(|guid| catalogue.product_by_guid(guid).cloned());
    found.ok_or_else(|| Denial::new(Code::NotFound, "product"))
}

/// GET /my/requests/{product}
pub(super) async fn form(
    signed: Signed,
    Path(text): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let (at, product) = (own(&signed).await?, product(&signed, &text)?);
    let may = signed.visit.hall.app.askable(asking(&signed, &at), &product).await?;
    filled(&signed, &product, (&asked, &Fields::default()), may.err()).await
}

/// POST /my/requests/{product}: what it would do, with the button that does it.
pub(super) async fn order(
    signed: Signed,
    Path(text): Path<String>,
    Asked(asked): Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let (at, product) = (own(&signed).await?, product(&signed, &text)?);
    match asks(&signed, &at, (&product, &fields)).await {
        Err(trouble) => match trouble.denial().cloned() {
            Some(denial) => filled(&signed, &product, (&asked, &fields), Some(denial)).await,
            None => Err(trouble),
        },
        answer => answer,
    }
}

async fn asks(signed: &Signed, at: &At, (product, fields): (&Product, &Fields)) -> Result<Response, Trouble> {
    let people = match purchase::named(signed, at, fields.text("people")).await? {
        Ok(people) => people,
        Err(name) => return Err(Denial::new(Code::Scope, format!("{}{name}", words::NAME)).into()),
    };
    let t = signed.t();
    let question = Question {
        place: Place::MyRequests,
        crumbs: vec![Link::new(t.my_requests(), REQUESTS)],
        back: REQUESTS.to_owned(),
        then: Some(format!("{REQUESTS}?did=own-asked")),
    };
    let command = Command::Request(RequestWish::Ask { product: product.guid, people });
    ask(signed, at, (&command, fields.text("note")), question).await
}

async fn filled(
    signed: &Signed,
    product: &Product,
    (asked, fields): (&Fields, &Fields),
    wrong: Option<Denial>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let name = Names { catalogue: &catalogue, t }.product(product.id);
    let why = wrong.as_ref().map(|denial| words::why(t, denial));
    let people = Field::text("people", t.request_people())
        .of("text", "off")
        .hint(t.request_people_hint(REQUEST_PEOPLE_MAX))
        .value(fields.some("people").unwrap_or(&signed.who.sign_in));
    let people = match why.clone() {
        Some(text) => people.error(text),
        None => people,
    };
    let note = Field::text("note", t.request_note()).of("text", "off").value(fields.text("note"));
    let title = t.request_title(&name);
    let status = wrong.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok());
    let form = FormPage {
        t,
        frame: frame(signed, (&title, Place::MyRequests), asked, vec![Link::new(t.my_requests(), REQUESTS)])
            .await,
        lead: t.request_lead().into_owned(),
        errors: why.into_iter().map(|text| FieldError { field: "people", text }).collect(),
        action: format!("{REQUESTS}/{}", product.guid),
        changed: Vec::new(),
        asked: false,
        preview: None,
        first: Vec::new(),
        fields: vec![people, note],
        then: Vec::new(),
        submit: t.manage_preview().into_owned(),
        back: REQUESTS.to_owned(),
    };
    with_status(status.unwrap_or(StatusCode::OK), form)
}
