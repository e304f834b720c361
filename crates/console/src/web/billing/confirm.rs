//! The question before a change of licenses on the Licenses pages is applied: who loses what and when (R-UI-3, R-UI-15).

use axum::response::Response;
use cupo_app::licenses::totals::Totals;
use cupo_app::licenses::{Preview, Request, Saved};
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::Guid;

use super::product::Held;
use crate::pages::{ConfirmPage, Footer};
use crate::texts::Texts;
use crate::view::{Link, Place};
use crate::web::frame::{of_customer, when};
use crate::web::posted::Fields;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::clock_lines;

/// A form that is saved, and what is needed to ask once more.
pub(super) struct Form<'a> {
    /// What was sent.
    pub fields: &'a Fields,
    /// The parts of it that the question repeats.
    pub repeat: Vec<(String, String)>,
    /// Where it goes.
    pub action: String,
    /// Heading of the question.
    pub title: String,
    /// Label of the button where nothing is lost for good.
    pub button: String,
}

/// Saves, or asks first: where data would be lost (D-12), and where a browser without script could not ask.
pub(super) async fn save(
    signed: &Signed,
    at: &At,
    held: &Held,
    request: &Request,
    form: Form<'_>,
) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let confirmed = form.fields.text("confirm") == "yes";
    let shown = Guid::parse_str(form.fields.text("preview")).ok();
    if form.fields.ticked("ask") && !confirmed {
        let preview = app.preview(&at.permit, request).await?;
        return ask(signed, at, held, (form, preview)).await;
    }
    match app.save_shown(&at.permit, request, shown, confirmed).await? {
        Saved::Done(receipt) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Saved::Confirm(preview) => ask(signed, at, held, (form, preview)).await,
    }
}

async fn ask(
    signed: &Signed,
    at: &At,
    held: &Held,
    (form, preview): (Form<'_>, Preview),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let crumbs = vec![
        Link::new(t.rail_licenses(), format!("/c/{}/products", at.organisation.guid)),
        Link::new(held.names(t).product(held.product.id), held.href(at)),
    ];
    let frame = of_customer(signed, &at.organisation, (&form.title, Place::Licenses), crumbs).await;
    let footer = Footer {
        sentence: sentence(t, &preview.totals),
        clocks: clock_lines(signed, &at.organisation, &preview.totals),
        confirm: confirm_label(signed, at, &preview.totals).unwrap_or(form.button),
        preview: preview.guid.to_string(),
        digest: preview.digest,
        ..Footer::default()
    };
    page(ConfirmPage { t, frame, footer, fields: form.repeat, action: form.action, back: held.href(at) })
}

fn sentence(t: &Texts, totals: &Totals) -> String {
    let sum =
        |of: fn(&cupo_app::licenses::totals::ProductTotals) -> i64| totals.products.iter().map(of).sum();
    let (gives, takes, plans): (i64, i64, i64) =
        (sum(|p| p.granted), sum(|p| p.revoked), sum(|p| p.plans_changed));
    let changes = [
        (gives > 0).then(|| t.save_gives(gives)),
        (takes > 0).then(|| t.save_takes(takes)),
        (plans > 0).then(|| t.save_plans(plans)),
    ];
    let changes = changes.into_iter().flatten().reduce(|first, second| t.save_join(first, second));
    let mut text = match changes {
        Some(changes) => t.save_sentence(changes, totals.succeeded),
        None => t.bill_confirm_nothing().into_owned(),
    };
    if totals.refused > 0 {
        text.push(' ');
        text.push_str(&t.save_refused(totals.refused));
    }
    text
}

/// The button that names what is lost and when; none where nothing is lost for good.
fn confirm_label(signed: &Signed, at: &At, totals: &Totals) -> Option<String> {
    let t = signed.t();
    let first = totals.clocks.iter().filter(|c| c.loses_data).min_by_key(|c| c.due)?;
    let date = when(signed, &at.organisation, first.due.0).day;
    let mail: i64 =
        totals.clocks.iter().filter(|c| c.loses_data && c.workload == Workload::Mail).map(|c| c.count).sum();
    let users = totals.clocks.iter().filter(|c| c.loses_data).map(|c| c.count).max().unwrap_or(0);
    Some(if mail > 0 { t.clocks_confirm_mail(mail, date) } else { t.clocks_confirm_data(users, date) })
}
