//! Who asks, and in which language. Nothing that comes over the network can name somebody: only a bearer token can.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use axum::http::request::Parts;
use cupo_app::accounts::{Asking, limited};
use cupo_app::app::App;
use cupo_app::error::AppError;
use cupo_app::store::operations::Once;
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, Actor, Caller, Permit, Role};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use cupo_http::lang::Lang;

use crate::desk::Desk;
use crate::trouble::Trouble;

/// Longest bearer token that is looked at.
const TOKEN_MAX: usize = 256;

/// The person at the command line, who asks in process (D-11): the name of the system's user. A request carries it as
/// an extension, which no header can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalOperator(pub String);

/// Where an import counts the rows it has read, for whoever asks in process and waits. As with [`LocalOperator`], no
/// header can set it.
#[derive(Clone, Debug, Default)]
pub struct RowsRead(pub Arc<AtomicU64>);

impl RowsRead {
    /// What hears how many rows were read, for a request; where nobody waits, nothing does.
    pub(crate) fn of(request: &Request) -> impl FnMut(u64) + use<> {
        let counted = request.extensions().get::<Self>().cloned();
        move |rows| {
            if let Some(Self(count)) = &counted {
                count.store(rows, Ordering::Relaxed);
            }
        }
    }
}

/// A request of somebody who is known.
#[derive(Clone)]
pub struct Visit {
    /// The use cases and limits.
    pub desk: Desk,
    /// The language of sentences.
    pub lang: Lang,
    /// Who asks.
    pub caller: Caller,
    /// Whose previews: a number that is below zero for a program and 0 at the command line.
    pub owner: i64,
    /// Whose keys of requests.
    pub name: String,
    /// Through which door.
    pub channel: &'static str,
}

/// A customer with a permit for what is asked there.
#[derive(Clone, Debug)]
pub struct At {
    /// The customer.
    pub organisation: Organisation,
    /// The permit.
    pub permit: Permit,
}

impl Visit {
    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.desk.app
    }

    /// A customer of the address with a permit.
    ///
    /// # Errors
    /// E-SCOPE for unknown, malformed and foreign ids alike (D-27), E-ROLE, E-CLOUD.
    pub async fn at(&self, customer: &str, action: Action) -> Result<At, Trouble> {
        let guid = Guid::parse_str(customer).map_err(|_| AppError::denied(Code::Scope, "customer"))?;
        let (organisation, permit) = self.app().permit(&self.caller, action, guid).await?;
        Ok(At { organisation, permit })
    }

    /// Whoever may see anything of a customer, for what is looked up before the right permit is known.
    ///
    /// # Errors
    /// E-SCOPE, E-ROLE.
    pub async fn looking(&self, customer: &str) -> Result<At, Trouble> {
        let refused = |got: &Result<At, Trouble>| {
            got.as_ref().err().is_some_and(|it| matches!(it.code(), Some(Code::Role | Code::Cloud)))
        };
        let got = self.at(customer, Action::View).await;
        // An agent sees nothing of its own organization but what it creates for it.
        if refused(&got)
            && let Ok(at) = self.at(customer, Action::CreateCustomers).await
        {
            return Ok(at);
        }
        if refused(&got) { self.at(customer, Action::ViewSubscriptions).await } else { got }
    }

    /// What use cases about accounts and purchases want to know of who asks.
    #[must_use]
    pub fn asking<'a>(&self, at: &'a At, once: Option<&'a Once>) -> Asking<'a> {
        Asking {
            permit: &at.permit,
            organisation: &at.organisation,
            limited: limited(&self.caller),
            owner: self.owner,
            channel: self.channel,
            once,
            reason: "",
        }
    }
}

/// The language a request asks for.
#[must_use]
pub fn language(headers: &axum::http::HeaderMap) -> Lang {
    Lang::negotiate(None, headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()))
}

impl FromRequestParts<Desk> for Visit {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Trouble> {
        let lang = language(&parts.headers);
        if let Some(LocalOperator(name)) = parts.extensions.get() {
            let actor = Actor::Operator { name: name.clone() };
            let caller = Caller { actor, roles: [Role::Operator].into() };
            let name = format!("operator:{name}");
            return Ok(Self { desk: desk.clone(), lang, caller, owner: 0, name, channel: "cli" });
        }
        let token = bearer(parts).ok_or_else(|| AppError::denied(Code::SignIn, "token"))?;
        let program = desk.app.program_of_token(&token).await?;
        let program = program.ok_or_else(|| AppError::denied(Code::SignIn, "token"))?;
        desk.throttle.admit(&program.client_id, desk.app.clock().security_now())?;
        Ok(Self {
            desk: desk.clone(),
            lang,
            caller: program.caller,
            owner: program.owner,
            name: format!("app:{}", program.client_id),
            channel: "api",
        })
    }
}

fn bearer(parts: &Parts) -> Option<String> {
    let text = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= TOKEN_MAX;
    fits.then(|| token.to_owned())
}
