//! Small parts: pager, chips, sort links, fields, notes, badges, figures, tabs.

use super::Link;
use crate::texts::Texts;

/// First, Previous, Next and Last, each where it leads anywhere, and the range in words.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// First page.
    pub first: Option<String>,
    /// Page before.
    pub previous: Option<String>,
    /// Page after.
    pub next: Option<String>,
    /// Last page.
    pub last: Option<String>,
    /// `101–200 of 84,213`.
    pub range: String,
}

/// How a column is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortState {
    /// By another column.
    #[default]
    None,
    /// Smallest first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// The head of a column that can be sorted by.
#[derive(Clone, Debug, Default)]
pub struct Sort {
    /// Its label.
    pub label: String,
    /// Address that sorts by it, or turns the order.
    pub href: String,
    /// How it is sorted now.
    pub state: SortState,
}

impl Sort {
    /// The value of `aria-sort`.
    #[must_use]
    pub fn aria(&self) -> &'static str {
        match self.state {
            SortState::None => "none",
            SortState::Ascending => "ascending",
            SortState::Descending => "descending",
        }
    }

    /// The shape beside the label.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match self.state {
            SortState::None => "sort",
            SortState::Ascending => "sort-up",
            SortState::Descending => "sort-down",
        }
    }
}

/// A filter that is on, with the address without it.
#[derive(Clone, Debug, Default)]
pub struct Chip {
    /// What is filtered, in words.
    pub label: String,
    /// Address without it.
    pub remove: String,
}

/// A user as a small box (R-PARTNER-6).
#[derive(Clone, Debug, Default)]
pub struct UserChip {
    /// GUID of the user.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Sign-in name, as its tip.
    pub sign_in: String,
}

/// One choice of a list.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Value in the form.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), chosen }
    }
}

/// A field of a form with what was typed and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Name in the form, and its id.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// What to type; empty for nothing.
    pub hint: String,
    /// What was typed.
    pub value: String,
    /// What is wrong.
    pub error: Option<String>,
    /// The type of the input.
    pub kind: &'static str,
    /// What a browser may fill in.
    pub autocomplete: &'static str,
    /// Where names are suggested; empty for nowhere.
    pub suggest: String,
}

impl Field {
    /// A text field.
    #[must_use]
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self { name, label: label.into(), kind: "text", autocomplete: "off", ..Self::default() }
    }

    /// Another type of input, with what a browser may fill in.
    #[must_use]
    pub fn of(mut self, kind: &'static str, autocomplete: &'static str) -> Self {
        self.kind = kind;
        self.autocomplete = autocomplete;
        self
    }

    /// With names suggested from an address.
    #[must_use]
    pub fn suggest(mut self, address: impl Into<String>) -> Self {
        self.suggest = address.into();
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With what was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With what is wrong.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// Its line in the summary of errors.
    #[must_use]
    pub fn summary(&self) -> Option<FieldError> {
        self.error.clone().map(|text| FieldError { field: self.name, text })
    }
}

/// A line in the summary of errors on top of a form.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// Id of the field.
    pub field: &'static str,
    /// What is wrong.
    pub text: String,
}

/// The colour of a thing, always beside its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say.
    #[default]
    Plain,
    /// Good.
    Good,
    /// On a clock.
    Clock,
    /// Will be lost, or refused.
    Loss,
}

impl Tone {
    /// Its class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Good => "tone-good",
            Self::Clock => "tone-clock",
            Self::Loss => "tone-loss",
        }
    }
}

/// A number with its words.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// The number, written out.
    pub value: String,
    /// What is counted.
    pub label: String,
    /// Where the list is; empty for none.
    pub href: String,
    /// Its colour.
    pub tone: Tone,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Users who will be refused.
    Refusal,
    /// A clock that will start.
    Clock,
    /// Something to know.
    Info,
}

impl NoteKind {
    /// Its class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Refusal => "note-refusal",
            Self::Clock => "note-clock",
            Self::Info => "note-info",
        }
    }

    /// Its shape.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Refusal => "refused",
            Self::Clock => "clock",
            Self::Info => "notice",
        }
    }
}

/// A button that sends a small form.
#[derive(Clone, Debug, Default)]
pub struct PressLink {
    /// What it says.
    pub label: String,
    /// Where it goes.
    pub action: String,
    /// What it sends.
    pub fields: Vec<(String, String)>,
}

/// Some users by name, and the way to all of them.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// What concerns them; empty where the sentence says it.
    pub label: String,
    /// The first names.
    pub names: String,
    /// How many more there are.
    pub more: i64,
    /// The list of all of them.
    pub href: String,
}

/// A sentence on a row, with what would help.
#[derive(Clone, Debug)]
pub struct Note {
    /// What kind.
    pub kind: NoteKind,
    /// The sentence.
    pub text: String,
    /// Whom it is about.
    pub who: Option<Named>,
    /// What would help.
    pub repair: Option<Link>,
}

/// How it ended for one user and product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictKind {
    /// Something changed.
    Done,
    /// It already was as asked.
    Unchanged,
    /// It stays for a reason that is no refusal.
    Kept,
    /// No.
    Refused,
    /// Somebody changed the user meanwhile.
    Changed,
    /// Not yet.
    Waiting,
}

/// The word and shape of a verdict.
#[derive(Clone, Debug)]
pub struct VerdictBadge {
    /// Which.
    pub kind: VerdictKind,
    /// The word.
    pub word: String,
}

impl VerdictBadge {
    /// The badge of a verdict.
    #[must_use]
    pub fn new(t: &Texts, kind: VerdictKind) -> Self {
        let word = match kind {
            VerdictKind::Done => t.verdict_done(),
            VerdictKind::Unchanged => t.verdict_unchanged(),
            VerdictKind::Kept => t.verdict_kept(),
            VerdictKind::Refused => t.verdict_refused(),
            VerdictKind::Changed => t.verdict_changed(),
            VerdictKind::Waiting => t.verdict_waiting(),
        };
        Self { kind, word: word.into_owned() }
    }

    /// Its shape and its class.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match self.kind {
            VerdictKind::Done => "done",
            VerdictKind::Unchanged => "unchanged",
            VerdictKind::Kept => "kept",
            VerdictKind::Refused => "refused",
            VerdictKind::Changed => "changed",
            VerdictKind::Waiting => "waiting",
        }
    }
}

/// One of several views of a page.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// Its label.
    pub label: String,
    /// A count beside the label.
    pub count: Option<i64>,
    /// Its address.
    pub href: String,
    /// Whether it is open.
    pub current: bool,
}

/// How far something is that takes long.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What is finished.
    pub done: i64,
    /// All of it.
    pub total: i64,
    /// The sentence.
    pub text: String,
    /// Address of the server-sent events.
    pub events: String,
}

/// A fact with its name.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// Its name.
    pub label: String,
    /// The fact in words.
    pub value: String,
}

impl Fact {
    /// A fact.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A field before and after.
#[derive(Clone, Debug, Default)]
pub struct FieldRow {
    /// Its name.
    pub name: String,
    /// What it said.
    pub before: String,
    /// What it says then.
    pub after: String,
}

impl FieldRow {
    /// Whether all of it is new: a value that never was is no "nothing" before.
    #[must_use]
    pub fn all_new(rows: &[Self]) -> bool {
        rows.iter().all(|row| row.before.is_empty())
    }
}
