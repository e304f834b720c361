//! Your products as CSV, one row per subscription, with the filter of the page (R-UI-14).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::text::sort_key;
use cupo_domain::access::Action;

use super::subscriptions::{Bought, is_of, kind, visible};
use super::words;
use crate::format::money_plain;
use crate::web::csv_file::{Pieces, csv_file};
use crate::web::frame::when;
use crate::web::posted::Asked;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

struct Subscriptions {
    heading: Vec<String>,
    /// A customer has as many purchases as products, so they are read at once.
    rows: Option<Vec<Vec<String>>>,
}

/// GET /c/{customer}/subscriptions.csv
pub async fn csv(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewSubscriptions).await?;
    let (_, wanted) = kind(&asked.0);
    let all = visible(&signed, &at).await?;
    let mut rows: Vec<Vec<String>> =
        all.iter().filter(|b| is_of(b, wanted)).map(|b| cells(&signed, &at, b)).collect();
    rows.sort_by_cached_key(|row| sort_key(&row.join(" "), ""));
    Ok(csv_file("subscriptions.csv", Subscriptions { heading: heading(&signed), rows: Some(rows) }))
}

impl Pieces for Subscriptions {
    fn heading(&self) -> Vec<String> {
        self.heading.clone()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        Ok(self.rows.take())
    }
}

fn heading(signed: &Signed) -> Vec<String> {
    let t = signed.t();
    [
        t.column_product(),
        t.column_part_number(),
        t.column_status(),
        t.column_channel(),
        t.column_total_licenses(),
        t.csv_term(),
        t.column_price(),
        t.csv_currency(),
        t.csv_starts(),
        t.column_renews(),
        t.csv_recurring(),
        t.csv_subscription_id(),
    ]
    .into_iter()
    .map(|head| head.into_owned())
    .collect()
}

fn cells(signed: &Signed, at: &At, bought: &Bought) -> Vec<String> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let (row, it) = (&bought.row, &bought.row.subscription);
    let part = catalogue.product(it.product).map(|p| p.part_number.clone()).unwrap_or_default();
    vec![
        names.product(it.product),
        part,
        words::state(t, it.status).0,
        words::channel(t, it.channel),
        it.quantity.to_string(),
        row.term.clone(),
        row.price_minor.map(|minor| money_plain(minor, &row.currency)).unwrap_or_default(),
        row.price_minor.map(|_| row.currency.clone()).unwrap_or_default(),
        when(signed, &at.organisation, row.starts_at).iso,
        super::quantity::renewal(signed, at, bought).map(|it| it.iso).unwrap_or_default(),
        if row.recurring { t.audit_yes() } else { t.audit_no() }.into_owned(),
        row.guid.to_string(),
    ]
}
