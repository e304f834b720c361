//! The dates of Data at risk as CSV, with the filters of the page, written piece by piece.

use std::io;

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::store::at_risk::{RiskPosition, RiskRow};
use cupo_domain::access::Action;
use futures::stream::try_unfold;

use super::{Asks, words};
use crate::web::frame::when;
use crate::web::posted::Asked;
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Rows read at once.
const CHUNK_ROWS: usize = 2_000;
/// What tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

struct Source {
    signed: Signed,
    at: At,
    asks: Asks,
    position: RiskPosition,
    begun: bool,
    ended: bool,
}

/// GET /c/{customer}/data-at-risk.csv
pub(super) async fn csv(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let asks = Asks::read(&signed, &at, &asked).await?;
    let source = Source { signed, at, asks, position: RiskPosition::First, begun: false, ended: false };
    Ok(download("data-at-risk.csv", "text/csv; charset=utf-8", body(source)))
}

fn body(source: Source) -> Body {
    Body::from_stream(try_unfold(source, |mut source| async move {
        if source.ended {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut source.begun, true);
        match next(&mut source, first).await {
            Ok(bytes) => Ok(Some((bytes, source))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "a download of data at risk breaks off");
                Err(error)
            }
        }
    }))
}

async fn next(source: &mut Source, first: bool) -> Result<Vec<u8>, io::Error> {
    let store = source.signed.visit.hall.app.store();
    let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
    let rows = store.at_risk(&source.at.permit, &source.asks.filter, source.position, take).await;
    let rows = rows.map_err(io::Error::other)?;
    source.ended = rows.len() < CHUNK_ROWS;
    if let Some(last) = rows.last() {
        source.position = RiskPosition::After(last.place());
    }
    piece(&source.signed, &source.at, (&rows, first))
}

fn piece(signed: &Signed, at: &At, (rows, first): (&[RiskRow], bool)) -> Result<Vec<u8>, io::Error> {
    let t = signed.t();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if first {
        let heads = [
            t.risk_when(),
            t.column_display_name(),
            t.column_user_name(),
            t.risk_column_state(),
            t.risk_column_data(),
            t.risk_what(),
            t.risk_column_why(),
            t.risk_saves(),
        ];
        out.write_record(heads.iter().map(|head| head.as_bytes()))?;
    }
    for it in rows {
        let due = it.clock.due.map(|due| when(signed, &at.organisation, due.0).iso).unwrap_or_default();
        let ways: Vec<String> = words::ways(signed, at, it).into_iter().map(|way| way.label).collect();
        let cells = [
            due,
            it.name.clone(),
            it.sign_in.clone(),
            words::state(signed, at, it),
            words::name(t, it.clock.workload),
            words::event(t, it),
            words::why(t, it),
            ways.join("; "),
        ];
        out.write_record(cells.iter().map(|cell| guard_formula(cell).into_owned()))?;
    }
    let bytes = out.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
    Ok(if first { [MARK.as_bytes(), &bytes].concat() } else { bytes })
}
