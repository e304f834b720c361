//! The days of the calendar strip, in the customer's time zone: days of 23 and 25 hours are whole days too.

use cupo_domain::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::format::month;
use crate::texts::Texts;

/// Days in the strip.
const STRIP_DAYS: i64 = 28;

/// A day with the instants at which it begins and at which the next one does.
pub struct Day {
    /// Which.
    pub date: Date,
    /// Its begin.
    pub from: Instant,
    /// The begin of the next one.
    pub until: Instant,
}

/// The instants at which a day and the next one begin; none outside the calendar.
pub fn bounds(zone: &TimeZone, date: Date) -> Option<(Instant, Instant)> {
    let begin = |date: Date| {
        let instant = date.to_zoned(zone.clone()).ok()?.timestamp().as_microsecond();
        Some(Instant(instant))
    };
    Some((begin(date)?, begin(date.checked_add(Span::new().days(1)).ok()?)?))
}

/// A day as the strip names it, without the year: `30 Nov`.
pub fn label(t: &Texts, date: Date) -> String {
    format!("{} {}", date.day(), month(t, date.month()))
}

/// The days from today on.
pub fn days(zone: &TimeZone, now: Instant) -> Vec<Day> {
    let Ok(now) = Timestamp::from_microsecond(now.0) else { return Vec::new() };
    let today = now.to_zoned(zone.clone()).date();
    let day = |ahead: i64| {
        let date = today.checked_add(Span::new().days(ahead)).ok()?;
        let (from, until) = bounds(zone, date)?;
        Some(Day { date, from, until })
    };
    (0..STRIP_DAYS).filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn in_madrid() -> TimeZone {
        TimeZone::get("Europe/Madrid").unwrap()
    }

    #[test]
    fn days_follow_one_another_without_a_gap_through_a_change_of_the_clocks() {
        let now: Timestamp = "2026-10-20T22:30:00Z".parse().unwrap();
        let days = days(&in_madrid(), Instant(now.as_microsecond()));
        assert_eq!(days.len(), 28);
        assert_eq!(days[0].date, date(2026, 10, 21), "it is already tomorrow there");
        for pair in days.windows(2) {
            assert_eq!(pair[0].until, pair[1].from);
        }
        let hours: Vec<i64> = days.iter().map(|d| (d.until.0 - d.from.0) / 3_600_000_000).collect();
        assert_eq!(hours.iter().filter(|h| **h == 25).count(), 1);
        assert_eq!(hours.iter().filter(|h| **h == 24).count(), 27);
    }

    #[test]
    fn a_day_outside_the_calendar_has_no_bounds() {
        assert!(bounds(&in_madrid(), Date::MAX).is_none());
        assert!(bounds(&in_madrid(), Date::MIN).is_none());
    }
}
