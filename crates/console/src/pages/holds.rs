//! Holds on one person's data: those there are, and placing one.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Frame, Link, Note};

/// One hold.
pub struct HoldLine {
    /// Which data.
    pub data: String,
    /// What kind of order.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub placed: When,
    /// When it was released; none while it is in force.
    pub released: Option<When>,
    /// Where it is released; empty where the reader may not.
    pub release_href: String,
}

/// The form that places a hold.
pub struct PlaceForm {
    /// Where it asks.
    pub action: String,
    /// Kinds of data.
    pub data: Vec<Choice>,
    /// Kinds of order.
    pub kinds: Vec<Choice>,
    /// Why.
    pub reason: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "holds.html")]
pub struct HoldsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Every hold, the latest first.
    pub rows: Vec<HoldLine>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// Placing one, where the reader may and it is not too late.
    pub place: Option<PlaceForm>,
    /// The person's data on a clock.
    pub risk: Link,
}
