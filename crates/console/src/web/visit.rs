//! A visit: the language, who is signed in, where the page is. Every handler begins with one.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, LOCATION};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use cupo_app::error::AppError;
use cupo_app::sign_in::SignedIn;
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, Permit};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use cupo_http::hall::{Hall, cookie};

use crate::lang::Lang;
use crate::texts::Texts;
use crate::web::trouble::Trouble;
use crate::web::typed::Typed;

/// A request of anybody.
#[derive(Clone)]
pub struct Visit {
    /// The use cases.
    pub hall: Hall,
    /// The language of the page.
    pub lang: Lang,
    /// Address with query.
    pub here: String,
    /// Who is signed in.
    pub who: Option<SignedIn>,
    /// The session token.
    pub token: Option<String>,
    /// The script asks for parts of a page and not for a page.
    pub fragment: bool,
    /// What the form said that the page answers; none for addresses that are only asked for.
    pub typed: Option<Arc<Typed>>,
}

/// A request of somebody who is signed in and has no password to change first.
#[derive(Clone)]
pub struct Signed {
    /// The request.
    pub visit: Visit,
    /// Who it is.
    pub who: SignedIn,
}

/// A customer with a permit for what the visitor wants there.
#[derive(Clone, Debug)]
pub struct At {
    /// The customer.
    pub organisation: Organisation,
    /// The permit.
    pub permit: Permit,
}

impl Visit {
    /// The texts of the page's language.
    #[must_use]
    pub fn t(&self) -> &'static Texts {
        Texts::get(self.lang)
    }

    /// A request without asking whose session it is.
    #[must_use]
    pub fn of_nobody(head: &Parts, hall: &Hall) -> Self {
        let accepted = head.headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        let lang = Lang::negotiate(cookie(&head.headers, Lang::COOKIE).as_deref(), accepted);
        let here = head.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let fragment = head.headers.contains_key("x-fragment");
        Self { hall: hall.clone(), lang, here, who: None, token: None, fragment, typed: None }
    }
}

impl Signed {
    /// The texts of the page's language.
    #[must_use]
    pub fn t(&self) -> &'static Texts {
        self.visit.t()
    }

    /// Whose selection and previews: the signed-in user.
    #[must_use]
    pub fn owner(&self) -> i64 {
        self.who.user.0
    }

    /// A customer of the address with a permit.
    ///
    /// # Errors
    /// E-SCOPE for unknown, malformed and foreign ids alike, E-ROLE, E-CLOUD.
    pub async fn at(&self, customer: &str, action: Action) -> Result<At, AppError> {
        let guid = Guid::parse_str(customer).map_err(|_| AppError::denied(Code::Scope, "customer"))?;
        let (organisation, permit) = self.visit.hall.app.permit(&self.who.caller, action, guid).await?;
        Ok(At { organisation, permit })
    }

    /// Whether the visitor may do something at a customer, for what a page offers.
    #[must_use]
    pub fn may(&self, action: Action, at: &Organisation) -> bool {
        cupo_domain::access::permit(&self.who.caller, action, &at.territory()).is_ok()
    }
}

impl FromRequestParts<Hall> for Visit {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Trouble> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let token = hall.token(&parts.headers);
        let who = hall.who(&parts.headers).await?;
        Ok(Self { who, token, ..Self::of_nobody(parts, hall) })
    }
}

/// What stands between a visitor and a page.
pub enum Turned {
    /// Go there first.
    Elsewhere(Response),
    /// Something is wrong.
    Trouble(Trouble),
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        match self {
            Self::Elsewhere(response) => response,
            Self::Trouble(trouble) => trouble.into_response(),
        }
    }
}

impl FromRequestParts<Hall> for Signed {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Turned> {
        let visit = Visit::from_request_parts(parts, hall).await.map_err(Turned::Trouble)?;
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        match visit.who.clone() {
            Some(who) if who.must_change && parts.uri.path() != "/account/password" => {
                Err(Turned::Elsewhere(see("/account/password")))
            }
            Some(who) => Ok(Self { visit, who }),
            None if reads => {
                let next = serde_html_form::to_string([("next", visit.here.as_str())]).unwrap_or_default();
                Err(Turned::Elsewhere(see(&format!("/sign-in?{next}"))))
            }
            None => Err(Turned::Trouble(AppError::denied(Code::SignIn, "session").into())),
        }
    }
}

/// Post, redirect, get.
#[must_use]
pub fn see(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}

/// Only addresses of this console: one slash, then no other slash or backslash, and no control characters.
#[must_use]
pub fn local(address: &str) -> &str {
    let second = address.as_bytes().get(1).copied();
    let fine = address.starts_with('/')
        && !matches!(second, Some(b'/' | b'\\'))
        && !address.chars().any(char::is_control)
        && address.is_ascii();
    if fine { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_addresses_of_this_console_are_followed() {
        assert_eq!(local("/c/1/users?q=a"), "/c/1/users?q=a");
        for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local(evil), "/", "{evil:?}");
        }
    }
}
