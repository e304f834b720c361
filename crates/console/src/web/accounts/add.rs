//! Add a user: the form for one person, what it would do, and the password that is shown once. Licenses are given on
//! the page of the user afterwards.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::{Command, What};
use cupo_app::create_user::NEW_FIELDS;
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::refusal::{Code, Denial};

use super::asking;
use crate::pages::{Footer, FormPage, PasswordsPage, PreviewPage, Select};
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Link, Pager, Place};
use crate::web::changes::{created_rows, stored_preview};
use crate::web::frame::{is_agent, of_customer, when};
use crate::web::newcomers::countries;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// What was entered.
#[derive(Default)]
struct Entered {
    alias: String,
    domain: String,
    fields: BTreeMap<String, String>,
}

impl Entered {
    fn of(posted: &Fields) -> Self {
        let field = |name: &&str| ((*name).to_owned(), posted.text(name).to_owned());
        Self {
            alias: posted.text("alias").to_owned(),
            domain: posted.text("domain").to_owned(),
            fields: NEW_FIELDS.iter().map(field).collect(),
        }
    }

    fn command(&self) -> Command {
        Command::CreateUser {
            sign_in: format!("{}@{}", self.alias, self.domain),
            fields: self.fields.clone(),
        }
    }

    fn text(&self, name: &str) -> &str {
        match name {
            "alias" => &self.alias,
            "domain" => &self.domain,
            _ => self.fields.get(name).map_or("", String::as_str),
        }
    }
}

/// The empty form.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    _: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    form(&signed, &at, &Entered::default(), None).await
}

/// Shows what the form would do, or the form again with what is wrong; what was shown is done.
pub(super) async fn create(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let entered = match posted.some("preview") {
        None => Entered::of(&posted),
        Some(_) => shown_before(&signed, &at, &posted).await?,
    };
    let done = match posted.some("preview") {
        None => preview(&signed, &at, &entered).await.map(page),
        Some(_) => apply(&signed, &at, &posted).await.map(page),
    };
    match done {
        Ok(response) => response,
        Err(AppError::Denied(denial)) if matches!(denial.code, Code::Invalid | Code::Clash) => {
            form(&signed, &at, &entered, Some(denial)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What the preview is of that a form carries.
async fn shown_before(signed: &Signed, at: &At, posted: &Fields) -> Result<Entered, AppError> {
    let app = &signed.visit.hall.app;
    match app.command_of_preview(&at.permit, signed.owner(), stored_preview(posted)?).await? {
        Command::CreateUser { sign_in, fields } => {
            let (alias, domain) = sign_in.split_once('@').unwrap_or((&sign_in, ""));
            Ok(Entered { alias: alias.to_owned(), domain: domain.to_owned(), fields })
        }
        _ => Err(AppError::denied(Code::NotFound, "preview")),
    }
}

async fn preview(signed: &Signed, at: &At, entered: &Entered) -> Result<PreviewPage, AppError> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let shown = app.preview_command(asking(signed, at), &entered.command()).await?;
    let What::Creation(it) = &shown.what else {
        return Err(AppError::Bug("a creation that is none".to_owned()));
    };
    let home = format!("/c/{}/users", at.organisation.guid);
    let crumbs = vec![Link::new(list_name(signed), home.clone())];
    let title = t.new_user();
    let undo = shown.undo.map(|until| t.new_user_undo(when(signed, &at.organisation, until.0).day));
    Ok(PreviewPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Users), crumbs).await,
        figures: Vec::new(),
        fields: created_rows(t, &it.changes()),
        changed: Vec::new(),
        notes: Vec::new(),
        rows: Vec::new(),
        pager: Pager::default(),
        footer: Footer {
            sentence: t.new_user_sentence(it.field("display_name"), &it.sign_in),
            undo: undo.unwrap_or_default(),
            save_label: title.clone().into_owned(),
            preview: shown.guid.to_string(),
            digest: shown.digest.clone(),
            ..Footer::default()
        },
        action: format!("{home}/new"),
        back: home,
    })
}

async fn apply(signed: &Signed, at: &At, posted: &Fields) -> Result<PasswordsPage, AppError> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let preview = stored_preview(posted)?;
    let done = app.apply_preview(asking(signed, at), preview, posted.text("digest")).await?;
    let ids: Vec<_> = done.passwords.iter().map(|it| it.user).collect();
    let users = app.store().users_by_id(&at.permit, &ids).await?;
    let (Some(user), Some(given)) = (users.first(), done.passwords.first()) else {
        return Err(AppError::Bug("somebody new who is not there".to_owned()));
    };
    let panel = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let crumbs = vec![Link::new(&user.display_name, &panel)];
    Ok(PasswordsPage {
        t,
        frame: of_customer(signed, &at.organisation, (&t.passwords_title(), Place::Users), crumbs).await,
        sentence: t.new_user_created(&user.display_name),
        rows: vec![Fact::new(&user.sign_in, &given.password)],
        next: Link::new(t.new_user_licenses(&user.display_name), panel),
    })
}

fn list_name(signed: &Signed) -> std::borrow::Cow<'static, str> {
    let t = signed.t();
    if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() }
}

fn wrong_text(t: &Texts, denial: &Denial, empty: bool) -> String {
    let text = match (denial.code, denial.subject.as_str()) {
        (Code::Clash, _) => t.new_user_taken(),
        (_, "alias") if empty => t.new_user_alias_missing(),
        (_, "display_name") if empty => t.new_name_missing(),
        (_, "alias") => t.start_setup_alias(),
        (_, "display_name") => t.new_name_wrong(),
        (_, "location") => t.new_user_location_wrong(),
        (_, "domain") => t.new_user_domain_wrong(),
        _ => t.new_user_field_wrong(),
    };
    text.into_owned()
}

async fn form(
    signed: &Signed,
    at: &At,
    entered: &Entered,
    wrong: Option<Denial>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    // Of what is missing all is told at once, whichever was found first.
    let missing = ["display_name", "alias", "location"].into_iter().filter(|_| wrong.is_some());
    let missing = missing.filter(|name| entered.text(name).trim().is_empty());
    let mut mistakes: Vec<(&str, String)> =
        missing.map(|name| (name, wrong_text(t, &Denial::new(Code::Invalid, name), true))).collect();
    if let Some(denial) = wrong.as_ref().filter(|it| !mistakes.iter().any(|(name, _)| *name == it.subject)) {
        mistakes.push((denial.subject.as_str(), wrong_text(t, denial, false)));
    }
    let mistake =
        |name: &str| mistakes.iter().find(|(wrong, _)| *wrong == name).map(|(_, text)| text.clone());
    let text = |name: &'static str, label: &str| {
        let field = Field::text(name, label).value(entered.text(name));
        match mistake(name) {
            Some(text) => field.error(text),
            None => field,
        }
    };
    let list = vec![
        text("display_name", &t.column_display_name()),
        text("first_name", &t.wiz_first_name()),
        text("last_name", &t.wiz_last_name()),
        text("job_title", &t.wiz_job_title()),
        text("department", &t.column_department()),
        text("alias", &t.column_user_name()).hint(t.new_user_alias_hint()),
    ];
    // A list shows no mistake of its own: the summary on top leads to it.
    let of_list = ["domain", "location"]
        .into_iter()
        .filter_map(|field| Some(FieldError { field, text: mistake(field)? }));
    let errors = list.iter().filter_map(Field::summary).chain(of_list).collect();
    let status = wrong.as_ref().map_or(StatusCode::OK, |denial| {
        StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::BAD_REQUEST)
    });
    let home = format!("/c/{}/users", at.organisation.guid);
    let crumbs = vec![Link::new(list_name(signed), home.clone())];
    with_status(
        status,
        FormPage {
            asked: false,
            t,
            frame: of_customer(signed, &at.organisation, (&t.new_user(), Place::Users), crumbs).await,
            lead: t.new_user_lead().into_owned(),
            errors,
            action: format!("{home}/new"),
            changed: Vec::new(),
            preview: None,
            first: Vec::new(),
            fields: list,
            then: lists(signed, at, entered).await?,
            submit: t.new_user_look().into_owned(),
            back: home,
        },
    )
}

async fn lists(signed: &Signed, at: &At, entered: &Entered) -> Result<Vec<Select>, AppError> {
    let t = signed.t();
    let chosen = if entered.domain.is_empty() { &at.organisation.domain } else { &entered.domain };
    let domains = signed.visit.hall.app.store().domains(&at.permit).await?;
    let domain = |d: String| Choice::new(d.clone(), format!("@{d}"), d == *chosen);
    let location = entered.text("location");
    let none = Choice::new("", t.new_user_location_none(), location.is_empty());
    let locations = std::iter::once(none).chain(countries(t, location)).collect();
    Ok(vec![
        Select {
            name: "domain",
            label: t.column_domain().into_owned(),
            choices: domains.into_iter().map(domain).collect(),
        },
        Select { name: "location", label: t.column_location().into_owned(), choices: locations },
    ])
}
