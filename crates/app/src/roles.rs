//! Giving roles to people and taking them away: shown, done as an operation and undone like every change of fields
//! (section 1, D-25, D-26); and who may still do what today.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Actor, Caller, Permit, Role, grantable};
use cupo_domain::decide::change_roles::{self, Bearer, Granter};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_store::accounts::edited;
use cupo_store::commit::Belongs;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::people::grant_roles;
use cupo_store::roles::{BearerRow, revoke_roles};
use cupo_store::store::Turn;
use cupo_store::users::UserRow;
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::edits::{EditPreview, EditRecord, FieldChange, Wish};
use crate::error::AppError;
use crate::licenses::Receipt;

/// A page of people with roles.
#[derive(Clone, Debug)]
pub struct Bearers {
    /// The people, in the order of names.
    pub people: Vec<BearerRow>,
    /// More follow after the last one.
    pub more: bool,
}

impl App {
    /// People with roles, from after the given person.
    ///
    /// # Errors
    /// E-NOTFOUND when that person is not there, failures of the store.
    pub async fn role_bearers(&self, permit: &Permit, after: Option<Guid>) -> Result<Bearers, AppError> {
        let place = match after {
            Some(guid) => Some(self.person(permit, guid).await?),
            None => None,
        };
        let after = place.as_ref().map(|row| (row.sort_key.as_slice(), row.id));
        let people = self.store.role_bearers(permit, after).await?;
        let more = i64::try_from(people.len()).unwrap_or(i64::MAX) >= cupo_store::roles::BEARERS_PAGE;
        Ok(Bearers { people, more })
    }

    /// A person and the roles it holds.
    ///
    /// # Errors
    /// E-NOTFOUND, failures of the store.
    pub async fn roles_of(&self, permit: &Permit, user: Guid) -> Result<(UserRow, BTreeSet<Role>), AppError> {
        let row = self.person(permit, user).await?;
        let account = self.store.account(permit.customer(), row.id).await?;
        let held = account.map(|it| it.roles).unwrap_or_default();
        Ok((row, held.into_iter().filter(|role| *role != Role::User).collect()))
    }

    /// What giving and taking roles would do.
    ///
    /// # Errors
    /// E-NOTFOUND, E-STATE, E-ROLE, failures of the store.
    pub(crate) async fn decide_roles(
        &self,
        by: Asking<'_>,
        user: Guid,
        wish: &Wish<'_>,
    ) -> Result<EditPreview, AppError> {
        let (row, held) = self.roles_of(by.permit, user).await?;
        let (now, changes, skipped) = wish.against(&fields_of(&held))?;
        let caller = self.standing(by.permit.actor()).await?;
        let granter = Granter {
            user: caller.user().filter(|_| caller.home() == Some(by.permit.customer())),
            grantable: grantable(&caller, by.organisation.is_partner),
            global_admins: self.store.global_admins(by.permit).await?,
        };
        let wanted = with_changes(&held, &changes);
        change_roles::decide(
            &Bearer { user: row.id, active: row.state == 0, roles: held },
            &wanted,
            &granter,
        )?;
        Ok(EditPreview { user: Some(row), now, changes, skipped, ..EditPreview::default() })
    }

    /// What undoing a change of roles would do.
    pub(crate) async fn decide_roles_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<EditPreview, AppError> {
        let record = EditRecord::read(&row.command);
        let user = record.user.ok_or_else(|| AppError::Bug("roles of nobody".to_owned()))?;
        self.decide_roles(by, user.0, &Wish::Back(&record.fields)).await
    }

    /// Gives and takes roles in the turn in which it was decided.
    pub(crate) async fn commit_roles(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &EditPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let user = match &it.user {
            Some(user) if !it.changes.is_empty() => user,
            _ => return Err(AppError::denied(Code::Invalid, "nothing")),
        };
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let row = self.edit_row(by, it, ("change-roles", beside))?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let (_, before) = self.roles_of(by.permit, user.guid).await?;
        let after = with_changes(&before, &it.changes);
        let given: Vec<Role> = after.difference(&before).copied().collect();
        let taken: BTreeSet<Role> = before.difference(&after).copied().collect();
        if !given.is_empty() {
            statements.push(grant_roles(customer, user.id, &given));
        }
        if !taken.is_empty() {
            statements.push(revoke_roles(customer, user.id, &taken));
        }
        let to = Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at };
        statements.push(edited(to, user.id));
        let detail = json!({"before": keys(&before), "after": keys(&after)});
        statements.extend(self.audit_one(by, &head, ("user.roles-changed", row.id), user.id.0, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// Whoever acts with the roles of today: none for somebody blocked or deleted and for a program that was removed.
    pub(crate) async fn standing(&self, actor: &Actor) -> Result<Caller, AppError> {
        let roles = match actor {
            Actor::Person { home, user } => {
                let account = self.store.account(*home, *user).await?;
                account.filter(|it| it.enabled).map(|it| it.roles).unwrap_or_default()
            }
            Actor::App { home, name } => {
                let programs = self.store.programs(*home).await?;
                programs.into_iter().filter(|it| it.name == *name).map(|it| it.role).collect()
            }
            Actor::Operator { .. } | Actor::System => BTreeSet::new(),
        };
        Ok(Caller { actor: actor.clone(), roles })
    }

    async fn person(&self, permit: &Permit, user: Guid) -> Result<UserRow, AppError> {
        let row = self.store.user_by_guid(permit, user).await?;
        Ok(row.ok_or_else(|| Denial::new(Code::NotFound, "user"))?)
    }
}

/// What stands before the key of a role in the name of the field that says whether somebody holds it.
const FIELD: &str = "role.";

/// The role of a field that says whether somebody holds it.
#[must_use]
pub fn role_of(field: &str) -> Option<Role> {
    field.strip_prefix(FIELD).and_then(Role::parse)
}

/// Every role as a field that says whether it is held.
fn fields_of(held: &BTreeSet<Role>) -> BTreeMap<String, String> {
    let field = |role: &Role| (format!("{FIELD}{}", role.key()), held.contains(role).to_string());
    Role::ALL.iter().filter(|role| **role != Role::User).map(field).collect()
}

/// A wish about roles as fields.
pub(crate) fn roles_wished(give: &BTreeSet<Role>, take: &BTreeSet<Role>) -> BTreeMap<String, String> {
    let field = |role: &Role, held: bool| (format!("{FIELD}{}", role.key()), held.to_string());
    let given = give.iter().map(|role| field(role, true));
    given.chain(take.iter().map(|role| field(role, false))).collect()
}

fn with_changes(held: &BTreeSet<Role>, changes: &[FieldChange]) -> BTreeSet<Role> {
    let mut after = held.clone();
    for change in changes {
        let Some(role) = role_of(&change.name) else { continue };
        if change.after == "true" {
            after.insert(role);
        } else {
            after.remove(&role);
        }
    }
    after
}

fn keys(roles: &BTreeSet<Role>) -> Vec<&'static str> {
    roles.iter().filter(|role| **role != Role::User).map(|role| role.key()).collect()
}
