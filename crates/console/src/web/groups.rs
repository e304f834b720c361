//! Groups: the list, creating one, and the changes of one, each shown first with what it does to people, seats and data.
//! What a group gives to whom is decided elsewhere.

mod licenses;
mod one;
mod rule;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::groups::{GROUP_DESCRIPTION_MAX, GROUP_NAME_MAX, GroupWish};
use cupo_app::store::groups::{GroupFigures, GroupList};
use cupo_domain::access::Action;
use cupo_domain::groups::{GroupKind, GroupStatus};
use cupo_domain::ids::{GroupId, Guid};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{FormPage, GroupLine, GroupsPage, Select};
use crate::texts::Texts;
use crate::view::{Choice, Field, Link, Place, Tone};
use crate::web::address::Address;
use crate::web::commands::{Question, ask};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Groups on a page.
const PAGE: i64 = 50;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/groups", get(list))
        .route("/c/{customer}/groups/new", get(form).post(create))
        .route("/c/{customer}/groups/{group}", get(one::show))
        .route("/c/{customer}/groups/{group}/join", post(one::join))
        .route("/c/{customer}/groups/{group}/leave", get(one::leave))
        .route("/c/{customer}/groups/{group}/reprocess", get(one::reprocess))
        .route("/c/{customer}/groups/{group}/delete", get(one::delete))
        .route("/c/{customer}/groups/{group}/rule", get(rule::show).post(rule::choose))
        .route("/c/{customer}/groups/{group}/by-hand", get(rule::by_hand))
        .route("/c/{customer}/groups/{group}/licenses", get(licenses::show).post(licenses::choose))
}

fn home(at: &At) -> String {
    format!("/c/{}/groups", at.organisation.guid)
}

/// How something stands, in words and by loudness (R-GROUP-5).
fn status(t: &Texts, status: GroupStatus) -> (String, Tone) {
    match status {
        GroupStatus::AllAssigned => (t.groups_state_all().into_owned(), Tone::Good),
        GroupStatus::InProgress => (t.groups_state_progress().into_owned(), Tone::Clock),
        GroupStatus::NeedsAttention => (t.groups_state_errors().into_owned(), Tone::Loss),
    }
}

/// GET /c/{customer}/groups
async fn list(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let after = match asked.some("after") {
        Some(text) => Some(place_of(&signed, &at, text).await?),
        None => None,
    };
    let search = cupo_app::text::fold(asked.text("q"));
    let mut found = store.groups(&at.permit, &GroupList { search, after, take: PAGE + 1 }).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(0);
    found.truncate(usize::try_from(PAGE).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|last| {
        let address = Address::of(home(&at), &asked, &["q"]).with("after", &last.group.guid.to_string());
        Link::new(t.groups_next(), address.href())
    });
    let may = signed.may(Action::ManageGroups, &at.organisation);
    page(GroupsPage {
        t,
        frame: of_customer(&signed, &at.organisation, (&t.rail_groups(), Place::Groups), Vec::new()).await,
        rows: found.iter().map(|it| line(t, &at, it)).collect(),
        next,
        search: Field::text("q", t.groups_search()).value(asked.text("q")),
        create: may.then(|| Link::new(t.groups_new(), format!("{}/new", home(&at)))),
        all: Link::new(t.groups_all(), home(&at)),
    })
}

/// Where the list goes on after a group.
async fn place_of(signed: &Signed, at: &At, text: &str) -> Result<(Vec<u8>, GroupId), AppError> {
    let guid = Guid::parse_str(text).map_err(|_| AppError::denied(Code::Invalid, "after"))?;
    let group = signed.visit.hall.app.store().group(&at.permit, guid).await?;
    let group = group.ok_or_else(|| Denial::new(Code::Invalid, "after"))?;
    Ok((group.sort_key, group.id))
}

fn line(t: &Texts, at: &At, it: &GroupFigures) -> GroupLine {
    let (state, tone) = match (it.licenses, it.in_error) {
        (0, 0) if it.group.processing.is_none() => (t.groups_state_nothing().into_owned(), Tone::Plain),
        (_, wrong) if wrong > 0 => (t.groups_in_error(wrong), Tone::Loss),
        _ => status(t, GroupStatus::of(it.group.processing.is_some(), 0)),
    };
    GroupLine {
        name: it.group.name.clone(),
        href: format!("{}/{}", home(at), it.group.guid),
        description: it.group.description.clone(),
        members: it.members,
        licenses: it.licenses,
        state,
        tone,
    }
}

/// GET /c/{customer}/groups/new
async fn form(signed: Signed, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    filled(&signed, &at, &Fields::default(), None).await
}

/// POST /c/{customer}/groups/new: what creating it would do, with the button that does it.
async fn create(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let Some(kind) = GroupKind::parse(fields.text("kind")) else {
        return filled(&signed, &at, &fields, Some(Denial::new(Code::Invalid, "kind"))).await;
    };
    let (name, description) = (fields.text("name").to_owned(), fields.text("description").to_owned());
    let command =
        Command::Group(GroupWish::Create { name, description, kind, rule: fields.text("rule").to_owned() });
    let crumbs = vec![Link::new(signed.t().rail_groups(), home(&at))];
    let question = Question { place: Place::Groups, crumbs, back: home(&at), then: None };
    let answer = ask(&signed, &at, (&command, ""), question).await;
    match answer.as_ref().err().and_then(Trouble::denial).cloned() {
        Some(denial) if denial.code == Code::Invalid => filled(&signed, &at, &fields, Some(denial)).await,
        _ => answer,
    }
}

async fn filled(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    wrong: Option<Denial>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let field = |name: &'static str, label: String| {
        let field = Field::text(name, label).value(fields.text(name));
        match wrong.as_ref().and_then(|denial| why(t, denial)).filter(|(place, _)| *place == name) {
            Some((_, text)) => field.error(text),
            None => field,
        }
    };
    let list = vec![
        field("name", t.groups_name().into_owned()),
        field("description", t.groups_description().into_owned()),
        field("rule", t.groups_rule_optional().into_owned())
            .of("textarea", "off")
            .hint(t.groups_rule_optional_hint()),
    ];
    let chosen = fields.some("kind").unwrap_or(GroupKind::Security.key());
    let kinds =
        GroupKind::ALL.iter().map(|kind| Choice::new(kind.key(), kind_name(t, *kind), kind.key() == chosen));
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let crumbs = vec![Link::new(t.rail_groups(), home(at))];
    let form = FormPage {
        t,
        frame: of_customer(signed, &at.organisation, (&t.groups_new(), Place::Groups), crumbs).await,
        lead: t.groups_new_lead().into_owned(),
        errors: list.iter().filter_map(Field::summary).collect(),
        action: format!("{}/new", home(at)),
        changed: Vec::new(),
        asked: false,
        preview: None,
        first: Vec::new(),
        fields: list,
        then: vec![Select {
            name: "kind".into(),
            label: t.groups_kind().into_owned(),
            choices: kinds.collect(),
        }],
        submit: t.manage_preview().into_owned(),
        back: home(at),
    };
    with_status(status, form)
}

/// A kind of group in words.
fn kind_name(t: &Texts, kind: GroupKind) -> String {
    match kind {
        GroupKind::Security => t.groups_kind_security(),
        GroupKind::MailSecurity => t.groups_kind_mail(),
        GroupKind::Together => t.groups_kind_together(),
        GroupKind::TogetherOpen => t.groups_kind_together_open(),
        GroupKind::Distribution => t.groups_kind_distribution(),
    }
    .into_owned()
}

/// What is wrong with a new group, and at which field that is said.
fn why(t: &Texts, denial: &Denial) -> Option<(&'static str, String)> {
    match denial.subject.as_str() {
        "name" => Some(("name", t.groups_name_wrong(GROUP_NAME_MAX))),
        "name-taken" => Some(("name", t.groups_name_taken().into_owned())),
        "description" => Some(("description", t.groups_description_wrong(GROUP_DESCRIPTION_MAX))),
        _ => Some(("rule", rule::wrong(t, denial)?)),
    }
}
