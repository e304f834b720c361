//! Undoing deletions by restoring and restores by deleting. A few who are restored get one-time passwords.

use std::collections::BTreeMap;

use axum::response::Response;
use cupo_app::accounts::{OneTimePassword, PASSWORDS_MAX};
use cupo_app::deletion::DeletionPreview;
use cupo_app::error::AppError;
use cupo_app::licenses::totals::ClockTotals;
use cupo_app::restoring::RestorePreview;
use cupo_app::store::users::UserRow;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;

use crate::pages::OutcomeRow;
use crate::view::{Note, NoteKind, Tone, VerdictBadge, VerdictKind};
use crate::web::accounts::passwords::{Given, hand_over};
use crate::web::accounts::restore::renames;
use crate::web::accounts::returns::{sentences, together};
use crate::web::operations::address;
use crate::web::operations::lines::code_words;
use crate::web::operations::undo::{Case, LINES_MAX, Shown, figure};
use crate::web::operations::undo_licenses::confirm;
use crate::web::trouble::Trouble;
use crate::web::words::{Names, clock_line_of_deleted};

/// What restoring the deleted users would do.
///
/// # Errors
/// As the use case.
pub async fn restored(case: &Case, preview: &RestorePreview) -> Result<Shown, AppError> {
    let t = case.signed.t();
    let answers: Vec<(UserId, Option<Code>)> = preview
        .answers
        .iter()
        .map(|(user, answer)| match answer {
            Restoration::Done { .. } => (*user, None),
            Restoration::Refused(code) => (*user, Some(*code)),
        })
        .collect();
    let back = answers.iter().filter(|(_, code)| code.is_none()).count();
    let catalogue = case.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let note = |text: String| Note { kind: NoteKind::Info, text, repair: None, who: None };
    let mut notes: Vec<Note> = together(&names, preview).into_iter().map(note).collect();
    let mut detail = BTreeMap::new();
    for user in preview.back() {
        let said = preview.returns(user).map(|it| sentences(&names, &it)).unwrap_or_default();
        detail.insert(user, format!("{} {said}", t.ops_account_restores()));
    }
    let words = match back {
        0 => None,
        1 => Some(t.ops_restore_password()),
        2..=PASSWORDS_MAX => Some(t.ops_restore_passwords()),
        _ => Some(t.ops_restore_no_passwords()),
    };
    let ids: Vec<UserId> = preview.answers.iter().map(|(user, _)| *user).collect();
    let users = named(case, &ids).await?;
    let clashes = renames(&case.signed, &case.at, (&users, preview)).await?.into_iter();
    let clash = |link| Note {
        kind: NoteKind::Refusal,
        text: t.start_restore_clash().into_owned(),
        repair: Some(link),
        who: None,
    };
    notes.extend(words.map(|text| note(text.into_owned())).into_iter().chain(clashes.map(clash)));
    Ok(Shown {
        sentence: t.ops_undo_restore(back),
        figures: figures(case, &answers, t.ops_figure_restored().into_owned()),
        notes,
        rows: rows(case, &answers, |user| detail.get(&user).cloned().unwrap_or_default()).await?,
        lines: i64::try_from(answers.len()).unwrap_or(i64::MAX),
        ..Shown::default()
    })
}

/// What deleting the restored users would do.
///
/// # Errors
/// As the use case.
pub async fn deleted(case: &Case, preview: &DeletionPreview) -> Result<Shown, AppError> {
    let t = case.signed.t();
    let clocks = clocks(preview.answers.iter().map(|(_, answer)| answer));
    let answers: Vec<(UserId, Option<Code>)> = preview
        .answers
        .iter()
        .map(|(user, answer)| match answer {
            Deletion::Done { .. } => (*user, None),
            Deletion::Refused(code) => (*user, Some(*code)),
        })
        .collect();
    let gone = answers.iter().filter(|(_, code)| code.is_none()).count();
    Ok(Shown {
        sentence: t.ops_undo_delete(gone),
        figures: figures(case, &answers, t.ops_figure_deleted().into_owned()),
        rows: rows(case, &answers, |_| t.ops_account_deletes().into_owned()).await?,
        lines: i64::try_from(answers.len()).unwrap_or(i64::MAX),
        confirm: confirm(case, &clocks),
        clocks: clocks
            .iter()
            .map(|c| clock_line_of_deleted(&case.signed, &case.at.organisation, c))
            .collect(),
        ..Shown::default()
    })
}

/// Clocks that deletions start, by kind of data and end.
fn clocks<'a>(answers: impl Iterator<Item = &'a Deletion>) -> Vec<ClockTotals> {
    let mut found: BTreeMap<(Workload, Instant, bool), i64> = BTreeMap::new();
    for answer in answers {
        let Deletion::Done { clocks, .. } = answer else { continue };
        for clock in clocks {
            if let ClockChange::Start { workload, due, loses_data } = clock {
                *found.entry((*workload, *due, *loses_data)).or_default() += 1;
            }
        }
    }
    found
        .into_iter()
        .map(|((workload, due, loses_data), count)| ClockTotals {
            workload,
            due,
            loses_data,
            count,
            sample: Vec::new(),
        })
        .collect()
}

fn figures(case: &Case, answers: &[(UserId, Option<Code>)], done: String) -> Vec<crate::view::Figure> {
    let refused = answers.iter().filter(|(_, code)| code.is_some()).count();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    vec![
        figure(case, count(answers.len() - refused), done, Tone::Good),
        figure(case, count(refused), case.signed.t().figure_refused(), Tone::Loss),
    ]
}

async fn named(case: &Case, users: &[UserId]) -> Result<BTreeMap<UserId, UserRow>, AppError> {
    let found = case.signed.visit.hall.app.store().users_by_id(&case.at.permit, users).await?;
    Ok(found.into_iter().map(|user| (user.id, user)).collect())
}

async fn rows(
    case: &Case,
    answers: &[(UserId, Option<Code>)],
    done: impl Fn(UserId) -> String,
) -> Result<Vec<OutcomeRow>, AppError> {
    let t = case.signed.t();
    let first: Vec<UserId> = answers.iter().take(LINES_MAX).map(|(user, _)| *user).collect();
    let users = named(case, &first).await?;
    let row = |(id, code): &(UserId, Option<Code>)| {
        let user = users.get(id);
        let guid = user.map_or_else(Guid::nil, |user| user.guid);
        let kind = if code.is_some() { VerdictKind::Refused } else { VerdictKind::Done };
        OutcomeRow {
            name: user.map(|user| user.display_name.clone()).unwrap_or_default(),
            sign_in: user.map(|user| user.sign_in.clone()).unwrap_or_default(),
            href: format!("/c/{}/users/{guid}", case.at.organisation.guid),
            product: "\u{2013}".to_owned(),
            verdict: VerdictBadge::new(t, kind),
            detail: code.map_or_else(|| done(*id), |code| code_words(t, code.as_str())),
        }
    };
    Ok(answers.iter().take(LINES_MAX).map(row).collect())
}

/// The page that shows passwords once.
///
/// # Errors
/// When the store cannot answer.
pub async fn passwords(
    case: &Case,
    operation: Guid,
    passwords: &[OneTimePassword],
) -> Result<Response, Trouble> {
    let t = case.signed.t();
    let ids: Vec<UserId> = passwords.iter().map(|p| p.user).collect();
    let users = named(case, &ids).await?;
    let row = |it: &OneTimePassword| {
        let name = users.get(&it.user).map(|user| user.sign_in.clone()).unwrap_or_default();
        (name, it.password.clone())
    };
    let given = Given {
        sentence: t.ops_did_restore(passwords.len()),
        rows: passwords.iter().map(row).collect(),
        next: (t.ops_title_restored().into_owned(), address(&case.at, operation)),
        by: Some(operation),
    };
    hand_over(&case.signed, &case.at, given).await
}
