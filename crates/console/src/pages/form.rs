//! A plain form: something new is created from a few fields.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Frame};

/// A list to choose from.
pub struct Select {
    /// Name in the form.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// The form.
#[derive(Template)]
#[template(path = "form.html")]
pub struct FormPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What will happen.
    pub lead: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Where the form goes.
    pub action: String,
    /// Name and value of what the form carries unseen.
    pub hidden: Vec<Fact>,
    /// Lists before the fields.
    pub first: Vec<Select>,
    /// Fields to fill in.
    pub fields: Vec<Field>,
    /// Lists after the fields.
    pub then: Vec<Select>,
    /// Label of the button.
    pub submit: String,
    /// Where to go instead.
    pub back: String,
}
