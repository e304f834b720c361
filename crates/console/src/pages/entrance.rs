//! The pages in front of the door: signing in, the first administrator, another password.
//! They never hold a password that was typed.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Frame};

/// An account of a demo.
pub struct DemoDoor {
    /// Role in words.
    pub role: String,
    /// Sign-in name.
    pub username: String,
    /// Password; everybody may know it.
    pub password: String,
}

/// Signing in.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where to go afterwards; an address of this server only.
    pub back: String,
    /// User name.
    pub username: Field,
    /// Password; its value stays empty.
    pub password: Field,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// A waiting time after repeated failures.
    pub notice: Option<String>,
    /// A form that was not taken, as fields that go along.
    pub typed: Vec<(String, String)>,
    /// Accounts of a demo; empty outside of one.
    pub demo: Vec<DemoDoor>,
}

/// A form that was not taken because its session had ended, to be sent by whoever has signed in now.
#[derive(Template)]
#[template(path = "resume.html")]
pub struct ResumePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Why it was not taken yet.
    pub lead: String,
    /// Where it goes.
    pub action: String,
    /// What was typed.
    pub fields: Vec<(String, String)>,
}

/// The one-time link that creates the first administrator (D-25).
#[derive(Template)]
#[template(path = "setup.html")]
pub struct SetupPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the form goes.
    pub action: String,
    /// Partner or single organisation.
    pub kinds: Vec<Choice>,
    /// Name of the organisation.
    pub organisation: Field,
    /// Its first domain.
    pub domain: Field,
    /// Its country.
    pub countries: Vec<Choice>,
    /// Display name of the administrator.
    pub name: Field,
    /// Sign-in name of the administrator.
    pub username: Field,
    /// Password.
    pub password: Field,
    /// Password once more.
    pub repeat: Field,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Another password.
#[derive(Template)]
#[template(path = "password.html")]
pub struct PasswordPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The password so far.
    pub current: Field,
    /// The new one.
    pub new: Field,
    /// The new one once more.
    pub repeat: Field,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}
