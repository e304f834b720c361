//! The list of operations, newest first.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow as Stored;
use cupo_domain::access::Action;

use crate::pages::{OperationRow, OperationsPage};
use crate::texts::Texts;
use crate::view::{Link, Pager, Place};
use crate::web::frame::{flash, of_customer, when};
use crate::web::operations::describe::{about, done, sentence, state, undo};
use crate::web::operations::people::{People, door};
use crate::web::operations::{address, find};
use crate::web::posted::{Asked, Fields};
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
    let (found, newer, older) = found(&signed, &at, &asked).await?;
    let total = store.count_operations(&at.permit).await?;
    let people = People::of(&signed, &at, found.iter().map(|row| row.actor.as_str())).await?;
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut rows = Vec::with_capacity(found.len());
    for row in &found {
        let (undo, _) = undo(&signed, &at, row).await?;
        let (state, tone) = state(t, row);
        rows.push(OperationRow {
            sentence: about(&signed, &at, row, sentence(&names, row)).await?,
            href: address(&at, row.guid),
            by: people.name(&row.actor),
            door: door(t, &row.channel),
            at: when(&signed, &at.organisation, row.created_at),
            state,
            tone,
            done: done(row),
            refused: row.refused,
            undo,
        });
    }
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.rail_operations(), Place::Operations), Vec::new()).await;
    frame.flash = flash(t, &asked);
    let edge = |row: Option<&Stored>| row.map(|row| row.guid.to_string());
    let home = format!("/c/{}/operations", at.organisation.guid);
    let pager = Pager {
        first: newer.then(|| home.clone()),
        previous: edge(found.first()).filter(|_| newer).map(|guid| format!("{home}?after={guid}")),
        next: edge(found.last()).filter(|_| older).map(|guid| format!("{home}?before={guid}")),
        last: older.then(|| format!("{home}?page=last")),
        range: range(t, (newer, older), rows.len(), total),
    };
    let csv_href = format!("{home}.csv");
    let empty_link = Link::new(t.attention_see(), format!("/c/{}/users", at.organisation.guid));
    render::page(OperationsPage { t, frame, csv_href, total, rows, pager, empty_link })
}

/// Which operations are shown, as far as one end of the list is known.
fn range(t: &Texts, (newer, older): (bool, bool), shown: usize, total: i64) -> String {
    let count = i64::try_from(shown).unwrap_or(i64::MAX);
    match (newer, older) {
        (false, _) => t.pager_range(t.number(count.min(1)), t.number(count), t.number(total)),
        (true, false) => t.pager_range(t.number(total - count + 1), t.number(total), t.number(total)),
        (true, true) => t.ops_range(shown, total),
    }
}

/// A page of operations, and whether there are newer and older ones. `before` and `after` are meant in time.
async fn found(signed: &Signed, at: &At, asked: &Fields) -> Result<(Vec<Stored>, bool, bool), AppError> {
    let store = signed.visit.hall.app.store();
    let take = i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX);
    let after = match asked.some("after") {
        Some(guid) => Some(find(signed, at, guid).await?.id.0),
        None => None,
    };
    if asked.text("page") == "last" || after.is_some() {
        let mut rows = store.operations_above(&at.permit, after.unwrap_or(0), take).await?;
        let newer = rows.len() > PAGE_ROWS;
        if newer {
            rows.remove(0);
        }
        return Ok((rows, newer, after.is_some()));
    }
    let below = match asked.some("before") {
        Some(guid) => Some(find(signed, at, guid).await?.id.0),
        None => None,
    };
    let mut rows = store.operations(&at.permit, below.unwrap_or(i64::MAX), take).await?;
    let older = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    Ok((rows, below.is_some(), older))
}
