//! Requests for licenses: one's own, and those that administrators answer.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Frame, Link, Tab};

/// A request.
pub struct RequestLine {
    /// For what.
    pub product: String,
    /// Where it is answered.
    pub href: Option<String>,
    /// Who asks.
    pub requester: String,
    /// When.
    pub at: When,
    /// Whether somebody waits.
    pub state: String,
    /// Each person with the answer.
    pub people: Vec<String>,
    /// Why, in the words of who asks.
    pub note: String,
}

/// What one asked for (R-REQ-1).
#[derive(Template)]
#[template(path = "my_requests.html")]
pub struct MyRequestsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How the organization wants to be asked instead (R-REQ-3).
    pub procedure: String,
    /// The requests.
    pub rows: Vec<RequestLine>,
    /// Where one asks.
    pub shop: Link,
}

/// What people asked for (R-REQ-1).
#[derive(Template)]
#[template(path = "requests.html")]
pub struct RequestsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How the organization wants to be asked instead (R-REQ-3).
    pub procedure: String,
    /// Waiting, all.
    pub tabs: Vec<Tab>,
    /// The requests.
    pub rows: Vec<RequestLine>,
    /// The next page.
    pub older: Option<String>,
}
