//! The runs: a part in every test run, as much as is wanted with the environment.

use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;

use crate::history::History;

/// Steps of an ordinary test run, on each engine.
const STEPS: u64 = 80;
/// Steps of one history; then another customer begins.
const HISTORY: u64 = 40;

/// Histories that once went wrong, as seed and steps; each is lived again in every run.
const REGRESSIONS: &[(u64, u64)] = &[(1_882_524_306_467_618, 40)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    run(async || Some(World::on_sqlite().await), "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    run(World::on_postgres, "postgres").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn histories_that_once_went_wrong_go_right() {
    for (seed, steps) in REGRESSIONS {
        History::live(World::on_sqlite().await, *seed, *steps).await;
        if let Some(world) = World::on_postgres().await {
            History::live(world, *seed, *steps).await;
        }
    }
}

async fn run(new: impl AsyncFn() -> Option<World>, engine: &str) {
    let steps = std::env::var("CUPO_SIMULATE_STEPS").ok().and_then(|text| text.parse().ok());
    let steps = match steps {
        Some(0) => u64::MAX,
        Some(steps) => steps,
        None => STEPS,
    };
    let mut seed = Chance::seed("CUPO_SIMULATE_SEED");
    let mut left = steps;
    while left > 0 {
        let Some(world) = new().await else { return };
        let now = left.min(HISTORY);
        tell(&format!("simulation: {engine}: CUPO_SIMULATE_SEED={seed} CUPO_SIMULATE_STEPS={now}"));
        History::live(world, seed, now).await;
        left -= now;
        seed = Chance::of(seed).draw() >> 1;
    }
}

pub fn tell(line: &str) {
    println!("{line}");
}
