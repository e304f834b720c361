//! What the answers on Home rest on: subscriptions in force with their seats, data that is lost soon, people who never
//! signed in. For one customer or for all of a partner, set-based, and without a rule: what counts is the domain's.

use cupo_domain::access::{PartnerPermit, Permit};
use cupo_domain::hints::{KEEPS, LOSSES};
use cupo_domain::ids::CustomerId;
use cupo_domain::seats::Pool;
use cupo_domain::subscription::Status;
use cupo_domain::time::Instant;

use crate::audit::AuditHead;
use crate::due::{self, HELD, LIFE_COLUMNS, LifeRow};
use crate::encode;
use crate::error::StoreError;
use crate::organisations::{COLUMNS as ORGANISATION, Organisation, organisation};
use crate::params;
use crate::snapshot;
use crate::store::Store;
use crate::subscriptions::{self, SubscriptionRow};
use crate::value::{Query, Row, Value};

/// A subscription in force with its seats and its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    /// Whose.
    pub customer: CustomerId,
    /// As lists show it.
    pub row: SubscriptionRow,
    /// With its clock.
    pub life: LifeRow,
    /// The pool of its seats.
    pub pool: Pool,
}

/// People of one customer whose data is lost soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Losing {
    /// Of which customer.
    pub customer: CustomerId,
    /// How many.
    pub people: i64,
    /// When the first of them loses something.
    pub first: Instant,
}

/// Which customers: one, or all of a partner.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    /// One.
    One(&'a Permit),
    /// Those of a partner; what may be seen of each is for who asks to say.
    Partner(&'a PartnerPermit),
}

impl Reach<'_> {
    /// The condition on a column with the customer, as the first parameter says.
    fn within(self, column: &str) -> String {
        match self {
            Self::One(_) => format!("{column} = $1"),
            Self::Partner(_) => {
                format!("{column} IN (SELECT r.customer_id FROM customer r WHERE r.partner_id = $1)")
            }
        }
    }

    fn first(self) -> Vec<Value> {
        match self {
            Self::One(permit) => params![permit.customer().0],
            Self::Partner(permit) => params![permit.partner().0],
        }
    }
}

/// The question for people who hold a license, may sign in and never did so with the password they were given. Few have a
/// password, so it begins there, and not with everybody.
#[must_use]
pub fn never_query(reach: Reach<'_>) -> Query {
    let sql = format!(
        "SELECT k.customer_id, count(*) FROM credential k CROSS JOIN users u WHERE {} \
         AND u.customer_id = k.customer_id AND u.user_id = k.user_id AND +u.state = 0 AND +u.enabled = 1 \
         AND NOT EXISTS (SELECT 1 FROM first_sign_in f \
         WHERE f.customer_id = k.customer_id AND f.user_id = k.user_id) \
         AND EXISTS (SELECT 1 FROM source s WHERE s.customer_id = k.customer_id AND s.user_id = k.user_id \
         AND s.state < 2) GROUP BY k.customer_id ORDER BY k.customer_id",
        reach.within("k.customer_id")
    );
    Query { sql: sql.into(), params: reach.first() }
}

impl Store {
    /// Subscriptions in force, by customer and key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn sold(&self, reach: Reach<'_>) -> Result<Vec<Sold>, StoreError> {
        let active = encode::status_number(Status::Active);
        let whose = reach.within("s.customer_id");
        let from = format!("WHERE {whose} AND s.status = {active} ORDER BY s.customer_id, s.subscription_id");
        let query = |sql: String| Query { sql: sql.into(), params: reach.first() };
        let columns = subscriptions::COLUMNS;
        let rows = query(format!("SELECT {columns} FROM subscription s {from}"));
        let lives = query(format!(
            "SELECT {LIFE_COLUMNS} FROM subscription s JOIN customer c ON c.customer_id = s.customer_id \
             LEFT JOIN subscription_life l ON l.customer_id = s.customer_id \
             AND l.subscription_id = s.subscription_id {from}"
        ));
        let pools = query(format!(
            "SELECT p.pool_id, p.product_id, p.kind, p.purchaser, p.enabled, p.warning, p.suspended, p.locked_out, \
             p.consumed, p.reserved FROM subscription s JOIN pool p ON p.customer_id = s.customer_id \
             AND p.pool_id = s.pool_id {from}"
        ));
        let answers = self.read(vec![rows, lives, pools]).await?;
        let part = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        if part(0).len() != part(1).len() || part(0).len() != part(2).len() {
            return Err(StoreError::Corrupt("a subscription without its pool or its customer".to_owned()));
        }
        let one = |((row, life), pool): ((&Row, &Row), &Row)| {
            let life = due::life(life)?;
            let row = subscriptions::subscription(row)?;
            Ok(Sold { customer: life.customer, row, life, pool: snapshot::pool(pool)? })
        };
        part(0).iter().zip(part(1)).zip(part(2)).map(one).collect()
    }

    /// People whose data is lost before an instant, by customer; what a hold covers is not lost.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn losing(&self, reach: Reach<'_>, until: Instant) -> Result<Vec<Losing>, StoreError> {
        let kinds: Vec<String> =
            LOSSES.iter().map(|workload| encode::workload_number(*workload).to_string()).collect();
        let whose = reach.within("d.customer_id");
        let sql = format!(
            "SELECT d.customer_id, count(DISTINCT d.user_id), min(d.due_at) FROM data_clock d \
             WHERE {whose} AND d.due_at < $2 AND d.workload IN ({}) AND d.reason <> '{}' AND ({HELD}) = 0 \
             GROUP BY d.customer_id ORDER BY d.customer_id",
            kinds.join(", "),
            KEEPS.key()
        );
        let mut params = reach.first();
        params.push(Value::from(until.0));
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        let losing = |row: &Row| {
            let customer = CustomerId(row.int(0)?);
            Ok(Losing { customer, people: row.int(1)?, first: Instant(row.int(2)?) })
        };
        rows.iter().map(losing).collect()
    }

    /// People who hold a license, may sign in and never did so with the password they were given, by customer.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn never_signed_in(&self, reach: Reach<'_>) -> Result<Vec<(CustomerId, i64)>, StoreError> {
        let rows = self.read_one(never_query(reach)).await?;
        rows.iter().map(|row| Ok((CustomerId(row.int(0)?), row.int(1)?))).collect()
    }

    /// How many blocked people of a customer hold a license.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn blocked_holders(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND u.enabled = 0 \
                   AND EXISTS (SELECT 1 FROM source s WHERE s.customer_id = $1 AND s.user_id = u.user_id \
                   AND s.state < 2)";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// The customers of a partner with the heads of their audit chains, by name.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn customers_with_heads(
        &self,
        permit: &PartnerPermit,
    ) -> Result<Vec<(Organisation, AuditHead)>, StoreError> {
        let columns: Vec<String> = ORGANISATION.split(',').map(|name| format!("c.{}", name.trim())).collect();
        let sql = format!(
            "SELECT {}, h.seq, h.hash FROM customer c JOIN audit_head h ON h.customer_id = c.customer_id \
             WHERE c.partner_id = $1 ORDER BY c.sort_key, c.customer_id",
            columns.join(", ")
        );
        let rows = self.read_one(Query { sql: sql.into(), params: params![permit.partner().0] }).await?;
        let head = columns.len();
        let one = |row: &Row| {
            Ok((organisation(row)?, AuditHead { seq: row.int(head)?, hash: row.blob(head + 1)? }))
        };
        rows.iter().map(one).collect()
    }
}
