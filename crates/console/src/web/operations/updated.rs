//! Licenses updated, and the page of every other operation: the numbers first, then what needs attention, then every
//! success and every error (R-PARTNER-11, R-BULK-4).

use axum::extract::Path;
use axum::response::Response;
use cupo_app::edits::EditRecord;
use cupo_app::error::AppError;
use cupo_app::left::DataDeed;
use cupo_app::licenses::totals::ClockTotals;
use cupo_app::store::operations::{OperationRow, OutcomeCount};
use cupo_domain::access::Action;
use cupo_domain::time::Instant;

use crate::pages::{ClockLine, OutcomeRow, UpdatedPage};
use crate::texts::Texts;
use crate::view::{FieldRow, Figure, Link, Note, NoteKind, Pager, Place as RailPlace, Progress, Tab, Tone};
use crate::web::address::Address;
use crate::web::changes::{created_rows, setting_rows};
use crate::web::frame::{flash, is_agent, of_customer, when};
use crate::web::operations::describe::{Import, Quantity, about, bought, created_name, lead, title_of, undo};
use crate::web::operations::filter::{Filter, PARTS, Place, VERDICTS, key_text};
use crate::web::operations::lines::{Line, read};
use crate::web::operations::people::{People, door};
use crate::web::operations::{address, attention, find};
use crate::web::posted::Asked;
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, clock_line, clock_line_of_deleted};

/// Lines on a page.
const PAGE_LINES: usize = 100;

/// GET /c/{customer}/operations/{operation}
pub async fn page(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let row = find(&signed, &at, &operation).await?;
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let catalogue = store.catalogue();
    let filter = Filter::read(&catalogue, &asked)?;
    let place = Place::read(&asked)?;
    let counts = store.outcome_counts(&at.permit, row.id).await?;
    let here = Address::of(address(&at, row.guid), &asked, &PARTS);
    let found = lines(&signed, &at, &row, (&filter, place)).await?;
    let people = People::of(&signed, &at, std::iter::once(row.actor.as_str())).await?;
    let names = Names { catalogue: &catalogue, t };
    let title = title_of(t, &row);
    let crumbs = vec![Link::new(t.rail_operations(), format!("/c/{}/operations", at.organisation.guid))];
    let mut frame = of_customer(&signed, &at.organisation, (&title, RailPlace::Operations), crumbs).await;
    frame.flash = flash(t, &asked);
    let (undo, undo_not) = undo(&signed, &at, &row).await?;
    let attention = attention::groups(&signed, &at, &row, &counts).await?;
    let total = filter.total(&counts);
    let download = |kind: &str| {
        let path = format!("{}/outcomes.{kind}", address(&at, row.guid));
        Address::of(path, &asked, &PARTS).href()
    };
    render::page(UpdatedPage {
        t,
        frame,
        id: row.guid.to_string(),
        sentence: about(&signed, &at, &row, lead(&names, &row)).await?,
        by: t.by_door(door(t, &row.channel), people.name(&row.actor)),
        at: when(&signed, &at.organisation, row.created_at),
        progress: progress(&signed, &at, &row),
        figures: figures(&names, &row, &counts, &here),
        fields: fields(&names, &row),
        back: back(&signed, &at, &row),
        csv_href: download("csv"),
        json_href: download("json"),
        audit: signed.may(Action::ViewAudit, &at.organisation).then(|| {
            let log = format!("/c/{}/audit?operation={}", at.organisation.guid, row.guid);
            Link::new(t.audit_of_operation(), log)
        }),
        undo,
        undo_not,
        clocks: clocks(&signed, &at, &row).await?,
        next: next_steps(&signed, &at, &names, (&row, &counts)),
        rest_open: attention.is_empty() || filter.is_on() || place != Place::First,
        attention,
        total,
        filters: if has_lines(&row) { tabs(&names, &counts, &filter, &here) } else { Vec::new() },
        pager: pager(&here, &found, t.ops_range(found.lines.len(), total)),
        rows: found.lines.into_iter().map(|line| outcome_row(&names, &at, line)).collect(),
    })
}

/// The lines of a page, and whether there are more on either side.
struct Found {
    lines: Vec<Line>,
    more_before: bool,
    more_after: bool,
}

async fn lines(
    signed: &Signed,
    at: &At,
    row: &OperationRow,
    (filter, place): (&Filter, Place),
) -> Result<Found, AppError> {
    let take = i64::try_from(PAGE_LINES + 1).unwrap_or(i64::MAX);
    let mut lines = read(signed, at, row, &filter.list(place, take)).await?;
    let more = lines.len() > PAGE_LINES;
    let backwards = matches!(place, Place::Before(_) | Place::Last);
    if backwards && more {
        lines.remove(0);
    }
    lines.truncate(PAGE_LINES);
    let (more_before, more_after) = match place {
        Place::First => (false, more),
        Place::After(_) => (true, more),
        Place::Before(_) => (more, true),
        Place::Last => (more, false),
    };
    Ok(Found { lines, more_before, more_after })
}

fn pager(here: &Address, found: &Found, range: String) -> Pager {
    let place = |name: &str, line: Option<&Line>| Some(here.with(name, &key_text(line?.key)).href());
    let (first, last) = (found.lines.first(), found.lines.last());
    Pager {
        first: found.more_before.then(|| here.href()),
        previous: found.more_before.then(|| place("before", first)).flatten(),
        next: found.more_after.then(|| place("after", last)).flatten(),
        last: found.more_after.then(|| here.with("at", "last").href()),
        range,
    }
}

fn outcome_row(names: &Names<'_>, at: &At, line: Line) -> OutcomeRow {
    let detail = match line.holds.as_deref() {
        None => line.detail,
        Some("") => format!("{} {}", line.detail, names.t.ops_holds_nothing()),
        Some(holds) => format!("{} {}", line.detail, names.t.ops_holds(holds)),
    };
    OutcomeRow {
        href: format!("/c/{}/users/{}", at.organisation.guid, line.user.guid),
        name: line.user.display_name,
        sign_in: line.user.sign_in,
        product: line.product.map_or_else(|| "\u{2013}".to_owned(), |id| names.product(id)),
        verdict: line.badge,
        detail,
    }
}

fn progress(signed: &Signed, at: &At, row: &OperationRow) -> Option<Progress> {
    row.running.then(|| Progress {
        done: row.users_done,
        total: row.users_total,
        text: signed.t().progress_text(row.users_done, row.users_total),
        events: format!("{}/events", address(at, row.guid)),
    })
}

/// Whether there is an answer for each user; the others keep figures or fields only.
fn has_lines(row: &OperationRow) -> bool {
    !DataDeed::KEYS.contains(&row.kind.as_str())
        && (row.kind != "group-create" || row.users_total > 0)
        && !matches!(
            row.kind.as_str(),
            "quantity"
                | "import-users"
                | "create-user"
                | "edit-user"
                | "change-roles"
                | "reset-password"
                | "create-customer"
                | "settings"
                | "domains"
                | "place-hold"
                | "release-hold"
                | "subscription-life"
                | "group-delete"
                | "self-service-buy"
                | "self-service-seats"
                | "request-ask"
        )
}

/// Fields before and after; of somebody new there is no before.
fn fields(names: &Names<'_>, row: &OperationRow) -> Vec<FieldRow> {
    let fields = EditRecord::read(&row.command).fields;
    if matches!(row.kind.as_str(), "create-user" | "create-customer") {
        created_rows(names.t, &fields)
    } else {
        setting_rows(names, &fields)
    }
}

/// Where the work goes on.
fn back(signed: &Signed, at: &At, row: &OperationRow) -> Link {
    let (t, home) = (signed.t(), format!("/c/{}", at.organisation.guid));
    match row.kind.as_str() {
        "quantity" | "subscription-life" | "self-service-move" | "self-service-end"
            if signed.may(Action::ViewSubscriptions, &at.organisation) =>
        {
            Link::new(t.rail_your_products(), format!("{home}/subscriptions"))
        }
        "create-user" => match (created_name(row), EditRecord::read(&row.command).user) {
            (Some(name), Some(user)) => Link::new(t.ops_see_user(name), format!("{home}/users/{}", user.0)),
            _ => Link::new(t.updated_back(), format!("{home}/users")),
        },
        "request-answer" => Link::new(t.requests_title(), format!("{home}/requests")),
        "settings" | "domains" => Link::new(t.updated_back_settings(), format!("{home}/settings")),
        "quantity" => Link::new(t.rail_licenses(), format!("{home}/products")),
        "place-hold" | "release-hold" => Link::new(t.risk_title(), format!("{home}/data-at-risk")),
        kind if DataDeed::KEYS.contains(&kind) => Link::new(t.risk_title(), format!("{home}/data-at-risk")),
        kind if kind.starts_with("group-") => Link::new(t.groups_all(), format!("{home}/groups")),
        "licenses" if !is_agent(signed) => Link::new(t.several_done(), format!("{home}/users")),
        _ => Link::new(t.updated_back(), format!("{home}/users")),
    }
}

/// New seats are given out; seats that became free are still paid for: give them to others, or take them out of the subscription (R-REVOKE-4).
fn next_steps(
    signed: &Signed,
    at: &At,
    names: &Names<'_>,
    (row, counts): (&OperationRow, &[OutcomeCount]),
) -> Vec<Note> {
    const PRODUCTS_MAX: usize = 3;
    let may = signed.may(Action::ViewSubscriptions, &at.organisation);
    let reduce =
        || Link::new(names.t.ops_next_reduce(), format!("/c/{}/subscriptions", at.organisation.guid));
    let home = format!("/c/{}", at.organisation.guid);
    let new = bought(row).map(|it| Note {
        kind: NoteKind::Info,
        text: names.t.ops_next_bought().into_owned(),
        repair: signed.may(Action::AssignLicenses, &at.organisation).then(|| {
            Link::new(names.t.ops_next_assign(), format!("{home}/products/{}", names.guid(it.product)))
        }),
        who: None,
    });
    let freed =
        counts.iter().filter(|c| c.effect == "revoked" && c.count > 0).take(PRODUCTS_MAX).map(|c| Note {
            kind: NoteKind::Info,
            text: names.t.ops_next_freed(c.count, names.product(c.product)),
            who: None,
            repair: may.then(reduce),
        });
    new.into_iter().chain(freed).collect()
}

fn figure(value: String, label: impl Into<String>, tone: Tone) -> Figure {
    Figure { value, label: label.into(), href: String::new(), tone }
}

/// Totals: lines by verdict, or what an operation without lines kept.
fn figures(names: &Names<'_>, row: &OperationRow, counts: &[OutcomeCount], here: &Address) -> Vec<Figure> {
    let t = names.t;
    match row.kind.as_str() {
        "quantity" => Quantity::read(&row.totals).map_or_else(Vec::new, |it| {
            vec![
                figure(t.number(it.before), t.ops_figure_before(), Tone::Plain),
                figure(t.number(it.after), t.ops_figure_after(), Tone::Plain),
            ]
        }),
        "import-users" => {
            let it = Import::read(&row.totals);
            vec![
                figure(t.number(it.created), t.ops_figure_created(), Tone::Good),
                figure(t.number(it.updated), t.ops_figure_updated(), Tone::Plain),
                figure(t.number(it.existing), t.ops_figure_existing(), Tone::Plain),
                figure(t.number(it.rejected), t.ops_figure_rejected(), Tone::Loss),
                figure(t.number(it.skipped), t.ops_figure_skipped(), Tone::Plain),
            ]
        }
        "create-user" | "create-customer" | "edit-user" | "change-roles" | "reset-password" | "settings"
        | "domains" | "set-locations" | "place-hold" | "release-hold" | "subscription-life"
        | "group-delete" | "self-service-buy" | "self-service-seats" | "request-ask" => Vec::new(),
        "group-create" if row.users_total == 0 => Vec::new(),
        kind if DataDeed::KEYS.contains(&kind) => Vec::new(),
        "delete-users" | "restore-users" => {
            let done =
                if row.kind == "delete-users" { t.ops_users_deleted() } else { t.ops_users_restored() };
            let labels = [("done", done, 0), ("refused", t.ops_users_refused(), 3)];
            labels
                .into_iter()
                .map(|(word, label, number)| by_verdict(t, (word, &label, number), counts, here))
                .collect()
        }
        _ => {
            let labels =
                [t.ops_lines_done(), t.ops_lines_unchanged(), t.ops_lines_kept(), t.ops_lines_refused()];
            let all = labels.iter().zip(VERDICTS).zip(0..);
            all.map(|((label, word), number)| by_verdict(t, (word, label, number), counts, here)).collect()
        }
    }
}

/// The total of one verdict, with the way to its lines.
fn by_verdict(
    t: &Texts,
    (word, label, number): (&str, &str, i64),
    counts: &[OutcomeCount],
    here: &Address,
) -> Figure {
    let count = Filter { verdict: Some(number), ..Filter::default() }.total(counts);
    let tone = match word {
        _ if count == 0 => Tone::Plain,
        "done" => Tone::Good,
        "refused" => Tone::Loss,
        _ => Tone::Plain,
    };
    let href = here.without(&PARTS).with("verdict", word).href();
    Figure { value: t.number(count), label: label.to_owned(), href, tone }
}

/// Filters by verdict, and the ways out of the other filters.
fn tabs(names: &Names<'_>, counts: &[OutcomeCount], filter: &Filter, here: &Address) -> Vec<Tab> {
    let t = names.t;
    let base = here.without(&["verdict", "code"]);
    let all = Filter { product: filter.product, ..Filter::default() };
    let words = [t.figure_done(), t.figure_unchanged(), t.figure_kept(), t.figure_refused()];
    let mut tabs = vec![Tab {
        label: t.updated_filter_all().into_owned(),
        count: Some(all.total(counts)),
        href: base.href(),
        current: filter.verdict.is_none() && filter.code.is_none(),
    }];
    for ((label, word), number) in words.into_iter().zip(VERDICTS).zip(0..) {
        let one = Filter { verdict: Some(number), ..all.clone() };
        tabs.push(Tab {
            label: label.into_owned(),
            count: Some(one.total(counts)),
            href: base.with("verdict", word).href(),
            current: filter.verdict == Some(number),
        });
    }
    let out = [
        ("code", filter.code.map(|code| crate::refusals::refusal(t, code).title)),
        ("product", filter.product.map(|product| names.product(product))),
    ];
    for (part, name) in out {
        let Some(name) = name else { continue };
        let href = here.without(&[part]).href();
        tabs.push(Tab { label: t.filter_remove(name), count: None, href, current: false });
    }
    tabs
}

/// Clocks that it started and that still run.
async fn clocks(signed: &Signed, at: &At, row: &OperationRow) -> Result<Vec<ClockLine>, AppError> {
    let found = signed.visit.hall.app.store().operation_clocks(&at.permit, row.id).await?;
    let line = |clock: cupo_app::store::results::OperationClock| {
        let totals = ClockTotals {
            workload: clock.workload,
            due: Instant(clock.due_at),
            loses_data: clock.loses_data,
            count: clock.count,
            sample: Vec::new(),
        };
        match row.kind.as_str() {
            "delete-users" => clock_line_of_deleted(signed, &at.organisation, &totals),
            _ => clock_line(signed, &at.organisation, &totals),
        }
    };
    Ok(found.into_iter().map(line).collect())
}
