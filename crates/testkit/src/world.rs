//! A small Cupo for tests on either engine: a database of its own, a clock that stands still, a tiny catalogue, a
//! partner with two customers, and a customer of nobody. It must never be reached by the program itself.
//!
//! [`on_both!`](crate::on_both) tells one story on SQLite and on PostgreSQL and proves the database consistent after
//! it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a world that cannot be set up ends its test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use cupo_app::app::App;
use cupo_app::time::Clock;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::store::Store;

use crate::postgres::{TestDatabase, database_or_notice};

pub mod place;
pub mod people;
pub mod raw;
pub mod ask;
pub mod answer;

/// When every world begins: 2025-06-15T15:06:40Z.
pub const BEGIN: Instant = Instant(1_750_000_000_000_000);
/// Microseconds in a minute.
pub const MINUTE: i64 = 60_000_000;
/// Microseconds in a day.
pub const DAY: i64 = 24 * 60 * MINUTE;

/// How often, and how long each time, a world waits for those who hold on to its program.
const GOODBYES_MAX: u32 = 400;
const GOODBYE: Duration = Duration::from_millis(5);

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A running Cupo on a database of its own.
pub struct World {
    app: Option<Arc<App>>,
    home: Home,
    next: i64,
    names: BTreeMap<UserId, String>,
    damaged: bool,
}

enum Home {
    Sqlite(Folder),
    Postgres(TestDatabase),
}

/// A folder that goes away with this value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's folder for such things.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl World {
    /// A world in a new file.
    pub async fn on_sqlite() -> Self {
        Self::bare_on_sqlite().await.settled().await
    }

    /// A world on a server; none, with a notice, where there is no PostgreSQL.
    pub async fn on_postgres() -> Option<Self> {
        Some(Self::bare_on_postgres().await?.settled().await)
    }

    /// A world in a new file in which there is nobody yet.
    pub async fn bare_on_sqlite() -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let folder = crate::postgres::scratch().join(format!("cupo-world-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self::begin(Home::Sqlite(Folder(folder))).await
    }

    /// A world on a server in which there is nobody yet; none, with a notice, where there is no PostgreSQL.
    pub async fn bare_on_postgres() -> Option<Self> {
        let database = database_or_notice().await.unwrap_or_else(|error| panic!("{error}"))?;
        Some(Self::begin(Home::Postgres(database)).await)
    }

    async fn begin(home: Home) -> Self {
        let mut world = Self { app: None, home, next: 1_000, names: BTreeMap::new(), damaged: false };
        world.open(BEGIN).await;
        world
    }

    async fn settled(mut self) -> Self {
        self.settle().await;
        self
    }

    async fn open(&mut self, at: Instant) {
        let store = Store::open(&self.address()).await.unwrap();
        self.app = Some(App::open(Arc::new(store), Clock::standing_at(at)).await.unwrap());
    }

    /// Ends the program without any farewell and starts it again a minute later, as after a crash.
    pub async fn crash(&mut self) {
        self.restart_after(MINUTE).await;
    }

    /// Ends the program and starts it again later. The clock for security, which nothing else moves, starts at the
    /// business time of then.
    pub async fn restart_after(&mut self, micros: i64) {
        let at = Instant(self.app().clock().security_now() + micros);
        let app = self.app.take().unwrap();
        // A caller who was sent away in the middle of something lets go on another thread.
        for _ in 0..GOODBYES_MAX {
            if Arc::strong_count(&app) == 1 {
                break;
            }
            tokio::time::sleep(GOODBYE).await;
        }
        assert_eq!(Arc::strong_count(&app), 1, "nobody else holds on to the program");
        drop(app);
        self.open(at).await;
    }

    /// Ends the program for good; nothing is checked after it.
    pub fn stop(&mut self) {
        self.damaged = true;
        self.app = None;
    }

    /// Opens the database again after another program had it.
    pub async fn open_again(&mut self) {
        self.open(BEGIN).await;
    }

    /// The address of the database.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.home {
            Home::Sqlite(folder) => format!("sqlite:{}", folder.0.join("cupo.db").display()),
            Home::Postgres(database) => database.url().to_owned(),
        }
    }

    /// A place for files of the test.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        match &self.home {
            Home::Sqlite(folder) => folder.0.join(name),
            Home::Postgres(database) => {
                let name = format!("{}-{name}", database.url().rsplit('/').next().unwrap_or("world"));
                crate::postgres::scratch().join(name)
            }
        }
    }

    /// Writes a file of the test.
    #[must_use]
    pub fn write_file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        self.app.as_ref().unwrap()
    }

    /// What it remembers.
    #[must_use]
    pub fn store(&self) -> &Arc<Store> {
        self.app().store()
    }

    /// Lets business time pass.
    pub fn wait(&self, micros: i64) {
        self.app().clock().advance(micros);
    }

    /// The next number nobody has.
    pub fn number(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    /// The story broke the database on purpose; what it says about that, the story checks itself.
    pub fn damaged_on_purpose(&mut self) {
        self.damaged = true;
    }

    /// Proves the database consistent.
    pub async fn check(&self) {
        assert_eq!(self.store().check().await.unwrap(), Vec::<String>::new(), "the database is consistent");
    }
}

/// Tells a story in a world and proves the world consistent after it.
pub async fn tell(mut world: World, story: impl AsyncFnOnce(&mut World)) {
    story(&mut world).await;
    if !world.damaged {
        world.check().await;
    }
}

/// The file of an SQLite world.
pub(crate) fn file_of(address: &str) -> Option<&Path> {
    address.strip_prefix("sqlite:").map(Path::new)
}

/// Stories that are told on both engines: each `async fn name(world) { … }` becomes the tests `name::sqlite` and
/// `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn story($world: &mut $crate::world::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::world::tell($crate::world::World::on_sqlite().await, story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(world) = $crate::world::World::on_postgres().await {
                    $crate::world::tell(world, story).await;
                }
            }
        }
    )*};
}
