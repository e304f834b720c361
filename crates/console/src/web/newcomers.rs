//! What is new: a customer of the partner, and a product that a customer does not own yet.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::changes::{Command, What};
use cupo_app::directory::NewCustomer;
use cupo_app::error::AppError;
use cupo_app::text::fold;
use cupo_domain::access::{Action, may_create_customers};
use cupo_domain::country::Country;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::format::money;
use crate::lang::Lang;
use crate::pages::{FormPage, FormPreview, Select, Sentence};
use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link, Place};
use crate::web::accounts::asking;
use crate::web::address::Address;
use crate::web::billing::FRAGMENT;
use crate::web::billing::domains::{self, typed};
use crate::web::changes::{Saving, differences, save_shown};
use crate::web::commands::{Question, ask};
use crate::web::error_page::place;
use crate::web::frame::{general, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// The term that stands first in the form.
const TERM: &str = "P1Y";

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/customers/new", get(customer_page).post(create_customer))
        .route("/c/{customer}/subscriptions/new", get(purchase_page).post(buy))
        .route("/c/{customer}/subscriptions/new/preview", post(preview))
}

async fn customer_page(signed: Signed) -> Result<Response, Trouble> {
    own(&signed).await?;
    show_customer(&signed, &Fields::default(), None).await
}

/// The visitor's own organization, where its customers are created.
async fn own(signed: &Signed) -> Result<At, AppError> {
    let partner = may_create_customers(&signed.who.caller)?;
    let organisation = signed.visit.hall.app.store().organisation_by_id(partner).await?;
    let organisation = organisation.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
    signed.at(&organisation.guid.to_string(), Action::CreateCustomers).await
}

/// Shows what the form would create, or the form again with what is wrong.
async fn create_customer(signed: Signed, Posted(fields): Posted) -> Result<Response, Trouble> {
    let at = own(&signed).await?;
    let wanted = NewCustomer {
        name: fields.text("name").to_owned(),
        domain: fields.text("domain").to_owned(),
        domains: typed(fields.text("domains")),
        country: fields.text("country").to_owned(),
        delegated: fields.text("delegated") != "no",
    };
    let found = Address::of("/customers", &Fields::default(), &[]).with("q", wanted.domain.trim());
    let question = Question {
        place: Place::Customers,
        crumbs: Vec::new(),
        back: "/customers/new".to_owned(),
        then: Some(found.href()),
    };
    let answer = ask(&signed, &at, (&Command::CreateCustomer(wanted), ""), question).await;
    let denial = answer.as_ref().err().and_then(Trouble::denial).cloned();
    match denial.filter(|it| matches!(it.code, Code::Invalid | Code::Clash | Code::Quantity)) {
        Some(denial) => show_customer(&signed, &fields, Some(denial)).await,
        None => answer,
    }
}

async fn show_customer(signed: &Signed, fields: &Fields, wrong: Option<Denial>) -> Result<Response, Trouble> {
    let t = signed.t();
    let text = |name: &'static str, label: &str, error: String| {
        let field = Field::text(name, label).value(fields.text(name));
        if wrong.as_ref().is_some_and(|d| d.subject == name) { field.error(error) } else { field }
    };
    let named = |field: &str| typed(fields.text(field));
    let why = |field: &str| wrong.as_ref().and_then(|it| domains::wrong(t, it, &named(field)));
    let domain_error = why("domain").unwrap_or_else(|| t.new_domain_wrong().into_owned());
    let further_error = why("domains").unwrap_or_default();
    let list = vec![
        text("name", &t.new_customer_name(), t.new_name_wrong().into_owned()),
        text("domain", &t.column_domain(), domain_error),
        text("domains", &t.domains_further(), further_error).hint(t.domains_further_hint()),
    ];
    let chosen = fields.some("country").unwrap_or("ES");
    let countries = countries(t, chosen);
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
            changed: Vec::new(),
            asked: false,
            preview: None,
            first: Vec::new(),
            fields: list,
            then: vec![
                Select { name: "country".into(), label: t.field_country().into_owned(), choices: countries },
                Select {
                    name: "delegated".into(),
                    label: t.column_relation().into_owned(),
                    choices: relation,
                },
            ],
            submit: t.new_customer_create().into_owned(),
            back: "/customers".to_owned(),
        },
    )
}

/// All countries by their names in the reader's language.
pub(crate) fn countries(t: &Texts, chosen: &str) -> Vec<Choice> {
    let mut list: Vec<Choice> = Country::all()
        .map(|c| {
            let name = if t.lang == Lang::Es { c.name_es() } else { c.name_en() };
            Choice::new(c.as_str(), name, c.as_str() == chosen)
        })
        .collect();
    list.sort_by_key(|c| fold(&c.label));
    list
}

/// The form, with what its address says is wanted.
async fn purchase_page(
    signed: Signed,
    Path(customer): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    show_purchase(&signed, &at, &asked.0, Wrong::Opened).await
}

async fn buy(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    match save_shown(&signed, asking(&signed, &at), &command(&fields), &fields).await {
        Ok(Saving::Done(operation)) => {
            Ok(see(&format!("/c/{}/operations/{operation}", at.organisation.guid)))
        }
        // What was not shown with its price is shown first: nobody can take it back.
        Ok(Saving::Gone) => {
            let why = vec![signed.t().change_gone().into_owned()];
            show_purchase(&signed, &at, &fields, Wrong::Changed(why)).await
        }
        Ok(Saving::Unseen) => show_purchase(&signed, &at, &fields, Wrong::Unseen).await,
        Err(AppError::Denied(denial)) => show_purchase(&signed, &at, &fields, Wrong::Denied(denial)).await,
        Err(AppError::Changed(it)) => {
            let changed = differences(&signed, &at, &it).await?;
            show_purchase(&signed, &at, &fields, Wrong::Changed(changed)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a purchase costs: the sentence alone for the script, the whole page for everybody else.
async fn preview(
    signed: Signed,
    Path(customer): Path<String>,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    if !headers.contains_key(FRAGMENT) {
        return show_purchase(&signed, &at, &fields, Wrong::Nothing).await;
    }
    page(match look(&signed, &at, &fields, false).await? {
        Ok(it) => it,
        Err(it) => Sentence { text: it.text, ..Sentence::default() },
    })
}

/// Why a purchase is not saved as it was asked for.
enum Wrong {
    Opened,
    Nothing,
    Unseen,
    Denied(Denial),
    Changed(Vec<String>),
}

fn command(fields: &Fields) -> Command {
    Command::Buy {
        product: Guid::parse_str(fields.text("product")).unwrap_or_default(),
        seats: fields.text("quantity").parse().unwrap_or(0),
        term: fields.some("term").unwrap_or(TERM).to_owned(),
    }
}

/// Price and total of what the form asks, with the stored preview of it; of a form that only opens nothing is kept.
async fn look(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    opens: bool,
) -> Result<Result<Sentence, Refused>, AppError> {
    if fields.some("product").is_none() {
        let text = signed.t().new_product_none().into_owned();
        return Ok(Err(Refused { field: "product", text, status: StatusCode::BAD_REQUEST }));
    }
    if let Err(denial) = fields.number("quantity") {
        return Ok(Err(refused(signed, fields, denial).await?));
    }
    let app = &signed.visit.hall.app;
    let (by, command) = (asking(signed, at), command(fields));
    let looked = if opens {
        app.consider(by, &command).await.map(|what| (what, Sentence::default()))
    } else {
        let shown = app.preview_command(by, &command).await;
        shown.map(|it| {
            let carried = Sentence { preview: it.guid.to_string(), digest: it.digest, ..Sentence::default() };
            (it.what, carried)
        })
    };
    match looked {
        Ok((what, carried)) => Ok(Ok(Sentence { text: told_cost(signed, &what)?, ..carried })),
        Err(AppError::Denied(denial)) => Ok(Err(refused(signed, fields, denial).await?)),
        Err(other) => Err(other),
    }
}

fn told_cost(signed: &Signed, what: &What) -> Result<String, AppError> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let What::Purchase(it) = what else {
        return Err(AppError::Bug("a purchase that is none".to_owned()));
    };
    let each = it.price.as_ref().map(|(minor, currency)| (*minor, currency.as_str()));
    Ok(match it.cost() {
        Some(total) => {
            t.new_purchase_cost(money(t, each), names.product(it.product), it.seats, money(t, Some(total)))
        }
        None => t.new_purchase_unpriced(names.product(it.product), it.seats),
    })
}

/// Why a purchase is not possible, and at which field that is said.
struct Refused {
    field: &'static str,
    text: String,
    status: StatusCode,
}

async fn refused(signed: &Signed, fields: &Fields, denial: Denial) -> Result<Refused, AppError> {
    let t = signed.t();
    let status = StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
    if denial.subject != "term" {
        return Ok(Refused { field: "quantity", text: told(t, &denial), status });
    }
    let app = &signed.visit.hall.app;
    let catalogue = app.store().catalogue();
    let product =
        Guid::parse_str(fields.text("product")).ok().and_then(|guid| catalogue.product_by_guid(guid));
    let terms = match product {
        Some(product) => app.terms_of(product.id).await?,
        None => Vec::new(),
    };
    let terms: Vec<String> = terms.iter().map(|term| term_name(t, term)).collect();
    Ok(Refused { field: "term", text: t.new_term_not_sold(terms.join(", ")), status })
}

fn term_name(t: &Texts, term: &str) -> String {
    match term {
        "P1M" => t.new_term_month().into_owned(),
        "P1Y" => t.new_term_year().into_owned(),
        "P3Y" => t.new_term_three_years().into_owned(),
        "once" => t.new_term_once().into_owned(),
        other => other.to_owned(),
    }
}

fn told(t: &Texts, denial: &Denial) -> String {
    if (denial.code, denial.subject.as_str()) == (Code::Invalid, "quantity") {
        return t.bill_qty_number().into_owned();
    }
    match (denial.code, denial.subject.as_str()) {
        (Code::State, "base") => return t.new_no_base().into_owned(),
        (Code::Invalid, "base-term") => return t.new_base_term().into_owned(),
        _ => {}
    }
    let text = refusal(t, denial.code);
    match denial.figure {
        // The number itself is what to do.
        Some(_) => format!("{} {}", text.explanation, place(t, denial)),
        None => format!("{} {}", text.explanation, text.remedy),
    }
}

/// What can be bought, in the order of names.
fn products(signed: &Signed, at: &At, fields: &Fields) -> Vec<Choice> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
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
    // Nobody buys what merely comes first.
    products.insert(0, Choice::new("", t.new_product_none(), fields.some("product").is_none()));
    products
}

async fn show_purchase(signed: &Signed, at: &At, fields: &Fields, wrong: Wrong) -> Result<Response, Trouble> {
    let t = signed.t();
    let products = products(signed, at, fields);
    let mut quantity = Field::text("quantity", t.new_seats())
        .of("number", "off")
        .value(fields.some("quantity").unwrap_or("1"));
    let mut wrongs: Vec<Refused> = Vec::new();
    let opened = matches!(wrong, Wrong::Opened);
    let looked = look(signed, at, fields, opened).await?;
    let sentence = looked.unwrap_or_else(|it| {
        // Of the form as it opens nobody asked anything yet.
        let nothing = opened && fields.some("product").is_none();
        let text = if nothing { t.new_product_first().into_owned() } else { String::new() };
        wrongs.extend((!nothing).then_some(it));
        Sentence { text, ..Sentence::default() }
    });
    let asked = matches!(wrong, Wrong::Unseen) && wrongs.is_empty();
    let mut status = wrongs.first().map_or(StatusCode::OK, |it| it.status);
    let changed = match wrong {
        Wrong::Changed(changed) => {
            status = StatusCode::PRECONDITION_FAILED;
            changed
        }
        Wrong::Denied(denial) if wrongs.is_empty() => {
            let it = refused(signed, fields, denial).await?;
            status = it.status;
            wrongs.push(it);
            Vec::new()
        }
        Wrong::Opened | Wrong::Nothing | Wrong::Unseen | Wrong::Denied(_) => Vec::new(),
    };
    if let Some(it) = wrongs.iter().find(|it| it.field == "quantity") {
        quantity = quantity.error(it.text.clone());
    }
    let errors = wrongs.iter().map(|it| FieldError { field: it.field, text: it.text.clone() }).collect();
    let term = |value: &&str| Choice::new(*value, term_name(t, value), fields.text("term") == *value);
    let terms = [TERM, "P1M", "P3Y", "once"].iter().map(term).collect();
    let home = format!("/c/{}/subscriptions", at.organisation.guid);
    let crumbs = vec![Link::new(t.rail_your_products(), home.clone())];
    let frame = of_customer(signed, &at.organisation, (&t.buy_licenses(), Place::Products), crumbs).await;
    with_status(
        status,
        FormPage {
            t,
            frame,
            lead: t.new_purchase_lead().into_owned(),
            errors,
            action: format!("{home}/new"),
            changed,
            asked,
            preview: Some(FormPreview {
                action: format!("{home}/new/preview"),
                text: sentence.text,
                preview: sentence.preview,
                digest: sentence.digest,
            }),
            first: vec![Select {
                name: "product".into(),
                label: t.column_product().into_owned(),
                choices: products,
            }],
            fields: vec![quantity],
            then: vec![Select { name: "term".into(), label: t.new_term().into_owned(), choices: terms }],
            submit: t.buy_licenses().into_owned(),
            back: home,
        },
    )
}
