//! Subscriptions and pools: rows, lists, and the statements that move seats.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::decide::quantity::Subscription;
use cupo_domain::ids::{CustomerId, Guid, PoolId, ProductId, SubscriptionId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_domain::subscription::Term;
use cupo_domain::time::Instant;

use crate::encode;
use crate::engine::Dialect;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::user_filter::{UserFilter, condition};
use crate::value::{Kind, Query, Row, Shape, Statement};

/// A subscription as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// What decisions need.
    pub subscription: Subscription,
    /// Outside identity.
    pub guid: Guid,
    /// `P1M`, `P1Y` or `P3Y`.
    pub term: String,
    /// Begin of the term.
    pub starts_at: i64,
    /// End of the term.
    pub ends_at: i64,
    /// Recurring billing is on.
    pub recurring: bool,
    /// The seller planned what comes with the next period (R-BUY-14).
    pub pinned: bool,
    /// The subscription that this add-on is tied to (R-PROD-16).
    pub base: Option<SubscriptionId>,
    /// Price per seat and term; none where it is not set (D-29).
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub currency: String,
}

impl SubscriptionRow {
    /// Whether it goes on by itself, so that seats can be given back (R-BUY-3): it renews, or it was bought for good.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.recurring || self.term == Term::Once.as_str()
    }
}

const SUBSCRIPTION: Shape = Shape {
    table: "subscription",
    columns: &[
        ("customer_id", Kind::Int),
        ("subscription_id", Kind::Int),
        ("guid", Kind::Text),
        ("pool_id", Kind::Int),
        ("product_id", Kind::Int),
        ("channel", Kind::Int),
        ("status", Kind::Int),
        ("quantity", Kind::Int),
        ("term", Kind::Text),
        ("starts_at", Kind::Int),
        ("ends_at", Kind::Int),
        ("recurring", Kind::Int),
        ("window_from", Kind::Int),
        ("window_seats", Kind::Int),
        ("price_minor", Kind::Int),
        ("currency", Kind::Text),
        ("version", Kind::Int),
        ("base_id", Kind::Int),
    ],
    on_conflict: "",
};

const POOL: Shape = Shape {
    table: "pool",
    columns: &[
        ("customer_id", Kind::Int),
        ("pool_id", Kind::Int),
        ("product_id", Kind::Int),
        ("kind", Kind::Int),
        ("purchaser", Kind::Int),
        ("enabled", Kind::Int),
        ("warning", Kind::Int),
        ("suspended", Kind::Int),
        ("locked_out", Kind::Int),
        ("consumed", Kind::Int),
        ("reserved", Kind::Int),
        ("version", Kind::Int),
    ],
    on_conflict: "",
};

/// New subscriptions.
#[must_use]
pub fn insert_subscriptions(customer: CustomerId, rows: &[SubscriptionRow]) -> Statement {
    let rows = rows
        .iter()
        .map(|r| {
            let s = &r.subscription;
            params![
                customer.0,
                s.id.0,
                r.guid.to_string(),
                s.pool.0,
                s.product.0,
                encode::channel_number(s.channel),
                encode::status_number(s.status),
                s.quantity,
                r.term.as_str(),
                r.starts_at,
                r.ends_at,
                r.recurring,
                s.window_from.0,
                s.window_seats,
                r.price_minor,
                r.currency.as_str(),
                s.version,
                r.base.map(|base| base.0),
            ]
        })
        .collect();
    Statement::insert(&SUBSCRIPTION, rows)
}

/// New pools.
#[must_use]
pub fn insert_pools(customer: CustomerId, pools: &[Pool]) -> Statement {
    let rows = pools
        .iter()
        .map(|p| {
            let (kind, purchaser) = match p.kind {
                PoolKind::Central => (0_i64, 0),
                PoolKind::SelfService { purchaser } => (1, purchaser.0),
            };
            params![
                customer.0,
                p.id.0,
                p.product.0,
                kind,
                purchaser,
                p.units.enabled,
                p.units.warning,
                p.units.suspended,
                p.units.locked_out,
                p.consumed,
                p.reserved,
                0_i64,
            ]
        })
        .collect();
    Statement::insert(&POOL, rows)
}

/// The statements that change a quantity: the subscription must have the version that was decided on.
#[must_use]
pub fn change_quantity(
    customer: CustomerId,
    it: &Subscription,
    change: i64,
    window_from: Instant,
    window_seats: i64,
) -> Vec<Statement> {
    vec![
        Statement::exactly(
            1,
            "UPDATE subscription SET quantity = quantity + $4, window_from = $5, window_seats = $6, \
             version = version + 1 WHERE customer_id = $1 AND subscription_id = $2 AND version = $3",
            params![customer.0, it.id.0, it.version, change, window_from.0, window_seats],
        ),
        Statement::exactly(
            1,
            "UPDATE pool SET enabled = enabled + $3, version = version + 1 WHERE customer_id = $1 AND pool_id = $2",
            params![customer.0, it.pool.0, change],
        ),
    ]
}

/// The statement that ties the add-ons of a subscription to the one that takes its place.
#[must_use]
pub fn tie_add_ons(customer: CustomerId, old: SubscriptionId, new: SubscriptionId) -> Statement {
    Statement::any(
        "UPDATE subscription SET base_id = $3 WHERE customer_id = $1 AND base_id = $2",
        params![customer.0, old.0, new.0],
    )
}

/// The statement that adds the seats of a new subscription to its pool.
#[must_use]
pub fn add_seats(customer: CustomerId, pool: PoolId, seats: i64) -> Statement {
    Statement::exactly(
        1,
        "UPDATE pool SET enabled = enabled + $3, version = version + 1 WHERE customer_id = $1 AND pool_id = $2",
        params![customer.0, pool.0, seats],
    )
}

/// How many selected users hold a product, and with which plans off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderCount {
    /// The pool.
    pub pool: PoolId,
    /// Holds directly (true) or only through a group or other source.
    pub direct: bool,
    /// Plans off at that source.
    pub plans_off: PlanSet,
    /// Sources like this.
    pub count: i64,
}

/// Users of a set who hold a pool's product, each counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolHolders {
    /// The pool.
    pub pool: PoolId,
    /// Users.
    pub users: i64,
}

/// The columns that [`subscription`] reads, of `subscription s`.
pub(crate) const COLUMNS: &str = "s.subscription_id, s.guid, s.pool_id, s.product_id, s.channel, s.status, s.quantity, s.term, \
    s.starts_at, s.ends_at, s.recurring, s.window_from, s.window_seats, s.price_minor, s.currency, s.version, \
    s.pinned, s.base_id";

pub(crate) fn subscription(row: &Row) -> Result<SubscriptionRow, StoreError> {
    Ok(SubscriptionRow {
        subscription: Subscription {
            id: SubscriptionId(row.int(0)?),
            pool: PoolId(row.int(2)?),
            product: ProductId(row.int(3)?),
            channel: encode::channel(row.int(4)?)?,
            status: encode::status(row.int(5)?)?,
            quantity: row.int(6)?,
            window_from: Instant(row.int(11)?),
            window_seats: row.int(12)?,
            version: row.int(15)?,
        },
        guid: guid(&row.text(1)?)?,
        term: row.text(7)?,
        starts_at: row.int(8)?,
        ends_at: row.int(9)?,
        recurring: row.flag(10)?,
        pinned: row.flag(16)?,
        base: row.int_or_null(17)?.map(SubscriptionId),
        price_minor: row.int_or_null(13)?,
        currency: row.text(14)?,
    })
}

/// The questions how the users of a set hold their products: by pool, manner and plans; and by pool, how many of these
/// licenses are of somebody who has another one of it that came first.
#[must_use]
pub fn holder_queries(dialect: Dialect, permit: &Permit, filter: &UserFilter) -> [Query; 2] {
    let it = condition(dialect, permit, filter);
    // From the users to what they hold: left to itself, SQLite walks the licenses of the whole customer.
    let theirs = format!(
        "FROM users u CROSS JOIN source s WHERE {} AND s.customer_id = $1 AND s.user_id = u.user_id AND s.state < 2",
        it.sql
    );
    let by_plans = format!(
        "SELECT s.pool_id, CASE WHEN s.origin = 0 THEN 1 ELSE 0 END, s.plans_off, count(*) {theirs} \
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    );
    let again = format!(
        "SELECT s.pool_id, count(*) {theirs} AND s.origin <> 0 AND EXISTS (SELECT 1 FROM source d \
         WHERE d.customer_id = $1 AND d.pool_id = s.pool_id AND d.user_id = s.user_id AND d.origin < s.origin \
         AND d.state < 2) GROUP BY 1 ORDER BY 1"
    );
    [
        Query { sql: by_plans.into(), params: it.params.clone() },
        Query { sql: again.into(), params: it.params },
    ]
}

impl Store {
    /// All subscriptions of a customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn subscriptions(&self, permit: &Permit) -> Result<Vec<SubscriptionRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM subscription s WHERE s.customer_id = $1 ORDER BY s.product_id, s.subscription_id"
        );
        let query = Query { sql: sql.into(), params: params![permit.customer().0] };
        let rows = self.read_one(query).await?;
        rows.iter().map(subscription).collect()
    }

    /// How the users of a set hold their products: one line for each pool, manner and choice of plans.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn holder_counts(
        &self,
        permit: &Permit,
        filter: &UserFilter,
    ) -> Result<(Vec<HolderCount>, Vec<PoolHolders>), StoreError> {
        let answers = self.read(holder_queries(self.dialect(), permit, filter).into()).await?;
        let rows = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        let counts = rows(0)
            .iter()
            .map(|r| {
                Ok(HolderCount {
                    pool: PoolId(r.int(0)?),
                    direct: r.flag(1)?,
                    plans_off: encode::plans(&r.text(2)?)?,
                    count: r.int(3)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let mut users: BTreeMap<PoolId, i64> = BTreeMap::new();
        for it in &counts {
            *users.entry(it.pool).or_default() += it.count;
        }
        for row in rows(1) {
            *users.entry(PoolId(row.int(0)?)).or_default() -= row.int(1)?;
        }
        let pools = users.into_iter().map(|(pool, users)| PoolHolders { pool, users }).collect();
        Ok((counts, pools))
    }
}
