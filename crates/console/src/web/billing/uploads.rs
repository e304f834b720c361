//! Files that were sent and judged and wait to be applied: on disk under a random name, known in memory with their
//! owner and the moment at which they are forgotten. Nobody else can name one, and none outlives its time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::extract::Multipart;
use cupo_app::error::AppError;
use cupo_app::ids::new_secret;
use cupo_app::import_catalogue::CatalogueReport;
use cupo_domain::refusal::{Code, Denial};
use tokio::io::AsyncWriteExt;
use tokio::sync::OnceCell;

use crate::web::posted::check_token;
use crate::web::visit::Signed;

/// Most bytes of a list; published ones are near 1 MB.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most bytes of the form around it.
pub const BODY_BYTES_MAX: usize = FILE_BYTES_MAX + 64 * 1024;
/// Longest value of another field of the form.
const FIELD_BYTES_MAX: usize = 256;
/// How long a file waits.
const MINUTES: i64 = 60;
/// Files that wait at the same time; the oldest gives way.
const WAITING_MAX: usize = 16;

/// A file that waits.
#[derive(Clone)]
pub(super) struct Upload {
    owner: i64,
    expires: i64,
    path: PathBuf,
    /// What was found in it.
    pub report: Arc<CatalogueReport>,
    /// Changes when what applying does would.
    pub digest: String,
}

impl Upload {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same file with what is found in it now.
    pub fn judged_again(mut self, report: CatalogueReport, digest: String) -> Self {
        self.report = Arc::new(report);
        self.digest = digest;
        self
    }
}

static WAITING: LazyLock<Mutex<BTreeMap<String, Upload>>> = LazyLock::new(Mutex::default);

/// A file that is removed unless it is kept.
pub(super) struct Received {
    path: Option<PathBuf>,
}

impl Received {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(""))
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            forget(&path);
        }
    }
}

fn forget(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "a file that was sent could not be removed");
    }
}

/// Keeps a judged file for its owner; the name under which it can be applied.
pub(super) fn keep(
    signed: &Signed,
    mut file: Received,
    (report, digest): (CatalogueReport, String),
) -> Result<String, AppError> {
    let name = new_secret()?;
    let now = signed.visit.hall.app.clock().security_now();
    let Some(path) = file.path.take() else { return Err(AppError::Bug("a file without a path".to_owned())) };
    let upload = Upload {
        owner: signed.owner(),
        expires: now + MINUTES * 60_000_000,
        path,
        report: Arc::new(report),
        digest,
    };
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.insert(name.clone(), upload);
    let mut gone: Vec<String> =
        waiting.iter().filter(|(_, u)| u.expires <= now).map(|(name, _)| name.clone()).collect();
    if waiting.len() - gone.len() > WAITING_MAX {
        gone.extend(waiting.iter().min_by_key(|(_, u)| u.expires).map(|(name, _)| name.clone()));
    }
    let gone: Vec<Upload> = gone.into_iter().filter_map(|name| waiting.remove(&name)).collect();
    drop(waiting);
    gone.iter().for_each(|upload| forget(&upload.path));
    Ok(name)
}

/// A file of this owner that still waits.
pub(super) fn waiting(signed: &Signed, name: &str) -> Option<Upload> {
    let now = signed.visit.hall.app.clock().security_now();
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.get(name).filter(|u| u.owner == signed.owner() && u.expires > now).cloned()
}

/// Forgets a file that was applied.
pub(super) fn done(name: &str) {
    let gone = WAITING.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    if let Some(upload) = gone {
        forget(&upload.path);
    }
}

/// Removes every file that waits, and the folder.
pub(super) fn forget_all() {
    let all = std::mem::take(&mut *WAITING.lock().unwrap_or_else(PoisonError::into_inner));
    all.values().for_each(|upload| forget(&upload.path));
    if let Some(folder) = FOLDER.get()
        && let Err(error) = std::fs::remove_dir(folder)
    {
        tracing::warn!(%error, "the folder of files that were sent could not be removed");
    }
}

/// Receives the file of a form, piece by piece; the form's token must come before it.
pub(super) async fn receive(signed: &Signed, mut form: Multipart) -> Result<Received, AppError> {
    let bad = |error: axum::extract::multipart::MultipartError| {
        if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            too_large()
        } else {
            Denial::new(Code::Invalid, "form")
        }
    };
    let mut token = String::new();
    while let Some(mut field) = form.next_field().await.map_err(bad)? {
        if field.name() == Some("file") {
            check_token(&signed.visit, &token)?;
            let (received, mut file) = create().await?;
            let mut size = 0;
            while let Some(piece) = field.chunk().await.map_err(bad)? {
                size += piece.len();
                if size > FILE_BYTES_MAX {
                    return Err(too_large().into());
                }
                file.write_all(&piece).await.map_err(|e| broken(&e))?;
            }
            file.flush().await.map_err(|e| broken(&e))?;
            return if size == 0 { Err(Denial::new(Code::Invalid, "file").into()) } else { Ok(received) };
        }
        let mut value = Vec::new();
        let csrf = field.name() == Some("csrf");
        while let Some(piece) = field.chunk().await.map_err(bad)? {
            if value.len() + piece.len() > FIELD_BYTES_MAX {
                return Err(Denial::new(Code::Invalid, "form").into());
            }
            value.extend_from_slice(&piece);
        }
        if csrf {
            token = String::from_utf8(value).map_err(|_| Denial::new(Code::Invalid, "csrf"))?;
        }
    }
    Err(Denial::new(Code::Invalid, "file").into())
}

fn too_large() -> Denial {
    Denial::new(Code::Size, "file").with_figure(i64::try_from(FILE_BYTES_MAX).unwrap_or(i64::MAX))
}

fn broken(error: &std::io::Error) -> AppError {
    AppError::Bug(format!("keeping a file that was sent: {error}"))
}

/// The folder of this process, under a name that nobody can guess and take first.
static FOLDER: OnceCell<PathBuf> = OnceCell::const_new();

async fn new_folder() -> Result<PathBuf, AppError> {
    let path = std::env::temp_dir().join(format!("cupo-uploads-{}", new_secret()?));
    let mut builder = tokio::fs::DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(&path).await.map_err(|e| broken(&e))?;
    Ok(path)
}

/// A new file that only this process's user can read.
async fn create() -> Result<(Received, tokio::fs::File), AppError> {
    let folder = FOLDER.get_or_try_init(new_folder).await?;
    let path = folder.join(format!("{}.csv", new_secret()?));
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let file = options.open(&path).await.map_err(|e| broken(&e))?;
    Ok((Received { path: Some(path) }, file))
}
