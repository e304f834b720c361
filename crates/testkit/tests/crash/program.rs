//! The program itself as a process that can be killed. It must never be the test's own process.

use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// Polls until a started server answers, and the pause between: a minute in all.
const POLLS_MAX: u32 = 1_200;
const POLL: Duration = Duration::from_millis(50);

/// The binary of this very source. Cargo builds it if it is not there yet, with the features of the whole workspace,
/// so that nothing is compiled twice.
fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--workspace", "--bin", "cupo"])
            .stdin(Stdio::null())
            .status()
            .unwrap();
        assert!(built.success(), "the program is built");
        let tests = std::env::current_exe().unwrap();
        tests.parent().and_then(|deps| deps.parent()).unwrap().join("cupo")
    })
}

/// A running program.
pub struct Program {
    child: Child,
    log: PathBuf,
}

impl Program {
    /// Begins a command.
    pub fn begin(words: &[&str], log: PathBuf) -> Self {
        let file = File::options().create(true).append(true).open(&log).unwrap();
        let child = Command::new(binary())
            .args(words)
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        Self { child, log }
    }

    /// Starts a server and waits until it answers.
    pub fn serve(database: &str, address: SocketAddr, log: PathBuf) -> Self {
        let listen = address.to_string();
        let mut it = Self::begin(&["serve", "--database", database, "--listen", &listen], log);
        for _ in 0..POLLS_MAX {
            if TcpStream::connect(address).is_ok() {
                return it;
            }
            if let Some(status) = it.child.try_wait().unwrap() {
                panic!("the server ended with {status}: {}", it.log());
            }
            std::thread::sleep(POLL);
        }
        panic!("the server does not answer: {}", it.log());
    }

    /// Kills it where it stands.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Kills it unless it has ended by itself; whether it was killed.
    pub fn kill_if_running(mut self) -> bool {
        if let Some(status) = self.child.try_wait().unwrap() {
            assert!(status.success(), "it ended with {status}: {}", self.log());
            return false;
        }
        self.kill();
        true
    }

    /// Waits for its end, which must be a good one.
    pub fn finish(mut self) {
        let status = self.child.wait().unwrap();
        assert!(status.success(), "it ended with {status}: {}", self.log());
    }

    fn log(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // A test that fails must not leave a server behind; one that has ended cannot be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An address of the loopback that nobody listens on now.
pub fn free_address() -> SocketAddr {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap()
}
