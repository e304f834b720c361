//! How many users a filter finds, counted once for the pages of a list. A count is used again only while the customer's
//! audit chain stands where it stood: every change of a user or a license moves it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use cupo_domain::access::Permit;
use cupo_domain::ids::CustomerId;
use cupo_store::audit::AuditHead;
use cupo_store::users::UserFilter;

use crate::app::App;
use crate::error::AppError;

/// Counts that are remembered; the oldest make room.
const COUNTS_MAX: usize = 64;

struct Counted {
    customer: CustomerId,
    filter: UserFilter,
    head: AuditHead,
    users: i64,
}

/// Counts of the last filters.
#[derive(Default)]
pub(crate) struct Counts(Mutex<VecDeque<Counted>>);

impl Counts {
    fn known(&self, customer: CustomerId, filter: &UserFilter, head: &AuditHead) -> Option<i64> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |it: &&Counted| it.customer == customer && it.filter == *filter && it.head == *head;
        counts.iter().find(same).map(|it| it.users)
    }

    fn keep(&self, counted: Counted) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|it| it.customer != counted.customer || it.filter != counted.filter);
        counts.push_front(counted);
        counts.truncate(COUNTS_MAX);
    }
}

impl App {
    /// How many users a filter finds. Selections and who never signed in are counted anew each time: ticks and
    /// sign-ins leave no trace in the audit.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn count_users(&self, permit: &Permit, filter: &UserFilter) -> Result<i64, AppError> {
        if filter.selected.is_some() || filter.never_signed_in.is_some() {
            return Ok(self.store.count_users(permit, filter).await?);
        }
        let customer = permit.customer();
        // Read before counting: a change in between makes the count one of an older head, never of a newer.
        let head = self.store.audit_head(customer).await?;
        if let Some(users) = self.counts.known(customer, filter, &head) {
            return Ok(users);
        }
        let users = self.store.count_users(permit, filter).await?;
        if self.store.audit_head(customer).await? == head {
            self.counts.keep(Counted { customer, filter: filter.clone(), head, users });
        }
        Ok(users)
    }
}
