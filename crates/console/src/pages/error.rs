//! The page for everything that did not work: what happened, which rule, what to do. It never blames and never
//! shows what the log keeps.

use askama::Template;

use crate::refusals::RefusalText;
use crate::texts::Texts;
use crate::view::{Frame, Link};

/// A refusal of a whole request, an unknown address, or a bug of ours.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What happened, in a few words.
    pub title: String,
    /// What happened, in a sentence.
    pub what: String,
    /// The rule; empty for none.
    pub rule: String,
    /// What to do.
    pub remedy: String,
    /// Places and figures that belong to it.
    pub details: Vec<String>,
    /// Where to go now; the first one is the best.
    pub links: Vec<Link>,
    /// Under which number the log has it.
    pub operation: Option<String>,
}

impl ErrorPage {
    /// The page of a refusal.
    #[must_use]
    pub fn refusal(t: &'static Texts, frame: Frame, refusal: RefusalText) -> Self {
        Self {
            t,
            title: refusal.title,
            what: refusal.explanation,
            rule: refusal.rule.to_owned(),
            remedy: refusal.remedy,
            details: Vec::new(),
            links: vec![Link::new(t.error_home(), "/")],
            operation: None,
            frame,
        }
    }

    /// The page of a bug of ours, under the number that the log has it.
    #[must_use]
    pub fn bug(t: &'static Texts, frame: Frame, operation: String) -> Self {
        Self {
            t,
            title: t.error_bug_title().into_owned(),
            what: t.error_bug_what().into_owned(),
            rule: String::new(),
            remedy: t.error_bug_remedy().into_owned(),
            details: Vec::new(),
            links: vec![Link::new(t.error_home(), "/")],
            operation: Some(operation),
            frame,
        }
    }

    /// The page of an address that leads nowhere.
    #[must_use]
    pub fn no_page(t: &'static Texts, frame: Frame) -> Self {
        Self {
            t,
            title: t.error_page_title().into_owned(),
            what: t.error_page_what().into_owned(),
            rule: String::new(),
            remedy: t.error_page_remedy().into_owned(),
            details: Vec::new(),
            links: vec![Link::new(t.error_home(), "/")],
            operation: None,
            frame,
        }
    }
}
