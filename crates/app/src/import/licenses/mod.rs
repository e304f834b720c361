//! Files of licenses: who shall have which product with which service plans off. A stream of bytes in, a stream of
//! judged rows out; reading and headings as for every file of cells. Must never ask the directory who exists: that
//! is the use case's question.
//!
//! Decisions worth a word, each tested beside this file:
//! - A cell that says which plans are off means exactly those; a file without that column says nothing of plans.
//! - A row without a product says, in a file of desired states, that its user shall have nothing.
//! - A product is named by GUID, part number or name; where several fit, the one the customer owns is meant.
//! - An apostrophe that guards a cell from spreadsheets is taken off again.
//! - Unknown headings are refused: a misspelled "Plans off" would switch plans on.

mod column;
mod finding;
mod judge;
mod names;

#[cfg(test)]
mod tests;

use std::io::Read;
use std::sync::Arc;

use cupo_domain::command::ProductEdit;

use crate::import::cells;
use crate::import::cells::heading::Heading;
use crate::import::cells::record::Records;
use crate::import::cells::source::Source;

pub use column::{Column, SourceState, delimiter, template_csv};
pub use finding::{Finding, LicenseFinding};
pub use names::Names;

use judge::Judge;

/// Why a whole file of licenses cannot be read.
pub type FileError = cells::finding::FileError<Column>;
pub use crate::import::cells::finding::{RowFault, Verdict};

/// What the rows of a file mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMode {
    /// Each row gives its user its product.
    Assign,
    /// Each row takes its product from its user.
    Revoke,
    /// The rows of a user are all that the user shall have, directly.
    Replace,
}

impl FileMode {
    /// All of them.
    pub const ALL: [FileMode; 3] = [FileMode::Assign, FileMode::Revoke, FileMode::Replace];

    /// The stable word, as the command line, the interface and forms have it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            FileMode::Assign => "assign",
            FileMode::Revoke => "revoke",
            FileMode::Replace => "replace",
        }
    }

    /// The mode of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        FileMode::ALL.into_iter().find(|mode| mode.key() == word)
    }
}

/// What a row asks for its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Something about one product.
    Edit(Arc<ProductEdit>),
    /// No license at all.
    Nothing,
}

/// One row of the file, judged as far as that goes without the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line where it starts, counted from 1.
    pub line: u64,
    /// What becomes of it: the gravest of its findings.
    pub verdict: Verdict,
    /// What was found; none in a row that is accepted.
    pub findings: Vec<Finding>,
    /// The sign-in name in small letters, where the row has one: also in a row that is rejected.
    pub user: Option<String>,
    /// What it asks, where it is accepted or warned of.
    pub ask: Option<Ask>,
}

/// The judged rows of a file, read as they are asked for. After an error nothing follows.
pub struct LicenseRows<R> {
    records: Records<R>,
    judge: Judge,
    failed: bool,
}

impl<R: Read> LicenseRows<R> {
    /// Reads the heading line.
    ///
    /// # Errors
    /// Where the file cannot be read at all, with the place and every wrong heading at once.
    pub fn open(reader: R, mode: FileMode, names: Arc<Names>) -> Result<Self, FileError> {
        let source = Source::open(reader).map_err(|source| FileError::Read { line: 1, source })?;
        let mut records = Records::new(source);
        let heading = Heading::read(&mut records)?;
        let judge = Judge::new((heading, records.delimiter()), mode, names);
        Ok(LicenseRows { records, judge, failed: false })
    }
}

impl<R: Read> Iterator for LicenseRows<R> {
    type Item = Result<Row, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.records.next() {
            Ok(record) => record.map(|record| Ok(self.judge.row(&record))),
            Err(source) => {
                self.failed = true;
                Some(Err(FileError::Read { line: self.records.line(), source }))
            }
        }
    }
}
