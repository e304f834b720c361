//! The audit log as CSV, with the filters of the page, written piece by piece (R-AUDIT-6).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::audit::AuditList;
use cupo_domain::access::Action;

use crate::texts::Texts;
use crate::view::{VerdictBadge, VerdictKind};
use crate::web::audit::detail::{action_words, refused};
use crate::web::audit::range::Range;
use crate::web::audit::records::{Record, read};
use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::posted::Asked;
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
    let at = signed.at(&customer, Action::ViewAudit).await?;
    let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
    let asked_for = Range::read(&signed, &at, &asked)?.list(&asked)?;
    let list = AuditList { take, before: None, after: None, ..asked_for };
    Ok(csv_file("audit.csv", Records { signed, at, list, ended: false }))
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
        let records = read(&self.signed, &self.at, &self.list).await?;
        self.ended = records.len() < CHUNK_ROWS;
        self.list.before = records.last().map(|record| record.seq);
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
