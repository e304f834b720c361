//! The two clocks (D-17). The business clock serves rules, audit and due instants and can be moved forward; the
//! security clock is the system's and serves sessions, lockouts and throttles. Nothing below this room reads time.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use cupo_domain::time::Instant;

/// Both clocks of a running Cupo.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_micros: AtomicI64,
    fixed_micros: Option<AtomicI64>,
    latest_micros: AtomicI64,
    held: AtomicBool,
}

impl Clock {
    /// The system's time for both.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A business clock that starts at `now` and then runs with the system's time.
    #[must_use]
    pub fn starting_at(now: Instant) -> Self {
        let clock = Self::held_at(now);
        clock.release();
        clock
    }

    /// A business clock that stands at `now` until it is released, so that what is written meanwhile has the same
    /// instants however long the writing takes.
    #[must_use]
    pub fn held_at(now: Instant) -> Self {
        Self { latest_micros: AtomicI64::new(now.0), held: AtomicBool::new(true), ..Self::default() }
    }

    /// Lets a clock that is held run with the system's time from where it stands.
    pub fn release(&self) {
        let stands = self.latest_micros.load(Ordering::Relaxed);
        self.ahead_micros.store(stands - self.security_now(), Ordering::Relaxed);
        self.held.store(false, Ordering::Relaxed);
    }

    /// A clock that stands still until it is moved, for tests.
    #[must_use]
    pub fn standing_at(now: Instant) -> Self {
        Self { fixed_micros: Some(AtomicI64::new(now.0)), ..Self::default() }
    }

    /// The business time. It never goes back, although the system's clock may be set back.
    #[must_use]
    pub fn now(&self) -> Instant {
        if self.held.load(Ordering::Relaxed) {
            return Instant(self.latest_micros.load(Ordering::Relaxed));
        }
        let now = self.security_now() + self.ahead_micros.load(Ordering::Relaxed);
        Instant(self.latest_micros.fetch_max(now, Ordering::Relaxed).max(now))
    }

    /// Business time goes on from this instant, if it is not later already: what was recorded before a restart is
    /// not in the future.
    pub fn not_before(&self, at: Instant) {
        self.advance(at.0 - self.now().0);
    }

    /// The time for security, in microseconds since 1970.
    #[must_use]
    pub fn security_now(&self) -> i64 {
        self.fixed_micros.as_ref().map_or_else(system_micros, |t| t.load(Ordering::Relaxed))
    }

    /// Moves the business clock forward; it never goes back.
    pub fn advance(&self, micros: i64) {
        let moves = if self.held.load(Ordering::Relaxed) { &self.latest_micros } else { &self.ahead_micros };
        moves.fetch_add(micros.max(0), Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
fn system_micros() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Instant = Instant(1_800_000_000_000_000);

    #[test]
    fn a_held_clock_stands_and_goes_on_from_where_it_stood() {
        let clock = Clock::held_at(NOON);
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert_eq!(clock.now(), NOON);
        clock.not_before(Instant(NOON.0 + 7));
        assert_eq!(clock.now(), Instant(NOON.0 + 7), "it is moved like any other");
        clock.release();
        std::thread::sleep(std::time::Duration::from_millis(2));
        let now = clock.now();
        assert!(now.0 > NOON.0 + 7 && now.0 < NOON.0 + 3_600_000_000, "{now:?}");
    }
}
