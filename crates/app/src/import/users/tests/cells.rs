//! One cell at a time.

use super::*;

/// The one row of a file with this cell.
fn row(column: Column, cell: &str) -> Row {
    let mut rows = rows(&file(&[&with(column, cell)]));
    assert_eq!(rows.len(), 1, "one row for {cell:?}");
    rows.remove(0)
}

fn codes(row: &Row) -> Vec<&'static str> {
    row.findings.iter().map(|finding| finding.what.code()).collect()
}

#[test]
fn user_names() {
    let long = format!("{}@ribera.example", "a".repeat(50));
    let too_long = format!("{}@ribera.example", "a".repeat(51));
    let domain_long = format!("ana@{}.example", "d".repeat(41));
    for (name, expected) in [
        ("ana@ribera.example", None),
        ("ANA@RIBERA.EXAMPLE", None),
        ("ana@taller.ribera.example", None),
        ("a'n-a_!#^~.1@ribera.example", None),
        (&long, None),
        (" \u{a0}\u{3000}ana@ribera.example\t ", None),
        ("", Some("user-empty")),
        ("\u{a0} ", Some("user-empty")),
        ("ana.ribera.example", Some("user-no-at")),
        ("a@na@ribera.example", Some("user-two-at")),
        ("@ribera.example", Some("user-no-alias")),
        ("ana@", Some("user-no-domain")),
        ("ana@otra.example", Some("domain-unknown")),
        ("ana@sub.ribera.example", Some("domain-unknown")),
        ("ana@ribera", Some("domain-one-label")),
        (&domain_long, Some("domain-long")),
        (".ana@ribera.example", Some("user-dot-start")),
        ("ana.@ribera.example", Some("user-dot-end")),
        ("a..na@ribera.example", Some("user-dot-twice")),
        ("aña@ribera.example", Some("user-accent")),
        ("иван@ribera.example", Some("user-accent")),
        ("a\u{fffd}a@ribera.example", Some("user-accent")),
        ("a na@ribera.example", Some("user-space")),
        ("a\u{a0}na@ribera.example", Some("user-space")),
        ("ana@ribera .example", Some("user-space")),
        ("a\u{200b}na@ribera.example", Some("user-zero-width")),
        ("ana@ribera.example\u{feff}", Some("user-zero-width")),
        ("a\u{202e}na@ribera.example", Some("user-zero-width")),
        ("a\u{0}na@ribera.example", Some("control")),
        ("\u{430}na@ribera.example", Some("user-homoglyph")),
        ("ana@rib\u{435}ra.example", Some("user-homoglyph")),
        ("a<na@ribera.example", Some("user-forbidden")),
        ("a\"na@ribera.example", Some("user-forbidden")),
        (&too_long, Some("user-long")),
    ] {
        let row = row(Column::UserName, name);
        assert_eq!(codes(&row), expected.into_iter().collect::<Vec<_>>(), "name {name:?}");
        assert_eq!(row.user.is_some(), expected.is_none(), "name {name:?}");
        assert!(row.findings.iter().all(|finding| finding.column == Some(Column::UserName)), "name {name:?}");
    }
}

#[test]
fn the_whole_user_name_has_a_limit_of_its_own() {
    let domain = format!("{}.example", "d".repeat(40));
    let name = |alias: usize| format!("{}@{domain}", "a".repeat(alias));
    let told = |name: String| {
        let bytes = file(&[&with(Column::UserName, &name)]);
        let rows: Vec<Row> = UserRows::open(&*bytes, Domains::new([&domain]))
            .expect("sound")
            .map(|row| row.expect("read"))
            .collect();
        codes(&rows[0])
    };
    assert_eq!(told(name(30)), Vec::<&str>::new(), "79 characters");
    assert_eq!(told(name(31)), ["user-long"], "80 characters");
}

#[test]
fn texts() {
    use Column::*;
    for (column, cell, expected) in [
        (DisplayName, "", "display-empty"),
        (DisplayName, "\u{2003}", "display-empty"),
        (DisplayName, "Ana\nVega", "control"),
        (DisplayName, "Ana\u{85}Vega", "control"),
        (DisplayName, "Ana\tVega", "control"),
        (DisplayName, "=1+1", "formula"),
        (DisplayName, "@ana", "formula"),
        (JobTitle, "-cmd", "formula"),
        (JobTitle, "=1\u{7}", "control formula"),
        (DisplayName, "Ana \u{2066}x\u{2069}", "bidi"),
        (DisplayName, "An\u{200b}a", "invisible"),
        (DisplayName, "پیش\u{200c}نیاز", ""),
        (LastName, "Mu\u{fffd}oz", "replacement"),
        (FirstName, "JosÃ©", "mojibake"),
        (FirstName, "Ã\u{ad}Ã±igo", "mojibake"),
        (FirstName, "Î“Î¹Ï\u{8e}Ï\u{81}Î³Î¿Ï‚", "control mojibake"),
        (LastName, "Oâ€™Brien", "mojibake"),
        (FirstName, "José", ""),
        (FirstName, "CAFÉ’S", ""),
        (LastName, "Conceição", ""),
        (LastName, "MUÑOZ “ÑÑ”", ""),
        (FirstName, "Γιώργος", ""),
        (FirstName, "Łukasz Świętosław", ""),
        (OfficePhone, "+34 555 010 203", ""),
        (OfficePhone, "3,46E+10", "phone-scientific"),
        (MobilePhone, "3.4E10", "phone-scientific"),
        (Fax, "4e+09", "phone-scientific"),
        (Office, "3E10", ""),
        (Fax, "E10", ""),
        (Fax, "=1", "formula"),
        (AlternateEmail, "ana@correo.example", ""),
        (AlternateEmail, "ana", "email-form"),
        (AlternateEmail, "a na@correo.example", "email-form"),
        (Address, "Calle \"Mayor\"\r\nbajo", ""),
        (Country, "", "location-empty"),
        (Country, "Narnia", "location-unknown"),
        (Country, "españa", ""),
        (Country, "es", ""),
        (Country, "UK", "location-alias"),
        (PostalCode, "8001", "zip-no-zero"),
        (PostalCode, "08001", ""),
        (PostalCode, "80", ""),
        (PostalCode, "8O01", ""),
    ] {
        assert_eq!(codes(&row(column, cell)).join(" "), expected, "{column:?} {cell:?}");
    }
}

#[test]
fn every_column_but_the_user_name_takes_its_limit_and_not_one_more() {
    for column in Column::ALL {
        if matches!(column, Column::UserName | Column::Country) {
            continue;
        }
        let tail = if column == Column::AlternateEmail { "@correo.example" } else { "" };
        let cell = |length: usize| format!("{}{tail}", "Ñ".repeat(length - tail.len()));
        assert_eq!(row(column, &cell(column.limit())).verdict, Verdict::Accept, "{column:?} at its limit");
        let over = row(column, &cell(column.limit() + 1));
        let what = UserFinding::TooLong { limit: column.limit(), length: column.limit() + 1 };
        assert_eq!(over.findings, [Finding { column: Some(column), what }], "{column:?} above its limit");
    }
    let country = row(Column::Country, &"x".repeat(129));
    assert_eq!(codes(&country), ["too-long"], "a text that long is no unknown country besides");
}

#[test]
fn limits_count_composed_characters() {
    let decomposed = "N\u{303}".repeat(256);
    let row = row(Column::DisplayName, &decomposed);
    assert_eq!(row.verdict, Verdict::Accept);
    assert_eq!(row.user.map(|user| user.display_name), Some("Ñ".repeat(256)));
}

#[test]
fn what_is_taken_is_trimmed_composed_and_complete() {
    let line = " Ana@Ribera.Example\u{a0}, A\u{301}na ,Vega,Ana Vega,Jefa,Ventas,B-1,+1,+2,+3,a@correo.example,\"C/ 1\r\nbajo\",Vigo,Pontevedra,36001,PT";
    let row = rows(&file(&[line])).remove(0);
    let user = row.user.expect("taken");
    let texts = [
        &user.sign_in,
        &user.first_name,
        &user.last_name,
        &user.display_name,
        &user.job_title,
        &user.department,
        &user.office,
        &user.office_phone,
        &user.mobile_phone,
        &user.fax,
        &user.alternate_email,
        &user.address,
        &user.city,
        &user.state,
        &user.postal_code,
    ];
    assert_eq!(
        texts.map(String::as_str),
        [
            "Ana@Ribera.Example",
            "Ána",
            "Vega",
            "Ana Vega",
            "Jefa",
            "Ventas",
            "B-1",
            "+1",
            "+2",
            "+3",
            "a@correo.example",
            "C/ 1\nbajo",
            "Vigo",
            "Pontevedra",
            "36001"
        ]
    );
    assert_eq!(user.location, Country::parse("PT"));
}

#[test]
fn findings_carry_what_their_sentence_needs() {
    let first = |column, cell: &str| row(column, cell).findings.remove(0).what;
    assert_eq!(
        first(Column::FirstName, "NÃºÃ±ez Ã“scar"),
        UserFinding::Mojibake { likely: "Núñez Óscar".to_owned() }
    );
    assert_eq!(first(Column::PostalCode, "801"), UserFinding::ZipNoZero { likely: "00801".to_owned() });
    assert_eq!(
        first(Column::UserName, "m\u{430}rta@ribera.example"),
        UserFinding::UserHomoglyph { letter: '\u{430}', looks_like: 'a' }
    );
    assert_eq!(
        first(Column::Country, "uk"),
        UserFinding::LocationAlias {
            text: "uk".to_owned(),
            country: Country::parse("GB").expect("a country")
        }
    );
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let mut codes = UserFinding::CODES.to_vec();
    assert!(codes.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), UserFinding::CODES.len(), "a code names one finding");
}
