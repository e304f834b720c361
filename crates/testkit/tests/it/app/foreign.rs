//! Nobody reads or writes outside the own customers: what belongs to another is like what does not exist (D-27).

use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::{Guid, UserId};
use cupo_store::operations::OutcomeList;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user, subscription_of};
use cupo_testkit::world::place::{
    ADMIN, ANDES, APPS, EVA, HUGO, LEJOS, MAIL, NORTE, SAUL, SUR, admin_of, caller, guid_of,
};

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    denied(result)
}

on_both! {
    async fn r_partner_14_inv_20_a_foreign_customer_is_like_an_unknown_one(world) {
        let admin = caller(NORTE, ADMIN, &[Role::GlobalAdmin]);
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let app = world.app();
        let unknown = code(app.permit(&admin, Action::View, Guid::from_u128(1)).await);
        assert_eq!(unknown, "E-SCOPE customer");
        let buyer = caller(ANDES, EVA, &[Role::AdminAgent, Role::User]);
        for action in Action::ALL {
            for foreign in [SUR, LEJOS, ANDES] {
                assert_eq!(code(app.permit(&admin, *action, guid_of(foreign)).await), unknown);
            }
            assert_eq!(code(app.permit(&agent, *action, guid_of(LEJOS)).await), unknown);
            // Customers are created at the partner, where its people serve themselves too; everything else is done at its
            // customers.
            let home = [Action::CreateCustomers, Action::ServeSelf].contains(action);
            let own = if home { ANDES } else { SUR };
            app.permit(&buyer, *action, guid_of(own)).await.unwrap();
        }
        let permit = cupo_domain::access::partner_permit(&agent).unwrap();
        let (customers, total) = app.store().first_customers(&permit, "", 50).await.unwrap();
        let names: Vec<&str> = customers.iter().map(|c| c.name.as_str()).collect();
        assert_eq!((names, total), (vec!["Norte", "Sur"], 2));
    }

    async fn r_partner_14_people_of_another_customer_are_unknown(world) {
        let far = world.person_at(SUR, Person::named("Lejana")).await;
        world.seats(MAIL, 5).await;
        let permit = world.permit().await;
        let operation = world.save(&for_users(&[far, UserId(1)], vec![give(MAIL)])).await;
        let codes: Vec<&str> = world
            .outcomes(operation)
            .await
            .iter()
            .map(|o| cupo_testkit::world::answer::verdict(&o.verdict))
            .collect();
        assert_eq!(codes, ["E-NOTFOUND", "E-NOTFOUND"]);
        assert_eq!(world.outcomes(operation).await[0].display_name, "", "not even the name shows");
        assert_eq!(world.free(MAIL).await, 5);
        let store = world.store();
        assert_eq!(store.user_by_guid(&permit, guid_of_user(far)).await.unwrap(), None);
        assert_eq!(store.users_by_id(&permit, &[far]).await.unwrap(), []);
        assert_eq!(store.ids_of_guids(&permit, &[guid_of_user(far)]).await.unwrap(), []);
        assert_eq!(store.ids_of_names(&permit, &["lejana@sur.example".to_owned()]).await.unwrap(), []);
        let desk = world.desk(Action::DeleteUsers).await;
        assert_eq!(code(world.app().preview_deletion(desk.asking(), &[far]).await), "E-NOTFOUND user");
        assert_eq!(code(world.app().preview_restore(desk.asking(), &[far]).await), "E-NOTFOUND user");
        let desk = world.desk(Action::EditUsers).await;
        assert_eq!(code(world.reset_password(desk.asking(), far).await), "E-NOTFOUND user");
        let fields = [("department".to_owned(), "Ventas".to_owned())].into();
        let edit = Command::EditUser { user: guid_of_user(far), fields };
        let edited = world.app().preview_command(desk.asking(), &edit).await;
        assert_eq!(code(edited), "E-NOTFOUND user");
    }

    async fn previews_operations_and_purchases_of_another_customer_are_unknown(world) {
        let ana = world.users(&["Ana"]).await;
        world.seats(MAIL, 5).await;
        let request = for_users(&ana, vec![give(MAIL)]);
        let preview = world.preview(&request).await;
        let operation = world.save(&request).await;
        let id = world.operation(operation).await.id;
        let far = world.desk_at(SUR, Action::AssignLicenses).await;
        let app = world.app();
        assert_eq!(code(app.apply(&far.permit, ADMIN.0, preview.guid).await), "E-NOTFOUND preview");
        assert_eq!(app.store().operation(&far.permit, operation).await.unwrap(), None);
        assert_eq!(app.store().operations(&far.permit, i64::MAX, 10).await.unwrap(), []);
        let undo = app.undo_request(&far.permit, operation, ADMIN.0, "console").await;
        assert_eq!(code(undo), "E-NOTFOUND operation");
        let list = OutcomeList { take: 10, ..OutcomeList::default() };
        assert!(app.store().outcomes(&far.permit, id, &list).await.unwrap().is_empty());
        assert_eq!(app.store().outcome_counts(&far.permit, id).await.unwrap(), []);
        let bought = app.preview_quantity(far.asking(), subscription_of(MAIL), 9).await;
        assert_eq!(code(bought), "E-NOTFOUND subscription");
        assert_eq!(app.store().pools(&far.permit).await.unwrap(), []);
        assert_eq!(code(app.preview(&far.permit, &request).await), "E-NOTFOUND MAIL");
        assert_eq!(app.store().audit(&far.permit, i64::MAX, 10).await.unwrap(), []);
    }

    async fn r_role_15_r_role_17_what_an_agent_may_do_depends_on_delegation(world) {
        let allowed = async |world: &cupo_testkit::world::World, user, role, action| {
            world.app().permit(&caller(ANDES, user, &[role]), action, guid_of(NORTE)).await.is_ok()
        };
        use Action::{AssignLicenses, ChangeSubscriptions, View};
        assert!(allowed(world, EVA, Role::AdminAgent, AssignLicenses).await);
        assert!(!allowed(world, SAUL, Role::SalesAgent, AssignLicenses).await);
        assert!(allowed(world, SAUL, Role::SalesAgent, ChangeSubscriptions).await);
        assert!(!allowed(world, HUGO, Role::HelpdeskAgent, AssignLicenses).await);
        assert!(allowed(world, HUGO, Role::HelpdeskAgent, View).await);
        world.raw("UPDATE customer SET delegated = 0 WHERE customer_id = 2").await;
        assert!(!allowed(world, EVA, Role::AdminAgent, AssignLicenses).await);
        assert!(!allowed(world, EVA, Role::AdminAgent, View).await);
        assert!(allowed(world, EVA, Role::AdminAgent, ChangeSubscriptions).await);
    }

    async fn inv_20_equal_numbers_at_two_customers_never_mix(world) {
        let near = world.users(&["Ana"]).await;
        let far = world.person_at(SUR, Person::named("Ana")).await;
        use cupo_domain::decide::quantity::{Channel, Status};
        for product in [MAIL, APPS] {
            world.seats(product, 2).await;
            world.buy(SUR, product, 7, (Channel::Reseller, Status::Active)).await;
        }
        let operation = world.save(&for_users(&near, vec![give(MAIL)])).await;
        let there = world.desk_at(SUR, Action::AssignLicenses).await;
        let request = for_users(&[far], vec![give(MAIL), give(APPS)]);
        world.app().save(&there.permit, &request, None).await.unwrap();
        let free = |pools: Vec<cupo_domain::seats::Pool>| pools.iter().map(|p| p.assignable()).collect::<Vec<_>>();
        assert_eq!(free(world.store().pools(&there.permit).await.unwrap()), [6, 6]);
        assert_eq!(free(world.store().pools(&world.permit().await).await.unwrap()), [1, 2]);
        world.undo(operation).await;
        assert_eq!(free(world.store().pools(&there.permit).await.unwrap()), [6, 6]);
        assert_eq!(admin_of(SUR), UserId(31));
    }
}
