//! The admin centre's bulk users file: a stream of bytes in, a stream of judged rows out, in bounded memory.
//! Commas, semicolons or tabs; English or Spanish headings in any order; UTF-8, UTF-16 with its mark, or
//! Windows-1252. Must never write anything, know who exists already, nor hold a sentence: surfaces have those.
//!
//! Decisions worth a word, each tested beside this file:
//! - Lines count as an editor counts them, also inside quoted cells; a row's line is where it starts.
//! - A fault costs its row and no other: an open quotation mark costs the line it is on (see `record`).
//! - Encoding is settled row by row; a row unlike those before it is taken with a warning (see `record`).
//! - Cells are trimmed of blanks of every kind and composed (NFC) before anything else is judged.
//! - Lengths are counted in characters of the composed text.
//! - Only rows that are taken claim their user name, without regard to letter case.

mod column;
mod finding;
mod judge;
mod postal;
mod seen;
mod sign_in;

#[cfg(test)]
mod tests;

use std::io::Read;

use cupo_domain::country::Country;

pub use column::{Column, HeadingLanguage, template_csv};
pub use finding::{Finding, UserFinding};
pub use sign_in::Domains;

use crate::import::cells;
use crate::import::cells::heading::Heading;
use crate::import::cells::record::Records;
use crate::import::cells::source::Source;
use judge::Judge;

pub use crate::import::cells::finding::{NotText, RowFault, Verdict};

/// Why a whole file of users cannot be read.
pub type FileError = cells::finding::FileError<Column>;
/// One thing wrong with its heading line.
pub type HeadingProblem = cells::finding::HeadingProblem<Column>;

/// A user to be created. What the file left empty is empty here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUser {
    /// The sign-in name in the letter case of the file; two that differ only in case are the same.
    pub sign_in: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Name that lists show; never empty.
    pub display_name: String,
    /// Job title.
    pub job_title: String,
    /// Department.
    pub department: String,
    /// Number of the office.
    pub office: String,
    /// Telephone at the office.
    pub office_phone: String,
    /// Mobile telephone.
    pub mobile_phone: String,
    /// Fax.
    pub fax: String,
    /// Mail address outside the organisation.
    pub alternate_email: String,
    /// Street and number; may hold line feeds.
    pub address: String,
    /// City.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postal code.
    pub postal_code: String,
    /// Usage location, where the row names one.
    pub location: Option<Country>,
}

/// One row of the file, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line where it starts, counted from 1.
    pub line: u64,
    /// What becomes of it: the gravest of its findings.
    pub verdict: Verdict,
    /// What was found; none in a row that is accepted.
    pub findings: Vec<Finding>,
    /// The user, where the row is accepted or warned of.
    pub user: Option<NewUser>,
}

/// The judged rows of a file, read as they are asked for. After an error nothing follows.
pub struct UserRows<R> {
    records: Records<R>,
    judge: Judge,
    failed: bool,
}

impl<R: Read> UserRows<R> {
    /// Reads the heading line.
    ///
    /// # Errors
    /// Where the file cannot be read at all, with the place and every wrong heading at once.
    pub fn open(reader: R, domains: Domains) -> Result<Self, FileError> {
        let source = Source::open(reader).map_err(|source| FileError::Read { line: 1, source })?;
        let mut records = Records::new(source);
        let heading = Heading::read(&mut records)?;
        let judge = Judge::new(heading, records.delimiter(), domains);
        Ok(UserRows { records, judge, failed: false })
    }
}

impl<R: Read> Iterator for UserRows<R> {
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
