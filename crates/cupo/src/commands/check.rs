//! `cupo check`: proves a database consistent, or says what is wrong.

use cupo_app::store::store::Store;

use crate::failure::Failure;

/// Checks every invariant by query and every audit chain by its hashes.
///
/// # Errors
/// Exit code 3 with what is wrong.
pub async fn check(database: &str) -> Result<(), Failure> {
    let wrong = Store::open_to_read(database).await?.check().await?;
    if wrong.is_empty() {
        return super::say(
            "The database is consistent: every invariant holds and every audit chain is whole.\n",
        );
    }
    for line in &wrong {
        super::say(&format!("{line}\n"))?;
    }
    Err(Failure::refused(format!("{} findings; restore a backup or report this", wrong.len())))
}
