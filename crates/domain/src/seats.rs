//! The arithmetic of seats (section 5 of the rule book, D-4, D-5, D-6). It counts; it never decides who gets one.

use crate::ids::{PoolId, ProductId, UserId};

/// Units of a pool by the state of the subscriptions they come from (R-AVAIL-1, R-LIFE-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// From active subscriptions.
    pub enabled: i64,
    /// From expired subscriptions, in grace.
    pub warning: i64,
    /// From disabled or suspended subscriptions.
    pub suspended: i64,
    /// From subscriptions that the customer canceled.
    pub locked_out: i64,
}

/// Whose seats a pool holds (D-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PoolKind {
    /// Managed by administrators.
    Central,
    /// One self-service purchase, managed by its purchaser alone until taken over (R-SUB-4).
    SelfService {
        /// Who bought it.
        purchaser: UserId,
    },
}

/// All assignable seats of a product at a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Its key.
    pub id: PoolId,
    /// What the seats are for.
    pub product: ProductId,
    /// Whose seats they are.
    pub kind: PoolKind,
    /// Units by state.
    pub units: Units,
    /// Users who hold a seat (R-AVAIL-4).
    pub consumed: i64,
    /// Seats set aside for operations that were admitted and are still running (D-4).
    pub reserved: i64,
}

impl Pool {
    /// Seats that exist: enabled and warning, never suspended or locked out (R-AVAIL-2).
    #[must_use]
    pub fn total(&self) -> i64 {
        self.units.enabled + self.units.warning
    }

    /// Seats nobody holds; below zero when more are held than exist (R-AVAIL-3, R-AVAIL-10).
    #[must_use]
    pub fn available(&self) -> i64 {
        self.total() - self.consumed
    }

    /// Seats a new command may take now (D-4).
    #[must_use]
    pub fn assignable(&self) -> i64 {
        self.available() - self.reserved
    }

    /// More users hold the product than seats exist (R-AVAIL-11).
    #[must_use]
    pub fn in_conflict(&self) -> bool {
        self.available() < 0
    }

    /// Holders get no service because every unit is suspended or locked out (D-6).
    #[must_use]
    pub fn disabled(&self) -> bool {
        self.total() == 0 && self.units.suspended + self.units.locked_out > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(enabled: i64, warning: i64, suspended: i64, consumed: i64) -> Pool {
        let units = Units { enabled, warning, suspended, locked_out: 0 };
        Pool { id: PoolId(1), product: ProductId(1), kind: PoolKind::Central, units, consumed, reserved: 0 }
    }

    #[test]
    fn r_avail_1_r_avail_2_suspended_units_are_never_in_the_total() {
        assert_eq!(pool(5, 3, 7, 0).total(), 8);
    }

    #[test]
    fn r_avail_3_expiring_units_count_as_available() {
        assert_eq!(pool(5, 3, 0, 6).available(), 2);
        assert_eq!(pool(1, 0, 0, 4).available(), -3);
    }

    #[test]
    fn r_avail_11_more_holders_than_seats_is_a_conflict() {
        assert!(pool(1, 0, 0, 2).in_conflict());
        assert!(!pool(2, 0, 0, 2).in_conflict());
    }

    #[test]
    fn disabled_is_derived_from_the_pool_alone() {
        assert!(pool(0, 0, 9, 2).disabled());
        assert!(!pool(1, 0, 9, 2).disabled());
        assert!(!pool(0, 0, 0, 2).disabled(), "a canceled and deleted product is a shortage, not a pause");
    }

    #[test]
    fn reserved_seats_are_not_assignable() {
        let held = Pool { reserved: 3, ..pool(10, 0, 0, 4) };
        assert_eq!((held.available(), held.assignable()), (6, 3));
    }
}
