//! Holds: what counts as one, when one may be placed, and what its end starts (R-HOLD-2, R-HOLD-4, R-HOLD-5, R-MAIL-6,
//! R-MAIL-7, R-MAIL-9, D-19).

use crate::assignment::{Holder, effective_plans};
use crate::catalogue::{Catalogue, Workload};
use crate::plan_set::PlanSet;
use crate::refusal::{Code, Denial};
use crate::retention::{DataClock, MAIL_DAYS, RELEASED_MAIL_DAYS, Stage, Trigger};
use crate::time::Instant;

/// What kind of order keeps data (R-MAIL-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldKind {
    /// Litigation hold.
    Litigation,
    /// A retention policy that keeps, also when it deletes afterwards.
    RetentionPolicy,
    /// A policy that only deletes, which keeps nothing.
    DeleteOnlyPolicy,
    /// An item with a label that keeps it.
    RetainingLabel,
    /// The hold of a discovery case.
    DiscoveryCase,
}

impl HoldKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Litigation,
        Self::RetentionPolicy,
        Self::DeleteOnlyPolicy,
        Self::RetainingLabel,
        Self::DiscoveryCase,
    ];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Litigation => "litigation",
            Self::RetentionPolicy => "retention-policy",
            Self::DeleteOnlyPolicy => "delete-only-policy",
            Self::RetainingLabel => "retaining-label",
            Self::DiscoveryCase => "discovery-case",
        }
    }

    /// Reads a key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.key() == text)
    }

    /// Whether it keeps anything (R-MAIL-7).
    #[must_use]
    pub fn keeps(self) -> bool {
        self != Self::DeleteOnlyPolicy
    }
}

/// A hold on one person's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// On which data.
    pub workload: Workload,
    /// What kind.
    pub kind: HoldKind,
    /// Since when.
    pub placed: Instant,
}

/// What lets a person's mailbox be held (R-HOLD-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeper {
    /// The larger mail plan.
    LargePlan,
    /// Another mail plan with an archive beside it.
    PlanWithArchive,
}

/// Which of a person's plans let a mailbox be held; none when they do not.
#[must_use]
pub fn hold_ability(catalogue: &Catalogue, on: &PlanSet) -> Option<Keeper> {
    let named = |prefix: &str| {
        on.iter().any(|id| catalogue.plan(id).is_some_and(|plan| plan.name.starts_with(prefix)))
    };
    if named("EXCHANGE_S_ENTERPRISE") {
        return Some(Keeper::LargePlan);
    }
    let has = |workload| on.intersects(&catalogue.plans_of(workload));
    (has(Workload::Mail) && has(Workload::MailArchive)).then_some(Keeper::PlanWithArchive)
}

/// Whether a hold may be placed on somebody's data now. Only before the removal: afterwards it is too late (R-HOLD-2).
///
/// # Errors
/// E-INVALID for data that no hold covers, E-STATE for a person who is deleted, data already on a clock, or plans that
/// do not allow it.
pub fn may_hold(catalogue: &Catalogue, holder: &Holder, workload: Workload) -> Result<(), Denial> {
    if !matches!(workload, Workload::Mail | Workload::Files) {
        return Err(Denial::new(Code::Invalid, "hold-workload"));
    }
    if !holder.active {
        return Err(Denial::new(Code::State, "hold-deleted"));
    }
    if holder.clocks.iter().any(|c| c.workload == workload) {
        return Err(Denial::new(Code::State, "hold-too-late"));
    }
    let on = effective_plans(catalogue, &holder.sources);
    if workload == Workload::Mail {
        return match hold_ability(catalogue, &on) {
            Some(_) => Ok(()),
            None => Err(Denial::new(Code::State, "hold-plan")),
        };
    }
    Ok(())
}

/// The clock of data whose last hold goes now. A deleted person's mailbox has 183 days from that day (R-MAIL-9); a
/// disconnected one has its days of grace once more, so that nothing goes unseen; files go where they were due, which
/// is after `file_days` days from the deletion. No clock ends earlier than it would have (invariant 16).
#[must_use]
pub fn released(it: &DataClock, owner_active: bool, file_days: i64, now: Instant) -> DataClock {
    let mail = matches!(it.workload, Workload::Mail | Workload::MailArchive);
    let at_least = |days: i64| Some(it.due.unwrap_or(now).max(now.plus_days(days)));
    match (mail, owner_active, it.stage) {
        (true, false, Stage::Grace | Stage::Held) => DataClock {
            trigger: Trigger::HoldsReleased,
            stage: Stage::Grace,
            started: now,
            due: at_least(RELEASED_MAIL_DAYS),
            ..*it
        },
        (true, true, Stage::Held) => DataClock {
            trigger: Trigger::HoldsReleased,
            stage: Stage::Grace,
            started: now,
            due: at_least(MAIL_DAYS),
            ..*it
        },
        (false, _, Stage::Held) => {
            let due = it.started.plus_days(file_days).max(now);
            DataClock { stage: Stage::Grace, due: Some(due), ..*it }
        }
        _ => *it,
    }
}
