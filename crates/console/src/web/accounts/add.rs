//! Add a user: the form for one person, what it would do, and the password that is shown once. Licenses are given on
//! the page of the user afterwards.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::{Applied, Command, Shown, What};
use cupo_app::create_user::NEW_FIELDS;
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};

use super::asking;
use super::passwords::{Given, hand_over, result_of};
use crate::pages::{Footer, FormPage, PreviewPage, Select};
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link, Pager, Place};
use crate::web::changes::{Pressed, became, created_rows, differences, is_gone, press, stored_preview};
use crate::web::commands::lost;
use crate::web::frame::{is_agent, of_customer, when};
use crate::web::newcomers::countries;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};

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

/// The empty form, or the preview that its address names.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    if asked.some("preview").is_none() {
        return form(&signed, &at, &Entered::default(), None).await;
    }
    let (app, stored) = (&signed.visit.hall.app, stored_preview(&asked)?);
    // Asked in this order: what is used up between the two is there as what it became.
    let entered = shown_before(&signed, &at, stored).await?;
    if let Some(operation) = became(&signed, &at, stored).await? {
        return Ok(see(&result_of(&signed, &at, operation)));
    }
    let Some(entered) = entered else { return lost(&signed, &at, form_of(&at)).await };
    match app.preview_again(asking(&signed, &at), stored).await {
        Ok(again) => page(preview(&signed, &at, &again.shown, Vec::new()).await?),
        Err(AppError::Changed(it)) => {
            let changed = differences(&signed, &at, &it).await?;
            look(&signed, &at, &entered, changed).await
        }
        Err(error) if is_gone(&error) => {
            look(&signed, &at, &entered, vec![signed.t().change_gone().into_owned()]).await
        }
        Err(error) => wrong(&signed, &at, &entered, error).await,
    }
}

/// Shows what the form would do, or the form again with what is wrong; what was shown is done.
pub(super) async fn create(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    if posted.some("preview").is_none() {
        let entered = Entered::of(&posted);
        let shown = signed.visit.hall.app.preview_command(asking(&signed, &at), &entered.command()).await;
        return match shown {
            Ok(shown) => Ok(see(&format!("{}?preview={}", form_of(&at), shown.guid))),
            Err(error) => wrong(&signed, &at, &entered, error).await,
        };
    }
    let entered = shown_before(&signed, &at, stored_preview(&posted)?).await?;
    match (press(&signed, &at, &posted).await, entered) {
        (Ok(Pressed::Done(done)), _) => created(&signed, &at, &done).await,
        (Ok(Pressed::Before(operation)), _) => Ok(see(&result_of(&signed, &at, operation))),
        (Ok(Pressed::Look(changed)), Some(entered)) => look(&signed, &at, &entered, changed).await,
        (Ok(Pressed::Look(_)), None) => lost(&signed, &at, form_of(&at)).await,
        (Err(error), Some(entered)) => wrong(&signed, &at, &entered, error).await,
        (Err(error), None) => Err(error.into()),
    }
}

fn form_of(at: &At) -> String {
    format!("/c/{}/users/new", at.organisation.guid)
}

/// What the preview is of; none where that is no longer known.
async fn shown_before(signed: &Signed, at: &At, preview: Guid) -> Result<Option<Entered>, AppError> {
    let asked = signed.visit.hall.app.asked_by(&at.permit, signed.owner(), preview).await?;
    Ok(match asked.map(|it| it.command) {
        Some(Command::CreateUser { sign_in, fields }) => {
            let (alias, domain) = sign_in.split_once('@').unwrap_or((&sign_in, ""));
            Some(Entered { alias: alias.to_owned(), domain: domain.to_owned(), fields })
        }
        _ => None,
    })
}

/// The form again where a field is wrong.
async fn wrong(signed: &Signed, at: &At, entered: &Entered, error: AppError) -> Result<Response, Trouble> {
    match error {
        AppError::Denied(denial) if matches!(denial.code, Code::Invalid | Code::Clash) => {
            form(signed, at, entered, Some(denial)).await
        }
        error => Err(error.into()),
    }
}

/// What it would do now, and why that is shown again (412).
async fn look(
    signed: &Signed,
    at: &At,
    entered: &Entered,
    changed: Vec<String>,
) -> Result<Response, Trouble> {
    match signed.visit.hall.app.preview_command(asking(signed, at), &entered.command()).await {
        Ok(shown) => {
            with_status(StatusCode::PRECONDITION_FAILED, preview(signed, at, &shown, changed).await?)
        }
        Err(error) => wrong(signed, at, entered, error).await,
    }
}

async fn preview(
    signed: &Signed,
    at: &At,
    shown: &Shown,
    changed: Vec<String>,
) -> Result<PreviewPage, AppError> {
    let t = signed.t();
    let What::Creation(it) = &shown.what else {
        return Err(AppError::denied(Code::NotFound, "preview"));
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
        changed,
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
        action: form_of(at),
        back: home,
    })
}

/// To the password, which is shown once.
async fn created(signed: &Signed, at: &At, done: &Applied) -> Result<Response, Trouble> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let ids: Vec<_> = done.passwords.iter().map(|it| it.user).collect();
    let users = app.store().users_by_id(&at.permit, &ids).await?;
    let (Some(user), Some(given)) = (users.first(), done.passwords.first()) else {
        return Err(AppError::Bug("somebody new who is not there".to_owned()).into());
    };
    let panel = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let given = Given {
        sentence: t.new_user_created(&user.display_name),
        rows: vec![(user.sign_in.clone(), given.password.clone())],
        next: (t.new_user_licenses(&user.display_name), panel),
        by: Some(done.receipt.operation),
    };
    hand_over(signed, at, given).await
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
            name: "domain".into(),
            label: t.column_domain().into_owned(),
            choices: domains.into_iter().map(domain).collect(),
        },
        Select { name: "location".into(), label: t.column_location().into_owned(), choices: locations },
    ])
}
