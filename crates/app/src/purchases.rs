//! Changing the number of seats of a subscription: Buy more, and its way back (section 17). The quantity that is
//! asked for is the new total.

use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{Product, Target};
use cupo_domain::decide::purchase;
use cupo_domain::decide::quantity::{self, Channel, Circumstances, Status, Subscription};
use cupo_domain::ids::{Guid, OperationId, PoolId, ProductId, SubscriptionId};
use cupo_domain::lifecycle::{self, Agreement, Life};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::subscription::Term;

use cupo_domain::time::Instant;
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_store::due::{LifeRow, forget_scheduled, keep_lives};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::store::Turn;
use cupo_store::subscriptions::{
    SubscriptionRow, add_seats, change_quantity, insert_pools, insert_subscriptions,
};
use cupo_store::value::Statement;
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::{Receipt, UNDO_DAYS};

/// Every term that a product can be sold for.
const TERMS: [&str; 4] = ["P1M", "P1Y", "P3Y", "once"];

/// What a new quantity would do.
#[derive(Clone, Debug)]
pub struct QuantityPreview {
    /// The subscription now.
    pub subscription: SubscriptionRow,
    /// Its pool now.
    pub pool: Pool,
    /// Seats more, or fewer when negative.
    pub change: i64,
    /// What the difference costs per term in minor units; none where no price is set.
    pub cost_minor: Option<i64>,
}

impl QuantityPreview {
    /// Until when it can be undone: seats that were added only while they can be given back.
    #[must_use]
    pub fn undo_until(&self, now: Instant) -> Instant {
        let freely = self.subscription.subscription.channel == Channel::Legacy || self.change <= 0;
        now.plus_days(if freely { UNDO_DAYS } else { quantity::REDUCTION_WINDOW_DAYS })
    }
}

/// What a purchase would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchasePreview {
    /// What is bought.
    pub product: ProductId,
    /// How many seats.
    pub seats: i64,
    /// `P1M`, `P1Y`, `P3Y`, or `once` for what is bought for good.
    pub term: String,
    /// Through which channel.
    pub channel: Channel,
    /// What a seat costs per term, in minor units with their currency; none where no price is set.
    pub price: Option<(i64, String)>,
    /// Subscriptions of the product that the customer has already.
    pub subscriptions: usize,
    /// What it is tied to, as an add-on (R-PROD-16).
    pub base: Option<LifeRow>,
}

impl PurchasePreview {
    /// What all seats cost per term; none where no price is set.
    #[must_use]
    pub fn cost(&self) -> Option<(i64, &str)> {
        self.price.as_ref().map(|(minor, currency)| (minor.saturating_mul(self.seats), currency.as_str()))
    }
}

impl App {
    /// What changing the quantity of a subscription would do.
    ///
    /// # Errors
    /// E-NOTFOUND, or the first rule of section 17 that forbids it.
    pub async fn preview_quantity(
        &self,
        by: Asking<'_>,
        subscription: Guid,
        wanted: i64,
    ) -> Result<QuantityPreview, AppError> {
        let rows = self.store.subscriptions(by.permit).await?;
        let row = rows.into_iter().find(|r| r.guid == subscription);
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "subscription"))?;
        let pools = self.store.pools(by.permit).await?;
        let pool = pools.into_iter().find(|p| p.id == row.subscription.pool);
        let pool = pool.ok_or_else(|| AppError::Bug("a subscription without a pool".to_owned()))?;
        let catalogue = self.store.catalogue();
        let product = catalogue.product(row.subscription.product);
        let at = Circumstances {
            by_partner: by.permit.by_partner(),
            assignable: pool.assignable(),
            seats_min: product.and_then(|p| p.seats_min),
            seats_max: product.and_then(|p| p.seats_max),
            end_of_sale: product.is_some_and(|p| p.end_of_sale),
            shared: product.is_some_and(|p| p.target != Target::User),
            recurring: row.goes_on(),
            pinned: row.pinned,
            now: self.now(),
        };
        let change = quantity::decide(&row.subscription, wanted, at)?;
        let cost_minor = row.price_minor.map(|price| price.saturating_mul(change));
        Ok(QuantityPreview { subscription: row, pool, change, cost_minor })
    }

    /// Changes the quantity of a subscription; `version` is the one that was shown (R-SUB-8).
    ///
    /// # Errors
    /// As [`App::preview_quantity`], E-ETAG when the subscription changed since.
    pub async fn change_quantity(
        &self,
        by: Asking<'_>,
        subscription: Guid,
        wanted: i64,
        version: Option<i64>,
        undoes: Option<OperationId>,
    ) -> Result<Receipt, AppError> {
        let turn = self.store.turn().await?;
        let preview = self.preview_quantity(by, subscription, wanted).await?;
        let it = &preview.subscription.subscription;
        if version.is_some_and(|v| v != it.version) {
            return Err(AppError::denied(Code::Etag, "subscription"));
        }
        self.commit_quantity(&turn, by, &preview, Beside { undoes, preview: None }).await
    }

    /// Commits a change of quantity in the turn in which it was decided.
    pub(crate) async fn commit_quantity(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        preview: &QuantityPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let it = &preview.subscription.subscription;
        if preview.change == 0 {
            return Err(AppError::denied(Code::Invalid, "same-quantity"));
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let row = self.quantity_row(by, preview, beside.undoes)?;
        let (window_from, window_seats) = self.next_window(it, preview.change);
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(change_quantity(customer, it, preview.change, window_from, window_seats));
        // Under new commerce an immediate change drops what was planned for the renewal (R-BUY-13).
        if it.channel == Channel::Reseller {
            statements.push(forget_scheduled(customer, it.id));
        }
        let context =
            AuditContext { permit: by.permit, channel: by.channel, operation: row.id.0, at: row.created_at };
        let detail = json!({"before": it.quantity, "after": it.quantity + preview.change});
        let entry = AuditEntry {
            action: "subscription.quantity-changed",
            subject: it.id.0,
            detail: detail.to_string(),
        };
        statements.extend(append(context, &head, &[entry]));
        self.store.commit(turn, statements).await?;
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// After an addition only what was added can be given back, from now on (R-BUY-2).
    fn next_window(&self, it: &Subscription, change: i64) -> (Instant, i64) {
        if change < 0 {
            return (it.window_from, it.window_seats + change.max(-it.window_seats));
        }
        (self.now(), change)
    }

    fn quantity_row(
        &self,
        by: Asking<'_>,
        preview: &QuantityPreview,
        undoes: Option<OperationId>,
    ) -> Result<OperationRow, AppError> {
        let it = &preview.subscription.subscription;
        let row = self.account_row(by, "quantity", &[], (0, 0), preview.undo_until(self.now()))?;
        let command = json!({"subscription": preview.subscription.guid.to_string(),
            "product": it.product.0, "before": it.quantity, "after": it.quantity + preview.change});
        Ok(OperationRow { command: command.to_string(), totals: command.to_string(), undoes, ..row })
    }

    /// What buying a product through a new subscription would do.
    ///
    /// # Errors
    /// E-NOTFOUND for an unknown product, E-STATE, E-QTY, E-INVALID for a term for which it is not sold.
    pub async fn preview_purchase(
        &self,
        by: Asking<'_>,
        product: Guid,
        (seats, term): (i64, &str),
    ) -> Result<PurchasePreview, AppError> {
        months_of(term)?;
        let catalogue = self.store.catalogue();
        let product = catalogue.product_by_guid(product);
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        purchase::offered(product, by.organisation.cloud)?;
        let channel = purchase::decide(product, seats, by.permit.by_partner())?;
        if !self.terms_of(product.id).await?.iter().any(|it| it == term) {
            return Err(AppError::denied(Code::Invalid, "term"));
        }
        let owned = self.store.subscriptions(by.permit).await?;
        let base = self.base_of(by, (product, channel), &owned).await?;
        if base.as_ref().is_some_and(|it| it.life.term.as_str() != term) {
            return Err(AppError::denied(Code::Invalid, "base-term"));
        }
        Ok(PurchasePreview {
            base,
            product: product.id,
            seats,
            term: term.to_owned(),
            channel,
            price: self.list_price(&owned, product.id, term).await?,
            subscriptions: owned.iter().filter(|s| s.subscription.product == product.id).count(),
        })
    }

    /// The subscription that an add-on would be tied to.
    async fn base_of(
        &self,
        by: Asking<'_>,
        (product, channel): (&Product, Channel),
        owned: &[SubscriptionRow],
    ) -> Result<Option<LifeRow>, AppError> {
        let catalogue = self.store.catalogue();
        let candidate = |row: &SubscriptionRow| {
            let it = &row.subscription;
            let (id, channel, status, ends) = (it.id, it.channel, it.status, Instant(row.ends_at));
            let part_number = catalogue.product(it.product).map(|p| p.part_number.clone())?;
            Some((part_number, purchase::Candidate { id, part_number: "", channel, status, ends }))
        };
        let found: Vec<_> = owned.iter().filter_map(candidate).collect();
        let found: Vec<_> = found
            .iter()
            .map(|(part_number, it)| purchase::Candidate { part_number: part_number.as_str(), ..*it })
            .collect();
        match purchase::base(product, channel, &found)? {
            Some(base) => Ok(self.store.life_of(by.permit, base).await?),
            None => Ok(None),
        }
    }

    /// For how long a product is sold at a time, the shortest first: what its list prices say, and where there are none
    /// a month or a year.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn terms_of(&self, product: ProductId) -> Result<Vec<String>, AppError> {
        let prices = self.store.catalogue_rows().await?.prices;
        let own: Vec<_> = prices.into_iter().filter(|price| price.product == product).collect();
        let priced = |term: &str| own.iter().any(|price| price.term == term);
        let sold = |term: &&str| if own.is_empty() { matches!(*term, "P1M" | "P1Y") } else { priced(term) };
        Ok(TERMS.into_iter().filter(sold).map(str::to_owned).collect())
    }

    /// Commits a purchase in the turn in which it was decided: a new subscription, active from now.
    pub(crate) async fn commit_purchase(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &PurchasePreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let (customer, product, seats) = (by.permit.customer(), it.product, it.seats);
        let pools = self.store.pools(by.permit).await?;
        let central = pools.iter().find(|p| p.product == product && p.kind == PoolKind::Central);
        let pool = central.map_or_else(|| PoolId(self.next_id()), |p| p.id);
        let row = self.new_subscription(it, pool)?;
        let units = Units { enabled: seats, ..Units::default() };
        let new = Pool { id: pool, product, kind: PoolKind::Central, units, consumed: 0, reserved: 0 };
        let seats_in = match central {
            Some(_) => add_seats(customer, pool, seats),
            None => insert_pools(customer, &[new]),
        };
        let command = json!({"subscription": row.guid.to_string(), "product": product.0, "before": 0,
            "after": seats});
        let operation = OperationRow {
            command: command.to_string(),
            totals: command.to_string(),
            final_because: "purchase".to_owned(),
            ..self.account_row(by, "quantity", &[], (0, 0), self.now())?
        };
        let head = self.store.audit_head(customer).await?;
        let context = AuditContext {
            permit: by.permit,
            channel: by.channel,
            operation: operation.id.0,
            at: operation.created_at,
        };
        let entry = AuditEntry {
            action: "subscription.bought",
            subject: row.subscription.id.0,
            detail: json!({"product": product.0, "seats": seats}).to_string(),
        };
        let mut statements = vec![create_operation(customer, &operation), seats_in];
        statements.push(insert_subscriptions(customer, std::slice::from_ref(&row)));
        if let Some(base) = &it.base {
            statements.push(self.tied_life(base, &row, by.organisation.cloud).await?);
        }
        statements.extend(beside.statements(by, operation.id));
        statements.extend(append(context, &head, &[entry]));
        self.store.commit(turn, statements).await?;
        Ok(Receipt { operation: operation.guid, running: false })
    }

    /// The clock of an add-on: it counts its periods from where its base counts them.
    async fn tied_life(
        &self,
        base: &LifeRow,
        row: &SubscriptionRow,
        cloud: Cloud,
    ) -> Result<Statement, AppError> {
        let it = &row.subscription;
        let agreement = Agreement::usual(it.channel, cloud);
        let own = Life {
            product: it.product,
            channel: it.channel,
            agreement,
            quantity: it.quantity,
            starts: Instant(row.starts_at),
            at_renewal: None,
            pinned: false,
            tied: true,
            third_party: false,
            ..base.life.clone()
        };
        let due = lifecycle::next(&own, &self.period_table().await?).map(|it| it.due);
        let (id, pool) = (it.id, it.pool);
        Ok(keep_lives(&[(LifeRow { id, pool, version: 1, extended: false, life: own, ..base.clone() }, due)]))
    }

    /// The list price of a product: in the currency the customer pays in already, else the first there is.
    async fn list_price(
        &self,
        paid: &[SubscriptionRow],
        product: ProductId,
        term: &str,
    ) -> Result<Option<(i64, String)>, AppError> {
        let prices = self.store.catalogue_rows().await?.prices;
        let mut own: Vec<_> = prices.into_iter().filter(|p| p.product == product && p.term == term).collect();
        own.sort_by_key(|p| !paid.iter().any(|s| s.currency == p.currency));
        Ok(own.into_iter().next().map(|p| (p.minor_units, p.currency)))
    }

    fn new_subscription(&self, it: &PurchasePreview, pool: PoolId) -> Result<SubscriptionRow, AppError> {
        let (now, months) = (self.now(), months_of(&it.term)?);
        let price = it.price.clone();
        let (price_minor, currency) = price.map_or((None, "EUR".to_owned()), |(p, c)| (Some(p), c));
        Ok(SubscriptionRow {
            subscription: Subscription {
                id: SubscriptionId(self.next_id()),
                pool,
                product: it.product,
                channel: it.channel,
                status: Status::Active,
                quantity: it.seats,
                window_from: now,
                window_seats: it.seats,
                version: 1,
            },
            guid: new_guid()?,
            term: it.term.clone(),
            starts_at: now.0,
            ends_at: it.base.as_ref().map_or(months_later(now, months)?, |base| base.life.ends).0,
            recurring: it.base.as_ref().map_or(it.term != Term::Once.as_str(), |base| base.life.recurring),
            pinned: false,
            base: it.base.as_ref().map(|base| base.id),
            price_minor,
            currency,
        })
    }
}

/// The subscription of a change of quantity, and how many seats it had before.
pub(crate) fn quantity_before(row: &OperationRow) -> Result<(Guid, i64), AppError> {
    let command: serde_json::Value =
        serde_json::from_str(&row.command).map_err(|e| AppError::Bug(format!("reading a command: {e}")))?;
    let subscription = command.get("subscription").and_then(|v| v.as_str());
    let subscription = subscription.and_then(|text| Guid::parse_str(text).ok());
    let before = command.get("before").and_then(serde_json::Value::as_i64);
    subscription
        .zip(before)
        .ok_or_else(|| AppError::Bug("a change of quantity without its figures".to_owned()))
}

/// The calendar months of a term that is sold.
fn months_of(term: &str) -> Result<i64, Denial> {
    Term::parse(term).map(Term::months).ok_or_else(|| Denial::new(Code::Invalid, "term"))
}

/// The same day and time so many calendar months later, in UTC, on the last day where a month is shorter (D-17).
fn months_later(from: Instant, months: i64) -> Result<Instant, AppError> {
    from.plus_months(months).ok_or_else(|| AppError::Bug("a date outside the calendar".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_calendar_months_clamped_to_the_end_of_the_month() {
        let at = |text: &str| Instant(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        let later = |from: &str, months| months_later(at(from), months).unwrap();
        assert_eq!(later("2026-01-31T10:00:00Z", 1), at("2026-02-28T10:00:00Z"));
        assert_eq!(later("2024-02-29T10:00:00Z", 12), at("2025-02-28T10:00:00Z"));
        assert_eq!(later("2026-11-21T00:00:00Z", 12), at("2027-11-21T00:00:00Z"));
    }
}
