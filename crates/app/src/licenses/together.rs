//! Small changes of many callers, decided one after another and committed together: one read, one list of statements,
//! one transaction for all that wait (W1 to W3, D-1). Each caller is answered after the commit. What cannot be
//! committed together is decided again, one by one in the order of arrival, so that the last seats go to those who
//! came first. It never waits for company.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};

use cupo_domain::access::Permit;
use cupo_domain::assignment::Holder;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::decide::change_licenses::{Planner, check};
use cupo_domain::decision::Decision;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::seats::Pool;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::commit::{Batch, Belongs};
use cupo_store::error::StoreError;
use cupo_store::line::Place;
use cupo_store::operations::{OperationRow, create_operations};
use cupo_store::previews::remember_use;
use cupo_store::store::Turn;
use tokio::sync::oneshot;

use crate::app::App;
use crate::error::AppError;
use crate::licenses::decided::Decided;
use crate::licenses::doc::Wanted;
use crate::licenses::totals::{digest, totals};
use crate::licenses::{Receipt, Request, Who, unchanged, whole};

/// Users of a change that is small enough to be decided together with others.
pub(super) const SMALL_USERS_MAX: usize = 100;
/// Users of all changes that are committed together (D-3).
const TOGETHER_USERS_MAX: usize = 5_000;

/// A small change that waits.
pub(crate) struct Job {
    permit: Permit,
    request: Request,
    users: Vec<UserId>,
    shown: Option<(String, Vec<u8>)>,
    confirmed: bool,
    reply: Reply,
}

type Reply = oneshot::Sender<Result<Answer, AppError>>;
/// Answers that are due.
type Answers = Vec<(Reply, Result<Answer, AppError>)>;

/// What a decision for one caller came to.
pub(super) enum Answer {
    /// Committed.
    Done(Receipt),
    /// Data would be lost, and nobody has confirmed that; nothing was done.
    Ask(Box<Decided>),
}

/// What was shown to the caller, and whether it may cost data.
pub(super) struct Terms<'a> {
    pub shown: Option<(&'a str, &'a [u8])>,
    pub confirmed: bool,
}

/// A decision that waits for the commit.
struct Ready {
    job: Job,
    row: OperationRow,
    decision: Decision,
}

impl Request {
    /// Whether this can be decided together with the changes of others.
    pub(super) fn is_small(&self) -> bool {
        let few = matches!(&self.who, Who::Users(users) if (1..=SMALL_USERS_MAX).contains(&users.len()));
        few && matches!(self.wanted, Wanted::Change(_))
    }
}

impl App {
    /// Lines a small change up and waits for its answer.
    pub(super) async fn change_small(
        &self,
        permit: &Permit,
        request: &Request,
        terms: Terms<'_>,
    ) -> Result<Answer, AppError> {
        let users = self.users_of(permit, request).await?;
        request.check_count(&users)?;
        let (reply, answer) = oneshot::channel();
        let job = Job {
            permit: permit.clone(),
            request: request.clone(),
            users,
            shown: terms.shown.map(|(digest, marks)| (digest.to_owned(), marks.to_vec())),
            confirmed: terms.confirmed,
            reply,
        };
        match self.small.join(job) {
            Err(_) => return Err(AppError::denied(Code::Busy, "writer")),
            Ok(Place::Behind) => {}
            Ok(Place::First) => {
                // A task of its own: the caller may go away, those behind may not.
                tokio::spawn(serve(Weak::clone(&self.me)));
            }
        }
        answer.await.unwrap_or_else(|_| Err(AppError::Unavailable("the writer stopped".to_owned())))
    }

    /// Does what fits together of what waits; the answers, and whether more waits.
    async fn change_next(&self) -> (Answers, bool) {
        let (service, mut answers) = (self.small.serve(), Answers::new());
        let turn = self.store.turn_in_the_end().await;
        // Taken in the turn and not before: whoever arrives while others write comes along.
        let mut users = BTreeSet::new();
        let jobs = service.take(|job| {
            let customer = job.permit.customer();
            let fits = users.len() + job.users.len() <= TOGETHER_USERS_MAX
                && !job.users.iter().any(|user| users.contains(&(customer, *user)));
            users.extend(job.users.iter().map(|user| (customer, *user)));
            fits
        });
        self.change_together(&turn, jobs, &mut answers).await;
        self.announce_progress();
        (answers, service.goes_on())
    }

    async fn change_together(&self, turn: &Turn<'_>, jobs: Vec<Job>, answers: &mut Answers) {
        let alone = jobs.len() == 1;
        let Err((jobs, missed)) = self.attempt(turn, jobs, answers).await else { return };
        for job in jobs {
            if alone {
                job.answer(answers, Err(again(&missed).into()));
            } else if let Err((jobs, error)) = self.attempt(turn, vec![job], answers).await {
                jobs.into_iter().for_each(|job| job.answer(answers, Err(again(&error).into())));
            }
        }
    }

    /// Decides and commits; gives back the jobs that are not answered yet when the commit found something else than
    /// was decided.
    async fn attempt(
        &self,
        turn: &Turn<'_>,
        jobs: Vec<Job>,
        answers: &mut Answers,
    ) -> Result<(), (Vec<Job>, StoreError)> {
        let now = self.now();
        let mut of: BTreeMap<CustomerId, Vec<Job>> = BTreeMap::new();
        for job in jobs {
            of.entry(job.permit.customer()).or_default().push(job);
        }
        let (mut ready, mut statements) = (Vec::new(), Vec::new());
        for (customer, jobs) in of {
            match Desk::open(self, &jobs, now).await {
                Ok(mut desk) => {
                    let decided: Vec<Ready> =
                        jobs.into_iter().filter_map(|job| desk.decide(self, job, answers)).collect();
                    statements.extend(desk.statements(customer, &decided));
                    ready.extend(decided);
                }
                Err(error) => jobs.into_iter().for_each(|job| job.answer(answers, Err(again(&error).into()))),
            }
        }
        if ready.is_empty() {
            return Ok(());
        }
        statements.insert(0, create_operations(ready.iter().map(|r| (r.job.permit.customer(), &r.row))));
        match self.store.commit(turn, statements).await {
            Ok(()) => {
                for it in ready {
                    let receipt = Receipt { operation: it.row.guid, running: false };
                    it.job.answer(answers, Ok(Answer::Done(receipt)));
                }
                Ok(())
            }
            Err(error @ (StoreError::Stale(_) | StoreError::Duplicate(_))) => {
                tracing::warn!(%error, changes = ready.len(), "changes did not fit together");
                Err((ready.into_iter().map(|r| r.job).collect(), error))
            }
            Err(error) => {
                ready.into_iter().for_each(|r| r.job.answer(answers, Err(again(&error).into())));
                Ok(())
            }
        }
    }
}

impl Job {
    fn answer(self, answers: &mut Answers, answer: Result<Answer, AppError>) {
        answers.push((self.reply, answer));
    }
}

/// Serves those who wait until nobody does. Answers go out when nothing of the program is held any more, so that
/// whoever has its answer may end it.
async fn serve(app: Weak<App>) {
    while let Some(running) = app.upgrade() {
        let (answers, more) = running.change_next().await;
        drop(running);
        for (reply, answer) in answers {
            // Whoever asked may be gone; what was done stays done.
            drop(reply.send(answer));
        }
        if !more {
            return;
        }
    }
}

/// The same failure once more, for one more caller.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Stale(text) => StoreError::Stale(text.clone()),
        StoreError::Duplicate(text) => StoreError::Duplicate(text.clone()),
        StoreError::Unavailable(text) => StoreError::Unavailable(text.clone()),
        StoreError::Busy => StoreError::Busy,
        StoreError::InUse(text) => StoreError::InUse(text.clone()),
        other => StoreError::Corrupt(other.to_string()),
    }
}

/// A customer as it is after the decisions before, while those wait for their commit.
struct Desk {
    catalogue: Arc<Catalogue>,
    pools: Vec<Pool>,
    holders: BTreeMap<UserId, Holder>,
    head: AuditHead,
    now: Instant,
}

impl Desk {
    async fn open(app: &App, jobs: &[Job], now: Instant) -> Result<Self, StoreError> {
        let users: Vec<UserId> = jobs.iter().flat_map(|job| job.users.iter().copied()).collect();
        let Some(job) = jobs.first() else { return Err(StoreError::Corrupt("nothing to decide".to_owned())) };
        let (snapshot, head) = app.store.license_snapshot(&job.permit, &users, now).await?;
        let holders = snapshot.holders.into_iter().map(|holder| (holder.user, holder)).collect();
        Ok(Self { catalogue: app.store.catalogue(), pools: snapshot.pools, holders, head, now })
    }

    /// Decides for one caller, who is answered at once unless there is something to commit.
    fn decide(&mut self, app: &App, job: Job, answers: &mut Answers) -> Option<Ready> {
        match self.think(app, &job) {
            Ok((decided, row)) => {
                for pool in &mut self.pools {
                    pool.consumed += decided.decision.consumed_change(pool.id);
                }
                Some(Ready { job, row, decision: decided.decision })
            }
            Err(answer) => {
                job.answer(answers, *answer);
                None
            }
        }
    }

    fn think(&self, app: &App, job: &Job) -> Result<(Decided, OperationRow), Box<Result<Answer, AppError>>> {
        let no = |error: AppError| Box::new(Err(error));
        let Wanted::Change(command) = &job.request.wanted else {
            return Err(no(AppError::Bug("not a small change".to_owned())));
        };
        check(&self.catalogue, &self.pools, command).map_err(|denial| no(denial.into()))?;
        let mut planner = Planner::new(&self.catalogue, &self.pools, command, self.now);
        let mut planned = Vec::with_capacity(job.users.len());
        for user in &job.users {
            let holder = self.holders.get(user);
            planned.push((
                *user,
                match holder {
                    Some(holder) => planner.plan(holder),
                    None => planner.missing(*user),
                },
            ));
        }
        let decision = job.request.settle(planned, &self.pools);
        let decided = Decided {
            ids: job.users.clone(),
            // Only what waits in slices is compared later.
            fingerprints: Vec::new(),
            digest: digest(&decision),
            totals: totals(&self.pools, &decision),
            decision,
            pools: self.pools.clone(),
            head: self.head.clone(),
            at: self.now,
        };
        let shown = job.shown.as_ref().map(|(digest, marks)| (digest.as_str(), marks.as_slice()));
        unchanged(shown, &decided).map_err(no)?;
        if decided.totals.loses_data() && !job.confirmed {
            return Err(Box::new(Ok(Answer::Ask(Box::new(decided)))));
        }
        let row = app.operation_row(&job.permit, &job.request, &decided).map_err(no)?;
        let row = whole(row, &decided.decision);
        Ok((decided, row))
    }

    fn statements(&self, customer: CustomerId, ready: &[Ready]) -> Vec<cupo_store::value::Statement> {
        let mut batch = Batch::new(customer, &self.head);
        let mut uses = Vec::new();
        for it in ready {
            uses.extend(it.job.request.used.map(|used| remember_use(&it.job.permit, used, it.row.id)));
            let (permit, channel) = (&it.job.permit, it.job.request.channel);
            let positions: Vec<i64> = (0..).take(it.decision.users.len()).collect();
            batch.add(
                Belongs { permit, channel, operation: it.row.id, now: it.row.created_at },
                &it.decision,
                &positions,
            );
        }
        uses.extend(batch.statements());
        uses
    }
}
