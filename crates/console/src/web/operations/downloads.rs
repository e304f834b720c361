//! The whole result as CSV and as JSON, with the same filters as the page. Written piece by piece: a million lines
//! take no more memory than a thousand.

use std::io;

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::decision::Direct;
use futures::stream::try_unfold;
use serde_json::{Value as Json, json};

use crate::web::operations::filter::{Filter, Place};
use crate::web::operations::find;
use crate::web::operations::lines::{Line, read};
use crate::web::posted::Asked;
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Lines read at once.
const CHUNK_LINES: usize = 2_000;
/// What tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// GET /c/{customer}/operations/{operation}/outcomes.csv
pub async fn csv(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let source = Source::open(signed, &customer, &operation, &asked).await?;
    // A file of what is not at its end says so by its name.
    let part = if source.row.running { source.signed.t().ops_csv_part() } else { "".into() };
    let name = format!("{}{part}.csv", source.row.guid);
    Ok(download(&name, "text/csv; charset=utf-8", body(source, Form::Csv)))
}

/// GET /c/{customer}/operations/{operation}/outcomes.json
pub async fn json(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let source = Source::open(signed, &customer, &operation, &asked).await?;
    let name = format!("{}.json", source.row.guid);
    Ok(download(&name, "application/json", body(source, Form::Json)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Json,
}

struct Source {
    signed: Signed,
    at: At,
    row: OperationRow,
    filter: Filter,
    place: Place,
    begun: bool,
    ended: bool,
}

impl Source {
    async fn open(
        signed: Signed,
        customer: &str,
        operation: &str,
        asked: &crate::web::posted::Fields,
    ) -> Result<Self, AppError> {
        let at = signed.at(customer, Action::View).await?;
        let row = find(&signed, &at, operation).await?;
        let filter = Filter::read(&signed.visit.hall.app.store().catalogue(), asked)?;
        Ok(Self { signed, at, row, filter, place: Place::First, begun: false, ended: false })
    }

    async fn next(&mut self) -> Result<Vec<Line>, AppError> {
        let take = i64::try_from(CHUNK_LINES).unwrap_or(i64::MAX);
        let lines = read(&self.signed, &self.at, &self.row, &self.filter.list(self.place, take)).await?;
        self.ended = lines.len() < CHUNK_LINES;
        if let Some(last) = lines.last() {
            self.place = Place::After(last.key);
        }
        Ok(lines)
    }
}

fn body(source: Source, form: Form) -> Body {
    Body::from_stream(try_unfold(source, move |mut source| async move {
        if source.ended {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut source.begun, true);
        let piece = match source.next().await {
            Ok(lines) if form == Form::Csv => csv_piece(&source, &lines, first),
            Ok(lines) => json_piece(&source, &lines, first),
            Err(error) => Err(io::Error::other(error)),
        };
        match piece {
            Ok(bytes) => Ok(Some((bytes, source))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "a download of results breaks off");
                Err(error)
            }
        }
    }))
}

fn csv_piece(source: &Source, lines: &[Line], first: bool) -> Result<Vec<u8>, io::Error> {
    let t = source.signed.t();
    let catalogue = source.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if first {
        let heads = [
            t.column_user(),
            t.column_user_name(),
            t.column_product(),
            t.column_result(),
            t.ops_column_code(),
            t.column_what(),
            t.ops_column_holds(),
        ];
        out.write_record(heads.iter().map(|head| head.as_bytes()))?;
    }
    for line in lines {
        let product = line.product.map(|id| names.product(id)).unwrap_or_default();
        let cells = [
            line.user.display_name.as_str(),
            &line.user.sign_in,
            &product,
            &line.badge.word,
            &line.code,
            &line.detail,
            line.holds.as_deref().unwrap_or(""),
        ];
        out.write_record(cells.map(|cell| guard_formula(cell).into_owned()))?;
    }
    let bytes = out.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
    Ok(if first { [MARK.as_bytes(), &bytes].concat() } else { bytes })
}

fn json_piece(source: &Source, lines: &[Line], first: bool) -> Result<Vec<u8>, io::Error> {
    let catalogue = source.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t: source.signed.t() };
    let mut text = String::new();
    if first {
        let head = head(source).to_string();
        // The array of outcomes goes into the head's last brace, one piece after the other.
        text.push_str(head.strip_suffix('}').unwrap_or(&head));
        text.push_str(",\"outcomes\":[");
    }
    for (index, line) in lines.iter().enumerate() {
        if index > 0 || !first {
            text.push(',');
        }
        text.push('\n');
        text.push_str(&serde_json::to_string(&line_json(&names, line))?);
    }
    if source.ended {
        text.push_str("\n]}\n");
    }
    Ok(text.into_bytes())
}

fn head(source: &Source) -> Json {
    let row = &source.row;
    json!({
        "operation": row.guid.to_string(), "kind": row.kind, "customer": source.at.organisation.guid.to_string(),
        "created": instant(row.created_at), "finished": row.finished_at.map(instant), "running": row.running,
        "users": row.users_total, "users_done": row.users_done, "succeeded": row.succeeded,
        "unchanged": row.unchanged, "refused": row.refused,
    })
}

fn instant(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).unwrap_or_default().to_string()
}

fn line_json(names: &Names<'_>, line: &Line) -> Json {
    let product = line
        .product
        .and_then(|id| names.catalogue.product(id))
        .map(|product| json!({"id": product.guid.to_string(), "name": names.product(product.id)}));
    json!({
        "user": {"id": line.user.guid.to_string(), "name": line.user.display_name, "user_name": line.user.sign_in},
        "product": product,
        "verdict": line.verdict,
        "effect": none_if_empty(&line.effect),
        "code": none_if_empty(&line.code),
        "text": line.detail,
        "before": direct(names, &line.before),
        "after": direct(names, &line.after),
    })
}

fn none_if_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A direct license with the service plans that are off; null for none.
fn direct(names: &Names<'_>, direct: &Direct) -> Json {
    let Some((_, off)) = direct else { return Json::Null };
    let ids: Vec<String> =
        off.iter().filter_map(|plan| names.catalogue.plan(plan)).map(|plan| plan.guid.to_string()).collect();
    json!({ "disabled_plans": ids })
}
