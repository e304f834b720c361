//! Who buys under which agreement, on both engines: the setting, the roles of the billing account, and every way to change
//! a subscription that asks for them (R-ROLE-9).

use std::collections::BTreeSet;

use cupo_app::accounts::Asking;
use cupo_app::changes::Command;
use cupo_app::deletion::Settlement;
use cupo_app::error::AppError;
use cupo_app::licenses::Who;
use cupo_domain::access::{Action, Role};
use cupo_domain::decide::life::LifeWish;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::{guid_of_user, subscription_of};
use cupo_testkit::world::place::{ADMIN, APPS, Desk, MAIL, NORTE, caller, guid_of};

fn guid_of_product(world: &World, product: ProductId) -> Guid {
    world.store().catalogue().product(product).unwrap().guid
}

async fn settle_on(world: &World, agreement: &str) -> Result<Guid, AppError> {
    let desk = world.desk(Action::ChangeSettings).await;
    let command = Command::Settings([("billing_agreement".to_owned(), agreement.to_owned())].into());
    Ok(world.app().run(desk.asking(), &command, None).await?.receipt.operation)
}

/// What somebody with these roles is told who wants to change subscriptions.
async fn told(world: &World, roles: &[Role]) -> String {
    let who = caller(NORTE, ADMIN, roles);
    let answer = world.app().permit(&who, Action::ChangeSubscriptions, guid_of(NORTE)).await;
    answer.map_or_else(|error| denied::<()>(Err(error)), |_| "may".to_owned())
}

async fn buyer(world: &World, role: Role) -> Desk {
    world.desk_of(&caller(NORTE, ADMIN, &[role]), NORTE, Action::ChangeSubscriptions).await
}

async fn run(world: &World, by: Asking<'_>, command: &Command) -> Result<Guid, AppError> {
    Ok(world.app().run(by, command, None).await?.receipt.operation)
}

on_both! {
    async fn r_role_9_the_agreement_decides_which_roles_buy_reduce_cancel_and_reactivate(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        assert_eq!(told(world, &[Role::BillingAdmin]).await, "may", "the older agreement, unless said otherwise");
        assert_eq!(told(world, &[Role::BillingAccountOwner]).await, "E-ROLE change-subscriptions");
        let operation = settle_on(world, "customer").await.unwrap();
        assert_eq!(told(world, &[Role::BillingAdmin]).await, "E-ROLE billing-role");
        assert_eq!(told(world, &[Role::GlobalAdmin]).await, "E-ROLE billing-role");
        assert_eq!(told(world, &[Role::BillingAccountReader]).await, "E-ROLE billing-role");
        let subscription = subscription_of(MAIL);
        let life = |wish| Command::Life { subscription, wish };
        let own = guid_of_product(world, APPS);
        let deeds = [
            (Role::BillingAccountOwner, Command::Buy { product: own, seats: 3, term: "P1M".to_owned() }),
            (Role::BillingAccountContributor, Command::Quantity { subscription, seats: 4 }),
            (Role::BillingProfileOwner, life(LifeWish::Recurring(false))),
            (Role::BillingProfileContributor, life(LifeWish::Recurring(true))),
            (Role::BillingAccountOwner, life(LifeWish::Cancel)),
            (Role::BillingProfileContributor, life(LifeWish::Reactivate)),
        ];
        for (role, command) in deeds {
            let desk = buyer(world, role).await;
            run(world, desk.asking(), &command).await.unwrap_or_else(|e| panic!("{role:?} {command:?}: {e}"));
        }
        let desk = world.desk(Action::ChangeSettings).await;
        run(world, desk.asking(), &Command::Undo(operation)).await.unwrap();
        assert_eq!(told(world, &[Role::GlobalAdmin]).await, "may");
        assert_eq!(denied(settle_on(world, "handshake").await), "E-INVALID billing_agreement");
    }

    async fn r_role_9_seats_go_back_with_a_deletion_by_whoever_may_reduce(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.buy(NORTE, MAIL, 2, (Channel::Direct, Status::Active)).await;
        world.load(MAIL, &users, &[], 0).await;
        settle_on(world, "customer").await.unwrap();
        let delete = |user: UserId| Command::DeleteUsers {
            who: Who::Users(vec![user]),
            settle: Settlement { give_back: [guid_of_product(world, MAIL)].into(), ..Settlement::default() },
        };
        let desk = world.desk(Action::DeleteUsers).await;
        let refused = run(world, desk.asking(), &delete(users[0])).await;
        assert_eq!(denied(refused), "E-ROLE billing-role");
        assert_eq!(world.pool(MAIL).await.total(), 2);
        let roles = world.desk(Action::ManageRoles).await;
        let give = BTreeSet::from([Role::BillingProfileContributor]);
        let command = Command::ChangeRoles { user: guid_of_user(ADMIN), give, take: BTreeSet::new() };
        run(world, roles.asking(), &command).await.unwrap();
        run(world, desk.asking(), &delete(users[0])).await.unwrap();
        assert_eq!(world.pool(MAIL).await.total(), 1, "the seat went back");
    }
}
