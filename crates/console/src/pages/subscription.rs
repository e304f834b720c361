//! One subscription: its life as a timeline with now on it, and what can be done at this stage.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Frame, Link, Note, SeatBar, Tone};

/// A point of the timeline.
pub struct Moment {
    /// What happens.
    pub label: String,
    /// When.
    pub at: When,
    /// It lies behind.
    pub past: bool,
    /// It is now.
    pub now: bool,
    /// Its color.
    pub tone: Tone,
}

/// Something that can be done.
pub struct Deed {
    /// What to do.
    pub link: Link,
    /// What it does, and until when it works.
    pub text: String,
}

/// Seats from the next period on.
pub struct NextPeriod {
    /// Where it asks.
    pub action: String,
    /// How many.
    pub seats: Field,
}

/// Suspending, with its reason.
pub struct Suspend {
    /// Where it asks.
    pub action: String,
    /// Until when it can be brought back.
    pub hint: String,
    /// The reasons.
    pub reasons: Vec<Choice>,
}

/// Seats with a product key.
pub struct KeyForm {
    /// Where it asks.
    pub action: String,
    /// The key.
    pub key: Field,
}

/// Taking control of what somebody bought for themselves.
pub struct TakeOver {
    /// Where it asks.
    pub action: String,
    /// To what its people can be moved.
    pub products: Vec<Choice>,
    /// Why it is canceled.
    pub reason: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "subscription.html")]
pub struct SubscriptionPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Its state.
    pub state: String,
    /// The color of the state.
    pub tone: Tone,
    /// What is wrong with what was asked for.
    pub errors: Vec<FieldError>,
    /// All seats of the product, under what they are; none while the subscription gives none of them.
    pub seats: Option<(String, SeatBar)>,
    /// From the first day to the last.
    pub moments: Vec<Moment>,
    /// What is known of it.
    pub facts: Vec<Fact>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// What can be done now.
    pub deeds: Vec<Deed>,
    /// Seats from the next period on, where they can be set.
    pub next_period: Option<NextPeriod>,
    /// Suspending, where the reader may.
    pub suspend: Option<Suspend>,
    /// A product key, where it takes one.
    pub key: Option<KeyForm>,
    /// Taking control of it, where the reader may.
    pub take_over: Option<TakeOver>,
}
