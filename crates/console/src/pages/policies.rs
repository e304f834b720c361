//! What a customer decides about people who serve themselves: what they may buy.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Choice, Frame};

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
    /// The products.
    pub rows: Vec<PolicyRow>,
}
