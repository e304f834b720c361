//! Reads the published list of products and service plans as it is: every row that can be taken is taken, everything
//! odd is told with its line, and what cannot be taken is returned apart with its reason.
//! Must never lose a row silently, and never decide whether rows are imported although others were rejected.

mod settle;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};

use cupo_domain::ids::Guid;

use super::line::{Line, next_line};
use super::oddity::Oddity;
use super::row::{Column, Judged, Reject, RejectReason, Row, decode, is_heading, judge, reject};

/// The largest file that is read; published ones are near 1 MB.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How many rejects are kept; above, a person has the wrong file.
const REJECTS_MAX: usize = 10_000;

/// A product of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialProduct {
    /// Identity.
    pub id: Guid,
    /// Part number.
    pub part_number: String,
    /// Name.
    pub name: String,
    /// Its service plans.
    pub plans: BTreeSet<Guid>,
}

/// A service plan of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialPlan {
    /// Identity.
    pub id: Guid,
    /// Identifier.
    pub name: String,
    /// Name for people.
    pub friendly: String,
}

/// The list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialCatalogue {
    /// Products by GUID.
    pub products: Vec<OfficialProduct>,
    /// Plans by GUID.
    pub plans: Vec<OfficialPlan>,
    /// Everything odd that was taken all the same, by line and column.
    pub oddities: Vec<Oddity>,
    /// Rows that were not taken, by line.
    pub rejects: Vec<Reject>,
    /// How many rows were read, without the heading and empty lines.
    pub rows: u64,
}

impl OfficialCatalogue {
    /// How many pairs of product and plan there are.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.products.iter().map(|product| product.plans.len()).sum()
    }
}

/// Why the file as a whole is not that list.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// It cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the file is empty; the list of products and service plans begins with its six headings")]
    Empty,
    /// The first line is not the heading line.
    #[error(
        "line 1, column {column}: the heading is \"{seen}\" and should be \"{expected}\"; give the CSV as published, \
         with commas and in UTF-8"
    )]
    Heading {
        /// The column, counted from 1.
        column: usize,
        /// What should stand there.
        expected: &'static str,
        /// What stands there.
        seen: String,
    },
    /// It is too large.
    #[error("the file is larger than {0} bytes; the published list is near 1 MB, so this is another file")]
    TooLarge(u64),
    /// Hardly anything of it can be read.
    #[error(
        "line {line}: more than {max} rows cannot be read; the first is line {first}, this is another file"
    )]
    TooManyRejects {
        /// The line at which reading stopped.
        line: u64,
        /// The first row that was not taken.
        first: u64,
        /// The limit.
        max: usize,
    },
}

/// Reads the list.
///
/// # Errors
/// Where the file as a whole is not that list; single bad rows are in [`OfficialCatalogue::rejects`].
pub fn read_official(reader: impl Read) -> Result<OfficialCatalogue, OfficialError> {
    let mut reader = BufReader::new(reader.take(FILE_BYTES_MAX + 1));
    skip_mark(&mut reader)?;
    let mut used = heading(&mut reader)?;
    let mut found = Found::default();
    let mut line = 1;
    while let Some(next) = next_line(&mut reader)? {
        line += 1;
        let Line::Whole(bytes) = next else {
            found.reject(reject(line, None, RejectReason::LineTooLong, ""))?;
            continue;
        };
        used += bytes.len() as u64 + 1;
        if used > FILE_BYTES_MAX {
            return Err(OfficialError::TooLarge(FILE_BYTES_MAX));
        }
        if !bytes.trim_ascii().is_empty() {
            found.take(judge(line, &bytes))?;
        }
    }
    if reader.get_ref().limit() == 0 {
        return Err(OfficialError::TooLarge(FILE_BYTES_MAX));
    }
    Ok(settle::settle(found))
}

/// What reading has brought so far.
#[derive(Debug, Default)]
struct Found {
    rows: Vec<Row>,
    oddities: Vec<Oddity>,
    rejects: Vec<Reject>,
    read: u64,
}

impl Found {
    fn take(&mut self, judged: Judged) -> Result<(), OfficialError> {
        match judged {
            Judged::Good(row, odd) => {
                self.read += 1;
                self.rows.push(*row);
                self.oddities.extend(odd);
            }
            Judged::Skipped(odd) => self.oddities.push(odd),
            Judged::Bad(bad) => {
                self.read += 1;
                self.reject(bad)?;
            }
        }
        Ok(())
    }

    fn reject(&mut self, bad: Reject) -> Result<(), OfficialError> {
        if self.rejects.len() == REJECTS_MAX {
            let first = self.rejects.first().map_or(bad.line, |reject| reject.line);
            return Err(OfficialError::TooManyRejects { line: bad.line, first, max: REJECTS_MAX });
        }
        self.rejects.push(bad);
        Ok(())
    }
}

/// Skips the byte order mark, which the published file has.
fn skip_mark(reader: &mut impl BufRead) -> Result<(), OfficialError> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    for expected in MARK {
        if reader.fill_buf()?.first() != Some(expected) {
            break;
        }
        reader.consume(1);
    }
    Ok(())
}

/// Reads the heading line; how many bytes it took.
fn heading(reader: &mut impl BufRead) -> Result<u64, OfficialError> {
    let bytes = match next_line(reader)? {
        None => return Err(OfficialError::Empty),
        Some(Line::TooLong) => Vec::new(),
        Some(Line::Whole(bytes)) => bytes,
    };
    let found = decode(1, &bytes).unwrap_or_else(|bad| vec![bad.seen]);
    if is_heading(&found) {
        return Ok(bytes.len() as u64 + 1);
    }
    let at = Column::ALL
        .iter()
        .zip(found.iter().map(String::as_str).chain(std::iter::repeat("")))
        .position(|(column, cell)| !super::row::clean(cell).eq_ignore_ascii_case(column.heading()));
    let column = at.unwrap_or(Column::ALL.len());
    Err(OfficialError::Heading {
        column: column + 1,
        expected: Column::ALL.get(column).map_or("", |column| column.heading()),
        seen: found.get(column).map(|cell| super::row::shorten(cell)).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
