//! What somebody has selected at a customer, and the criterion as it is stored (D-38).

use cupo_domain::access::Permit;
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_store::users::{Selected, Twice, UserFilter};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::AppError;
use crate::licenses::in_selection;

/// A filter as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilterDoc {
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    self_service: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licensed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mail_waits: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    over_assigned: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never_signed_in: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    twice: Option<TwiceDoc>,
}

/// What makes a license one too many, as it was when the filter was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct TwiceDoc {
    plans: String,
    by: Vec<i64>,
}

impl TwiceDoc {
    fn of(it: &Twice) -> Self {
        Self { plans: it.plans.encode(), by: it.by.iter().map(|id| id.0).collect() }
    }

    fn twice(self) -> Twice {
        let by = self.by.into_iter().map(ProductId).collect();
        Twice { plans: PlanSet::decode(&self.plans).unwrap_or_default(), by }
    }
}

impl FilterDoc {
    /// The document of a filter; a selection inside is left out.
    #[must_use]
    pub fn of(filter: &UserFilter) -> Self {
        Self {
            search: filter.search.clone(),
            product: filter.product.map(|p| p.0),
            self_service: filter.self_service,
            licensed: filter.licensed,
            location: filter.location.clone(),
            department: filter.department.clone(),
            enabled: filter.enabled,
            mail_waits: filter.mail_waits,
            over_assigned: filter.over_assigned,
            never_signed_in: filter.never_signed_in,
            twice: filter.twice.as_ref().map(TwiceDoc::of),
        }
    }

    /// The filter again.
    #[must_use]
    pub fn filter(self) -> UserFilter {
        UserFilter {
            deleted: false,
            search: self.search,
            product: self.product.map(ProductId),
            self_service: self.self_service,
            licensed: self.licensed,
            location: self.location,
            department: self.department,
            enabled: self.enabled,
            mail_waits: self.mail_waits,
            over_assigned: self.over_assigned,
            never_signed_in: self.never_signed_in,
            twice: self.twice.map(TwiceDoc::twice),
            selected: None,
        }
    }
}

/// Whose ticks on the page of a product are: a selection of its own beside the owner's for Active users. Such keys are
/// negative and far from any other.
#[must_use]
pub fn picks_of(owner: i64, product: ProductId) -> i64 {
    let hash: [u8; 32] = Sha256::digest(format!("{owner} holders of {product}")).into();
    let first = hash.into_iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(byte));
    first | i64::MIN
}

impl App {
    /// The selection of an owner, to be used in filters.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn selected(&self, permit: &Permit, owner: i64) -> Result<Selected, AppError> {
        let row = self.store.selection(permit, owner).await?;
        let criterion = row.criterion.as_deref().map(serde_json::from_str::<FilterDoc>).transpose();
        let criterion = criterion.map_err(|e| AppError::Bug(format!("reading a criterion: {e}")))?;
        Ok(Selected { owner, criterion: criterion.map(FilterDoc::filter) })
    }

    /// How many users are selected.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn count_selected(&self, permit: &Permit, owner: i64) -> Result<i64, AppError> {
        let selected = self.selected(permit, owner).await?;
        Ok(self.store.count_users(permit, &in_selection(selected)).await?)
    }

    /// Ticks or unticks users by outside identity; unknown ones are left out.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn select(
        &self,
        permit: &Permit,
        owner: i64,
        users: &[Guid],
        selected: bool,
    ) -> Result<(), AppError> {
        let found = self.store.ids_of_guids(permit, users).await?;
        let ids: Vec<_> = found.into_iter().map(|(_, id)| id).collect();
        Ok(self.store.mark_selected(permit, owner, &ids, selected).await?)
    }

    /// Selects exactly those who match, as one criterion.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn select_matching(
        &self,
        permit: &Permit,
        owner: i64,
        filter: &UserFilter,
    ) -> Result<(), AppError> {
        let text = serde_json::to_string(&FilterDoc::of(filter));
        let text = text.map_err(|e| AppError::Bug(format!("writing a criterion: {e}")))?;
        Ok(self.store.select_matching(permit, owner, Some(&text), self.now().0).await?)
    }

    /// Selects nobody.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn clear_selection(&self, permit: &Permit, owner: i64) -> Result<(), AppError> {
        Ok(self.store.select_matching(permit, owner, None, self.now().0).await?)
    }
}

impl App {
    /// Which of these users are selected.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn selected_among(
        &self,
        permit: &Permit,
        owner: i64,
        users: &[cupo_domain::ids::UserId],
    ) -> Result<std::collections::BTreeSet<cupo_domain::ids::UserId>, AppError> {
        let filter = in_selection(self.selected(permit, owner).await?);
        Ok(self.store.ids_among(permit, &filter, users).await?)
    }
}
