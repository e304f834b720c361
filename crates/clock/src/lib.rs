//! Cupo ticks here: reconcilers that are woken by a nudge or by time and take no input, so that the rare path and the
//! common path are the same. No rule lives here.

use std::sync::Arc;
use std::time::Duration;

use cupo_app::app::App;
use tokio::sync::watch;

/// How often the worker looks for work nobody told it about, such as what a crash has left.
const TICK: Duration = Duration::from_secs(5);
/// How long it waits after the store has failed.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Works on what is due, on operations and on groups by rule until told to stop. What is left at the end goes on at the next start.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        // What fails in one of them does not keep the other from going on.
        let worked =
            [app.work_on_time().await.map(|_| ()), app.work_on_operations().await, app.work_on_rules().await];
        for error in worked.iter().filter_map(|it| it.as_ref().err()) {
            tracing::error!(%error, "working on what is due, on operations and on groups");
        }
        if worked.iter().any(Result::is_err) {
            tokio::time::sleep(AFTER_FAILURE).await;
        }
        tokio::select! {
            () = app.wait_for_work() => {}
            () = tokio::time::sleep(TICK) => {}
            changed = stop.changed() => {
                if changed.is_err() || *stop.borrow() {
                    return;
                }
            }
        }
    }
}
