//! What the store promises, on both engines.

mod schema;
mod encryption;
mod refusals;
mod pages;
mod conformance;
mod partner_log;
mod reading;
mod searching;
mod checking;
mod overview;
mod results;
mod listing;
mod at_risk;
