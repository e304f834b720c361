//! How trouble travels: handlers answer with it, one layer turns it into a page in the visitor's language. A defect is
//! logged with its chain; the person sees an id and a plain apology.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cupo_app::error::AppError;
use cupo_app::ids::{hex, random};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::guard::Barred;
use cupo_http::hall::Hall;

use crate::web::posted::is_text;
use crate::web::visit::Visit;
use crate::web::{entrance, error_page, typed};

/// Something that is answered with an error page.
#[derive(Clone, Debug)]
pub struct Trouble(Arc<AppError>);

impl<E: Into<AppError>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(Arc::new(error.into()))
    }
}

impl Trouble {
    /// The refusal, where it is one: a page may tell it at the place where it belongs.
    #[must_use]
    pub fn denial(&self) -> Option<&Denial> {
        match self.0.as_ref() {
            AppError::Denied(denial) => Some(denial),
            _ => None,
        }
    }
}

/// What the error page says.
#[derive(Clone, Debug)]
pub enum Problem {
    /// A refusal with its code.
    Denied(Denial),
    /// What was shown is no longer so.
    Changed,
    /// The database cannot work now.
    Unavailable,
    /// A defect, with the id under which it was logged.
    Defect(String),
}

impl Problem {
    /// The status that goes with it.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Denied(denial) => {
                StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Defect(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let problem = match self.0.as_ref() {
            AppError::Denied(denial) => Problem::Denied(denial.clone()),
            AppError::Changed(_) => Problem::Changed,
            AppError::Unavailable(text) | AppError::Crossed(text) => {
                tracing::warn!(%text, "the database cannot work now");
                Problem::Unavailable
            }
            AppError::Bug(text) => {
                let id = random::<6>().map_or_else(|_| "unknown".to_owned(), |bytes| hex(&bytes));
                tracing::error!(%text, %id, "defect");
                Problem::Defect(id)
            }
        };
        let mut response = (problem.status(), Body::empty()).into_response();
        response.extensions_mut().insert(problem);
        response
    }
}

/// Finds out who visits, once, and turns trouble into a page.
pub async fn pages(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = match Visit::from_request_parts(&mut parts, &hall).await {
        Ok(visit) => visit,
        Err(trouble) => return without_visit(&parts, &hall, trouble).await,
    };
    if !is_text(parts.uri.path().as_bytes()) {
        let problem = Problem::Denied(Denial::new(Code::Invalid, "address"));
        return error_page::render(&visit, &problem).await;
    }
    let (mut request, typed) = typed::take(&visit, Request::from_parts(parts, body)).await;
    let visit = Visit { typed: typed.map(Arc::new), ..visit };
    request.extensions_mut().insert(visit.clone());
    let response = next.run(request).await;
    match response.extensions().get::<Problem>() {
        Some(Problem::Denied(denial)) if denial.code == Code::SignIn && visit.typed.is_some() => {
            let problem = Problem::Denied(denial.clone());
            match entrance::signed_out(&visit) {
                Ok(page) => page,
                Err(_) => error_page::render(&visit, &problem).await,
            }
        }
        Some(problem) => error_page::render(&visit, &problem.clone()).await,
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => {
            error_page::no_method(visit, response.headers()).await
        }
        None => response,
    }
}

/// The page for a request that the shared guard did not let in. It lies around the guard, so nothing was asked yet.
pub async fn barred(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(Barred { denial, head }) = response.extensions().get::<Barred>().cloned() else {
        return response;
    };
    let visit = Visit::of_nobody(&head, &hall);
    let mut page = error_page::render(&visit, &Problem::Denied(denial)).await;
    *page.status_mut() = response.status();
    page
}

/// The page when not even the session can be read: whoever it is, in the language asked for.
async fn without_visit(head: &Parts, hall: &Hall, trouble: Trouble) -> Response {
    let response = trouble.into_response();
    match response.extensions().get::<Problem>() {
        Some(problem) => error_page::render(&Visit::of_nobody(head, hall), problem).await,
        None => response,
    }
}
