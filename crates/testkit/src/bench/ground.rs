//! Where the bench measures: databases full of demo data, made once and copied for each measurement, so that every one
//! begins with the same. It must never touch a database that it did not make.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cupo::demo::{DemoApp, DemoOptions, describe, fill, is_filled};
use cupo_app::app::App;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Request, Who};
use cupo_app::time::Clock;
use cupo_domain::access::{Action, Actor, Permit, resumed_permit};
use cupo_domain::catalogue::Product;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::decide::quantity::{Channel, Status, Subscription};
use cupo_domain::ids::{CustomerId, Guid, PoolId, ProductId, SubscriptionId, UserId};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::time::Instant;
use cupo_store::store::Store;
use cupo_store::subscriptions::{SubscriptionRow, insert_pools, insert_subscriptions};
use cupo_store::users::UserFilter;
use tokio_postgres::NoTls;

/// Names the server that may be measured on; `cargo xtask bench` starts one.
const SERVER_VARIABLE: &str = "CUPO_BENCH_POSTGRES";
/// When the demo data begins: the same data in every run.
const BEGIN: Instant = Instant(1_780_000_000_000_000);
const SEED: u64 = 7;
/// A pool that nobody holds a seat of yet.
const POOL: PoolId = PoolId(9_000_000_001);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// The folder of the bench's files, on the file system the project is built on.
pub fn folder() -> Result<PathBuf, String> {
    let folder = std::env::var_os("CUPO_BENCH_FOLDER")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/bench"), PathBuf::from);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// The server that may be measured on.
pub fn server() -> Result<String, String> {
    std::env::var(SERVER_VARIABLE)
        .map_err(|_| format!("{SERVER_VARIABLE} names no server; use cargo xtask bench"))
}

fn database(name: &str) -> Result<String, String> {
    let server = server()?;
    let (base, _) = server.rsplit_once('/').ok_or("the server's address names no database")?;
    Ok(format!("{base}/{name}"))
}

pub async fn sql(address: &str, statements: &[&str]) -> Result<(), String> {
    let (client, connection) =
        tokio_postgres::connect(address, NoTls).await.map_err(|e| format!("{address}: {e}"))?;
    let running = tokio::spawn(connection);
    for statement in statements {
        client.batch_execute(statement).await.map_err(|e| format!("{statement}: {e:?}"))?;
    }
    drop(client);
    drop(running.await);
    Ok(())
}

/// A new copy of the demo data.
pub async fn copy(engine: Engine, users: u64) -> Result<String, String> {
    let made = prepared(engine, users).await?;
    match engine {
        Engine::Sqlite => {
            let (from, to) = (file(&made)?, folder()?.join("work.db"));
            forget(&to)?;
            std::fs::copy(from, &to).map_err(|error| format!("{}: {error}", to.display()))?;
            Ok(format!("sqlite:{}", to.display()))
        }
        Engine::Postgres => {
            let from = format!("CREATE DATABASE bench_work TEMPLATE bench_{users} STRATEGY FILE_COPY");
            sql(&server()?, &["DROP DATABASE IF EXISTS bench_work WITH (FORCE)", &from, "CHECKPOINT"])
                .await?;
            database("bench_work")
        }
    }
}

/// The demo data itself, to be read only; made when it is not there yet.
pub async fn prepared(engine: Engine, users: u64) -> Result<String, String> {
    let address = match engine {
        Engine::Sqlite => format!("sqlite:{}", folder()?.join(format!("demo-{users}.db")).display()),
        Engine::Postgres => {
            // There already is as good as made.
            drop(sql(&server()?, &[&format!("CREATE DATABASE bench_{users}")]).await);
            database(&format!("bench_{users}"))?
        }
    };
    let options = demo(users);
    let app = open(&address).await?;
    if !is_filled(&app, &options).await.map_err(|e| e.to_string())? {
        println!("making demo data with {users} users on {} …", engine.name());
        fill(&app, &options, &mut |_, _| {}).await.map_err(|e| format!("{address}: {e}; remove it"))?;
        add_pool(&app, largest(&app, users).await?).await?;
    }
    drop(app);
    match engine {
        Engine::Sqlite => checkpoint(file(&address)?)?,
        Engine::Postgres => sql(&address, &["ANALYZE"]).await?,
    }
    Ok(address)
}

fn demo(users: u64) -> DemoOptions {
    DemoOptions { users: Some(users), seed: SEED, now: BEGIN }
}

/// The file of an address.
pub fn file(address: &str) -> Result<&Path, String> {
    address.strip_prefix("sqlite:").map(Path::new).ok_or_else(|| format!("{address} is no file"))
}

/// Brings everything into the file itself, so that it can be copied alone.
pub fn checkpoint(file: &Path) -> Result<(), String> {
    let said = |error: rusqlite::Error| format!("{}: {error}", file.display());
    let connection = rusqlite::Connection::open(file).map_err(said)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(said)
}

/// Removes a database file with everything beside it.
pub fn forget(path: &Path) -> Result<(), String> {
    for end in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("{}: {error}", Path::new(&name).display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens a database as the server does.
pub async fn open(address: &str) -> Result<Arc<App>, String> {
    let store = Store::open(address).await.map_err(|e| format!("{address}: {e}"))?;
    Ok(App::new(Arc::new(store), Clock::starting_at(BEGIN)))
}

fn permit(customer: CustomerId) -> Permit {
    resumed_permit(customer, Actor::Operator { name: "bench".to_owned() }, Action::AssignLicenses)
}

async fn largest(app: &App, users: u64) -> Result<CustomerId, String> {
    let guid = describe(&demo(users)).customers.first().map(|c| c.id).unwrap_or_default();
    let found = app.store().organisation(guid).await.map_err(|e| e.to_string())?;
    found.map(|o| o.id).ok_or_else(|| "the demo has no largest customer".to_owned())
}

/// A program of the largest customer that may change licenses.
pub fn program(users: u64) -> Result<DemoApp, String> {
    let found = describe(&demo(users)).apps.into_iter().find(|app| app.role == "global-admin");
    found.ok_or_else(|| "the demo has no program".to_owned())
}

/// Products whose plans concern no rule; the first that the customer does not have gets the pool.
const HARMLESS: [&str; 3] = ["FLOW_PER_USER", "VIVA_LEARNING", "RIGHTSMANAGEMENT_ADHOC"];

async fn add_pool(app: &App, customer: CustomerId) -> Result<(), String> {
    let pools = app.store().pools(&permit(customer)).await.map_err(|e| e.to_string())?;
    let catalogue = app.store().catalogue();
    let new = |p: &&Product| !pools.iter().any(|pool| pool.product == p.id);
    let product = HARMLESS
        .iter()
        .find_map(|name| catalogue.products().filter(new).find(|p| p.part_number == *name))
        .ok_or("the catalogue has no product without rules")?;
    let seats = 2_000_000;
    let units = Units { enabled: seats, ..Units::default() };
    let pool =
        Pool { id: POOL, product: product.id, kind: PoolKind::Central, units, consumed: 0, reserved: 0 };
    let subscription = SubscriptionRow {
        subscription: Subscription {
            id: SubscriptionId(POOL.0),
            pool: POOL,
            product: product.id,
            channel: Channel::Reseller,
            status: Status::Active,
            quantity: seats,
            window_from: BEGIN,
            window_seats: seats,
            version: 1,
        },
        guid: Guid::from_u128(0xBE_7C),
        term: "P1Y".to_owned(),
        starts_at: BEGIN.0,
        ends_at: BEGIN.plus_days(365).0,
        recurring: true,
        pinned: false,
        base: None,
        price_minor: None,
        currency: "EUR".to_owned(),
    };
    let turn = app.store().turn().await.map_err(|e| e.to_string())?;
    let statements = vec![insert_pools(customer, &[pool]), insert_subscriptions(customer, &[subscription])];
    app.store().commit(&turn, statements).await.map_err(|e| e.to_string())
}

/// The largest customer, ready for commands.
pub struct Customer {
    pub app: Arc<App>,
    pub permit: Permit,
    pub product: ProductId,
    /// Active users by key.
    pub users: Vec<UserId>,
}

impl Customer {
    pub async fn at(address: &str, users: u64) -> Result<Self, String> {
        let app = open(address).await?;
        let customer = largest(&app, users).await?;
        let permit = permit(customer);
        let store = app.store();
        let mut users = store.user_ids(&permit, &UserFilter::default()).await.map_err(|e| e.to_string())?;
        users.sort();
        let pools = store.pools(&permit).await.map_err(|e| e.to_string())?;
        let product = pools.iter().find(|p| p.id == POOL).map(|p| p.product);
        let product = product.ok_or("the demo data is not the bench's; remove it")?;
        Ok(Self { app, permit, product, users })
    }

    /// The users with these places among every ten.
    pub fn every_tenth(&self, count: usize) -> Vec<UserId> {
        self.users
            .iter()
            .skip(7)
            .step_by((self.users.len() / count.max(1)).max(1))
            .take(count)
            .copied()
            .collect()
    }

    /// Gives the product to users.
    pub fn give(&self, who: Who) -> Request {
        let edit = ProductEdit { product: self.product, license: LicenseEdit::Give, plans: PlanEdit::none() };
        Request {
            who,
            wanted: Wanted::Change(ChangeLicenses::bulk(Edits::Products(vec![edit]))),
            reason: String::new(),
            channel: "cli",
            owner: 0,
            users_max: None,
            strict: false,
            once: None,
            used: None,
        }
    }

    /// Proves the database consistent, as `cupo check` does.
    pub async fn check(&self) -> Result<(), String> {
        let found = self.app.store().check().await.map_err(|e| e.to_string())?;
        if found.is_empty() { Ok(()) } else { Err(format!("the database is not consistent: {found:?}")) }
    }
}
