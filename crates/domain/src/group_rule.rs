//! Rules that say who is in a group: a small expression over what is known of a user. It is read here and compared here;
//! the store asks the database the same question. Nothing here knows a group or a license.
//!
//! ```text
//! user.department -eq "Sales" -and (user.country -in ["ES", "PT"] -or -not user.enabled -eq true)
//! ```
//!
//! Attributes are those of [`Attribute`], all of them texts: one that is not set is the empty text, and letters count as
//! they are written. `enabled` is `true` or `false`. Comparisons: `-eq`, `-ne`, `-in`, `-notIn`, `-startsWith`,
//! `-contains`. `-not` binds tighter than `-and`, and `-and` tighter than `-or`.

mod read;

use std::collections::BTreeMap;
use std::fmt;

/// Longest rule, in letters.
pub const RULE_LETTERS_MAX: usize = 3_000;
/// Deepest brackets and negations.
pub const RULE_DEPTH_MAX: usize = 16;
/// Most comparisons of a rule.
pub const RULE_COMPARISONS_MAX: usize = 100;
/// Most values of a list.
pub const RULE_VALUES_MAX: usize = 200;

/// What a rule can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// The department.
    Department,
    /// The job title.
    JobTitle,
    /// The usage location, two letters.
    Country,
    /// The sign-in name.
    UserName,
    /// The name for people.
    DisplayName,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// A field of the profile, by its number in [`PROFILE`].
    Profile(usize),
}

/// The fields of the profile: in rules, and in the directory.
pub const PROFILE: [(&str, &str); 9] = [
    ("office", "office"),
    ("phone", "phone"),
    ("mobile", "mobile"),
    ("fax", "fax"),
    ("alternateEmail", "alternate_email"),
    ("address", "address"),
    ("city", "city"),
    ("state", "state"),
    ("postalCode", "postal_code"),
];

/// The other texts, with their names in rules.
const TEXTS: [(&str, Attribute); 7] = [
    ("department", Attribute::Department),
    ("jobTitle", Attribute::JobTitle),
    ("country", Attribute::Country),
    ("userName", Attribute::UserName),
    ("displayName", Attribute::DisplayName),
    ("firstName", Attribute::FirstName),
    ("lastName", Attribute::LastName),
];

impl Attribute {
    /// The names of all attributes, as rules write them after `user.`; the one that is no text comes last.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let profile = PROFILE.iter().map(|(name, _)| *name);
        TEXTS.iter().map(|(name, _)| *name).chain(profile).chain(["enabled"])
    }

    /// Reads a name.
    fn parse(name: &str) -> Option<Self> {
        let text = TEXTS.iter().find(|(it, _)| *it == name).map(|(_, attribute)| *attribute);
        text.or_else(|| PROFILE.iter().position(|(it, _)| *it == name).map(Self::Profile))
    }
}

/// How texts are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    In(Vec<String>),
    /// Begins so.
    StartsWith(String),
    /// Has this in it.
    Contains(String),
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A comparison of a text; `true` for its opposite.
    Text(Attribute, Test, bool),
    /// Whether sign-in is allowed.
    Enabled(bool),
    /// The opposite.
    Not(Box<Rule>),
    /// All of these.
    All(Vec<Rule>),
    /// Any of these.
    Any(Vec<Rule>),
}

/// What a rule knows of a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Person<'a> {
    /// The department.
    pub department: &'a str,
    /// The job title.
    pub job_title: &'a str,
    /// The usage location; empty for none.
    pub country: &'a str,
    /// The sign-in name.
    pub user_name: &'a str,
    /// The name for people.
    pub display_name: &'a str,
    /// The first name.
    pub first_name: &'a str,
    /// The last name.
    pub last_name: &'a str,
    /// The fields of the profile, as the directory calls them.
    pub profile: Option<&'a BTreeMap<String, String>>,
    /// Sign-in is allowed.
    pub enabled: bool,
}

/// What is wrong with a rule, and where: the number of the letter, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// The letter.
    pub at: usize,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing is asked.
    Empty,
    /// More letters than a rule may have.
    Long,
    /// Brackets and negations are too deep.
    Deep,
    /// Too many comparisons or values.
    Many,
    /// An attribute such as `user.department` should stand here.
    Attribute,
    /// A comparison such as `-eq` should stand here.
    Comparison,
    /// This comparison does not fit the attribute.
    Unfit,
    /// A text in quotes, a list of such, or `true` or `false` should stand here.
    Value,
    /// A text or a list has no end.
    Open,
    /// A bracket has no partner.
    Bracket,
    /// Something should stand between two comparisons: `-and` or `-or`.
    Joint,
}

impl Wrong {
    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Long => "long",
            Self::Deep => "deep",
            Self::Many => "many",
            Self::Attribute => "attribute",
            Self::Comparison => "comparison",
            Self::Unfit => "unfit",
            Self::Value => "value",
            Self::Open => "open",
            Self::Bracket => "bracket",
            Self::Joint => "joint",
        }
    }
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what.key(), self.at)
    }
}

impl Rule {
    /// Reads a rule.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn read(text: &str) -> Result<Self, RuleFault> {
        read::rule(text)
    }

    /// Whether somebody is in.
    #[must_use]
    pub fn covers(&self, person: &Person<'_>) -> bool {
        match self {
            Self::Text(attribute, test, opposite) => test.holds(person.text(*attribute)) != *opposite,
            Self::Enabled(wanted) => person.enabled == *wanted,
            Self::Not(rule) => !rule.covers(person),
            Self::All(rules) => rules.iter().all(|rule| rule.covers(person)),
            Self::Any(rules) => rules.iter().any(|rule| rule.covers(person)),
        }
    }
}

impl Test {
    fn holds(&self, text: &str) -> bool {
        match self {
            Self::In(values) => values.iter().any(|value| value == text),
            Self::StartsWith(start) => text.starts_with(start.as_str()),
            Self::Contains(part) => text.contains(part.as_str()),
        }
    }
}

impl Person<'_> {
    fn text(&self, attribute: Attribute) -> &str {
        match attribute {
            Attribute::Department => self.department,
            Attribute::JobTitle => self.job_title,
            Attribute::Country => self.country,
            Attribute::UserName => self.user_name,
            Attribute::DisplayName => self.display_name,
            Attribute::FirstName => self.first_name,
            Attribute::LastName => self.last_name,
            Attribute::Profile(field) => {
                let text = PROFILE.get(field).and_then(|(_, name)| self.profile?.get(*name));
                text.map_or("", String::as_str)
            }
        }
    }
}

#[cfg(test)]
mod tests;
