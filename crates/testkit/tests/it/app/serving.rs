//! Purchases that people make for themselves: who buys what, who gets a seat, what an administrator may and may not do
//! with it, and how it ends (section 10). Both engines.

use std::collections::BTreeMap;

use cupo_app::changes::{Applied, Command, What};
use cupo_app::error::AppError;
use cupo_app::self_service::{POLICY, SECTOR, SelfServiceWish};
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::{Guid, PoolId, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::subscription::{Channel, Status};
use cupo_store::catalogue::{CatalogueRows, PriceRow};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::place::{APPS, Desk, GAME, MAIL, NORTE, SEARCH, SUR, TOP, caller};

/// A month and a year of the products that are sold to people.
pub(super) async fn open_shop(world: &World) {
    let price = |product, term: &str, minor_units| PriceRow {
        product,
        term: term.to_owned(),
        currency: "EUR".to_owned(),
        minor_units,
        origin: "demo".to_owned(),
    };
    let both = |product| [price(product, "P1M", 900), price(product, "P1Y", 9_000)];
    let prices = [MAIL, APPS, TOP, SEARCH, GAME].into_iter().flat_map(both).collect();
    let turn = world.store().turn().await.expect("the turn");
    let rows = CatalogueRows { prices, ..CatalogueRows::default() };
    world.store().save_catalogue(&turn, &rows).await.expect("prices");
}

pub(super) async fn of_person(world: &World, user: UserId) -> Desk {
    world.desk_of(&caller(NORTE, user, &[Role::User]), NORTE, Action::ServeSelf).await
}

pub(super) async fn serve(world: &World, user: UserId, wish: SelfServiceWish) -> Result<Applied, AppError> {
    let desk = of_person(world, user).await;
    world.app().run(desk.asking(), &Command::SelfService(wish), None).await
}

pub(super) fn guid(world: &World, product: ProductId) -> Guid {
    world.store().catalogue().product(product).expect("a product").guid
}

pub(super) fn buy(world: &World, product: ProductId, seats: i64) -> SelfServiceWish {
    SelfServiceWish::Buy { product: guid(world, product), seats, term: "P1M".to_owned(), trial: false }
}

pub(super) fn trial(world: &World, product: ProductId, seats: i64) -> SelfServiceWish {
    SelfServiceWish::Buy { product: guid(world, product), seats, term: "P1M".to_owned(), trial: true }
}

/// Buys, and answers with the subscription and its pool.
pub(super) async fn bought(world: &World, user: UserId, product: ProductId, seats: i64) -> (Guid, PoolId) {
    serve(world, user, buy(world, product, seats)).await.expect("a purchase");
    let desk = of_person(world, user).await;
    let all = world.app().own_purchases(desk.asking()).await.expect("purchases");
    let it = all.iter().find(|it| it.row.subscription.product == product).expect("the purchase");
    (it.row.guid, it.pool.id)
}

fn people(purchase: Guid, give: &[UserId], take: &[UserId]) -> SelfServiceWish {
    SelfServiceWish::People { purchase, give: give.to_vec(), take: take.to_vec() }
}

async fn with_seat(world: &World, pool: PoolId) -> Vec<String> {
    let found = world.store().seat_holders(&world.permit().await, pool, "", 100).await.expect("holders");
    found.into_iter().map(|it| it.name).collect()
}

async fn set(world: &World, name: String, value: &str) -> Applied {
    let desk = world.desk(Action::ChangeSettings).await;
    let wish = Command::Settings(BTreeMap::from([(name, value.to_owned())]));
    world.app().run(desk.asking(), &wish, None).await.expect("a setting")
}

async fn policy(world: &World, product: ProductId, value: &str) -> Applied {
    set(world, format!("{POLICY}{}", guid(world, product)), value).await
}

on_both! {
    async fn r_ssp_2_a_purchaser_buys_gives_takes_reduces_and_cancels_alone(world) {
        let users = world.users(&["Ana", "Beto", "Cleo"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        let central = world.raw_number("SELECT count(*) FROM pool WHERE kind = 0").await;
        assert_eq!(central, 0, "nothing central comes of it");
        serve(world, users[0], people(purchase, &users[..2], &[])).await.expect("seats");
        assert_eq!(with_seat(world, pool).await, ["Ana", "Beto"]);
        let full = serve(world, users[0], people(purchase, &users[2..], &[])).await.expect("an answer");
        assert_eq!(world.counts(full.receipt.operation).await, (0, 0, 1, 1), "E-COUNT for Cleo");
        let swap = serve(world, users[0], people(purchase, &users[2..], &users[1..2])).await.expect("seats");
        assert_eq!(world.counts(swap.receipt.operation).await, (2, 0, 0, 2), "who loses makes room first");
        assert_eq!(with_seat(world, pool).await, ["Ana", "Cleo"]);
        let fewer = SelfServiceWish::Seats { purchase, seats: 1 };
        assert_eq!(denied(serve(world, users[0], fewer.clone()).await), "E-ASSIGNED assigned");
        serve(world, users[0], SelfServiceWish::Seats { purchase, seats: 4 }).await.expect("more");
        serve(world, users[0], people(purchase, &[], &users[2..])).await.expect("taken");
        serve(world, users[0], fewer).await.expect("fewer");
        serve(world, users[0], SelfServiceWish::Cancel(purchase)).await.expect("the end");
        assert!(with_seat(world, pool).await.is_empty());
        let again = serve(world, users[0], people(purchase, &users[..1], &[])).await;
        assert_eq!(denied(again), "E-STATE status");
    }

    async fn r_ssp_2_others_have_no_such_purchase_and_strangers_get_no_seat(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        let stranger = world.person_at(SUR, cupo_testkit::world::people::Person::named("Sara")).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        for wish in [
            people(purchase, &users, &[]),
            SelfServiceWish::Seats { purchase, seats: 5 },
            SelfServiceWish::Cancel(purchase),
        ] {
            assert_eq!(denied(serve(world, users[1], wish).await), "E-SCOPE purchase");
        }
        let far = serve(world, users[0], people(purchase, &[stranger], &[])).await;
        assert_eq!(denied(far), "E-SCOPE people");
        let unknown = SelfServiceWish::Cancel(Guid::from_u128(9));
        assert_eq!(denied(serve(world, users[0], unknown).await), "E-SCOPE purchase");
        let crowd = world.crowd(21).await;
        assert_eq!(denied(serve(world, users[0], people(purchase, &crowd, &[])).await), "E-BATCH people");
        assert!(with_seat(world, pool).await.is_empty());
        let desk = world.desk(Action::ChangeSubscriptions).await;
        let command = Command::SelfService(SelfServiceWish::Cancel(purchase));
        let admin = world.app().run(desk.asking(), &command, None).await;
        assert_eq!(denied(admin), "E-ROLE serve-self", "no other right does");
    }

    async fn r_ssp_1_whoever_may_not_buy_is_told_why_and_nothing_is_bought(world) {
        let users = world.users(&["Ana"]).await;
        let guest = world.person(
            cupo_testkit::world::people::Person::named("Gus").signing_in_as("gus_lejos.example#ext#"),
        ).await;
        open_shop(world).await;
        let ask = async |user| denied(serve(world, user, buy(world, MAIL, 1)).await);
        assert_eq!(ask(guest).await, "E-ROLE self-service-guest");
        set(world, SECTOR.to_owned(), "education").await;
        assert_eq!(ask(users[0]).await, "E-ROLE self-service-sector");
        set(world, SECTOR.to_owned(), "commercial").await;
        world.raw("UPDATE customer SET country = 'IN' WHERE customer_id = 2").await;
        assert_eq!(ask(users[0]).await, "E-ROLE self-service-country");
        world.raw("UPDATE customer SET country = 'ES' WHERE customer_id = 2").await;
        assert_eq!(denied(serve(world, users[0], buy(world, GAME, 1)).await), "E-CLOUD product");
        assert_eq!(denied(serve(world, users[0], buy(world, APPS, 301)).await), "E-QTY maximum");
        let term = SelfServiceWish::Buy { product: guid(world, MAIL), seats: 1, term: "P9Y".into(), trial: false };
        assert_eq!(denied(serve(world, users[0], term).await), "E-INVALID term");
        assert_eq!(world.raw_number("SELECT count(*) FROM subscription").await, 0);
    }

    async fn r_ssp_8_r_ssp_9_a_policy_is_of_one_product_and_of_later_purchases(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        let changed = policy(world, MAIL, "deny").await;
        assert_eq!(denied(serve(world, users[1], buy(world, MAIL, 1)).await), "E-ROLE self-service-policy");
        assert_eq!(denied(serve(world, users[1], trial(world, MAIL, 1)).await), "E-ROLE self-service-policy");
        serve(world, users[0], people(purchase, &users, &[])).await.expect("what is there stays");
        assert_eq!(with_seat(world, pool).await.len(), 2);
        let more = SelfServiceWish::Seats { purchase, seats: 3 };
        assert_eq!(denied(serve(world, users[0], more).await), "E-ROLE self-service-policy");
        bought(world, users[1], APPS, 1).await;
        policy(world, APPS, "trials-only").await;
        assert_eq!(denied(serve(world, users[0], buy(world, APPS, 1)).await), "E-ROLE self-service-trials");
        serve(world, users[0], trial(world, APPS, 3)).await.expect("a trial");
        assert_eq!(denied(serve(world, users[0], trial(world, APPS, 3)).await), "E-STATE tried");
        let desk = world.desk(Action::ChangeSettings).await;
        let undo = Command::Undo(changed.receipt.operation);
        world.app().run(desk.asking(), &undo, None).await.expect("as before");
        bought(world, users[1], MAIL, 1).await;
    }

    async fn r_ssp_9_a_trial_ends_by_itself_and_nothing_follows_it(world) {
        let users = world.users(&["Ana"]).await;
        open_shop(world).await;
        serve(world, users[0], trial(world, MAIL, 2)).await.expect("a trial");
        let desk = of_person(world, users[0]).await;
        let it = world.app().own_purchases(desk.asking()).await.expect("purchases").remove(0);
        assert_eq!((it.row.recurring, it.row.price_minor, it.pool.total()), (false, Some(0), 2));
        world.wait(40 * cupo_testkit::world::DAY);
        while world.app().work_on_time().await.expect("time passes") > 0 {}
        let it = world.app().own_purchases(desk.asking()).await.expect("purchases").remove(0);
        assert_ne!(it.row.subscription.status, Status::Active);
        assert_eq!(it.row.subscription.quantity, 2);
    }

    async fn r_ssp_2_one_purchase_of_a_product_which_may_take_the_place_of_a_trial_and_begin_anew(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        serve(world, users[0], trial(world, MAIL, 2)).await.expect("a trial");
        let desk = of_person(world, users[0]).await;
        let tried = world.app().own_purchases(desk.asking()).await.expect("purchases").remove(0);
        serve(world, users[0], people(tried.row.guid, &users, &[])).await.expect("seats");
        let Err(AppError::Denied(few)) = serve(world, users[0], buy(world, MAIL, 1)).await else { panic!("two hold one") };
        assert_eq!((few.code, few.figure), (Code::Quantity, Some(2)));
        let (purchase, pool) = bought(world, users[0], MAIL, 3).await;
        assert_eq!((pool, with_seat(world, pool).await.len()), (tried.pool.id, 2), "they keep their seats");
        let all = world.app().own_purchases(desk.asking()).await.expect("purchases");
        assert_eq!((all.len(), all[0].pool.total(), all[1].row.subscription.status), (2, 3, Status::Deleted));
        assert_eq!(denied(serve(world, users[0], buy(world, MAIL, 1)).await), "E-STATE bought");
        serve(world, users[0], SelfServiceWish::Cancel(purchase)).await.expect("the end");
        let (_, again) = bought(world, users[0], MAIL, 1).await;
        assert_eq!((again, world.store().pools(&desk.permit).await.expect("pools").len()), (pool, 1));
    }

    async fn r_ssp_3_r_assign_11_r_revoke_5_inv_11_administrators_see_it_and_change_no_seat(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        serve(world, users[0], people(purchase, &users[..1], &[])).await.expect("a seat");
        let permit = world.permit().await;
        let given = world.app().save(&permit, &for_users(&users[1..], vec![give(MAIL)]), None).await.expect("told");
        assert_eq!(world.counts(given.operation).await.2, 1, "no seat outside of it");
        assert_eq!(world.results(given.operation).await, ["Beto: MAIL E-SSP-OWNED"]);
        let taken = world.app().save(&permit, &for_users(&users[..1], vec![take(MAIL)]), None).await.expect("told");
        assert_eq!(world.counts(taken.operation).await, (0, 1, 0, 1), "kept");
        assert_eq!(with_seat(world, pool).await, ["Ana"]);
        let desk = world.desk(Action::ViewSubscriptions).await;
        let seen = world.app().purchases(desk.asking(), None).await.expect("purchases");
        let seen: Vec<_> = seen.iter().map(|it| (it.row.guid, it.pool.id, it.row.price_minor)).collect();
        assert_eq!(seen, [(purchase, pool, Some(900))]);
    }

    async fn r_ssp_6_moving_needs_a_seat_for_each_and_ends_the_purchase(world) {
        let users = world.users(&["Ana", "Beto", "Cleo"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 3).await;
        serve(world, users[0], people(purchase, &users, &[])).await.expect("seats");
        let direct = (Channel::Direct, Status::Active);
        world.buy(NORTE, MAIL, 2, direct).await;
        let desk = world.desk(Action::TakeOver).await;
        let to = guid(world, MAIL);
        let moving = Command::SelfService(SelfServiceWish::Move { purchase, to });
        let short = world.app().run(desk.asking(), &moving, None).await;
        let Err(AppError::Denied(denial)) = short else { panic!("one seat is missing") };
        assert_eq!((denial.code, denial.figure), (Code::Count, Some(1)));
        assert_eq!(with_seat(world, pool).await.len(), 3, "nobody moved");
        let buying = world.desk(Action::ChangeSubscriptions).await;
        let more = Command::Quantity { subscription: cupo_testkit::world::people::subscription_of(MAIL), seats: 3 };
        world.app().run(buying.asking(), &more, None).await.expect("a third seat");
        let shown = world.app().preview_command(desk.asking(), &moving).await.expect("a preview");
        let What::SelfService(it) = &shown.what else { panic!("a purchase") };
        assert_eq!((it.decision.users.len(), it.totals.clocks.len()), (3, 0), "nobody loses mail");
        assert_eq!(shown.undo, Err("self-service-ended"));
        let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("moved");
        assert_eq!(world.counts(done.receipt.operation).await, (3, 0, 0, 3));
        assert!(with_seat(world, pool).await.is_empty());
        assert_eq!((world.held(users[1]).await.as_str(), world.free(MAIL).await), ("MAIL", 0));
        let all = world.app().purchases(desk.asking(), None).await.expect("purchases");
        assert_eq!(all[0].row.subscription.status, Status::Deleted, "neither expired nor disabled");
        let mails = world.raw_number("SELECT count(*) FROM outbox WHERE kind = 'self-service-moved'").await;
        assert_eq!(mails, 1);
        let again = world.app().run(desk.asking(), &moving, None).await;
        assert_eq!(denied(again), "E-STATE status");
    }

    async fn r_ssp_7_ending_asks_a_reason_takes_the_licenses_and_mails_the_purchaser(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        serve(world, users[0], people(purchase, &users, &[])).await.expect("seats");
        let desk = world.desk(Action::TakeOver).await;
        let end = Command::SelfService(SelfServiceWish::End(purchase));
        assert_eq!(denied(world.app().run(desk.asking(), &end, None).await), "E-INVALID reason");
        let by = cupo_app::accounts::Asking { reason: "Nobody needs it", ..desk.asking() };
        let shown = world.app().preview_command(by, &end).await.expect("a preview");
        let What::SelfService(it) = &shown.what else { panic!("a purchase") };
        assert!(it.totals.clocks.iter().any(|clock| clock.loses_data), "their mail is on a clock");
        world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("the end");
        assert!(with_seat(world, pool).await.is_empty());
        assert_eq!(world.raw_number("SELECT count(*) FROM outbox WHERE kind = 'self-service-ended'").await, 1);
        let central = Command::SelfService(SelfServiceWish::End(cupo_testkit::world::people::subscription_of(TOP)));
        world.seats(TOP, 1).await;
        assert_eq!(denied(world.app().run(by, &central, None).await), "E-CHANNEL channel");
        let billing = caller(NORTE, users[1], &[Role::BillingAdmin, Role::LicenseAdmin, Role::UserAdmin]);
        let organisation = world.store().organisation_by_id(NORTE).await.expect("an answer").expect("Norte");
        let permit = cupo_domain::access::permit(&billing, Action::TakeOver, &organisation.territory());
        assert_eq!(permit.map_err(|d| d.code), Err(Code::Role));
    }

    async fn r_ssp_10_people_keep_what_somebody_bought_who_has_left(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        let (purchase, pool) = bought(world, users[0], MAIL, 2).await;
        serve(world, users[0], people(purchase, &users, &[])).await.expect("seats");
        let leaving = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(leaving.asking(), &users[..1], None, None).await.expect("a deletion");
        assert_eq!(with_seat(world, pool).await, ["Beto"]);
        world.wait(35 * cupo_testkit::world::DAY);
        while world.app().work_on_time().await.expect("time passes") > 0 {}
        let desk = world.desk(Action::TakeOver).await;
        let all = world.app().purchases(desk.asking(), None).await.expect("purchases");
        assert_eq!((all[0].row.subscription.status, all[0].pool.consumed), (Status::Active, 1), "it renews");
        let by = cupo_app::accounts::Asking { reason: "The purchaser left", ..desk.asking() };
        let end = Command::SelfService(SelfServiceWish::End(purchase));
        world.app().run(by, &end, None).await.expect("only an administrator ends it now");
        assert_eq!(world.raw_number("SELECT count(*) FROM outbox WHERE kind = 'self-service-ended'").await, 0);
    }
}
