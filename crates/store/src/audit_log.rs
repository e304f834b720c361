//! The audit log as people search it: by time, by kind, by who did it, whom and what it was about, by door and by
//! operation (R-AUDIT-3, R-AUDIT-6). It reads the chain; nothing here writes.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, OperationId, ProductId, UserId};

use crate::audit::{AuditRow, record};
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Value, id_list};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// This actor, as stored.
    Actor(String),
    /// Anybody and any program of this organization.
    Home(CustomerId),
}

/// Which records of a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditList {
    /// From this instant.
    pub from: i64,
    /// Before this instant.
    pub to: i64,
    /// Only this kind of change.
    pub action: Option<String>,
    /// Only what they did.
    pub by: Option<By>,
    /// Only about these users; more than one when a sign-in name was used again.
    pub users: Option<Vec<UserId>>,
    /// Only about this product.
    pub product: Option<ProductId>,
    /// Only through this door.
    pub channel: Option<String>,
    /// Only as part of this operation.
    pub operation: Option<OperationId>,
    /// Older than this record; none for the newest.
    pub before: Option<i64>,
    /// Newer than this record instead, the nearest ones.
    pub after: Option<i64>,
    /// How many.
    pub take: i64,
}

/// A condition that grows.
struct Condition {
    sql: String,
    params: Vec<Value>,
}

impl Condition {
    /// Takes a value and tells its place.
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    /// One more condition, with a value at its `?`.
    fn and(&mut self, sql: &str, value: impl Into<Value>) {
        let place = self.place(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&sql.replace('?', &place));
    }

    fn by(&mut self, by: &By) {
        match by {
            By::Actor(actor) => self.and("actor = ?", actor.as_str()),
            By::Home(home) => {
                let person = self.place(format!("person:{home}:%"));
                let app = self.place(format!("app:{home}:%"));
                self.sql.push_str(&format!(" AND (actor LIKE {person} OR actor LIKE {app})"));
            }
        }
    }

    /// Records say whom they are about by number, and what that is by their kind: a user, unless it is one of these.
    fn users(&mut self, users: &[UserId]) {
        self.and(
            "subject_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(? AS TEXT))) \
             AND action NOT LIKE 'group.%' AND action NOT LIKE 'subscription.%'",
            id_list(users.iter().map(|user| user.0)),
        );
    }

    /// Records name products, or the pool that their seats come from, or are about a subscription.
    fn product(&mut self, product: ProductId, pools: &[i64]) {
        let named = std::iter::once(("product", product.0)).chain(pools.iter().map(|pool| ("pool", *pool)));
        let mut ways = Vec::new();
        for (key, id) in named {
            for end in [',', '}'] {
                let place = self.place(format!("%\"{key}\":{id}{end}%"));
                ways.push(format!("detail LIKE {place}"));
            }
        }
        let place = self.place(product.0);
        ways.push(format!(
            "(action LIKE 'subscription.%' AND subject_id IN (SELECT s.subscription_id FROM subscription s \
             WHERE s.customer_id = $1 AND s.product_id = {place}))"
        ));
        self.sql.push_str(&format!(" AND ({})", ways.join(" OR ")));
    }
}

impl Store {
    /// Records of a list, newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn audit_between(
        &self,
        permit: &Permit,
        list: &AuditList,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let mut condition = self.audit_condition(permit, list).await?;
        let up = list.after.is_some();
        match (list.after, list.before) {
            (Some(seq), _) => condition.and("seq > ?", seq),
            (None, Some(seq)) => condition.and("seq < ?", seq),
            (None, None) => {}
        }
        let take = condition.place(list.take);
        let sql = format!(
            "SELECT seq, at, actor, channel, action, operation_id, subject_id, detail, prev, hash FROM audit WHERE {} \
             ORDER BY seq {} LIMIT {take}",
            condition.sql,
            if up { "ASC" } else { "DESC" },
        );
        let rows = self.read_one(Query { sql: sql.into(), params: condition.params }).await?;
        let mut found = rows.iter().map(record).collect::<Result<Vec<_>, _>>()?;
        if up {
            found.reverse();
        }
        Ok(found)
    }

    /// How many records of a list there are.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn audit_count(&self, permit: &Permit, list: &AuditList) -> Result<i64, StoreError> {
        let condition = self.audit_condition(permit, list).await?;
        let sql = format!("SELECT count(*) FROM audit WHERE {}", condition.sql);
        let rows = self.read_one(Query { sql: sql.into(), params: condition.params }).await?;
        rows.first().map_or(Ok(0), |r| r.int(0))
    }

    /// Users of a customer who have this sign-in name or had it when they were deleted.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn everybody_named(&self, permit: &Permit, sign_in: &str) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM users WHERE customer_id = $1 AND state IN (0, 1) AND sign_in = $2 ORDER BY user_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, sign_in])).await?;
        rows.iter().map(|row| row.int(0).map(UserId)).collect()
    }

    /// Instants never fall along a chain, so that a time is a range of numbers and old records cost no more than new
    /// ones.
    async fn audit_condition(&self, permit: &Permit, list: &AuditList) -> Result<Condition, StoreError> {
        let from = self.first_record_at(permit, list.from).await?;
        let to = self.first_record_at(permit, list.to).await?;
        let mut it = Condition {
            sql: String::from("customer_id = $1 AND seq >= $2 AND seq < $3"),
            params: params![permit.customer().0, from, to],
        };
        if let Some(action) = &list.action {
            it.and("action = ?", action.as_str());
        }
        if let Some(by) = &list.by {
            it.by(by);
        }
        if let Some(users) = &list.users {
            it.users(users);
        }
        if let Some(product) = list.product {
            let sql = "SELECT pool_id FROM pool WHERE customer_id = $1 AND product_id = $2";
            let rows = self.read_one(Query::new(sql, params![permit.customer().0, product.0])).await?;
            let pools = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
            it.product(product, &pools);
        }
        if let Some(channel) = &list.channel {
            it.and("channel = ?", channel.as_str());
        }
        if let Some(operation) = list.operation {
            it.and("operation_id = ?", operation.0);
        }
        Ok(it)
    }

    /// The number of the first record that is not older than an instant; one more than the last when all are older.
    async fn first_record_at(&self, permit: &Permit, at: i64) -> Result<i64, StoreError> {
        let (mut low, mut high) = (1, self.audit_head(permit.customer()).await?.seq + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let sql = "SELECT at FROM audit WHERE customer_id = $1 AND seq = $2";
            let rows = self.read_one(Query::new(sql, params![permit.customer().0, middle])).await?;
            let row = rows.first().ok_or_else(|| {
                StoreError::Corrupt(format!("record {middle} is missing from the audit chain"))
            })?;
            if row.int(0)? < at { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }
}
