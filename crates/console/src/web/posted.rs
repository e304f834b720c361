//! What a form sent, with its token checked, and what an address asks. Bad bytes are a clear answer, never a panic.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use cupo_app::error::AppError;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;
use cupo_http::limits::FORM_BYTES_MAX;
use subtle::ConstantTimeEq;

use crate::web::trouble::Trouble;
use crate::web::visit::Visit;

/// Most fields of a form.
const FIELDS_MAX: usize = 20_000;

/// Names with their values in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }
}

impl Fields {
    /// Whether nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the usual form of fields.
    ///
    /// # Errors
    /// E-INVALID when the bytes are not that form, E-SIZE when there are too many fields.
    pub fn read(bytes: &[u8]) -> Result<Self, Denial> {
        let bad = || Denial::new(Code::Invalid, "form");
        if !is_text(bytes) {
            return Err(Denial::new(Code::Invalid, blamed(bytes).unwrap_or_else(|| "form".to_owned())));
        }
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(bytes).map_err(|_| bad())?;
        if pairs.len() > FIELDS_MAX {
            return Err(Denial::new(Code::Size, "form").with_figure(i64::try_from(FIELDS_MAX).unwrap_or(0)));
        }
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            if name.contains('\0') {
                return Err(bad());
            }
            if value.contains('\0') {
                return Err(Denial::new(Code::Invalid, name));
            }
            fields.entry(name).or_default().push(value);
        }
        Ok(Self(fields))
    }

    /// The first value of a field, without blanks around; empty when it is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of a field as it came, for passwords.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// The first value of a field, if there is one that is not blank.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.some(name).is_some()
    }

    /// A whole number.
    ///
    /// # Errors
    /// E-INVALID with the field's name.
    pub fn number(&self, name: &str) -> Result<i64, Denial> {
        self.text(name).parse().map_err(|_| Denial::new(Code::Invalid, name))
    }

    /// Who of those that a page showed were ticked on it, and who were unticked: only what the person changed there, so
    /// that an older page in another tab takes nobody's ticks away. A page that does not say who were ticked when it was
    /// shown means all its ticks.
    ///
    /// # Errors
    /// E-INVALID with the field's name.
    pub fn ticks(&self) -> Result<(Vec<Guid>, Vec<Guid>), Denial> {
        let (ids, shown) = (self.guids("ids")?, self.guids("shown")?);
        let (was, tells) = (self.guids("was_ticked")?, self.ticked("tells_ticks"));
        let on = ids.iter().copied().filter(|id| !tells || !was.contains(id)).collect();
        let off = shown.into_iter().filter(|id| !ids.contains(id) && (!tells || was.contains(id))).collect();
        Ok((on, off))
    }

    /// Every value of a field as GUIDs.
    ///
    /// # Errors
    /// E-INVALID with the field's name.
    pub fn guids(&self, name: &str) -> Result<Vec<Guid>, Denial> {
        let parse = |text: &String| Guid::parse_str(text).map_err(|_| Denial::new(Code::Invalid, name));
        self.all(name).iter().map(parse).collect()
    }

    /// Every value of every field.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |v| (name.as_str(), v.as_str())))
    }

    /// Every field with its first value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|(name, values)| Some((name.as_str(), values.first()?.as_str())))
    }
}

/// The field whose value is no text, where its name is one.
fn blamed(bytes: &[u8]) -> Option<String> {
    let pairs = bytes.split(|byte| *byte == b'&');
    let mut named = pairs.filter_map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        Some((pair.get(..at)?, pair.get(at..)?))
    });
    let (name, _) = named.find(|(_, value)| !is_text(value))?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let fits = (1..=64).contains(&name.len()) && name.iter().all(plain);
    fits.then(|| String::from_utf8_lossy(name).into_owned())
}

/// Whether bytes are text once every `%` and two digits stand for their byte. Readers of forms and addresses would put
/// a stand-in where they are not, so that what is kept is not what was sent.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    let digit = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let escaped = digit(after.first()).zip(digit(after.get(1))).filter(|_| *first == b'%');
        let (byte, next) = match escaped.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) => (byte, after.get(2..).unwrap_or(&[])),
            None => (*first, after),
        };
        plain.push(byte);
        rest = next;
    }
    std::str::from_utf8(&plain).is_ok()
}

/// The fields of a form whose token was right.
pub struct Posted(pub Fields);

impl FromRequest<Hall> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, hall: &Hall) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, hall).await?;
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, hall).await.map_err(|rejected| {
            let most = i64::try_from(FORM_BYTES_MAX).unwrap_or(i64::MAX);
            AppError::from(match rejected.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Denial::new(Code::Size, "form").with_figure(most),
                _ => Denial::new(Code::Invalid, "form"),
            })
        })?;
        let fields = Fields::read(&bytes).map_err(AppError::from)?;
        check_token(&visit, fields.raw("csrf"))?;
        Ok(Self(fields))
    }
}

/// Refuses a form without the token of the session; a form of nobody has none to check.
///
/// # Errors
/// E-ROLE: the form is older than the session, or comes from elsewhere.
pub fn check_token(visit: &Visit, token: &str) -> Result<(), AppError> {
    let Some(who) = &visit.who else { return Ok(()) };
    let same: bool = who.csrf.as_bytes().ct_eq(token.as_bytes()).into();
    if same { Ok(()) } else { Err(AppError::denied(Code::Role, "form-token")) }
}

/// What the query of an address asks; one that cannot be read asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Asked(pub Fields);

impl FromRequestParts<Hall> for Asked {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Hall) -> Result<Self, Trouble> {
        let query = parts.uri.query().unwrap_or("");
        let of_address = |denial: Denial| {
            let subject = if denial.subject == "form" { "address".to_owned() } else { denial.subject };
            AppError::from(Denial { subject, ..denial })
        };
        Ok(Self(Fields::read(query.as_bytes()).map_err(of_address)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_refused_and_never_replaced() {
        for good in [&b"a=1&b=%C3%A9&c=+%25"[..], "a=é".as_bytes(), b"a=%zz&b=%", b""] {
            assert!(Fields::read(good).is_ok(), "{good:?}");
        }
        for (bad, place) in [
            (&b"a=%ff"[..], "a"),
            (b"q=1&user_name=%c3%28&b=2", "user_name"),
            (b"%fe=1", "form"),
            (b"a=1&b=\xff", "b"),
            (b"a=%c3", "a"),
            (b"a=%00", "a"),
            (b"%00=1", "form"),
            (b"%61b=%ff", "form"),
        ] {
            let denial = Fields::read(bad).unwrap_err();
            assert_eq!((denial.code, denial.subject.as_str()), (Code::Invalid, place), "{bad:?}");
        }
    }
}
