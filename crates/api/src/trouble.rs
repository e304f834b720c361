//! Everything that goes wrong as a problem of RFC 9457, in the language that was asked for. Defects show an apology and
//! a number; the log has the rest. It must never tell a caller what the inside looks like.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cupo_app::error::AppError;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::findings;
use cupo_http::lang::Lang;
use cupo_http::refusals::refusal_of;
use cupo_http::said::Texts;

use crate::caller::language;
use crate::wire::{Changed, Problem};

/// Seconds after which to try again when the server has too much to do.
const BUSY_SECONDS: i64 = 1;
/// What problems are called in answers.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Something that goes wrong, before it has its words.
#[derive(Clone, Debug, Default)]
pub struct Trouble(Box<Inside>);

#[derive(Clone, Debug, Default)]
struct Inside {
    status: u16,
    code: Option<Code>,
    subject: String,
    figure: Option<i64>,
    pointer: Option<String>,
    parameter: Option<String>,
    what: Option<String>,
    letter: Option<char>,
    line: Option<u64>,
    changed: Option<Changed>,
    defect: Option<String>,
}

impl Trouble {
    /// A refusal with its usual status.
    #[must_use]
    pub fn new(code: Code, subject: impl Into<String>) -> Self {
        Denial::new(code, subject).into()
    }

    /// Another status than the usual one of the code.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.0.status = status.as_u16();
        self
    }

    /// The place in the body.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.0.pointer = Some(pointer.into());
        self
    }

    /// The parameter or header.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>) -> Self {
        self.0.parameter = Some(name.into());
        self
    }

    /// What exactly is wrong, as a reader of the request said it.
    #[must_use]
    pub fn what(mut self, what: impl Into<String>) -> Self {
        self.0.what = Some(what.into());
        self
    }

    /// What changed since a preview, with names instead of keys.
    pub(crate) fn changed(changed: Changed) -> Self {
        let mut it = Self::new(Code::Changed, "preview").status(StatusCode::PRECONDITION_FAILED);
        it.0.changed = Some(changed);
        it
    }

    /// The code, if it is a refusal.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.0.code
    }

    /// The place in the body, for tests.
    #[cfg(test)]
    pub(crate) fn place(&self) -> &str {
        self.0.pointer.as_deref().unwrap_or("none")
    }

    fn defect(chain: String) -> Self {
        let number = cupo_app::ids::new_guid().map(|guid| guid.to_string()).unwrap_or_default();
        tracing::error!(defect = number, chain, "a request failed");
        Self(Box::new(Inside { status: 500, defect: Some(number), ..Inside::default() }))
    }

    fn problem(self, lang: Lang, instance: String) -> Problem {
        let it = *self.0;
        let t = Texts::get(lang);
        let Some(code) = it.code else {
            let number = it.defect.unwrap_or_default();
            return Problem {
                kind: "about:blank".to_owned(),
                title: t.api_defect_title().into_owned(),
                status: it.status,
                detail: t.api_defect_why(number),
                code: "E-DEFECT".to_owned(),
                remedy: t.api_defect_remedy().into_owned(),
                instance,
                ..Problem::default()
            };
        };
        let words = refusal_of(t, code, &it.subject);
        let what = it.what.or_else(|| it.letter.map(|letter| findings::letter(t, letter)));
        let detail = match (&what, it.figure) {
            (Some(what), _) => format!("{} {}", words.explanation, t.api_exactly(what)),
            (None, Some(figure)) => format!("{} {}", words.explanation, t.api_figure(figure, &it.subject)),
            (None, None) if it.subject.is_empty() => words.explanation,
            (None, None) => format!("{} {}", words.explanation, t.api_about(&it.subject)),
        };
        Problem {
            kind: format!("/api/v1/reference#{}", code.as_str().to_lowercase()),
            title: words.title,
            status: it.status,
            detail,
            code: code.as_str().to_owned(),
            rule: Some(words.rule.to_owned()).filter(|rule| !rule.is_empty()),
            remedy: words.remedy,
            pointer: it.pointer,
            parameter: it.parameter,
            line: it.line,
            figure: it.figure,
            changed: it.changed.map(Box::new),
            instance,
        }
    }
}

impl From<Denial> for Trouble {
    fn from(denial: Denial) -> Self {
        Self(Box::new(Inside {
            status: denial.code.http_status(),
            code: Some(denial.code),
            subject: denial.subject,
            figure: denial.figure,
            letter: denial.letter,
            ..Inside::default()
        }))
    }
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Denied(denial) => denial.into(),
            AppError::Unavailable(why) | AppError::Crossed(why) => {
                tracing::warn!(why, "a request could not be served now");
                Denial::new(Code::Busy, "database").into()
            }
            AppError::Changed(_) => {
                Self::new(Code::Changed, "preview").status(StatusCode::PRECONDITION_FAILED)
            }
            AppError::Bug(chain) => Self::defect(chain),
        }
    }
}

impl From<cupo_app::store::error::StoreError> for Trouble {
    fn from(error: cupo_app::store::error::StoreError) -> Self {
        AppError::from(error).into()
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every trouble its words, once the language of the request is known.
pub async fn words(request: Request, next: Next) -> Response {
    let lang = language(request.headers());
    let instance = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept-Language"));
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else { return response };
    told(trouble, lang, instance, response.headers().get(ALLOW).cloned())
}

fn told(trouble: Trouble, lang: Lang, instance: String, allow: Option<HeaderValue>) -> Response {
    let status = StatusCode::from_u16(trouble.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let retry = match trouble.code() {
        Some(Code::Rate) => trouble.0.figure,
        Some(Code::Busy) => Some(trouble.0.figure.unwrap_or(BUSY_SECONDS)),
        _ => None,
    };
    let problem = trouble.problem(lang, instance);
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let mut response = (status, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    headers.append(VARY, HeaderValue::from_static("Accept-Language"));
    if let Some(value) = retry.and_then(|seconds| seconds.to_string().parse().ok()) {
        headers.insert(RETRY_AFTER, value);
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"cupo\""));
    }
    if let Some(allow) = allow {
        headers.insert(ALLOW, allow);
    }
    response
}

/// The answer for addresses that are none.
pub async fn no_route() -> Trouble {
    Trouble::new(Code::NotFound, "address")
}

/// The answer for methods that an address does not have.
pub async fn no_method() -> Trouble {
    Trouble::new(Code::Invalid, "method").status(StatusCode::METHOD_NOT_ALLOWED)
}
