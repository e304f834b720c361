//! `cupo catalog import` and `cupo user import`: files judged by line and column, told in sentences.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use cupo_api::wire::{CatalogueImport, LicenseImport, RowFinding, UserImport as Report};
use serde::de::DeserializeOwned;

use super::change::decided;
use super::desk::Desk;
use crate::args::{ChangeArgs, CustomerOption, FileMode, OnExisting};
use crate::client::{Aim, Ask, Body, Client, with_query};
use crate::failure::Failure;
use crate::output::{bar, json_line, say, telling};
use crate::texts::Texts;

/// How users are imported.
#[derive(Clone, Copy, Debug)]
pub struct UserImport {
    /// Only judge.
    pub dry_run: bool,
    /// Take the good rows although others are rejected.
    pub good_rows: bool,
    /// What to do with users that are there already.
    pub on_existing: OnExisting,
}

/// How a file of licenses is taken.
#[derive(Clone, Copy, Debug)]
pub struct LicenseFile {
    /// What its rows say.
    pub mode: FileMode,
    /// Whoever is not in it shall have nothing.
    pub others: bool,
    /// Go on without the users who have a rejected row.
    pub good_rows: bool,
}

/// Brings licenses to what a file says.
///
/// # Errors
/// When the file cannot be read; exit code 1 when rows are rejected or users refused.
pub async fn apply_licenses(
    desk: &Desk,
    (customer, file): (&CustomerOption, &Path),
    it: LicenseFile,
    how: &ChangeArgs,
) -> Result<(), Failure> {
    if it.others && it.mode != FileMode::Replace {
        return Err(Failure::usage(
            "--others goes with --mode replace: only such a file speaks for everybody",
        ));
    }
    let input = spool(file)?;
    let (client, at) = desk.at(customer, Aim::Write).await?;
    let mode = match it.mode {
        FileMode::Replace => "replace",
        FileMode::Assign => "assign",
        FileMode::Revoke => "revoke",
    };
    let query = [
        ("mode", mode.to_owned()),
        ("others", it.others.to_string()),
        ("good_rows", it.good_rows.to_string()),
        ("reason", how.reason.clone()),
    ];
    let path = with_query(&format!("{at}/imports/licenses"), &query)?;
    let ask = Ask::post(path, Body::Csv(input.path.clone()));
    let report: LicenseImport = send(desk.output.t(), &client, ask).await?;
    if !desk.output.json {
        say(&licenses_text(desk.output.t(), &report))?;
    }
    if let Some(preview) = &report.preview {
        return decided((&client, &at), preview, how, desk.output).await;
    }
    if desk.output.json {
        json_line(&report)?;
    }
    Err(Failure::refused(report.withheld.unwrap_or_default()))
}

fn licenses_text(t: &Texts, it: &LicenseImport) -> String {
    let mut text = findings_text(t, &it.findings, it.more_findings);
    text.push_str(&t.file_rows(it.good, it.rejected, it.rows, it.skipped, it.warned));
    if it.left_out > 0 {
        text.push_str(&format!(" {}", t.file_left(it.left_out)));
    }
    text.push('\n');
    text
}

/// Imports the published list of products.
///
/// # Errors
/// When the file cannot be read as that list; exit code 1 when rows were rejected.
pub async fn import_catalogue(desk: &Desk, file: &Path, dry_run: bool) -> Result<(), Failure> {
    let input = spool(file)?;
    let client = desk.client(Aim::Create).await?;
    let path = with_query("/catalog/import", &[("dry_run", dry_run.to_string())])?;
    let ask = Ask::post(path, Body::Csv(input.path.clone()));
    let report: CatalogueImport = send(desk.output.t(), &client, ask).await?;
    if desk.output.json {
        json_line(&report)?
    } else {
        say(&catalogue_text(&report, dry_run))?
    }
    if report.rejects.is_empty() {
        return Ok(());
    }
    Err(Failure::refused(format!("{} rows were rejected; the others were taken", report.rejects.len())))
}

/// Imports users of one customer.
///
/// # Errors
/// When the file cannot be read; exit code 1 when rows are rejected.
pub async fn import_users(
    desk: &Desk,
    customer: &CustomerOption,
    file: &Path,
    how: UserImport,
) -> Result<(), Failure> {
    let input = spool(file)?;
    let (client, at) = desk.at(customer, Aim::Write).await?;
    let report = judged((desk.output.t(), &client), &at, &input, how).await?;
    if desk.output.json {
        json_line(&report)?
    } else {
        let named = desk.config.customer(customer.customer.as_deref())?;
        say(&users_text(desk.output.t(), &report, &named))?
    }
    if report.rejected > 0 && !how.good_rows {
        let advice =
            if how.dry_run { "" } else { "; nothing was imported: correct them, or add --good-rows" };
        return Err(Failure::refused(format!("{} rows are rejected{advice}", report.rejected)));
    }
    Ok(())
}

async fn judged(
    (t, client): (&Texts, &Client),
    at: &str,
    input: &Input,
    how: UserImport,
) -> Result<Report, Failure> {
    let query = [
        ("dry_run", how.dry_run.to_string()),
        ("good_rows", how.good_rows.to_string()),
        ("update_existing", (how.on_existing == OnExisting::Update).to_string()),
    ];
    let path = with_query(&format!("{at}/imports/users"), &query)?;
    let ask = Ask::post(path, Body::Csv(input.path.clone()));
    // A request that was lost may be sent again: the file is imported once.
    send(t, client, ask.once(cupo_app::ids::new_guid()?.to_string())).await
}

async fn send<T: DeserializeOwned>(t: &Texts, client: &Client, ask: Ask) -> Result<T, Failure> {
    let waiting = bar(0, "rows");
    if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} reading the file, {elapsed}") {
        waiting.set_style(style);
    }
    waiting.enable_steady_tick(Duration::from_millis(200));
    let rows = ask.rows();
    let how_far = |seconds: u64| match rows.0.load(Ordering::Relaxed) {
        0 => t.wait_file(seconds),
        rows => t.wait_rows(rows, seconds),
    };
    let report = telling(client.ask(ask), how_far).await;
    waiting.finish_and_clear();
    report
}

/// A file that can be sent again; what came from elsewhere is copied to one that is removed.
struct Input {
    path: PathBuf,
    copied: bool,
}

impl Drop for Input {
    fn drop(&mut self) {
        if self.copied {
            // It lies in the temporary folder; a leftover does no harm.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

fn spool(file: &Path) -> Result<Input, Failure> {
    if file == Path::new("-") {
        return copy_of(&mut std::io::stdin().lock());
    }
    match std::fs::metadata(file) {
        Ok(found) if found.is_file() => Ok(Input { path: file.to_owned(), copied: false }),
        Ok(_) => Err(Failure::usage(format!("{}: not a file", file.display()))),
        Err(e) => Err(Failure::usage(format!("{}: {e}", file.display()))),
    }
}

fn copy_of(from: &mut impl Read) -> Result<Input, Failure> {
    let failed = |e: std::io::Error| Failure::general(format!("copying the input: {e}"));
    let name = cupo_app::ids::new_guid()?;
    let input = Input { path: std::env::temp_dir().join(format!("cupo-input-{name}.csv")), copied: true };
    let mut options = std::fs::File::options();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut copy = options.open(&input.path).map_err(failed)?;
    std::io::copy(from, &mut copy).map_err(failed)?;
    Ok(input)
}

fn findings_text(t: &Texts, findings: &[RowFinding], more: u64) -> String {
    let mut text = String::new();
    for it in findings {
        let column = it.column.as_deref().map(|column| format!("{column}: ")).unwrap_or_default();
        let detail = format!("{column}{}", it.detail);
        text.push_str(&format!("{}\n", t.file_line(&it.code, it.line, detail, &it.verdict)));
    }
    if more > 0 {
        text.push_str(&format!("{}\n", t.file_more(more)));
    }
    text
}

fn users_text(t: &Texts, it: &Report, customer: &str) -> String {
    let mut text = findings_text(t, &it.findings, it.more_findings);
    for existing in &it.existing_users {
        text.push_str(&format!("{}\n", t.file_exists(existing.line, &existing.name)));
    }
    if !it.unknown_domains.is_empty() {
        let named: Vec<String> =
            it.unknown_domains.iter().map(|it| format!("{} ({})", it.domain, it.rows)).collect();
        let names: Vec<&str> = it.unknown_domains.iter().map(|it| it.domain.as_str()).collect();
        text.push_str(&format!("{}\n", t.file_domains(named.join(", "))));
        text.push_str(&format!("  cupo customer domain add {} --customer {customer}\n", names.join(" ")));
    }
    let (rows, users) = (
        t.file_rows(it.good, it.rejected, it.rows, it.skipped, it.warned),
        t.file_users(it.created, it.existing, it.updated),
    );
    text.push_str(&format!("{rows} {users}\n"));
    text
}

fn catalogue_text(report: &CatalogueImport, dry_run: bool) -> String {
    let mut text = String::new();
    for it in &report.oddities {
        text.push_str(&format!(
            "line {}: {} {}: `{}` -> `{}`\n",
            it.line,
            it.code,
            it.column.as_deref().unwrap_or(""),
            it.seen.escape_debug(),
            it.taken.as_deref().unwrap_or("").escape_debug()
        ));
    }
    for it in &report.rejects {
        text.push_str(&format!(
            "line {}: rejected, {} {}: `{}`\n",
            it.line,
            it.code,
            it.column.as_deref().unwrap_or(""),
            it.seen.escape_debug()
        ));
    }
    text.push_str(&format!(
        "{} rows with {} products, {} plans and {} pairs; {} oddities.\n{}{} products added, {} changed; \
         {} plans added, {} changed; {} pairs added, {} kept although the list lacks them.\n",
        report.rows,
        report.products,
        report.plans,
        report.pairs,
        report.oddities.len(),
        if dry_run { "Would be: " } else { "" },
        report.added_products,
        report.changed_products,
        report.added_plans,
        report.changed_plans,
        report.added_pairs,
        report.kept_pairs,
    ));
    let none = [report.added_products, report.changed_products, report.added_plans, report.changed_plans];
    if none.iter().sum::<usize>() + report.added_pairs == 0 {
        text.push_str("Nothing changes: the catalog holds all of this.\n");
    }
    text
}
