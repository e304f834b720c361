//! One throw-away PostgreSQL server on the loopback, for tests: made, awaited and removed with its files.
//! It must never touch a server that it did not start, listen beyond the loopback, or outlive its process.
//! Standard library only, because `xtask` compiles this very file too.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

/// The environment variable that names a server which may be used for tests.
pub const SERVER_VARIABLE: &str = "CUPO_TEST_POSTGRES";
/// Older servers lack `NULLS NOT DISTINCT` and are not supported.
pub const VERSION_MIN: u32 = 15;
const START_ATTEMPTS_MAX: u32 = 3;
/// Nothing in a test has to survive a power cut.
pub const CARELESS: [&str; 3] = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];
/// Room in memory as a server of some size has; all that makes commits durable is left on.
const DURABLE: [&str; 3] = ["shared_buffers=1GB", "max_wal_size=4GB", "checkpoint_timeout=15min"];
/// Memory that has to be free, in KiB, before files are put there: a whole run leaves less than 1 GiB at a time.
const SCRATCH_KIB_MIN: u64 = 6 * 1024 * 1024;
const READY_POLLS_MAX: u32 = 300;
const READY_POLL: Duration = Duration::from_millis(100);

/// Stops the server and removes its folder when its standard input ends, which happens when the owner ends in
/// any way, even by a kill. Ends itself, and leaves the log to be read, when the server ends unasked.
const GUARD: &str = r#"
folder=$1; shift
exec 3<&0 0</dev/null
"$@" >>"$folder/server.log" 2>&1 3<&- &
server=$!
{ cat >/dev/null; : >"$folder/stop"; kill -INT "$server"; } <&3 &
watch=$!
wait "$server"
if [ -e "$folder/stop" ]; then rm -rf "$folder"; else kill "$watch"; exit 3; fi
"#;

/// A running server. Dropping it stops the server and removes its files.
#[derive(Debug)]
pub struct Cluster {
    guard: Child,
    folder: PathBuf,
    url: String,
}

impl Cluster {
    /// Starts a server from the programs in `programs`, as [`programs`] finds them.
    pub fn start(programs: &Path) -> Result<Self, String> {
        Self::start_with(programs, &CARELESS, None)
    }

    /// The same with every commit on disk before it is answered, as real servers have it: for measuring.
    pub fn start_durable(programs: &Path) -> Result<Self, String> {
        Self::start_with(programs, &DURABLE, None)
    }

    /// With these settings; encrypted with a certificate and its key, as PEM, where there are some.
    pub fn start_with(
        programs: &Path,
        settings: &[&str],
        pair: Option<(&str, &str)>,
    ) -> Result<Self, String> {
        let mut last = String::new();
        for _ in 0..START_ATTEMPTS_MAX {
            match Self::attempt(programs, settings, pair) {
                Ok(cluster) => return Ok(cluster),
                Err(error) => last = error,
            }
        }
        Err(format!("PostgreSQL from {} did not start: {last}", programs.display()))
    }

    /// The address of the server's `postgres` database, for its superuser.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn attempt(programs: &Path, settings: &[&str], pair: Option<(&str, &str)>) -> Result<Self, String> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let place = if settings.contains(&CARELESS[0]) { scratch() } else { std::env::temp_dir() };
        let folder = place.join(format!("cupo-pg-{}-{number}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        Self::start_in(programs, &folder, (settings, pair)).inspect_err(|_| {
            // Whatever is left is in the temporary folder of the system; the first error is the one to tell.
            drop(fs::remove_dir_all(&folder));
        })
    }

    fn start_in(
        programs: &Path,
        folder: &Path,
        (settings, pair): (&[&str], Option<(&str, &str)>),
    ) -> Result<Self, String> {
        let account = Account::find()?;
        if let Account::Other { uid, gid } = account {
            std::os::unix::fs::chown(folder, Some(uid), Some(gid))
                .map_err(|error| format!("cannot give {} to its user: {error}", folder.display()))?;
        }
        make_data(&account, programs, folder)?;
        let mut settings = settings.to_vec();
        if let Some(pair) = pair {
            keep_pair(&account, folder, pair)?;
            settings.extend(["ssl=on", "ssl_cert_file=server.crt", "ssl_key_file=server.key"]);
        }
        // Free now and taken a moment later by somebody else is possible, hence the attempts.
        let port = free_port().map_err(|error| format!("no free port on 127.0.0.1: {error}"))?;
        let guard = spawn_guarded(&account, programs, folder, (port, &settings))?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut cluster = Self { guard, folder: folder.to_path_buf(), url };
        cluster.wait_until_ready(programs, port)?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16) -> Result<(), String> {
        for _ in 0..READY_POLLS_MAX {
            let ended = self.guard.try_wait().map_err(|error| format!("cannot watch the server: {error}"))?;
            if ended.is_some() {
                return Err(format!("the server ended at once: {}", self.last_words()));
            }
            let mut probe = Command::new(programs.join("pg_isready"));
            probe.args(["--quiet", "--host", "127.0.0.1", "--port", &port.to_string()]);
            let answer = quiet(&mut probe).status().map_err(|error| format!("pg_isready: {error}"))?;
            if answer.success() && self.has_own_postmaster(port) {
                return Ok(());
            }
            sleep(READY_POLL);
        }
        Err(format!("the server was not ready in time: {}", self.last_words()))
    }

    /// An answer on the port counts only when our server has written that it listens there.
    fn has_own_postmaster(&self, port: u16) -> bool {
        let lock = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        lock.lines().nth(3) == Some(port.to_string().as_str())
            && lock.lines().nth(7).is_some_and(|state| state.trim() == "ready")
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        log.lines().rev().take(3).collect::<Vec<_>>().join(" | ")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard has been told; a failed wait leaves nothing that this process could still do.
        drop(self.guard.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Where files go that nobody needs after a power cut: into memory where there is plenty of it, since making and dropping
/// hundreds of databases keeps a disk busy for minutes; else, or where `TMPDIR` says so, into the temporary folder.
pub fn scratch() -> PathBuf {
    static PLACE: OnceLock<PathBuf> = OnceLock::new();
    PLACE.get_or_init(find_scratch).clone()
}

fn find_scratch() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let room = std::env::var_os("TMPDIR").is_none()
        && available_memory_kib().is_some_and(|kib| kib >= SCRATCH_KIB_MIN)
        && room_kib(memory).is_some_and(|kib| kib >= SCRATCH_KIB_MIN);
    let probe = memory.join(format!("cupo-probe-{}", std::process::id()));
    if room && fs::write(&probe, []).and_then(|()| fs::remove_file(&probe)).is_ok() {
        memory.to_path_buf()
    } else {
        std::env::temp_dir()
    }
}

fn available_memory_kib() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn room_kib(folder: &Path) -> Option<u64> {
    let output = Command::new("df").args(["-k", "--output=avail"]).arg(folder).stdin(Stdio::null()).output();
    String::from_utf8_lossy(&output.ok()?.stdout).lines().last()?.trim().parse().ok()
}

/// The folder with the programs of the newest usable PostgreSQL on this machine.
pub fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    folders
        .retain(|folder| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).is_file()));
    let usable = folders.into_iter().filter_map(|folder| Some((version(&folder)?, folder)));
    usable.filter(|(version, _)| *version >= VERSION_MIN).max().map(|(_, folder)| folder)
}

fn version(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").stdin(Stdio::null()).output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_version(text: &str) -> Option<u32> {
    let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Who the server runs as: it refuses to run as root.
enum Account {
    Own,
    Other { uid: u32, gid: u32 },
}

impl Account {
    fn find() -> Result<Self, String> {
        if id(&["-u"])? != 0 {
            return Ok(Self::Own);
        }
        let missing =
            |error| format!("PostgreSQL refuses to run as root and {error}; create the user postgres");
        Ok(Self::Other {
            uid: id(&["-u", "postgres"]).map_err(missing)?,
            gid: id(&["-g", "postgres"]).map_err(missing)?,
        })
    }

    fn words(&self, program: &Path) -> Vec<String> {
        let mut words = match self {
            Self::Own => Vec::new(),
            Self::Other { uid, gid } => ["setpriv", "--init-groups", "--reuid", &uid.to_string()]
                .into_iter()
                .chain(["--regid", &gid.to_string(), "--"])
                .map(str::to_owned)
                .collect(),
        };
        words.push(program.to_string_lossy().into_owned());
        words
    }
}

fn id(arguments: &[&str]) -> Result<u32, String> {
    let output = Command::new("id").args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("the program id did not start ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| format!("`id {}` gives no number", arguments.join(" ")))
}

fn make_data(account: &Account, programs: &Path, folder: &Path) -> Result<(), String> {
    let words = account.words(&programs.join("initdb"));
    let Some((program, leading)) = words.split_first() else { return Err("no program to start".to_owned()) };
    let mut initdb = Command::new(program);
    initdb.args(leading).arg("--pgdata").arg(folder.join("data"));
    initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"]);
    // A linguistic default order, as real servers have: text that is compared without a named collation shows.
    initdb.args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=es-ES"]);
    let output = initdb.current_dir(folder).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{program} did not start: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}

/// Puts certificate and key where the server finds them, the key for nobody else to read.
fn keep_pair(account: &Account, folder: &Path, (certificate, key): (&str, &str)) -> Result<(), String> {
    for (name, text) in [("server.crt", certificate), ("server.key", key)] {
        let file = folder.join("data").join(name);
        let failed = |error: io::Error| format!("cannot write {}: {error}", file.display());
        fs::write(&file, text).map_err(failed)?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        if let Account::Other { uid, gid } = account {
            std::os::unix::fs::chown(&file, Some(*uid), Some(*gid)).map_err(failed)?;
        }
    }
    Ok(())
}

fn spawn_guarded(
    account: &Account,
    programs: &Path,
    folder: &Path,
    (port, settings): (u16, &[&str]),
) -> Result<Child, String> {
    let mut guard = Command::new("sh");
    guard.arg("-c").arg(GUARD).arg("cupo-postgres").arg(folder);
    guard.args(account.words(&programs.join("postgres"))).arg("-D").arg(folder.join("data"));
    // No socket file, since every client comes by TCP.
    let place = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"];
    guard.arg("-c").arg(format!("port={port}"));
    for setting in place.iter().chain(settings) {
        guard.arg("-c").arg(setting);
    }
    // A process group of its own: a ctrl-c must not reach the guard before its owner has ended.
    guard.current_dir(folder).process_group(0);
    quiet(&mut guard).stdin(Stdio::piped()).spawn().map_err(|error| format!("sh did not start: {error}"))
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_debian_and_plain_builds() {
        assert_eq!(parse_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(parse_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(parse_version("nothing"), None);
    }

    #[test]
    fn a_dropped_cluster_leaves_neither_server_nor_files() {
        let Some(programs) = programs() else { return };
        let cluster = Cluster::start(&programs).expect("an installed PostgreSQL starts");
        let (folder, url) = (cluster.folder.clone(), cluster.url().to_owned());
        assert!(folder.join("data").is_dir(), "the server has its files at {url}");
        drop(cluster);
        assert!(!folder.exists(), "the files are gone");
        let port = url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port");
        let address = format!("127.0.0.1:{port}");
        assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
    }
}
