//! Reads the heading line: the delimiter, and which cell is which column. Must never guess a column: what is not
//! known is named, with its place, before a single row is read.

use std::io::Read;

use super::column::Column;
use super::finding::{FileError, HeadingProblem, NotText};
use super::record::{Cells, DELIMITERS, Records};

/// Fewer known headings than this are no heading line.
const KNOWN_MIN: usize = 2;
/// How much of an unknown heading is repeated to the person.
const SHOWN_MAX: usize = 80;
/// How the archives begin of which workbooks are one kind, and how older workbooks begin.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Which cell is which column. A cell without a heading has none, and must stay empty.
pub(super) struct Heading {
    columns: Vec<Option<Column>>,
    cells: [Option<usize>; Column::ALL.len()],
}

impl Heading {
    /// Reads it and tells the records what they need to know.
    pub(super) fn read<R: Read>(records: &mut Records<R>) -> Result<Self, FileError> {
        refuse_non_text(records)?;
        obey_separator_line(records).map_err(|source| read_error(records, source))?;
        let (line, cells) = first_filled(records)?;
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
        let columns: Vec<_> = cells.iter().map(Column::of_heading).collect();
        let cells = Column::ALL.map(|column| columns.iter().position(|known| *known == Some(column)));
        Heading { columns, cells }
    }

    /// How many cells a row has.
    pub(super) fn cells(&self) -> usize {
        self.columns.len()
    }

    /// The column of a cell, counted from 0.
    pub(super) fn column(&self, cell: usize) -> Option<Column> {
        self.columns.get(cell).copied().flatten()
    }

    /// Which cell holds a column.
    pub(super) fn cell(&self, column: Column) -> Option<usize> {
        self.cells.get(column as usize).copied().flatten()
    }

    /// Whether these cells are the heading line once more.
    pub(super) fn is_again(&self, cells: &Cells) -> bool {
        cells.len() == self.columns.len()
            && cells.iter().zip(&self.columns).all(|(cell, column)| Column::of_heading(cell) == *column)
    }

    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    fn problems(&self, cells: &Cells) -> Vec<HeadingProblem> {
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
        // The older form of the file has no alternate address.
        let missing = |column: &Column| *column != Column::AlternateEmail && self.cell(*column).is_none();
        problems
            .extend(Column::ALL.into_iter().filter(missing).map(|column| HeadingProblem::Missing { column }));
        problems
    }
}

fn read_error<R: Read>(records: &Records<R>, source: std::io::Error) -> FileError {
    FileError::Read { line: records.line(), source }
}

fn refuse_non_text<R: Read>(records: &mut Records<R>) -> Result<(), FileError> {
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
fn first_filled<R: Read>(records: &mut Records<R>) -> Result<(u64, Cells), FileError> {
    loop {
        let mut best = (0, DELIMITERS[0]);
        for delimiter in DELIMITERS {
            let cells = records.peek(delimiter).map_err(|source| read_error(records, source))?;
            let known = cells.iter().filter_map(Column::of_heading).count();
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
