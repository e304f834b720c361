//! Wishes about purchases as they are stored: beside previews, and in operations. JSON with internal ids for people, which
//! surfaces never show.

use cupo_domain::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{SelfServicePreview, SelfServiceWish};
use crate::error::AppError;
use crate::ids::GuidText;

/// A wish about a purchase.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SelfServiceDoc {
    Buy { product: GuidText, seats: i64, term: String, trial: bool },
    Seats { purchase: GuidText, seats: i64 },
    People { purchase: GuidText, give: Vec<i64>, take: Vec<i64> },
    Cancel(GuidText),
    Move { purchase: GuidText, to: GuidText },
    End(GuidText),
}

impl SelfServiceDoc {
    pub fn of(wish: &SelfServiceWish) -> Self {
        let ids = |users: &[UserId]| users.iter().map(|user| user.0).collect();
        match wish {
            SelfServiceWish::Buy { product, seats, term, trial } => {
                Self::Buy { product: GuidText(*product), seats: *seats, term: term.clone(), trial: *trial }
            }
            SelfServiceWish::Seats { purchase, seats } => {
                Self::Seats { purchase: GuidText(*purchase), seats: *seats }
            }
            SelfServiceWish::People { purchase, give, take } => {
                Self::People { purchase: GuidText(*purchase), give: ids(give), take: ids(take) }
            }
            SelfServiceWish::Cancel(purchase) => Self::Cancel(GuidText(*purchase)),
            SelfServiceWish::Move { purchase, to } => {
                Self::Move { purchase: GuidText(*purchase), to: GuidText(*to) }
            }
            SelfServiceWish::End(purchase) => Self::End(GuidText(*purchase)),
        }
    }

    pub fn wish(&self) -> SelfServiceWish {
        let users = |ids: &[i64]| ids.iter().copied().map(UserId).collect();
        match self {
            Self::Buy { product, seats, term, trial } => {
                SelfServiceWish::Buy { product: product.0, seats: *seats, term: term.clone(), trial: *trial }
            }
            Self::Seats { purchase, seats } => SelfServiceWish::Seats { purchase: purchase.0, seats: *seats },
            Self::People { purchase, give, take } => {
                SelfServiceWish::People { purchase: purchase.0, give: users(give), take: users(take) }
            }
            Self::Cancel(purchase) => SelfServiceWish::Cancel(purchase.0),
            Self::Move { purchase, to } => SelfServiceWish::Move { purchase: purchase.0, to: to.0 },
            Self::End(purchase) => SelfServiceWish::End(purchase.0),
        }
    }
}

/// What an operation on a purchase keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfServiceRecord {
    /// Of what.
    pub product: i64,
    /// Who bought it.
    pub purchaser: i64,
    /// Seats before.
    pub before: i64,
    /// Seats after.
    pub after: i64,
    /// Without a way to pay.
    #[serde(default)]
    pub trial: bool,
    /// What its people got instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

impl SelfServiceRecord {
    pub(super) fn of(it: &SelfServicePreview) -> Self {
        Self {
            product: it.product.0,
            purchaser: it.purchaser.0,
            before: it.seats.0,
            after: it.seats.1,
            trial: it.trial,
            to: it.to.map(|to| to.product.0),
        }
    }

    pub(super) fn to_json(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(|e| AppError::Bug(format!("writing a purchase: {e}")))
    }

    /// Reads what an operation keeps; nothing for an operation of another kind.
    #[must_use]
    pub fn read(command: &str) -> Self {
        serde_json::from_str(command).unwrap_or_default()
    }
}
