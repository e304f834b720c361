//! Setting the usage location of many users at once, so that everybody who was refused for want of one can be repaired
//! in one step (R-USER-1). Shown first, applied exactly; its undo brings back what each of them had.

use std::collections::BTreeMap;

use cupo_domain::country::Country;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::accounts::located;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::store::Turn;
use serde::{Deserialize, Serialize};

use crate::accounts::{ACCOUNTS_MAX, Asking, Beside, belongs, check_count};
use crate::app::App;
use crate::error::AppError;
use crate::licenses::{Receipt, UNDO_DAYS};

/// A location before and after; none for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose.
    pub user: UserId,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// What setting locations would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocationPreview {
    /// Users whose location changes.
    pub moves: Vec<Move>,
    /// Users who have it already.
    pub unchanged: Vec<UserId>,
    /// Users whose location an undo leaves alone because it was changed since.
    pub kept: Vec<UserId>,
}

/// What an operation keeps for its undo: where its users went, and where they were.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    /// The new location; none where an undo took different ones away again.
    #[serde(default)]
    location: Option<String>,
    /// Users with their locations before and after.
    moves: Vec<(i64, Option<String>, Option<String>)>,
}

impl App {
    /// What giving these users a location would do.
    ///
    /// # Errors
    /// E-INVALID for no country or nobody, E-BATCH for too many, E-NOTFOUND for a user who is not active.
    pub(crate) async fn decide_locations(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        location: &str,
    ) -> Result<LocationPreview, AppError> {
        check_count(users)?;
        let country = Country::parse(location).ok_or_else(|| Denial::new(Code::Invalid, "location"))?;
        let now = self.locations_of(by, users).await?;
        if now.len() != users.len() {
            return Err(AppError::denied(Code::NotFound, "user"));
        }
        let after = Some(country.as_str().to_owned());
        let mut preview = LocationPreview::default();
        for user in users {
            match now.get(user) {
                Some(before) if *before != after => {
                    let (before, after) = (before.clone(), after.clone());
                    preview.moves.push(Move { user: *user, before, after });
                }
                _ => preview.unchanged.push(*user),
            }
        }
        Ok(preview)
    }

    /// What undoing an operation on locations would do.
    pub(crate) async fn decide_locations_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<LocationPreview, AppError> {
        let record: Record = serde_json::from_str(&row.command)
            .map_err(|e| AppError::Bug(format!("reading an operation on locations: {e}")))?;
        let users: Vec<UserId> = record.moves.iter().map(|(user, ..)| UserId(*user)).collect();
        let now = self.locations_of(by, &users).await?;
        let mut preview = LocationPreview::default();
        for (user, before, after) in record.moves {
            match now.get(&UserId(user)) {
                Some(current) if *current == after => {
                    preview.moves.push(Move { user: UserId(user), before: after, after: before });
                }
                _ => preview.kept.push(UserId(user)),
            }
        }
        Ok(preview)
    }

    async fn locations_of(
        &self,
        by: Asking<'_>,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Option<String>>, AppError> {
        let rows = self.store.users_by_id(by.permit, users).await?;
        Ok(rows.into_iter().filter(|user| user.state == 0).map(|user| (user.id, user.location)).collect())
    }

    /// Commits locations in the turn in which they were decided.
    pub(crate) async fn commit_locations(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &LocationPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if it.moves.is_empty() {
            return Err(AppError::denied(Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let users: Vec<UserId> = it.moves.iter().map(|m| m.user).collect();
        let all = users.len() + it.unchanged.len() + it.kept.len();
        let until = self.now().plus_days(UNDO_DAYS);
        let row = self.account_row(by, "set-locations", &users, (users.len(), all), until)?;
        let count = |users: &[UserId]| i64::try_from(users.len()).unwrap_or(i64::MAX);
        let (unchanged, refused) = (count(&it.unchanged), count(&it.kept));
        let record = Record {
            location: it.moves.first().and_then(|m| m.after.clone()),
            moves: it.moves.iter().map(|m| (m.user.0, m.before.clone(), m.after.clone())).collect(),
        };
        let command = serde_json::to_string(&record)
            .map_err(|e| AppError::Bug(format!("writing an operation on locations: {e}")))?;
        let row = OperationRow { command, undoes: beside.undoes, unchanged, refused, ..row };
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let moves: Vec<_> =
            it.moves.iter().map(|m| (m.user, m.before.as_deref(), m.after.as_deref())).collect();
        statements.extend(located(belongs(by, &row), &moves, (&it.unchanged, &it.kept), &head));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// Selects exactly the users for whom an operation refused something in one of these ways, and returns how many
    /// there are. More than can be repaired in one step are not selected.
    ///
    /// # Errors
    /// E-BATCH for too many, failures of the store.
    pub async fn select_refused(
        &self,
        by: Asking<'_>,
        operation: Guid,
        groups: &[cupo_store::results::RefusalGroup],
    ) -> Result<i64, AppError> {
        let row = self.store.operation(by.permit, operation).await?;
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?;
        let most = i64::try_from(REPAIRED_MAX).unwrap_or(i64::MAX);
        let found = self.store.refused_users(by.permit, row.id, groups, most + 1).await?;
        let mut users: Vec<UserId> = found.into_iter().flatten().map(|user| user.user).collect();
        users.sort_unstable();
        users.dedup();
        if users.len() > REPAIRED_MAX {
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        self.clear_selection(by.permit, by.owner).await?;
        self.store.mark_selected(by.permit, by.owner, &users, true).await?;
        Ok(i64::try_from(users.len()).unwrap_or(0))
    }
}

/// Most users who are selected one by one for a repair.
pub const REPAIRED_MAX: usize = 50_000;

const _: () = assert!(
    ACCOUNTS_MAX <= REPAIRED_MAX,
    "who is selected for a repair may still be too many for a location"
);
