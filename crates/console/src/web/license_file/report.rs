//! What was found in a file of licenses and what saving it would do, as the page and its download show it.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import_licenses::{LicenseFileReport, RowFinding};
use cupo_app::licenses::Preview;
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;

use super::{CSV, JUDGED, Judged, here, words};
use crate::pages::{FilePlan, FindingRow, LicenseFileResult};
use crate::texts::Texts;
use crate::view::{Figure, Note, NoteKind, Tone};
use crate::web::address::{Address, numbered};
use crate::web::file_words;
use crate::web::posted::{Asked, Fields};
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::who::NamedUsers;
use crate::web::wizard::{csv_line, footer};
use crate::web::words::{Names, reason_sentence};

/// Findings on a page.
const SIZE: usize = 100;

/// What the page shows of a file.
pub(super) async fn result(
    signed: &Signed,
    at: &At,
    (id, judged): (&str, &Judged),
    asked: &Fields,
) -> Result<LicenseFileResult, AppError> {
    let (t, report) = (signed.t(), &judged.report);
    let address = Address::of(here(at), asked, &["file"]);
    let last = report.findings.len().div_ceil(SIZE).max(1);
    let page = asked.text("page").parse::<usize>().unwrap_or(1).clamp(1, last);
    let shown = report.findings.iter().skip((page - 1) * SIZE).take(SIZE);
    let back = address.href();
    let plan = match &report.preview {
        Some(preview) => Some(plan(signed, at, (preview, &back), Vec::new()).await?),
        None => None,
    };
    Ok(LicenseFileResult {
        sentence: words::sentence(t, report),
        figures: figures(t, report),
        withheld: report.withheld.map(|why| words::withheld(t, why)).unwrap_or_default(),
        csv_href: format!("{}/findings.csv?file={id}", here(at)),
        findings: shown.map(|it| row(t, it)).collect(),
        pager: numbered(t, &address, (page, SIZE), report.findings.len()),
        plan,
    })
}

fn figures(t: &Texts, it: &LicenseFileReport) -> Vec<Figure> {
    let figure = |value: u64, label: String, tone| Figure {
        value: t.number(i64::try_from(value).unwrap_or(i64::MAX)),
        label,
        href: String::new(),
        tone: if value > 0 { tone } else { Tone::Plain },
    };
    vec![
        figure(it.good - it.warned, t.start_import_accepted().into_owned(), Tone::Good),
        figure(it.warned, t.start_import_warned().into_owned(), Tone::Clock),
        figure(it.rejected, t.start_import_rejected().into_owned(), Tone::Loss),
        figure(it.skipped, t.start_import_skipped().into_owned(), Tone::Plain),
        figure(it.users, t.license_file_users().into_owned(), Tone::Plain),
    ]
}

fn row(t: &Texts, it: &RowFinding) -> FindingRow {
    let (icon, verdict) = file_words::verdict(t, it.finding.what.verdict());
    FindingRow {
        line: i64::try_from(it.line).unwrap_or(i64::MAX),
        column: it.finding.column.map(|c| words::heading(t, c).to_owned()).unwrap_or_default(),
        icon,
        verdict,
        text: words::finding(t, &it.finding.what),
        value: words::value(&it.finding.what).to_owned(),
    }
}

/// What saving would do.
pub(super) async fn plan(
    signed: &Signed,
    at: &At,
    (preview, back): (&Preview, &str),
    changed: Vec<String>,
) -> Result<FilePlan, AppError> {
    let (t, totals) = (signed.t(), &preview.totals);
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let figure = |value: i64, label: String, tone| Figure {
        value: t.number(value),
        label,
        href: String::new(),
        tone: if value > 0 { tone } else { Tone::Plain },
    };
    let who = NamedUsers::of(signed, at, (preview.guid, totals), back).await?;
    let note = |group| Note {
        kind: NoteKind::Refusal,
        text: reason_sentence(&names, group),
        who: who.refused(&names, group),
        repair: None,
    };
    Ok(FilePlan {
        footer: who.in_footer(totals, footer::footer(signed, &at.organisation, preview, (&t.save(), ""))),
        figures: vec![
            figure(totals.succeeded, t.figure_done().into_owned(), Tone::Good),
            figure(totals.unchanged, t.figure_unchanged().into_owned(), Tone::Plain),
            figure(totals.refused, t.figure_refused().into_owned(), Tone::Loss),
        ],
        notes: totals.reasons.iter().map(note).collect(),
        action: format!("{}/save", here(at)),
        back: here(at),
        nothing: !totals.changes_anything() && totals.refused == 0,
        changed,
    })
}

/// The findings of a file as CSV.
pub(super) async fn findings(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let judged = JUDGED.find(&signed, &at, asked.text("file"));
    let judged = judged.ok_or_else(|| AppError::denied(Code::NotFound, "file"))?;
    let t = signed.t();
    let headings = [t.column_line(), t.column_column(), t.column_result(), t.column_what(), t.column_value()];
    let mut text = format!("\u{feff}{}", csv_line(headings.iter().map(AsRef::as_ref)));
    for it in &judged.report.findings {
        let row = row(t, it);
        text.push_str(&csv_line([
            it.line.to_string().as_str(),
            &row.column,
            &row.verdict,
            &row.text,
            &row.value,
        ]));
    }
    if judged.report.more_findings > 0 {
        text.push_str(&csv_line(["", "", "", &t.and_more(judged.report.more_findings), ""]));
    }
    Ok(download("findings.csv", CSV, text))
}
