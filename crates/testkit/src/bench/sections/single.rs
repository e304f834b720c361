//! Many small changes at once: durable assigns of one license each, by callers that wait for each answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cupo_app::licenses::Who;

use crate::caller::Served;
use crate::ground::{Customer, Engine, copy};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::{Watch, quantile};

const EXPLANATION: &str = "\
So many callers each give one license to one user after another, a user at random each time, all from one pool, and wait for \
the durable answer. Each change has its own operation, outcome row and audit record. In process: the use case is called \
directly. Native API: the same over HTTP on the loopback, each caller with a connection of its own, the \
load generator in the same process; no limit on how often a program may ask.";

const SECONDS: f64 = 3.0;
const CALLERS: [usize; 3] = [1, 64, 256];

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Single durable assigns, {}", engine.name()), EXPLANATION);
    let address = copy(engine, options.users).await?;
    let it = Arc::new(Customer::at(&address, options.users).await?);
    let next = Arc::new(AtomicUsize::new(0));
    for callers in CALLERS {
        let mut times = in_process(&it, &next, callers).await?;
        let rate = f64::from(u32::try_from(times.len()).unwrap_or(u32::MAX)) / SECONDS;
        times.sort();
        let [median, late] = [500, 990].map(|q| quantile(&times, q).as_secs_f64() * 1_000.0);
        table.figure(
            format!("in process, {callers} callers"),
            format!("{rate:.0}/s (p50 {median:.1}, p99 {late:.1} ms)"),
        );
        if callers == 64 {
            table.at_least("in process, 64 callers", rate, 3_000.0, "/s");
            report.limit(&format!("{} in process", engine.name()), rate);
        }
    }
    over_http(&it, options, engine, (&mut table, report)).await?;
    it.check().await?;
    report.add(table);
    Ok(())
}

async fn over_http(
    it: &Arc<Customer>,
    options: &Options,
    engine: Engine,
    (table, report): (&mut Table, &Report),
) -> Result<(), String> {
    let served = Served::start(&it.app, options.users).await?;
    let (rate, median, late) = {
        let mut times = assigns(&served, it, 64).await?;
        let rate = f64::from(u32::try_from(times.len()).unwrap_or(u32::MAX)) / SECONDS;
        times.sort();
        let [median, late] = [500, 990].map(|q| quantile(&times, q).as_secs_f64() * 1_000.0);
        (rate, median, late)
    };
    served.end().await?;
    table.figure("native API, 64 callers", format!("{rate:.0}/s (p50 {median:.1}, p99 {late:.1} ms)"));
    table.at_least("native API, 64 callers", rate, 3_000.0, "/s");
    if let Some(inside) = report.limit_of(&format!("{} in process", engine.name())) {
        table.at_least("native API to in process", rate / inside, 0.4, "×");
    }
    Ok(())
}

/// How long each assign took over HTTP that ended within the time.
async fn assigns(served: &Served, it: &Arc<Customer>, callers: usize) -> Result<Vec<Duration>, String> {
    let rows = it.app.store().users_by_id(&it.permit, &it.every_tenth(60_000)).await;
    let names: Vec<String> =
        rows.map_err(|e| e.to_string())?.into_iter().map(|u| u.guid.to_string()).collect();
    let (names, next) = (Arc::new(names), Arc::new(AtomicUsize::new(0)));
    let product = it.app.store().catalogue().product(it.product).map(|p| p.guid.to_string());
    let product = product.ok_or("the product is not in the catalogue")?;
    let all = Watch::start();
    let mut tasks = Vec::with_capacity(callers);
    for _ in 0..callers {
        let mut caller = served.caller().await?;
        let (names, next) = (Arc::clone(&names), Arc::clone(&next));
        let (path, product) = (format!("{}/operations", served.home), product.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while all.seconds() < SECONDS {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(user) = names.get(place.wrapping_mul(7_919) % names.len().max(1)) else { break };
                let body = format!(
                    r#"{{"command":{{"kind":"change_licenses","users":{{"ids":["{user}"]}},"give":[{{"product":"{product}"}}]}}}}"#
                );
                let one = Watch::start();
                caller.ask("POST", &path, &body).await?;
                times.push(one.lap());
            }
            Ok::<_, String>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.map_err(|e| e.to_string())??);
    }
    Ok(times)
}

/// How long each assign took that ended within the time.
async fn in_process(
    it: &Arc<Customer>,
    next: &Arc<AtomicUsize>,
    callers: usize,
) -> Result<Vec<Duration>, String> {
    let all = Watch::start();
    let mut tasks = Vec::with_capacity(callers);
    for _ in 0..callers {
        let (it, next) = (Arc::clone(it), Arc::clone(next));
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while all.seconds() < SECONDS {
                let place = next.fetch_add(1, Ordering::Relaxed).wrapping_mul(7_919) % it.users.len();
                let Some(user) = it.users.get(place) else { break };
                let request = it.give(Who::Users(vec![*user]));
                let one = Watch::start();
                it.app.save(&it.permit, &request, None).await.map_err(|e| e.to_string())?;
                times.push(one.lap());
            }
            Ok::<_, String>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.map_err(|e| e.to_string())??);
    }
    Ok(times)
}
