//! A person who leaves: the steps in a safe order, what is done already, and everything that will happen.

use askama::Template;

use super::ClockLine;
use crate::texts::Texts;
use crate::view::{Frame, Link, Note};

/// A step.
pub struct LeavingStep {
    /// What it is.
    pub title: String,
    /// Why, and what it does.
    pub text: String,
    /// How it stands; empty where nothing is to be said.
    pub state: String,
    /// It is done.
    pub done: bool,
    /// What stands in its way.
    pub notes: Vec<Note>,
    /// Where it is done.
    pub ways: Vec<Link>,
}

/// The page.
#[derive(Template)]
#[template(path = "leaving.html")]
pub struct LeavingPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The steps in order.
    pub steps: Vec<LeavingStep>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// What a deletion would start today.
    pub clocks: Vec<ClockLine>,
}
