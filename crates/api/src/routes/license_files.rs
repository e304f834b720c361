//! Licenses as a file, and from a file: exported in the form that is imported, so that a program can export, edit and
//! import. A file becomes a preview, which is applied like every other; it changes nothing by itself.

use std::fs::File;
use std::io::BufReader;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cupo_app::import::licenses::{FileMode, Verdict};
use cupo_app::import_licenses::{FileAsking, LicenseFile, LicenseFileError, LicenseFileReport};
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;
use cupo_http::findings::heading_language;
use cupo_http::kept::failed;
use cupo_http::license_findings::{file_error, finding, heading, withheld};
use cupo_http::said::Texts;
use futures::stream::try_unfold;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::{At, RowsRead, Visit};
use crate::commands;
use crate::find;
use crate::route::Route;
use crate::routes::imports::{hear_out, receive};
use crate::routes::previews::told;
use crate::trouble::Trouble;
use crate::wire::{self, LicenseImport, RowFinding};

/// How a file of licenses is taken.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FileQuery {
    /// What its rows say: `replace` that the users in it shall have exactly this, `assign` that it is given, `revoke` that
    /// it is taken.
    #[serde(default)]
    mode: Mode,
    /// With `replace`: whoever is not in the file shall have no license at all.
    #[serde(default)]
    others: bool,
    /// Go on without the users who have a rejected row.
    #[serde(default)]
    good_rows: bool,
    /// Why, in the person's words; up to 500 characters.
    #[serde(default)]
    #[schemars(length(max = 500))]
    reason: String,
}

/// What the rows of a file say.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Mode {
    /// Exactly these.
    #[default]
    Replace,
    /// Give these.
    Assign,
    /// Take these.
    Revoke,
}

/// Whose licenses are exported. Every part that is given must hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExportQuery {
    /// Text in name or sign-in name.
    #[serde(default)]
    search: Option<String>,
    /// Holds this product: its identity or part number.
    #[serde(default)]
    product: Option<String>,
    /// Holds any product (`true`) or none (`false`).
    #[serde(default)]
    license: Option<bool>,
    /// Usage location, two letters; `none` for users without one.
    #[serde(default)]
    location: Option<String>,
    /// Department, exactly.
    #[serde(default)]
    department: Option<String>,
    /// Sign-in allowed (`true`) or blocked (`false`).
    #[serde(default)]
    sign_in: Option<bool>,
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            ("GET", "/customers/{customer}/exports/licenses"),
            "exportLicenses",
            "Assignments",
            "Export licenses as a file",
            get(export),
        )
        .detail(
            "A row for each direct license, and one without a product for a user who has none; with headings in the \
             language that is asked for. It is the form that is imported: what is not edited does not change.",
        )
        .query::<ExportQuery>()
        .sends(200, "The file.", Some("text/csv")),
        Route::new(
            ("POST", "/customers/{customer}/imports/licenses"),
            "importLicenses",
            "Imports",
            "Preview a file of licenses",
            post(import),
        )
        .detail(
            "Nothing is changed. The whole file is judged, by line and column; what it says becomes a preview, to be \
             applied with its `id` and `digest` by `POST …/operations`.",
        )
        .query::<FileQuery>()
        .takes::<String>("text/csv")
        .answers::<LicenseImport>(200, "What was found, and what applying it would do."),
    ]
}

async fn export(
    visit: Visit,
    Path(customer): Path<String>,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let catalogue = visit.app().store().catalogue();
    let named = wire::UserFilter {
        search: asked.search,
        product: asked.product,
        licensed: asked.license,
        location: find::location(asked.location),
        department: asked.department,
        sign_in: asked.sign_in,
        ..wire::UserFilter::default()
    };
    let filter = find::narrowed(&catalogue, &named).map_err(|trouble| trouble.parameter("product"))?;
    let language = heading_language(visit.lang);
    let file = visit.app().export_licenses(&at.permit, filter, language).await?;
    let pieces = try_unfold((visit, at, file), |(visit, at, mut file)| async move {
        match file.next(visit.app(), &at.permit).await {
            Ok(piece) => Ok(piece.map(|text| (Bytes::from(text), (visit, at, file)))),
            Err(error) => {
                // The file breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "an export of licenses breaks off");
                Err(std::io::Error::other("the export broke off"))
            }
        }
    });
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment")];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

async fn import(
    visit: Visit,
    Path(customer): Path<String>,
    Query(asked): Query<FileQuery>,
    request: Request,
) -> Result<Response, Trouble> {
    let at = match visit.at(&customer, Action::AssignLicenses).await {
        Ok(at) => at,
        Err(refused) => {
            hear_out(request).await;
            return Err(refused);
        }
    };
    if asked.others && asked.mode != Mode::Replace {
        let what = "only a file that says what everybody shall have can speak for others";
        return Err(Trouble::new(Code::Invalid, "others").parameter("others").what(what));
    }
    commands::check_reason(&asked.reason).map_err(|trouble| trouble.parameter("reason"))?;
    let progress = RowsRead::of(&request);
    let (kept, _) = receive(request).await?;
    let source = File::open(kept.path()).map_err(|e| failed("reading an upload", &e))?;
    let mode = match asked.mode {
        Mode::Replace => FileMode::Replace,
        Mode::Assign => FileMode::Assign,
        Mode::Revoke => FileMode::Revoke,
    };
    let file = LicenseFile { mode, others: asked.others, good_rows: asked.good_rows };
    let asking = FileAsking { reason: asked.reason, channel: visit.channel, owner: visit.owner };
    let (app, source) = (visit.app(), BufReader::new(source));
    let found = app.preview_license_file(&at.permit, source, (file, asking), progress).await;
    match found {
        Ok(report) => Ok(axum::Json(judged(&visit, &at, report).await?).into_response()),
        Err(LicenseFileError::File(error)) => {
            let lines = file_error(Texts::get(visit.lang), &error);
            Err(Trouble::new(Code::Invalid, "file").what(lines.join(" ")))
        }
        Err(LicenseFileError::App(error)) => Err(error.into()),
    }
}

async fn judged(visit: &Visit, at: &At, report: LicenseFileReport) -> Result<LicenseImport, Trouble> {
    let t = Texts::get(visit.lang);
    let verdict = |it| match it {
        Verdict::Accept => "accept",
        Verdict::Warn => "warn",
        Verdict::Reject => "reject",
        Verdict::Skip => "skip",
    };
    let findings = report.findings.iter().map(|it| RowFinding {
        line: it.line,
        verdict: verdict(it.finding.what.verdict()).to_owned(),
        column: it.finding.column.map(|column| heading(t, column).to_owned()),
        code: it.finding.what.code().to_owned(),
        detail: finding(t, &it.finding.what),
    });
    let findings = findings.collect();
    let preview = match report.preview {
        None => None,
        Some(it) => {
            let shown = visit.app().shown_licenses(it);
            Some(told(visit, at, &shown, "change_licenses").await?)
        }
    };
    Ok(LicenseImport {
        rows: report.rows,
        good: report.good,
        warned: report.warned,
        rejected: report.rejected,
        skipped: report.skipped,
        left_out: report.left_out,
        users: report.users,
        findings,
        more_findings: report.more_findings,
        withheld: report.withheld.map(|why| withheld(t, why)),
        preview,
    })
}
