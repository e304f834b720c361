//! Holds on a person's data: placed before a removal, released when they are no longer wanted (R-HOLD-2, R-MAIL-9, D-19).
//! What is not possible is told with its rule.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::holds::{HoldWish, data_key, data_of};
use cupo_app::store::holds::HoldRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::HoldKind;
use cupo_http::hall::Hall;

use crate::pages::{HoldLine, HoldsPage, PlaceForm};
use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link, Note, NoteKind, Place};
use crate::web::accounts::asking;
use crate::web::commands::{Question, ask, kind_name};
use crate::web::frame::{of_customer, when};
use crate::web::posted::{Asked, Fields};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Data that can be held.
const DATA: [Workload; 2] = [Workload::Mail, Workload::Files];

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/users/{user}/holds", get(show))
        .route("/c/{customer}/users/{user}/holds/place", get(place))
        .route("/c/{customer}/users/{user}/holds/{hold}/release", get(release))
}

/// A person with holds; the account may be deleted or purged.
struct Person {
    id: UserId,
    guid: Guid,
    name: String,
    active: bool,
}

async fn person(signed: &Signed, at: &At, user: &str) -> Result<Person, AppError> {
    let unknown = || AppError::from(Denial::new(Code::NotFound, "user"));
    let guid = Guid::parse_str(user).map_err(|_| unknown())?;
    let store = signed.visit.hall.app.store();
    let (id, name) = store.person_at_risk(&at.permit, guid).await?.ok_or_else(unknown)?;
    let active = store.held_person(&at.permit, id).await?.is_some_and(|person| person.active);
    Ok(Person { id, guid, name, active })
}

/// GET /c/{customer}/users/{user}/holds
async fn show(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let person = person(&signed, &at, &user).await?;
    page(&signed, &at, &person, (&asked, None)).await
}

/// GET /c/{customer}/users/{user}/holds/place: what placing it would do, with the button that does it.
async fn place(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageHolds).await?;
    let person = person(&signed, &at, &user).await?;
    let bad = |what: &str| AppError::from(Denial::new(Code::Invalid, what));
    let workload = data_of(asked.text("data")).ok_or_else(|| bad("data"))?;
    let kind = HoldKind::parse(asked.text("kind")).ok_or_else(|| bad("kind"))?;
    let command = Command::Hold(HoldWish::Place { user: person.guid, workload, kind });
    let asks = question(&signed, &at, &person);
    let answer = ask(&signed, &at, (&command, asked.text("reason")), asks).await;
    told(&signed, &at, &person, (&asked, answer)).await
}

/// GET /c/{customer}/users/{user}/holds/{hold}/release: what its end would start.
async fn release(
    signed: Signed,
    Path((customer, user, hold)): Path<(String, String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageHolds).await?;
    let person = person(&signed, &at, &user).await?;
    let hold = Guid::parse_str(&hold).map_err(|_| AppError::denied(Code::NotFound, "hold"))?;
    let command = Command::Hold(HoldWish::Release(hold));
    let answer = ask(&signed, &at, (&command, ""), question(&signed, &at, &person)).await;
    told(&signed, &at, &person, (&asked, answer)).await
}

/// A refusal of the matter is told on the page itself, with its rule.
async fn told(
    signed: &Signed,
    at: &At,
    person: &Person,
    (asked, answer): (&Fields, Result<Response, Trouble>),
) -> Result<Response, Trouble> {
    let denial = answer.as_ref().err().and_then(Trouble::denial).cloned();
    match denial.filter(|it| matches!(it.code, Code::State | Code::Invalid)) {
        Some(denial) => page(signed, at, person, (asked, Some(denial))).await,
        None => answer,
    }
}

fn question(signed: &Signed, at: &At, person: &Person) -> Question {
    let back = format!("/c/{}/users/{}/holds", at.organisation.guid, person.guid);
    let crumbs = vec![Link::new(signed.t().hold_of(&person.name), &back)];
    Question { place: Place::AtRisk, crumbs, back, then: None }
}

/// Why data of an active person cannot be held now; nothing where the reader may hold nothing anyway. Of several orders
/// in one case each is possible, so this asks for what the data and the plans allow.
pub(crate) async fn unholdable(
    signed: &Signed,
    at: &At,
    user: Guid,
) -> Result<Vec<(Workload, Denial)>, AppError> {
    let mut found = Vec::new();
    if !signed.may(Action::ManageHolds, &at.organisation) {
        return Ok(found);
    }
    let managing = signed.at(&at.organisation.guid.to_string(), Action::ManageHolds).await?;
    for workload in DATA {
        let wish = HoldWish::Place { user, workload, kind: HoldKind::DiscoveryCase };
        match signed.visit.hall.app.consider(asking(signed, &managing), &Command::Hold(wish)).await {
            Ok(_) => {}
            Err(AppError::Denied(denial)) if denial.code == Code::State => found.push((workload, denial)),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// What stands in the way of a hold, and the licenses where another plan would help.
pub(crate) fn obstacle(signed: &Signed, at: &At, user: Guid, (of, denial): &(Workload, Denial)) -> Note {
    let t = signed.t();
    let panel = format!("/c/{}/users/{user}", at.organisation.guid);
    let helps = denial.subject == "hold-plan" && signed.may(Action::AssignLicenses, &at.organisation);
    Note {
        kind: NoteKind::Clock,
        text: t.audit_about(data_name(t, *of), format!("{}.", why_not(t, denial).trim_end_matches('.'))),
        repair: helps.then(|| Link::new(t.leave_licenses(), panel)),
        who: None,
    }
}

async fn page(
    signed: &Signed,
    at: &At,
    person: &Person,
    (asked, denial): (&Fields, Option<Denial>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let rows = signed.visit.hall.app.store().holds_of(&at.permit, person.id).await?;
    let base = format!("/c/{}/users/{}/holds", at.organisation.guid, person.guid);
    let may = signed.may(Action::ManageHolds, &at.organisation);
    let line = |it: &HoldRow| HoldLine {
        data: data_name(t, it.hold.workload),
        kind: kind_name(t, it.hold.kind),
        reason: it.reason.clone(),
        placed: when(signed, &at.organisation, it.hold.placed.0),
        released: it.released_at.map(|at_| when(signed, &at.organisation, at_)),
        release_href: if may { format!("{base}/{}/release", it.guid) } else { String::new() },
    };
    let errors: Vec<FieldError> =
        denial.iter().map(|it| FieldError { field: "data", text: told_why(t, it) }).collect();
    let status =
        denial.and_then(|it| StatusCode::from_u16(it.code.http_status()).ok()).unwrap_or(StatusCode::OK);
    let title = t.hold_of(&person.name);
    let mut crumbs = vec![Link::new(t.risk_title(), format!("/c/{}/data-at-risk", at.organisation.guid))];
    if person.active {
        crumbs = vec![Link::new(&person.name, format!("/c/{}/users/{}", at.organisation.guid, person.guid))];
    }
    let obstacles = if person.active { unholdable(signed, at, person.guid).await? } else { Vec::new() };
    let form_shown = may && person.active && obstacles.len() < DATA.len();
    let refused =
        |it: &FieldError| Note { kind: NoteKind::Refusal, text: it.text.clone(), repair: None, who: None };
    let mut notes: Vec<Note> = errors.iter().filter(|_| !form_shown).map(refused).collect();
    let late =
        Note { kind: NoteKind::Info, text: t.hold_why_deleted().into_owned(), repair: None, who: None };
    notes.extend((!person.active).then_some(late));
    notes.extend(obstacles.iter().map(|it| obstacle(signed, at, person.guid, it)));
    let page = HoldsPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::AtRisk), crumbs).await,
        errors: if form_shown { errors } else { Vec::new() },
        rows: rows.iter().map(line).collect(),
        notes,
        place: form_shown.then(|| form(t, &base, (asked, &obstacles))),
        risk: Link::new(
            t.risk_title(),
            format!("/c/{}/data-at-risk?user={}", at.organisation.guid, person.guid),
        ),
    };
    with_status(status, page)
}

fn form(t: &Texts, base: &str, (asked, without): (&Fields, &[(Workload, Denial)])) -> PlaceForm {
    let free = |workload: &Workload| !without.iter().any(|(it, _)| it == workload);
    let data = DATA.into_iter().filter(free).map(|workload| {
        let key = data_key(workload);
        Choice::new(key, data_name(t, workload), asked.text("data") == key)
    });
    let kinds = HoldKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.key(), kind_name(t, *kind), asked.text("kind") == kind.key()));
    PlaceForm {
        action: format!("{base}/place"),
        data: data.collect(),
        kinds: kinds.collect(),
        reason: Field::text("reason", t.hold_reason()).hint(t.hold_reason_hint()).value(asked.text("reason")),
    }
}

/// Data that can be held, in words.
pub(crate) fn data_name(t: &Texts, workload: Workload) -> String {
    if workload == Workload::Files { t.risk_files() } else { t.risk_mail() }.into_owned()
}

/// Why a hold is not possible, as a sentence.
fn told_why(t: &Texts, denial: &Denial) -> String {
    format!("{}.", why_not(t, denial).trim_end_matches('.'))
}

/// Why a hold is not possible.
fn why_not(t: &Texts, denial: &Denial) -> String {
    match denial.subject.as_str() {
        "hold-too-late" => t.hold_why_late(),
        "hold-plan" => t.hold_why_plan(),
        "hold-deleted" => t.hold_why_deleted(),
        "hold-there" => t.hold_why_there(),
        "hold-released" => t.hold_why_released(),
        "reason" => t.hold_why_reason(),
        _ => {
            let text = refusal(t, denial.code);
            return format!("{} {}", text.explanation, text.remedy);
        }
    }
    .into_owned()
}
