//! Views of the list of users: the menu in the list, all of them, and the forms that save, rename and delete one.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Field, FieldError, Frame, Link, Tab};

/// The views that the list offers.
pub struct ViewMenu {
    /// The view that is shown, in words.
    pub name: String,
    /// The saved view that the address names, to be kept while filters change.
    pub saved: Option<String>,
    /// Views that are always there.
    pub built_in: Vec<Tab>,
    /// Saved views.
    pub own: Vec<Tab>,
    /// Where all of them stand.
    pub all: Link,
    /// Saving what is filtered, where the reader may and no view shows it.
    pub save: Option<Link>,
}

/// A view with its conditions.
pub struct ViewRow {
    /// Its name.
    pub name: String,
    /// Where it is opened.
    pub href: String,
    /// Its conditions in words; none for everybody.
    pub conditions: Vec<String>,
    /// Where it is renamed or deleted, where the reader may.
    pub change: Option<String>,
}

/// All views.
#[derive(Template)]
#[template(path = "views.html")]
pub struct ViewsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Saved views.
    pub own: Vec<ViewRow>,
    /// How many there can be.
    pub most: i64,
    /// Views that are always there.
    pub built_in: Vec<ViewRow>,
    /// The list of users.
    pub users: Link,
}

/// The form that saves what is filtered.
#[derive(Template)]
#[template(path = "save_view.html")]
pub struct SaveViewPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Where the form goes.
    pub action: String,
    /// The conditions in words.
    pub conditions: Vec<String>,
    /// The conditions as the list has them.
    pub parts: Vec<(&'static str, String)>,
    /// The name.
    pub name: Field,
    /// GUID and name of the saved view that the filters started from.
    pub from: Option<(String, String)>,
    /// Back to the list.
    pub back: String,
}

/// One saved view, to be renamed or deleted.
#[derive(Template)]
#[template(path = "view.html")]
pub struct ViewPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Where the forms go.
    pub action: String,
    /// Where it is opened.
    pub open: Link,
    /// The conditions in words.
    pub conditions: Vec<String>,
    /// The name.
    pub name: Field,
    /// Back to all views.
    pub back: String,
}
