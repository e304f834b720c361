//! The guard before doors that nobody watches: how many people may lose a license, or start to lose data, before a person
//! has to look (D-15). It knows no door and no command.

/// Part of a product's holders that may lose it at once, in percent.
const PERCENT: i64 = 5;
/// So few may always lose it, unless the customer wants fewer.
const LEAST: i64 = 10;
/// The usual most, whatever the number of holders.
pub const USUAL_MOST: i64 = 50;

/// What a change takes of one product, or of people's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// People who have it now.
    pub holders: i64,
    /// People who lost it within the hour through such doors.
    pub earlier: i64,
    /// People who would lose it.
    pub now: i64,
}

/// How many may lose it within an hour: a part of the holders, at least a few, at most what the customer says.
#[must_use]
pub fn limit(holders: i64, most: i64) -> i64 {
    (holders.max(0) * PERCENT / 100).clamp(LEAST.min(most), most)
}

/// Whether a change has to wait for a person. One that takes nothing never waits.
#[must_use]
pub fn waits(loss: Loss, most: i64) -> bool {
    loss.now > 0 && loss.earlier.saturating_add(loss.now) > limit(loss.holders, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d_15_a_part_of_the_holders_at_least_ten_at_most_fifty() {
        let cases =
            [(0, 50, 10), (100, 50, 10), (400, 50, 20), (1_000_000, 50, 50), (400, 5, 5), (400, 0, 0)];
        for (holders, most, expected) in cases {
            assert_eq!(limit(holders, most), expected, "{holders} {most}");
        }
    }

    #[test]
    fn d_15_what_went_through_within_the_hour_counts() {
        let loss = |earlier, now| Loss { holders: 100, earlier, now };
        assert!(!waits(loss(0, 10), 50) && waits(loss(0, 11), 50));
        assert!(!waits(loss(5, 5), 50) && waits(loss(5, 6), 50) && waits(loss(50, 1), 50));
        assert!(!waits(loss(50, 0), 50), "what takes nothing never waits");
        assert!(waits(loss(0, 1), 0), "a customer may want to see everything");
    }
}
