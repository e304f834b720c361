//! The latest operations in sentences.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::error::AppError;
use cupo_app::store::audit::actor;
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Actor, PartnerPermit, Permit};
use cupo_domain::ids::{CustomerId, UserId};
use jiff::tz::TimeZone;

use crate::format::When;
use crate::pages::Recent;
use crate::texts::Texts;
use crate::web::frame::when;
use crate::web::visit::Signed;

/// How many are shown.
const SHOWN: i64 = 8;

/// The latest at one customer.
pub(super) async fn of_customer(
    signed: &Signed,
    at: &Organisation,
    permit: &Permit,
) -> Result<Vec<Recent>, AppError> {
    let rows = signed.visit.hall.app.store().operations(permit, i64::MAX, SHOWN).await?;
    let people = People::of(signed, rows.iter().map(|r| r.actor.as_str())).await?;
    let t = signed.t();
    let recent = rows.iter().map(|row| Recent {
        sentence: sentence(t, &row.kind, row.succeeded),
        href: format!("/c/{}/operations/{}", at.guid, row.guid),
        customer: at.name.clone(),
        by: people.name(t, &row.actor),
        at: when(signed, at, row.created_at),
    });
    Ok(recent.collect())
}

/// The latest at all customers of a partner.
pub(super) async fn of_partner(signed: &Signed, permit: &PartnerPermit) -> Result<Vec<Recent>, AppError> {
    let rows = signed.visit.hall.app.store().recent_operations(permit, SHOWN).await?;
    let people = People::of(signed, rows.iter().map(|r| r.actor.as_str())).await?;
    let (t, now) = (signed.t(), signed.visit.hall.app.now().0);
    let zone = |name: &str| TimeZone::get(name).unwrap_or(TimeZone::UTC);
    let recent = rows.iter().map(|row| Recent {
        sentence: sentence(t, &row.kind, row.succeeded),
        href: format!("/c/{}/operations/{}", row.customer, row.operation),
        customer: row.name.clone(),
        by: people.name(t, &row.actor),
        at: When::new(t, &zone(&row.time_zone), row.created_at, now),
    });
    Ok(recent.collect())
}

/// What an operation did, in a sentence.
fn sentence(t: &Texts, kind: &str, users: i64) -> String {
    match kind {
        "licenses" => t.start_op_licenses(users),
        "undo" => t.start_op_undo(users),
        "delete-users" => t.start_op_delete(users),
        "restore-users" => t.start_op_restore(users),
        "import-users" => t.start_op_import(users),
        "quantity" => t.start_op_quantity().into_owned(),
        _ => t.start_op_other(users),
    }
}

/// Names of those who acted.
struct People(BTreeMap<(CustomerId, UserId), String>);

impl People {
    async fn of<'a>(signed: &Signed, actors: impl Iterator<Item = &'a str>) -> Result<Self, AppError> {
        let mut wanted: BTreeMap<CustomerId, BTreeSet<UserId>> = BTreeMap::new();
        for text in actors {
            if let Some(Actor::Person { home, user }) = actor(text) {
                wanted.entry(home).or_default().insert(user);
            }
        }
        let mut names = BTreeMap::new();
        for (home, people) in wanted {
            let people: Vec<UserId> = people.into_iter().collect();
            let found = signed.visit.hall.app.store().names_of(home, &people).await?;
            names.extend(found.into_iter().map(|(user, name)| ((home, user), name)));
        }
        Ok(Self(names))
    }

    fn name(&self, t: &Texts, text: &str) -> String {
        match actor(text) {
            Some(Actor::Person { home, user }) => {
                self.0.get(&(home, user)).cloned().unwrap_or_else(|| t.start_by_gone().into_owned())
            }
            Some(Actor::App { name, .. }) => t.start_by_app(name),
            Some(Actor::Operator { name }) => t.start_by_operator(name),
            Some(Actor::System) | None => t.start_by_system().into_owned(),
        }
    }
}
