//! `cargo xtask test`: runs the stages, goes on after a failure, and sums up in one last line.
//! It must never report success for a stage that did not run.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::cluster::{self, Cluster};
use crate::shell::{self, Count};
use crate::stage::Stage;
use crate::{browser, install, rules, say, tidy};

enum Outcome {
    Passed(Count),
    Skipped(String),
    Failed(String),
}

struct Report {
    stage: Stage,
    outcome: Outcome,
    time: Duration,
}

pub fn run(root: &Path, options: &[&str]) -> Result<(), String> {
    if options == ["--list"] {
        for stage in Stage::ALL {
            say(&format!("{:<8} {}", stage.name(), stage.title()));
        }
        return Ok(());
    }
    let stages = Stage::choose(options)?;
    let mut bench = Bench { root, cluster: None };
    let mut reports = Vec::new();
    for (number, stage) in stages.iter().enumerate() {
        say(&format!("\n=== {}/{} {}: {} ===", number + 1, stages.len(), stage.name(), stage.title()));
        let started = now();
        let outcome = bench.perform(*stage);
        let report = Report { stage: *stage, outcome, time: now().duration_since(started) };
        say(&line(&report));
        reports.push(report);
    }
    // Before the summary, so that the summary stays the last line.
    drop(bench);
    sum_up(&reports)
}

/// What the stages share while they run.
struct Bench<'a> {
    root: &'a Path,
    cluster: Option<Cluster>,
}

impl Bench<'_> {
    fn perform(&mut self, stage: Stage) -> Outcome {
        if stage == Stage::Deny && shell::answer("cargo", &["deny", "--version"]).is_none() {
            return Outcome::Skipped(
                "cargo-deny is not installed; cargo install cargo-deny adds it".to_owned(),
            );
        }
        let result = install::ensure(stage.needs()).and_then(|()| self.work(stage));
        match result {
            Ok(count) => Outcome::Passed(count),
            Err(error) => Outcome::Failed(error),
        }
    }

    fn work(&mut self, stage: Stage) -> Result<Count, String> {
        let root = self.root;
        match stage {
            Stage::Tidy => tidy::check(root).map(|text| {
                say(&text);
                Count::default()
            }),
            Stage::Format => cargo(root, &["fmt", "--all", "--check"]),
            Stage::Docs => rules::check(root).map(|()| Count::default()),
            // Advisories need a fresh list from outside and are checked apart from the tests.
            Stage::Deny => cargo(root, &["deny", "--offline", "check", "bans", "licenses", "sources"]),
            Stage::Lint => {
                let all = ["--workspace", "--all-targets", "--features", "cupo-testkit/bench"];
                cargo(root, &[&["clippy"][..], &all, &["--", "-D", "warnings"]].concat())
            }
            Stage::Unit => self.unit(),
            Stage::Browser => browser::run(root),
        }
    }

    fn unit(&mut self) -> Result<Count, String> {
        let url = self.server_url()?;
        say(&format!("PostgreSQL for the tests: {url}"));
        let mut command = shell::cargo(self.root, &["test", "--workspace", "--no-fail-fast"]);
        command.env(cluster::SERVER_VARIABLE, url).env("TMPDIR", cluster::scratch());
        let count = shell::run(&mut command)?;
        if count.passed == 0 { Err("no test ran".to_owned()) } else { Ok(count) }
    }

    fn server_url(&mut self) -> Result<String, String> {
        if let Ok(url) = std::env::var(cluster::SERVER_VARIABLE) {
            return Ok(url);
        }
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start(&cluster::programs().ok_or("PostgreSQL is not installed")?)?,
        };
        Ok(self.cluster.insert(cluster).url().to_owned())
    }
}

fn cargo(root: &Path, words: &[&str]) -> Result<Count, String> {
    shell::run(&mut shell::cargo(root, words))
}

fn line(report: &Report) -> String {
    let (name, time) = (report.stage.name(), report.time.as_secs_f64());
    match &report.outcome {
        Outcome::Passed(count) if *count == Count::default() => format!("--- {name}: ok in {time:.1} s"),
        Outcome::Passed(count) => format!("--- {name}: ok in {time:.1} s, {}", figures(*count)),
        Outcome::Skipped(reason) => format!("--- {name}: skipped, {reason}"),
        Outcome::Failed(error) => format!("--- {name}: FAILED in {time:.1} s\n{error}"),
    }
}

fn figures(count: Count) -> String {
    format!("{} tests passed, {} ignored", count.passed, count.skipped)
}

/// The stages once more, one a line, and the line that says it all.
fn sum_up(reports: &[Report]) -> Result<(), String> {
    say("\n=== summary ===");
    let (mut total, mut time, mut failed, mut passed) = (Count::default(), Duration::ZERO, Vec::new(), 0);
    for report in reports {
        say(&line(report));
        time += report.time;
        match &report.outcome {
            Outcome::Passed(count) => {
                passed += 1;
                total.add(*count);
            }
            Outcome::Failed(_) => failed.push(report.stage.name()),
            Outcome::Skipped(_) => {}
        }
    }
    let skipped = reports.len() - passed - failed.len();
    let stages = format!("{passed} of {} stages passed, {skipped} skipped", reports.len());
    let end = format!("{stages}; {} in {:.0} s", figures(total), time.as_secs_f64());
    if failed.is_empty() {
        say(&format!("cargo xtask test: ok. {end}"));
        return Ok(());
    }
    Err(format!(
        "test: FAILED: {}. {end}. Again, alone: cargo xtask test --only {}",
        failed.join(", "),
        failed.join(",")
    ))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time that a stage took is measured here and decides nothing"
)]
fn now() -> Instant {
    Instant::now()
}
