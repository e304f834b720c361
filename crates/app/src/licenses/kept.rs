//! The last large decision that was shown, so that applying it at once need not make it again. It is used only while
//! nothing that it rests on has moved; otherwise it is decided anew, as it is after a restart. It never decides.

use std::sync::{Mutex, PoisonError};

use cupo_domain::access::Permit;
use cupo_domain::ids::CustomerId;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::Request;
use crate::licenses::decided::Decided;
use crate::licenses::together::SMALL_USERS_MAX;

/// How long a decision is used again, in microseconds of the business clock: clocks may end meanwhile.
const AGE_MAX: i64 = 10 * 60 * 1_000_000;

/// Room for one decision.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Option<Shown>>);

struct Shown {
    customer: CustomerId,
    catalogue: i64,
    decided: Decided,
}

impl Kept {
    fn replace(&self, shown: Option<Shown>) -> Option<Shown> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), shown)
    }
}

impl App {
    /// Keeps a decision that is too large to be made twice for nothing.
    pub(crate) fn keep_decision(&self, permit: &Permit, decided: Decided) {
        if decided.ids.len() > SMALL_USERS_MAX {
            let catalogue = self.store.catalogue().version;
            let customer = permit.customer();
            drop(self.kept.replace(Some(Shown { customer, catalogue, decided })));
        }
    }

    /// The decision with this digest if it would be the same now: every change of what decisions rest on moves the audit
    /// chain, the pools or the catalogue. To be asked in the turn.
    pub(super) async fn kept_decision(
        &self,
        permit: &Permit,
        request: &Request,
        digest: &str,
    ) -> Result<Option<Decided>, AppError> {
        let Some(shown) = self.kept.replace(None) else { return Ok(None) };
        let same = shown.customer == permit.customer()
            && shown.decided.digest == digest
            && shown.catalogue == self.store.catalogue().version
            && (0..AGE_MAX).contains(&(self.now().0 - shown.decided.at.0));
        if !same {
            return Ok(None);
        }
        self.check_undo(permit, &request.wanted).await?;
        let (snapshot, head) = self.store.license_snapshot(permit, &[], self.now()).await?;
        let unmoved = head == shown.decided.head && snapshot.pools == shown.decided.pools;
        Ok(unmoved.then(|| shown.decided.later(self.now())))
    }
}
