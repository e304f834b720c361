//! Importing users: the whole file is judged first, then the rows are written in slices, so that a file with faults
//! changes nothing unless its good rows are asked for (D-32). Streams; a million rows need little memory.

pub(crate) mod profile;
mod writing;
mod back;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use cupo_domain::decide::change_domains::parse;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::hex;
use crate::import::ahead::ahead;
use crate::import::users::{Domains, FileError, Finding, Row, UserFinding, UserRows, Verdict};

use writing::Writing;

pub use profile::PROFILE;

/// Findings that are kept for the report; the others are counted.
pub const FINDINGS_MAX: usize = 1_000;
/// Domains that are named because the customer does not have them.
pub const DOMAINS_NAMED_MAX: usize = 20;

/// How to import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportChoice {
    /// Only judge.
    pub dry_run: bool,
    /// Import the good rows although others are rejected.
    pub good_rows: bool,
    /// Take over the fields of users that are there already.
    pub update_existing: bool,
}

/// What was found in a row.
#[derive(Clone, Debug)]
pub struct RowFinding {
    /// The line where the row starts.
    pub line: u64,
    /// What becomes of the row.
    pub verdict: Verdict,
    /// The finding.
    pub finding: Finding,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// Rows of the file.
    pub rows: u64,
    /// Good rows, those with a warning included.
    pub good: u64,
    /// Good rows with a warning.
    pub warned: u64,
    /// Rows that are rejected.
    pub rejected: u64,
    /// Rows that hold no user.
    pub skipped: u64,
    /// Good rows whose user is there already.
    pub existing: u64,
    /// Users that were created.
    pub created: u64,
    /// Users whose fields were taken over.
    pub updated: u64,
    /// Users who had these fields already.
    pub unchanged: u64,
    /// The first findings.
    pub findings: Vec<RowFinding>,
    /// Findings beyond those.
    pub more_findings: u64,
    /// Lines of the first good rows whose user is there already, with the name.
    pub existing_names: Vec<(u64, String)>,
    /// Something was written.
    pub applied: bool,
    /// The operation that was recorded.
    pub operation: Option<Guid>,
    /// The first domains that are not the customer's and could be, with how many rows name them.
    pub unknown_domains: BTreeMap<String, u64>,
    /// Of every row's verdict, and of whose account it is where there is one already.
    pub digest: String,
    /// It is no longer what was shown, and nothing was written.
    pub changed: bool,
}

/// Why an import could not even be judged.
#[derive(Debug)]
pub enum ImportError {
    /// The file cannot be read as a list of users.
    File(FileError),
    /// Anything else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for ImportError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// Judges a file and imports it as chosen; `progress` hears how many rows have been read in the present pass.
    ///
    /// # Errors
    /// When the file cannot be read at all, with the place; failures of the store.
    pub async fn import_users(
        &self,
        by: Asking<'_>,
        file: &Path,
        choice: ImportChoice,
        progress: impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        self.import_shown(by, file, (choice, None), progress).await
    }

    /// The same with the digest of what was shown: when it would be something else by now, nothing is written and the
    /// report says so (D-2).
    ///
    /// # Errors
    /// As for [`App::import_users`].
    pub async fn import_shown(
        &self,
        by: Asking<'_>,
        file: &Path,
        (choice, shown): (ImportChoice, Option<&str>),
        mut progress: impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        let domains = self.store.domains(by.permit).await?;
        let mut report = ImportReport::default();
        let mut judged = Sha256::new();
        let mut rows = read_rows(file, &domains)?;
        while let Some(chunk) = rows.recv().await {
            let chunk = chunk.map_err(ImportError::File)?;
            let names: Vec<(u64, String)> = chunk.iter().filter_map(name_of).collect();
            for row in chunk {
                judged.update(row.line.to_be_bytes());
                judged.update([row.verdict as u8]);
                report.count(row);
            }
            let taken = self.taken(by, &names).await?;
            for (name, user) in &taken {
                judged.update(user.0.to_be_bytes());
                judged.update(name.as_bytes());
            }
            report.note_existing(&names, &taken);
            progress(report.rows);
        }
        report.digest = hex(&judged.finalize());
        report.changed = shown.is_some_and(|shown| shown != report.digest);
        if report.changed {
            return Ok(report);
        }
        if choice.dry_run || (report.rejected > 0 && !choice.good_rows) || report.good == 0 {
            return Ok(report);
        }
        let mut rows = read_rows(file, &domains)?;
        let mut writing = Writing::new(self, by, choice)?;
        let mut read = 0;
        while let Some(chunk) = rows.recv().await {
            let chunk = chunk.map_err(ImportError::File)?;
            read += u64::try_from(chunk.len()).unwrap_or(0);
            writing.slice(chunk.into_iter().filter_map(|row| row.user).collect(), &mut report).await?;
            progress(read);
        }
        report.applied = true;
        report.operation = Some(writing.operation());
        Ok(report)
    }

    pub(crate) async fn taken(
        &self,
        by: Asking<'_>,
        names: &[(u64, String)],
    ) -> Result<BTreeMap<String, UserId>, AppError> {
        let names: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
        Ok(self.store.ids_of_names(by.permit, &names).await?.into_iter().collect())
    }
}

impl ImportReport {
    fn count(&mut self, row: Row) {
        self.rows += 1;
        match row.verdict {
            Verdict::Accept => self.good += 1,
            Verdict::Warn => {
                self.good += 1;
                self.warned += 1;
            }
            Verdict::Reject => self.rejected += 1,
            Verdict::Skip => self.skipped += 1,
        }
        for finding in row.findings {
            self.note_domain(&finding.what);
            if self.findings.len() < FINDINGS_MAX {
                self.findings.push(RowFinding { line: row.line, verdict: row.verdict, finding });
            } else {
                self.more_findings += 1;
            }
        }
    }

    /// What is no domain at all cannot be added either, so only the finding tells it.
    fn note_domain(&mut self, what: &UserFinding) {
        let UserFinding::DomainUnknown { domain } = what else { return };
        let Ok(domain) = parse(domain) else { return };
        if self.unknown_domains.len() < DOMAINS_NAMED_MAX || self.unknown_domains.contains_key(&domain) {
            *self.unknown_domains.entry(domain).or_default() += 1;
        }
    }

    fn note_existing(&mut self, names: &[(u64, String)], taken: &BTreeMap<String, UserId>) {
        for (line, name) in names.iter().filter(|(_, name)| taken.contains_key(name)) {
            self.existing += 1;
            if self.existing_names.len() < FINDINGS_MAX {
                self.existing_names.push((*line, name.clone()));
            }
        }
    }
}

fn name_of(row: &Row) -> Option<(u64, String)> {
    row.user.as_ref().map(|user| (row.line, user.sign_in.to_lowercase()))
}

/// Reads and judges a file on a thread of its own, a slice at a time.
fn read_rows(
    file: &Path,
    domains: &[String],
) -> Result<mpsc::Receiver<Result<Vec<Row>, FileError>>, AppError> {
    let domains = Domains::new(domains);
    let open =
        File::open(file).map_err(|e| AppError::denied(Code::NotFound, format!("{}: {e}", file.display())))?;
    Ok(ahead(move || UserRows::open(std::io::BufReader::new(open), domains)))
}
