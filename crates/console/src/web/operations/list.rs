//! The list of operations, newest first.

use axum::extract::Path;
use axum::response::Response;
use cupo_domain::access::Action;

use crate::pages::{OperationRow, OperationsPage};
use crate::view::{Link, Pager, Place};
use crate::web::frame::{flash, of_customer, when};
use crate::web::operations::describe::{sentence, state, undo};
use crate::web::operations::people::{People, door};
use crate::web::operations::{address, find};
use crate::web::posted::Asked;
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Operations on a page.
const PAGE_ROWS: usize = 50;

/// GET /c/{customer}/operations
pub async fn page(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let below = match asked.some("before") {
        Some(guid) => find(&signed, &at, guid).await?.id.0,
        None => i64::MAX,
    };
    let take = i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX);
    let mut found = store.operations(&at.permit, below, take).await?;
    let more = found.len() > PAGE_ROWS;
    found.truncate(PAGE_ROWS);
    let people = People::of(&signed, &at, found.iter().map(|row| row.actor.as_str())).await?;
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut rows = Vec::with_capacity(found.len());
    for row in &found {
        let (undo, undo_not) = undo(&signed, &at, row).await?;
        let (state, tone) = state(t, row);
        rows.push(OperationRow {
            sentence: sentence(&names, row),
            href: address(&at, row.guid),
            by: people.name(&row.actor),
            door: door(t, &row.channel),
            at: when(&signed, &at.organisation, row.created_at),
            state,
            tone,
            done: row.succeeded,
            refused: row.refused,
            undo,
            undo_not,
        });
    }
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.rail_operations(), Place::Operations), Vec::new()).await;
    frame.flash = flash(t, &asked);
    let last = found.last().filter(|_| more).map(|row| row.guid.to_string());
    let pager = pager(&at, asked.some("before").is_some(), last, t.ops_rows(rows.len()));
    let empty_link = Link::new(t.rail_users(), format!("/c/{}/users", at.organisation.guid));
    render::page(OperationsPage { t, frame, rows, pager, empty_link })
}

fn pager(at: &At, further: bool, last: Option<String>, range: String) -> Pager {
    let path = format!("/c/{}/operations", at.organisation.guid);
    Pager {
        first: further.then(|| path.clone()),
        next: last.map(|guid| format!("{path}?before={guid}")),
        range,
        ..Pager::default()
    }
}
