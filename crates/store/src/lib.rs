//! Cupo remembers here: snapshots out, decisions in. The only room that knows SQL; it holds no rule.

pub mod error;
pub mod value;
pub mod engine;
pub mod encode;
pub mod store;
pub mod organisations;
pub mod catalogue;
pub mod people;
pub mod user_filter;
pub mod users;
pub mod selection;
pub mod audit;
pub mod snapshot;
pub mod previews;
pub mod license_files;
pub mod slices;
pub mod outcomes;
pub mod results;
pub mod operations;
pub mod commit;
pub mod accounts;
pub mod subscriptions;
pub mod outbox;
pub mod overview;
pub mod load;
pub mod check;
