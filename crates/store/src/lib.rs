//! Cupo remembers here: snapshots out, decisions in. The only room that knows SQL; it holds no rule.

pub mod error;
pub mod value;
pub mod engine;
