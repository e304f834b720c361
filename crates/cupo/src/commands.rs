//! The commands, one file each. They translate what was said into requests and answers into sentences.

mod desk;
mod words;
mod who;
mod change;
mod import;
mod check;
mod audit;
mod demo;
mod serve;
mod simulate;
mod completions;
mod customers;
mod users;
mod catalog;
mod subscriptions;
mod licenses;
mod history;
mod operations;
mod apps;
mod keys;

pub use apps::app;
pub use audit::audit;
pub use catalog::catalog;
pub use check::check;
pub use completions::completions;
pub use customers::customer;
pub use demo::demo;
pub use desk::Desk;
pub use history::history;
pub use keys::key;
pub use licenses::license;
pub use operations::operation;
pub use serve::serve;
pub use simulate::simulate;
pub use subscriptions::subscription;
pub use users::user;
