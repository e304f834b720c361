//! The audit log as CSV and as JSON, with the filters of the page, written piece by piece (R-AUDIT-6). The JSON has each
//! record as it is bound into the chain beside what it says in words.

use std::io;

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use cupo_app::audit::refused;
use cupo_app::error::AppError;
use cupo_app::store::audit_log::AuditList;
use cupo_domain::access::Action;
use futures::stream::try_unfold;
use serde_json::json;

use crate::texts::Texts;
use crate::view::{VerdictBadge, VerdictKind};
use crate::web::audit::detail::action_words;
use crate::web::audit::filter::Filter;
use crate::web::audit::range::Range;
use crate::web::audit::records::{Record, read};
use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::posted::{Asked, Fields};
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

struct Records {
    signed: Signed,
    at: At,
    list: AuditList,
    ended: bool,
}

/// GET /c/{customer}/audit.csv
pub async fn csv(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    Ok(csv_file("audit.csv", Records::open(signed, &customer, &asked).await?))
}

/// GET /c/{customer}/audit.json
pub async fn json(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let begin = (Records::open(signed, &customer, &asked).await?, true);
    let body = Body::from_stream(try_unfold(begin, |(mut records, first)| async move {
        if records.ended && !first {
            return Ok(None);
        }
        match piece(&mut records, first).await {
            Ok(bytes) => Ok(Some((bytes, (records, false)))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "a download of the audit log breaks off");
                Err(error)
            }
        }
    }));
    Ok(download("audit.json", "application/json", body))
}

async fn piece(records: &mut Records, first: bool) -> Result<String, io::Error> {
    let mut text = String::from(if first { "[" } else { "" });
    for (index, record) in records.read().await.map_err(io::Error::other)?.into_iter().enumerate() {
        text.push_str(if first && index == 0 { "\n" } else { ",\n" });
        text.push_str(&record_json(record).to_string());
    }
    if records.ended {
        text.push_str("\n]\n");
    }
    Ok(text)
}

fn record_json(it: Record) -> serde_json::Value {
    let row = it.row;
    json!({
        "number": row.seq, "at": it.at.iso, "by": it.who, "channel": row.channel, "action": row.action,
        "about": it.subject, "what": it.detail, "refused": refused(&it.action),
        "operation": it.operation.map(|guid| guid.to_string()),
        "record": {"at": row.at, "actor": row.actor, "operation": row.operation, "subject": row.subject,
            "detail": row.detail, "previous": hex(&row.prev), "hash": hex(&row.hash)},
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Records {
    async fn open(signed: Signed, customer: &str, asked: &Fields) -> Result<Self, Trouble> {
        let at = signed.at(customer, Action::ViewAudit).await?;
        let filter = Filter::read(&signed, &at, asked).await?;
        let range = Range::read(&signed, &at, (asked, filter.begins()))?;
        let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
        let list = AuditList { take, before: None, after: None, ..filter.narrow(range.list(asked)?)? };
        Ok(Self { signed, at, list, ended: false })
    }

    /// The next records; few of them end the list.
    async fn read(&mut self) -> Result<Vec<Record>, AppError> {
        let records = read(&self.signed, &self.at, &self.list).await?;
        self.ended = records.len() < CHUNK_ROWS;
        self.list.before = records.last().map(|record| record.seq);
        Ok(records)
    }
}

impl Pieces for Records {
    fn heading(&self) -> Vec<String> {
        let t = self.signed.t();
        [
            t.column_when(),
            t.column_who(),
            t.audit_column_door(),
            t.column_action(),
            t.column_user(),
            t.column_what(),
            t.column_result(),
            t.operation_id(),
        ]
        .into_iter()
        .map(|head| head.into_owned())
        .collect()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let records = self.read().await?;
        let t = self.signed.t();
        Ok(Some(records.into_iter().map(|record| cells(t, record)).collect()))
    }
}

fn cells(t: &Texts, record: Record) -> Vec<String> {
    let kind = if refused(&record.action) { VerdictKind::Refused } else { VerdictKind::Done };
    vec![
        record.at.iso,
        record.who,
        record.door,
        action_words(t, &record.action),
        record.subject,
        record.detail,
        VerdictBadge::new(t, kind).word,
        record.operation.map(|guid| guid.to_string()).unwrap_or_default(),
    ]
}
