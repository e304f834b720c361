//! Large changes in slices: admitted at once with their seats set aside, then worked on piece by piece so that small
//! changes are never held up (D-3, D-4). After a crash the next slice goes on; each slice happens once.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::access::{Action, Actor, Permit, permit, resumed_permit};
use cupo_domain::decide::change_licenses::{Ledger, Planner, ledger, settle};
use cupo_domain::decision::{Decision, Outcome, Plan, UserDecision, Verdict};
use cupo_domain::ids::{CustomerId, OperationId, PoolId, UserId};
use cupo_domain::refusal::{Code, Reason, Refusal};
use cupo_domain::seats::Pool;
use cupo_store::audit::actor;
use cupo_store::commit::{Batch, Belongs, progress};
use cupo_store::license_files::keep_file;
use cupo_store::operations::{
    NeedRow, OperationRow, SLICE_USERS_MAX, SliceRow, SliceUser, add_progress, create_operation,
    create_slices, drop_needs, finish_slice, mark_undone, set_needs,
};
use cupo_store::previews::remember_use;
use cupo_store::store::Turn;
use cupo_store::value::Statement;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::Request;
use crate::licenses::decided::Decided;
use crate::licenses::doc::Doc;
use crate::licenses::totals::fingerprint;
use crate::licenses::underway::{Answers, Ground, Plans};

/// Slices of users who found no seat have numbers from here on, so that they come last.
const RETRY_SLICE_FROM: i64 = 1_000_000_000;

impl App {
    /// Admits a large operation: its seats are set aside and its users frozen, in one commit.
    pub(super) async fn admit(
        &self,
        turn: &Turn<'_>,
        permit: &Permit,
        request: &Request,
        (row, decided): (OperationRow, Decided),
    ) -> Result<(), AppError> {
        let customer = permit.customer();
        let (slices, plans) = cut(&decided);
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(request.used.map(|used| remember_use(permit, used, row.id)));
        statements.extend(row.undoes.map(|undone| mark_undone(customer, undone, row.id)));
        statements.extend(request.wanted.file().map(|file| keep_file(customer, file, row.id)));
        statements.push(create_slices(customer, row.id, &slices));
        statements.extend(set_needs(customer, row.id, &[], &needs_of(&decided)));
        self.store.commit(turn, statements).await?;
        if seats_for_all(&decided) {
            let ground = Ground::of(&decided.head, self.store.catalogue().version, &decided.pools);
            let (operation, at) = (row.id, decided.at);
            self.underway.keep(Answers { operation, ground, at, plans });
        }
        self.announce_progress();
        self.work.notify_one();
        Ok(())
    }

    /// Works on running operations until none is left that can go on, taking turns with other writers.
    ///
    /// # Errors
    /// When the store cannot work; whatever was done stays done. An operation that fails in another way is logged, waits,
    /// and holds no other one up.
    pub async fn work_on_operations(&self) -> Result<(), AppError> {
        while self.work_on_next_slices().await? {}
        Ok(())
    }

    /// Works on the next slice of each running operation; whether any was done.
    ///
    /// # Errors
    /// As [`App::work_on_operations`].
    pub async fn work_on_next_slices(&self) -> Result<bool, AppError> {
        let running = self.store.running_operations().await?;
        let mut worked = false;
        for key in self.stuck.ready(running, self.clock.security_now()) {
            match self.work_on_slice(key.0, key.1).await {
                Ok(()) => {
                    self.stuck.went_on(key);
                    worked = true;
                }
                Err(error @ AppError::Unavailable(_)) => return Err(error),
                Err(error) => {
                    let now = self.clock.security_now();
                    let it = self.stuck.failed(key, now);
                    let (customer, operation, seconds) = (key.0, key.1, (it.again_at - now) / 1_000_000);
                    tracing::error!(%error, %customer, %operation, it.times, seconds, "a slice failed and is tried again");
                }
            }
        }
        Ok(worked)
    }

    async fn work_on_slice(&self, customer: CustomerId, operation: OperationId) -> Result<(), AppError> {
        let turn = self.store.turn_in_the_end().await;
        let reader = cupo_domain::access::system_permit(customer, Action::AssignLicenses);
        let row = self.store.operation_by_id(&reader, operation).await?;
        let row = row.ok_or_else(|| AppError::Bug(format!("operation {operation} is not there")))?;
        let by = actor(&row.actor).ok_or_else(|| AppError::Bug(format!("`{}` is no actor", row.actor)))?;
        let (permit, may) = self.permit_of_today(customer, by).await?;
        let (slice, waiting) = self.store.next_slice(&permit, operation).await?;
        let Some(slice) = slice else {
            return Err(AppError::Bug(format!("operation {operation} runs without a slice")));
        };
        if row.kind.starts_with("group-") {
            self.apply_group_slice(&turn, &row, customer, (slice, waiting)).await?;
        } else {
            self.apply_slice(&turn, &permit, &row, (slice, waiting, may)).await?;
        }
        self.announce_progress();
        Ok(())
    }

    /// The permit for what is left of an operation, and whether whoever began it may still change licenses there: a role
    /// that is taken away, and delegated administration that ends, end it at once (R-ROLE-1, R-ROLE-17).
    async fn permit_of_today(&self, customer: CustomerId, by: Actor) -> Result<(Permit, bool), AppError> {
        let organisation = self.store.organisation_by_id(customer).await?;
        let at = organisation.ok_or_else(|| AppError::Bug(format!("customer {customer} is not there")))?;
        let caller = self.standing(&by).await?;
        Ok(match permit(&caller, Action::AssignLicenses, &at.territory()) {
            Ok(permit) => (permit, true),
            Err(_) => (resumed_permit(customer, by, Action::AssignLicenses), false),
        })
    }

    async fn apply_slice(
        &self,
        turn: &Turn<'_>,
        permit: &Permit,
        row: &OperationRow,
        (slice, waiting, may): (SliceRow, i64, bool),
    ) -> Result<(), AppError> {
        let (customer, now) = (permit.customer(), self.now());
        let ids: Vec<UserId> = slice.users.iter().map(|u| u.user).collect();
        let needs = self.store.needs(permit, row.id).await?;
        let (found, head) = self.store.license_snapshot(permit, &[], now).await?;
        let ground = Ground::of(&head, self.store.catalogue().version, &found.pools);
        let mut answers = self.underway.take(row.id);
        let known =
            answers.as_mut().filter(|_| may).and_then(|answers| answers.decision(&slice, &ground, now));
        let known_now = known.is_some();
        let (hoped, decision) = match known {
            Some(decision) => (hopes(decision.users.iter().map(|u| &u.plan)), decision),
            None => self.decide_slice(permit, row, (&slice, &ids, may), &needs).await?,
        };
        let (decision, positions, again) = split_off_retries(decision, &slice);
        let last = waiting == 1 && again.is_empty();
        let to = Belongs { permit, channel: channel_of(row), operation: row.id, now: now.0 };
        let mut batch = Batch::new(customer, &head);
        batch.add(to, &decision, &positions);
        let moved = batch.head();
        let mut statements = vec![finish_slice(customer, row.id, slice.slice)];
        statements.extend(batch.statements());
        statements.extend(retry_slices(customer, row.id, slice.slice, again));
        statements.extend(next_needs(customer, row.id, &needs, (&hoped, &decision), last));
        statements.push(add_progress(customer, row.id, progress(&decision), last.then_some(now.0)));
        self.store.commit(turn, statements).await?;
        if let Some(mut answers) = answers.filter(|_| known_now && !last) {
            answers.ground.head = moved;
            self.underway.keep(answers);
        }
        Ok(())
    }

    /// Reads the users of a slice and decides for them; with how many of them mean to take a seat, by pool.
    async fn decide_slice(
        &self,
        permit: &Permit,
        row: &OperationRow,
        (slice, ids, may): (&SliceRow, &[UserId], bool),
        needs: &[NeedRow],
    ) -> Result<(BTreeMap<PoolId, i64>, Decision), AppError> {
        let now = self.now();
        let request = Doc::from_json(&row.command)?.request(row.actor_id)?;
        let command = self.command_for(permit, &request.wanted, ids).await?;
        let (snapshot, _) = self.store.license_snapshot(permit, ids, now).await?;
        let catalogue = self.store.catalogue();
        let mut planner = Planner::new(&catalogue, &snapshot.pools, &command, now);
        let mut holders = snapshot.holders.iter().peekable();
        let planned: Vec<(UserId, Arc<Plan>)> = slice
            .users
            .iter()
            .map(|it| {
                let Some(holder) = holders.next_if(|h| h.user == it.user) else {
                    return (it.user, planner.missing(it.user));
                };
                let plan = planner.plan(holder);
                let plan = match (may, fingerprint(holder) == it.fingerprint) {
                    (false, _) => refused(&plan, &Reason::RoleGone),
                    (true, false) => refused(&plan, &Reason::ChangedSince),
                    (true, true) => plan,
                };
                (it.user, plan)
            })
            .collect();
        let hoped = hopes(planned.iter().map(|(_, plan)| plan));
        Ok((hoped, settle(planned, &mut with_own(ledger(&snapshot.pools), needs))))
    }
}

fn channel_of(row: &OperationRow) -> &'static str {
    crate::licenses::doc::channel(&row.channel)
}

/// Users in the order of work: those who only lose first, then the others as selected (D-7). Where every seat that will
/// be taken is set aside already, nobody's place matters, and neighbors in the database are neighbors in the work.
fn cut(decided: &Decided) -> (Vec<SliceRow>, Plans) {
    let users = decided.decision.users.iter().zip(&decided.fingerprints).zip(0..);
    let all = users.map(|((user, fingerprint), position)| {
        (SliceUser { user: user.user, fingerprint: *fingerprint, position }, &user.plan)
    });
    let (mut losers, mut others): (Vec<_>, Vec<_>) =
        all.partition(|(_, plan)| plan.takes.is_empty() && !plan.frees.is_empty());
    if seats_for_all(decided) {
        losers.sort_unstable_by_key(|(it, _)| it.user);
        others.sort_unstable_by_key(|(it, _)| it.user);
    }
    let ordered: Vec<(SliceUser, &Arc<Plan>)> = losers.into_iter().chain(others).collect();
    let (mut slices, mut plans) = (Vec::new(), Plans::new());
    for (slice, chunk) in (0..).zip(ordered.chunks(SLICE_USERS_MAX)) {
        slices.push(SliceRow { slice, users: chunk.iter().map(|(it, _)| *it).collect(), retry: false });
        plans.insert(slice, chunk.iter().map(|(_, plan)| Arc::clone(plan)).collect());
    }
    (slices, plans)
}

/// Nobody is short of a seat, and none has to be freed before it can be taken.
fn seats_for_all(decided: &Decided) -> bool {
    decided.totals.products.iter().all(|product| product.missing_seats == 0)
        && needs_of(decided).iter().all(|need| need.reserved == need.to_grant)
}

/// Seats to set aside at admission: what will be given, as far as it is free now; the rest comes from seats that the
/// operation frees itself.
fn needs_of(decided: &Decided) -> Vec<NeedRow> {
    decided
        .decision
        .seats
        .iter()
        .filter(|s| s.taken > 0)
        .map(|s| {
            let free = decided.pools.iter().find(|p| p.id == s.pool).map_or(0, Pool::assignable).max(0);
            NeedRow { pool: s.pool, to_grant: s.taken, reserved: s.taken.min(free) }
        })
        .collect()
}

fn with_own(mut seats: Ledger, needs: &[NeedRow]) -> Ledger {
    for need in needs {
        *seats.entry(need.pool).or_default() += need.reserved;
    }
    seats
}

/// How many users of a slice mean to take a seat, by pool.
fn hopes<'a>(plans: impl Iterator<Item = &'a Arc<Plan>>) -> BTreeMap<PoolId, i64> {
    let mut hopes = BTreeMap::new();
    for pool in plans.flat_map(|plan| &plan.takes) {
        *hopes.entry(*pool).or_insert(0) += 1;
    }
    hopes
}

fn next_needs(
    customer: CustomerId,
    operation: OperationId,
    before: &[NeedRow],
    (hoped, decision): (&BTreeMap<PoolId, i64>, &Decision),
    last: bool,
) -> Vec<Statement> {
    let after: Vec<NeedRow> = before
        .iter()
        .map(|need| {
            let moved = decision.seats.iter().find(|s| s.pool == need.pool);
            let (taken, freed) = moved.map_or((0, 0), |s| (s.taken, s.freed));
            let to_grant = (need.to_grant - hoped.get(&need.pool).copied().unwrap_or(0)).max(0);
            let kept = (need.reserved - taken + freed).clamp(0, to_grant);
            NeedRow { pool: need.pool, to_grant, reserved: if last { 0 } else { kept } }
        })
        .collect();
    let mut statements = set_needs(customer, operation, before, &after);
    if last {
        statements.push(drop_needs(customer, operation));
    }
    statements
}

/// Users who found no seat in an ordinary slice wait for one more try at the end (D-7).
fn split_off_retries(decision: Decision, slice: &SliceRow) -> (Decision, Vec<i64>, Vec<SliceUser>) {
    let short = |user: &UserDecision| {
        let codes = user.plan.outcomes.iter().filter_map(|o| match &o.verdict {
            Verdict::Refused(refusal) => Some(refusal.code()),
            _ => None,
        });
        let codes: Vec<Code> = codes.collect();
        codes.contains(&Code::Count) && codes.iter().all(|c| matches!(c, Code::Count | Code::Other))
    };
    let (mut users, mut positions, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for (user, it) in decision.users.into_iter().zip(&slice.users) {
        if !slice.retry && short(&user) {
            again.push(*it);
        } else {
            users.push(user);
            positions.push(it.position);
        }
    }
    (Decision::new(users), positions, again)
}

fn retry_slices(
    customer: CustomerId,
    operation: OperationId,
    of: i64,
    again: Vec<SliceUser>,
) -> Option<Statement> {
    if again.is_empty() {
        return None;
    }
    let slice = SliceRow { slice: RETRY_SLICE_FROM + of, users: again, retry: true };
    Some(create_slices(customer, operation, &[slice]))
}

/// The answer for a user of whom something else than the licenses asked for stands in the way by now (D-2).
fn refused(plan: &Plan, reason: &Reason) -> Arc<Plan> {
    let outcomes = plan
        .outcomes
        .iter()
        .map(|o| {
            let verdict = match &o.verdict {
                Verdict::Done(_) | Verdict::Refused(_) => {
                    Verdict::Refused(Refusal::of(o.product, vec![reason.clone()]))
                }
                other => other.clone(),
            };
            Outcome { verdict, after: o.before.clone(), ..o.clone() }
        })
        .collect();
    Arc::new(Plan { outcomes, clocks: vec![], lost: vec![], takes: vec![], frees: vec![] })
}
