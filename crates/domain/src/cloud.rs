//! Clouds: each customer belongs to one, and each sells products of its own (R-CLOUD-1, R-CLOUD-5). Must never hold
//! what may be done in one; access says that.

/// The cloud a customer belongs to (R-CLOUD-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cloud {
    /// Worldwide.
    Worldwide,
    /// Operated by 21Vianet.
    Vianet,
}
