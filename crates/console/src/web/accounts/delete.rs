//! Deleting users: what happens to their data and when, who will be refused and why, then doing exactly that
//! (R-UI-13, R-UI-15, R-DEL-1 to R-DEL-8).

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::accounts::ACCOUNTS_MAX;
use cupo_app::changes::{Command, Shown, What};
use cupo_app::deletion::DeletionPreview;
use cupo_app::error::AppError;
use cupo_app::licenses::totals::ClockTotals;
use cupo_app::licenses::{Who, in_selection};
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::decide::delete_users::{Deletion, RESTORE_DAYS};
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::{Code, Denial};

use super::choices::Choices;
use super::{NAMES_MAX, asking};
use crate::pages::{DeleteUsersPage, Footer};
use crate::texts::Texts;
use crate::view::{Link, Note, NoteKind, Place, PressLink, UserChip};
use crate::web::changes::{Pressed, became_of, press, stored_preview};
use crate::web::frame::{is_agent, of_customer, when};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};
use crate::web::words::{Names, clock_line_of_deleted};

/// Names said in a sentence.
const SENTENCE_NAMES_MAX: usize = 5;

/// Whom to delete, and how the address says so.
struct Whom {
    users: Vec<UserId>,
    selected: bool,
    query: String,
}

/// What deletion would do.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let whom = whom(&signed, &at, &asked).await?;
    let choices = Choices::read(&signed, &at, &asked).await?;
    preview(&signed, &at, &whom, Asks { back: asked.some("back"), choices, changed: Vec::new() }).await
}

/// Deletes, if that still does what was shown; a form that was sent before leads to what it did.
pub(super) async fn apply(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let answer = carry_out(&signed, &at, (asked, &fields)).await;
    if answer.as_ref().is_ok_and(|it| it.status() == StatusCode::SEE_OTHER) {
        return answer;
    }
    match became_of(&signed, &at, &fields).await? {
        Some(operation) => Ok(see(&format!("/c/{}/operations/{operation}", at.organisation.guid))),
        None => answer,
    }
}

/// With other choices than those that were shown it shows them first.
async fn carry_out(
    signed: &Signed,
    at: &At,
    (asked, fields): (Fields, &Fields),
) -> Result<Response, Trouble> {
    let source = if asked.all("ids").is_empty() && !asked.ticked("selected") { fields } else { &asked };
    let whom = whom(signed, at, source).await?;
    let choices = Choices::read(signed, at, fields).await?;
    let mut asks = Asks { back: source.some("back"), choices, changed: Vec::new() };
    let unseen = fields.some("preview").is_none();
    if unseen && fields.ticked("confirm") {
        asks.changed.push(signed.t().look_first_title().into_owned());
    }
    if !fields.ticked("confirm") || unseen || !asks.choices.errors.is_empty() {
        return preview(signed, at, &whom, asks).await;
    }
    let app = &signed.visit.hall.app;
    let shown = app.asked_by(&at.permit, signed.owner(), stored_preview(fields)?).await?;
    if matches!(&shown, Some(it) if !settles(&it.command, &asks.choices)) {
        asks.changed.push(signed.t().delete_look_again().into_owned());
        return preview(signed, at, &whom, asks).await;
    }
    let operation = match press(signed, at, fields).await? {
        Pressed::Done(done) => done.receipt.operation,
        Pressed::Before(operation) => operation,
        Pressed::Look(changed) => {
            asks.changed = changed;
            return preview(signed, at, &whom, asks).await;
        }
    };
    Ok(see(&format!("/c/{}/operations/{operation}", at.organisation.guid)))
}

/// Whether what was shown settles what is left behind as the form says.
fn settles(shown: &Command, choices: &Choices) -> bool {
    matches!(shown, Command::DeleteUsers { settle, .. } if *settle == choices.settle)
}

/// What the form says beside the users.
struct Asks<'a> {
    back: Option<&'a str>,
    choices: Choices,
    changed: Vec<String>,
}

async fn whom(signed: &Signed, at: &At, asked: &Fields) -> Result<Whom, AppError> {
    let app = &signed.visit.hall.app;
    if asked.ticked("selected") {
        let filter = in_selection(app.selected(&at.permit, signed.owner()).await?);
        // Counted first, so that a selection of a million is refused without being read.
        let count = app.count_users(&at.permit, &filter).await?;
        let most = i64::try_from(ACCOUNTS_MAX).unwrap_or(i64::MAX);
        if count > most {
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        let users = app.store().user_ids(&at.permit, &filter).await?;
        return Ok(Whom { users, selected: true, query: "selected=1".to_owned() });
    }
    let guids = asked.guids("ids")?;
    let found = app.store().ids_of_guids(&at.permit, &guids).await?;
    if found.is_empty() && !guids.is_empty() {
        return Err(AppError::denied(Code::NotFound, "user"));
    }
    let ids: Vec<UserId> = found.iter().map(|(_, id)| *id).collect();
    // In the order of names, which is the order of every list.
    let users = app.store().users_by_id(&at.permit, &ids).await?.into_iter().map(|u| u.id).collect();
    let pairs: Vec<(&str, String)> = found.iter().map(|(guid, _)| ("ids", guid.to_string())).collect();
    Ok(Whom { users, selected: false, query: serde_html_form::to_string(&pairs).unwrap_or_default() })
}

async fn preview(signed: &Signed, at: &At, whom: &Whom, mut asks: Asks<'_>) -> Result<Response, Trouble> {
    let t = signed.t();
    let base = format!("/c/{}", at.organisation.guid);
    if whom.users.is_empty() {
        return Ok(see(&format!("{base}/users?did=nothing")));
    }
    let app = &signed.visit.hall.app;
    let shown = possible(signed, at, whom, &mut asks.choices).await?;
    let What::Deletion(decided) = &shown.what else {
        return Err(AppError::Bug("a deletion that is none".to_owned()).into());
    };
    let rows = app.store().users_by_id(&at.permit, &whom.users).await?;
    let label = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let crumbs = vec![Link::new(label, format!("{base}/users"))];
    let back = asks.back.map_or("/", local);
    let action = format!("{base}/users/delete?{}", whom.query);
    let status = match (asks.choices.errors.is_empty(), asks.changed.is_empty()) {
        (false, _) => StatusCode::BAD_REQUEST,
        (true, false) => StatusCode::PRECONDITION_FAILED,
        (true, true) => StatusCode::OK,
    };
    with_status(
        status,
        DeleteUsersPage {
            t,
            frame: of_customer(signed, &at.organisation, (&t.delete_button(), Place::Users), crumbs).await,
            sentence: sentence(t, &rows, (decided, whom.selected)),
            chips: if whom.selected { chips(&rows) } else { Vec::new() },
            more_chips: i64::try_from(rows.len().saturating_sub(NAMES_MAX)).unwrap_or(0),
            selection_action: format!("{base}/selection"),
            selection_href: format!("{base}/users?view=selected"),
            notes: notes(signed, at, (decided, &rows)),
            give_back: give_back(signed, at, (decided, &rows)).await?,
            choices: asks.choices.shown(signed, at, decided).await?,
            footer: footer(signed, at, (&shown, decided), asks.choices.errors.is_empty()),
            errors: asks.choices.errors,
            suggest_href: format!("{base}/users/suggest"),
            changed: asks.changed,
            action,
            back: if back == "/" { format!("{base}/users") } else { back.to_owned() },
        },
    )
}

/// The preview with these choices; with one of them that a rule does not allow, the preview without it.
async fn possible(signed: &Signed, at: &At, whom: &Whom, choices: &mut Choices) -> Result<Shown, AppError> {
    let (app, by) = (&signed.visit.hall.app, asking(signed, at));
    loop {
        let who = Who::Users(whom.users.clone());
        let command = Command::DeleteUsers { who, settle: choices.settle.clone() };
        match app.preview_command(by, &command).await {
            Err(AppError::Denied(denial)) if choices.without(signed.t(), &denial) => {}
            other => return other,
        }
    }
}

fn footer(signed: &Signed, at: &At, (shown, decided): (&Shown, &DeletionPreview), whole: bool) -> Footer {
    let some = decided.counts() != (0, 0);
    Footer {
        clocks: clocks(decided).iter().map(|c| clock_line_of_deleted(signed, &at.organisation, c)).collect(),
        preview: shown.guid.to_string(),
        // Without a digest there is no button: nobody would be deleted, or a choice has to be made anew.
        digest: if some && whole { shown.digest.clone() } else { String::new() },
        ..Footer::default()
    }
}

/// Names where they are few and stand nowhere else.
fn sentence(t: &Texts, rows: &[UserRow], (decided, named): (&DeletionPreview, bool)) -> String {
    let (gone, stay) = decided.counts();
    let stays = if stay > 0 { t.delete_anchors(stay) } else { String::new() };
    let goes = if gone == 0 && stay > 0 {
        String::new()
    } else if named || rows.len() > SENTENCE_NAMES_MAX {
        t.start_delete_many(gone, rows.len())
    } else {
        let leaves = |user: &UserRow| {
            decided
                .answers
                .iter()
                .any(|(id, answer)| *id == user.id && !matches!(answer, Deletion::Done { anchors: true, .. }))
        };
        let names = rows.iter().filter(|u| leaves(u)).map(|u| format!("{} ({})", u.display_name, u.sign_in));
        t.start_delete_names(gone, names.collect::<Vec<_>>().join(", "))
    };
    format!("{goes} {stays}").trim().to_owned()
}

fn chips(rows: &[UserRow]) -> Vec<UserChip> {
    let chip = |u: &UserRow| UserChip {
        id: u.guid.to_string(),
        name: u.display_name.clone(),
        sign_in: u.sign_in.clone(),
    };
    rows.iter().take(NAMES_MAX).map(chip).collect()
}

/// Clocks that start, those of equal kind and end together; what is lost first comes first.
fn clocks(decided: &DeletionPreview) -> Vec<ClockTotals> {
    let mut totals: Vec<ClockTotals> = Vec::new();
    for (user, answer) in &decided.answers {
        let Deletion::Done { clocks, .. } = answer else { continue };
        for clock in clocks {
            let ClockChange::Start { workload, due, loses_data } = clock else { continue };
            match totals.iter_mut().find(|c| c.workload == *workload && c.due == *due) {
                Some(known) => known.count += 1,
                None => totals.push(ClockTotals {
                    workload: *workload,
                    due: *due,
                    loses_data: *loses_data,
                    count: 1,
                    sample: vec![*user],
                }),
            }
        }
    }
    totals.sort_by_key(|c| (!c.loses_data, c.due));
    totals
}

fn notes(signed: &Signed, at: &At, (decided, rows): (&DeletionPreview, &[UserRow])) -> Vec<Note> {
    let t = signed.t();
    let note = |kind, text: String| Note { kind, text, repair: None, who: None };
    let mut notes = Vec::new();
    for (code, users) in refused(decided) {
        let text = t.start_delete_refused(users.len(), names(t, rows, &users), why(t, code, &users, signed));
        notes.push(note(NoteKind::Refusal, text));
    }
    if !decided.freed.is_empty() {
        let catalogue = signed.visit.hall.app.store().catalogue();
        let product = Names { catalogue: &catalogue, t };
        let freed = decided.freed.iter().map(|it| t.start_freed(it.freed, product.product(it.product)));
        notes.push(note(NoteKind::Info, t.start_delete_frees(freed.collect::<Vec<_>>().join(", "))));
        if decided.seats_back().next().is_some() {
            notes.push(note(NoteKind::Info, t.delete_back_final().into_owned()));
        }
    }
    if decided.counts().0 > 0 {
        let until = signed.visit.hall.app.now().plus_days(RESTORE_DAYS);
        notes.push(note(NoteKind::Info, t.start_delete_until(when(signed, &at.organisation, until.0).text)));
    }
    notes
}

/// The button that ends the sharing of mailboxes which keep their accounts from being deleted (R-DEL-3, R-DEL-6).
async fn give_back(
    signed: &Signed,
    at: &At,
    (decided, rows): (&DeletionPreview, &[UserRow]),
) -> Result<Option<PressLink>, AppError> {
    let anchors = refused(decided).remove(&Code::Anchor).unwrap_or_default();
    let handed = signed.visit.hall.app.store().handed_over(&at.permit, &anchors).await?;
    let guids: Vec<_> = rows.iter().filter(|u| handed.contains(&u.id)).map(|u| u.guid.to_string()).collect();
    Ok((!guids.is_empty()).then(|| PressLink {
        label: signed.t().delete_give_back(guids.len()),
        action: format!("/c/{}/deleted-users/restore", at.organisation.guid),
        fields: guids.into_iter().map(|guid| ("ids".to_owned(), guid)).collect(),
    }))
}

fn refused(decided: &DeletionPreview) -> BTreeMap<Code, Vec<UserId>> {
    let mut groups: BTreeMap<Code, Vec<UserId>> = BTreeMap::new();
    for (user, answer) in &decided.answers {
        if let Deletion::Refused(code) = answer {
            groups.entry(*code).or_default().push(*user);
        }
    }
    groups
}

fn names(t: &Texts, rows: &[UserRow], users: &[UserId]) -> String {
    let found = rows.iter().filter(|u| users.contains(&u.id)).map(|u| u.display_name.clone());
    let mut names: Vec<String> = found.take(SENTENCE_NAMES_MAX).collect();
    let more = users.len().saturating_sub(names.len());
    if more > 0 {
        names.push(t.and_more(more));
    }
    names.join(", ")
}

/// Why users cannot be deleted, with what helps.
fn why(t: &Texts, code: Code, users: &[UserId], signed: &Signed) -> String {
    match code {
        Code::State if users == [signed.who.user] => t.start_delete_self(),
        Code::State => t.start_delete_last_admin(),
        Code::Synced => t.start_delete_synced(),
        Code::Anchor => t.start_delete_anchored(),
        Code::Role => t.start_delete_role(),
        other => return crate::refusals::refusal(t, other).explanation,
    }
    .into_owned()
}
