//! Wires the rooms together: store, use cases, surfaces and the worker, and serves until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::serve::Listener;
use cupo_api::Pace;
use cupo_app::app::App;
use cupo_app::time::Clock;
use cupo_http::guard::Patience;
use cupo_http::hall::{DemoNotice, Hall};
use cupo_http::{guard, limits, parts};
use cupo_store::store::Store;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
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
    patience: HeadPatience,
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
    /// How long the head of a request may take.
    pub head_patience: HeadPatience,
}

/// How long the head of a request may take, and how long a connection may wait for its next request.
#[derive(Clone, Copy, Debug)]
pub struct HeadPatience(pub Duration);

impl Default for HeadPatience {
    fn default() -> Self {
        Self(Duration::from_secs(limits::HEAD_SECONDS_MAX))
    }
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
    let router = router(hall, reach.pace, reach.patience);
    Ok(Server { address, app, listener, router, patience: reach.head_patience })
}

/// Every route of every surface, inside the layers that all share.
pub fn router(hall: Hall, pace: Pace, patience: Patience) -> Router {
    let programs = cupo_api::router_at(Arc::clone(&hall.app), pace);
    let inside = cupo_console::routes::router(hall.clone())
        .merge(programs)
        .layer(axum::extract::DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
        .layer(from_fn(parts::shaped))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(from_fn(guard::same_origin));
    cupo_console::routes::doorstep(hall, inside)
        .layer(from_fn_with_state(patience, guard::brisk))
        .layer(from_fn(guard::headers))
}

impl Server {
    /// Serves until `stop` turns true, then lets requests and the slice in hand finish.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self, stop: watch::Receiver<bool>) -> Result<(), Failure> {
        let worker = tokio::spawn(cupo_clock::run(Arc::clone(&self.app), stop.clone()));
        serve(self.listener, self.router, (self.patience, stop)).await;
        worker.await.map_err(|e| Failure::general(format!("the worker ended: {e}")))
    }
}

/// Serves every connection until `stop` turns true, and then each until its answer is sent.
///
/// It stands in the place of `axum::serve`, which has no timer for the head of a request: whoever sends a head a letter at a
/// time would keep a connection for ever.
async fn serve(
    mut listener: TcpListener,
    router: Router,
    (patience, mut stop): (HeadPatience, watch::Receiver<bool>),
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.0);
    let open = GracefulShutdown::new();
    loop {
        // What cannot be accepted now, as when there are too many open files, is tried again in there.
        let (stream, _) = tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            accepted = Listener::accept(&mut listener) => accepted,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // The other side has gone, or was too slow; either way nobody is there to be told.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        // Nobody left who could say so is the same as being told.
        if stop.changed().await.is_err() {
            return;
        }
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
