//! What a day of the business clock costs on which much is due: every transition is carried out in order, with its record
//! in the audit.

use cupo_domain::time::Instant;
use cupo_store::value::{Expect, Statement};

use crate::ground::{Engine, copy, open};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::Watch;

const EXPLANATION: &str = "\
Mailboxes of so many people are due within one day. The day: from moving the clock until the last of them is carried out, \
each in the order of its instant with a record in the chain. Catching up: everything else of the demo that was due in the \
years before it, after a downtime of that length.";

/// Transitions that are due on the day.
const DUE: u64 = 100_000;
/// The day: 2033-05-18T03:33:20Z, later than anything a demo begins with.
const DAY: i64 = 2_000_000_000_000_000;

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Time, {}", engine.name()), EXPLANATION);
    let address = copy(engine, options.users).await?;
    let due = DUE.min(options.users);
    // Spread over the day: whole seconds, many people in each.
    let clocks = format!(
        "INSERT INTO data_clock (customer_id, user_id, workload, started_at, due_at, loses_data, reason, \
         operation_id, stage) SELECT customer_id, user_id, 0, {DAY}, {DAY} + (user_id % 86400) * 1000000, 1, \
         'license-removed', 0, 0 FROM users WHERE state = 0 AND customer_id = (SELECT customer_id FROM users \
         GROUP BY customer_id ORDER BY count(*) DESC LIMIT 1) ORDER BY user_id LIMIT {due} ON CONFLICT DO NOTHING"
    );
    let app = open(&address).await?;
    let turn = app.store().turn().await.map_err(|e| e.to_string())?;
    let put = Statement::Run { sql: clocks.into(), params: vec![], expect: Expect::Any };
    app.store().commit(&turn, vec![put]).await.map_err(|e| e.to_string())?;
    drop(turn);
    let begun = app.now();
    let watch = Watch::start();
    let before = app.advance_to(Instant(DAY - 1)).await.map_err(|e| e.to_string())?;
    let days = begun.days_until(Instant(DAY));
    let caught_up = format!("{before} transitions in {:.2} s", watch.seconds());
    table.figure(format!("catching up after {days} days of downtime"), caught_up);
    let watch = Watch::start();
    let passed = app.advance_to(Instant(DAY).plus_days(1)).await.map_err(|e| e.to_string())?;
    let seconds = watch.seconds();
    table.figure("due on the day", format!("{passed} transitions"));
    if due == DUE {
        table.at_most("a day with 100,000 due transitions", seconds, 10.0, "s");
    } else {
        table.figure("the day", format!("{seconds:.2} s"));
    }
    report.add(table);
    Ok(())
}
