//! Saving what a form was shown: exactly its preview, once. A form that is sent once more leads to what it did. It decides
//! nothing itself.

use cupo_domain::access::Permit;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_store::operations::PreviewRow;
use cupo_store::previews::PreviewUse;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::doc::Doc;
use crate::licenses::together::{Answer, Terms};
use crate::licenses::{Request, Saved, Since, unchanged};
use crate::previews::asked;

impl App {
    /// Saves what a form asks, if its preview and digest are of these very edits: exactly that preview is applied, of the
    /// users who were selected when it was shown (D-38). What nobody was shown is shown first, and so is a loss of data
    /// until the person has confirmed it (D-12). A preview that gave way to another, or another digest, is `Changed`. A
    /// form that is sent once more leads to what it did.
    ///
    /// # Errors
    /// As [`App::save`].
    pub async fn save_shown(
        &self,
        permit: &Permit,
        request: &Request,
        shown: Option<(Guid, &str)>,
        confirmed: bool,
    ) -> Result<Saved, AppError> {
        let Some((guid, digest)) = shown else {
            return Ok(Saved::Confirm(Box::new(self.preview(permit, request).await?)));
        };
        let asked = asked(&(&request.who, &request.wanted));
        let before = self.done_before(permit, (request.owner, guid), Some(asked)).await?;
        if let Some(receipt) = before {
            return Ok(Saved::Done(receipt));
        }
        let used = Some(PreviewUse { preview: guid, owner: request.owner, asked });
        let request = Request { used, ..request.clone() };
        match self.save_first(permit, &request, (guid, digest), confirmed).await {
            // Of two that came together the other one may have done it.
            Err(error) => match self.done_before(permit, (request.owner, guid), Some(asked)).await? {
                Some(receipt) => Ok(Saved::Done(receipt)),
                None => Err(error),
            },
            saved => saved,
        }
    }

    async fn save_first(
        &self,
        permit: &Permit,
        request: &Request,
        (guid, digest): (Guid, &str),
        confirmed: bool,
    ) -> Result<Saved, AppError> {
        let row = self.store.preview(permit, guid).await?;
        let row = row.filter(|row| row.owner == request.owner && !row.digest.is_empty());
        let Some(row) = row else { return Err(AppError::looked_else(Since::Gone)) };
        if row.digest != digest {
            return Err(AppError::looked_else(Since::Other));
        }
        let doc = Doc::from_json(&row.command)?;
        if !doc.asks_the_same(request)? {
            return Ok(Saved::Confirm(Box::new(self.preview(permit, request).await?)));
        }
        let request = &doc.of_its_users(request);
        let shown = Some((row.digest.as_str(), row.marks.as_slice()));
        if request.is_small() {
            return match self.change_small(permit, request, Terms { shown, confirmed }).await? {
                Answer::Done(receipt) => Ok(Saved::Done(receipt)),
                Answer::Ask(decided) => {
                    Ok(Saved::Confirm(Box::new(self.keep(permit, request, *decided).await?)))
                }
            };
        }
        let turn = self.store.turn().await?;
        let decided = self.decide_again(permit, request, shown).await?;
        unchanged(shown, &decided)?;
        if decided.totals.loses_data() && !confirmed {
            drop(turn);
            return Ok(Saved::Confirm(Box::new(self.keep(permit, request, decided).await?)));
        }
        Ok(Saved::Done(self.carry_out(&turn, permit, request, decided).await?))
    }

    /// The request of a preview, so that a form can save it as it saves its own.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there or another person's.
    pub async fn shown_request(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
    ) -> Result<Request, AppError> {
        Doc::from_json(&self.owned(permit, owner, preview).await?.command)?.request(owner)
    }

    async fn owned(&self, permit: &Permit, owner: i64, preview: Guid) -> Result<PreviewRow, AppError> {
        let row = self.store.preview(permit, preview).await?.filter(|row| row.owner == owner);
        Ok(row.ok_or_else(|| Denial::new(Code::NotFound, "preview"))?)
    }
}
