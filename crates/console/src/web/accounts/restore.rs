//! Restoring deleted users: shown first, with licenses that find no seat and users who cannot be restored (Q-3,
//! R-RESTORE-1 to R-RESTORE-5), then exactly that.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::{OneTimePassword, PASSWORDS_MAX, RestorePreview};
use cupo_app::changes::{Command, Shown, What};
use cupo_app::error::AppError;
use cupo_app::licenses::Receipt;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::assignment::SourceState;
use cupo_domain::decide::restore_users::{Former, Restoration};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;

use super::passwords::{Given, hand_over, result_of};
use super::{NAMES_MAX, asking};
use crate::pages::RestorePage;
use crate::texts::Texts;
use crate::view::{Fact, Link, Place};
use crate::web::changes::{Pressed, press, stored_preview};
use crate::web::commands::groups::notes;
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Most users whom an address names.
const ADDRESS_USERS_MAX: usize = 100;

/// GET /c/{customer}/deleted-users/restore: what restoring the users of the address would do.
pub(super) async fn opened(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let guids = asked.guids("ids")?;
    if guids.is_empty() {
        return Ok(see(&format!("/c/{}/deleted-users", at.organisation.guid)));
    }
    let users = deleted(&signed, &at, &guids).await?;
    look(&signed, &at, users, (StatusCode::OK, Vec::new())).await
}

/// Shows what restoring the ticked users would do under an address of its own, then does exactly that.
pub(super) async fn restore(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let guids = fields.guids("ids")?;
    if guids.is_empty() {
        return Ok(see(&format!("/c/{}/deleted-users?did=nobody", at.organisation.guid)));
    }
    if fields.some("preview").is_none() {
        let users = deleted(&signed, &at, &guids).await?;
        if guids.len() > ADDRESS_USERS_MAX {
            return look(&signed, &at, users, (StatusCode::OK, Vec::new())).await;
        }
        let ids: Vec<(&str, String)> = guids.iter().map(|guid| ("ids", guid.to_string())).collect();
        let ids = serde_html_form::to_string(&ids).unwrap_or_default();
        return Ok(see(&format!("/c/{}/deleted-users/restore?{ids}", at.organisation.guid)));
    }
    if restores_nobody(&signed, &at, &fields).await? {
        let users = deleted(&signed, &at, &guids).await?;
        return look(&signed, &at, users, (StatusCode::CONFLICT, Vec::new())).await;
    }
    match press(&signed, &at, &fields).await? {
        Pressed::Done(it) => done(&signed, &at, (&it.receipt, guids.len()), it.passwords).await,
        Pressed::Before(operation) => Ok(see(&result_of(&signed, &at, operation))),
        Pressed::Look(changed) => {
            let users = deleted(&signed, &at, &guids).await?;
            look(&signed, &at, users, (StatusCode::PRECONDITION_FAILED, changed)).await
        }
    }
}

/// Those of the users who are deleted.
async fn deleted(signed: &Signed, at: &At, guids: &[Guid]) -> Result<Vec<UserId>, AppError> {
    let users = signed.visit.hall.app.store().deleted_ids_of_guids(&at.permit, guids).await?;
    if users.is_empty() { Err(AppError::denied(Code::NotFound, "user")) } else { Ok(users) }
}

async fn look(
    signed: &Signed,
    at: &At,
    users: Vec<UserId>,
    answer: (StatusCode, Vec<String>),
) -> Result<Response, Trouble> {
    let command = Command::RestoreUsers(users);
    let shown = signed.visit.hall.app.preview_command(asking(signed, at), &command).await?;
    show(signed, at, &shown, answer).await
}

/// Whether the preview of a form would bring nobody back: nothing to be sent, whatever the form says.
///
/// # Errors
/// When the form names no preview.
pub(crate) async fn restores_nobody(signed: &Signed, at: &At, posted: &Fields) -> Result<bool, AppError> {
    let again = signed.visit.hall.app.preview_again(asking(signed, at), stored_preview(posted)?).await;
    Ok(again.is_ok_and(|it| matches!(&it.shown.what, What::Restore(what) if is_of_nobody(what))))
}

/// Whether a restore brings nobody back.
pub(crate) fn is_of_nobody(preview: &RestorePreview) -> bool {
    preview.answers.iter().all(|(_, answer)| matches!(answer, Restoration::Refused(_)))
}

fn restored(shown: &Shown) -> Result<&RestorePreview, AppError> {
    match &shown.what {
        What::Restore(it) => Ok(it),
        _ => Err(AppError::Bug("a restore that is none".to_owned())),
    }
}

/// A license that was only intent before stays what it was; that is no loss.
fn returns((former, state): &(Former, SourceState)) -> bool {
    state.holds() || !former.held
}

/// The passwords of those who are back, shown once, with what became of the others behind the link; the result of
/// so many that nobody got one.
async fn done(
    signed: &Signed,
    at: &At,
    (receipt, asked): (&Receipt, usize),
    passwords: Vec<OneTimePassword>,
) -> Result<Response, Trouble> {
    let t = signed.t();
    let base = format!("/c/{}", at.organisation.guid);
    let result = format!("{base}/operations/{}", receipt.operation);
    if passwords.is_empty() {
        return Ok(see(&result));
    }
    let ids: Vec<UserId> = passwords.iter().map(|it| it.user).collect();
    let users = signed.visit.hall.app.store().users_by_id(&at.permit, &ids).await?;
    let row = |user: &UserRow| {
        let given = passwords.iter().find(|it| it.user == user.id)?;
        Some((user.sign_in.clone(), given.password.clone()))
    };
    let given = Given {
        sentence: match users.as_slice() {
            [user] if asked == 1 => t.start_restored_one(&user.display_name),
            users => t.start_restored_many(users.len(), asked),
        },
        rows: users.iter().filter_map(row).collect(),
        next: (t.start_see_result().into_owned(), result),
        by: Some(receipt.operation),
    };
    hand_over(signed, at, given).await
}

async fn show(
    signed: &Signed,
    at: &At,
    shown: &Shown,
    (status, changed): (StatusCode, Vec<String>),
) -> Result<Response, Trouble> {
    let (t, preview) = (signed.t(), restored(shown)?);
    let store = signed.visit.hall.app.store();
    let ids: Vec<UserId> = preview.answers.iter().map(|(user, _)| *user).collect();
    let users: BTreeMap<UserId, UserRow> =
        store.users_by_id(&at.permit, &ids).await?.into_iter().map(|u| (u.id, u)).collect();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let (without, refused) = lists(&names, &users, preview);
    let renames = renames(signed, at, (&users, preview)).await?;
    let back = ids.len() - refused.len();
    let base = format!("/c/{}", at.organisation.guid);
    let crumbs = vec![Link::new(t.deleted_title(), format!("{base}/deleted-users"))];
    let title = t.start_restore_title();
    let more = |list: &Vec<Fact>| i64::try_from(list.len().saturating_sub(NAMES_MAX)).unwrap_or(0);
    with_status(
        status,
        RestorePage {
            t,
            frame: of_customer(signed, &at.organisation, (&title, Place::DeletedUsers), crumbs).await,
            changed,
            sentence: match (back, ids.len()) {
                (1, 1) => t.start_restore_one().into_owned(),
                (back, all) => t.start_restore_sentence(back, all),
            },
            passwords: if back > PASSWORDS_MAX {
                t.start_restore_no_passwords(PASSWORDS_MAX)
            } else {
                t.start_restore_passwords(back)
            },
            more_without: more(&without),
            without: without.into_iter().take(NAMES_MAX).collect(),
            more_refused: more(&refused),
            refused: refused.into_iter().take(NAMES_MAX).collect(),
            renames,
            groups: preview.groups.iter().flat_map(|it| notes(signed, it)).map(|it| it.text).collect(),
            seats: Link::new(t.start_see_licenses(), format!("{base}/products")),
            may_restore: back > 0,
            action: format!("{base}/deleted-users/restore"),
            ids: users.values().map(|u| u.guid).map(|g: Guid| g.to_string()).collect(),
            preview: shown.guid.to_string(),
            digest: shown.digest.clone(),
            back: format!("{base}/deleted-users"),
        },
    )
}

/// Users whose licenses stay away with their products, and users who stay deleted with the reason.
fn lists(
    names: &Names<'_>,
    users: &BTreeMap<UserId, UserRow>,
    preview: &RestorePreview,
) -> (Vec<Fact>, Vec<Fact>) {
    let name = |id: &UserId| users.get(id).map(|u| u.display_name.clone()).unwrap_or_default();
    let (mut without, mut refused) = (Vec::new(), Vec::new());
    for (user, answer) in &preview.answers {
        match answer {
            Restoration::Refused(code) => refused.push(Fact::new(name(user), why(names.t, *code))),
            Restoration::Done { licenses, .. } => {
                let lost: Vec<String> =
                    licenses.iter().filter(|l| !returns(l)).map(|(l, _)| names.product(l.product)).collect();
                if !lost.is_empty() {
                    without.push(Fact::new(name(user), lost.join(", ")));
                }
            }
        }
    }
    (without, refused)
}

/// The accounts that have the names of users who cannot be restored for it, where their names are changed
/// (R-RESTORE-3).
pub(crate) async fn renames(
    signed: &Signed,
    at: &At,
    (users, preview): (&BTreeMap<UserId, UserRow>, &RestorePreview),
) -> Result<Vec<Link>, AppError> {
    let store = signed.visit.hall.app.store();
    let clashes = preview.answers.iter().filter(|(_, it)| matches!(it, Restoration::Refused(Code::Clash)));
    let names: Vec<String> = clashes
        .take(NAMES_MAX)
        .filter_map(|(user, _)| users.get(user))
        .map(|user| user.sign_in.clone())
        .collect();
    let taken = store.ids_of_names(&at.permit, &names).await?;
    let ids: Vec<UserId> = taken.into_iter().map(|(_, user)| user).collect();
    let link = |user: UserRow| {
        let href = format!("/c/{}/users/{}?tab=account", at.organisation.guid, user.guid);
        Link::new(signed.t().start_restore_rename(user.display_name, user.sign_in), href)
    };
    Ok(store.users_by_id(&at.permit, &ids).await?.into_iter().map(link).collect())
}

/// Why a user cannot be restored, with what helps.
fn why(t: &Texts, code: Code) -> String {
    match code {
        Code::Clash => t.start_restore_clash().into_owned(),
        Code::Gone => t.start_restore_gone().into_owned(),
        Code::State => t.start_restore_active().into_owned(),
        other => crate::refusals::refusal(t, other).explanation,
    }
}
