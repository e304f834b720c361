//! Software that a partner bought for good: only the Licenses page gives and takes it (R-UI-10). Here it is shown with
//! the way there, and a form that names it all the same is refused.

use std::collections::BTreeSet;

use cupo_app::error::AppError;
use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::Pool;
use cupo_domain::subscription::{Term, licenses_page_alone};

use super::panel::PanelView;
use super::rows::notes;
use crate::texts::Texts;
use crate::view::{Link, Note, NoteKind};
use crate::web::visit::{At, Signed};

/// The products of a customer that the Licenses page alone gives.
pub(in crate::web) async fn of(signed: &Signed, at: &At) -> Result<BTreeSet<ProductId>, AppError> {
    Ok(among(&signed.visit.hall.app.store().subscriptions(&at.permit).await?))
}

/// The same where the subscriptions are at hand.
pub(super) fn among(subscriptions: &[SubscriptionRow]) -> BTreeSet<ProductId> {
    let apart = |row: &&SubscriptionRow| {
        let it = &row.subscription;
        Term::parse(&row.term).is_some_and(|term| licenses_page_alone(it.channel, it.status, term))
    };
    subscriptions.iter().filter(apart).map(|row| row.subscription.product).collect()
}

/// Refuses a change that names such a product.
pub(super) async fn refuse(signed: &Signed, at: &At, command: &ChangeLicenses) -> Result<(), AppError> {
    let (Edits::Products(edits) | Edits::Replace(edits)) = &command.edits else { return Ok(()) };
    let apart = of(signed, at).await?;
    if edits.iter().any(|edit| apart.contains(&edit.product)) {
        return Err(Denial::new(Code::State, "licenses-page").into());
    }
    Ok(())
}

/// Why a row is locked, and where to go.
pub(super) fn note(t: &Texts, at: &At, product: Guid) -> Note {
    let page = format!("/c/{}/products/{product}", at.organisation.guid);
    Note {
        kind: NoteKind::Info,
        text: t.wiz_locked_for_good().into_owned(),
        who: None,
        repair: Some(Link::new(t.wiz_open_licenses_page(), page)),
    }
}

impl PanelView<'_> {
    /// What is said beside the box of a pool.
    pub(super) fn notes_of(&self, pool: &Pool, product: Guid, apart: bool) -> Vec<Note> {
        if apart {
            // That it is locked, and why, is said already.
            return vec![Note { text: String::new(), ..note(self.names.t, self.at, product) }];
        }
        notes(self.names, self.totals, pool.product, &self.buy(pool, product))
    }
}
