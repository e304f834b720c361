//! One location for many: shown, applied, undone; and whoever was refused selected again for the repair.

use cupo_app::changes::{Command, What};
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_store::operations::OutcomeList;
use cupo_store::results::AccountAnswer;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{ADMIN, MAIL};

fn locate(users: &[UserId], location: &str) -> Command {
    Command::Locate { who: Who::Users(users.to_vec()), location: location.to_owned() }
}

async fn run(world: &World, command: &Command) -> Guid {
    let desk = world.desk(Action::EditLocation).await;
    let shown = world.app().preview_command(desk.asking(), command).await.unwrap();
    let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
    done.receipt.operation
}

async fn locations(world: &World, users: &[UserId]) -> Vec<String> {
    let rows = world.store().users_by_id(&world.permit().await, users).await.unwrap();
    let of = |id: &UserId| rows.iter().find(|u| u.id == *id).and_then(|u| u.location.clone());
    users.iter().map(|id| of(id).unwrap_or_default()).collect()
}

/// 0 done, 1 unchanged, 3 refused: line by line.
async fn verdicts(world: &World, operation: Guid) -> Vec<i64> {
    let row = world.operation(operation).await;
    let list = OutcomeList { take: 100, ..OutcomeList::default() };
    let told = world.store().account_answers(&world.permit().await, row.id, &list).await.unwrap();
    assert_eq!(told.len(), usize::try_from(row.users_total).unwrap());
    let number = |it: &AccountAnswer| match (it.code.as_str(), it.effect.as_str()) {
        ("", "") => 1,
        ("", _) => 0,
        _ => 3,
    };
    told.iter().map(number).collect()
}

on_both! {
    async fn r_user_1_many_get_a_location_at_once_and_their_own_back(world) {
        let ana = world.person(Person::named("Ana").living_in(None)).await;
        let beto = world.person(Person::named("Beto").living_in(Some("PT"))).await;
        let carla = world.person(Person::named("Carla").living_in(Some("FR"))).await;
        let users = [ana, beto, carla];
        let done = run(world, &locate(&users, "FR")).await;
        assert_eq!(locations(world, &users).await, ["FR", "FR", "FR"]);
        let row = world.operation(done).await;
        assert_eq!((row.kind.as_str(), row.users_total, row.succeeded), ("set-locations", 3, 2));
        assert_eq!(verdicts(world, done).await, [0, 0, 1], "who lives there already has a line too");
        let moved = [("location".to_owned(), "ES".to_owned())].into();
        let edit = Command::EditUser { user: guid_of_user(beto), fields: moved };
        let desk = world.desk(Action::EditUsers).await;
        world.app().run(desk.asking(), &edit, None).await.unwrap();
        let back = run(world, &Command::Undo(done)).await;
        assert_eq!(verdicts(world, back).await, [0, 3], "what was changed since is refused");
        assert_eq!(world.counts(back).await, (1, 0, 1, 2));
        assert_eq!(locations(world, &users).await, ["", "ES", "FR"], "what was changed since stays");
        run(world, &Command::Undo(back)).await;
        assert_eq!(locations(world, &users).await, ["FR", "ES", "FR"], "an undo is undone");
    }

    async fn a_location_that_is_none_and_users_who_are_gone_are_refused(world) {
        let users = world.users(&["Ana"]).await;
        let desk = world.desk(Action::EditLocation).await;
        let asked = async |command: Command| world.app().preview_command(desk.asking(), &command).await;
        assert_eq!(denied(asked(locate(&users, "XX")).await), "E-INVALID location");
        assert_eq!(denied(asked(locate(&[], "ES")).await), "E-INVALID nobody");
        assert_eq!(denied(asked(locate(&[UserId(1)], "ES")).await), "E-NOTFOUND user");
        let other = world.desk(Action::AssignLicenses).await;
        let refused = world.app().preview_command(other.asking(), &locate(&users, "ES")).await;
        assert_eq!(denied(refused), "E-ROLE edit-location", "R-ROLE-4");
    }

    async fn r_partner_11_everybody_of_a_group_is_selected_for_the_repair(world) {
        let ana = world.person(Person::named("Ana").living_in(None)).await;
        let beto = world.person(Person::named("Beto").living_in(None)).await;
        let carla = world.users(&["Carla"]).await[0];
        world.seats(MAIL, 3).await;
        let saved = world.save(&for_users(&[ana, beto, carla], vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let row = world.operation(saved).await;
        let groups = world.store().refusal_groups(&permit, row.id, 10).await.unwrap();
        let desk = world.desk(Action::AssignLicenses).await;
        let app = world.app();
        assert_eq!(app.select_refused(desk.asking(), saved, &groups).await.unwrap(), 2);
        assert_eq!(app.count_selected(&permit, ADMIN.0).await.unwrap(), 2);
        let command = Command::Locate { who: Who::Selection, location: "ES".to_owned() };
        let locator = world.desk(Action::EditLocation).await;
        let shown = app.preview_command(locator.asking(), &command).await.unwrap();
        let What::Locations(it) = &shown.what else { panic!("locations") };
        assert_eq!((it.moves.len(), it.unchanged.len()), (2, 0));
        app.apply_preview(locator.asking(), shown.guid, &shown.digest).await.unwrap();
        let again = world.save(&for_users(&[ana, beto], vec![give(MAIL)])).await;
        assert_eq!(world.results(again).await, ["Ana: MAIL granted", "Beto: MAIL granted"]);
    }
}
