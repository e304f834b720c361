//! Licenses from a file, for users who exist: add, remove, or "exactly this". The whole file is judged first; what it
//! says of each user is kept, and becomes a preview like every other. Streams; a hundred thousand rows need little
//! memory. It changes no license: applying the preview does, by the one road there is.
//!
//! For surfaces: [`App::preview_license_file`] takes any reader (an upload on the disk, standard input, a body that
//! was spooled), and its report holds the findings by line and column and, unless [`LicenseFileReport::withheld`]
//! says why not, a [`Preview`] to be applied with [`App::apply`] or saved with [`App::save_shown`].

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::command::ProductEdit;
use cupo_domain::ids::{FileId, UserId};
use cupo_store::license_files::FileRow;

use crate::app::App;
use crate::error::AppError;
use crate::import::ahead::ahead;
use crate::import::licenses::{
    Ask, Column, FileError, FileMode, Finding, LicenseFinding, LicenseRows, Names, Row, Verdict,
};
use crate::import_users::FINDINGS_MAX;
use crate::licenses::doc::{Wanted, edits_text};
use crate::licenses::{PREVIEW_HOURS, Preview, Request, Who};

/// Most rows of a file.
pub const ROWS_MAX: u64 = 1_000_000;

/// What a file is to be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LicenseFile {
    /// What its rows mean.
    pub mode: FileMode,
    /// Everybody it does not name shall have no direct license. Only where it says what each user shall have, and
    /// only if no row is rejected: a misspelled name would cost somebody everything.
    pub others: bool,
    /// Go on without the users who have a rejected row.
    pub good_rows: bool,
}

/// Who asks, and how.
#[derive(Clone, Debug)]
pub struct FileAsking {
    /// Why, in the person's words.
    pub reason: String,
    /// Through which door.
    pub channel: &'static str,
    /// Whose preview it becomes: the user, or 0.
    pub owner: i64,
}

/// What was found in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFinding {
    /// The line where the row starts.
    pub line: u64,
    /// What becomes of the row.
    pub verdict: Verdict,
    /// The finding.
    pub finding: Finding,
}

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// No row names anybody: nobody is meant, so nobody loses anything.
    Nobody,
    /// Rows are rejected, and the good ones alone were not asked for.
    Rejected,
    /// Rows are rejected, and those who are not named should lose everything.
    OthersAtRisk,
}

/// What was found in a file.
#[derive(Clone, Debug, Default)]
pub struct LicenseFileReport {
    /// Rows of the file.
    pub rows: u64,
    /// Good rows, those with a warning included.
    pub good: u64,
    /// Good rows with a warning.
    pub warned: u64,
    /// Rows that are rejected.
    pub rejected: u64,
    /// Rows that hold nothing.
    pub skipped: u64,
    /// Good rows of users who have a rejected row: they are left out with it.
    pub left_out: u64,
    /// Users for whom the file asks something that can be asked.
    pub users: u64,
    /// The first findings, in the order of the lines.
    pub findings: Vec<RowFinding>,
    /// Findings beyond those.
    pub more_findings: u64,
    /// Why there is no preview.
    pub withheld: Option<Withheld>,
    /// What applying it would do.
    pub preview: Option<Preview>,
}

/// Why a file could not even be judged.
#[derive(Debug)]
pub enum LicenseFileError {
    /// It cannot be read as a file of licenses.
    File(FileError),
    /// Anything else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for LicenseFileError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// Judges a file, keeps what it says and previews it; `progress` hears how many rows have been read.
    ///
    /// # Errors
    /// When the file cannot be read at all, with the place; denials of the whole command; failures of the store.
    pub async fn preview_license_file(
        &self,
        permit: &Permit,
        source: impl Read + Send + 'static,
        (file, asking): (LicenseFile, FileAsking),
        mut progress: impl FnMut(u64),
    ) -> Result<LicenseFileReport, LicenseFileError> {
        let pools = self.store.pools(permit).await?;
        let names = Arc::new(Names::new(self.store.catalogue(), &pools));
        let mut rows = ahead(move || LicenseRows::open(source, file.mode, names));
        let (mut report, mut said) = (LicenseFileReport::default(), Said::default());
        while let Some(chunk) = rows.recv().await {
            let chunk = chunk.map_err(LicenseFileError::File)?;
            let known = self.known(permit, &chunk).await?;
            for row in chunk {
                said.take(row, &known, &mut report);
            }
            if report.rows > ROWS_MAX {
                return Err(LicenseFileError::File(FileError::Rows { limit: ROWS_MAX }));
            }
            progress(report.rows);
        }
        said.count(&mut report);
        report.withheld = withheld(file, &report);
        if report.withheld.is_none() {
            report.preview = Some(self.keep_and_preview(permit, said, (file, asking)).await?);
        }
        Ok(report)
    }

    async fn known(&self, permit: &Permit, chunk: &[Row]) -> Result<BTreeMap<String, UserId>, AppError> {
        let names: Vec<String> = chunk.iter().filter_map(|row| row.user.clone()).collect();
        Ok(self.store.ids_of_names(permit, &names).await?.into_iter().collect())
    }

    async fn keep_and_preview(
        &self,
        permit: &Permit,
        said: Said,
        (file, asking): (LicenseFile, FileAsking),
    ) -> Result<Preview, AppError> {
        let (now, id) = (self.now(), FileId(self.next_id()));
        let (forms, users) = said.forms()?;
        let exactly = file.mode == FileMode::Replace;
        let row = FileRow { id, exactly, others: file.others, created_at: now.0, forms, users };
        self.store.save_file(permit, row, now.0 - PREVIEW_HOURS * 3_600_000_000).await?;
        let request = Request {
            who: Who::File(id),
            wanted: Wanted::File(id),
            reason: asking.reason,
            channel: asking.channel,
            owner: asking.owner,
            users_max: None,
            strict: false,
            once: None,
            used: None,
        };
        self.preview(permit, &request).await
    }
}

fn withheld(file: LicenseFile, report: &LicenseFileReport) -> Option<Withheld> {
    if report.users == 0 && report.rejected == 0 {
        return Some(Withheld::Nobody);
    }
    if report.rejected > 0 && file.others {
        return Some(Withheld::OthersAtRisk);
    }
    if report.rejected > 0 && !file.good_rows {
        return Some(Withheld::Rejected);
    }
    (report.users == 0).then_some(Withheld::Nobody)
}

/// Distinct lists of edits as text, and users with the place of theirs.
type Forms = (Vec<String>, Vec<(UserId, i64)>);

/// What the rows have said so far.
#[derive(Default)]
struct Said {
    edits: Interned,
    users: BTreeMap<UserId, OfUser>,
}

/// What the rows of one user say.
#[derive(Default)]
struct OfUser {
    /// Line and edit of each row.
    rows: Vec<(u32, u32)>,
    /// The line that says: nothing.
    nothing: Option<u32>,
    /// Rows that are good by themselves.
    good: u32,
    /// Some row is rejected, so none counts.
    faulty: bool,
}

/// Edits by number; the rows of a file ask few different things.
#[derive(Default)]
struct Interned {
    numbers: BTreeMap<Arc<ProductEdit>, u32>,
    list: Vec<Arc<ProductEdit>>,
}

impl Interned {
    fn number(&mut self, edit: Arc<ProductEdit>) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(Arc::clone(&edit)).or_insert(next);
        if number == next {
            self.list.push(edit);
        }
        number
    }

    fn get(&self, number: u32) -> Option<&ProductEdit> {
        self.list.get(usize::try_from(number).ok()?).map(Arc::as_ref)
    }
}

impl Said {
    fn take(&mut self, mut row: Row, known: &BTreeMap<String, UserId>, report: &mut LicenseFileReport) {
        let user = row.user.as_ref().and_then(|name| known.get(name)).copied();
        if let (Some(name), None) = (&row.user, user) {
            let what = LicenseFinding::UserUnknown { text: name.clone() };
            row.findings.insert(0, Finding { column: Some(Column::User), what });
        }
        if let Some(user) = user {
            let finding = row.ask.take().and_then(|ask| self.ask(user, row.line, ask));
            row.findings.extend(finding);
        }
        let verdict = row.findings.iter().map(|it| it.what.verdict()).max().unwrap_or(Verdict::Accept);
        if let Some(user) = user {
            let of = self.users.entry(user).or_default();
            of.faulty |= verdict == Verdict::Reject;
            of.good += u32::from(verdict < Verdict::Skip);
        }
        report.count(Row { verdict, ..row });
    }

    /// Remembers what a row asks, or says why it cannot stand beside an earlier one.
    fn ask(&mut self, user: UserId, line: u64, ask: Ask) -> Option<Finding> {
        let of = self.users.entry(user).or_default();
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let found = |column, what| Some(Finding { column: Some(column), what });
        let edit = match ask {
            Ask::Nothing => {
                let first = of.rows.first().map(|(first, _)| *first);
                let again = *of.nothing.get_or_insert(line);
                return match first {
                    Some(first) => found(
                        Column::Product,
                        LicenseFinding::NothingAndSomething { first_line: first.into() },
                    ),
                    None if again != line => {
                        found(Column::Product, LicenseFinding::Again { first_line: again.into() })
                    }
                    None => None,
                };
            }
            Ask::Edit(edit) => edit,
        };
        if let Some(first) = of.nothing {
            return found(Column::Product, LicenseFinding::NothingAndSomething { first_line: first.into() });
        }
        let about = |number: u32| self.edits.get(number).filter(|it| it.product == edit.product);
        let earlier = of.rows.iter().find_map(|(line, number)| Some((*line, about(*number)?)));
        match earlier {
            Some((first, same)) if *same == *edit => {
                found(Column::Product, LicenseFinding::Again { first_line: first.into() })
            }
            Some((first, _)) => {
                found(Column::PlansOff, LicenseFinding::Contradicts { first_line: first.into() })
            }
            None => {
                of.rows.push((line, self.edits.number(edit)));
                None
            }
        }
    }

    /// Users who count, and the good rows that are left out with a rejected one.
    fn count(&self, report: &mut LicenseFileReport) {
        for of in self.users.values() {
            if of.faulty {
                report.left_out += u64::from(of.good);
            } else {
                report.users += 1;
            }
        }
    }

    /// Distinct lists of edits, and who has which. Equal lists are one, in whatever order their rows stood.
    fn forms(self) -> Result<Forms, AppError> {
        let (mut numbers, mut forms, mut users) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (user, of) in self.users.into_iter().filter(|(_, of)| !of.faulty) {
            let mut list: Vec<&ProductEdit> =
                of.rows.iter().filter_map(|(_, number)| self.edits.get(*number)).collect();
            list.sort_unstable();
            let form = match numbers.get(&list) {
                Some(form) => *form,
                None => {
                    let form = i64::try_from(forms.len()).unwrap_or(i64::MAX);
                    let edits: Vec<ProductEdit> = list.iter().map(|it| (*it).clone()).collect();
                    forms.push(edits_text(&edits)?);
                    numbers.insert(list, form);
                    form
                }
            };
            users.push((user, form));
        }
        Ok((forms, users))
    }
}

impl LicenseFileReport {
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
}
