//! Groups whose members a rule says: shown before it holds, followed by itself, undone. Both engines.

use cupo_app::changes::{Command, What};
use cupo_app::groups::GroupWish;
use cupo_app::licenses::Who;
use cupo_domain::access::Action;
use cupo_domain::group_rule::{Person as Known, Rule};
use cupo_domain::groups::GroupKind;
use cupo_domain::ids::{GroupId, Guid, UserId};
use cupo_store::groups::GroupList;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::MAIL;

use super::grouping::{done, errors, gives, group, joins, leaves, records, run};

fn rule(group: Guid, text: &str) -> GroupWish {
    GroupWish::Rule(group, text.to_owned())
}

async fn follow(world: &World) {
    world.app().work_on_rules().await.expect("groups follow");
}

async fn edit(world: &World, user: UserId, field: &str, value: &str) {
    let desk = world.desk(Action::EditUsers).await;
    let fields = [(field.to_owned(), value.to_owned())].into();
    let command = Command::EditUser { user: guid_of_user(user), fields };
    world.app().run(desk.asking(), &command, None).await.expect("an edit");
}

on_both! {
    async fn r_group_17_a_rule_shows_who_joins_and_who_leaves_before_it_holds(world) {
        let ana = world.person(Person::named("Ana").working_in("Sales")).await;
        let beto = world.person(Person::named("Beto").working_in("IT")).await;
        world.seats(MAIL, 5).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, joins(sales, &[beto])).await;
        let desk = world.desk(Action::ManageGroups).await;
        let command = Command::Group(rule(sales, r#"user.department -eq "Sales""#));
        let shown = world.app().preview_command(desk.asking(), &command).await.expect("a preview");
        let What::Group(it) = &shown.what else { panic!("a group") };
        assert_eq!((it.moved.as_slice(), it.leaves.as_slice()), (&[ana][..], &[beto][..]));
        assert_eq!(it.names, (vec!["Ana".to_owned()], vec!["Beto".to_owned()]));
        assert!(it.totals.clocks.iter().any(|clock| clock.loses_data), "Beto's mailbox would end");
        assert_eq!(world.held(ana).await, "", "nothing has changed yet");
        let applied = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.expect("it holds");
        assert_eq!((world.held(beto).await.as_str(), world.free(MAIL).await), ("", 4));
        assert!(world.held(ana).await.starts_with("MAIL@"));
        let by_hand = run(world, joins(sales, &[beto])).await.map(|_| ());
        assert_eq!(denied(by_hand), "E-STATE group-rule");
        world.app().run(desk.asking(), &Command::Undo(applied.receipt.operation), None).await.expect("undone");
        assert!(world.held(beto).await.starts_with("MAIL@") && world.held(ana).await.is_empty());
    }

    async fn r_group_3_members_by_rule_follow_every_change_of_a_user(world) {
        let ana = world.person(Person::named("Ana").working_in("IT")).await;
        let beto = world.person(Person::named("Beto").working_in("Sales")).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, rule(sales, r#"user.department -eq "Sales" -and user.enabled -eq true"#)).await;
        assert_eq!(world.free(MAIL).await, 0);
        edit(world, ana, "department", "Sales").await;
        follow(world).await;
        assert_eq!(errors(world, sales).await, ["Ana E-COUNT"]);
        edit(world, beto, "enabled", "false").await;
        follow(world).await;
        assert_eq!((world.held(beto).await.as_str(), world.free(MAIL).await), ("", 1));
        let told = records(world, "group.followed").await;
        assert_eq!(told.len(), 2, "each step is recorded once");
        assert!(told[0].detail.contains(&format!("\"left\":[{}]", beto.0)) && told[0].actor == "system");
        follow(world).await;
        assert_eq!(records(world, "group.followed").await.len(), 2, "looking again changes nothing");
        let kinds = "SELECT count(*) FROM operation WHERE kind = 'group-follow'";
        assert_eq!(world.raw_number(kinds).await, 2);
    }

    async fn q_3_who_is_restored_is_in_the_groups_whose_rules_cover_them_by_then(world) {
        let ana = world.person(Person::named("Ana").working_in("Sales")).await;
        world.seats(MAIL, 1).await;
        let sales = group(world, "Sales").await;
        done(world, gives(world, sales, &[MAIL])).await;
        done(world, rule(sales, r#"user.department -eq "Sales""#)).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().run(desk.asking(), &Command::delete(Who::Users(vec![ana])), None).await.expect("a deletion");
        follow(world).await;
        assert_eq!(world.free(MAIL).await, 1);
        done(world, rule(sales, r#"user.department -eq "IT""#)).await;
        world.app().run(desk.asking(), &Command::restore(vec![ana]), None).await.expect("a restore");
        follow(world).await;
        assert_eq!((world.held(ana).await.as_str(), world.free(MAIL).await), ("", 1), "the rule is another by now");
    }

    async fn r_group_1_a_group_is_created_by_rule_with_its_members_and_goes_back_to_hand(world) {
        let ana = world.person(Person::named("Ana").working_in("Sales")).await;
        let create = GroupWish::Create {
            name: "Sales".to_owned(),
            description: String::new(),
            kind: GroupKind::Security,
            rule: " user.department -eq \"Sales\" ".to_owned(),
        };
        let created = done(world, create).await;
        assert_eq!(world.counts(created).await, (1, 0, 0, 1));
        let permit = world.permit().await;
        let list = GroupList { take: 1, ..GroupList::default() };
        let row = world.store().groups(&permit, &list).await.expect("groups")[0].clone();
        assert_eq!((row.members, row.group.rule.as_str()), (1, "user.department -eq \"Sales\""));
        let sales = row.group.guid;
        for wish in [joins(sales, &[ana]), leaves(sales, &[ana])] {
            assert_eq!(denied(run(world, wish).await.map(|_| ())), "E-STATE group-rule");
        }
        let by_hand = done(world, GroupWish::ByHand(sales, vec![], vec![])).await;
        let left = done(world, leaves(sales, &[ana])).await;
        let desk = world.desk(Action::ManageGroups).await;
        world.app().run(desk.asking(), &Command::Undo(left), None).await.expect("undone");
        world.app().run(desk.asking(), &Command::Undo(by_hand), None).await.expect("undone");
        let row = world.store().group(&permit, sales).await.expect("an answer").expect("a group");
        assert_eq!(row.rule, "user.department -eq \"Sales\"");
        world.app().run(desk.asking(), &Command::Undo(created), None).await.expect("undone");
        assert!(world.store().group(&permit, sales).await.expect("an answer").is_none());
    }

    async fn rules_ask_the_database_what_the_domain_says(world) {
        let people = [
            ("Ana", "Sales", Some("ES"), false), ("Beto 100%", "sales", Some("PT"), false),
            ("Cleo_x", "IT", None, true), ("Ñandú", "", Some("MX"), false), ("d'Arc \"J\"", "Sales", None, true),
        ];
        let mut known = Vec::new();
        for (name, department, country, blocked) in people {
            let person = Person::named(name).working_in(department).living_in(country);
            known.push(world.person(if blocked { person.blocked() } else { person }).await);
        }
        let permit = world.permit().await;
        let rows = world.store().users_by_id(&permit, &known).await.expect("users");
        for text in [
            r#"user.department -eq "Sales""#, r#"user.department -ne "Sales""#, r#"user.country -eq """#,
            r#"user.country -in ["ES", "MX"]"#, r#"user.country -notIn ["ES", "MX"]"#, "user.enabled -eq false",
            r#"-not user.displayName -contains "_""#, r#"user.displayName -contains "%""#,
            r#"user.displayName -startsWith "Ñan""#, r#"user.displayName -contains "d'Arc \"J""#,
            r#"user.department -eq "Sales" -and user.enabled -eq true -or user.country -eq "PT""#,
            r#"user.userName -startsWith "a" -and (user.jobTitle -eq "" -or user.enabled -ne true)"#,
            r#"user.city -eq "" -and user.lastName -ne "x""#, r#"user.firstName -contains "e""#,
            r#"user.displayName -eq "'; DROP TABLE users; --""#,
        ] {
            let rule = Rule::read(text).expect("a rule");
            let found = world.store().rule_moves(&permit, GroupId(1), &rule).await.expect("moves");
            let found: Vec<UserId> = found.joins.into_iter().filter(|user| known.contains(user)).collect();
            let covered = rows.iter().filter(|row| rule.covers(&Known {
                department: &row.department,
                job_title: &row.job_title,
                country: row.location.as_deref().unwrap_or_default(),
                user_name: &row.sign_in,
                display_name: &row.display_name,
                first_name: &row.first_name,
                last_name: &row.last_name,
                profile: None,
                enabled: row.enabled,
            }));
            let mut covered: Vec<UserId> = covered.map(|row| row.id).collect();
            covered.sort_unstable();
            assert_eq!(found, covered, "{text}");
        }
    }

    async fn a_wrong_rule_changes_nothing_and_names_the_letter(world) {
        let sales = group(world, "Sales").await;
        let wrong = run(world, rule(sales, "user.department -eq Sales")).await;
        let Err(cupo_app::error::AppError::Denied(denial)) = wrong else { panic!("a denial") };
        assert_eq!((denial.subject.as_str(), denial.figure), ("rule-value", Some(21)));
        assert_eq!(denied(run(world, rule(sales, " ")).await.map(|_| ())), "E-INVALID rule-empty");
        let by_hand = run(world, GroupWish::ByHand(sales, vec![], vec![])).await.map(|_| ());
        assert_eq!(denied(by_hand), "E-INVALID nothing");
    }
}
