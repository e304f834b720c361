//! The interface of a server, over HTTP. A request that may have been lost is sent again only when it can do no harm
//! twice. It must never show the token.

use std::io::Read;
use std::time::Duration;

use axum::http::{Method, header};
use cupo_api::wire::Token;
use cupo_http::lang::Lang;

use super::{Ask, Body, PIECES_MAX, Pieces, Reply, failure};
use crate::config::Auth;
use crate::failure::Failure;

/// How often a busy server or a lost connection is tried again.
const RETRIES_MAX: u32 = 4;
/// Longest pause between two tries.
const PAUSE_SECONDS_MAX: u64 = 20;
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// Longest wait for an answer: a strict change of 50,000 users is one request.
const ANSWER: Duration = Duration::from_secs(300);
/// Most bytes of an answer; lists come in pages far below it.
const REPLY_BYTES_MAX: u64 = 64 << 20;

/// Bytes of a file that are read at once.
const PIECE_BYTES: usize = 1 << 16;

/// A server.
pub struct Remote {
    url: String,
    token: Option<String>,
    agent: ureq::Agent,
    lang: Lang,
}

impl Remote {
    /// Gets ready to ask a server; makes a token of client credentials.
    ///
    /// # Errors
    /// When client credentials are refused.
    pub async fn new(url: String, auth: Auth, lang: Lang) -> Result<Self, Failure> {
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .tls_config(tls)
            .user_agent(concat!("cupo/", env!("CARGO_PKG_VERSION")))
            .build();
        let mut it = Self { url, token: None, agent: config.into(), lang };
        it.token = match auth {
            Auth::Token(token) => Some(token),
            Auth::Client { id, secret } => Some(it.token(&id, &secret).await?.access_token),
            Auth::Nobody => None,
        };
        Ok(it)
    }

    async fn token(&self, id: &str, secret: &str) -> Result<Token, Failure> {
        let reply = self.send(Ask::post("/token", token_form(id, secret)?)).await?;
        if reply.status != 200 {
            return Err(super::refusal(&reply));
        }
        serde_json::from_slice(&reply.body)
            .map_err(|e| Failure::new(failure::DEFECT, format!("the answer cannot be understood: {e}")))
    }

    pub(super) async fn send(&self, ask: Ask) -> Result<Reply, Failure> {
        // What only looks, and what is done once however often it is sent, may be sent again.
        let again = ask.method == Method::GET || ask.key.is_some();
        let mut tries = 0;
        loop {
            let (agent, url, token) = (self.agent.clone(), self.url.clone(), self.token.clone());
            let (this, lang) = (ask.clone(), self.lang);
            let asked = move || send(&agent, &url, (token.as_deref(), lang), &this);
            let answer = tokio::task::spawn_blocking(asked);
            let answer = answer
                .await
                .map_err(|e| Failure::new(failure::DEFECT, format!("asking the server broke off: {e}")))?;
            let pause = match &answer {
                Ok(reply) if matches!(reply.status, 429 | 503) => Some(reply.retry_after.unwrap_or(1)),
                Err(failure) if again && failure.code == failure::UNAVAILABLE => Some(1 << tries),
                _ => None,
            };
            match pause.filter(|_| tries < RETRIES_MAX) {
                Some(seconds) => {
                    tokio::time::sleep(Duration::from_secs(seconds.clamp(1, PAUSE_SECONDS_MAX))).await;
                }
                None => return answer,
            }
            tries += 1;
        }
    }
}

impl Remote {
    /// The pieces of an answer, or what was refused.
    pub(super) fn pieces(&self, ask: Ask) -> Pieces {
        let (agent, url, token, lang) = (self.agent.clone(), self.url.clone(), self.token.clone(), self.lang);
        let (send, pieces) = tokio::sync::mpsc::channel(PIECES_MAX);
        tokio::task::spawn_blocking(move || {
            let mut response = match answer(&agent, &url, (token.as_deref(), lang), &ask) {
                Ok(response) => response,
                Err(failure) => return drop(send.blocking_send(Err(failure))),
            };
            let status = response.status().as_u16();
            if !(200..300).contains(&status) {
                let body = response.body_mut().with_config().limit(REPLY_BYTES_MAX).read_to_vec();
                let reply = Reply { status, body: body.unwrap_or_default(), retry_after: None };
                return drop(send.blocking_send(Err(super::refusal(&reply))));
            }
            let mut reader = response.body_mut().as_reader();
            loop {
                let mut piece = vec![0; PIECE_BYTES];
                let read = match reader.read(&mut piece) {
                    Ok(0) => return,
                    Ok(read) => read,
                    Err(error) => return drop(send.blocking_send(Err(super::broken_off(&error)))),
                };
                piece.truncate(read);
                // Nobody reads any more.
                if send.blocking_send(Ok(piece)).is_err() {
                    return;
                }
            }
        });
        pieces
    }
}

/// The form with which a token is asked for.
///
/// # Errors
/// Never in practice.
pub fn token_form(id: &str, secret: &str) -> Result<Body, Failure> {
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    let text = serde_html_form::to_string(fields)
        .map_err(|e| Failure::new(failure::DEFECT, format!("writing a form: {e}")))?;
    Ok(Body::Form(text.into_bytes()))
}

fn send(
    agent: &ureq::Agent,
    url: &str,
    (token, lang): (Option<&str>, Lang),
    ask: &Ask,
) -> Result<Reply, Failure> {
    let mut response = answer(agent, url, (token, lang), ask)?;
    let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|v| v.to_str().ok()?.parse().ok());
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(REPLY_BYTES_MAX).read_to_vec();
    Ok(Reply { status, body: body.map_err(|e| lost(url, &e))?, retry_after })
}

fn lost(url: &str, error: &ureq::Error) -> Failure {
    let sentence = format!("no answer from {url}: {error}; is the address right, and is it running?");
    Failure::new(failure::UNAVAILABLE, sentence)
}

fn answer(
    agent: &ureq::Agent,
    url: &str,
    (token, lang): (Option<&str>, Lang),
    ask: &Ask,
) -> Result<axum::http::Response<ureq::Body>, Failure> {
    let mut request = axum::http::Request::builder()
        .method(&ask.method)
        .uri(format!("{url}/api/v1{}", ask.path))
        .header(header::ACCEPT_LANGUAGE, lang.code());
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some(kind) = ask.body.content_type() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if let Some(kind) = ask.accept {
        request = request.header(header::ACCEPT, kind);
    }
    if let Some(key) = &ask.key {
        request = request.header("idempotency-key", key);
    }
    let body = match &ask.body {
        Body::Empty => ureq::SendBody::none(),
        Body::Json(bytes) | Body::Form(bytes) => {
            ureq::SendBody::from_owned_reader(std::io::Cursor::new(bytes.clone()))
        }
        Body::Csv(path) => {
            let file =
                std::fs::File::open(path).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
            ureq::SendBody::from_owned_reader(file)
        }
    };
    let request =
        request.body(body).map_err(|e| Failure::usage(format!("this cannot be asked of {url}: {e}")))?;
    agent.run(request).map_err(|e| lost(url, &e))
}
