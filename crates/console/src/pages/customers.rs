//! Dashboard, the partner's customers, and one customer at a glance.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Chip, Figure, Frame, Link, Note, Pager, SeatBar, Sort, Tone};

/// Something that wants somebody's attention.
pub struct Attention {
    /// At which customer.
    pub customer: Link,
    /// What it is.
    pub text: String,
    /// Its colour.
    pub tone: Tone,
    /// What to do.
    pub step: Link,
}

/// What can be done of one kind.
pub struct AnswerGroup {
    /// What kind.
    pub title: String,
    /// All of it in one figure.
    pub total: String,
    /// The lines, the most important first.
    pub lines: Vec<Attention>,
}

impl AnswerGroup {
    /// Lines that are open from the beginning.
    const OPEN: usize = 5;

    /// The lines that are seen at once.
    #[must_use]
    pub fn first(&self) -> &[Attention] {
        self.lines.get(..Self::OPEN).unwrap_or(&self.lines)
    }

    /// The others.
    #[must_use]
    pub fn rest(&self) -> &[Attention] {
        self.lines.get(Self::OPEN..).unwrap_or_default()
    }
}

/// What can be done now.
pub struct AnswersPart {
    /// By kind; kinds without anything to do are left out.
    pub groups: Vec<AnswerGroup>,
    /// People are still being counted.
    pub counting: bool,
    /// How old figures of people are, where that matters.
    pub age: Option<String>,
}

/// An operation of late.
pub struct Recent {
    /// What it did.
    pub sentence: String,
    /// Its page.
    pub href: String,
    /// At which customer.
    pub customer: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: When,
}

/// Dashboard of a partner, home of a customer.
#[derive(Template)]
#[template(path = "dashboard.html")]
pub struct DashboardPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// A partner reads.
    pub partner: bool,
    /// One line under the title.
    pub lead: String,
    /// Totals.
    pub figures: Vec<Figure>,
    /// What wants attention, the most urgent first.
    pub attention: Vec<Attention>,
    /// What can be done now.
    pub answers: AnswersPart,
    /// The latest operations.
    pub recent: Vec<Recent>,
    /// Where work usually starts.
    pub links: Vec<Link>,
}

/// One customer in the list.
pub struct CustomerRow {
    /// Name.
    pub name: String,
    /// Overview.
    pub href: String,
    /// Main domain.
    pub domain: String,
    /// Delegated administration or reseller only, in words.
    pub relation: String,
    /// Active users.
    pub users: i64,
    /// All seats.
    pub seats: SeatBar,
}

/// The partner's customers.
#[derive(Template)]
#[template(path = "customers.html")]
pub struct CustomersPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The reader may create customers.
    pub may_create: bool,
    /// How many match.
    pub total: i64,
    /// The same list as CSV.
    pub csv_href: String,
    /// What was searched.
    pub q: String,
    /// Filters that are on.
    pub chips: Vec<Chip>,
    /// The customers of this page.
    pub rows: Vec<CustomerRow>,
    /// Column: name.
    pub by_name: Sort,
    /// Column: domain.
    pub by_domain: Sort,
    /// Column: users.
    pub by_users: Sort,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// A product with its seats.
pub struct ProductSeats {
    /// Name.
    pub name: String,
    /// Page of the product.
    pub href: String,
    /// Its seats.
    pub seats: SeatBar,
}

/// One customer at a glance.
#[derive(Template)]
#[template(path = "overview.html")]
pub struct OverviewPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Name.
    pub name: String,
    /// Main domain.
    pub domain: String,
    /// Country in words.
    pub country: String,
    /// Delegated administration or reseller only, in words.
    pub relation: String,
    /// Totals.
    pub figures: Vec<Figure>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// What wants attention, the most urgent first.
    pub attention: Vec<Attention>,
    /// Where to go.
    pub links: Vec<Link>,
    /// Products, those with the fewest free seats first.
    pub products: Vec<ProductSeats>,
    /// Lines name their customer; here they are all of one.
    pub partner: bool,
    /// What can be done now.
    pub answers: AnswersPart,
    /// The latest operations.
    pub recent: Vec<Recent>,
    /// The step after an empty list.
    pub empty_link: Link,
}
