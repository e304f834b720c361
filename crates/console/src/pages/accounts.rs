//! Pages about accounts: restoring users when not everything comes back.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Fact, Frame, Link};

/// What restoring users does, where not everything comes back (Q-3, R-RESTORE-3).
#[derive(Template)]
#[template(path = "restore.html")]
pub struct RestorePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// What will happen, in one sentence.
    pub sentence: String,
    /// What is said about passwords.
    pub passwords: String,
    /// Seats that are taken or missing, and data clocks that stop.
    pub together: Vec<String>,
    /// Users with what comes back and what stays away.
    pub returns: Vec<Fact>,
    /// How many more there are.
    pub more_returns: i64,
    /// Users who are not restored, and why.
    pub refused: Vec<Fact>,
    /// Accounts whose names stand in the way, where they are changed.
    pub renames: Vec<Link>,
    /// How many more there are.
    pub more_refused: i64,
    /// Fields for other names.
    pub names: Vec<OtherName>,
    /// What is wrong with a name that was typed.
    pub wrong: Option<String>,
    /// Where seats can be freed or bought, where some are missing.
    pub seats: Option<Link>,
    /// Somebody can be restored.
    pub may_restore: bool,
    /// Where the form goes.
    pub action: String,
    /// The users, as the form repeats them.
    pub ids: Vec<String>,
    /// GUID of the stored preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
    /// Where to go instead.
    pub back: String,
}

/// A field for the name under which somebody comes back (R-RESTORE-3).
pub struct OtherName {
    /// Its name in the form, and its id.
    pub field: String,
    /// Whose.
    pub name: String,
    /// The sign-in name of before.
    pub sign_in: String,
    /// What was typed.
    pub value: String,
}
