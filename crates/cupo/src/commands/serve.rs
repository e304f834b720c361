//! `cupo serve`: the console on a real database.

use cupo_api::Pace;
use cupo_app::time::Clock;

use crate::args::ServeArgs;
use crate::failure::Failure;
use crate::server::{Reach, bind, open, stop_signal};

/// Serves until stopped. An empty database gets the catalogue and a one-time setup link in the log.
///
/// # Errors
/// When the database or the address cannot be used.
pub async fn serve(args: ServeArgs) -> Result<(), Failure> {
    let app = open(&args.database.database, Clock::system()).await?;
    if app.store().is_empty().await? {
        app.load_built_in_catalogue().await?;
    }
    let rate = args.api_per_second;
    let pace = Pace { per_second: rate, burst: rate.saturating_mul(2) };
    let reach = Reach { secure: args.behind_tls, demo: None, pace };
    let server = bind(app, args.listen, reach).await?;
    let base = args.public_url.unwrap_or_else(|| format!("http://{}", server.address));
    tracing::info!(address = %server.address, engine = server.app.store().engine_name(), "Cupo is serving");
    if let Some(token) = server.app.setup_link().await? {
        tracing::info!(
            "This database is empty. Create the first organisation and its administrator within 24 hours at \
             {base}/setup/{token}"
        );
    }
    let served = server.run(stop_signal()).await;
    cupo_console::routes::forget_files();
    served
}
