//! Importing the published list of products and service plans: the file is judged first and shown by line and column;
//! applying does exactly what was shown, or shows what it would do now.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::ids::hex;
use cupo_app::import::catalogue::CatalogueDelta;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::import_catalogue::{CatalogueImportError, CatalogueReport};
use cupo_domain::refusal::{Code, Denial};
use sha2::{Digest, Sha256};

use super::catalogue::{may_change, pager};
use super::findings::{self, Finding};
use super::uploads::{self, Upload};
use crate::pages::{ImportPage, ImportResult};
use crate::texts::Texts;
use crate::view::{FieldError, Figure, Link, Place, Tab, Tone};
use crate::web::address::Address;
use crate::web::frame::general;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{download, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{Signed, see};

/// Findings on a page.
const SIZE: usize = 100;
/// Where the form is.
const HERE: &str = "/catalogue/import";

/// The form, and what was found in a file that waits.
pub async fn show(signed: Signed, asked: Asked) -> Result<Response, Trouble> {
    may_change(&signed)?;
    let name = asked.0.text("file");
    let waiting = uploads::waiting(&signed, name);
    let t = signed.t();
    let errors = match (&waiting, name.is_empty()) {
        (None, false) => vec![error(t.bill_import_gone().into_owned())],
        _ => Vec::new(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let result = waiting.map(|upload| result(t, &asked.0, (name, &upload)));
    form(&signed, status, (errors, result)).await
}

/// Judges a file that was sent.
pub async fn judge(
    signed: Signed,
    multipart: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Trouble> {
    may_change(&signed)?;
    let t = signed.t();
    let multipart = multipart.map_err(|_| Denial::new(Code::Invalid, "form"))?;
    let received = match uploads::receive(&signed, multipart).await {
        Ok(received) => received,
        Err(AppError::Denied(denial)) if denial.subject == "file" => {
            let (status, text) = match denial.code {
                Code::Size => (
                    StatusCode::PAYLOAD_TOO_LARGE,
                    t.bill_import_large(denial.figure.unwrap_or(0) / (1024 * 1024)),
                ),
                _ => (StatusCode::BAD_REQUEST, t.import_file_missing().into_owned()),
            };
            return form(&signed, status, (vec![error(text)], None)).await;
        }
        Err(other) => return Err(other.into()),
    };
    match read(&signed, received.path(), true).await {
        Ok(report) => {
            let digest = digest(&report.delta);
            let name = uploads::keep(&signed, received, (report, digest))?;
            Ok(see(&format!("{HERE}?file={name}")))
        }
        Err(CatalogueImportError::File(wrong)) => {
            form(&signed, StatusCode::BAD_REQUEST, (vec![error(findings::file(t, &wrong))], None)).await
        }
        Err(CatalogueImportError::App(other)) => Err(other.into()),
    }
}

/// Applies a judged file, if that still does what was shown.
pub async fn apply(signed: Signed, Posted(fields): Posted) -> Result<Response, Trouble> {
    may_change(&signed)?;
    let t = signed.t();
    let name = fields.text("preview");
    let Some(upload) = uploads::waiting(&signed, name) else {
        let errors = vec![error(t.bill_import_gone().into_owned())];
        return form(&signed, StatusCode::NOT_FOUND, (errors, None)).await;
    };
    let now = match read(&signed, upload.path(), true).await {
        Ok(report) => report,
        Err(trouble) => return Err(unexpected(trouble).into()),
    };
    let digest = digest(&now.delta);
    if digest != fields.text("digest") {
        let upload = upload.judged_again(now, digest);
        let shown = result(t, &Fields::default(), (name, &upload));
        let errors = vec![error(t.bill_import_changed().into_owned())];
        return form(&signed, StatusCode::PRECONDITION_FAILED, (errors, Some(shown))).await;
    }
    read(&signed, upload.path(), false).await.map_err(unexpected)?;
    uploads::done(name);
    Ok(see("/catalogue?did=imported"))
}

/// The findings of a file that waits, as CSV.
pub async fn csv(signed: Signed, asked: Asked) -> Result<Response, Trouble> {
    may_change(&signed)?;
    let t = signed.t();
    let upload = uploads::waiting(&signed, asked.0.text("file"));
    let upload = upload.ok_or_else(|| AppError::denied(Code::NotFound, "file"))?;
    let heading = [t.column_line(), t.column_column(), t.column_result(), t.column_what(), t.column_value()];
    let mut text = String::from("\u{feff}");
    push_line(&mut text, &heading.map(std::borrow::Cow::into_owned));
    for finding in findings::all(&upload.report) {
        let row = finding.row(t);
        push_line(&mut text, &[row.line.to_string(), row.column, row.verdict, row.text, row.value]);
    }
    Ok(download("catalogue-findings.csv", "text/csv; charset=utf-8", text))
}

fn push_line(text: &mut String, cells: &[String]) {
    let quoted: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", guard_formula(cell).replace('"', "\"\""))).collect();
    text.push_str(&quoted.join(","));
    text.push_str("\r\n");
}

async fn read(
    signed: &Signed,
    path: &std::path::Path,
    dry_run: bool,
) -> Result<CatalogueReport, CatalogueImportError> {
    let file =
        std::fs::File::open(path).map_err(|e| AppError::Bug(format!("reading a file that was sent: {e}")))?;
    signed.visit.hall.app.import_catalogue(file, dry_run).await
}

/// The file was read before, so that it cannot be read now is a defect.
fn unexpected(trouble: CatalogueImportError) -> AppError {
    match trouble {
        CatalogueImportError::File(wrong) => AppError::Bug(format!("a judged file: {wrong}")),
        CatalogueImportError::App(error) => error,
    }
}

/// Another difference gives another digest.
fn digest(delta: &CatalogueDelta) -> String {
    hex(&Sha256::digest(format!("{delta:?}")))
}

fn error(text: String) -> FieldError {
    FieldError { field: "file", text }
}

async fn form(
    signed: &Signed,
    status: StatusCode,
    (errors, result): (Vec<FieldError>, Option<ImportResult>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let title = t.catalogue_import();
    let mut frame = general(signed, &title, Place::Catalogue).await;
    frame.crumbs = vec![Link::new(t.rail_catalogue(), "/catalogue"), Link::new(title, "")];
    let page = ImportPage {
        t,
        frame,
        lead: t.import_catalogue_lead().into_owned(),
        hint: t.import_catalogue_hint().into_owned(),
        action: HERE.to_owned(),
        on_existing: Vec::new(),
        templates: Vec::new(),
        errors,
        result,
    };
    with_status(status, page)
}

fn result(t: &Texts, asked: &Fields, (name, upload): (&str, &Upload)) -> ImportResult {
    let report = &upload.report;
    let all = findings::all(report);
    // A tab without findings would hide the others; everything is shown instead.
    let kind = Some(asked.text("show")).filter(|kind| all.iter().any(|f| f.is_of(kind))).unwrap_or("");
    let shown: Vec<&Finding<'_>> = all.iter().filter(|f| f.is_of(kind)).collect();
    let here = Address::of(HERE, &Fields::default(), &[]).with("file", name);
    let kept = if kind.is_empty() { here.clone() } else { here.with("show", kind) };
    let pages = shown.len().div_ceil(SIZE).max(1);
    let number = asked.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let skip = (number - 1) * SIZE;
    let rows: Vec<_> = shown.iter().skip(skip).take(SIZE).map(|f| f.row(t)).collect();
    let delta = &report.delta;
    let products = delta.added_products.len() + delta.changed_products.len();
    let csv = Address::of(format!("{HERE}/findings.csv"), &Fields::default(), &[]).with("file", name);
    ImportResult {
        operation: None,
        domains: None,
        sentence: sentence(t, report),
        progress: None,
        figures: figures(t, report),
        may_apply: !delta.is_empty(),
        apply_action: format!("{HERE}/apply"),
        apply_label: if products > 0 {
            t.import_apply_products(products)
        } else {
            t.bill_import_apply().into_owned()
        },
        preview: name.to_owned(),
        digest: upload.digest.clone(),
        changed: None,
        csv_href: csv.href(),
        filters: tabs(t, &all, (&here, kind)),
        pager: pager(t, &kept, (number, pages), (skip, rows.len(), shown.len())),
        findings: rows,
    }
}

fn sentence(t: &Texts, report: &CatalogueReport) -> String {
    let read = t.bill_import_read(report.pairs, report.plans, report.products, report.rows);
    let does = if report.delta.is_empty() { t.bill_import_nothing() } else { t.bill_import_shown() };
    format!("{read} {does}")
}

fn figures(t: &Texts, report: &CatalogueReport) -> Vec<Figure> {
    let count = |n: usize| t.number(i64::try_from(n).unwrap_or(i64::MAX));
    let figure = |n: usize, label: &str, tone| Figure {
        value: count(n),
        label: label.to_owned(),
        href: String::new(),
        tone,
    };
    let delta = &report.delta;
    let rejected = if report.rejects.is_empty() { Tone::Plain } else { Tone::Loss };
    vec![
        figure(delta.added_products.len(), &t.bill_figure_new_products(), Tone::Plain),
        figure(delta.changed_products.len(), &t.bill_figure_changed_products(), Tone::Plain),
        figure(delta.added_plans.len(), &t.bill_figure_new_plans(), Tone::Plain),
        figure(delta.changed_plans.len(), &t.bill_figure_changed_plans(), Tone::Plain),
        figure(delta.added_pairs.len(), &t.bill_figure_new_pairs(), Tone::Plain),
        figure(report.oddities.len(), &t.bill_figure_odd(), Tone::Plain),
        figure(report.rejects.len(), &t.bill_figure_rejected(), rejected),
    ]
}

fn tabs(t: &Texts, all: &[Finding<'_>], (here, current): (&Address, &str)) -> Vec<Tab> {
    let tab = |key: &str, label: &str| Tab {
        label: label.to_owned(),
        count: i64::try_from(all.iter().filter(|f| f.is_of(key)).count()).ok(),
        href: if key.is_empty() { here.href() } else { here.with("show", key).href() },
        current: key == current,
    };
    vec![
        tab("", &t.bill_findings_all()),
        tab("rejected", &t.import_reject()),
        tab("odd", &t.bill_findings_odd()),
    ]
}
