//! Products, service plans and rules as plain data, identified by their GUIDs: what the catalogue file holds and what
//! an import changes. Must never hold internal numbers; the store gives those.

use std::collections::BTreeSet;

use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{LicenseGroup, Offer, Target, Workload};
use cupo_domain::country::Country;
use cupo_domain::ids::Guid;

/// A whole catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueFile {
    /// The day of the published list that the facts were taken from.
    pub edition: String,
    /// What is sold and assigned.
    pub products: Vec<ProductEntry>,
    /// The services inside products; some are in none and only named by rules.
    pub plans: Vec<PlanEntry>,
    /// What plans exclude or need.
    pub rules: Vec<RuleEntry>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductEntry {
    /// Identity.
    pub id: Guid,
    /// Identifier such as `ENTERPRISEPACK`; not unique.
    pub part_number: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Spanish; the English one where none is known.
    pub name_es: String,
    /// Who it is given to (R-PROD-2).
    pub target: Target,
    /// Its license group (R-PROD-13).
    pub license_group: LicenseGroup,
    /// Fewest seats of one subscription (R-PROD-17).
    pub seats_min: Option<i64>,
    /// Most seats of one subscription (R-PROD-17, Q-17).
    pub seats_max: Option<i64>,
    /// No longer sold (R-PROD-15).
    pub end_of_sale: bool,
    /// Given for a time to try it out.
    pub trial: bool,
    /// Clouds that sell it (R-CLOUD-5).
    pub clouds: BTreeSet<Cloud>,
    /// What is particular about how it is sold.
    pub offer: Offer,
    /// Its service plans.
    pub plans: BTreeSet<Guid>,
    /// Countries where it may not be given (R-PROD-11).
    pub denied: BTreeSet<Country>,
    /// What a seat costs; empty means that no price is set, never that it is free (D-29).
    pub prices: Vec<PriceEntry>,
    /// Facts that are made up for the demonstration; all others are public (D-29).
    pub demo: BTreeSet<Fact>,
}

/// A service plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanEntry {
    /// Identity.
    pub id: Guid,
    /// Identifier such as `EXCHANGE_S_STANDARD`; not unique.
    pub name: String,
    /// Name for people in English.
    pub friendly_en: String,
    /// Name for people in Spanish; the English one where none is known.
    pub friendly_es: String,
    /// Who it takes effect for (R-PROD-2).
    pub target: Target,
    /// Whose data it stands for (D-18).
    pub workload: Workload,
    /// Countries where it may not be given (R-PROD-11).
    pub denied: BTreeSet<Country>,
    /// Facts that are made up for the demonstration.
    pub demo: BTreeSet<Fact>,
}

/// For how long a price holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceTerm {
    /// One month.
    Month,
    /// One year.
    Year,
    /// Three years.
    ThreeYears,
    /// Bought for good.
    Once,
}

impl PriceTerm {
    /// As it is stored and sent: a duration of ISO 8601, or `once`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PriceTerm::Month => "P1M",
            PriceTerm::Year => "P1Y",
            PriceTerm::ThreeYears => "P3Y",
            PriceTerm::Once => "once",
        }
    }
}

/// What one seat costs for one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceEntry {
    /// For how long.
    pub term: PriceTerm,
    /// Currency of ISO 4217.
    pub currency: String,
    /// Amount in the smallest unit of the currency.
    pub minor_units: i64,
}

/// A fact that may be made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Least and most seats.
    Seats,
    /// Where it is sold.
    Clouds,
    /// Where it may not be given.
    Denied,
    /// What it costs.
    Prices,
}

impl Fact {
    /// The word of the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Fact::Seats => "seats",
            Fact::Clouds => "clouds",
            Fact::Denied => "denied",
            Fact::Prices => "prices",
        }
    }
}

/// How sure a rule is (D-30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleStatus {
    /// Said in a public document.
    Documented,
    /// Public documents contradict one another.
    Disputed,
    /// Known from the text of an error that somebody published.
    Reported,
    /// Concluded, not said.
    Inferred,
    /// A condition of purchase; not known to be checked at assignment.
    Eligibility,
}

impl RuleStatus {
    /// The word of the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RuleStatus::Documented => "documented",
            RuleStatus::Disputed => "disputed",
            RuleStatus::Reported => "reported",
            RuleStatus::Inferred => "inferred",
            RuleStatus::Eligibility => "eligibility",
        }
    }

    /// What a rule of this status does where nobody has said otherwise.
    #[must_use]
    pub fn usual_effect(self) -> RuleEffect {
        match self {
            RuleStatus::Documented | RuleStatus::Reported => RuleEffect::Enforced,
            RuleStatus::Disputed | RuleStatus::Inferred | RuleStatus::Eligibility => RuleEffect::Warning,
        }
    }
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleEffect {
    /// A violation refuses.
    Enforced,
    /// A violation is mentioned.
    Warning,
    /// Nothing; the rule is kept so that it can be switched on.
    Off,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleSays {
    /// The two plans cannot be on together; the lower GUID stands first.
    Excludes(Guid, Guid),
    /// The plan needs any one of the others.
    Requires(Guid, BTreeSet<Guid>),
}

/// A rule between plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    /// Stable name, for messages and for switching it off.
    pub name: String,
    /// What it says.
    pub says: RuleSays,
    /// How sure it is.
    pub status: RuleStatus,
    /// What it does.
    pub effect: RuleEffect,
    /// Why, in one sentence of ours.
    pub note: String,
    /// Since when it is known, as `YYYY-MM-DD`.
    pub from: String,
}
