//! Which right undoing takes. It decides nothing about what is undone.

use cupo_domain::access::Action;

/// The action whose permit undoing takes, by the kind of the operation.
#[must_use]
pub fn undo_action(kind: &str) -> Action {
    match kind {
        "create-user" | "delete-users" | "restore-users" => Action::DeleteUsers,
        "quantity" | "subscription-life" => Action::ChangeSubscriptions,
        "place-hold" | "release-hold" => Action::ManageHolds,
        "edit-user" => Action::EditUsers,
        "change-roles" => Action::ManageRoles,
        "create-customer" => Action::CreateCustomers,
        "set-locations" => Action::EditLocation,
        "settings" | "domains" => Action::ChangeSettings,
        "group-create" | "group-join" | "group-leave" | "group-delete" => Action::ManageGroups,
        _ => Action::AssignLicenses,
    }
}
