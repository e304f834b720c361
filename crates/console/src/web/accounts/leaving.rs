//! Former employee: blocking sign-in, keeping or handing over mail and files, then deleting or taking the licenses, in an
//! order in which nothing is lost unseen (sections 12 to 16, D-19). Each step is done on its own page; this one tells how
//! far it is and what will happen.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::changes::{Command, What};
use cupo_app::error::AppError;
use cupo_app::licenses::Who;
use cupo_app::licenses::totals::ClockTotals;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::refusal::{Code, Denial};

use super::asking;
use crate::pages::{ClockLine, LeavingPage, LeavingStep};
use crate::refusals::refusal;
use crate::view::{Link, Note, NoteKind, Place, Tone};
use crate::web::commands::{Question, ask};
use crate::web::frame::{crumbs_of_user, of_customer};
use crate::web::holds::{obstacle, unholdable};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, clock_line_of_deleted};

async fn find(signed: &Signed, at: &At, user: &str) -> Result<UserRow, AppError> {
    let unknown = || AppError::from(Denial::new(Code::NotFound, "user"));
    let guid = Guid::parse_str(user).map_err(|_| unknown())?;
    let found = signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await?;
    found.filter(|user| user.state == 0).ok_or_else(unknown)
}

/// GET /c/{customer}/users/{user}/leaving
pub(super) async fn show(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::DeleteUsers).await?;
    let user = find(&signed, &at, &user).await?;
    let t = signed.t();
    let panel = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let holds = signed.visit.hall.app.store().holds_of(&at.permit, user.id).await?;
    let held = |workload: Workload| {
        let mut kept = holds.iter().filter(|it| it.released_at.is_none() && it.hold.kind.keeps());
        kept.any(|it| it.hold.workload == workload)
    };
    let held = (held(Workload::Mail), held(Workload::Files));
    let (notes, clocks) = outlook(&signed, &at, &user, held).await?;
    let obstacles = unholdable(&signed, &at, user.guid).await?;
    page(LeavingPage {
        t,
        frame: of_customer(
            &signed,
            &at.organisation,
            (&t.leave_title(&user.display_name), Place::Users),
            crumbs_of_user(&signed, &at, (&user.display_name, &panel)),
        )
        .await,
        steps: steps(&signed, &at, &user, (held, &obstacles)),
        notes,
        clocks,
    })
}

/// GET /c/{customer}/users/{user}/leaving/block: what blocking does, with the button that does it.
pub(super) async fn block(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let user = find(&signed, &at, &user).await?;
    let back = format!("/c/{}/users/{}/leaving", at.organisation.guid, user.guid);
    let fields = BTreeMap::from([("enabled".to_owned(), "false".to_owned())]);
    let command = Command::EditUser { user: user.guid, fields };
    let panel = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let mut crumbs = crumbs_of_user(&signed, &at, (&user.display_name, &panel));
    crumbs.push(Link::new(signed.t().leave_link(), &back));
    let then = Some(back.clone());
    ask(&signed, &at, (&command, ""), Question { place: Place::Users, crumbs, back, then }).await
}

fn steps(
    signed: &Signed,
    at: &At,
    user: &UserRow,
    ((mail, files), obstacles): ((bool, bool), &[(Workload, Denial)]),
) -> Vec<LeavingStep> {
    let t = signed.t();
    let panel = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let may = |action| signed.may(action, &at.organisation);
    let open = |(of, _): &&(Workload, Denial)| !if *of == Workload::Files { files } else { mail };
    let way = |shown: bool, label: &str, href: String| shown.then(|| Link::new(label, href));
    let kept = match (mail, files) {
        (true, true) => t.leave_kept_both().into_owned(),
        (true, false) => t.leave_kept_mail().into_owned(),
        (false, true) => t.leave_kept_files().into_owned(),
        (false, false) => t.leave_kept_nothing().into_owned(),
    };
    let delete = format!("/c/{}/users/delete?ids={}&back={panel}/leaving", at.organisation.guid, user.guid);
    vec![
        LeavingStep {
            title: t.leave_block().into_owned(),
            text: t.leave_block_text().into_owned(),
            state: if user.enabled { t.users_allowed() } else { t.users_blocked() }.into_owned(),
            done: !user.enabled,
            notes: Vec::new(),
            ways: way(
                user.enabled && may(Action::EditUsers),
                &t.leave_block(),
                format!("{panel}/leaving/block"),
            )
            .into_iter()
            .collect(),
        },
        LeavingStep {
            title: t.leave_keep().into_owned(),
            text: t.leave_keep_text().into_owned(),
            state: kept,
            done: mail && files,
            notes: obstacles.iter().filter(open).map(|it| obstacle(signed, at, user.guid, it)).collect(),
            ways: way(may(Action::ManageHolds), &t.hold_place(), format!("{panel}/holds"))
                .into_iter()
                .collect(),
        },
        LeavingStep {
            title: t.leave_end().into_owned(),
            text: t.leave_end_text().into_owned(),
            state: String::new(),
            done: false,
            notes: Vec::new(),
            ways: [
                way(true, &t.delete_button(), delete),
                way(may(Action::AssignLicenses), &t.leave_revoke(), panel),
            ]
            .into_iter()
            .flatten()
            .collect(),
        },
    ]
}

/// What a deletion would do today: clocks, seats that become free, or why it is not possible.
async fn outlook(
    signed: &Signed,
    at: &At,
    user: &UserRow,
    (mail, files): (bool, bool),
) -> Result<(Vec<Note>, Vec<ClockLine>), Trouble> {
    let t = signed.t();
    let app = &signed.visit.hall.app;
    let by = asking(signed, at);
    let command = Command::DeleteUsers { who: Who::Users(vec![user.id]), settle: Default::default() };
    let What::Deletion(decided) = app.consider(by, &command).await? else {
        return Err(AppError::Bug("a deletion that is none".to_owned()).into());
    };
    let note = |kind, text: String| Note { kind, text, repair: None, who: None };
    let mut notes = Vec::new();
    let mut clocks = Vec::new();
    for (_, answer) in &decided.answers {
        match answer {
            Deletion::Refused(code) => {
                let text = refusal(t, *code);
                let text = format!("{} {} ({})", text.explanation, text.remedy, code.as_str());
                notes.push(note(NoteKind::Refusal, text));
            }
            Deletion::Done { clocks: started, .. } => {
                for clock in started {
                    let ClockChange::Start { workload, due, loses_data } = clock else { continue };
                    let kept = match workload {
                        Workload::Mail | Workload::MailArchive => mail,
                        Workload::Files => files,
                        _ => false,
                    };
                    let totals = ClockTotals {
                        workload: *workload,
                        due: *due,
                        loses_data: *loses_data && !kept,
                        count: 1,
                        sample: Vec::new(),
                    };
                    let line = clock_line_of_deleted(signed, &at.organisation, &totals);
                    clocks.push(if kept { kept_line(signed, line) } else { line });
                }
            }
        }
    }
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let freed: Vec<ProductId> = decided.freed.iter().map(|it| it.product).collect();
    if !freed.is_empty() {
        let freed = freed.into_iter().map(|id| names.product(id)).collect::<Vec<_>>().join(", ");
        notes.push(note(NoteKind::Info, t.leave_freed(freed)));
    }
    if !mail && !files && !clocks.is_empty() {
        notes.push(note(NoteKind::Clock, t.leave_last_call().into_owned()));
    }
    Ok((notes, clocks))
}

fn kept_line(signed: &Signed, line: ClockLine) -> ClockLine {
    let consequence = signed.t().risk_event_kept().into_owned();
    ClockLine { consequence, saves: String::new(), tone: Tone::Plain, ..line }
}
