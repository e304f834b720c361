//! In front of the door: signing in and out, the language, another password, the first administrator.
//! Passwords that were typed are handed on and never shown again.

mod password;
mod setup;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use cupo_app::error::AppError;
use cupo_app::sign_in::NewSession;
use cupo_domain::access::Role;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::lang::Lang;
use crate::pages::{DemoDoor, ResumePage, SignInPage};
use crate::texts::Texts;
use crate::view::{Field, Place};
use crate::web::frame::{general, outside, role_names};
use crate::web::posted::{Asked, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::typed::Typed;
use crate::web::visit::{Signed, Visit, local, see};

/// Seconds of a minute: waiting times are said in minutes, rounded up.
const MINUTE_SECONDS: i64 = 60;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/sign-in", get(sign_in_page).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/language", post(language))
        .route("/account/password", get(password::page).post(password::change))
        .route("/setup/{token}", get(setup::page).post(setup::set_up))
}

/// What is wrong with an attempt to sign in.
#[derive(Default)]
struct Wrong {
    username: Option<String>,
    password: Option<String>,
    notice: Option<String>,
}

async fn sign_in_page(visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let back = local(asked.0.some("next").unwrap_or("/"));
    if visit.who.is_some() {
        return Ok(see(back));
    }
    show(&visit, (back, "", None), Wrong::default(), StatusCode::OK)
}

/// The answer to a form whose session had ended: signing in, with what was typed.
///
/// # Errors
/// When the page cannot be made.
pub fn signed_out(visit: &Visit) -> Result<Response, Trouble> {
    let notice = Some(visit.t().resume_out().into_owned());
    show(
        visit,
        ("/", "", visit.typed.as_deref()),
        Wrong { notice, ..Wrong::default() },
        StatusCode::UNAUTHORIZED,
    )
}

fn show(
    visit: &Visit,
    (back, username, typed): (&str, &str, Option<&Typed>),
    wrong: Wrong,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let t = visit.t();
    let mut name = Field::text("username", t.field_username()).of("text", "username").value(username);
    let mut password = Field::text("password", t.field_password()).of("password", "current-password");
    name.error = wrong.username;
    password.error = wrong.password;
    let errors = [&name, &password].into_iter().filter_map(Field::summary).collect();
    with_status(
        status,
        SignInPage {
            t,
            frame: outside(visit, &t.sign_in_title()),
            back: back.to_owned(),
            username: name,
            password,
            errors,
            notice: wrong.notice,
            typed: typed.map(Typed::hidden).unwrap_or_default(),
            demo: doors(visit, t),
        },
    )
}

/// The accounts of a demo, so that a newcomer gets in with one press.
fn doors(visit: &Visit, t: &Texts) -> Vec<DemoDoor> {
    let accounts = visit.hall.demo.as_ref().map_or(&[][..], |demo| demo.accounts.as_slice());
    let door = |(role, username, password): &(String, String, String)| DemoDoor {
        role: Role::parse(role).map_or_else(|| role.clone(), |r| role_names(t, &BTreeSet::from([r]))),
        username: username.clone(),
        password: password.clone(),
    };
    accounts.iter().map(door).collect()
}

async fn sign_in(visit: Visit, Posted(fields): Posted) -> Result<Response, Trouble> {
    let t = visit.t();
    let back = local(fields.some("back").or(fields.some("next")).unwrap_or("/"));
    let (username, password) = (fields.text("username"), fields.raw("password"));
    let typed = Typed::carried(&fields);
    let form = (back, username, typed.as_ref());
    if username.is_empty() || password.is_empty() {
        let wrong = Wrong {
            username: username.is_empty().then(|| t.field_username_empty().into_owned()),
            password: password.is_empty().then(|| t.field_password_empty().into_owned()),
            notice: None,
        };
        return show(&visit, form, wrong, StatusCode::BAD_REQUEST);
    }
    match visit.hall.app.sign_in(username, password).await {
        Ok(session) => {
            let answer = match &typed {
                _ if session.must_change => see("/account/password"),
                Some(typed) => resume(&visit, &session, typed).await?,
                None => see(back),
            };
            with_cookie(answer, &visit.hall.begin_session(&session.token))
        }
        Err(AppError::Denied(denial)) if denial.code == Code::SignIn => {
            show(&visit, form, refused(t, &denial), StatusCode::UNAUTHORIZED)
        }
        Err(other) => Err(other.into()),
    }
}

/// The form that was not taken, to be sent in the session that begins.
async fn resume(visit: &Visit, session: &NewSession, typed: &Typed) -> Result<Response, Trouble> {
    let who = visit.hall.app.who(&session.token).await?;
    let who = who.ok_or_else(|| AppError::Bug("a session that was just begun is not there".to_owned()))?;
    let visit = Visit { who: Some(who.clone()), here: "/".to_owned(), ..visit.clone() };
    let t = visit.t();
    kept(Signed { visit, who }, (&t.resume_title(), t.resume_lead().into_owned()), typed).await
}

/// The page from which a form can be sent again.
async fn kept(signed: Signed, (title, lead): (&str, String), typed: &Typed) -> Result<Response, Trouble> {
    page(ResumePage {
        t: signed.t(),
        frame: general(&signed, title, Place::Home).await,
        lead,
        action: typed.again().to_owned(),
        fields: typed.fields(),
    })
}

fn refused(t: &Texts, denial: &Denial) -> Wrong {
    if denial.subject == "suspended" {
        return Wrong { notice: Some(t.sign_in_suspended().into_owned()), ..Wrong::default() };
    }
    match denial.figure {
        Some(seconds) => {
            let minutes = (seconds.max(1) + MINUTE_SECONDS - 1) / MINUTE_SECONDS;
            Wrong { notice: Some(t.sign_in_locked(t.when_in_minutes(minutes))), ..Wrong::default() }
        }
        None => Wrong { username: Some(t.sign_in_failed().into_owned()), ..Wrong::default() },
    }
}

async fn sign_out(visit: Visit, _: Posted) -> Result<Response, Trouble> {
    if let Some(token) = &visit.token {
        visit.hall.app.sign_out(token).await?;
    }
    with_cookie(see("/sign-in"), &visit.hall.end_session())
}

async fn language(visit: Visit, Posted(fields): Posted) -> Result<Response, Trouble> {
    let lang = Lang::parse(fields.text("lang"));
    let lang = lang.ok_or_else(|| AppError::denied(Code::Invalid, "lang"))?;
    let answer = match (Typed::carried(&fields), visit.who.clone()) {
        (Some(typed), Some(who)) => {
            let visit = Visit { lang, here: "/".to_owned(), typed: None, ..visit.clone() };
            let t = visit.t();
            let words = (&*t.resume_language_title(), t.resume_language_lead().into_owned());
            kept(Signed { visit, who }, words, &typed).await?
        }
        (Some(typed), None) => signed_out(&Visit { lang, typed: Some(Arc::new(typed)), ..visit.clone() })?,
        (None, _) => see(local(fields.some("back").unwrap_or("/"))),
    };
    with_cookie(answer, &visit.hall.remember(Lang::COOKIE, lang.code()))
}

/// The answer with one more cookie.
fn with_cookie(mut response: Response, cookie: &str) -> Result<Response, Trouble> {
    let value = HeaderValue::from_str(cookie).map_err(|e| AppError::Bug(format!("a cookie: {e}")))?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(response)
}
