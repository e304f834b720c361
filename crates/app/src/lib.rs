//! Cupo conducts here: one file per use case, from permit and snapshot over decision and commit to the receipt.
//! No HTML, no HTTP, no SQL, and no rule of its own.

pub mod time;
pub mod error;
pub mod ids;
pub mod text;
pub mod app;
pub mod sign_in;
pub mod answers;
pub mod programs;
pub mod selection;
pub mod counts;
pub mod licenses;
pub mod board;
pub mod accounts;
pub mod deletion;
pub mod purchases;
pub mod passing;
pub mod edits;
pub mod create_user;
pub mod locations;
pub mod holds;
pub mod calendar;
pub mod lives;
pub mod changes;
mod previews;
pub mod previewed;
pub mod views;
pub mod directory;
pub mod roles;
pub mod hints;
pub mod import;
pub mod load_catalogue;
pub mod import_users;
pub mod import_licenses;
pub mod export_licenses;
pub mod import_catalogue;
pub use cupo_store as store;
