//! Giving a person roles and taking them away (section 1, D-25, D-26). Somebody must always be left who can do
//! everything: an organization without a Global administrator could not be helped from inside.

use std::collections::BTreeSet;

use crate::access::Role;
use crate::ids::UserId;
use crate::refusal::{Code, Denial};

/// What the decision needs to know of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Who.
    pub user: UserId,
    /// The account is not deleted.
    pub active: bool,
    /// What the person holds now.
    pub roles: BTreeSet<Role>,
}

/// What the decision needs to know of the one who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granter {
    /// The person, when it is one of the same organization.
    pub user: Option<UserId>,
    /// What the person may give and take.
    pub grantable: BTreeSet<Role>,
    /// Global administrators with an active account.
    pub global_admins: i64,
}

/// What will be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleChange {
    /// Roles the person gets.
    pub given: BTreeSet<Role>,
    /// Roles the person loses.
    pub taken: BTreeSet<Role>,
}

impl RoleChange {
    /// Whether nothing would be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.taken.is_empty()
    }
}

/// Decides what has to change so that the person holds exactly `wanted`.
///
/// # Errors
/// E-STATE for a deleted account (`account`), for the last Global administrator (`last-admin`) and for one's own
/// (`own-admin`); E-ROLE for a role that the one who asks may not handle.
pub fn decide(bearer: &Bearer, wanted: &BTreeSet<Role>, by: &Granter) -> Result<RoleChange, Denial> {
    let plain = |roles: &BTreeSet<Role>| -> BTreeSet<Role> {
        roles.iter().copied().filter(|role| *role != Role::User).collect()
    };
    let (now, wanted) = (plain(&bearer.roles), plain(wanted));
    let change = RoleChange {
        given: wanted.difference(&now).copied().collect(),
        taken: now.difference(&wanted).copied().collect(),
    };
    if change.is_empty() {
        return Ok(change);
    }
    if !bearer.active {
        return Err(Denial::new(Code::State, "account"));
    }
    if let Some(role) = change.given.union(&change.taken).find(|role| !by.grantable.contains(role)) {
        return Err(Denial::new(Code::Role, role.key()));
    }
    if change.taken.contains(&Role::GlobalAdmin) {
        if by.global_admins <= 1 {
            return Err(Denial::new(Code::State, "last-admin"));
        }
        if by.user == Some(bearer.user) {
            return Err(Denial::new(Code::State, "own-admin"));
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Actor, Caller, grantable};
    use crate::ids::CustomerId;

    fn bearer(roles: &[Role]) -> Bearer {
        Bearer { user: UserId(7), active: true, roles: roles.iter().copied().collect() }
    }

    fn granter(at_partner: bool, admins: i64) -> Granter {
        let actor = Actor::Person { home: CustomerId(1), user: UserId(8) };
        let caller = Caller { actor, roles: BTreeSet::from([Role::GlobalAdmin]) };
        Granter { user: Some(UserId(8)), grantable: grantable(&caller, at_partner), global_admins: admins }
    }

    fn wish(roles: &[Role]) -> BTreeSet<Role> {
        roles.iter().copied().collect()
    }

    #[test]
    fn r_role_3_roles_add_up_and_only_the_difference_is_written() {
        let person = bearer(&[Role::User, Role::BillingAdmin]);
        let change = decide(&person, &wish(&[Role::BillingAdmin, Role::LicenseAdmin]), &granter(false, 2));
        let expected = RoleChange { given: wish(&[Role::LicenseAdmin]), taken: BTreeSet::new() };
        assert_eq!(change, Ok(expected));
        let none = decide(&person, &wish(&[Role::BillingAdmin]), &granter(false, 2)).unwrap();
        assert!(none.is_empty());
    }

    #[test]
    fn r_role_10_the_last_global_administrator_stays_one() {
        let change = |admins| decide(&bearer(&[Role::GlobalAdmin]), &wish(&[]), &granter(false, admins));
        assert_eq!(change(1), Err(Denial::new(Code::State, "last-admin")));
        assert_eq!(change(2).unwrap().taken, wish(&[Role::GlobalAdmin]));
    }

    #[test]
    fn nobody_stops_being_global_administrator_by_own_hand() {
        let by = Granter { user: Some(UserId(7)), ..granter(false, 3) };
        let answer = decide(&bearer(&[Role::GlobalAdmin]), &wish(&[Role::LicenseAdmin]), &by);
        assert_eq!(answer, Err(Denial::new(Code::State, "own-admin")));
    }

    #[test]
    fn agents_exist_at_partners_and_operators_are_made_by_operators() {
        let agent = wish(&[Role::AdminAgent]);
        let refused = Err(Denial::new(Code::Role, "partner-admin-agent"));
        assert_eq!(decide(&bearer(&[]), &agent, &granter(false, 1)), refused);
        assert!(decide(&bearer(&[]), &agent, &granter(true, 1)).is_ok());
        let operator = decide(&bearer(&[]), &wish(&[Role::Operator]), &granter(true, 1));
        assert_eq!(operator, Err(Denial::new(Code::Role, "operator")));
    }

    #[test]
    fn a_deleted_account_gets_no_role() {
        let gone = Bearer { active: false, ..bearer(&[]) };
        let answer = decide(&gone, &wish(&[Role::LicenseAdmin]), &granter(false, 1));
        assert_eq!(answer, Err(Denial::new(Code::State, "account")));
    }
}
