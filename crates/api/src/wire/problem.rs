//! What every refusal looks like (RFC 9457). It holds no text of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operations::Changed;

/// What is wrong, as RFC 9457 has it, with the stable code, the rule and the remedy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Names the kind of problem; it is the address of its entry on the reference page.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in a few words of the language that was asked for.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong with this very request.
    pub detail: String,
    /// The stable code, such as `E-COUNT`; the same in every language.
    pub code: String,
    /// The rule behind it, such as `R-AVAIL-7`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The smallest thing that would make it work.
    pub remedy: String,
    /// The place in the body (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The parameter of the address, or the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The line of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// A figure that belongs to it: a limit, or the seats that are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<i64>,
    /// What has changed since the preview; with `E-CHANGED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Box<Changed>>,
    /// The address that was asked.
    pub instance: String,
}
