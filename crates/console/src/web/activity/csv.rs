//! The activity log as CSV, with the filters of the page (R-AUDIT-6).

use axum::response::Response;
use cupo_app::activity::{Question, place};
use cupo_app::error::AppError;
use cupo_domain::access::partner_permit;

use super::filter::Filter;
use super::{Told, told};
use crate::view::{VerdictBadge, VerdictKind};
use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::posted::Asked;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

struct Log {
    signed: Signed,
    filter: Filter,
    question: Question,
    before: Option<(i64, i64, i64)>,
    ended: bool,
}

/// GET /activity.csv
pub async fn csv(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let permit = partner_permit(&signed.who.caller)?;
    let filter = Filter::read(&signed, &asked).await?;
    filter.days()?;
    let whose = (&filter.partner, &permit);
    let question = signed.visit.hall.app.ask_activity(&signed.who.caller, whose, &filter.asked).await?;
    Ok(csv_file("activity.csv", Log { signed, filter, question, before: None, ended: false }))
}

impl Pieces for Log {
    fn heading(&self) -> Vec<String> {
        let t = self.signed.t();
        [
            t.column_when(),
            t.column_customer(),
            t.column_action(),
            t.audit_column_about(),
            t.column_what(),
            t.column_who(),
            t.audit_column_door(),
            t.column_result(),
            t.operation_id(),
            t.csv_customer_id(),
        ]
        .into_iter()
        .map(|head| head.into_owned())
        .collect()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
        let found = self.signed.visit.hall.app.activity(&self.question, self.before, take).await?;
        self.ended = found.deeds.len() < CHUNK_ROWS;
        self.before = found.deeds.last().map(place);
        let rows = told(&self.signed, &self.filter, found);
        Ok(Some(rows.into_iter().map(|it| cells(&self.signed, it)).collect()))
    }
}

fn cells(signed: &Signed, it: Told) -> Vec<String> {
    let kind = if it.refused { VerdictKind::Refused } else { VerdictKind::Done };
    vec![
        it.at.iso,
        it.customer.1,
        it.action,
        it.about,
        it.detail,
        it.who,
        it.door,
        VerdictBadge::new(signed.t(), kind).word,
        it.operation.map(|guid| guid.to_string()).unwrap_or_default(),
        it.customer.0.to_string(),
    ]
}
