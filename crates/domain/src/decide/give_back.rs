//! Giving seats that became free back to the seller while users are deleted (R-DEL-5). It says how many seats of which
//! subscription may go, or why none; it never touches a license.

use super::quantity::{self, Circumstances};
use crate::ids::SubscriptionId;
use crate::refusal::{Code, Denial};
use crate::subscription::{Channel, Subscription, Term};

/// A subscription whose seats might go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold<'a> {
    /// What quantities need to know of it.
    pub subscription: &'a Subscription,
    /// How long one period is; none where it is not known.
    pub term: Option<Term>,
    /// Recurring billing is on (R-BUY-3).
    pub recurring: bool,
    /// The seller planned what comes with the next period (R-BUY-14).
    pub pinned: bool,
}

/// Seats that go back, by subscription, in the order of `of`, `freed` at most. `at.assignable` counts the seats that
/// the deletion frees. Where none may go, the reason of the first subscription that has one.
///
/// # Errors
/// E-CHANNEL for purchases through a partner, a volume agreement, a key and the like; E-WINDOW mid-cycle and during an
/// annual commitment; E-STATE, E-QTY and E-ASSIGNED as for any reduction.
pub fn decide(of: &[Sold<'_>], freed: i64, at: Circumstances) -> Result<Vec<(SubscriptionId, i64)>, Denial> {
    let mut left = freed;
    let mut first: Option<Denial> = None;
    let mut going = Vec::new();
    for it in of {
        let assignable = at.assignable - (freed - left);
        let at = Circumstances { assignable, recurring: it.recurring, pinned: it.pinned, ..at };
        match room(*it, at) {
            Ok(room) if left > 0 => {
                let count = room.min(left);
                going.push((it.subscription.id, count));
                left -= count;
            }
            Ok(_) => {}
            Err(denial) => {
                first.get_or_insert(denial);
            }
        }
    }
    if going.is_empty() {
        return Err(first.unwrap_or_else(|| Denial::new(Code::NotFound, "subscription")));
    }
    Ok(going)
}

/// Most seats that may go from one subscription; at least one.
fn room(it: Sold<'_>, at: Circumstances) -> Result<i64, Denial> {
    let sold = it.subscription;
    // Whoever deletes does not bargain with the seller: what a partner sold goes back through the partner's own pages.
    if sold.channel == Channel::Reseller {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    quantity::decide(sold, sold.quantity - 1, at)?;
    let window = if sold.channel == Channel::Legacy {
        // Reductions of the older agreement are free (R-BUY-4), but not in a year that was promised.
        if it.term != Some(Term::Month) {
            return Err(Denial::new(Code::Window, "commitment"));
        }
        sold.quantity
    } else {
        sold.window_seats
    };
    let fewest = at.seats_min.unwrap_or(1).max(1);
    let room = window.min(sold.quantity - fewest).min(at.assignable);
    if room > 0 { Ok(room) } else { Err(Denial::new(Code::Assigned, "assigned").with_figure(0)) }
}
