//! The one-time link that creates the first organisation with its administrator (D-25).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::directory::Setup;
use cupo_app::error::AppError;
use cupo_app::sign_in::{PASSWORD_MIN, check_password};
use cupo_domain::country::Country;
use cupo_domain::refusal::{Code, Denial};

use super::password::password_error;
use super::with_cookie;
use crate::lang::Lang;
use crate::pages::{ErrorPage, SetupPage};
use crate::texts::Texts;
use crate::view::{Choice, Field, Link};
use crate::web::frame::outside;
use crate::web::posted::{Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{Visit, see};

/// What was typed and what is wrong with it. The passwords are never kept here.
struct Form {
    partner: bool,
    country: String,
    organisation: Field,
    domain: Field,
    name: Field,
    username: Field,
    password: Field,
    repeat: Field,
}

impl Form {
    fn new(t: &Texts, fields: &Fields) -> Self {
        let text = |name, label: &str| Field::text(name, label).value(fields.text(name));
        let secret = |name, label: &str| Field::text(name, label).of("password", "new-password");
        Self {
            partner: fields.text("kind") != "single",
            country: fields
                .some("country")
                .unwrap_or(if t.lang == Lang::Es { "ES" } else { "US" })
                .to_owned(),
            organisation: text("organisation", &t.field_organisation()).of("text", "organization"),
            domain: text("domain", &t.field_domain()).hint(t.field_domain_hint()),
            name: text("name", &t.field_name()).of("text", "name"),
            username: text("username", &t.field_username())
                .of("text", "username")
                .hint(t.field_username_hint()),
            password: secret("password", &t.field_password()).hint(t.field_password_hint(PASSWORD_MIN)),
            repeat: secret("repeat", &t.field_password_repeat()),
        }
    }

    fn fields(&mut self) -> [&mut Field; 6] {
        [
            &mut self.organisation,
            &mut self.domain,
            &mut self.name,
            &mut self.username,
            &mut self.password,
            &mut self.repeat,
        ]
    }

    fn page(mut self, visit: &Visit, token: &str) -> Result<Response, Trouble> {
        let t = visit.t();
        let errors: Vec<_> = self.fields().into_iter().filter_map(|f| f.summary()).collect();
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        with_status(
            status,
            SetupPage {
                t,
                frame: outside(visit, &t.setup_title()),
                action: format!("/setup/{token}"),
                kinds: vec![
                    Choice::new("partner", t.setup_kind_partner(), self.partner),
                    Choice::new("single", t.setup_kind_single(), !self.partner),
                ],
                organisation: self.organisation,
                domain: self.domain,
                countries: countries(t, &self.country),
                name: self.name,
                username: self.username,
                password: self.password,
                repeat: self.repeat,
                errors,
            },
        )
    }
}

/// Every country by its name in the reader's language.
fn countries(t: &Texts, chosen: &str) -> Vec<Choice> {
    let name = |c: Country| if t.lang == Lang::Es { c.name_es() } else { c.name_en() };
    let mut all: Vec<Country> = Country::all().collect();
    all.sort_by_cached_key(|c| cupo_app::text::sort_key(name(*c), ""));
    all.into_iter().map(|c| Choice::new(c.as_str(), name(c), c.as_str() == chosen)).collect()
}

/// The form, as long as the link is good.
pub(super) async fn page(visit: Visit, Path(token): Path<String>) -> Result<Response, Trouble> {
    if !visit.hall.app.setup_link_valid(&token).await? {
        return used_up(&visit);
    }
    Form::new(visit.t(), &Fields::default()).page(&visit, &token)
}

fn used_up(visit: &Visit) -> Result<Response, Trouble> {
    let t = visit.t();
    let title = t.start_setup_gone_title().into_owned();
    let page = ErrorPage {
        t,
        frame: outside(visit, &title),
        title,
        what: t.start_setup_gone_what().into_owned(),
        rule: String::new(),
        remedy: t.start_setup_gone_remedy().into_owned(),
        details: Vec::new(),
        links: vec![Link::new(t.sign_in_button(), "/sign-in")],
        operation: None,
    };
    with_status(StatusCode::NOT_FOUND, page)
}

/// Creates the organisation and signs its administrator in.
pub(super) async fn set_up(
    visit: Visit,
    Path(token): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let t = visit.t();
    if !visit.hall.app.setup_link_valid(&token).await? {
        return used_up(&visit);
    }
    let mut form = Form::new(t, &fields);
    check(t, &fields, &mut form);
    if form.fields().iter().any(|f| f.error.is_some()) {
        return form.page(&visit, &token);
    }
    let setup = Setup {
        partner: form.partner,
        name: fields.text("organisation").to_owned(),
        domain: fields.text("domain").to_owned(),
        country: form.country.clone(),
        alias: alias(&fields).to_owned(),
        display_name: fields.text("name").to_owned(),
        password: fields.raw("password").to_owned(),
    };
    match visit.hall.app.set_up(&token, &setup).await {
        Ok(session) => with_cookie(see("/"), &visit.hall.begin_session(&session.token)),
        Err(AppError::Denied(denial)) if denial.code == Code::NotFound => used_up(&visit),
        Err(AppError::Denied(denial)) if denial.code == Code::Invalid => {
            place(t, &denial, &mut form)?;
            form.page(&visit, &token)
        }
        Err(other) => Err(other.into()),
    }
}

/// The part of the user name before the @; the part after it is the domain of the form.
fn alias(fields: &Fields) -> &str {
    let typed = fields.text("username");
    match typed.rsplit_once('@') {
        Some((alias, domain)) if domain.eq_ignore_ascii_case(fields.text("domain")) => alias,
        _ => typed,
    }
}

fn check(t: &Texts, fields: &Fields, form: &mut Form) {
    for field in form.fields() {
        if fields.text(field.name).is_empty() && fields.raw(field.name).is_empty() {
            field.error = Some(t.field_required(field.label.as_str()));
        }
    }
    if form.username.error.is_none() && alias(fields).contains('@') {
        form.username.error = Some(t.start_setup_other_domain(fields.text("domain")));
    }
    if form.password.error.is_none() {
        form.password.error = check_password(fields.raw("password")).err().map(|d| password_error(t, &d));
    }
    if form.repeat.error.is_none() && fields.raw("password") != fields.raw("repeat") {
        form.repeat.error = Some(t.field_password_differs().into_owned());
    }
}

/// Puts a refusal at its field.
fn place(t: &Texts, denial: &Denial, form: &mut Form) -> Result<(), AppError> {
    match denial.subject.as_str() {
        "name" => form.organisation.error = Some(t.start_setup_long(cupo_app::edits::NAME_MAX)),
        "display-name" => form.name.error = Some(t.start_setup_long(cupo_app::edits::NAME_MAX)),
        "domain" => form.domain.error = Some(t.start_setup_domain().into_owned()),
        "alias" => form.username.error = Some(t.start_setup_alias().into_owned()),
        "password-short" | "password-long" => form.password.error = Some(password_error(t, denial)),
        _ => return Err(denial.clone().into()),
    }
    Ok(())
}
