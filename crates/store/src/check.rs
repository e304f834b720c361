//! Proves a database consistent: the invariants of section 23 as questions, and the audit chain by its hashes.
//! It changes nothing; it says what is wrong.

use cupo_domain::ids::CustomerId;

use crate::audit::{record, record_hash};
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::Query;

/// Audit records read at a time.
const AUDIT_PAGE: i64 = 10_000;

/// Questions whose answer must be empty: each with what is wrong when it is not.
const EMPTY: &[(&str, &str)] = &[
    (
        "inv-1: seats in use are not the number of users who hold one",
        "SELECT p.customer_id, p.pool_id FROM pool p LEFT JOIN (SELECT s.customer_id, s.pool_id, \
         count(DISTINCT s.user_id) AS n FROM source s WHERE s.state < 2 GROUP BY s.customer_id, s.pool_id) h \
         ON h.customer_id = p.customer_id AND h.pool_id = p.pool_id WHERE p.consumed <> coalesce(h.n, 0) LIMIT 20",
    ),
    (
        "inv-18: a user who is not active holds a seat",
        "SELECT s.customer_id, s.user_id FROM source s LEFT JOIN users u ON u.customer_id = s.customer_id \
         AND u.user_id = s.user_id WHERE s.state < 3 AND (u.user_id IS NULL OR u.state <> 0) LIMIT 20",
    ),
    (
        "a license without its pool",
        "SELECT s.customer_id, s.pool_id FROM source s LEFT JOIN pool p ON p.customer_id = s.customer_id \
         AND p.pool_id = s.pool_id WHERE p.pool_id IS NULL LIMIT 20",
    ),
    (
        "inv-3: seats of a pool are not those of its subscriptions",
        "SELECT p.customer_id, p.pool_id FROM pool p LEFT JOIN (SELECT s.customer_id, s.pool_id, \
         CAST(sum(CASE WHEN s.status = 2 THEN s.quantity ELSE 0 END) AS BIGINT) AS enabled, \
         CAST(sum(CASE WHEN s.status = 3 THEN s.quantity ELSE 0 END) AS BIGINT) AS warning \
         FROM subscription s GROUP BY s.customer_id, s.pool_id) q \
         ON q.customer_id = p.customer_id AND q.pool_id = p.pool_id \
         WHERE p.enabled <> coalesce(q.enabled, 0) OR p.warning <> coalesce(q.warning, 0) LIMIT 20",
    ),
    (
        "reserved seats are not what running operations still need",
        "SELECT p.customer_id, p.pool_id FROM pool p LEFT JOIN (SELECT n.customer_id, n.pool_id, \
         CAST(sum(n.reserved) AS BIGINT) AS n FROM operation_need n GROUP BY n.customer_id, n.pool_id) h \
         ON h.customer_id = p.customer_id AND h.pool_id = p.pool_id WHERE p.reserved <> coalesce(h.n, 0) LIMIT 20",
    ),
    (
        "a finished operation that did not answer for every user",
        "SELECT o.customer_id, o.operation_id FROM operation o WHERE o.status = 1 AND \
         (o.users_done <> o.users_total OR o.succeeded + o.unchanged + o.refused <> o.users_total) LIMIT 20",
    ),
    (
        "the counters of users of a customer are wrong",
        "SELECT c.customer_id, c.users_active FROM customer c LEFT JOIN (SELECT u.customer_id, \
         CAST(sum(CASE WHEN u.state = 0 THEN 1 ELSE 0 END) AS BIGINT) AS active, \
         CAST(sum(CASE WHEN u.state = 1 THEN 1 ELSE 0 END) AS BIGINT) AS deleted \
         FROM users u GROUP BY u.customer_id) n ON n.customer_id = c.customer_id \
         WHERE c.users_active <> coalesce(n.active, 0) OR c.users_deleted <> coalesce(n.deleted, 0) LIMIT 20",
    ),
];

impl Store {
    /// Everything that is wrong, in sentences; empty when the database is consistent.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn check(&self) -> Result<Vec<String>, StoreError> {
        let queries = EMPTY.iter().map(|(_, sql)| Query::new(sql, vec![])).collect();
        let answers = self.read(queries).await?;
        let mut wrong = Vec::new();
        for ((what, _), rows) in EMPTY.iter().zip(answers) {
            for row in rows {
                wrong.push(format!("{what}: customer {}, {}", row.int(0)?, row.int(1)?));
            }
        }
        for customer in self.all_organisations().await? {
            wrong.extend(self.check_audit(customer.id).await?);
        }
        Ok(wrong)
    }

    /// Walks a customer's audit chain from its first record.
    async fn check_audit(&self, customer: CustomerId) -> Result<Vec<String>, StoreError> {
        let head = self.audit_head(customer).await?;
        let (mut seq, mut hash) = (0, vec![0_u8; 32]);
        loop {
            let sql = "SELECT seq, at, actor, channel, action, operation_id, subject_id, detail, prev, hash \
                       FROM audit WHERE customer_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
            let rows = self.read_one(Query::new(sql, params![customer.0, seq, AUDIT_PAGE])).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let found = record(row)?;
                if found.seq != seq + 1 {
                    return Ok(vec![format!("customer {customer}: audit record {} is missing", seq + 1)]);
                }
                if found.prev != hash || record_hash(customer, &found) != found.hash {
                    return Ok(vec![format!("customer {customer}: audit record {} was changed", found.seq)]);
                }
                (seq, hash) = (found.seq, found.hash);
            }
        }
        if (seq, &hash) != (head.seq, &head.hash) {
            return Ok(vec![format!("customer {customer}: audit records after {seq} are missing")]);
        }
        Ok(Vec::new())
    }
}
