//! Writing the good rows of a file: slice by slice, each in one transaction with its part of the operation and the record
//! of every user. Must never judge a row.

use std::collections::BTreeMap;

use cupo_domain::access::user_admin_may_manage;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_store::operations::{OperationRow, create_operation, retell_operation};
use cupo_store::organisations::count_users;
use cupo_store::users::{UserRow, insert_users, update_users};
use serde_json::json;

use super::profile::{created, edited, mark, merged, row_of};
use super::{ImportChoice, ImportReport};
use crate::accounts::{ACCOUNTS_MAX, Asking};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::import::users::NewUser;
use crate::licenses::UNDO_DAYS;

/// An import that is being written.
pub(super) struct Writing<'a> {
    app: &'a App,
    by: Asking<'a>,
    choice: ImportChoice,
    operation: OperationRow,
    begun: bool,
    /// Who was created, each as created, for the undo; as many as can be deleted again in one step.
    created: Vec<(i64, String)>,
}

/// What a slice changes.
#[derive(Default)]
struct Slice {
    new: Vec<UserRow>,
    changed: Vec<UserRow>,
    unchanged: u64,
    audit: Vec<AuditEntry>,
}

impl<'a> Writing<'a> {
    /// An operation that has changed nothing yet and is written with the first slice.
    pub(super) fn new(app: &'a App, by: Asking<'a>, choice: ImportChoice) -> Result<Self, AppError> {
        let until = app.now().plus_days(UNDO_DAYS);
        let operation = app.account_row(by, "import-users", &[], (0, 0), until)?;
        Ok(Self { app, by, choice, operation, begun: false, created: Vec::new() })
    }

    /// The outside identity of the operation.
    pub(super) fn operation(&self) -> Guid {
        self.operation.guid
    }

    /// Writes the users of some rows, and how far the operation is with them.
    pub(super) async fn slice(
        &mut self,
        users: Vec<NewUser>,
        report: &mut ImportReport,
    ) -> Result<(), AppError> {
        let (app, by, customer) = (self.app, self.by, self.by.permit.customer());
        let turn = app.store.turn().await?;
        let slice = self.compare(users).await?;
        report.created += slice.new.len() as u64;
        report.updated += slice.changed.len() as u64;
        report.unchanged += slice.unchanged;
        if report.created <= ACCOUNTS_MAX as u64 {
            self.created.extend(slice.new.iter().map(|row| (row.id.0, mark(row))));
        }
        self.tell(report);
        let mut statements = vec![if self.begun {
            retell_operation(customer, &self.operation)
        } else {
            create_operation(customer, &self.operation)
        }];
        statements.push(insert_users(customer, &slice.new));
        statements.push(update_users(customer, &slice.changed));
        statements.push(count_users(customer, i64::try_from(slice.new.len()).unwrap_or(0), 0));
        let head = app.store.audit_head(customer).await?;
        let (operation, at) = (self.operation.id.0, app.now().0);
        let context = AuditContext { permit: by.permit, channel: by.channel, operation, at };
        statements.extend(append(context, &head, &slice.audit));
        app.store.commit(&turn, statements).await?;
        self.begun = true;
        Ok(())
    }

    /// Rows against the directory as it is in this turn: one read for all of them.
    async fn compare(&self, users: Vec<NewUser>) -> Result<Slice, AppError> {
        let names: Vec<(u64, String)> = users.iter().map(|u| (0, u.sign_in.to_lowercase())).collect();
        let taken = self.app.taken(self.by, &names).await?;
        let known = self.known(&taken).await?;
        let count = i64::try_from(users.len()).unwrap_or(0);
        let first = self.app.ids.next_many(&self.app.clock, count);
        let mut slice = Slice::default();
        for (user, id) in users.into_iter().zip(first..) {
            let Some(existing) = taken.get(&user.sign_in.to_lowercase()) else {
                let row = row_of(user, UserId(id), new_guid()?, self.app.now());
                slice.audit.push(created(&row));
                slice.new.push(row);
                continue;
            };
            let Some(known) = known.get(existing) else { continue };
            let row = merged(user, known);
            match edited(known, &row) {
                None => slice.unchanged += 1,
                Some(entry) => {
                    slice.audit.push(entry);
                    slice.changed.push(row);
                }
            }
        }
        Ok(slice)
    }

    /// The users whose fields may be taken over: none unless asked for, none that another directory masters, and for a
    /// User admin no administrators (R-ROLE-5).
    async fn known(&self, taken: &BTreeMap<String, UserId>) -> Result<BTreeMap<UserId, UserRow>, AppError> {
        let ids: Vec<UserId> = taken.values().copied().collect();
        if !self.choice.update_existing || ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = self.app.store.users_by_id(self.by.permit, &ids).await?;
        let roles = if self.by.limited {
            self.app.store.roles_of(self.by.permit, &ids).await?
        } else {
            BTreeMap::new()
        };
        let may = |row: &UserRow| {
            row.mastery != Mastery::Sync && roles.get(&row.id).is_none_or(user_admin_may_manage)
        };
        Ok(rows.into_iter().filter(may).map(|row| (row.id, row)).collect())
    }

    /// What the operation says of itself after what has been written so far.
    fn tell(&mut self, report: &ImportReport) {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let done = report.created + report.updated + report.unchanged + report.rejected;
        let it = &mut self.operation;
        it.users_total = count(done);
        it.users_done = it.users_total;
        it.succeeded = count(report.created + report.updated);
        it.unchanged = count(report.unchanged);
        it.refused = count(report.rejected);
        it.finished_at = Some(self.app.now().0);
        let final_because = match (report.updated > 0, report.created > ACCOUNTS_MAX as u64) {
            (true, _) => "import-updated",
            (false, true) => "import-large",
            (false, false) => "",
        };
        it.final_because = final_because.to_owned();
        it.command = match final_because {
            "" => json!({ "created": self.created }).to_string(),
            _ => json!({}).to_string(),
        };
        it.totals = json!({"rows": report.rows, "created": report.created, "updated": report.updated,
            "unchanged": report.unchanged, "existing": report.existing, "rejected": report.rejected,
            "skipped": report.skipped})
        .to_string();
    }
}
