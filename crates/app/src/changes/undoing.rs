//! Which right a change takes, and which right undoing one. It decides nothing about what is done or undone.

use std::collections::BTreeMap;

use cupo_domain::access::Action;
use cupo_domain::ids::UserId;

use super::Command;
use crate::deletion::Settlement;
use crate::licenses::Who;

/// The action whose permit undoing takes, by the kind of the operation.
#[must_use]
pub fn undo_action(kind: &str) -> Action {
    match kind {
        "create-user" | "delete-users" | "restore-users" | "import-users" => Action::DeleteUsers,
        "quantity" | "subscription-life" => Action::ChangeSubscriptions,
        "place-hold" | "release-hold" => Action::ManageHolds,
        kind if crate::left::DataDeed::KEYS.contains(&kind) => Action::ManageHolds,
        "edit-user" | "reset-password" => Action::EditUsers,
        "change-roles" => Action::ManageRoles,
        "create-customer" => Action::CreateCustomers,
        "set-locations" => Action::EditLocation,
        "settings" | "domains" => Action::ChangeSettings,
        "group-create" | "group-join" | "group-leave" | "group-delete" | "group-rule" | "group-by-hand" => {
            Action::ManageGroups
        }
        kind if kind.starts_with("self-service-") => Action::TakeOver,
        _ => Action::AssignLicenses,
    }
}

impl Command {
    /// Deletes users; their seats stay for others, mail and files stay until their ends.
    #[must_use]
    pub fn delete(who: Who) -> Self {
        Self::DeleteUsers { who, settle: Settlement::default() }
    }

    /// Brings users back under the names they had.
    #[must_use]
    pub fn restore(users: Vec<UserId>) -> Self {
        Self::RestoreUsers { users, names: BTreeMap::new() }
    }

    /// The action whose permit it takes; none for an undo, which takes that of what it undoes.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        match self {
            Self::Licenses { .. } => Some(Action::AssignLicenses),
            Self::DeleteUsers { .. } | Self::RestoreUsers { .. } => Some(Action::DeleteUsers),
            Self::Quantity { .. } | Self::Buy { .. } | Self::Life { .. } => Some(Action::ChangeSubscriptions),
            Self::Hold(_) | Self::Data(_) => Some(Action::ManageHolds),
            Self::CreateUser { .. } | Self::EditUser { .. } | Self::ResetPassword(_) => {
                Some(Action::EditUsers)
            }
            Self::ChangeRoles { .. } => Some(Action::ManageRoles),
            Self::CreateCustomer(_) => Some(Action::CreateCustomers),
            Self::Locate { .. } => Some(Action::EditLocation),
            Self::Settings(_) | Self::Domains(_) => Some(Action::ChangeSettings),
            Self::Group(wish) => Some(wish.action()),
            Self::SelfService(wish) => Some(wish.action()),
            Self::Request(wish) => Some(wish.action()),
            Self::Undo(_) => None,
        }
    }
}
