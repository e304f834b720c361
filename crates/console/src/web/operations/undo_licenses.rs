//! Undoing changes of licenses: a new operation that brings the exact earlier state back, service plans included.

use std::collections::BTreeMap;

use cupo_app::error::AppError;
use cupo_app::licenses::lines::Line;
use cupo_app::licenses::totals::{ClockTotals, Totals};
use cupo_app::store::users::UserRow;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Repair};

use crate::pages::{Footer, OutcomeRow};
use crate::view::{Link, Note, NoteKind, Tone};
use crate::web::address::Address;
use crate::web::frame::when;
use crate::web::operations::address;
use crate::web::operations::undo::{Case, LINES_MAX, Shown, figure};
use crate::web::posted::Fields;
use crate::web::who::NamedUsers;
use crate::web::words::{Names, badge, clock_lines, reason_sentence};

/// Above so many users the figures alone are shown, because the lines take another decision.
const LINES_FOR_USERS_MAX: i64 = 10_000;

/// What undoing would do now.
///
/// # Errors
/// As the use case.
pub async fn shown(case: &Case, (preview, totals): (Guid, &Totals)) -> Result<Shown, AppError> {
    let (app, permit) = (&case.signed.visit.hall.app, &case.at.permit);
    let lines = if totals.users <= LINES_FOR_USERS_MAX {
        let request = app.undo_request(permit, case.row.guid, case.signed.owner(), "console").await?;
        app.first_lines(permit, &request, LINES_MAX).await?
    } else {
        Vec::new()
    };
    let t = case.signed.t();
    let loses = totals.loses_data();
    let back = format!("{}/undo", address(&case.at, case.row.guid));
    let who = NamedUsers::of(&case.signed, &case.at, (preview, totals), &back).await?;
    let clocks = if loses { clock_lines(&case.signed, &case.at.organisation, totals) } else { Vec::new() };
    let named = who.in_footer(totals, Footer { clocks, ..Footer::default() });
    Ok(Shown {
        sentence: t.ops_undo_licenses(totals.succeeded, totals.users),
        figures: vec![
            figure(case, totals.succeeded, t.figure_done(), Tone::Good),
            figure(case, totals.unchanged, t.figure_unchanged(), Tone::Plain),
            figure(case, totals.refused, t.figure_refused(), Tone::Loss),
        ],
        notes: notes(case, (totals, &who)),
        who: named.who,
        rows: rows(case, lines).await?,
        lines: totals.whole + totals.products.iter().map(line_count).sum::<i64>(),
        clocks: named.clocks,
        confirm: confirm(case, &totals.clocks),
        ..Shown::default()
    })
}

fn line_count(it: &cupo_app::licenses::totals::ProductTotals) -> i64 {
    it.granted + it.revoked + it.plans_changed + it.unchanged + it.kept + it.refused
}

/// The label that says what will be lost and when.
#[must_use]
pub fn confirm(case: &Case, clocks: &[ClockTotals]) -> String {
    let t = case.signed.t();
    let first = clocks.iter().filter(|c| c.loses_data).map(|c| c.due.0).min();
    match first {
        Some(due) => t.ops_confirm_loss(when(&case.signed, &case.at.organisation, due).day),
        None => t.undo().into_owned(),
    }
}

/// Users changed since, seats that are missing, clocks that stop.
fn notes(case: &Case, (totals, who): (&Totals, &NamedUsers)) -> Vec<Note> {
    let t = case.signed.t();
    let catalogue = case.signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut notes: Vec<Note> = totals
        .reasons
        .iter()
        .map(|group| Note {
            kind: NoteKind::Refusal,
            text: if group.code == Code::Changed {
                t.ops_undo_changed(group.count, names.product(group.product))
            } else {
                reason_sentence(&names, group)
            },
            who: who.refused(&names, group),
            repair: match &group.repair {
                Repair::BuySeats { product } => buy(case, names.guid(*product)),
                _ => None,
            },
        })
        .collect();
    if totals.rescued > 0 {
        notes.push(Note {
            kind: NoteKind::Info,
            text: t.ops_undo_rescues(totals.rescued),
            repair: None,
            who: None,
        });
    }
    notes
}

fn buy(case: &Case, product: Guid) -> Option<Link> {
    let organisation = &case.at.organisation;
    if !case.signed.may(cupo_domain::access::Action::ChangeSubscriptions, organisation) {
        return None;
    }
    let back = format!("{}/undo", address(&case.at, case.row.guid));
    let path = format!("/c/{}/subscriptions/buy", organisation.guid);
    let href = Address::of(path, &Fields::default(), &[])
        .with("product", &product.to_string())
        .with("back", &back)
        .href();
    Some(Link::new(case.signed.t().buy_more(), href))
}

async fn rows(case: &Case, lines: Vec<Line>) -> Result<Vec<OutcomeRow>, AppError> {
    let store = case.signed.visit.hall.app.store();
    let mut users: Vec<UserId> = lines.iter().map(|line| line.user).collect();
    users.dedup();
    let found = store.users_by_id(&case.at.permit, &users).await?;
    let users: BTreeMap<UserId, UserRow> = found.into_iter().map(|user| (user.id, user)).collect();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: case.signed.t() };
    let row = |line: Line| {
        let user = users.get(&line.user);
        let guid = user.map_or_else(Guid::nil, |user| user.guid);
        let it = line.outcome;
        OutcomeRow {
            name: user.map(|user| user.display_name.clone()).unwrap_or_default(),
            sign_in: user.map(|user| user.sign_in.clone()).unwrap_or_default(),
            href: format!("/c/{}/users/{guid}", case.at.organisation.guid),
            product: names.product_or_none(it.product),
            verdict: badge(names.t, &it.verdict),
            detail: names.outcome(it.product, &it.verdict, &it.before, &it.after),
        }
    };
    Ok(lines.into_iter().map(row).collect())
}
