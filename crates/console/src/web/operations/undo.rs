//! Undoing an operation: first the preview, then exactly that (D-14). Each kind of operation has its own way back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::{Asking, limited};
use cupo_app::changes::{Command, What, undo_action};
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use serde_json::Value as Json;

use crate::pages::{ClockLine, Footer, OutcomeRow, PreviewPage};
use crate::view::{FieldRow, Figure, Link, Named, Note, Pager, Place, Tone};
use crate::web::accounts::passwords::result_of;
use crate::web::accounts::restore::{is_of_nobody, restores_nobody};
use crate::web::changes::{Pressed, became_of, is_gone, press, stored_preview};
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
    let look = signed.at(&customer, Action::View).await?;
    let answer = carry_out(&signed, (&customer, &operation), &posted).await;
    if answer.as_ref().is_ok_and(|it| it.status() == StatusCode::SEE_OTHER) {
        return answer;
    }
    match became_of(&signed, &look, &posted).await? {
        Some(by) => Ok(see(&done_by(&signed, &look, by))),
        None => answer,
    }
}

async fn carry_out(
    signed: &Signed,
    (customer, operation): (&str, &str),
    posted: &Fields,
) -> Result<Response, Trouble> {
    let case = Case::open(signed.clone(), customer, operation).await?;
    if !may_carry_out(&case, posted).await? {
        return case.page(preview(&case, Vec::new()).await?).await;
    }
    match press(&case.signed, &case.at, posted).await? {
        Pressed::Done(it) if it.passwords.is_empty() => {
            Ok(see(&done_by(&case.signed, &case.at, it.receipt.operation)))
        }
        Pressed::Done(it) => undo_accounts::passwords(&case, it.receipt.operation, &it.passwords).await,
        Pressed::Before(by) => Ok(see(&done_by(&case.signed, &case.at, by))),
        Pressed::Look(changed) => case.page(preview(&case, changed).await?).await,
    }
}

/// Where an undo leads.
fn done_by(signed: &Signed, at: &At, operation: Guid) -> String {
    let to = result_of(signed, at, operation);
    if to == address(at, operation) { format!("{to}?did=undone") } else { to }
}

async fn preview(case: &Case, changed: Vec<String>) -> Result<Shown, AppError> {
    let app = &case.signed.visit.hall.app;
    let stored = app.preview_command(case.asking(), &Command::Undo(case.row.guid)).await?;
    let shown = match &stored.what {
        What::Licenses(totals) => undo_licenses::shown(case, (stored.guid, totals)).await?,
        What::Restore(it) => undo_accounts::restored(case, it).await?,
        What::Deletion(it) => undo_accounts::deleted(case, it).await?,
        What::Quantity(it) => undo_quantity::shown(case, it),
        What::Edit(it) | What::Roles(it) | What::Domains(it) => undo_edit::shown(case, it),
        What::Hold(_) | What::Data(_) | What::Life(_) | What::Locations(_) | What::Group(_) => {
            undo_command::shown(case, &stored.what)
        }
        // None is ever the way back from anything.
        What::Purchase(_)
        | What::Creation(_)
        | What::Password(_)
        | What::Customer(_)
        | What::SelfService(_)
        | What::Request(_) => {
            return Err(AppError::denied(Code::Final, "kind"));
        }
    };
    // Without a digest there is no button: nobody would come back.
    let nobody = matches!(&stored.what, What::Restore(it) if is_of_nobody(it));
    let digest = if nobody { String::new() } else { stored.digest };
    Ok(Shown { changed, preview: stored.guid.to_string(), digest, ..shown })
}

/// Nothing is undone that nobody was shown, and no data lost that nobody confirmed (D-12).
async fn may_carry_out(case: &Case, posted: &Fields) -> Result<bool, AppError> {
    let app = &case.signed.visit.hall.app;
    if posted.some("preview").is_none() {
        return Ok(false);
    }
    match app.own_preview(&case.at.permit, case.signed.owner(), stored_preview(posted)?).await {
        Ok(stored) if loses_data(&stored.totals) && !posted.ticked("confirm") => Ok(false),
        Ok(_) => Ok(!restores_nobody(&case.signed, &case.at, posted).await?),
        // Of one that is no longer kept it is told when it is applied.
        Err(error) if is_gone(&error) => Ok(true),
        Err(error) => Err(error),
    }
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
