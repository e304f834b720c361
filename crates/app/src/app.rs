//! The use cases share this: the store, the clocks and the source of ids.

use std::sync::{Arc, Weak};

use cupo_domain::access::{Action, Caller, Permit, permit};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_store::line::Line;
use cupo_store::organisations::Organisation;
use cupo_store::store::Store;
use tokio::sync::{Notify, watch};

use crate::counts::Counts;
use crate::error::AppError;
use crate::hints::Headcount;
use crate::ids::Ids;
use crate::licenses::kept::Kept;
use crate::licenses::stuck::Stuck;
use crate::licenses::together::Job;
use crate::licenses::underway::Underway;
use crate::programs::Tokens;
use crate::time::Clock;

/// A running Cupo without its surfaces.
pub struct App {
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) work: Notify,
    /// Small changes that wait to be decided and committed together.
    pub(crate) small: Line<Job>,
    /// The last large decision that was shown.
    pub(crate) kept: Kept,
    pub(crate) counts: Counts,
    pub(crate) headcount: Headcount,
    pub(crate) underway: Underway,
    pub(crate) stuck: Stuck,
    /// This very value, for work that outlives its caller.
    pub(crate) me: Weak<Self>,
    pub(crate) tokens: Tokens,
    progress: watch::Sender<u64>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(store: Arc<Store>, clock: Clock) -> Arc<Self> {
        let (progress, _) = watch::channel(0);
        Arc::new_cyclic(|me| Self {
            store,
            clock,
            ids: Ids::default(),
            work: Notify::new(),
            small: Line::default(),
            kept: Kept::default(),
            counts: Counts::default(),
            headcount: Headcount::default(),
            underway: Underway::default(),
            stuck: Stuck::default(),
            me: Weak::clone(me),
            tokens: Tokens::default(),
            progress,
        })
    }

    /// Puts the parts together for a database that may have a past: business time goes on from its last record.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn open(store: Arc<Store>, clock: Clock) -> Result<Arc<Self>, AppError> {
        if let Some(at) = store.latest_record().await? {
            clock.not_before(Instant(at));
        }
        Ok(Self::new(store, clock))
    }

    /// The store, for reading: every question about a customer asks for a permit, and what changes anything asks
    /// for a decision's statements, which only use cases make.
    #[must_use]
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The clocks.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The business time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The next internal id.
    pub fn next_id(&self) -> i64 {
        self.ids.next(&self.clock)
    }

    /// A customer by outside identity with a permit for the action.
    ///
    /// # Errors
    /// E-SCOPE for unknown and foreign customers alike (D-27), E-ROLE, E-CLOUD.
    pub async fn permit(
        &self,
        caller: &Caller,
        action: Action,
        customer: Guid,
    ) -> Result<(Organisation, Permit), AppError> {
        let found = self.store.organisation(customer).await?;
        let organisation = found.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
        let permit = permit(caller, action, &organisation.territory())?;
        Ok((organisation, permit))
    }

    /// The same for a customer whose key is known.
    ///
    /// # Errors
    /// As [`App::permit`].
    pub async fn permit_by_id(
        &self,
        caller: &Caller,
        action: Action,
        customer: CustomerId,
    ) -> Result<(Organisation, Permit), AppError> {
        let found = self.store.organisation_by_id(customer).await?;
        let organisation = found.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
        let permit = permit(caller, action, &organisation.territory())?;
        Ok((organisation, permit))
    }

    /// Waits until there may be work for the worker.
    pub async fn wait_for_work(&self) {
        self.work.notified().await;
    }

    /// Tells everybody who watches that some operation has gone on.
    pub(crate) fn announce_progress(&self) {
        self.progress.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Changes whenever some operation has gone on.
    #[must_use]
    pub fn watch_progress(&self) -> watch::Receiver<u64> {
        self.progress.subscribe()
    }
}
