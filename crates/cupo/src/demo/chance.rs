//! Chance that can be repeated: every draw comes from the seed, a lane (what is drawn for) and an index (for which
//! one), so that nothing depends on the order in which things are made. It knows no clock and no system randomness.

use cupo_domain::ids::Guid;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Bits of a stream number that hold the index.
const INDEX_BITS: u32 = 40;

/// What is drawn for. Lanes never share draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(super) enum Lane {
    /// Organisations and their secrets.
    Organisation = 1,
    /// Active users; each customer has a range of lanes of its own from here.
    People = 1_000,
    /// Licenses of active users.
    License = 1_500,
    /// Deleted users.
    Deleted = 2_000,
    /// Former licenses of deleted users.
    Former = 2_500,
    /// Subscriptions.
    Subscription = 3_000,
    /// Accounts with a password.
    Account = 4_000,
    /// Credentials of programs.
    App = 5_000,
}

/// The seed of one database.
#[derive(Clone)]
pub(super) struct Seed(ChaCha8Rng);

impl Seed {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The draws for one thing of one customer.
    pub(super) fn draw(&self, lane: Lane, customer: u64, index: u64) -> Chance {
        let mut rng = self.0.clone();
        rng.set_stream((lane as u64 + customer) << INDEX_BITS | index);
        Chance(rng)
    }
}

/// A run of draws.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// A number below `limit`; 0 when the limit is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in so many of a thousand draws.
    pub(super) fn permille(&mut self, share: u64) -> bool {
        self.below(1_000) < share
    }

    /// One of a list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = self.below(u64::try_from(list.len()).unwrap_or(0));
        list.get(usize::try_from(index).unwrap_or(0))
    }

    /// One of a list by weight.
    pub(super) fn weighed<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let mut rest = self.below(list.iter().map(&weight).sum());
        list.iter().find(|item| {
            let own = weight(item);
            let found = rest < own;
            rest = rest.saturating_sub(own);
            found
        })
    }

    /// A GUID of version 4.
    pub(super) fn guid(&mut self) -> Guid {
        let mut bytes = [0_u8; 16];
        self.0.fill_bytes(&mut bytes);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Guid::from_bytes(bytes)
    }

    /// Bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_depend_on_seed_lane_and_index_only() {
        let seed = Seed::new(7);
        let first = seed.draw(Lane::People, 2, 5).guid();
        assert_eq!(Seed::new(7).draw(Lane::People, 2, 5).guid(), first);
        assert_ne!(seed.draw(Lane::People, 2, 6).guid(), first);
        assert_ne!(seed.draw(Lane::People, 3, 5).guid(), first);
        assert_ne!(seed.draw(Lane::Deleted, 2, 5).guid(), first);
        assert_ne!(Seed::new(8).draw(Lane::People, 2, 5).guid(), first);
    }

    #[test]
    fn draws_stay_in_their_limits() {
        let mut chance = Seed::new(1).draw(Lane::App, 0, 0);
        for _ in 0..1_000 {
            assert!(chance.below(10) < 10);
            assert!((-3..=3).contains(&chance.between(-3, 3)));
        }
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.pick::<u8>(&[]), None);
        assert_eq!(chance.weighed(&[(1, 0), (2, 5)], |i| i.1), Some(&(2, 5)));
    }
}
