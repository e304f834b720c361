//! Deleted users that can still come back, with until when.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::users::{Position, UserFilter, UserPage, UserRow};
use cupo_domain::access::Action;
use cupo_domain::decide::delete_users::{Mastery, RESTORE_DAYS};
use cupo_domain::ids::Guid;
use cupo_domain::time::Instant;

use crate::pages::{DeletedPage, DeletedRow, ErrorPage};
use crate::refusals::RefusalText;
use crate::view::{Frame, Link, Place, Tone};
use crate::web::address::{Address, keyed};
use crate::web::frame::{flash, of_customer, when};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, Visit};
use crate::web::wizard::shown;

/// Users on a page.
const SIZE: i64 = 50;
/// From so many days before the end on, the date is coloured.
const SOON_DAYS: i64 = 7;

/// The list.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let at = signed.at(&customer, Action::View).await?;
    let filter = UserFilter { deleted: true, ..UserFilter::default() };
    let store = signed.visit.hall.app.store();
    let total = signed.visit.hall.app.count_users(&at.permit, &filter).await?;
    let position = position(&signed, &at, &asked).await?;
    let wanted = UserPage { filter, position, size: SIZE, ..UserPage::default() };
    let found = store.users(&at.permit, &wanted).await?;
    let frame =
        of_customer(&signed, &at.organisation, (&t.deleted_title(), Place::DeletedUsers), Vec::new()).await;
    let base = format!("/c/{}", at.organisation.guid);
    let here = Address::of(format!("{base}/deleted-users"), &Fields::default(), &[]);
    page(DeletedPage {
        t,
        frame: Frame { flash: flash(t, &asked), ..frame },
        total,
        rows: found.users.iter().map(|u| row(&signed, &at, u)).collect(),
        may_restore: signed.may(Action::DeleteUsers, &at.organisation),
        restore_action: format!("{base}/deleted-users/restore"),
        pager: keyed(t, &asked, &here, &shown(&found, SIZE, total)),
        empty_link: Link::new(t.users_show_all(), format!("{base}/users")),
    })
}

/// What stands at the address of a user who was deleted: until when the account can be restored, and where.
pub(crate) async fn instead(visit: &Visit) -> Option<ErrorPage> {
    let signed = Signed { visit: visit.clone(), who: visit.who.clone()? };
    let (customer, user) = named(&visit.here)?;
    let at = signed.at(customer, Action::View).await.ok()?;
    let found = visit.hall.app.store().user_by_guid(&at.permit, user).await.ok()??;
    let user = Some(found).filter(|it| it.state == 1)?;
    let (t, it) = (signed.t(), row(&signed, &at, &user));
    let list = format!("/c/{}/deleted-users", at.organisation.guid);
    let restorable = it.locked.is_empty() && signed.may(Action::DeleteUsers, &at.organisation);
    let restore = Link::new(t.deleted_user_restore(&it.name), format!("{list}/restore?ids={}", it.id));
    let title = t.deleted_user_title(&it.name);
    let text = RefusalText {
        explanation: t.deleted_user_what(&it.deleted.text),
        remedy: if it.locked.is_empty() { t.deleted_user_until(&it.until.text) } else { it.locked },
        rule: "",
        title: title.clone(),
    };
    let frame = of_customer(&signed, &at.organisation, (&title, Place::DeletedUsers), Vec::new()).await;
    let links = restorable.then_some(restore).into_iter();
    let links = links.chain([Link::new(t.deleted_title(), list)]).collect();
    Some(ErrorPage { links, ..ErrorPage::refusal(t, frame, text) })
}

/// The customer and the user that an address names.
fn named(here: &str) -> Option<(&str, Guid)> {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let mut parts = path.strip_prefix("/c/")?.split('/');
    let (customer, list, name) = (parts.next()?, parts.next()?, parts.next()?);
    let asked = Fields::read(query.as_bytes()).ok()?;
    let user = Guid::parse_str(name).ok().or_else(|| asked.guids("ids").ok()?.first().copied())?;
    (list == "users").then_some((customer, user))
}

/// The place in the list; a user who is gone begins it anew.
async fn position(signed: &Signed, at: &At, asked: &Fields) -> Result<Position, AppError> {
    if asked.text("page") == "last" {
        return Ok(Position::Last);
    }
    for (name, place) in [("after", Position::After as fn(_) -> _), ("before", Position::Before)] {
        let Some(guid) = asked.some(name).and_then(|text| Guid::parse_str(text).ok()) else { continue };
        let user = signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await?;
        if let Some(user) = user.filter(|u| u.state == 1) {
            return Ok(place(user.id));
        }
    }
    Ok(Position::First)
}

fn row(signed: &Signed, at: &At, user: &UserRow) -> DeletedRow {
    let t = signed.t();
    let now = signed.visit.hall.app.now();
    let deleted = Instant(user.deleted_at.unwrap_or(user.created_at));
    let until = deleted.plus_days(RESTORE_DAYS);
    let locked = if until <= now {
        t.start_restore_gone().into_owned()
    } else if user.mastery == Mastery::Sync {
        t.start_restore_synced().into_owned()
    } else {
        String::new()
    };
    DeletedRow {
        id: user.guid.to_string(),
        name: user.display_name.clone(),
        sign_in: user.sign_in.clone(),
        deleted: when(signed, &at.organisation, deleted.0),
        until: when(signed, &at.organisation, until.0),
        tone: if until <= now.plus_days(SOON_DAYS) { Tone::Clock } else { Tone::Plain },
        locked,
    }
}
