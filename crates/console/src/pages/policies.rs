//! What administrators see and decide about people who serve themselves: what they may buy, what they bought.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, Frame, SeatBar, Tone};

/// What people may buy of one product.
pub struct PolicyRow {
    /// The product.
    pub product: String,
    /// The name of the setting.
    pub name: String,
    /// What it may say.
    pub choices: Vec<Choice>,
    /// What it says.
    pub says: String,
}

/// What people may buy for themselves.
#[derive(Template)]
#[template(path = "policies.html")]
pub struct PoliciesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The reader may change it.
    pub may: bool,
    /// Where the form goes.
    pub action: String,
    /// What the fields say as they are shown, as the form sends it back.
    pub was: Vec<(String, String)>,
    /// Kinds of organizations.
    pub sectors: Vec<Choice>,
    /// The one it is.
    pub sector: String,
    /// How the organization wants to be asked instead (R-REQ-3).
    pub procedure: Field,
    /// The products.
    pub rows: Vec<PolicyRow>,
}

/// Somebody who has a seat of a purchase.
pub struct PurchasePerson {
    /// The name.
    pub name: String,
    /// The sign-in name.
    pub sign_in: String,
    /// The page of the person.
    pub href: String,
    /// Since when.
    pub since: String,
}

/// What one person bought.
pub struct PurchaseSection {
    /// Who.
    pub purchaser: String,
    /// Outside identity, which no other section has.
    pub guid: String,
    /// The page of the subscription.
    pub href: String,
    /// Its state.
    pub state: String,
    /// How loud that is said.
    pub tone: Tone,
    /// Its seats; none where it has ended.
    pub seats: Option<SeatBar>,
    /// Its price and its end.
    pub facts: Vec<Fact>,
    /// Its people.
    pub people: Vec<PurchasePerson>,
    /// That there are more of them.
    pub more: String,
}

/// What people bought of one product (R-SSP-4).
#[derive(Template)]
#[template(path = "purchases.html")]
pub struct PurchasesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// All purchases added up.
    pub facts: Vec<Fact>,
    /// The people as CSV.
    pub csv_href: String,
    /// By purchaser.
    pub sections: Vec<PurchaseSection>,
}
