//! Roles given and taken on both engines: written, recorded, at once in force, and never the last administrator.

use std::collections::BTreeSet;

use cupo_app::error::AppError;
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::UserId;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::{ADMIN, NORTE, caller};

fn set(roles: &[Role]) -> BTreeSet<Role> {
    roles.iter().copied().collect()
}

async fn change(world: &World, user: UserId, shown: &[Role], wanted: &[Role]) -> Result<(), AppError> {
    let desk = world.desk(Action::ManageRoles).await;
    let who = caller(NORTE, ADMIN, &[Role::GlobalAdmin]);
    let (wanted, shown) = (set(wanted), set(shown));
    world.app().change_roles(desk.asking(), &who, guid_of_user(user), &wanted, &shown).await.map(|_| ())
}

on_both! {
    async fn r_role_3_roles_are_given_taken_and_recorded(world) {
        let ana = world.users(&["Ana"]).await[0];
        change(world, ana, &[], &[Role::LicenseAdmin, Role::BillingAdmin]).await.unwrap();
        change(world, ana, &[Role::LicenseAdmin, Role::BillingAdmin], &[Role::BillingAdmin]).await.unwrap();
        let permit = world.permit().await;
        let (_, held) = world.app().roles_of(&permit, guid_of_user(ana)).await.unwrap();
        assert_eq!(held, set(&[Role::BillingAdmin]));
        let rows = world.store().audit(&permit, i64::MAX, 10).await.unwrap();
        let told: Vec<(&str, i64, &str)> =
            rows.iter().map(|r| (r.action.as_str(), r.subject, r.detail.as_str())).collect();
        let detail = r#"{"after":["billing-admin"],"before":["license-admin","billing-admin"]}"#;
        assert_eq!(told[0], ("user.roles-changed", ana.0, detail));
        let bearers = world.app().role_bearers(&permit, None).await.unwrap();
        let names: Vec<String> = bearers.people.iter().map(|p| p.display_name.clone()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(!bearers.more);
        let rest = world.app().role_bearers(&permit, Some(bearers.people[0].guid)).await.unwrap();
        assert_eq!(rest.people, bearers.people[1..]);
    }

    async fn what_the_form_showed_must_still_be_true(world) {
        let ana = world.users(&["Ana"]).await[0];
        change(world, ana, &[], &[Role::LicenseAdmin]).await.unwrap();
        assert_eq!(denied(change(world, ana, &[], &[Role::BillingAdmin]).await), "E-ETAG roles");
    }

    async fn r_role_10_the_last_administrator_cannot_be_lost(world) {
        let ana = world.users(&["Ana"]).await[0];
        let desk = world.desk(Action::ManageRoles).await;
        let who = caller(NORTE, ADMIN, &[Role::GlobalAdmin]);
        let admin = world.store().users_by_id(&desk.permit, &[ADMIN]).await.unwrap().remove(0);
        let (_, held) = world.app().roles_of(&desk.permit, admin.guid).await.unwrap();
        let none = BTreeSet::new();
        let take = || world.app().change_roles(desk.asking(), &who, admin.guid, &none, &held);
        assert_eq!(denied(take().await), "E-STATE last-admin");
        change(world, ana, &[], &[Role::GlobalAdmin]).await.unwrap();
        assert_eq!(denied(take().await), "E-STATE own-admin");
    }
}
