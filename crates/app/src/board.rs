//! Reads for pages: who of a set of users holds what, with which plans, and what is free. It changes nothing.

use cupo_domain::access::Permit;
use cupo_domain::assignment::Holder;
use cupo_domain::ids::{PlanId, UserId};
use cupo_domain::seats::{Pool, PoolKind};
use cupo_store::subscriptions::{HolderCount, PoolHolders};
use cupo_store::users::UserFilter;

use crate::app::App;
use crate::error::AppError;

/// The licenses of a set of users.
#[derive(Clone, Debug)]
pub struct Board {
    /// Users in the set.
    pub users: i64,
    /// One row per central pool that has seats or holders, and per self-service purchase that users of the set hold.
    pub rows: Vec<BoardRow>,
}

/// One product of the board.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// Its seats.
    pub pool: Pool,
    /// Users of the set who hold it from any source.
    pub holders: i64,
    /// Users of the set who hold it directly.
    pub direct: i64,
    /// For each service plan, how many users of the set have it on.
    pub plans: Vec<(PlanId, i64)>,
}

impl BoardRow {
    /// A product that administrators manage.
    #[must_use]
    pub fn central(&self) -> bool {
        self.pool.kind == PoolKind::Central
    }
}

impl App {
    /// The licenses of the users a filter finds.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn board(&self, permit: &Permit, filter: &UserFilter) -> Result<Board, AppError> {
        let users = self.count_users(permit, filter).await?;
        let pools = self.store.pools(permit).await?;
        let (counts, holders) = self.store.holder_counts(permit, filter).await?;
        let rows = pools.into_iter().filter_map(|pool| self.board_row(pool, &counts, &holders)).collect();
        Ok(Board { users, rows })
    }

    fn board_row(&self, pool: Pool, counts: &[HolderCount], holders: &[PoolHolders]) -> Option<BoardRow> {
        let held = holders.iter().find(|h| h.pool == pool.id).map_or(0, |h| h.users);
        let exists = pool.total() > 0 || pool.consumed > 0 || pool.units.suspended > 0;
        let shown = if pool.kind == PoolKind::Central { exists } else { held > 0 };
        if !shown {
            return None;
        }
        let own: Vec<&HolderCount> = counts.iter().filter(|c| c.pool == pool.id).collect();
        let direct = own.iter().filter(|c| c.direct).map(|c| c.count).sum();
        let catalogue = self.store.catalogue();
        let plans = catalogue.product(pool.product).map(|p| p.plans.clone()).unwrap_or_default();
        let plans = plans.iter().map(|plan| (plan, plan_holders(&own, plan, held))).collect();
        Some(BoardRow { pool, holders: held, direct, plans })
    }

    /// What one user holds, for the user's own panel; none when there is no such user.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn holder(&self, permit: &Permit, user: UserId) -> Result<Option<Holder>, AppError> {
        let (snapshot, _) = self.store.license_snapshot(permit, &[user], self.now()).await?;
        Ok(snapshot.holders.into_iter().next())
    }
}

/// Users with a plan on. Users with several sources are counted by source, so the answer is exact at both ends and
/// between them says "some", which is all that a tri-state box tells.
fn plan_holders(sources: &[&HolderCount], plan: PlanId, held: i64) -> i64 {
    let (mut on, mut off) = (0, 0);
    for source in sources {
        if source.plans_off.contains(plan) {
            off += source.count;
        } else {
            on += source.count;
        }
    }
    if off == 0 {
        held
    } else if on == 0 {
        0
    } else {
        on.min(held - 1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use cupo_domain::ids::PoolId;
    use cupo_domain::plan_set::PlanSet;

    use super::*;

    fn source(off: &[i64], count: i64) -> HolderCount {
        let plans_off: PlanSet = off.iter().map(|n| PlanId(*n)).collect();
        HolderCount { pool: PoolId(1), direct: true, plans_off, count }
    }

    #[test]
    fn plans_are_counted_over_choices() {
        let sources = [source(&[], 3), source(&[7], 2)];
        let all: Vec<&HolderCount> = sources.iter().collect();
        assert_eq!(plan_holders(&all, PlanId(1), 5), 5);
        assert_eq!(plan_holders(&all, PlanId(7), 5), 3);
        assert_eq!(plan_holders(&all[1..], PlanId(7), 2), 0);
    }
}
