//! Giving roles to people and taking them away: decided, written and recorded in one turn (section 1, D-25, D-26).

use std::collections::BTreeSet;

use cupo_domain::access::{Actor, Caller, Permit, Role, grantable};
use cupo_domain::decide::change_roles::{self, Bearer, Granter, RoleChange};
use cupo_domain::ids::{Guid, OperationId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::people::grant_roles;
use cupo_store::roles::{BearerRow, revoke_roles};
use cupo_store::users::UserRow;
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;

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

    /// Makes a person hold exactly the wanted roles. `shown` is what the form showed: E-ETAG when it is no longer true.
    ///
    /// # Errors
    /// E-NOTFOUND, E-STATE, E-ROLE, E-ETAG, failures of the store.
    pub async fn change_roles(
        &self,
        by: Asking<'_>,
        caller: &Caller,
        user: Guid,
        wanted: &BTreeSet<Role>,
        shown: &BTreeSet<Role>,
    ) -> Result<RoleChange, AppError> {
        let turn = self.store.turn().await?;
        let (row, held) = self.roles_of(by.permit, user).await?;
        if held != *shown {
            return Err(AppError::denied(Code::Etag, "roles"));
        }
        let granter = Granter {
            user: caller.user().filter(|_| caller.home() == Some(by.permit.customer())),
            grantable: grantable(caller, by.organisation.is_partner),
            global_admins: self.store.global_admins(by.permit).await?,
        };
        let bearer = Bearer { user: row.id, active: row.state == 0, roles: held };
        let change = change_roles::decide(&bearer, wanted, &granter)?;
        if change.is_empty() {
            return Ok(change);
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let mut statements = Vec::new();
        if !change.given.is_empty() {
            let given: Vec<Role> = change.given.iter().copied().collect();
            statements.push(grant_roles(customer, row.id, &given));
        }
        if !change.taken.is_empty() {
            statements.push(revoke_roles(customer, row.id, &change.taken));
        }
        let detail = json!({"before": keys(&bearer.roles), "after": keys(wanted)});
        statements.extend(self.audit_one(
            by,
            &head,
            ("user.roles-changed", OperationId(0)),
            row.id.0,
            detail,
        ));
        self.store.commit(&turn, statements).await?;
        Ok(change)
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

fn keys(roles: &BTreeSet<Role>) -> Vec<&'static str> {
    roles.iter().filter(|role| **role != Role::User).map(|role| role.key()).collect()
}
