//! Files that were sent, on this server's disk under random names that nobody else can read, for as long as somebody
//! needs them. It must never know what is in them.

use std::path::{Path, PathBuf};

use cupo_app::error::AppError;
use cupo_app::ids::{hex, random};

/// A file that is removed with its last owner.
#[derive(Debug)]
pub struct Kept(PathBuf);

impl Kept {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(file = %self.0.display(), %error, "an uploaded file could not be removed");
        }
    }
}

/// A new file that nobody else can read.
///
/// # Errors
/// When the disk is full or the folder for temporary files is not there.
pub fn create() -> Result<(tokio::fs::File, Kept), AppError> {
    let name = format!("cupo-import-{}.csv", hex(&random::<16>()?));
    let kept = Kept(std::env::temp_dir().join(name));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.open(&kept.0).map_err(|e| failed("creating a file for an upload", &e))?;
    Ok((tokio::fs::File::from_std(file), kept))
}

/// A failure of the disk: the person tries again later, the log says why.
#[must_use]
pub fn failed(what: &str, error: &std::io::Error) -> AppError {
    AppError::Unavailable(format!("{what}: {error}"))
}
