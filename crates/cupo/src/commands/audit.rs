//! `cupo audit`: what was done, and the proof that nobody wrote into the audit past Cupo.

use cupo_api::wire::{Activity, AuditRecord};
use cupo_app::store::check::chain::{ChainFault, ChainProof};
use cupo_app::store::store::Store;
use serde_json::{Value, json};

use super::customers::partner_id;
use super::desk::{Desk, customer_id};
use crate::args::{AuditCommand, AuditFilter};
use crate::client::{Aim, Ask, Client, with_query};
use crate::failure::{Failure, NOT_FOUND};
use crate::output::{Column, Listing, json_line, say, say_file};

/// Does what was said about the audit.
///
/// # Errors
/// Exit code 1 with the places that are not as they were written.
pub async fn audit(desk: &Desk, command: AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::List { filter, limit } => list(desk, &filter, Some(limit)).await,
        AuditCommand::Export { filter } if desk.output.json => list(desk, &filter, None).await,
        AuditCommand::Export { filter } => {
            let (client, at) = desk.at(&filter.customer, Aim::Read).await?;
            let path = with_query(&format!("{at}/audit"), &query(&filter))?;
            client.copy(Ask::get(path).csv(), say_file).await
        }
        AuditCommand::Activity { partner, from, to, company, customer, resource, limit, csv } => {
            let client = desk.client(Aim::Read).await?;
            let at = partner_id(&client, partner).await?;
            let customer = match customer {
                Some(named) => Some(customer_id(&client, &named).await?),
                None => None,
            };
            let parts = [
                ("from", from),
                ("to", to),
                ("company", company),
                ("customer", customer),
                ("resource", resource),
            ];
            let query: Vec<(&str, String)> =
                parts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
            let path = format!("/customers/{at}/activity");
            if csv {
                return client.copy(Ask::get(with_query(&path, &query)?).csv(), say_file).await;
            }
            activity(desk, &client, (&path, &query), limit).await
        }
        AuditCommand::Verify { customer } => verify(desk, customer.customer.as_deref()).await,
    }
}

fn query(filter: &AuditFilter) -> Vec<(&'static str, String)> {
    let parts = [
        ("from", &filter.from),
        ("to", &filter.to),
        ("action", &filter.action),
        ("who", &filter.who),
        ("user", &filter.user),
        ("product", &filter.product),
        ("channel", &filter.channel),
        ("operation", &filter.operation),
    ];
    parts.into_iter().filter_map(|(key, value)| Some((key, value.clone()?))).collect()
}

async fn list(desk: &Desk, filter: &AuditFilter, limit: Option<u64>) -> Result<(), Failure> {
    let (client, at) = desk.at(&filter.customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_when()),
        Column::text(t.col_what()),
        Column::text(t.col_about()),
        Column::text(t.col_who()),
        Column::text(t.col_door()),
        Column::text(t.col_details()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &AuditRecord| {
        let by = [it.by.as_deref(), it.by_organization.as_deref()];
        let by: Vec<&str> = by.into_iter().flatten().collect();
        vec![
            it.at.chars().take(19).collect(),
            it.action.clone(),
            it.about.name.clone().unwrap_or_default(),
            if by.is_empty() { it.actor.clone() } else { by.join(", ") },
            it.channel.clone(),
            it.detail.to_string(),
        ]
    };
    let path = format!("{at}/audit");
    client.list(&path, &query(filter), limit, |page: Vec<AuditRecord>| listing.page(&page, row)).await?;
    listing.end(&t.none_audit())
}

async fn activity(
    desk: &Desk,
    client: &Client,
    (path, query): (&str, &[(&str, String)]),
    limit: u64,
) -> Result<(), Failure> {
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_when()),
        Column::text(t.col_customer()),
        Column::text(t.col_what()),
        Column::text(t.col_about()),
        Column::text(t.col_who()),
        Column::text(t.col_door()),
        Column::text(t.col_details()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Activity| {
        let of = &it.record;
        vec![
            of.at.chars().take(19).collect(),
            it.customer_name.clone(),
            of.action.clone(),
            of.about.name.clone().unwrap_or_default(),
            of.by.clone().unwrap_or_default(),
            of.channel.clone(),
            of.detail.to_string(),
        ]
    };
    client.list(path, query, Some(limit), |page: Vec<Activity>| listing.page(&page, row)).await?;
    listing.end(&t.none_audit())
}

async fn verify(desk: &Desk, only: Option<&str>) -> Result<(), Failure> {
    let database = desk.config.database(&desk.common, "audit verify")?;
    let store = Store::open_to_read(&database).await?;
    let proofs = store.verify_audit(None).await?;
    let wanted = |it: &&ChainProof| {
        only.is_none_or(|named| it.domain.eq_ignore_ascii_case(named) || it.customer.to_string() == named)
    };
    let proofs: Vec<&ChainProof> = proofs.iter().filter(wanted).collect();
    if proofs.is_empty() && only.is_some() {
        let named = only.unwrap_or_default();
        return Err(Failure::new(NOT_FOUND, format!("there is no customer `{named}` in this database")));
    }
    tell(desk, &proofs)?;
    let broken = proofs.iter().filter(|it| !it.whole()).count();
    if broken == 0 {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{broken} of {} audit chains were written to past Cupo: compare with a backup, and find out who can reach the \
         database",
        proofs.len()
    )))
}

fn tell(desk: &Desk, proofs: &[&ChainProof]) -> Result<(), Failure> {
    if desk.output.json {
        let chains: Vec<Value> = proofs.iter().map(|it| document(it)).collect();
        return json_line(&json!({"whole": proofs.iter().all(|it| it.whole()), "chains": chains}));
    }
    let records: i64 = proofs.iter().map(|it| it.records).sum();
    for it in proofs {
        for fault in &it.faults {
            say(&format!("{} ({}): {}\n", it.name, it.domain, sentence(*fault)))?;
        }
        if it.more_faults > 0 {
            say(&format!("{} ({}): {} further places\n", it.name, it.domain, it.more_faults))?;
        }
    }
    if proofs.iter().all(|it| it.whole()) {
        say(&format!("{records} audit records of {} customers: every chain is whole.\n", proofs.len()))?;
    }
    Ok(())
}

fn sentence(fault: ChainFault) -> String {
    match fault {
        ChainFault::Missing { from, to } if from == to => format!("record {from} is missing"),
        ChainFault::Missing { from, to } => format!("records {from} to {to} are missing"),
        ChainFault::Changed { record } => format!("record {record} was changed"),
        ChainFault::Unlinked { record } => format!("record {record} does not follow the one before it"),
        ChainFault::Older { record } => format!("record {record} is older than the one before it"),
        ChainFault::Head { head, last } => {
            format!("the chain should end with record {head} as it was written, and ends with record {last}")
        }
    }
}

fn document(it: &ChainProof) -> Value {
    let faults: Vec<Value> = it
        .faults
        .iter()
        .map(|fault| match *fault {
            ChainFault::Missing { from, to } => json!({"kind": "missing", "from": from, "to": to}),
            ChainFault::Changed { record } => json!({"kind": "changed", "record": record}),
            ChainFault::Unlinked { record } => json!({"kind": "unlinked", "record": record}),
            ChainFault::Older { record } => json!({"kind": "older", "record": record}),
            ChainFault::Head { head, last } => json!({"kind": "head", "head": head, "last": last}),
        })
        .collect();
    json!({"customer": it.customer.to_string(), "name": it.name, "domain": it.domain, "records": it.records,
        "whole": it.whole(), "faults": faults, "more_faults": it.more_faults})
}
