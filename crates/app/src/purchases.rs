//! Changing the number of seats of a subscription: Buy more, and its way back (section 17). The quantity that is
//! asked for is the new total.

use cupo_domain::decide::purchase;
use cupo_domain::decide::quantity::{self, Channel, Circumstances, Status, Subscription};
use cupo_domain::ids::{Guid, OperationId, PoolId, ProductId, SubscriptionId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::time::Instant;
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_store::operations::{OperationRow, create_operation, mark_undone};
use cupo_store::subscriptions::{
    SubscriptionRow, add_seats, change_quantity, insert_pools, insert_subscriptions,
};
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::{Receipt, UNDO_DAYS};

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
        let turn = self.store.turn().await;
        let preview = self.preview_quantity(by, subscription, wanted).await?;
        let it = &preview.subscription.subscription;
        if version.is_some_and(|v| v != it.version) {
            return Err(AppError::denied(Code::Etag, "subscription"));
        }
        if preview.change == 0 {
            return Err(AppError::denied(Code::Invalid, "same-quantity"));
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let row = self.quantity_row(by, &preview, undoes)?;
        let (window_from, window_seats) = self.next_window(it, preview.change);
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(undoes.map(|undone| mark_undone(customer, undone, row.id)));
        statements.extend(change_quantity(customer, it, preview.change, window_from, window_seats));
        let context =
            AuditContext { permit: by.permit, channel: by.channel, operation: row.id.0, at: row.created_at };
        let detail = json!({"before": it.quantity, "after": it.quantity + preview.change});
        let entry = AuditEntry {
            action: "subscription.quantity-changed",
            subject: it.id.0,
            detail: detail.to_string(),
        };
        statements.extend(append(context, &head, &[entry]));
        self.store.commit(&turn, statements).await?;
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
        let days = if it.channel == Channel::Legacy { UNDO_DAYS } else { quantity::REDUCTION_WINDOW_DAYS };
        let days = if preview.change > 0 { days } else { UNDO_DAYS };
        let row = self.account_row(by, "quantity", &[], (0, 0), self.now().plus_days(days))?;
        let command = json!({"subscription": preview.subscription.guid.to_string(),
            "product": it.product.0, "before": it.quantity, "after": it.quantity + preview.change});
        Ok(OperationRow { command: command.to_string(), totals: command.to_string(), undoes, ..row })
    }

    /// Buys a product through a new subscription, active from now. `known` is the number of subscriptions the form
    /// was shown with, so that a form that is sent twice buys once.
    ///
    /// # Errors
    /// E-NOTFOUND for an unknown product, E-STATE, E-QTY, E-INVALID for an unknown term, E-ETAG.
    pub async fn buy_new(
        &self,
        by: Asking<'_>,
        product: Guid,
        (seats, term): (i64, &str),
        known: Option<usize>,
    ) -> Result<Receipt, AppError> {
        let months = match term {
            "P1M" => 1,
            "P1Y" => 12,
            _ => return Err(AppError::denied(Code::Invalid, "term")),
        };
        let catalogue = self.store.catalogue();
        let product = catalogue.product_by_guid(product);
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        purchase::offered(product, by.organisation.cloud)?;
        let channel = purchase::decide(product, seats, by.permit.by_partner())?;
        let turn = self.store.turn().await;
        let subscriptions = self.store.subscriptions(by.permit).await?;
        if known.is_some_and(|n| n != subscriptions.len()) {
            return Err(AppError::denied(Code::Etag, "subscriptions"));
        }
        let pools = self.store.pools(by.permit).await?;
        let central = pools.iter().find(|p| p.product == product.id && p.kind == PoolKind::Central);
        let pool = central.map_or_else(|| PoolId(self.next_id()), |p| p.id);
        let price = self.list_price(by, product.id, term).await?;
        let row = self.new_subscription((product.id, pool), (channel, seats), (term, months), price)?;
        let customer = by.permit.customer();
        let units = Units { enabled: seats, ..Units::default() };
        let new =
            Pool { id: pool, product: product.id, kind: PoolKind::Central, units, consumed: 0, reserved: 0 };
        let seats_in = match central {
            Some(_) => add_seats(customer, pool, seats),
            None => insert_pools(customer, &[new]),
        };
        let command = json!({"subscription": row.guid.to_string(), "product": product.id.0, "before": 0,
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
            detail: json!({"product": product.id.0, "seats": seats}).to_string(),
        };
        let mut statements =
            vec![create_operation(customer, &operation), seats_in, insert_subscriptions(customer, &[row])];
        statements.extend(append(context, &head, &[entry]));
        self.store.commit(&turn, statements).await?;
        Ok(Receipt { operation: operation.guid, running: false })
    }

    /// The list price of a product: in the currency the customer pays in already, else the first there is.
    async fn list_price(
        &self,
        by: Asking<'_>,
        product: ProductId,
        term: &str,
    ) -> Result<Option<(i64, String)>, AppError> {
        let paid = self.store.subscriptions(by.permit).await?;
        let prices = self.store.catalogue_rows().await?.prices;
        let mut own: Vec<_> = prices.into_iter().filter(|p| p.product == product && p.term == term).collect();
        own.sort_by_key(|p| !paid.iter().any(|s| s.currency == p.currency));
        Ok(own.into_iter().next().map(|p| (p.minor_units, p.currency)))
    }

    fn new_subscription(
        &self,
        (product, pool): (ProductId, PoolId),
        (channel, quantity): (Channel, i64),
        (term, months): (&str, i64),
        price: Option<(i64, String)>,
    ) -> Result<SubscriptionRow, AppError> {
        let now = self.now();
        let (price_minor, currency) = price.map_or((None, "EUR".to_owned()), |(p, c)| (Some(p), c));
        Ok(SubscriptionRow {
            subscription: Subscription {
                id: SubscriptionId(self.next_id()),
                pool,
                product,
                channel,
                status: Status::Active,
                quantity,
                window_from: now,
                window_seats: quantity,
                version: 1,
            },
            guid: new_guid()?,
            term: term.to_owned(),
            starts_at: now.0,
            ends_at: months_later(now, months)?.0,
            recurring: true,
            price_minor,
            currency,
        })
    }

    /// Takes a change of quantity back.
    ///
    /// # Errors
    /// E-NOTFOUND, E-FINAL, or the rule that forbids it now.
    pub async fn undo_quantity(&self, by: Asking<'_>, operation: Guid) -> Result<Receipt, AppError> {
        let row = self.store.operation(by.permit, operation).await?;
        let row = row.filter(|r| r.kind == "quantity");
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?;
        if row.undone_by.is_some() {
            return Err(AppError::denied(Code::Final, "undone"));
        }
        if self.now().0 >= row.undo_until {
            return Err(AppError::denied(Code::Final, "late"));
        }
        let command: serde_json::Value = serde_json::from_str(&row.command)
            .map_err(|e| AppError::Bug(format!("reading a command: {e}")))?;
        let subscription = command.get("subscription").and_then(|v| v.as_str());
        let subscription = subscription.and_then(|text| Guid::parse_str(text).ok());
        let before = command.get("before").and_then(serde_json::Value::as_i64);
        match (subscription, before) {
            (Some(subscription), Some(before)) => {
                self.change_quantity(by, subscription, before, None, Some(row.id)).await
            }
            _ => Err(AppError::Bug("a change of quantity without its figures".to_owned())),
        }
    }
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
