//! Data at risk: what is on a clock, why, until when, and what saves it.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Chip, Frame, Link, Pager, Tab, Tone};

/// A day of the calendar strip.
pub struct StripDay {
    /// `30 Nov`.
    pub day: String,
    /// How much is due.
    pub count: i64,
    /// The list of that day; empty where nothing is due.
    pub href: String,
    /// Whether the list shows this day alone.
    pub current: bool,
    /// Something is lost for good on that day.
    pub tone: Tone,
}

/// Something that saves data.
pub struct Way {
    /// What to do.
    pub label: String,
    /// Where it is done; empty where it is done outside Cupo.
    pub href: String,
    /// The user to be restored, where it is that.
    pub restore: String,
}

/// Somebody's data on a clock.
pub struct AtRiskRow {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// The person's panel; empty for one who is deleted.
    pub href: String,
    /// Deleted or purged, in words; empty for an active person.
    pub state: String,
    /// Which data.
    pub data: String,
    /// What happens to it.
    pub event: String,
    /// Why.
    pub why: String,
    /// When; none while a hold keeps it.
    pub due: Option<When>,
    /// The colour of the date.
    pub tone: Tone,
    /// What saves it.
    pub ways: Vec<Way>,
}

/// The address for calendar programs, shown once.
#[derive(Template)]
#[template(path = "calendar_address.html")]
pub struct CalendarAddressPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The address.
    pub address: String,
    /// Where to go now.
    pub next: Link,
}

/// The list.
#[derive(Template)]
#[template(path = "at_risk.html")]
pub struct AtRiskPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How much is on a clock.
    pub total: i64,
    /// The next weeks.
    pub strip: Vec<StripDay>,
    /// What is due after the strip, in words.
    pub later: String,
    /// Kinds of data.
    pub tabs: Vec<Tab>,
    /// Filters that are on.
    pub chips: Vec<Chip>,
    /// The list without filters.
    pub clear: String,
    /// The same list as CSV.
    pub csv_href: String,
    /// Other pages about what is left.
    pub links: Vec<Link>,
    /// Where users are restored.
    pub restore_action: String,
    /// Where the address for calendar programs is made and ended.
    pub calendar_action: String,
    /// When the reader made one.
    pub calendar_made: Option<When>,
    /// The rows of this page.
    pub rows: Vec<AtRiskRow>,
    /// Other pages.
    pub pager: Pager,
    /// What an empty list says, and what will stand there.
    pub none: (String, String),
    /// The step after an empty list.
    pub empty_link: Link,
}
