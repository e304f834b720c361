//! Signing in: wrong and unknown look alike, repeated failures lock for longer and longer, sessions end.

use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::sign_in::NewSession;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, NORTE, admin_of};
use cupo_testkit::world::{MINUTE, World};

const NAME: &str = "zulema.admin@norte.example";
const PASSWORD: &str = "una clave bastante larga";

async fn attempt(world: &World, name: &str, password: &str) -> String {
    told(world.app().sign_in(name, password).await)
}

fn told(answer: Result<NewSession, AppError>) -> String {
    match answer {
        Ok(_) => "in".to_owned(),
        Err(AppError::Denied(denial)) => {
            let wait = denial.figure.map_or(String::new(), |seconds| format!(" {seconds}"));
            format!("{} {}{wait}", denial.code.as_str(), denial.subject)
        }
        Err(other) => panic!("{other}"),
    }
}

/// Starts the program again later; the clock for security stands still otherwise.
async fn later(world: &mut World, minutes: i64) {
    for _ in 0..minutes {
        world.crash().await;
    }
}

on_both! {
    async fn a_name_and_password_open_a_session_that_can_be_ended(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        assert_eq!(attempt(world, " Zulema.Admin@NORTE.example ", PASSWORD).await, "in");
        let session = world.app().sign_in(NAME, PASSWORD).await.unwrap();
        let who = world.app().who(&session.token).await.unwrap().unwrap();
        assert_eq!((who.user, who.home, who.display_name.as_str()), (ADMIN, NORTE, "Zulema Admin"));
        let stored = world.raw_rows(&cupo_store::value::Query::new("SELECT token_hash FROM session", vec![])).await;
        assert_eq!(stored.len(), 2);
        assert!(!format!("{stored:?}").contains(&session.token), "only hashes are kept");
        world.app().sign_out(&session.token).await.unwrap();
        assert!(world.app().who(&session.token).await.unwrap().is_none());
        assert!(world.app().who("").await.unwrap().is_none());
    }

    async fn a_session_lasts_twelve_hours(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        let session = world.app().sign_in(NAME, PASSWORD).await.unwrap();
        world.wait(100 * cupo_testkit::world::DAY);
        assert!(world.app().who(&session.token).await.unwrap().is_some(), "business time ends no session");
        world.restart_after(12 * 60 * MINUTE - 1).await;
        assert!(world.app().who(&session.token).await.unwrap().is_some());
        world.restart_after(1).await;
        assert!(world.app().who(&session.token).await.unwrap().is_none());
    }

    async fn wrong_unknown_blocked_and_without_a_password_look_alike(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        let blocked = world.person(Person::named("Beto").blocked()).await;
        world.password(NORTE, blocked, PASSWORD).await;
        world.users(&["Carla"]).await;
        for (name, password) in [
            (NAME, "wrong"),
            (NAME, ""),
            ("nobody@norte.example", PASSWORD),
            ("nobody@nowhere.example", PASSWORD),
            ("no address", PASSWORD),
            ("", ""),
            ("beto@norte.example", PASSWORD),
            ("carla@norte.example", PASSWORD),
            ("zulema.admin@norte.example\0", PASSWORD),
        ] {
            assert_eq!(attempt(world, name, password).await, "E-SIGNIN wrong", "{name:?}");
        }
    }

    async fn repeated_failures_lock_for_longer_and_longer_and_success_forgets_them(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        for _ in 0..5 {
            assert_eq!(attempt(world, NAME, "wrong").await, "E-SIGNIN wrong");
        }
        assert_eq!(attempt(world, NAME, PASSWORD).await, "E-SIGNIN locked 61");
        later(world, 1).await;
        assert_eq!(attempt(world, NAME, "wrong").await, "E-SIGNIN wrong");
        assert_eq!(attempt(world, NAME, PASSWORD).await, "E-SIGNIN locked 121", "the lock survives a restart");
        later(world, 2).await;
        assert_eq!(attempt(world, NAME, PASSWORD).await, "in");
        for _ in 0..4 {
            assert_eq!(attempt(world, NAME, "wrong").await, "E-SIGNIN wrong");
        }
        assert_eq!(attempt(world, NAME, PASSWORD).await, "in", "the count began anew");
    }

    async fn guesses_at_once_count_like_guesses_one_after_another(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        for name in [NAME, "nobody@norte.example"] {
            let mut guesses = tokio::task::JoinSet::new();
            for guess in 0..40 {
                let app = std::sync::Arc::clone(world.app());
                guesses.spawn(async move { told(app.sign_in(name, &format!("guess {guess}")).await) });
            }
            let mut answers = guesses.join_all().await;
            answers.sort();
            let wrong = answers.iter().filter(|it| *it == "E-SIGNIN wrong").count();
            let locked = answers.iter().filter(|it| *it == "E-SIGNIN locked 61").count();
            assert_eq!((wrong, locked), (5, 35), "{name}: {answers:?}");
            assert_eq!(attempt(world, name, PASSWORD).await, "E-SIGNIN locked 61");
        }
    }

    async fn a_name_that_nobody_has_is_locked_like_any_other(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        world.users(&["Carla"]).await;
        for name in [NAME, "carla@norte.example", "nobody@norte.example", "nobody@nowhere.example", "no address"] {
            let mut answers = Vec::new();
            for _ in 0..7 {
                answers.push(attempt(world, name, "wrong").await);
            }
            let expected = [["E-SIGNIN wrong"; 5].as_slice(), &["E-SIGNIN locked 61"; 2]].concat();
            assert_eq!(answers, expected, "{name}");
        }
        later(world, 1).await;
        assert_eq!(attempt(world, "nobody@norte.example", "wrong").await, "E-SIGNIN wrong");
        assert_eq!(attempt(world, "nobody@norte.example", "wrong").await, "E-SIGNIN locked 121");
        world.restart_after(24 * 60 * MINUTE).await;
        assert_eq!(attempt(world, "another@norte.example", "wrong").await, "E-SIGNIN wrong");
        assert_eq!(world.raw_number("SELECT count(*) FROM sign_in_attempt").await, 1, "a day forgets the others");
    }

    async fn a_password_that_was_reset_opens_a_locked_name(world) {
        let ana = world.users(&["Ana"]).await[0];
        world.password(NORTE, ana, PASSWORD).await;
        for _ in 0..5 {
            attempt(world, "ana@norte.example", "wrong").await;
        }
        let desk = world.desk(Action::EditUsers).await;
        let reset = world.reset_password(desk.asking(), ana).await.unwrap();
        assert_eq!(attempt(world, "ana@norte.example", &reset.password).await, "in");
    }

    async fn a_new_password_ends_all_other_sessions(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        let app = world.app();
        let (one, two) = (app.sign_in(NAME, PASSWORD).await.unwrap(), app.sign_in(NAME, PASSWORD).await.unwrap());
        let who = app.who(&one.token).await.unwrap().unwrap();
        let new = "otra clave bastante larga";
        assert_eq!(denied(app.change_password(&who, "wrong", new).await), "E-SIGNIN present");
        assert_eq!(denied(app.change_password(&who, PASSWORD, "short").await), "E-INVALID password-short");
        assert_eq!(denied(app.change_password(&who, PASSWORD, PASSWORD).await), "E-INVALID same");
        assert!(app.who(&two.token).await.unwrap().is_some(), "a refused change ends nothing");
        let three = app.change_password(&who, PASSWORD, new).await.unwrap();
        assert!(app.who(&one.token).await.unwrap().is_none() && app.who(&two.token).await.unwrap().is_none());
        assert!(app.who(&three.token).await.unwrap().is_some());
        assert_eq!(attempt(world, NAME, PASSWORD).await, "E-SIGNIN wrong");
        assert_eq!(attempt(world, NAME, new).await, "in");
    }

    async fn a_password_that_was_reset_is_for_one_time_and_leaves_a_message(world) {
        let ana = world.users(&["Ana"]).await[0];
        let desk = world.desk(Action::EditUsers).await;
        let reset = world.reset_password(desk.asking(), ana).await.unwrap();
        let session = world.app().sign_in("ana@norte.example", &reset.password).await.unwrap();
        assert!(session.must_change);
        let told = world.raw_rows(&cupo_store::value::Query::new("SELECT recipient, payload FROM outbox", vec![])).await;
        assert_eq!(told.len(), 1);
        assert!(!format!("{told:?}").contains(&reset.password), "the password itself is not mailed");
        let unknown = world.reset_password(desk.asking(), UserId(1)).await;
        assert_eq!(denied(unknown), "E-NOTFOUND user");
    }

    async fn r_user_10_blocking_signs_out_and_leaves_everything_else(world) {
        let ana = world.users(&["Ana"]).await[0];
        world.seats(cupo_testkit::world::place::MAIL, 1).await;
        world.load(cupo_testkit::world::place::MAIL, &[ana], &[], 0).await;
        world.password(NORTE, ana, PASSWORD).await;
        let session = world.app().sign_in("ana@norte.example", PASSWORD).await.unwrap();
        let desk = world.desk(Action::EditUsers).await;
        let block = |user| {
            let fields = [("enabled".to_owned(), "false".to_owned())].into();
            Command::EditUser { user: guid_of_user(user), fields }
        };
        world.app().run(desk.asking(), &block(ana), None).await.unwrap();
        assert!(world.app().who(&session.token).await.unwrap().is_none());
        assert_eq!(attempt(world, "ana@norte.example", PASSWORD).await, "E-SIGNIN wrong");
        assert_eq!(world.held(ana).await, "MAIL");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0);
        let again = world.app().run(desk.asking(), &block(ana), None).await;
        assert_eq!(denied(again), "E-INVALID nothing");
        let own = world.app().run(desk.asking(), &block(ADMIN), None).await;
        assert_eq!(denied(own), "E-STATE own-account");
    }

    async fn a_role_that_is_lost_is_lost_at_once(world) {
        world.password(NORTE, ADMIN, PASSWORD).await;
        let session = world.app().sign_in(NAME, PASSWORD).await.unwrap();
        let roles = |who: cupo_app::sign_in::SignedIn| who.caller.roles.len();
        assert_eq!(roles(world.app().who(&session.token).await.unwrap().unwrap()), 2);
        world.raw(&format!("DELETE FROM role_grant WHERE user_id = {}", admin_of(NORTE))).await;
        assert_eq!(roles(world.app().who(&session.token).await.unwrap().unwrap()), 1);
    }
}
