//! What customers bought and who gets it, as data: purchases, kits (what one person gets) and extras. The sizes are
//! found when everybody has been served, so that shortages and spare seats are exactly as meant.

use cupo_domain::decide::quantity::{Channel, Status};

/// How many seats a purchase has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    /// This many.
    Fixed(i64),
    /// A share of those in use, in thousandths.
    Share(i64),
    /// The rest, so that so many thousandths of those in use stay free.
    Spare(i64),
    /// The rest, so that none stays free.
    Exact,
    /// The rest, so that so many thousandths of those in use are missing, at least one.
    Short(i64),
}

/// One purchase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purchase {
    /// Part number.
    pub(super) product: &'static str,
    pub(super) channel: Channel,
    pub(super) status: Status,
    pub(super) size: Size,
    /// `P1M`, `P1Y` or `P3Y`.
    pub(super) term: &'static str,
    /// Days since the present term began; negative when it will begin.
    pub(super) began: i64,
    /// Recurring billing.
    pub(super) recurring: bool,
}

impl Purchase {
    pub(super) const fn new(product: &'static str, channel: Channel, term: &'static str, size: Size) -> Self {
        Self { product, channel, status: Status::Active, size, term, began: 9, recurring: true }
    }

    pub(super) const fn began(self, days: i64) -> Self {
        Self { began: days, ..self }
    }

    /// In another state than active, not to be renewed.
    pub(super) const fn now(self, status: Status) -> Self {
        Self { status, recurring: matches!(status, Status::Scheduled | Status::Pending), ..self }
    }
}

/// Who gets a kit or an extra.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// Everybody.
    All,
    /// People at a desk.
    Desk,
    /// People away from a desk.
    Front,
    /// A department.
    In(&'static str),
}

/// What one person gets; one of those for the person is drawn by weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kit {
    pub(super) whom: Whom,
    pub(super) weight: u64,
    /// Part numbers; none is a kit too.
    pub(super) products: &'static [&'static str],
}

/// What some get beside a kit, if it suits what they have and where they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extra {
    pub(super) whom: Whom,
    pub(super) product: &'static str,
    /// In thousandths of those who could have it.
    pub(super) share: u64,
    /// 0 for a direct license, else the group it is inherited from.
    pub(super) group: i64,
}

/// A choice of plans that some holders have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) product: &'static str,
    /// In thousandths of the holders.
    pub(super) share: u64,
    /// Plans switched off, by name.
    pub(super) off: &'static [&'static str],
}

/// Everything a customer has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offers {
    pub(super) purchases: &'static [Purchase],
    pub(super) kits: &'static [Kit],
    pub(super) extras: &'static [Extra],
    pub(super) choices: &'static [Choice],
}

/// A customer without anything.
pub(super) const NOTHING: Offers = Offers { purchases: &[], kits: &[], extras: &[], choices: &[] };

/// Shorthand for kits.
pub(super) const fn kit(whom: Whom, weight: u64, products: &'static [&'static str]) -> Kit {
    Kit { whom, weight, products }
}

/// Shorthand for extras that are given directly.
pub(super) const fn extra(whom: Whom, product: &'static str, share: u64) -> Extra {
    Extra { whom, product, share, group: 0 }
}
