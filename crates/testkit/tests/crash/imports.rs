//! Kills in the middle of imports. Nothing of an import is acknowledged before its report: a file that was broken off
//! is given again, and then everything of it is there once. What was written by then is whole, user by user.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use cupo_store::store::Store;
use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;

use crate::program::Program;
use crate::report::{result, seed};

/// Kills of each import.
const KILLS: u64 = 3;
/// The longest time until a kill.
const DELAY_MS: u64 = 2_000;
/// The same for products, whose import is one commit.
const PRODUCTS_MS: u64 = 350;
/// Products of the list, two plans each.
const PRODUCTS: usize = 400;

/// People of the file.
fn rows() -> usize {
    std::env::var("CUPO_CRASH_ROWS").ok().and_then(|text| text.parse().ok()).unwrap_or(11_000)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_an_import_of_users_leave_no_half_user_on_sqlite() {
    users(World::on_sqlite().await, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_an_import_of_users_leave_no_half_user_on_postgres() {
    if let Some(world) = World::on_postgres().await {
        users(world, "postgres").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_an_import_of_the_catalogue_leave_the_old_or_the_new_on_sqlite() {
    catalogue(World::on_sqlite().await, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_during_an_import_of_the_catalogue_leave_the_old_or_the_new_on_postgres() {
    if let Some(world) = World::on_postgres().await {
        catalogue(world, "postgres").await;
    }
}

/// Runs a command and kills it at random instants until it has either been killed often enough or come to its end.
async fn killed(words: &[&str], world: &World, chance: &mut Chance, database: &str) -> u64 {
    let mut killed = 0;
    for _ in 0..KILLS {
        let program = Program::begin(words, world.file("import.log"));
        tokio::time::sleep(Duration::from_millis(chance.below(DELAY_MS))).await;
        killed += u64::from(program.kill_if_running());
        // Opened to write, so that on a server what was sent before the kill has come to its end.
        let store = writer(database).await;
        assert_eq!(store.check().await.unwrap(), Vec::<String>::new(), "after a kill");
    }
    Program::begin(words, world.file("import.log")).finish();
    killed
}

async fn writer(database: &str) -> Store {
    Store::open(database).await.unwrap()
}

async fn users(mut world: World, engine: &str) {
    let seed = seed(&format!("{engine}: import of users"));
    let mut text = String::from(
        "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,\
         Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n",
    );
    for n in 0..rows() {
        writeln!(text, "nueva.{n}@norte.example,Nueva,{n},Nueva {n},,,,,,,,,,,,Spain").unwrap();
    }
    let file = world.write_file("nuevas.csv", text);
    world.stop();
    let database = world.address();
    let path = file.display().to_string();
    let words = ["user", "import", path.as_str(), "--database", &database, "--customer", "norte.example"];
    let mut chance = Chance::of(seed);
    let killed = killed(&words, &world, &mut chance, &database).await;
    world.open_again().await;
    world.check().await;
    let there = world.raw_number("SELECT count(*) FROM users WHERE sign_in LIKE 'nueva.%'").await;
    let records = world
        .raw_number(
            "SELECT count(DISTINCT a.subject_id) FROM audit a JOIN users u ON u.customer_id = a.customer_id \
             AND u.user_id = a.subject_id WHERE a.action = 'user.created' AND u.sign_in LIKE 'nueva.%'",
        )
        .await;
    let all = i64::try_from(rows()).unwrap();
    assert_eq!((there, records), (all, all), "everybody is there once, with a record");
    remove(&[&file, &world.file("import.log")]);
    result(&format!("{engine}: seed {seed}, import of {all} users killed {killed} times, each user once"));
}

async fn catalogue(mut world: World, engine: &str) {
    let seed = seed(&format!("{engine}: import of products"));
    let mut text = String::from(
        "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n",
    );
    for n in 0..PRODUCTS {
        for plan in [n, n + 1] {
            writeln!(
                text,
                "Oficina {n},OFICINA_{n},1{n:07}-0000-4000-8000-000000000001,PLAN_{plan},2{plan:07}-0000-4000-9000-000000000001,Plan {plan}"
            )
            .unwrap();
        }
    }
    let file = world.write_file("productos.csv", text);
    world.stop();
    let database = world.address();
    let path = file.display().to_string();
    let words = ["catalog", "import", path.as_str(), "--database", &database];
    let mut chance = Chance::of(seed);
    let mut times = 0;
    for _ in 0..KILLS {
        let program = Program::begin(&words, world.file("import.log"));
        tokio::time::sleep(Duration::from_millis(chance.below(PRODUCTS_MS))).await;
        times += u64::from(program.kill_if_running());
        let store = writer(&database).await;
        assert_eq!(store.check().await.unwrap(), Vec::<String>::new(), "after a kill");
        let rows = store.catalogue_rows().await.unwrap();
        let new = rows.products.iter().filter(|p| p.product.part_number.starts_with("OFICINA_")).count();
        assert!(new == 0 || new == PRODUCTS, "the old list or the new one, and not {new} of {PRODUCTS}");
        assert!(rows.products.iter().all(|p| !p.product.plans.is_empty()), "no product without its plans");
    }
    Program::begin(&words, world.file("import.log")).finish();
    world.open_again().await;
    let rows = world.store().catalogue_rows().await.unwrap();
    let new: Vec<_> =
        rows.products.iter().filter(|p| p.product.part_number.starts_with("OFICINA_")).collect();
    assert_eq!(new.len(), PRODUCTS);
    assert!(new.iter().all(|p| p.product.plans.iter().count() == 2), "each with its two plans");
    world.check().await;
    remove(&[&file, &world.file("import.log")]);
    result(&format!(
        "{engine}: seed {seed}, import of {PRODUCTS} products killed {times} times, whole or not at all"
    ));
}

fn remove(files: &[&Path]) {
    for file in files {
        // It lies in the temporary folder; a leftover does no harm.
        drop(std::fs::remove_file(file));
    }
}
