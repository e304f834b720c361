//! Who holds what.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use cupo_app::store::listing::{AssignmentList, AssignmentRow};
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::{At, Visit};
use crate::find;
use crate::page::{Source, answer, cursor, cut, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{Assignment, Holder, List};
use crate::words::{instant, plan_names, product_words};

/// Which licenses.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentQuery {
    /// Only of this product: its identity or part number.
    #[serde(default)]
    product: Option<String>,
    /// Only of this user: identity or sign-in name; also of a deleted one when a day is given.
    #[serde(default)]
    user: Option<String>,
    /// Who held it at the end of this day (such as `2026-03-31`) in the customer's time zone, instead of who holds it now;
    /// on the present day, now. Days before the customer's records begin are refused.
    #[serde(default)]
    on: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

/// Which holders.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HolderQuery {
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Assignments";
    vec![
        Route::new(
            ("GET", "/customers/{customer}/assignments"),
            "listAssignments",
            tag,
            "Who holds what",
            get(assignments),
        )
        .detail("One entry per user, product and source.")
        .query::<AssignmentQuery>()
        .answers::<List<Assignment>>(
            200,
            "A page of licenses; as CSV all the rest, unless `limit` says how many.",
        )
        .sends(200, "", Some("text/csv")),
        Route::new(
            ("GET", "/customers/{customer}/products/{product}/holders"),
            "listHolders",
            tag,
            "Who holds a product",
            get(holders),
        )
        .query::<HolderQuery>()
        .answers::<List<Holder>>(200, "A page of holders; as CSV all the rest, unless `limit` says how many.")
        .sends(200, "", Some("text/csv")),
    ]
}

struct Held {
    visit: Visit,
    at: At,
    list: AssignmentList,
}

impl Held {
    async fn rows(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<AssignmentRow>, Option<String>), Trouble> {
        let after = place::<3>(after.as_deref())?.map(|[pool, user, origin]| (pool, user, origin));
        let list = AssignmentList { after, take: limit + 1, ..self.list.clone() };
        let (rows, more) = cut(self.visit.app().store().assignments(&self.at.permit, &list).await?, limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| cursor(&[row.pool.0, row.user.0, row.origin]));
        Ok((rows, next))
    }
}

fn source(row: &AssignmentRow) -> crate::wire::Source {
    match row.origin {
        _ if row.self_service => crate::wire::Source::SelfService,
        0 => crate::wire::Source::Direct,
        _ => crate::wire::Source::Group,
    }
}

impl Source for Held {
    type Item = Assignment;

    fn heading(&self) -> &'static [&'static str] {
        &["user_name", "part_number", "plans_off", "source", "since", "until", "user", "product"]
    }

    fn cells(&self, it: &Assignment) -> Vec<String> {
        vec![
            it.user_name.clone(),
            it.part_number.clone(),
            it.plans_off.join(" "),
            word(it.source).to_owned(),
            it.since.clone(),
            it.until.clone().unwrap_or_default(),
            it.user.clone(),
            it.product.clone(),
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Assignment>, Option<String>), Trouble> {
        let (rows, next) = self.rows(after, limit).await?;
        let catalogue = self.visit.app().store().catalogue();
        let items = rows.iter().map(|row| {
            let (product, part_number, _) = product_words(&catalogue, row.product, self.visit.lang);
            Assignment {
                user: row.guid.to_string(),
                user_name: row.sign_in.clone(),
                product,
                part_number,
                plans_off: plan_names(&catalogue, &row.plans_off),
                source: source(row),
                since: instant(row.since),
                until: row.until.map(instant),
            }
        });
        Ok((items.collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().store().count_assignments(&self.at.permit, &self.list).await?)
    }
}

fn word(source: crate::wire::Source) -> &'static str {
    match source {
        crate::wire::Source::Direct => "direct",
        crate::wire::Source::Group => "group",
        crate::wire::Source::SelfService => "self_service",
    }
}

/// The same without the product, which is in the address.
struct Holders(Held);

impl Source for Holders {
    type Item = Holder;

    fn heading(&self) -> &'static [&'static str] {
        &["user_name", "display_name", "plans_off", "source", "user"]
    }

    fn cells(&self, it: &Holder) -> Vec<String> {
        vec![
            it.user_name.clone(),
            it.display_name.clone(),
            it.plans_off.join(" "),
            word(it.source).to_owned(),
            it.user.clone(),
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Holder>, Option<String>), Trouble> {
        let (rows, next) = self.0.rows(after, limit).await?;
        let catalogue = self.0.visit.app().store().catalogue();
        let items = rows.iter().map(|row| Holder {
            user: row.guid.to_string(),
            user_name: row.sign_in.clone(),
            display_name: row.display_name.clone(),
            source: source(row),
            plans_off: plan_names(&catalogue, &row.plans_off),
        });
        Ok((items.collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        self.0.count().await
    }
}

/// The user of a question; of the past deleted people are told too, by the name they had.
async fn holder(visit: &Visit, at: &At, (named, past): (&str, bool)) -> Result<UserId, Trouble> {
    match find::user(visit, at, named).await {
        Ok(user) => Ok(user.id),
        Err(trouble) => {
            let gone = if past { visit.app().whom(&at.permit, named).await? } else { None };
            gone.and_then(|mut found| found.pop()).ok_or_else(|| trouble.parameter("user"))
        }
    }
}

async fn assignments(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<AssignmentQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let catalogue = visit.app().store().catalogue();
    let product = asked.product.as_deref().map(|named| find::product(&catalogue, named)).transpose();
    let product = product.map_err(|trouble| trouble.parameter("product"))?.map(|p| p.id);
    let user = match &asked.user {
        Some(named) => Some(holder(&visit, &at, (named, asked.on.is_some())).await?),
        None => None,
    };
    let before = match &asked.on {
        Some(day) => {
            let end = visit.app().end_of_day(&at.permit, &at.organisation, day).await;
            Some(end.map_err(|error| Trouble::from(error).parameter("on"))?)
        }
        None => None,
    };
    let list = AssignmentList { product, user, before, ..AssignmentList::default() };
    answer(&headers, Held { visit, at, list }, asked.after, asked.limit).await
}

async fn holders(
    visit: Visit,
    headers: HeaderMap,
    Path((customer, product)): Path<(String, String)>,
    Query(asked): Query<HolderQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let catalogue = visit.app().store().catalogue();
    let product = find::product(&catalogue, &product).map_err(|_| Trouble::new(Code::NotFound, "product"))?;
    let list = AssignmentList { product: Some(product.id), ..AssignmentList::default() };
    answer(&headers, Holders(Held { visit, at, list }), asked.after, asked.limit).await
}
