//! The panel of one user: Account, and Licenses and apps (R-UI-5).

use askama::Template;

use super::{ClockLine, Footer, LicenseChoice};
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Frame, Link, Note, Tab};

/// What is known about the account.
pub struct AccountTab {
    /// Facts, in words.
    pub facts: Vec<Fact>,
    /// Usage locations to choose from.
    pub locations: Vec<Choice>,
    /// Other fields, where the reader may change them.
    pub fields: Vec<Field>,
    /// Sign-in is allowed.
    pub enabled: bool,
    /// The archive beside the mailbox grows by itself (R-MAIL-13).
    pub growing: bool,
    /// The reader may give a one-time password.
    pub may_reset: bool,
    /// Where that goes.
    pub password_action: String,
    /// The reader may change the location.
    pub may_edit_location: bool,
    /// Where it goes.
    pub location_action: String,
    /// What the fields of the form say as it is shown, as it sends them back.
    pub was: Vec<(String, String)>,
    /// Clocks that run for this user's data.
    pub clocks: Vec<ClockLine>,
}

/// What the user holds.
pub struct LicensesTab {
    /// How many licenses.
    pub held: i64,
    /// The reader may change them.
    pub may_change: bool,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// The products, held ones first.
    pub choices: Vec<LicenseChoice>,
    /// The live preview.
    pub footer: Footer,
    /// Where Save changes goes.
    pub save_action: String,
    /// Where the preview is asked for.
    pub preview_action: String,
}

/// The panel.
#[derive(Template)]
#[template(path = "user.html")]
pub struct UserPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// What else can be done with the user.
    pub actions: Vec<Link>,
    /// The two tabs.
    pub tabs: Vec<Tab>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The tab Account, when it is open.
    pub account: Option<AccountTab>,
    /// The tab Licenses and apps, when it is open.
    pub licenses: Option<LicensesTab>,
}

/// One person's service plans of one product (R-UI-4).
#[derive(Template)]
#[template(path = "holder.html")]
pub struct HolderPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// The product.
    pub product: String,
    /// The licenses of this product, with their plans and the live preview.
    pub licenses: LicensesTab,
    /// All licenses of the user.
    pub user_href: String,
    /// Back to the users of the product.
    pub close_href: String,
}
