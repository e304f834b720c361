//! How a command ends badly: one sentence for the person and a documented exit code for scripts.

use std::net::SocketAddr;
use std::process::ExitCode;

use cupo_app::error::AppError;
use cupo_app::store::error::StoreError;

/// Something a command could not do.
#[derive(Debug)]
pub struct Failure {
    /// What happened and what to do.
    pub sentence: String,
    /// The exit code: 1 the command failed, 2 it was called wrongly, 3 refused, 4 the database cannot be used.
    pub code: u8,
}

impl Failure {
    /// The command failed.
    #[must_use]
    pub fn general(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }

    /// The command was called wrongly.
    #[must_use]
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 2 }
    }

    /// The command was refused.
    #[must_use]
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 3 }
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
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self { sentence: error.to_string(), code: 4 }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let code = match &error {
            AppError::Denied(_) | AppError::Changed(_) => 3,
            AppError::Unavailable(_) => 4,
            AppError::Bug(_) => 1,
        };
        Self { sentence: error.to_string(), code }
    }
}
