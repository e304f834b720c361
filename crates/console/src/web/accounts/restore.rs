//! Restoring deleted users: shown first, with licenses that find no seat and users who cannot be restored (Q-3,
//! R-RESTORE-1 to R-RESTORE-5), then exactly that.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::{OneTimePassword, PASSWORDS_MAX};
use cupo_app::changes::{Command, Shown, What};
use cupo_app::error::AppError;
use cupo_app::licenses::Receipt;
use cupo_app::restoring::RestorePreview;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;

use super::passwords::{Given, hand_over, result_of};
use super::returns::{sentences, together};
use super::{NAMES_MAX, asking};
use crate::pages::{OtherName, RestorePage};
use crate::texts::Texts;
use crate::view::{Fact, Link, Place};
use crate::web::changes::{Pressed, became_of, press, stored_preview};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Most users whom an address names.
const ADDRESS_USERS_MAX: usize = 100;

/// What stands before the user in the name of the field for another name.
const NAME_OF: &str = "name-";

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
    look(&signed, &at, &Command::restore(users), (StatusCode::OK, Vec::new())).await
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
    // What is done cannot be asked again: who came back is not deleted any more.
    if let Some(operation) = became_of(&signed, &at, &fields).await? {
        return Ok(see(&result_of(&signed, &at, operation)));
    }
    let users = deleted(&signed, &at, &guids).await?;
    let names = names_asked(&signed, &at, (&users, &fields)).await?;
    let plain = names.is_empty();
    let command = Command::RestoreUsers { users, names };
    if fields.some("preview").is_none() && plain && guids.len() <= ADDRESS_USERS_MAX {
        let ids: Vec<(&str, String)> = guids.iter().map(|guid| ("ids", guid.to_string())).collect();
        let ids = serde_html_form::to_string(&ids).unwrap_or_default();
        return Ok(see(&format!("/c/{}/deleted-users/restore?{ids}", at.organisation.guid)));
    }
    if !is_shown(&signed, &at, &fields, &command).await? {
        return look(&signed, &at, &command, (StatusCode::OK, Vec::new())).await;
    }
    if restores_nobody(&signed, &at, &fields).await? {
        return look(&signed, &at, &command, (StatusCode::CONFLICT, Vec::new())).await;
    }
    match press(&signed, &at, &fields).await? {
        Pressed::Done(it) => done(&signed, &at, (&it.receipt, guids.len()), it.passwords).await,
        Pressed::Before(operation) => Ok(see(&result_of(&signed, &at, operation))),
        Pressed::Look(changed) => {
            look(&signed, &at, &command, (StatusCode::PRECONDITION_FAILED, changed)).await
        }
    }
}

/// Whether the form carries the preview of this very command, under these very names, and asks to do it.
async fn is_shown(signed: &Signed, at: &At, fields: &Fields, command: &Command) -> Result<bool, AppError> {
    if fields.some("preview").is_none() || fields.some("look").is_some() {
        return Ok(false);
    }
    let preview = stored_preview(fields)?;
    let asked = signed.visit.hall.app.asked_by(&at.permit, signed.owner(), preview).await?;
    Ok(asked.is_none_or(|it| it.command == *command))
}

/// The other names that were typed, by user.
async fn names_asked(
    signed: &Signed,
    at: &At,
    (users, fields): (&[UserId], &Fields),
) -> Result<BTreeMap<UserId, String>, AppError> {
    let asked: BTreeMap<&str, &str> = fields
        .pairs()
        .filter_map(|(name, says)| Some((name.strip_prefix(NAME_OF)?, says.trim())))
        .filter(|(_, says)| !says.is_empty())
        .collect();
    if asked.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = signed.visit.hall.app.store().users_by_id(&at.permit, users).await?;
    let name = |row: &UserRow| Some((row.id, (*asked.get(row.guid.to_string().as_str())?).to_owned()));
    Ok(rows.iter().filter_map(name).collect())
}

fn typed(command: &Command) -> BTreeMap<UserId, String> {
    match command {
        Command::RestoreUsers { names, .. } => names.clone(),
        _ => BTreeMap::new(),
    }
}

/// Those of the users who are deleted.
async fn deleted(signed: &Signed, at: &At, guids: &[Guid]) -> Result<Vec<UserId>, AppError> {
    let users = signed.visit.hall.app.store().deleted_ids_of_guids(&at.permit, guids).await?;
    if users.is_empty() { Err(AppError::denied(Code::NotFound, "user")) } else { Ok(users) }
}

/// The page of what would happen; with a name that is none here, of what would happen without it.
async fn look(
    signed: &Signed,
    at: &At,
    command: &Command,
    (status, changed): (StatusCode, Vec<String>),
) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    match (app.preview_command(asking(signed, at), command).await, command) {
        (Err(AppError::Denied(denial)), Command::RestoreUsers { users, .. })
            if denial.subject == "user_name" =>
        {
            let plain = Command::restore(users.clone());
            let shown = app.preview_command(asking(signed, at), &plain).await?;
            let wrong = Some(signed.t().field_user_name_wrong().into_owned());
            show(signed, at, (&shown, command, wrong), (StatusCode::BAD_REQUEST, changed)).await
        }
        (shown, _) => show(signed, at, (&shown?, command, None), (status, changed)).await,
    }
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
    (shown, command, wrong): (&Shown, &Command, Option<String>),
    (status, changed): (StatusCode, Vec<String>),
) -> Result<Response, Trouble> {
    let (t, preview) = (signed.t(), restored(shown)?);
    let store = signed.visit.hall.app.store();
    let ids: Vec<UserId> = preview.answers.iter().map(|(user, _)| *user).collect();
    let users: BTreeMap<UserId, UserRow> =
        store.users_by_id(&at.permit, &ids).await?.into_iter().map(|u| (u.id, u)).collect();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let (returns, refused) = lists(&names, &users, preview);
    let renames = renames(signed, at, (&users, preview)).await?;
    let back = ids.len() - refused.len();
    let base = format!("/c/{}", at.organisation.guid);
    let crumbs = vec![Link::new(t.deleted_title(), format!("{base}/deleted-users"))];
    let title = t.start_restore_title();
    let more = |list: &Vec<Fact>| i64::try_from(list.len().saturating_sub(NAMES_MAX)).unwrap_or(0);
    let mut wanted = typed(command);
    let missing = preview.seats.iter().any(|seats| seats.missing > 0);
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
            together: together(&names, preview),
            more_returns: more(&returns),
            returns: returns.into_iter().take(NAMES_MAX).collect(),
            more_refused: more(&refused),
            refused: refused.into_iter().take(NAMES_MAX).collect(),
            renames,
            names: other_names((&users, preview), &mut wanted),
            wrong,
            seats: missing.then(|| Link::new(t.start_see_licenses(), format!("{base}/products"))),
            may_restore: back > 0,
            action: format!("{base}/deleted-users/restore"),
            ids: users.values().map(|u| u.guid).map(|g: Guid| g.to_string()).collect(),
            preview: shown.guid.to_string(),
            digest: shown.digest.clone(),
            back: format!("{base}/deleted-users"),
        },
    )
}

/// Fields for the names of those whose name is taken, and of those who have been given another one (R-RESTORE-3).
fn other_names(
    (users, preview): (&BTreeMap<UserId, UserRow>, &RestorePreview),
    wanted: &mut BTreeMap<UserId, String>,
) -> Vec<OtherName> {
    let clashes = |answer: &Restoration| matches!(answer, Restoration::Refused(Code::Clash | Code::Unique));
    let field = |(user, answer): &(UserId, Restoration)| {
        let row = users.get(user)?;
        let typed = wanted.remove(user);
        (clashes(answer) || typed.is_some()).then(|| OtherName {
            field: format!("{NAME_OF}{}", row.guid),
            name: row.display_name.clone(),
            sign_in: row.sign_in.clone(),
            value: typed.unwrap_or_default(),
        })
    };
    preview.answers.iter().filter_map(field).take(NAMES_MAX).collect()
}

/// Users with what comes back, and users who stay deleted with the reason.
fn lists(
    names: &Names<'_>,
    users: &BTreeMap<UserId, UserRow>,
    preview: &RestorePreview,
) -> (Vec<Fact>, Vec<Fact>) {
    let (mut returns, mut refused) = (Vec::new(), Vec::new());
    for (user, answer) in &preview.answers {
        let name = users.get(user).map(|u| u.display_name.clone()).unwrap_or_default();
        match answer {
            Restoration::Refused(code) => refused.push(Fact::new(name, why(names.t, *code))),
            Restoration::Done { .. } => {
                let said = preview.returns(*user).map(|it| sentences(names, &it)).unwrap_or_default();
                let said = match preview.names.get(user) {
                    Some(it) => format!("{} {said}", names.t.returns_as(&it.after.sign_in)),
                    None => said,
                };
                returns.push(Fact::new(name, said));
            }
        }
    }
    (returns, refused)
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
        Code::Unique => t.start_restore_unique().into_owned(),
        Code::Gone => t.start_restore_gone().into_owned(),
        Code::State => t.start_restore_active().into_owned(),
        other => crate::refusals::refusal(t, other).explanation,
    }
}
