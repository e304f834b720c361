//! What people do with the life of a subscription, through store and use case: its units move with it, what is planned
//! takes effect at the renewal, and an undo brings back exactly what was there (sections 11 and 17).

use std::collections::BTreeSet;

use cupo_app::changes::{Applied, Command, Shown, What};
use cupo_app::error::AppError;
use cupo_app::holds::HoldWish;
use cupo_app::keys::KeyKind;
use cupo_domain::access::{Action, Actor, Caller, Role};
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::life::LifeWish;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::Guid;
use cupo_domain::lifecycle::SuspensionReason;
use cupo_domain::retention::HoldKind;
use cupo_domain::time::Instant;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::{guid_of_user, subscription_of};
use cupo_testkit::world::place::{ANDES, APPS, EVA, MAIL, NORTE, caller};
use cupo_testkit::world::{BEGIN, DAY, World};

fn of_mail(wish: LifeWish) -> Command {
    Command::Life { subscription: subscription_of(MAIL), wish }
}

async fn run(world: &World, command: &Command) -> Result<Applied, AppError> {
    let desk = world.desk(Action::ChangeSubscriptions).await;
    world.app().run(desk.asking(), command, None).await
}

/// As the partner's agent.
async fn sold(world: &World, wish: LifeWish) -> Result<Guid, AppError> {
    let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
    let desk = world.desk_of(&agent, NORTE, Action::ChangeSubscriptions).await;
    world.app().run(desk.asking(), &of_mail(wish), None).await.map(|it| it.receipt.operation)
}

async fn done(world: &World, wish: LifeWish) -> Guid {
    run(world, &of_mail(wish)).await.expect("it is done").receipt.operation
}

async fn show(world: &World, command: &Command) -> Shown {
    let desk = world.desk(Action::ChangeSubscriptions).await;
    world.app().preview_command(desk.asking(), command).await.expect("a preview")
}

/// Status, recurring billing, quantity and the units of the pool.
async fn standing(world: &World) -> String {
    let number = |sql| world.raw_number(sql);
    let status = number("SELECT status FROM subscription WHERE subscription_id = 501").await;
    let recurring = number("SELECT recurring FROM subscription WHERE subscription_id = 501").await;
    let seats = number("SELECT quantity FROM subscription WHERE subscription_id = 501").await;
    let units = world.pool(MAIL).await.units;
    let units = [units.enabled, units.warning, units.suspended, units.locked_out];
    format!("{status} {recurring} {seats} {units:?}")
}

on_both! {
    async fn r_life_11_d_14_recurring_billing_goes_off_and_comes_back_by_undo(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        world.app().work_on_time().await.expect("looked at");
        let off = done(world, LifeWish::Recurring(false)).await;
        assert_eq!(standing(world).await, "2 0 5 [5, 0, 0, 0]");
        let again = run(world, &of_mail(LifeWish::Recurring(false))).await.map(|_| ());
        assert_eq!(denied(again), "E-INVALID nothing");
        run(world, &Command::Undo(off)).await.expect("it is undone");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]");
        world.app().advance_to(Instant(BEGIN.0 + 365 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]", "it is renewed");
    }

    async fn r_life_3_r_life_9_r_life_10_canceled_seats_are_locked_out_and_a_successor_brings_them_back(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let users = world.users(&["Ana"]).await;
        world.load(MAIL, &users, &[], 0).await;
        let shown = show(world, &of_mail(LifeWish::Cancel)).await;
        assert_eq!(shown.undo, Err("canceled"), "it is said before");
        let desk = world.desk(Action::ChangeSubscriptions).await;
        let digest = shown.digest.as_str();
        world.app().apply_preview(desk.asking(), shown.guid, digest).await.expect("it is applied");
        assert_eq!(standing(world).await, "4 0 5 [0, 0, 0, 5]");
        assert!(world.pool(MAIL).await.disabled());
        assert_eq!(world.pool(MAIL).await.consumed, 1, "the license is there and gives no service (R-LIFE-8)");
        done(world, LifeWish::Reactivate).await;
        assert_eq!(standing(world).await, "6 0 5 [5, 0, 0, 0]");
        assert_eq!(world.raw_number("SELECT count(*) FROM subscription WHERE status = 2").await, 1);
        let dead = run(world, &of_mail(LifeWish::Reactivate)).await.map(|_| ());
        assert_eq!(denied(dead), "E-STATE status");
        world.app().advance_to(Instant(BEGIN.0 + 300 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "6 0 5 [5, 0, 0, 0]", "the old one stays gone (invariant 13)");
    }

    async fn r_life_4_a_deletion_by_hand_erases_files_at_once_and_spares_what_a_hold_covers(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let users = world.users(&["Ana", "Beto", "Caro"]).await;
        world.load(MAIL, &users, &[], 0).await;
        let desk = world.desk(Action::ManageHolds).await;
        world.raw("UPDATE service_plan SET name = 'SHAREPOINTENTERPRISE' WHERE plan_id = 2").await;
        world.store().reload_catalogue().await.expect("the catalog is read again");
        let (user, workload, kind) = (guid_of_user(users[1]), Workload::Files, HoldKind::Litigation);
        let hold = Command::Hold(HoldWish::Place { user, workload, kind });
        world.app().run(desk.asking(), &hold, None).await.expect("Beto's files are held");
        done(world, LifeWish::Cancel).await;
        let shown = show(world, &of_mail(LifeWish::Delete)).await;
        let What::Life(it) = &shown.what else { panic!("a life") };
        assert_eq!((it.files.people, shown.undo.is_err()), (2, true), "it is said beforehand");
        let desk = world.desk(Action::ChangeSubscriptions).await;
        world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it is applied");
        world.app().work_on_time().await.expect("what is due is done");
        let permit = world.permit().await;
        let told = world.store().audit(&permit, i64::MAX, 20).await.expect("records");
        let erased: BTreeSet<i64> =
            told.iter().filter(|it| it.action == "data.files-erased").map(|it| it.subject).collect();
        assert_eq!(erased, BTreeSet::from([users[0].0, users[2].0]), "no day is waited for");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock WHERE workload = 2").await, 0);
        assert_eq!(standing(world).await, "6 0 5 [0, 0, 0, 0]");
    }

    async fn r_life_4_files_stay_where_another_subscription_gives_them(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let users = world.users(&["Ana"]).await;
        world.load(MAIL, &users, &[], 0).await;
        done(world, LifeWish::Cancel).await;
        let product = world.store().catalogue().product(MAIL).expect("the product").guid;
        let again = Command::Buy { product, seats: 2, term: "P1Y".to_owned() };
        run(world, &again).await.expect("a second one");
        let shown = show(world, &of_mail(LifeWish::Delete)).await;
        let What::Life(it) = &shown.what else { panic!("a life") };
        assert_eq!(it.files.people, 0);
    }

    async fn r_buy_9_after_the_window_only_recurring_billing_is_left(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let cancel = of_mail(LifeWish::Cancel);
        for (offset, open) in [(-1_000_000, true), (0, false), (1_000_000, false)] {
            world.app().advance_to(Instant(BEGIN.0 + 7 * DAY + offset)).await.expect("time passes");
            let desk = world.desk(Action::ChangeSubscriptions).await;
            let answer = world.app().preview_command(desk.asking(), &cancel).await;
            assert_eq!(answer.is_ok(), open, "{offset}");
        }
        assert_eq!(denied(run(world, &cancel).await.map(|_| ())), "E-WINDOW cancel-window");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]", "nothing has changed");
    }

    async fn r_buy_2_seats_that_are_planned_come_at_the_renewal_and_not_before(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        done(world, LifeWish::AtRenewal(Some(3))).await;
        world.app().advance_to(Instant(BEGIN.0 + 365 * DAY - 1)).await.expect("time passes");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]");
        world.app().advance_to(Instant(BEGIN.0 + 365 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "2 1 3 [3, 0, 0, 0]");
        let planned = "SELECT count(*) FROM subscription_life WHERE at_renewal IS NOT NULL";
        assert_eq!(world.raw_number(planned).await, 0, "once");
    }

    async fn d_2_a_preview_of_a_subscription_that_changed_since_does_nothing(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let shown = show(world, &of_mail(LifeWish::AtRenewal(Some(3)))).await;
        done(world, LifeWish::Recurring(false)).await;
        let desk = world.desk(Action::ChangeSubscriptions).await;
        let answer = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert!(answer.is_err(), "recurring billing is off by now");
        assert_eq!(standing(world).await, "2 0 5 [5, 0, 0, 0]");
    }

    async fn r_life_16_a_trial_is_extended_once(world) {
        world.buy(NORTE, APPS, 3, (Channel::Trial, Status::Active)).await;
        let extend = Command::Life { subscription: subscription_of(APPS), wish: LifeWish::ExtendTrial };
        assert_eq!(denied(run(world, &extend).await.map(|_| ())), "E-WINDOW extension-early");
        world.app().advance_to(Instant(BEGIN.0 + 355 * DAY)).await.expect("time passes");
        let shown = show(world, &extend).await;
        let What::Life(it) = &shown.what else { panic!("a life") };
        assert_eq!(it.change.after.ends, Instant(BEGIN.0 + 395 * DAY));
        run(world, &extend).await.expect("it is extended");
        assert_eq!(denied(run(world, &extend).await.map(|_| ())), "E-WINDOW extended");
    }

    async fn r_partner_13_r_life_14_r_life_17_a_suspension_takes_the_service_and_starts_no_clock_of_anybody(world) {
        world.seats(MAIL, 5).await;
        let users = world.users(&["Ana", "Beto"]).await;
        world.load(MAIL, &users, &[], 0).await;
        let wish = LifeWish::Suspend(SuspensionReason::NonPayment);
        assert_eq!(denied(run(world, &of_mail(wish)).await.map(|_| ())), "E-CHANNEL channel", "not the customer");
        let operation = sold(world, wish).await.expect("it is suspended");
        let undone = denied(run(world, &Command::Undo(operation)).await.map(|_| ()));
        assert!(undone.starts_with("E-FINAL"), "{undone}");
        assert_eq!(standing(world).await, "5 1 5 [0, 0, 5, 0]");
        assert!(world.pool(MAIL).await.disabled(), "nobody has service");
        assert_eq!(world.pool(MAIL).await.consumed, 2, "licenses stay");
        let desk = world.desk(Action::ChangeSubscriptions).await;
        let it = world.app().lived(desk.asking(), subscription_of(MAIL)).await.expect("administrators see it");
        assert_eq!(it.life.life.suspended_for, Some(SuspensionReason::NonPayment), "and why");
        world.app().advance_to(Instant(BEGIN.0 + 90 * DAY - 1)).await.expect("time passes");
        assert_eq!(standing(world).await, "5 1 5 [0, 0, 5, 0]");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0, "no clock of a person");
        sold(world, LifeWish::Reactivate).await.expect("it comes back");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]", "inside its period as before");
        assert_eq!(world.raw_number("SELECT count(*) FROM subscription_life WHERE suspended_for IS NULL").await, 1);
        sold(world, wish).await.expect("again");
        world.app().advance_to(Instant(BEGIN.0 + 180 * DAY - 1)).await.expect("time passes");
        assert_eq!(standing(world).await, "6 1 5 [0, 0, 0, 0]", "gone ninety days later");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0, "and still none");
    }

    async fn r_cloud_4_in_the_other_cloud_a_suspended_subscription_is_gone_after_sixty_days(world) {
        world.raw("UPDATE customer SET cloud = 1 WHERE customer_id = 2").await;
        world.seats(MAIL, 5).await;
        sold(world, LifeWish::Suspend(SuspensionReason::Request)).await.expect("it is suspended");
        for (offset, status) in [(-1, "5 1 5 [0, 0, 5, 0]"), (0, "6 1 5 [0, 0, 0, 0]")] {
            world.app().advance_to(Instant(BEGIN.0 + 60 * DAY + offset)).await.expect("time passes");
            assert_eq!(standing(world).await, status, "{offset}");
        }
        let late = sold(world, LifeWish::Reactivate).await;
        assert_eq!(denied(late), "E-STATE status", "nothing brings it back");
    }

    async fn r_buy_7_a_purchase_with_an_open_credit_check_gives_no_seat_until_the_seller_has_decided(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Reseller, Status::Pending)).await;
        assert_eq!(standing(world).await, "1 1 5 [0, 0, 0, 0]");
        assert_eq!(denied(run(world, &of_mail(LifeWish::Credit(true))).await.map(|_| ())), "E-CHANNEL channel");
        world.wait(3 * DAY);
        sold(world, LifeWish::Credit(true)).await.expect("it is granted");
        assert_eq!(standing(world).await, "2 1 5 [5, 0, 0, 0]");
        let begun = world.raw_number("SELECT starts_at FROM subscription WHERE subscription_id = 501").await;
        assert_eq!(begun, BEGIN.0 + 3 * DAY, "its period begins with the answer");
        assert_eq!(denied(sold(world, LifeWish::Credit(false)).await), "E-STATE status", "one answer");
        world.buy(NORTE, APPS, 2, (Channel::Reseller, Status::Pending)).await;
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = world.desk_of(&agent, NORTE, Action::ChangeSubscriptions).await;
        let refuse = Command::Life { subscription: subscription_of(APPS), wish: LifeWish::Credit(false) };
        world.app().run(desk.asking(), &refuse, None).await.expect("it is refused");
        assert_eq!(world.pool(APPS).await.units.enabled, 0);
        assert_eq!(world.raw_number("SELECT status FROM subscription WHERE subscription_id = 502").await, 6);
    }

    async fn r_life_12_buying_again_brings_back_neither_the_deleted_subscription_nor_its_data(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let users = world.users(&["Ana"]).await;
        world.load(MAIL, &users, &[], 0).await;
        let revoke = cupo_testkit::world::ask::for_users(&users, vec![cupo_testkit::world::ask::take(MAIL)]);
        world.save(&revoke).await;
        let clocks = "SELECT count(*) FROM data_clock";
        assert!(world.raw_number(clocks).await > 0, "the data of who lost the license is on a clock");
        done(world, LifeWish::Cancel).await;
        done(world, LifeWish::Delete).await;
        world.app().advance_to(Instant(BEGIN.0 + 400 * DAY)).await.expect("time passes");
        assert_eq!(world.raw_number(clocks).await, 0, "erased");
        let product = Guid::from_u128(0xB001);
        let buy = Command::Buy { product, seats: 3, term: "P1Y".to_owned() };
        run(world, &buy).await.expect("bought again");
        assert_eq!(world.pool(MAIL).await.units.enabled, 3);
        assert_eq!(standing(world).await.chars().next(), Some('6'), "the old one stays deleted");
        let data = "SELECT count(*) FROM audit WHERE action LIKE 'data.%-erased'";
        let erased = world.raw_number(data).await;
        assert!(erased > 0, "what was erased");
        world.app().work_on_time().await.expect("time");
        assert_eq!((world.raw_number(clocks).await, world.raw_number(data).await), (0, erased), "stays so");
    }

    async fn r_buy_8_a_key_works_once_and_only_where_it_belongs(world) {
        const KEY: &str = "ABCDE-12345-FGHIJ-67890-KLMNO";
        const OTHER: &str = "ZBCDE-12345-FGHIJ-67890-KLMNO";
        world.buy(NORTE, MAIL, 5, (Channel::PrepaidKey, Status::Active)).await;
        let kind = |product: &str, term: &str, seats| KeyKind { product: product.to_owned(), seats, term: term.to_owned() };
        let app = world.app();
        assert_eq!(app.load_keys(&kind("mail", "P1Y", 7), &[KEY, ""]).await.expect("loaded"), 1);
        assert_eq!(app.load_keys(&kind("APPS", "P1Y", 7), &[OTHER]).await.expect("loaded"), 1);
        for (kind, lines, wrong) in [
            (kind("MAIL", "P1Y", 7), &[OTHER][..], "E-INVALID key-there"),
            (kind("MAIL", "P1Y", 7), &["QBCDE-12345-FGHIJ-67890-KLMNO", "x"][..], "E-INVALID key-format"),
            (kind("MAIL", "P1Y", 7), &["", " "][..], "E-INVALID keys"),
            (kind("MAIL", "P1Y", 0), &["QBCDE-12345-FGHIJ-67890-KLMNO"][..], "E-QTY seats"),
            (kind("MAIL", "P2Y", 7), &["QBCDE-12345-FGHIJ-67890-KLMNO"][..], "E-INVALID term"),
            (kind("NOTHING", "P1Y", 7), &["QBCDE-12345-FGHIJ-67890-KLMNO"][..], "E-NOTFOUND product"),
        ] {
            assert_eq!(denied(app.load_keys(&kind, lines).await), wrong);
        }
        assert_eq!(world.raw_number("SELECT count(*) FROM product_key").await, 2, "all or none");
        let plain = "SELECT count(*) FROM product_key WHERE key_hash LIKE '%ABCDE%'";
        assert_eq!(world.raw_number(plain).await, 0, "keys themselves are nowhere");
        let find = async |typed: &str| LifeWish::Key(world.app().find_key(typed).await.expect("a key"), None);
        let unknown = find("00000-12345-FGHIJ-67890-KLMNO").await;
        assert_eq!(denied(run(world, &of_mail(unknown)).await.map(|_| ())), "E-NOTFOUND key");
        assert_eq!(denied(run(world, &of_mail(find(OTHER).await)).await.map(|_| ())), "E-STATE key-product");
        let operation = done(world, find("abcde12345fghij67890klmno").await).await;
        assert_eq!(standing(world).await, "2 1 12 [12, 0, 0, 0]");
        assert_eq!(denied(run(world, &of_mail(find(KEY).await)).await.map(|_| ())), "E-STATE key-used");
        let undone = denied(run(world, &Command::Undo(operation)).await.map(|_| ()));
        assert!(undone.starts_with("E-FINAL"), "{undone}");
        let fewer = Command::Quantity { subscription: subscription_of(MAIL), seats: 4 };
        assert_eq!(denied(run(world, &fewer).await.map(|_| ())), "E-CHANNEL channel", "none goes before the end");
        assert_eq!(standing(world).await, "2 1 12 [12, 0, 0, 0]");
        world.app().advance_to(Instant(BEGIN.0 + 366 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "3 1 12 [0, 12, 0, 0]");
        app.load_keys(&kind("MAIL", "P1Y", 4), &["QBCDE-12345-FGHIJ-67890-KLMNO"]).await.expect("loaded");
        done(world, find("QBCDE-12345-FGHIJ-67890-KLMNO").await).await;
        assert_eq!(standing(world).await, "2 1 4 [4, 0, 0, 0]", "a smaller key begins the next period");
    }

    async fn r_buy_14_the_sellers_plan_holds_until_the_renewal(world) {
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        let wish = LifeWish::SellerPlan(Some(8));
        assert_eq!(denied(run(world, &of_mail(wish)).await.map(|_| ())), "E-ROLE seller-plan");
        let seller = Caller { actor: Actor::Operator { name: "root".to_owned() }, roles: [Role::Operator].into() };
        let desk = world.desk_of(&seller, NORTE, Action::ChangeSubscriptions).await;
        let planned = world.app().run(desk.asking(), &of_mail(wish), None).await.expect("it is planned");
        let quantity = |seats| Command::Quantity { subscription: subscription_of(MAIL), seats };
        for command in [
            of_mail(LifeWish::Recurring(false)),
            of_mail(LifeWish::AtRenewal(Some(3))),
            of_mail(LifeWish::AtRenewal(None)),
            quantity(4),
        ] {
            assert_eq!(denied(run(world, &command).await.map(|_| ())), "E-STATE seller-plan", "{command:?}");
        }
        let undone = denied(run(world, &Command::Undo(planned.receipt.operation)).await.map(|_| ()));
        assert!(undone.starts_with("E-FINAL"), "{undone}");
        run(world, &quantity(6)).await.expect("seats can be added");
        assert_eq!(standing(world).await, "2 1 6 [6, 0, 0, 0]");
        world.app().advance_to(Instant(BEGIN.0 + 365 * DAY)).await.expect("time passes");
        assert_eq!(standing(world).await, "2 1 8 [8, 0, 0, 0]", "as planned");
        done(world, LifeWish::Recurring(false)).await;
        assert_eq!(standing(world).await, "2 0 8 [8, 0, 0, 0]", "and free again");
    }
}
