//! A route with everything that is published about it: the router and the document are made from the same list, so one
//! cannot have what the other has not.

use axum::Router;
use axum::routing::MethodRouter;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::desk::Desk;
use crate::wire::Problem;

/// Makes the schema of a type.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// One answer of a route.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What it means.
    pub means: &'static str,
    /// Types of content with their schema; a type without one is described by its name.
    pub contents: Vec<(&'static str, Option<SchemaOf>)>,
    /// Headers that come with it.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// One route.
#[derive(Clone)]
pub struct Route {
    /// `GET`, `POST`, `PATCH`, `DELETE`.
    pub method: &'static str,
    /// Its address after `/api/v1`.
    pub path: &'static str,
    /// Its name for programs that are made from the document.
    pub id: &'static str,
    /// The section it is in.
    pub tag: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// What else there is to know; may be empty.
    pub detail: &'static str,
    /// The query.
    pub query: Option<SchemaOf>,
    /// Headers that can be sent: name, meaning.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The body: type of content and schema.
    pub body: Option<(&'static str, SchemaOf)>,
    /// Every answer.
    pub answers: Vec<Answer>,
    /// Nobody has to be known.
    pub open: bool,
    handler: MethodRouter<Desk>,
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Route {
    /// A route for which a token is needed.
    #[must_use]
    pub fn new(
        (method, path): (&'static str, &'static str),
        id: &'static str,
        tag: &'static str,
        summary: &'static str,
        handler: MethodRouter<Desk>,
    ) -> Self {
        let mut it = Self {
            method,
            path,
            id,
            tag,
            summary,
            detail: "",
            query: None,
            headers: Vec::new(),
            body: None,
            answers: Vec::new(),
            open: false,
            handler,
        };
        it = it.refuses(400, "Something in the request is malformed; `pointer` or `parameter` says where.");
        it = it.refuses(401, "The token is missing, too old, revoked or none of ours.");
        it = it.refuses(403, "No role of the caller allows it.");
        it = it.refuses(406, "None of the types of content that are offered is accepted.");
        it = it.refuses(414, "The address with its query is longer than 8 KiB.");
        it = it.refuses(429, "The caller asks too often.");
        it = it.refuses(500, "A defect; the log has it under the number in `detail`.");
        it = it.refuses(503, "The server has too much to do, or its database cannot be reached.");
        if path.contains('{') {
            it = it.refuses(404, "There is no such thing, or not for this caller.");
        }
        it
    }

    /// What else there is to know.
    #[must_use]
    pub fn detail(mut self, text: &'static str) -> Self {
        self.detail = text;
        self
    }

    /// Nobody has to be known.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self.answers.retain(|answer| answer.status != 401 && answer.status != 403);
        self
    }

    /// The query.
    #[must_use]
    pub fn query<T: JsonSchema>(mut self) -> Self {
        self.query = Some(schema::<T>);
        self
    }

    /// A header that can be sent.
    #[must_use]
    pub fn header(mut self, name: &'static str, means: &'static str) -> Self {
        self.headers.push((name, means));
        self
    }

    /// A body of JSON.
    #[must_use]
    pub fn json<T: JsonSchema>(self) -> Self {
        self.takes::<T>("application/json")
    }

    /// A body of another type.
    #[must_use]
    pub fn takes<T: JsonSchema>(mut self, content: &'static str) -> Self {
        self.body = Some((content, schema::<T>));
        self.refuses(408, "The body did not come to an end in time.")
            .refuses(413, "The body is too long.")
            .refuses(415, "The body has another type of content.")
    }

    /// An answer with a body of JSON.
    #[must_use]
    pub fn answers<T: JsonSchema>(mut self, status: u16, means: &'static str) -> Self {
        let contents = vec![("application/json", Some(schema::<T> as SchemaOf))];
        self.answers.push(Answer { status, means, contents, headers: Vec::new() });
        self
    }

    /// An answer with other content, or none.
    #[must_use]
    pub fn sends(mut self, status: u16, means: &'static str, content: Option<&'static str>) -> Self {
        match self.answers.iter_mut().find(|answer| answer.status == status) {
            Some(answer) => answer.contents.extend(content.map(|kind| (kind, None))),
            None => {
                let contents = content.map(|kind| (kind, None)).into_iter().collect();
                self.answers.push(Answer { status, means, contents, headers: Vec::new() });
            }
        }
        self
    }

    /// A header of an answer.
    #[must_use]
    pub fn with(mut self, status: u16, name: &'static str, means: &'static str) -> Self {
        for answer in self.answers.iter_mut().filter(|answer| answer.status == status) {
            answer.headers.push((name, means));
        }
        self
    }

    /// A refusal.
    #[must_use]
    pub fn refuses(mut self, status: u16, means: &'static str) -> Self {
        let contents = vec![("application/problem+json", Some(schema::<Problem> as SchemaOf))];
        let headers = match status {
            429 | 503 => vec![("Retry-After", "Seconds after which to ask again.")],
            401 => vec![("WWW-Authenticate", "How to say who asks.")],
            _ => Vec::new(),
        };
        self.answers.push(Answer { status, means, contents, headers });
        self
    }
}

/// The router of a list of routes.
pub fn router(routes: Vec<Route>) -> Router<Desk> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
