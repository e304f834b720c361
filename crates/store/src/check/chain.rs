//! Proves the audit chains and nothing else: each record by its hash, each link to the record before, and the head. It
//! goes on behind a fault, so that every place is named; it changes nothing and may run beside a writer.

use cupo_domain::ids::{CustomerId, Guid};

use crate::audit::{AuditRow, head, head_query, record, record_hash};
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::Query;

/// Audit records read at a time.
const RECORDS_MAX: i64 = 10_000;
/// Faults of one chain that are named; the others are counted.
const FAULTS_MAX: usize = 100;

/// What is wrong at one place of a chain (R-AUDIT-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// Records from the first to the last number are not there.
    Missing {
        /// First number.
        from: i64,
        /// Last number.
        to: i64,
    },
    /// A record is not what its hash says: a field, its number or its place was changed.
    Changed {
        /// Its number.
        record: i64,
    },
    /// A record is sound in itself but does not follow the one before it: one of the two was exchanged.
    Unlinked {
        /// Its number.
        record: i64,
    },
    /// A record is older than the one before it.
    Older {
        /// Its number.
        record: i64,
    },
    /// The head names another last record than there is.
    Head {
        /// The number that the head names.
        head: i64,
        /// The number of the last record.
        last: i64,
    },
}

/// What was found about the chain of one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainProof {
    /// Whose: outside identity.
    pub customer: Guid,
    /// Its name.
    pub name: String,
    /// Its domain.
    pub domain: String,
    /// Records that were read.
    pub records: i64,
    /// Faults, in the order of the chain; the first of them.
    pub faults: Vec<ChainFault>,
    /// Faults beyond those.
    pub more_faults: u64,
}

impl ChainProof {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn whole(&self) -> bool {
        self.faults.is_empty()
    }

    fn find(&mut self, fault: ChainFault) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(fault);
        } else {
            self.more_faults += 1;
        }
    }
}

/// How far a chain has been followed.
struct Place {
    customer: CustomerId,
    seq: i64,
    at: i64,
    /// The hash that the next record must name; none behind a gap.
    hash: Option<Vec<u8>>,
}

impl Store {
    /// Follows the audit chain of every customer, or of one, up to where its head stood at the beginning.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn verify_audit(&self, only: Option<Guid>) -> Result<Vec<ChainProof>, StoreError> {
        let sql = "SELECT customer_id, guid, name, domain FROM customer ORDER BY customer_id";
        let mut proofs = Vec::new();
        for row in self.read_one(Query::new(sql, vec![])).await? {
            let mut proof = ChainProof {
                customer: guid(&row.text(1)?)?,
                name: row.text(2)?,
                domain: row.text(3)?,
                records: 0,
                faults: Vec::new(),
                more_faults: 0,
            };
            if only.is_none_or(|only| only == proof.customer) {
                self.follow(CustomerId(row.int(0)?), &mut proof).await?;
                proofs.push(proof);
            }
        }
        Ok(proofs)
    }

    async fn follow(&self, customer: CustomerId, proof: &mut ChainProof) -> Result<(), StoreError> {
        let Some(to) =
            self.read_one(head_query(customer)).await?.first().map(|row| head(Some(row))).transpose()?
        else {
            proof.find(ChainFault::Head { head: 0, last: 0 });
            return Ok(());
        };
        let mut place = Place { customer, seq: 0, at: i64::MIN, hash: Some(vec![0; 32]) };
        loop {
            let sql = "SELECT seq, at, actor, channel, action, operation_id, subject_id, detail, prev, hash \
                       FROM audit WHERE customer_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
            let params = params![customer.0, place.seq, to.seq, RECORDS_MAX];
            let rows = self.read_one(Query::new(sql, params)).await?;
            for row in &rows {
                place.step(&record(row)?, proof);
            }
            if rows.is_empty() {
                break;
            }
        }
        if place.seq < to.seq {
            proof.find(ChainFault::Missing { from: place.seq + 1, to: to.seq });
        } else if place.hash.is_some_and(|hash| hash != to.hash) {
            proof.find(ChainFault::Head { head: to.seq, last: place.seq });
        }
        let sql = "SELECT max(seq) FROM audit WHERE customer_id = $1 AND seq > $2";
        let beyond = self.read_one(Query::new(sql, params![customer.0, to.seq])).await?;
        let now = self.audit_head(customer).await?;
        match beyond.first().map(|row| row.int_or_null(0)).transpose()?.flatten() {
            // Whoever wrote meanwhile moved the head with the record.
            Some(last) if last > now.seq => proof.find(ChainFault::Head { head: now.seq, last }),
            _ => {}
        }
        Ok(())
    }
}

impl Place {
    fn step(&mut self, it: &AuditRow, proof: &mut ChainProof) {
        proof.records += 1;
        if it.seq != self.seq + 1 {
            proof.find(ChainFault::Missing { from: self.seq + 1, to: it.seq - 1 });
            self.hash = None;
        }
        if record_hash(self.customer, it) != it.hash {
            proof.find(ChainFault::Changed { record: it.seq });
        } else if self.hash.as_ref().is_some_and(|hash| *hash != it.prev) {
            proof.find(ChainFault::Unlinked { record: it.seq });
        } else if it.at < self.at {
            proof.find(ChainFault::Older { record: it.seq });
        }
        (self.seq, self.at, self.hash) = (it.seq, it.at, Some(it.hash.clone()));
    }
}
