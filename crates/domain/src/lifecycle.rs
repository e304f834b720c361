//! What becomes of a subscription with time alone (section 11): each transition carries the instant at which it was
//! due, however late somebody looks. It never reads a clock, and people's wishes are not here.

mod periods;

pub use periods::{Agreement, PeriodRow, PeriodTable, Periods};

use crate::ids::ProductId;
use crate::seats::Units;
use crate::subscription::{Channel, Status, Term};
use crate::time::{DAY_MICROS, Instant};

/// Why a partner suspends a subscription (R-PARTNER-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuspensionReason {
    /// The customer asked for it.
    Request,
    /// Nothing was paid.
    NonPayment,
    /// Fraud.
    Fraud,
}

impl SuspensionReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[Self::Request, Self::NonPayment, Self::Fraud];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Request => "customer-request",
            Self::NonPayment => "non-payment",
            Self::Fraud => "fraud",
        }
    }

    /// Reads the key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == text)
    }
}

/// A subscription as far as time cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Of what.
    pub product: ProductId,
    /// How it was bought.
    pub channel: Channel,
    /// Under which contract.
    pub agreement: Agreement,
    /// Its state.
    pub status: Status,
    /// Length of a period.
    pub term: Term,
    /// The original day, from which periods are counted (D-17).
    pub anchor: Instant,
    /// Begin of the present period.
    pub starts: Instant,
    /// Its end.
    pub ends: Instant,
    /// When the present state began; none where it was loaded without: then it follows from the end.
    pub since: Option<Instant>,
    /// Recurring billing is on.
    pub recurring: bool,
    /// There is a way to pay, which turns a trial into a purchase (R-LIFE-15).
    pub pays: bool,
    /// The customer canceled it, so its units are locked out and not suspended (R-LIFE-7).
    pub canceled: bool,
    /// Seats bought.
    pub quantity: i64,
    /// Seats from the next period on, where a change is scheduled (R-BUY-2).
    pub at_renewal: Option<i64>,
    /// The seller planned these seats, so the customer cannot change what comes (R-BUY-14).
    pub pinned: bool,
    /// An add-on that shares the fate of its base (R-PROD-16).
    pub tied: bool,
    /// Of somebody else, sold in the same shop (R-BUY-15).
    pub third_party: bool,
    /// Why the partner suspended it; none where it is not suspended, or nobody has said.
    pub suspended_for: Option<SuspensionReason>,
}

/// What happens at a due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A scheduled subscription begins (R-SUB-9).
    Start,
    /// The next period begins.
    Renew,
    /// A trial becomes a purchase (R-LIFE-15).
    Convert,
    /// Grace begins (R-LIFE-1).
    Expire,
    /// Service ends; it can still come back.
    Disable,
    /// The partner's subscription is suspended, for it knows no grace (R-LIFE-14).
    Suspend,
    /// Gone for good.
    Delete,
}

impl Step {
    /// The kind of change in the audit.
    #[must_use]
    pub fn action(self) -> &'static str {
        match self {
            Self::Start => "subscription.started",
            Self::Renew => "subscription.renewed",
            Self::Convert => "subscription.converted",
            Self::Expire => "subscription.expired",
            Self::Disable => "subscription.disabled",
            Self::Suspend => "subscription.suspended",
            Self::Delete => "subscription.deleted",
        }
    }
}

/// A step with the instant at which it was due and what the subscription is from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub due: Instant,
    /// What.
    pub step: Step,
    /// The subscription afterwards.
    pub after: Life,
}

/// Days from a cancellation until its data must be gone (R-LIFE-13, Q-7).
pub const ERASED_DAYS_MAX: i64 = 180;

/// What time alone does next to a subscription, whenever that is; none when only people can change it.
#[must_use]
pub fn next(it: &Life, table: &PeriodTable) -> Option<Transition> {
    let periods = table.find(it.agreement, it.term, it.product);
    match it.status {
        Status::Scheduled => Some(to(it, it.starts, Step::Start, Status::Active)),
        // What is bought for good stays (R-UI-10).
        Status::Active if it.term == Term::Once => None,
        Status::Active => Some(at_end(it, periods)),
        Status::Expired => {
            let due = it.since.unwrap_or(it.ends).plus_days(periods.expired_days);
            Some(after_grace(it, due, periods))
        }
        Status::Disabled => {
            let since = it.since.unwrap_or_else(|| it.ends.plus_days(periods.expired_days));
            Some(to(it, since.plus_days(periods.disabled_days), Step::Delete, Status::Deleted))
        }
        Status::Suspended => Some(to(it, suspended_until(it, periods), Step::Delete, Status::Deleted)),
        // A credit check is ended by a person, and what is deleted stays so (invariant 13).
        Status::Pending | Status::Deleted => None,
    }
}

/// Everything that was due until now, in order. It stops after [`STEPS_MAX`]; whoever goes on gets the rest.
#[must_use]
pub fn due(it: &Life, table: &PeriodTable, now: Instant) -> Vec<Transition> {
    let mut found: Vec<Transition> = Vec::new();
    while found.len() < STEPS_MAX {
        let last = found.last().map_or(it, |t| &t.after);
        match next(last, table).filter(|t| t.due <= now) {
            Some(transition) => found.push(transition),
            None => break,
        }
    }
    found
}

/// Most transitions of one subscription at a time: a century of monthly periods.
pub const STEPS_MAX: usize = 1_200;

/// As what the seats of a subscription count (R-LIFE-7).
#[must_use]
pub fn units(it: &Life) -> Units {
    let mut units = Units::default();
    match it.status {
        Status::Active => units.enabled = it.quantity,
        Status::Expired => units.warning = it.quantity,
        Status::Disabled if it.canceled => units.locked_out = it.quantity,
        Status::Disabled | Status::Suspended => units.suspended = it.quantity,
        Status::Scheduled | Status::Pending | Status::Deleted => {}
    }
    units
}

/// Whether a next period begins by itself. A key pays for one period only (R-BUY-8), and a trial ends.
fn renews(it: &Life) -> bool {
    it.recurring && !matches!(it.channel, Channel::PrepaidKey | Channel::Trial)
}

fn at_end(it: &Life, periods: Periods) -> Transition {
    let due = it.ends;
    let paid = it.channel == Channel::Trial && it.pays && it.recurring;
    if (renews(it) || paid)
        && let Some(ends) = it.term.end_after(it.anchor, due)
    {
        let step = if paid { Step::Convert } else { Step::Renew };
        let mut transition = to(it, due, step, Status::Active);
        transition.after = next_period(transition.after, due, ends);
        return transition;
    }
    match it.agreement {
        Agreement::PartnerLegacy | Agreement::PartnerVianet => to(it, due, Step::Suspend, Status::Suspended),
        _ if periods.expired_days == 0 => after_grace(it, due, periods),
        _ => to(it, due, Step::Expire, Status::Expired),
    }
}

fn next_period(mut it: Life, starts: Instant, ends: Instant) -> Life {
    (it.starts, it.ends) = (starts, ends);
    it.quantity = it.at_renewal.take().unwrap_or(it.quantity);
    it.pinned = false;
    if it.channel == Channel::Trial {
        it.channel = Channel::Direct;
        it.agreement = Agreement::Standard;
    }
    it
}

fn after_grace(it: &Life, due: Instant, periods: Periods) -> Transition {
    if periods.disabled_days == 0 {
        return to(it, due, Step::Delete, Status::Deleted);
    }
    to(it, due, Step::Disable, Status::Disabled)
}

/// The end of a suspension. The days to the first bill count in addition up to a limit.
fn suspended_until(it: &Life, periods: Periods) -> Instant {
    let since = it.since.unwrap_or(it.ends);
    let first_bill = it.anchor.plus_months(1).unwrap_or(it.anchor);
    let whole = first_bill.0.saturating_sub(since.0).max(0).saturating_add(DAY_MICROS - 1) / DAY_MICROS;
    let days = periods.suspended_days.saturating_add(whole).min(periods.suspended_days_max);
    since.plus_days(days.max(periods.suspended_days))
}

fn to(it: &Life, due: Instant, step: Step, status: Status) -> Transition {
    // Nothing is renewed any more once it has ended (R-BUY-13).
    let at_renewal = it.at_renewal.filter(|_| status == Status::Active);
    let pinned = it.pinned && at_renewal.is_some();
    let after = Life { status, since: Some(due), at_renewal, pinned, ..it.clone() };
    Transition { due, step, after }
}
