//! Requests for licenses as administrators see and answer them: the list, and the form with an answer for each person
//! (R-REQ-1, R-REQ-2). What is allowed is decided elsewhere.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::requests::{RequestPreview, RequestWish};
use cupo_app::store::requests::{RequestList, RequestPerson, RequestRow};
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::requests::{Answer, kept_since};
use cupo_http::hall::Hall;

use crate::pages::{FormPage, RequestLine, RequestsPage, Select};
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link, Note, NoteKind, Place, Tab};
use crate::web::accounts::asking;
use crate::web::address::Address;
use crate::web::commands::{Question, Told, ask, permitted, plain};
use crate::web::frame::{flash, of_customer, when};
use crate::web::mine::words::why;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, clock_lines, reason_sentence};

/// Requests on a page.
const SIZE: usize = 50;
/// Groups that are offered.
const GROUPS_SHOWN: usize = 100;
/// Before the identity of a person in the name of its answer.
const ANSWER: &str = "answer.";

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/requests", get(list))
        .route("/c/{customer}/requests/{request}", get(form).post(answer))
}

fn home(at: &At) -> String {
    format!("/c/{}/requests", at.organisation.guid)
}

/// GET /c/{customer}/requests
async fn list(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let open = asked.text("all") != "yes";
    let before = match Guid::parse_str(asked.text("before")) {
        Ok(guid) => app.request(asking(&signed, &at), guid).await?.0.id,
        Err(_) => i64::MAX,
    };
    let take = i64::try_from(SIZE).unwrap_or(i64::MAX) + 1;
    let wanted = RequestList { of: None, open, since: kept_since(app.now()), before, take };
    let mut found = app.requests(asking(&signed, &at), wanted).await?;
    let more = found.len() > SIZE;
    found.truncate(SIZE);
    let here = Address::of(home(&at), &asked, &["all"]);
    let older = found.last().filter(|_| more);
    let older = older.map(|(row, _)| here.with("before", &row.guid.to_string()).href());
    let mut rows = request_rows(&signed, &at, &found);
    if !signed.may(Action::AssignLicenses, &at.organisation) {
        rows.iter_mut().for_each(|row| row.href = None);
    }
    let tab = |label: String, href: String, current| Tab { label, count: None, href, current };
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.requests_title(), Place::Requests), Vec::new()).await;
    frame.flash = flash(t, &asked);
    page(RequestsPage {
        t,
        frame,
        procedure: app.procedure(asking(&signed, &at)).await?,
        tabs: vec![
            tab(t.requests_open().into_owned(), home(&at), open),
            tab(t.requests_all().into_owned(), format!("{}?all=yes", home(&at)), !open),
        ],
        rows,
        older,
    })
}

/// Requests as the lines of a table.
pub(super) fn request_rows(
    signed: &Signed,
    at: &At,
    found: &[(RequestRow, Vec<RequestPerson>)],
) -> Vec<RequestLine> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let line = |(row, people): &(RequestRow, Vec<RequestPerson>)| RequestLine {
        product: names.product(row.product),
        href: row.decided_at.is_none().then(|| format!("{}/{}", home(at), row.guid)),
        requester: row.name.clone(),
        at: when(signed, &at.organisation, row.created_at),
        state: if row.decided_at.is_some() { t.request_decided() } else { t.request_waits() }.into_owned(),
        people: people.iter().map(|it| format!("{} · {}", it.name, answer_word(t, it.answer))).collect(),
        note: row.note.clone(),
    };
    found.iter().map(line).collect()
}

/// The same for whoever asked: there is nothing to answer.
pub(super) fn rows_for_own(mut rows: Vec<RequestLine>) -> Vec<RequestLine> {
    rows.iter_mut().for_each(|row| row.href = None);
    rows
}

fn answer_word(t: &Texts, it: Answer) -> String {
    match it {
        Answer::Waiting => t.request_waiting(),
        Answer::Granted => t.request_granted(),
        Answer::Refused => t.request_refused(),
    }
    .into_owned()
}

fn guid_of(text: &str) -> Result<Guid, AppError> {
    Guid::parse_str(text).map_err(|_| AppError::denied(Code::NotFound, "request"))
}

/// GET /c/{customer}/requests/{request}
async fn form(
    signed: Signed,
    Path((customer, request)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let found = signed.visit.hall.app.request(asking(&signed, &at), guid_of(&request)?).await?;
    filled(&signed, &at, &found, (&Fields::default(), None)).await
}

/// POST /c/{customer}/requests/{request}: what the answers would do, with the button that does it.
async fn answer(
    signed: Signed,
    Path((customer, request)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    // Joining a group takes another right beside this one (R-ROLE-6, R-ROLE-13).
    let own = signed.at(&customer, Action::AssignLicenses).await?;
    let found = signed.visit.hall.app.request(asking(&signed, &own), guid_of(&request)?).await?;
    let group = fields.some("group").map(Guid::parse_str).transpose();
    let group = group.map_err(|_| AppError::denied(Code::NotFound, "group"))?;
    let people = |key: &str| -> Vec<UserId> {
        let said = |it: &&RequestPerson| fields.text(&format!("{ANSWER}{}", it.guid)) == key;
        found.1.iter().filter(said).map(|it| it.user).collect()
    };
    let wish = RequestWish::Answer {
        request: found.0.guid,
        grant: people(Answer::Granted.key()),
        refuse: people(Answer::Refused.key()),
        group,
    };
    let at = permitted(&signed, &customer, wish.action()).await?;
    let t = signed.t();
    let question = Question {
        place: Place::Requests,
        crumbs: vec![Link::new(t.requests_title(), home(&at))],
        back: format!("{}/{}", home(&at), found.0.guid),
        then: None,
    };
    let shown = ask(&signed, &at, (&Command::Request(wish), fields.text("note")), question).await;
    match shown.as_ref().err().and_then(Trouble::denial).cloned() {
        Some(denial) if denial.code != Code::Role => {
            filled(&signed, &own, &found, (&fields, Some(denial))).await
        }
        _ => shown,
    }
}

async fn filled(
    signed: &Signed,
    at: &At,
    (row, people): &(RequestRow, Vec<RequestPerson>),
    (fields, wrong): (&Fields, Option<Denial>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let product = Names { catalogue: &catalogue, t }.product(row.product);
    let title = t.request_answer_title(&product);
    let mut then: Vec<Select> = Vec::new();
    for it in people.iter().filter(|it| it.answer == Answer::Waiting) {
        let name = format!("{ANSWER}{}", it.guid);
        let chosen = fields.some(&name).unwrap_or(Answer::Waiting.key()).to_owned();
        let choice = |it: &Answer| Choice::new(it.key(), choice_word(t, *it), it.key() == chosen);
        let label = format!("{} ({})", it.name, it.sign_in);
        then.push(Select { choices: Answer::ALL.iter().map(choice).collect(), name: name.into(), label });
    }
    let groups = groups(signed, at, row, fields).await?;
    if groups.len() > 1 {
        then.push(Select { name: "group".into(), label: t.request_through().into_owned(), choices: groups });
    }
    let text = wrong.as_ref().map(|denial| why(t, denial));
    let note = Field::text("note", t.request_answer_note()).of("text", "off").value(fields.text("note"));
    let note = match text.clone() {
        Some(text) => note.error(text),
        None => note,
    };
    let status = wrong.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok());
    let crumbs = vec![Link::new(t.requests_title(), home(at))];
    let form = FormPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Requests), crumbs).await,
        lead: t.request_answer_lead(when(signed, &at.organisation, row.created_at).day, &row.name, &row.note),
        errors: text.into_iter().map(|text| FieldError { field: "note", text }).collect(),
        action: format!("{}/{}", home(at), row.guid),
        changed: Vec::new(),
        asked: false,
        preview: None,
        first: Vec::new(),
        fields: vec![note],
        then,
        submit: t.manage_preview().into_owned(),
        back: home(at),
    };
    with_status(status.unwrap_or(StatusCode::OK), form)
}

/// What an answer does, as people choose it.
fn choice_word(t: &Texts, it: Answer) -> String {
    match it {
        Answer::Waiting => t.request_leave(),
        Answer::Granted => t.request_grant(),
        Answer::Refused => t.request_refuse(),
    }
    .into_owned()
}

/// Directly, or through a group that gives the product, for whoever may say who is in it.
async fn groups(
    signed: &Signed,
    at: &At,
    row: &RequestRow,
    fields: &Fields,
) -> Result<Vec<Choice>, AppError> {
    let t = signed.t();
    let mut choices = vec![Choice::new("", t.request_direct(), fields.some("group").is_none())];
    if signed.may(Action::ManageGroups, &at.organisation) {
        let store = signed.visit.hall.app.store();
        let licenses = store.group_licenses(&at.permit).await?;
        let names = store.group_names(&at.permit).await?;
        let gives = licenses.iter().filter(|(_, list)| list.iter().any(|it| it.product == row.product));
        let offered = gives.filter_map(|(id, _)| names.get(id)).take(GROUPS_SHOWN);
        choices.extend(offered.map(|(guid, name)| {
            let guid = guid.to_string();
            let chosen = fields.text("group") == guid;
            Choice::new(guid, name, chosen)
        }));
    }
    Ok(choices)
}

/// What a wish about a request would do.
pub(super) fn told(signed: &Signed, at: &At, it: &RequestPreview) -> Told {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { t, catalogue: &catalogue };
    let product = names.product(it.product);
    let note = |text| Note { kind: NoteKind::Refusal, text, repair: None, who: None };
    let refused = it.totals.reasons.iter().take(GROUPS_SHOWN);
    let notes = refused.map(|group| note(reason_sentence(&names, group))).collect();
    let (title, sentence, button) = match &it.wish {
        RequestWish::Ask { .. } => {
            (t.request_title(&product), t.request_tell_ask(it.granted.len(), &product), t.request_send())
        }
        RequestWish::Answer { .. } => {
            let through = it.group.as_ref().and_then(|it| it.group.as_ref()).map(|it| it.name.as_str());
            let base = t.request_tell_answer(it.granted.len(), &product, it.refused.len());
            let sentence = match through {
                Some(group) => format!("{base} {}", t.request_tell_through(group)),
                None => base,
            };
            (t.request_answer_title(&product), sentence, t.request_answer())
        }
    };
    Told {
        title,
        sentence,
        button: button.into_owned(),
        notes,
        clocks: clock_lines(signed, &at.organisation, &it.totals),
        ..plain(t)
    }
}
