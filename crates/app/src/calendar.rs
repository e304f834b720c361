//! Addresses for calendar programs, which do not sign in: each person makes one for a customer, sees it once, and ends
//! it. Whoever reads through it may see only what that person may see at that time.

use cupo_domain::access::{Action, Actor, Caller, Permit};
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::calendar::{FeedRow, end_feed, keep_feed};
use cupo_store::organisations::Organisation;
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::{new_secret, secret_hash};

/// Longest secret that is looked up.
const SECRET_MAX: usize = 128;

impl App {
    /// Makes a person's address for a customer; an earlier one ends. The secret is shown once and never kept.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn make_feed(
        &self,
        by: Asking<'_>,
        (home, user): (CustomerId, UserId),
        lang: &str,
    ) -> Result<String, AppError> {
        let secret = new_secret()?;
        let row = FeedRow {
            customer: by.permit.customer(),
            home,
            user,
            lang: lang.to_owned(),
            created_at: self.now().0,
        };
        let turn = self.store.turn().await?;
        let head = self.store.audit_head(row.customer).await?;
        let mut statements = vec![keep_feed(&row, &secret_hash(&secret))];
        let about = ("calendar.made", cupo_domain::ids::OperationId(0));
        statements.extend(self.audit_one(by, &head, about, 0, json!({})));
        self.store.commit(&turn, statements).await?;
        Ok(secret)
    }

    /// Ends a person's address for a customer.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn end_feed(&self, by: Asking<'_>, person: (CustomerId, UserId)) -> Result<(), AppError> {
        let customer = by.permit.customer();
        let turn = self.store.turn().await?;
        if self.store.feed(by.permit, person).await?.is_none() {
            return Ok(());
        }
        let head = self.store.audit_head(customer).await?;
        let mut statements = vec![end_feed(customer, person)];
        let about = ("calendar.ended", cupo_domain::ids::OperationId(0));
        statements.extend(self.audit_one(by, &head, about, 0, json!({})));
        self.store.commit(&turn, statements).await?;
        Ok(())
    }

    /// What an address leads to: the customer, a permit of the person who made it, and the language. A person who left,
    /// may not sign in or has lost the role reads nothing any more.
    ///
    /// # Errors
    /// E-NOTFOUND for everything that is no address.
    pub async fn open_feed(&self, secret: &str) -> Result<(Organisation, Permit, String), AppError> {
        let unknown = || AppError::from(Denial::new(Code::NotFound, "calendar"));
        if secret.len() > SECRET_MAX {
            return Err(unknown());
        }
        let row = self.store.feed_by_secret(&secret_hash(secret)).await?.ok_or_else(unknown)?;
        let account = self.store.account(row.home, row.user).await?;
        let account = account.filter(|account| account.enabled).ok_or_else(unknown)?;
        let caller = Caller { actor: Actor::Person { home: row.home, user: row.user }, roles: account.roles };
        let found = self.permit_by_id(&caller, Action::View, row.customer).await;
        let (organisation, permit) = found.map_err(|_| unknown())?;
        Ok((organisation, permit, row.lang))
    }
}
