//! Judges one row: every cell by its column, then the row among those before it. Pure but for the memory of names;
//! never asks the directory who exists already, that is the use case's question.

use std::borrow::Cow;

use cupo_domain::country::{self, Country};
use cupo_domain::letters::{self, LetterFault};

use super::column::Column;
use super::finding::{Finding, UserFinding};
use super::postal;
use super::seen::{Repeated, Seen};
use super::sign_in::{self, Domains};
use super::{NewUser, Row};
use crate::import::cells::finding::{RowFault, Verdict};
use crate::import::cells::heading::Heading;
use crate::import::cells::record::{Cells, Record};
use crate::import::cells::text;
use crate::import::spreadsheet::is_formula;

/// What rows are judged by.
pub(super) struct Judge {
    heading: Heading<Column>,
    delimiter: u8,
    domains: Domains,
    seen: Seen,
}

impl Judge {
    /// For the rows under this heading line.
    pub(super) fn new(heading: Heading<Column>, delimiter: u8, domains: Domains) -> Self {
        Judge { heading, delimiter, domains, seen: Seen::default() }
    }

    /// The verdict on one record.
    pub(super) fn row(&mut self, record: &Record) -> Row {
        if let Some((column, fault)) = self.heading.unfit(record, self.delimiter) {
            let verdict = fault.verdict();
            let findings = vec![Finding { column, what: UserFinding::Row(fault) }];
            return Row { line: record.line, verdict, findings, user: None };
        }
        let mut findings = Findings::default();
        if record.other_encoding {
            findings.add(None, UserFinding::Row(RowFault::MixedEncoding));
        }
        let cleaned = Cleaned::new(&self.heading, &record.cells);
        let location = self.cells(&cleaned, &mut findings);
        if findings.verdict() != Verdict::Reject {
            self.repeats(record.line, &cleaned, &mut findings);
        }
        let verdict = findings.verdict();
        let user = (verdict != Verdict::Reject).then(|| cleaned.into_user(location));
        Row { line: record.line, verdict, findings: findings.list, user }
    }

    /// Every cell by itself, in the documented order of the columns; the location on the way.
    fn cells(&self, cleaned: &Cleaned<'_>, findings: &mut Findings) -> Option<Country> {
        let name = cleaned.get(Column::UserName);
        findings.maybe(Column::UserName, sign_in::fault(name, &self.domains));
        if cleaned.get(Column::DisplayName).is_empty() {
            findings.add(Some(Column::DisplayName), UserFinding::DisplayEmpty);
        }
        for column in Column::ALL {
            if column != Column::UserName {
                any_text(column, cleaned.get(column), findings);
            }
        }
        let location = location(cleaned.get(Column::Country), findings);
        let code = cleaned.get(Column::PostalCode);
        let likely = location.and_then(|country| postal::with_zeros(code, country));
        findings.maybe(Column::PostalCode, likely.map(|likely| UserFinding::ZipNoZero { likely }));
        location
    }

    /// Only rows that stand claim their name: a sound row may follow a faulty one.
    fn repeats(&mut self, line: u64, cleaned: &Cleaned<'_>, findings: &mut Findings) {
        let cells = Column::ALL.into_iter().map(|column| cleaned.get(column));
        let repeated = self.seen.meet(line, cleaned.get(Column::UserName), cells);
        findings.maybe(
            Column::UserName,
            repeated.map(|repeated| match repeated {
                Repeated::Row(first_line) => UserFinding::DuplicateRow { first_line },
                Repeated::Name(first_line) => UserFinding::DuplicateUser { first_line },
            }),
        );
    }
}

fn location(text: &str, findings: &mut Findings) -> Option<Country> {
    if text.is_empty() {
        findings.add(Some(Column::Country), UserFinding::LocationEmpty);
        return None;
    }
    if text.chars().count() > Column::Country.limit() {
        return None;
    }
    let Some((country, alias)) = country::resolve(text) else {
        findings.add(Some(Column::Country), UserFinding::LocationUnknown { text: text.to_owned() });
        return None;
    };
    if alias {
        findings.add(Some(Column::Country), UserFinding::LocationAlias { text: text.to_owned(), country });
    }
    Some(country)
}

/// What holds for text in any column but the user name.
fn any_text(column: Column, cell: &str, findings: &mut Findings) {
    if cell.is_empty() {
        return;
    }
    findings.maybe(column, letters::too_long(cell, column.limit()).map(letter_finding));
    findings.maybe(column, letters::control(cell, column == Column::Address).map(letter_finding));
    if is_formula(cell) {
        findings.add(Some(column), UserFinding::Formula);
    }
    if column.is_phone() && text::is_scientific(cell) {
        findings.add(Some(column), UserFinding::PhoneScientific { text: cell.to_owned() });
    }
    if column == Column::AlternateEmail && !is_address(cell) {
        findings.add(Some(column), UserFinding::EmailForm);
    }
    if !cell.is_ascii() {
        beyond_ascii(column, cell, findings);
    }
}

fn beyond_ascii(column: Column, cell: &str, findings: &mut Findings) {
    let likely = text::unmojibake(cell);
    if likely.is_none() && cell.chars().all(letters::is_plain) {
        return;
    }
    findings.maybe(column, letters::reordering(cell).map(letter_finding));
    if likely.is_none() {
        findings.maybe(column, letters::invisible(cell).map(letter_finding));
    }
    findings.maybe(column, likely.map(|likely| UserFinding::Mojibake { likely }));
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        findings.add(Some(column), UserFinding::Replacement);
    }
}

fn letter_finding(fault: LetterFault) -> UserFinding {
    match fault {
        LetterFault::Long { limit, length } => UserFinding::TooLong { limit, length },
        LetterFault::Control(letter) => UserFinding::Control { letter },
        LetterFault::Reordering(letter) => UserFinding::Reordering { letter },
        LetterFault::Invisible(letter) => UserFinding::Invisible { letter },
    }
}

/// Something, one at sign, something with a dot; no blanks. More can only be known by writing to it.
fn is_address(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(alias, domain)| {
        !alias.is_empty()
            && !domain.contains('@')
            && domain.contains('.')
            && !cell.contains(char::is_whitespace)
    })
}

/// Findings of one row, in the order of discovery.
#[derive(Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, column: Option<Column>, what: UserFinding) {
        self.list.push(Finding { column, what });
    }

    fn maybe(&mut self, column: Column, what: Option<UserFinding>) {
        self.list.extend(what.map(|what| Finding { column: Some(column), what }));
    }

    fn verdict(&self) -> Verdict {
        self.list.iter().map(|finding| finding.what.verdict()).max().unwrap_or(Verdict::Accept)
    }
}

/// The cells by column, as they are stored.
struct Cleaned<'a> {
    cells: [Cow<'a, str>; Column::ALL.len()],
}

impl<'a> Cleaned<'a> {
    fn new(heading: &Heading<Column>, cells: &'a Cells) -> Self {
        let cell =
            |column| heading.cell(column).map_or(Cow::Borrowed(""), |cell| text::clean(cells.get(cell)));
        Cleaned { cells: Column::ALL.map(cell) }
    }

    fn get(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", |cell| cell)
    }

    fn into_user(self, location: Option<Country>) -> NewUser {
        let [
            sign_in,
            first_name,
            last_name,
            display_name,
            job_title,
            department,
            office,
            office_phone,
            mobile_phone,
            fax,
            alternate_email,
            address,
            city,
            state,
            postal_code,
            _,
        ] = self.cells.map(Cow::into_owned);
        NewUser {
            sign_in,
            first_name,
            last_name,
            display_name,
            job_title,
            department,
            office,
            office_phone,
            mobile_phone,
            fax,
            alternate_email,
            address,
            city,
            state,
            postal_code,
            location,
        }
    }
}
