//! Whole files: headings, files that are none, the dirty file of our own, and more of them where a folder is named.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;

/// Where further files lie; none are needed.
const EXTRA_DATA: &str = "CUPO_SHARED_DATA";

const DIRTY: &[u8] = include_bytes!("../../../../tests/fixtures/users-dirty.csv");
const DIRTY_EXPECTED: &str = include_str!("../../../../tests/fixtures/users-dirty-expected.csv");

struct Expected {
    line: u64,
    case: String,
    verdict: Verdict,
    column: Option<Column>,
    code: String,
}

fn expected(text: &str) -> Vec<Expected> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("the list of verdicts is sound");
        let verdict = match &record[2] {
            "accept" => Verdict::Accept,
            "warn" => Verdict::Warn,
            "skip" => Verdict::Skip,
            "reject" => Verdict::Reject,
            other => panic!("no verdict: {other}"),
        };
        let column = if record[3].is_empty() { None } else { Column::of_heading(&record[3]) };
        assert_eq!(column.is_none(), record[3].is_empty(), "column {:?}", &record[3]);
        let line = record[0].parse().expect("a line number");
        Expected { line, case: record[1].to_owned(), verdict, column, code: record[4].to_owned() }
    };
    reader.records().map(record).collect()
}

/// Verdict, column and code of every row, against the list; lines that are not in the list are accepted.
fn check(bytes: &[u8], domains: Domains, expected: &[Expected]) {
    let listed: BTreeMap<u64, &Expected> =
        expected.iter().map(|expected| (expected.line, expected)).collect();
    let rows: Vec<Row> =
        UserRows::open(bytes, domains).expect("a sound heading line").map(|row| row.expect("read")).collect();
    let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    assert!(listed.keys().all(|line| *line == 1 || lines.contains(line)), "every listed line starts a row");
    for row in &rows {
        let told: Vec<String> = row.findings.iter().map(tell).collect();
        let Some(expected) = listed.get(&row.line) else {
            assert_eq!((row.verdict, told), (Verdict::Accept, Vec::new()), "line {}, not listed", row.line);
            continue;
        };
        let place = format!("line {}, {}: {told:?}", row.line, expected.case);
        assert_eq!(row.verdict, expected.verdict, "{place}");
        assert_eq!(row.user.is_some(), row.verdict <= Verdict::Warn, "{place}");
        if row.verdict == Verdict::Accept {
            assert!(row.findings.is_empty(), "{place}");
            continue;
        }
        let gravest: Vec<&Finding> =
            row.findings.iter().filter(|finding| finding.what.verdict() == row.verdict).collect();
        assert!(gravest.iter().all(|finding| finding.what.code() == expected.code), "{place}");
        assert!(gravest.iter().any(|finding| finding.column == expected.column), "{place}");
        // The same damage in several cells is told of each of them; anything else is one finding.
        let spread = ["mojibake", "replacement"].contains(&expected.code.as_str());
        assert!(spread || row.findings.len() == 1, "{place}");
    }
}

#[test]
fn the_dirty_file_gives_its_verdicts() {
    let expected = expected(DIRTY_EXPECTED);
    assert_eq!(expected.len(), 51, "cases");
    check(DIRTY, domains(), &expected);
}

/// A further file, or none where no folder is named.
fn extra(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os(EXTRA_DATA) else {
        println!("{EXTRA_DATA} is not set: skipping the extra input");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn extra_domains() -> Domains {
    Domains::new(["cordillera.example", "norte.cordillera.example", "alumnos.cordillera.example"])
}

#[test]
fn the_further_dirty_file_gives_its_verdicts() {
    let (Some(bytes), Some(list)) = (extra("users-dirty.csv"), extra("users-dirty-expected.csv")) else {
        return;
    };
    let ours: BTreeMap<String, String> =
        expected(DIRTY_EXPECTED).into_iter().map(|expected| (expected.case, expected.code)).collect();
    let mut expected = expected(std::str::from_utf8(&list).expect("UTF-8"));
    for expected in &mut expected {
        expected.code.clone_from(ours.get(&expected.case).expect("a case that our own file has too"));
    }
    assert_eq!(expected.len(), ours.len(), "cases");
    check(&bytes, extra_domains(), &expected);
}

#[test]
fn the_further_clean_files_are_taken_whole() {
    for (name, users, unlocated) in
        [("users-1k.csv", 1000, Some(49)), ("users-es-250.csv", 250, None), ("users-cp1252.csv", 25, Some(0))]
    {
        let Some(bytes) = extra(name) else { return };
        let rows: Vec<Row> = UserRows::open(&*bytes, extra_domains())
            .expect("a sound heading line")
            .map(|row| row.expect("read"))
            .collect();
        assert_eq!(rows.iter().filter(|row| row.user.is_some()).count(), users, "{name}");
        assert_eq!(rows.len(), users, "{name}");
        let told: Vec<String> = rows.iter().flat_map(|row| row.findings.iter().map(tell)).collect();
        assert!(told.iter().all(|told| told == "location-empty@Country or Region"), "{name}: {told:?}");
        assert!(unlocated.is_none_or(|unlocated| unlocated == told.len()), "{name}: {}", told.len());
        let text = format!("{rows:?}");
        assert!(!text.contains('\u{fffd}') && !text.contains('Ã'), "{name}: letters survive");
    }
}

#[test]
fn headings_in_both_languages_any_order_and_every_delimiter() {
    let user = "ana@ribera.example";
    for language in [HeadingLanguage::English, HeadingLanguage::Spanish] {
        for delimiter in [",", ";", "\t"] {
            let mut columns = Column::ALL;
            columns.reverse();
            let headings: Vec<_> = columns.iter().map(|column| column.heading(language)).collect();
            let cells: Vec<_> = columns
                .iter()
                .map(|column| match column {
                    Column::UserName => user,
                    Column::DisplayName => "Ana Vega, jefa; 2.º",
                    Column::Country => "Spain",
                    _ => "",
                })
                .map(|cell| format!("\"{cell}\""))
                .collect();
            let text = format!("\r\n{}\r\n{}\r\n", headings.join(delimiter), cells.join(delimiter));
            let row = rows(text.as_bytes()).remove(0);
            let user = row.user.map(|user| (user.sign_in, user.display_name));
            assert_eq!(user, Some(("ana@ribera.example".to_owned(), "Ana Vega, jefa; 2.º".to_owned())));
            assert_eq!((row.line, row.verdict), (3, Verdict::Accept));
        }
    }
}

#[test]
fn the_older_and_newer_headings_are_known() {
    let older = HEADINGS.replace("Alternate email address,", "");
    let row = rows(format!("{older}\nana@ribera.example,,,Ana,,,,,,,,,,,Spain").as_bytes()).remove(0);
    assert_eq!(
        (row.verdict, row.user.map(|user| user.alternate_email)),
        (Verdict::Accept, Some(String::new()))
    );
    let newer = HEADINGS.to_lowercase().replace("user name", "Username");
    assert_eq!(
        rows(format!("{newer}\n{}", sound("ana@ribera.example")).as_bytes())[0].verdict,
        Verdict::Accept
    );
}

#[test]
fn a_separator_line_and_cells_without_headings() {
    let semicolons = format!("{};;", HEADINGS.replace(',', ";"));
    let sound = format!("{};;", sound("ana@ribera.example").replace(',', ";"));
    let spoiled = format!("{};x", sound.trim_end_matches(';').to_owned() + ";");
    let text = format!("sep=;\r\n{semicolons}\r\n{sound}\r\n{spoiled}\r\n");
    let told = told(text.as_bytes());
    assert_eq!(told[0], (3, Verdict::Accept, vec![]));
    assert_eq!(told[1], (4, Verdict::Reject, vec!["cells-many".to_owned()]));
}

fn refusal(bytes: &[u8]) -> FileError {
    open(bytes).err().expect("refused")
}

#[test]
fn files_that_are_none() {
    for (bytes, code) in [
        (&b""[..], "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"\xff\xfe", "file-empty"),
        (b"\r\n\r\n , \r\n", "file-empty"),
        (b"PK\x03\x04\x14\x00", "file-not-text"),
        (b"\xd0\xcf\x11\xe0\xa1", "file-not-text"),
        (b"U\0s\0e\0r\0", "file-not-text"),
        (b"ana@ribera.example,Ana,Vega,Ana Vega\r\n", "heading-absent"),
        (b"\"User Name,First Name\r\n", "heading-broken"),
        (b"\"User Name\"x,First Name\r\n", "heading-broken"),
    ] {
        assert_eq!(refusal(bytes).code(), code, "{bytes:?}");
    }
    let endless = vec![b'x'; 1_000_000];
    assert_eq!(refusal(&endless).code(), "heading-broken");
}

#[test]
fn wrong_headings_are_all_told_at_once_with_their_place() {
    let wrong = HEADINGS.replace("First Name", "Vorname").replace("Fax", "City").replace("Display Name,", "");
    let FileError::Headings { line, problems } = refusal(format!("\n{wrong}\n").as_bytes()) else {
        panic!("another refusal");
    };
    assert_eq!(line, 2);
    assert_eq!(
        problems,
        [
            HeadingProblem::Unknown { cell: 2, text: "Vorname".to_owned() },
            HeadingProblem::Twice { cell: 12, column: Column::City },
            HeadingProblem::Missing { column: Column::FirstName },
            HeadingProblem::Missing { column: Column::DisplayName },
            HeadingProblem::Missing { column: Column::Fax },
        ]
    );
}

#[test]
fn the_template_can_be_filled_in() {
    for (language, user) in [
        (HeadingLanguage::English, sound("a@ribera.example")),
        (HeadingLanguage::Spanish, sound("b@ribera.example").replace(',', ";")),
    ] {
        let template = template_csv(language);
        assert!(template.starts_with('\u{feff}') && template.ends_with("\r\n"));
        assert!(rows(template.as_bytes()).is_empty(), "the template itself holds nobody");
        assert_eq!(rows(format!("{template}{user}").as_bytes())[0].verdict, Verdict::Accept);
    }
}

/// Some bytes, then a failure.
struct Breaks<'a>(&'a [u8]);

impl Read for Breaks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::Error::other("the line went dead"));
        }
        self.0.read(buffer)
    }
}

#[test]
fn a_failure_of_the_reader_is_told_once() {
    let many: Vec<String> = (0..5000).map(|number| sound(&format!("u{number}@ribera.example"))).collect();
    let bytes = file(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let mut rows = open(Breaks(&bytes)).expect("the heading line is sound");
    let before = rows.by_ref().take_while(Result::is_ok).count();
    assert!(before > 0, "rows before the failure are judged");
    assert!(rows.next().is_none(), "nothing follows a failure");
}
