//! What a subscription is: how it was bought, its state and its term (section 4). No rule is applied here.

use crate::ids::{PoolId, ProductId, SubscriptionId};
use crate::time::{DAY_MICROS, Instant};

/// How a subscription was bought (R-SUB-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Customer agreement, bought directly (MCA).
    Direct,
    /// Older online agreement (MOSA).
    Legacy,
    /// Through a partner.
    Reseller,
    /// With a product key.
    PrepaidKey,
    /// Volume agreement.
    Volume,
    /// Trial.
    Trial,
    /// Bought by a user.
    SelfService,
    /// Free sign-up by a user.
    Free,
}

/// The state of a subscription's life (R-SUB-6, section 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Starts in future.
    Scheduled,
    /// Waits for a credit check or the like.
    Pending,
    /// In force.
    Active,
    /// Ended, in grace; seats still count.
    Expired,
    /// No service, no assigning.
    Disabled,
    /// Suspended by the partner.
    Suspended,
    /// Gone for good.
    Deleted,
}

/// A subscription as far as quantities care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its key.
    pub id: SubscriptionId,
    /// Where its seats go.
    pub pool: PoolId,
    /// Of what.
    pub product: ProductId,
    /// How it was bought.
    pub channel: Channel,
    /// Its state.
    pub status: Status,
    /// Seats bought.
    pub quantity: i64,
    /// When the present term began or seats were last added (R-BUY-2).
    pub window_from: Instant,
    /// Seats that may be given back inside the window: all after a start or renewal, what was added after an
    /// addition (R-BUY-2).
    pub window_seats: i64,
    /// The version the caller saw (R-SUB-8).
    pub version: i64,
}

/// How long one period of a subscription is (R-SUB-6): calendar months (D-17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// A month.
    Month,
    /// A year.
    Year,
    /// Three years.
    ThreeYears,
    /// Bought for good: it has no next period and runs out never (R-UI-10).
    Once,
}

/// Calendar months that stand for a term without end: later than any period that is counted from today.
const FOR_GOOD_MONTHS: i64 = 6_000;

impl Term {
    /// Every term.
    pub const ALL: &'static [Self] = &[Self::Month, Self::Year, Self::ThreeYears, Self::Once];

    /// The text form: `P1M`, `P1Y`, `P3Y` or `once`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "P1M",
            Self::Year => "P1Y",
            Self::ThreeYears => "P3Y",
            Self::Once => "once",
        }
    }

    /// Reads the text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|term| term.as_str() == text)
    }

    /// Calendar months.
    #[must_use]
    pub fn months(self) -> i64 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
            Self::ThreeYears => 36,
            Self::Once => FOR_GOOD_MONTHS,
        }
    }

    /// The end of the period that follows `from`: the first whole number of terms after `anchor` that is later.
    /// Counting from the original day keeps it through short months (D-17). None outside the calendar.
    #[must_use]
    pub fn end_after(self, anchor: Instant, from: Instant) -> Option<Instant> {
        let anchor = anchor.min(from);
        let longest = DAY_MICROS.saturating_mul(31).saturating_mul(self.months());
        let mut terms = from.0.saturating_sub(anchor.0) / longest;
        loop {
            let end = anchor.plus_months(terms.checked_mul(self.months())?)?;
            if end > from {
                return Some(end);
            }
            terms += 1;
        }
    }
}

/// Whether only the Licenses page gives and takes seats of a subscription: software that a partner bought for good
/// (R-UI-10).
#[must_use]
pub fn licenses_page_alone(channel: Channel, status: Status, term: Term) -> bool {
    channel == Channel::Reseller && term == Term::Once && status != Status::Deleted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_ui_10_software_bought_for_good_by_a_partner_is_given_on_the_licenses_page_alone() {
        for status in [Status::Active, Status::Suspended, Status::Disabled] {
            assert!(licenses_page_alone(Channel::Reseller, status, Term::Once));
        }
        assert!(!licenses_page_alone(Channel::Reseller, Status::Deleted, Term::Once));
        assert!(
            !licenses_page_alone(Channel::Direct, Status::Active, Term::Once),
            "bought without a partner"
        );
        for term in [Term::Month, Term::Year, Term::ThreeYears] {
            assert!(
                !licenses_page_alone(Channel::Reseller, Status::Active, term),
                "{term:?} is no purchase for good"
            );
        }
    }
}
