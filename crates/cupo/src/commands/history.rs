//! `cupo history`: who held what on a day.

use super::desk::Desk;
use super::licenses::holders;
use crate::args::HistoryArgs;
use crate::failure::Failure;

/// Lists what was held at the end of the day.
///
/// # Errors
/// What the interface answers.
pub async fn history(desk: &Desk, args: HistoryArgs) -> Result<(), Failure> {
    holders(desk, &args.customer, [("product", args.product), ("user", args.user), ("on", Some(args.on))])
        .await
}
