//! Audit, settings of a customer, and the mail that would be sent.

use askama::Template;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Frame, Link, Pager, VerdictBadge};

/// One record.
pub struct AuditRow {
    /// When.
    pub at: When,
    /// Who.
    pub who: String,
    /// Through which door; empty where nobody came through one.
    pub door: String,
    /// What was done, in words.
    pub action: String,
    /// Whom or what it concerns.
    pub about: String,
    /// What changed.
    pub detail: String,
    /// How it ended.
    pub verdict: VerdictBadge,
    /// The operation it belongs to.
    pub operation: Option<Link>,
}

/// The audit log (R-AUDIT-6).
#[derive(Template)]
#[template(path = "audit.html")]
pub struct AuditPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// First day.
    pub from: Field,
    /// Last day.
    pub to: Field,
    /// Kinds of action.
    pub actions: Vec<Choice>,
    /// Who did it.
    pub who: Field,
    /// To which user.
    pub user: Field,
    /// Products of the customer.
    pub products: Vec<Choice>,
    /// Doors.
    pub doors: Vec<Choice>,
    /// The operation that alone is shown, and the way to all.
    pub operation: Option<(String, Link)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The same list as CSV.
    pub csv_href: String,
    /// The same list as JSON.
    pub json_href: String,
    /// The records of this page.
    pub rows: Vec<AuditRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// What a partner did at a customer.
pub struct ActivityRow {
    /// When.
    pub at: When,
    /// At whom; leads to what was done there alone.
    pub customer: Link,
    /// Whom or what it concerns.
    pub about: String,
    /// What was done, in words.
    pub action: String,
    /// What changed.
    pub detail: String,
    /// Who.
    pub who: String,
    /// Through which door.
    pub door: String,
    /// How it ended.
    pub verdict: VerdictBadge,
    /// The operation it belongs to.
    pub operation: Option<Link>,
}

/// The activity log of a partner (R-AUDIT-3).
#[derive(Template)]
#[template(path = "activity.html")]
pub struct ActivityPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// First day.
    pub from: Field,
    /// Last day.
    pub to: Field,
    /// Part of a customer's name.
    pub company: Field,
    /// Kinds of thing.
    pub resources: Vec<Choice>,
    /// The customer that alone is shown, and the way to all.
    pub customer: Option<(String, Link)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The same list as CSV.
    pub csv_href: String,
    /// The records of this page.
    pub rows: Vec<ActivityRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// A domain of a customer.
pub struct DomainRow {
    /// The domain.
    pub domain: String,
    /// New users get it.
    pub default: bool,
}

/// The domains of a customer.
pub struct DomainsSection {
    /// Where changes go.
    pub action: String,
    /// The domains.
    pub rows: Vec<DomainRow>,
    /// The field for more.
    pub add: Field,
    /// The reader may change them.
    pub may_change: bool,
    /// Where the reader came from, to go back there.
    pub from: Option<String>,
}

/// Settings of a customer.
#[derive(Template)]
#[template(path = "settings.html")]
pub struct SettingsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the form goes.
    pub action: String,
    /// What the fields say as they are shown, as the form sends it back.
    pub was: Vec<(String, String)>,
    /// The settings for whoever only reads them (R-ROLE-7); empty for whoever may change them.
    pub facts: Vec<Fact>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Users at a time on the Licenses page (D-16).
    pub page_limit: Field,
    /// Days files are kept after a user was deleted (R-FILE-2).
    pub retention: Field,
    /// Managers get access to the files of people who are deleted (R-FILE-3).
    pub delegation: Vec<Choice>,
    /// Who gets it where there is no manager.
    pub second: Field,
    /// People who may lose something unseen (D-15).
    pub guard: Field,
    /// Restored users get licenses back even where no seat is free.
    pub over_quota: Vec<Choice>,
    /// The agreement under which the customer buys itself (R-ROLE-9).
    pub agreements: Vec<Choice>,
    /// Time zone.
    pub zones: Vec<Choice>,
    /// Domains of its users.
    pub domains: DomainsSection,
}

/// A message.
pub struct MailRow {
    /// Subject.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// When it was written.
    pub at: When,
    /// The text.
    pub body: String,
}

/// The clock of a demo (D-17).
#[derive(Template)]
#[template(path = "time.html")]
pub struct TimePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Business time.
    pub now: When,
    /// When something happens by itself next; none when nothing will.
    pub next: Option<When>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The day to go to.
    pub to: Field,
}

/// Mail that would be sent (D-39).
#[derive(Template)]
#[template(path = "mail.html")]
pub struct MailPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// The messages of this page.
    pub rows: Vec<MailRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}
