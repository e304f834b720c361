//! Importing users: the whole file is judged first, then the rows are written in slices, so that a file with faults
//! changes nothing unless its good rows are asked for (D-32). Streams; a million rows need little memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use cupo_domain::access::user_admin_may_manage;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::count_users;
use cupo_store::users::{UserRow, insert_users, update_user};
use serde_json::json;
use tokio::sync::mpsc;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::import::ahead::ahead;
use crate::import::users::{Domains, FileError, Finding, NewUser, Row, UserRows, Verdict};
use crate::text::{fold, sort_key};

/// Findings that are kept for the report; the others are counted.
pub const FINDINGS_MAX: usize = 1_000;

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
        mut progress: impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        let domains = self.store.domains(by.permit).await?;
        let mut report = ImportReport::default();
        let mut rows = read_rows(file, &domains)?;
        while let Some(chunk) = rows.recv().await {
            let chunk = chunk.map_err(ImportError::File)?;
            let names: Vec<(u64, String)> = chunk.iter().filter_map(name_of).collect();
            for row in chunk {
                report.count(row);
            }
            let taken = self.taken(by, &names).await?;
            report.note_existing(&names, &taken);
            progress(report.rows);
        }
        if choice.dry_run || (report.rejected > 0 && !choice.good_rows) || report.good == 0 {
            return Ok(report);
        }
        self.write_rows(by, read_rows(file, &domains)?, choice, (&mut report, &mut progress)).await?;
        report.applied = true;
        report.operation = Some(self.record_import(by, &report).await?);
        Ok(report)
    }

    async fn write_rows(
        &self,
        by: Asking<'_>,
        mut rows: mpsc::Receiver<Result<Vec<Row>, FileError>>,
        choice: ImportChoice,
        (report, progress): (&mut ImportReport, &mut impl FnMut(u64)),
    ) -> Result<(), ImportError> {
        let mut read = 0;
        while let Some(chunk) = rows.recv().await {
            let chunk = chunk.map_err(ImportError::File)?;
            read += u64::try_from(chunk.len()).unwrap_or(0);
            let users: Vec<NewUser> = chunk.into_iter().filter_map(|row| row.user).collect();
            self.write_slice(by, users, choice, report).await?;
            progress(read);
        }
        Ok(())
    }

    async fn write_slice(
        &self,
        by: Asking<'_>,
        users: Vec<NewUser>,
        choice: ImportChoice,
        report: &mut ImportReport,
    ) -> Result<(), AppError> {
        let customer = by.permit.customer();
        let turn = self.store.turn().await?;
        let names: Vec<(u64, String)> = users.iter().map(|u| (0, u.sign_in.to_lowercase())).collect();
        let taken = self.taken(by, &names).await?;
        let count = i64::try_from(users.len()).unwrap_or(0);
        let first = self.ids.next_many(&self.clock, count);
        let (mut new, mut audit, mut statements) = (Vec::new(), Vec::new(), Vec::new());
        for (user, id) in users.into_iter().zip(first..) {
            match taken.get(&user.sign_in.to_lowercase()) {
                None => {
                    let row = self.row_of(user, UserId(id))?;
                    audit.push(entry("user.created", row.id));
                    new.push(row);
                }
                Some(existing) if choice.update_existing => {
                    let known = self.store.users_by_id(by.permit, &[*existing]).await?;
                    let Some(known) = known.into_iter().next().filter(|u| u.mastery != Mastery::Sync) else {
                        continue;
                    };
                    if by.limited && !self.manageable(by, known.id).await? {
                        continue;
                    }
                    audit.push(entry("user.edited", known.id));
                    statements.push(update_user(customer, &merged(self.row_of(user, *existing)?, known)));
                    report.updated += 1;
                }
                Some(_) => {}
            }
        }
        let created = i64::try_from(new.len()).unwrap_or(0);
        report.created += new.len() as u64;
        statements.push(insert_users(customer, &new));
        statements.push(count_users(customer, created, 0));
        let head = self.store.audit_head(customer).await?;
        let context = AuditContext { permit: by.permit, channel: by.channel, operation: 0, at: self.now().0 };
        statements.extend(append(context, &head, &audit));
        Ok(self.store.commit(&turn, statements).await?)
    }

    /// Whether a User admin may change this person (R-ROLE-5).
    async fn manageable(&self, by: Asking<'_>, user: UserId) -> Result<bool, AppError> {
        let account = self.store.account(by.permit.customer(), user).await?;
        Ok(account.is_some_and(|a| user_admin_may_manage(&a.roles)))
    }

    fn row_of(&self, user: NewUser, id: UserId) -> Result<UserRow, AppError> {
        let sign_in = user.sign_in.to_lowercase();
        let profile = json!({
            "office": user.office, "phone": user.office_phone, "mobile": user.mobile_phone, "fax": user.fax,
            "alternate_email": user.alternate_email, "address": user.address, "city": user.city,
            "state": user.state, "postal_code": user.postal_code,
        });
        Ok(UserRow {
            id,
            guid: new_guid()?,
            sort_key: sort_key(&user.display_name, &sign_in),
            search: fold(&format!("{} {sign_in}", user.display_name)),
            sign_in,
            display_name: user.display_name,
            first_name: user.first_name,
            last_name: user.last_name,
            job_title: user.job_title,
            department: user.department,
            location: user.location.map(|c| c.as_str().to_owned()),
            profile: profile.to_string(),
            enabled: true,
            mastery: Mastery::Cloud,
            anchored: false,
            state: 0,
            created_at: self.now().0,
            deleted_at: None,
        })
    }

    async fn taken(
        &self,
        by: Asking<'_>,
        names: &[(u64, String)],
    ) -> Result<BTreeMap<String, UserId>, AppError> {
        let names: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
        Ok(self.store.ids_of_names(by.permit, &names).await?.into_iter().collect())
    }

    async fn record_import(&self, by: Asking<'_>, report: &ImportReport) -> Result<Guid, AppError> {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let row = self.account_row(by, "import-users", &[], (0, 0), self.now())?;
        let row = OperationRow {
            users_total: count(report.created + report.updated + report.rejected),
            users_done: count(report.created + report.updated + report.rejected),
            succeeded: count(report.created + report.updated),
            unchanged: 0,
            refused: count(report.rejected),
            final_because: "import".to_owned(),
            command: json!({}).to_string(),
            totals: json!({"rows": report.rows, "created": report.created, "updated": report.updated,
                "existing": report.existing, "rejected": report.rejected, "skipped": report.skipped})
            .to_string(),
            ..row
        };
        let turn = self.store.turn().await?;
        self.store.commit(&turn, vec![create_operation(by.permit.customer(), &row)]).await?;
        Ok(row.guid)
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
            if self.findings.len() < FINDINGS_MAX {
                self.findings.push(RowFinding { line: row.line, verdict: row.verdict, finding });
            } else {
                self.more_findings += 1;
            }
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

/// The fields of a file over those that are known; empty cells change nothing.
fn merged(file: UserRow, known: UserRow) -> UserRow {
    let prefer = |new: String, old: String| if new.is_empty() { old } else { new };
    UserRow {
        display_name: file.display_name,
        sort_key: file.sort_key,
        search: file.search,
        first_name: prefer(file.first_name, known.first_name),
        last_name: prefer(file.last_name, known.last_name),
        job_title: prefer(file.job_title, known.job_title),
        department: prefer(file.department, known.department),
        location: file.location.or(known.location),
        ..known
    }
}

fn entry(action: &'static str, user: UserId) -> AuditEntry {
    AuditEntry { action, subject: user.0, detail: "{}".to_owned() }
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
