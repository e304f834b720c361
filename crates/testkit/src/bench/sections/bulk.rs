//! Changes for many users: what a preview costs, what applying it costs until its last slice is done, and how both grow.

use cupo_app::licenses::Who;
use cupo_domain::ids::UserId;
use cupo_store::users::UserFilter;

use crate::ground::{Customer, Engine, copy, file};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::Watch;

const EXPLANATION: &str = "\
A product that nobody holds is given to users of the largest customer. Preview: users are read, decided, and the \
decision is kept. Apply: decided again, admitted, and worked on slice by slice until the last commit. Every user gets a \
license, an outcome row and an audit record in the chain. L-audit: the very rows that were written, taken out again and \
inserted set-based in one transaction, without rules, hashing or reading.";

/// How long each part took, in seconds.
#[derive(Clone, Copy)]
struct Times {
    preview: f64,
    apply: f64,
}

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Changes for many users, {}", engine.name()), EXPLANATION);
    let limit = report.limit_of(engine.name());
    let mut per_user = Vec::new();
    let sizes = [1_000, 10_000, 100_000, 1_000_000];
    for size in sizes.into_iter().filter(|size| *size <= options.users) {
        let mut best = Times { preview: f64::MAX, apply: f64::MAX };
        let repetitions = if size == 1_000_000 { 1 } else { options.repetitions() };
        for _ in 0..repetitions {
            let address = copy(engine, options.users).await?;
            let times = once(&address, options.users, size).await?;
            best = Times { preview: best.preview.min(times.preview), apply: best.apply.min(times.apply) };
            if size == 100_000 {
                let audit = audit_limit(engine, &address).await?;
                let name = format!("audit, {}", engine.name());
                let lowest = report.limit_of(&name).unwrap_or(f64::MAX).min(audit);
                report.limit(&name, lowest);
            }
        }
        figures(&mut table, size, best);
        let count = f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        per_user.push((size, (best.preview + best.apply) / count * 1e6));
        if size == 100_000 {
            ratios(&mut table, best, limit, report.limit_of(&format!("audit, {}", engine.name())));
        }
    }
    growth(&mut table, &per_user);
    report.add(table);
    Ok(())
}

async fn once(address: &str, users: u64, size: u64) -> Result<Times, String> {
    let it = Customer::at(address, users).await?;
    let count = usize::try_from(size).unwrap_or(usize::MAX);
    let who = if size == users {
        Who::Filter(UserFilter::default())
    } else {
        Who::Users(shuffled(it.every_tenth(count)))
    };
    let request = it.give(who);
    let watch = Watch::start();
    let shown = it.app.preview(&it.permit, &request).await.map_err(|e| e.to_string())?;
    let preview = watch.seconds();
    let watch = Watch::start();
    it.app.apply(&it.permit, 0, shown.guid).await.map_err(|e| e.to_string())?;
    let admitted = watch.seconds();
    it.app.work_on_operations().await.map_err(|e| e.to_string())?;
    let apply = watch.seconds();
    println!("{size} users: preview {preview:.3} s, admitted {admitted:.3} s, applied {apply:.3} s");
    it.check().await?;
    Ok(Times { preview, apply })
}

/// Callers name users in any order.
fn shuffled(mut users: Vec<UserId>) -> Vec<UserId> {
    users.sort_by_key(|user| user.0.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed()));
    users
}

fn figures(table: &mut Table, size: u64, times: Times) {
    let rate = f64::from(u32::try_from(size).unwrap_or(u32::MAX)) / times.apply;
    table.figure(format!("{size} users: preview"), format!("{:.3} s", times.preview));
    table.figure(format!("{size} users: apply"), format!("{:.3} s ({rate:.0}/s)", times.apply));
    if size == 1_000 {
        table.at_most("1000 users: preview + apply", (times.preview + times.apply) * 1_000.0, 60.0, "ms");
    }
}

fn ratios(table: &mut Table, best: Times, limit: Option<f64>, audit: Option<f64>) {
    if let Some(limit) = limit {
        table.at_most("100000 users: apply to the engine's limit", best.apply / limit, 3.0, "×");
        table.at_most(
            "100000 users: preview + apply to the engine's limit",
            (best.preview + best.apply) / limit,
            5.0,
            "×",
        );
    }
    if let Some(audit) = audit {
        table.figure("L-audit", format!("{audit:.3} s"));
        table.figure("100000 users: apply to L-audit", format!("{:.2} ×", best.apply / audit));
    }
}

fn growth(table: &mut Table, per_user: &[(u64, f64)]) {
    let of = |size: u64| per_user.iter().find(|(s, _)| *s == size).map(|(_, micros)| *micros);
    for (size, micros) in per_user {
        table.figure(format!("{size} users: preview + apply per user"), format!("{micros:.1} µs"));
    }
    if let (Some(few), Some(many)) = (of(10_000), of(1_000_000)) {
        table.at_most("per user, 1000000 to 10000", many / few, 1.5, "×");
    }
}

/// Takes the rows of the last operation out and puts them in again.
const OUT: [&str; 6] = [
    "CREATE TEMP TABLE a AS SELECT * FROM source WHERE pool_id = 9000000001",
    "CREATE TEMP TABLE b AS SELECT * FROM outcome WHERE operation_id = (SELECT max(operation_id) FROM operation)",
    "CREATE TEMP TABLE c AS SELECT * FROM audit WHERE operation_id = (SELECT max(operation_id) FROM operation)",
    "DELETE FROM source WHERE pool_id = 9000000001",
    "DELETE FROM outcome WHERE operation_id = (SELECT max(operation_id) FROM operation)",
    "DELETE FROM audit WHERE operation_id = (SELECT max(operation_id) FROM operation)",
];
const IN: &str = "INSERT INTO source SELECT * FROM a ORDER BY user_id; \
    INSERT INTO outcome SELECT * FROM b ORDER BY user_id; INSERT INTO audit SELECT * FROM c ORDER BY seq; ";

async fn audit_limit(engine: Engine, address: &str) -> Result<f64, String> {
    match engine {
        Engine::Sqlite => {
            let connection = rusqlite::Connection::open(file(address)?).map_err(|e| e.to_string())?;
            let run = |text: &str| connection.execute_batch(text).map_err(|e| format!("{text}: {e}"));
            run("PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY")?;
            OUT.iter().try_for_each(|text| run(text))?;
            run("PRAGMA wal_checkpoint(TRUNCATE)")?;
            let watch = Watch::start();
            run(&format!("BEGIN IMMEDIATE; {IN} COMMIT"))?;
            Ok(watch.seconds())
        }
        Engine::Postgres => {
            let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls)
                .await
                .map_err(|e| format!("{address}: {e}"))?;
            let running = tokio::spawn(connection);
            for text in OUT.iter().chain(["VACUUM source, outcome, audit; CHECKPOINT"].iter()) {
                for one in text.split(';') {
                    client.batch_execute(one).await.map_err(|e| format!("{one}: {e:?}"))?;
                }
            }
            let watch = Watch::start();
            client.batch_execute(&format!("BEGIN; {IN} COMMIT")).await.map_err(|e| format!("{e:?}"))?;
            let seconds = watch.seconds();
            drop(client);
            drop(running.await);
            Ok(seconds)
        }
    }
}
