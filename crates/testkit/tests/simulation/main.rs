//! Random histories of the whole core, on both engines, against the slow model of the domain's tests: every answer is
//! the model's, every invariant holds after each step, whatever fails around the commits.
//!
//! `CUPO_SIMULATE_STEPS` (0: for ever) and `CUPO_SIMULATE_SEED` steer it; `cargo xtask simulate` sets them.

#[cfg(test)]
#[expect(dead_code, reason = "the model's generators and comparisons serve the domain's own tests")]
#[path = "../../../domain/tests/model/mod.rs"]
mod model;
#[cfg(test)]
mod step;
#[cfg(test)]
mod holding;
#[cfg(test)]
mod history;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod seeded;
