//! The road of every change: preview it, show it, ask, apply exactly that, wait until it is done, and say what came of
//! it. It must never apply what it has not shown.

use std::time::Duration;

use cupo_api::wire::{
    Apply, Command, Decide, Operation, Outcome, Preview, ProductTotals, Refusals, State, Submit,
};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::args::ChangeArgs;
use crate::client::{Ask, Client, json};
use crate::failure::{DEFECT, Failure, INTERRUPTED};
use crate::output::{self, Column, Output, Table, bar, confirmed, say};

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
    let preview: Preview = client.ask(Ask::post(format!("{at}/previews"), json(&ask)?)).await?;
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
    if !output.json {
        say(&preview_text(preview))?;
    }
    if how.dry_run {
        if output.json {
            output::json_line(&Answer { preview, operation: None })?;
        }
        return refused(preview.totals.refused, "would be refused");
    }
    // Where nothing changes there is nothing to ask, but what was refused still belongs into the history.
    if !how.yes && preview.changes && !confirmed("Do this?")? {
        return Err(Failure::usage("nothing was changed"));
    }
    let submit = Submit::Apply(Apply { preview: preview.id.clone(), digest: preview.digest.clone() });
    let ask = Ask::post(format!("{at}/operations"), json(&submit)?).once(preview.id.clone());
    let operation = wait((client, at), client.ask(ask).await?).await?;
    if output.json {
        output::json_line(&Answer { preview, operation: Some(&operation) })?;
    } else {
        say(&operation_text(&operation))?;
    }
    refused(operation.refused, "were refused")
}

fn refused(users: i64, what: &str) -> Result<(), Failure> {
    match users {
        0 => Ok(()),
        1 => Err(Failure::refused(format!("1 user {}", what.replace("were", "was")))),
        _ => Err(Failure::refused(format!("{users} users {what}"))),
    }
}

/// Waits until an operation is done; in process, does the work itself.
///
/// # Errors
/// Interrupted, with what to do; what the interface answers.
pub async fn wait((client, at): (&Client, &str), operation: Operation) -> Result<Operation, Failure> {
    if operation.state == State::Done {
        return Ok(operation);
    }
    let total = u64::try_from(operation.users).unwrap_or(0);
    let shown = (operation.users >= BAR_FROM).then(|| bar(total, "users"));
    let id = operation.id.clone();
    let done = tokio::select! {
        done = until_done((client, at), operation, shown.as_ref()) => done,
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
    bar: Option<&ProgressBar>,
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
        if let Some(bar) = bar {
            bar.set_position(u64::try_from(operation.users_done).unwrap_or(0));
        }
    }
    Ok(operation)
}

/// A preview for people.
fn preview_text(preview: &Preview) -> String {
    let totals = &preview.totals;
    let mut text = String::new();
    if totals.users > 0 {
        text.push_str(&format!(
            "{} users: {} will change, {} need no change, {} will be refused.\n",
            totals.users, totals.succeeded, totals.unchanged, totals.refused
        ));
    }
    text.push_str(&products_text(&totals.products));
    let columns = [Column::whole("Field"), Column::text("Now"), Column::text("Then")];
    let fields = preview.fields.iter().map(|it| vec![it.name.clone(), it.before.clone(), it.after.clone()]);
    text.push_str(&Table::new(&columns).page(&fields.collect::<Vec<_>>()));
    if let Some(cost) = &totals.cost {
        text.push_str(&format!("It costs {} per term.\n", super::words::money(Some(cost))));
    }
    for clock in &totals.clocks {
        let end = if clock.loses_data { "is erased" } else { "works no longer in full" };
        text.push_str(&format!("{} of {} users {end} on {}.\n", clock.workload, clock.users, clock.due_at));
    }
    text.push_str(&refusals_text(&preview.refusals));
    if !preview.changes {
        text.push_str("Nothing would change.\n");
    } else if let Some(why) = &preview.final_because {
        text.push_str(&format!("It could not be undone: {why}.\n"));
    }
    text
}

/// What happens to seats, in columns that say something.
fn products_text(products: &[ProductTotals]) -> String {
    type Figure = (&'static str, fn(&ProductTotals) -> i64);
    let all: [Figure; 9] = [
        ("Given", |p| p.given),
        ("Taken", |p| p.taken),
        ("Changed", |p| p.changed),
        ("Unchanged", |p| p.unchanged),
        ("Kept", |p| p.kept),
        ("Refused", |p| p.refused),
        ("Missing seats", |p| p.missing_seats),
        ("Free now", |p| p.available_before),
        ("Free then", |p| p.available_after),
    ];
    let shown: Vec<Figure> = all.into_iter().filter(|(_, of)| products.iter().any(|p| of(p) != 0)).collect();
    let columns: Vec<Column> = std::iter::once(Column::whole("Product"))
        .chain(shown.iter().map(|(heading, _)| Column::figures(heading)))
        .collect();
    let row = |p: &ProductTotals| {
        let figures = shown.iter().map(|(_, of)| of(p).to_string());
        std::iter::once(p.part_number.clone()).chain(figures).collect()
    };
    Table::new(&columns).page(&products.iter().map(row).collect::<Vec<Vec<String>>>())
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
pub fn operation_text(it: &Operation) -> String {
    let mut text = format!(
        "Operation {}: {} changed, {} needed no change, {} refused.\n",
        it.id, it.succeeded, it.unchanged, it.refused
    );
    for password in &it.passwords {
        text.push_str(&format!("{}: one-time password {}\n", password.user, password.password));
    }
    match (&it.undo_until, &it.final_because) {
        (Some(until), _) => text.push_str(&format!("It can be undone until {until}.\n")),
        (None, Some(why)) => text.push_str(&format!("It cannot be undone: {why}\n")),
        (None, None) => {}
    }
    text
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
