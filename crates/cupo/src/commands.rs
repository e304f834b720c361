//! The commands, one file each. They translate what was said into use cases and answers into sentences.

mod check;
mod demo;
mod import;
mod serve;

pub use check::check;
pub use demo::demo;
pub use import::{UserImport, import_catalogue, import_users};
pub use serve::serve;

use crate::failure::Failure;

/// Writes lines to standard output; a reader that went away is a reason to stop, not a defect.
fn say(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|e| Failure::general(format!("writing the answer: {e}")))
}
