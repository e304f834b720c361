//! What surrounds every page: rail, breadcrumb, search, language, account, message of the last action.

use super::Rail;

/// A text that leads somewhere.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads; empty for the page that is open.
    pub href: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Account {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Role in words.
    pub role: String,
    /// Name of the organisation.
    pub organisation: String,
}

/// The customer whose data the page shows.
#[derive(Clone, Debug)]
pub struct CustomerBadge {
    /// Name of the customer.
    pub name: String,
    /// Its main domain.
    pub domain: String,
    /// Its overview.
    pub href: String,
    /// The same page at other customers, where the reader may switch.
    pub others: Vec<Link>,
}

/// The search field of the top bar.
#[derive(Clone, Debug)]
pub struct SearchBox {
    /// Where the search goes (GET, `q`).
    pub action: String,
    /// What was searched.
    pub value: String,
    /// What can be found, in words.
    pub hint: String,
}

/// What kind of message stands on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    /// It worked.
    Done,
    /// Something to know.
    Notice,
    /// It did not work.
    Refused,
}

/// The message of the last action.
#[derive(Clone, Debug)]
pub struct Flash {
    /// What kind.
    pub kind: FlashKind,
    /// The sentence.
    pub text: String,
    /// What can be done about it.
    pub action: Option<Link>,
}

impl Flash {
    /// The shape that goes with the words.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "done",
            FlashKind::Notice => "notice",
            FlashKind::Refused => "refused",
        }
    }

    /// The class of the message.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "flash-done",
            FlashKind::Notice => "flash-notice",
            FlashKind::Refused => "flash-refused",
        }
    }
}

/// Everything around the page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Title of the page, without the product's name.
    pub title: String,
    /// Token of every form.
    pub csrf: String,
    /// Address of this page with its query, to come back to.
    pub here: String,
    /// What the form said that this page answers, to be sent again in another language.
    pub typed: Vec<(String, String)>,
    /// Who is signed in, if anybody.
    pub account: Option<Account>,
    /// The rail; empty for nobody.
    pub rail: Rail,
    /// Where the page is, from the top; the last one is the page.
    pub crumbs: Vec<Link>,
    /// The customer in question.
    pub customer: Option<CustomerBadge>,
    /// Search, where there is something to search.
    pub search: Option<SearchBox>,
    /// Message of the last action.
    pub flash: Option<Flash>,
}
