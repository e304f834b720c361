//! What becomes of what deleted people leave behind: seats that go back to the seller, mailboxes and files that
//! somebody takes over, and how all of it comes back.

use cupo_app::accounts::Asking;
use cupo_app::changes::{Applied, Command, Cost, Shown, What};
use cupo_app::deletion::Settlement;
use cupo_app::error::AppError;
use cupo_app::licenses::Who;
use cupo_domain::access::{Action, Role};
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_testkit::on_both;
use cupo_testkit::world::DAY;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, APPS, FILES_PLAN, MAIL, NORTE, caller};

fn deleting(users: &[UserId], settle: Settlement) -> Command {
    Command::DeleteUsers { who: Who::Users(users.to_vec()), settle }
}

fn mail_to(heir: UserId) -> Settlement {
    Settlement { mail_to: Some(guid_of_user(heir)), ..Settlement::default() }
}

fn back(world: &World, of: &[ProductId]) -> Settlement {
    let catalogue = world.store().catalogue();
    let give_back = of.iter().map(|id| catalogue.product(*id).unwrap().guid).collect();
    Settlement { give_back, ..Settlement::default() }
}

async fn show(world: &World, command: &Command) -> Result<Shown, AppError> {
    let desk = world.desk(Action::DeleteUsers).await;
    world.app().preview_command(desk.asking(), command).await
}

async fn run(world: &World, command: &Command) -> Applied {
    let desk = world.desk(Action::DeleteUsers).await;
    let shown = world.app().preview_command(desk.asking(), command).await.unwrap();
    world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap()
}

/// State, anchored and enabled.
async fn account(world: &World, user: UserId) -> (i64, bool, bool) {
    let rows = world.store().users_by_id(&world.permit().await, &[user]).await.unwrap();
    (rows[0].state, rows[0].anchored, rows[0].enabled)
}

async fn letters(world: &World) -> Vec<String> {
    let query =
        cupo_store::value::Query::new("SELECT kind, recipient FROM outbox ORDER BY message_id", Vec::new());
    let rows = world.raw_rows(&query).await.into_iter().map(cupo_store::value::Row);
    rows.map(|row| format!("{} {}", row.text(0).unwrap(), row.text(1).unwrap())).collect()
}

async fn undo(world: &World, operation: Guid) -> Applied {
    run(world, &Command::Undo(operation)).await
}

on_both! {
    async fn r_del_5_freed_seats_go_back_to_the_seller_with_the_deletion(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.buy(NORTE, MAIL, 5, (Channel::Direct, Status::Active)).await;
        world.load(MAIL, &users, &[], 0).await;
        let command = deleting(&users[..2], back(world, &[MAIL]));
        let shown = show(world, &command).await.unwrap();
        assert_eq!(shown.what.cost(), Cost::Money(-2_500, "EUR".to_owned()), "it says what it saves");
        let done = run(world, &command).await;
        let pool = world.pool(MAIL).await;
        assert_eq!((pool.total(), pool.consumed, world.free(MAIL).await), (3, 1, 2));
        // Undoing brings back the people; their seats are those that are free.
        world.save(&for_users(&[ADMIN], vec![give(MAIL)])).await;
        undo(world, done.receipt.operation).await;
        assert_eq!((world.held(users[0]).await.as_str(), world.held(users[1]).await.as_str()), ("MAIL", "MAIL?"));
        assert_eq!(world.pool(MAIL).await.total(), 3, "R-DEL-5: no seat is bought again");
    }

    async fn r_del_5_what_the_seller_does_not_take_back_is_said_beforehand_and_refused(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.buy(NORTE, APPS, 2, (Channel::Direct, Status::Active)).await;
        world.load(MAIL, &users, &[], 0).await;
        world.load(APPS, &users, &[], 0).await;
        world.wait(7 * DAY);
        let shown = show(world, &Command::delete(Who::Users(users.clone()))).await.unwrap();
        let What::Deletion(it) = &shown.what else { panic!("a deletion") };
        let said: Vec<String> = it.freed.iter().map(|f| {
            format!("{} {} {}", world.product(f.product), f.freed, f.offer.as_ref().unwrap_err().code.as_str())
        }).collect();
        assert_eq!(said, ["MAIL 2 E-CHANNEL", "APPS 2 E-WINDOW"]);
        let channel = show(world, &deleting(&users, back(world, &[MAIL]))).await;
        assert!(denied(channel).starts_with("E-CHANNEL"));
        let window = show(world, &deleting(&users, back(world, &[APPS]))).await;
        assert!(denied(window).starts_with("E-WINDOW"));
        let desk = world.desk(Action::DeleteUsers).await;
        let limited = Asking { limited: true, ..desk.asking() };
        let command = deleting(&users, back(world, &[APPS]));
        let refused = world.app().preview_command(limited, &command).await;
        assert_eq!(denied(refused), "E-ROLE change-subscriptions");
    }

    async fn r_del_5_a_window_that_closed_since_the_preview_is_named(world) {
        let users = world.users(&["Ana"]).await;
        world.buy(NORTE, MAIL, 2, (Channel::Direct, Status::Active)).await;
        world.load(MAIL, &users, &[], 0).await;
        world.wait(7 * DAY - 1);
        let desk = world.desk(Action::DeleteUsers).await;
        let command = deleting(&users, back(world, &[MAIL]));
        let shown = show(world, &command).await.unwrap();
        world.wait(1);
        let late = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert!(denied(late).starts_with("E-WINDOW"));
        assert_eq!((account(world, users[0]).await.0, world.pool(MAIL).await.total()), (0, 2));
    }

    async fn r_del_6_r_del_3_a_mailbox_that_is_handed_over_keeps_its_account(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        world.load(MAIL, &users[..1], &[FILES_PLAN], 0).await;
        let settle = Settlement { files_to: Some(guid_of_user(users[2])), ..mail_to(users[2]) };
        let done = run(world, &deleting(&users[..2], settle)).await;
        assert_eq!(account(world, users[0]).await, (0, true, false), "an anchor, blocked");
        assert_eq!(account(world, users[1]).await.0, 1, "who has no mailbox is deleted");
        assert_eq!((world.held(users[0]).await.as_str(), world.free(MAIL).await), ("", 3));
        let handed = world.store().handed_over(&world.permit().await, &users).await;
        assert_eq!(handed.unwrap(), [users[0]]);
        assert_eq!(letters(world).await, [
            "mailbox-shared carla@norte.example",
            "files-handed-over carla@norte.example",
        ], "R-FILE-4");
        let again = run(world, &Command::delete(Who::Users(users[..1].to_vec()))).await;
        assert_eq!(world.operation(again.receipt.operation).await.refused, 1, "R-DEL-3");
        world.check().await;
        let found = world.store().deleted_ids_of_guids(&world.permit().await, &[guid_of_user(users[0])]).await;
        assert_eq!(found.unwrap(), [users[0]], "an anchor can be restored like somebody deleted");
        undo(world, done.receipt.operation).await;
        assert_eq!(account(world, users[0]).await, (0, false, true));
        assert_eq!(account(world, users[1]).await, (0, false, true));
        assert_eq!(world.held(users[0]).await, "MAIL-FILES_PLAN");
        assert_eq!(world.raw_number("SELECT count(*) FROM handover").await, 0);
    }

    async fn r_del_6_an_account_that_was_blocked_before_is_blocked_again(world) {
        let ana = world.person(Person::named("Ana").blocked()).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &[ana], &[], 0).await;
        run(world, &deleting(&[ana], mail_to(ADMIN))).await;
        run(world, &Command::restore(vec![ana])).await;
        assert_eq!(account(world, ana).await, (0, false, false));
    }

    async fn r_role_14_who_only_deletes_hands_nothing_over(world) {
        let users = world.users(&["Ana", "Olga"]).await;
        world.grant(NORTE, users[1], &[Role::UserAdmin]).await;
        let desk = world.desk_of(&caller(NORTE, users[1], &[Role::UserAdmin]), NORTE, Action::DeleteUsers).await;
        let limited = Asking { limited: true, ..desk.asking() };
        let refused = world.app().preview_command(limited, &deleting(&users[..1], mail_to(ADMIN))).await;
        assert_eq!(denied(refused), "E-ROLE hand-over");
    }

    async fn r_role_14_three_roles_together_hand_over_and_two_of_them_do_not(world) {
        let users = world.users(&["Ana", "Olga"]).await;
        world.grant(NORTE, users[1], &[Role::UserAdmin, Role::ExchangeAdmin]).await;
        let who = caller(NORTE, users[1], &[Role::UserAdmin, Role::ExchangeAdmin]);
        let desk = world.desk_of(&who, NORTE, Action::DeleteUsers).await;
        let limited = Asking { limited: true, ..desk.asking() };
        let handing = deleting(&users[..1], mail_to(ADMIN));
        assert_eq!(denied(world.app().preview_command(limited, &handing).await), "E-ROLE hand-over");
        assert!(world.app().preview_command(limited, &Command::delete(Who::Users(users[..1].to_vec()))).await.is_ok());
        world.grant(NORTE, users[1], &[Role::SharePointAdmin]).await;
        assert!(world.app().preview_command(limited, &handing).await.is_ok(), "all three together");
    }

    async fn whoever_takes_over_is_there_and_stays(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        let leaves = show(world, &deleting(&users, mail_to(users[0]))).await;
        assert_eq!(denied(leaves), "E-INVALID mail_to");
        let unknown = Settlement { files_to: Some(Guid::from_u128(7)), ..Settlement::default() };
        assert_eq!(denied(show(world, &deleting(&users, unknown)).await), "E-NOTFOUND files_to");
        run(world, &Command::delete(Who::Users(users[1..].to_vec()))).await;
        let gone = show(world, &deleting(&users[..1], mail_to(users[1]))).await;
        assert_eq!(denied(gone), "E-NOTFOUND mail_to");
    }
}
