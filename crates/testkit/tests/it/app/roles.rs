//! Roles given and taken on both engines: written, recorded, at once in force, and never the last administrator.

use std::collections::BTreeSet;

use cupo_app::changes::{Command, What};
use cupo_app::error::AppError;
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::{Guid, UserId};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::ADMIN;

fn set(roles: &[Role]) -> BTreeSet<Role> {
    roles.iter().copied().collect()
}

fn command(user: UserId, give: &[Role], take: &[Role]) -> Command {
    Command::ChangeRoles { user: guid_of_user(user), give: set(give), take: set(take) }
}

async fn run(world: &World, command: &Command) -> Result<Guid, AppError> {
    let desk = world.desk(Action::ManageRoles).await;
    Ok(world.app().run(desk.asking(), command, None).await?.receipt.operation)
}

async fn change(world: &World, user: UserId, give: &[Role], take: &[Role]) -> Result<Guid, AppError> {
    run(world, &command(user, give, take)).await
}

async fn held(world: &World, user: UserId) -> BTreeSet<Role> {
    world.app().roles_of(&world.permit().await, guid_of_user(user)).await.unwrap().1
}

on_both! {
    async fn r_role_3_roles_are_given_taken_and_recorded(world) {
        let ana = world.users(&["Ana"]).await[0];
        change(world, ana, &[Role::LicenseAdmin, Role::BillingAdmin], &[]).await.unwrap();
        let taken = change(world, ana, &[], &[Role::LicenseAdmin]).await.unwrap();
        assert_eq!(held(world, ana).await, set(&[Role::BillingAdmin]));
        let row = world.operation(taken).await;
        assert_eq!((row.kind.as_str(), row.users_total, row.succeeded), ("change-roles", 1, 1));
        let permit = world.permit().await;
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

    async fn what_was_shown_is_done_and_what_somebody_did_meanwhile_is_told(world) {
        let ana = world.users(&["Ana"]).await[0];
        let desk = world.desk(Action::ManageRoles).await;
        let asked = command(ana, &[Role::LicenseAdmin], &[]);
        let shown = world.app().preview_command(desk.asking(), &asked).await.unwrap();
        let What::Roles(it) = &shown.what else { panic!("roles") };
        assert_eq!((it.changes.len(), shown.undo.is_ok()), (1, true));
        assert_eq!(held(world, ana).await, set(&[]), "it is only shown");
        change(world, ana, &[Role::LicenseAdmin], &[]).await.unwrap();
        let late = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        let Err(AppError::Changed(differs)) = late else { panic!("{late:?}") };
        assert_eq!(differs.facts[0].name, "role.license-admin");
        let asked = command(ana, &[], &[Role::LicenseAdmin]);
        let shown = world.app().preview_command(desk.asking(), &asked).await.unwrap();
        change(world, ana, &[Role::BillingAdmin], &[]).await.unwrap();
        world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        assert_eq!(held(world, ana).await, set(&[Role::BillingAdmin]), "another role is another matter");
    }

    async fn d_14_a_change_of_roles_is_undone_role_by_role(world) {
        let ana = world.users(&["Ana"]).await[0];
        let given = change(world, ana, &[Role::LicenseAdmin, Role::UserAdmin], &[]).await.unwrap();
        change(world, ana, &[Role::BillingAdmin], &[Role::UserAdmin]).await.unwrap();
        let back = run(world, &Command::Undo(given)).await.unwrap();
        assert_eq!(held(world, ana).await, set(&[Role::BillingAdmin]), "what was changed since stays");
        run(world, &Command::Undo(back)).await.unwrap();
        assert_eq!(held(world, ana).await, set(&[Role::BillingAdmin, Role::LicenseAdmin]));
    }

    async fn r_role_10_the_last_administrator_cannot_be_lost(world) {
        let ana = world.users(&["Ana"]).await[0];
        let take = || change(world, ADMIN, &[], &[Role::GlobalAdmin]);
        assert_eq!(denied(take().await), "E-STATE last-admin");
        change(world, ana, &[Role::GlobalAdmin], &[]).await.unwrap();
        assert_eq!(denied(take().await), "E-STATE own-admin");
    }

    async fn d_25_nobody_gives_what_only_others_may_give(world) {
        let ana = world.users(&["Ana"]).await[0];
        assert_eq!(denied(change(world, ana, &[Role::Operator], &[]).await), "E-ROLE operator");
        let desk = world.desk(Action::EditUsers).await;
        let asked = command(ana, &[Role::GlobalAdmin], &[]);
        let other = world.app().run(desk.asking(), &asked, None).await;
        assert_eq!(denied(other), "E-ROLE manage-roles");
    }
}
