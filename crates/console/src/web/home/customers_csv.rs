//! The partner's customers as CSV, searched and sorted as on the page (R-UI-14).

use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::overview::{CustomerLine, CustomerPosition, CustomerQuery};
use cupo_domain::access::{PartnerPermit, partner_permit};

use super::customers::{query, relation};
use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::posted::Asked;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

struct Customers {
    signed: Signed,
    permit: PartnerPermit,
    /// Where it goes on; none at the end.
    list: Option<CustomerQuery>,
}

/// GET /customers.csv
pub(super) async fn csv(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let permit = partner_permit(&signed.who.caller)?;
    let take = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
    let list = Some(CustomerQuery { position: CustomerPosition::First, take, ..query(&asked) });
    Ok(csv_file("customers.csv", Customers { signed, permit, list }))
}

impl Pieces for Customers {
    fn heading(&self) -> Vec<String> {
        let t = self.signed.t();
        [
            t.column_customer(),
            t.column_domain(),
            t.column_relation(),
            t.column_users(),
            t.column_seats(),
            t.csv_seats_taken(),
            t.csv_seats_free(),
            t.csv_seats_expiring(),
            t.csv_seats_over(),
            t.csv_customer_id(),
        ]
        .into_iter()
        .map(|head| head.into_owned())
        .collect()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        let Some(list) = &mut self.list else { return Ok(None) };
        let found = self.signed.visit.hall.app.store().partner_customers(&self.permit, list).await?;
        let rows = found.lines.iter().map(|line| cells(&self.signed, line)).collect();
        match found.lines.last().filter(|_| found.more_after) {
            Some(last) => list.position = CustomerPosition::After(last.guid),
            None => self.list = None,
        }
        Ok(Some(rows))
    }
}

fn cells(signed: &Signed, line: &CustomerLine) -> Vec<String> {
    let it = line.seats;
    vec![
        line.name.clone(),
        line.domain.clone(),
        relation(signed.t(), line),
        line.users.to_string(),
        it.total.to_string(),
        it.taken.to_string(),
        it.free.to_string(),
        it.expiring.to_string(),
        it.over.to_string(),
        line.guid.to_string(),
    ]
}
