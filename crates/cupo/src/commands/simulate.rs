//! `cupo simulate`: what time alone would do until a day, changing nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cupo_app::app::App;
use cupo_app::passing::{Happening, What, status_key};
use cupo_app::store::store::Store;
use cupo_app::time::Clock;
use cupo_domain::access::{Action, Actor, Caller};
use cupo_domain::ids::{CustomerId, SubscriptionId, UserId};
use cupo_domain::time::Instant;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use crate::failure::Failure;
use crate::output::{Column, Listing, json_line};

/// Rows of the table that are written at once.
const PAGE: usize = 1_000;

/// Tells what would happen until a day if nobody did anything.
///
/// # Errors
/// For a day that cannot be read or lies behind, and when the database cannot be read.
pub async fn simulate(desk: &Desk, until: &str) -> Result<(), Failure> {
    let until = instant(until)?;
    let database = desk.config.database(&desk.common, "simulate")?;
    let store = Arc::new(Store::open_to_read(&database).await?);
    let app = App::open(store, Clock::system()).await?;
    let (happenings, cut) = app.simulate(until).await?;
    let names = Names::of(&app, &happenings).await?;
    if desk.output.json {
        let told: Vec<Json> = happenings.iter().map(|it| names.json(it)).collect();
        return json_line(&json!({"until": text(until), "complete": !cut, "happenings": told}));
    }
    let columns = [
        Column::whole("When"),
        Column::text("Customer"),
        Column::whole("What"),
        Column::text("Whose"),
        Column::text("From"),
        Column::text("To"),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    for page in happenings.chunks(PAGE) {
        let rows: Vec<Vec<String>> = page.iter().map(|it| names.cells(it)).collect();
        listing.page(&rows, Clone::clone)?;
    }
    listing.end("Nothing happens by itself until then.")?;
    if cut {
        return Err(Failure::refused("there is more than is told; choose an earlier day".to_owned()));
    }
    Ok(())
}

/// A day, which begins at midnight UTC, or an instant.
fn instant(typed: &str) -> Result<Instant, Failure> {
    let day =
        || Some(typed.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    let found = typed.parse::<jiff::Timestamp>().ok().or_else(day);
    found.map(|at| Instant(at.as_microsecond())).ok_or_else(|| {
        Failure::usage(format!(
            "`{typed}` is no day of the calendar; write it as 2027-01-31 or 2027-01-31T09:00:00Z"
        ))
    })
}

fn text(at: Instant) -> String {
    jiff::Timestamp::from_microsecond(at.0)
        .map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

/// The names of everything that something happens to.
struct Names {
    customers: BTreeMap<CustomerId, (String, String)>,
    users: BTreeMap<(CustomerId, UserId), (String, String)>,
    subscriptions: BTreeMap<(CustomerId, SubscriptionId), (String, String)>,
}

impl Names {
    async fn of(app: &App, happenings: &[Happening]) -> Result<Self, Failure> {
        let operator =
            Caller { actor: Actor::Operator { name: "simulate".to_owned() }, roles: BTreeSet::new() };
        let mut names =
            Self { customers: BTreeMap::new(), users: BTreeMap::new(), subscriptions: BTreeMap::new() };
        let mut users: BTreeMap<CustomerId, BTreeSet<UserId>> = BTreeMap::new();
        for it in happenings {
            let own = users.entry(it.customer).or_default();
            if let What::Data { user, .. } | What::Purge { user } | What::Reminder { user, .. } = &it.what {
                own.insert(*user);
            }
        }
        let catalogue = app.store().catalogue();
        for (customer, own) in users {
            let (organisation, permit) = app.permit_by_id(&operator, Action::View, customer).await?;
            names.customers.insert(customer, (organisation.guid.to_string(), organisation.name));
            let own: Vec<UserId> = own.into_iter().collect();
            for row in app.store().users_by_id(&permit, &own).await? {
                names.users.insert((customer, row.id), (row.guid.to_string(), row.sign_in));
            }
            for row in app.store().subscriptions(&permit).await? {
                let product = catalogue.product(row.subscription.product);
                let product = product.map(|p| p.part_number.clone()).unwrap_or_default();
                names.subscriptions.insert((customer, row.subscription.id), (row.guid.to_string(), product));
            }
        }
        Ok(names)
    }

    /// Identity and name of what it happens to.
    fn whose(&self, it: &Happening) -> (&str, &str) {
        let found = match &it.what {
            What::Subscription { id, .. } => self.subscriptions.get(&(it.customer, *id)),
            What::Data { user, .. } | What::Purge { user } | What::Reminder { user, .. } => {
                self.users.get(&(it.customer, *user))
            }
        };
        found.map_or(("", ""), |(guid, name)| (guid, name))
    }

    fn cells(&self, it: &Happening) -> Vec<String> {
        let customer = self.customers.get(&it.customer).map(|(_, name)| name.clone()).unwrap_or_default();
        let (from, to) = match &it.what {
            What::Subscription { status, seats, .. } => (
                format!("{} {}", status_key(status.0), seats.0),
                format!("{} {}", status_key(status.1), seats.1),
            ),
            What::Data { trigger, .. } => (trigger.key().to_owned(), String::new()),
            What::Purge { .. } | What::Reminder { .. } => (String::new(), String::new()),
        };
        vec![text(it.due), customer, it.action().to_owned(), self.whose(it).1.to_owned(), from, to]
    }

    fn json(&self, it: &Happening) -> Json {
        let (guid, name) = self.whose(it);
        let customer = self.customers.get(&it.customer).map_or("", |(guid, _)| guid);
        let mut told =
            json!({"due": text(it.due), "customer": customer, "action": it.action(), "name": name});
        let more = match &it.what {
            What::Subscription { status, seats, .. } => json!({"subscription": guid,
                "from": status_key(status.0), "to": status_key(status.1), "before": seats.0, "after": seats.1}),
            What::Data { trigger, .. } => json!({"user": guid, "reason": trigger.key()}),
            What::Purge { .. } | What::Reminder { .. } => json!({"user": guid}),
        };
        if let (Some(told), Some(more)) = (told.as_object_mut(), more.as_object()) {
            told.extend(more.clone());
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_and_what_is_none_is_told() {
        assert_eq!(instant("2027-01-31").unwrap(), instant("2027-01-31T00:00:00Z").unwrap());
        assert_eq!(text(instant("2028-02-29").unwrap()), "2028-02-29T00:00:00Z");
        for bad in ["2027-02-29", "31.1.2027", "", "99999-01-01", "tomorrow"] {
            assert!(instant(bad).is_err(), "{bad}");
        }
    }
}
