//! Cupo decides here. From a snapshot and a command to a decision: pure and total, with no IO, no async,
//! no SQL, no JSON, no clock and no randomness. Read the modules from top to bottom: each uses only those above.

pub mod letters;
pub mod ids;
pub mod time;
pub mod plan_set;
pub mod country;
pub mod cloud;
pub mod billing;
pub mod role;
pub mod catalogue;
pub mod seats;
pub mod subscription;
pub mod assignment;
pub mod refusal;
pub mod groups;
pub mod group_rule;
pub mod guard;
pub mod access;
pub mod lifecycle;
pub mod retention;
pub mod decision;
pub mod command;
pub mod advice;
pub mod rules;
pub mod decide;
pub mod self_service;
pub mod requests;
pub mod hints;
