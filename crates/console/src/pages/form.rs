//! A plain form: something new is created from a few fields.

use askama::Template;

use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Frame, Link};

/// What sending a form would do, kept as a preview.
pub struct FormPreview {
    /// Where it is asked for anew.
    pub action: String,
    /// In one sentence.
    pub text: String,
    /// GUID of the stored preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
}

/// The sentence of a preview alone, with what carries it.
#[derive(Default, Template)]
#[template(path = "buy_sentence.html")]
pub struct Sentence {
    /// In one sentence.
    pub text: String,
    /// GUID of the stored preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
}

/// A list to choose from.
pub struct Select {
    /// Name in the form.
    pub name: std::borrow::Cow<'static, str>,
    /// Its label.
    pub label: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// A page that has nothing to show yet, with the step before it.
#[derive(Template)]
#[template(path = "empty.html")]
pub struct EmptyPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is missing.
    pub title: String,
    /// How it comes here.
    pub text: String,
    /// The step before it.
    pub link: Link,
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
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// It was to be done before it was shown.
    pub asked: bool,
    /// What sending it would do; none where that needs no words.
    pub preview: Option<FormPreview>,
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
