//! Previews: what a command would do, kept so that exactly this can be applied.

use axum::extract::Path;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cupo_app::changes::{Shown, What};
use cupo_app::error::AppError;
use cupo_app::licenses::totals::Totals;
use cupo_app::previewed::{Again, Why};
use cupo_app::store::operations::PreviewRow;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use cupo_http::words::Words;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::{Json, Query};
use crate::caller::{At, Visit};
use crate::page::{Source, answer, cursor, cut, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{Changed, Decide, List, Preview, Refusals, RefusedUser, Returns};
use crate::{commands, decided, words};

/// Refusals of a preview, grouped by product and reason.
const GROUPS_MAX: usize = 200;
/// Users whose names tell what changed since a preview.
const NAMES_MAX: usize = 100;
/// Users of a restore who are told with what comes back.
const RETURNS_MAX: usize = 1_000;

/// A page of the users who are refused.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// Entries of a page, 1 to 1,000; 100 without it.
    limit: Option<i64>,
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Previews";
    let path = "/customers/{customer}/previews/{preview}";
    let gone = "It would do something else by now; `changed` says what differs.";
    vec![
        Route::new(
            ("POST", "/customers/{customer}/previews"),
            "createPreview",
            tag,
            "Preview a command",
            post(create),
        )
        .detail(
            "Nothing is changed. The answer says who gets or loses what, which seats move, what it costs, whose data \
             clocks would start and who would be refused and why; apply it with its `id` and `digest` by \
             `POST …/operations`. It is kept for 24 hours.",
        )
        .json::<Decide>()
        .answers::<Preview>(201, "The decision.")
        .refuses(409, "The command as a whole cannot be done; `code` says why.")
        .refuses(410, "It is past the time in which it could be brought back."),
        Route::new(("GET", path), "getPreview", tag, "Look at a preview again", get(one))
            .detail("What it says, as long as applying it would do exactly that.")
            .answers::<Preview>(200, "The decision.")
            .refuses(409, "The command as a whole cannot be done any more; `code` says why.")
            .refuses(410, "It is past the time in which it could be brought back.")
            .refuses(412, gone),
        Route::new(
            ("GET", "/customers/{customer}/previews/{preview}/refusals"),
            "listPreviewRefusals",
            tag,
            "List who would be refused",
            get(refusals),
        )
        .detail("One entry for each user and product, in the order of the decision. As JSON or as CSV.")
        .query::<PageQuery>()
        .answers::<List<RefusedUser>>(200, "A page of them.")
        .sends(200, "A page of them.", Some("text/csv"))
        .refuses(409, "The command as a whole cannot be done any more; `code` says why.")
        .refuses(410, "It is past the time in which it could be brought back.")
        .refuses(412, gone),
    ]
}

async fn create(
    visit: Visit,
    Path(customer): Path<String>,
    asked: Json<Decide>,
) -> Result<Response, Trouble> {
    let asked = asked.value;
    let at = commands::permitted(&visit, &customer, &asked).await?;
    let meant = commands::understood(&visit, &at, &asked).await?;
    let by = cupo_app::accounts::Asking { reason: asked.reason.as_str(), ..visit.asking(&at, None) };
    let shown = visit.app().preview_command(by, &meant).await;
    let shown = shown.map_err(|error| commands::placed(&asked.command, error))?;
    let body = told(&visit, &at, &shown, commands::kind(&asked.command)).await?;
    let place = format!("/api/v1/customers/{}/previews/{}", at.organisation.guid, body.id);
    Ok((StatusCode::CREATED, [(LOCATION, place)], axum::Json(body)).into_response())
}

/// A preview with its figures.
///
/// # Errors
/// When the store cannot answer.
pub(super) async fn told(
    visit: &Visit,
    at: &At,
    shown: &Shown,
    kind: &'static str,
) -> Result<Preview, Trouble> {
    Ok(Preview {
        id: shown.guid.to_string(),
        digest: shown.digest.clone(),
        expires_at: words::instant(shown.expires_at.0),
        kind: kind.to_owned(),
        totals: decided::totals(&visit.app().store().catalogue(), &shown.what),
        changes: shown.what.changes_anything(),
        fields: decided::fields(&shown.what),
        undo_until: shown.undo.ok().map(|until| words::instant(until.0)),
        final_because: shown.undo.err().map(str::to_owned),
        refusals: match &shown.what {
            What::Licenses(totals) => groups(visit, at, totals).await?,
            other => accounts(visit, at, other).await?,
        },
        returns: returns(visit, at, &shown.what).await?,
    })
}

/// What comes back with each user who is restored.
async fn returns(visit: &Visit, at: &At, what: &What) -> Result<Vec<Returns>, Trouble> {
    let What::Restore(it) = what else { return Ok(Vec::new()) };
    let store = visit.app().store();
    let ids: Vec<UserId> = it.back().take(RETURNS_MAX).collect();
    let named = store.users_by_id(&at.permit, &ids).await?;
    let catalogue = store.catalogue();
    let said = Words::new(&catalogue, visit.lang);
    let row = |id: &UserId| named.iter().find(|row| row.id == *id);
    Ok(ids.iter().filter_map(row).filter_map(|user| decided::returns(&said, it, user)).collect())
}

/// Refusals in groups with some names.
async fn groups(visit: &Visit, at: &At, totals: &Totals) -> Result<Vec<Refusals>, Trouble> {
    let store = visit.app().store();
    let shown = totals.reasons.iter().take(GROUPS_MAX);
    let ids: Vec<UserId> = shown.clone().flat_map(|group| group.sample.iter().copied()).collect();
    let named = store.users_by_id(&at.permit, &ids).await?;
    let name = |id: &UserId| named.iter().find(|row| row.id == *id).map(|row| row.sign_in.clone());
    let catalogue = store.catalogue();
    let said = Words::new(&catalogue, visit.lang);
    let group = |g| words::refusals(&said, g, g.sample.iter().filter_map(name).collect());
    Ok(shown.map(group).collect())
}

/// The same for whole accounts.
async fn accounts(visit: &Visit, at: &At, what: &What) -> Result<Vec<Refusals>, Trouble> {
    let groups = decided::groups(what);
    let ids: Vec<UserId> = groups.values().flat_map(|(_, sample)| sample.iter().copied()).collect();
    let named = visit.app().store().users_by_id(&at.permit, &ids).await?;
    let name = |id: &UserId| named.iter().find(|row| row.id == *id).map(|row| row.sign_in.clone());
    let group = |(code, (count, sample)): (Code, (i64, Vec<UserId>))| {
        decided::group(visit.lang, code, (count, sample.iter().filter_map(name).collect()))
    };
    Ok(groups.into_iter().map(group).collect())
}

/// A preview of the address with the permit that it takes.
///
/// # Errors
/// E-NOTFOUND, E-ROLE.
pub(super) async fn kept(visit: &Visit, customer: &str, preview: &str) -> Result<(At, PreviewRow), Trouble> {
    let look = visit.looking(customer).await?;
    let guid = Guid::parse_str(preview).map_err(|_| Trouble::new(Code::NotFound, "preview"))?;
    let row = visit.app().own_preview(&look.permit, visit.owner, guid).await?;
    let action = visit.app().action_of_preview(&look.permit, visit.owner, guid).await?;
    let at = match visit.at(customer, action).await {
        Err(trouble) if action == Action::EditUsers && trouble.code() == Some(Code::Role) => {
            visit.at(customer, Action::EditLocation).await?
        }
        other => other?,
    };
    Ok((at, row))
}

async fn again(visit: &Visit, customer: &str, preview: &str) -> Result<(At, Again), Trouble> {
    let (at, row) = kept(visit, customer, preview).await?;
    match visit.app().preview_again(visit.asking(&at, None), row.guid).await {
        Ok(it) => Ok((at, it)),
        Err(error) => Err(refused(visit, &at, error).await?),
    }
}

async fn one(visit: Visit, Path((customer, preview)): Path<(String, String)>) -> Result<Response, Trouble> {
    let (at, it) = again(&visit, &customer, &preview).await?;
    Ok(axum::Json(told(&visit, &at, &it.shown, kind(&it)).await?).into_response())
}

fn kind(it: &Again) -> &'static str {
    match &it.command {
        _ if it.undoes => "undo",
        None => "change_licenses",
        Some(command) => commands::kind_of(command),
    }
}

/// What differs from what was shown, with names instead of keys; or the refusal as it is.
///
/// # Errors
/// When the store cannot answer.
pub(super) async fn refused(visit: &Visit, at: &At, error: AppError) -> Result<Trouble, Trouble> {
    let AppError::Changed(it) = error else { return Ok(error.into()) };
    let shown: Vec<UserId> = it.users.iter().copied().take(NAMES_MAX).collect();
    let named = visit.app().store().users_by_id(&at.permit, &shown).await?;
    Ok(Trouble::changed(Changed {
        users: named.into_iter().map(|u| u.sign_in).collect(),
        fields: decided::differences(&it.facts),
        totals: words::totals(&visit.app().store().catalogue(), &it.now),
    }))
}

struct Refused {
    visit: Visit,
    at: At,
    all: Vec<(UserId, Why)>,
}

async fn refusals(
    visit: Visit,
    headers: HeaderMap,
    Path((customer, preview)): Path<(String, String)>,
    Query(asked): Query<PageQuery>,
) -> Result<Response, Trouble> {
    let (at, it) = again(&visit, &customer, &preview).await?;
    answer(&headers, Refused { visit, at, all: it.refused }, asked.after, asked.limit).await
}

impl Source for Refused {
    type Item = RefusedUser;

    fn heading(&self) -> &'static [&'static str] {
        &["user_name", "part_number", "code", "detail", "repair", "user", "product"]
    }

    fn cells(&self, it: &RefusedUser) -> Vec<String> {
        let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let said = [it.code.clone(), it.detail.clone(), it.repair.clone(), it.user.clone()];
        let mut cells = vec![it.user_name.clone(), text(&it.part_number)];
        cells.extend(said);
        cells.push(text(&it.product));
        cells
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<RefusedUser>, Option<String>), Trouble> {
        let from = place::<1>(after.as_deref())?.map_or(0, |[from]| from.max(0));
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        let take = usize::try_from(limit + 1).unwrap_or(usize::MAX);
        let (rows, more) = cut(self.all.iter().skip(skip).take(take).collect(), limit);
        let next = more.then(|| cursor(&[from.saturating_add(limit)]));
        let store = self.visit.app().store();
        let ids: Vec<UserId> = rows.iter().map(|(user, _)| *user).collect();
        let named = store.users_by_id(&self.at.permit, &ids).await?;
        let catalogue = store.catalogue();
        let words = Words::new(&catalogue, self.visit.lang);
        let row = |(id, why): &&(UserId, Why)| {
            let user = named.iter().find(|user| user.id == *id)?;
            Some(decided::refused(&words, self.visit.lang, user, why))
        };
        Ok((rows.iter().filter_map(row).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(i64::try_from(self.all.len()).unwrap_or(i64::MAX))
    }
}
