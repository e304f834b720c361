//! What was answered for each user of a preview, kept beside it in few bytes, so that what differs later can be named
//! with what it was (D-2). It compares decisions and never makes one.
//!
//! A mark is a user with the hash of the answer. Many users share an answer, so the answers themselves stand once each
//! behind the marks, by their hash.

use std::collections::BTreeMap;

use cupo_domain::decision::{Decision, Outcome};
use cupo_domain::ids::{PoolId, ProductId, UserId};
use cupo_store::encode::{direct, direct_text, verdict, verdict_parts};
use serde::{Deserialize, Serialize};

use super::totals::{Hashes, Totals, short};
use crate::changes::facts::Difference;

/// Users whose answers are kept one by one, to name differences later.
const MARKS_MAX: usize = 10_000;
/// Answers that are kept in full; further ones are only told apart.
const ANSWERS_MAX: usize = 1_000;
/// Users whose answers then and now are told.
const TOLD_MAX: usize = 50;
/// Bytes of a mark: the user and the hash.
const MARK_BYTES: usize = 16;

/// What is different from what was shown.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// Users whose answer is another one now; empty when the selection is too large to tell.
    pub users: Vec<UserId>,
    /// What the answers of the first of them were and are, where it is known.
    pub answers: Vec<Answers>,
    /// Other things that differ; empty for licenses.
    pub facts: Vec<Difference>,
    /// The decision as it would be now; for licenses only.
    pub now: Totals,
    /// Why it was not done, where nothing of this differs.
    pub since: Since,
}

/// Why what was shown is not done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// It would do something else by now.
    #[default]
    Differs,
    /// It is not kept any more: it was too old, or newer ones took its place.
    Gone,
    /// The form says it was shown something else.
    Other,
}

/// The answers for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Who.
    pub user: UserId,
    /// What was shown; none when the user was not among those the preview was of.
    pub shown: Option<Vec<Outcome>>,
    /// What it is now; none when the user is not among them any more.
    pub now: Option<Vec<Outcome>>,
}

impl Differences {
    /// Compares the kept marks with a new decision.
    #[must_use]
    pub fn between(marks: &[u8], decision: &Decision, now: Totals) -> Self {
        let (mut shown, said) = read(marks);
        if shown.is_empty() {
            return Self { now, ..Self::default() };
        }
        let mut hashes = Hashes::default();
        let mut it = Self { now, ..Self::default() };
        for user in &decision.users {
            let was = shown.remove(&user.user);
            if was != Some(short(&hashes.of(&user.plan))) {
                it.tell(user.user, was.map(|mark| said.get(&mark)), Some(&user.plan.outcomes));
            }
        }
        for (user, was) in shown {
            it.tell(user, Some(said.get(&was)), None);
        }
        it
    }

    /// `shown` is none for a user who is new, and some nothing for an answer that was not kept.
    fn tell(&mut self, user: UserId, shown: Option<Option<&Vec<Outcome>>>, now: Option<&Vec<Outcome>>) {
        self.users.push(user);
        let shown = match shown {
            Some(None) => return,
            Some(Some(said)) => Some(said.clone()),
            None => None,
        };
        if self.answers.len() < TOLD_MAX {
            self.answers.push(Answers { user, shown, now: now.cloned() });
        }
    }
}

/// Users with the marks of their answers and the answers, if they are few enough.
#[must_use]
pub fn marks(decision: &Decision) -> Vec<u8> {
    if decision.users.len() > MARKS_MAX {
        return Vec::new();
    }
    let (mut hashes, mut said) = (Hashes::default(), BTreeMap::new());
    let mut bytes = Vec::with_capacity(4 + decision.users.len() * MARK_BYTES);
    bytes.extend_from_slice(&u32::try_from(decision.users.len()).unwrap_or(0).to_be_bytes());
    for user in &decision.users {
        let mark = short(&hashes.of(&user.plan));
        bytes.extend_from_slice(&user.user.0.to_be_bytes());
        bytes.extend_from_slice(&mark.to_be_bytes());
        if said.len() < ANSWERS_MAX {
            said.entry(mark).or_insert_with(|| Said::of(&user.plan.outcomes));
        }
    }
    // Without the answers, differences are named without what they were.
    bytes.extend(serde_json::to_vec(&said).unwrap_or_default());
    bytes
}

fn read(bytes: &[u8]) -> (BTreeMap<UserId, u64>, BTreeMap<u64, Vec<Outcome>>) {
    let Some((count, rest)) = bytes.split_first_chunk::<4>() else { return Default::default() };
    let length = usize::try_from(u32::from_be_bytes(*count)).unwrap_or(0).saturating_mul(MARK_BYTES);
    let Some((marks, said)) = rest.split_at_checked(length) else { return Default::default() };
    let mark = |chunk: &[u8]| {
        let (user, rest) = chunk.split_first_chunk::<8>()?;
        let (mark, _) = rest.split_first_chunk::<8>()?;
        Some((UserId(i64::from_be_bytes(*user)), u64::from_be_bytes(*mark)))
    };
    let said: BTreeMap<u64, Vec<Said>> = serde_json::from_slice(said).unwrap_or_default();
    let outcomes = |said: &[Said]| said.iter().map(Said::outcome).collect::<Option<Vec<_>>>();
    let said = said.into_iter().filter_map(|(mark, said)| Some((mark, outcomes(&said)?))).collect();
    (marks.chunks_exact(MARK_BYTES).filter_map(mark).collect(), said)
}

/// An outcome as text.
#[derive(Serialize, Deserialize)]
pub(super) struct Said {
    pool: i64,
    product: i64,
    verdict: i64,
    effect: String,
    detail: String,
    before: Option<String>,
    after: Option<String>,
}

impl Said {
    pub(super) fn of(outcomes: &[Outcome]) -> Vec<Self> {
        let said = |it: &Outcome| {
            let (verdict, effect, _, detail) = verdict_parts(&it.verdict);
            Self {
                pool: it.pool.0,
                product: it.product.0,
                verdict,
                effect: effect.to_owned(),
                detail,
                before: direct_text(&it.before),
                after: direct_text(&it.after),
            }
        };
        outcomes.iter().map(said).collect()
    }

    pub(super) fn outcome(&self) -> Option<Outcome> {
        let product = ProductId(self.product);
        Some(Outcome {
            pool: PoolId(self.pool),
            product,
            verdict: verdict(self.verdict, &self.effect, product, &self.detail).ok()?,
            before: direct(self.before.as_deref()).ok()?,
            after: direct(self.after.as_deref()).ok()?,
        })
    }
}
