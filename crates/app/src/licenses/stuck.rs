//! Running operations whose next slice could not be done: each waits before it is tried again, longer each time, so that
//! the others go on and the log stays readable. It never gives one up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use cupo_domain::ids::{CustomerId, OperationId};

/// How long an operation waits after its first failure, in microseconds of the security clock.
const FIRST_WAIT: i64 = 5 * 1_000_000;
/// The longest that it waits.
const WAIT_MAX: i64 = 10 * 60 * 1_000_000;

/// A running operation.
type Key = (CustomerId, OperationId);

/// How often an operation failed in a row, and when it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    pub times: u32,
    pub again_at: i64,
}

/// What failed since the start of the program.
#[derive(Debug, Default)]
pub(crate) struct Stuck(Mutex<BTreeMap<Key, Failed>>);

impl Stuck {
    /// Those of the running operations that are to be tried now; what does not run any more is forgotten.
    pub fn ready(&self, running: Vec<Key>, now: i64) -> Vec<Key> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known: BTreeSet<Key> = running.iter().copied().collect();
        failed.retain(|key, _| known.contains(key));
        running.into_iter().filter(|key| failed.get(key).is_none_or(|it| it.again_at <= now)).collect()
    }

    /// A slice of it was done.
    pub fn went_on(&self, key: Key) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }

    /// Its slice failed once more.
    pub fn failed(&self, key: Key, now: i64) -> Failed {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = failed.get(&key).map_or(0, |it| it.times).saturating_add(1);
        let wait = FIRST_WAIT.checked_shl(times - 1).filter(|wait| (FIRST_WAIT..WAIT_MAX).contains(wait));
        let it = Failed { times, again_at: now + wait.unwrap_or(WAIT_MAX) };
        failed.insert(key, it);
        it
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Key = (CustomerId(1), OperationId(1));
    const OTHER: Key = (CustomerId(1), OperationId(2));

    #[test]
    fn what_fails_waits_longer_each_time_and_holds_nobody_up() {
        let stuck = Stuck::default();
        let (mut now, mut waits) = (0, Vec::new());
        for times in 1..=200 {
            let it = stuck.failed(ONE, now);
            assert_eq!(it.times, times);
            assert_eq!(stuck.ready(vec![ONE, OTHER], it.again_at - 1), [OTHER]);
            assert_eq!(stuck.ready(vec![ONE, OTHER], it.again_at), [ONE, OTHER]);
            waits.push((it.again_at - now) / 1_000_000);
            now = it.again_at;
        }
        assert_eq!(waits[..8], [5, 10, 20, 40, 80, 160, 320, 600]);
        assert!(waits[8..].iter().all(|wait| *wait == 600));
        stuck.went_on(ONE);
        assert_eq!(stuck.ready(vec![ONE], now - 1), [ONE]);
        assert_eq!(stuck.failed(ONE, now).times, 1);
        assert!(stuck.ready(Vec::new(), now).is_empty());
        assert_eq!(stuck.ready(vec![ONE], now), [ONE], "what had ended is forgotten");
    }
}
