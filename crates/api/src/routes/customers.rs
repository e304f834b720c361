//! Customers and their subscriptions.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cupo_app::store::listing::OrganisationList;
use cupo_app::text::fold;
use cupo_domain::access::{Action, ListPermit, list_permit};
use cupo_domain::ids::CustomerId;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::{At, Visit};
use crate::page::{Source, answer, bad_cursor, cursor, cut, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{Customer, Domain, List, Subscription};
use crate::words;

/// Which customers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CustomerQuery {
    /// Text in name or domain.
    #[serde(default)]
    search: Option<String>,
    /// `name` or `-name`.
    #[serde(default)]
    sort: CustomerOrder,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

/// The order of customers.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
enum CustomerOrder {
    /// By name.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// By name, reversed.
    #[serde(rename = "-name")]
    NameDown,
}

/// Which subscriptions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SubscriptionQuery {
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Customers";
    vec![
        Route::new(("GET", "/customers"), "listCustomers", tag, "List customers", get(list))
            .detail("A partner's program sees the partner's customers, a customer's program its own organisation.")
            .query::<CustomerQuery>()
            .answers::<List<Customer>>(200, "A page of customers.")
            .sends(200, "", Some("text/csv")),
        Route::new(("GET", "/customers/{customer}"), "getCustomer", tag, "One customer", get(one))
            .answers::<Customer>(200, "The customer."),
        Route::new(
            ("GET", "/customers/{customer}/domains"),
            "listDomains",
            tag,
            "List domains",
            get(domains),
        )
        .detail("The domains that sign-in names of the customer's users can have; all of them at once.")
        .answers::<List<Domain>>(200, "The domains."),
        Route::new(
            ("GET", "/customers/{customer}/subscriptions"),
            "listSubscriptions",
            tag,
            "List subscriptions",
            get(subscriptions),
        )
        .detail("Every purchase with its state, term and price; a price that nobody has set is null and never 0.")
        .query::<SubscriptionQuery>()
        .answers::<List<Subscription>>(200, "A page of subscriptions.")
        .sends(200, "", Some("text/csv")),
    ]
}

struct Customers {
    visit: Visit,
    permit: ListPermit,
    search: String,
    descending: bool,
}

impl Source for Customers {
    type Item = Customer;

    fn heading(&self) -> &'static [&'static str] {
        &["id", "name", "domain", "country", "users"]
    }

    fn cells(&self, it: &Customer) -> Vec<String> {
        vec![it.id.clone(), it.name.clone(), it.domain.clone(), it.country.clone(), it.users.to_string()]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Customer>, Option<String>), Trouble> {
        let store = self.visit.app().store();
        let after = place::<1>(after.as_deref())?.map(|[id]| CustomerId(id));
        if let Some(id) = after {
            store.organisation_by_id(id).await?.ok_or_else(bad_cursor)?;
        }
        let list = OrganisationList {
            search: self.search.clone(),
            descending: self.descending,
            after,
            take: limit + 1,
        };
        let (rows, more) = cut(store.organisations(&self.permit, &list).await?, limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(&[last.id.0]));
        Ok((rows.iter().map(words::customer).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().store().count_organisations(&self.permit, &self.search).await?)
    }
}

async fn list(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<CustomerQuery>,
) -> Result<Response, Trouble> {
    let permit = list_permit(&visit.caller)?;
    let search = asked.search.as_deref().map(fold).unwrap_or_default();
    let descending = asked.sort == CustomerOrder::NameDown;
    answer(&headers, Customers { visit, permit, search, descending }, asked.after, asked.limit).await
}

async fn one(visit: Visit, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    Ok(axum::Json(words::customer(&at.organisation)).into_response())
}

async fn domains(visit: Visit, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let all = visit.app().store().domains(&at.permit).await?;
    let count = i64::try_from(all.len()).ok();
    let default = at.organisation.domain;
    let items = all.into_iter().map(|domain| Domain { default: domain == default, domain }).collect();
    Ok(axum::Json(List { items, next: None, count }).into_response())
}

struct Subscriptions {
    visit: Visit,
    at: At,
}

impl Source for Subscriptions {
    type Item = Subscription;

    fn heading(&self) -> &'static [&'static str] {
        &[
            "id",
            "part_number",
            "name",
            "quantity",
            "channel",
            "status",
            "term",
            "starts_at",
            "ends_at",
            "recurring",
            "price_minor",
            "currency",
        ]
    }

    fn cells(&self, it: &Subscription) -> Vec<String> {
        let (price, currency) =
            it.price.as_ref().map(|m| (m.amount_minor.to_string(), m.currency.clone())).unwrap_or_default();
        vec![
            it.id.clone(),
            it.part_number.clone(),
            it.name.clone(),
            it.quantity.to_string(),
            it.channel.clone(),
            it.status.clone(),
            it.term.clone(),
            it.starts_at.clone(),
            it.ends_at.clone(),
            it.recurring.to_string(),
            price,
            currency,
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Subscription>, Option<String>), Trouble> {
        let store = self.visit.app().store();
        let after = place::<2>(after.as_deref())?;
        let key = |row: &cupo_app::store::subscriptions::SubscriptionRow| {
            [row.subscription.product.0, row.subscription.id.0]
        };
        // A customer has as many purchases as products, so they are read at once.
        let mut rows = store.subscriptions(&self.at.permit).await?;
        rows.retain(|row| after.is_none_or(|after| key(row) > after));
        let (rows, more) = cut(rows, limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(&key(last)));
        let catalogue = store.catalogue();
        Ok((rows.iter().map(|row| words::subscription(&catalogue, row, self.visit.lang)).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        let rows = self.visit.app().store().subscriptions(&self.at.permit).await?;
        Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
    }
}

async fn subscriptions(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<SubscriptionQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::ViewSubscriptions).await?;
    answer(&headers, Subscriptions { visit, at }, asked.after, asked.limit).await
}
