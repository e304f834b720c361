//! The inactive mailboxes of a customer, by name and id (R-MAIL-8, R-MAIL-14).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::left::{LeftData, MailboxPosition};
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;

use super::words;
use crate::pages::{InactivePage, MailboxRow};
use crate::view::{Link, Pager, Place};
use crate::web::address::{Address, Turn, turned};
use crate::web::frame::{of_customer, when};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Mailboxes on a page.
const SIZE: usize = 50;

/// GET /c/{customer}/inactive-mailboxes
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let position = position(&signed, &at, &asked).await?;
    let take = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let found = store.inactive_mailboxes(&at.permit, position, take).await?;
    let total = store.count_inactive_mailboxes(&at.permit).await?;
    let base = format!("/c/{}", at.organisation.guid);
    let here = Address::of(format!("{base}/inactive-mailboxes"), &Fields::default(), &[]);
    let (rows, pager) = turned(found, (SIZE, turn(position)), &here, |it| it.guid.to_string());
    let risk = Link::new(t.risk_title(), format!("{base}/data-at-risk"));
    let title = t.inactive_title();
    page(InactivePage {
        t,
        frame: of_customer(&signed, &at.organisation, (&title, Place::AtRisk), vec![risk.clone()]).await,
        total,
        pager: Pager { range: t.ops_range(rows.len(), total), ..pager },
        rows: rows.iter().map(|it| row(&signed, &at, it)).collect(),
        empty_link: risk,
        search: Link::new(t.found_title(), format!("{base}/search-reach")),
    })
}

fn row(signed: &Signed, at: &At, it: &LeftData) -> MailboxRow {
    let (says, tone) = words::ways(signed, it);
    MailboxRow {
        says,
        tone,
        due: it.clock.and_then(|clock| clock.due).map(|due| when(signed, &at.organisation, due.0)),
        ..listed(signed, at, it)
    }
}

/// A mailbox as lists show it.
pub(super) fn listed(signed: &Signed, at: &At, it: &LeftData) -> MailboxRow {
    let t = signed.t();
    let state = match (it.state, it.clock) {
        (0, None) => t.left_there().into_owned(),
        (0, Some(_)) => t.risk_why_removed().into_owned(),
        (1, _) => {
            let day = it.deleted_at.map(|deleted| when(signed, &at.organisation, deleted).day);
            t.risk_deleted(day.unwrap_or_default())
        }
        _ => t.risk_purged().into_owned(),
    };
    MailboxRow {
        name: it.name.clone(),
        href: format!("/c/{}/users/{}/data", at.organisation.guid, it.guid),
        sign_in: it.sign_in.clone(),
        id: it.guid.to_string(),
        state,
        due: None,
        says: String::new(),
        tone: crate::view::Tone::Plain,
    }
}

/// The place in the list; one that nobody understands begins it anew.
async fn position(signed: &Signed, at: &At, asked: &Fields) -> Result<MailboxPosition, AppError> {
    if asked.text("page") == "last" {
        return Ok(MailboxPosition::Last);
    }
    for (name, place) in
        [("after", MailboxPosition::After as fn(_) -> _), ("before", MailboxPosition::Before)]
    {
        let Some(guid) = asked.some(name).and_then(|text| Guid::parse_str(text).ok()) else { continue };
        let found = signed.visit.hall.app.store().person_at_risk(&at.permit, guid).await?;
        if let Some((user, _)) = found {
            return Ok(place(user));
        }
    }
    Ok(MailboxPosition::First)
}

fn turn(position: MailboxPosition) -> Turn {
    match position {
        MailboxPosition::First => Turn::First,
        MailboxPosition::Last => Turn::Last,
        MailboxPosition::After(_) => Turn::After,
        MailboxPosition::Before(_) => Turn::Before,
    }
}
