//! The whole server for tests: the real router with its layers on a port of the loopback, before demo data that stand
//! still in time, on either engine. It must never be reached by the program itself.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a server that cannot be set up ends its test")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use cupo::demo::{DemoInfo, DemoOptions, describe, fill};
use cupo::server::{Reach, Server, bind};
use cupo_app::app::App;
use cupo_app::time::Clock;
use cupo_domain::time::Instant;
use cupo_http::hall::DemoNotice;
use cupo_store::store::Store;
use tokio::sync::{OnceCell, watch};
use tokio::task::JoinHandle;

use crate::postgres::{TestDatabase, database_or_notice};

pub mod client;
pub mod log;
pub mod strangers;
pub mod things;
pub mod tables;

use client::Browser;

/// When every server begins: 2026-10-01T08:00:00Z.
pub const NOW: Instant = Instant(1_790_841_600_000_000);
/// Active users of the largest customer.
const USERS: u64 = 60;

static COUNTER: AtomicU32 = AtomicU32::new(0);
/// The filled database, made once for all servers of a run.
static FILLED: OnceCell<Vec<u8>> = OnceCell::const_new();

/// A server with demo data.
pub struct TestServer {
    /// What one needs to know of the demo.
    pub info: DemoInfo,
    app: Arc<App>,
    address: std::net::SocketAddr,
    secure: bool,
    home: Home,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

enum Home {
    Sqlite(Folder),
    Postgres(TestDatabase),
}

/// A folder that goes away with this value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = crate::postgres::scratch().join(format!("cupo-server-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn database(&self) -> PathBuf {
        self.0.join("cupo.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's folder for such things.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn options() -> DemoOptions {
    DemoOptions { users: Some(USERS), seed: 7, now: NOW }
}

/// The demo with its strangers as the bytes of a file.
async fn filled() -> Vec<u8> {
    let folder = Folder::new();
    let address = format!("sqlite:{}", folder.database().display());
    let app = App::new(Arc::new(Store::open(&address).await.unwrap()), Clock::standing_at(NOW));
    furnish(&app).await;
    let copy = folder.0.join("copy.db");
    let connection = rusqlite::Connection::open(folder.database()).unwrap();
    connection.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    std::fs::read(copy).unwrap()
}

async fn furnish(app: &App) {
    fill(app, &options(), &mut |_, _| {}).await.unwrap();
    strangers::admit(app).await;
    assert_eq!(app.store().check().await.unwrap(), Vec::<String>::new(), "the demo is consistent");
}

impl TestServer {
    /// A server on a file.
    pub async fn on_sqlite() -> Self {
        Self::on_sqlite_reached(false).await
    }

    /// A server on a file, which browsers reach over TLS or not.
    pub async fn on_sqlite_reached(secure: bool) -> Self {
        Self::on_sqlite_with(|reach| reach.secure = secure).await
    }

    /// A server on a file, reached in another way than usual.
    pub async fn on_sqlite_with(change: impl FnOnce(&mut Reach)) -> Self {
        let bytes = FILLED.get_or_init(filled).await;
        let folder = Folder::new();
        std::fs::write(folder.database(), bytes).unwrap();
        let address = format!("sqlite:{}", folder.database().display());
        let mut reach = Reach::default();
        change(&mut reach);
        Self::begin(&address, Home::Sqlite(folder), reach).await
    }

    /// A server on PostgreSQL; none, with a notice, where there is no PostgreSQL.
    pub async fn on_postgres() -> Option<Self> {
        let database = database_or_notice().await.unwrap_or_else(|error| panic!("{error}"))?;
        let address = database.url().to_owned();
        let store = Store::open(&address).await.unwrap();
        let app = App::new(Arc::new(store), Clock::standing_at(NOW));
        furnish(&app).await;
        Some(Self::serve(app, Home::Postgres(database), Reach::default()).await)
    }

    async fn begin(address: &str, home: Home, reach: Reach) -> Self {
        let store = Store::open(address).await.unwrap();
        Self::serve(App::new(Arc::new(store), Clock::standing_at(NOW)), home, reach).await
    }

    async fn serve(app: Arc<App>, home: Home, reach: Reach) -> Self {
        log::listen();
        let info = describe(&options());
        let accounts =
            info.accounts.iter().map(|a| (a.role.clone(), a.username.clone(), a.password.clone())).collect();
        let secure = reach.secure;
        let reach = Reach { demo: Some(DemoNotice { accounts }), ..reach };
        let server: Server = bind(Arc::clone(&app), ([127, 0, 0, 1], 0).into(), reach).await.unwrap();
        let address = server.address;
        let (stop, until) = watch::channel(false);
        let served = tokio::spawn(async move { server.run(until).await.unwrap() });
        Self { info, app, address, secure, home, stop, served }
    }

    /// The use cases behind it.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The address of its database.
    #[must_use]
    pub fn database(&self) -> String {
        match &self.home {
            Home::Sqlite(folder) => format!("sqlite:{}", folder.database().display()),
            Home::Postgres(database) => database.url().to_owned(),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> std::net::SocketAddr {
        self.address
    }

    /// A browser in which nobody is signed in.
    #[must_use]
    pub fn nobody(&self) -> Browser {
        Browser::new(self.address, self.secure)
    }

    /// The sign-in name of the demo's account with a role.
    #[must_use]
    pub fn username(&self, role: &str) -> String {
        self.account(role).0
    }

    /// Sign-in name and password of the demo's account with a role.
    #[must_use]
    pub fn account(&self, role: &str) -> (String, String) {
        let account = self.info.accounts.iter().find(|a| a.role == role);
        let account = account.unwrap_or_else(|| panic!("the demo has the role {role}"));
        (account.username.clone(), account.password.clone())
    }

    /// A browser in which the demo's account with a role is signed in.
    pub async fn with_role(&self, role: &str) -> Browser {
        self.signed_in(&self.username(role)).await
    }

    /// A browser in which somebody is signed in, without the trouble of hashing a password.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let store = self.app.store();
        let (_, domain) = name.split_once('@').unwrap();
        let customer = store.organisation_of_domain(domain).await.unwrap().unwrap();
        let account = store.account_by_name(customer, name).await.unwrap().unwrap();
        let session = self.app.open_session(&account).await.unwrap();
        let who = self.app.who(&session.token).await.unwrap().unwrap();
        let mut browser = self.nobody();
        browser.keep("cupo_session", &session.token);
        browser.csrf = who.csrf;
        browser
    }

    /// What every table holds, as a count and a fingerprint.
    pub async fn tables(&self) -> BTreeMap<String, (i64, String)> {
        tables::read(&self.database()).await
    }

    /// The server after it was stopped and started again on the same database.
    pub async fn restart(self) -> Self {
        let Self { app, secure, home, stop, served, .. } = self;
        stop.send(true).unwrap();
        served.await.unwrap();
        app.store().close().await.unwrap();
        drop(app);
        let address = match &home {
            Home::Sqlite(folder) => format!("sqlite:{}", folder.database().display()),
            Home::Postgres(database) => database.url().to_owned(),
        };
        Self::begin(&address, home, Reach { secure, ..Reach::default() }).await
    }

    /// Ends the server: its data are consistent, and its log tells of no defect.
    pub async fn end(self) {
        assert_eq!(self.app.store().check().await.unwrap(), Vec::<String>::new(), "the data are consistent");
        self.stop.send(true).unwrap();
        self.served.abort();
        let defects = log::defects();
        assert!(defects.is_empty(), "the log tells of defects:\n{}", defects.join("\n"));
    }
}
