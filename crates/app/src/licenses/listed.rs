//! Whom a preview concerns, user by user: written in pieces beside the preview, and read back page by page without
//! deciding again. It tells what was decided and never decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::decision::{ClockChange, Decision, Effect, Outcome, Plan, Verdict};
use cupo_domain::ids::{Guid, PreviewId, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial, Reason, Refusal};
use cupo_domain::time::Instant;
use cupo_store::encode::{workload, workload_number};
use cupo_store::preview_parts::{Concern, PART_USERS, PartList, PreviewPart};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::AppError;
use crate::ids::hex;
use crate::licenses::marks::Said;
use crate::licenses::totals::concerns;

pub use crate::licenses::totals::is_told;

/// Pieces read at once.
const PARTS_MAX: i64 = 16;
/// Bytes of a user in a piece: the user and the number of the answer.
const USER_BYTES: usize = 10;

/// Which users of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedFilter {
    /// Whom it concerns in this way.
    pub concern: Option<Concern>,
    /// Who has a line about this product; with a concern or a reason, that very line.
    pub product: Option<ProductId>,
    /// Who is refused for this reason, by its [`reason_key`].
    pub reason: Option<String>,
    /// Whose data of this kind is put on a clock, or whose service for it goes.
    pub data: Option<Workload>,
    /// The end of that clock.
    pub due: Option<Instant>,
}

/// Where in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListedPlace {
    /// At its beginning.
    #[default]
    First,
    /// After the user with this place.
    After(i64),
    /// Before the user with this place.
    Before(i64),
    /// At its end.
    Last,
}

/// What a preview says of a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedAnswer {
    /// Product by product.
    pub outcomes: Vec<Outcome>,
    /// Clocks that start: which data, their ends, and whether data is erased then.
    pub clocks: Vec<(Workload, Instant, bool)>,
    /// Services that go, with or without a clock.
    pub lost: Vec<Workload>,
}

/// A user of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUser {
    /// Place in the preview.
    pub place: i64,
    /// Who.
    pub user: UserId,
    /// What it says.
    pub answer: Arc<ListedAnswer>,
}

/// A page of the users of a preview.
#[derive(Clone, Debug, Default)]
pub struct ListedPage {
    /// The users, in the order of the preview.
    pub users: Vec<ListedUser>,
    /// There are more on the far side.
    pub more: bool,
}

/// A short name of a reason, for addresses.
#[must_use]
pub fn reason_key(reason: Option<&Reason>) -> String {
    let hash = Sha256::digest(format!("{reason:?}").as_bytes());
    hex(hash.get(..8).unwrap_or_default())
}

/// An answer as text.
#[derive(Serialize, Deserialize)]
struct AnswerDoc {
    lines: Vec<Said>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clocks: Vec<(i64, i64, bool)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lost: Vec<i64>,
}

impl AnswerDoc {
    fn of(plan: &Plan) -> Self {
        let clock = |change: &ClockChange| match change {
            ClockChange::Start { workload, due, loses_data } => {
                Some((workload_number(*workload), due.0, *loses_data))
            }
            ClockChange::Cancel { .. } => None,
        };
        let lost: &[Workload] = if plan.changes() { &plan.lost } else { &[] };
        Self {
            lines: Said::of(&plan.outcomes),
            clocks: plan.clocks.iter().filter_map(clock).collect(),
            lost: lost.iter().map(|it| workload_number(*it)).collect(),
        }
    }

    fn answer(&self) -> Result<ListedAnswer, AppError> {
        let outcomes: Option<Vec<Outcome>> = self.lines.iter().map(Said::outcome).collect();
        let clock = |(data, due, loses): &(i64, i64, bool)| Ok((workload(*data)?, Instant(*due), *loses));
        let clocks: Result<Vec<_>, AppError> = self.clocks.iter().map(clock).collect();
        let lost: Result<Vec<_>, AppError> = self.lost.iter().map(|it| Ok(workload(*it)?)).collect();
        Ok(ListedAnswer { outcomes: outcomes.ok_or_else(unreadable)?, clocks: clocks?, lost: lost? })
    }
}

fn unreadable() -> AppError {
    AppError::Bug("a piece of a preview that cannot be read".to_owned())
}

/// A decision in pieces.
///
/// # Errors
/// Never in practice.
pub(crate) fn parts(decision: &Decision) -> Result<Vec<PreviewPart>, AppError> {
    let pieces = decision.users.chunks(PART_USERS).zip((0..).step_by(PART_USERS));
    let part = |(users, place): (&[cupo_domain::decision::UserDecision], i64)| {
        let mut it = PreviewPart { place, ..PreviewPart::default() };
        let mut seen: BTreeMap<*const Plan, (u16, Vec<Concern>)> = BTreeMap::new();
        let mut answers = Vec::new();
        for user in users {
            let (number, concerns) = seen.entry(Arc::as_ptr(&user.plan)).or_insert_with(|| {
                let number = u16::try_from(answers.len()).unwrap_or(u16::MAX);
                answers.push(AnswerDoc::of(&user.plan));
                (number, concerns(&user.plan))
            });
            it.users.extend_from_slice(&user.user.0.to_be_bytes());
            it.users.extend_from_slice(&number.to_be_bytes());
            for (count, concern) in it.counts.iter_mut().zip(Concern::ALL) {
                *count += i64::from(concerns.contains(&concern));
            }
        }
        it.answers = serde_json::to_string(&answers)
            .map_err(|e| AppError::Bug(format!("writing a piece of a preview: {e}")))?;
        Ok(it)
    };
    pieces.map(part).collect()
}

/// The users of a piece that match, in their order.
fn read(part: &PreviewPart, filter: &ListedFilter) -> Result<Vec<ListedUser>, AppError> {
    let docs: Vec<AnswerDoc> = serde_json::from_str(&part.answers).map_err(|_| unreadable())?;
    let answers: Result<Vec<Arc<ListedAnswer>>, AppError> =
        docs.iter().map(|doc| doc.answer().map(Arc::new)).collect();
    let answers = answers?;
    let matches: Vec<bool> = answers.iter().map(|answer| filter.matches(answer)).collect();
    let mut found = Vec::new();
    for (bytes, place) in part.users.chunks(USER_BYTES).zip(part.place..) {
        let (user, number) = bytes.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let number = number.first_chunk::<2>().ok_or_else(unreadable)?;
        let number = usize::from(u16::from_be_bytes(*number));
        let answer = answers.get(number).ok_or_else(unreadable)?;
        if matches.get(number).copied().unwrap_or_default() {
            let user = UserId(i64::from_be_bytes(*user));
            found.push(ListedUser { place, user, answer: Arc::clone(answer) });
        }
    }
    Ok(found)
}

impl ListedAnswer {
    /// The refusals, each with its product.
    pub fn refusals(&self) -> impl Iterator<Item = (ProductId, &Refusal)> {
        self.outcomes.iter().filter_map(|o| match &o.verdict {
            Verdict::Refused(refusal) => Some((o.product, refusal)),
            _ => None,
        })
    }

    fn concerns(&self, concern: Concern, product: Option<ProductId>) -> bool {
        let lines = || self.outcomes.iter().filter(|o| product.is_none_or(|p| o.product == p));
        let does = |effect| lines().any(|o| o.verdict == Verdict::Done(effect));
        let refused = |o: &Outcome| matches!(o.verdict, Verdict::Refused(_));
        let done = |o: &Outcome| matches!(o.verdict, Verdict::Done(_));
        match concern {
            Concern::Gains => does(Effect::Granted),
            Concern::Losses => does(Effect::Revoked),
            Concern::Plans => does(Effect::PlansChanged),
            Concern::Refused => lines().any(refused),
            Concern::Clocks => !self.clocks.is_empty() || self.lost.iter().copied().any(is_told),
            Concern::Stays => !self.outcomes.iter().any(|o| refused(o) || done(o)),
        }
    }
}

impl ListedFilter {
    fn matches(&self, answer: &ListedAnswer) -> bool {
        let product = self.product;
        let held = product.is_none_or(|p| answer.outcomes.iter().any(|o| o.product == p));
        let concern = self.concern.is_none_or(|it| answer.concerns(it, product));
        let reason = self.reason.as_ref().is_none_or(|key| {
            let said = |refusal: &Refusal| reason_key(refusal.reasons.first()) == *key;
            answer.refusals().any(|(of, refusal)| product.is_none_or(|p| p == of) && said(refusal))
        });
        held && concern && reason && self.matches_data(answer)
    }

    fn matches_data(&self, answer: &ListedAnswer) -> bool {
        let Some(data) = self.data else { return true };
        match self.due {
            Some(due) => answer.clocks.iter().any(|(of, end, _)| *of == data && *end == due),
            None => answer.lost.contains(&data) || answer.clocks.iter().any(|(of, ..)| *of == data),
        }
    }
}

impl ListedPlace {
    fn backwards(self) -> bool {
        matches!(self, Self::Before(_) | Self::Last)
    }

    fn first(self) -> i64 {
        match self {
            Self::First => 0,
            Self::After(place) => place.saturating_add(1),
            Self::Before(place) => place.saturating_sub(1),
            Self::Last => i64::MAX,
        }
    }

    fn takes(self, place: i64) -> bool {
        if self.backwards() { place <= self.first() } else { place >= self.first() }
    }
}

impl App {
    /// A page of the users of a preview of this owner, at most `most`.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there, too old or another person's; failures of the store.
    pub async fn listed_users(
        &self,
        permit: &Permit,
        (owner, preview): (i64, PreviewId),
        (filter, place, most): (&ListedFilter, ListedPlace, usize),
    ) -> Result<ListedPage, AppError> {
        let backwards = place.backwards();
        let (mut found, mut from) = (Vec::new(), place.first());
        loop {
            let list = PartList { concern: filter.concern, from, backwards, take: PARTS_MAX };
            let parts = self.store.preview_parts(permit, (owner, preview), list).await?;
            for part in &parts {
                let mut users = read(part, filter)?;
                users.retain(|user| place.takes(user.place));
                if backwards {
                    users.reverse();
                }
                found.append(&mut users);
            }
            let Some(last) = parts.last() else { break };
            if found.len() > most || i64::try_from(parts.len()).unwrap_or(0) < PARTS_MAX {
                break;
            }
            let users = i64::try_from(PART_USERS).unwrap_or(i64::MAX);
            from = if backwards { last.place - 1 } else { last.place.saturating_add(users) };
        }
        let more = found.len() > most;
        found.truncate(most);
        if backwards {
            found.reverse();
        }
        Ok(ListedPage { users: found, more })
    }

    /// A preview of licenses of this owner, with how many users it concerns in each way.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there, too old, another person's, replaced since, or not of licenses.
    pub async fn listed_preview(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
    ) -> Result<(PreviewId, [i64; 6]), AppError> {
        let row = self.own_preview(permit, owner, preview).await?;
        let counts = self.store.preview_counts(permit, (owner, row.id)).await?;
        Ok((row.id, counts.ok_or_else(|| Denial::new(Code::NotFound, "preview"))?))
    }
}

#[cfg(test)]
mod tests;
