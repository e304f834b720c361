//! Groups: the list, one group with what it gives and who is in it, and the choice of its licenses.

use askama::Template;

use super::LicenseChoice;
use crate::texts::Texts;
use crate::view::{Fact, Field, FieldError, Frame, Link, Note, Progress, Tab, Tone};

/// A group of the list.
pub struct GroupLine {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// What it is for.
    pub description: String,
    /// Active members.
    pub members: i64,
    /// Products it gives.
    pub licenses: i64,
    /// How it stands, in words.
    pub state: String,
    /// How loud that is said.
    pub tone: Tone,
}

/// All groups of a customer.
#[derive(Template)]
#[template(path = "groups.html")]
pub struct GroupsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The groups of this page.
    pub rows: Vec<GroupLine>,
    /// The groups after these.
    pub next: Option<Link>,
    /// What is searched for.
    pub search: Field,
    /// Where a group is created; nowhere for readers who may not.
    pub create: Option<Link>,
    /// The list without a search.
    pub all: Link,
}

/// A product that a group gives.
pub struct GivenRow {
    /// Its name.
    pub name: String,
    /// `12 of 14`.
    pub plans: String,
    /// People who have it from here.
    pub have: i64,
    /// People who lack it, or keep it with an error.
    pub lack: i64,
    /// How it stands, in words.
    pub state: String,
    /// How loud that is said.
    pub tone: Tone,
    /// Where more seats are bought, where that would help and the reader may.
    pub buy: Option<String>,
}

/// A person of a group.
pub struct PersonLine {
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// The person's page.
    pub href: String,
    /// What is in error: why, and what would help.
    pub errors: Vec<String>,
    /// A remark, such as no longer being in the group.
    pub note: String,
    /// Taking the person out.
    pub leave: Option<String>,
    /// Deciding about the person anew.
    pub reprocess: Option<String>,
}

/// One group.
#[derive(Template)]
#[template(path = "group.html")]
pub struct GroupPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// What it is for, and its kind.
    pub facts: Vec<Fact>,
    /// Work that is under way.
    pub progress: Option<Progress>,
    /// What it gives.
    pub given: Vec<GivenRow>,
    /// Choosing its licenses.
    pub edit: Option<Link>,
    /// Deciding about everybody anew.
    pub reprocess: Option<Link>,
    /// Deleting it.
    pub delete: Option<Link>,
    /// Successfully assigned, actions needed.
    pub tabs: Vec<Tab>,
    /// The tab that is open.
    pub wrong_ones: bool,
    /// People of the open tab.
    pub people: Vec<PersonLine>,
    /// The people after these.
    pub next: Option<Link>,
    /// The rule that says who is in it; empty where people are chosen by hand.
    pub rule: String,
    /// Writing the rule, or giving it up.
    pub rules: Vec<Link>,
    /// Adding people.
    pub add: Option<(String, Field)>,
    /// All groups.
    pub all: Link,
}

impl GroupPage {
    /// Whether somebody in it lacks what it gives.
    #[must_use]
    pub fn lacks(&self) -> bool {
        self.given.iter().any(|it| it.lack > 0)
    }
}

/// The rule of a group, with help beside it.
#[derive(Template)]
#[template(path = "group_rule.html")]
pub struct GroupRulePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The rule.
    pub field: Field,
    /// What a rule can ask about.
    pub attributes: Vec<String>,
    /// Where the form goes.
    pub action: String,
    /// The group.
    pub back: String,
}

/// The choice of a group's licenses.
#[derive(Template)]
#[template(path = "group_licenses.html")]
pub struct GroupLicensesPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The products.
    pub choices: Vec<LicenseChoice>,
    /// Where the form goes.
    pub action: String,
    /// The group.
    pub back: String,
}
