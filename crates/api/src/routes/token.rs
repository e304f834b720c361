//! Access tokens for client credentials (RFC 6749, section 4.4).

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cupo_app::programs::TOKEN_SECONDS;
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Form;
use crate::desk::Desk;
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::Token;

/// What asking for a token says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TokenRequest {
    /// Always `client_credentials`.
    grant_type: String,
    /// The client's identity; may be in the header `Authorization: Basic …` instead.
    #[serde(default)]
    client_id: Option<String>,
    /// The client's secret; may be in the header `Authorization: Basic …` instead.
    #[serde(default)]
    client_secret: Option<String>,
    /// Accepted and not used: what a client may do is its role.
    #[serde(default)]
    scope: Option<String>,
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(("POST", "/token"), "createToken", "Tokens", "Get an access token", post(create))
            .open()
            .detail("Client credentials come from `POST /apps`. A token is good for one hour; ask again before it ends.")
            .takes::<TokenRequest>("application/x-www-form-urlencoded")
            .answers::<Token>(200, "The token.")
            .refuses(401, "The client or its secret is wrong."),
    ]
}

async fn create(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Form(asked): Form<TokenRequest>,
) -> Result<Response, Trouble> {
    if asked.grant_type != "client_credentials" {
        return Err(Trouble::new(Code::Invalid, "grant_type").parameter("grant_type"));
    }
    drop(asked.scope);
    let said = asked.client_id.zip(asked.client_secret).or_else(|| basic(&headers));
    let (client, secret) =
        said.ok_or_else(|| Trouble::new(Code::Invalid, "client_id").parameter("client_id"))?;
    // Guessing is as slow for one client as anything else, and never slows another.
    desk.throttle
        .admit(&format!("token {}", client.get(..64).unwrap_or(&client)), desk.app.clock().security_now())?;
    let access_token = desk.app.issue_token(&client, &secret).await?;
    let token = Token { access_token, token_type: "Bearer".to_owned(), expires_in: TOKEN_SECONDS };
    Ok((StatusCode::OK, [(CACHE_CONTROL, "no-store")], axum::Json(token)).into_response())
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let encoded = text.strip_prefix("Basic ").or_else(|| text.strip_prefix("basic "))?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client, secret) = decoded.split_once(':')?;
    Some((client.to_owned(), secret.to_owned()))
}
