//! Judges one row of the published list: six cells with two GUIDs and four names, or the reason why it is none.
//! Must never look at other rows; what is odd between rows is found when all are read.

use cupo_domain::ids::Guid;

use super::line::{Broken, cells};
use super::oddity::{Oddity, OddityKind};

/// The longest cell in characters; published ones stay below 150.
const CELL_CHARS_MAX: usize = 512;
/// How much of a bad cell is shown.
const SEEN_CHARS_MAX: usize = 80;
/// Length of a GUID with its hyphens.
const GUID_BYTES: usize = 36;

/// The columns of the published list, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Name of the product.
    ProductName,
    /// Part number of the product.
    PartNumber,
    /// GUID of the product.
    ProductId,
    /// Identifier of the plan.
    PlanName,
    /// GUID of the plan.
    PlanId,
    /// Name of the plan for people.
    FriendlyName,
}

impl Column {
    /// All of them in their order.
    pub const ALL: [Column; 6] = [
        Column::ProductName,
        Column::PartNumber,
        Column::ProductId,
        Column::PlanName,
        Column::PlanId,
        Column::FriendlyName,
    ];

    /// The published heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Column::ProductName => "Product_Display_Name",
            Column::PartNumber => "String_Id",
            Column::ProductId => "GUID",
            Column::PlanName => "Service_Plan_Name",
            Column::PlanId => "Service_Plan_Id",
            Column::FriendlyName => "Service_Plans_Included_Friendly_Names",
        }
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// Why a row was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// Not six cells.
    CellCount {
        /// How many there are.
        found: usize,
    },
    /// A quotation mark is never closed.
    OpenQuote,
    /// Something follows a closing quotation mark.
    AfterQuote,
    /// The line is too long to be one of this list.
    LineTooLong,
    /// The cell is too long to be one of this list.
    CellTooLong,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// A control character other than a tab.
    ControlCharacter,
    /// A GUID or an identifier is missing.
    Empty,
    /// Not a GUID.
    BadGuid,
}

impl RejectReason {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            RejectReason::CellCount { .. } => "cell-count",
            RejectReason::OpenQuote => "open-quote",
            RejectReason::AfterQuote => "after-quote",
            RejectReason::LineTooLong => "line-too-long",
            RejectReason::CellTooLong => "cell-too-long",
            RejectReason::NotUtf8 => "not-utf-8",
            RejectReason::ControlCharacter => "control-character",
            RejectReason::Empty => "empty",
            RejectReason::BadGuid => "bad-guid",
        }
    }
}

/// A row that was not taken, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The column, or none where the whole row is meant.
    pub column: Option<Column>,
    /// Why.
    pub reason: RejectReason,
    /// What stands there, shortened.
    pub seen: String,
}

/// A good row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) product: Guid,
    pub(super) plan: Guid,
    raw: [String; 6],
    clean: [String; 6],
}

impl Row {
    /// The cell as it stands in the file.
    pub(super) fn raw(&self, column: Column) -> &str {
        self.raw.get(column.index()).map_or("", String::as_str)
    }

    /// The cell with its blanks repaired.
    pub(super) fn clean(&self, column: Column) -> &str {
        self.clean.get(column.index()).map_or("", String::as_str)
    }

    /// Whether every cell is equal to the letter.
    pub(super) fn same_text(&self, other: &Row) -> bool {
        self.raw == other.raw
    }
}

/// What one line is.
pub(super) enum Judged {
    Good(Box<Row>, Vec<Oddity>),
    Skipped(Oddity),
    Bad(Reject),
}

/// Blanks of any kind as single ones and none outside.
pub(super) fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decodes the cells of a line and repairs their blanks.
pub(super) fn decode(line: u64, bytes: &[u8]) -> Result<Vec<String>, Reject> {
    let found = cells(bytes).map_err(|broken| {
        let (index, reason) = match broken {
            Broken::OpenQuote(index) => (index, RejectReason::OpenQuote),
            Broken::AfterQuote(index) => (index, RejectReason::AfterQuote),
        };
        reject(line, Column::ALL.get(index).copied(), reason, &String::from_utf8_lossy(bytes))
    })?;
    let decode = |(index, cell): (usize, Vec<u8>)| {
        String::from_utf8(cell).map_err(|bad| {
            let seen = String::from_utf8_lossy(bad.as_bytes()).into_owned();
            reject(line, Column::ALL.get(index).copied(), RejectReason::NotUtf8, &seen)
        })
    };
    found.into_iter().enumerate().map(decode).collect()
}

/// Whether the cells are the heading line, in any letter case.
pub(super) fn is_heading(found: &[String]) -> bool {
    found.len() == Column::ALL.len()
        && found
            .iter()
            .zip(Column::ALL)
            .all(|(cell, column)| clean(cell).eq_ignore_ascii_case(column.heading()))
}

/// Judges a line that is not empty.
pub(super) fn judge(line: u64, bytes: &[u8]) -> Judged {
    let found = match decode(line, bytes) {
        Ok(found) => found,
        Err(bad) => return Judged::Bad(bad),
    };
    let skipped = |kind| Judged::Skipped(oddity(line, None, kind, &found.join(","), ""));
    if is_heading(&found) {
        return skipped(OddityKind::HeadingAgain);
    }
    if found.iter().all(|cell| clean(cell).is_empty()) {
        return skipped(OddityKind::EmptyRow);
    }
    let count = found.len();
    match <[String; 6]>::try_from(found) {
        Ok(raw) => judge_cells(line, raw).unwrap_or_else(Judged::Bad),
        Err(found) => {
            let reason = RejectReason::CellCount { found: count };
            Judged::Bad(reject(line, None, reason, &found.join(",")))
        }
    }
}

fn judge_cells(line: u64, raw: [String; 6]) -> Result<Judged, Reject> {
    let mut odd = Vec::new();
    let mut repaired: [String; 6] = std::array::from_fn(|_| String::new());
    for ((column, cell), slot) in Column::ALL.into_iter().zip(&raw).zip(&mut repaired) {
        let bad = |reason| Err(reject(line, Some(column), reason, cell));
        if cell.chars().count() > CELL_CHARS_MAX {
            return bad(RejectReason::CellTooLong);
        }
        if cell.chars().any(|letter| letter.is_control() && letter != '\t') {
            return bad(RejectReason::ControlCharacter);
        }
        let text = clean(cell);
        let is_name = matches!(column, Column::ProductName | Column::FriendlyName);
        if text.is_empty() && !is_name {
            return bad(RejectReason::Empty);
        }
        odd.extend(blanks(cell, &text, column).map(|kind| oddity(line, Some(column), kind, cell, &text)));
        *slot = text;
    }
    let product = guid(line, Column::ProductId, &repaired, &mut odd)?;
    let plan = guid(line, Column::PlanId, &repaired, &mut odd)?;
    Ok(Judged::Good(Box::new(Row { line, product, plan, raw, clean: repaired }), odd))
}

fn blanks(cell: &str, text: &str, column: Column) -> impl Iterator<Item = OddityKind> {
    let inner = cell.trim();
    let is_identifier = matches!(column, Column::PartNumber | Column::PlanName);
    [
        (cell.contains('\u{a0}'), OddityKind::NoBreakSpace),
        (cell.contains('\t'), OddityKind::Tab),
        (inner.len() != cell.len(), OddityKind::OuterBlank),
        (inner.chars().count() != text.chars().count(), OddityKind::DoubleBlank),
        (is_identifier && text.contains(' '), OddityKind::InnerBlank),
    ]
    .into_iter()
    .filter_map(|(found, kind)| found.then_some(kind))
}

fn guid(line: u64, column: Column, repaired: &[String; 6], odd: &mut Vec<Oddity>) -> Result<Guid, Reject> {
    let text = repaired.get(column.index()).map_or("", String::as_str);
    let read = (text.len() == GUID_BYTES).then(|| Guid::parse_str(text).ok()).flatten();
    let Some(id) = read else { return Err(reject(line, Some(column), RejectReason::BadGuid, text)) };
    let taken = id.to_string();
    if taken != text {
        odd.push(oddity(line, Some(column), OddityKind::GuidCase, text, &taken));
    }
    Ok(id)
}

pub(super) fn oddity(line: u64, column: Option<Column>, kind: OddityKind, seen: &str, taken: &str) -> Oddity {
    Oddity { line, column, kind, seen: shorten(seen), taken: taken.to_owned(), other_line: None }
}

pub(super) fn reject(line: u64, column: Option<Column>, reason: RejectReason, seen: &str) -> Reject {
    Reject { line, column, reason, seen: shorten(seen) }
}

pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(SEEN_CHARS_MAX * 2) {
        None => text.to_owned(),
        Some(_) => text.chars().take(SEEN_CHARS_MAX).chain(['…']).collect(),
    }
}
