//! Every finding has its sentence in both languages.

use cupo_domain::country::Country;

use super::*;

use crate::said::KEYS;

/// One of each, with data that must be seen again in the sentence.
fn samples() -> Vec<UserFinding> {
    use UserFinding as F;
    let (text, letter) = (|| "Xyz".to_owned(), '\u{200b}');
    vec![
        F::UserEmpty,
        F::DisplayEmpty,
        F::UserNoAt,
        F::UserTwoAt,
        F::UserNoAlias,
        F::UserNoDomain,
        F::DomainUnknown { domain: text() },
        F::DomainOneLabel { domain: text() },
        F::DomainLong { limit: 48, length: 60 },
        F::UserDotStart,
        F::UserDotEnd,
        F::UserDotTwice,
        F::UserAccent { letter: 'é' },
        F::UserSpace,
        F::UserInvisible { letter },
        F::UserHomoglyph { letter: 'а', looks_like: 'a' },
        F::UserForbidden { letter: '!' },
        F::UserLong { limit: 30, length: 31 },
        F::DuplicateRow { first_line: 7 },
        F::DuplicateUser { first_line: 7 },
        F::TooLong { limit: 64, length: 65 },
        F::Control { letter },
        F::LocationUnknown { text: text() },
        F::Row(RowFault::CellsFew { expected: 16, found: 3 }),
        F::Row(RowFault::CellsMany { expected: 16, found: 17 }),
        F::Row(RowFault::OtherDelimiter { expected: ';', found: '\t' }),
        F::Row(RowFault::OpenQuote),
        F::Row(RowFault::TextAfterQuote),
        F::Row(RowFault::RowLong { limit: 64 }),
        F::Formula,
        F::Reordering { letter },
        F::Invisible { letter },
        F::Mojibake { likely: text() },
        F::Replacement,
        F::LocationEmpty,
        F::LocationAlias { text: text(), country: Country::parse("GB").unwrap() },
        F::ZipNoZero { likely: text() },
        F::PhoneScientific { text: text() },
        F::EmailForm,
        F::Row(RowFault::MixedEncoding),
        F::Row(RowFault::EmptyLine),
        F::Row(RowFault::OnlyDelimiters),
        F::Row(RowFault::HeadingAgain),
    ]
}

#[test]
fn the_samples_are_all_there_is() {
    let (rows, own): (Vec<UserFinding>, Vec<UserFinding>) =
        samples().into_iter().partition(|it| matches!(it, UserFinding::Row(_)));
    let codes = |list: &[UserFinding]| -> Vec<&str> { list.iter().map(UserFinding::code).collect() };
    assert_eq!(codes(&own), UserFinding::CODES);
    assert_eq!(codes(&rows), RowFault::CODES);
}

#[test]
fn every_finding_has_its_own_sentence_in_both_languages() {
    for lang in Lang::ALL {
        let t = Texts::get(lang);
        let mut seen = std::collections::BTreeSet::new();
        for sample in samples() {
            let key = format!("finding-{}", sample.code());
            assert!(KEYS.contains(&key.as_str()), "{key} is missing");
            let sentence = finding(t, &sample);
            assert!(sentence.len() > 10, "{key} says nothing in {lang:?}");
            assert!(!sentence.contains("{ $"), "{key} is not filled in {lang:?}: {sentence}");
            assert!(seen.insert(sentence.clone()), "{key} says what another says: {sentence}");
            let shown = value(&sample);
            assert!(shown.is_empty() || sentence.contains(&shown), "{key} leaves out {shown}: {sentence}");
        }
    }
}

#[test]
fn invisible_letters_are_shown_by_their_number() {
    let t = Texts::get(Lang::En);
    assert!(finding(t, &UserFinding::Invisible { letter: '\u{200b}' }).contains("U+200B"));
    assert!(
        finding(t, &UserFinding::Row(RowFault::OtherDelimiter { expected: ';', found: '\t' }))
            .contains("tab")
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once_with_its_place() {
    let problems = vec![
        HeadingProblem::Unknown { cell: 2, text: "Nick".to_owned() },
        HeadingProblem::Twice { cell: 5, column: Column::City },
        HeadingProblem::Missing { column: Column::UserName },
    ];
    for lang in Lang::ALL {
        let t = Texts::get(lang);
        let lines =
            file_error(t, &FileError::Headings { line: 1, problems: problems.clone() }, |c| heading(t, c));
        assert_eq!(lines.len(), 4);
        assert!(lines[1].contains("Nick") && lines[2].contains(heading(t, Column::City)));
        assert!(lines[3].contains(heading(t, Column::UserName)));
        let errors = [
            FileError::Empty,
            FileError::NotText(NotText::Workbook),
            FileError::NotText(NotText::Binary),
            FileError::HeadingAbsent { line: 3, first_cell: "ana@x.example".to_owned() },
            FileError::HeadingBroken { line: 3 },
            FileError::Read { line: 3, source: std::io::Error::other("gone") },
        ];
        let texts: std::collections::BTreeSet<_> =
            errors.iter().map(|e| file_error(t, e, |c| heading(t, c))).collect();
        assert_eq!(texts.len(), errors.len(), "each says something of its own");
    }
}

#[test]
fn a_letter_that_cannot_be_taken_is_told_by_its_number() {
    for lang in Lang::ALL {
        let t = Texts::get(lang);
        let told: std::collections::BTreeSet<_> =
            ['\u{7}', '\u{202e}', '\u{200b}'].into_iter().map(|it| letter(t, it)).collect();
        assert_eq!(told.len(), 3);
        assert!(letter(t, '\u{202e}').contains("U+202E"));
    }
}
