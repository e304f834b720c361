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

/// The first record of a chain that is not older than an instant, as far as it is known.
struct End {
    customer: CustomerId,
    at: i64,
    low: i64,
    high: i64,
}

impl End {
    fn new(customer: CustomerId, at: i64, head: i64) -> Self {
        Self { customer, at, low: 1, high: head + 1 }
    }

    fn open(&self) -> bool {
        self.low < self.high
    }

    fn middle(&self) -> i64 {
        self.low + (self.high - self.low) / 2
    }

    /// What the instant of the record in the middle says.
    fn look(&mut self, at: i64) {
        if at < self.at { self.low = self.middle() + 1 } else { self.high = self.middle() }
    }
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
        let ends = |at: i64| known.iter().map(move |(customer, _, head)| End::new(*customer, at, *head));
        let mut ends: Vec<End> = ends(list.from).chain(ends(until)).collect();
        while ends.iter().any(End::open) {
            let middles: Vec<(CustomerId, i64)> =
                ends.iter().filter(|it| it.open()).map(|it| (it.customer, it.middle())).collect();
            let found = self.instants(&middles).await?;
            for (end, at) in ends.iter_mut().filter(|it| it.open()).zip(found) {
                end.look(at);
            }
        }
        let (from, to) = ends.split_at(known.len());
        let parts = from.iter().zip(to).zip(&known).map(|((from, to), (customer, subscriptions, _))| Part {
            customer: *customer,
            subscriptions: *subscriptions,
            from: from.low,
            to: to.low,
        });
        Ok(parts.filter(|it| it.from < it.to).collect())
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
