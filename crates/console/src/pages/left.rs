//! What is left of people who are deleted: one person's data, inactive mailboxes, and what a search finds.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Fact, Field, FieldError, Frame, Link, Note, Pager, Tone};

/// A deed that can be asked for.
pub struct LeftForm {
    /// Its key.
    pub deed: &'static str,
    /// Which data, of a copy; empty otherwise.
    pub data: &'static str,
    /// Its button.
    pub label: String,
    /// What it means; empty for nothing.
    pub hint: String,
    /// Who gets it, where it is for somebody.
    pub to: Option<Field>,
}

/// One kind of data.
pub struct LeftSection {
    /// Its id on the page.
    pub id: &'static str,
    /// Which data.
    pub title: String,
    /// Where it stands.
    pub facts: Vec<Fact>,
    /// What can be done.
    pub forms: Vec<LeftForm>,
    /// Why other things cannot.
    pub notes: Vec<Note>,
}

/// The data of one person.
#[derive(Template)]
#[template(path = "left.html")]
pub struct LeftPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Where deeds are asked for.
    pub action: String,
    /// Mail and files.
    pub sections: Vec<LeftSection>,
    /// Other pages about this person.
    pub links: Vec<Link>,
}

/// A mailbox in a list.
pub struct MailboxRow {
    /// Name of its person.
    pub name: String,
    /// The page of its data; empty where there is none.
    pub href: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Its id, by which it is told apart.
    pub id: String,
    /// Where it stands.
    pub state: String,
    /// Its end, if it has one.
    pub due: Option<When>,
    /// What can be done with it, or whether a search finds it.
    pub says: String,
    /// The colour of that.
    pub tone: Tone,
}

/// The inactive mailboxes of a customer.
#[derive(Template)]
#[template(path = "inactive.html")]
pub struct InactivePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How many there are.
    pub total: i64,
    /// One page of them.
    pub rows: Vec<MailboxRow>,
    /// The ways to the other pages.
    pub pager: Pager,
    /// Where to go when there is none.
    pub empty_link: Link,
    /// What a search finds.
    pub search: Link,
}

/// What a search finds.
#[derive(Template)]
#[template(path = "found.html")]
pub struct FoundPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where it asks.
    pub action: String,
    /// The address in question.
    pub question: Field,
    /// An address was given.
    pub asked: bool,
    /// The mailboxes at it.
    pub rows: Vec<MailboxRow>,
    /// Mailboxes on a clock, and inactive ones.
    pub links: Vec<Link>,
}
