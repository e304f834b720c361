//! `cupo catalog import` and `cupo user import`: files judged by line and column, told in sentences.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use cupo_app::accounts::Asking;
use cupo_app::app::App;
use cupo_app::import::users::Verdict;
use cupo_app::import_catalogue::{CatalogueImportError, CatalogueReport};
use cupo_app::import_users::{ImportChoice, ImportError, ImportReport};
use cupo_app::store::organisations::Organisation;
use cupo_app::time::Clock;
use cupo_domain::access::{Action, Actor, Caller, Role};
use cupo_domain::ids::Guid;
use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::args::OnExisting;
use crate::failure::Failure;
use crate::server::open;

/// How users are imported.
#[derive(Clone, Debug)]
pub struct UserImport {
    /// The customer: id or domain.
    pub customer: String,
    /// Only judge.
    pub dry_run: bool,
    /// Take the good rows although others are rejected.
    pub good_rows: bool,
    /// What to do with users that are there already.
    pub on_existing: OnExisting,
}

/// Imports the published list of products.
///
/// # Errors
/// When the file cannot be read as that list, or the database cannot be used.
pub async fn import_catalogue(database: &str, file: &Path, dry_run: bool) -> Result<(), Failure> {
    let input = spool(file)?;
    let app = open(database, Clock::system()).await?;
    if app.store().catalogue_rows().await?.products.is_empty() {
        app.load_built_in_catalogue().await?;
    }
    let reader = std::fs::File::open(input.path())
        .map_err(|e| Failure::general(format!("{}: {e}", file.display())))?;
    let report =
        app.import_catalogue(std::io::BufReader::new(reader), dry_run).await.map_err(|e| match e {
            CatalogueImportError::File(error) => Failure::refused(format!("{}: {error}", file.display())),
            CatalogueImportError::App(error) => error.into(),
        })?;
    super::say(&catalogue_text(&report, dry_run))?;
    if report.rejects.is_empty() {
        return Ok(());
    }
    Err(Failure::refused(format!("{} rows were rejected; the others were taken", report.rejects.len())))
}

/// Imports users of one customer.
///
/// # Errors
/// When the file cannot be read, rows are rejected, or the database cannot be used.
pub async fn import_users(database: &str, file: &Path, how: &UserImport) -> Result<(), Failure> {
    let input = spool(file)?;
    let app = open(database, Clock::system()).await?;
    let caller = local_operator();
    let organisation = find_customer(&app, &how.customer).await?;
    let (organisation, permit) = app.permit_by_id(&caller, Action::EditUsers, organisation.id).await?;
    let by = Asking {
        permit: &permit,
        organisation: &organisation,
        limited: false,
        owner: 0,
        channel: "cli",
        once: None,
    };
    let choice = ImportChoice {
        dry_run: how.dry_run,
        good_rows: how.good_rows,
        update_existing: how.on_existing == OnExisting::Update,
    };
    let bar = progress_bar();
    let report = app.import_users(by, input.path(), choice, |rows| bar.set_position(rows)).await;
    bar.finish_and_clear();
    let report = report.map_err(|e| match e {
        ImportError::File(error) => {
            Failure::refused(format!("{}: {error} ({})", file.display(), error.code()))
        }
        ImportError::App(error) => error.into(),
    })?;
    super::say(&users_text(&report))?;
    if report.rejected > 0 && !how.good_rows {
        let advice = if how.dry_run { "" } else { "nothing was imported; correct them, or add --good-rows" };
        return Err(Failure::refused(format!("{} rows are rejected; {advice}", report.rejected)));
    }
    Ok(())
}

/// The command line on the machine itself acts for the system's user (D-11).
fn local_operator() -> Caller {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    Caller {
        actor: Actor::Operator { name: name.unwrap_or_else(|| "unknown".to_owned()) },
        roles: [Role::Operator].into_iter().collect(),
    }
}

async fn find_customer(app: &App, text: &str) -> Result<Organisation, Failure> {
    let found = match Guid::parse_str(text) {
        Ok(guid) => app.store().organisation(guid).await?,
        Err(_) => match app.store().organisation_of_domain(&text.to_lowercase()).await? {
            Some(id) => app.store().organisation_by_id(id).await?,
            None => None,
        },
    };
    found.ok_or_else(|| Failure::refused(format!("no customer has the id or domain `{text}`")))
}

/// A file that can be read twice; standard input is copied to one that is removed again.
struct Input {
    path: PathBuf,
    copied: bool,
}

impl Input {
    fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        if self.copied {
            // It lies in the temporary folder; a leftover does no harm.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn spool(file: &Path) -> Result<Input, Failure> {
    if file != Path::new("-") {
        return Ok(Input { path: file.to_owned(), copied: false });
    }
    let path = std::env::temp_dir().join(format!("cupo-input-{}.csv", std::process::id()));
    let failed = |e: std::io::Error| Failure::general(format!("reading standard input: {e}"));
    let mut copy = std::fs::File::options().create_new(true).write(true).open(&path).map_err(failed)?;
    std::io::copy(&mut std::io::stdin().lock().by_ref(), &mut copy).map_err(failed)?;
    Ok(Input { path, copied: true })
}

fn progress_bar() -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    ProgressBar::with_draw_target(None, target)
}

fn users_text(report: &ImportReport) -> String {
    let mut text = String::new();
    for it in &report.findings {
        let verdict = match it.verdict {
            Verdict::Accept => "accept",
            Verdict::Warn => "warn",
            Verdict::Reject => "reject",
            Verdict::Skip => "skip",
        };
        let column =
            it.finding.column.map_or("", |c| c.heading(cupo_app::import::users::HeadingLanguage::English));
        text.push_str(&format!("line {}: {verdict} {} {column}\n", it.line, it.finding.what.code()));
    }
    if report.more_findings > 0 {
        text.push_str(&format!("and {} more findings\n", report.more_findings));
    }
    for (line, name) in &report.existing_names {
        text.push_str(&format!("line {line}: exists {name}\n"));
    }
    text.push_str(&format!(
        "{} rows: {} good ({} with a warning), {} rejected, {} skipped, {} exist already. {} created, {} updated.\n",
        report.rows,
        report.good,
        report.warned,
        report.rejected,
        report.skipped,
        report.existing,
        report.created,
        report.updated
    ));
    text
}

fn catalogue_text(report: &CatalogueReport, dry_run: bool) -> String {
    let mut text = String::new();
    for oddity in &report.oddities {
        let column = oddity.column.map_or("", |c| c.heading());
        text.push_str(&format!(
            "line {}: {} {column}: `{}` -> `{}`\n",
            oddity.line,
            oddity.kind.code(),
            oddity.seen.escape_debug(),
            oddity.taken.escape_debug()
        ));
    }
    for reject in &report.rejects {
        let column = reject.column.map_or("", |c| c.heading());
        text.push_str(&format!(
            "line {}: rejected, {} {column}: `{}`\n",
            reject.line,
            reject.reason.code(),
            reject.seen.escape_debug()
        ));
    }
    let delta = &report.delta;
    text.push_str(&format!(
        "{} rows with {} products, {} plans and {} pairs; {} oddities.\n{}{} products added, {} changed; \
         {} plans added, {} changed; {} pairs added, {} kept although the list lacks them.\n",
        report.rows,
        report.products,
        report.plans,
        report.pairs,
        report.oddities.len(),
        if dry_run { "Would be: " } else { "" },
        delta.added_products.len(),
        delta.changed_products.len(),
        delta.added_plans.len(),
        delta.changed_plans.len(),
        delta.added_pairs.len(),
        delta.kept_pairs.len(),
    ));
    if delta.is_empty() {
        text.push_str("Nothing changes: the catalogue holds all of this.\n");
    }
    text
}
