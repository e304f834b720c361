//! Who may do what, where (sections 1 and 21, D-25 to D-27). A permit is the proof; nothing else makes one, and
//! the store takes the customer from it, so there is no check to forget.

use std::collections::BTreeSet;

pub use crate::billing::BillingAgreement;
pub use crate::cloud::Cloud;
use crate::ids::{CustomerId, UserId};
use crate::refusal::{Code, Denial};
pub use crate::role::Role;

/// Something that needs a permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// See users, licenses and operations.
    View,
    /// See subscriptions with their prices.
    ViewSubscriptions,
    /// Assign, unassign and switch plans.
    AssignLicenses,
    /// Change a user's usage location.
    EditLocation,
    /// Create users and edit their other fields.
    EditUsers,
    /// Delete and restore users.
    DeleteUsers,
    /// Change the number of seats of a subscription.
    ChangeSubscriptions,
    /// Change the customer's settings.
    ChangeSettings,
    /// See the audit log.
    ViewAudit,
    /// See the customer's settings.
    ViewSettings,
    /// Give roles to people and take them away.
    ManageRoles,
    /// Create and remove client credentials of programs.
    ManageApps,
    /// Order that somebody's data is kept, and end that.
    ManageHolds,
    /// Create customers of the partner.
    CreateCustomers,
    /// Create and delete groups, and say who is in them; their licenses are another matter (R-ROLE-6).
    ManageGroups,
    /// See what one holds oneself, buy for oneself and manage those purchases (R-SSP-2).
    ServeSelf,
    /// Take control of what somebody bought for themselves (R-SSP-5).
    TakeOver,
}

impl Action {
    /// Every action.
    pub const ALL: &'static [Action] = &[
        Action::View,
        Action::ViewSubscriptions,
        Action::AssignLicenses,
        Action::EditLocation,
        Action::EditUsers,
        Action::DeleteUsers,
        Action::ChangeSubscriptions,
        Action::ChangeSettings,
        Action::ViewAudit,
        Action::ViewSettings,
        Action::ManageRoles,
        Action::ManageApps,
        Action::ManageHolds,
        Action::CreateCustomers,
        Action::ManageGroups,
        Action::ServeSelf,
        Action::TakeOver,
    ];

    /// Every action that changes something.
    pub const CHANGES: &'static [Action] = &[
        Action::AssignLicenses,
        Action::EditLocation,
        Action::EditUsers,
        Action::DeleteUsers,
        Action::ChangeSubscriptions,
        Action::ChangeSettings,
        Action::ManageRoles,
        Action::ManageApps,
        Action::ManageHolds,
        Action::CreateCustomers,
        Action::ManageGroups,
        Action::ServeSelf,
        Action::TakeOver,
    ];
}

/// Whether a customer's role allows an action at that customer (table of section 1). Who buys depends on the agreement
/// of the billing account (R-ROLE-9).
#[must_use]
pub fn role_allows(role: Role, action: Action, agreement: BillingAgreement) -> bool {
    use Action as A;
    if action == A::ChangeSubscriptions {
        return match agreement {
            BillingAgreement::Online => matches!(role, Role::GlobalAdmin | Role::BillingAdmin),
            BillingAgreement::Customer => buys_on_account(role),
        };
    }
    match role {
        Role::GlobalAdmin => !matches!(action, A::CreateCustomers | A::ServeSelf),
        Role::GlobalReader => {
            matches!(action, A::View | A::ViewSubscriptions | A::ViewAudit | A::ViewSettings)
        }
        Role::LicenseAdmin => matches!(action, A::View | A::AssignLicenses | A::EditLocation),
        Role::UserAdmin => matches!(
            action,
            A::View | A::AssignLicenses | A::EditLocation | A::EditUsers | A::DeleteUsers | A::ManageGroups
        ),
        Role::BillingAdmin | Role::BillingAccountReader => matches!(action, A::View | A::ViewSubscriptions),
        _ if buys_on_account(role) => matches!(action, A::View | A::ViewSubscriptions),
        Role::GroupsAdmin => matches!(action, A::View | A::ManageGroups),
        Role::ServiceSupportAdmin
        | Role::ExchangeAdmin
        | Role::SharePointAdmin
        | Role::HelpdeskAdmin
        | Role::DirectoryReader => action == A::View,
        // Everybody who signs in is one.
        Role::User => action == A::ServeSelf,
        Role::AdminAgent => action == A::CreateCustomers,
        _ => false,
    }
}

/// The roles that buy under the customer agreement.
fn buys_on_account(role: Role) -> bool {
    matches!(
        role,
        Role::BillingAccountOwner
            | Role::BillingAccountContributor
            | Role::BillingProfileOwner
            | Role::BillingProfileContributor
    )
}

/// Whether a partner's role allows an action at a customer, with or without delegated administration
/// (R-ROLE-15, R-ROLE-17, Q-9).
#[must_use]
pub fn agent_allows(role: Role, action: Action, delegated: bool) -> bool {
    use Action as A;
    let subscriptions = matches!(action, A::ViewSubscriptions | A::ChangeSubscriptions);
    match role {
        Role::AdminAgent => {
            !matches!(action, A::CreateCustomers | A::ServeSelf) && (delegated || subscriptions)
        }
        Role::SalesAgent => subscriptions || (delegated && action == A::View),
        Role::HelpdeskAgent => delegated && matches!(action, A::View | A::ViewAudit),
        _ => false,
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person {
        /// The organisation the person belongs to.
        home: CustomerId,
        /// Who.
        user: UserId,
    },
    /// A program with client credentials.
    App {
        /// The organisation that created the credentials.
        home: CustomerId,
        /// The name of the program.
        name: String,
    },
    /// The command line on the machine itself (D-11).
    Operator {
        /// The name of the system's user.
        name: String,
    },
    /// The server's own work.
    System,
}

/// A caller with the roles that were found at the beginning of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who acts.
    pub actor: Actor,
    /// The roles of the actor.
    pub roles: BTreeSet<Role>,
}

impl Caller {
    /// The organisation the caller belongs to; none for the installation itself.
    #[must_use]
    pub fn home(&self) -> Option<CustomerId> {
        match &self.actor {
            Actor::Person { home, .. } | Actor::App { home, .. } => Some(*home),
            Actor::Operator { .. } | Actor::System => None,
        }
    }

    /// The signed-in person.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match &self.actor {
            Actor::Person { user, .. } => Some(*user),
            _ => None,
        }
    }
}

/// What access needs to know of the customer in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Territory {
    /// The customer.
    pub customer: CustomerId,
    /// The partner who sells to it, if any.
    pub partner: Option<CustomerId>,
    /// Whether the partner administers users on the customer's behalf (R-ROLE-15).
    pub delegated: bool,
    /// Its cloud.
    pub cloud: Cloud,
    /// The agreement of its billing account (R-ROLE-9).
    pub agreement: BillingAgreement,
}

/// Proof that a caller may do an action at a customer. Only the functions of this
/// module make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    customer: CustomerId,
    actor: Actor,
    action: Action,
    partner: bool,
}

impl Permit {
    /// The customer every statement is limited to.
    #[must_use]
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What was allowed.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// Whether the installation itself acts, which sells what customers buy directly.
    #[must_use]
    pub fn by_operator(&self) -> bool {
        matches!(self.actor, Actor::Operator { .. })
    }

    /// Whether a partner acts on the customer's behalf.
    #[must_use]
    pub fn by_partner(&self) -> bool {
        self.partner
    }
}

/// Proof for lists and totals over the customers of one partner; it changes nothing anywhere (D-25).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerPermit {
    partner: CustomerId,
}

impl PartnerPermit {
    /// The partner whose customers may be listed.
    #[must_use]
    pub fn partner(&self) -> CustomerId {
        self.partner
    }
}

/// Gives a permit or says why not.
///
/// # Errors
/// E-SCOPE when the customer is outside the caller's reach, which must look like an unknown one (D-27,
/// R-PARTNER-14); E-CLOUD for users of a customer operated by 21Vianet (R-CLOUD-2); E-ROLE when no role allows it.
pub fn permit(caller: &Caller, action: Action, at: &Territory) -> Result<Permit, Denial> {
    let (inside, partner) = match &caller.actor {
        Actor::Operator { .. } | Actor::System => (true, false),
        Actor::Person { home, .. } | Actor::App { home, .. } => {
            (*home == at.customer || at.partner == Some(*home), at.partner == Some(*home))
        }
    };
    if !inside {
        return Err(Denial::new(Code::Scope, "customer"));
    }
    let subscriptions = matches!(action, Action::ViewSubscriptions | Action::ChangeSubscriptions);
    if partner && at.cloud == Cloud::Vianet && !subscriptions {
        return Err(Denial::new(Code::Cloud, "cloud"));
    }
    let allowed = match &caller.actor {
        // Nobody serves another person this way, and no program has anything of its own.
        Actor::Operator { .. } | Actor::System | Actor::App { .. } if action == Action::ServeSelf => false,
        Actor::Operator { .. } | Actor::System => true,
        _ if partner => caller.roles.iter().any(|r| agent_allows(*r, action, at.delegated)),
        _ => caller.roles.iter().any(|r| role_allows(*r, action, at.agreement)),
    };
    if !allowed {
        let billing = !partner && action == Action::ChangeSubscriptions;
        return Err(match at.agreement {
            BillingAgreement::Customer if billing => Denial::new(Code::Role, BILLING_ROLE),
            _ => Denial::new(Code::Role, action_key(action)),
        });
    }
    Ok(Permit { customer: at.customer, actor: caller.actor.clone(), action, partner })
}

/// What is refused to whoever has no role of the billing account, where the agreement asks for one (R-ROLE-9).
pub const BILLING_ROLE: &str = "billing-role";

/// Whether somebody with a permit sees a subscription of this channel: what was bought through a partner is for the
/// partner and the customer's Global admins alone (R-ROLE-8).
#[must_use]
pub fn sees_channel(caller: &Caller, permit: &Permit, channel: crate::subscription::Channel) -> bool {
    let trusted = [Role::GlobalAdmin, Role::Operator].iter().any(|role| caller.roles.contains(role));
    channel != crate::subscription::Channel::Reseller || permit.by_partner() || trusted
}

/// A permit for the caller's own organisation's customers, as lists and totals.
///
/// # Errors
/// E-ROLE when the caller is no agent of a partner.
pub fn partner_permit(caller: &Caller) -> Result<PartnerPermit, Denial> {
    let agent = [Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent];
    match caller.home() {
        Some(home) if agent.iter().any(|r| caller.roles.contains(r)) => Ok(PartnerPermit { partner: home }),
        _ => Err(Denial::new(Code::Role, "customers")),
    }
}

/// A permit for the record of a partner: for its own agents, and for the installation itself, which names the partner.
///
/// # Errors
/// E-SCOPE for another partner's, E-ROLE when the caller is no agent.
pub fn record_permit(caller: &Caller, partner: CustomerId) -> Result<PartnerPermit, Denial> {
    match caller.home() {
        None => Ok(PartnerPermit { partner }),
        Some(home) if home == partner => partner_permit(caller),
        Some(_) => Err(Denial::new(Code::Scope, "customer")),
    }
}

/// Which part of what a partner did at a customer somebody may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// All of it.
    All(Permit),
    /// What it did to subscriptions: without delegated administration, and for agents who only sell (R-ROLE-17).
    Subscriptions(Permit),
}

impl Recorded {
    /// The permit behind it.
    #[must_use]
    pub fn permit(&self) -> &Permit {
        match self {
            Self::All(permit) | Self::Subscriptions(permit) => permit,
        }
    }
}

/// What somebody may read of a partner's record at one of its customers; none where nothing.
#[must_use]
pub fn recorded(caller: &Caller, at: &Territory) -> Option<Recorded> {
    let may = |action| permit(caller, action, at).ok();
    may(Action::ViewAudit)
        .map(Recorded::All)
        .or_else(|| may(Action::ViewSubscriptions).map(Recorded::Subscriptions))
}

/// Which organisations a list may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListScope {
    /// All of the installation.
    Installation,
    /// The customers of a partner.
    Partner(CustomerId),
    /// One organisation alone.
    Own(CustomerId),
}

/// Proof for a list of organisations; it changes nothing anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPermit {
    scope: ListScope,
}

impl ListPermit {
    /// Which organisations the list may name.
    #[must_use]
    pub fn scope(&self) -> ListScope {
        self.scope
    }
}

/// A permit to list organisations: all for the installation itself, its customers for a partner's agent, and the own
/// one for everybody who may see it.
///
/// # Errors
/// E-ROLE when no role allows it.
pub fn list_permit(caller: &Caller) -> Result<ListPermit, Denial> {
    let scope = match caller.home() {
        None => ListScope::Installation,
        Some(home) if partner_permit(caller).is_ok() => ListScope::Partner(home),
        Some(home)
            if caller.roles.iter().any(|r| role_allows(*r, Action::View, BillingAgreement::Online)) =>
        {
            ListScope::Own(home)
        }
        Some(_) => return Err(Denial::new(Code::Role, "customers")),
    };
    Ok(ListPermit { scope })
}

/// The partner for whom a caller may create customers.
///
/// # Errors
/// E-ROLE for everybody but the partner's Admin agents.
pub fn may_create_customers(caller: &Caller) -> Result<CustomerId, Denial> {
    match caller.home() {
        Some(home) if caller.roles.contains(&Role::AdminAgent) => Ok(home),
        _ => Err(Denial::new(Code::Role, "customers")),
    }
}

/// The permit with which the server's own work acts for one customer at a time.
#[must_use]
pub fn system_permit(customer: CustomerId, action: Action) -> Permit {
    Permit { customer, actor: Actor::System, action, partner: false }
}

/// The permit under which an operation was admitted, for the slices that are still to be done.
#[must_use]
pub fn resumed_permit(customer: CustomerId, actor: Actor, action: Action) -> Permit {
    Permit { customer, actor, action, partner: false }
}

/// Stable key of an action, for messages and the published table.
#[must_use]
pub fn action_key(action: Action) -> &'static str {
    match action {
        Action::View => "view",
        Action::ViewSubscriptions => "view-subscriptions",
        Action::AssignLicenses => "assign-licenses",
        Action::EditLocation => "edit-location",
        Action::EditUsers => "edit-users",
        Action::DeleteUsers => "delete-users",
        Action::ChangeSubscriptions => "change-subscriptions",
        Action::ChangeSettings => "change-settings",
        Action::ViewAudit => "view-audit",
        Action::ViewSettings => "view-settings",
        Action::ManageRoles => "manage-roles",
        Action::ManageApps => "manage-apps",
        Action::ManageHolds => "manage-holds",
        Action::CreateCustomers => "create-customers",
        Action::ManageGroups => "manage-groups",
        Action::ServeSelf => "serve-self",
        Action::TakeOver => "take-over",
    }
}

/// The roles that somebody with a permit for [`Action::ManageRoles`] may give and take at an organization. Nobody gives
/// the installation's own role but who holds it, and agents' roles exist at partners only (D-25, D-26).
#[must_use]
pub fn grantable(caller: &Caller, at_partner: bool) -> BTreeSet<Role> {
    let operator = matches!(caller.actor, Actor::Operator { .. }) || caller.roles.contains(&Role::Operator);
    let fits = |role: &Role| match role {
        Role::User => false,
        Role::Operator => operator,
        Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => at_partner,
        _ => true,
    };
    Role::ALL.iter().copied().filter(fits).collect()
}

mod people;

pub use people::{hands_over, user_admin_may_manage};

#[cfg(test)]
mod tests;
