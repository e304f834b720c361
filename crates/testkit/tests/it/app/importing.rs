//! Importing users and products: judged whole before anything is written, and told by line.

use std::fmt::Write as _;
use std::path::Path;

use cupo_app::changes::Command;
use cupo_app::import_catalogue::CatalogueImportError;
use cupo_app::import_users::{ImportChoice, ImportError, ImportReport};
use cupo_domain::access::Action;
use cupo_store::users::UserFilter;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::place::{ADMIN, MAIL, NORTE};

const HEADINGS: &str = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
    Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n";
const PRODUCTS: &[u8] = include_bytes!("../../../../app/tests/fixtures/products-dirty.csv");

fn line(alias: &str, name: &str, department: &str) -> String {
    format!("{alias}@norte.example,,,{name},,{department},,,,,,,,,,Spain\n")
}

async fn import(world: &World, file: &Path, choice: ImportChoice) -> Result<ImportReport, ImportError> {
    let desk = world.desk(Action::EditUsers).await;
    world.app().import_users(desk.asking(), file, choice, |_| ()).await
}

async fn count(world: &World) -> i64 {
    world.store().count_users(&world.permit().await, &UserFilter::default()).await.unwrap()
}

const PLAIN: ImportChoice = ImportChoice { dry_run: false, good_rows: false, update_existing: false };

on_both! {
    async fn a_dry_run_judges_and_writes_nothing(world) {
        let file = world.write_file("dry.csv", format!("{HEADINGS}{}", line("ana", "Ana Ruiz", "")));
        let report = import(world, &file, ImportChoice { dry_run: true, ..PLAIN }).await.unwrap();
        assert_eq!((report.rows, report.good, report.created, report.applied), (1, 1, 0, false));
        assert_eq!(count(world).await, 1);
        assert_eq!(world.raw_number("SELECT count(*) FROM operation").await, 0);
    }

    async fn one_rejected_row_keeps_all_out_unless_the_good_ones_are_asked_for(world) {
        let bad = "carlos@nowhere.example,,,Carlos,,,,,,,,,,,,Spain\n";
        let text = format!("{HEADINGS}{}{bad}{}", line("ana", "Ana Ruiz", ""), line("beto", "Beto Gil", ""));
        let file = world.write_file("mixed.csv", text);
        let report = import(world, &file, PLAIN).await.unwrap();
        assert_eq!((report.rejected, report.created, report.applied), (1, 0, false));
        assert_eq!(report.findings.iter().map(|f| f.line).collect::<Vec<_>>(), [3]);
        assert_eq!(count(world).await, 1);
        let report = import(world, &file, ImportChoice { good_rows: true, ..PLAIN }).await.unwrap();
        assert_eq!((report.rejected, report.created, report.applied), (1, 2, true));
        assert_eq!(count(world).await, 3);
        let operation = world.operation(report.operation.unwrap()).await;
        assert_eq!((operation.kind.as_str(), operation.succeeded, operation.refused), ("import-users", 2, 1));
        assert_eq!(world.app().why_final(&operation), None, "whom it created can be deleted again");
    }

    async fn d_14_an_import_is_undone_by_deleting_whom_it_created_and_nobody_has_touched_since(world) {
        let names = ["ana", "beto", "carla", "dora", "eva"];
        let rows: String = names.iter().map(|name| line(name, &name.to_uppercase(), "")).collect();
        let file = world.write_file("undone.csv", format!("{HEADINGS}{rows}"));
        let imported = import(world, &file, PLAIN).await.unwrap().operation.unwrap();
        let permit = world.permit().await;
        let mut users = Vec::new();
        for name in names {
            let found = world.store().ids_of_names(&permit, &[format!("{name}@norte.example")]).await.unwrap();
            users.push(found[0].1);
        }
        world.seats(MAIL, 1).await;
        world.save(&for_users(&users[..1], vec![give(MAIL)])).await;
        let rows = world.store().users_by_id(&permit, &users[1..2]).await.unwrap();
        let fields = [("department".to_owned(), "Ventas".to_owned())].into();
        let editor = world.desk(Action::EditUsers).await;
        let edit = Command::EditUser { user: rows[0].guid, fields };
        world.app().run(editor.asking(), &edit, None).await.unwrap();
        let desk = world.desk(Action::DeleteUsers).await;
        let run = async |command: Command| world.app().run(desk.asking(), &command, None).await;
        let undone = run(Command::Undo(imported)).await.unwrap().receipt.operation;
        assert_eq!(world.counts(undone).await, (3, 0, 2, 5), "two were touched, and stay");
        assert_eq!(count(world).await, 3, "the administrator and those two");
        let refused = "SELECT count(*) FROM outcome WHERE verdict = 3 AND code = 'E-CHANGED'";
        assert_eq!(world.raw_number(refused).await, 2);
        run(Command::Undo(undone)).await.unwrap();
        assert_eq!(count(world).await, 6, "an undo of an undo works");
        assert_eq!(denied(run(Command::Undo(imported)).await), "E-FINAL undone");
    }

    async fn d_14_an_import_that_took_over_fields_says_why_it_is_final(world) {
        let first = world.write_file("first.csv", format!("{HEADINGS}{}", line("ana", "Ana Ruiz", "")));
        import(world, &first, PLAIN).await.unwrap();
        let second = world.write_file("second.csv", format!("{HEADINGS}{}", line("ana", "Ana R. Ruiz", "")));
        let updated = import(world, &second, ImportChoice { update_existing: true, ..PLAIN }).await.unwrap();
        let row = world.operation(updated.operation.unwrap()).await;
        assert_eq!(world.app().why_final(&row), Some("import-updated"));
    }

    async fn who_is_there_already_is_left_alone_or_updated_as_asked(world) {
        let text = format!("{HEADINGS}{}{}", line("ana", "Ana Ruiz", "Ventas"), line("beto", "Beto Gil", "Ventas"));
        let first = world.write_file("first.csv", text);
        import(world, &first, PLAIN).await.unwrap();
        let text = format!("{HEADINGS}{}{}", line("ANA", "Ana R. Ruiz", ""), line("carla", "Carla Paz", ""));
        let second = world.write_file("second.csv", text);
        let report = import(world, &second, PLAIN).await.unwrap();
        assert_eq!((report.existing, report.created, report.updated), (1, 1, 0));
        assert_eq!(report.existing_names, [(2, "ana@norte.example".to_owned())]);
        let permit = world.permit().await;
        let ana = async |world: &World| {
            let found = world.store().ids_of_names(&permit, &["ana@norte.example".to_owned()]).await.unwrap();
            world.store().users_by_id(&permit, &[found[0].1]).await.unwrap().remove(0)
        };
        assert_eq!(ana(world).await.display_name, "Ana Ruiz");
        let report = import(world, &second, ImportChoice { update_existing: true, ..PLAIN }).await.unwrap();
        assert_eq!((report.existing, report.created, report.updated, report.unchanged), (2, 0, 1, 1));
        let now = ana(world).await;
        assert_eq!((now.display_name.as_str(), now.department.as_str()), ("Ana R. Ruiz", "Ventas"), "empty cells change nothing");
    }

    async fn every_column_is_taken_over_and_inv_19_told_before_and_after(world) {
        let row = |cells: &str| format!("{HEADINGS}ana@norte.example,Ana,Ruiz,Ana Ruiz,{cells}\n");
        let first = world.write_file("first.csv", row("Agente,Ventas,12,111,222,333,ana@x.example,Calle 1,Vigo,PO,36201,Spain"));
        let created = import(world, &first, PLAIN).await.unwrap();
        let second = world.write_file("second.csv", row("Jefa,Ventas,14,,444,555,ana@y.example,Calle 2,Lugo,LU,27001,Portugal"));
        let update = ImportChoice { update_existing: true, ..PLAIN };
        let updated = import(world, &second, update).await.unwrap();
        assert_eq!((updated.updated, updated.unchanged), (1, 0));
        let permit = world.permit().await;
        let found = world.store().ids_of_names(&permit, &["ana@norte.example".to_owned()]).await.unwrap();
        let ana = world.store().users_by_id(&permit, &[found[0].1]).await.unwrap().remove(0);
        let profile: serde_json::Value = serde_json::from_str(&ana.profile).unwrap();
        assert_eq!(profile, serde_json::json!({
            "office": "14", "phone": "111", "mobile": "444", "fax": "555", "alternate_email": "ana@y.example",
            "address": "Calle 2", "city": "Lugo", "state": "LU", "postal_code": "27001",
        }));
        assert_eq!((ana.job_title.as_str(), ana.location.as_deref()), ("Jefa", Some("PT")));
        let records = world.store().audit(&permit, i64::MAX, 10).await.unwrap();
        let told = |n: usize| serde_json::from_str::<serde_json::Value>(&records[n].detail).unwrap();
        assert_eq!((records.len(), records[0].action.as_str(), records[1].action.as_str()), (2, "user.edited", "user.created"));
        assert_eq!(told(1)["after"]["user_name"], "ana@norte.example");
        assert_eq!(told(1)["after"]["profile.city"], "Vigo");
        assert_eq!((&told(0)["before"]["profile.city"], &told(0)["after"]["profile.city"]), (&"Vigo".into(), &"Lugo".into()));
        assert!(told(0)["after"].get("profile.phone").is_none() && told(0)["after"].get("department").is_none());
        for (record, report) in [(&records[1], &created), (&records[0], &updated)] {
            assert_eq!(record.operation, world.operation(report.operation.unwrap()).await.id.0);
        }
        let again = import(world, &second, update).await.unwrap();
        assert_eq!((again.updated, again.unchanged), (0, 1), "nothing is different any more");
        assert_eq!(world.store().audit(&permit, i64::MAX, 10).await.unwrap().len(), 2);
        let operation = world.operation(again.operation.unwrap()).await;
        assert_eq!((operation.succeeded, operation.unchanged, operation.users_total), (0, 1, 1));
    }

    async fn r_user_8_a_thousand_rows_become_users_without_licenses_or_roles(world) {
        let mut text = HEADINGS.to_owned();
        for n in 0..1_000 {
            text.push_str(&line(&format!("persona{n:04}"), &format!("Persona Ñ {n:04}"), "Ventas"));
        }
        let file = world.write_file("thousand.csv", text);
        let mut heard = Vec::new();
        let desk = world.desk(Action::EditUsers).await;
        let report = world.app().import_users(desk.asking(), &file, PLAIN, |n| heard.push(n)).await.unwrap();
        assert_eq!((report.rows, report.created), (1_000, 1_000));
        assert_eq!(heard, [1_000, 1_000], "once while judging, once while writing");
        assert_eq!(count(world).await, 1_001);
        let found = UserFilter { search: Some("persona n 0999".to_owned()), ..UserFilter::default() };
        assert_eq!(world.store().count_users(&world.permit().await, &found).await.unwrap(), 1);
        assert_eq!(world.raw_number("SELECT count(*) FROM audit WHERE action = 'user.created'").await, 1_000);
        assert_eq!(world.raw_number("SELECT count(*) FROM source").await, 0);
        let again = import(world, &file, PLAIN).await.unwrap();
        assert_eq!((again.created, again.existing), (0, 1_000));
        assert_eq!(count(world).await, 1_001);
    }

    async fn users_cross_the_border_of_a_slice(world) {
        let mut text = HEADINGS.to_owned();
        for n in 0..5_003 {
            let _ = write!(text, "{}", line(&format!("p{n:05}"), &format!("P {n:05}"), ""));
        }
        let file = world.write_file("many.csv", text);
        let report = import(world, &file, PLAIN).await.unwrap();
        assert_eq!((report.rows, report.created), (5_003, 5_003));
        let operation = world.operation(report.operation.unwrap()).await;
        assert_eq!((operation.users_done, operation.succeeded), (5_003, 5_003));
        assert_eq!(world.raw_number("SELECT count(*) FROM audit").await, 5_003);
        assert_eq!(world.raw_number("SELECT count(DISTINCT operation_id) FROM audit").await, 1, "all in one operation");
    }

    async fn what_is_no_list_of_users_changes_nothing(world) {
        for (name, content) in [("empty.csv", &b""[..]), ("nul.csv", b"\0\0\0"), ("other.csv", b"a,b,c\n1,2,3\n")] {
            let file = world.write_file(name, content);
            let refused = import(world, &file, PLAIN).await;
            assert!(matches!(refused, Err(ImportError::File(_))), "{name}: {refused:?}");
        }
        let missing = import(world, &world.file("missing.csv"), PLAIN).await;
        assert!(matches!(missing, Err(ImportError::App(_))), "{missing:?}");
        assert_eq!(count(world).await, 1);
        assert_eq!(world.name(ADMIN), "Zulema Admin", "of {NORTE}");
    }

    async fn r_prod_1_a_list_of_products_imported_twice_changes_nothing_the_second_time(world) {
        let app = world.app();
        let shown = app.import_catalogue(PRODUCTS, true).await.unwrap();
        assert!(!shown.applied && !shown.delta.is_empty());
        let before = app.store().catalogue_rows().await.unwrap();
        assert_eq!(before.products.len(), 6);
        let first = app.import_catalogue(PRODUCTS, false).await.unwrap();
        assert!(first.applied && first.products > 0);
        let once = app.store().catalogue_rows().await.unwrap();
        assert_eq!(once.products.len(), 6 + first.products);
        assert!(before.products.iter().all(|p| once.products.contains(p)), "what was known stays as it was");
        assert_eq!(app.store().catalogue().products().count(), once.products.len());
        let second = app.import_catalogue(PRODUCTS, false).await.unwrap();
        assert!(!second.applied && second.delta.is_empty(), "{:?}", second.delta);
        let twice = app.store().catalogue_rows().await.unwrap();
        assert_eq!((twice.products, twice.plans), (once.products, once.plans));
        world.crash().await;
        assert_eq!(world.store().catalogue().products().count(), 6 + first.products);
    }

    async fn the_built_in_catalogue_loads_beside_what_is_known_and_once(world) {
        world.app().load_built_in_catalogue().await.unwrap();
        let once = world.store().catalogue_rows().await.unwrap();
        assert!(once.products.len() > 45);
        world.app().load_built_in_catalogue().await.unwrap();
        let twice = world.store().catalogue_rows().await.unwrap();
        assert_eq!((twice.products, twice.plans, twice.prices), (once.products, once.plans, once.prices));
    }

    async fn what_is_no_list_of_products_changes_nothing(world) {
        let refused = world.app().import_catalogue(&b"a,b\n1,2\n"[..], false).await;
        assert!(matches!(refused, Err(CatalogueImportError::File(_))));
        assert_eq!(world.store().catalogue().products().count(), 6);
    }
}
