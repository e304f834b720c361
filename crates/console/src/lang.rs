//! The languages of the console: those of every surface. It adds nothing to them.

pub use cupo_http::lang::Lang;
