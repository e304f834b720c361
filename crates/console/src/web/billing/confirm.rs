//! What a change of licenses on the Licenses pages would do, shown on the product's page before it is applied: seats
//! before and after, who will be refused, who loses what and when (R-UI-3, R-UI-15). It changes nothing by itself.

use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::totals::Totals;
use cupo_app::licenses::{Preview, Request, Saved};
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Repair;

use super::product::{Extra, Held, page};
use crate::pages::{Footer, Question};
use crate::texts::Texts;
use crate::view::{Link, Note, NoteKind};
use crate::web::address::Address;
use crate::web::posted::Fields;
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::who::NamedUsers;
use crate::web::wizard::changed;
use crate::web::wizard::footer::footer;
use crate::web::words::reason_sentence;

/// A form that is saved, and what is needed to ask first.
pub(super) struct Form<'a> {
    /// What was sent.
    pub fields: &'a Fields,
    /// What the page's address asks.
    pub asked: &'a Fields,
    /// What the page keeps of the form.
    pub extra: Extra,
    /// The parts of it that the question repeats.
    pub repeat: Vec<(String, String)>,
    /// Where it goes.
    pub action: String,
    /// Heading of the question.
    pub title: String,
    /// Label of the button where nothing is lost for good.
    pub button: String,
}

/// Shows what saving would do; saves what was shown and confirmed, unless it would do something else by now (D-2).
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
    let shown = shown.map(|guid| (guid, form.fields.text("digest")));
    if shown.is_none() && !confirmed {
        let preview = app.preview(&at.permit, request).await?;
        return ask(signed, at, held, (form, preview, Vec::new())).await;
    }
    match app.save_shown(&at.permit, request, shown, confirmed).await {
        Ok(Saved::Done(receipt)) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Ok(Saved::Confirm(preview)) => ask(signed, at, held, (form, *preview, Vec::new())).await,
        Err(AppError::Changed(differences)) => {
            let lines = changed(signed, at, &differences).await?;
            let preview = app.preview(&at.permit, request).await?;
            ask(signed, at, held, (form, preview, lines)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn ask(
    signed: &Signed,
    at: &At,
    held: &Held,
    (form, preview, changed): (Form<'_>, Preview, Vec<String>),
) -> Result<Response, Trouble> {
    let status = if changed.is_empty() { StatusCode::OK } else { StatusCode::PRECONDITION_FAILED };
    let who = NamedUsers::of(signed, at, (preview.guid, &preview.totals), &held.href(at)).await?;
    let footer = footer(signed, &at.organisation, &preview, (&form.button, ""));
    let footer = who.in_footer(&preview.totals, footer);
    let label = match (preview.totals.changes_anything(), footer.confirm.is_empty()) {
        (false, _) => String::new(),
        (true, true) => form.button,
        (true, false) => footer.confirm.clone(),
    };
    let question = Question {
        title: form.title,
        seats: seats(signed.t(), &preview.totals),
        changed,
        notes: notes(signed, at, held, (&preview.totals, &who)),
        footer: Footer { save_label: label, ..footer },
        fields: form.repeat,
        action: form.action,
        back: held.href(at),
    };
    let extra = Extra { question: Some(question), ..form.extra };
    with_status(status, page(signed, at, held, (form.asked, extra)).await?)
}

/// Seats before and after; nothing where they stay as they are.
fn seats(t: &Texts, totals: &Totals) -> String {
    let differs = totals.products.iter().find(|p| p.available_before != p.available_after);
    differs.map_or_else(String::new, |p| t.seats_change(p.available_after, p.available_before))
}

/// Who will be refused and why, each group with its repair.
fn notes(signed: &Signed, at: &At, held: &Held, (totals, who): (&Totals, &NamedUsers)) -> Vec<Note> {
    let names = held.names(signed.t());
    let buy = signed.may(Action::ChangeSubscriptions, &at.organisation).then(|| {
        Address::of(format!("/c/{}/subscriptions/buy", at.organisation.guid), &Fields::default(), &[])
            .with("product", &held.product.guid.to_string())
            .with("back", &held.href(at))
            .href()
    });
    let note = |group| Note {
        kind: NoteKind::Refusal,
        text: reason_sentence(&names, group),
        who: who.refused(&names, group),
        repair: match (&group.repair, &buy) {
            (Repair::BuySeats { .. }, Some(href)) => Some(Link::new(names.t.buy_more(), href)),
            _ => None,
        },
    };
    totals.reasons.iter().map(note).collect()
}
