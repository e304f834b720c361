//! `cargo xtask bench`: starts the bench of `crates/testkit/src/bench` as it ships, with a PostgreSQL server whose commits
//! are durable. It must never measure a build that differs from a release without saying so.

use std::path::Path;

use crate::cluster::{self, Cluster};
use crate::{install, say, shell};

/// Names the server that the bench measures on.
const SERVER_VARIABLE: &str = "CUPO_BENCH_POSTGRES";

pub fn run(root: &Path, options: &[&str]) -> Result<(), String> {
    let (profile, options): (Vec<&str>, Vec<&str>) =
        options.iter().partition(|option| option.starts_with("--profile="));
    let profile = profile.first().and_then(|option| option.strip_prefix("--profile=")).unwrap_or("release");
    let mut words = vec![
        "run",
        "--quiet",
        "--profile",
        profile,
        "--package",
        "cupo-testkit",
        "--features",
        "bench",
        "--bin",
        "cupo-bench",
    ];
    words.push("--");
    words.extend(&options);
    let mut command = shell::cargo(root, &words);
    let wants_postgres = !options.windows(2).any(|pair| pair == ["--engine", "sqlite"]);
    let offered = std::env::var_os(SERVER_VARIABLE).is_some();
    // Held until the bench has ended.
    let server = if wants_postgres && !offered { Some(server()?) } else { None };
    if let Some(server) = &server {
        command.env(SERVER_VARIABLE, server.url());
    }
    shell::run(&mut command).map(|_| ())
}

fn server() -> Result<Cluster, String> {
    install::ensure(&[install::Need::Postgres])?;
    let programs = cluster::programs().ok_or("PostgreSQL 15 or newer was not found")?;
    say("starting PostgreSQL with durable commits");
    Cluster::start_durable(&programs)
}
