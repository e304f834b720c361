//! Manage licenses (seed 002) and its relatives: the panel for several users, the footer that is the live preview,
//! and the question before a data clock starts (D-12).

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{FieldError, Frame, Link, Named, Note, Tab, Tone, TriBox, UserChip};

/// A service plan of a product.
pub struct PlanRow {
    /// Its box.
    pub tri: TriBox,
    /// Its name.
    pub name: String,
    /// A remark, such as how many of the selected have it.
    pub note: String,
}

/// A product the customer is entitled to.
pub struct ProductRow {
    /// GUID.
    pub id: String,
    /// Its box.
    pub tri: TriBox,
    /// Its name.
    pub name: String,
    /// What it is, in a few words.
    pub what: String,
    /// Seats that are free now.
    pub available: i64,
    /// Seats that are free after the change; none while nothing changes.
    pub after: Option<i64>,
    /// Seats being assigned by open operations (D-4).
    pub reserved: i64,
    /// Buying more, where nothing is free (R-PARTNER-8).
    pub buy: Option<String>,
    /// Selected users who hold it.
    pub assigned: i64,
    /// The first of them.
    pub holders: Vec<String>,
    /// How many more there are.
    pub more_holders: i64,
    /// The list of all of them.
    pub holders_href: String,
    /// What a seat costs, in words.
    pub price: String,
    /// Refusals foreseen, clocks, remarks.
    pub notes: Vec<Note>,
    /// Its service plans.
    pub plans: Vec<PlanRow>,
    /// The plans stand open.
    pub open: bool,
}

/// A clock that starts or runs, or what else is lost, of one kind of data (R-UI-15).
pub struct ClockLine {
    /// Whose and which data: `Mail of 12 users`.
    pub what: String,
    /// What happens to it.
    pub consequence: String,
    /// When it is lost for good.
    pub due: Option<When>,
    /// What stops it; empty for nothing.
    pub saves: String,
    /// Whose it is.
    pub who: Option<Named>,
    /// Its colour.
    pub tone: Tone,
}

/// The live preview at the foot of the page.
#[derive(Default)]
pub struct Footer {
    /// What saving does, in one sentence.
    pub sentence: String,
    /// What it costs; empty for nothing.
    pub price: String,
    /// Until when it can be undone, or why not.
    pub undo: String,
    /// Whom it concerns, in which way.
    pub who: Vec<Named>,
    /// Clocks that would start; saving asks once more where data is lost for good.
    pub clocks: Vec<ClockLine>,
    /// Label of the button: Save, Save changes.
    pub save_label: String,
    /// Label of the button that says what will be lost and when.
    pub confirm: String,
    /// GUID of the stored preview; empty before the first.
    pub preview: String,
    /// Its digest.
    pub digest: String,
    /// Where the preview is made anew.
    pub preview_action: String,
}

impl Footer {
    /// How many kinds of data have a day on which something happens to them.
    #[must_use]
    pub fn dated(&self) -> usize {
        self.clocks.iter().filter(|clock| clock.due.is_some()).count()
    }

    /// Something of it is lost for good.
    #[must_use]
    pub fn loses(&self) -> bool {
        self.clocks.iter().any(|clock| clock.tone == Tone::Loss)
    }
}

/// Manage licenses.
#[derive(Template)]
#[template(path = "manage.html")]
pub struct ManagePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How many users are selected.
    pub selected: i64,
    /// The first of them, sorted.
    pub chips: Vec<UserChip>,
    /// How many more there are.
    pub more_chips: i64,
    /// The list of all selected users.
    pub selection_href: String,
    /// Where chips are taken out.
    pub selection_action: String,
    /// The page without what is chosen.
    pub back: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What changed since the preview (412).
    pub changed: Vec<String>,
    /// The products.
    pub rows: Vec<ProductRow>,
    /// The live preview.
    pub footer: Footer,
    /// Where Save goes.
    pub save_action: String,
    /// Where the preview is asked for.
    pub preview_action: String,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// What the script puts in place after each tick: the footer, and the figures and notes of each product.
#[derive(Template)]
#[template(path = "manage_fragment.html")]
pub struct ManageFragment {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// The page with what is chosen in it, for the way back from elsewhere.
    pub here: String,
    /// The page without what is chosen.
    pub back: String,
    /// The first of the selected users, sorted.
    pub chips: Vec<UserChip>,
    /// How many more there are.
    pub more_chips: i64,
    /// The list of all selected users.
    pub selection_href: String,
    /// Where chips are taken out.
    pub selection_action: String,
    /// The products with their new figures.
    pub rows: Vec<ProductRow>,
    /// The live preview.
    pub footer: Footer,
}

/// What a form would do that nobody was shown, or the question before a data clock starts, as a page.
#[derive(Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The preview with its clocks.
    pub footer: Footer,
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// The form once more, as it was sent.
    pub fields: Vec<(String, String)>,
    /// Where the form goes.
    pub action: String,
    /// Where to go instead.
    pub back: String,
}

/// A service plan that is on or off.
pub struct PlanChoice {
    /// GUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is on.
    pub on: bool,
    /// Whether it is off as far as the page knows, whatever is ticked; the form says so when it is sent.
    pub was_off: bool,
    /// It cannot be changed here.
    pub locked: bool,
    /// A remark.
    pub note: String,
}

/// A product that is given or not.
pub struct LicenseChoice {
    /// GUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is given.
    pub checked: bool,
    /// Whether it is held as far as the page knows, whatever is ticked; the form says so when it is sent.
    pub was: bool,
    /// Why it cannot be changed; empty where it can.
    pub locked: String,
    /// Groups that give it, or could not.
    pub groups: Vec<GivenBy>,
    /// Free seats in words.
    pub available: String,
    /// Buying more, where nothing is free.
    pub buy: Option<String>,
    /// Refusals foreseen, clocks, remarks.
    pub notes: Vec<Note>,
    /// Its service plans.
    pub plans: Vec<PlanChoice>,
    /// How many of them are on.
    pub plans_on: usize,
    /// The plans stand open.
    pub open: bool,
}

/// A group behind a license of one user.
#[derive(Clone, Debug)]
pub struct GivenBy {
    /// What it does for the user.
    pub said: String,
    /// The group.
    pub group: Link,
}

/// Manage product licenses: assign more, replace, unassign all, or box by box (R-UI-6, -7, -8).
#[derive(Template)]
#[template(path = "several.html")]
pub struct SeveralPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How many users are selected.
    pub selected: i64,
    /// The step that selects users.
    pub empty_link: Link,
    /// The first of them, sorted.
    pub chips: Vec<UserChip>,
    /// How many more there are.
    pub more_chips: i64,
    /// The list of all selected users.
    pub selection_href: String,
    /// Where chips are taken out.
    pub selection_action: String,
    /// The page without what is chosen.
    pub back: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What changed since the preview (412).
    pub changed: Vec<String>,
    /// The ways to change licenses.
    pub modes: Vec<Tab>,
    /// The way that is open: `assign`, `replace`, `unassign` or `edit`.
    pub mode: String,
    /// What it does, in a sentence.
    pub explanation: String,
    /// On to the products, while only the way is chosen.
    pub next: Option<String>,
    /// Box by box: the products.
    pub rows: Vec<ProductRow>,
    /// Assign more, replace: the products.
    pub choices: Vec<LicenseChoice>,
    /// The live preview.
    pub footer: Footer,
    /// Where Save changes goes.
    pub save_action: String,
    /// Where the preview is asked for.
    pub preview_action: String,
}

/// What the script puts in place after each tick in a form with ticked boxes.
#[derive(Template)]
#[template(path = "several_fragment.html")]
pub struct SeveralFragment {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// The page with what is chosen in it, for the way back from elsewhere.
    pub here: String,
    /// The page without what is chosen.
    pub back: String,
    /// The first of the selected users, sorted.
    pub chips: Vec<UserChip>,
    /// How many more there are.
    pub more_chips: i64,
    /// The list of all selected users.
    pub selection_href: String,
    /// Where chips are taken out.
    pub selection_action: String,
    /// The ways to change licenses.
    pub modes: Vec<Tab>,
    /// Box by box: the products.
    pub rows: Vec<ProductRow>,
    /// Ticked or not: the products.
    pub choices: Vec<LicenseChoice>,
    /// The live preview.
    pub footer: Footer,
}
