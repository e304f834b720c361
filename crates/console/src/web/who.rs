//! Whom a preview of licenses concerns: the first names beside its figures, and the list of all of them. It names what
//! was decided and decides nothing.

mod filter;
mod lines;
mod page;
mod csv;

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::get;
use cupo_app::error::AppError;
use cupo_app::licenses::Preview;
use cupo_app::licenses::listed::reason_key;
use cupo_app::licenses::totals::{ClockTotals, ReasonTotals, Totals};
use cupo_app::store::preview_parts::Concern;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_http::hall::Hall;

use crate::pages::Footer;
use crate::texts::Texts;
use crate::view::Named;
use crate::web::address::Address;
use crate::web::at_risk::words::key;
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/licenses/previews/{preview}", get(page::page))
        .route("/c/{customer}/licenses/previews/{preview}/users.csv", get(csv::csv))
}

/// The list of a preview.
fn address(at: &At, preview: Guid) -> String {
    format!("/c/{}/licenses/previews/{preview}", at.organisation.guid)
}

/// The names of the first users of every group of a preview. A preview of one user names nobody: the page does.
pub struct NamedUsers {
    t: &'static Texts,
    names: BTreeMap<UserId, String>,
    list: Address,
}

impl NamedUsers {
    /// Reads the names; `back` is the page that shows the preview.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn of(
        signed: &Signed,
        at: &At,
        (preview, totals): (Guid, &Totals),
        back: &str,
    ) -> Result<Self, AppError> {
        let list = Address::of(address(at, preview), &Fields::default(), &[]).with("back", back);
        let mut it = Self { t: signed.t(), names: BTreeMap::new(), list };
        if totals.users < 2 {
            return Ok(it);
        }
        let concerned = totals.concerned.iter().flat_map(|group| &group.sample);
        let reasons = totals.reasons.iter().flat_map(|group| &group.sample);
        let clocks = totals.clocks.iter().flat_map(|group| &group.sample);
        let mut users: Vec<UserId> = concerned.chain(reasons).chain(clocks).copied().collect();
        users.sort_unstable();
        users.dedup();
        let found = signed.visit.hall.app.store().users_by_id(&at.permit, &users).await?;
        it.names = found.into_iter().map(|user| (user.id, user.display_name)).collect();
        Ok(it)
    }

    /// The names for the page of a preview, if there is one.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn of_shown(
        signed: &Signed,
        at: &At,
        preview: Option<&Preview>,
        back: &str,
    ) -> Result<Option<Self>, AppError> {
        match preview {
            Some(it) => Ok(Some(Self::of(signed, at, (it.guid, &it.totals), back).await?)),
            None => Ok(None),
        }
    }

    fn named(&self, label: String, (count, sample): (i64, &[UserId]), list: &Address) -> Option<Named> {
        let names: Vec<&str> =
            sample.iter().filter_map(|user| self.names.get(user)).map(String::as_str).collect();
        let told = i64::try_from(names.len()).unwrap_or(0);
        let some = Named { label, names: names.join(", "), more: count - told, href: list.href() };
        (told > 0).then_some(some)
    }

    /// Who gets, who loses, who gets other plans, who is refused.
    #[must_use]
    pub fn concerned(&self, totals: &Totals) -> Vec<Named> {
        let told = [Concern::Gains, Concern::Losses, Concern::Plans, Concern::Refused];
        let groups = totals.concerned.iter().filter(|group| told.contains(&group.concern));
        let named = groups.filter_map(|group| {
            let list = self.list.with("concern", group.concern.key());
            self.named(concern_name(self.t, group.concern), (group.count, &group.sample), &list)
        });
        named.collect()
    }

    /// Who is refused for one reason.
    #[must_use]
    pub fn refused(&self, names: &Names<'_>, group: &ReasonTotals) -> Option<Named> {
        let list = self
            .list
            .with("concern", Concern::Refused.key())
            .with("reason", &reason_key(group.reason.as_ref()));
        let list = match group.product {
            // About users as a whole.
            ProductId(0) => list,
            product => list.with("product", &names.guid(product).to_string()),
        };
        self.named(String::new(), (group.count, &group.sample), &list)
    }

    /// Whose clock it is.
    #[must_use]
    pub fn on_clock(&self, group: &ClockTotals) -> Option<Named> {
        let list = self.list.with("data", key(group.workload)).with("due", &group.due.0.to_string());
        self.named(String::new(), (group.count, &group.sample), &list)
    }

    /// The footer with the names beside its figures.
    #[must_use]
    pub fn in_footer(&self, totals: &Totals, mut footer: Footer) -> Footer {
        footer.who = self.concerned(totals);
        // Clocks come first, in the order of the totals.
        for (line, group) in footer.clocks.iter_mut().zip(&totals.clocks) {
            line.who = self.on_clock(group);
        }
        footer
    }
}

/// What a preview may be to users, in words.
fn concern_name(t: &Texts, concern: Concern) -> String {
    match concern {
        Concern::Gains => t.who_gains(),
        Concern::Losses => t.who_losses(),
        Concern::Plans => t.who_plans(),
        Concern::Refused => t.who_refused(),
        Concern::Clocks => t.updated_clocks(),
        Concern::Stays => t.who_stays(),
    }
    .into_owned()
}
