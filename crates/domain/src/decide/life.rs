//! What people may do with the life of a subscription, and until when (sections 11 and 17): recurring billing, canceling
//! inside its window, seats from the next period on, more time for a trial, suspending, bringing back, deleting, and the
//! answer to a credit check. Nobody's license changes; what time alone does is elsewhere.

use crate::country::Country;
use crate::lifecycle::{Agreement, Life, SuspensionReason};
use crate::refusal::{Code, Denial};
use crate::subscription::{Channel, Status, Term};
use crate::time::{DAY_MICROS, Instant};

use super::prepaid::{self, IssuedKey, KeyPlace};
use super::quantity::QUANTITY_MAX;

/// Days in which a subscription can be canceled (R-BUY-9, R-BUY-10, R-BUY-15).
pub const CANCEL_DAYS: i64 = 7;
/// The same through a partner in Chile (R-BUY-10).
pub const CANCEL_DAYS_CHILE: i64 = 10;
/// Hours in which somebody else's monthly offer can be canceled, and days for a longer one (R-BUY-15).
pub const CANCEL_THIRD_PARTY: (i64, i64) = (24, 14);
const HOUR_MICROS: i64 = DAY_MICROS / 24;
/// Most seats with which an older agreement is canceled at once (R-BUY-11).
pub const LEGACY_CANCEL_SEATS_MAX: i64 = 25;
/// Days before the end of a trial from which it can be extended, and days that it then gets (R-LIFE-16).
pub const TRIAL_EXTENSION: (i64, i64) = (15, 30);

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LifeWish {
    /// Recurring billing on or off.
    Recurring(bool),
    /// Cancel now.
    Cancel,
    /// So many seats from the next period on; none for as many as now (R-BUY-2).
    AtRenewal(Option<i64>),
    /// The same, planned by the seller of what the customer bought itself (R-BUY-14).
    SellerPlan(Option<i64>),
    /// More time for a trial.
    ExtendTrial,
    /// Stop its service until it is brought back (R-PARTNER-13).
    Suspend(SuspensionReason),
    /// Bring it back.
    Reactivate,
    /// The answer to its credit check (R-BUY-7).
    Credit(bool),
    /// Add seats with a product key, by its number, as it was issued, where it was (R-BUY-8).
    Key(i64, Option<IssuedKey>),
    /// Delete it for good (R-LIFE-4).
    Delete,
    /// Recurring billing and scheduled seats as they were before.
    Back {
        /// Recurring billing.
        recurring: bool,
        /// Scheduled seats.
        at_renewal: Option<i64>,
    },
}

impl LifeWish {
    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Recurring(true) => "recurring-on",
            Self::Recurring(false) => "recurring-off",
            Self::Cancel => "cancel",
            Self::AtRenewal(Some(_)) => "at-renewal",
            Self::AtRenewal(None) => "as-now",
            Self::SellerPlan(_) => "seller-plan",
            Self::ExtendTrial => "extend-trial",
            Self::Suspend(_) => "suspend",
            Self::Reactivate => "reactivate",
            Self::Credit(true) => "credit-granted",
            Self::Credit(false) => "credit-refused",
            Self::Key(..) => "key",
            Self::Delete => "delete",
            Self::Back { .. } => "back",
        }
    }
}

impl LifeWish {
    /// Whether an add-on has it for itself; all others are its base's (R-PROD-16).
    fn of_add_on(self) -> bool {
        matches!(self, Self::AtRenewal(_) | Self::SellerPlan(_) | Self::Credit(_))
    }
}

/// What surrounds the wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// A partner acts.
    pub by_partner: bool,
    /// The customer's country.
    pub country: Option<Country>,
    /// The trial was extended already.
    pub extended: bool,
    /// Seats of the product nobody holds, over all subscriptions (R-BUY-6).
    pub assignable: i64,
    /// Fewest seats of the offer.
    pub seats_min: Option<i64>,
    /// Most seats of the offer.
    pub seats_max: Option<i64>,
    /// Now.
    pub now: Instant,
}

/// What becomes of the subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeChange {
    /// The subscription afterwards.
    pub after: Life,
    /// A new subscription that takes its place (R-LIFE-10).
    pub successor: Option<Life>,
    /// The trial is extended.
    pub extended: bool,
    /// Personal files that nothing else gives are erased at once (R-LIFE-4).
    pub erases_files: bool,
    /// Why it cannot be undone; none where it can.
    pub final_because: Option<&'static str>,
}

/// The instant until which it can be canceled; none where its kind of contract knows no such window.
#[must_use]
pub fn cancel_until(it: &Life, country: Option<Country>) -> Option<Instant> {
    match it.channel {
        Channel::Direct | Channel::Reseller if it.third_party => {
            let (hours, days) = CANCEL_THIRD_PARTY;
            let month = it.term == Term::Month;
            Some(if month {
                Instant(it.starts.0.saturating_add(hours * HOUR_MICROS))
            } else {
                it.starts.plus_days(days)
            })
        }
        Channel::Direct => Some(it.starts.plus_days(CANCEL_DAYS)),
        Channel::Reseller => {
            let chile = country.is_some_and(|c| c.as_str() == "CL");
            Some(it.starts.plus_days(if chile { CANCEL_DAYS_CHILE } else { CANCEL_DAYS }))
        }
        _ => None,
    }
}

/// Decides what becomes of the subscription.
///
/// # Errors
/// E-CHANNEL where another party has to act, E-CREDIT while a check is pending, E-STATE, E-WINDOW with nothing left of
/// the window, E-QTY and E-ASSIGNED for seats.
pub fn decide(it: &Life, wish: LifeWish, at: &Surroundings) -> Result<LifeChange, Denial> {
    if it.status == Status::Pending && !matches!(wish, LifeWish::Credit(_)) {
        return Err(Denial::new(Code::Credit, "status"));
    }
    let yours = match it.channel {
        Channel::Direct | Channel::Legacy | Channel::Trial => !at.by_partner,
        Channel::Reseller => at.by_partner,
        // Whoever has a key may use it.
        Channel::PrepaidKey => matches!(wish, LifeWish::Key(..)),
        Channel::Volume | Channel::SelfService | Channel::Free => false,
    };
    if !yours {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    let state = || Denial::new(Code::State, "status");
    if it.pinned && matches!(wish, LifeWish::Recurring(_) | LifeWish::AtRenewal(_) | LifeWish::Back { .. }) {
        return Err(Denial::new(Code::State, "seller-plan"));
    }
    if it.tied && !wish.of_add_on() {
        return Err(Denial::new(Code::State, "add-on"));
    }
    if it.term == Term::Once
        && matches!(wish, LifeWish::Recurring(_) | LifeWish::AtRenewal(_) | LifeWish::SellerPlan(_))
    {
        return Err(Denial::new(Code::State, "once"));
    }
    match wish {
        LifeWish::Recurring(on) => {
            active(it)?;
            let at_renewal = it.at_renewal.filter(|_| on);
            Ok(change(Life { recurring: on, at_renewal, ..it.clone() }))
        }
        LifeWish::AtRenewal(seats) => at_renewal(it, seats, at),
        LifeWish::SellerPlan(seats) => seller_plan(it, seats, at),
        LifeWish::Back { recurring, at_renewal } => {
            active(it)?;
            Ok(change(Life { recurring, at_renewal, ..it.clone() }))
        }
        LifeWish::Cancel => cancel(it, at),
        LifeWish::ExtendTrial => extend(it, at),
        LifeWish::Suspend(reason) => suspend(it, reason, at),
        LifeWish::Key(_, key) => {
            let place = KeyPlace { key, assignable: at.assignable, seats_max: at.seats_max, now: at.now };
            Ok(last(prepaid::decide(it, &place)?, "key"))
        }
        LifeWish::Credit(granted) => credit(it, granted, at),
        LifeWish::Reactivate => match it.status {
            Status::Expired | Status::Disabled | Status::Suspended => reactivate(it, at),
            _ => Err(state()),
        },
        LifeWish::Delete => match it.status {
            Status::Expired | Status::Disabled | Status::Suspended => {
                let gone = last(ended(it, Status::Deleted, at.now), "deleted");
                Ok(LifeChange { erases_files: true, ..gone })
            }
            _ => Err(state()),
        },
    }
}

/// A self-service purchase ends: by its purchaser, or by who takes it over (R-SSP-6, R-SSP-7). It is deleted at once, and
/// neither expired nor disabled.
///
/// # Errors
/// E-CHANNEL for a subscription that nobody bought for themselves, E-STATE for one that is deleted already.
pub fn end_self_service(it: &Life, now: Instant) -> Result<LifeChange, Denial> {
    if !matches!(it.channel, Channel::SelfService | Channel::Free) {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    if it.status == Status::Deleted {
        return Err(Denial::new(Code::State, "status"));
    }
    Ok(last(ended(it, Status::Deleted, now), "deleted"))
}

/// What becomes of an add-on with its base: it is suspended, canceled, brought back and renewed with it, and ends when it
/// does (R-PROD-16, R-LIFE-14).
#[must_use]
pub fn with_base(add_on: &Life, base: &Life) -> Life {
    let planned = add_on.at_renewal.filter(|_| base.status == Status::Active && base.recurring);
    Life {
        status: base.status,
        since: base.since,
        recurring: base.recurring,
        canceled: base.canceled,
        suspended_for: base.suspended_for,
        anchor: base.anchor,
        starts: add_on.starts.max(base.starts),
        ends: base.ends,
        at_renewal: planned,
        pinned: add_on.pinned && planned.is_some(),
        ..add_on.clone()
    }
}

fn change(after: Life) -> LifeChange {
    LifeChange { after, successor: None, extended: false, erases_files: false, final_because: None }
}

fn last(after: Life, why: &'static str) -> LifeChange {
    LifeChange { final_because: Some(why), ..change(after) }
}

fn active(it: &Life) -> Result<(), Denial> {
    if it.status == Status::Active { Ok(()) } else { Err(Denial::new(Code::State, "status")) }
}

fn ended(it: &Life, status: Status, now: Instant) -> Life {
    let since = Some(now);
    Life {
        status,
        since,
        recurring: false,
        at_renewal: None,
        pinned: false,
        suspended_for: None,
        ..it.clone()
    }
}

/// Only who sells it suspends it. An immediate change drops what was planned for the renewal (R-BUY-13).
fn suspend(it: &Life, reason: SuspensionReason, at: &Surroundings) -> Result<LifeChange, Denial> {
    if it.channel != Channel::Reseller {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    active(it)?;
    let (since, suspended_for) = (Some(at.now), Some(reason));
    Ok(last(
        Life {
            status: Status::Suspended,
            since,
            suspended_for,
            at_renewal: None,
            pinned: false,
            ..it.clone()
        },
        "suspended",
    ))
}

/// Whoever sells it answers for the check, and never the customer whose credit it is. Its period begins when it is
/// granted.
fn credit(it: &Life, granted: bool, at: &Surroundings) -> Result<LifeChange, Denial> {
    if it.channel != Channel::Reseller {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    if it.status != Status::Pending {
        return Err(Denial::new(Code::State, "status"));
    }
    if !granted {
        return Ok(last(ended(it, Status::Deleted, at.now), "credit-refused"));
    }
    let ends = at.now.plus_months(it.term.months()).ok_or_else(|| Denial::new(Code::Invalid, "calendar"))?;
    let (starts, anchor) = (at.now, at.now);
    Ok(last(
        Life { status: Status::Active, since: None, starts, anchor, ends, ..it.clone() },
        "credit-granted",
    ))
}

fn cancel(it: &Life, at: &Surroundings) -> Result<LifeChange, Denial> {
    active(it)?;
    if it.channel == Channel::Legacy && it.quantity > LEGACY_CANCEL_SEATS_MAX {
        return Err(Denial::new(Code::Quantity, "cancel-seats").with_figure(LEGACY_CANCEL_SEATS_MAX));
    }
    let open = match cancel_until(it, at.country) {
        Some(until) => at.now < until,
        // Older agreements and trials know no window (R-BUY-11).
        None => true,
    };
    // Somebody else's offer that is canceled later ends with its period (R-BUY-15).
    if !open && it.third_party && it.recurring && !it.pinned {
        return Ok(change(Life { recurring: false, at_renewal: None, ..it.clone() }));
    }
    if !open {
        return Err(Denial::new(Code::Window, "cancel-window"));
    }
    let after = Life { canceled: true, ..ended(it, Status::Disabled, at.now) };
    Ok(last(after, "canceled"))
}

fn at_renewal(it: &Life, seats: Option<i64>, at: &Surroundings) -> Result<LifeChange, Denial> {
    active(it)?;
    if it.channel == Channel::Trial {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    if !it.recurring {
        return Err(Denial::new(Code::State, "recurring"));
    }
    let Some(seats) = seats.filter(|seats| *seats != it.quantity) else {
        return Ok(change(Life { at_renewal: None, ..it.clone() }));
    };
    let least = at.seats_min.unwrap_or(1).max(1);
    if seats < least {
        return Err(Denial::new(Code::Quantity, "minimum").with_figure(least));
    }
    let most = at.seats_max.unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX);
    if seats > most {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(most));
    }
    if !at.by_partner && it.quantity.saturating_sub(seats) > at.assignable {
        return Err(Denial::new(Code::Assigned, "assigned").with_figure(at.assignable.max(0)));
    }
    Ok(change(Life { at_renewal: Some(seats), ..it.clone() }))
}

/// The seller may plan fewer seats than are held; the shortage then shows.
fn seller_plan(it: &Life, seats: Option<i64>, at: &Surroundings) -> Result<LifeChange, Denial> {
    if !matches!(it.channel, Channel::Direct | Channel::Legacy) {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    let planned = at_renewal(it, seats, &Surroundings { assignable: i64::MAX, ..*at })?.after;
    let pinned = planned.at_renewal.is_some();
    Ok(last(Life { pinned, ..planned }, "seller-plan"))
}

fn extend(it: &Life, at: &Surroundings) -> Result<LifeChange, Denial> {
    if it.channel != Channel::Trial {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    active(it)?;
    let (before, more) = TRIAL_EXTENSION;
    if at.extended {
        return Err(Denial::new(Code::Window, "extended"));
    }
    if at.now < it.ends.plus_days(-before) {
        return Err(Denial::new(Code::Window, "extension-early").with_figure(before));
    }
    let after = Life { ends: it.ends.plus_days(more), ..it.clone() };
    Ok(LifeChange { extended: true, ..last(after, "extended") })
}

/// Under the present agreement a new subscription takes its place; under others the same one lives on (R-LIFE-10).
fn reactivate(it: &Life, at: &Surroundings) -> Result<LifeChange, Denial> {
    let bad = || Denial::new(Code::Invalid, "calendar");
    let ends = at.now.plus_months(it.term.months()).ok_or_else(bad)?;
    let fresh = Life {
        status: Status::Active,
        starts: at.now,
        anchor: at.now,
        ends,
        since: None,
        recurring: it.term != Term::Once,
        canceled: false,
        at_renewal: None,
        pinned: false,
        suspended_for: None,
        ..it.clone()
    };
    if it.channel == Channel::Trial {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    if it.channel == Channel::Direct {
        let old = ended(it, Status::Deleted, at.now);
        return Ok(LifeChange { successor: Some(fresh), ..last(old, "reactivated") });
    }
    // A suspension inside a period that is paid for does not move it.
    let keeps = it.status == Status::Suspended
        && it.agreement != Agreement::Trial
        && it.ends.0.saturating_sub(at.now.0) >= DAY_MICROS;
    let period = if keeps { (it.starts, it.anchor, it.ends) } else { (at.now, at.now, ends) };
    let recurring = fresh.recurring && (it.recurring || !keeps);
    let after = Life { starts: period.0, anchor: period.1, ends: period.2, recurring, ..fresh };
    Ok(last(after, "reactivated"))
}
