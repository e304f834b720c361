//! The native interface: REST under /api/v1 with the document that describes it. It translates; it never holds a rule
//! nor SQL.

pub mod body;
pub mod wire;
pub mod caller;

pub use caller::LocalOperator;
