//! Tests of the bulk users file: tables by cell and by row, whole files, and properties over arbitrary bytes.

mod cells;
mod files;
mod properties;
mod records;

use std::io::Read;

use super::*;

const HEADINGS: &str = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
    Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";

/// A sound row for `name`, to be spoiled.
fn sound(name: &str) -> String {
    format!("{name},Ana,Vega,Ana Vega,,,,,,,,,,,,Spain")
}

/// A sound row with one cell changed.
fn with(column: Column, cell: &str) -> String {
    let mut cells = [""; 16].map(str::to_owned);
    cells[Column::UserName as usize] = "ana@ribera.example".to_owned();
    cells[Column::DisplayName as usize] = "Ana Vega".to_owned();
    cells[Column::Country as usize] = "Spain".to_owned();
    cells[column as usize] = format!("\"{}\"", cell.replace('"', "\"\""));
    cells.join(",")
}

/// English headings and these lines.
fn file(lines: &[&str]) -> Vec<u8> {
    format!("{HEADINGS}\r\n{}\r\n", lines.join("\r\n")).into_bytes()
}

fn domains() -> Domains {
    Domains::new(["ribera.example", "Taller.Ribera.Example", "aula.ribera.example"])
}

fn open<R: Read>(reader: R) -> Result<UserRows<R>, FileError> {
    UserRows::open(reader, domains())
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    open(bytes).expect("the heading line is sound").map(|row| row.expect("memory can be read")).collect()
}

/// Line, verdict and `code` or `code@Column` of each finding.
fn told(bytes: &[u8]) -> Vec<(u64, Verdict, Vec<String>)> {
    rows(bytes)
        .into_iter()
        .map(|row| (row.line, row.verdict, row.findings.iter().map(tell).collect()))
        .collect()
}

fn tell(finding: &Finding) -> String {
    let place = finding.column.map(|column| format!("@{}", column.heading(HeadingLanguage::English)));
    format!("{}{}", finding.what.code(), place.unwrap_or_default())
}
