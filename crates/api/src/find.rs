//! Finding what a request names: products and plans by identity or by name, users by identity or sign-in name. What is
//! not found is refused by its place; nothing is guessed.

use cupo_app::store::users::{UserFilter, UserRow};
use cupo_app::text::fold;
use cupo_domain::catalogue::{Catalogue, Product};
use cupo_domain::ids::{Guid, PlanId, UserId};
use cupo_domain::refusal::Code;

use crate::caller::{At, Visit};
use crate::trouble::Trouble;
use crate::wire::Users;

/// Most products that are looked through before a part number counts as unknown: all there are.
const NAME_MAX: usize = 256;

/// A product by identity or part number; a part number that several products share is refused.
///
/// # Errors
/// E-NOTFOUND with what was named.
pub fn product<'a>(catalogue: &'a Catalogue, named: &str) -> Result<&'a Product, Trouble> {
    let unknown = || Trouble::new(Code::NotFound, shown(named)).status(axum::http::StatusCode::BAD_REQUEST);
    if let Ok(guid) = Guid::parse_str(named) {
        return catalogue.product_by_guid(guid).ok_or_else(unknown);
    }
    let mut fitting = catalogue.products().filter(|p| p.part_number.eq_ignore_ascii_case(named));
    let found = fitting.next().ok_or_else(unknown)?;
    if fitting.next().is_some() {
        return Err(Trouble::new(Code::Invalid, shown(named)).what("several products share this part number"));
    }
    Ok(found)
}

/// A service plan of a product by identity or name.
///
/// # Errors
/// E-NOTFOUND with what was named.
pub fn plan(catalogue: &Catalogue, product: &Product, named: &str) -> Result<PlanId, Trouble> {
    let guid = Guid::parse_str(named).ok();
    let fits = |id: &PlanId| {
        catalogue
            .plan(*id)
            .is_some_and(|plan| Some(plan.guid) == guid || plan.name.eq_ignore_ascii_case(named))
    };
    let unknown = || Trouble::new(Code::NotFound, shown(named)).status(axum::http::StatusCode::BAD_REQUEST);
    product.plans.iter().find(fits).ok_or_else(unknown)
}

fn shown(named: &str) -> String {
    named.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect()
}

/// A user of the address.
///
/// # Errors
/// E-NOTFOUND for unknown and malformed identities alike.
pub async fn user(visit: &Visit, at: &At, id: &str) -> Result<UserRow, Trouble> {
    let unknown = || Trouble::new(Code::NotFound, "user");
    let store = visit.app().store();
    if let Ok(guid) = Guid::parse_str(id) {
        return store.user_by_guid(&at.permit, guid).await?.ok_or_else(unknown);
    }
    let name = id.trim().to_lowercase();
    let found = store.ids_of_names(&at.permit, &[name]).await?;
    let ids: Vec<UserId> = found.into_iter().map(|(_, id)| id).collect();
    store.users_by_id(&at.permit, &ids).await?.into_iter().next().ok_or_else(unknown)
}

/// The filter of a request's body.
///
/// # Errors
/// E-INVALID when nothing is asked for, E-NOTFOUND for an unknown product.
pub fn filter(catalogue: &Catalogue, it: &crate::wire::UserFilter) -> Result<UserFilter, Trouble> {
    if *it == crate::wire::UserFilter::default() {
        return Err(Trouble::new(Code::Invalid, "filter").pointer("/command/users/filter"));
    }
    narrowed(catalogue, it).map_err(|e| e.pointer("/command/users/filter/product"))
}

/// What every part that is given narrows to, wherever a request says it.
///
/// # Errors
/// E-NOTFOUND for an unknown product, without its place.
pub fn narrowed(catalogue: &Catalogue, it: &crate::wire::UserFilter) -> Result<UserFilter, Trouble> {
    let product = it.product.as_deref().map(|named| product(catalogue, named)).transpose()?;
    Ok(UserFilter {
        search: it.search.as_deref().map(fold),
        product: product.map(|p| p.id),
        licensed: it.licensed,
        location: it.location.clone(),
        department: it.department.clone(),
        enabled: it.sign_in,
        mail_waits: it.mail_waits,
        over_assigned: it.over_assigned,
        ..UserFilter::default()
    })
}

/// The location of a query, where `none` stands for users without one.
#[must_use]
pub fn location(asked: Option<String>) -> Option<String> {
    asked.map(|code| if code == "none" { String::new() } else { code })
}

/// The users a request names one by one, in its order; `deleted` looks among deleted ones.
///
/// # Errors
/// E-NOTFOUND with the place of the first that is not there.
pub async fn users(visit: &Visit, at: &At, it: &Users, deleted: bool) -> Result<Vec<UserId>, Trouble> {
    match it {
        Users::Ids(ids) => by_identity(visit, at, ids, deleted).await,
        Users::Names(names) => by_name(visit, at, names).await,
        Users::Filter(it) => {
            let filter = UserFilter { deleted, ..filter(&visit.app().store().catalogue(), it)? };
            Ok(visit.app().store().user_ids(&at.permit, &filter).await?)
        }
    }
}

async fn by_identity(visit: &Visit, at: &At, ids: &[String], deleted: bool) -> Result<Vec<UserId>, Trouble> {
    let place = |n: usize| format!("/command/users/ids/{n}");
    let mut guids = Vec::with_capacity(ids.len());
    for (n, id) in ids.iter().enumerate() {
        let guid = Guid::parse_str(id);
        guids.push(guid.map_err(|_| Trouble::new(Code::Invalid, "user").pointer(place(n)))?);
    }
    let store = visit.app().store();
    if deleted {
        return Ok(store.deleted_ids_of_guids(&at.permit, &guids).await?);
    }
    let found: std::collections::BTreeMap<Guid, UserId> =
        store.ids_of_guids(&at.permit, &guids).await?.into_iter().collect();
    let known = |(n, guid): (usize, &Guid)| {
        found.get(guid).copied().ok_or_else(|| missing(ids.get(n)).pointer(place(n)))
    };
    guids.iter().enumerate().map(known).collect()
}

async fn by_name(visit: &Visit, at: &At, names: &[String]) -> Result<Vec<UserId>, Trouble> {
    let folded: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    let found = visit.app().store().ids_of_names(&at.permit, &folded).await?;
    let found: std::collections::BTreeMap<String, UserId> = found.into_iter().collect();
    let known = |(n, name): (usize, &String)| {
        let place = format!("/command/users/names/{n}");
        found.get(name).copied().ok_or_else(|| missing(names.get(n)).pointer(place))
    };
    folded.iter().enumerate().map(known).collect()
}

fn missing(named: Option<&String>) -> Trouble {
    let named = named.map(|n| shown(n)).unwrap_or_default();
    Trouble::new(Code::NotFound, named).status(axum::http::StatusCode::BAD_REQUEST)
}
