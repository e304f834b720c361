//! Replays the audit of one customer and compares: every hash, one record for each change, the licenses and seats
//! that the records lead to with those that are there (invariant 19, D-22). Each comparison reads its rows together
//! with the head of the chain and replays up to that head, so that it may run while others write.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::ids::CustomerId;
use serde::Deserialize;

use super::finding::{Column, Finding};
use crate::audit::{AuditHead, AuditRow, head, head_query, record, record_hash};
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value};

/// Audit records read at a time.
const RECORDS_MAX: i64 = 10_000;
/// Licenses compared at a time.
const LICENSES_MAX: usize = 20_000;
/// Findings of one customer that are told; a chain that is broken breaks much else.
const FINDINGS_MAX: usize = 20;

const CHAIN: &str =
    "Somebody wrote past Cupo; compare with a backup, and find out who can reach the database";
const LEDGER: &str =
    "Somebody wrote past Cupo, or a change lost its record; compare with a backup, and report this";

/// Seats and plans as a record tells them; unknown fields belong to other readers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    changed: Vec<Changed>,
    inherited: Vec<Changed>,
    freed: Vec<i64>,
    back: Vec<Back>,
}

#[derive(Deserialize)]
struct Changed {
    pool: i64,
    before: Option<String>,
    after: Option<String>,
    #[serde(default)]
    seat: i64,
}

#[derive(Deserialize)]
struct Back {
    pool: i64,
    after: String,
    #[serde(default)]
    seat: Option<i64>,
}

#[derive(Deserialize)]
struct Loaded {
    pool: i64,
    seats: i64,
}

#[derive(Deserialize)]
struct Quantity {
    #[serde(alias = "seats")]
    after: i64,
}

/// What the records of a customer lead to, up to one of them.
pub(super) struct Replay<'a> {
    store: &'a Store,
    customer: CustomerId,
    seq: i64,
    at: i64,
    hash: Vec<u8>,
    /// Direct licenses by pool and user, as numbers of `texts`; 0 for none any more.
    licenses: BTreeMap<(i64, i64), u32>,
    texts: Vec<String>,
    numbers: BTreeMap<String, u32>,
    /// Seats in use by pool.
    seats: BTreeMap<i64, i64>,
    quantities: BTreeMap<i64, i64>,
    /// Records by operation and subject.
    seen: BTreeSet<(i64, i64)>,
    records: BTreeMap<i64, i64>,
    found: Vec<Finding>,
}

impl<'a> Replay<'a> {
    /// Everything that is wrong with a customer's chain, or with what it leads to.
    pub(super) async fn prove(store: &'a Store, customer: CustomerId) -> Result<Vec<Finding>, StoreError> {
        let mut it = Self {
            store,
            customer,
            seq: 0,
            at: i64::MIN,
            hash: vec![0; 32],
            licenses: BTreeMap::new(),
            texts: vec![String::new()],
            numbers: BTreeMap::new(),
            seats: BTreeMap::new(),
            quantities: BTreeMap::new(),
            seen: BTreeSet::new(),
            records: BTreeMap::new(),
            found: Vec::new(),
        };
        // A chain that is broken says nothing about anything else.
        if it.totals().await? && it.licenses().await? {
            it.found.truncate(FINDINGS_MAX);
        }
        Ok(it.found)
    }

    fn find(&mut self, what: &'static str, remedy: &'static str, parts: Vec<(Column, Value)>) {
        if self.found.len() < FINDINGS_MAX {
            self.found.push(Finding { what, remedy, customer: self.customer.0, parts });
        }
    }

    /// Answers together with the head of the chain at that moment, up to which the records are then replayed; none
    /// when the chain is broken.
    async fn replayed(&mut self, query: Query) -> Result<Option<Vec<Row>>, StoreError> {
        let mut answers = self.store.read(vec![query, head_query(self.customer)]).await?;
        let at = answers.pop().unwrap_or_default();
        if at.is_empty() {
            self.find("inv-19: a customer without the head of its audit chain", CHAIN, Vec::new());
            return Ok(None);
        }
        let whole = self.advance(&head(at.first())?).await?;
        Ok(whole.then(|| answers.pop().unwrap_or_default()))
    }

    /// Replays up to a head; whether the chain is whole.
    async fn advance(&mut self, to: &AuditHead) -> Result<bool, StoreError> {
        while self.seq < to.seq {
            let sql = "SELECT seq, at, actor, channel, action, operation_id, subject_id, detail, prev, hash \
                       FROM audit WHERE customer_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
            let params = params![self.customer.0, self.seq, to.seq, RECORDS_MAX];
            let rows = self.store.read_one(Query::new(sql, params)).await?;
            for row in &rows {
                let found = record(row)?;
                if !self.link(&found) {
                    return Ok(false);
                }
                self.apply(&found);
                (self.seq, self.at, self.hash) = (found.seq, found.at, found.hash);
            }
            if rows.is_empty() {
                let after = vec![(Column::Figure("after"), self.seq.into())];
                self.find("inv-19: the last audit records are missing", CHAIN, after);
                return Ok(false);
            }
        }
        let same = self.seq == to.seq && self.hash == to.hash;
        if !same {
            let last = vec![(Column::Figure("record"), self.seq.into())];
            self.find("inv-19: the head of the audit chain is not its last record", CHAIN, last);
        }
        Ok(same)
    }

    /// Whether a record is the next of the chain, unchanged.
    fn link(&mut self, it: &AuditRow) -> bool {
        let number = |seq: i64| vec![(Column::Figure("record"), seq.into())];
        if it.seq != self.seq + 1 {
            self.find("inv-19: an audit record is missing", CHAIN, number(self.seq + 1));
        } else if it.prev != self.hash || record_hash(self.customer, it) != it.hash {
            self.find("inv-19: an audit record was changed", CHAIN, number(it.seq));
        } else {
            if it.at < self.at {
                self.find("inv-19: an audit record is older than the one before it", CHAIN, number(it.seq));
            }
            return true;
        }
        false
    }

    fn apply(&mut self, it: &AuditRow) {
        if it.operation != 0 {
            // Seats that go back with a deletion have records of their own; here users are counted.
            let of_user = i64::from(!it.action.starts_with("subscription."));
            *self.records.entry(it.operation).or_default() += of_user;
            if !self.seen.insert((it.operation, it.subject)) {
                let parts = vec![
                    (Column::Operation, it.operation.into()),
                    (Column::User, it.subject.into()),
                    (Column::Figure("record"), it.seq.into()),
                ];
                self.find("inv-19: a change has two audit records", LEDGER, parts);
            }
        }
        match it.action.as_str() {
            "licenses.changed" => {
                for change in read::<Detail>(&it.detail).changed {
                    self.change(it, &change);
                }
            }
            "licenses.inherited" => {
                for change in read::<Detail>(&it.detail).inherited {
                    *self.seats.entry(change.pool).or_default() += change.seat;
                }
            }
            "user.deleted" | "user.mailbox-shared" => self.delete(it.subject, &read(&it.detail)),
            "user.restored" => {
                for back in read::<Detail>(&it.detail).back {
                    // Older records do not name the seat: there each license took its own.
                    let holds = i64::from(back.after.starts_with(['0', '1']));
                    *self.seats.entry(back.pool).or_default() += back.seat.unwrap_or(holds);
                    let number = self.number(&back.after);
                    self.licenses.insert((back.pool, it.subject), number);
                }
            }
            "licenses.loaded" => {
                if let Ok(loaded) = serde_json::from_str::<Loaded>(&it.detail) {
                    *self.seats.entry(loaded.pool).or_default() += loaded.seats;
                }
            }
            "user.purged" => {
                for pool in self.pools_of(it.subject) {
                    self.licenses.insert((pool, it.subject), 0);
                }
            }
            "subscription.bought"
            | "subscription.quantity-changed"
            | "subscription.renewed"
            | "subscription.converted" => {
                if let Ok(quantity) = serde_json::from_str::<Quantity>(&it.detail) {
                    self.quantities.insert(it.subject, quantity.after);
                }
            }
            _ => {}
        }
    }

    fn change(&mut self, it: &AuditRow, change: &Changed) {
        let before = change.before.as_deref().map_or(0, |text| self.number(text));
        let after = change.after.as_deref().map_or(0, |text| self.number(text));
        *self.seats.entry(change.pool).or_default() += change.seat;
        let was = self.licenses.insert((change.pool, it.subject), after);
        if was.is_some_and(|was| was != before) {
            let parts = vec![
                (Column::User, it.subject.into()),
                (Column::Pool, change.pool.into()),
                (Column::Figure("record"), it.seq.into()),
            ];
            self.find("inv-19: an audit record begins elsewhere than the one before it ended", LEDGER, parts);
        }
    }

    /// A deletion parks the direct licenses: 3 for those in force, 4 for those that were an intent.
    fn delete(&mut self, user: i64, detail: &Detail) {
        for pool in &detail.freed {
            *self.seats.entry(*pool).or_default() -= 1;
        }
        let pools: BTreeSet<i64> = self.pools_of(user);
        for pool in pools {
            let held = self.licenses.get(&(pool, user)).copied().unwrap_or(0);
            let Some(text) = self.texts.get(usize::try_from(held).unwrap_or(0)).cloned() else { continue };
            if let Some((state, off)) = text.split_once(':') {
                let parked = format!("{}:{off}", if state < "2" { "3" } else { "4" });
                let number = self.number(&parked);
                self.licenses.insert((pool, user), number);
            }
        }
    }

    /// Pools in which something happened to a user.
    fn pools_of(&self, user: i64) -> BTreeSet<i64> {
        let (mut pools, mut from) = (BTreeSet::new(), i64::MIN);
        // From pool to pool: a customer has few of them.
        while let Some(((pool, _), _)) = self.licenses.range((from, i64::MIN)..).next() {
            if self.licenses.contains_key(&(*pool, user)) {
                pools.insert(*pool);
            }
            let Some(next) = pool.checked_add(1) else { break };
            from = next;
        }
        pools
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// Seats, quantities and operations against their records; whether the chain is whole.
    async fn totals(&mut self) -> Result<bool, StoreError> {
        let key = || params![self.customer.0];
        let sql = "SELECT pool_id, consumed FROM pool WHERE customer_id = $1 ORDER BY pool_id";
        let Some(pools) = self.replayed(Query::new(sql, key())).await? else { return Ok(false) };
        for row in pools {
            let (pool, consumed) = (row.int(0)?, row.int(1)?);
            let told = self.seats.get(&pool).copied().unwrap_or(0);
            if told != consumed {
                let parts = vec![
                    (Column::Pool, pool.into()),
                    (Column::Figure("in use"), consumed.into()),
                    (Column::Figure("by the audit"), told.into()),
                ];
                self.find("inv-19: seats in use are not the sum of the audit records", LEDGER, parts);
            }
        }
        let sql = "SELECT subscription_id, quantity FROM subscription WHERE customer_id = $1 \
                   ORDER BY subscription_id";
        let Some(rows) = self.replayed(Query::new(sql, params![self.customer.0])).await? else {
            return Ok(false);
        };
        for row in rows {
            let (subscription, quantity) = (row.int(0)?, row.int(1)?);
            let told = self.quantities.get(&subscription).copied().unwrap_or(quantity);
            if told != quantity {
                let parts = vec![
                    (Column::Subscription, subscription.into()),
                    (Column::Figure("quantity"), quantity.into()),
                    (Column::Figure("by the audit"), told.into()),
                ];
                self.find(
                    "inv-19: the quantity of a subscription is not the one of the audit",
                    LEDGER,
                    parts,
                );
            }
        }
        self.operations().await
    }

    /// Each user for whom an operation did or refused something has one record.
    async fn operations(&mut self) -> Result<bool, StoreError> {
        let sql = "SELECT operation_id, CASE WHEN kind IN ('licenses', 'undo', 'delete-users', 'restore-users') \
                   THEN succeeded + refused END FROM operation WHERE customer_id = $1 ORDER BY operation_id";
        let Some(rows) = self.replayed(Query::new(sql, params![self.customer.0])).await? else {
            return Ok(false);
        };
        let mut known = BTreeSet::new();
        for row in rows {
            let operation = row.int(0)?;
            known.insert(operation);
            let told = self.records.get(&operation).copied().unwrap_or(0);
            let Some(changed) = row.int_or_null(1)?.filter(|changed| *changed != told) else { continue };
            let parts = vec![
                (Column::Operation, operation.into()),
                (Column::Figure("users changed or refused"), changed.into()),
                (Column::Figure("audit records"), told.into()),
            ];
            self.find("inv-19: users of an operation and its audit records differ", LEDGER, parts);
        }
        let lost: Vec<i64> = self.records.keys().filter(|id| !known.contains(id)).copied().collect();
        for operation in lost {
            let parts = vec![(Column::Figure("operation"), operation.into())];
            self.find("inv-19: audit records of an operation that is not there", LEDGER, parts);
        }
        Ok(true)
    }

    /// Every direct license against what its last record left; whether the chain is whole.
    async fn licenses(&mut self) -> Result<bool, StoreError> {
        let mut after = (i64::MIN, i64::MIN);
        loop {
            let sql = "SELECT pool_id, user_id, state, plans_off FROM source WHERE customer_id = $1 \
                       AND (pool_id, user_id) > ($2, $3) AND origin = 0 ORDER BY pool_id, user_id LIMIT $4";
            let take = i64::try_from(LICENSES_MAX).unwrap_or(i64::MAX);
            let query = Query::new(sql, params![self.customer.0, after.0, after.1, take]);
            let Some(rows) = self.replayed(query).await? else { return Ok(false) };
            let mut there = BTreeMap::new();
            for row in &rows {
                there.insert((row.int(0)?, row.int(1)?), format!("{}:{}", row.int(2)?, row.text(3)?));
            }
            let full = rows.len() == LICENSES_MAX;
            let last = there.keys().next_back().copied().filter(|_| full).unwrap_or((i64::MAX, i64::MAX));
            self.compare(&there, (after, last));
            if !full {
                return Ok(true);
            }
            after = last;
        }
    }

    /// The licenses of a range of keys against those that the records lead to.
    fn compare(&mut self, there: &BTreeMap<(i64, i64), String>, range: ((i64, i64), (i64, i64))) {
        use std::ops::Bound::{Excluded, Included};
        let text = |number: u32| self.texts.get(usize::try_from(number).unwrap_or(0)).map_or("", |t| t);
        let differs = |(key, number): (&(i64, i64), &u32)| {
            let (told, held) = (text(*number), there.get(key).map_or("", |t| t));
            (told != held).then(|| (*key, told.to_owned(), held.to_owned()))
        };
        let bounds = (Excluded(range.0), Included(range.1));
        let wrong: Vec<_> = self.licenses.range(bounds).filter_map(differs).take(FINDINGS_MAX).collect();
        for ((pool, user), told, held) in wrong {
            let parts = vec![
                (Column::User, user.into()),
                (Column::Pool, pool.into()),
                (Column::Text("held"), held.into()),
                (Column::Text("by the audit"), told.into()),
            ];
            self.find("inv-19: a license is not as its last audit record left it", LEDGER, parts);
        }
    }
}

/// A detail that cannot be read tells of nothing; what it should have told is then missing and found.
fn read<T: Default + for<'de> Deserialize<'de>>(detail: &str) -> T {
    serde_json::from_str(detail).unwrap_or_default()
}
