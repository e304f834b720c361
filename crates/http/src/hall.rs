//! What every surface's routes share: the use cases and how this server is reached.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use cupo_app::app::App;
use cupo_app::error::AppError;
use cupo_app::sign_in::SignedIn;

/// The name of the session cookie without TLS; with TLS it gets the prefix that binds it to this host.
const SESSION: &str = "cupo_session";

/// State of every route.
#[derive(Clone)]
pub struct Hall {
    /// The use cases.
    pub app: Arc<App>,
    /// The server is reached over TLS, so cookies must not travel without it.
    pub secure: bool,
    /// The server shows demo data: sign-in names the demo accounts, and messages can be read.
    pub demo: Option<Arc<DemoNotice>>,
}

/// What the sign-in page of a demo says.
#[derive(Clone, Debug, Default)]
pub struct DemoNotice {
    /// Role key, sign-in name and password of each demo account.
    pub accounts: Vec<(String, String, String)>,
}

impl Hall {
    /// The name of the session cookie.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-cupo_session" } else { SESSION }
    }

    /// The session token a request carries.
    #[must_use]
    pub fn token(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, self.session_cookie())
    }

    /// Who sends a request; none when nobody is signed in.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn who(&self, headers: &HeaderMap) -> Result<Option<SignedIn>, AppError> {
        match self.token(headers) {
            Some(token) => self.app.who(&token).await,
            None => Ok(None),
        }
    }

    /// The `Set-Cookie` that begins a session.
    #[must_use]
    pub fn begin_session(&self, token: &str) -> String {
        format!("{}={token}; {}", self.session_cookie(), self.attributes())
    }

    /// The `Set-Cookie` that ends a session.
    #[must_use]
    pub fn end_session(&self) -> String {
        format!("{}=; Max-Age=0; {}", self.session_cookie(), self.attributes())
    }

    /// The `Set-Cookie` that remembers a choice of the person for a year, such as the language.
    #[must_use]
    pub fn remember(&self, name: &str, value: &str) -> String {
        format!("{name}={value}; Max-Age=31536000; {}", self.attributes())
    }

    fn attributes(&self) -> &'static str {
        if self.secure { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
    }
}

/// The value of a cookie: the first of that name with printable ASCII of sensible length.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    const LENGTH_MAX: usize = 256;
    let pairs = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && value.len() <= LENGTH_MAX)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_exact_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "xcupo_session=no; cupo_session=abc; other=1".parse().unwrap());
        assert_eq!(cookie(&headers, "cupo_session").as_deref(), Some("abc"));
        assert_eq!(cookie(&headers, "cupo"), None);
    }
}
