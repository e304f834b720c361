//! Undoing an operation: first the preview, then exactly that (D-14). Each kind of operation has its own way back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::{Asking, OneTimePassword, limited};
use cupo_app::changes::{Command, What, undo_action};
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use serde_json::Value as Json;

use crate::pages::{ClockLine, Footer, OutcomeRow, PreviewPage};
use crate::view::{FieldRow, Figure, Link, Named, Note, Pager, Place, Tone};
use crate::web::changes::{differences, stored_preview};
use crate::web::frame::{of_customer, when};
use crate::web::operations::describe::sentence;
use crate::web::operations::{
    address, find, undo_accounts, undo_command, undo_edit, undo_licenses, undo_quantity,
};
use crate::web::posted::{Fields, Posted};
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Lines shown of a preview.
pub const LINES_MAX: usize = 50;

/// What an undo is about.
pub struct Case {
    /// Who asks.
    pub signed: Signed,
    /// Where, with the permit that undoing takes.
    pub at: At,
    /// The operation to be undone.
    pub row: OperationRow,
}

/// What a preview shows, apart from what all of them have.
#[derive(Default)]
pub struct Shown {
    /// What would be done, in a sentence.
    pub sentence: String,
    /// Totals.
    pub figures: Vec<Figure>,
    /// What changed since an earlier preview.
    pub changed: Vec<String>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// First lines.
    pub rows: Vec<OutcomeRow>,
    /// Fields that would say something else.
    pub fields: Vec<FieldRow>,
    /// How many lines there are.
    pub lines: i64,
    /// Clocks that would start.
    pub clocks: Vec<ClockLine>,
    /// Whom it concerns, in which way.
    pub who: Vec<Named>,
    /// Label of the button when data would be lost.
    pub confirm: String,
    /// GUID of the stored preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
}

/// What came of applying.
pub enum Carried {
    /// It was done by this operation.
    Done(Guid),
    /// The same, with passwords that are shown once.
    Passwords(Guid, Vec<OneTimePassword>),
    /// Nobody was shown it, or data would be lost and nobody has confirmed that yet; nothing was done (D-12).
    Unseen,
}

impl Case {
    async fn open(signed: Signed, customer: &str, operation: &str) -> Result<Self, AppError> {
        // The kind decides which permission it takes, so it is read with the permission to look first.
        let look = signed.at(customer, Action::View).await?;
        let row = find(&signed, &look, operation).await?;
        let at = signed.at(customer, undo_action(&row.kind)).await?;
        if let Some(why) = signed.visit.hall.app.why_final_by_now(&at.permit, &row).await? {
            return Err(AppError::denied(Code::Final, why));
        }
        Ok(Self { signed, at, row })
    }

    /// Who asks, for the use cases.
    #[must_use]
    pub fn asking(&self) -> Asking<'_> {
        Asking {
            permit: &self.at.permit,
            organisation: &self.at.organisation,
            limited: limited(&self.signed.who.caller),
            owner: self.signed.owner(),
            channel: "console",
            once: None,
            reason: "",
        }
    }

    /// The preview as a page; with changes it is the answer that nothing was done (412).
    ///
    /// # Errors
    /// As [`render::page`].
    pub async fn page(&self, it: Shown) -> Result<Response, Trouble> {
        let t = self.signed.t();
        let title = t.preview_undo_title();
        let here = address(&self.at, self.row.guid);
        let catalogue = self.signed.visit.hall.app.store().catalogue();
        let names = Names { catalogue: &catalogue, t };
        let crumbs = vec![
            Link::new(t.rail_operations(), format!("/c/{}/operations", self.at.organisation.guid)),
            Link::new(sentence(&names, &self.row), &here),
        ];
        let organisation = &self.at.organisation;
        let frame = of_customer(&self.signed, organisation, (&title, Place::Operations), crumbs).await;
        let until = when(&self.signed, organisation, self.row.undo_until);
        let status = if it.changed.is_empty() { StatusCode::OK } else { StatusCode::PRECONDITION_FAILED };
        let shown = it.rows.len();
        let page = PreviewPage {
            t,
            frame,
            figures: it.figures,
            fields: it.fields,
            changed: it.changed,
            notes: it.notes,
            rows: it.rows,
            pager: Pager { range: t.ops_range(shown, it.lines), ..Pager::default() },
            footer: Footer {
                sentence: it.sentence,
                undo: t.ops_undo_deadline(until.text),
                who: it.who,
                clocks: it.clocks,
                save_label: t.undo().into_owned(),
                confirm: it.confirm,
                preview: it.preview,
                digest: it.digest,
                ..Footer::default()
            },
            action: format!("{here}/undo"),
            back: here,
        };
        render::with_status(status, page)
    }
}

/// A total of a preview; one that is zero has no color.
#[must_use]
pub fn figure(case: &Case, count: i64, label: impl Into<String>, tone: Tone) -> Figure {
    let value = case.signed.t().number(count);
    Figure {
        value,
        label: label.into(),
        href: String::new(),
        tone: if count == 0 { Tone::Plain } else { tone },
    }
}

/// GET /c/{customer}/operations/{operation}/undo
pub async fn show(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let case = match Case::open(signed, &customer, &operation).await {
        // The page of the operation says why.
        Err(AppError::Denied(denial)) if denial.code == Code::Final => {
            return Ok(see(&format!("/c/{customer}/operations/{operation}")));
        }
        other => other?,
    };
    let shown = preview(&case, Vec::new()).await?;
    case.page(shown).await
}

/// POST /c/{customer}/operations/{operation}/undo
pub async fn apply(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let case = Case::open(signed, &customer, &operation).await?;
    match carry_out(&case, &posted).await {
        Ok(Carried::Done(by)) => Ok(see(&format!("{}?did=undone", address(&case.at, by)))),
        Ok(Carried::Passwords(by, list)) => undo_accounts::passwords(&case, by, &list).await,
        Ok(Carried::Unseen) => case.page(preview(&case, Vec::new()).await?).await,
        Err(error) => {
            let changed = match &error {
                AppError::Changed(it) => differences(&case.signed, &case.at, it).await?,
                _ => return Err(error.into()),
            };
            case.page(preview(&case, changed).await?).await
        }
    }
}

async fn preview(case: &Case, changed: Vec<String>) -> Result<Shown, AppError> {
    let app = &case.signed.visit.hall.app;
    let stored = app.preview_command(case.asking(), &Command::Undo(case.row.guid)).await?;
    let shown = match &stored.what {
        What::Licenses(totals) => undo_licenses::shown(case, (stored.guid, totals)).await?,
        What::Restore(it) => undo_accounts::restored(case, it).await?,
        What::Deletion(it) => undo_accounts::deleted(case, it).await?,
        What::Quantity(it) => undo_quantity::shown(case, it),
        What::Edit(it) | What::Roles(it) => undo_edit::shown(case, it),
        What::Hold(_) | What::Life(_) | What::Locations(_) | What::Group(_) => {
            undo_command::shown(case, &stored.what)
        }
        // Neither is ever the way back from anything.
        What::Purchase(_) | What::Creation(_) | What::Customer(_) => {
            return Err(AppError::denied(Code::Final, "kind"));
        }
    };
    Ok(Shown { changed, preview: stored.guid.to_string(), digest: stored.digest, ..shown })
}

/// Applies the preview that was shown; nothing is undone unseen.
async fn carry_out(case: &Case, posted: &Fields) -> Result<Carried, AppError> {
    let app = &case.signed.visit.hall.app;
    if posted.some("preview").is_none() {
        return Ok(Carried::Unseen);
    }
    let guid = stored_preview(posted)?;
    let stored = app.own_preview(&case.at.permit, case.signed.owner(), guid).await?;
    if loses_data(&stored.totals) && !posted.ticked("confirm") {
        return Ok(Carried::Unseen);
    }
    let done = app.apply_preview(case.asking(), guid, posted.text("digest")).await?;
    if done.passwords.is_empty() {
        return Ok(Carried::Done(done.receipt.operation));
    }
    Ok(Carried::Passwords(done.receipt.operation, done.passwords))
}

fn loses_data(totals: &str) -> bool {
    let totals: Json = serde_json::from_str(totals).unwrap_or_default();
    let clocks = totals.get("clocks").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    clocks.iter().any(|c| c.get("loses_data").and_then(Json::as_bool).unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_preview_says_whether_data_would_be_lost() {
        assert!(loses_data(r#"{"clocks":[{"loses_data":false},{"loses_data":true}]}"#));
        assert!(!loses_data(r#"{"clocks":[{"loses_data":false}]}"#));
        assert!(!loses_data("{}"));
    }
}
