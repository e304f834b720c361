//! How a command ends badly: one sentence for the person and a documented exit code for scripts. The codes are told in
//! `cupo --help` and docs/guide; they must never change their meaning.

use std::net::SocketAddr;
use std::process::ExitCode;

use cupo_app::error::AppError;
use cupo_app::store::error::StoreError;

use crate::output::harmless;

/// Some or all of what was asked is refused, or a check has findings.
pub const REFUSED: u8 = 1;
/// Called wrongly: options that are unknown or contradict each other, an empty selection, a value that cannot be read.
pub const USAGE: u8 = 2;
/// Not found, or not for this caller.
pub const NOT_FOUND: u8 = 3;
/// Something changed since it was shown, or its state does not allow it.
pub const CONFLICT: u8 = 4;
/// Not available now: no connection, too busy, no space. Trying again may help.
pub const UNAVAILABLE: u8 = 5;
/// The database is in use, of another version, or not there.
pub const DATABASE: u8 = 6;
/// A defect of this program or of the server.
pub const DEFECT: u8 = 7;
/// Interrupted; work that was begun goes on.
pub const INTERRUPTED: u8 = 130;

/// Something a command could not do.
#[derive(Debug)]
pub struct Failure {
    /// What happened and what to do; empty when there is nothing to say.
    pub sentence: String,
    /// The exit code.
    pub code: u8,
    /// The stable code of the refusal, such as `E-SCOPE`, where there is one.
    pub refusal: Option<String>,
    /// The place in what was sent, where one is to blame.
    pub place: Option<String>,
}

impl Failure {
    /// With an exit code.
    #[must_use]
    pub fn new(code: u8, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code, refusal: None, place: None }
    }

    /// Something of the system does not work: a file, an address, a connection.
    #[must_use]
    pub fn general(sentence: impl Into<String>) -> Self {
        Self::new(UNAVAILABLE, sentence)
    }

    /// The command was called wrongly.
    #[must_use]
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::new(USAGE, sentence)
    }

    /// Some or all of it was refused.
    #[must_use]
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::new(REFUSED, sentence)
    }

    /// Nobody reads any more: nothing to say, and nothing is wrong.
    #[must_use]
    pub fn unread() -> Self {
        Self::new(0, "")
    }

    /// The address cannot be listened on.
    #[must_use]
    pub fn listen(address: SocketAddr, error: &std::io::Error) -> Self {
        Self::general(format!("cannot listen on {address}: {error}; choose another with --listen"))
    }

    /// The exit code.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    /// What goes to standard error.
    #[must_use]
    pub fn text(&self, json: bool) -> String {
        if json {
            let error = serde_json::json!({
                "error": {"exit": self.code, "code": self.refusal, "detail": self.sentence}
            });
            return format!("{}\n", harmless(&error.to_string()));
        }
        format!("cupo: {}\n", harmless(&self.sentence))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (code, refusal) = match &error {
            StoreError::InUse(file) => {
                let sentence = format!(
                    "the database {file} is in use by another cupo; ask that one with --server URL, or stop it first"
                );
                return Self::new(DATABASE, sentence);
            }
            StoreError::Version { .. } => (DATABASE, Some("E-VERSION".to_owned())),
            StoreError::Corrupt(_) => (DATABASE, None),
            StoreError::Address(_) | StoreError::Encryption(_) => (USAGE, None),
            StoreError::Unavailable(_) => (UNAVAILABLE, None),
            StoreError::Busy => (UNAVAILABLE, Some("E-BUSY".to_owned())),
            StoreError::Stale(_) | StoreError::Duplicate(_) => (CONFLICT, None),
        };
        let tail = refusal.as_ref().map_or_else(String::new, |code| format!(" ({code})"));
        Self { sentence: format!("{error}{tail}"), code, refusal, place: None }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let (code, refusal) = match &error {
            AppError::Denied(denial) => {
                (for_status(denial.code.http_status()), Some(denial.code.as_str().to_owned()))
            }
            AppError::Changed(_) => (CONFLICT, Some("E-CHANGED".to_owned())),
            AppError::Unavailable(_) | AppError::Crossed(_) => (UNAVAILABLE, None),
            AppError::Bug(_) => (DEFECT, None),
        };
        Self { sentence: error.to_string(), code, refusal, place: None }
    }
}

/// The exit code for an answer of the interface.
#[must_use]
pub fn for_status(status: u16) -> u8 {
    match status {
        401 | 403 | 404 => NOT_FOUND,
        409 | 410 | 412 => CONFLICT,
        429 | 503 => UNAVAILABLE,
        400..=499 => USAGE,
        _ => DEFECT,
    }
}
