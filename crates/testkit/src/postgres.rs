//! A fresh PostgreSQL database for each test that asks for one.
//! It must never use a server that nobody offered for tests, and never panic because PostgreSQL is missing.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use tokio_postgres::{Client, Config, NoTls};

mod cluster;

pub use cluster::{CARELESS, Cluster, programs, scratch};

const NOT_FOUND: &str = "PostgreSQL not found: the PostgreSQL half of this test did not run; install PostgreSQL \
    15 or newer (apt-get install postgresql), set CUPO_TEST_POSTGRES, or run cargo xtask test";

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Where the tests of this process find a server: the one that was offered, else one of their own.
fn server() -> Result<Option<String>, String> {
    static SERVER: OnceLock<Result<Option<Server>, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| match std::env::var(cluster::SERVER_VARIABLE) {
        Ok(url) if !url.is_empty() => Ok(Some(Server::Offered(url))),
        _ => match programs() {
            Some(programs) => Cluster::start(&programs).map(|cluster| Some(Server::Own(cluster))),
            None => Ok(None),
        },
    });
    match server {
        Ok(found) => Ok(found.as_ref().map(Server::url)),
        Err(error) => Err(error.clone()),
    }
}

/// The static that holds it is never dropped; the guard of an own cluster stops it when the process ends.
enum Server {
    Offered(String),
    Own(Cluster),
}

impl Server {
    fn url(&self) -> String {
        match self {
            Self::Offered(url) => url.clone(),
            Self::Own(cluster) => cluster.url().to_owned(),
        }
    }
}

/// The address of a server for tests, or nothing when this machine has none that starts.
/// The first call of a process may start one, which takes about two seconds.
pub fn server_url() -> Option<String> {
    server().ok().flatten()
}

/// A new empty database of this process. The error says what to install or what is wrong.
pub async fn fresh_database() -> Result<TestDatabase, String> {
    // Starting a server waits for programs, which must not hold up the other tasks of the runtime.
    let found = tokio::task::spawn_blocking(server).await.map_err(|error| error.to_string())?;
    let Some(server) = found? else { return Err(NOT_FOUND.to_owned()) };
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = format!("cupo_test_{}_{number}", std::process::id());
    // A crashed run may have left a database of the same name on a shared server.
    run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    run(&server, &format!("CREATE DATABASE {name}")).await?;
    let url = with_database(&server, &name)?;
    Ok(TestDatabase { server, name, url, dropped: false })
}

/// As [`fresh_database`], for tests that run on every engine there is: nothing, and a notice on standard error,
/// where PostgreSQL is not installed. `cargo xtask test` installs it, so there nothing is left out.
pub async fn database_or_notice() -> Result<Option<TestDatabase>, String> {
    match fresh_database().await {
        Err(error) if error == NOT_FOUND => {
            notice();
            Ok(None)
        }
        result => result.map(Some),
    }
}

#[expect(clippy::print_stderr, reason = "a test that leaves out an engine has to say so to its reader")]
fn notice() {
    eprintln!("{NOT_FOUND}");
}

/// A database that goes away with this value.
#[derive(Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
    url: String,
    dropped: bool,
}

impl TestDatabase {
    /// The address to connect to, as `postgres://…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes the database, ending every connection to it, and reports what went wrong.
    pub async fn close(mut self) -> Result<(), String> {
        self.dropped = true;
        run(&self.server, &self.drop_statement()).await
    }

    fn drop_statement(&self) -> String {
        format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.dropped {
            return;
        }
        let (server, statement) = (self.server.clone(), self.drop_statement());
        // A thread of its own, since the test's runtime may be the one that is being left right now.
        let removal = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_err(|error| error.to_string())?.block_on(run(&server, &statement))
        });
        if let Ok(Err(error)) = removal.join() {
            report_leftover(&self.name, &error);
        }
    }
}

#[expect(clippy::print_stderr, reason = "a test database that stays behind would otherwise go unnoticed")]
fn report_leftover(name: &str, error: &str) {
    eprintln!("the test database {name} was not removed: {error}");
}

fn with_database(server: &str, name: &str) -> Result<String, String> {
    let (address, query) = match server.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (server, String::new()),
    };
    let scheme_end = address.find("://").map_or(0, |at| at + 3);
    let host_end = address.get(scheme_end..).and_then(|rest| rest.find('/')).map(|at| scheme_end + at);
    let base = address.get(..host_end.unwrap_or(address.len())).unwrap_or(address);
    if scheme_end == 0 {
        return Err(format!(
            "{} must be an address as postgres://user@host:port/name",
            cluster::SERVER_VARIABLE
        ));
    }
    Ok(format!("{base}/{name}{query}"))
}

async fn run(server: &str, statement: &str) -> Result<(), String> {
    let (client, connection) = connect(server).await?;
    let result = client.batch_execute(statement).await;
    drop(client);
    // The connection ends once its client is gone; its own error would only repeat the statement's.
    drop(connection.await);
    result.map_err(|error| format!("{statement}: {}", chain(&error)))
}

async fn connect(server: &str) -> Result<(Client, tokio::task::JoinHandle<()>), String> {
    let config: Config =
        server.parse().map_err(|error| format!("{}: {}", cluster::SERVER_VARIABLE, chain(&error)))?;
    let (client, connection) =
        config.connect(NoTls).await.map_err(|error| format!("no test server answers: {}", chain(&error)))?;
    Ok((client, tokio::spawn(async move { drop(connection.await) })))
}

fn chain(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
