//! What the search of the top bar found, by kind. It never asks for data.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Frame, Link};

/// Something that was found.
pub struct FoundItem {
    /// Its name, and where it is.
    pub link: Link,
    /// What tells it from others of the name; empty for nothing.
    pub detail: String,
}

/// Everything of one kind.
pub struct FoundGroup {
    /// The kind.
    pub title: String,
    /// How many match.
    pub count: i64,
    /// The first of them.
    pub items: Vec<FoundItem>,
    /// The list of all of them, where not all stand here.
    pub all: Option<Link>,
}

/// The page.
#[derive(Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What was searched.
    pub q: String,
    /// What was found; nothing empty.
    pub groups: Vec<FoundGroup>,
    /// The step after finding nothing.
    pub empty_link: Link,
}
