//! How often one caller may ask (R-LIMIT-1): a bucket of tokens for each, filled steadily. One caller's haste never slows
//! another. Times are arguments; it reads no clock.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cupo_domain::refusal::{Code, Denial};

/// Callers that are remembered at once; those who asked longest ago are forgotten, which only lets them begin anew.
const CALLERS_MAX: usize = 10_000;
const SECOND: i64 = 1_000_000;

/// How often a caller may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Requests a second in the long run; 0 for no limit.
    pub per_second: u32,
    /// Requests at once after a pause.
    pub burst: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_second: 5_000, burst: 10_000 }
    }
}

/// The buckets.
#[derive(Debug)]
pub struct Throttle {
    pace: Pace,
    /// For each caller, the instant at which the bucket would be full again.
    full_at: Mutex<BTreeMap<String, i64>>,
}

impl Throttle {
    /// Buckets of a pace.
    #[must_use]
    pub fn new(pace: Pace) -> Self {
        Self { pace, full_at: Mutex::default() }
    }

    /// Lets a caller in, or says in how many seconds to come again.
    ///
    /// # Errors
    /// E-RATE with the seconds as its figure.
    pub fn admit(&self, caller: &str, now: i64) -> Result<(), Denial> {
        if self.pace.per_second == 0 {
            return Ok(());
        }
        let one = SECOND / i64::from(self.pace.per_second).max(1);
        let room = one * i64::from(self.pace.burst.max(1));
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let before = full_at.get(caller).copied().unwrap_or(now).max(now);
        let after = before + one;
        if after - now > room {
            let seconds = (after - now - room + SECOND - 1).div_euclid(SECOND).max(1);
            return Err(Denial::new(Code::Rate, "caller").with_figure(seconds));
        }
        if full_at.len() >= CALLERS_MAX && !full_at.contains_key(caller) {
            full_at.retain(|_, full| *full > now);
            if full_at.len() >= CALLERS_MAX {
                full_at.clear();
            }
        }
        match full_at.get_mut(caller) {
            Some(full) => *full = after,
            None => {
                full_at.insert(caller.to_owned(), after);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_limit_1_a_hasty_caller_waits_and_another_does_not() {
        let throttle = Throttle::new(Pace { per_second: 2, burst: 3 });
        for _ in 0..3 {
            throttle.admit("hasty", 0).unwrap();
        }
        let denial = throttle.admit("hasty", 0).unwrap_err();
        assert_eq!((denial.code, denial.figure), (Code::Rate, Some(1)));
        throttle.admit("patient", 0).unwrap();
        throttle.admit("hasty", SECOND / 2).unwrap();
        assert!(throttle.admit("hasty", SECOND / 2).is_err());
        for _ in 0..3 {
            throttle.admit("hasty", 60 * SECOND).unwrap();
        }
        assert!(throttle.admit("hasty", 60 * SECOND).is_err(), "a pause fills the bucket and no more");
    }

    #[test]
    fn the_number_of_callers_is_bounded() {
        let throttle = Throttle::new(Pace { per_second: 1, burst: 1 });
        for n in 0..CALLERS_MAX + 10 {
            throttle.admit(&n.to_string(), 0).unwrap();
        }
        assert!(throttle.full_at.lock().unwrap().len() <= CALLERS_MAX);
    }
}
