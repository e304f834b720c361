//! Seats that a product key pays for (R-BUY-8): while the period lasts a key adds its seats, and once it has ended a key
//! begins the next one with its own, which may be fewer. It never looks a key up.

use crate::ids::ProductId;
use crate::lifecycle::Life;
use crate::refusal::{Code, Denial};
use crate::subscription::{Channel, Status, Term};
use crate::time::Instant;

use super::quantity::QUANTITY_MAX;

/// Letters and digits of a key, without dashes.
pub const KEY_CHARS: usize = 25;

/// A key as it was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssuedKey {
    /// For what.
    pub product: ProductId,
    /// Seats it pays for.
    pub seats: i64,
    /// For how long.
    pub term: Term,
    /// It was used already.
    pub used: bool,
}

/// What surrounds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPlace {
    /// The key that was typed; none where nobody issued it.
    pub key: Option<IssuedKey>,
    /// Seats of the product nobody holds, over all subscriptions.
    pub assignable: i64,
    /// Most seats of the offer.
    pub seats_max: Option<i64>,
    /// Now.
    pub now: Instant,
}

/// A key as it is compared: capital letters and digits, without the dashes and spaces between its groups.
///
/// # Errors
/// E-INVALID for anything but 25 letters and digits.
pub fn normal(typed: &str) -> Result<String, Denial> {
    let parts = typed.chars().filter(|c| !matches!(c, '-' | ' '));
    let key: String = parts.map(|c| c.to_ascii_uppercase()).take(KEY_CHARS + 1).collect();
    if key.len() == KEY_CHARS && key.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Ok(key);
    }
    Err(Denial::new(Code::Invalid, "key-format").with_figure(25))
}

/// What the subscription is with the key.
///
/// # Errors
/// E-CHANNEL where it was not bought with a key, E-NOTFOUND for a key nobody issued, E-STATE for one that was used or is
/// for something else, E-QTY above the offer, E-ASSIGNED where a smaller key would leave holders without seats.
pub fn decide(it: &Life, at: &KeyPlace) -> Result<Life, Denial> {
    if it.channel != Channel::PrepaidKey {
        return Err(Denial::new(Code::Channel, "channel"));
    }
    let key = at.key.ok_or_else(|| Denial::new(Code::NotFound, "key"))?;
    if key.used {
        return Err(Denial::new(Code::State, "key-used"));
    }
    if key.product != it.product {
        return Err(Denial::new(Code::State, "key-product"));
    }
    let after = match it.status {
        Status::Active => Life { quantity: it.quantity.saturating_add(key.seats), ..it.clone() },
        Status::Expired | Status::Disabled => renewed(it, key, at)?,
        _ => return Err(Denial::new(Code::State, "status")),
    };
    let most = at.seats_max.unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX);
    if after.quantity > most {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(most));
    }
    Ok(after)
}

fn renewed(it: &Life, key: IssuedKey, at: &KeyPlace) -> Result<Life, Denial> {
    if key.term != it.term {
        return Err(Denial::new(Code::State, "key-term"));
    }
    // Without service the seats do not count any more, and yet they are what the holders stand on.
    let own = if it.status == Status::Disabled { it.quantity } else { 0 };
    let free = at.assignable.saturating_add(own).max(0);
    if it.quantity.saturating_sub(key.seats) > free {
        return Err(Denial::new(Code::Assigned, "assigned").with_figure(free));
    }
    let ends = at.now.plus_months(key.term.months()).ok_or_else(|| Denial::new(Code::Invalid, "calendar"))?;
    Ok(Life {
        status: Status::Active,
        starts: at.now,
        anchor: at.now,
        ends,
        since: None,
        canceled: false,
        quantity: key.seats,
        ..it.clone()
    })
}
