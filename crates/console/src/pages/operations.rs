//! Licenses updated (seed 002), the list of operations, and previews with an address of their own.

use askama::Template;

use super::{ClockLine, Footer};
use crate::format::When;
use crate::texts::Texts;
use crate::view::{FieldRow, Figure, Frame, Link, Note, Pager, PressLink, Progress, Tab, Tone, VerdictBadge};

/// Users who were refused for the same reason, with what would help.
pub struct ReasonGroup {
    /// What happened, in a few words.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// The rule.
    pub rule: String,
    /// How many lines.
    pub count: i64,
    /// The first users.
    pub users: Vec<Link>,
    /// How many more there are.
    pub more: i64,
    /// The list of all of them.
    pub all_href: String,
    /// What would help all of them, shown before anything is done.
    pub press: Option<PressLink>,
    /// What would help, as places to do it.
    pub repairs: Vec<Link>,
    /// What would help, in words, where there is no place.
    pub remedy: String,
}

/// How it ended for one user and product.
pub struct OutcomeRow {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Panel of the user.
    pub href: String,
    /// Product.
    pub product: String,
    /// Verdict.
    pub verdict: VerdictBadge,
    /// What changed, or why not.
    pub detail: String,
}

/// Undoing.
pub struct Undo {
    /// The preview of undoing.
    pub href: String,
    /// Until when it can be.
    pub until: When,
}

/// Licenses updated, and every other operation.
#[derive(Template)]
#[template(path = "updated.html")]
pub struct UpdatedPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page; its title says what kind of operation it was.
    pub frame: Frame,
    /// GUID.
    pub id: String,
    /// What it did, with the numbers.
    pub sentence: String,
    /// Who did it, and through which door.
    pub by: String,
    /// When.
    pub at: When,
    /// How far it is, while it runs.
    pub progress: Option<Progress>,
    /// Totals by verdict.
    pub figures: Vec<Figure>,
    /// Fields before and after, where fields changed.
    pub fields: Vec<FieldRow>,
    /// Where the work goes on.
    pub back: Link,
    /// The whole result as CSV.
    pub csv_href: String,
    /// The whole result as JSON.
    pub json_href: String,
    /// Its records in the audit log, for whoever may read it.
    pub audit: Option<Link>,
    /// Undoing, where it can be.
    pub undo: Option<Undo>,
    /// Why it cannot be undone; empty where it can.
    pub undo_not: String,
    /// Clocks that it started.
    pub clocks: Vec<ClockLine>,
    /// What usually comes next, such as seats that are free and still paid for.
    pub next: Vec<Note>,
    /// What needs attention, by reason.
    pub attention: Vec<ReasonGroup>,
    /// Everything stands open.
    pub rest_open: bool,
    /// How many lines match the filter.
    pub total: i64,
    /// Filters by verdict; empty for an operation that has no lines at all.
    pub filters: Vec<Tab>,
    /// The lines of this page.
    pub rows: Vec<OutcomeRow>,
    /// Other pages.
    pub pager: Pager,
}

/// One operation in the list.
pub struct OperationRow {
    /// What it did.
    pub sentence: String,
    /// Its page.
    pub href: String,
    /// Who did it.
    pub by: String,
    /// Through which door.
    pub door: String,
    /// When.
    pub at: When,
    /// Finished, running, waiting for approval, undone.
    pub state: String,
    /// Its colour.
    pub tone: Tone,
    /// Lines that changed something.
    pub done: i64,
    /// Lines that were refused.
    pub refused: i64,
    /// Undoing, where it can be.
    pub undo: Option<Undo>,
}

/// The list of operations.
#[derive(Template)]
#[template(path = "operations.html")]
pub struct OperationsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The same list as CSV.
    pub csv_href: String,
    /// How many there are.
    pub total: i64,
    /// The operations of this page.
    pub rows: Vec<OperationRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// A preview with an address of its own: undo, imports, machine doors.
#[derive(Template)]
#[template(path = "preview.html")]
pub struct PreviewPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page; its title says what would be done.
    pub frame: Frame,
    /// Totals by verdict.
    pub figures: Vec<Figure>,
    /// Fields before and after, where fields would change.
    pub fields: Vec<FieldRow>,
    /// What changed since the preview (412).
    pub changed: Vec<String>,
    /// What is worth knowing, such as what will not come back.
    pub notes: Vec<Note>,
    /// The lines of this page.
    pub rows: Vec<OutcomeRow>,
    /// Other pages.
    pub pager: Pager,
    /// Sentence, clocks, digest.
    pub footer: Footer,
    /// Where applying goes.
    pub action: String,
    /// Where to go instead.
    pub back: String,
}
