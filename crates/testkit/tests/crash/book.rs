//! What callers were told, and its comparison with the database. It reads the database with the store's own reader,
//! beside the server.

use std::collections::BTreeMap;

use cupo_domain::access::{Action, system_permit};
use cupo_domain::ids::{Guid, UserId};
use cupo_store::operations::OperationRow;
use cupo_store::store::Store;
use cupo_testkit::world::people::pool_of;
use cupo_testkit::world::place::{APPS, NORTE};

/// One person's license as the callers know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What was acknowledged last.
    pub acknowledged: bool,
    /// What was asked since and never answered.
    pub asked: Option<bool>,
}

/// Everything that callers were told.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Licenses of single people.
    pub known: BTreeMap<UserId, Known>,
    /// Operations that were acknowledged.
    pub operations: Vec<String>,
}

impl Book {
    /// Adds what one caller heard.
    pub fn add(&mut self, heard: Self) {
        self.known.extend(heard.known);
        self.operations.extend(heard.operations);
    }

    /// Every acknowledged change is there, and nothing that nobody asked for. What was asked without an answer is
    /// settled now, one way or the other.
    pub async fn compare(&mut self, store: &Store) {
        let permit = system_permit(NORTE, Action::AssignLicenses);
        let users: Vec<UserId> = self.known.keys().copied().collect();
        let now = cupo_domain::time::Instant(i64::MAX / 2);
        let (snapshot, _) = store.license_snapshot(&permit, &users, now).await.unwrap();
        for holder in &snapshot.holders {
            let known = self.known.get_mut(&holder.user).unwrap();
            let holds = holder.holds(pool_of(APPS));
            assert!(
                holds == known.acknowledged || Some(holds) == known.asked,
                "user {} was told {known:?}, and holds it: {holds}",
                holder.user
            );
            *known = Known { acknowledged: holds, asked: None };
        }
        for operation in &self.operations {
            let row = store.operation(&permit, Guid::parse_str(operation).unwrap()).await.unwrap();
            assert!(row.is_some(), "the acknowledged operation {operation} is there");
        }
        self.operations.clear();
    }
}

/// Large operations, the newest first.
pub async fn large(store: &Store) -> Vec<OperationRow> {
    let permit = system_permit(NORTE, Action::AssignLicenses);
    let rows = store.operations(&permit, i64::MAX, 100_000).await.unwrap();
    rows.into_iter().filter(|row| row.users_total > 1_000).collect()
}
