//! What a partner's people and programs did at its customers, in one order over all chains (R-AUDIT-3, R-AUDIT-6). It reads
//! chains; nothing here writes. Which customers, and how much of each, is for who asks to say.

use std::collections::BTreeMap;

use cupo_domain::access::{PartnerPermit, Recorded};
use cupo_domain::ids::CustomerId;

use crate::audit::{AuditRow, record};
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Value};

/// Which records.
#[derive(Clone, Debug, Default)]
pub struct PartnerLog {
    /// Of which customers, and what of each.
    pub reach: Vec<Recorded>,
    /// From this instant.
    pub from: i64,
    /// Before this instant.
    pub to: i64,
    /// Only this kind of thing, such as `licenses`: the first word of the kind of change.
    pub resource: Option<String>,
    /// Older than this one: its instant, customer and number.
    pub before: Option<(i64, i64, i64)>,
    /// How many.
    pub take: i64,
}

/// The part of a chain that a question is about.
#[derive(Clone, Copy)]
struct Part {
    customer: CustomerId,
    subscriptions: bool,
    from: i64,
    to: i64,
}

/// Digits of a number in a packed entry: as many as any has.
const DIGITS: usize = 19;

/// What the partner did within a part; a part is an entry of four numbers.
const WITHIN: &str = "x.customer_id = CAST(substr(w.value, 1, 19) AS BIGINT) \
    AND x.seq >= CAST(substr(w.value, 20, 19) AS BIGINT) AND x.seq < CAST(substr(w.value, 39, 19) AS BIGINT) \
    AND (x.actor LIKE $2 OR x.actor LIKE $3) \
    AND (CAST(substr(w.value, 58, 19) AS BIGINT) = 0 OR x.action LIKE 'subscription.%') AND x.action LIKE $4";

/// Entries of several numbers each as one list of texts of one width, because lists that are joined with each other make
/// planners expect far too many rows.
fn packed<const N: usize>(entries: impl Iterator<Item = [i64; N]>) -> String {
    let entry = |numbers: [i64; N]| {
        let text: String = numbers.iter().map(|number| format!("{number:0DIGITS$}")).collect();
        format!("\"{text}\"")
    };
    format!("[{}]", entries.map(entry).collect::<Vec<_>>().join(","))
}

impl Store {
    /// Records of a list, newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn partner_records(
        &self,
        permit: &PartnerPermit,
        list: &PartnerLog,
    ) -> Result<Vec<(CustomerId, AuditRow)>, StoreError> {
        let until = list.before.map_or(list.to, |(at, _, _)| list.to.min(at + 1));
        let parts = self.parts(permit, list, until).await?;
        let mut params = within(permit, list, &parts);
        let (at, customer, seq) = list.before.unwrap_or((i64::MAX, i64::MAX, i64::MAX));
        params.extend(params![list.take, at, customer, seq]);
        // The newest of each customer by its key, so that a long record costs no more than a short one.
        let sql = format!(
            "SELECT a.seq, a.at, a.actor, a.channel, a.action, a.operation_id, a.subject_id, a.detail, a.prev, a.hash, \
             a.customer_id FROM json_each(CAST($1 AS TEXT)) w JOIN audit a \
             ON a.customer_id = CAST(substr(w.value, 1, 19) AS BIGINT) AND a.seq IN \
             (SELECT x.seq FROM audit x WHERE {WITHIN} AND (x.at, x.customer_id, x.seq) < ($6, $7, $8) \
              ORDER BY x.seq DESC LIMIT $5) \
             ORDER BY a.at DESC, a.customer_id DESC, a.seq DESC LIMIT $5"
        );
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        rows.iter().map(|row| Ok((CustomerId(row.int(10)?), record(row)?))).collect()
    }

    /// How many records of a list there are, wherever its page begins.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_partner_records(
        &self,
        permit: &PartnerPermit,
        list: &PartnerLog,
    ) -> Result<i64, StoreError> {
        let parts = self.parts(permit, list, list.to).await?;
        let sql = format!(
            "SELECT CAST(coalesce(sum((SELECT count(*) FROM audit x WHERE {WITHIN})), 0) AS BIGINT) FROM \
             json_each(CAST($1 AS TEXT)) w"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: within(permit, list, &parts) }).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Instants never fall along a chain, so that a time is a range of numbers: both ends of all chains are looked for at
    /// once, halving what is left with each question.
    async fn parts(
        &self,
        permit: &PartnerPermit,
        list: &PartnerLog,
        until: i64,
    ) -> Result<Vec<Part>, StoreError> {
        let heads = self.heads(permit).await?;
        let known = list.reach.iter().filter_map(|it| {
            let customer = it.permit().customer();
            Some((customer, matches!(it, Recorded::Subscriptions(_)), *heads.get(&customer)?))
        });
        let known: Vec<(CustomerId, bool, i64)> = known.collect();
        let ends = |at: i64| known.iter().map(move |(customer, _, head)| (*customer, at, 1, *head + 1));
        let mut looked: Vec<(CustomerId, i64, i64, i64)> = ends(list.from).chain(ends(until)).collect();
        loop {
            let open: Vec<usize> =
                (0..looked.len()).filter(|n| looked.get(*n).is_some_and(|it| it.2 < it.3)).collect();
            if open.is_empty() {
                break;
            }
            let middles: Vec<(CustomerId, i64)> = open
                .iter()
                .filter_map(|n| looked.get(*n))
                .map(|(customer, _, low, high)| (*customer, low + (high - low) / 2))
                .collect();
            let found = self.instants(&middles).await?;
            for ((n, (_, middle)), at) in open.into_iter().zip(middles).zip(found) {
                if let Some(it) = looked.get_mut(n) {
                    if at < it.1 { it.2 = middle + 1 } else { it.3 = middle }
                }
            }
        }
        let (from, to) = looked.split_at(known.len());
        let part = |((from, to), (customer, subscriptions, _)): (
            (&(CustomerId, i64, i64, i64), &(CustomerId, i64, i64, i64)),
            &(CustomerId, bool, i64),
        )| {
            Part { customer: *customer, subscriptions: *subscriptions, from: from.2, to: to.2 }
        };
        Ok(from.iter().zip(to).zip(&known).map(part).filter(|it| it.from < it.to).collect())
    }

    async fn heads(&self, permit: &PartnerPermit) -> Result<BTreeMap<CustomerId, i64>, StoreError> {
        let sql = "SELECT h.customer_id, h.seq FROM customer c JOIN audit_head h ON h.customer_id = c.customer_id \
                   WHERE c.partner_id = $1";
        let rows = self.read_one(Query::new(sql, params![permit.partner().0])).await?;
        rows.iter().map(|row| Ok((CustomerId(row.int(0)?), row.int(1)?))).collect()
    }

    /// The instants of some records, in their order.
    async fn instants(&self, records: &[(CustomerId, i64)]) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT (SELECT a.at FROM audit a WHERE a.customer_id = CAST(substr(w.value, 1, 19) AS BIGINT) \
                   AND a.seq = CAST(substr(w.value, 20, 19) AS BIGINT)) FROM json_each(CAST($1 AS TEXT)) w \
                   ORDER BY CAST(w.key AS BIGINT)";
        let list = packed(records.iter().map(|(customer, seq)| [customer.0, *seq]));
        let rows = self.read_one(Query::new(sql, params![list])).await?;
        let missing = || StoreError::Corrupt("a record is missing from an audit chain".to_owned());
        rows.iter().map(|row| row.int_or_null(0)?.ok_or_else(missing)).collect()
    }
}

fn within(permit: &PartnerPermit, list: &PartnerLog, parts: &[Part]) -> Vec<Value> {
    let home = permit.partner();
    let kind = list.resource.as_ref().map_or_else(|| "%".to_owned(), |kind| format!("{kind}.%"));
    let entry = |it: &Part| [it.customer.0, it.from, it.to, i64::from(it.subscriptions)];
    params![packed(parts.iter().map(entry)), format!("person:{home}:%"), format!("app:{home}:%"), kind]
}
