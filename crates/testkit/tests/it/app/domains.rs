//! The domains of a customer: given, taken and chosen on the one road, kept apart from those of others, and what a file of
//! users needs of them.

use std::path::{Path, PathBuf};

use cupo_app::changes::{Command, What};
use cupo_app::directory::NewCustomer;
use cupo_app::domains::DomainWish;
use cupo_app::import_users::{ImportChoice, ImportError, ImportReport};
use cupo_domain::access::{Action, Role, permit};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::place::{ANDES, Desk, EVA, NORTE, SUR, caller};

const DIRTY: &[u8] = include_bytes!("../../../../app/tests/fixtures/users-dirty.csv");
const ROWS: i64 = 3;

fn add(domains: &[&str]) -> Command {
    let add = domains.iter().map(|it| (*it).to_owned()).collect();
    Command::Domains(DomainWish { add, ..DomainWish::default() })
}

fn remove(domain: &str) -> Command {
    Command::Domains(DomainWish { remove: vec![domain.to_owned()], ..DomainWish::default() })
}

fn choose(domain: &str) -> Command {
    Command::Domains(DomainWish { default: Some(domain.to_owned()), ..DomainWish::default() })
}

async fn desk(world: &World) -> Desk {
    world.desk(Action::ChangeSettings).await
}

async fn run(world: &World, command: &Command) -> Guid {
    let desk = desk(world).await;
    world.app().run(desk.asking(), command, None).await.unwrap().receipt.operation
}

async fn refused(world: &World, command: &Command) -> String {
    let desk = desk(world).await;
    denied(world.app().run(desk.asking(), command, None).await)
}

async fn domains(world: &World) -> Vec<String> {
    world.store().domains(&world.permit().await).await.unwrap()
}

async fn default(world: &World) -> String {
    world.store().organisation_by_id(NORTE).await.unwrap().unwrap().domain
}

fn row(name: &str) -> String {
    format!("{name},,,{name},,,,,,,,,,,,Spain\n")
}

async fn import(world: &World, file: &Path) -> Result<ImportReport, ImportError> {
    let desk = world.desk(Action::EditUsers).await;
    let choice = ImportChoice { dry_run: false, good_rows: false, update_existing: false };
    world.app().import_users(desk.asking(), file, choice, |_| ()).await
}

fn file_of(world: &World, names: &[&str]) -> PathBuf {
    let heading = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
        Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n";
    let rows: String = names.iter().map(|name| row(name)).collect();
    world.write_file("users.csv", format!("{heading}{rows}"))
}

on_both! {
    async fn a_domain_is_shown_given_recorded_and_undone(world) {
        let (desk, app) = (desk(world).await, world.app());
        let command = add(&["Taller.Example", "tienda.example"]);
        let shown = app.preview_command(desk.asking(), &command).await.unwrap();
        let What::Domains(it) = &shown.what else { panic!("domains") };
        let fields: Vec<_> = it.changes.iter().map(|c| format!("{}: {} -> {}", c.name, c.before, c.after)).collect();
        assert_eq!(fields, ["domain.taller.example: false -> true", "domain.tienda.example: false -> true"]);
        assert_eq!(domains(world).await, ["norte.example"], "only shown");
        let done = app.apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        assert_eq!(domains(world).await, ["norte.example", "taller.example", "tienda.example"]);
        let row = world.operation(done.receipt.operation).await;
        assert_eq!((row.kind.as_str(), app.why_final(&row)), ("domains", None));
        let told = world.store().audit(&world.permit().await, i64::MAX, 1).await.unwrap().remove(0);
        let detail = r#"{"after":{"domain.taller.example":"true","domain.tienda.example":"true"},"before":{"domain.taller.example":"false","domain.tienda.example":"false"}}"#;
        assert_eq!((told.action.as_str(), told.detail.as_str()), ("domains.changed", detail));
        let undone = run(world, &Command::Undo(row.guid)).await;
        assert_eq!(domains(world).await, ["norte.example"]);
        run(world, &Command::Undo(undone)).await;
        assert_eq!(domains(world).await.len(), 3, "and the undo is undone");
    }

    async fn a_preview_that_somebody_overtook_is_not_applied(world) {
        let (desk, app) = (desk(world).await, world.app());
        let shown = app.preview_command(desk.asking(), &add(&["taller.example"])).await.unwrap();
        run(world, &add(&["taller.example"])).await;
        let late = app.apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert!(matches!(late, Err(cupo_app::error::AppError::Changed(_))));
    }

    async fn inv_20_a_domain_belongs_to_one_organization_only(world) {
        let taken = world.store().organisation_by_id(SUR).await.unwrap().unwrap().domain;
        assert_eq!(refused(world, &add(&["nueva.example", &taken])).await, format!("E-CLASH domain.{taken}"));
        assert_eq!(domains(world).await, ["norte.example"], "all or nothing");
        assert_eq!(refused(world, &add(&["norte"])).await, "E-INVALID domain");
        assert_eq!(refused(world, &add(&[])).await, "E-INVALID domain");
        assert_eq!(refused(world, &add(&["norte.example"])).await, "E-INVALID nothing");
    }

    async fn a_domain_goes_when_no_user_and_no_address_has_it(world) {
        run(world, &add(&["taller.example", "tienda.example"])).await;
        assert_eq!(refused(world, &remove("norte.example")).await, "E-STATE default-domain");
        assert_eq!(refused(world, &remove("sur.example")).await, "E-INVALID nothing", "it is not there");
        let file = file_of(world, &["ana@taller.example", "beto@norte.example"]);
        import(world, &file).await.unwrap();
        assert_eq!(refused(world, &remove("taller.example")).await, "E-STATE domain.taller.example");
        let names = [String::from("ana@taller.example"), String::from("beto@norte.example")];
        let found = world.store().ids_of_names(&world.permit().await, &names).await.unwrap();
        let (ana, beto) = (found.iter().find(|it| it.0 == names[0]).unwrap().1, found.iter().find(|it| it.0 == names[1]).unwrap().1);
        let who = cupo_app::licenses::Who::Users(vec![ana]);
        let by = world.desk(Action::DeleteUsers).await;
        world.app().run(by.asking(), &Command::delete(who), None).await.unwrap();
        assert_eq!(refused(world, &remove("taller.example")).await, "E-STATE domain.taller.example", "she can come back");
        let address = format!("INSERT INTO alias (customer_id, address, user_id) VALUES ({NORTE}, 'b@tienda.example', {beto})");
        world.raw(&address).await;
        assert_eq!(refused(world, &remove("tienda.example")).await, "E-STATE domain.tienda.example");
        world.raw("DELETE FROM alias").await;
        let gone = run(world, &remove("tienda.example")).await;
        assert_eq!(domains(world).await, ["norte.example", "taller.example"]);
        run(world, &Command::Undo(gone)).await;
        assert_eq!(domains(world).await.len(), 3);
    }

    async fn what_others_took_meanwhile_does_not_come_back(world) {
        run(world, &add(&["taller.example"])).await;
        let gone = run(world, &remove("taller.example")).await;
        world.raw(&format!("INSERT INTO customer_domain (domain, customer_id) VALUES ('taller.example', {SUR})")).await;
        assert_eq!(refused(world, &Command::Undo(gone)).await, "E-CLASH domain.taller.example");
    }

    async fn new_users_get_the_domain_that_was_chosen(world) {
        assert_eq!(refused(world, &choose("taller.example")).await, "E-NOTFOUND domain");
        run(world, &add(&["taller.example", "tienda.example"])).await;
        run(world, &choose("taller.example")).await;
        let chosen = run(world, &choose("tienda.example")).await;
        assert_eq!(default(world).await, "tienda.example");
        run(world, &remove("taller.example")).await;
        assert_eq!(refused(world, &Command::Undo(chosen)).await, "E-NOTFOUND domain", "it is gone by now");
        let at_once = DomainWish {
            add: vec!["taller.example".to_owned()],
            remove: vec!["tienda.example".to_owned()],
            default: Some("norte.example".to_owned()),
        };
        run(world, &Command::Domains(at_once)).await;
        assert_eq!(domains(world).await, ["norte.example", "taller.example"]);
        assert_eq!(default(world).await, "norte.example");
    }

    async fn r_role_15_settings_are_for_global_administrators_and_admin_agents(world) {
        let territory = world.store().organisation_by_id(NORTE).await.unwrap().unwrap().territory();
        let may = |home: CustomerId, role| permit(&caller(home, EVA, &[role]), Action::ChangeSettings, &territory).is_ok();
        assert!(may(NORTE, Role::GlobalAdmin) && may(ANDES, Role::AdminAgent));
        for role in [Role::UserAdmin, Role::LicenseAdmin, Role::BillingAdmin, Role::GlobalReader] {
            assert!(!may(NORTE, role), "{role:?}");
        }
        let desk = world.desk(Action::EditUsers).await;
        assert_eq!(denied(world.app().run(desk.asking(), &add(&["a.example"]), None).await), "E-ROLE change-settings");
    }

    async fn a_file_names_the_domains_that_are_missing_and_is_whole_once_they_are_there(world) {
        let file = file_of(world, &["ana@taller.example", "beto@Taller.example", "eva@tienda.example", "x@a_b.example"]);
        let report = import(world, &file).await.unwrap();
        let missing: Vec<_> = report.unknown_domains.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
        assert_eq!(missing, [("taller.example", 2), ("tienda.example", 1)], "what is no domain cannot be added");
        run(world, &add(&["taller.example", "tienda.example"])).await;
        let file = file_of(world, &["ana@taller.example", "beto@Taller.example", "eva@tienda.example"]);
        let report = import(world, &file).await.unwrap();
        assert_eq!((report.rejected, i64::try_from(report.created).unwrap()), (0, ROWS));
        assert!(report.unknown_domains.is_empty());
    }

    async fn a_new_customer_can_have_several_domains(world) {
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = world.desk_of(&agent, ANDES, Action::CreateCustomers).await;
        let wanted = |domains: &[&str]| NewCustomer {
            name: "Faro".to_owned(),
            domain: "faro.example".to_owned(),
            domains: domains.iter().map(|it| (*it).to_owned()).collect(),
            country: "ES".to_owned(),
            delegated: true,
        };
        let ask = async |domains: &[&str]| {
            world.app().run(desk.asking(), &Command::CreateCustomer(wanted(domains)), None).await
        };
        assert_eq!(denied(ask(&["norte.example"]).await), "E-CLASH domains");
        assert_eq!(denied(ask(&["no domain"]).await), "E-INVALID domains");
        ask(&["Ribera.example", "faro.example", "taller.ribera.example"]).await.unwrap();
        let id = world.store().organisation_of_domain("taller.ribera.example").await.unwrap().unwrap();
        let there = world.desk_of(&agent, id, Action::EditUsers).await;
        let all = world.store().domains(&there.permit).await.unwrap();
        assert_eq!(all, ["faro.example", "ribera.example", "taller.ribera.example"]);
        let file = world.write_file("dirty.csv", DIRTY);
        let choice = ImportChoice { dry_run: true, ..ImportChoice::default() };
        let report = world.app().import_users(there.asking(), &file, choice, |_| ()).await.unwrap();
        assert!(report.good > 20, "{} rows of the project's own file are good", report.good);
    }
}

/// The sample files of an installation's own, in the folder that the environment names.
#[tokio::test]
async fn sample_files_are_whole_once_the_customer_has_their_domains() {
    let Some(folder) = std::env::var_os("CUPO_TEST_SAMPLES").map(PathBuf::from) else {
        eprintln!("no sample files: name their folder in CUPO_TEST_SAMPLES");
        return;
    };
    let world = World::on_sqlite().await;
    for name in ["users-1k.csv", "users-es-250.csv", "users-cp1252.csv"] {
        let file = folder.join(name);
        let report = import(&world, &file).await.unwrap();
        let missing: Vec<&str> = report.unknown_domains.keys().map(String::as_str).collect();
        assert!(!missing.is_empty() || report.rejected == 0, "{name}");
        if !missing.is_empty() {
            run(&world, &add(&missing)).await;
            let report = import(&world, &file).await.unwrap();
            assert_eq!((report.rejected, report.applied), (0, true), "{name}");
        }
    }
}
