//! Trouble as a page: what happened, which rule, what to do.

use axum::http::header::ALLOW;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::Action;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::findings::letter;

use crate::pages::ErrorPage;
use crate::refusals::{RefusalText, refusal, refusal_of, role_rule};
use crate::texts::Texts;
use crate::view::{Frame, Link, Place};
use crate::web::accounts::deleted::instead;
use crate::web::changes::field_name;
use crate::web::frame::{general, of_customer, outside};
use crate::web::mine::words::refused;
use crate::web::render::with_status;
use crate::web::trouble::Problem;
use crate::web::visit::{Signed, Visit};

/// The page of a problem for whoever visits.
pub async fn render(visit: &Visit, problem: &Problem) -> Response {
    let t = visit.t();
    let (title, page) = match problem {
        Problem::Defect(id) => {
            let frame = frame_of(visit, &t.error_bug_title()).await;
            (problem.status(), ErrorPage::bug(t, frame, id.clone()))
        }
        Problem::Denied(denial) => (problem.status(), denied(visit, denial).await),
        Problem::Changed => {
            let text = RefusalText {
                title: t.manage_changed_title().into_owned(),
                explanation: t.change_moved().into_owned(),
                rule: "",
                remedy: t.error_changed_remedy().into_owned(),
            };
            let frame = frame_of(visit, &text.title).await;
            (problem.status(), ErrorPage::refusal(t, frame, text))
        }
        Problem::Unavailable => {
            let text = refusal(t, Code::Busy);
            let frame = frame_of(visit, &text.title).await;
            (problem.status(), ErrorPage::refusal(t, frame, text))
        }
    };
    let mut response = with_status(title, page)
        .unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, t.error_bug_what()).into_response());
    if matches!(problem, Problem::Unavailable) {
        let soon = axum::http::HeaderValue::from_static("2");
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, soon);
    }
    response
}

async fn denied(visit: &Visit, denial: &Denial) -> ErrorPage {
    let t = visit.t();
    if (denial.code, denial.subject.as_str()) == (Code::NotFound, "user")
        && let Some(page) = instead(visit).await
    {
        return page;
    }
    let text = words(t, denial);
    let frame = frame_of(visit, &text.title).await;
    let mut page = ErrorPage::refusal(t, frame, text);
    page.details = details(t, denial);
    if denial.code == Code::SignIn {
        page.links = vec![Link::new(t.sign_in_button(), "/sign-in")];
    }
    page
}

/// The answer to an address that leads nowhere.
pub async fn no_page(visit: Visit) -> Response {
    let t = visit.t();
    let frame = frame_of(&visit, &t.error_page_title()).await;
    with_status(StatusCode::NOT_FOUND, ErrorPage::no_page(t, frame))
        .unwrap_or_else(|_| StatusCode::NOT_FOUND.into_response())
}

/// The answer to an address that takes forms when it is read, as from a bookmark, and the other way round.
pub async fn no_method(visit: Visit, headers: &HeaderMap) -> Response {
    let mut response = no_page(visit).await;
    if let Some(allowed) = headers.get(ALLOW) {
        response.headers_mut().insert(ALLOW, allowed.clone());
    }
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

async fn frame_of(visit: &Visit, title: &str) -> Frame {
    match &visit.who {
        Some(who) => {
            let signed = Signed { visit: visit.clone(), who: who.clone() };
            match customer_of(&signed).await {
                Some(customer) => {
                    of_customer(&signed, &customer, (title, Place::Elsewhere), Vec::new()).await
                }
                None => general(&signed, title, Place::Elsewhere).await,
            }
        }
        None => outside(visit, title),
    }
}

/// The customer that the address names, where the visitor may see it: its pages stay at hand. Of all others the page
/// tells as little as of unknown ones.
async fn customer_of(signed: &Signed) -> Option<Organisation> {
    let named = signed.visit.here.strip_prefix("/c/")?.split(['/', '?']).next()?;
    signed.at(named, Action::View).await.ok().map(|at| at.organisation)
}

/// The words of a refusal; a form that is not of this session or site is no matter of roles, and an address no file.
fn words(t: &Texts, denial: &Denial) -> RefusalText {
    let (title, why, remedy) = match (denial.code, denial.subject.as_str()) {
        (Code::Role, "form-token" | "origin") => {
            (t.error_form_title(), t.error_form_what(), t.error_form_remedy())
        }
        (Code::Size, "address") => {
            (t.error_address_title(), t.error_address_what(), t.error_address_remedy())
        }
        (Code::State, "licenses-page") => {
            return RefusalText {
                title: refusal(t, denial.code).title,
                explanation: t.wiz_locked_for_good().into_owned(),
                rule: "R-UI-10",
                remedy: t.wiz_open_licenses_page().into_owned(),
            };
        }
        (Code::NotFound, "preview") => (t.change_lost_title(), t.change_lost(), t.change_lost_remedy()),
        (Code::Role, subject) if subject.starts_with("self-service-") => {
            return RefusalText {
                title: t.my_refused_title().into_owned(),
                explanation: refused(t, denial).unwrap_or_default(),
                rule: role_rule(subject),
                remedy: refusal(t, denial.code).remedy,
            };
        }
        (Code::Role, subject) => {
            return RefusalText { rule: role_rule(subject), ..refusal_of(t, denial.code, subject) };
        }
        _ => return refusal(t, denial.code),
    };
    RefusalText {
        title: title.into_owned(),
        explanation: why.into_owned(),
        rule: "",
        remedy: remedy.into_owned(),
    }
}

/// Where exactly it hurts: the field or limit in question.
fn details(t: &Texts, denial: &Denial) -> Vec<String> {
    if denial.code != Code::Invalid && denial.code != Code::Batch && denial.code != Code::Size {
        return Vec::new();
    }
    vec![place(t, denial)]
}

/// The field or limit in question, in the reader's words where there are some.
#[must_use]
pub fn place(t: &Texts, denial: &Denial) -> String {
    let place = match denial.subject.as_str() {
        "form" => t.web_place_form().into_owned(),
        "file" => t.web_place_file().into_owned(),
        "address" => t.web_place_address().into_owned(),
        "lang" => t.web_place_language().into_owned(),
        other => field_name(t, other),
    };
    match (denial.figure, denial.letter) {
        (Some(figure), _) if denial.subject == "minimum" => t.web_place_least(figure),
        (Some(figure), _) if denial.subject == "maximum" => t.web_place_most(figure),
        (Some(figure), _) => t.web_place_limit(figure, &place),
        (None, Some(it)) => format!("{} {}", t.web_place(&place), letter(t.said(), it)),
        (None, None) => t.web_place(&place),
    }
}
