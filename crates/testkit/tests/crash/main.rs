//! The real program, killed at random instants: what it acknowledged is there, what it began it finishes by itself.
//!
//! `CUPO_CRASH_KILLS` and `CUPO_CRASH_SEED` make it longer and repeat it; `cargo xtask crash` sets them.

#[cfg(test)]
mod report;
#[cfg(test)]
mod program;
#[cfg(test)]
mod caller;
#[cfg(test)]
mod book;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod migrations;
