//! Undoing an import: whom it created and nobody has touched since is deleted again; the others stay, and are told as
//! changed (D-14). It never writes.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Role;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Code;
use cupo_store::audit::AuditHead;
use cupo_store::operations::OperationRow;
use serde::Deserialize;

use super::profile::mark;
use crate::accounts::Asking;
use crate::app::App;
use crate::deletion::{DeletionPreview, Settlement};
use crate::error::AppError;

/// What an import keeps of whom it created.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    created: Vec<(i64, String)>,
}

impl App {
    /// What undoing an import would do.
    ///
    /// # Errors
    /// E-FINAL when everybody was touched since, failures of the store.
    pub(crate) async fn decide_import_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<(DeletionPreview, AuditHead), AppError> {
        let record: Record = serde_json::from_str(&row.command)
            .map_err(|e| AppError::Bug(format!("reading an import: {e}")))?;
        let users: Vec<UserId> = record.created.iter().map(|(user, _)| UserId(*user)).collect();
        let marks: BTreeMap<UserId, String> =
            record.created.into_iter().map(|(user, mark)| (UserId(user), mark)).collect();
        let untouched = self.untouched_since(by, &users, &marks).await?;
        let (back, kept): (Vec<UserId>, Vec<UserId>) =
            users.into_iter().partition(|user| untouched.contains(user));
        if back.is_empty() {
            return Err(AppError::denied(Code::Final, "touched"));
        }
        let (mut preview, head) = self.decide_deletion(by, &back, &Settlement::default()).await?;
        preview.answers.extend(kept.into_iter().map(|user| (user, Deletion::Refused(Code::Changed))));
        Ok((preview, head))
    }

    /// Those who are as they were created: no field, password, role, license or group since.
    async fn untouched_since(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        marks: &BTreeMap<UserId, String>,
    ) -> Result<BTreeSet<UserId>, AppError> {
        let (store, permit) = (&self.store, by.permit);
        let rows = store.users_by_id(permit, users).await?;
        let same = rows.iter().filter(|row| row.state == 0 && marks.get(&row.id) == Some(&mark(row)));
        let mut found: BTreeSet<UserId> = same.map(|row| row.id).collect();
        for (user, roles) in store.roles_of(permit, users).await? {
            if roles.iter().any(|role| *role != Role::User) {
                found.remove(&user);
            }
        }
        for (user, _) in store.products_of(permit, users).await? {
            found.remove(&user);
        }
        for user in store.with_password(permit, users).await? {
            found.remove(&user);
        }
        for user in store.groups_of(permit, users).await?.into_keys() {
            found.remove(&user);
        }
        Ok(found)
    }
}
