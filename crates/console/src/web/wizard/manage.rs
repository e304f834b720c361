//! Manage licenses (seed 002): for the selected users, one row per product, a live preview, Save.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Answers, Differences, Preview, Request, Saved, Since, Who, in_selection};
use cupo_app::store::users::{Selected, UserRow};
use cupo_domain::access::Action;
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::decision::Outcome;
use cupo_domain::ids::{Guid, PoolId, ProductId};

use super::apart;
use super::footer::{footer, nothing};
use super::rows::{Choices, Table, chips};
use crate::pages::{ConfirmPage, Footer, ManageFragment, ManagePage, ProductRow};
use crate::view::{Frame, Link, Place};
use crate::web::changes::why;
use crate::web::edits;
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page as render, with_status};
use crate::web::repairs::with_choices;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::who::NamedUsers;
use crate::web::words::Names;

/// The page with the boxes chosen that its address names.
pub async fn page(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let choices = edits::choices(&asked.0);
    let preview = made(&signed, &at, &asked.0).await?;
    let mut page = manage(&signed, &at, &choices, preview.as_ref()).await?;
    page.frame.flash = flash(signed.t(), &asked.0);
    render(page)
}

/// What saving would do: the parts for the script, or the whole page for a browser without.
pub async fn preview(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let choices = edits::choices(&fields);
    let preview = made(&signed, &at, &fields).await?;
    let page = manage(&signed, &at, &choices, preview.as_ref()).await?;
    if signed.visit.fragment {
        return render(ManageFragment {
            t: page.t,
            here: page.frame.here,
            back: page.back,
            chips: page.chips,
            more_chips: page.more_chips,
            selection_href: page.selection_href,
            selection_action: page.selection_action,
            rows: page.rows,
            footer: page.footer,
        });
    }
    render(page)
}

/// Saves and opens Licenses updated.
pub async fn save(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let choices = edits::choices(&fields);
    if choices.is_empty() {
        return render(manage(&signed, &at, &choices, None).await?);
    }
    let request = request(&signed, &at, wanted(&signed, &fields)?).await?;
    match saved(&signed, &at, &request, &fields).await {
        Ok(Saved::Done(receipt)) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Ok(Saved::Confirm(preview)) => {
            let (action, back) = (here(&at, "/save"), with_choices(&here(&at, ""), &choices));
            confirm(&signed, &at, &fields, (&preview, &action, &back)).await
        }
        Err(AppError::Changed(differences)) => {
            let preview = made(&signed, &at, &fields).await?;
            let mut page = manage(&signed, &at, &choices, preview.as_ref()).await?;
            page.changed = changed(&signed, &at, &differences).await?;
            with_status(StatusCode::PRECONDITION_FAILED, page)
        }
        Err(error) => Err(error.into()),
    }
}

fn here(at: &At, rest: &str) -> String {
    format!("/c/{}/licenses/manage{rest}", at.organisation.guid)
}

fn wanted(signed: &Signed, fields: &Fields) -> Result<ChangeLicenses, AppError> {
    Ok(edits::tri_state(&signed.visit.hall.app.store().catalogue(), fields)?)
}

/// The request of a form about the selection.
pub(super) async fn request(signed: &Signed, at: &At, command: ChangeLicenses) -> Result<Request, AppError> {
    apart::refuse(signed, at, &command).await?;
    Ok(Request {
        who: Who::Selection,
        wanted: Wanted::Change(command),
        reason: String::new(),
        channel: "console",
        owner: signed.owner(),
        users_max: None,
        strict: false,
        once: None,
        used: None,
    })
}

/// Saves what a form asks, with the preview it was shown.
pub(super) async fn saved(
    signed: &Signed,
    at: &At,
    request: &Request,
    fields: &Fields,
) -> Result<Saved, AppError> {
    let preview = fields.some("preview").and_then(|text| Guid::parse_str(text).ok());
    let shown = preview.map(|guid| (guid, fields.text("digest")));
    signed.visit.hall.app.save_shown(&at.permit, request, shown, fields.ticked("confirm")).await
}

/// The preview of what is chosen; none while nothing is.
async fn made(signed: &Signed, at: &At, fields: &Fields) -> Result<Option<Preview>, Trouble> {
    let command = wanted(signed, fields)?;
    let nothing = matches!(&command.edits, Edits::Products(edits) if edits.is_empty());
    if nothing || signed.visit.hall.app.count_selected(&at.permit, signed.owner()).await? == 0 {
        return Ok(None);
    }
    let request = request(signed, at, command).await?;
    Ok(Some(signed.visit.hall.app.preview(&at.permit, &request).await?))
}

async fn manage(
    signed: &Signed,
    at: &At,
    choices: &Choices,
    preview: Option<&Preview>,
) -> Result<ManagePage, Trouble> {
    let t = signed.t();
    let app = &signed.visit.hall.app;
    let selected = app.selected(&at.permit, signed.owner()).await?;
    let board = app.board(&at.permit, &in_selection(selected.clone())).await?;
    let home = format!("/c/{}", at.organisation.guid);
    let crumbs = vec![Link::new(t.rail_users_and_licenses(), format!("{home}/users"))];
    let frame = of_customer(signed, &at.organisation, (&t.manage_title(), Place::Users), crumbs).await;
    let (chips, more_chips) = chips(signed, at, &selected, board.users).await?;
    let address = with_choices(&here(at, ""), choices);
    let who = NamedUsers::of_shown(signed, at, preview, &address).await?;
    let shown = preview.zip(who.as_ref());
    let rows = rows(signed, at, (&board, &selected), (choices, shown, &here(at, ""))).await?;
    let footer = footer_of(signed, at, shown, (&t.save(), &here(at, "/preview")));
    Ok(ManagePage {
        t,
        frame: Frame { here: address, ..frame },
        back: here(at, ""),
        selected: board.users,
        chips,
        more_chips,
        selection_href: format!("{home}/users?view=selected"),
        selection_action: format!("{home}/selection"),
        errors: Vec::new(),
        changed: Vec::new(),
        rows: if board.users == 0 { Vec::new() } else { rows },
        footer,
        save_action: here(at, "/save"),
        preview_action: here(at, "/preview"),
        empty_link: Link::new(t.manage_nobody_link(), format!("{home}/users")),
    })
}

/// The foot of a form about the selection.
pub(super) fn footer_of(
    signed: &Signed,
    at: &At,
    shown: Option<(&Preview, &NamedUsers)>,
    (label, action): (&str, &str),
) -> Footer {
    match shown {
        Some((preview, who)) => {
            who.in_footer(&preview.totals, footer(signed, &at.organisation, preview, (label, action)))
        }
        None => nothing(signed.t(), label, action),
    }
}

/// The rows of a board with what is chosen and what would happen.
pub(super) async fn rows(
    signed: &Signed,
    at: &At,
    (board, selected): (&cupo_app::board::Board, &Selected),
    (choices, shown, base): (&Choices, Option<(&Preview, &NamedUsers)>, &str),
) -> Result<Vec<ProductRow>, Trouble> {
    let subscriptions = signed.visit.hall.app.store().subscriptions(&at.permit).await?;
    let table = Table {
        signed,
        at,
        board,
        choices,
        totals: shown.map(|(preview, _)| &preview.totals),
        who: shown.map(|(_, who)| who),
        back: base,
        subscriptions: &subscriptions,
    };
    table.rows(selected).await
}

/// The question before a data clock starts, as a page (D-12).
pub(super) async fn confirm(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    (preview, action, back): (&Preview, &str, &str),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let loses = preview.totals.loses_data();
    let title = if loses { t.clocks_title() } else { t.change_title() };
    let who = NamedUsers::of(signed, at, (preview.guid, &preview.totals), back).await?;
    let mut footer = footer_of(signed, at, Some((preview, &who)), (&t.save(), action));
    if !loses {
        footer.confirm = t.save().into_owned();
    }
    let frame = of_customer(signed, &at.organisation, (&title, Place::Users), Vec::new()).await;
    let own = ["csrf", "preview", "digest", "confirm", "fragment", "do", "back"];
    let fields = fields.pairs().filter(|(name, _)| !own.contains(name));
    render(ConfirmPage {
        t,
        frame,
        footer,
        changed: Vec::new(),
        fields: fields.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        action: action.to_owned(),
        back: back.to_owned(),
    })
}

/// Who is different from what was shown, with what was said and what holds now (D-2).
pub(crate) async fn changed(
    signed: &Signed,
    at: &At,
    differences: &Differences,
) -> Result<Vec<String>, Trouble> {
    const NAMED_MAX: usize = 20;
    let t = signed.t();
    if differences.users.is_empty() {
        return Ok(vec![match differences.since {
            Since::Differs => t.wiz_changed_many().into_owned(),
            since => why(t, since),
        }]);
    }
    let store = signed.visit.hall.app.store();
    let (first, catalogue): (Vec<_>, _) =
        (differences.users.iter().take(NAMED_MAX).copied().collect(), store.catalogue());
    let names = Names { catalogue: &catalogue, t };
    let users = store.users_by_id(&at.permit, &first).await?;
    let mut lines: Vec<String> = users
        .iter()
        .flat_map(|user| match differences.answers.iter().find(|it| it.user == user.id) {
            Some(answers) => was_and_is(&names, user, answers),
            None => vec![t.wiz_changed_user(&user.display_name, &user.sign_in)],
        })
        .collect();
    let more = differences.users.len().saturating_sub(users.len());
    if more > 0 {
        lines.push(t.and_more(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    Ok(lines)
}

/// What is said of one user now beside what was said, product by product.
fn was_and_is(names: &Names<'_>, user: &UserRow, answers: &Answers) -> Vec<String> {
    let (t, name, sign_in) = (names.t, &user.display_name, &user.sign_in);
    let (shown, now) = match (&answers.shown, &answers.now) {
        (Some(shown), Some(now)) => (shown, now),
        (None, _) => return vec![t.wiz_changed_new(name, sign_in)],
        (_, None) => return vec![t.wiz_changed_gone(name, sign_in)],
    };
    let says = |list: &[Outcome], pool: PoolId| match list.iter().find(|o| o.pool == pool) {
        Some(o) => names.outcome(o.product, &o.verdict, &o.before, &o.after),
        None => t.wiz_changed_nothing().into_owned(),
    };
    let pools: BTreeMap<PoolId, ProductId> = shown.iter().chain(now).map(|o| (o.pool, o.product)).collect();
    let lines = pools.into_iter().filter_map(|(pool, product)| {
        let (was, is) = (says(shown, pool), says(now, pool));
        (was != is).then(|| t.wiz_changed_said(name, is, names.product(product), sign_in, was))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { vec![t.wiz_changed_holds(name, sign_in)] } else { lines }
}
