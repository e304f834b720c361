//! What roles held together allow on people who hold roles, or who leave something behind. It must never make a permit.

use std::collections::BTreeSet;

use crate::role::Role;

/// Whether whoever deletes people also hands their mail and files over: it takes the administrators of both besides the
/// one that deletes, or somebody who may all (R-ROLE-14).
#[must_use]
pub fn hands_over(roles: &BTreeSet<Role>) -> bool {
    let all = [Role::GlobalAdmin, Role::AdminAgent, Role::Operator];
    let three = [Role::UserAdmin, Role::ExchangeAdmin, Role::SharePointAdmin];
    all.iter().any(|role| roles.contains(role)) || three.iter().all(|role| roles.contains(role))
}

/// Roles a User admin may delete, restore and reset (R-ROLE-5).
#[must_use]
pub fn user_admin_may_manage(roles: &BTreeSet<Role>) -> bool {
    roles.iter().all(|r| {
        matches!(
            r,
            Role::User
                | Role::DirectoryReader
                | Role::GuestInviter
                | Role::HelpdeskAdmin
                | Role::MessageCenterReader
                | Role::ReportsReader
        )
    })
}
