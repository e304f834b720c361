//! How soon Cupo is ready on a large database, what it needs when nothing happens, and the most it ever needs during the
//! largest operation. Each in a process of its own, so that nothing else counts.

use std::net::SocketAddr;

use cupo::server::{Reach, bind};
use cupo_app::licenses::Who;
use cupo_store::users::UserFilter;

use crate::ground::{Customer, Engine, copy, open};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::{Watch, memory_mib};

const EXPLANATION: &str = "\
Start: from the first instruction of the program until the server is bound, on a database with all users (SQLite). Idle \
memory: resident right after. Peak memory: the most that the process ever had resident while every user was previewed and \
given a product.";

pub async fn run(options: &Options, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new("Start and memory", EXPLANATION);
    let address = copy(Engine::Sqlite, options.users).await?;
    let [start, idle] = figures(&["start", &address]).await?;
    table.at_most("start", start, 1.0, "s");
    table.at_most("memory when idle", idle, 150.0, "MiB");
    let users = options.users.to_string();
    let [seconds, peak] = figures(&["operation", &address, &users]).await?;
    table.figure("preview + apply for every user", format!("{seconds:.1} s"));
    table.at_most("most memory of that operation", peak, 400.0, "MiB");
    report.add(table);
    Ok(())
}

/// Two figures that a child prints.
async fn figures(words: &[&str]) -> Result<[f64; 2], String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = tokio::process::Command::new(program);
    child.args(["--child", "standing"]).args(words);
    let output = child.output().await.map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(format!("{words:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let found: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    found.try_into().map_err(|_| format!("{words:?} printed: {text}"))
}

pub async fn child(words: &[String]) -> Result<(), String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let watch = Watch::start();
    match words.as_slice() {
        ["start", address] => {
            let app = open(address).await?;
            let listen = SocketAddr::from(([127, 0, 0, 1], 0));
            let server = bind(app, listen, Reach::default()).await.map_err(|e| format!("{e:?}"))?;
            let seconds = watch.seconds();
            println!("{seconds} {}", memory_mib("VmRSS").unwrap_or(f64::MAX));
            drop(server);
            Ok(())
        }
        ["operation", address, users] => {
            let users: u64 = users.parse().map_err(|_| "no number of users".to_owned())?;
            let mut it = Customer::at(address, users).await?;
            it.users = Vec::new();
            let request = it.give(Who::Filter(UserFilter::default()));
            let shown = it.app.preview(&it.permit, &request).await.map_err(|e| e.to_string())?;
            it.app.apply(&it.permit, 0, shown.guid).await.map_err(|e| e.to_string())?;
            it.app.work_on_operations().await.map_err(|e| e.to_string())?;
            println!("{} {}", watch.seconds(), memory_mib("VmHWM").unwrap_or(f64::MAX));
            Ok(())
        }
        other => Err(format!("there is no part {other:?}")),
    }
}
