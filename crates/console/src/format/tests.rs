//! How numbers, money and instants read in both languages.

use super::*;

fn texts() -> [&'static Texts; 2] {
    [Texts::get(Lang::En), Texts::get(Lang::Es)]
}

#[test]
fn spanish_groups_from_five_digits() {
    for (value, en, es) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (4_213, "4,213", "4213"),
        (84_213, "84,213", "84.213"),
        (1_000_000, "1,000,000", "1.000.000"),
        (-12_345, "\u{2212}12,345", "\u{2212}12.345"),
        (i64::MIN, "\u{2212}9,223,372,036,854,775,808", "\u{2212}9.223.372.036.854.775.808"),
    ] {
        assert_eq!(number(Lang::En, value), en);
        assert_eq!(number(Lang::Es, value), es);
    }
}

#[test]
fn money_has_the_digits_of_its_currency_and_a_missing_price_is_never_zero() {
    let [en, es] = texts();
    assert_eq!(money(en, Some((123_450, "EUR"))), "€1,234.50");
    assert_eq!(money(es, Some((123_450, "EUR"))), "1234,50\u{a0}€");
    assert_eq!(money(en, Some((5, "USD"))), "US$0.05");
    assert_eq!(money(en, Some((12_345, "CLP"))), "CLP\u{a0}12,345");
    assert_eq!(money(es, Some((-1_234_500, "MXN"))), "\u{2212}12.345,00\u{a0}MXN");
    assert_eq!(money(en, None), "price not set");
    assert_eq!(money(es, None), "precio sin definir");
}

#[test]
fn instants_name_their_zone() {
    let [en, es] = texts();
    let madrid = TimeZone::get("Europe/Madrid").unwrap();
    let at: Timestamp = "2026-11-30T17:00:00Z".parse().unwrap();
    let now = at.as_microsecond() - 9 * DAY;
    let when = When::new(es, &madrid, at.as_microsecond(), now);
    assert_eq!(when.text, "30 nov 2026, 18:00 (UTC+1)");
    assert_eq!(when.relative, "dentro de 9 días");
    assert_eq!(when.iso, "2026-11-30T17:00:00Z");
    let when = When::new(en, &TimeZone::get("Asia/Kolkata").unwrap(), at.as_microsecond(), now);
    assert_eq!(when.text, "30 Nov 2026, 22:30 (UTC+5:30)");
    assert_eq!(when.relative, "in 9 days");
    assert_eq!(When::new(en, &TimeZone::UTC, at.as_microsecond(), now).text, "30 Nov 2026, 17:00 (UTC)");
}

#[test]
fn distances_take_the_greatest_unit_that_fits() {
    let [en, _] = texts();
    for (distance, words) in [
        (0, "now"),
        (61 * 1_000_000, "in 1 minute"),
        (-5 * MINUTE, "5 minutes ago"),
        (3 * HOUR, "in 3 hours"),
        (-49 * HOUR, "2 days ago"),
        (30 * DAY, "in 30 days"),
    ] {
        assert_eq!(relative(en, distance, 0), words);
    }
}
