//! The road of every change: preview it, show it, ask, apply exactly that, wait until it is done, and say what came of
//! it. It must never apply what it has not shown.

use std::borrow::Cow;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use cupo_api::wire::{
    Apply, Command, Decide, Operation, Outcome, Preview, ProductTotals, Refusals, Returns, State, Submit,
};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::args::ChangeArgs;
use crate::client::{Ask, Client, json};
use crate::failure::{DEFECT, Failure, INTERRUPTED};
use crate::output::{self, Column, Output, Table, bar, confirmed, say, telling};
use crate::texts::Texts;

/// Pause between two looks at an operation of a server.
const LOOK: Duration = Duration::from_millis(500);
/// Users from which on waiting shows a bar.
const BAR_FROM: i64 = 1_000;

/// What a change came to, as programs read it.
#[derive(Serialize)]
struct Answer<'a> {
    preview: &'a Preview,
    operation: Option<&'a Operation>,
}

/// Previews a command and, unless only looking was asked for, applies it.
///
/// # Errors
/// What was refused as a whole; exit code 1 when users were refused.
pub async fn change(
    (client, at): (&Client, &str),
    command: Command,
    how: &ChangeArgs,
    output: Output,
) -> Result<(), Failure> {
    let ask = Decide { command, reason: how.reason.clone() };
    let ask = Ask::post(format!("{at}/previews"), json(&ask)?);
    let preview: Preview = telling(client.ask(ask), |seconds| output.t().wait_preview(seconds)).await?;
    decided((client, at), &preview, how, output).await
}

/// Shows a preview and, unless only looking was asked for, applies it.
///
/// # Errors
/// As [`change`].
pub async fn decided(
    (client, at): (&Client, &str),
    preview: &Preview,
    how: &ChangeArgs,
    output: Output,
) -> Result<(), Failure> {
    let t = output.t();
    if !output.json {
        say(&preview_text(t, preview))?;
    }
    if how.dry_run {
        if output.json {
            output::json_line(&Answer { preview, operation: None })?;
        }
        return refused(preview.totals.refused, |users| t.preview_refused(users));
    }
    // Where nothing changes there is nothing to ask, but what was refused still belongs into the history.
    if !how.yes && preview.changes && !confirmed(&t.preview_ask())? {
        return Err(Failure::usage(t.not_changed()));
    }
    let submit = Submit::Apply(Apply { preview: preview.id.clone(), digest: preview.digest.clone() });
    let ask = Ask::post(format!("{at}/operations"), json(&submit)?).once(preview.id.clone());
    let begun = telling(client.ask(ask), |seconds| t.wait_save(seconds)).await?;
    let operation = wait((client, at), begun, t).await?;
    if output.json {
        output::json_line(&Answer { preview, operation: Some(&operation) })?;
    } else {
        say(&operation_text(t, &operation))?;
    }
    refused(operation.refused, |users| t.done_refused(users))
}

fn refused(users: i64, said: impl FnOnce(i64) -> String) -> Result<(), Failure> {
    if users == 0 { Ok(()) } else { Err(Failure::refused(said(users))) }
}

/// Waits until an operation is done; in process, does the work itself.
///
/// # Errors
/// Interrupted, with what to do; what the interface answers.
pub async fn wait(
    (client, at): (&Client, &str),
    operation: Operation,
    t: &Texts,
) -> Result<Operation, Failure> {
    if operation.state == State::Done {
        return Ok(operation);
    }
    let total = u64::try_from(operation.users).unwrap_or(0);
    let shown = (operation.users >= BAR_FROM).then(|| bar(total, "users"));
    let id = operation.id.clone();
    let so_far = AtomicI64::new(operation.users_done);
    let (users, told) = (operation.users, id.clone());
    let how_far = |seconds: u64| t.wait_operation(so_far.load(Ordering::Relaxed), &told, seconds, users);
    let work = until_done((client, at), operation, (shown.as_ref(), &so_far));
    let done = tokio::select! {
        done = telling(work, how_far) => done,
        _ = tokio::signal::ctrl_c() => Err(interrupted(client, &id)),
    };
    if let Some(bar) = shown {
        bar.finish_and_clear();
    }
    done
}

fn interrupted(client: &Client, id: &str) -> Failure {
    let sentence = match client.local() {
        Some(_) => format!(
            "interrupted; what is done stays done, and the rest goes on with `cupo operation wait {id}` or the next \
             `cupo serve`"
        ),
        None => format!("the server goes on with it; look with `cupo operation show {id}`"),
    };
    Failure::new(INTERRUPTED, sentence)
}

async fn until_done(
    (client, at): (&Client, &str),
    mut operation: Operation,
    (bar, so_far): (Option<&ProgressBar>, &AtomicI64),
) -> Result<Operation, Failure> {
    let path = format!("{at}/operations/{}", operation.id);
    let mut work = std::pin::pin!(async {
        match client.local() {
            Some(local) => local.app().work_on_operations().await,
            None => std::future::pending().await,
        }
    });
    let mut worked = false;
    while operation.state != State::Done {
        if worked {
            return Err(Failure::new(DEFECT, format!("operation {} did not come to its end", operation.id)));
        }
        tokio::select! {
            ended = &mut work => {
                ended?;
                worked = true;
            }
            () = tokio::time::sleep(LOOK) => {}
        }
        operation = client.ask(Ask::get(path.clone())).await?;
        so_far.store(operation.users_done, Ordering::Relaxed);
        if let Some(bar) = bar {
            bar.set_position(u64::try_from(operation.users_done).unwrap_or(0));
        }
    }
    Ok(operation)
}

/// A preview for people.
fn preview_text(t: &'static Texts, preview: &Preview) -> String {
    let totals = &preview.totals;
    let mut text = String::new();
    if totals.users > 0 {
        text.push_str(&t.preview_users(totals.succeeded, totals.refused, totals.unchanged, totals.users));
        text.push('\n');
    }
    text.push_str(&products_text(t, &totals.products));
    let columns = [Column::whole(t.col_field()), Column::text(t.col_now()), Column::text(t.col_then())];
    let fields = preview.fields.iter().map(|it| vec![it.name.clone(), it.before.clone(), it.after.clone()]);
    text.push_str(&Table::new(&columns).page(&fields.collect::<Vec<_>>()));
    let mut lines = Vec::new();
    lines.extend(totals.cost.as_ref().map(|cost| t.preview_cost(super::words::money(t, Some(cost)))));
    for clock in &totals.clocks {
        lines.push(if clock.loses_data {
            t.preview_erased(&clock.workload, &clock.due_at, clock.users)
        } else {
            t.preview_limited(&clock.workload, &clock.due_at, clock.users)
        });
    }
    for line in lines {
        text.push_str(&format!("{line}\n"));
    }
    text.push_str(&returns_text(t, preview));
    text.push_str(&refusals_text(&preview.refusals));
    match &preview.final_because {
        _ if !preview.changes => text.push_str(&format!("{}\n", t.preview_nothing())),
        Some(why) => text.push_str(&format!("{}\n", t.preview_final(why))),
        None => {}
    }
    text
}

/// What happens to seats, in columns that say something.
fn products_text(t: &'static Texts, products: &[ProductTotals]) -> String {
    type Figure = (Cow<'static, str>, fn(&ProductTotals) -> i64);
    let all: [Figure; 9] = [
        (t.col_given(), |p| p.given),
        (t.col_taken(), |p| p.taken),
        (t.col_changed(), |p| p.changed),
        (t.col_unchanged(), |p| p.unchanged),
        (t.col_kept(), |p| p.kept),
        (t.col_refused(), |p| p.refused),
        (t.col_missing(), |p| p.missing_seats),
        (t.col_free_now(), |p| p.available_before),
        (t.col_free_then(), |p| p.available_after),
    ];
    let shown: Vec<Figure> = all.into_iter().filter(|(_, of)| products.iter().any(|p| of(p) != 0)).collect();
    let columns: Vec<Column> = std::iter::once(Column::whole(t.col_product()))
        .chain(shown.iter().map(|(heading, _)| Column::figures(heading.clone())))
        .collect();
    let row = |p: &ProductTotals| {
        let figures = shown.iter().map(|(_, of)| of(p).to_string());
        std::iter::once(p.part_number.clone()).chain(figures).collect()
    };
    Table::new(&columns).page(&products.iter().map(row).collect::<Vec<Vec<String>>>())
}

/// What comes back with users who are restored, and which clocks stop.
fn returns_text(t: &'static Texts, preview: &Preview) -> String {
    let columns = [
        Column::whole(t.col_user()),
        Column::text(t.col_back()),
        Column::text(t.col_from_groups()),
        Column::text(t.col_without_seat()),
        Column::text(t.col_stopped()),
    ];
    let row = |it: &Returns| {
        let not = it.not_from_groups.iter().map(|not| format!("{} {}", not.part_number, not.code));
        let without: Vec<String> = it.without_seat.iter().cloned().chain(not).collect();
        let cells = [&it.licenses, &it.from_groups, &without, &it.stopped].map(|list| list.join(", "));
        std::iter::once(it.user_name.clone()).chain(cells).collect::<Vec<String>>()
    };
    Table::new(&columns).page(&preview.returns.iter().map(row).collect::<Vec<_>>())
}

fn refusals_text(refusals: &[Refusals]) -> String {
    let mut text = String::new();
    for it in refusals {
        let product = it.part_number.as_deref().map_or_else(String::new, |name| format!("{name}: "));
        let more = if i64::try_from(it.sample.len()).unwrap_or(i64::MAX) < it.users { ", …" } else { "" };
        text.push_str(&format!(
            "{} x {} {product}{} {} ({}{more})\n",
            it.users,
            it.code,
            it.detail,
            it.repair,
            it.sample.join(", ")
        ));
    }
    text
}

/// An operation for people.
pub fn operation_text(t: &Texts, it: &Operation) -> String {
    let mut lines = vec![t.done_operation(it.succeeded, &it.id, it.refused, it.unchanged)];
    lines.extend(it.passwords.iter().map(|told| t.done_password(&told.password, &told.user)));
    match (&it.undo_until, &it.final_because) {
        (Some(until), _) => lines.push(t.done_undo(until)),
        (None, Some(why)) => lines.push(t.done_final(why)),
        (None, None) => {}
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The cells of an outcome.
pub fn outcome_row(it: &Outcome) -> Vec<String> {
    let result = match &it.code {
        Some(code) => code.clone(),
        None if it.effect.is_empty() => super::words::snake(&it.result),
        None => it.effect.clone(),
    };
    let why =
        [it.detail.as_deref(), it.repair.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    vec![it.user_name.clone(), it.part_number.clone().unwrap_or_default(), result, why]
}
