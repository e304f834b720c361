//! The audit log as CSV, with the filters of the page, written piece by piece (R-AUDIT-6).

use std::io;

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::store::audit::AuditList;
use cupo_domain::access::Action;
use futures::stream::try_unfold;

use crate::view::{VerdictBadge, VerdictKind};
use crate::web::audit::detail::{action_words, refused};
use crate::web::audit::range::Range;
use crate::web::audit::records::{Record, read};
use crate::web::posted::Asked;
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Records read at once.
const CHUNK_ROWS: usize = 2_000;
/// What tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

struct Source {
    signed: Signed,
    at: At,
    list: AuditList,
    begun: bool,
    ended: bool,
}

/// GET /c/{customer}/audit.csv
pub async fn csv(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewAudit).await?;
    let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
    let asked_for = Range::read(&signed, &at, &asked)?.list(&asked)?;
    let list = AuditList { take, before: None, after: None, ..asked_for };
    let source = Source { signed, at, list, begun: false, ended: false };
    Ok(download("audit.csv", "text/csv; charset=utf-8", body(source)))
}

fn body(source: Source) -> Body {
    Body::from_stream(try_unfold(source, |mut source| async move {
        if source.ended {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut source.begun, true);
        let piece = match read(&source.signed, &source.at, &source.list).await {
            Ok(records) => {
                source.ended = records.len() < CHUNK_ROWS;
                source.list.before = records.last().map(|record| record.seq);
                piece(&source.signed, &records, first)
            }
            Err(error) => Err(io::Error::other(error)),
        };
        match piece {
            Ok(bytes) => Ok(Some((bytes, source))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "a download of the audit log breaks off");
                Err(error)
            }
        }
    }))
}

fn piece(signed: &Signed, records: &[Record], first: bool) -> Result<Vec<u8>, io::Error> {
    let t = signed.t();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if first {
        let heads = [
            t.column_when(),
            t.column_who(),
            t.audit_column_door(),
            t.column_action(),
            t.column_user(),
            t.column_what(),
            t.column_result(),
            t.operation_id(),
        ];
        out.write_record(heads.iter().map(|head| head.as_bytes()))?;
    }
    for record in records {
        let kind = if refused(&record.action) { VerdictKind::Refused } else { VerdictKind::Done };
        let operation = record.operation.map(|guid| guid.to_string()).unwrap_or_default();
        let cells = [
            record.at.iso.as_str(),
            &record.who,
            &record.door,
            &action_words(t, &record.action),
            &record.subject,
            &record.detail,
            &VerdictBadge::new(t, kind).word,
            &operation,
        ];
        out.write_record(cells.map(|cell| guard_formula(cell).into_owned()))?;
    }
    let bytes = out.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
    Ok(if first { [MARK.as_bytes(), &bytes].concat() } else { bytes })
}
