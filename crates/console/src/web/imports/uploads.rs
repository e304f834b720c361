//! Files that were sent and wait for a decision: on this server's disk under random names that only their owner is
//! told, with what was found in them. They go when they are applied, replaced, or too old.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use cupo_app::error::AppError;
use cupo_app::ids::{hex, random};
use cupo_app::import_users::ImportReport;
use cupo_domain::ids::CustomerId;
use cupo_domain::refusal::Code;

use crate::web::upload::Kept;
use crate::web::visit::{At, Signed};

/// How long a file waits.
const KEPT_MICROS: i64 = 3_600_000_000;
/// Files that wait at the same time, over all people.
const FILES_MAX: usize = 32;

/// How far a file is.
#[derive(Clone, Debug)]
pub(super) enum State {
    /// Judged; nothing is written.
    Judged(Arc<ImportReport>),
    /// Being written; so many rows so far.
    Running(Arc<ImportReport>, Arc<AtomicU64>),
    /// Written; the file is gone.
    Applied(Arc<ImportReport>),
    /// Writing stopped; what was written stays.
    Failed(Arc<ImportReport>),
}

/// A file that waits.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    owner: i64,
    customer: CustomerId,
    expires: i64,
    file: Option<Arc<Kept>>,
    /// Users who exist take over the fields of the file.
    pub(super) update: bool,
    /// How far it is.
    pub(super) state: State,
    /// What it would have done when it was shown last, where that is no longer so: users created.
    pub(super) changed: Option<u64>,
}

impl Upload {
    /// Where the file is, unless it is gone.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|kept| kept.path())
    }

    /// What was found, or done.
    pub(super) fn report(&self) -> &ImportReport {
        match &self.state {
            State::Judged(report)
            | State::Running(report, _)
            | State::Applied(report)
            | State::Failed(report) => report,
        }
    }

    /// Rows written so far, while it runs.
    pub(super) fn running(&self) -> Option<u64> {
        match &self.state {
            State::Running(_, rows) => Some(rows.load(Ordering::Relaxed)),
            _ => None,
        }
    }
}

static UPLOADS: LazyLock<Mutex<BTreeMap<String, Upload>>> = LazyLock::new(Mutex::default);

fn uploads() -> MutexGuard<'static, BTreeMap<String, Upload>> {
    UPLOADS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a judged file and tells its random name. An earlier one of the same person at the same customer goes.
pub(super) fn keep(
    signed: &Signed,
    at: &At,
    (file, update): (Kept, bool),
    report: ImportReport,
) -> Result<String, AppError> {
    let id = hex(&random::<16>()?);
    let now = signed.visit.hall.app.clock().security_now();
    let (owner, customer) = (signed.owner(), at.organisation.id);
    let state = State::Judged(Arc::new(report));
    let upload = Upload {
        owner,
        customer,
        expires: now + KEPT_MICROS,
        file: Some(Arc::new(file)),
        update,
        state,
        changed: None,
    };
    let mut all = uploads();
    all.retain(|_, it| {
        it.running().is_some() || (it.expires > now && (it.owner, it.customer) != (owner, customer))
    });
    if all.len() >= FILES_MAX {
        return Err(AppError::denied(Code::Busy, "uploads"));
    }
    all.insert(id.clone(), upload);
    Ok(id)
}

/// A file of this person at this customer.
pub(super) fn find(signed: &Signed, at: &At, id: &str) -> Option<Upload> {
    let now = signed.visit.hall.app.clock().security_now();
    let mut all = uploads();
    all.retain(|_, it| it.running().is_some() || it.expires > now);
    let found = all.get(id).filter(|it| it.owner == signed.owner() && it.customer == at.organisation.id);
    found.cloned()
}

/// Begins to write a judged file: the file, whether existing users take over its fields, and where to count rows.
/// None when it is not there, or written already.
pub(super) fn begin(signed: &Signed, at: &At, id: &str) -> Option<(Arc<Kept>, bool, Arc<AtomicU64>)> {
    find(signed, at, id)?;
    let mut all = uploads();
    let upload = all.get_mut(id)?;
    let State::Judged(report) = &upload.state else { return None };
    let (file, rows) = (upload.file.clone()?, Arc::new(AtomicU64::new(0)));
    upload.state = State::Running(Arc::clone(report), Arc::clone(&rows));
    Some((file, upload.update, rows))
}

/// Ends writing: with what was done, or without success. Either way the file has served.
pub(super) fn end(id: &str, done: Option<ImportReport>) {
    if let Some(upload) = uploads().get_mut(id) {
        upload.file = None;
        upload.state = match done {
            Some(report) => State::Applied(Arc::new(report)),
            None => State::Failed(Arc::new(upload.report().clone())),
        };
    }
}

/// Shows a file anew that would no longer do what was shown.
pub(super) fn again(id: &str, now: ImportReport) {
    if let Some(upload) = uploads().get_mut(id) {
        let before = upload.report();
        upload.changed = Some(before.good.saturating_sub(before.existing));
        upload.state = State::Judged(Arc::new(now));
    }
}

/// Removes every file that waits.
pub(super) fn forget_all() {
    uploads().clear();
}
