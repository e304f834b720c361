//! Runs the real binary on copies of one demo. It must never read the configuration of the person who tests.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench that cannot be set up ends its test"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use cupo_app::app::App;
use cupo_app::store::store::Store;
use cupo_app::time::Clock;
use serde_json::Value;

static NUMBER: AtomicU32 = AtomicU32::new(0);
static DEMO: OnceLock<(Vec<u8>, Value)> = OnceLock::new();
/// The domain of the largest customer of the demo.
pub const CUSTOMER: &str = "serrania.example";

/// A folder that goes away.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("cupo-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}

/// The binary with an environment of its own.
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cupo"));
    for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("CUPO_")) {
        command.env_remove(key);
    }
    for key in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(key);
    }
    command.env("XDG_CONFIG_HOME", home).env("USER", "probe").stdin(Stdio::null());
    command
}

/// Runs to the end with something on standard input.
pub fn run(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that needs no input may be gone by now.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let ended = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: ended.status.code().unwrap_or(-1), out: text(ended.stdout), err: text(ended.stderr) }
}

/// A demo of sixty users: the file, and what `cupo demo --json` said of it.
pub fn demo() -> &'static (Vec<u8>, Value) {
    DEMO.get_or_init(|| {
        let folder = Folder::new();
        let mut demo = command(&folder.0);
        demo.args(["demo", "--json", "--users", "60", "--seed", "7", "--listen", "127.0.0.1:0", "--data"]);
        let mut child = demo.arg(&folder.0).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        end(&mut child);
        let_time_pass(&format!("sqlite:{}", folder.0.join("cupo.db").display()));
        let copy = folder.0.join("copy.db");
        let from = rusqlite::Connection::open(folder.0.join("cupo.db")).unwrap();
        from.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
        (std::fs::read(copy).unwrap(), serde_json::from_str(&line).unwrap())
    })
}

/// Does what is due in the demo, so that a server, which does it by itself, has nothing of its own to do.
fn let_time_pass(database: &str) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(database).await.unwrap();
        App::new(Arc::new(store), Clock::system()).work_on_time().await.unwrap();
    });
}

fn end(child: &mut Child) {
    // It may have ended by itself.
    drop(child.kill());
    child.wait().unwrap();
}

/// A copy of the demo's database, worked on directly.
pub struct Local {
    pub folder: Folder,
}

impl Local {
    pub fn new() -> Self {
        let folder = Folder::new();
        std::fs::write(folder.0.join("cupo.db"), &demo().0).unwrap();
        Self { folder }
    }

    pub fn database(&self) -> String {
        format!("sqlite:{}", self.folder.0.join("cupo.db").display())
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = command(&self.folder.0);
        command.env("CUPO_DATABASE", self.database()).env("CUPO_CUSTOMER", CUSTOMER).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run(self.command(args), "")
    }

    /// The names of users whom a filter finds.
    pub fn names(&self, filter: &str, count: usize) -> Vec<String> {
        let found = self.run(&["user", "list", "--json", "--filter", filter, "--limit", "20"]);
        let items = found.json()["items"].as_array().unwrap().clone();
        items.iter().take(count).map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    }
}

/// A started server on a copy of the demo's database, asked by a program of the demo.
pub struct Served {
    pub local: Local,
    pub url: String,
    role: &'static str,
    child: Child,
}

impl Served {
    pub fn new(role: &'static str) -> Self {
        let local = Local::new();
        let mut serve = local.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains("Cupo is serving")).unwrap();
        // What it logs from now on must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let port = line.split("127.0.0.1:").nth(1).unwrap();
        let port: String = port.chars().take_while(char::is_ascii_digit).collect();
        Self { local, url: format!("http://127.0.0.1:{port}"), role, child }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let app = demo().1["apps"].as_array().unwrap().iter().find(|app| app["role"] == self.role).unwrap();
        let text = |key: &str| app[key].as_str().unwrap().to_owned();
        let mut command = command(&self.local.folder.0);
        command.env("CUPO_SERVER", &self.url).env("CUPO_CUSTOMER", CUSTOMER);
        command.env("CUPO_CLIENT_ID", text("client_id")).env("CUPO_CLIENT_SECRET", text("client_secret"));
        command.args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run(self.command(args), "")
    }
}

#[cfg(unix)]
impl Served {
    /// Stops it as a system does, and waits for its end.
    pub fn stop(&mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Both places, each with a database of its own.
pub struct Both {
    pub local: Local,
    pub served: Served,
}

impl Both {
    pub fn new() -> Self {
        Self { local: Local::new(), served: Served::new("global-admin") }
    }

    /// Runs the same in both and holds the answers against each other; the local one.
    #[track_caller]
    pub fn same(&self, args: &[&str]) -> Ran {
        self.same_with(args, "")
    }

    #[track_caller]
    pub fn same_with(&self, args: &[&str], input: &str) -> Ran {
        let (local, served) = (run(self.local.command(args), input), run(self.served.command(args), input));
        let told = format!("{args:?}\n{}{}\n{}{}", local.out, local.err, served.out, served.err);
        assert_eq!(local.code, served.code, "{told}");
        if args.contains(&"--json") && !local.out.is_empty() {
            assert_eq!(alike(local.json()), alike(served.json()), "{told}");
        } else {
            assert_eq!(words(&local.out), words(&served.out), "{told}");
        }
        local
    }
}

/// Without what must differ: identities, instants and who asked.
fn alike(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let other = [
                "id",
                "digest",
                "actor",
                "channel",
                "operation_id",
                "client_id",
                "client_secret",
                "access_token",
                "expires_at",
                "password",
                "created_at",
                "finished_at",
                "due_at",
                "undo_until",
                "since",
                "deleted_at",
            ];
            let kept = fields.into_iter().filter(|(key, _)| !other.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key, alike(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(alike).collect()),
        Value::String(text) => Value::String(words(&text)),
        other => other,
    }
}

/// The words without identities and instants.
fn words(text: &str) -> String {
    let kept = text.split_whitespace().map(|word| {
        let plain: String = word.chars().filter(|c| !c.is_ascii_punctuation()).collect();
        let hex = plain.len() >= 32 && plain.chars().all(|c| c.is_ascii_hexdigit());
        let instant = word.len() >= 19 && word.contains('T') && word.contains(':');
        if hex || instant { "…" } else { word }
    });
    kept.collect::<Vec<_>>().join(" ")
}
