//! What a form said that was not taken: its session had ended, or the page that answers it shall be read in the other
//! language. It goes back to the browser that sent it and can be sent from there again. Nothing of it is kept on the
//! server, and neither a password nor a product key goes back.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::web::posted::Fields;
use crate::web::visit::{Visit, local};

/// Bytes of the largest form that is given back.
const TYPED_BYTES_MAX: usize = 64 * 1024;
/// The fields that carry it through signing in.
const AGAIN: &str = "again";
const TYPED: &str = "typed";

/// A form that was not taken.
#[derive(Clone, Debug)]
pub struct Typed {
    again: String,
    fields: Fields,
}

impl Typed {
    /// What came with the form to sign in or to change the language; none for an address of another server.
    #[must_use]
    pub fn carried(fields: &Fields) -> Option<Self> {
        let again = Some(local(fields.text(AGAIN))).filter(|again| is_kept(again))?;
        let fields = Fields::read(fields.raw(TYPED).as_bytes()).ok()?;
        Some(Self { again: again.to_owned(), fields })
    }

    /// Where it was sent, and is sent again.
    #[must_use]
    pub fn again(&self) -> &str {
        &self.again
    }

    /// Its fields without what belongs to the old session, and without passwords and product keys.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let stays = |name: &str| !matches!(name, "csrf" | "fragment" | "key") && !name.contains("password");
        let stays = self.fields.pairs().filter(|(name, _)| stays(name));
        stays.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// It as fields of the form to sign in or to change the language.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        let typed = serde_html_form::to_string(self.fields()).unwrap_or_default();
        vec![(AGAIN.to_owned(), self.again.clone()), (TYPED.to_owned(), typed)]
    }
}

/// Addresses whose forms are given back: those in which people work.
fn is_kept(address: &str) -> bool {
    address.starts_with("/c/") || address.starts_with("/customers/new")
}

/// Reads a form whose answer is a page, as long as it is small, and hands the request on as it came.
pub async fn take(visit: &Visit, request: Request) -> (Request, Option<Typed>) {
    if !is_taken(visit, &request) {
        return (request, None);
    }
    let (head, body) = request.into_parts();
    // A body that breaks off is none; whoever reads it next finds nothing there and says so.
    let bytes = to_bytes(body, TYPED_BYTES_MAX).await.unwrap_or_default();
    let fields = Fields::read(&bytes).ok();
    let typed = fields.map(|fields| Typed { again: local(&visit.here).to_owned(), fields });
    (Request::from_parts(head, Body::from(bytes)), typed)
}

fn is_taken(visit: &Visit, request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let form = header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let length = header(CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    let small = length.is_some_and(|length| length <= TYPED_BYTES_MAX);
    let page = !visit.fragment && request.method() == Method::POST;
    page && form && small && is_kept(&visit.here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_travels_without_passwords_and_stays_on_this_server() {
        let sent =
            Fields::read(b"csrf=old&department=R%26D&role=a&role=b&password=x&new_password=y&key=z").unwrap();
        let typed = Typed { again: "/c/1/settings?x=1".to_owned(), fields: sent };
        let carried: Fields = typed.hidden().into_iter().collect();
        let typed = Typed::carried(&carried).unwrap();
        assert_eq!(typed.again(), "/c/1/settings?x=1");
        let expected = [("department", "R&D"), ("role", "a"), ("role", "b")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(typed.fields(), expected);
        for evil in ["//evil.example/c/", "https://evil.example", "", "/account/password"] {
            let fields = [(AGAIN.to_owned(), evil.to_owned()), (TYPED.to_owned(), "a=b".to_owned())];
            assert!(Typed::carried(&fields.into_iter().collect()).is_none(), "{evil}");
        }
    }
}
