//! One usage location for all selected users who have none (R-USER-1): choose a country, see what would happen, save,
//! and go on where the person came from.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::licenses::{Who, in_selection};
use cupo_app::store::users::UserFilter;
use cupo_domain::access::Action;
use cupo_domain::country::Country;
use cupo_http::hall::Hall;

use crate::pages::{EmptyPage, FormPage, Select};
use crate::view::{Choice, FieldError, Link, Place};
use crate::web::address::Address;
use crate::web::commands::{Question, ask};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};
use crate::web::wizard::country_name;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new().route("/c/{customer}/locations", get(show).post(preview))
}

/// The selected users without a location.
async fn without(signed: &Signed, at: &At) -> Result<UserFilter, AppError> {
    let selected = signed.visit.hall.app.selected(&at.permit, signed.owner()).await?;
    Ok(UserFilter { location: Some(String::new()), ..in_selection(selected) })
}

async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditLocation).await?;
    let count = signed.visit.hall.app.store().count_users(&at.permit, &without(&signed, &at).await?).await?;
    // A page somebody came from is gone back to; an address that was kept or typed says what it is for.
    if count == 0 && asked.some("back").is_none() {
        return nobody(&signed, &at).await;
    }
    form(&signed, &at, &asked, false).await
}

async fn nobody(signed: &Signed, at: &At) -> Result<Response, Trouble> {
    let t = signed.t();
    let users = format!("/c/{}/users", at.organisation.guid);
    page(EmptyPage {
        t,
        frame: of_customer(signed, &at.organisation, (&t.wiz_set_location(), Place::Users), Vec::new()).await,
        title: t.locations_nobody().into_owned(),
        text: t.locations_nobody_help().into_owned(),
        link: Link::new(t.locations_nobody_link(), format!("{users}?location=none")),
    })
}

/// What giving them the chosen country would do, with the button that does it.
async fn preview(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditLocation).await?;
    let Some(country) = Country::parse(fields.text("location")) else {
        return form(&signed, &at, &asked, true).await;
    };
    let filter = without(&signed, &at).await?;
    if signed.visit.hall.app.store().count_users(&at.permit, &filter).await? == 0 {
        return Ok(see(local(asked.text("back"))));
    }
    let command = Command::Locate { who: Who::Filter(filter), location: country.as_str().to_owned() };
    let back = local(asked.text("back")).to_owned();
    let then = Some(back.clone());
    let question = Question { place: Place::Users, crumbs: Vec::new(), back, then };
    ask(&signed, &at, (&command, ""), question).await
}

async fn form(signed: &Signed, at: &At, asked: &Fields, wrong: bool) -> Result<Response, Trouble> {
    let t = signed.t();
    let back = local(asked.text("back")).to_owned();
    let count = signed.visit.hall.app.store().count_users(&at.permit, &without(signed, at).await?).await?;
    if count == 0 {
        return Ok(see(&back));
    }
    let home = format!("/c/{}", at.organisation.guid);
    let title = t.wiz_set_location();
    let crumbs = vec![Link::new(t.rail_active_users(), format!("{home}/users?view=selected"))];
    let error = FieldError { field: "location", text: t.locations_choose().into_owned() };
    let status = if wrong { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    with_status(
        status,
        FormPage {
            t,
            frame: of_customer(signed, &at.organisation, (&title, Place::Users), crumbs).await,
            lead: t.locations_lead(count),
            errors: if wrong { vec![error] } else { Vec::new() },
            action: Address::of(format!("{home}/locations"), asked, &["back"]).href(),
            changed: Vec::new(),
            asked: false,
            preview: None,
            first: vec![Select {
                name: "location".into(),
                label: t.field_location().into_owned(),
                choices: countries(signed, &at.organisation.country),
            }],
            fields: Vec::new(),
            then: Vec::new(),
            submit: t.locations_show().into_owned(),
            back,
        },
    )
}

/// All countries by name; the customer's own is chosen.
fn countries(signed: &Signed, own: &str) -> Vec<Choice> {
    let t = signed.t();
    let mut list: Vec<Choice> = Country::all()
        .map(|c| Choice::new(c.as_str(), country_name(t, c.as_str()), c.as_str() == own))
        .collect();
    list.sort_by_key(|choice| cupo_app::text::fold(&choice.label));
    list
}
