//! Which mailboxes at an address a search finds: several may share one, and each is its own (R-HOLD-1, R-HOLD-3,
//! R-MAIL-14).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::store::left::LeftData;
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;

use super::{inactive, words};
use crate::pages::{FoundPage, MailboxRow};
use crate::view::{Field, Link, Place};
use crate::web::frame::of_customer;
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// Mailboxes that are told at one address.
const MAILBOXES_MAX: i64 = 50;

/// GET /c/{customer}/search-reach
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let address = asked.text("q").trim().to_lowercase();
    let found = if address.is_empty() {
        Vec::new()
    } else {
        app.store().mailboxes_at(&at.permit, &address, MAILBOXES_MAX).await?
    };
    let active: Vec<UserId> = found.iter().filter(|it| it.state == 0).map(|it| it.user).collect();
    let licensed =
        if active.is_empty() { Default::default() } else { app.with_mail(&at.permit, &active).await? };
    let row = |it: &LeftData| {
        let (says, tone) = words::found(&signed, it, licensed.contains(&it.user));
        MailboxRow { says, tone, ..inactive::listed(&signed, &at, it) }
    };
    let base = format!("/c/{}", at.organisation.guid);
    let risk = Link::new(t.risk_title(), format!("{base}/data-at-risk"));
    let title = t.found_title();
    page(FoundPage {
        t,
        frame: of_customer(&signed, &at.organisation, (&title, Place::AtRisk), vec![risk]).await,
        action: format!("{base}/search-reach"),
        question: Field::text("q", t.found_address()).hint(t.found_hint()).value(address.clone()),
        asked: !address.is_empty(),
        rows: found.iter().map(row).collect(),
        links: vec![
            Link::new(t.inactive_title(), format!("{base}/inactive-mailboxes")),
            Link::new(t.found_lost(), format!("{base}/data-at-risk?data=mail")),
        ],
    })
}
