//! The audit chain: append-only, in the same transaction as the change, each record bound to the one before it
//! by its hash, per customer (R-AUDIT-7, D-1, D-23).

use cupo_domain::access::{Actor, Permit};
use cupo_domain::ids::{CustomerId, UserId};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, Value};

/// The last record of a customer's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// Its number; 0 for none.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// What happened to one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The kind of change, such as `licenses.changed`.
    pub action: &'static str,
    /// The user or object; 0 for the customer itself.
    pub subject: i64,
    /// Before and after, or the reason of a refusal, as JSON with ids.
    pub detail: String,
}

/// What all records of one commit share.
#[derive(Clone, Copy, Debug)]
pub struct AuditContext<'a> {
    /// Customer and actor.
    pub permit: &'a Permit,
    /// Through which door.
    pub channel: &'a str,
    /// As part of which operation; 0 for none.
    pub operation: i64,
    /// When.
    pub at: i64,
}

/// A record as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number in the chain.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Who, as stored.
    pub actor: String,
    /// Through which door.
    pub channel: String,
    /// What kind of change.
    pub action: String,
    /// Operation; 0 for none.
    pub operation: i64,
    /// Subject; 0 for the customer.
    pub subject: i64,
    /// Before and after.
    pub detail: String,
    /// Hash of the record before.
    pub prev: Vec<u8>,
    /// Hash of this record.
    pub hash: Vec<u8>,
}

const AUDIT: Shape = Shape {
    table: "audit",
    columns: &[
        ("customer_id", Kind::Int),
        ("seq", Kind::Int),
        ("at", Kind::Int),
        ("actor", Kind::Text),
        ("channel", Kind::Text),
        ("action", Kind::Text),
        ("operation_id", Kind::Int),
        ("subject_id", Kind::Int),
        ("detail", Kind::Text),
        ("prev", Kind::Blob),
        ("hash", Kind::Blob),
    ],
    on_conflict: "",
};

pub(crate) fn head_query(customer: CustomerId) -> Query {
    Query::new("SELECT seq, hash FROM audit_head WHERE customer_id = $1", params![customer.0])
}

pub(crate) fn head(row: Option<&Row>) -> Result<AuditHead, StoreError> {
    let row =
        row.ok_or_else(|| StoreError::Corrupt("a customer without the head of its audit chain".to_owned()))?;
    Ok(AuditHead { seq: row.int(0)?, hash: row.blob(1)? })
}

/// The actor as it stands in records and operations.
#[must_use]
pub fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::Person { home, user } => format!("person:{home}:{user}"),
        Actor::App { home, name } => format!("app:{home}:{name}"),
        Actor::Operator { name } => format!("operator:{name}"),
        Actor::System => "system".to_owned(),
    }
}

/// Reads what [`actor_text`] wrote.
#[must_use]
pub fn actor(text: &str) -> Option<Actor> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let home = |text: &str| text.parse().ok().map(CustomerId);
    match (kind, rest.split_once(':')) {
        ("person", Some((at, user))) => {
            Some(Actor::Person { home: home(at)?, user: UserId(user.parse().ok()?) })
        }
        ("app", Some((at, name))) => Some(Actor::App { home: home(at)?, name: name.to_owned() }),
        ("operator", _) => Some(Actor::Operator { name: rest.to_owned() }),
        ("system", _) => Some(Actor::System),
        _ => None,
    }
}

/// The statements that append entries after `head`. Another head means that somebody wrote meanwhile.
#[must_use]
pub fn append(context: AuditContext<'_>, head: &AuditHead, entries: &[AuditEntry]) -> Vec<Statement> {
    let mut chain = Chain::after(context.permit.customer(), head);
    for entry in entries {
        chain.add(context, entry.action, entry.subject, &Value::from(entry.detail.as_str()));
    }
    chain.statements()
}

/// New records of one customer, possibly of several operations, that follow a head.
#[derive(Debug)]
pub struct Chain {
    customer: CustomerId,
    from: AuditHead,
    to: AuditHead,
    rows: Vec<Vec<Value>>,
    /// Texts that records in a row share: actor and channel.
    by: Option<(Actor, Value, Value)>,
}

impl Chain {
    /// Nothing yet.
    #[must_use]
    pub fn after(customer: CustomerId, head: &AuditHead) -> Self {
        Self { customer, from: head.clone(), to: head.clone(), rows: Vec::new(), by: None }
    }

    /// One more record.
    pub fn add(&mut self, context: AuditContext<'_>, action: &'static str, subject: i64, detail: &Value) {
        let (actor, channel) = self.by(context);
        let seq = self.to.seq + 1;
        let texts = [&actor, &channel].map(Value::as_text);
        let prev = std::mem::take(&mut self.to.hash);
        let hash = hash_of(
            &prev,
            [self.customer.0, seq, context.at, context.operation, subject],
            [texts[0], texts[1], action, detail.as_text()],
        );
        self.to = AuditHead { seq, hash: hash.clone() };
        self.rows.push(vec![
            Value::Int(self.customer.0),
            Value::Int(seq),
            Value::Int(context.at),
            actor,
            channel,
            Value::Word(action),
            Value::Int(context.operation),
            Value::Int(subject),
            detail.clone(),
            Value::Blob(prev),
            Value::Blob(hash),
        ]);
    }

    /// The last record, as it will be once the statements are committed.
    #[must_use]
    pub fn head(&self) -> AuditHead {
        self.to.clone()
    }

    /// The statements: the head moves from its old value, and the records follow.
    #[must_use]
    pub fn statements(self) -> Vec<Statement> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let sql =
            "UPDATE audit_head SET seq = $2, hash = $3 WHERE customer_id = $1 AND seq = $4 AND hash = $5";
        let moved = params![self.customer.0, self.to.seq, self.to.hash, self.from.seq, self.from.hash];
        vec![Statement::exactly(1, sql, moved), Statement::insert(&AUDIT, self.rows)]
    }

    fn by(&mut self, context: AuditContext<'_>) -> (Value, Value) {
        match &self.by {
            Some((actor, name, channel))
                if actor == context.permit.actor() && channel.as_text() == context.channel =>
            {
                (name.clone(), channel.clone())
            }
            _ => {
                let actor = context.permit.actor();
                let (name, channel) = (Value::shared(&actor_text(actor)), Value::shared(context.channel));
                self.by = Some((actor.clone(), name.clone(), channel.clone()));
                (name, channel)
            }
        }
    }
}

/// The hash of a record: over every field and the hash before it, each with its length in front.
#[must_use]
pub fn record_hash(customer: CustomerId, record: &AuditRow) -> Vec<u8> {
    hash_of(
        &record.prev,
        [customer.0, record.seq, record.at, record.operation, record.subject],
        [&record.actor, &record.channel, &record.action, &record.detail],
    )
}

fn hash_of(prev: &[u8], numbers: [i64; 5], texts: [&str; 4]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(prev);
    for number in numbers {
        digest.update(number.to_be_bytes());
    }
    for text in texts {
        digest.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().to_vec()
}

/// Reads one record.
pub(crate) fn record(row: &Row) -> Result<AuditRow, StoreError> {
    Ok(AuditRow {
        seq: row.int(0)?,
        at: row.int(1)?,
        actor: row.text(2)?,
        channel: row.text(3)?,
        action: row.text(4)?,
        operation: row.int(5)?,
        subject: row.int(6)?,
        detail: row.text(7)?,
        prev: row.blob(8)?,
        hash: row.blob(9)?,
    })
}

impl Store {
    /// The head of a customer's chain.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn audit_head(&self, customer: CustomerId) -> Result<AuditHead, StoreError> {
        head(self.read_one(head_query(customer)).await?.first())
    }

    /// The instant of the last record of all customers; none before the first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn latest_record(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT max(a.at) FROM audit_head h JOIN audit a ON a.customer_id = h.customer_id AND a.seq = h.seq";
        self.read_one(Query::new(sql, vec![])).await?.first().map_or(Ok(None), |row| row.int_or_null(0))
    }

    /// The newest records before `below`, newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn audit(&self, permit: &Permit, below: i64, take: i64) -> Result<Vec<AuditRow>, StoreError> {
        let sql = "SELECT seq, at, actor, channel, action, operation_id, subject_id, detail, prev, hash FROM audit \
                   WHERE customer_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, below, take])).await?;
        rows.iter().map(record).collect()
    }
}
