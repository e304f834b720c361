//! One road for every kind of change: shown without side effects, applied exactly, or refused with what differs.

use std::collections::BTreeMap;

use cupo_app::changes::{Command, Cost, Shown, What};
use cupo_app::error::AppError;
use cupo_app::licenses::{Differences, Who};
use cupo_domain::access::{Action, Role};
use cupo_domain::ids::{Guid, UserId};
use cupo_store::previews::FORM_PREVIEWS_MAX;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user, subscription_of};
use cupo_testkit::world::place::{ADMIN, ANDES, Desk, EVA, MAIL, NORTE, caller};

const HOUR: i64 = 3_600_000_000;

async fn desk(world: &World, command: &Command) -> Desk {
    let action = match command {
        Command::Undo(operation) => cupo_app::changes::undo_action(&world.operation(*operation).await.kind),
        other => other.action().unwrap(),
    };
    match action {
        // Subscriptions of the fixture were bought through the partner.
        Action::ChangeSubscriptions => {
            world.desk_of(&caller(ANDES, EVA, &[Role::AdminAgent]), NORTE, action).await
        }
        other => world.desk(other).await,
    }
}

async fn show(world: &World, command: &Command) -> Shown {
    world.app().preview_command(desk(world, command).await.asking(), command).await.unwrap()
}

async fn apply(world: &World, command: &Command, shown: &Shown) -> Result<Guid, AppError> {
    let desk = desk(world, command).await;
    let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await?;
    Ok(done.receipt.operation)
}

async fn run(world: &World, command: &Command) -> Guid {
    let desk = desk(world, command).await;
    world.app().run(desk.asking(), command, None).await.unwrap().receipt.operation
}

async fn undo(world: &World, operation: Guid) -> Guid {
    let command = Command::Undo(operation);
    let shown = show(world, &command).await;
    apply(world, &command, &shown).await.unwrap()
}

fn changed<T>(result: Result<T, AppError>) -> Differences {
    match result {
        Err(AppError::Changed(it)) => *it,
        Err(other) => panic!("neither done nor changed: {other}"),
        Ok(_) => panic!("done, although something changed"),
    }
}

fn named(it: &Differences) -> Vec<String> {
    it.facts.iter().map(|d| format!("{}: {} -> {}", d.name, d.shown, d.now)).collect()
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, says)| ((*name).to_owned(), (*says).to_owned())).collect()
}

fn edit(user: UserId, pairs: &[(&str, &str)]) -> Command {
    Command::EditUser { user: guid_of_user(user), fields: fields(pairs) }
}

fn seats(wanted: i64) -> Command {
    Command::Quantity { subscription: subscription_of(MAIL), seats: wanted }
}

fn buy(world: &World, seats: i64) -> Command {
    let product = world.store().catalogue().product(MAIL).map(|p| p.guid).unwrap();
    Command::Buy { product, seats, term: "P1Y".to_owned() }
}

async fn department(world: &World, user: UserId) -> String {
    let rows = world.store().users_by_id(&world.permit().await, &[user]).await.unwrap();
    rows[0].department.clone()
}

async fn limit(world: &World) -> i64 {
    world.desk(Action::ChangeSettings).await.organisation.licenses_page_limit
}

/// Everything but previews, as numbers that any change would move.
async fn traces(world: &World) -> Vec<i64> {
    let mut found = Vec::new();
    for question in [
        "SELECT count(*) FROM audit",
        "SELECT count(*) FROM operation",
        "SELECT count(*) FROM outcome",
        "SELECT count(*) FROM source",
        "SELECT count(*) FROM data_clock",
        "SELECT count(*) FROM subscription",
        "SELECT CAST(coalesce(sum(consumed + reserved + version), 0) AS BIGINT) FROM pool",
        "SELECT CAST(coalesce(sum(quantity + version), 0) AS BIGINT) FROM subscription",
        "SELECT CAST(sum(state) AS BIGINT) FROM users",
        "SELECT CAST(sum(licenses_page_limit) AS BIGINT) FROM customer",
    ] {
        found.push(world.raw_number(question).await);
    }
    found
}

on_both! {
    async fn a_preview_of_any_kind_leaves_no_trace(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 3).await;
        world.load(MAIL, &users, &[], 0).await;
        run(world, &Command::delete(Who::Users(vec![users[2]]))).await;
        let edited = run(world, &edit(users[0], &[("department", "Ventas")])).await;
        let commands = [
            Command::delete(Who::Users(users[..2].to_vec())),
            Command::restore(vec![users[2]]),
            seats(9),
            buy(world, 4),
            edit(users[0], &[("department", "Compras"), ("enabled", "false")]),
            Command::Settings(fields(&[("licenses_page_limit", "30")])),
            Command::Undo(edited),
        ];
        let before = traces(world).await;
        for command in &commands {
            let shown = show(world, command).await;
            assert!(shown.what.changes_anything(), "{command:?}");
            assert_eq!(traces(world).await, before, "{command:?}");
        }
    }

    async fn a_deletion_is_applied_exactly_and_once(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.load(MAIL, &users, &[], 0).await;
        let command = Command::delete(Who::Users(vec![users[0], users[1], users[0]]));
        let shown = show(world, &command).await;
        let done = apply(world, &command, &shown).await.unwrap();
        assert_eq!(world.operation(done).await.succeeded, 2);
        assert_eq!(world.free(MAIL).await, 2);
        assert_eq!(denied(apply(world, &command, &shown).await), "E-NOTFOUND preview");
    }

    async fn a_deletion_that_would_do_something_else_names_the_users(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        let command = Command::delete(Who::Users(users.clone()));
        let shown = show(world, &command).await;
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        let before = traces(world).await;
        assert_eq!(changed(apply(world, &command, &shown).await).users, [users[1]]);
        assert_eq!(traces(world).await, before);
        let late = world.app().run(desk(world, &command).await.asking(), &command, Some(&shown.digest)).await;
        changed(late);
        assert_eq!(traces(world).await, before);
    }

    async fn a_restore_whose_seat_went_to_somebody_else_is_not_done(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        run(world, &Command::delete(Who::Users(vec![users[0]]))).await;
        let command = Command::restore(vec![users[0]]);
        let shown = show(world, &command).await;
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        assert_eq!(changed(apply(world, &command, &shown).await).users, [users[0]]);
        let shown = show(world, &command).await;
        let desk = desk(world, &command).await;
        let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        assert_eq!(done.passwords.len(), 1, "R-RESTORE-1");
        assert_eq!(world.held(users[0]).await, "MAIL?", "it comes back as intent (Q-3)");
    }

    async fn a_quantity_that_somebody_else_changed_is_named(world) {
        world.seats(MAIL, 3).await;
        let shown = show(world, &seats(5)).await;
        assert_ne!(shown.what.cost(), Cost::None, "a change of quantity says what it costs");
        run(world, &seats(4)).await;
        let it = changed(apply(world, &seats(5), &shown).await);
        assert_eq!(named(&it), ["seats: 3 -> 4"]);
        assert_eq!(world.pool(MAIL).await.total(), 4);
        let shown = show(world, &seats(5)).await;
        let done = apply(world, &seats(5), &shown).await.unwrap();
        assert_eq!(world.pool(MAIL).await.total(), 5);
        let back = undo(world, done).await;
        assert_eq!(world.pool(MAIL).await.total(), 4);
        undo(world, back).await;
        assert_eq!(world.pool(MAIL).await.total(), 5, "an undo is undone");
    }

    async fn a_purchase_that_somebody_else_made_meanwhile_is_named(world) {
        world.seats(MAIL, 1).await;
        let shown = show(world, &buy(world, 4)).await;
        assert_eq!(shown.undo, Err("purchase"), "R-BUY-2: said before it is bought");
        let What::Purchase(it) = &shown.what else { panic!("a purchase") };
        assert_eq!((it.seats, it.subscriptions), (4, 1));
        run(world, &buy(world, 4)).await;
        assert_eq!(named(&changed(apply(world, &buy(world, 4), &shown).await)), ["subscriptions: 1 -> 2"]);
        assert_eq!(world.pool(MAIL).await.total(), 5);
    }

    async fn a_preview_ends_after_a_day_and_is_its_owners_alone(world) {
        world.seats(MAIL, 3).await;
        let command = edit(ADMIN, &[("department", "Ventas")]);
        let shown = show(world, &command).await;
        let other = caller(NORTE, UserId(4_711), &[Role::GlobalAdmin]);
        let other = world.desk_of(&other, NORTE, Action::EditUsers).await;
        let taken = world.app().apply_preview(other.asking(), shown.guid, &shown.digest).await;
        assert_eq!(denied(taken), "E-NOTFOUND preview");
        let desk = world.desk(Action::EditUsers).await;
        changed(world.app().apply_preview(desk.asking(), shown.guid, "another").await);
        changed(world.app().apply_preview(desk.asking(), shown.guid, "").await);
        world.wait(24 * HOUR);
        assert_eq!(denied(apply(world, &command, &shown).await), "E-NOTFOUND preview");
        assert_eq!(department(world, ADMIN).await, "");
    }

    async fn a_permit_for_something_else_does_not_suffice(world) {
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::AssignLicenses).await;
        for command in [
            Command::delete(Who::Users(users.clone())),
            edit(users[0], &[("department", "Ventas")]),
            Command::Settings(fields(&[("time_zone", "UTC")])),
        ] {
            let refused = world.app().run(desk.asking(), &command, None).await;
            assert!(denied(refused).starts_with("E-ROLE"), "{command:?}");
        }
        let locate = world.desk(Action::EditLocation).await;
        let both = edit(users[0], &[("location", "PT"), ("department", "Ventas")]);
        let refused = world.app().run(locate.asking(), &both, None).await;
        assert_eq!(denied(refused), "E-ROLE edit-users", "R-ROLE-4");
        world.app().run(locate.asking(), &edit(users[0], &[("location", "PT")]), None).await.unwrap();
    }

    async fn an_edit_is_an_operation_that_can_be_undone_and_the_undo_too(world) {
        let ana = world.person(Person::named("Ana")).await;
        let done = run(world, &edit(ana, &[("department", "Ventas"), ("job_title", "Jefa")])).await;
        let row = world.operation(done).await;
        assert_eq!((row.kind.as_str(), row.users_total, row.succeeded), ("edit-user", 1, 1));
        let back = undo(world, done).await;
        assert_eq!(department(world, ana).await, "");
        let desk = world.desk(Action::EditUsers).await;
        let late = world.app().preview_command(desk.asking(), &Command::Undo(done)).await;
        assert_eq!(denied(late), "E-FINAL undone");
        undo(world, back).await;
        assert_eq!(department(world, ana).await, "Ventas");
    }

    async fn r_restore_3_whoever_has_the_name_gets_another_one_and_the_undo_says_when_it_is_gone(world) {
        let ana = world.person(Person::named("Ana").signing_in_as("ana")).await;
        let beto = world.person(Person::named("Beto").signing_in_as("beto")).await;
        let name = async |user: UserId| {
            let rows = world.store().users_by_id(&world.permit().await, &[user]).await.unwrap();
            rows[0].sign_in.clone()
        };
        for (wrong, code) in [
            ("ana", "E-INVALID user_name"),
            ("an a@norte.example", "E-INVALID user_name"),
            ("ana@sur.example", "E-INVALID user_name"),
            (" @norte.example", "E-INVALID user_name"),
            ("BETO@norte.example", "E-CLASH user_name"),
        ] {
            let desk = world.desk(Action::EditUsers).await;
            let refused = world.app().run(desk.asking(), &edit(ana, &[("user_name", wrong)]), None).await;
            assert_eq!(denied(refused), code, "{wrong}");
        }
        let done = run(world, &edit(ana, &[("user_name", " Ana.Otra@norte.example ")])).await;
        assert_eq!(name(ana).await, "ana.otra@norte.example");
        let taken = run(world, &edit(beto, &[("user_name", "ana@norte.example")])).await;
        let desk = world.desk(Action::EditUsers).await;
        let late = world.app().preview_command(desk.asking(), &Command::Undo(done)).await;
        assert_eq!(denied(late), "E-CLASH user_name", "somebody has the name by now");
        undo(world, taken).await;
        undo(world, done).await;
        assert_eq!((name(ana).await, name(beto).await), ("ana@norte.example".to_owned(), "beto@norte.example".to_owned()));
    }

    async fn undoing_an_edit_leaves_alone_what_was_changed_since(world) {
        let ana = world.person(Person::named("Ana")).await;
        let done = run(world, &edit(ana, &[("department", "Ventas"), ("job_title", "Jefa")])).await;
        run(world, &edit(ana, &[("department", "Compras")])).await;
        let command = Command::Undo(done);
        let shown = show(world, &command).await;
        let What::Edit(it) = &shown.what else { panic!("an edit") };
        let kept: Vec<&str> = it.skipped.iter().map(|c| c.name.as_str()).collect();
        assert_eq!((kept, it.changes.len()), (vec!["department"], 1));
        apply(world, &command, &shown).await.unwrap();
        assert_eq!(department(world, ana).await, "Compras");
    }

    async fn a_form_saves_only_what_its_preview_shows(world) {
        let ana = world.person(Person::named("Ana")).await;
        let asked = edit(ana, &[("department", "Compras")]);
        let shown = show(world, &asked).await;
        let desk = world.desk(Action::EditUsers).await;
        let typed = edit(ana, &[("department", "Ventas")]);
        let before = traces(world).await;
        for (command, digest) in [(&typed, shown.digest.as_str()), (&asked, "another"), (&asked, "")] {
            let done = world.app().apply_shown(desk.asking(), (shown.guid, digest), command).await.unwrap();
            assert!(done.is_none(), "{command:?} {digest:?}");
        }
        assert_eq!(traces(world).await, before);
        let done = world.app().apply_shown(desk.asking(), (shown.guid, &shown.digest), &asked).await.unwrap();
        assert!(done.is_some());
        assert_eq!(department(world, ana).await, "Compras");
    }

    async fn a_form_of_the_console_keeps_its_newest_previews_and_programs_keep_theirs(world) {
        let ana = world.person(Person::named("Ana")).await;
        let desk = world.desk(Action::EditUsers).await;
        let count = "SELECT count(*) FROM preview WHERE digest <> ''";
        let by = cupo_app::accounts::Asking { channel: "console", ..desk.asking() };
        let mut shown = Vec::new();
        for department in ["A", "B", "C", "D", "E", "F", "G"] {
            let asked = edit(ana, &[("department", department)]);
            shown.push(world.app().preview_command(by, &asked).await.unwrap());
            world.wait(1_003_000);
        }
        assert_eq!(world.raw_number(count).await, FORM_PREVIEWS_MAX, "the newest stand");
        let gone = world.app().apply_preview(by, shown[0].guid, &shown[0].digest).await;
        assert_eq!(denied(gone), "E-NOTFOUND preview");
        world.app().apply_preview(by, shown[2].guid, &shown[2].digest).await.unwrap();
        assert_eq!(department(world, ana).await, "C", "another tab keeps what it showed");
        assert_eq!(world.raw_number(count).await, FORM_PREVIEWS_MAX - 1);
        world.app().preview_command(by, &edit(ADMIN, &[("department", "A")])).await.unwrap();
        assert_eq!(world.raw_number(count).await, FORM_PREVIEWS_MAX, "another form");
        let by = cupo_app::accounts::Asking { channel: "api", ..desk.asking() };
        for _ in 0..FORM_PREVIEWS_MAX {
            world.app().preview_command(by, &edit(ana, &[("department", "D")])).await.unwrap();
        }
        assert_eq!(world.raw_number(count).await, 2 * FORM_PREVIEWS_MAX);
        world.app().consider(by, &edit(ana, &[("department", "E")])).await.unwrap();
        assert_eq!(world.raw_number(count).await, 2 * FORM_PREVIEWS_MAX, "what is only looked at is not kept");
        world.wait(25 * HOUR);
        world.app().preview_command(by, &edit(ana, &[("department", "F")])).await.unwrap();
        assert_eq!(world.raw_number(count).await, 1, "old ones go");
    }

    async fn settings_are_an_operation_that_can_be_undone(world) {
        let command = Command::Settings(fields(&[("licenses_page_limit", "30"), ("time_zone", "UTC")]));
        let shown = show(world, &command).await;
        let done = apply(world, &command, &shown).await.unwrap();
        assert_eq!(limit(world).await, 30);
        assert_eq!(world.operation(done).await.kind, "settings");
        undo(world, done).await;
        assert_eq!(limit(world).await, 20);
        let bad = Command::Settings(fields(&[("licenses_page_limit", "0")]));
        let desk = world.desk(Action::ChangeSettings).await;
        assert_eq!(denied(world.app().run(desk.asking(), &bad, None).await), "E-INVALID licenses_page_limit");
    }

    async fn licenses_take_the_same_road(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        let change = cupo_domain::command::ChangeLicenses::bulk(
            cupo_domain::command::Edits::Products(vec![give(MAIL)]),
        );
        let command = Command::Licenses { who: Who::Users(users.clone()), change, users_max: None, strict: false };
        let shown = show(world, &command).await;
        let done = apply(world, &command, &shown).await.unwrap();
        assert_eq!(world.held(users[0]).await, "MAIL");
        undo(world, done).await;
        assert_eq!(world.held(users[0]).await, "");
    }
}
