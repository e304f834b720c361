//! The shared hall of every surface: who calls, sessions, strict headers, limits, languages and the words of refusals.
//! It holds no rule and no page.

pub mod limits;
pub mod kept;
pub mod lang;
pub mod texts;
pub mod said;
pub mod findings;
pub mod license_findings;
pub mod refusals;
pub mod words;
pub mod hall;
pub mod guard;
pub mod parts;
pub mod follow;
