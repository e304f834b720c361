//! The console on the wire: who visits, what was posted, how trouble is told, and every route.

pub mod visit;
pub mod posted;
pub mod trouble;
pub mod address;
pub mod frame;
pub mod words;
pub mod file_words;
pub mod edits;
pub mod changes;
pub mod render;
pub mod error_page;
pub mod progress;
pub mod wizard;
pub mod billing;
pub mod entrance;
pub mod home;
pub mod accounts;
pub mod upload;
pub mod shelf;
pub mod imports;
pub mod license_file;
pub mod operations;
pub mod audit;
pub mod at_risk;
pub mod newcomers;
pub mod roles;
