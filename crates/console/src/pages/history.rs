//! Who held what on a day.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Field, FieldError, Frame, Link, Pager};

/// A license that was held on the day.
pub struct HistoryRow {
    /// The product.
    pub product: String,
    /// Who.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Where it came from.
    pub how: String,
    /// Service plans that were off; empty for none.
    pub off: String,
    /// Since when.
    pub since: When,
    /// Until when; none while it is held.
    pub until: Option<When>,
}

/// What a user held, or who held a product.
#[derive(Template)]
#[template(path = "history.html")]
pub struct HistoryPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The rows are of one user.
    pub of_user: bool,
    /// Whose past, as the form sends it again.
    pub subject: (&'static str, String),
    /// The day.
    pub on: Field,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// How many there are.
    pub total: i64,
    /// The rows of this page.
    pub rows: Vec<HistoryRow>,
    /// Other pages.
    pub pager: Pager,
    /// Where one came from.
    pub back: Link,
}
