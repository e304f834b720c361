//! Which groups give a user a license, or could not, with the way to each of them. It decides nothing.

use std::collections::BTreeMap;

use cupo_app::error::AppError;
use cupo_domain::assignment::{Holder, Origin};
use cupo_domain::ids::{GroupId, Guid, PoolId};

use crate::pages::GivenBy;
use crate::texts::Texts;
use crate::view::Link;
use crate::web::visit::{At, Signed};

/// Names of groups by their keys.
pub(super) type GroupNames = BTreeMap<GroupId, (Guid, String)>;

/// The names of the groups, where the user has anything from one.
///
/// # Errors
/// When the store cannot answer.
pub(super) async fn group_names(signed: &Signed, at: &At, holder: &Holder) -> Result<GroupNames, AppError> {
    if !holder.sources.iter().any(|source| matches!(source.origin, Origin::Group(_))) {
        return Ok(GroupNames::new());
    }
    Ok(signed.visit.hall.app.store().group_names(&at.permit).await?)
}

/// The groups behind the licenses of a pool.
pub(super) fn given_by(
    t: &Texts,
    at: &At,
    (holder, names): (&Holder, &GroupNames),
    pool: PoolId,
) -> Vec<GivenBy> {
    let one = |source: &cupo_domain::assignment::Source| {
        let Origin::Group(group) = source.origin else { return None };
        let (guid, name) = names.get(&group)?;
        let said = if source.state.holds() { t.wiz_through_group() } else { t.wiz_group_failed() };
        let href = format!("/c/{}/groups/{guid}", at.organisation.guid);
        Some(GivenBy { said: said.into_owned(), group: Link::new(name, href) })
    };
    holder.sources.iter().filter(|source| source.pool == pool).filter_map(one).collect()
}
