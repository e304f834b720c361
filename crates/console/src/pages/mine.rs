//! The pages of people who serve themselves: what they hold, what they may buy, what they bought.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Fact, Field, FieldError, Frame, Link, SeatBar, Tone};

/// A license that somebody holds.
pub struct MyLicense {
    /// The product.
    pub product: String,
    /// Where it comes from.
    pub from: String,
    /// What works with it.
    pub apps: Vec<String>,
}

/// My licenses and apps.
#[derive(Template)]
#[template(path = "my_licenses.html")]
pub struct MyLicensesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// A word to the person.
    pub hello: String,
    /// What is held.
    pub rows: Vec<MyLicense>,
    /// Who that is.
    pub facts: Vec<Fact>,
    /// Where one buys.
    pub shop: Link,
    /// What somebody does who expected to administer something.
    pub help: String,
}

/// A product that is sold.
pub struct MyOffer {
    /// The product.
    pub product: String,
    /// What a seat costs, by period.
    pub prices: Vec<String>,
    /// Where it is bought.
    pub buy: Option<String>,
    /// Where it is tried.
    pub trial: Option<String>,
    /// Why it cannot be bought.
    pub why: String,
    /// Where one asks for it instead.
    pub ask: Option<String>,
}

/// What is sold to people.
#[derive(Template)]
#[template(path = "my_shop.html")]
pub struct MyShopPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Why this person cannot buy anything.
    pub closed: String,
    /// How the organization wants to be asked instead.
    pub procedure: String,
    /// The products.
    pub rows: Vec<MyOffer>,
    /// What is looked for.
    pub find: Field,
}

/// A purchase of the list.
pub struct MyPurchase {
    /// The product.
    pub product: String,
    /// Its page; none for one that is deleted.
    pub href: Option<String>,
    /// Its state.
    pub state: String,
    /// How loud that is said.
    pub tone: Tone,
    /// Its seats.
    pub seats: SeatBar,
    /// What a seat costs.
    pub price: String,
    /// When its period ends.
    pub until: When,
}

/// What somebody bought.
#[derive(Template)]
#[template(path = "my_purchases.html")]
pub struct MyPurchasesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The purchases.
    pub rows: Vec<MyPurchase>,
    /// Where one buys.
    pub shop: Link,
}

/// Somebody with a seat.
pub struct MyPerson {
    /// Outside identity.
    pub guid: String,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Since when.
    pub since: String,
}

/// One purchase.
#[derive(Template)]
#[template(path = "my_purchase.html")]
pub struct MyPurchasePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Its page.
    pub here: String,
    /// Its state.
    pub state: String,
    /// How loud that is said.
    pub tone: Tone,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// Its seats.
    pub seats: SeatBar,
    /// Period, price.
    pub facts: Vec<Fact>,
    /// The field for another number of seats, while that is possible.
    pub quantity: Option<Field>,
    /// People with a seat.
    pub people: Vec<MyPerson>,
    /// That there are more of them than are shown.
    pub more: String,
    /// The field in which they are looked for, where there are many.
    pub find: Option<Field>,
    /// The field for names, while seats can be given.
    pub give: Option<Field>,
    /// All purchases.
    pub all: Link,
}
