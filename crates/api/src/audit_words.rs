//! Records of the audit log as bodies: what they hold by key gets its name, and the record as it was written stands beside
//! it.

use cupo_app::audit::actors::Actors;
use cupo_app::audit::{About, Known, about, refused};
use cupo_app::store::audit::AuditRow;
use cupo_app::store::encode;
use cupo_app::store::organisations::Organisation;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::ids::{GroupId, OperationId, PoolId, ProductId, UserId};
use cupo_http::lang::Lang;
use serde_json::{Map, Value, json};

use crate::wire::{AuditAbout, AuditLink, AuditRecord};
use crate::words::{instant, plan_names, product_words};

/// The heading of the file.
pub const CELLS: &[&str] = &[
    "number",
    "at",
    "by",
    "by_organization",
    "channel",
    "action",
    "refused",
    "about",
    "name",
    "operation",
    "detail",
    "actor",
    "hash",
];

/// A record as cells.
#[must_use]
pub fn cells(it: &AuditRecord) -> Vec<String> {
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        it.number.to_string(),
        it.at.clone(),
        or_nothing(&it.by),
        or_nothing(&it.by_organization),
        it.channel.clone(),
        it.action.clone(),
        it.refused.to_string(),
        it.about.kind.clone(),
        or_nothing(&it.about.name),
        or_nothing(&it.operation),
        it.detail.to_string(),
        it.actor.clone(),
        it.record.hash.clone(),
    ]
}

/// A record as a body.
#[must_use]
pub fn record(
    catalogue: &Catalogue,
    customer: &Organisation,
    (known, actors): (&Known, &Actors),
    row: &AuditRow,
) -> AuditRecord {
    let (by, by_organization) = actors.told(&row.actor);
    let detail = serde_json::from_str(&row.detail).unwrap_or(Value::Null);
    AuditRecord {
        number: row.seq,
        at: instant(row.at),
        action: row.action.clone(),
        refused: refused(&row.action),
        channel: row.channel.clone(),
        actor: row.actor.clone(),
        by,
        by_organization,
        about: whom(catalogue, customer, (known, row)),
        operation: known.operations.get(&OperationId(row.operation)).map(ToString::to_string),
        detail: named(catalogue, known, detail),
        record: AuditLink {
            at: row.at,
            operation: row.operation,
            subject: row.subject,
            detail: row.detail.clone(),
            previous: hex(&row.prev),
            hash: hex(&row.hash),
        },
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn whom(catalogue: &Catalogue, customer: &Organisation, (known, row): (&Known, &AuditRow)) -> AuditAbout {
    let (kind, found) = match about(row) {
        About::Customer => ("customer", Some((customer.guid, customer.name.clone()))),
        About::User => {
            ("user", known.users.get(&UserId(row.subject)).map(|user| (user.guid, user.sign_in.clone())))
        }
        About::Group => ("group", known.groups.get(&GroupId(row.subject)).cloned()),
        About::Subscription => {
            let found = known.subscriptions.get(&row.subject);
            let part = |product| product_words(catalogue, product, Lang::En).1;
            ("subscription", found.map(|(guid, product)| (*guid, part(*product))))
        }
    };
    let (id, name) = found.map(|(guid, name)| (guid.to_string(), name)).unzip();
    AuditAbout { kind: kind.to_owned(), id, name }
}

/// The same with names: products and pools by part number, licenses by the plans that are off, users by their number.
fn named(catalogue: &Catalogue, known: &Known, value: Value) -> Value {
    match value {
        Value::Array(all) => all.into_iter().map(|it| named(catalogue, known, it)).collect(),
        Value::Object(fields) => {
            let licenses = fields.contains_key("product");
            let each = |(key, value): (String, Value)| {
                let told = field(catalogue, known, (&key, &value), licenses);
                (key, told.unwrap_or_else(|| named(catalogue, known, value)))
            };
            Value::Object(fields.into_iter().map(each).collect::<Map<_, _>>())
        }
        other => other,
    }
}

fn field(catalogue: &Catalogue, known: &Known, (key, value): (&str, &Value), license: bool) -> Option<Value> {
    let part = |product: ProductId| Value::from(product_words(catalogue, product, Lang::En).1);
    match (key, value) {
        ("product", Value::Number(id)) => id.as_i64().map(|id| part(ProductId(id))),
        ("pool", Value::Number(id)) => {
            id.as_i64().and_then(|id| known.pools.get(&PoolId(id))).map(|product| part(*product))
        }
        ("group", Value::Number(id)) => {
            id.as_i64().and_then(|id| known.groups.get(&GroupId(id))).map(|(guid, _)| guid.to_string().into())
        }
        ("users", Value::Array(all)) => Some(all.len().into()),
        ("before" | "after", Value::String(text)) if license => {
            let (_, off) = encode::direct(Some(text)).ok()??;
            Some(json!({"plans_off": plan_names(catalogue, &off)}))
        }
        ("off", Value::String(text)) if license => {
            Some(plan_names(catalogue, &encode::plans(text).ok()?).into())
        }
        _ => None,
    }
}
