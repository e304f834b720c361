//! Creating one user by hand (R-USER-2): shown before, undone by deleting the user again while nothing was done with
//! the account. It gives no license; that is decided afterwards, as for everybody else (R-USER-4).

use std::collections::BTreeMap;

use cupo_domain::access::{Action, Permit, Role};
use cupo_domain::country::Country;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::accounts::created;
use cupo_store::audit::{AuditContext, append};
use cupo_store::commit::Belongs;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::count_users;
use cupo_store::people::set_password;
use cupo_store::store::Turn;
use cupo_store::users::insert_users;

use crate::accounts::{Asking, Beside, OneTimePassword, one_time_password};
use crate::app::App;
use crate::directory::check_alias;
use crate::edits::{EditRecord, FieldChange, USER_NAME, account_fields, check_field};
use crate::error::AppError;
use crate::ids::{GuidText, new_guid};
use crate::import::users::NewUser;
use crate::import_users::profile::{created as recorded, row_of};
use crate::licenses::{Receipt, UNDO_DAYS};
use crate::sign_in::hash_password;

/// The fields that somebody new may have; name and location must be there.
pub const NEW_FIELDS: [&str; 6] =
    ["display_name", "first_name", "last_name", "job_title", "department", "location"];

/// What creating a user would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationPreview {
    /// The sign-in name, in small letters.
    pub sign_in: String,
    /// What the fields will say; fields without a value are left out.
    pub fields: BTreeMap<String, String>,
}

/// Whom an operation created; nobody for one of another kind.
#[must_use]
pub fn created_user(row: &OperationRow) -> Option<Guid> {
    EditRecord::read(&row.command).user.filter(|_| row.kind == "create-user").map(|guid| guid.0)
}

impl CreationPreview {
    /// A field, empty when nothing is said.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The sign-in name and what the fields will say, as changes of what was nothing before.
    #[must_use]
    pub fn changes(&self) -> Vec<FieldChange> {
        let said = NEW_FIELDS.iter().map(|name| (*name, self.field(name)));
        let all = said.filter(|(_, says)| !says.is_empty()).chain([(USER_NAME, self.sign_in.as_str())]);
        let change = |(name, after): (&str, &str)| FieldChange {
            name: name.to_owned(),
            before: String::new(),
            after: after.to_owned(),
        };
        all.map(change).collect()
    }

    fn row(&self) -> NewUser {
        let text = |name: &str| self.field(name).to_owned();
        NewUser {
            sign_in: self.sign_in.clone(),
            display_name: text("display_name"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            job_title: text("job_title"),
            department: text("department"),
            location: Country::parse(self.field("location")),
            ..NewUser::default()
        }
    }
}

impl App {
    /// What creating a user would do.
    ///
    /// # Errors
    /// E-ROLE, E-INVALID with the field (a missing location is one, R-USER-2), E-CLASH when the name is taken.
    pub(crate) async fn decide_creation(
        &self,
        by: Asking<'_>,
        sign_in: &str,
        fields: &BTreeMap<String, String>,
    ) -> Result<CreationPreview, AppError> {
        // The right to change the location alone creates nobody (R-ROLE-4).
        if by.permit.action() != Action::EditUsers {
            return Err(AppError::denied(Code::Role, "edit-users"));
        }
        let mut kept: BTreeMap<String, String> = BTreeMap::new();
        for (name, says) in fields {
            if !NEW_FIELDS.contains(&name.as_str()) {
                return Err(AppError::denied(Code::Invalid, name.clone()));
            }
            check_field(name, says.trim())?;
            if !says.trim().is_empty() {
                kept.insert(name.clone(), says.trim().to_owned());
            }
        }
        if let Some(missing) = ["display_name", "location"].into_iter().find(|name| !kept.contains_key(*name))
        {
            return Err(AppError::denied(Code::Invalid, missing));
        }
        let (alias, domain) = sign_in.split_once('@').ok_or_else(|| Denial::new(Code::Invalid, "alias"))?;
        let (alias, domain) = (check_alias(alias)?, domain.trim().to_lowercase());
        if !self.store.domains(by.permit).await?.contains(&domain) {
            return Err(AppError::denied(Code::Invalid, "domain"));
        }
        let sign_in = format!("{alias}@{domain}");
        if !self.store.ids_of_names(by.permit, std::slice::from_ref(&sign_in)).await?.is_empty() {
            return Err(AppError::denied(Code::Clash, "alias"));
        }
        Ok(CreationPreview { sign_in, fields: kept })
    }

    /// Creates the user in the turn in which it was decided, with a password that is told this once.
    pub(crate) async fn commit_creation(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &CreationPreview,
        beside: Beside,
    ) -> Result<(Receipt, Vec<OneTimePassword>), AppError> {
        let customer = by.permit.customer();
        let password = one_time_password()?;
        let hash = hash_password(password.clone()).await?;
        let user = UserId(self.next_id());
        let person = row_of(it.row(), user, new_guid()?, self.now());
        let record = EditRecord { user: Some(GuidText(person.guid)), fields: it.changes() };
        let text =
            serde_json::to_string(&record).map_err(|e| AppError::Bug(format!("writing a creation: {e}")))?;
        let until = self.now().plus_days(UNDO_DAYS);
        let row = self.account_row(by, "create-user", &[user], (1, 1), until)?;
        let row = OperationRow { command: text.clone(), totals: text, ..row };
        let head = self.store.audit_head(customer).await?;
        let to = Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at };
        let mut statements = vec![
            create_operation(customer, &row),
            insert_users(customer, std::slice::from_ref(&person)),
            count_users(customer, 1, 0),
            set_password(customer, user, &hash, true, self.clock.security_now()),
            created(to, user),
        ];
        statements.extend(beside.statements(by, row.id));
        let (operation, at) = (row.id.0, row.created_at);
        let context = AuditContext { permit: by.permit, channel: by.channel, operation, at };
        statements.extend(append(context, &head, &[recorded(&person)]));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        let receipt = Receipt { operation: row.guid, running: false };
        Ok((receipt, vec![OneTimePassword { user, password }]))
    }

    /// Whom undoing a creation deletes; nobody once something was done with the account, because then the deletion
    /// would take more back than the creation brought.
    pub(crate) async fn untouched(
        &self,
        permit: &Permit,
        row: &OperationRow,
    ) -> Result<Option<UserId>, AppError> {
        let record = EditRecord::read(&row.command);
        let Some(guid) = record.user else { return Ok(None) };
        let Some(user) = self.store.user_by_guid(permit, guid.0).await?.filter(|u| u.state == 0) else {
            return Ok(None);
        };
        let fields = account_fields(&user);
        // Whoever is created may sign in.
        let mut said = BTreeMap::from([("enabled", "true")]);
        said.extend(record.fields.iter().map(|it| (it.name.as_str(), it.after.as_str())));
        let same = fields.iter().all(|(name, now)| said.get(name.as_str()).copied().unwrap_or("") == now);
        let account = self.store.account(permit.customer(), user.id).await?;
        let unused =
            account.is_some_and(|it| it.must_change && it.roles.iter().all(|role| *role == Role::User));
        let holds = !self.store.products_of(permit, &[user.id]).await?.is_empty();
        Ok((same && unused && !holds).then_some(user.id))
    }

    /// Why an operation cannot be undone, also for reasons that lie in what was done since.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn why_final_by_now(
        &self,
        permit: &Permit,
        row: &OperationRow,
    ) -> Result<Option<&'static str>, AppError> {
        match self.why_final(row) {
            None if row.kind == "create-user" && self.untouched(permit, row).await?.is_none() => {
                Ok(Some("touched"))
            }
            why => Ok(why),
        }
    }
}
