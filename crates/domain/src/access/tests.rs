//! The table of roles, row by row.

use super::*;

fn caller(home: i64, roles: &[Role]) -> Caller {
    Caller {
        actor: Actor::Person { home: CustomerId(home), user: UserId(7) },
        roles: roles.iter().copied().collect(),
    }
}

fn at(customer: i64, partner: Option<i64>, delegated: bool) -> Territory {
    Territory {
        customer: CustomerId(customer),
        partner: partner.map(CustomerId),
        delegated,
        cloud: Cloud::Worldwide,
        agreement: BillingAgreement::Online,
    }
}

fn may(roles: &[Role], action: Action) -> bool {
    permit(&caller(1, roles), action, &at(1, None, false)).is_ok()
}

#[test]
fn r_role_1_r_role_2_any_one_of_three_roles_assigns() {
    for role in [Role::GlobalAdmin, Role::LicenseAdmin, Role::UserAdmin] {
        assert!(may(&[role], Action::AssignLicenses), "{role:?}");
    }
    for role in [Role::BillingAdmin, Role::GlobalReader, Role::ServiceSupportAdmin, Role::User] {
        assert!(!may(&[role], Action::AssignLicenses), "{role:?}");
    }
}

#[test]
fn r_role_3_billing_buys_and_never_assigns_and_roles_unite() {
    assert!(may(&[Role::BillingAdmin], Action::ChangeSubscriptions));
    assert!(!may(&[Role::BillingAdmin], Action::AssignLicenses));
    assert!(may(&[Role::BillingAdmin, Role::LicenseAdmin], Action::AssignLicenses));
}

#[test]
fn r_audit_3_the_record_of_a_partner_reaches_as_far_as_the_role_of_who_reads_it() {
    let told = |role, delegated| match recorded(&caller(9, &[role]), &at(1, Some(9), delegated)) {
        Some(Recorded::All(permit)) => format!("all of {}", permit.customer()),
        Some(Recorded::Subscriptions(_)) => "subscriptions".to_owned(),
        None => "nothing".to_owned(),
    };
    for (role, delegated, not) in [
        (Role::AdminAgent, "all of 1", "subscriptions"),
        (Role::HelpdeskAgent, "all of 1", "nothing"),
        (Role::SalesAgent, "subscriptions", "subscriptions"),
        (Role::User, "nothing", "nothing"),
    ] {
        assert_eq!((told(role, true), told(role, false)), (delegated.to_owned(), not.to_owned()), "{role:?}");
    }
    let agent = caller(9, &[Role::AdminAgent]);
    assert_eq!(recorded(&agent, &at(1, Some(8), true)), None, "another partner's customer");
    assert_eq!(record_permit(&agent, CustomerId(8)).unwrap_err().code, Code::Scope);
    assert_eq!(record_permit(&caller(9, &[Role::User]), CustomerId(9)).unwrap_err().code, Code::Role);
    assert_eq!(record_permit(&agent, CustomerId(9)).unwrap().partner(), CustomerId(9));
}

#[test]
fn r_role_14_handing_over_takes_three_roles_together_or_one_that_may_all() {
    let three = [Role::UserAdmin, Role::ExchangeAdmin, Role::SharePointAdmin];
    let held = |roles: &[Role]| hands_over(&roles.iter().copied().collect());
    assert!(held(&three));
    for missing in 0..three.len() {
        let two: Vec<Role> =
            three.iter().enumerate().filter(|(n, _)| *n != missing).map(|(_, r)| *r).collect();
        assert!(!held(&two), "{two:?}");
    }
    for role in Role::ALL.iter().copied() {
        let full = [Role::GlobalAdmin, Role::AdminAgent, Role::Operator].contains(&role);
        assert_eq!(held(&[role]), full, "{role:?}");
    }
    for role in [Role::ExchangeAdmin, Role::SharePointAdmin] {
        assert!(may(&[role], Action::View) && !may(&[role], Action::DeleteUsers), "{role:?}");
        assert!(!user_admin_may_manage(&[role].into()), "{role:?} is an administrator (R-ROLE-5)");
    }
}

#[test]
fn r_role_9_under_the_customer_agreement_roles_of_the_billing_account_buy_and_no_others() {
    let refusal = |role, agreement| {
        let here = Territory { agreement, ..at(1, None, false) };
        permit(&caller(1, &[role]), Action::ChangeSubscriptions, &here).err().map(|d| (d.code, d.subject))
    };
    let buyers = [
        Role::BillingAccountOwner,
        Role::BillingAccountContributor,
        Role::BillingProfileOwner,
        Role::BillingProfileContributor,
    ];
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Operator) {
        let older = [Role::GlobalAdmin, Role::BillingAdmin].contains(&role);
        let plain = Some((Code::Role, "change-subscriptions".to_owned()));
        assert_eq!(refusal(role, BillingAgreement::Online), plain.filter(|_| !older), "{role:?}");
        let named = Some((Code::Role, BILLING_ROLE.to_owned()));
        let buys = buyers.contains(&role);
        assert_eq!(refusal(role, BillingAgreement::Customer), named.filter(|_| !buys), "{role:?}");
    }
}

#[test]
fn r_role_9_r_role_10_roles_of_the_billing_account_see_purchases_and_assign_nothing() {
    for role in [Role::BillingAccountOwner, Role::BillingProfileContributor, Role::BillingAccountReader] {
        for action in Action::ALL.iter().filter(|it| **it != Action::ChangeSubscriptions) {
            let sees = matches!(action, Action::View | Action::ViewSubscriptions);
            assert_eq!(may(&[role], *action), sees, "{role:?} {action:?}");
        }
    }
}

#[test]
fn r_role_9_the_agreement_of_the_customer_is_no_matter_of_its_partner() {
    let here = Territory { agreement: BillingAgreement::Customer, ..at(1, Some(9), false) };
    for role in [Role::AdminAgent, Role::SalesAgent] {
        assert!(permit(&caller(9, &[role]), Action::ChangeSubscriptions, &here).is_ok(), "{role:?}");
    }
}

#[test]
fn r_role_4_license_admin_edits_locations_but_neither_buys_nor_creates() {
    assert!(may(&[Role::LicenseAdmin], Action::EditLocation));
    for action in [Action::ChangeSubscriptions, Action::EditUsers, Action::DeleteUsers] {
        assert!(!may(&[Role::LicenseAdmin], action), "{action:?}");
    }
}

#[test]
fn r_role_6_groups_admin_gives_no_license() {
    assert!(!may(&[Role::GroupsAdmin], Action::AssignLicenses));
}

#[test]
fn r_role_7_global_reader_sees_all_and_changes_nothing() {
    for action in Action::ALL {
        let sees = matches!(
            action,
            Action::View | Action::ViewSubscriptions | Action::ViewAudit | Action::ViewSettings
        );
        assert_eq!(may(&[Role::GlobalReader], *action), sees, "{action:?}");
    }
}

#[test]
fn r_role_15_admin_agent_equals_global_admin_where_delegated() {
    let own = [Action::CreateCustomers, Action::ServeSelf];
    for action in Action::ALL.iter().filter(|it| !own.contains(it)) {
        assert!(permit(&caller(9, &[Role::AdminAgent]), *action, &at(1, Some(9), true)).is_ok());
    }
    let helpdesk = caller(9, &[Role::HelpdeskAgent]);
    assert!(permit(&helpdesk, Action::View, &at(1, Some(9), true)).is_ok());
    assert!(permit(&helpdesk, Action::AssignLicenses, &at(1, Some(9), true)).is_err());
}

#[test]
fn r_role_17_without_delegation_only_subscriptions_are_left() {
    let agent = caller(9, &[Role::AdminAgent]);
    let here = at(1, Some(9), false);
    assert!(permit(&agent, Action::ChangeSubscriptions, &here).is_ok());
    assert_eq!(permit(&agent, Action::AssignLicenses, &here).map_err(|d| d.code), Err(Code::Role));
    assert_eq!(permit(&agent, Action::View, &here).map_err(|d| d.code), Err(Code::Role));
}

#[test]
fn r_partner_14_inv_20_strangers_see_unknown_customers() {
    let agent = caller(9, &[Role::AdminAgent]);
    assert_eq!(permit(&agent, Action::View, &at(1, Some(8), true)).map_err(|d| d.code), Err(Code::Scope));
    let admin = caller(2, &[Role::GlobalAdmin]);
    assert_eq!(permit(&admin, Action::View, &at(1, None, false)).map_err(|d| d.code), Err(Code::Scope));
}

#[test]
fn r_cloud_2_partners_manage_only_subscriptions_in_the_other_cloud() {
    let agent = caller(9, &[Role::AdminAgent]);
    let here = Territory { cloud: Cloud::Vianet, ..at(1, Some(9), true) };
    assert_eq!(permit(&agent, Action::AssignLicenses, &here).map_err(|d| d.code), Err(Code::Cloud));
    assert!(permit(&agent, Action::ChangeSubscriptions, &here).is_ok());
}

#[test]
fn r_role_5_user_admin_manages_people_without_power() {
    let set = |roles: &[Role]| roles.iter().copied().collect::<BTreeSet<_>>();
    assert!(user_admin_may_manage(&set(&[Role::User, Role::HelpdeskAdmin, Role::ReportsReader])));
    assert!(!user_admin_may_manage(&set(&[Role::LicenseAdmin])));
    assert!(!user_admin_may_manage(&set(&[Role::User, Role::GlobalAdmin])));
}

#[test]
fn r_ssp_2_everybody_serves_themselves_at_home_and_nobody_does_it_for_others() {
    let own = caller(1, &[Role::User]);
    assert!(permit(&own, Action::ServeSelf, &at(1, Some(9), true)).is_ok());
    for role in Role::ALL {
        let elsewhere = permit(&caller(9, &[*role, Role::User]), Action::ServeSelf, &at(1, Some(9), true));
        assert_eq!(elsewhere.map_err(|d| d.code), Err(Code::Role), "{role:?}");
    }
    let program = Actor::App { home: CustomerId(1), name: "hr".to_owned() };
    for actor in [Actor::System, Actor::Operator { name: "root".to_owned() }, program] {
        let it = Caller { actor, roles: [Role::User].into() };
        assert_eq!(permit(&it, Action::ServeSelf, &at(1, None, false)).map_err(|d| d.code), Err(Code::Role));
    }
}

#[test]
fn r_ssp_5_r_role_11_only_global_administrators_take_over_and_a_partner_acts_as_one() {
    for role in Role::ALL {
        for action in [Action::TakeOver, Action::ChangeSettings] {
            assert_eq!(may(&[*role], action), *role == Role::GlobalAdmin, "{role:?}");
        }
    }
    let agent = caller(9, &[Role::AdminAgent]);
    assert!(permit(&agent, Action::TakeOver, &at(1, Some(9), true)).is_ok());
    assert_eq!(permit(&agent, Action::TakeOver, &at(1, Some(9), false)).map_err(|d| d.code), Err(Code::Role));
}
