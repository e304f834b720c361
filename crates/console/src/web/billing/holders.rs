//! The users who hold a product, row by row: where each license comes from, which plans are on, and how the list is
//! turned and paged.

use std::collections::BTreeSet;

use cupo_app::store::users::{Position, UserRow, UserSort};
use cupo_domain::assignment::{Holder, Origin, Source};
use cupo_domain::ids::Guid;
use cupo_domain::plan_set::PlanSet;

use super::product::Held;
use crate::pages::HolderRow;
use crate::texts::Texts;
use crate::view::{Sort, SortState};
use crate::web::address::Address;
use crate::web::posted::Fields;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// The order that the address asks.
pub(super) fn order(asked: &Fields) -> (UserSort, bool) {
    let sort = if asked.text("sort") == "signin" { UserSort::SignIn } else { UserSort::Name };
    (sort, asked.text("dir") == "desc")
}

/// The place in the list; a user that is gone begins it anew.
pub(super) async fn position(signed: &Signed, at: &At, asked: &Fields) -> Result<Position, Trouble> {
    if asked.text("page") == "last" {
        return Ok(Position::Last);
    }
    for (name, place) in [("after", Position::After as fn(_) -> _), ("before", Position::Before)] {
        let Ok(guid) = Guid::parse_str(asked.text(name)) else { continue };
        if let Some(user) = signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await? {
            return Ok(place(user.id));
        }
    }
    Ok(Position::First)
}

/// The rows of a page.
pub(super) async fn rows(
    signed: &Signed,
    at: &At,
    held: &Held,
    (users, ticked): (&[UserRow], &BTreeSet<Guid>),
) -> Result<Vec<HolderRow>, Trouble> {
    let app = &signed.visit.hall.app;
    let ids: Vec<_> = users.iter().map(|u| u.id).collect();
    let (snapshot, _) = app.store().license_snapshot(&at.permit, &ids, app.now()).await?;
    let row = |user: &UserRow| {
        let holder = snapshot.holders.iter().find(|h| h.user == user.id);
        let sources = holder.map(|h| sources_of(h, held)).unwrap_or_default();
        let on = plans_on(held, &sources);
        HolderRow {
            id: user.guid.to_string(),
            name: user.display_name.clone(),
            sign_in: user.sign_in.clone(),
            href: format!("{}/users/{}", held.href(at), user.guid),
            source: sources_in_words(signed.t(), &sources),
            plans_on: i64::try_from(on).unwrap_or(0),
            plans: i64::try_from(offered(held).len()).unwrap_or(0),
            ticked: ticked.contains(&user.guid),
            locked: !sources.iter().any(|s| s.origin == Origin::Direct && !s.self_service),
        }
    };
    Ok(users.iter().map(row).collect())
}

fn sources_of<'a>(holder: &'a Holder, held: &Held) -> Vec<&'a Source> {
    holder.sources.iter().filter(|s| s.product == held.product.id && s.state.holds()).collect()
}

fn plans_on(held: &Held, sources: &[&Source]) -> usize {
    let offered = offered(held);
    let on = sources.iter().fold(PlanSet::new(), |on, source| on.union(&offered.minus(&source.plans_off)));
    on.len()
}

/// Plans as the lists of them show them (R-USER-12).
fn offered(held: &Held) -> PlanSet {
    held.product.plans.minus(held.catalogue.automatic_plans())
}

fn sources_in_words(t: &Texts, sources: &[&Source]) -> String {
    let mut words: Vec<String> = sources
        .iter()
        .map(|source| match (source.self_service, source.origin) {
            (true, _) => t.source_self_service().into_owned(),
            (false, Origin::Direct) => t.source_direct().into_owned(),
            (false, Origin::Group(_)) => t.bill_source_group().into_owned(),
        })
        .collect();
    words.dedup();
    words.join(", ")
}

/// The heads of the columns that can be sorted by.
pub(super) fn sorts(t: &Texts, asked: &Fields, here: &Address) -> (Sort, Sort) {
    let (sort, descending) = order(asked);
    let make = |label: &str, key: &str, current: bool| {
        let state = match (current, descending) {
            (false, _) => SortState::None,
            (true, false) => SortState::Ascending,
            (true, true) => SortState::Descending,
        };
        let turned = if current && !descending { "desc" } else { "asc" };
        Sort { label: label.to_owned(), href: here.with("sort", key).with("dir", turned).href(), state }
    };
    let by_sign_in = sort == UserSort::SignIn;
    (make(&t.column_display_name(), "name", !by_sign_in), make(&t.column_user_name(), "signin", by_sign_in))
}
