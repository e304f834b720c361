//! Layers around every route: strict headers, and no change by a request that another site sends. Must never word a
//! refusal for people: it hands the reason on with the answer, and the surface asked says it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, EXPECT, HOST, ORIGIN, REFERRER_POLICY, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cupo_domain::refusal::{Code, Denial};
use futures::StreamExt;
use futures::stream::try_unfold;
use tokio::time::{Sleep, sleep};

use crate::limits::{
    BODY_BYTES_MIN, REQUEST_SECONDS_MAX, UNWANTED_BYTES_MAX, UNWANTED_SECONDS_MAX, URI_BYTES_MAX,
};

/// No inline script or style, nothing from elsewhere, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// When to ask again what cannot be answered now: a full line of changes is worked off in less.
const RETRY_SECONDS: &str = "1";

/// Adds the headers that every answer carries.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if unavailable {
        headers.entry(RETRY_AFTER).or_insert(HeaderValue::from_static(RETRY_SECONDS));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How long a body may say next to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience(pub Duration);

impl Default for Patience {
    fn default() -> Self {
        Self(Duration::from_secs(REQUEST_SECONDS_MAX))
    }
}

/// Gives up bodies that come so slowly that they never end. Of a body that nobody wanted, as when the answer is a refusal,
/// a little is still heard, so that the connection can be kept; after more than that the answer says that it ends.
pub async fn brisk(State(patience): State<Patience>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(head, body)).await;
    }
    // Whoever waits to be asked for the body has not sent any of it.
    let waits = head.headers.contains_key(EXPECT);
    let unheard = Unheard::default();
    let listening = Listening {
        pieces: Some(body.into_data_stream()),
        patience: patience.0,
        window: Box::pin(sleep(patience.0)),
        heard: 0,
        unheard: unheard.clone(),
    };
    let body = Body::from_stream(try_unfold(listening, Listening::next));
    let mut response = next.run(Request::from_parts(head, body)).await;
    let ends = match unheard.take() {
        Left::Nothing => false,
        Left::Broken => true,
        Left::Pieces(pieces, begun) => (waits && !begun) || !heard_out(pieces, patience.0).await,
    };
    if ends {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Whether the rest of a body came to its end while it was small and came at once.
async fn heard_out(mut pieces: BodyDataStream, patience: Duration) -> bool {
    let hearing = async {
        let mut heard = 0;
        while let Some(piece) = pieces.next().await {
            heard += piece.map_or(usize::MAX, |piece| piece.len());
            if heard > UNWANTED_BYTES_MAX {
                return false;
            }
        }
        true
    };
    let most = patience.min(Duration::from_secs(UNWANTED_SECONDS_MAX));
    tokio::time::timeout(most, hearing).await.unwrap_or(false)
}

/// What is left of a body once nobody reads it any more.
#[derive(Default)]
enum Left {
    /// It was read to its end, or is being read.
    #[default]
    Nothing,
    /// What follows, and whether anything was read before.
    Pieces(BodyDataStream, bool),
    /// Nothing more can be heard.
    Broken,
}

/// Where a body leaves what nobody read of it.
#[derive(Clone, Default)]
struct Unheard(Arc<Mutex<Left>>);

impl Unheard {
    fn leave(&self, left: Left) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }

    fn take(&self) -> Left {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A body that is being read.
struct Listening {
    /// None after its end.
    pieces: Option<BodyDataStream>,
    patience: Duration,
    /// Ends when enough must have been heard.
    window: Pin<Box<Sleep>>,
    heard: usize,
    unheard: Unheard,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(pieces) = self.pieces.take() {
            self.unheard.leave(Left::Pieces(pieces, self.heard > 0));
        }
    }
}

impl Listening {
    /// Nothing more comes, or nothing more is wanted.
    fn end(&mut self, left: Left) {
        self.pieces = None;
        self.unheard.leave(left);
    }

    async fn next(mut self) -> Result<Option<(Bytes, Self)>, std::io::Error> {
        loop {
            let Some(pieces) = &mut self.pieces else { return Ok(None) };
            tokio::select! {
                biased;
                piece = pieces.next() => {
                    let Some(piece) = piece else {
                        self.end(Left::Nothing);
                        return Ok(None);
                    };
                    let piece = match piece {
                        Ok(piece) => piece,
                        Err(error) => {
                            self.end(Left::Broken);
                            return Err(std::io::Error::other(error));
                        }
                    };
                    self.heard += piece.len();
                    // What comes in time is handed on, but only what is left of the window may be waited.
                    if self.window.is_elapsed() && self.heard < BODY_BYTES_MIN {
                        self.end(Left::Broken);
                        return Err(std::io::ErrorKind::TimedOut.into());
                    }
                    return Ok(Some((piece, self)));
                }
                () = &mut self.window => {
                    if self.heard < BODY_BYTES_MIN {
                        self.end(Left::Broken);
                        return Err(std::io::ErrorKind::TimedOut.into());
                    }
                    self.heard = 0;
                    self.window = Box::pin(sleep(self.patience));
                }
            }
        }
    }
}

/// Why a request was not let in, and its head: the answer carries it, for the surface to say it in its own words.
#[derive(Clone, Debug)]
pub struct Barred {
    /// The refusal.
    pub denial: Denial,
    /// Address and headers of the request.
    pub head: Parts,
}

/// Refuses addresses that are too long, and changes that come from another site (beside the token in each form).
pub async fn same_origin(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|p| p.as_str().len() > URI_BYTES_MAX) {
        let most = i64::try_from(URI_BYTES_MAX).unwrap_or(i64::MAX);
        let denial = Denial::new(Code::Size, "address").with_figure(most);
        return bar(StatusCode::URI_TOO_LONG, denial, request);
    }
    if changes(request.method()) && !from_here(&request) {
        return bar(StatusCode::FORBIDDEN, Denial::new(Code::Role, "origin"), request);
    }
    next.run(request).await
}

fn bar(status: StatusCode, denial: Denial, request: Request) -> Response {
    let mut response = (status, denial.code.as_str()).into_response();
    let (head, _) = request.into_parts();
    response.extensions_mut().insert(Barred { denial, head });
    response
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn from_here(request: &Request) -> bool {
    let text = |name: &HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    let site = text(&HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|s| s != "same-origin" && s != "none") {
        return false;
    }
    match (text(&ORIGIN), text(&HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        // Programs send no origin; they carry no cookie of a browser either.
        (None, _) => true,
    }
}
