//! The shared hall of every surface: who calls, sessions, strict headers, limits. It holds no rule and no page.

pub mod limits;
pub mod hall;
pub mod guard;
