//! What the servers of a test run log: kept, so that a test can prove that no defect was met.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static LISTENING: Once = Once::new();

struct Keep;

impl Write for Keep {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps everything that is logged from now on.
pub fn listen() {
    LISTENING.call_once(|| {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
            .with_ansi(false)
            .with_writer(|| Keep)
            .finish();
        // A subscriber that is there already belongs to the test, which then looks itself.
        drop(tracing::subscriber::set_global_default(subscriber));
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let in_server = info.location().is_some_and(|at| !at.file().contains("testkit"));
            if in_server {
                // Keeping a line in memory cannot fail.
                let _ = writeln!(Keep, "ERROR panic: {info}");
            }
            before(info);
        }));
    });
}

/// Errors and panics that were logged.
#[must_use]
pub fn defects() -> Vec<String> {
    let bytes = LINES.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let text = String::from_utf8_lossy(&bytes);
    text.lines().filter(|line| line.contains("ERROR") || line.contains("panic")).map(str::to_owned).collect()
}
