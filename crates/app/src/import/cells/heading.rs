//! Reads the heading line: the delimiter, and which cell is which column, and holds rows to it. Must never guess a
//! column: what is not known is named, with its place, before a single row is read.

use std::fmt::Debug;
use std::io::Read;

use unicode_normalization::UnicodeNormalization;

use super::cut::Fault;
use super::finding::{FileError, HeadingProblem, NotText, RowFault};
use super::record::{Cells, DELIMITERS, RECORD_BYTES_MAX, Record, Records};

/// Fewer known headings than this are no heading line.
const KNOWN_MIN: usize = 2;
/// How much of an unknown heading is repeated to the person.
const SHOWN_MAX: usize = 80;
/// How the archives begin of which workbooks are one kind, and how older workbooks begin.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The language of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingLanguage {
    /// English headings, cells separated by commas.
    English,
    /// Spanish headings, cells separated by semicolons, as a Spanish spreadsheet expects them.
    Spanish,
}

/// The columns of one kind of file.
pub trait Columns: Copy + PartialEq + Debug + 'static {
    /// All of them, in the documented order.
    const ALL: &'static [Self];

    /// The column with this heading, in either language.
    fn of_heading(text: &str) -> Option<Self>;

    /// Whether a file may be without it.
    fn is_optional(self) -> bool;
}

/// Which cell is which column. A cell without a heading has none, and must stay empty.
pub(in crate::import) struct Heading<C> {
    columns: Vec<Option<C>>,
}

impl<C: Columns> Heading<C> {
    /// Reads it and tells the records what they need to know.
    pub(in crate::import) fn read<R: Read>(records: &mut Records<R>) -> Result<Self, FileError<C>> {
        refuse_non_text(records)?;
        obey_separator_line(records).map_err(|source| read_error(records, source))?;
        let (line, cells) = first_filled::<C, R>(records)?;
        let heading = Heading::of(&cells);
        if heading.known() < KNOWN_MIN {
            return Err(FileError::HeadingAbsent { line, first_cell: shown(cells.get(0)) });
        }
        let problems = heading.problems(&cells);
        if !problems.is_empty() {
            return Err(FileError::Headings { line, problems });
        }
        records.expect(heading.columns.len());
        Ok(heading)
    }

    fn of(cells: &Cells) -> Self {
        Heading { columns: cells.iter().map(C::of_heading).collect() }
    }

    /// How many cells a row has.
    pub(in crate::import) fn cells(&self) -> usize {
        self.columns.len()
    }

    /// The column of a cell, counted from 0.
    pub(in crate::import) fn column(&self, cell: usize) -> Option<C> {
        self.columns.get(cell).copied().flatten()
    }

    /// Which cell holds a column.
    pub(in crate::import) fn cell(&self, column: C) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    /// Whether these cells are the heading line once more.
    pub(in crate::import) fn is_again(&self, cells: &Cells) -> bool {
        cells.len() == self.columns.len()
            && cells.iter().zip(&self.columns).all(|(cell, column)| C::of_heading(cell) == *column)
    }

    /// Why a record is no row at all, if it is none, and in which column where it is one cell's fault.
    pub(in crate::import) fn unfit(&self, record: &Record, delimiter: u8) -> Option<(Option<C>, RowFault)> {
        if let Some((fault, cell)) = record.fault {
            let column = if fault == Fault::TooLong { None } else { self.column(cell) };
            let what = match fault {
                Fault::OpenQuote => RowFault::OpenQuote,
                Fault::TextAfterQuote => RowFault::TextAfterQuote,
                Fault::TooLong => RowFault::RowLong { limit: RECORD_BYTES_MAX },
            };
            return Some((column, what));
        }
        let cells = &record.cells;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            let only = cells.len() > 1;
            return Some((None, if only { RowFault::OnlyDelimiters } else { RowFault::EmptyLine }));
        }
        let (expected, found) = (self.cells(), cells.len());
        let what = if found != expected {
            match record.other_delimiter {
                Some(other) => RowFault::OtherDelimiter { expected: delimiter.into(), found: other.into() },
                None if found < expected => RowFault::CellsFew { expected, found },
                None => RowFault::CellsMany { expected, found },
            }
        } else if self.overflows(cells) {
            RowFault::CellsMany { expected, found }
        } else if self.is_again(cells) {
            RowFault::HeadingAgain
        } else {
            return None;
        };
        Some((None, what))
    }

    /// Whether a cell without a heading holds something.
    fn overflows(&self, cells: &Cells) -> bool {
        let headless = |cell: usize| self.column(cell).is_none();
        (0..cells.len()).any(|cell| headless(cell) && !cells.get(cell).trim().is_empty())
    }

    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    fn problems(&self, cells: &Cells) -> Vec<HeadingProblem<C>> {
        let mut problems = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            match column {
                None if cells.get(index).trim().is_empty() => {}
                None => {
                    problems.push(HeadingProblem::Unknown { cell: index + 1, text: shown(cells.get(index)) })
                }
                Some(column) if self.cell(*column) != Some(index) => {
                    problems.push(HeadingProblem::Twice { cell: index + 1, column: *column });
                }
                Some(_) => {}
            }
        }
        let missing = |column: &C| !column.is_optional() && self.cell(*column).is_none();
        let missing = C::ALL.iter().copied().filter(missing);
        problems.extend(missing.map(|column| HeadingProblem::Missing { column }));
        problems
    }
}

fn read_error<C: Columns, R: Read>(records: &Records<R>, source: std::io::Error) -> FileError<C> {
    FileError::Read { line: records.line(), source }
}

fn refuse_non_text<C: Columns, R: Read>(records: &mut Records<R>) -> Result<(), FileError<C>> {
    let window = records.window().map_err(|source| FileError::Read { line: 1, source })?;
    if window.bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if WORKBOOKS.iter().any(|start| window.bytes.starts_with(start)) {
        return Err(FileError::NotText(NotText::Workbook));
    }
    let first_line = window.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if first_line.contains(&0) { Err(FileError::NotText(NotText::Binary)) } else { Ok(()) }
}

/// Spreadsheets write and obey a line such as `sep=;` before the heading line.
fn obey_separator_line<R: Read>(records: &mut Records<R>) -> std::io::Result<()> {
    let bytes = records.window()?.bytes;
    let named = bytes.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep="));
    let ends = matches!(bytes.get(5), Some(b'\r' | b'\n'));
    if named && ends && bytes.get(4).is_some_and(|delimiter| DELIMITERS.contains(delimiter)) {
        records.skip_line()?;
    }
    Ok(())
}

/// The first record that is not empty, cut by the delimiter that yields the most headings.
fn first_filled<C: Columns, R: Read>(records: &mut Records<R>) -> Result<(u64, Cells), FileError<C>> {
    loop {
        let mut best = (0, DELIMITERS[0]);
        for delimiter in DELIMITERS {
            let cells = records.peek(delimiter).map_err(|source| read_error(records, source))?;
            let known = cells.iter().filter_map(C::of_heading).count();
            best = if known > best.0 { (known, delimiter) } else { best };
        }
        records.separate_by(best.1);
        let record = records.next().map_err(|source| read_error(records, source))?;
        let Some(record) = record else { return Err(FileError::Empty) };
        if record.fault.is_some() {
            return Err(FileError::HeadingBroken { line: record.line });
        }
        if record.cells.iter().any(|cell| !cell.trim().is_empty()) {
            return Ok((record.line, record.cells));
        }
    }
}

fn shown(cell: &str) -> String {
    cell.trim().chars().filter(|letter| !letter.is_control()).take(SHOWN_MAX).collect()
}

/// Letters and digits only, small, without accents: `Teléfono móvil` becomes `telefonomovil`. A byte order mark
/// inside the text goes with the rest.
pub(in crate::import) fn fold(text: &str) -> String {
    text.nfkd().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
