//! Lines, quotation marks, delimiters, encodings, repeated rows.

use Verdict::{Accept, Reject, Skip, Warn};

use super::*;

/// Line, verdict and findings in one word, for rows that are compared whole.
fn brief(bytes: &[u8]) -> Vec<(u64, Verdict, String)> {
    told(bytes).into_iter().map(|(line, verdict, findings)| (line, verdict, findings.join(" "))).collect()
}

fn check(bytes: &[u8], expected: &[(u64, Verdict, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(line, verdict, told)| (*line, *verdict, (*told).to_owned())).collect();
    assert_eq!(
        brief(bytes),
        expected,
        "file {:?}",
        String::from_utf8_lossy(bytes.get(..3000).unwrap_or(bytes))
    );
}

#[test]
fn an_open_quotation_mark_costs_the_line_it_is_on() {
    let open = "bea@ribera.example,\"Bea,Gil,Bea Gil,,,,,,,,,,,,Spain";
    let (ana, eva) = (sound("ana@ribera.example"), sound("eva@ribera.example"));
    check(
        &file(&[&ana, open, &eva]),
        &[(2, Accept, ""), (3, Reject, "open-quote@First Name"), (4, Accept, "")],
    );
    let quoted = "eva@ribera.example,\"Eva, María\",Gil,Eva Gil,,,,,,,,,,,,Spain";
    check(
        &file(&[open, &ana, quoted]),
        &[(2, Reject, "open-quote@First Name"), (3, Accept, ""), (4, Accept, "")],
    );
    check(&file(&[open]), &[(2, Reject, "open-quote@First Name")]);
}

#[test]
fn a_mark_that_is_closed_lines_later_by_chance_swallows_nothing() {
    let open = "bea@ribera.example,\"Bea,Gil,Bea Gil,,,,,,,,,,,,Spain";
    let closing = "eva@ribera.example,Eva,Gil,Eva Gil,,,,,,,,,,,\",Spain";
    let ana = sound("ana@ribera.example");
    let told = brief(&file(&[open, &ana, closing]));
    assert_eq!(told[0].0, 2);
    assert_eq!(told[0].1, Reject, "the line with the mark");
    assert_eq!(told[1], (3, Accept, String::new()), "the sound line between");
    assert_eq!(told[2].0, 4, "the line with the other mark is told of too");
}

#[test]
fn broken_rows() {
    let after = "ana@ribera.example,\"Ana\"x,Gil,Ana Gil,,,,,,,,,,,,Spain";
    check(&file(&[after]), &[(2, Reject, "text-after-quote@First Name")]);
    let long = format!("ana@ribera.example,{}", "x".repeat(200_000));
    let eva = sound("eva@ribera.example");
    check(&file(&[&long, &eva]), &[(2, Reject, "row-long"), (3, Accept, "")]);
    let long_quoted = format!("ana@ribera.example,\"{}", "x\r\n".repeat(40_000));
    let told = brief(&file(&[&long_quoted]));
    assert_eq!(told[0], (2, Reject, "open-quote@First Name".to_owned()));
    assert_eq!(told.len(), 40_001, "its other lines are told of, each by itself");
    check(&file(&["a,b", &format!("{eva},")]), &[(2, Reject, "cells-few"), (3, Reject, "cells-many")]);
    check(&file(&[&eva.replace(',', "\t")]), &[(2, Reject, "other-delimiter")]);
}

#[test]
fn a_stray_quotation_mark_is_a_letter() {
    let row = rows(&file(&["ana@ribera.example,Ana,Gil,Ana \"Lola\" Gil,,,,,,,,,,,,Spain"])).remove(0);
    assert_eq!(row.user.map(|user| user.display_name).as_deref(), Some("Ana \"Lola\" Gil"));
}

#[test]
fn lines_that_hold_no_user() {
    let ana = sound("ana@ribera.example");
    let again = format!("\u{feff}{}", HEADINGS.to_uppercase());
    check(
        &file(&["", ",,,,,,,,,,,,,,,", "  ", ";;;", &again, ",,", &ana]),
        &[
            (2, Skip, "empty-line"),
            (3, Skip, "only-delimiters"),
            (4, Skip, "empty-line"),
            (5, Reject, "cells-few"),
            (6, Skip, "heading-again"),
            (7, Skip, "only-delimiters"),
            (8, Accept, ""),
        ],
    );
}

#[test]
fn line_ends_of_every_kind_are_counted() {
    let row = |name: &str| sound(&format!("{name}@ribera.example"));
    let quoted = "d@ribera.example,Ana,Vega,Ana Vega,,,,,,,,\"1\r\n2\n3\r4\",,,,Spain";
    let text = format!("{HEADINGS}\r{}\n{}\r\n{quoted}\r{}", row("a"), row("b"), row("c"));
    check(text.as_bytes(), &[(2, Accept, ""), (3, Accept, ""), (4, Accept, ""), (8, Accept, "")]);
}

#[test]
fn repeated_rows_and_names() {
    let (ana, other) = (sound("ana@ribera.example"), "ANA@ribera.example,Eva,Gil,Eva Gil,,,,,,,,,,,,Spain");
    check(
        &file(&[&ana, &ana, other]),
        &[(2, Accept, ""), (3, Reject, "dup-row@User Name"), (4, Reject, "dup-user@User Name")],
    );
    let rows = rows(&file(&[&ana, "", other]));
    assert_eq!(rows[2].findings[0].what, UserFinding::DuplicateUser { first_line: 2 });
}

#[test]
fn a_refused_row_does_not_claim_its_name() {
    let refused = "ana@ribera.example,Ana,Vega,Ana Vega,,,,,,,,,,,,Narnia";
    check(
        &file(&[refused, &sound("ana@ribera.example")]),
        &[(2, Reject, "location-unknown@Country or Region"), (3, Accept, "")],
    );
}

#[test]
fn all_faults_of_a_row_are_told_at_once() {
    check(
        &file(&["ana,,,,,,,3E+10,,,,,,,,Narnia"]),
        &[(
            2,
            Reject,
            "user-no-at@User Name display-empty@Display Name phone-scientific@Office Phone \
             location-unknown@Country or Region",
        )],
    );
}

fn windows(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn named(name: &str, first: &str) -> String {
    format!("{name}@ribera.example,{first},Vega,{first} Vega,,,,,,,,,,,,Spain\r\n")
}

#[test]
fn encodings_are_told_apart_row_by_row() {
    let heading = format!("{HEADINGS}\r\n");
    let windows_file =
        [heading.as_bytes(), named("a", "Ana").as_bytes(), &windows(&named("b", "Íñigo €"))].concat();
    let names: Vec<_> =
        rows(&windows_file).into_iter().filter_map(|row| row.user).map(|user| user.first_name).collect();
    assert_eq!(names, ["Ana", "Íñigo €"], "Windows-1252 whose first odd byte comes late");
    let mixed = [&windows_file, named("c", "Óscar").as_bytes()].concat();
    check(&mixed, &[(2, Accept, ""), (3, Accept, ""), (4, Warn, "mixed-encoding")]);
    let marked = [b"\xef\xbb\xbf", heading.as_bytes(), &windows(&named("a", "Íñigo"))].concat();
    check(&marked, &[(2, Warn, "mixed-encoding")]);
    assert_eq!(rows(&marked)[0].user.as_ref().map(|user| user.first_name.as_str()), Some("Íñigo"));
}

#[test]
fn utf_16_with_its_mark() {
    let text = format!("\u{feff}{HEADINGS}\r\n{}", named("a", "Íñigo 𝔸"));
    for bytes in [
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        let row = rows(&bytes).remove(0);
        assert_eq!((row.line, row.user.map(|user| user.first_name)), (2, Some("Íñigo 𝔸".to_owned())));
    }
}

#[test]
fn hostile_quotation_marks_do_not_cost_more_than_their_lines() {
    // Each of these would cost a whole window a line, if an attempt could pass over lines that it gives back.
    for line in ["x\",\"y\n", "\",\"\n", ",\"\"\"\n", "\"\n", "\"\"\",\"\n"] {
        let text = format!("{HEADINGS}\n{}", line.repeat(100_000));
        let told = open(text.as_bytes()).expect("the heading line is sound").count();
        assert!((50_000..=100_000).contains(&told), "{told} rows of {line:?}");
    }
}
