//! `cupo check`: proves a database consistent, or says what is wrong.

use cupo_app::time::Clock;

use crate::failure::Failure;
use crate::server::open;

/// Checks every invariant by query and every audit chain by its hashes.
///
/// # Errors
/// Exit code 3 with what is wrong.
pub async fn check(database: &str) -> Result<(), Failure> {
    let app = open(database, Clock::system()).await?;
    let wrong = app.store().check().await?;
    if wrong.is_empty() {
        return super::say("The database is consistent: every invariant holds and every audit chain is whole.\n");
    }
    for line in &wrong {
        super::say(&format!("{line}\n"))?;
    }
    Err(Failure::refused(format!("{} findings; restore a backup or report this", wrong.len())))
}
