//! What can be said about a cell, a row and a file: codes and data only, the sentences live with the surfaces.
//! Must never decide anything; the judge does, and the verdict of each finding is fixed here beside its code.

use cupo_domain::country::Country;

use super::column::Column;

/// What becomes of a row. The order is that of gravity: the gravest finding decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Taken as it is.
    Accept,
    /// Taken, and something is said about it.
    Warn,
    /// No user at all: an empty line, a heading once more.
    Skip,
    /// Not taken.
    Reject,
}

/// One thing found in a row, and in which column where it is one cell's fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The column, or none where the whole row is meant.
    pub column: Option<Column>,
    /// What was found.
    pub what: UserFinding,
}

macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })?
       = $code:literal, $verdict:ident;)*) => {
        /// What was found, with the data that a sentence about it needs.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum UserFinding { $($(#[$doc])* $name $({ $($(#[$field_doc])* $field: $kind,)* })?,)* }

        impl UserFinding {
            /// Every code, so that a surface can be held to have a sentence for each.
            pub const CODES: &'static [&'static str] = &[$($code,)*];

            /// The stable code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(UserFinding::$name { .. } => $code,)* }
            }

            /// What this finding alone makes of the row.
            #[must_use]
            pub fn verdict(&self) -> Verdict {
                match self { $(UserFinding::$name { .. } => Verdict::$verdict,)* }
            }
        }
    };
}

findings! {
    /// Required, and empty or blank.
    UserEmpty = "user-empty", Reject;
    /// Required, and empty or blank.
    DisplayEmpty = "display-empty", Reject;
    /// No at sign.
    UserNoAt = "user-no-at", Reject;
    /// More than one at sign.
    UserTwoAt = "user-two-at", Reject;
    /// Nothing before the at sign.
    UserNoAlias = "user-no-alias", Reject;
    /// Nothing after the at sign.
    UserNoDomain = "user-no-domain", Reject;
    /// A domain that is not the customer's.
    DomainUnknown {
        /// The domain as written.
        domain: String,
    } = "domain-unknown", Reject;
    /// A domain without a dot.
    DomainOneLabel {
        /// The domain as written.
        domain: String,
    } = "domain-one-label", Reject;
    /// A domain above the limit.
    DomainLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "domain-long", Reject;
    /// A dot before everything else.
    UserDotStart = "user-dot-start", Reject;
    /// A dot just before the at sign.
    UserDotEnd = "user-dot-end", Reject;
    /// Two dots in a row.
    UserDotTwice = "user-dot-twice", Reject;
    /// A letter outside ASCII.
    UserAccent {
        /// The first such letter.
        letter: char,
    } = "user-accent", Reject;
    /// A blank inside.
    UserSpace = "user-space", Reject;
    /// A letter that cannot be seen: it looks right and is not.
    UserInvisible {
        /// The letter, to be shown by its number only.
        letter: char,
    } = "user-zero-width", Reject;
    /// A letter of another script that looks like a Latin one.
    UserHomoglyph {
        /// The letter.
        letter: char,
        /// What it looks like.
        looks_like: char,
    } = "user-homoglyph", Reject;
    /// A character that a user name cannot have.
    UserForbidden {
        /// The first such character.
        letter: char,
    } = "user-forbidden", Reject;
    /// The part before the at sign is above its limit.
    UserLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "user-long", Reject;
    /// The same row as an earlier one.
    DuplicateRow {
        /// Where the earlier one starts.
        first_line: u64,
    } = "dup-row", Reject;
    /// The user name of an earlier row, whatever the letter case.
    DuplicateUser {
        /// Where the earlier one starts.
        first_line: u64,
    } = "dup-user", Reject;
    /// Above the limit of the column.
    TooLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "too-long", Reject;
    /// A control character.
    Control {
        /// The first one, to be shown by its number only.
        letter: char,
    } = "control", Reject;
    /// No such country.
    LocationUnknown {
        /// The text as written.
        text: String,
    } = "location-unknown", Reject;
    /// Fewer cells than headings.
    CellsFew {
        /// Cells of the heading line.
        expected: usize,
        /// Cells found.
        found: usize,
    } = "cells-few", Reject;
    /// More cells than headings: usually a delimiter inside a cell that is not quoted.
    CellsMany {
        /// Cells of the heading line.
        expected: usize,
        /// Cells found.
        found: usize,
    } = "cells-many", Reject;
    /// This line is separated by another delimiter than the heading line.
    OtherDelimiter {
        /// The delimiter of the file.
        expected: char,
        /// The delimiter of this line.
        found: char,
    } = "other-delimiter", Reject;
    /// A quotation mark that is never closed.
    OpenQuote = "open-quote", Reject;
    /// Text directly after a closing quotation mark.
    TextAfterQuote = "text-after-quote", Reject;
    /// A row above the limit of bytes.
    RowLong {
        /// Greatest length, in bytes.
        limit: usize,
    } = "row-long", Reject;
    /// Starts as a formula when the list is opened again in a spreadsheet.
    Formula = "formula", Warn;
    /// Marks that reorder text: what is shown is not what is stored.
    Reordering {
        /// The first such mark, to be shown by its number only.
        letter: char,
    } = "bidi", Warn;
    /// A letter that cannot be seen.
    Invisible {
        /// The first one, to be shown by its number only.
        letter: char,
    } = "invisible", Warn;
    /// UTF-8 that was read once as Windows-1252.
    Mojibake {
        /// What it probably was.
        likely: String,
    } = "mojibake", Warn;
    /// The mark that stands for a letter that was lost before.
    Replacement = "replacement", Warn;
    /// No usage location: the user can be created and holds no license until there is one.
    LocationEmpty = "location-empty", Warn;
    /// A common name that is not the standard's.
    LocationAlias {
        /// The text as written.
        text: String,
        /// The country that was taken.
        country: Country,
    } = "location-alias", Warn;
    /// A postal code that lost its leading zero in a spreadsheet.
    ZipNoZero {
        /// What it probably was.
        likely: String,
    } = "zip-no-zero", Warn;
    /// A telephone number that a spreadsheet turned into powers of ten.
    PhoneScientific {
        /// The text as written.
        text: String,
    } = "phone-scientific", Warn;
    /// Not the form of a mail address.
    EmailForm = "email-form", Warn;
    /// Not the encoding of the rows before: Windows-1252 among UTF-8, or the reverse.
    MixedEncoding = "mixed-encoding", Warn;
    /// An empty line.
    EmptyLine = "empty-line", Skip;
    /// Delimiters only, as a spreadsheet writes rows that were cleared.
    OnlyDelimiters = "only-delimiters", Skip;
    /// The heading line once more.
    HeadingAgain = "heading-again", Skip;
}

/// Why a whole file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A workbook, an archive, a picture: no text.
    #[error("the file is no text, but {0:?}")]
    NotText(NotText),
    /// The first line has no heading that is known.
    #[error("line {line}: no heading line")]
    HeadingAbsent {
        /// Where the heading line was expected.
        line: u64,
        /// The first cell found there.
        first_cell: String,
    },
    /// Headings that are unknown, missing or twice; all of them at once.
    #[error("line {line}: {} headings are wrong", problems.len())]
    Headings {
        /// Where the heading line stands.
        line: u64,
        /// What is wrong, in the order of the line, missing ones last.
        problems: Vec<HeadingProblem>,
    },
    /// A quotation mark of the heading line is never closed, or the line never ends.
    #[error("line {line}: the heading line cannot be read")]
    HeadingBroken {
        /// Where the heading line stands.
        line: u64,
    },
    /// Reading failed; nothing is known about the rows from this line on.
    #[error("line {line}: reading failed")]
    Read {
        /// The first line that was not read.
        line: u64,
        /// Why.
        source: std::io::Error,
    },
}

impl FileError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FileError::Empty => "file-empty",
            FileError::NotText(_) => "file-not-text",
            FileError::HeadingAbsent { .. } => "heading-absent",
            FileError::Headings { .. } => "headings-wrong",
            FileError::HeadingBroken { .. } => "heading-broken",
            FileError::Read { .. } => "file-read",
        }
    }
}

/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// A workbook (or any archive): to be saved as CSV.
    Workbook,
    /// Anything else with zero bytes in it.
    Binary,
}

/// One thing wrong with the heading line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadingProblem {
    /// No column has this name.
    Unknown {
        /// Which cell, counted from 1.
        cell: usize,
        /// The text found.
        text: String,
    },
    /// Two cells name the same column.
    Twice {
        /// Which cell, counted from 1: the later one.
        cell: usize,
        /// The column.
        column: Column,
    },
    /// A column that the file must have.
    Missing {
        /// The column.
        column: Column,
    },
}
