//! What is new: a customer of the partner, and a product that a customer does not own yet.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::accounts::Asking;
use cupo_app::directory::NewCustomer;
use cupo_app::error::AppError;
use cupo_app::text::fold;
use cupo_domain::access::{Action, may_create_customers};
use cupo_domain::country::Country;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::lang::Lang;
use crate::pages::{FormPage, Select};
use crate::refusals::refusal;
use crate::view::{Choice, Fact, Field, Link, Place};
use crate::web::error_page::place;
use crate::web::frame::{general, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/customers/new", get(customer_page).post(create_customer))
        .route("/c/{customer}/subscriptions/new", get(purchase_page).post(buy))
}

async fn customer_page(signed: Signed) -> Result<Response, Trouble> {
    may_create_customers(&signed.who.caller).map_err(AppError::from)?;
    show_customer(&signed, &Fields::default(), None).await
}

async fn create_customer(signed: Signed, Posted(fields): Posted) -> Result<Response, Trouble> {
    may_create_customers(&signed.who.caller).map_err(AppError::from)?;
    let wanted = NewCustomer {
        name: fields.text("name").to_owned(),
        domain: fields.text("domain").to_owned(),
        country: fields.text("country").to_owned(),
        delegated: fields.text("delegated") != "no",
    };
    match signed.visit.hall.app.create_customer(&signed.who.caller, &wanted).await {
        Ok(guid) => Ok(see(&format!("/c/{guid}?did=saved"))),
        Err(AppError::Denied(denial)) if matches!(denial.code, Code::Invalid | Code::Clash) => {
            show_customer(&signed, &fields, Some(denial)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_customer(signed: &Signed, fields: &Fields, wrong: Option<Denial>) -> Result<Response, Trouble> {
    let t = signed.t();
    let text = |name: &'static str, label: &str, error: String| {
        let field = Field::text(name, label).value(fields.text(name));
        if wrong.as_ref().is_some_and(|d| d.subject == name) { field.error(error) } else { field }
    };
    let domain_error = match &wrong {
        Some(denial) if denial.code == Code::Clash => t.new_domain_taken(),
        _ => t.new_domain_wrong(),
    };
    let list = vec![
        text("name", &t.new_customer_name(), t.new_name_wrong().into_owned()),
        text("domain", &t.column_domain(), domain_error.into_owned()),
    ];
    let chosen = fields.some("country").unwrap_or("ES");
    let mut countries: Vec<Choice> = Country::all()
        .map(|c| {
            let name = if t.lang == Lang::Es { c.name_es() } else { c.name_en() };
            Choice::new(c.as_str(), name, c.as_str() == chosen)
        })
        .collect();
    countries.sort_by_key(|c| fold(&c.label));
    let delegated = fields.text("delegated") != "no";
    let relation = vec![
        Choice::new("yes", t.new_delegated_yes(), delegated),
        Choice::new("no", t.new_delegated_no(), !delegated),
    ];
    let errors = list.iter().filter_map(Field::summary).collect();
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    with_status(
        status,
        FormPage {
            t,
            frame: general(signed, &t.new_customer(), Place::Customers).await,
            lead: t.new_customer_lead().into_owned(),
            errors,
            action: "/customers/new".to_owned(),
            hidden: Vec::new(),
            first: Vec::new(),
            fields: list,
            then: vec![
                Select { name: "country", label: t.field_country().into_owned(), choices: countries },
                Select { name: "delegated", label: t.column_relation().into_owned(), choices: relation },
            ],
            submit: t.new_customer_create().into_owned(),
            back: "/customers".to_owned(),
        },
    )
}

async fn purchase_page(signed: Signed, Path(customer): Path<String>, _: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    show_purchase(&signed, &at, &Fields::default(), None).await
}

async fn buy(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let by = Asking {
        permit: &at.permit,
        organisation: &at.organisation,
        limited: false,
        owner: signed.owner(),
        channel: "console",
        once: None,
    };
    let product = Guid::parse_str(fields.text("product")).unwrap_or_default();
    let seats = fields.text("quantity").parse().unwrap_or(0);
    let known = fields.text("known").parse().ok();
    let bought = signed.visit.hall.app.buy_new(by, product, (seats, fields.text("term")), known).await;
    match bought {
        Ok(_) => Ok(see(&format!("/c/{}/subscriptions?did=bought", at.organisation.guid))),
        Err(AppError::Denied(denial)) if denial.code != Code::Etag => {
            show_purchase(&signed, &at, &fields, Some(denial)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_purchase(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    wrong: Option<Denial>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut products: Vec<Choice> = catalogue
        .products()
        .filter(|p| !p.end_of_sale && p.clouds.contains(&at.organisation.cloud))
        .map(|p| {
            let guid = p.guid.to_string();
            let chosen = fields.text("product") == guid;
            Choice::new(guid, format!("{} ({})", names.product(p.id), p.part_number), chosen)
        })
        .collect();
    products.sort_by_key(|c| fold(&c.label));
    let quantity = Field::text("quantity", t.new_seats())
        .of("number", "off")
        .value(fields.some("quantity").unwrap_or("1"));
    let quantity = match &wrong {
        Some(denial) => {
            let text = refusal(t, denial.code);
            let limit = denial.figure.map(|_| place(t, denial)).unwrap_or_default();
            quantity.error(format!("{} {} {limit}", text.explanation, text.remedy))
        }
        None => quantity,
    };
    let term = |value: &'static str, label: &str| Choice::new(value, label, fields.text("term") == value);
    let terms = vec![term("P1Y", &t.new_term_year()), term("P1M", &t.new_term_month())];
    let known = store.subscriptions(&at.permit).await?.len();
    let home = format!("/c/{}/subscriptions", at.organisation.guid);
    let crumbs = vec![Link::new(t.rail_your_products(), home.clone())];
    let frame = of_customer(signed, &at.organisation, (&t.buy_licenses(), Place::Products), crumbs).await;
    let status = match &wrong {
        Some(denial) => StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::BAD_REQUEST),
        None => StatusCode::OK,
    };
    with_status(
        status,
        FormPage {
            t,
            frame,
            lead: t.new_purchase_lead().into_owned(),
            errors: quantity.summary().into_iter().collect(),
            action: format!("{home}/new"),
            hidden: vec![Fact::new("known", known.to_string())],
            first: vec![Select {
                name: "product",
                label: t.column_product().into_owned(),
                choices: products,
            }],
            fields: vec![quantity],
            then: vec![Select { name: "term", label: t.new_term().into_owned(), choices: terms }],
            submit: t.buy_licenses().into_owned(),
            back: home,
        },
    )
}
