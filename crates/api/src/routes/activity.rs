//! What a partner did at its customers (R-AUDIT-3), as far as the caller's role reaches. It reads chains; nothing here can
//! write to one.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use cupo_app::activity::{Asked, Deed, Question, place};
use cupo_app::audit::day;
use cupo_app::error::AppError;
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::record_permit;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::audit_words::{cells, record};
use crate::body::Query;
use crate::caller::Visit;
use crate::page::{Source, answer, cursor, cut};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{Activity, List};

/// Which records.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ActivityQuery {
    /// From this day of the partner's calendar on, such as `2026-03-01`, at most 90 days back; 30 days before the last day
    /// when left out.
    #[serde(default)]
    from: Option<String>,
    /// To the end of this day; today when left out.
    #[serde(default)]
    to: Option<String>,
    /// Only at customers whose name contains this text.
    #[serde(default)]
    company: Option<String>,
    /// Only at this customer: its identity.
    #[serde(default)]
    customer: Option<String>,
    /// Only about this kind of thing: the first word of `action`, such as `licenses` or `subscription`.
    #[serde(default)]
    resource: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            ("GET", "/customers/{customer}/activity"),
            "listActivity",
            "Audit",
            "What a partner did at its customers",
            get(list),
        )
        .detail(
            "The address names the partner itself. Told is what its people and programs did at the customers that the \
             caller's role reaches, the newest first: 30 days unless others are said, at most the last 90.",
        )
        .query::<ActivityQuery>()
        .answers::<List<Activity>>(200, "A page of records; as CSV all the rest, unless `limit` says how many.")
        .sends(200, "", Some("text/csv")),
    ]
}

struct Log {
    visit: Visit,
    question: Question,
}

impl Source for Log {
    type Item = Activity;

    fn heading(&self) -> &'static [&'static str] {
        HEADING
    }

    fn cells(&self, it: &Activity) -> Vec<String> {
        let mut all = vec![it.customer.clone(), it.customer_name.clone()];
        all.extend(cells(&it.record));
        all
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Activity>, Option<String>), Trouble> {
        let before =
            crate::page::place::<3>(after.as_deref())?.map(|[at, customer, seq]| (at, customer, seq));
        let app = self.visit.app();
        let found = app.activity(&self.question, before, limit + 1).await?;
        let (deeds, more) = cut(found.deeds, limit);
        let next = deeds.last().filter(|_| more).map(place);
        let catalogue = app.store().catalogue();
        let told = |Deed { customer, row }: &Deed| {
            let known = found.known.get(&customer.id)?;
            Some(Activity {
                customer: customer.guid.to_string(),
                customer_name: customer.name.clone(),
                record: record(&catalogue, customer, (known, &found.actors), row),
            })
        };
        let next = next.map(|(at, customer, seq)| cursor(&[at, customer, seq]));
        Ok((deeds.iter().filter_map(told).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().count_activity(&self.question).await?)
    }
}

/// The heading of the file: the customer, then what a record has.
const HEADING: &[&str] = &[
    "customer",
    "customer_name",
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

fn asked_for(asked: &ActivityQuery) -> Result<Asked, Trouble> {
    let read = |name: &'static str, text: &Option<String>| {
        let read = text.as_deref().map(|text| day(name, text)).transpose();
        read.map_err(|denial| Trouble::from(denial).parameter(name))
    };
    let customer = asked.customer.as_deref().map(Guid::parse_str).transpose();
    Ok(Asked {
        from: read("from", &asked.from)?,
        to: read("to", &asked.to)?,
        company: asked.company.clone(),
        customer: customer.map_err(|_| Trouble::new(Code::Invalid, "customer").parameter("customer"))?,
        resource: asked.resource.clone(),
    })
}

/// The partner of the address; whoever is none is no such thing.
async fn partner(visit: &Visit, id: &str) -> Result<Organisation, Trouble> {
    let unknown = || AppError::denied(Code::Scope, "customer");
    let guid = Guid::parse_str(id).map_err(|_| unknown())?;
    let found = visit.app().store().organisation(guid).await?;
    Ok(found.filter(|it| it.is_partner).ok_or_else(unknown)?)
}

async fn list(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<ActivityQuery>,
) -> Result<Response, Trouble> {
    let at = partner(&visit, &customer).await?;
    let permit = record_permit(&visit.caller, at.id)?;
    let wanted = asked_for(&asked)?;
    let question = visit.app().ask_activity(&visit.caller, (&at, &permit), &wanted).await;
    let question = question.map_err(|error| match &error {
        AppError::Denied(denial) => {
            let name = match denial.subject.as_str() {
                "from-old" | "dates" => "from".to_owned(),
                other => other.to_owned(),
            };
            Trouble::from(error).parameter(name)
        }
        _ => Trouble::from(error),
    })?;
    answer(&headers, Log { visit, question }, asked.after, asked.limit).await
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_heading_of_a_partners_file_goes_on_like_that_of_a_customer() {
        assert_eq!(super::HEADING[2..], *crate::audit_words::CELLS);
    }
}
