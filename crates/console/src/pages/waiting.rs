//! Changes that wait for a person.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Frame, Link};

/// A change that waits.
pub struct WaitingLine {
    /// What it is.
    pub what: String,
    /// Its preview.
    pub href: String,
    /// Who asked for it.
    pub by: String,
    /// Through which door.
    pub door: String,
    /// Since when.
    pub at: When,
    /// People who would lose a license.
    pub users: i64,
    /// People whose data clocks would start.
    pub clocks: i64,
    /// Whether the reader may decide about it.
    pub may: bool,
}

/// All changes of a customer that wait.
#[derive(Template)]
#[template(path = "waiting.html")]
pub struct WaitingPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The changes.
    pub rows: Vec<WaitingLine>,
    /// The operations, which tell what was done.
    pub operations: Link,
}
