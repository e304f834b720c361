//! The list of everybody whom a preview concerns.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Frame, Link, Pager, Tab, Tone, VerdictBadge};

/// What happens to one product of a user.
pub struct WhoLine {
    /// The product.
    pub product: String,
    /// The verdict where nothing changes; nothing is done yet.
    pub verdict: Option<VerdictBadge>,
    /// What changes, or why not.
    pub detail: String,
}

/// What happens to one kind of data of a user.
pub struct WhoData {
    /// Which data, and what happens to it.
    pub what: String,
    /// When; none for at once.
    pub due: Option<When>,
    /// Its color.
    pub tone: Tone,
}

/// A user of a preview.
pub struct WhoRow {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Panel of the user; empty for somebody who is gone.
    pub href: String,
    /// Product by product.
    pub lines: Vec<WhoLine>,
    /// Data by data.
    pub data: Vec<WhoData>,
}

/// Whom a change concerns.
#[derive(Template)]
#[template(path = "who.html")]
pub struct WhoPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The page that shows the preview.
    pub back: Link,
    /// The same list as a file.
    pub csv_href: String,
    /// Everybody, and each way in which anybody is concerned.
    pub tabs: Vec<Tab>,
    /// The users.
    pub rows: Vec<WhoRow>,
    /// The pages.
    pub pager: Pager,
}
