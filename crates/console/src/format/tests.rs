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
fn days_are_counted_by_the_calendar_that_is_shown() {
    let [en, es] = texts();
    let madrid = TimeZone::get("Europe/Madrid").unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap().as_microsecond();
    // A clock of thirty days, looked at a second after it began.
    let (begun, due) = (at("2026-11-21T17:05:01Z"), at("2026-12-21T17:05:00Z"));
    assert_eq!(When::new(es, &madrid, due, begun).relative, "dentro de 30 días");
    // The night on which the clocks change has 25 hours, and is a day.
    let (evening, morning) = (at("2026-10-24T21:00:00Z"), at("2026-10-27T00:00:00Z"));
    assert_eq!(When::new(en, &madrid, morning, evening).relative, "in 3 days");
    assert_eq!(When::new(en, &madrid, evening, morning).relative, "3 days ago");
}

#[test]
fn distances_take_the_greatest_unit_that_fits() {
    let [en, _] = texts();
    for (distance, words) in [
        (0, "now"),
        (61 * 1_000_000, "in 1 minute"),
        (-5 * MINUTE, "5 minutes ago"),
        (3 * HOUR, "in 3 hours"),
        // From midnight: 48 hours before is the second day before, an hour earlier the evening of the third.
        (-48 * HOUR, "2 days ago"),
        (-49 * HOUR, "3 days ago"),
        (30 * DAY, "in 30 days"),
    ] {
        assert_eq!(relative(en, &TimeZone::UTC, distance, 0), words);
    }
}
