//! Files from outside, judged before anything is written: each row gets a verdict by line and column.

pub mod ahead;
pub mod catalogue;
pub mod cells;
pub mod spreadsheet;
pub mod users;
pub mod licenses;
