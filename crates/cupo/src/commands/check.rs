//! `cupo check`: proves a database consistent, or says what is wrong.

use cupo_app::store::store::Store;

use super::desk::Desk;
use crate::failure::Failure;
use crate::output::{json_line, say};

/// Checks every invariant by query and every audit chain by its hashes.
///
/// # Errors
/// Exit code 1 with what is wrong.
pub async fn check(desk: &Desk) -> Result<(), Failure> {
    let database = desk.config.database(&desk.common, "check")?;
    let wrong = Store::open_to_read(&database).await?.check().await?;
    if desk.output.json {
        json_line(&serde_json::json!({"consistent": wrong.is_empty(), "findings": wrong}))?;
    } else if wrong.is_empty() {
        say("The database is consistent: every invariant holds and every audit chain is whole.\n")?;
    } else {
        for line in &wrong {
            say(&format!("{line}\n"))?;
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::refused(format!("{} findings; restore a backup or report this", wrong.len())))
}
