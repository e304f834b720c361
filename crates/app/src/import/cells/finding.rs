//! What can be said about any file of cells: why it cannot be read, and why a row is no row. Codes and data only; the
//! sentences live with the surfaces. Must never know what the columns mean.

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

/// Makes a list of findings: what was found with the data that a sentence needs, the stable code, and what it makes
/// of the row. A list may take the faults of rows in as one of its own.
macro_rules! findings {
    ($(#[$enum_doc:meta])* $enum:ident $(with $row:ident($fault:ty))? {
        $($(#[$doc:meta])* $name:ident $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })?
        = $code:literal, $verdict:ident;)*
    }) => {
        $(#[$enum_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $enum {
            $(
                /// The row cannot be taken for a row of its kind.
                $row($fault),
            )?
            $($(#[$doc])* $name $({ $($(#[$field_doc])* $field: $kind,)* })?,)*
        }

        impl $enum {
            /// Every code of this list's own, so that a surface can be held to have a sentence for each.
            pub const CODES: &'static [&'static str] = &[$($code,)*];

            /// The stable code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $($enum::$row(fault) => fault.code(),)?
                    $($enum::$name { .. } => $code,)*
                }
            }

            /// What this finding alone makes of the row.
            #[must_use]
            pub fn verdict(&self) -> $crate::import::cells::finding::Verdict {
                match self {
                    $($enum::$row(fault) => fault.verdict(),)?
                    $($enum::$name { .. } => $crate::import::cells::finding::Verdict::$verdict,)*
                }
            }
        }
    };
}
pub(in crate::import) use findings;

findings! {
    /// Why a row cannot be taken for one, whatever its columns mean.
    RowFault {
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
        /// Not the encoding of the rows before: Windows-1252 among UTF-8, or the reverse.
        MixedEncoding = "mixed-encoding", Warn;
        /// An empty line.
        EmptyLine = "empty-line", Skip;
        /// Delimiters only, as a spreadsheet writes rows that were cleared.
        OnlyDelimiters = "only-delimiters", Skip;
        /// The heading line once more.
        HeadingAgain = "heading-again", Skip;
    }
}

/// Why a whole file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError<C: std::fmt::Debug> {
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
        problems: Vec<HeadingProblem<C>>,
    },
    /// A quotation mark of the heading line is never closed, or the line never ends.
    #[error("line {line}: the heading line cannot be read")]
    HeadingBroken {
        /// Where the heading line stands.
        line: u64,
    },
    /// More rows than are read.
    #[error("more than {limit} rows")]
    Rows {
        /// The greatest number.
        limit: u64,
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

impl<C: std::fmt::Debug> FileError<C> {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FileError::Empty => "file-empty",
            FileError::NotText(_) => "file-not-text",
            FileError::HeadingAbsent { .. } => "heading-absent",
            FileError::Headings { .. } => "headings-wrong",
            FileError::HeadingBroken { .. } => "heading-broken",
            FileError::Rows { .. } => "file-rows",
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
pub enum HeadingProblem<C> {
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
        column: C,
    },
    /// A column that the file must have.
    Missing {
        /// The column.
        column: C,
    },
}
