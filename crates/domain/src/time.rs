//! Instants of the business clock. Nothing here reads a clock: `now` is always an argument (D-17).

/// Microseconds in a day of 24 hours; N-day periods are N of these (section 0, Q-19).
pub const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// An instant in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant exactly `days` times 24 hours later. Saturates at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_MICROS)))
    }

    /// The same day and time `months` calendar months later in UTC, or the last day of a month that is too short
    /// (D-17). None outside the calendar.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let start = jiff::Timestamp::from_microsecond(self.0).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        let end = start.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
        Some(Self(end.timestamp().as_microsecond()))
    }

    /// Whole days from `self` until `later`, rounded down; negative when `later` is past.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0).div_euclid(DAY_MICROS)
    }
}
