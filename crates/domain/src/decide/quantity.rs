//! Changing the number of seats of a subscription (R-BUY-1, R-BUY-2, R-BUY-4 to R-BUY-8, R-PROD-15, R-PROD-17,
//! R-SUB-7, R-SUB-9). The quantity asked for is the new total. Nobody's license changes (invariant 17).

use crate::refusal::{Code, Denial};
pub use crate::subscription::{Channel, Status, Subscription};
use crate::time::Instant;

/// Days in which seats can be given back (R-BUY-2, R-BUY-15).
pub const REDUCTION_WINDOW_DAYS: i64 = 7;

/// What surrounds the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// A partner acts.
    pub by_partner: bool,
    /// Seats of the product nobody holds, over all subscriptions (R-BUY-6).
    pub assignable: i64,
    /// Fewest seats of the offer.
    pub seats_min: Option<i64>,
    /// Most seats of the offer.
    pub seats_max: Option<i64>,
    /// The product is no longer sold.
    pub end_of_sale: bool,
    /// It takes effect for the whole organization; nobody is assigned it (R-LIFE-6).
    pub shared: bool,
    /// Recurring billing is on.
    pub recurring: bool,
    /// The seller planned what comes with the next period (R-BUY-14).
    pub pinned: bool,
    /// Now.
    pub now: Instant,
}

/// Decides whether the quantity may become `wanted`, and returns the change in seats.
///
/// # Errors
/// The first failing rule: state, channel, end of sale, limits, window, assigned seats.
pub fn decide(it: &Subscription, wanted: i64, at: Circumstances) -> Result<i64, Denial> {
    match it.status {
        Status::Active => {}
        Status::Pending => return Err(Denial::new(Code::Credit, "status")),
        _ => return Err(Denial::new(Code::State, "status")),
    }
    let yours = match it.channel {
        Channel::Direct | Channel::Legacy => !at.by_partner,
        Channel::Reseller => at.by_partner,
        _ => false,
    };
    if !yours {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    let change = wanted.saturating_sub(it.quantity);
    if wanted < at.seats_min.unwrap_or(1).max(1) {
        return Err(Denial::new(Code::Quantity, "minimum").with_figure(at.seats_min.unwrap_or(1).max(1)));
    }
    if let Some(most) = at.seats_max.filter(|most| wanted > *most) {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(most));
    }
    if wanted > QUANTITY_MAX {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(QUANTITY_MAX));
    }
    if change > 0 && at.end_of_sale {
        return Err(Denial::new(Code::State, "end-of-sale"));
    }
    if change < 0 {
        reduction(it, -change, at)?;
    }
    Ok(change)
}

/// Most seats one subscription may have, whatever the offer says.
pub const QUANTITY_MAX: i64 = 10_000_000;

fn reduction(it: &Subscription, fewer: i64, at: Circumstances) -> Result<(), Denial> {
    if at.pinned {
        return Err(Denial::new(Code::State, "seller-plan"));
    }
    if it.channel == Channel::Direct && !at.recurring {
        return Err(Denial::new(Code::State, "recurring"));
    }
    // What nobody is assigned can be lowered at any time, at once (R-LIFE-6).
    if at.shared {
        return Ok(());
    }
    let open = at.now < it.window_from.plus_days(REDUCTION_WINDOW_DAYS);
    if it.channel != Channel::Legacy && (!open || fewer > it.window_seats) {
        return Err(Denial::new(Code::Window, "window").with_figure(if open { it.window_seats } else { 0 }));
    }
    // The seller may leave more holders than seats; the shortage then shows (Q-2, R-AVAIL-10).
    if !at.by_partner && fewer > at.assignable {
        return Err(Denial::new(Code::Assigned, "assigned").with_figure(at.assignable.max(0)));
    }
    Ok(())
}
