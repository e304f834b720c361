//! What people see of their own: what they hold, what they may buy, what they bought. It changes nothing.

use cupo_domain::assignment::Source;
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::PoolKind;
use cupo_domain::self_service::{Order, Policy, Sector, for_sale, order};
use cupo_domain::subscription::Status;

use super::{POLICY, SECTOR};
use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::lives::Lived;

/// A product on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The product.
    pub product: ProductId,
    /// For how long it is sold, with what a seat costs in minor units and its currency.
    pub prices: Vec<(String, i64, String)>,
    /// Why it cannot be bought.
    pub buy: Result<(), Denial>,
    /// Why it cannot be tried.
    pub trial: Result<(), Denial>,
}

impl App {
    /// What a person holds: everything in force, by product.
    ///
    /// # Errors
    /// E-ROLE for whoever is no person of the organization, failures of the store.
    pub async fn own_licenses(&self, by: Asking<'_>) -> Result<Vec<Source>, AppError> {
        let user = Self::purchaser(by)?;
        let (snapshot, _) = self.store.license_snapshot(by.permit, &[user], self.now()).await?;
        let held = snapshot.holders.into_iter().flat_map(|holder| holder.sources);
        Ok(held.filter(|it| it.state.holds()).collect())
    }

    /// The purchases that people made for themselves, or those of one person, the newest first; those that ended too.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn purchases(&self, by: Asking<'_>, of: Option<UserId>) -> Result<Vec<Lived>, AppError> {
        let pools = self.store.pools(by.permit).await?;
        let rows = self.store.subscriptions(by.permit).await?;
        let mut found = Vec::new();
        for pool in pools {
            let PoolKind::SelfService { purchaser } = pool.kind else { continue };
            if of.is_some_and(|of| of != purchaser) {
                continue;
            }
            for row in rows.iter().filter(|row| row.subscription.pool == pool.id) {
                let life = self.store.life_of(by.permit, row.subscription.id).await?;
                let life = life.ok_or_else(|| AppError::Bug("a purchase without a life".to_owned()))?;
                found.push(Lived { row: row.clone(), life, pool });
            }
        }
        found.sort_by_key(|it| (it.row.subscription.status == Status::Deleted, -it.row.starts_at));
        Ok(found)
    }

    /// The purchases of the person who asks.
    ///
    /// # Errors
    /// As [`App::purchases`], E-ROLE.
    pub async fn own_purchases(&self, by: Asking<'_>) -> Result<Vec<Lived>, AppError> {
        let user = Self::purchaser(by)?;
        self.purchases(by, Some(user)).await
    }

    /// Everything that is sold to people, with what each may do with it.
    ///
    /// # Errors
    /// E-ROLE for whoever is no person of the organization, failures of the store.
    pub async fn offers(&self, by: Asking<'_>) -> Result<Vec<Offer>, AppError> {
        let (buyer, user) = (self.buyer(by).await?, Self::purchaser(by)?);
        let options = self.store.options(by.permit).await?;
        let own = self.purchases(by, Some(user)).await?;
        let prices = self.store.catalogue_rows().await?.prices;
        let catalogue = self.store.catalogue();
        let currency = self.currency_of(by).await?;
        let mut found = Vec::new();
        for product in catalogue.products().filter(|product| for_sale(product, buyer.cloud)) {
            let mut listed: Vec<_> = prices.iter().filter(|price| price.product == product.id).collect();
            listed.sort_by_key(|price| (price.currency != currency, price.currency.clone()));
            let Some(first) = listed.first().map(|price| price.currency.clone()) else { continue };
            listed.retain(|price| price.currency == first);
            let key = options.get(&format!("{POLICY}{}", product.guid));
            let policy = key.and_then(|key| Policy::parse(key)).unwrap_or_default();
            let mine = own.iter().filter(|it| it.row.subscription.product == product.id);
            let tried = mine.clone().any(|it| super::is_trial(&it.life.life));
            let has = mine
                .clone()
                .any(|it| it.row.subscription.status != Status::Deleted && !super::is_trial(&it.life.life));
            let seats = product.seats_min.unwrap_or(1).max(1);
            let ask = |trial| order(&buyer, product, policy, Order { seats, trial, tried });
            found.push(Offer {
                product: product.id,
                prices: terms(&listed),
                buy: if has { Err(Denial::new(Code::State, "bought")) } else { ask(false) },
                trial: if has { Err(Denial::new(Code::State, "bought")) } else { ask(true) },
            });
        }
        Ok(found)
    }

    /// What people may buy of each product that is sold to them, and of those whose policy somebody has set (R-SSP-8).
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn policies(&self, by: Asking<'_>) -> Result<Vec<(ProductId, Policy)>, AppError> {
        let options = self.store.options(by.permit).await?;
        let prices = self.store.catalogue_rows().await?.prices;
        let catalogue = self.store.catalogue();
        let mut found = Vec::new();
        for product in catalogue.products() {
            let set = options.get(&format!("{POLICY}{}", product.guid));
            let sold = for_sale(product, by.organisation.cloud)
                && prices.iter().any(|price| price.product == product.id);
            if sold || set.is_some() {
                found.push((product.id, set.and_then(|key| Policy::parse(key)).unwrap_or_default()));
            }
        }
        Ok(found)
    }

    /// What kind of organization a customer is.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn sector(&self, by: Asking<'_>) -> Result<Sector, AppError> {
        let options = self.store.options(by.permit).await?;
        Ok(options.get(SECTOR).and_then(|key| Sector::parse(key)).unwrap_or_default())
    }

    /// What a seat costs per period: in the currency the customer pays in already, else the first there is.
    pub(super) async fn price_of(
        &self,
        by: Asking<'_>,
        product: ProductId,
        term: &str,
    ) -> Result<Option<(i64, String)>, AppError> {
        let prices = self.store.catalogue_rows().await?.prices;
        let currency = self.currency_of(by).await?;
        let mut own: Vec<_> = prices.into_iter().filter(|p| p.product == product && p.term == term).collect();
        own.sort_by_key(|p| (p.currency != currency, p.currency.clone()));
        Ok(own.into_iter().next().map(|p| (p.minor_units, p.currency)))
    }

    /// The currency of the customer's first subscription; empty where it has none.
    async fn currency_of(&self, by: Asking<'_>) -> Result<String, AppError> {
        let rows = self.store.subscriptions(by.permit).await?;
        Ok(rows.into_iter().next().map(|row| row.currency).unwrap_or_default())
    }
}

/// Prices by term, the shortest first.
fn terms(listed: &[&cupo_store::catalogue::PriceRow]) -> Vec<(String, i64, String)> {
    let one = |term: &str| listed.iter().find(|price| price.term == term);
    let found = ["P1M", "P1Y", "P3Y"].into_iter().filter_map(one);
    found.map(|price| (price.term.clone(), price.minor_units, price.currency.clone())).collect()
}
