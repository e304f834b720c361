//! Numbers, money and dates as people of each language write them. It must never read the clock: what is "now"
//! is an argument.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::texts::Texts;

const EN_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ES_MONTHS: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A whole number with its groups: `4,213` and `84,213`; in Spanish `4213` and `84.213`.
#[must_use]
pub fn number(lang: Lang, value: i64) -> String {
    lang.number(value)
}

/// Money in minor units of a currency, or the words for a price that nobody has set.
#[must_use]
pub fn money(t: &Texts, price: Option<(i64, &str)>) -> String {
    let Some((minor, currency)) = price else { return t.price_not_set().into_owned() };
    let places = minor_digits(currency);
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, rest) = digits.split_at_checked(digits.len() - places).unwrap_or((digits.as_str(), ""));
    let point = match t.lang {
        Lang::En => '.',
        Lang::Es => ',',
    };
    let mut amount = t.lang.grouped(whole);
    if !rest.is_empty() {
        amount.push(point);
        amount.push_str(rest);
    }
    let sign = if minor < 0 { "\u{2212}" } else { "" };
    match (t.lang, symbol(currency)) {
        (Lang::En, Some(symbol)) => format!("{sign}{symbol}{amount}"),
        (Lang::En, None) => format!("{sign}{currency}\u{a0}{amount}"),
        (Lang::Es, symbol) => format!("{sign}{amount}\u{a0}{}", symbol.unwrap_or(currency)),
    }
}

/// Money as a plain number with a point, for files that programs read.
#[must_use]
pub fn money_plain(minor: i64, currency: &str) -> String {
    let places = minor_digits(currency);
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, rest) = digits.split_at_checked(digits.len() - places).unwrap_or((digits.as_str(), ""));
    let sign = if minor < 0 { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

fn symbol(currency: &str) -> Option<&'static str> {
    match currency {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("US$"),
        _ => None,
    }
}

/// Digits after the point (ISO 4217).
fn minor_digits(currency: &str) -> usize {
    match currency {
        "CLP" | "JPY" | "KRW" | "PYG" | "ISK" | "VND" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// An instant in the reader's time zone, for a `time` element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The machine's form, in UTC.
    pub iso: String,
    /// `30 Nov 2026, 18:00 (UTC+1)`.
    pub text: String,
    /// `30 Nov 2026`.
    pub day: String,
    /// `in 9 days`, `3 hours ago`.
    pub relative: String,
}

impl When {
    /// The instant `micros` (UTC microseconds) as somebody in `zone` reads it at `now`.
    #[must_use]
    pub fn new(t: &Texts, zone: &TimeZone, micros: i64, now: i64) -> Self {
        let at = Timestamp::from_microsecond(micros).unwrap_or_default();
        let local = at.to_zoned(zone.clone());
        let month = month(t, local.month());
        let day = format!("{} {month} {}", local.day(), local.year());
        let text = format!(
            "{day}, {:02}:{:02} ({})",
            local.hour(),
            local.minute(),
            offset(local.offset().seconds())
        );
        Self {
            iso: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            text,
            day,
            relative: relative(t, zone, micros, now),
        }
    }
}

/// The short name of a month, counted from 1.
#[must_use]
pub fn month(t: &Texts, number: i8) -> &'static str {
    let months = match t.lang {
        Lang::En => EN_MONTHS,
        Lang::Es => ES_MONTHS,
    };
    usize::try_from(number - 1).ok().and_then(|m| months.get(m)).copied().unwrap_or("")
}

fn offset(seconds: i32) -> String {
    if seconds == 0 {
        return "UTC".to_owned();
    }
    let sign = if seconds < 0 { '\u{2212}' } else { '+' };
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
    if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
}

/// How far away an instant is, in the greatest unit that fits. Days are days of the reader's calendar: a month's end that
/// stands beside it must not be a day nearer than the two dates say.
#[must_use]
pub fn relative(t: &Texts, zone: &TimeZone, micros: i64, now: i64) -> String {
    let distance = micros.saturating_sub(now);
    let ahead = distance >= 0;
    let size = distance.saturating_abs();
    match (ahead, size) {
        (_, s) if s < MINUTE => t.when_now().into_owned(),
        (true, s) if s < HOUR => t.when_in_minutes(s / MINUTE),
        (false, s) if s < HOUR => t.when_minutes_ago(s / MINUTE),
        (true, s) if s < 2 * DAY => t.when_in_hours(s / HOUR),
        (false, s) if s < 2 * DAY => t.when_hours_ago(s / HOUR),
        (true, _) => t.when_in_days(days(zone, now, micros)),
        (false, _) => t.when_days_ago(days(zone, micros, now)),
    }
}

/// Days of the calendar from one instant to another.
fn days(zone: &TimeZone, from: i64, to: i64) -> i64 {
    let date = |micros| Timestamp::from_microsecond(micros).unwrap_or_default().to_zoned(zone.clone()).date();
    date(from).duration_until(date(to)).as_hours() / 24
}

#[cfg(test)]
mod tests;
