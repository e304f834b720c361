//! Groups: created, filled, licensed, emptied and deleted; what each member gets of it, and what stays in error
//! (section 9). Both engines.

use cupo_app::changes::{Applied, Command, What};
use cupo_app::error::AppError;
use cupo_app::groups::{Given, GroupWish};
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::groups::GroupKind;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_store::audit::AuditRow;
use cupo_store::groups::{GroupList, MemberList};
use cupo_store::operations::OutcomeList;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADDON, APPS, MAIL};

pub(super) async fn run(world: &World, wish: GroupWish) -> Result<Applied, AppError> {
    let desk = world.desk(wish.action()).await;
    world.app().run(desk.asking(), &Command::Group(wish), None).await
}

pub(super) async fn done(world: &World, wish: GroupWish) -> Guid {
    run(world, wish).await.expect("the group changes").receipt.operation
}

pub(super) async fn group(world: &World, name: &str) -> Guid {
    let (name, description) = (name.to_owned(), "For tests".to_owned());
    done(
        world,
        GroupWish::Create { name: name.clone(), description, kind: GroupKind::Security, rule: String::new() },
    )
    .await;
    let permit = world.permit().await;
    let list = GroupList { search: cupo_app::text::fold(&name), take: 1, ..GroupList::default() };
    world.store().groups(&permit, &list).await.expect("groups")[0].group.guid
}

fn product_guid(world: &World, product: ProductId) -> Guid {
    world.store().catalogue().product(product).expect("a product").guid
}

pub(super) fn gives(world: &World, group: Guid, products: &[ProductId]) -> GroupWish {
    let one = |product: &ProductId| Given { product: product_guid(world, *product), plans_off: Vec::new() };
    GroupWish::Give(group, products.iter().map(one).collect())
}

pub(super) fn joins(group: Guid, users: &[UserId]) -> GroupWish {
    GroupWish::Join(group, Who::Users(users.to_vec()))
}

pub(super) fn leaves(group: Guid, users: &[UserId]) -> GroupWish {
    GroupWish::Leave(group, Who::Users(users.to_vec()))
}

pub(super) async fn errors(world: &World, of: Guid) -> Vec<String> {
    let permit = world.permit().await;
    let row = world.store().group(&permit, of).await.expect("an answer").expect("a group");
    let list = MemberList { in_error: true, after: None, take: 100 };
    let people = world.store().group_people(&permit, row.id, &list).await.expect("people");
    let line = |it: &cupo_store::groups::MemberRow| {
        let codes: Vec<&str> = it.errors.iter().map(|e| e.refusal.code().as_str()).collect();
        format!("{} {}", it.name, codes.join(" "))
    };
    people.iter().map(line).collect()
}

pub(super) async fn records(world: &World, action: &str) -> Vec<AuditRow> {
    let desk = world.desk(Action::ViewAudit).await;
    let all = world.store().audit(&desk.permit, i64::MAX, 1_000).await.expect("the audit");
    all.into_iter().filter(|row| row.action == action).collect()
}

on_both! {
    async fn r_group_3_r_group_7_joining_gives_leaving_takes_and_failures_stay_with_the_member(world) {
        let users = world.users(&["Ana", "Beto", "Cleo"]).await;
        world.seats(MAIL, 2).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users[..1])).await;
        assert_eq!(world.held(users[0]).await, "", "the group gives nothing yet");
        done(world, gives(world, sales, &[MAIL])).await;
        let joined = done(world, joins(sales, &users[1..])).await;
        assert_eq!(world.free(MAIL).await, 0);
        assert_eq!(errors(world, sales).await, ["Cleo E-COUNT"]);
        assert_eq!(world.counts(joined).await, (1, 0, 1, 2), "the operation tells it, and is no failure itself");
        done(world, leaves(sales, &users[..1])).await;
        assert_eq!(world.held(users[0]).await, "");
        assert_eq!(world.free(MAIL).await, 1);
        assert_eq!(errors(world, sales).await, ["Cleo E-COUNT"], "R-GROUP-9: a free seat heals nobody by itself");
        done(world, GroupWish::Reprocess(sales)).await;
        assert!(errors(world, sales).await.is_empty());
        assert_eq!(world.free(MAIL).await, 0);
        let names = world.store().group_names(&world.permit().await).await.expect("names");
        assert_eq!(names.into_values().map(|(_, name)| name).collect::<Vec<_>>(), ["Sales"]);
    }

    async fn d_14_what_a_group_did_is_undone_though_nobody_got_anything_and_some_are_gone_since(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        let empty = group(world, "Empty").await;
        world.seats(MAIL, 0).await;
        let gave = done(world, gives(world, empty, &[MAIL])).await;
        let joined = done(world, joins(empty, &users)).await;
        assert_eq!(world.counts(joined).await, (0, 0, 2, 2), "no seat, but they are in it");
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[..1], None, None).await.expect("a deletion");
        let manager = world.desk(Action::ManageGroups).await;
        let shown = world.app().preview_command(manager.asking(), &Command::Undo(joined)).await.expect("a preview");
        let What::Group(it) = &shown.what else { panic!("no group") };
        assert_eq!((it.moved.as_slice(), it.gone), (&users[1..], 1));
        world.app().run(manager.asking(), &Command::Undo(joined), None).await.expect("undone");
        let licenser = world.desk(Action::AssignLicenses).await;
        world.app().run(licenser.asking(), &Command::Undo(gave), None).await.expect("undone");
        let created = world.raw_number("SELECT count(*) FROM operation WHERE kind = 'group-create'").await;
        assert_eq!(created, 1);
        let gone = done(world, GroupWish::Delete(empty)).await;
        let row = world.operation(gone).await;
        assert_eq!(world.app().why_final(&row), Some("group-deleted"), "it says the reason, and not that it is late");
    }

    async fn inv_12_everybody_who_was_named_has_a_line_whether_the_group_gives_anything_or_not(world) {
        let users = world.users(&["Ana", "Beto", "Cleo"]).await;
        world.seats(MAIL, 5).await;
        let sales = group(world, "Sales").await;
        let first = done(world, joins(sales, &users[..1])).await;
        let second = done(world, joins(sales, &users[..2])).await;
        let answers = async |operation| {
            let row = world.operation(operation).await;
            assert!(cupo_app::accounts::about_accounts(&row));
            let list = OutcomeList { take: 100, ..OutcomeList::default() };
            let told = world.store().account_answers(&world.permit().await, row.id, &list).await.unwrap();
            told.into_iter().map(|it| format!("{} {}", it.user.display_name, it.effect)).collect::<Vec<_>>()
        };
        assert_eq!(answers(first).await, ["Ana joined"]);
        assert_eq!(answers(second).await, ["Beto joined", "Ana "]);
        assert_eq!(world.counts(second).await, (1, 1, 0, 2));
        done(world, gives(world, sales, &[MAIL])).await;
        let third = done(world, joins(sales, &users)).await;
        assert_eq!(world.results(third).await, ["Cleo: MAIL granted", "Ana: all unchanged", "Beto: all unchanged"]);
        assert_eq!(world.counts(third).await, (1, 2, 0, 3));
        let gone = done(world, leaves(sales, &users[..1])).await;
        let left = done(world, leaves(sales, &users[..2])).await;
        assert_eq!(world.results(gone).await, ["Ana: MAIL revoked"]);
        assert_eq!(world.results(left).await, ["Beto: MAIL revoked", "Ana: all unchanged"]);
    }

    async fn r_group_13_r_group_4_a_group_goes_only_when_it_gives_nothing(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 2).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        done(world, gives(world, sales, &[MAIL])).await;
        let refused = run(world, GroupWish::Delete(sales)).await.map(|_| ());
        assert_eq!(denied(refused), "E-GROUP-LICENSED Sales");
        done(world, gives(world, sales, &[])).await;
        assert_eq!(world.held(users[0]).await, "");
        done(world, GroupWish::Delete(sales)).await;
        let permit = world.permit().await;
        assert_eq!(world.store().count_groups(&permit).await.expect("a number"), 0);
        let gone = run(world, GroupWish::Reprocess(sales)).await.map(|_| ());
        assert_eq!(denied(gone), "E-NOTFOUND group");
    }

    async fn inv_8_r_assign_9_direct_and_inherited_stand_side_by_side_and_take_one_seat(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &users)).await;
        assert_eq!((world.free(MAIL).await, errors(world, sales).await.len()), (0, 0));
        world.save(&for_users(&users, vec![take(MAIL)])).await;
        assert_eq!(world.free(MAIL).await, 0, "the group still gives it");
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock").await, 0);
        done(world, leaves(sales, &users)).await;
        assert_eq!(world.free(MAIL).await, 1);
        assert_eq!(world.raw_number("SELECT count(*) FROM data_clock WHERE workload = 0").await, 1);
    }

    async fn r_group_14_what_a_direct_license_needs_stays_in_error_until_somebody_reprocesses(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        world.seats(ADDON, 1).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &users)).await;
        world.save(&for_users(&users, vec![give(ADDON)])).await;
        done(world, leaves(sales, &users)).await;
        assert_eq!((errors(world, sales).await, world.free(MAIL).await), (vec!["Ana E-DEPENDS".to_owned()], 0));
        done(world, gives(world, sales, &[])).await;
        let still = run(world, GroupWish::Delete(sales)).await.map(|_| ());
        assert_eq!(denied(still), "E-GROUP-LICENSED Sales");
        world.save(&for_users(&users, vec![take(ADDON)])).await;
        done(world, GroupWish::ReprocessUsers(Who::Users(users.clone()))).await;
        assert_eq!((errors(world, sales).await.len(), world.free(MAIL).await), (0, 1));
        let told = records(world, "group.reprocessed").await;
        assert!(told[0].actor != "system" && told[0].subject == 0, "{:?}", told[0]);
        assert_eq!(told[0].detail, format!("{{\"users\":[{}]}}", users[0].0), "whoever wished it is named with the people");
        done(world, GroupWish::Delete(sales)).await;
    }

    async fn r_group_4_r_audit_5_a_large_group_is_accepted_at_once_and_settled_in_slices_after_a_crash_too(world) {
        let users = world.crowd(12_000).await;
        world.seats(MAIL, 11_000).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        let desk = world.desk(Action::AssignLicenses).await;
        let command = Command::Group(gives(world, sales, &[MAIL]));
        let shown = world.app().preview_command(desk.asking(), &command).await.expect("a preview");
        let What::Group(it) = &shown.what else { panic!("a group") };
        assert_eq!((it.totals.succeeded, it.totals.refused), (11_000, 1_000));
        let applied = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        let receipt = applied.expect("it is applied").receipt;
        assert!(receipt.running);
        let permit = world.permit().await;
        let row = world.store().group(&permit, sales).await.expect("an answer").expect("a group");
        assert!(row.processing.is_some());
        assert!(world.app().work_on_next_slices().await.expect("a slice"));
        world.check().await;
        world.crash().await;
        world.work().await;
        assert_eq!(world.counts(receipt.operation).await, (11_000, 0, 1_000, 12_000));
        assert_eq!((world.free(MAIL).await, errors(world, sales).await.len()), (0, 100));
        let row = world.store().group(&permit, sales).await.expect("an answer").expect("a group");
        assert!(row.processing.is_none());
        let ends = records(world, "group.processing-finished").await;
        assert!(ends[0].detail.contains("\"failed\":1000") && ends[0].actor == "system", "{}", ends[0].detail);
        let set = "SELECT count(*) FROM audit WHERE action = 'group.licenses-set' AND actor <> 'system'";
        assert_eq!(world.raw_number(set).await, 1);
        let undone = world.app().run(desk.asking(), &Command::Undo(receipt.operation), None).await;
        assert!(undone.expect("it is undone").receipt.running);
        world.work().await;
        assert_eq!(world.free(MAIL).await, 11_000);
        assert_eq!(world.raw_number("SELECT count(*) FROM source_error").await, 0);
    }

    async fn d_14_what_was_done_to_a_group_is_undone_like_everything_else(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        let joined = done(world, joins(sales, &users)).await;
        let desk = world.desk(Action::ManageGroups).await;
        world.app().run(desk.asking(), &Command::Undo(joined), None).await.expect("an undo");
        assert_eq!(world.free(MAIL).await, 5);
        let again = world.app().run(desk.asking(), &Command::Undo(joined), None).await.map(|_| ());
        assert!(denied(again).starts_with("E-FINAL"));
        let reprocessed = done(world, joins(sales, &users)).await;
        assert_eq!(world.counts(reprocessed).await, (2, 0, 0, 2));
    }

    async fn r_user_3_q_12_the_organizations_country_is_used_and_not_written(world) {
        let nowhere = world.person(Person::named("Ana").living_in(None)).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &[nowhere])).await;
        assert!(errors(world, sales).await.is_empty());
        let records = records(world, "licenses.inherited").await;
        assert!(records[0].detail.contains("\"location\":\"organization\""), "{}", records[0].detail);
        assert_eq!(world.raw_number("SELECT count(*) FROM users WHERE location IS NULL AND user_id > 999").await, 1);
    }

    async fn r_group_6_r_group_15_products_come_together_and_are_exchanged_together(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 2).await;
        world.seats(APPS, 1).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        done(world, gives(world, sales, &[MAIL, APPS])).await;
        assert_eq!(errors(world, sales).await, ["Beto E-OTHER E-COUNT"]);
        assert_eq!((world.free(MAIL).await, world.free(APPS).await), (1, 0));
        done(world, gives(world, sales, &[MAIL])).await;
        assert!(errors(world, sales).await.is_empty());
        assert_eq!((world.free(MAIL).await, world.free(APPS).await), (0, 1));
    }

    async fn wrong_wishes_about_groups_change_nothing_and_name_the_place(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        let create = |name: &str, kind| GroupWish::Create { name: name.to_owned(), description: String::new(), kind, rule: String::new() };
        let cases = [
            (create(" ", GroupKind::Security), "E-INVALID name"),
            (create("SÁLES", GroupKind::Security), "E-INVALID name-taken"),
            (create(&"x".repeat(121), GroupKind::Security), "E-INVALID name"),
            (joins(sales, &[]), "E-INVALID nobody"),
            (joins(sales, &[UserId(77)]), "E-NOTFOUND user"),
            (joins(Guid::from_u128(5), &users), "E-NOTFOUND group"),
            (leaves(sales, &users), "E-INVALID nothing"),
            (gives(world, sales, &[]), "E-INVALID nothing"),
            (gives(world, sales, &[APPS]), "E-NOTFOUND APPS"),
            (gives(world, sales, &[MAIL, MAIL]), "E-INVALID MAIL"),
        ];
        for (wish, expected) in cases {
            assert_eq!(denied(run(world, wish.clone()).await.map(|_| ())), expected, "{wish:?}");
        }
        let list = done(world, create("List", GroupKind::Distribution)).await;
        let permit = world.permit().await;
        let lists = GroupList { search: "list".to_owned(), take: 9, ..GroupList::default() };
        let list_guid = world.store().groups(&permit, &lists).await.expect("groups")[0].group.guid;
        assert_eq!(denied(run(world, gives(world, list_guid, &[MAIL])).await.map(|_| ())), "E-INVALID group-kind");
        assert_eq!(world.counts(list).await.3, 0);
    }

    async fn r_group_4_of_two_operations_at_work_the_longer_one_keeps_the_group_marked(world) {
        let users = world.crowd(15_002).await;
        let (users, more) = users.split_at(10_001);
        world.seats(MAIL, 15_002).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, users)).await;
        let first = done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, more)).await;
        let permit = world.permit().await;
        let mut marked = 0;
        while world.app().work_on_next_slices().await.expect("a slice") {
            let row = world.store().group(&permit, sales).await.expect("an answer").expect("a group");
            let runs = world.raw_number("SELECT count(*) FROM operation WHERE status = 0").await > 0;
            assert_eq!(row.processing.is_some(), runs, "marked as long as one of them runs");
            marked += i64::from(runs);
        }
        assert!(marked > 0 && !world.operation(first).await.running);
    }

    async fn r_bulk_2_a_few_people_at_most_are_decided_anew_at_every_door(world) {
        let users = world.crowd(21).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users)).await;
        let many = run(world, GroupWish::ReprocessUsers(Who::Users(users))).await.map(|_| ());
        assert_eq!(denied(many), "E-BATCH users");
    }

    async fn r_group_13_a_deletion_tells_who_is_forgotten_and_is_not_done_when_somebody_joined_since(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        let sales = group(world, "Sales").await;
        done(world, joins(sales, &users[..1])).await;
        let desk = world.desk(Action::ManageGroups).await;
        let delete = Command::Group(GroupWish::Delete(sales));
        let shown = world.app().preview_command(desk.asking(), &delete).await.expect("a preview");
        let What::Group(it) = &shown.what else { panic!("a group") };
        assert_eq!(it.forgets, 1);
        done(world, joins(sales, &users[1..])).await;
        let late = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert!(matches!(late, Err(AppError::Changed(_))), "somebody joined: {late:?}");
    }

    async fn r_role_4_r_role_6_managing_groups_and_licensing_them_are_two_permits(world) {
        let sales = group(world, "Sales").await;
        let assigns = world.desk(Action::AssignLicenses).await;
        let manages = world.desk(Action::ManageGroups).await;
        let delete = Command::Group(GroupWish::Delete(sales));
        let give = Command::Group(GroupWish::Give(sales, Vec::new()));
        for (desk, command) in [(&assigns, delete), (&manages, give)] {
            let refused = world.app().run(desk.asking(), &command, None).await.map(|_| ());
            assert!(denied(refused).starts_with("E-ROLE"));
        }
    }
}
