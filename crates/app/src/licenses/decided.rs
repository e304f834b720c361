//! A decision about licenses together with what it rests on. Plain data.

use cupo_domain::decision::Decision;
use cupo_domain::ids::UserId;
use cupo_domain::seats::Pool;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;

use crate::licenses::totals::Totals;

/// A decision with everything that was read for it.
pub(crate) struct Decided {
    pub ids: Vec<UserId>,
    pub fingerprints: Vec<u64>,
    pub decision: Decision,
    pub pools: Vec<Pool>,
    pub head: AuditHead,
    /// The instant that it was decided for.
    pub at: Instant,
    pub digest: String,
    pub totals: Totals,
}

impl Decided {
    /// The same, carried out at `now`.
    pub fn later(self, now: Instant) -> Self {
        let decision = self.decision.later(now.0 - self.at.0);
        Self { decision, at: now, ..self }
    }
}
