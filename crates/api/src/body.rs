//! Reading bodies and queries: with a limit, a depth, and the place of every mistake. It must never guess what was meant.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use cupo_domain::refusal::{Code, Denial};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::desk::Desk;
use crate::trouble::Trouble;
use crate::wire::PLACE_END;

/// Most bytes of a body of JSON: fifty thousand users by name fit twice.
pub const JSON_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most bytes of the form that asks for a token.
const TOKEN_BYTES_MAX: usize = 4 * 1024;

/// A body of JSON with the bytes it was read from.
pub struct Json<T> {
    /// What was read.
    pub value: T,
    /// What was sent.
    pub bytes: axum::body::Bytes,
}

/// The query of an address.
pub struct Query<T>(pub T);

/// A small form.
pub struct Form<T>(pub T);

/// A place in a body as RFC 6901 writes it.
#[must_use]
pub fn pointer(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                text.push('/');
                text.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Unknown => {}
        }
    }
    text
}

/// Reads JSON, or says where it is wrong.
///
/// # Errors
/// E-INVALID with the place.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let outside = pointer(error.path());
        let text = error.into_inner().to_string();
        let (inside, what) = text.split_once(PLACE_END).unwrap_or(("", &text));
        let place = format!("{outside}{inside}");
        Trouble::new(Code::Invalid, "body").pointer(place).what(shortened(what))
    })?;
    match reader.end() {
        Ok(()) => Ok(read),
        Err(error) => {
            Err(Trouble::new(Code::Invalid, "body").pointer("").what(shortened(&error.to_string())))
        }
    }
}

/// A message may repeat what was sent; a long one is cut.
fn shortened(what: &str) -> String {
    const LETTERS_MAX: usize = 300;
    what.chars().filter(|letter| !letter.is_control()).take(LETTERS_MAX).collect()
}

impl<T: DeserializeOwned> FromRequest<Desk> for Json<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &Desk) -> Result<Self, Trouble> {
        must_be(request.headers(), "application/json")?;
        let bytes = whole(request, JSON_BYTES_MAX).await?;
        Ok(Self { value: json(&bytes)?, bytes })
    }
}

impl<T: DeserializeOwned> FromRequest<Desk> for Form<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &Desk) -> Result<Self, Trouble> {
        must_be(request.headers(), "application/x-www-form-urlencoded")?;
        let bytes = whole(request, TOKEN_BYTES_MAX).await?;
        from_form(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequestParts<Desk> for Query<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Self, Trouble> {
        from_form(parts.uri.query().unwrap_or("").as_bytes()).map(Self)
    }
}

fn from_form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    let reader = serde_html_form::Deserializer::from_bytes(bytes);
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let name = error.path().iter().find_map(|segment| match segment {
            Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        let what = shortened(&error.into_inner().to_string());
        // An unknown name is in the message and not in the path.
        let named = name.or_else(|| what.split('`').nth(1).map(str::to_owned));
        let trouble = Trouble::new(Code::Invalid, "parameter").what(what);
        named.map_or(trouble.clone(), |name| trouble.parameter(name))
    })
}

/// The body is of this type of content.
///
/// # Errors
/// 415 with the header.
pub(crate) fn must_be(headers: &HeaderMap, wanted: &str) -> Result<(), Trouble> {
    let found = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = found.split(';').next().unwrap_or("").trim();
    if kind.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    let trouble = Trouble::new(Code::Invalid, wanted).parameter("Content-Type");
    Err(trouble.status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
}

/// The whole body, when it is not too long and comes to an end.
async fn whole(request: Request, most: usize) -> Result<axum::body::Bytes, Trouble> {
    let declared = request.headers().get(axum::http::header::CONTENT_LENGTH);
    let declared = declared.and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok());
    let too_long = || Denial::new(Code::Size, "body").with_figure(i64::try_from(most).unwrap_or(i64::MAX));
    if declared.is_some_and(|length| length > most) {
        return Err(too_long().into());
    }
    to_bytes(request.into_body(), most).await.map_err(|error| {
        if std::error::Error::source(&error).is_some_and(|cause| cause.to_string().contains("length limit")) {
            return too_long().into();
        }
        Trouble::new(Code::Invalid, "body").status(StatusCode::REQUEST_TIMEOUT)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Apply, Decide};

    fn place<T: DeserializeOwned>(text: &str) -> String {
        match json::<T>(text.as_bytes()) {
            Ok(_) => panic!("{text} was read"),
            Err(trouble) => trouble.place().to_owned(),
        }
    }

    #[test]
    fn every_mistake_has_its_place() {
        assert_eq!(place::<Decide>(r#"{"command":{"kind":"undo","operation":1}}"#), "/command/operation");
        assert_eq!(place::<Decide>(r#"{"command":{"kind":"undo","operation":"x"},"more":1}"#), "/more");
        assert_eq!(place::<Apply>(r#"{"preview":1,"digest":""}"#), "/preview");
        assert_eq!(place::<Apply>("{"), "");
        assert_eq!(place::<Apply>(r#"{"preview":"a","digest":"b"} x"#), "");
    }

    #[test]
    fn deep_bodies_are_refused_and_not_followed() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(json::<serde_json::Value>(deep.as_bytes()).is_err());
    }
}
