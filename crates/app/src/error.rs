//! The three kinds of failure a use case can have; never mixed: a denial (a normal answer), something that needs
//! another look or another try, and a bug.

use cupo_domain::refusal::{Code, Denial};
use cupo_store::error::StoreError;

use crate::licenses::{Differences, Since};

/// What a use case answers instead of a result.
#[derive(Debug)]
pub enum AppError {
    /// A normal no.
    Denied(Denial),
    /// The decision is no longer what was shown; here is what differs (D-2).
    Changed(Box<Differences>),
    /// The database cannot work now.
    Unavailable(String),
    /// The database works, and what is to be written does not fit what is there.
    Crossed(String),
    /// A defect: logged with its chain, the person sees a plain apology.
    Bug(String),
}

impl AppError {
    /// A denial.
    #[must_use]
    pub fn denied(code: Code, subject: impl Into<String>) -> Self {
        Self::Denied(Denial::new(code, subject))
    }

    /// Nothing was done, because what was shown is not there as the form says.
    #[must_use]
    pub fn looked_else(since: Since) -> Self {
        Self::Changed(Box::new(Differences { since, ..Differences::default() }))
    }
}

impl From<Denial> for AppError {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(text) => Self::Unavailable(text),
            // Somebody else wrote first: look again, then it can be told what is there.
            StoreError::Stale(text) | StoreError::Duplicate(text) => Self::Crossed(text),
            StoreError::Busy => Self::denied(Code::Busy, "writer"),
            other => Self::Bug(other.to_string()),
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Denied(denial) => write!(f, "{} {}", denial.code.as_str(), denial.subject),
            Self::Changed(_) => write!(f, "what was shown has changed"),
            Self::Unavailable(text) => write!(f, "not available now: {text}"),
            Self::Crossed(text) => write!(f, "something else was written first: {text}"),
            Self::Bug(text) => write!(f, "defect: {text}"),
        }
    }
}

impl std::error::Error for AppError {}
