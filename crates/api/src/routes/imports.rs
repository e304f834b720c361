//! Files of users and of products, judged by line and column.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use cupo_app::answers::Before;
use cupo_app::error::AppError;
use cupo_app::ids::hex;
use cupo_app::import::users::{HeadingLanguage, Verdict};
use cupo_app::import_catalogue::{CatalogueImportError, CatalogueReport};
use cupo_app::import_users::{ImportChoice, ImportError, ImportReport};
use cupo_app::store::operations::Once;
use cupo_domain::access::{Action, Actor};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::findings;
use cupo_http::kept::{Kept, create, failed};
use cupo_http::limits::UPLOAD_BYTES_MAX;
use cupo_http::said::Texts;
use futures::StreamExt;
use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::body::{Query, must_be};
use crate::caller::{At, RowsRead, Visit};
use crate::once::{self, Key};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{CatalogueFinding, CatalogueImport, ExistingUser, RowFinding, UnknownDomain, UserImport};

/// Most bytes that a refused caller is listened to.
const HEARD_MAX: usize = 1 << 20;

/// How users are imported.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UserQuery {
    /// Only judge the file.
    #[serde(default)]
    dry_run: bool,
    /// Import the good rows although others are rejected.
    #[serde(default)]
    good_rows: bool,
    /// Take over the fields of users who are there already.
    #[serde(default)]
    update_existing: bool,
}

/// How the catalog is imported.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CatalogueQuery {
    /// Only judge the file.
    #[serde(default)]
    dry_run: bool,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Imports";
    vec![
        Route::new(
            ("POST", "/customers/{customer}/imports/users"),
            "importUsers",
            tag,
            "Import users",
            post(users),
        )
        .detail(
            "The admin center's bulk file, with headings in English or Spanish. The whole file is judged first; rows \
             that are rejected keep the others out unless `good_rows` is true.",
        )
        .query::<UserQuery>()
        .header(once::HEADER, once::MEANS)
        .takes::<String>("text/csv")
        .answers::<UserImport>(200, "What was found, and what was done.")
        .refuses(422, once::REFUSED),
        Route::new(("POST", "/catalog/import"), "importCatalog", tag, "Import the catalog", post(catalogue))
            .detail(
                "The published list of product names and service plan identifiers. What the list lacks is kept. Only \
                 for the operator of the installation.",
            )
            .query::<CatalogueQuery>()
            .takes::<String>("text/csv")
            .answers::<CatalogueImport>(200, "What was found, and what was done."),
    ]
}

async fn users(
    visit: Visit,
    Path(customer): Path<String>,
    Query(asked): Query<UserQuery>,
    key: Key,
    request: Request,
) -> Result<Response, Trouble> {
    let at = match visit.at(&customer, Action::EditUsers).await {
        Ok(at) => at,
        Err(refused) => {
            hear_out(request).await;
            return Err(refused);
        }
    };
    let progress = RowsRead::of(&request);
    let (file, hash) = receive(request).await?;
    let choice = ImportChoice {
        dry_run: asked.dry_run,
        good_rows: asked.good_rows,
        update_existing: asked.update_existing,
    };
    let once = key.asking(&visit, &format!("importUsers {choice:?}"), hash.as_bytes());
    if let Some(before) = once::before(&visit, &at, once.as_ref()).await? {
        return told_before(before);
    }
    let report = visit.app().import_users(visit.asking(&at, None), file.path(), choice, progress).await;
    match report {
        Ok(report) => {
            let body = users_of(Texts::get(visit.lang), report);
            let once = once.filter(|_| body.applied);
            match keep(&visit, &at, (once.as_ref(), &body)).await {
                Ok(()) => Ok(axum::Json(body).into_response()),
                Err(failed) => told_before(once::instead(&visit, &at, (once.as_ref(), failed)).await?),
            }
        }
        Err(ImportError::File(error)) => {
            let t = Texts::get(visit.lang);
            let lines = findings::file_error(t, &error, |column| findings::heading(t, column));
            Err(Trouble::new(Code::Invalid, "file").what(lines.join(" ")))
        }
        Err(ImportError::App(error)) => Err(error.into()),
    }
}

async fn catalogue(
    visit: Visit,
    Query(asked): Query<CatalogueQuery>,
    request: Request,
) -> Result<Response, Trouble> {
    // The catalog belongs to no customer, so no permit of one can allow it.
    if !matches!(visit.caller.actor, Actor::Operator { .. }) {
        hear_out(request).await;
        return Err(Trouble::new(Code::Role, "catalog"));
    }
    let (file, _) = receive(request).await?;
    let reader = std::fs::File::open(file.path()).map_err(|e| failed("reading an upload", &e))?;
    match visit.app().import_catalogue(std::io::BufReader::new(reader), asked.dry_run).await {
        Ok(report) => Ok(axum::Json(catalogue_of(report)).into_response()),
        Err(CatalogueImportError::File(error)) => {
            Err(Trouble::new(Code::Invalid, "file").what(error.to_string()))
        }
        Err(CatalogueImportError::App(error)) => Err(error.into()),
    }
}

/// Reads what a refused caller is still sending, up to a limit: a connection that ends before the caller is done hides
/// the answer from it.
pub(super) async fn hear_out(request: Request) {
    let (mut pieces, mut heard) = (request.into_body().into_data_stream(), 0);
    while let Some(Ok(piece)) = pieces.next().await {
        heard += piece.len();
        if heard > HEARD_MAX {
            break;
        }
    }
}

/// Keeps the answer for the same request. An import finds whom it created before, so what was done already is not done
/// again even if this comes too late.
async fn keep(visit: &Visit, at: &At, (once, body): (Option<&Once>, &UserImport)) -> Result<(), Trouble> {
    let Some(once) = once else { return Ok(()) };
    let text = serde_json::to_string(body).map_err(|e| AppError::Bug(format!("writing an answer: {e}")))?;
    Ok(visit.app().keep_answer(&at.permit, once, &text).await?)
}

/// The answer to the same request before.
fn told_before(before: Before) -> Result<Response, Trouble> {
    match before {
        Before::Answer(answer) => Ok(([(CONTENT_TYPE, "application/json")], answer).into_response()),
        Before::Operation(_) => Err(once::other()),
    }
}

/// Writes the body to the disk, piece by piece; with the hash of all of it.
pub(super) async fn receive(request: Request) -> Result<(Kept, String), Trouble> {
    must_be(request.headers(), "text/csv")?;
    let (mut disk, kept) = create()?;
    let (mut pieces, mut size) = (request.into_body().into_data_stream(), 0);
    let mut hash = Sha256::new();
    while let Some(piece) = pieces.next().await {
        let late = || Trouble::new(Code::Invalid, "body").status(StatusCode::REQUEST_TIMEOUT);
        let piece = piece.map_err(|_| late())?;
        hash.update(&piece);
        size += piece.len();
        if size > UPLOAD_BYTES_MAX {
            let most = i64::try_from(UPLOAD_BYTES_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Size, "file").with_figure(most).into());
        }
        disk.write_all(&piece).await.map_err(|e| failed("writing an upload", &e))?;
    }
    disk.flush().await.map_err(|e| failed("writing an upload", &e))?;
    Ok((kept, hex(&hash.finalize())))
}

fn users_of(t: &Texts, report: ImportReport) -> UserImport {
    let verdict = |it| match it {
        Verdict::Accept => "accept",
        Verdict::Warn => "warn",
        Verdict::Reject => "reject",
        Verdict::Skip => "skip",
    };
    let findings = report.findings.iter().map(|it| RowFinding {
        line: it.line,
        verdict: verdict(it.verdict).to_owned(),
        column: it.finding.column.map(|column| column.heading(HeadingLanguage::English).to_owned()),
        code: it.finding.what.code().to_owned(),
        detail: findings::finding(t, &it.finding.what),
    });
    let existing =
        report.existing_names.iter().map(|(line, name)| ExistingUser { line: *line, name: name.clone() });
    let unknown = report.unknown_domains.into_iter().map(|(domain, rows)| UnknownDomain { domain, rows });
    UserImport {
        rows: report.rows,
        good: report.good,
        warned: report.warned,
        rejected: report.rejected,
        skipped: report.skipped,
        existing: report.existing,
        created: report.created,
        updated: report.updated,
        unchanged: report.unchanged,
        applied: report.applied,
        operation: report.operation.map(|guid| guid.to_string()),
        findings: findings.collect(),
        more_findings: report.more_findings,
        existing_users: existing.collect(),
        unknown_domains: unknown.collect(),
    }
}

fn catalogue_of(report: CatalogueReport) -> CatalogueImport {
    let oddities = report.oddities.iter().map(|it| CatalogueFinding {
        line: it.line,
        column: it.column.map(|column| column.heading().to_owned()),
        code: it.kind.code().to_owned(),
        seen: it.seen.clone(),
        taken: Some(it.taken.clone()),
    });
    let rejects = report.rejects.iter().map(|it| CatalogueFinding {
        line: it.line,
        column: it.column.map(|column| column.heading().to_owned()),
        code: it.reason.code().to_owned(),
        seen: it.seen.clone(),
        taken: None,
    });
    CatalogueImport {
        rows: report.rows,
        products: report.products,
        plans: report.plans,
        pairs: report.pairs,
        added_products: report.delta.added_products.len(),
        changed_products: report.delta.changed_products.len(),
        added_plans: report.delta.added_plans.len(),
        changed_plans: report.delta.changed_plans.len(),
        added_pairs: report.delta.added_pairs.len(),
        kept_pairs: report.delta.kept_pairs.len(),
        applied: report.applied,
        oddities: oddities.collect(),
        rejects: rejects.collect(),
    }
}
