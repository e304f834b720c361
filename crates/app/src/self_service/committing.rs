//! What was decided about a purchase, carried out in the turn in which it was decided: subscription, pool, people,
//! records, and a mail to a purchaser whose purchase somebody else ended.

use cupo_domain::decide::life::{LifeWish, end_self_service};
use cupo_domain::ids::{OperationId, PoolId, SubscriptionId};
use cupo_domain::lifecycle::{Agreement, Life, next};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_domain::subscription::{Channel, Status, Subscription, Term};
use cupo_domain::time::Instant;
use cupo_store::commit::{Batch, progress};
use cupo_store::due::{LifeRow, keep_lives};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::store::Turn;
use cupo_store::subscriptions::{
    SubscriptionRow, add_seats, change_quantity, insert_pools, insert_subscriptions,
};
use cupo_store::value::Statement;
use serde_json::{Value as Json, json};

use super::{SelfServicePreview, SelfServiceRecord, SelfServiceWish};
use crate::accounts::{Asking, Beside, belongs};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::Receipt;
use crate::licenses::totals::totals_json;
use crate::lives::{FileLoss, LifePreview, Lived};
use crate::passing::status_key;

impl App {
    /// Commits what was decided about a purchase.
    pub(crate) async fn commit_self_service(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &SelfServicePreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if !it.changes_anything() {
            return Err(AppError::denied(cupo_domain::refusal::Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let row = self.self_service_row(by, it, beside)?;
        let mut batch = Batch::new(customer, &it.head);
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let (subject, rows) = self.purchase_rows(by, it).await?;
        statements.extend(rows);
        if let Some((action, detail)) = record_of(it) {
            batch.record(belongs(by, &row), (action, row.id.0), subject.0, &detail);
        }
        let positions: Vec<i64> = (0..).take(it.decision.users.len()).collect();
        batch.add(belongs(by, &row), &it.decision, &positions);
        statements.extend(batch.statements());
        statements.extend(self.told_purchaser(by, it, row.id).await?);
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    fn self_service_row(
        &self,
        by: Asking<'_>,
        it: &SelfServicePreview,
        beside: Beside,
    ) -> Result<OperationRow, AppError> {
        let done = progress(&it.decision);
        let row = self.account_row(by, it.wish.kind(), &[], (0, 0), self.now())?;
        Ok(OperationRow {
            command: SelfServiceRecord::of(it).to_json()?,
            totals: totals_json(&it.totals),
            final_because: it.why_final().to_owned(),
            undoes: beside.undoes,
            users_total: done.done,
            users_done: done.done,
            succeeded: done.succeeded,
            unchanged: done.unchanged,
            refused: done.refused,
            ..row
        })
    }

    /// The rows of the purchase itself, and which subscription they are about.
    async fn purchase_rows(
        &self,
        by: Asking<'_>,
        it: &SelfServicePreview,
    ) -> Result<(SubscriptionId, Vec<Statement>), AppError> {
        let customer = by.permit.customer();
        let Some(purchase) = &it.purchase else { return self.new_purchase(by, it).await };
        let subscription = &purchase.row.subscription;
        let rows = match &it.wish {
            SelfServiceWish::Seats { .. } => {
                let change = it.seats.1 - it.seats.0;
                change_quantity(customer, subscription, change, self.now(), change.max(0))
            }
            wish if wish.ends() => self.end_rows(purchase).await?,
            _ => Vec::new(),
        };
        Ok((subscription.id, rows))
    }

    async fn end_rows(&self, it: &Lived) -> Result<Vec<Statement>, AppError> {
        let change = end_self_service(&it.life.life, self.now())?;
        let ended = LifePreview {
            add_ons: Vec::new(),
            it: it.clone(),
            wish: LifeWish::Delete,
            change,
            fields: Vec::new(),
            files: FileLoss::default(),
            ahead: Vec::new(),
        };
        self.life_statements(&ended).await
    }

    async fn new_purchase(
        &self,
        by: Asking<'_>,
        it: &SelfServicePreview,
    ) -> Result<(SubscriptionId, Vec<Statement>), AppError> {
        let (customer, now) = (by.permit.customer(), self.now());
        let bad = || AppError::Bug("a period outside the calendar".to_owned());
        let term = Term::parse(&it.term).ok_or_else(bad)?;
        let ends = now.plus_months(term.months()).ok_or_else(bad)?;
        let id = SubscriptionId(self.next_id());
        let pool = it.pool.map_or_else(|| PoolId(self.next_id()), |pool| pool.id);
        let (product, quantity) = (it.product, it.seats.1);
        let kind = PoolKind::SelfService { purchaser: it.purchaser };
        let units = Units { enabled: quantity, ..Units::default() };
        let seats = Pool { id: pool, product, kind, units, consumed: 0, reserved: 0 };
        let subscription = Subscription {
            id,
            pool,
            product,
            channel: Channel::SelfService,
            status: Status::Active,
            quantity,
            window_from: now,
            window_seats: quantity,
            version: 1,
        };
        let (price_minor, currency) =
            it.price.clone().map_or((None, "EUR".to_owned()), |(p, c)| (Some(p), c));
        let row = SubscriptionRow {
            base: None,
            subscription,
            guid: new_guid()?,
            term: it.term.clone(),
            starts_at: now.0,
            ends_at: ends.0,
            recurring: !it.trial,
            pinned: false,
            price_minor,
            currency,
        };
        let life = self.new_life(it, (term, ends));
        let due = next(&life, &self.period_table().await?).map(|step| step.due);
        let lived = LifeRow { customer, id, pool, version: 1, extended: false, life };
        let mut rows = match &it.replaces {
            Some(trial) => self.end_rows(trial).await?,
            None => Vec::new(),
        };
        rows.push(match it.pool {
            Some(_) => add_seats(customer, pool, quantity),
            None => insert_pools(customer, &[seats]),
        });
        rows.extend([insert_subscriptions(customer, &[row]), keep_lives(&[(lived, due)])]);
        Ok((id, rows))
    }

    /// The clock of a new purchase. A trial knows no way to pay, so nothing follows it (R-SSP-9).
    fn new_life(&self, it: &SelfServicePreview, (term, ends): (Term, Instant)) -> Life {
        let (now, product) = (self.now(), it.product);
        let third_party = self.store.catalogue().product(product).is_some_and(|it| it.offer.third_party);
        Life {
            tied: false,
            product,
            channel: Channel::SelfService,
            agreement: if it.trial { Agreement::Trial } else { Agreement::Standard },
            status: Status::Active,
            term,
            anchor: now,
            starts: now,
            ends,
            since: None,
            recurring: !it.trial,
            pays: !it.trial,
            canceled: false,
            quantity: it.seats.1,
            at_renewal: None,
            pinned: false,
            suspended_for: None,
            third_party,
        }
    }

    /// A mail to the purchaser of what somebody else ended, if the purchaser is still there (R-SSP-6, R-SSP-7).
    async fn told_purchaser(
        &self,
        by: Asking<'_>,
        it: &SelfServicePreview,
        operation: OperationId,
    ) -> Result<Option<Statement>, AppError> {
        let kind = match it.wish {
            SelfServiceWish::Move { .. } => "self-service-moved",
            SelfServiceWish::End(_) => "self-service-ended",
            _ => return Ok(None),
        };
        let found = self.store.users_by_id(by.permit, &[it.purchaser]).await?;
        let Some(purchaser) = found.into_iter().find(|user| user.state == 0) else { return Ok(None) };
        let names = |id: cupo_domain::ids::ProductId| {
            let catalogue = self.store.catalogue();
            catalogue.product(id).map_or(Json::Null, |it| json!({"en": it.name_en, "es": it.name_es}))
        };
        let payload = json!({"name": purchaser.display_name, "product": names(it.product),
            "to": it.to.map(|to| names(to.product)), "reason": it.reason, "count": it.decision.users.len(),
            "operation": operation.0});
        let message = MessageRow {
            id: self.next_id(),
            kind: kind.to_owned(),
            recipient: purchaser.sign_in,
            payload: payload.to_string(),
            created_at: self.now().0,
            sent_at: None,
        };
        Ok(Some(write_message(by.permit.customer(), &message)))
    }
}

/// What it is called in the audit; what happens to people is told of each of them.
fn record_of(it: &SelfServicePreview) -> Option<(&'static str, Json)> {
    let (before, after) = it.seats;
    let state = it.purchase.as_ref().map(|purchase| status_key(purchase.life.life.status));
    Some(match &it.wish {
        SelfServiceWish::Buy { .. } => (
            "subscription.bought",
            json!({"product": it.product.0, "seats": after, "self_service": true, "trial": it.trial}),
        ),
        SelfServiceWish::Seats { .. } => {
            ("subscription.quantity-changed", json!({"before": before, "after": after}))
        }
        SelfServiceWish::People { .. } => return None,
        SelfServiceWish::Cancel(_) => ("subscription.canceled", json!({"from": state, "to": "deleted"})),
        SelfServiceWish::Move { .. } => (
            "subscription.taken-over",
            json!({"from": state, "to": "deleted", "users": it.decision.users.len(),
                "product": it.to.map(|to| to.product.0)}),
        ),
        SelfServiceWish::End(_) => (
            "subscription.taken-over",
            json!({"from": state, "to": "deleted", "users": it.decision.users.len(), "reason": it.reason}),
        ),
    })
}
