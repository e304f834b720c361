//! A user created by hand on both engines: shown before, with a country, without licenses, with a password for once,
//! and taken back only while nothing was done with the account.

use std::collections::BTreeMap;

use cupo_app::changes::{Applied, Command, What};
use cupo_app::deletion::Settlement;
use cupo_app::error::AppError;
use cupo_app::licenses::Who;
use cupo_app::store::users::UserRow;
use cupo_domain::access::{Action, Role};
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ANDES, EVA, MAIL, NORTE, caller};

fn nora(changes: &[(&str, &str)]) -> Command {
    let mut fields: BTreeMap<String, String> =
        [("display_name", "Nora Vega"), ("location", "ES")].map(|(n, s)| (n.to_owned(), s.to_owned())).into();
    let mut sign_in = "Nora.Vega@norte.example".to_owned();
    for (name, says) in changes {
        match *name {
            "sign_in" => sign_in = (*says).to_owned(),
            name => drop(fields.insert(name.to_owned(), (*says).to_owned())),
        }
    }
    Command::CreateUser { sign_in, fields }
}

async fn run(world: &World, command: &Command) -> Result<Applied, AppError> {
    let action = match command {
        Command::Undo(operation) => cupo_app::changes::undo_action(&world.operation(*operation).await.kind),
        other => other.action().unwrap(),
    };
    world.app().run(world.desk(action).await.asking(), command, None).await
}

async fn add(world: &World) -> (Guid, UserRow) {
    let done = run(world, &nora(&[])).await.unwrap();
    let permit = world.permit().await;
    let found = world.store().users_by_id(&permit, &[done.passwords[0].user]).await.unwrap();
    (done.receipt.operation, found[0].clone())
}

async fn active(world: &World) -> i64 {
    world.store().organisation_by_id(NORTE).await.unwrap().unwrap().users_active
}

on_both! {
    async fn r_user_2_r_user_4_somebody_created_by_hand_has_a_country_a_password_and_no_license(world) {
        world.seats(MAIL, 0).await;
        let before = active(world).await;
        let desk = world.desk(Action::EditUsers).await;
        let shown = world.app().preview_command(desk.asking(), &nora(&[])).await.unwrap();
        let What::Creation(it) = &shown.what else { panic!("a creation") };
        assert_eq!((it.sign_in.as_str(), it.field("location")), ("nora.vega@norte.example", "ES"));
        assert_eq!(active(world).await, before, "it is only shown");
        let done =
            world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        let [given] = done.passwords.as_slice() else { panic!("one password") };
        let permit = world.permit().await;
        let row = world.store().users_by_id(&permit, &[given.user]).await.unwrap().remove(0);
        assert_eq!((row.display_name.as_str(), row.location.as_deref()), ("Nora Vega", Some("ES")));
        assert_eq!(world.store().products_of(&permit, &[row.id]).await.unwrap(), []);
        assert_eq!(active(world).await, before + 1);
        let account = world.store().account(NORTE, row.id).await.unwrap().unwrap();
        assert!(account.must_change && account.password_hash.is_some());
        let audit = world.store().audit(&permit, i64::MAX, 1).await.unwrap();
        assert_eq!((audit[0].action.as_str(), audit[0].subject), ("user.created", row.id.0));
        let operation = world.operation(done.receipt.operation).await;
        assert!(!format!("{} {operation:?}", audit[0].detail).contains(&given.password));
        assert_eq!((operation.kind.as_str(), operation.users_total, operation.succeeded), ("create-user", 1, 1));
        let again = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert!(again.is_err(), "a preview is applied once");
        assert_eq!(active(world).await, before + 1);
    }

    async fn r_user_2_without_a_country_or_with_a_wrong_field_nobody_is_created(world) {
        let before = active(world).await;
        for (change, answer) in [
            (("location", ""), "E-INVALID location"),
            (("location", "XX"), "E-INVALID location"),
            (("display_name", " "), "E-INVALID display_name"),
            (("job_title", "a\u{7}"), "E-INVALID job_title"),
            (("enabled", "false"), "E-INVALID enabled"),
            (("sign_in", "nora vega@norte.example"), "E-INVALID alias"),
            (("sign_in", "nora.vega"), "E-INVALID alias"),
            (("sign_in", "nora.vega@sur.example"), "E-INVALID domain"),
        ] {
            assert_eq!(denied(run(world, &nora(&[change])).await), answer);
        }
        assert_eq!(active(world).await, before);
    }

    async fn r_user_2_somebody_who_came_from_outside_may_have_no_country(world) {
        let user: UserId = world.person(Person::named("Sin País").living_in(None).mastered_by(Mastery::Sync)).await;
        let permit = world.permit().await;
        assert_eq!(world.store().users_by_id(&permit, &[user]).await.unwrap()[0].location, None);
    }

    async fn a_user_name_is_given_once_and_is_free_again_after_a_deletion(world) {
        let (_, row) = add(world).await;
        let again = nora(&[("sign_in", "NORA.vega@norte.example")]);
        assert_eq!(denied(run(world, &again).await), "E-CLASH alias");
        run(world, &Command::DeleteUsers { who: Who::Users(vec![row.id]), settle: Settlement::default() }).await.unwrap();
        run(world, &again).await.unwrap();
    }

    async fn r_role_4_the_right_to_change_the_location_creates_nobody(world) {
        let desk = world.desk_of(&caller(ANDES, EVA, &[Role::AdminAgent]), NORTE, Action::EditLocation).await;
        assert_eq!(denied(world.app().run(desk.asking(), &nora(&[]), None).await), "E-ROLE edit-users");
    }

    async fn a_creation_is_undone_by_deleting_and_that_by_restoring(world) {
        let before = active(world).await;
        let (created, row) = add(world).await;
        let gone = run(world, &Command::Undo(created)).await.unwrap().receipt.operation;
        assert_eq!(active(world).await, before);
        assert_eq!(denied(run(world, &Command::Undo(created)).await), "E-FINAL undone");
        run(world, &Command::Undo(gone)).await.unwrap();
        let back = world.store().users_by_id(&world.permit().await, &[row.id]).await.unwrap();
        assert_eq!((back[0].state, active(world).await), (0, before + 1));
    }

    async fn a_creation_is_not_undone_once_something_was_done_with_the_account(world) {
        world.seats(MAIL, 1).await;
        let (created, row) = add(world).await;
        let edit = |department: &str| Command::EditUser {
            user: row.guid,
            fields: BTreeMap::from([("department".to_owned(), department.to_owned())]),
        };
        run(world, &edit("Ventas")).await.unwrap();
        assert_eq!(denied(run(world, &Command::Undo(created)).await), "E-FINAL touched");
        run(world, &edit("")).await.unwrap();
        let permit = world.permit().await;
        let operation = world.operation(created).await;
        assert_eq!(world.app().why_final_by_now(&permit, &operation).await.unwrap(), None, "as it was created");
        world.save(&for_users(&[row.id], vec![give(MAIL)])).await;
        assert_eq!(world.app().why_final_by_now(&permit, &operation).await.unwrap(), Some("touched"));
        assert_eq!(denied(run(world, &Command::Undo(created)).await), "E-FINAL touched");
    }
}
