//! People who come back: what the preview says of them, under which name, and what their groups give. Both engines.

use std::collections::BTreeMap;

use cupo_app::changes::{Command, Shown, What};
use cupo_app::error::AppError;
use cupo_app::groups::{Given, GroupWish};
use cupo_app::licenses::Who;
use cupo_app::restoring::{RestorePreview, Returns};
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::groups::GroupKind;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_store::groups::GroupList;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{APPS, MAIL};

fn action(command: &Command) -> Action {
    command.action().unwrap_or(Action::DeleteUsers)
}

async fn run(world: &World, command: &Command) -> Guid {
    let desk = world.desk(action(command)).await;
    world.app().run(desk.asking(), command, None).await.unwrap().receipt.operation
}

async fn show(world: &World, command: &Command) -> Result<Shown, AppError> {
    let desk = world.desk(action(command)).await;
    world.app().preview_command(desk.asking(), command).await
}

async fn apply(world: &World, shown: &Shown) -> Guid {
    let desk = world.desk(Action::DeleteUsers).await;
    let done = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
    done.receipt.operation
}

async fn delete(world: &World, users: &[UserId]) -> Guid {
    run(world, &Command::delete(Who::Users(users.to_vec()))).await
}

fn restore_as(user: UserId, name: &str) -> Command {
    Command::RestoreUsers { users: vec![user], names: BTreeMap::from([(user, name.to_owned())]) }
}

fn restored(shown: &Shown) -> &RestorePreview {
    match &shown.what {
        What::Restore(it) => it,
        other => panic!("no restore: {other:?}"),
    }
}

fn refused(shown: &Shown) -> Option<Code> {
    match &restored(shown).answers[0].1 {
        Restoration::Refused(code) => Some(*code),
        Restoration::Done { .. } => None,
    }
}

async fn sign_in(world: &World, user: UserId) -> (String, i64) {
    let found = world.store().users_by_id(&world.permit().await, &[user]).await.unwrap();
    (found[0].sign_in.clone(), found[0].state)
}

/// A group with these members, which gives a product.
async fn group(world: &World, users: &[UserId], product: ProductId) -> Guid {
    let name = "Sales".to_owned();
    let wish = GroupWish::Create {
        name,
        description: String::new(),
        kind: GroupKind::Security,
        rule: String::new(),
    };
    run(world, &Command::Group(wish)).await;
    let list = GroupList { take: 1, ..GroupList::default() };
    let found = world.store().groups(&world.permit().await, &list).await.unwrap()[0].group.guid;
    run(world, &Command::Group(GroupWish::Join(found, Who::Users(users.to_vec())))).await;
    let product = world.store().catalogue().product(product).unwrap().guid;
    run(world, &Command::Group(GroupWish::Give(found, vec![Given { product, plans_off: Vec::new() }]))).await;
    found
}

async fn reprocessed(world: &World) -> i64 {
    world.raw_number("SELECT count(*) FROM operation WHERE kind = 'group-reprocess' AND status = 1").await
}

on_both! {
    async fn r_restore_3_e_clash_somebody_comes_back_under_another_name_and_leaves_under_the_old_one(world) {
        let old = world.person(Person::named("Ana Mora").signing_in_as("ana")).await;
        let (name, _) = sign_in(world, old).await;
        delete(world, &[old]).await;
        world.person(Person::named("Ana Luna").signing_in_as("ana")).await;
        let shown = show(world, &Command::restore(vec![old])).await.unwrap();
        assert_eq!(refused(&shown), Some(Code::Clash));
        assert!(!shown.what.changes_anything());
        let other = name.replace("ana@", "ana.mora@");
        let shown = show(world, &restore_as(old, &other.to_uppercase())).await.unwrap();
        assert_eq!(refused(&shown), None);
        assert_eq!(restored(&shown).names[&old].after.sign_in, other);
        let back = apply(world, &shown).await;
        assert_eq!(sign_in(world, old).await, (other.clone(), 0));
        let gone = run(world, &Command::Undo(back)).await;
        assert_eq!(sign_in(world, old).await, (name, 1), "exactly what was before (D-14)");
        run(world, &Command::Undo(gone)).await;
        assert_eq!(sign_in(world, old).await, (other, 0), "an undo of an undo works");
    }

    async fn r_restore_3_names_that_cannot_be_are_refused_and_nothing_happens(world) {
        let old = world.person(Person::named("Ana")).await;
        let (name, _) = sign_in(world, old).await;
        let eva = world.person(Person::named("Eva").reachable_at("ventas@norte.example")).await;
        let (taken, _) = sign_in(world, eva).await;
        delete(world, &[old]).await;
        for bad in ["ana", "ana@somewhere.example", "a na@norte.example", "@norte.example"] {
            assert_eq!(denied(show(world, &restore_as(old, bad)).await), "E-INVALID user_name", "{bad}");
        }
        let strange = Command::RestoreUsers { users: vec![old], names: BTreeMap::from([(eva, taken.clone())]) };
        assert_eq!(denied(show(world, &strange).await), "E-NOTFOUND user");
        for (wanted, code) in [(taken.as_str(), Code::Clash), ("ventas@norte.example", Code::Unique)] {
            let shown = show(world, &restore_as(old, wanted)).await.unwrap();
            assert_eq!(refused(&shown), Some(code), "{wanted}");
            apply(world, &shown).await;
            assert_eq!(sign_in(world, old).await, (name.clone(), 1), "{wanted}");
        }
    }

    async fn r_restore_3_two_who_come_back_at_once_never_get_one_name(world) {
        let users = world.users(&["Ana", "Eva"]).await;
        delete(world, &users).await;
        let (name, _) = sign_in(world, users[1]).await;
        let names = BTreeMap::from([(users[0], name)]);
        let shown = show(world, &Command::RestoreUsers { users: users.clone(), names }).await.unwrap();
        let codes: Vec<bool> =
            restored(&shown).answers.iter().map(|(_, it)| *it == Restoration::Refused(Code::Clash)).collect();
        assert_eq!(codes.iter().filter(|clash| **clash).count(), 1, "{codes:?}");
        apply(world, &shown).await;
    }

    async fn r_restore_2_r_restore_6_the_preview_says_what_comes_back_and_what_does_not(world) {
        let users = world.users(&["Ana", "Eva"]).await;
        world.seats(MAIL, 2).await;
        world.seats(APPS, 1).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        world.save(&for_users(&users[..1], vec![give(APPS)])).await;
        let gone = delete(world, &users).await;
        let new = world.users(&["Iris"]).await;
        world.save(&for_users(&new, vec![give(MAIL)])).await;
        let shown = show(world, &Command::Undo(gone)).await.unwrap();
        let it = restored(&shown);
        let ana = Returns {
            licenses: vec![MAIL, APPS],
            stops: vec![Workload::Mail, Workload::Files, Workload::Apps],
            ..Returns::default()
        };
        assert_eq!(it.returns(users[0]), Some(ana));
        let eva = Returns { without_seat: vec![MAIL], stops: vec![Workload::Files], ..Returns::default() };
        assert_eq!(it.returns(users[1]), Some(eva), "mail goes on towards its end, because nothing serves it");
        let seats: Vec<_> = it.seats.iter().map(|s| (s.product, s.back, s.missing, s.before, s.after)).collect();
        assert_eq!(seats, [(MAIL, 1, 1, 1, 0), (APPS, 1, 0, 1, 0)]);
        assert_eq!(it.stops()[&Workload::Files], 2);
    }

    async fn r_group_11_r_restore_2_who_comes_back_has_what_the_groups_give_without_anybody_asking(world) {
        let users = world.users(&["Ana", "Eva"]).await;
        world.seats(MAIL, 2).await;
        group(world, &users, MAIL).await;
        let before = [world.held(users[0]).await, world.held(users[1]).await];
        let gone = delete(world, &users).await;
        assert_eq!((world.free(MAIL).await, world.held(users[0]).await.as_str()), (2, ""));
        let shown = show(world, &Command::Undo(gone)).await.unwrap();
        let it = restored(&shown).returns(users[1]).unwrap();
        assert_eq!((it.from_groups, it.stops), (vec![MAIL], vec![Workload::Mail, Workload::Files]));
        let back = apply(world, &shown).await;
        assert_eq!([world.held(users[0]).await, world.held(users[1]).await], before);
        assert_eq!((world.free(MAIL).await, reprocessed(world).await), (0, 1));
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0);
        run(world, &Command::Undo(back)).await;
        assert_eq!((world.free(MAIL).await, world.held(users[0]).await.as_str()), (2, ""));
    }

    async fn r_group_7_what_a_group_cannot_give_somebody_who_comes_back_stays_with_its_reason(world) {
        let users = world.users(&["Ana", "Eva"]).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, &users[..1], MAIL).await;
        delete(world, &users[..1]).await;
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        let shown = show(world, &Command::restore(vec![users[0]])).await.unwrap();
        let it = restored(&shown).returns(users[0]).unwrap();
        let codes: Vec<Code> = it.not_from_groups.iter().map(|(_, why)| why.code()).collect();
        assert_eq!((it.from_groups, codes), (vec![], vec![Code::Count]));
        assert_eq!(restored(&shown).seats[0].missing, 1);
        apply(world, &shown).await;
        assert!(world.held(users[0]).await.ends_with('?'));
        let permit = world.permit().await;
        let row = world.store().group(&permit, sales).await.unwrap().unwrap();
        let list = cupo_store::groups::MemberList { in_error: true, after: None, take: 9 };
        assert_eq!(world.store().group_people(&permit, row.id, &list).await.unwrap().len(), 1);
    }

    async fn inv_3_what_a_preview_says_of_seats_is_what_is_there_afterwards(world) {
        let users = world.users(&["Ana", "Beto", "Carla", "Dora"]).await;
        world.seats(MAIL, 4).await;
        world.seats(APPS, 4).await;
        group(world, &users[1..3], APPS).await;
        world.save(&for_users(&users[..2], vec![give(MAIL), give(APPS)])).await;
        let others = world.users(&["Eva", "Fito", "Gala", "Hugo"]).await;
        for taken in 0..=4_usize {
            let gone = delete(world, &users).await;
            let buys = &others[..taken];
            if !buys.is_empty() {
                world.save(&for_users(buys, vec![give(MAIL), give(APPS)])).await;
            }
            let shown = show(world, &Command::Undo(gone)).await.unwrap();
            let seats = restored(&shown).seats.clone();
            apply(world, &shown).await;
            for it in seats {
                assert_eq!(world.free(it.product).await, it.after, "{taken} taken of {it:?}");
                assert!(it.after >= 0 && it.before - it.after <= it.back, "{it:?}");
            }
            world.save(&for_users(&others, vec![cupo_testkit::world::ask::take(MAIL),
                cupo_testkit::world::ask::take(APPS)])).await;
        }
    }

    async fn r_assign_18_e_unique_an_address_that_is_somebody_elses_is_nobodys_name_with_mail(world) {
        let ana = world.person(Person::named("Ana").reachable_at("ventas@norte.example")).await;
        let eva = world.person(Person::named("Eva")).await;
        world.seats(MAIL, 3).await;
        world.save(&for_users(&[eva], vec![give(MAIL)])).await;
        let rename = |user| {
            let fields = BTreeMap::from([("user_name".to_owned(), "ventas@norte.example".to_owned())]);
            Command::EditUser { user: guid_of_user(user), fields }
        };
        assert_eq!(denied(show(world, &rename(eva)).await), "E-UNIQUE user_name");
        let iris = world.person(Person::named("Iris")).await;
        run(world, &rename(iris)).await;
        let saved = world.save(&for_users(&[iris], vec![give(MAIL)])).await;
        assert_eq!(world.results(saved).await, ["Iris: MAIL E-UNIQUE"], "R-USER-4: the account may be there");
        let saved = world.save(&for_users(&[ana], vec![give(MAIL)])).await;
        assert_eq!(world.results(saved).await, ["Ana: MAIL E-UNIQUE"], "it is a name of Iris now");
    }
    async fn r_assign_18_e_unique_an_address_goes_to_somebody_else_and_the_license_follows(world) {
        let zoe = world.person(Person::named("Zoe").reachable_at("ventas@norte.example")).await;
        let ana = world.person(Person::named("Ana").reachable_at("ventas@norte.example")).await;
        world.seats(MAIL, 3).await;
        let saved = world.save(&for_users(&[ana], vec![give(MAIL)])).await;
        assert_eq!(world.results(saved).await, ["Ana: MAIL E-UNIQUE"]);
        let keep = |user, addresses: &str| {
            let fields = BTreeMap::from([("addresses".to_owned(), addresses.to_owned())]);
            Command::EditUser { user: guid_of_user(user), fields }
        };
        // The remedy: the other one gives the address up, and whoever is to have mail keeps it.
        let done = run(world, &keep(zoe, " Zoe.R@norte.example ; ")).await;
        let saved = world.save(&for_users(&[ana], vec![give(MAIL)])).await;
        assert_eq!(world.results(saved).await, ["Ana: MAIL granted"]);
        let desk = world.desk(Action::EditUsers).await;
        let undo = world.app().preview_command(desk.asking(), &Command::Undo(done)).await;
        assert_eq!(denied(undo), "E-UNIQUE addresses", "it is Ana's now");
        for (wrong, told) in [
            ("ventas@norte.example", "E-UNIQUE addresses"),
            ("ana@norte.example", "E-UNIQUE addresses"),
            ("zoe@elsewhere.example", "E-INVALID addresses"),
            ("zoe", "E-INVALID addresses"),
            ("z\u{e9}@norte.example", "E-INVALID addresses"),
        ] {
            assert_eq!(denied(show(world, &keep(zoe, wrong)).await), told, "{wrong}");
        }
        let many: Vec<String> = (0..101).map(|n| format!("zoe{n}@norte.example")).collect();
        assert_eq!(denied(show(world, &keep(zoe, &many.join(" "))).await), "E-INVALID addresses");
        let back = run(world, &keep(zoe, "zoe1@norte.example, zoe2@norte.example")).await;
        world.app().run(desk.asking(), &Command::Undo(back), None).await.unwrap();
        let desk = world.desk(Action::View).await;
        let kept = world.store().addresses_of(desk.asking().permit, zoe).await.unwrap();
        assert_eq!(kept, ["zoe.r@norte.example"]);
    }
}
