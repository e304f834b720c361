//! `cupo serve`: the console on a real database.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use cupo_app::time::Clock;

use cupo_api::Pace;

use super::desk::Desk;
use crate::args::ServeArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::server::{Reach, bind, open, stop_signal};

/// Where it listens when nobody says anything.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8420);

/// Requests a second of each program when nobody says anything.
const API_PER_SECOND: u32 = 5_000;

/// Serves until stopped. An empty database gets the catalogue and a one-time setup link in the log.
///
/// # Errors
/// When the database or the address cannot be used.
pub async fn serve(desk: &Desk, args: ServeArgs) -> Result<(), Failure> {
    let database = desk.config.database(&desk.common, "serve")?;
    let listen = listen(&desk.config, args.listen)?;
    let behind_tls = behind_tls(&desk.config, args.behind_tls)?;
    let rate = rate(&desk.config, args.api_per_second)?;
    let told = args.public_url.or(desk.config.env("CUPO_PUBLIC_URL").map(str::to_owned));
    let public_url = told.or_else(|| desk.config.serve().public_url.clone());
    let app = open(&database, Clock::system()).await?;
    if app.store().is_empty().await? {
        app.load_built_in_catalogue().await?;
    }
    let pace = Pace { per_second: rate, burst: rate.saturating_mul(2) };
    let reach = Reach { secure: behind_tls, pace, ..Reach::default() };
    let server = bind(app, listen, reach).await?;
    let base = public_url.unwrap_or_else(|| format!("http://{}", server.address));
    tracing::info!(address = %server.address, engine = server.app.store().engine_name(), "Cupo is serving");
    if let Some(token) = server.app.setup_link().await? {
        tracing::info!(
            "This database is empty. Create the first organisation and its administrator within 24 hours at \
             {base}/setup/{token}"
        );
    }
    let app = Arc::clone(&server.app);
    let served = server.run(stop_signal()).await;
    cupo_console::routes::forget_files();
    let closed = app.store().close().await;
    served.and(closed.map_err(Failure::from))
}

fn listen(config: &Config, option: Option<SocketAddr>) -> Result<SocketAddr, Failure> {
    match (option, config.env("CUPO_LISTEN")) {
        (Some(address), _) => Ok(address),
        (None, Some(text)) => text
            .parse()
            .map_err(|_| Failure::usage(format!("CUPO_LISTEN: `{text}` is no address with a port"))),
        (None, None) => Ok(config.serve().listen.unwrap_or(LISTEN)),
    }
}

fn rate(config: &Config, option: Option<u32>) -> Result<u32, Failure> {
    match (option, config.env("CUPO_API_PER_SECOND")) {
        (Some(rate), _) => Ok(rate),
        (None, Some(text)) => {
            text.parse().map_err(|_| Failure::usage(format!("CUPO_API_PER_SECOND: `{text}` is no number")))
        }
        (None, None) => Ok(config.serve().api_per_second.unwrap_or(API_PER_SECOND)),
    }
}

fn behind_tls(config: &Config, option: bool) -> Result<bool, Failure> {
    match config.env("CUPO_BEHIND_TLS") {
        _ if option => Ok(true),
        Some("true" | "1" | "yes") => Ok(true),
        Some("false" | "0" | "no") => Ok(false),
        Some(text) => Err(Failure::usage(format!("CUPO_BEHIND_TLS: `{text}` is neither true nor false"))),
        None => Ok(config.serve().behind_tls.unwrap_or(false)),
    }
}
