//! What a change costs, as far as it is a matter of money.

use super::What;

/// What a change costs per term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cost {
    /// It is no matter of money.
    None,
    /// No price is set.
    Unknown,
    /// Minor units and currency; negative when it becomes cheaper.
    Money(i64, String),
}

impl What {
    /// What it costs per term.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let money = match self {
            Self::Quantity(it) => it.cost_minor.map(|minor| (minor, it.subscription.currency.clone())),
            Self::Purchase(it) => it.cost().map(|(minor, currency)| (minor, currency.to_owned())),
            Self::SelfService(it) => it.cost().map(|(minor, currency)| (minor, currency.to_owned())),
            Self::Deletion(it) => return it.cost(),
            _ => return Cost::None,
        };
        money.map_or(Cost::Unknown, |(minor, currency)| Cost::Money(minor, currency))
    }
}
