//! Users of a customer: lists, accounts, and what each holds.

use axum::extract::Path;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use cupo_app::answers::Before;
use cupo_app::changes::Command;
use cupo_app::create_user::created_user;
use cupo_app::error::AppError;
use cupo_app::holds::data_key;
use cupo_app::store::users::{Position, UserFilter, UserPage, UserRow, UserSort};
use cupo_domain::access::Action;
use cupo_domain::assignment::Origin;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::{Json, Query};
use crate::caller::{At, Visit};
use crate::creation;
use crate::editing::{editing, fields};
use crate::find;
use crate::once::{self, Key};
use crate::page::{Source, answer, bad_cursor, cursor, place};
use crate::route::Route;
use crate::trouble::Trouble;
use crate::wire::{self, CreatedUser, EditUser, Hold, License, List, NewUser, User};
use crate::words;

/// Which users. Every part that is given must hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UserQuery {
    /// Text in name or sign-in name.
    #[serde(default)]
    search: Option<String>,
    /// Holds this product: its identity or part number.
    #[serde(default)]
    product: Option<String>,
    /// Holds any product (`true`) or none (`false`).
    #[serde(default)]
    license: Option<bool>,
    /// Usage location, two letters; `none` for users without one.
    #[serde(default)]
    location: Option<String>,
    /// Department, exactly.
    #[serde(default)]
    department: Option<String>,
    /// Sign-in allowed (`true`) or blocked (`false`).
    #[serde(default)]
    sign_in: Option<bool>,
    /// A mailbox or archive waits to be erased or is kept by a hold (`true`), or none does (`false`).
    #[serde(default)]
    mail_waits: Option<bool>,
    /// Holds a product of which more are held than there are seats (`true`), or none such (`false`).
    #[serde(default)]
    over_assigned: Option<bool>,
    /// Deleted users instead of active ones.
    #[serde(default)]
    deleted: bool,
    /// The order.
    #[serde(default)]
    sort: UserOrder,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

/// The order of users.
#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
enum UserOrder {
    /// By name, the order in which last seats are given.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// By name, reversed.
    #[serde(rename = "-name")]
    NameDown,
    /// By sign-in name.
    #[serde(rename = "sign_in")]
    SignIn,
    /// By sign-in name, reversed.
    #[serde(rename = "-sign_in")]
    SignInDown,
}

impl UserOrder {
    fn parts(self) -> (UserSort, bool) {
        match self {
            Self::Name => (UserSort::Name, false),
            Self::NameDown => (UserSort::Name, true),
            Self::SignIn => (UserSort::SignIn, false),
            Self::SignInDown => (UserSort::SignIn, true),
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    let tag = "Users";
    let (all, user) = ("/customers/{customer}/users", "/customers/{customer}/users/{user}");
    vec![
        Route::new(("GET", all), "listUsers", tag, "List users", get(list))
            .query::<UserQuery>()
            .answers::<List<User>>(200, "A page of users; as CSV all the rest, unless `limit` says how many.")
            .sends(200, "", Some("text/csv")),
        Route::new(("POST", all), "createUser", tag, "Create a user", post(create))
            .detail(
                "Without licenses, so no seat has to be free. Undo the operation to delete the user again.",
            )
            .header(once::HEADER, once::MEANS)
            .json::<NewUser>()
            .answers::<CreatedUser>(201, "The user, with the password for the first sign-in.")
            .refuses(409, "The name is taken.")
            .refuses(422, once::REFUSED),
        Route::new(("GET", user), "getUser", tag, "One user", get(one))
            .detail("By identity, or by sign-in name.")
            .answers::<User>(200, "The user."),
        Route::new(("PATCH", user), "editUser", tag, "Change fields of a user", patch(edit))
            .detail("What is left out stays. A License admin may change the location and nothing else.")
            .json::<EditUser>()
            .answers::<User>(200, "The user as it is now.")
            .refuses(409, "The account is mastered elsewhere, or is the caller's own."),
        Route::new(
            ("GET", "/customers/{customer}/users/{user}/licenses"),
            "listUserLicenses",
            tag,
            "What a user holds",
            get(licenses),
        )
        .answers::<List<License>>(200, "One entry per product and source."),
        Route::new(
            ("GET", "/customers/{customer}/users/{user}/holds"),
            "listHolds",
            tag,
            "What keeps a user's data",
            get(holds),
        )
        .detail("Those that were released too. Place one with the command `place_hold`, release one with `release_hold`.")
        .answers::<List<Hold>>(200, "Every hold, the first placed first."),
    ]
}

struct People {
    visit: Visit,
    at: At,
    page: UserPage,
}

impl People {
    async fn with_products(&self, rows: &[UserRow]) -> Result<Vec<User>, Trouble> {
        let store = self.visit.app().store();
        let ids: Vec<UserId> = rows.iter().map(|row| row.id).collect();
        let held = store.products_of(&self.at.permit, &ids).await?;
        let catalogue = store.catalogue();
        let products = |id: UserId| {
            let of_user = held.iter().skip(held.partition_point(|(user, _)| *user < id));
            let of_user = of_user.take_while(|(user, _)| *user == id);
            of_user.filter_map(|(_, p)| catalogue.product(*p).map(|p| p.part_number.clone())).collect()
        };
        Ok(rows.iter().map(|row| words::user(row, products(row.id))).collect())
    }
}

impl Source for People {
    type Item = User;

    fn heading(&self) -> &'static [&'static str] {
        &[
            "id",
            "name",
            "display_name",
            "first_name",
            "last_name",
            "job_title",
            "department",
            "location",
            "sign_in",
            "state",
            "products",
        ]
    }

    fn cells(&self, it: &User) -> Vec<String> {
        vec![
            it.id.clone(),
            it.name.clone(),
            it.display_name.clone(),
            it.first_name.clone(),
            it.last_name.clone(),
            it.job_title.clone(),
            it.department.clone(),
            it.location.clone().unwrap_or_default(),
            it.sign_in.to_string(),
            if it.deleted_at.is_some() { "deleted" } else { "active" }.to_owned(),
            it.products.join(" "),
        ]
    }

    async fn read(&self, after: Option<String>, limit: i64) -> Result<(Vec<User>, Option<String>), Trouble> {
        let store = self.visit.app().store();
        let after = place::<1>(after.as_deref())?.map(|[id]| UserId(id));
        if let Some(id) = after
            && store.users_by_id(&self.at.permit, &[id]).await?.is_empty()
        {
            return Err(bad_cursor());
        }
        let position = after.map_or(Position::First, Position::After);
        let page = UserPage { position, size: limit, ..self.page.clone() };
        let found = store.users(&self.at.permit, &page).await?;
        let next = found.users.last().filter(|_| found.more_after).map(|last| cursor(&[last.id.0]));
        Ok((self.with_products(&found.users).await?, next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        Ok(self.visit.app().count_users(&self.at.permit, &self.page.filter).await?)
    }
}

async fn list(
    visit: Visit,
    headers: HeaderMap,
    Path(customer): Path<String>,
    Query(asked): Query<UserQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let catalogue = visit.app().store().catalogue();
    let named = wire::UserFilter {
        search: asked.search,
        product: asked.product,
        licensed: asked.license,
        location: find::location(asked.location),
        department: asked.department,
        sign_in: asked.sign_in,
        mail_waits: asked.mail_waits,
        over_assigned: asked.over_assigned,
        everybody: None,
    };
    let filter = find::narrowed(&catalogue, &named).map_err(|trouble| trouble.parameter("product"))?;
    let filter = UserFilter { deleted: asked.deleted, ..filter };
    let (sort, descending) = asked.sort.parts();
    let page = UserPage { filter, sort, descending, ..UserPage::default() };
    answer(&headers, People { visit, at, page }, asked.after, asked.limit).await
}

async fn one(visit: Visit, Path((customer, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let row = find::user(&visit, &at, &id).await?;
    shown(visit, at, row).await
}

async fn shown(visit: Visit, at: At, row: UserRow) -> Result<Response, Trouble> {
    let people = People { visit, at, page: UserPage::default() };
    let user = people.with_products(&[row]).await?.into_iter().next();
    Ok(axum::Json(user.ok_or_else(|| Trouble::new(Code::NotFound, "user"))?).into_response())
}

async fn create(
    visit: Visit,
    Path(customer): Path<String>,
    key: Key,
    asked: Json<NewUser>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::EditUsers).await?;
    let once = key.asking(&visit, "createUser", &asked.bytes);
    if let Some(before) = once::before(&visit, &at, once.as_ref()).await? {
        return created_before(visit, at, before).await;
    }
    let command = creation::command(&asked.value);
    let done = match visit.app().run(visit.asking(&at, once.as_ref()), &command, None).await {
        Ok(done) => done,
        Err(error) => {
            let failed = creation::placed(error, "");
            let before = once::instead(&visit, &at, (once.as_ref(), failed)).await?;
            return created_before(visit, at, before).await;
        }
    };
    let given = done.passwords.into_iter().next();
    let given = given.ok_or_else(|| AppError::Bug("somebody new without a password".to_owned()))?;
    let rows = visit.app().store().users_by_id(&at.permit, &[given.user]).await?;
    let row = rows.into_iter().next();
    let row = row.ok_or_else(|| AppError::Bug("somebody new who is not there".to_owned()))?;
    created(visit, at, (row, Some(given.password), done.receipt.operation)).await
}

/// Who was created by the same request before, as the account is now; the password was told then.
async fn created_before(visit: Visit, at: At, before: Before) -> Result<Response, Trouble> {
    let unknown = || Trouble::new(Code::NotFound, "user");
    let Before::Operation(operation) = before else { return Err(unknown()) };
    let user = created_user(&operation).ok_or_else(unknown)?;
    let row = visit.app().store().user_by_guid(&at.permit, user).await?.ok_or_else(unknown)?;
    created(visit, at, (row, None, operation.guid)).await
}

async fn created(
    visit: Visit,
    at: At,
    (row, password, operation): (UserRow, Option<String>, Guid),
) -> Result<Response, Trouble> {
    let place = format!("/api/v1/customers/{}/users/{}", at.organisation.guid, row.guid);
    let people = People { visit, at, page: UserPage::default() };
    let user = people.with_products(&[row]).await?.into_iter().next();
    let user = user.ok_or_else(|| Trouble::new(Code::NotFound, "user"))?;
    let body = CreatedUser { user, password, operation: operation.to_string() };
    Ok((StatusCode::CREATED, [(LOCATION, place)], axum::Json(body)).into_response())
}

async fn edit(
    visit: Visit,
    Path((customer, id)): Path<(String, String)>,
    asked: Json<EditUser>,
) -> Result<Response, Trouble> {
    let asked = asked.value;
    let at = editing(&visit, &customer, &asked).await?;
    let row = find::user(&visit, &at, &id).await?;
    let command = Command::EditUser { user: row.guid, fields: fields(asked) };
    match visit.app().run(visit.asking(&at, None), &command, None).await {
        // Everything says already what it shall say.
        Err(AppError::Denied(denial)) if denial.subject == "nothing" => {}
        done => drop(done?),
    }
    let row = find::user(&visit, &at, &row.guid.to_string()).await?;
    shown(visit, at, row).await
}

async fn holds(visit: Visit, Path((customer, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let row = find::user(&visit, &at, &id).await?;
    let all = visit.app().store().holds_of(&at.permit, row.id).await?;
    let items: Vec<Hold> = all
        .into_iter()
        .map(|it| Hold {
            id: it.guid.to_string(),
            data: data_key(it.hold.workload).to_owned(),
            kind: it.hold.kind.key().to_owned(),
            reason: it.reason,
            placed_at: words::instant(it.hold.placed.0),
            released_at: it.released_at.map(words::instant),
        })
        .collect();
    let count = i64::try_from(items.len()).ok();
    Ok(axum::Json(List { items, next: None, count }).into_response())
}

async fn licenses(visit: Visit, Path((customer, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let row = find::user(&visit, &at, &id).await?;
    let holder = visit.app().holder(&at.permit, row.id).await?;
    let catalogue = visit.app().store().catalogue();
    let sources = holder.map(|holder| holder.sources).unwrap_or_default();
    let items: Vec<License> = sources
        .iter()
        .filter(|source| source.state.holds())
        .map(|source| {
            let (product, part_number, name) = words::product_words(&catalogue, source.product, visit.lang);
            let from = match source.origin {
                _ if source.self_service => wire::Source::SelfService,
                Origin::Direct => wire::Source::Direct,
                Origin::Group(_) => wire::Source::Group,
            };
            let plans_off = words::plan_names(&catalogue, &source.plans_off);
            License { product, part_number, name, source: from, plans_off }
        })
        .collect();
    let count = i64::try_from(items.len()).ok();
    Ok(axum::Json(List { items, next: None, count }).into_response())
}
