//! Who holds which role, what each role may do, and the roles of one person.

use askama::Template;

use crate::texts::Texts;
use crate::view::{FieldError, Frame, Link, Note};

/// A person with roles.
pub struct BearerRow {
    /// Name of the person.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// What the person holds, in words.
    pub roles: String,
    /// Whether and how the person signs in.
    pub sign_in_state: String,
    /// Where the roles are changed, or the person is seen.
    pub href: String,
}

/// What one role may do.
pub struct Permission {
    /// The role, in words.
    pub role: String,
    /// What it may do, in words.
    pub may: String,
}

/// People with roles, and the table of roles.
#[derive(Template)]
#[template(path = "roles.html")]
pub struct RolesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The people of this page.
    pub rows: Vec<BearerRow>,
    /// The people after these.
    pub next: Option<Link>,
    /// Where a person is found who shall get a role.
    pub users: Link,
    /// The table.
    pub table: Vec<Permission>,
}

/// A role that a person may hold.
pub struct RoleBox {
    /// Key of the role.
    pub key: &'static str,
    /// The role, in words.
    pub label: String,
    /// What it may do, in words.
    pub may: String,
    /// The person holds it.
    pub held: bool,
    /// The reader may neither give nor take it.
    pub locked: bool,
}

/// The roles of one person.
#[derive(Template)]
#[template(path = "user_roles.html")]
pub struct UserRolesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Title of the page.
    pub title: String,
    /// Where the form goes.
    pub action: String,
    /// The roles that are shown as held.
    pub shown: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// The roles.
    pub boxes: Vec<RoleBox>,
    /// Back to the person.
    pub back: Link,
}
