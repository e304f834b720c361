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
}

impl Term {
    /// Every term.
    pub const ALL: &'static [Self] = &[Self::Month, Self::Year, Self::ThreeYears];

    /// The text form, such as `P1M`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "P1M",
            Self::Year => "P1Y",
            Self::ThreeYears => "P3Y",
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
