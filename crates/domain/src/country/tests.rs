//! Codes, names and what people write for them.

use super::*;

#[test]
fn the_table_is_sorted_complete_and_without_doubles() {
    assert_eq!(COUNTRIES.len(), 249);
    assert!(COUNTRIES.windows(2).all(|two| two[0].0 < two[1].0), "sorted by code, none twice");
    for (code, english, spanish) in &COUNTRIES {
        assert!(code.iter().all(u8::is_ascii_uppercase));
        assert!(!english.is_empty() && english.trim() == *english);
        assert!(!spanish.is_empty() && spanish.trim() == *spanish);
    }
}

#[test]
fn r_user_1_every_code_and_every_name_is_found_in_any_case() {
    for country in Country::all() {
        assert_eq!(Country::parse(country.as_str()), Some(country));
        for text in [
            country.as_str().to_owned(),
            country.to_string().to_lowercase(),
            country.name_en().to_owned(),
            country.name_es().to_uppercase(),
            format!("\u{a0} {}\t", country.name_es()),
        ] {
            assert_eq!(resolve(&text), Some((country, false)), "{text:?}");
        }
    }
}

#[test]
fn r_user_1_what_people_write() {
    for (text, code, alias) in [
        ("España", "ES", false),
        ("espana", "ES", false),
        ("Espan\u{303}a", "ES", false),
        ("mexico", "MX", false),
        ("MÉXICO", "MX", false),
        ("gb", "GB", false),
        ("uk", "GB", true),
        (" UK ", "GB", true),
        ("Côte d’Ivoire", "CI", false),
        ("State of Palestine", "PS", false),
        ("República Democrática del Congo", "CD", false),
        ("Congo, The Democratic Republic of the", "CD", false),
        ("Argelia", "DZ", false),
        ("Túnez", "TN", false),
        ("Russian Federation", "RU", false),
        ("Arabia Saudí", "SA", false),
    ] {
        let found = resolve(text).map(|(country, alias)| (country.to_string(), alias));
        assert_eq!(found, Some((code.to_owned(), alias)), "{text:?}");
    }
}

#[test]
fn r_user_1_no_name_means_two_countries() {
    let mut seen = BTreeMap::new();
    let shown = COUNTRIES.iter().flat_map(|(code, english, spanish)| [(english, code), (spanish, code)]);
    for (name, code) in shown.chain(ALSO_CALLED.iter().map(|(name, code)| (name, code))) {
        assert_eq!(*seen.entry(fold(name)).or_insert(*code), *code, "{name}");
        assert!(Country::parse(std::str::from_utf8(code).unwrap()).is_some(), "{name}");
    }
}

#[test]
fn r_user_1_what_is_no_country() {
    let long = "España ".repeat(100);
    for text in
        ["", " ", "XX", "XK", "E", "ESP", "E S", "Atlantis", "Spanien", "\0\0", "ß", "İ", "é", long.as_str()]
    {
        assert_eq!(resolve(text), None, "{text:?}");
    }
    for text in ["es", "UK", "XX", "", "ESP", "ñ"] {
        assert_eq!(Country::parse(text), None, "{text:?} is not a stored code");
    }
}

#[test]
fn order_is_that_of_the_codes_and_a_code_can_be_padded() {
    assert!(Country::parse("DE") < Country::parse("ES"));
    assert_eq!(format!("{:>4}", Country(*b"ES")), "  ES");
}
