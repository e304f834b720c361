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
use crate::web::changes::{Pressed, press};
use crate::web::frame::of_customer;
use crate::web::posted::Posted;
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Shows what restoring the ticked users would do, then does exactly that.
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
    let app = &signed.visit.hall.app;
    let pressed = match fields.some("preview") {
        None => Pressed::Look(Vec::new()),
        Some(_) => press(&signed, &at, &fields).await?,
    };
    match pressed {
        Pressed::Done(it) => done(&signed, &at, (&it.receipt, guids.len()), it.passwords).await,
        Pressed::Before(operation) => Ok(see(&result_of(&signed, &at, operation))),
        Pressed::Look(changed) => {
            let users = app.store().deleted_ids_of_guids(&at.permit, &guids).await?;
            if users.is_empty() {
                return Err(AppError::denied(Code::NotFound, "user").into());
            }
            let command = Command::RestoreUsers(users);
            let shown = app.preview_command(asking(&signed, &at), &command).await?;
            show(&signed, &at, &shown, changed).await
        }
    }
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

async fn show(signed: &Signed, at: &At, shown: &Shown, changed: Vec<String>) -> Result<Response, Trouble> {
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
    let status = if !changed.is_empty() { StatusCode::PRECONDITION_FAILED } else { StatusCode::OK };
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
async fn renames(
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
