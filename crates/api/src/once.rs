//! Requests that are done once, however often they are sent: the key of a request, and what came of it before.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use cupo_app::answers::Before;
use cupo_app::ids::hex;
use cupo_app::store::operations::Once;
use cupo_domain::refusal::Code;
use sha2::{Digest, Sha256};

use crate::caller::{At, Visit};
use crate::desk::Desk;
use crate::trouble::Trouble;

/// The header.
pub const HEADER: &str = "Idempotency-Key";
/// What is published about it.
pub const MEANS: &str = "Up to 100 visible characters, chosen by the program. The same key with the same body does the \
    work once, however often the request is sent and whatever happens between; with another body it is refused with \
    E-KEY. What is told only once, a password or a secret, is null when the answer is given again.";
/// What is published about the refusal.
pub const REFUSED: &str = "The key was used with another body (E-KEY).";
/// Longest key.
const KEY_MAX: usize = 100;

/// The key of a request, if it has one.
pub struct Key(Option<String>);

impl FromRequestParts<Desk> for Key {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Self, Trouble> {
        let Some(value) = parts.headers.get(HeaderName::from_static("idempotency-key")) else {
            return Ok(Self(None));
        };
        let fits = |text: &&str| {
            !text.is_empty() && text.len() <= KEY_MAX && text.chars().all(|c| c.is_ascii_graphic())
        };
        match value.to_str().ok().filter(fits) {
            Some(text) => Ok(Self(Some(text.to_owned()))),
            None => Err(Trouble::new(Code::Invalid, "key").parameter(HEADER)),
        }
    }
}

impl Key {
    /// The key with what is asked: another question with the same body is another request.
    #[must_use]
    pub fn asking(self, visit: &Visit, what: &str, body: &[u8]) -> Option<Once> {
        let key = self.0?;
        let hash = Sha256::new().chain_update(what).chain_update(body).finalize();
        Some(Once { by: visit.name.clone(), key, body: hex(&hash) })
    }
}

/// The refusal of a key that was sent with another request.
#[must_use]
pub fn other() -> Trouble {
    Trouble::new(Code::Key, HEADER).parameter(HEADER)
}

/// What came of the same request before.
///
/// # Errors
/// E-KEY for another request with the same key, failures of the store.
pub async fn before(visit: &Visit, at: &At, once: Option<&Once>) -> Result<Option<Before>, Trouble> {
    let Some(once) = once else { return Ok(None) };
    visit.app().before(&at.permit, once).await.map_err(|error| {
        let trouble = Trouble::from(error);
        if trouble.code() == Some(Code::Key) { trouble.parameter(HEADER) } else { trouble }
    })
}

/// What came of the same request, which may have been sent twice at the same time, or why this one failed.
///
/// # Errors
/// Why it failed, where nothing came of it.
pub async fn instead(
    visit: &Visit,
    at: &At,
    (once, failed): (Option<&Once>, Trouble),
) -> Result<Before, Trouble> {
    before(visit, at, once).await?.ok_or(failed)
}
