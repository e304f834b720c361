//! Add-ons on both engines: bought onto a base, suspended, canceled, brought back and renewed with it; and who is kept out
//! by a suspension (R-PROD-16, R-LIFE-14).

use cupo_app::changes::{Command, What};
use cupo_app::error::AppError;
use cupo_domain::access::{Action, Role};
use cupo_domain::decide::life::LifeWish;
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::lifecycle::SuspensionReason;
use cupo_domain::time::Instant;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::subscription_of;
use cupo_testkit::world::place::{ADDON, ANDES, Desk, EVA, MAIL, NORTE, caller};
use cupo_testkit::world::{BEGIN, DAY, World};

async fn agent(world: &World) -> Desk {
    world.desk_of(&caller(ANDES, EVA, &[Role::AdminAgent]), NORTE, Action::ChangeSubscriptions).await
}

async fn run(world: &World, command: &Command) -> Result<Guid, AppError> {
    let desk = agent(world).await;
    Ok(world.app().run(desk.asking(), command, None).await?.receipt.operation)
}

/// An offer that extends the product for mail.
async fn extends_mail(world: &World, stands_alone: bool) {
    world.raw("UPDATE product SET add_on_to = 'OTHER MAIL' WHERE part_number = 'ADDON'").await;
    if stands_alone {
        world.raw("UPDATE product SET stands_alone = 1 WHERE part_number = 'ADDON'").await;
    }
    world.store().reload_catalogue().await.expect("the catalog is read again");
}

fn buy(world: &World, term: &str) -> Command {
    let product = world.store().catalogue().product(ADDON).expect("the add-on").guid;
    Command::Buy { product, seats: 3, term: term.to_owned() }
}

/// Status, recurring billing and the day of the end of a product's newest subscription.
async fn standing(world: &World, product: ProductId) -> String {
    let desk = agent(world).await;
    let rows = world.store().subscriptions(&desk.permit).await.expect("rows");
    let own = rows.iter().filter(|row| row.subscription.product == product);
    let row = own.max_by_key(|row| row.subscription.id).expect("a subscription");
    format!("{:?} {} {}", row.subscription.status, row.recurring, (row.ends_at - BEGIN.0) / DAY)
}

/// The units of the add-on's pool: enabled, warning, suspended, locked out.
async fn units(world: &World) -> [i64; 4] {
    let desk = agent(world).await;
    let pools = world.store().pools(&desk.permit).await.expect("pools");
    let it = pools.iter().find(|pool| pool.product == ADDON).expect("the pool").units;
    [it.enabled, it.warning, it.suspended, it.locked_out]
}

on_both! {
    async fn r_prod_16_an_add_on_needs_a_base_in_force_and_ends_with_it(world) {
        extends_mail(world, false).await;
        assert_eq!(denied(run(world, &buy(world, "P1Y")).await), "E-STATE base");
        world.seats(MAIL, 5).await;
        world.wait(30 * DAY);
        assert_eq!(denied(run(world, &buy(world, "P1M")).await), "E-INVALID base-term");
        run(world, &buy(world, "P1Y")).await.expect("it is bought");
        assert_eq!(standing(world, ADDON).await, standing(world, MAIL).await, "it ends with its base");
        world.app().advance_to(Instant(BEGIN.0 + 366 * DAY)).await.expect("time passes");
        assert_eq!(standing(world, ADDON).await, standing(world, MAIL).await, "it is renewed with its base");
        assert_eq!(units(world).await, [3, 0, 0, 0]);
    }

    async fn r_prod_16_r_life_14_what_happens_to_the_base_happens_to_the_add_on(world) {
        extends_mail(world, false).await;
        world.seats(MAIL, 5).await;
        run(world, &buy(world, "P1Y")).await.expect("it is bought");
        let desk = agent(world).await;
        let rows = world.store().subscriptions(&desk.permit).await.expect("rows");
        let own = rows.iter().find(|row| row.subscription.product == ADDON).expect("the add-on").guid;
        let cancel = Command::Life { subscription: own, wish: LifeWish::Cancel };
        assert_eq!(denied(run(world, &cancel).await), "E-STATE add-on");
        let suspend = LifeWish::Suspend(SuspensionReason::NonPayment);
        for (wish, counted) in [
            (suspend, [0, 0, 3, 0]),
            (LifeWish::Reactivate, [3, 0, 0, 0]),
            (LifeWish::Recurring(false), [3, 0, 0, 0]),
            (LifeWish::Cancel, [0, 0, 0, 3]),
        ] {
            let command = Command::Life { subscription: subscription_of(MAIL), wish };
            let shown = world.app().preview_command(desk.asking(), &command).await.expect("a preview");
            let What::Life(it) = &shown.what else { panic!("a life") };
            assert_eq!(it.add_ons.len(), 1, "{wish:?}: it is said beforehand");
            world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("applied");
            assert_eq!(units(world).await, counted, "{wish:?}");
            assert_eq!(standing(world, ADDON).await, standing(world, MAIL).await, "{wish:?}");
        }
        world.app().advance_to(Instant(BEGIN.0 + 100 * DAY)).await.expect("time passes");
        assert_eq!(standing(world, ADDON).await, standing(world, MAIL).await, "deleted at one instant");
        assert_eq!(units(world).await, [0; 4]);
    }

    async fn r_prod_16_a_standalone_add_on_needs_a_base_to_be_bought_and_lives_on_its_own_dates(world) {
        extends_mail(world, true).await;
        assert_eq!(denied(run(world, &buy(world, "P1M")).await), "E-STATE base");
        world.seats(MAIL, 5).await;
        run(world, &buy(world, "P1M")).await.expect("it is bought");
        let suspend = LifeWish::Suspend(SuspensionReason::Fraud);
        let command = Command::Life { subscription: subscription_of(MAIL), wish: suspend };
        run(world, &command).await.expect("the base is suspended");
        assert_eq!(units(world).await, [3, 0, 0, 0], "it goes on");
    }

    async fn r_life_14_a_suspension_keeps_people_out_and_administrators_in(world) {
        world.seats(MAIL, 5).await;
        let desk = world.desk(Action::EditUsers).await;
        let mut signs_in = Vec::new();
        for (name, roles) in [("Ana", &[][..]), ("Beto", &[Role::BillingAdmin][..]), ("Caro", &[][..])] {
            let user = world.users(&[name]).await[0];
            world.grant(NORTE, user, roles).await;
            let password = world.reset_password(desk.asking(), user).await.expect("a password").password;
            let row = world.store().users_by_id(&desk.permit, &[user]).await.expect("a row");
            signs_in.push((user, row[0].sign_in.clone(), password));
        }
        let holders: Vec<_> = signs_in[..2].iter().map(|it| it.0).collect();
        world.load(MAIL, &holders, &[], 0).await;
        let app = world.app();
        let ana = app.sign_in(&signs_in[0].1, &signs_in[0].2).await.expect("before");
        let life = |wish| Command::Life { subscription: subscription_of(MAIL), wish };
        run(world, &life(LifeWish::Suspend(SuspensionReason::NonPayment))).await.expect("suspended");
        assert_eq!(denied(app.sign_in(&signs_in[0].1, &signs_in[0].2).await), "E-SIGNIN suspended");
        assert!(app.who(&ana.token).await.expect("asked").is_none(), "an open session ends, too");
        app.sign_in(&signs_in[1].1, &signs_in[1].2).await.expect("an administrator comes in");
        app.sign_in(&signs_in[2].1, &signs_in[2].2).await.expect("who has nothing of it comes in");
        run(world, &life(LifeWish::Reactivate)).await.expect("it is back");
        app.sign_in(&signs_in[0].1, &signs_in[0].2).await.expect("and so is everybody");
    }
}
