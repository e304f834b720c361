//! How long each state of a subscription lasts, as data (section 11, Q-8, Q-20). It holds figures and finds the most
//! particular one; it never says what happens when one has passed.

use crate::access::Cloud;
use crate::ids::ProductId;
use crate::subscription::{Channel, Term};

/// The kind of contract that decides how long a subscription outlives its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Most offers.
    Standard,
    /// An enterprise customer's.
    Enterprise,
    /// A volume enterprise agreement.
    VolumeEnterprise,
    /// An open volume agreement, also by product key.
    Open,
    /// Through a partner, under the present agreement; its figures are not verified.
    Partner,
    /// Through a partner, under the older one: never expired, only suspended (R-LIFE-14).
    PartnerLegacy,
    /// Through a partner in the cloud operated by 21Vianet.
    PartnerVianet,
    /// A trial.
    Trial,
}

impl Agreement {
    /// The contract that goes with a channel where nobody has said more.
    #[must_use]
    pub fn usual(channel: Channel, cloud: Cloud) -> Self {
        match (channel, cloud) {
            (Channel::Reseller, Cloud::Vianet) => Self::PartnerVianet,
            (Channel::Reseller, Cloud::Worldwide) => Self::Partner,
            (Channel::PrepaidKey, _) => Self::Open,
            (Channel::Volume, _) => Self::VolumeEnterprise,
            (Channel::Trial, _) => Self::Trial,
            (Channel::Direct | Channel::Legacy | Channel::SelfService | Channel::Free, _) => Self::Standard,
        }
    }
}

/// Days in each state after the end; 0 where a state does not occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// In grace.
    pub expired_days: i64,
    /// Without service, recoverable.
    pub disabled_days: i64,
    /// Suspended by the partner.
    pub suspended_days: i64,
    /// Most days suspended, where the days to the first bill count in addition.
    pub suspended_days_max: i64,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodRow {
    /// For which contract.
    pub agreement: Agreement,
    /// Only for this term.
    pub term: Option<Term>,
    /// Only for this product.
    pub product: Option<ProductId>,
    /// How long.
    pub periods: Periods,
}

/// Durations by contract, term and product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodTable {
    rows: Vec<PeriodRow>,
}

const fn row(agreement: Agreement, term: Option<Term>, periods: (i64, i64, i64, i64)) -> PeriodRow {
    let (expired_days, disabled_days, suspended_days, suspended_days_max) = periods;
    let periods = Periods { expired_days, disabled_days, suspended_days, suspended_days_max };
    PeriodRow { agreement, term, product: None, periods }
}

/// The table of section 11.
const SEEDED: &[PeriodRow] = &[
    row(Agreement::Standard, None, (30, 90, 90, 90)),
    row(Agreement::Enterprise, None, (30, 90, 90, 90)),
    row(Agreement::Enterprise, Some(Term::ThreeYears), (90, 90, 90, 90)),
    row(Agreement::VolumeEnterprise, None, (90, 60, 60, 60)),
    row(Agreement::Open, None, (30, 90, 90, 90)),
    row(Agreement::Partner, None, (30, 90, 90, 90)),
    row(Agreement::PartnerLegacy, None, (0, 0, 90, 120)),
    row(Agreement::PartnerVianet, None, (0, 0, 60, 60)),
    row(Agreement::Trial, None, (30, 0, 30, 30)),
];

/// What holds where the table says nothing, which only a table that was emptied does.
const MOST_OFFERS: Periods =
    Periods { expired_days: 30, disabled_days: 90, suspended_days: 90, suspended_days_max: 90 };

impl Default for PeriodTable {
    fn default() -> Self {
        Self { rows: SEEDED.to_vec() }
    }
}

impl PeriodTable {
    /// The seeded table with lines of one's own, which come first where they are as particular.
    #[must_use]
    pub fn with(own: Vec<PeriodRow>) -> Self {
        let mut it = Self { rows: own };
        it.rows.extend_from_slice(SEEDED);
        it
    }

    /// The most particular line: the product's before the term's before the contract's.
    #[must_use]
    pub fn find(&self, agreement: Agreement, term: Term, product: ProductId) -> Periods {
        let fits = |row: &&PeriodRow| {
            row.agreement == agreement
                && row.term.is_none_or(|t| t == term)
                && row.product.is_none_or(|p| p == product)
        };
        let particular = |row: &PeriodRow| (row.product.is_some(), row.term.is_some());
        let mut best: Option<&PeriodRow> = None;
        for row in self.rows.iter().filter(fits) {
            if best.is_none_or(|b| particular(row) > particular(b)) {
                best = Some(row);
            }
        }
        best.map_or(MOST_OFFERS, |row| row.periods)
    }
}
