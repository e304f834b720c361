//! Undoing an operation: first the preview, then exactly that (D-14). Each kind of operation has its own way back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::{Asking, OneTimePassword, limited};
use cupo_app::error::AppError;
use cupo_app::store::operations::OperationRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use crate::pages::{ClockLine, Footer, OutcomeRow, PreviewPage};
use crate::view::{Figure, Link, Note, Pager, Place, Tone};
use crate::web::frame::{of_customer, when};
use crate::web::operations::describe::{sentence, undo_action, why_final};
use crate::web::operations::{address, find, undo_accounts, undo_licenses, undo_quantity};
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
    /// How many lines there are.
    pub lines: i64,
    /// Clocks that would start.
    pub clocks: Vec<ClockLine>,
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
    /// Data would be lost and nobody has confirmed it yet; nothing was done (D-12).
    Unconfirmed,
}

impl Case {
    async fn open(signed: Signed, customer: &str, operation: &str) -> Result<Self, AppError> {
        // The kind decides which permission it takes, so it is read with the permission to look first.
        let look = signed.at(customer, Action::View).await?;
        let row = find(&signed, &look, operation).await?;
        let at = signed.at(customer, undo_action(&row.kind)).await?;
        if let Some(why) = why_final(&signed.visit.hall.app, &row) {
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
            changed: it.changed,
            notes: it.notes,
            rows: it.rows,
            pager: Pager { range: t.ops_range(shown, it.lines), ..Pager::default() },
            footer: Footer {
                sentence: it.sentence,
                undo: t.ops_undo_deadline(until.text),
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
        Ok(Carried::Unconfirmed) => case.page(preview(&case, Vec::new()).await?).await,
        Err(error) => {
            let changed = match &error {
                AppError::Changed(differences) => undo_licenses::differences(&case, differences).await?,
                AppError::Denied(denial) if denial.code == Code::Etag => {
                    vec![case.signed.t().ops_changed_since().into_owned()]
                }
                _ => return Err(error.into()),
            };
            case.page(preview(&case, changed).await?).await
        }
    }
}

async fn preview(case: &Case, changed: Vec<String>) -> Result<Shown, AppError> {
    let shown = match case.row.kind.as_str() {
        "licenses" | "undo" => undo_licenses::preview(case).await?,
        "delete-users" => undo_accounts::preview_restore(case).await?,
        "restore-users" => undo_accounts::preview_deletion(case).await?,
        "quantity" => undo_quantity::preview(case).await?,
        _ => return Err(AppError::denied(Code::Final, "kind")),
    };
    Ok(Shown { changed, ..shown })
}

async fn carry_out(case: &Case, posted: &Fields) -> Result<Carried, AppError> {
    match case.row.kind.as_str() {
        "licenses" | "undo" => undo_licenses::apply(case, posted).await,
        "delete-users" => undo_accounts::restore(case, posted).await,
        "restore-users" => undo_accounts::delete(case, posted).await,
        "quantity" => undo_quantity::apply(case, posted).await,
        _ => Err(AppError::denied(Code::Final, "kind")),
    }
}
