//! The audit log of a customer (R-AUDIT-3, R-AUDIT-6): who did what to whom, and what it was before. It reads the chain;
//! nothing here can write to it.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use cupo_app::audit::{DOORS, day, day_of, days, kinds};
use cupo_app::error::AppError;
use cupo_app::store::audit_log::AuditList;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use jiff::Span;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::audit_words::{CELLS, cells, record};
use crate::body::Query;
use crate::caller::{At, Visit};
use crate::find;
use crate::page::{Source, answer, cursor, cut, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{AuditRecord, List};

/// Which records.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    /// From this day of the customer's calendar on, such as `2026-03-01`; a month before the last day when left out.
    #[serde(default)]
    from: Option<String>,
    /// To the end of this day; today when left out.
    #[serde(default)]
    to: Option<String>,
    /// Only this kind of change, such as `licenses.changed`.
    #[serde(default)]
    action: Option<String>,
    /// Only what they did: a sign-in name of the customer or of the own organization, the name of a program or of the
    /// partner, `cupo`, or `operator:` and a system's user.
    #[serde(default)]
    who: Option<String>,
    /// Only about this user: identity or sign-in name, also of deleted users.
    #[serde(default)]
    user: Option<String>,
    /// Only about this product: identity or part number.
    #[serde(default)]
    product: Option<String>,
    /// Only through this door: `console`, `cli`, `api`, `graph`, `partner`, `scim` or `system`.
    #[serde(default)]
    channel: Option<String>,
    /// Only as part of this operation; then the days begin with it unless they are said.
    #[serde(default)]
    operation: Option<String>,
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
        Route::new(("GET", "/customers/{customer}/audit"), "listAudit", "Audit", "The audit log", get(list))
            .detail(
                "Every change and every refusal, the newest first; without days, those of the latest month. Records are \
                 never changed; each carries the hash of the one before it.",
            )
            .query::<AuditQuery>()
            .answers::<List<AuditRecord>>(
                200,
                "A page of records; as CSV all the rest, unless `limit` says how many.",
            )
            .sends(200, "", Some("text/csv")),
    ]
}

struct Log {
    visit: Visit,
    at: At,
    list: AuditList,
}

impl Source for Log {
    type Item = AuditRecord;

    fn heading(&self) -> &'static [&'static str] {
        CELLS
    }

    fn cells(&self, it: &AuditRecord) -> Vec<String> {
        cells(it)
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<AuditRecord>, Option<String>), Trouble> {
        let before = place::<1>(after.as_deref())?.map(|[seq]| seq);
        let list = AuditList { before, take: limit + 1, ..self.list.clone() };
        let app = self.visit.app();
        let (rows, known) = app.audit_records(&self.at.permit, &list).await?;
        let (rows, more) = cut(rows, limit);
        let whose = (self.at.organisation.id, self.visit.caller.home());
        let actors = app.actors(whose, rows.iter().map(|row| row.actor.as_str())).await?;
        let next = rows.last().filter(|_| more).map(|last| cursor(&[last.seq]));
        let catalogue = app.store().catalogue();
        let told = |row| record(&catalogue, &self.at.organisation, (&known, &actors), row);
        Ok((rows.iter().map(told).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().store().audit_count(&self.at.permit, &self.list).await?)
    }
}

/// Reads the question.
async fn asked_for(visit: &Visit, at: &At, asked: &AuditQuery) -> Result<AuditList, Trouble> {
    let (app, store) = (visit.app(), visit.app().store());
    let unknown = |name: &'static str| Trouble::new(Code::NotFound, name).parameter(name);
    let bad = |name: &'static str| Trouble::new(Code::Invalid, name).parameter(name);
    let mut list = AuditList::default();
    let mut begins = None;
    if let Some(text) = &asked.operation {
        let guid = Guid::parse_str(text).map_err(|_| unknown("operation"))?;
        let found = store.operation(&at.permit, guid).await?.ok_or_else(|| unknown("operation"))?;
        begins = Some(found.created_at);
        list.operation = Some(found.id);
    }
    if let Some(key) = &asked.action {
        list.action = Some(key.clone()).filter(|key| kinds::ALL.contains(&key.as_str()));
        list.action.as_ref().ok_or_else(|| bad("action"))?;
    }
    if let Some(key) = &asked.channel {
        list.channel = Some(key.clone()).filter(|key| DOORS.contains(&key.as_str()));
        list.channel.as_ref().ok_or_else(|| bad("channel"))?;
    }
    if let Some(named) = &asked.product {
        let found = find::product(&store.catalogue(), named).map(|product| product.id);
        list.product = Some(found.map_err(|trouble| trouble.parameter("product"))?);
    }
    let named = |name: &'static str, text: &Option<String>| match text.as_deref().map(str::trim) {
        Some(text) if text.is_empty() || text.len() > NAME_MAX || text.contains('\0') => Err(bad(name)),
        text => Ok(text.map(str::to_owned)),
    };
    if let Some(text) = named("who", &asked.who)? {
        let whose = (&at.organisation, visit.caller.home());
        list.by = Some(app.who_does(&at.permit, whose, &text).await?.ok_or_else(|| unknown("who"))?);
    }
    if let Some(text) = named("user", &asked.user)? {
        list.users = Some(app.whom(&at.permit, &text).await?.ok_or_else(|| unknown("user"))?);
    }
    (list.from, list.to) = span(visit, at, (asked, begins))?;
    Ok(list)
}

/// The longest name that is looked up, in bytes.
const NAME_MAX: usize = 300;

fn span(visit: &Visit, at: &At, (asked, begins): (&AuditQuery, Option<i64>)) -> Result<(i64, i64), Trouble> {
    let zone = TimeZone::get(&at.organisation.time_zone).unwrap_or(TimeZone::UTC);
    let read = |name: &'static str, text: &Option<String>| {
        let day = text.as_deref().map(|text| day(name, text)).transpose();
        day.map_err(|denial| Trouble::from(denial).parameter(name))
    };
    let to = read("to", &asked.to)?.unwrap_or_else(|| day_of(&zone, visit.app().now().0));
    let latest = || to.saturating_sub(Span::new().months(1));
    let from = read("from", &asked.from)?
        .unwrap_or_else(|| begins.map_or_else(latest, |begins| day_of(&zone, begins).min(to)));
    days(&zone, (from, to)).map_err(|denial| {
        let name = if denial.subject == "to" { "to" } else { "from" };
        Trouble::from(AppError::from(denial)).parameter(name)
    })
}

async fn list(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::ViewAudit).await?;
    let list = asked_for(&visit, &at, &asked).await?;
    answer(&headers, Log { visit, at, list }, asked.after, asked.limit).await
}
