//! Reads the users of a large request ahead of whoever decides: while one portion is decided, the next are read by
//! other cores. It never decides.

use std::collections::VecDeque;
use std::sync::Arc;
use std::vec::IntoIter;

use cupo_domain::access::Permit;
use cupo_domain::assignment::Snapshot;
use cupo_domain::command::ChangeLicenses;
use cupo_domain::ids::UserId;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::operations::SLICE_USERS_MAX;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::doc::Wanted;

/// Portions that are read at the same time: more would only fill memory, since one core decides.
const AHEAD: usize = 2;

/// Users with their places in the selection.
type Places = Vec<(UserId, usize)>;

/// Some of the users, with what a decision about them rests on.
pub(super) struct Portion {
    pub places: Places,
    pub command: ChangeLicenses,
    pub snapshot: Snapshot,
    pub head: AuditHead,
}

/// The portions of a request, in the order of the users' keys.
pub(super) struct Portions {
    app: Arc<App>,
    permit: Permit,
    wanted: Wanted,
    now: Instant,
    waiting: IntoIter<Places>,
    reading: VecDeque<JoinHandle<Result<Portion, AppError>>>,
}

impl Portions {
    /// Of these users.
    pub fn of(app: &App, permit: &Permit, wanted: &Wanted, ids: &[UserId], now: Instant) -> Option<Self> {
        let portions: Vec<Places> =
            in_order_of_keys(ids).chunks(SLICE_USERS_MAX).map(<[(UserId, usize)]>::to_vec).collect();
        Some(Self {
            app: app.me.upgrade()?,
            permit: permit.clone(),
            wanted: wanted.clone(),
            now,
            waiting: portions.into_iter(),
            reading: VecDeque::with_capacity(AHEAD),
        })
    }

    /// The next portion; none after the last.
    pub async fn next(&mut self) -> Result<Option<Portion>, AppError> {
        while self.reading.len() < AHEAD {
            let Some(places) = self.waiting.next() else { break };
            let (app, permit, wanted) = (Arc::clone(&self.app), self.permit.clone(), self.wanted.clone());
            let now = self.now;
            self.reading
                .push_back(tokio::spawn(async move { app.read_portion(permit, wanted, places, now).await }));
        }
        let Some(first) = self.reading.front_mut() else { return Ok(None) };
        let read = first.await.map_err(|e| AppError::Unavailable(e.to_string()))?;
        self.reading.pop_front();
        read.map(Some)
    }
}

impl Drop for Portions {
    fn drop(&mut self) {
        self.reading.iter().for_each(JoinHandle::abort);
    }
}

impl App {
    async fn read_portion(
        &self,
        permit: Permit,
        wanted: Wanted,
        places: Places,
        now: Instant,
    ) -> Result<Portion, AppError> {
        let users: Vec<UserId> = places.iter().map(|(user, _)| *user).collect();
        let command = self.command_for(&permit, &wanted, &users).await?;
        let (snapshot, head) = self.store.license_snapshot(&permit, &users, now).await?;
        Ok(Portion { places, command, snapshot, head })
    }
}

/// Users with their places, as the database keeps them: read in the order of names, every portion would come by nearly
/// every page of the tables.
fn in_order_of_keys(ids: &[UserId]) -> Places {
    let mut places: Places = ids.iter().copied().zip(0..).collect();
    places.sort_unstable();
    places
}
