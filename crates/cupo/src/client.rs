//! The one road of every command: requests to the native interface, to a server or in process. It must never know
//! what they mean.

use std::path::PathBuf;

use axum::http::Method;
use cupo_api::RowsRead;
use cupo_api::wire::{List, Problem};
use cupo_http::lang::Lang;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::Place;
use crate::failure::{self, Failure};

mod local;
mod remote;

pub use local::{Local, system_user};
pub use remote::{Remote, token_form};

/// Pieces of an answer on their way.
type Pieces = tokio::sync::mpsc::Receiver<Result<Vec<u8>, Failure>>;

/// Pieces that wait to be written.
const PIECES_MAX: usize = 8;
/// Entries that are asked for at once.
const PAGE: u64 = 500;

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Vec<u8>),
    /// The fields of a form.
    Form(Vec<u8>),
    /// A CSV file.
    Csv(PathBuf),
}

impl Body {
    fn content_type(&self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::Json(_) => Some("application/json"),
            Self::Form(_) => Some("application/x-www-form-urlencoded"),
            Self::Csv(_) => Some("text/csv"),
        }
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Ask {
    method: Method,
    /// Path and query below /api/v1.
    path: String,
    body: Body,
    /// Makes that a repetition of the same request is done once.
    key: Option<String>,
    /// Where the rows of a file are counted as they are read, in process.
    rows: RowsRead,
    /// What is accepted, where it is no JSON.
    accept: Option<&'static str>,
}

impl Ask {
    /// A question.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path.into(), Body::Empty)
    }

    /// A request that changes something.
    #[must_use]
    pub fn post(path: impl Into<String>, body: Body) -> Self {
        Self::new(Method::POST, path.into(), body)
    }

    /// A removal.
    #[must_use]
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path.into(), Body::Empty)
    }

    fn new(method: Method, path: String, body: Body) -> Self {
        Self { method, path, body, key: None, rows: RowsRead::default(), accept: None }
    }

    /// The same, answered as a CSV.
    #[must_use]
    pub fn csv(mut self) -> Self {
        self.accept = Some("text/csv");
        self
    }

    /// The same, to be done once.
    #[must_use]
    pub fn once(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// The count of the rows that were read so far; it stays 0 where a server reads them.
    #[must_use]
    pub fn rows(&self) -> RowsRead {
        self.rows.clone()
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    body: Vec<u8>,
    /// When to try again, in seconds.
    retry_after: Option<u64>,
}

enum Door {
    Local(Local),
    Remote(Remote),
}

/// Asks the native interface.
pub struct Client {
    door: Door,
}

/// What a command will do, which decides how a database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Only look.
    Read,
    /// Change something.
    Write,
    /// Change something, in a database that need not be there yet.
    Create,
}

impl Client {
    /// Opens the door to a place.
    ///
    /// # Errors
    /// When a database cannot be opened, or no token can be had.
    pub async fn open(place: Place, aim: Aim, lang: Lang) -> Result<Self, Failure> {
        let door = match place {
            Place::Database(address) => Door::Local(Local::open(&address, aim, lang).await?),
            Place::Server { url, auth } => Door::Remote(Remote::new(url, auth, lang).await?),
        };
        Ok(Self { door })
    }

    /// The database in this process, where there is one.
    #[must_use]
    pub fn local(&self) -> Option<&Local> {
        match &self.door {
            Door::Local(local) => Some(local),
            Door::Remote(_) => None,
        }
    }

    /// Asks, and reads the answer.
    ///
    /// # Errors
    /// What was refused, with the exit code of its status.
    pub async fn ask<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Failure> {
        let reply = self.send(ask).await?;
        serde_json::from_slice(&reply.body)
            .map_err(|e| Failure::new(failure::DEFECT, format!("the answer cannot be understood: {e}")))
    }

    /// Asks for something whose answer holds nothing.
    ///
    /// # Errors
    /// As [`Client::ask`].
    pub async fn done(&self, ask: Ask) -> Result<(), Failure> {
        self.send(ask).await.map(|_| ())
    }

    /// Asks for a file, and hands each piece of it on.
    ///
    /// # Errors
    /// As [`Client::ask`], and what `piece` ends with.
    pub async fn copy(
        &self,
        ask: Ask,
        mut piece: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut pieces = match &self.door {
            Door::Local(local) => local.pieces(ask).await?,
            Door::Remote(remote) => remote.pieces(ask),
        };
        while let Some(bytes) = pieces.recv().await {
            piece(&bytes?)?;
        }
        Ok(())
    }

    async fn send(&self, ask: Ask) -> Result<Reply, Failure> {
        let reply = match &self.door {
            Door::Local(local) => local.send(ask).await?,
            Door::Remote(remote) => remote.send(ask).await?,
        };
        if (200..300).contains(&reply.status) { Ok(reply) } else { Err(refusal(&reply)) }
    }

    /// Reads a list to its end, or as far as `limit`, handing each page on.
    ///
    /// # Errors
    /// As [`Client::ask`], and what `page` ends with.
    pub async fn list<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
        limit: Option<u64>,
        mut page: impl FnMut(Vec<T>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut left = limit.unwrap_or(u64::MAX);
        let mut after = None::<String>;
        while left > 0 {
            let mut query = query.to_vec();
            query.push(("limit", left.min(PAGE).to_string()));
            query.extend(after.take().map(|cursor| ("after", cursor)));
            let got: List<T> = self.ask(Ask::get(with_query(path, &query)?)).await?;
            left = left.saturating_sub(u64::try_from(got.items.len()).unwrap_or(u64::MAX));
            page(got.items)?;
            match got.next {
                Some(cursor) => after = Some(cursor),
                None => break,
            }
        }
        Ok(())
    }
}

/// A value as the body of a request.
///
/// # Errors
/// Never in practice.
pub fn json(value: &impl Serialize) -> Result<Body, Failure> {
    let bytes = serde_json::to_vec(value)
        .map_err(|e| Failure::new(failure::DEFECT, format!("writing a request: {e}")))?;
    Ok(Body::Json(bytes))
}

/// A path with its query.
///
/// # Errors
/// Never in practice.
pub fn with_query(path: &str, query: &[(&str, String)]) -> Result<String, Failure> {
    let text = serde_html_form::to_string(query)
        .map_err(|e| Failure::new(failure::DEFECT, format!("writing a query: {e}")))?;
    Ok(if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") })
}

/// A file that ends before its end.
fn broken_off(why: &dyn std::fmt::Display) -> Failure {
    Failure::new(failure::UNAVAILABLE, format!("the answer broke off: {why}"))
}

fn refusal(reply: &Reply) -> Failure {
    let code = failure::for_status(reply.status);
    let Ok(mut problem) = serde_json::from_slice::<Problem>(&reply.body) else {
        let sentence = format!("the server answered {} and nothing that can be understood", reply.status);
        return Failure::new(code, sentence);
    };
    let code =
        if matches!(problem.code.as_str(), "E-NOTFOUND" | "E-SCOPE") { failure::NOT_FOUND } else { code };
    let place = [&problem.pointer, &problem.parameter].into_iter().flatten().next();
    let place = place.map(|place| format!(" [{place}]")).unwrap_or_default();
    let said = if problem.detail.is_empty() { &problem.title } else { &problem.detail };
    let mut sentence = format!("{said}{place}");
    if !problem.remedy.is_empty() {
        sentence.push_str(&format!(" {}", problem.remedy));
    }
    sentence.push_str(&format!(" ({})", problem.code));
    Failure { sentence, code, refusal: Some(problem.code), place: problem.pointer.take() }
}
