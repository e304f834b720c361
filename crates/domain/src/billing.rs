//! Under which agreement an organization buys (R-ROLE-9). Must never hold who may buy under it; access says that.

/// The agreement of an organization's billing account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BillingAgreement {
    /// The older online agreement: who administers billing buys.
    Online,
    /// The customer agreement: the billing account has roles of its own.
    Customer,
}

impl BillingAgreement {
    /// Both agreements.
    pub const ALL: &'static [Self] = &[Self::Online, Self::Customer];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Customer => "customer",
        }
    }

    /// Reads the key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == text)
    }
}
