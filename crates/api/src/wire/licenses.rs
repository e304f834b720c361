//! Products, seats, subscriptions and who holds them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operations::Money;

/// One service inside a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Identity.
    pub id: String,
    /// Stable name, such as `EXCHANGE_S_STANDARD`.
    pub name: String,
    /// Name for people in the language that was asked for.
    pub friendly_name: String,
    /// It takes effect for the whole organisation and cannot be switched per user.
    pub company: bool,
}

/// A product of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueProduct {
    /// Identity.
    pub id: String,
    /// Part number, such as `ENTERPRISEPACK`; several products may share one.
    pub part_number: String,
    /// Name for people in the language that was asked for.
    pub name: String,
    /// It is no longer sold.
    pub end_of_sale: bool,
    /// Fewest seats of a subscription.
    pub seats_min: Option<i64>,
    /// Most seats of a subscription.
    pub seats_max: Option<i64>,
    /// Countries, two letters each, in which it may not be given.
    pub denied_countries: Vec<String>,
    /// Its service plans, without those that everybody has anyway.
    pub plans: Vec<Plan>,
}

/// How the seats of a product stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProductState {
    /// There is nothing to say.
    Normal,
    /// No seat is free.
    Full,
    /// More users hold it than there are seats.
    OverAssigned,
    /// Its subscriptions are suspended or disabled: holders get no service.
    Disabled,
}

/// Whose seats they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seats {
    /// Administrators manage them.
    Central,
    /// A user bought them, and nobody has taken them over.
    SelfService,
}

/// The seats of one product at a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Product {
    /// The product's identity.
    pub id: String,
    /// The product's part number.
    pub part_number: String,
    /// The product's name in the language that was asked for.
    pub name: String,
    /// Whose seats.
    pub seats: Seats,
    /// Seats that can be held.
    pub total: i64,
    /// Seats that are held.
    pub consumed: i64,
    /// Seats that running operations have set aside.
    pub reserved: i64,
    /// Seats that can be given now; below zero when more are held than there are.
    pub assignable: i64,
    /// How it stands.
    pub state: ProductState,
}

/// Where a license comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Given to the user.
    Direct,
    /// Inherited from a group.
    Group,
    /// A seat of a self-service purchase.
    SelfService,
}

/// A user who holds a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Holder {
    /// The user's identity.
    pub user: String,
    /// The user's sign-in name.
    pub user_name: String,
    /// The user's name for people.
    pub display_name: String,
    /// Where the license comes from.
    pub source: Source,
    /// Names of the service plans that are off.
    pub plans_off: Vec<String>,
}

/// Who holds what: one row per user, product and source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// The user's identity.
    pub user: String,
    /// The user's sign-in name.
    pub user_name: String,
    /// The product's identity.
    pub product: String,
    /// The product's part number.
    pub part_number: String,
    /// Names of the service plans that are off.
    pub plans_off: Vec<String>,
    /// Where it comes from.
    pub source: Source,
    /// Since when it is so: the license and the choice of service plans.
    pub since: String,
    /// Until when it was so; only for a day of the past, where it has ended since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A purchase of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subscription {
    /// Identity.
    pub id: String,
    /// The product's identity.
    pub product: String,
    /// The product's part number.
    pub part_number: String,
    /// The product's name in the language that was asked for.
    pub name: String,
    /// Seats bought.
    pub quantity: i64,
    /// How it was bought: `direct`, `legacy`, `reseller`, `prepaid_key`, `volume`, `trial`, `self_service`, `free`.
    pub channel: String,
    /// `scheduled`, `pending`, `active`, `expired`, `disabled`, `suspended` or `deleted`.
    pub status: String,
    /// `P1M`, `P1Y` or `P3Y`.
    pub term: String,
    /// Begin of the term.
    pub starts_at: String,
    /// End of the term.
    pub ends_at: String,
    /// It renews itself.
    pub recurring: bool,
    /// Price per seat and term; null where none is set.
    pub price: Option<Money>,
}
