//! Saved views of the list of users (R-USER-11): up to fifty per customer, shared by its administrators, each a filter
//! whose parts must all hold. They change no license, so saving one again is the way back.

use cupo_domain::access::Permit;
use cupo_domain::ids::{Guid, OperationId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::users::UserFilter;
use cupo_store::value::Statement;
use cupo_store::views::{ViewRow, change_view, create_view, delete_view};
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::selection::FilterDoc;
use crate::text::{fold, sort_key};

/// Most saved views of a customer.
pub const VIEWS_MAX: usize = 50;
/// Most letters of a view's name.
pub const VIEW_NAME_MAX: usize = 80;
/// Most bytes of a filter.
const FILTER_BYTES_MAX: usize = 2_000;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Outside identity.
    pub guid: Guid,
    /// Its name.
    pub name: String,
    /// Whom it shows.
    pub filter: UserFilter,
}

impl App {
    /// The saved views of a customer, by name.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn views(&self, permit: &Permit) -> Result<Vec<SavedView>, AppError> {
        let saved = |row: ViewRow| {
            let filter = serde_json::from_str::<FilterDoc>(&row.filter)
                .map_err(|e| AppError::Bug(format!("reading a view: {e}")))?
                .filter();
            Ok(SavedView { guid: row.guid, name: row.name, filter })
        };
        self.store.views(permit).await?.into_iter().map(saved).collect()
    }

    /// Saves a filter under a name.
    ///
    /// # Errors
    /// E-INVALID: `name` when it is empty or too long, `name-taken`, `filter` when it narrows nothing, `views` when there
    /// are fifty.
    pub async fn save_view(&self, by: Asking<'_>, name: &str, filter: &UserFilter) -> Result<Guid, AppError> {
        let text = filter_text(filter)?;
        let turn = self.store.turn().await?;
        let views = self.store.views(by.permit).await?;
        let named =
            ViewRow { id: self.next_id(), guid: new_guid()?, filter: text, ..named(&views, None, name)? };
        if views.len() >= VIEWS_MAX {
            let most = i64::try_from(VIEWS_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Invalid, "views").with_figure(most).into());
        }
        let mut statements = vec![create_view(by.permit, &named)];
        statements.extend(self.tell(by, "view.created", json!({"name": named.name})).await?);
        self.store.commit(&turn, statements).await?;
        Ok(named.guid)
    }

    /// Gives a view another name, another filter or both. Whoever saves last is right; the audit has what was before.
    ///
    /// # Errors
    /// E-NOTFOUND, E-INVALID as when saving.
    pub async fn change_view(
        &self,
        by: Asking<'_>,
        view: Guid,
        name: &str,
        filter: Option<&UserFilter>,
    ) -> Result<(), AppError> {
        let text = filter.map(filter_text).transpose()?;
        let turn = self.store.turn().await?;
        let views = self.store.views(by.permit).await?;
        let before = found(&views, view)?;
        let after = ViewRow {
            id: before.id,
            guid: before.guid,
            filter: text.unwrap_or_else(|| before.filter.clone()),
            ..named(&views, Some(view), name)?
        };
        if after == *before {
            return Ok(());
        }
        let side = |row: &ViewRow| json!({"name": row.name, "filter": row.filter});
        let mut statements = vec![change_view(by.permit, &after)];
        let detail = json!({"name": after.name, "before": side(before), "after": side(&after)});
        statements.extend(self.tell(by, "view.changed", detail).await?);
        Ok(self.store.commit(&turn, statements).await?)
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// E-NOTFOUND.
    pub async fn delete_view(&self, by: Asking<'_>, view: Guid) -> Result<(), AppError> {
        let turn = self.store.turn().await?;
        let views = self.store.views(by.permit).await?;
        let row = found(&views, view)?;
        let mut statements = vec![delete_view(by.permit, row.id)];
        let detail = json!({"name": row.name, "filter": row.filter});
        statements.extend(self.tell(by, "view.deleted", detail).await?);
        Ok(self.store.commit(&turn, statements).await?)
    }

    async fn tell(
        &self,
        by: Asking<'_>,
        action: &'static str,
        detail: serde_json::Value,
    ) -> Result<Vec<Statement>, AppError> {
        let head = self.store.audit_head(by.permit.customer()).await?;
        Ok(self.audit_one(by, &head, (action, OperationId(0)), 0, detail))
    }
}

fn found(views: &[ViewRow], view: Guid) -> Result<&ViewRow, Denial> {
    views.iter().find(|row| row.guid == view).ok_or_else(|| Denial::new(Code::NotFound, "view"))
}

/// A row with a name that is fit and free, everything else still to be filled in.
fn named(views: &[ViewRow], own: Option<Guid>, name: &str) -> Result<ViewRow, Denial> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > VIEW_NAME_MAX || name.chars().any(char::is_control) {
        let most = i64::try_from(VIEW_NAME_MAX).unwrap_or(i64::MAX);
        return Err(Denial::new(Code::Invalid, "name").with_figure(most));
    }
    let folded = fold(name);
    if views.iter().any(|row| row.folded == folded && Some(row.guid) != own) {
        return Err(Denial::new(Code::Invalid, "name-taken"));
    }
    Ok(ViewRow {
        id: 0,
        guid: Guid::nil(),
        name: name.to_owned(),
        sort_key: sort_key(name, ""),
        folded,
        filter: String::new(),
    })
}

/// A filter as it is kept: one that narrows, by itself and by nobody's selection.
fn filter_text(filter: &UserFilter) -> Result<String, AppError> {
    let wrong = || Denial::new(Code::Invalid, "filter");
    let known = filter.product.is_none_or(|product| product.0 > 0);
    if *filter == UserFilter::default() || filter.selected.is_some() || filter.deleted || !known {
        return Err(wrong().into());
    }
    let text = serde_json::to_string(&FilterDoc::of(filter));
    let text = text.map_err(|e| AppError::Bug(format!("writing a view: {e}")))?;
    if text.len() > FILTER_BYTES_MAX { Err(wrong().into()) } else { Ok(text) }
}
