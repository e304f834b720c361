//! The operations of a customer as CSV, newest first (R-UI-14).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;

use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::frame::when;
use crate::web::operations::describe::{done, sentence, state};
use crate::web::operations::people::{People, door};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

struct Operations {
    signed: Signed,
    at: At,
    /// Where it goes on; none at the end.
    below: Option<i64>,
}

/// GET /c/{customer}/operations.csv
pub async fn csv(signed: Signed, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    Ok(csv_file("operations.csv", Operations { signed, at, below: Some(i64::MAX) }))
}

impl Pieces for Operations {
    fn heading(&self) -> Vec<String> {
        let t = self.signed.t();
        [
            t.column_what(),
            t.column_who(),
            t.audit_column_door(),
            t.column_when(),
            t.column_state(),
            t.column_users(),
            t.column_changed(),
            t.verdict_unchanged(),
            t.column_refused(),
            t.operation_id(),
        ]
        .into_iter()
        .map(|head| head.into_owned())
        .collect()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        let Some(below) = self.below else { return Ok(None) };
        let store = self.signed.visit.hall.app.store();
        let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
        let rows = store.operations(&self.at.permit, below, take).await?;
        let more = rows.len() >= CHUNK_ROWS;
        self.below = rows.last().filter(|_| more).map(|row| row.id.0);
        let people = People::of(&self.signed, &self.at, rows.iter().map(|row| row.actor.as_str())).await?;
        Ok(Some(rows.iter().map(|row| cells(&self.signed, &self.at, (row, &people))).collect()))
    }
}

fn cells(signed: &Signed, at: &At, (row, people): (&OperationRow, &People)) -> Vec<String> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    vec![
        sentence(&names, row),
        people.name(&row.actor),
        door(t, &row.channel),
        when(signed, &at.organisation, row.created_at).iso,
        state(t, row).0,
        row.users_total.to_string(),
        done(row).to_string(),
        row.unchanged.to_string(),
        row.refused.to_string(),
        row.guid.to_string(),
    ]
}
