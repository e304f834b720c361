//! Wires the rooms together: store, use cases, surfaces and the worker, and serves until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use cupo_api::Pace;
use cupo_app::app::App;
use cupo_app::time::Clock;
use cupo_http::guard::Patience;
use cupo_http::hall::{DemoNotice, Hall};
use cupo_http::{guard, limits};
use cupo_store::store::Store;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::failure::Failure;

/// A server that accepts connections.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The use cases behind it.
    pub app: Arc<App>,
    listener: TcpListener,
    router: Router,
}

/// How a server is reached.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Cookies must not travel without TLS.
    pub secure: bool,
    /// It shows demo data.
    pub demo: Option<DemoNotice>,
    /// How often each program may ask (R-LIMIT-1).
    pub pace: Pace,
    /// How long a body may say next to nothing.
    pub patience: Patience,
}

/// Opens a database for this process.
///
/// # Errors
/// When it cannot be reached, is in use or too new.
pub async fn open(database: &str, clock: Clock) -> Result<Arc<App>, Failure> {
    let store = Arc::new(Store::open(database).await?);
    Ok(App::open(store, clock).await?)
}

/// Binds the address and puts the surfaces before the use cases.
///
/// # Errors
/// When the address cannot be bound.
pub async fn bind(app: Arc<App>, listen: SocketAddr, reach: Reach) -> Result<Server, Failure> {
    let listener = TcpListener::bind(listen).await.map_err(|e| Failure::listen(listen, &e))?;
    let address = listener.local_addr().map_err(|e| Failure::listen(listen, &e))?;
    let hall = Hall { app: Arc::clone(&app), secure: reach.secure, demo: reach.demo.map(Arc::new) };
    Ok(Server { address, app, listener, router: router(hall, reach.pace, reach.patience) })
}

/// Every route of every surface, inside the layers that all share.
pub fn router(hall: Hall, pace: Pace, patience: Patience) -> Router {
    let programs = cupo_api::router_at(Arc::clone(&hall.app), pace);
    let inside = cupo_console::routes::router(hall.clone())
        .merge(programs)
        .layer(axum::extract::DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
        .layer(from_fn_with_state(patience, guard::brisk))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(from_fn(guard::same_origin));
    cupo_console::routes::doorstep(hall, inside).layer(from_fn(guard::headers))
}

impl Server {
    /// Serves until `stop` turns true, then lets requests and the slice in hand finish.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self, stop: watch::Receiver<bool>) -> Result<(), Failure> {
        let worker = tokio::spawn(cupo_clock::run(Arc::clone(&self.app), stop.clone()));
        let mut until = stop;
        let served = axum::serve(self.listener, self.router)
            .with_graceful_shutdown(async move {
                while until.changed().await.is_ok() {
                    if *until.borrow() {
                        break;
                    }
                }
            })
            .await;
        served.map_err(|e| Failure::general(format!("serving: {e}")))?;
        worker.await.map_err(|e| Failure::general(format!("the worker ended: {e}")))
    }
}

/// Turns true when the process is asked to stop.
#[must_use]
pub fn stop_signal() -> watch::Receiver<bool> {
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        // Nobody listening any more is the same as stopped.
        let _ = tell.send(true);
    });
    stop
}

#[cfg(unix)]
async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() {
    let _ = tokio::signal::ctrl_c().await;
}
