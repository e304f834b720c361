//! Taking a change of the number of seats back.

use cupo_app::error::AppError;
use cupo_app::purchases::QuantityPreview;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use serde_json::Value as Json;

use crate::format::money;
use crate::view::{Note, NoteKind, Tone};
use crate::web::operations::undo::{Carried, Case, Shown, figure};
use crate::web::posted::Fields;
use crate::web::words::Names;

/// What taking it back would do.
///
/// # Errors
/// The rule of section 17 that forbids it now.
pub async fn preview(case: &Case) -> Result<Shown, AppError> {
    let (preview, wanted) = look(case).await?;
    let t = case.signed.t();
    let catalogue = case.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let it = &preview.subscription.subscription;
    let price = preview.cost_minor.map(|minor| (minor, preview.subscription.currency.as_str()));
    Ok(Shown {
        sentence: t.ops_did_quantity(wanted, it.quantity, names.product(it.product)),
        figures: vec![
            figure(case, it.quantity, t.ops_figure_before(), Tone::Plain),
            figure(case, wanted, t.ops_figure_after(), Tone::Plain),
        ],
        notes: vec![Note { kind: NoteKind::Info, text: t.ops_undo_price(money(t, price)), repair: None }],
        digest: it.version.to_string(),
        ..Shown::default()
    })
}

/// Takes it back if the subscription is still as it was shown.
///
/// # Errors
/// E-ETAG, or the rule that forbids it now.
pub async fn apply(case: &Case, posted: &Fields) -> Result<Carried, AppError> {
    let (preview, _) = look(case).await?;
    if posted.text("digest") != preview.subscription.subscription.version.to_string() {
        return Err(AppError::denied(Code::Etag, "subscription"));
    }
    let receipt = case.signed.visit.hall.app.undo_quantity(case.asking(), case.row.guid).await?;
    Ok(Carried::Done(receipt.operation))
}

async fn look(case: &Case) -> Result<(QuantityPreview, i64), AppError> {
    let command: Json = serde_json::from_str(&case.row.command)
        .map_err(|e| AppError::Bug(format!("reading a command: {e}")))?;
    let subscription = command.get("subscription").and_then(Json::as_str);
    let subscription = subscription.and_then(|text| Guid::parse_str(text).ok());
    let before = command.get("before").and_then(Json::as_i64);
    let (Some(subscription), Some(before)) = (subscription, before) else {
        return Err(AppError::Bug("a change of quantity without its figures".to_owned()));
    };
    let preview = case.signed.visit.hall.app.preview_quantity(case.asking(), subscription, before).await?;
    Ok((preview, before))
}
