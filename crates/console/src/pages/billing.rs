//! Billing: Licenses, the page of one product, Your products, and buying more seats.

use askama::Template;

use super::{Footer, PlanChoice};
use crate::format::When;
use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Frame, Link, Note, Pager, SeatBar, Sort, Tab, Tone};

/// One product (R-UI-1).
pub struct LicenseRow {
    /// Name.
    pub name: String,
    /// Page of the product.
    pub href: String,
    /// A remark such as Self-service; empty for none.
    pub kind: String,
    /// Its seats.
    pub seats: SeatBar,
}

/// Billing > Licenses.
#[derive(Template)]
#[template(path = "licenses.html")]
pub struct LicensesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The products.
    pub rows: Vec<LicenseRow>,
    /// Some product has more holders than seats, so the status is shown (R-AVAIL-11).
    pub conflicts: bool,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// A user who holds the product.
pub struct HolderRow {
    /// GUID.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Panel of the user.
    pub href: String,
    /// Directly, through a group, self-service: in words.
    pub source: String,
    /// Service plans that are on.
    pub plans_on: i64,
    /// All service plans.
    pub plans: i64,
    /// Was ticked before.
    pub ticked: bool,
    /// Cannot be unassigned here.
    pub locked: bool,
}

/// The refusal of one user too many, with the way on (R-BULK-1, D-16).
pub struct Batch {
    /// How many users are allowed here.
    pub limit: i64,
    /// How many were chosen.
    pub count: i64,
    /// Where selection and intent are carried to.
    pub action: String,
    /// Selection and intent.
    pub fields: Vec<(String, String)>,
}

/// One product with its holders.
#[derive(Template)]
#[template(path = "product.html")]
pub struct ProductPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Name.
    pub name: String,
    /// Its seats.
    pub seats: SeatBar,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// Who held it on a day.
    pub history_href: String,
    /// Buying more, where the reader may.
    pub buy_href: Option<String>,
    /// The reader may assign and unassign.
    pub may_change: bool,
    /// How many users at a time (R-BULK-1).
    pub limit: i64,
    /// The refusal of one user too many.
    pub batch: Option<Batch>,
    /// What was searched.
    pub q: String,
    /// Column: name.
    pub by_name: Sort,
    /// Column: sign-in name.
    pub by_sign_in: Sort,
    /// The holders of this page.
    pub rows: Vec<HolderRow>,
    /// Users on a page, up to the limit.
    pub sizes: Vec<Choice>,
    /// What a change would do, before it is applied.
    pub question: Option<Question>,
    /// Who is ticked, and what can be done with them.
    pub bar: PicksBar,
    /// Where ticks are kept.
    pub selection_action: String,
    /// Where assigning goes.
    pub assign_action: String,
    /// This page with the pane open, for browsers without script.
    pub assign_href: String,
    /// The pane for assigning stands open.
    pub assign_open: bool,
    /// What was typed in it.
    pub people: String,
    /// Where names are looked up while typing.
    pub suggest_href: String,
    /// The product's service plans.
    pub plans: Vec<PlanChoice>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// The bar above the holders of a product.
pub struct PicksBar {
    /// How many are ticked, on this page and on others.
    pub ticked: i64,
    /// How many users at a time (R-BULK-1).
    pub limit: i64,
    /// The reader may unassign.
    pub may_change: bool,
    /// Where unassigning goes.
    pub unassign_action: String,
}

/// The bar alone, for the script.
#[derive(Template)]
#[template(path = "picks_bar.html")]
pub struct PicksBarFragment {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// The bar.
    pub bar: PicksBar,
}

/// What assigning or unassigning would do, kept as a preview, with the button that applies it.
pub struct Question {
    /// Heading.
    pub title: String,
    /// Seats before and after.
    pub seats: String,
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// Refusals foreseen, each with its repair.
    pub notes: Vec<Note>,
    /// The preview with its clocks.
    pub footer: Footer,
    /// The form once more, as it was sent.
    pub fields: Vec<(String, String)>,
    /// Where it goes.
    pub action: String,
    /// The product without it.
    pub back: String,
}

/// One subscription (R-UI-10).
pub struct SubscriptionRow {
    /// Product.
    pub product: String,
    /// Who bought it, for self-service.
    pub purchaser: String,
    /// State in words.
    pub state: String,
    /// Its colour.
    pub tone: Tone,
    /// Recurring billing, in words.
    pub billing: String,
    /// Purchase channel in words.
    pub channel: String,
    /// Seats.
    pub quantity: i64,
    /// Price of a seat and term, in words.
    pub price: String,
    /// Its own page.
    pub href: String,
    /// Renewal or end.
    pub renews: Option<When>,
    /// What can be done.
    pub step: Option<Link>,
    /// Why nothing can be done.
    pub no_step: String,
}

/// Your products.
#[derive(Template)]
#[template(path = "subscriptions.html")]
pub struct SubscriptionsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// The same list as CSV.
    pub csv_href: String,
    /// What surrounds the page.
    pub frame: Frame,
    /// Buying a product that is not there yet, where the reader may.
    pub buy_href: Option<String>,
    /// All, Trial, Self-service, Free.
    pub filters: Vec<Tab>,
    /// The subscriptions.
    pub rows: Vec<SubscriptionRow>,
    /// What stands below an empty list's title.
    pub empty_help: String,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// Another number of seats; the number entered is the new total (R-BUY-1).
#[derive(Template)]
#[template(path = "buy.html")]
pub struct BuyPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Product.
    pub product: String,
    /// Channel and state of the subscription, in words.
    pub subscription: String,
    /// Seats of the product.
    pub seats: SeatBar,
    /// Price of a seat and term, in words.
    pub price: String,
    /// Renewal.
    pub renews: Option<When>,
    /// Why no number at all can be set.
    pub closed: Option<String>,
    /// Other subscriptions of the product.
    pub others: Vec<Link>,
    /// What is worth knowing of the number.
    pub notes: Vec<Note>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The new total.
    pub quantity: Field,
    /// What the quantity does and costs.
    pub text: String,
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// It was to be bought before it was shown.
    pub asked: bool,
    /// GUID of the stored preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
    /// Where the form goes.
    pub action: String,
    /// Where the sentence is asked for.
    pub preview_action: String,
    /// Where to come back to, with the selection intact.
    pub back: String,
}
