//! Who holds which role at a customer, and how it is set up. Both are changed by commands.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cupo_app::store::roles::{BEARERS_PAGE, BearerRow};
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::Query;
use crate::caller::{At, Visit};
use crate::page::{Source, answer, bad_cursor};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{List, RoleBearer, Settings};

/// Which people.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoleQuery {
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page; at most 100 come.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            ("GET", "/customers/{customer}/roles"),
            "listRoles",
            "Customers",
            "Who holds which role",
            get(roles),
        )
        .query::<RoleQuery>()
        .answers::<List<RoleBearer>>(200, "A page of people with roles, in the order of their names.")
        .sends(200, "", Some("text/csv")),
        Route::new(
            ("GET", "/customers/{customer}/settings"),
            "getSettings",
            "Customers",
            "How a customer is set up",
            get(settings),
        )
        .answers::<Settings>(200, "The settings."),
    ]
}

struct Bearers {
    visit: Visit,
    at: At,
}

impl Source for Bearers {
    type Item = RoleBearer;

    fn heading(&self) -> &'static [&'static str] {
        &["user_name", "display_name", "sign_in", "roles", "user"]
    }

    fn cells(&self, it: &RoleBearer) -> Vec<String> {
        vec![
            it.user_name.clone(),
            it.display_name.clone(),
            it.sign_in.to_string(),
            it.roles.join(" "),
            it.user.clone(),
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<RoleBearer>, Option<String>), Trouble> {
        let after = after.map(|text| Guid::parse_str(&text).map_err(|_| bad_cursor())).transpose()?;
        let found = self.visit.app().role_bearers(&self.at.permit, after).await?;
        let wanted = usize::try_from(limit.min(BEARERS_PAGE)).unwrap_or(0);
        let more = found.more || found.people.len() > wanted;
        let people: Vec<BearerRow> = found.people.into_iter().take(wanted).collect();
        let next = people.last().filter(|_| more).map(|it| it.guid.to_string());
        let bearer = |it: BearerRow| RoleBearer {
            user: it.guid.to_string(),
            user_name: it.sign_in,
            display_name: it.display_name,
            sign_in: it.enabled,
            roles: it.roles.iter().map(|role| role.key().to_owned()).collect(),
        };
        Ok((people.into_iter().map(bearer).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        let (mut count, mut after) = (0, None);
        loop {
            let found = self.visit.app().role_bearers(&self.at.permit, after).await?;
            count += i64::try_from(found.people.len()).unwrap_or(0);
            after = found.people.last().filter(|_| found.more).map(|it| it.guid);
            if after.is_none() {
                return Ok(count);
            }
        }
    }
}

async fn roles(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<RoleQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::ViewAudit).await?;
    answer(&headers, Bearers { visit, at }, asked.after, asked.limit).await
}

async fn settings(visit: Visit, Path(customer): Path<String>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::ViewSettings).await?;
    let it = &at.organisation;
    let mut all = visit.app().settings_of(&at.permit, it).await?;
    Ok(axum::Json(Settings {
        licenses_page_limit: it.licenses_page_limit,
        file_retention_days: it.file_retention_days,
        restore_over_quota: it.restore_over_quota,
        file_delegation: it.file_delegation,
        second_owner: all.remove(cupo_app::files::SECOND).unwrap_or_default(),
        time_zone: it.time_zone.clone(),
        billing_agreement: it.agreement.key().to_owned(),
    })
    .into_response())
}
