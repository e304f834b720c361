//! Things that wait in memory for their owner: under random names that only the owner is told, for an hour. They go
//! with their time, with a later one of the same owner at the same customer, and with the process.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cupo_app::error::AppError;
use cupo_app::ids::{hex, random};
use cupo_domain::ids::CustomerId;
use cupo_domain::refusal::Code;

use crate::web::visit::{At, Signed};

/// How long a thing waits.
const KEPT_MICROS: i64 = 3_600_000_000;
/// Things that wait at the same time, over all people.
const THINGS_MAX: usize = 32;

struct Thing<T> {
    owner: i64,
    customer: CustomerId,
    expires: i64,
    value: T,
}

/// Things of one kind.
pub struct Shelf<T> {
    things: Mutex<BTreeMap<String, Thing<T>>>,
}

impl<T: Clone> Shelf<T> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self { things: Mutex::new(BTreeMap::new()) }
    }

    /// Keeps a thing and tells its random name.
    ///
    /// # Errors
    /// E-BUSY when too many wait.
    pub fn keep(&self, signed: &Signed, at: &At, value: T) -> Result<String, AppError> {
        let id = hex(&random::<16>()?);
        let now = signed.visit.hall.app.clock().security_now();
        let (owner, customer) = (signed.owner(), at.organisation.id);
        let mut all = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, it| it.expires > now && (it.owner, it.customer) != (owner, customer));
        if all.len() >= THINGS_MAX {
            return Err(AppError::denied(Code::Busy, "uploads"));
        }
        all.insert(id.clone(), Thing { owner, customer, expires: now + KEPT_MICROS, value });
        Ok(id)
    }

    /// The thing of this name, if it is the visitor's and at this customer.
    #[must_use]
    pub fn find(&self, signed: &Signed, at: &At, id: &str) -> Option<T> {
        let now = signed.visit.hall.app.clock().security_now();
        let all = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(id)?;
        let own = (found.owner, found.customer) == (signed.owner(), at.organisation.id);
        (own && found.expires > now).then(|| found.value.clone())
    }

    /// The name of the visitor's thing at this customer that is the one that is looked for.
    #[must_use]
    pub fn name_of(&self, signed: &Signed, at: &At, is: impl Fn(&T) -> bool) -> Option<String> {
        let now = signed.visit.hall.app.clock().security_now();
        let all = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let own = |it: &Thing<T>| (it.owner, it.customer) == (signed.owner(), at.organisation.id);
        let found = all.iter().find(|(_, it)| own(it) && it.expires > now && is(&it.value));
        found.map(|(name, _)| name.clone())
    }
}

impl<T: Clone> Default for Shelf<T> {
    fn default() -> Self {
        Self::new()
    }
}
