//! Another password: by choice, or because a one-time password has to be replaced before anything else.

use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::sign_in::PASSWORD_MIN;
use cupo_domain::refusal::{Code, Denial};

use super::with_cookie;
use crate::pages::PasswordPage;
use crate::texts::Texts;
use crate::view::{Field, Flash, FlashKind, Frame, Place};
use crate::web::frame::general;
use crate::web::posted::{Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};

/// What is wrong, by field.
#[derive(Default)]
struct Wrong {
    current: Option<String>,
    new: Option<String>,
    repeat: Option<String>,
}

/// The form.
pub(super) async fn page(signed: Signed) -> Result<Response, Trouble> {
    show(&signed, Wrong::default()).await
}

async fn show(signed: &Signed, wrong: Wrong) -> Result<Response, Trouble> {
    let t = signed.t();
    let field =
        |name, label: &str, kind, error| Field { error, ..Field::text(name, label).of("password", kind) };
    let current = field("current", &t.field_password_current(), "current-password", wrong.current);
    let new = field("new", &t.field_password_new(), "new-password", wrong.new)
        .hint(t.field_password_hint(PASSWORD_MIN));
    let repeat = field("repeat", &t.field_password_repeat(), "new-password", wrong.repeat);
    let errors: Vec<_> = [&current, &new, &repeat].into_iter().filter_map(Field::summary).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let frame = frame(signed).await;
    with_status(status, PasswordPage { t, frame, current, new, repeat, errors })
}

/// Whoever must change the password first can go nowhere else, so nothing else is offered.
async fn frame(signed: &Signed) -> Frame {
    let t = signed.t();
    let frame = general(signed, &t.password_title(), Place::Elsewhere).await;
    if !signed.who.must_change {
        return frame;
    }
    let text = t.start_must_change().into_owned();
    let flash = Some(Flash { kind: FlashKind::Notice, text, action: None });
    Frame { rail: Default::default(), search: None, flash, ..frame }
}

/// Changes it; all other sessions end.
pub(super) async fn change(signed: Signed, Posted(fields): Posted) -> Result<Response, Trouble> {
    let t = signed.t();
    let wrong = check(t, &fields);
    if wrong.current.is_some() || wrong.new.is_some() || wrong.repeat.is_some() {
        return show(&signed, wrong).await;
    }
    let app = &signed.visit.hall.app;
    match app.change_password(&signed.who, fields.raw("current"), fields.raw("new")).await {
        Ok(session) => with_cookie(see("/?did=password"), &signed.visit.hall.begin_session(&session.token)),
        Err(AppError::Denied(denial)) => show(&signed, of_denial(t, denial)?).await,
        Err(other) => Err(other.into()),
    }
}

fn check(t: &Texts, fields: &Fields) -> Wrong {
    let empty = |name: &str, label: &str| fields.raw(name).is_empty().then(|| t.field_required(label));
    let mut wrong = Wrong {
        current: empty("current", &t.field_password_current()),
        new: empty("new", &t.field_password_new()),
        repeat: empty("repeat", &t.field_password_repeat()),
    };
    if wrong.new.is_none() {
        wrong.new = cupo_app::sign_in::check_password(fields.raw("new")).err().map(|d| password_error(t, &d));
    }
    if wrong.repeat.is_none() && fields.raw("new") != fields.raw("repeat") {
        wrong.repeat = Some(t.field_password_differs().into_owned());
    }
    wrong
}

fn of_denial(t: &Texts, denial: Denial) -> Result<Wrong, AppError> {
    match (denial.code, denial.subject.as_str()) {
        (Code::SignIn, _) => {
            Ok(Wrong { current: Some(t.field_password_current_wrong().into_owned()), ..Wrong::default() })
        }
        (Code::Invalid, _) => Ok(Wrong { new: Some(password_error(t, &denial)), ..Wrong::default() }),
        _ => Err(denial.into()),
    }
}

/// What is wrong with a new password.
pub(super) fn password_error(t: &Texts, denial: &Denial) -> String {
    let limit = denial.figure.unwrap_or(0);
    match denial.subject.as_str() {
        "password-short" => t.field_password_short(limit),
        "password-long" => t.start_password_long(limit),
        _ => t.start_password_same().into_owned(),
    }
}
