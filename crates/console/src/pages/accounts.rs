//! Pages about accounts: somebody who administers nothing, and restoring users when not everything comes back.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Fact, Frame, Link};

/// Somebody without an administrative role.
#[derive(Template)]
#[template(path = "nothing.html")]
pub struct NothingPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Role in words.
    pub role: String,
}

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
    /// Users with licenses that stay away, and which.
    pub without: Vec<Fact>,
    /// How many more there are.
    pub more_without: i64,
    /// What their groups give them again, or cannot.
    pub groups: Vec<String>,
    /// Users who are not restored, and why.
    pub refused: Vec<Fact>,
    /// Accounts whose names stand in the way, where they are changed.
    pub renames: Vec<Link>,
    /// How many more there are.
    pub more_refused: i64,
    /// Where seats can be freed or bought.
    pub seats: Link,
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
